package impact

import (
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// addGoals makes nodes of objectives and key results: a key result depends on its KPI, an objective on its key results, and a goal, through
// links that carry no number, on the objectives that support it.
func (g *graph) addGoals() {
	objectives := g.m.Of("Objective")
	for _, o := range objectives {
		g.goal[o] = g.add(of(o, field.Itself))
		for i, kr := range o.Objects(field.KeyResults) {
			g.addKeyResult(o, kr, field.KeyResults.At(i))
		}
	}
	g.addSums()
	for _, o := range objectives {
		for i, s := range o.Objects(field.Supports) {
			g.addSupport(o, s, field.Supports.At(i))
		}
		for i, d := range o.Objects(field.DependsOn) {
			g.addDependency(o, d, field.DependsOn.At(i))
		}
	}
}

func (g *graph) addKeyResult(o *model.Resource, kr *model.Object, at field.Path) {
	goal := g.goal[o]
	n := &node{kind: KeyResult, name: o.Name + "/" + kr.Text(field.ID), title: kr.Text(field.Name), team: goal.team,
		owner: goal.owner, at: o.Location(at), r: o}
	if measure := kr.To(field.KPI); measure != nil && n.title == "" {
		n.title = measure.Title()
	}
	if owner := kr.To(field.Owner); owner != nil {
		n.owner = owner.Name
	}
	to, k := kr.Quantity(field.To), g.kpi[kr.To(field.KPI)]
	if n.ask(to, wording.SaysNoNumberToReach(n.name)); n.asked != nil {
		n.at = o.Location(at.To(field.To))
	} else if k != nil && !kr.IsWritten(field.To) {
		n.asked, n.lacks, n.inherited = k.asked, k.lacks, true
	}
	n.lower = lower(to, k)
	n = g.add(n)
	g.result[kr] = n
	g.link(&edge{from: n, to: goal, kind: "key result", at: o.Location(at),
		hit: func(*weave) *relation { return &relation{judge: goal.results} }, needs: n.wanted})
	if k != nil {
		g.link(&edge{from: k, to: n, kind: "measures", at: o.Location(at.To(field.KPI)),
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
	s := &state{met: quantity.Holds, sum: wording.AsksForNoNumber()}
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
		return lacking(wording.HasNoNumber(k.name))
	case !n.aboveZero():
		return lacking(lackOr(n)...)
	}
	value := g.bring(r.value, n.asked.Amount.Unit, k)
	if value == nil {
		return lacking(wording.IsInItsKPIIn(n.name, n.asked.Amount.Unit.Words(), k.name, r.value.Amount.Unit.Words()))
	}
	if n.parts != nil {
		return n.parts.among(n, g.bring(r.value, n.parts.asked.Amount.Unit, k))
	}
	left := over(value, n.asked)
	share := left
	if !n.lower {
		share = atMostAll(share)
	}
	return &relation{value: value, left: left, share: share,
		say: func(p *pass, s *state) { s.sum = ofAsked(s.value, n.asked) }}
}

// bring converts a number of a KPI to another unit, as the facts do; nil where it cannot be converted.
func (g *graph) bring(n *network.Node, to quantity.Unit, k *node) *network.Node {
	if n.Amount.Unit == to {
		return n
	}
	if x := n.Plain(); x.Amount.Unit == to {
		return x
	}
	if n = g.rates.Convert(k.r, n, to); !n.Known() {
		return nil
	}
	return n
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
		ofResults(open, total, wording.MayBe(), "missed"), ofResults(risky, total, "is", wording.AtRisk())), "; ")
	return s
}

func notKnown(n *node) string { return wording.ItIsNotKnownHowFar(n.name) }

// ofResults says how many key results of an objective are in a state, and which.
func ofResults(ids []string, total int, is, word string) []string {
	if len(ids) == 0 {
		return nil
	}
	if total == 1 {
		return []string{wording.ItsKeyResult(is, word, ids[0])}
	}
	if len(ids) > 1 && is == "is" {
		is = "are"
	}
	return []string{wording.OfItsKeyResults(len(ids), total, is, word, strings.Join(ids, ", "))}
}

// ofAsked writes two numbers of one unit: 20 of 50 orders/month.
func ofAsked(value, asked *network.Node) string {
	switch noun := asked.Amount.Unit.Noun(); {
	case noun == "min" || noun == "%" || noun == "" || asked.Amount.Unit.Currency() != "":
		return wording.InsteadOf(asAsked(value.Amount, asked).String(), asked.Amount.String())
	}
	return wording.InsteadOf(bare(value), asked.Amount.String())
}

// addSupport makes an edge from an objective to the goal or key result it supports.
func (g *graph) addSupport(o *model.Resource, s *model.Object, at field.Path) {
	to := g.target(s.Ref(field.Objective))
	if to == nil {
		to = g.target(s.Ref(field.KeyResult))
	}
	if from := g.goal[o]; to != nil && to != from {
		words := wording.SupportsItBy(o.Name, s.Text(field.Link))
		if s.Text(field.Link) == "" {
			words = wording.SupportsIt(o.Name)
		}
		if because := s.Text(field.Because); because != "" {
			words += " (" + strings.TrimSuffix(because, ".") + ")"
		}
		g.link(&edge{from: from, to: to, kind: strings.TrimSpace(s.Text(field.Link) + " support"), at: o.Location(at),
			hit: func(*weave) *relation { return risk(from, words) }, needs: func() *state {
				return &state{met: quantity.Holds,
					sum: words}
			}})
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
func (g *graph) addDependency(o *model.Resource, d *model.Object, at field.Path) {
	team := d.To(field.Team)
	if team == nil || d.Text(field.Item) == "" {
		return
	}
	name := team.Name + "/" + d.Text(field.Item)
	from := g.byKey[Objective+" "+name]
	if from == nil {
		from = g.byKey[KeyResult+" "+name]
	}
	if from == nil || from == g.goal[o] {
		return
	}
	words := wording.DependsOnNamed(from.name)
	if by := d.Text(field.By); by != "" {
		words += " by " + by
	}
	g.link(&edge{from: from, to: g.goal[o], kind: wording.DependsOnWord(), at: o.Location(at),
		hit: func(*weave) *relation { return risk(from, words) }, needs: func() *state {
			return &state{met: quantity.Holds,
				sum: words}
		}})
}

// risk is the state of what depends on another by a link without a number: at risk when the other is hit, and nobody can say how much.
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
