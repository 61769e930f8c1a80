package impact

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
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
	n := &node{kind: KeyResult, name: o.Name + "/" + kr.Text("id"), title: kr.Text("name"), team: goal.team, owner: goal.owner, at: placeOf(o, at), r: o}
	if owner := kr.To("owner"); owner != nil {
		n.owner = owner.Name
	}
	to := kr.Quantity("to")
	if n.ask(to, "`"+n.name+"` says no number to reach (`to`)"); n.asked != nil {
		n.at = placeOf(o, at+"/to")
	}
	k := g.kpi[kr.To("kpi")]
	n.lower = lower(to, k)
	n = g.add(n)
	g.link(&edge{from: n, to: goal, kind: "key result", at: placeOf(o, at), hit: goal.results, needs: func() *state { return n.wanted() }})
	if k != nil {
		g.link(&edge{from: k, to: n, kind: "measures", at: placeOf(o, at+"/kpi"), hit: func(p *pass) *state { return g.keyResult(p, n, k) }, needs: func() *state { return k.wanted() }})
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
		s.value, s.sum = n.asked, n.asked.String()
	}
	return s
}

// keyResult is what is left of a key result by what is left of its KPI.
func (g *graph) keyResult(p *pass, n, k *node) *state {
	s := p.states[k]
	switch {
	case !s.known():
		return unknown(notKnown(k))
	case s.value == nil:
		return unknown("`" + k.name + "` has no number")
	case n.asked == nil || n.asked.Low.Sign() <= 0:
		return unknown(lackOr(n)...)
	}
	value, err := g.bring(*s.value, n.asked.Unit, k)
	if err != nil {
		return unknown(fmt.Sprintf("`%s` is in %s, its KPI `%s` in %s", n.name, n.asked.Unit.Words(), k.name, s.value.Unit.Words()))
	}
	share := span{new(big.Rat).Quo(value.Low, n.asked.High), new(big.Rat).Quo(value.High, n.asked.Low)}
	if !n.lower {
		share = span{least(share.low, one), least(share.high, one)}
	}
	return reaches(n, value, share, ofAsked(value, *n.asked))
}

// bring converts a number of a KPI to the unit of a key result on it, by the calendar and the people it measures.
func (g *graph) bring(a quantity.Amount, to quantity.Unit, k *node) (quantity.Amount, error) {
	if a.Unit == to {
		return a, nil
	}
	if x := a.Plain(); x.Unit == to {
		return x, nil
	}
	basis := quantity.Basis{DaysPerMonth: g.daysPerMonth(), DaysPerWeek: g.f.Whole.Calendar.DaysPerWeek.Amounts().Low}
	if people := g.f.Measured(k.r); people.Known() && !people.Amount.IsRange() {
		basis.People = people.Amount.Low
	}
	return a.Convert(to, basis)
}

func (g *graph) daysPerMonth() *big.Rat { return g.f.Whole.Calendar.DaysPerMonth.Amounts().Low }

// results is the state of an objective by those of its key results.
func (n *node) results(p *pass) *state {
	s := &state{met: quantity.Holds}
	var hit, risky, unsure []string
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
		default:
			hit = append(hit, id)
		}
		if kr.met < s.met || kr.met == s.met && !kr.risk {
			s.met, s.risk = kr.met, kr.risk
		}
	}
	if len(hit)+len(risky) == 0 && len(unsure) > 0 {
		return unknown(unsure...)
	}
	s.sum = strings.Join(append(ofResults(hit, total, "hit"), ofResults(risky, total, "at risk")...), "; ")
	return s
}

func notKnown(n *node) string { return "it is not known how far `" + n.name + "` falls short" }

// ofResults says how many key results of an objective are in a state, and which.
func ofResults(ids []string, total int, word string) []string {
	if len(ids) == 0 {
		return nil
	}
	if total == 1 {
		return []string{fmt.Sprintf("its key result is %s: %s", word, ids[0])}
	}
	return []string{fmt.Sprintf("%d of its %d key results %s %s: %s", len(ids), total, isAre(len(ids)), word, strings.Join(ids, ", "))}
}

// ofAsked writes two numbers of one unit: 20 of 50 orders/month.
func ofAsked(value, asked quantity.Amount) string {
	switch noun := asked.Unit.Noun(); {
	case noun == "min" || noun == "%" || noun == "" || asked.Unit.Currency() != "":
		return fmt.Sprintf("%s instead of %s", value, asked)
	}
	return fmt.Sprintf("%s instead of %s", bare(spanOf(value)), asked)
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
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
		g.link(&edge{from: from, to: to, kind: strings.TrimSpace(s.Text("link") + " support"), at: placeOf(o, at),
			hit: func(p *pass) *state { return risk(p, from, words) }, needs: func() *state { return &state{met: quantity.Holds, sum: words} }})
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
	g.link(&edge{from: from, to: g.goal[o], kind: "depends on", at: placeOf(o, at),
		hit: func(p *pass) *state { return risk(p, from, words) }, needs: func() *state { return &state{met: quantity.Holds, sum: words} }})
}

// risk is the state of what hangs on another by a link without a number: at risk when the other is hit, and nobody can say how much.
func risk(p *pass, from *node, words string) *state {
	s := p.states[from]
	switch {
	case !s.judged():
		return unknown(notKnown(from))
	case s.met == quantity.Holds:
		return &state{met: quantity.Holds, sum: words}
	}
	return &state{met: quantity.Depends, risk: true, sum: words}
}

// parts are the key results of supporting objectives that add up to a key result of their goal, on its own KPI.
type parts struct {
	goal     *node
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
			p := &parts{goal: n}
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
		if c.asked == nil || c.asked.Unit != pt.goal.asked.Unit || c.lower || c.asked.Equal(*pt.goal.asked) {
			return
		}
	}
	for _, c := range pt.children {
		g.link(&edge{from: c, to: pt.goal, kind: "adds up", at: c.at, hit: pt.hit, needs: func() *state { return c.wanted() }})
	}
}

// hit is what is left of the goal's number by what is left of its parts.
func (pt *parts) hit(p *pass) *state {
	total, words := span{new(big.Rat), new(big.Rat)}, []string{}
	for _, c := range pt.children {
		left, lacks := p.left(c)
		if len(lacks) > 0 {
			return unknown(lacks...)
		}
		now := spanOf(ends(*c.asked, left))
		total, words = sum(total, now), append(words, bare(now))
	}
	asked := *pt.goal.asked
	value := ends(asked, span{part(total.low, asked.Low), part(total.high, asked.High)})
	return reaches(pt.goal, value, ratio(total, spanOf(asked)), fmt.Sprintf("%s = %s of %s", strings.Join(words, " + "), bare(total), asked))
}
