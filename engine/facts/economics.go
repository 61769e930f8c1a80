package facts

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// economics works out what a customer brings for each unit of money that it costs, and what pipeline the quota needs.
func (c *computer) economics(p *model.Resource) []*conflict {
	e := p.Object.Object("economics")
	if e == nil {
		return nil
	}
	o := &model.Object{}
	problems := []*conflict{lifetime(p, e, o), c.pipeline(p, e, o)}
	if len(o.Names()) > 0 {
		p.Facts.Set("economics", o)
	}
	return problems
}

// lifetime is lifetime value ÷ acquisition cost. Either of them without the other is a question without an answer.
func lifetime(p *model.Resource, e, o *model.Object) *conflict {
	if e.Node.Get("lifetimeValue") == nil && e.Node.Get("acquisitionCost") == nil {
		return nil
	}
	value, cost := given(p, e, "economics/lifetimeValue"), given(p, e, "economics/acquisitionCost")
	if missing := allMissing(value, cost); len(missing) > 0 {
		set(o, "ratio", network.Lacking(missing...))
		return nil
	}
	if problem := unlike(value, cost, "economics/acquisitionCost", "what a customer brings and costs"); problem != nil {
		return problem
	}
	set(o, "value", value)
	set(o, "cost", cost)
	if ratio := network.Over("lifetime value for each unit of cost", value, cost); ratio != nil {
		set(o, "ratio", ratio.In(quantity.Unit{}))
	}
	return nil
}

// unlike is the conflict of two numbers that are not both money, of one currency and for each of the same. Who says for each what in
// one place need not say it in the other.
func unlike(a, b *network.Node, at, what string) *conflict {
	one, other := a.Amount.Unit, b.Amount.Unit
	per, otherPer := one.PerNouns(), other.PerNouns()
	money := one.Currency() != "" && one.Currency() == other.Currency()
	if money && (len(per) == 0 || len(otherPer) == 0 || slices.Equal(per, otherPer)) {
		return nil
	}
	return &conflict{at, fmt.Sprintf("%s cannot be compared: %s and %s do not convert", what, one.Words(), other.Words())}
}

// pipeline is quota ÷ win rate against the sales in sight, for the same time.
func (c *computer) pipeline(p *model.Resource, e, o *model.Object) *conflict {
	if e.Node.Get("quota") == nil {
		return nil // nothing leans on the pipeline
	}
	quota, rate, sight := given(p, e, "economics/quota"), asPercent(given(p, e, "economics/winRate")), given(p, e, "economics/pipeline")
	if missing := allMissing(quota, rate, sight); len(missing) > 0 {
		set(o, "pipelineNeeded", network.Lacking(missing...))
		return nil
	}
	if problem := unlike(quota, sight, "economics/pipeline", "the pipeline and the quota"); problem != nil {
		return problem
	}
	if quota, sight = c.samePeriod(p, quota, sight); sight.Known() && !quota.Amount.Unit.Equal(sight.Amount.Unit) {
		return &conflict{"economics/pipeline", fmt.Sprintf("the pipeline and the quota cannot be compared: %s and %s do not convert",
			sight.Amount.Unit.Words(), quota.Amount.Unit.Words())}
	}
	if missing := allMissing(sight); len(missing) > 0 {
		set(o, "pipelineNeeded", network.Lacking(missing...))
		return nil
	}
	needed := network.Over("pipeline needed", quota, rate)
	if needed == nil {
		return nil
	}
	set(o, "pipelineNeeded", needed)
	set(o, "pipeline", sight)
	if short := network.Minus("missing in the pipeline", needed.Named(), sight.Named()); short != nil {
		set(o, "pipelineShort", short)
	}
	return nil
}

// samePeriod brings the sales in sight to the period of the quota. Where one of them has none, both are totals.
func (c *computer) samePeriod(p *model.Resource, quota, sight *network.Node) (*network.Node, *network.Node) {
	a, b := quota.Amount.Unit, sight.Amount.Unit
	if a.Period() != "" && b.Period() != "" {
		return quota, c.bring(p, sight, a.Scope(), a.Period())
	}
	money := quantity.NewUnit([]string{a.Currency()}, nil)
	return quota.In(money), sight.In(money)
}

