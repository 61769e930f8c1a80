package impact

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Status says how a number stands after the miss, compared with before.
type Status string

// A number that could be met before and no longer can be is missed; one that could not be met before is worse or
// unchanged. At risk is what depends on a missed number by a link that carries no number.
const (
	Start        Status = "start"
	Missed       Status = "missed"
	Worse        Status = "worse"
	MayMiss      Status = "may-miss"
	AtRisk       Status = "at-risk"
	Unchanged    Status = "unchanged"
	Holds        Status = "holds"
	NotCheckable Status = "not-checkable"
	Short        Status = "short" // of a need: there is not enough as planned
)

// Answer is a graph that answers a question about a resource.
type Answer struct {
	Question string          // impact or needs
	Kind     string          // of the resource
	Resource string          // its full name
	Miss     quantity.Amount // of the resource, in percent
	Misses   []Miss          // all of them in percent, the resource's first; none for needs
	Roots    []*Node
	Nodes    []*Node // in the order in which a tree shows them
	Links    []*Link
}

// Node is a number, an objective or an item in an answer.
type Node struct {
	ID                     string // unique in the answer
	Kind, Name, Title      string
	Team, Owner            string
	At                     source.Location
	Status                 Status
	Miss                   *quantity.Amount // of a start, in percent; nil for others
	Sum                    string           // how what is left comes about, in words
	Verdict                string           // what that means, in words
	Asked, Before, After   *quantity.Amount
	MissedBefore, MissedBy *quantity.Amount // in percent of what is asked
	Missing                []string         // why it cannot be told
	Path                   []string         // the names on the way that decides, from the start
	Out                    []*Link
	counted                bool
}

// Link says that To depends on From; in an answer about needs, that From needs To.
type Link struct {
	From, To *Node
	Kind     string
	At       source.Location
	Status   Status
	Sum      string
	Missing  []string
	Decides  bool // the number of To comes about by this link
	Circle   bool // it leads back to a number on its own path, and is not followed
}

// Miss is by what share of 0 to 1 a resource is missed; it may be a range.
type Miss struct {
	Resource string
	Share    quantity.Amount
}

// Of answers who else misses when a resource is missed by a share of 0 to 100 %, which may be a range. An error is an Unknown resource, or the
// end of the context.
func Of(ctx context.Context, o *view.Organisation, resource string, miss quantity.Amount) (*Answer, error) {
	return Several(ctx, o, []Miss{{resource, miss}})
}

// Several answers who else misses when several resources are missed at once, one or more.
// It is an error where two of them mean one number.
func Several(ctx context.Context, o *view.Organisation, misses []Miss) (*Answer, error) {
	g := build(ctx, o)
	a := &answering{nodes: map[*node]*Node{}, miss: map[*node]quantity.Amount{}}
	a.Question = "impact"
	var starts []*node
	for i, m := range misses {
		s, err := g.find(m.Resource)
		if err != nil {
			return nil, err
		}
		share := network.Assumed("missed", "", m.Share.Plain())
		if i == 0 {
			a.Kind, a.Resource, a.Miss = s.kind, s.name, inPercent(share)
		}
		if slices.ContainsFunc(a.Misses, func(m Miss) bool { return m.Resource == s.name }) {
			return nil, errors.New(wording.AndAnotherNameBothMean(m.Resource, s.name))
		}
		a.Misses = append(a.Misses, Miss{s.name, inPercent(share)})
		for _, n := range s.starts {
			a.miss[n] = share.Amount
		}
		starts = append(starts, s.starts...)
	}
	starts = unique(starts)
	g.apart(starts)
	if err := a.evaluate(ctx, lead(starts, forward)); err != nil {
		return nil, err
	}
	a.judge()
	for _, n := range starts {
		a.Roots = append(a.Roots, a.node(n))
	}
	for _, n := range starts {
		a.show(n)
	}
	return &a.Answer, nil
}

// evaluate weaves the formulas, and evaluates them as planned and as missed.
func (a *answering) evaluate(ctx context.Context, w *way) error {
	v := knit(ctx, w)
	a.way, a.before, a.after = w, walk(ctx, w, v, nil), walk(ctx, w, v, v.misses(a.miss))
	return ctx.Err()
}

// way is in which order nodes are reached from the starts, causes first, and which edges would close a circle.
type way struct {
	start map[*node]bool
	order []*node
	cut   map[*edge]bool
}

func forward(n *node) []*edge  { return n.out }
func backward(n *node) []*edge { return n.in }

