package impact

import (
	"context"
	"fmt"
	"strings"

	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/effort"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Needs answers what a resource needs from whom to be reached as planned.
func Needs(ctx context.Context, o *view.Organisation, resource string) (*Answer, error) {
	g := build(ctx, o)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s, err := g.find(resource)
	if err != nil {
		return nil, err
	}
	n := &needing{m: o.Model, f: o.Facts, way: lead(s.itself, backward), nodes: map[*node]*Node{}}
	n.Answer = Answer{Question: "needs", Kind: s.kind, Resource: s.name}
	for _, start := range s.itself {
		root := n.node(start)
		root.Status = Start
		if start.asked != nil {
			root.Sum = start.asked.Amount.String()
		}
		n.Roots = append(n.Roots, root)
	}
	for _, start := range s.itself {
		n.show(start)
	}
	return &n.Answer, nil
}

// needing puts an answer about needs together.
type needing struct {
	Answer
	m     *model.Model
	f     *facts.Facts
	way   *way
	nodes map[*node]*Node
}

func (a *needing) node(n *node) *Node {
	if a.nodes[n] == nil {
		a.nodes[n] = n.shown()
	}
	return a.nodes[n]
}

func (a *needing) show(n *node) {
	shown := a.node(n)
	if shown.counted {
		return
	}
	shown.counted = true
	a.Nodes = append(a.Nodes, shown)
	if shown.Path == nil {
		shown.Path = []string{n.name}
	}
	for _, e := range n.in {
		l := a.need(shown, a.node(e.from), e.kind, e.at, e.needs())
		l.Circle = a.way.cut[e]
		if !l.Circle {
			a.show(e.from)
		}
	}
	for _, own := range append(n.own(a.f), a.dangling(n)...) {
		l := a.need(shown, own.node.shown(), own.kind, own.node.at, own.state)
		l.To.counted = true
		a.Nodes = append(a.Nodes, l.To)
	}
}

// dangling are the needs of a KPI that name nothing, or several things.
func (a *needing) dangling(n *node) []*own {
	var all []*own
	for _, u := range a.m.Unresolved {
		if n.kind != KPI || u.From != n.r || !strings.HasPrefix(u.Path, field.Needs.String()+"/") {
			continue
		}
		why := wording.ThereIsNoSuch(u.Wanted)
		if len(u.Candidates) > 0 {
			why = wording.ItMayBeAnyOf(strings.Join(u.Candidates, ", "))
		}
		leaf := &node{kind: KPI, name: u.Text + " for " + n.name, title: u.Text, at: n.r.LocationAt(u.Path)}
		all = append(all, &own{node: leaf, kind: "needs", state: unknown(why)})
	}
	return all
}

// need adds a link from who needs to what is needed. The first decides the path to it.
func (a *needing) need(from, to *Node, kind string, at source.Location, s *state) *Link {
	l := &Link{From: from, To: to, Kind: kind, At: at, Sum: s.sum, Missing: s.missing, Status: planned(s)}
	if to.Path == nil {
		to.Path, l.Decides = append(append([]string{}, from.Path...), to.Name), true
	}
	if to.Status != Start && (to.Status == "" || l.Status == Short) {
		to.Status = l.Status
	}
	from.Out, a.Links = append(from.Out, l), append(a.Links, l)
	return l
}

// planned says whether a need is met as planned.
func planned(s *state) Status {
	switch {
	case !s.known():
		return NotCheckable
	case s.met == quantity.Fails:
		return Short
	case s.met == quantity.Depends:
		return MayMiss
	}
	return Holds
}

// own is something that a number needs of nobody's number: people, time, money.
type own struct {
	node  *node
	kind  string
	state *state
}

// own lists the people, the time and the money that a number needs.
func (n *node) own(f *facts.Facts) []*own {
	switch n.kind {
	case KPI:
		return compact(append([]*own{n.people(f)}, append(n.time(f), n.money(f))...)...)
	case Service:
		return compact(n.agents())
	}
	return nil
}

func compact(all ...*own) []*own {
	var kept []*own
	for _, o := range all {
		if o != nil {
			kept = append(kept, o)
		}
	}
	return kept
}

func (n *node) leaf(kind, word string, at field.Path, s *state) *own {
	leaf := &node{kind: kind, name: word + " for " + n.name, title: word, team: n.team, owner: n.owner,
		at: n.r.Location(at)}
	return &own{node: leaf, kind: word, state: s}
}

// people are those whom a target per person measures.
func (n *node) people(known *facts.Facts) *own {
	f := known.Measured(n.r)
	if f == nil {
		return nil
	}
	if !f.Known() {
		return n.leaf(People, "people", field.Target, unknown(lacksOf(f, "")...))
	}
	words := f.Sum()
	if n.owner != "" {
		words += " of " + n.owner
	}
	return n.leaf(People, "people", field.Owner, &state{met: quantity.Holds, sum: words})
}

// time is what a person of each role needs a day, of what there is.
func (n *node) time(f *facts.Facts) []*own {
	var all []*own
	roles := f.TimeInRoles(n.r)
	for _, time := range roles {
		all = append(all, n.timeIn(time, len(roles) > 1))
	}
	return all
}

func (n *node) timeIn(time *effort.TimeInRole, several bool) *own {
	needed, available := time.Needed, time.Available
	of := ""
	if several {
		of = " " + wording.OfA(time.Role)
	}
	switch {
	case !needed.Known():
		return n.leaf(Time, "time"+of, field.Effort, unknown(lacksOf(needed, wording.TheTimeItTakesIs())...))
	case !available.Known():
		return n.leaf(Time, "time"+of, field.Effort, &state{sum: needed.Sum(),
			missing: lacksOf(available, wording.TheTimeThereIsIs())})
	}
	return n.leaf(Time, "time"+of, field.Effort, &state{met: enough(available, needed),
		sum: wording.TimeThereIs(needed.Sum(), available.Amount.String(), lacksTime(available, needed))})
}

// lacksTime compares times of a day.
func lacksTime(available, needed *network.Node) string {
	write := func(n *network.Node) string { return n.In(basis.Minute).Amount.String() }
	words := balance(available, needed, write, func() string { return "" })
	if words == wording.JustEnough() {
		return wording.MinToSpare()
	}
	return words
}

// money is what the target costs, of its budget.
func (n *node) money(f *facts.Facts) *own {
	spend := f.SpendOf(n.r)
	if spend == nil {
		return nil
	}
	needed, budget := spend.Needed, spend.Budget
	switch {
	case needed == nil:
		return nil
	case !needed.Known():
		return n.leaf(Money, "money", field.Cost, unknown(lacksOf(needed, "")...))
	case !budget.Known():
		return n.leaf(Money, "money", field.Cost,
			&state{sum: needed.Sum(), missing: lacksOf(budget, wording.TheBudgetIsNotKnown())})
	}
	return n.leaf(Money, "money", field.Budget, &state{met: enough(budget, needed),
		sum: wording.BudgetIsWords(needed.Sum(), budget.Amount.String(), inMoney(budget, needed))})
}

// agents are the seats of a service, with what it has to answer and the skills it needs.
func (n *node) agents() *own {
	agents := n.r.Quantity(field.Agents)
	if agents == nil || agents.Low == nil {
		return n.leaf(People, "people", field.Agents, unknown(wording.DoesNotSayHowMany(n.name)))
	}
	words := []string{network.NumberText(agents.Amount) + " agents"}
	if arrivals, each := n.r.Quantity(field.Arrivals), n.r.Quantity(field.HandlingTime); arrivals != nil &&
		arrivals.Low != nil && each != nil && each.Low != nil {
		words = append(words, fmt.Sprintf("for %s of %s", arrivals.Amount, each.Amount))
	}
	if skills := n.r.Texts(field.Skills); len(skills) > 0 {
		words = append(words, "with "+strings.Join(skills, ", "))
	}
	return n.leaf(People, "people", field.Agents, &state{met: quantity.Holds, sum: strings.Join(words, " ")})
}
