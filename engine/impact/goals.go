package impact

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// addGoals makes nodes of objectives and key results: a key result hangs on its KPI, an objective on its key results, and a goal, through
// links that carry no number, on the objectives that support it.
func (g *graph) addGoals() {
	objectives := g.m.Of("Objective")
	for _, o := range objectives {
		g.goal[o] = g.add(of(o, ""))
		for i, kr := range o.Objects("keyResults") {
			g.addKeyResult(o, kr, fmt.Sprintf("keyResults/%d", i))
		}
	}
	g.addSums(objectives)
	for _, o := range objectives {
		for i, s := range o.Objects("supports") {
			g.addSupport(o, s, fmt.Sprintf("supports/%d", i))
		}
		for i, d := range o.Objects("dependsOn") {
			g.addDependency(o, d, fmt.Sprintf("dependsOn/%d", i))
		}
	}
}

func (g *graph) addKeyResult(o *model.Resource, kr *model.Object, at string) {
	goal := g.goal[o]
	n := &node{kind: KeyResult, name: o.Name + "/" + kr.Text("id"), title: kr.Text("name"), team: goal.team, owner: goal.owner, at: o.Location(at), r: o}
	if owner := kr.To("owner"); owner != nil {
		n.owner = owner.Name
	}
	to, k := kr.Quantity("to"), g.kpi[kr.To("kpi")]
	if n.ask(to, "`"+n.name+"` says no number to reach (`to`)"); n.asked != nil {
		n.at = o.Location(at + "/to")
	} else if k != nil && kr.Node.Get("to") == nil {
		n.asked, n.lacks, n.inherited = k.asked, k.lacks, true
	}
	n.lower = lower(to, k)
	n = g.add(n)
	g.link(&edge{from: n, to: goal, kind: "key result", at: o.Location(at),
		hit: func(*weave) *relation { return &relation{judge: goal.results} }, needs: n.wanted})
	if k != nil {
		g.link(&edge{from: k, to: n, kind: "measures", at: o.Location(at + "/kpi"),
			hit: func(v *weave) *relation { return g.keyResult(v, n, k) }, needs: k.wanted})
	}
}

// lower reports whether a key result should fall: by its own comparator, else as its KPI.
func lower(to *model.Quantity, k *node) bool {
	if to != nil && to.Comparator != quantity.NoComparator {
		return to.Comparator == quantity.AtMost || to.Comparator == quantity.LessThan
	}
	return k != nil && k.lower
}

// wanted is a number as planned, for those who lean on it.
func (n *node) wanted() *state {
	s := &state{met: quantity.Holds, sum: "asks for no number"}
	if n.asked != nil {
		s.value, s.sum = n.asked, n.asked.Amount.String()
	}
	return s
}

// keyResult is what is left of a key result by what is left of its KPI.
func (g *graph) keyResult(v *weave, n, k *node) *relation {
	r := v.of[k]
	switch {
	case r == nil || len(r.missing) > 0:
		return lacking(notKnown(k))
	case r.value == nil:
		return lacking("`" + k.name + "` has no number")
	case !n.aboveZero():
		return lacking(lackOr(n)...)
	}
	value := g.bring(r.value, n.asked.Amount.Unit, k)
	if value == nil {
		return lacking(fmt.Sprintf("`%s` is in %s, its KPI `%s` in %s", n.name, n.asked.Amount.Unit.Words(), k.name,
			r.value.Amount.Unit.Words()))
	}
	if n.parts != nil {
		return n.parts.among(n, value)
	}
	left := over(value, n.asked)
	share := left
	if !n.lower {
		share = atMostAll(share)
	}
	return &relation{value: value, left: left, share: share,
		say: func(p *pass, s *state) { s.sum = ofAsked(s.value, n.asked) }}
}