// growthGoals are the goals of the organisation with financial key results that should rise.
func (c *computer) growthGoals() model.List {
	list := model.List{}
	for _, o := range c.m.Of("Objective") {
		if g := growth(o); g != nil && level(o) == "organisation" {
			list = append(list, g)
		}
	}
	return list
}

// growth notes the financial key results of a goal that should rise, and whether a ratio or a quality stands beside them; nil where
// there are none.
func growth(o *model.Resource) *model.Object {
	rising, unmeasured, titles := model.List{}, model.List{}, model.List{}
	balanced := false
	for i, kr := range o.Objects("keyResults") {
		titles = append(titles, titlesOf(kr))
		switch measureOf(kr) {
		case "financial":
			if rises(kr) {
				at := &model.Object{}
				at.Set("at", fmt.Sprintf("keyResults/%d", i))
				at.Set("id", kr.Text("id"))
				rising = append(rising, at)
			}
		case "ratio", "quality":
			balanced = true
		case "unknown":
			unmeasured = append(unmeasured, fmt.Sprintf("the KPI of key result `%s`, `%s`, does not say what it is (`measure`)", kr.Text("id"), kr.To("kpi").Name))
		}
	}
	if len(rising) == 0 {
		return nil
	}
	g := of(o)
	g.Set("rising", rising)
	g.Set("balanced", balanced)
	g.Set("unmeasured", unmeasured)
	g.Set("titles", titles)
	return g
}

// titlesOf are the names by which a key result is known, in small letters.
func titlesOf(kr *model.Object) string {
	text := kr.Text("id") + " " + kr.Text("name")
	if kpi := kr.To("kpi"); kpi != nil {
		text += " " + kpi.ID + " " + kpi.Text("name")
	}
	return normal(text)
}

// measureOf is what a key result measures: a percentage is a ratio and money is financial, else it is what its KPI says. "unknown"
// where its KPI says nothing, "" where it has none.
func measureOf(kr *model.Object) string {
	unit, kpi := unitOf(kr), kr.To("kpi")
	switch {
	case unit.Equal(percentUnit):
		return "ratio"
	case kpi != nil && kpi.Text("measure") != "":
		return kpi.Text("measure")
	case unit.Currency() != "" && unit.Noun() == unit.Currency() && len(unit.PerNouns()) == 0:
		return "financial"
	case kpi != nil:
		return "unknown"
	}
	return ""
}

// unitOf is the unit of a key result: of its end, its start or its KPI.
func unitOf(kr *model.Object) quantity.Unit {
	all := []*model.Quantity{kr.Quantity("to"), kr.Quantity("from")}
	if kpi := kr.To("kpi"); kpi != nil {
		all = append(all, kpi.Quantity("target"))
	}
	for _, q := range all {
		if q != nil && q.Low != nil {
			return q.Unit
		}
	}
	return quantity.Unit{}
}

// rises reports whether a key result should become more: by its comparator, else from its start to its end, else as its KPI.
func rises(kr *model.Object) bool {
	to, from := kr.Quantity("to"), kr.Quantity("from")
	if to != nil && to.Low != nil {
		switch to.Comparator {
		case quantity.AtLeast, quantity.MoreThan:
			return true
		case quantity.AtMost, quantity.LessThan:
			return false
		}
		if from != nil && from.Low != nil {
			return to.Low.Cmp(from.Low) > 0
		}
	}
	kpi := kr.To("kpi")
	if kpi == nil {
		return false
	}
	if strings.TrimSpace(kpi.Text("direction")) != "" {
		return kpi.Text("direction") == "higher"
	}
	t := kpi.Quantity("target")
	return t != nil && (t.Comparator == quantity.AtLeast || t.Comparator == quantity.MoreThan)
}