// lead follows edges from the starts, depth first; the order is that of a topological sort without the cut edges.
func lead(starts []*node, next func(*node) []*edge) *way {
	w := &way{start: map[*node]bool{}, cut: map[*edge]bool{}}
	state := map[*node]int{} // 1 on the path, 2 done
	var visit func(n *node)
	visit = func(n *node) {
		state[n] = 1
		for _, e := range next(n) {
			to := e.to
			if to == n {
				to = e.from
			}
			switch state[to] {
			case 0:
				visit(to)
			case 1:
				w.cut[e] = true
			}
		}
		state[n] = 2
		w.order = append(w.order, n)
	}
	for _, n := range starts {
		w.start[n] = true
		if state[n] == 0 {
			visit(n)
		}
	}
	slices.Reverse(w.order)
	return w
}

// answering puts an answer together from two walks, without and with the miss.
type answering struct {
	Answer
	way           *way
	before, after *pass
	miss          map[*node]quantity.Amount // of the starts, as shares of 0 to 1
	nodes         map[*node]*Node
	status        map[*node]Status
}

// judge compares every node before and after.
func (a *answering) judge() {
	a.status = map[*node]Status{}
	for _, n := range a.way.order {
		if a.way.start[n] {
			a.status[n] = Start
			continue
		}
		a.status[n] = compare(a.before.states[n], a.after.states[n], func() bool { return a.moved(n) })
	}
}

// moved reports whether anything that a node without a number depends on has changed.
func (a *answering) moved(n *node) bool {
	return slices.ContainsFunc(n.in, func(e *edge) bool {
		s, reached := a.status[e.from]
		return reached && s != Unchanged && s != Holds && s != NotCheckable && (s != Start || a.miss[e.from].High.Sign() > 0)
	})
}

// compare says how a state stands against the one before the miss.
func compare(before, after *state, moved func() bool) Status {
	switch {
	case !after.known():
		return NotCheckable
	case after.met == quantity.Holds:
		return Holds
	case before.met == after.met && before.risk == after.risk && same(before, after, moved):
		return Unchanged
	case after.risk:
		return AtRisk
	case after.met == quantity.Depends:
		return MayMiss
	case before.known() && before.met == quantity.Fails:
		return Worse
	}
	return Missed
}

// same reports whether nothing has changed: the number, or for what has none, all it depends on.
func same(before, after *state, moved func() bool) bool {
	if before.value == nil || after.value == nil {
		return !moved()
	}
	return before.value.Amount.Equal(after.value.Amount)
}

// node is a node as the answer shows it.
func (a *answering) node(n *node) *Node {
	if known := a.nodes[n]; known != nil {
		return known
	}
	shown := n.shown()
	a.nodes[n] = shown
	before, after := a.before.states[n], a.after.states[n]
	shown.Status, shown.Missing = a.status[n], after.missing
	shown.Before, shown.After = numberOf(before.value), numberOf(after.value)
	if after.share != nil && n.kind != Item {
		by := missedBy(after.share, n.lower)
		shown.MissedBy = &by
	}
	if before.known() && before.share != nil && n.kind != Item {
		by := missedBy(before.share, n.lower)
		shown.MissedBefore = &by
	}
	shown.Sum, shown.Verdict = after.sum, verdict(n, shown, before, after)
	if a.way.start[n] {
		miss := inPercent(network.Assumed("missed", "", a.miss[n]))
		shown.Sum, shown.Miss = a.begun(n, after), &miss
	}
	shown.Path = a.path(n)
	return shown
}

// numberOf is the amount of a node; nil for none.
func numberOf(n *network.Node) *quantity.Amount {
	if n == nil {
		return nil
	}
	return &n.Amount
}

// shown is a node without anything about a miss.
func (n *node) shown() *Node {
	return &Node{ID: n.kind + " " + n.name, Kind: n.kind, Name: n.name, Title: n.title, Team: n.team, Owner: n.owner,
		At: n.at, Asked: numberOf(n.asked)}
}

// path walks back along the edges that decide.
func (a *answering) path(n *node) []string {
	names := []string{n.name}
	for at := a.after.states[n]; at != nil && at.via != nil; at = a.after.states[at.via.from] {
		names = append(names, at.via.from.name)
	}
	slices.Reverse(names)
	return names
}

