package goals

import (
	"strings"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// GrowthGoals are the goals of the organisation with financial key results that should rise.
func (c *Computer) GrowthGoals() []*GrowthGoal {
	var list []*GrowthGoal
	for _, o := range c.Model.Of("Objective") {
		if g := growth(o); g != nil && basis.Level(o) == "organisation" {
			list = append(list, g)
		}
	}
	return list
}

// growth notes the financial key results of a goal that should rise, and whether a ratio or a quality stands beside
// them; nil where there are none.
func growth(o *model.Resource) *GrowthGoal {
	g := &GrowthGoal{Kind: o.Kind, Resource: o.Name}
	for i, kr := range o.Objects(field.KeyResults) {
		g.Titles = append(g.Titles, titlesOf(kr))
		switch measureOf(kr) {
		case "financial":
			if rises(kr) {
				g.Rising = append(g.Rising, &RisingResult{At: field.KeyResults.At(i).String(), ID: kr.Text(field.ID)})
			}
		case "ratio", "quality":
			g.Balanced = true
		case "unknown":
			g.Unmeasured = append(g.Unmeasured, wording.TheKPIOfKeyResult(kr.Text(field.ID), kr.To(field.KPI).Name))
		}
	}
	if g.Rising == nil {
		return nil
	}
	return g
}

// titlesOf are the names by which a key result is known, in small letters.
func titlesOf(kr *model.Object) string {
	text := kr.Text(field.ID) + " " + kr.Text(field.Name)
	if kpi := kr.To(field.KPI); kpi != nil {
		text += " " + kpi.ID + " " + kpi.Text(field.Name)
	}
	return basis.Normal(text)
}

// measureOf is what a key result measures: a percentage is a ratio and money is financial, else it is what its KPI
// says. "unknown" where its KPI does not say it, "" where it has none.
func measureOf(kr *model.Object) string {
	unit, kpi := unitOf(kr), kr.To(field.KPI)
	switch {
	case unit.Equal(basis.PercentUnit):
		return "ratio"
	case kpi != nil && kpi.Text(field.Measure) != "":
		return kpi.Text(field.Measure)
	case unit.Currency() != "" && unit.Noun() == unit.Currency() && len(unit.PerNouns()) == 0:
		return "financial"
	case kpi != nil:
		return "unknown"
	}
	return ""
}

// unitOf is the unit of a key result: of its end, its start or its KPI.
func unitOf(kr *model.Object) quantity.Unit {
	all := []*model.Quantity{kr.Quantity(field.To), kr.Quantity(field.From)}
	if kpi := kr.To(field.KPI); kpi != nil {
		all = append(all, kpi.Quantity(field.Target))
	}
	for _, q := range all {
		if q != nil && q.Low != nil {
			return q.Unit
		}
	}
	return quantity.Unit{}
}

// rises reports whether a key result should become more: by its comparator, else from its start to its end, else as
// its KPI.
func rises(kr *model.Object) bool {
	to, from := kr.Quantity(field.To), kr.Quantity(field.From)
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
	kpi := kr.To(field.KPI)
	if kpi == nil {
		return false
	}
	if strings.TrimSpace(kpi.Text(field.Direction)) != "" {
		return kpi.Text(field.Direction) == "higher"
	}
	t := kpi.Quantity(field.Target)
	return t != nil && (t.Comparator == quantity.AtLeast || t.Comparator == quantity.MoreThan)
}