// bring converts a number of a KPI to the unit of a key result on it, by the calendar and the people it measures; nil
// where it cannot be converted.
func (g *graph) bring(n *network.Node, to quantity.Unit, k *node) *network.Node {
	if x := n.Plain(); x.Amount.Unit == to {
		return x
	}
	steps, err := quantity.Steps(n.Amount.Unit, to)
	if err != nil {
		return nil
	}
	for _, step := range steps {
		factor := g.factor(step.Name, k)
		switch {
		case !factor.Known():
			return nil
		case step.Divide:
			n = network.Over(n.Label, n, factor)
		default:
			n = network.Times(n.Label, n, factor)
		}
		if n == nil {
			return nil
		}
	}
	return n.In(to)
}

// factor is one thing that a conversion needs; nil where it is not known.
func (g *graph) factor(name string, k *node) *network.Node {
	switch name {
	case quantity.People:
		return g.f.Measured(k.r)
	case quantity.DaysPerMonth, quantity.WorkdaysPerMonth:
		return g.f.Whole.Calendar.DaysPerMonth
	case quantity.DaysPerWeek:
		return g.f.Whole.Calendar.DaysPerWeek
	}
	if fixed, err := (quantity.Basis{}).Factor(name); err == nil {
		return network.Assumed(name, "", fixed)
	}
	return nil
}

// results is the state of an objective by those of its key results.
func (n *node) results(p *pass) *state {
	s := &state{met: quantity.Holds}
	var missed, open, risky, unsure []string
	total := 0
	for _, e := range n.in {
		if e.kind != "key result" {
			continue
		}
		total++
		kr := p.states[e.from]
		id := "`" + strings.TrimPrefix(e.from.name, n.name+"/") + "`"
		switch {
		case kr == nil || kr.judged() && kr.met == quantity.Holds:
			continue
		case !kr.judged():
			unsure = append(unsure, notKnown(e.from))
			continue
		case kr.risk:
			risky = append(risky, id)
		case kr.met == quantity.Fails:
			missed = append(missed, id)
		default:
			open = append(open, id)
		}
		if kr.met < s.met || kr.met == s.met && !kr.risk {
			s.met, s.risk = kr.met, kr.risk
		}
	}
	if len(missed)+len(open)+len(risky) == 0 && len(unsure) > 0 {
		return unknown(unsure...)
	}
	s.sum = strings.Join(slices.Concat(ofResults(missed, total, "is", "missed"),
		ofResults(open, total, "may be", "missed"), ofResults(risky, total, "is", "at risk")), "; ")
	return s
}

func notKnown(n *node) string { return "it is not known how far `" + n.name + "` falls short" }

// ofResults says how many key results of an objective are in a state, and which.
func ofResults(ids []string, total int, is, word string) []string {
	if len(ids) == 0 {
		return nil
	}
	if total == 1 {
		return []string{fmt.Sprintf("its key result %s %s: %s", is, word, ids[0])}
	}
	if len(ids) > 1 && is == "is" {
		is = "are"
	}
	return []string{fmt.Sprintf("%d of its %d key results %s %s: %s", len(ids), total, is, word, strings.Join(ids, ", "))}
}

// ofAsked writes two numbers of one unit: 20 of 50 orders/month.
func ofAsked(value, asked *network.Node) string {
	switch noun := asked.Amount.Unit.Noun(); {
	case noun == "min" || noun == "%" || noun == "" || asked.Amount.Unit.Currency() != "":
		return fmt.Sprintf("%s instead of %s", value.Amount, asked.Amount)
	}
	return fmt.Sprintf("%s instead of %s", bare(value), asked.Amount)
}

// addSupport makes an edge from an objective to the goal or key result it supports.
func (g *graph) addSupport(o *model.Resource, s *model.Object, at string) {
	to := g.target(s.Ref("objective"))
	if to == nil {
		to = g.target(s.Ref("keyResult"))
	}
	if from := g.goal[o]; to != nil && to != from {
		words := fmt.Sprintf("`%s` supports it %sly", o.Name, s.Text("link"))
		if s.Text("link") == "" {
			words = fmt.Sprintf("`%s` supports it", o.Name)
		}
		if because := s.Text("because"); because != "" {
			words += " (" + strings.TrimSuffix(because, ".") + ")"
		}
		g.link(&edge{from: from, to: to, kind: strings.TrimSpace(s.Text("link") + " support"), at: o.Location(at),
			hit: func(*weave) *relation { return risk(from, words) }, needs: func() *state { return &state{met: quantity.Holds, sum: words} }})
	}
}