// begun is the sum of a start.
func (a *answering) begun(n *node, after *state) string {
	if !after.known() || after.value == nil {
		return ""
	}
	if after.via != nil {
		return wording.ByWhatItDependsOn(a.ownSum(n), after.value.Amount.String())
	}
	return a.ownSum(n)
}

func (a *answering) ownSum(n *node) string {
	own, sign := a.after.at(a.after.weave.begun[n].value).Amount, "−"
	if n.lower {
		sign = "+"
	}
	own = asAsked(own, n.asked)
	words := fmt.Sprintf("%s × (1 %s %s) = %s", n.asked.Amount, sign, inPercent(network.Assumed("missed", "", a.miss[n])),
		own)
	if own.IsRange() {
		words = wording.InsteadOf(own.String(), n.asked.Amount.String())
	}
	return words + a.backlog(n)
}

// backlog is by how much the open work of a service grows when it closes less than it should.
func (a *answering) backlog(n *node) string {
	if n.kind != Service {
		return ""
	}
	opened, closed := n.r.Quantity(field.Opened), n.r.Quantity(field.Closed)
	if opened == nil || closed == nil || opened.Low == nil || closed.Low == nil || opened.Unit != closed.Unit {
		return ""
	}
	comes, still := network.Written("opened", opened), a.after.at(scaled(network.Written("closed", closed),
		a.after.weave.kept[n]))
	return wording.OfTheOpenedAreClosed(bare(still), comes.Amount.String(), covers(still, comes))
}

// show adds what depends on a node to the answer, as far as the miss reaches.
func (a *answering) show(n *node) {
	shown := a.node(n)
	if shown.counted {
		return
	}
	shown.counted = true
	a.Nodes = append(a.Nodes, shown)
	for _, e := range n.out {
		l := a.link(e)
		if shown.Status == Holds && (n.kind != Item || l.Status == Holds) {
			continue // a number that is met hurts nobody; of an item less may be there for some
		}
		shown.Out = append(shown.Out, l)
		a.Links = append(a.Links, l)
		if !l.Circle {
			a.show(e.to)
		}
	}
}

// link is an edge as the answer shows it.
func (a *answering) link(e *edge) *Link {
	l := &Link{From: a.node(e.from), To: a.node(e.to), Kind: e.kind, At: e.at}
	if a.way.cut[e] {
		l.Circle, l.Status = true, Unchanged
		return l
	}
	before, after := a.before.results[e], a.after.results[e]
	l.Status = compare(before, after, func() bool { return a.moved(e.to) })
	l.Sum, l.Missing = after.sum, after.missing
	l.Decides = a.after.states[e.to].via == e
	return l
}

// verdict says in words what a state means.
func verdict(n *node, shown *Node, before, after *state) string {
	switch shown.Status {
	case NotCheckable, Start:
		return ""
	case AtRisk:
		return wording.AtRiskByHowMuch()
	case Holds:
		return "holds"
	}
	switch {
	case n.kind == Item:
		return earlier(shown, before)
	case shown.MissedBy != nil && n.kind != CashPlan:
		return missedWords(shown, before, after)
	case after.risk:
		return wording.AtRiskBeforeAlready()
	}
	return map[Status]string{
		Missed: wording.CannotBeMetAnyMore(), Worse: wording.CouldNotBeMetBefore(), MayMiss: wording.MayNotBeMet(),
		Unchanged: wording.NoWorseThanBefore(),
	}[shown.Status]
}

// earlier says how an item stood before the miss.
func earlier(shown *Node, before *state) string {
	if shown.Status == Unchanged || !before.known() {
		return wording.AsBefore()
	}
	return wording.BeforeTheMiss(before.balance)
}

func missedWords(shown *Node, before, after *state) string {
	by := shown.MissedBy
	switch shown.Status {
	case MayMiss:
		if shown.MissedBefore != nil && shown.MissedBefore.High.Sign() > 0 {
			return wording.MayBeMissedByUp(high(*by).String(), high(*shown.MissedBefore).String())
		}
		return wording.MayBeMissedByUpTo(high(*by).String())
	case Worse:
		return wording.MissedByBeforeTheMiss(by.String(), shown.MissedBefore.String(), before.value.Amount.String())
	case Unchanged:
		if after.met == quantity.Depends {
			return wording.MayBeMissedByUpToBefore(high(*by).String())
		}
		return wording.MissedByBeforeAlreadyAnd(by.String())
	}
	return wording.MissedByAmount(by.String())
}

func high(a quantity.Amount) quantity.Amount { return quantity.Exact(a.High, a.Unit) }