// target is the node of an objective or key result that a reference names.
func (g *graph) target(ref *model.Ref) *node {
	switch {
	case ref == nil || ref.To == nil:
		return nil
	case ref.Part != "":
		return g.byKey[KeyResult+" "+ref.To.Name+"/"+ref.Part]
	}
	return g.goal[ref.To]
}

// addDependency makes an edge from what another team has to deliver, where that is the id of an objective or key result of its own.
func (g *graph) addDependency(o *model.Resource, d *model.Object, at string) {
	team := d.To("team")
	if team == nil || d.Text("item") == "" {
		return
	}
	name := team.Name + "/" + d.Text("item")
	from := g.byKey[Objective+" "+name]
	if from == nil {
		from = g.byKey[KeyResult+" "+name]
	}
	if from == nil || from == g.goal[o] {
		return
	}
	words := fmt.Sprintf("depends on `%s`", from.name)
	if by := d.Text("by"); by != "" {
		words += " by " + by
	}
	g.link(&edge{from: from, to: g.goal[o], kind: "depends on", at: o.Location(at),
		hit: func(*weave) *relation { return risk(from, words) }, needs: func() *state { return &state{met: quantity.Holds, sum: words} }})
}

// risk is the state of what hangs on another by a link without a number: at risk when the other is hit, and nobody can say how much.
func risk(from *node, words string) *relation {
	return &relation{judge: func(p *pass) *state {
		s := p.states[from]
		switch {
		case !s.judged():
			return unknown(notKnown(from))
		case s.met == quantity.Holds:
			return &state{met: quantity.Holds, sum: words}
		}
		return &state{met: quantity.Depends, risk: true, sum: words}
	}}
}

// parts are the key results of supporting objectives that add up to a key result of their goal, on its own KPI.
type parts struct {
	goal     *node
	kpi      *node         // that all are on
	all      *network.Node // what the parts ask for together, added up once
	children []*node
}

// addSums makes edges from key results to the key result of a goal that they add up to: all are on one KPI whose numbers can be added, and
// their objectives support that goal.
func (g *graph) addSums(objectives []*model.Resource) {
	serving := servants(objectives)
	for _, goal := range objectives {
		for _, kr := range goal.Objects("keyResults") {
			n := g.byKey[KeyResult+" "+goal.Name+"/"+kr.Text("id")]
			if k := kr.To("kpi"); k == nil || !additive(k) || n.asked == nil || n.lower {
				continue
			}
			p := &parts{goal: n, kpi: g.kpi[kr.To("kpi")]}
			for _, o := range serving[goal] {
				if o != goal {
					p.children = append(p.children, g.onKPI(o, kr.To("kpi"))...)
				}
			}
			p.link(g)
		}
	}
}

// additive reports whether the numbers of a KPI can be added up: not those of ratios, means and percentiles.
func additive(k *model.Resource) bool {
	t := k.Quantity("target")
	if t == nil || t.Low == nil || t.Statistic != "" || t.Unit.Equal(percent) {
		return false
	}
	m := k.Text("measure")
	return k.Text("aggregation") != "level" && (m == "volume" || m == "financial")
}

// servants are the objectives that support each goal, in the order of files, each once.
func servants(objectives []*model.Resource) map[*model.Resource][]*model.Resource {
	all := map[*model.Resource][]*model.Resource{}
	for _, o := range objectives {
		for _, s := range o.Objects("supports") {
			for _, goal := range []*model.Resource{s.To("objective"), s.To("keyResult")} {
				if known := all[goal]; goal != nil && (len(known) == 0 || known[len(known)-1] != o) {
					all[goal] = append(known, o)
				}
			}
		}
	}
	return all
}

// onKPI are the key results of an objective on a KPI.
func (g *graph) onKPI(o, k *model.Resource) []*node {
	var all []*node
	for _, kr := range o.Objects("keyResults") {
		if kr.To("kpi") == k {
			all = append(all, g.byKey[KeyResult+" "+o.Name+"/"+kr.Text("id")])
		}
	}
	return all
}

// link makes the edges of a sum. A key result that asks for all that the goal asks for is the same number and no part of it.
func (pt *parts) link(g *graph) {
	for _, c := range pt.children {
		if c.asked == nil || c.inherited || c.lower || c.asked.Amount.Unit != pt.goal.asked.Amount.Unit ||
			c.asked.Amount.Equal(pt.goal.asked.Amount) {
			return
		}
	}
	for _, c := range pt.children {
		if c.aboveZero() && len(pt.children) > 1 {
			c.parts = pt
			for _, e := range c.in {
				e.whole = e.whole || e.kind == "measures"
			}
		}
		g.link(&edge{from: c, to: pt.goal, kind: "adds up", at: c.at, hit: pt.hit, needs: c.wanted})
	}
}

// among is what is left of one part by what is left of the whole, of which nobody says who has it: at least what the
// others leave when they have all they ask for, and at most all it asks for. Where the whole is less than all parts
// ask for, at least one of them is missed.
func (pt *parts) among(n *node, whole *network.Node) *relation {
	together, most := pt.together(), network.Least("part", whole, n.asked)
	rest := network.Minus("part", whole, network.Minus("the others", together, n.asked)).NotBelowZero()
	worst := network.Least("part", rest, n.asked)
	value := network.From("part", worst, most)
	left := atMostAll(over(value, n.asked))
	return &relation{value: value, left: left, share: left, say: func(p *pass, s *state) {
		now := p.at(whole)
		s.sum = fmt.Sprintf("%s in all, of %s that %d parts ask for together", bare(now), together.Amount, len(pt.children))
		if enough(now, together) == quantity.Fails {
			s.sum += ": at least one of them is missed"
		}
	}}
}

// hit is what is left of the goal's number by what is left of its parts, the same by each of them. What the whole
// leaves of a part says nothing new of the whole.
func (pt *parts) hit(v *weave) *relation {
	return v.same(pt, func() *relation { return pt.sum(v) })
}

func (pt *parts) sum(v *weave) *relation {
	var terms []*network.Node
	if !slices.ContainsFunc(pt.children, func(c *node) bool { return pt.reached(v, c) != nil }) {
		return pt.asked(v)
	}
	for _, c := range pt.children {
		left, lacks := leftOf(c, pt.reached(v, c))
		if len(lacks) > 0 {
			return lacking(lacks...)
		}
		terms = append(terms, scaled(c.asked, left))
	}
	total, asked := network.Plus("all parts", terms...), pt.goal.asked
	return reaches(pt.goal, network.Part("share", total, asked), func(p *pass, s *state) {
		var words []string
		for _, term := range terms {
			words = append(words, bare(p.at(term)))
		}
		s.sum = fmt.Sprintf("%s = %s of %s", strings.Join(words, " + "), bare(p.at(total)), asked.Amount)
	})
}

// reached is what is left of a part, but by the whole; nil for as planned.
func (pt *parts) reached(v *weave, c *node) *relation {
	if c.parts == pt {
		return v.apart[c]
	}
	return v.of[c]
}

// asked is the relation where only the whole says what is left of the parts.
func (pt *parts) asked(v *weave) *relation {
	if r := v.of[pt.kpi]; r == nil || len(r.missing) > 0 {
		return lacking(notKnown(pt.kpi))
	}
	words := fmt.Sprintf("its %d parts ask for %s, of %s", len(pt.children), bare(pt.together()), pt.goal.asked.Amount)
	return &relation{judge: func(*pass) *state { return &state{met: quantity.Holds, sum: words} }}
}

// together is what all parts ask for.
func (pt *parts) together() *network.Node {
	if pt.all == nil {
		var all []*network.Node
		for _, c := range pt.children {
			all = append(all, c.asked)
		}
		pt.all = network.Plus("all parts", all...)
	}
	return pt.all
}
