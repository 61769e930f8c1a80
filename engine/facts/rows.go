package facts

import (
	"slices"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/definition"
	"github.com/kpilint/kpilint/engine/facts/effort"
	"github.com/kpilint/kpilint/engine/facts/fact"
	"github.com/kpilint/kpilint/engine/facts/rates"
	"github.com/kpilint/kpilint/engine/model"
)

// A row is a KPI at one of its places. Its facts are those of its KPI, but for the groups that depend on the target:
// these are worked out with that of the row. What joins a KPI with others, as supply, load and goals do, sees the KPI
// once, with the sum of its rows where they add up.

// ofRows are the facts that differ between the rows of a KPI.
var ofRows = []fact.Name{
	fact.KPI.TargetState, fact.KPI.LowerIsBetter, fact.KPI.Unitless, fact.KPI.Guarded,
	fact.KPI.UnitKind, fact.KPI.Asks, fact.KPI.Wants, fact.KPI.Start, fact.KPI.Way,
	fact.KPI.HasUnit, fact.KPI.BaselineUnit, fact.KPI.UnitHint, fact.KPI.HasPeriod, fact.KPI.People,
	fact.KPI.Division, fact.KPI.UnscopedHours,
	fact.KPI.Sample, fact.KPI.FewAnswers, fact.KPI.Schedule, fact.KPI.PerMonth,
}

// ofBoth are the facts that rows have where their targets do not add up, and else the KPI has with their sum.
var ofBoth = []fact.Name{fact.KPI.Time, fact.KPI.Spend}

// OfRows says of facts that a rule reads, as "KPI.funnel" or "KPI.*", whether some of them differ between the rows of a
// KPI, and whether some belong to the rows or to their KPI.
func OfRows(asked []string) (rows, both bool) {
	set := make(map[string]bool, len(asked))
	for _, a := range asked {
		set[a] = true
	}
	is := func(n fact.Name) bool { return n.In(set) }
	return slices.ContainsFunc(ofRows, is), slices.ContainsFunc(ofBoth, is)
}

// rows works out the facts of rows, once those of their KPIs are known.
func (c *computer) rows() {
	for _, k := range c.Model.Of("KPI") {
		t := c.Model.TargetsOf(k)
		if t == nil {
			continue
		}
		f, adds := c.facts.KPI(k), false
		c.About("target", k, func() { adds = c.rates.Target(k).Known() })
		if c.facts.summed[k] = adds; adds {
			c.One(k, c.Wants(fact.KPI.PerMonth), "target", func(k *model.Resource) {
				if total := c.rates.MonthlyTotal(k); total.Known() {
					f.Rate = &rates.Rate{PerMonth: basis.Shown(total)}
				}
			})
		} else {
			f.Use, f.Spending = ofExpectations(f.Use), nil // each row has its own
		}
		clashes := map[basis.Mismatch]bool{}
		for _, row := range t.Rows {
			of := *f
			c.facts.kpis[row] = &of
			c.row(row, &of)
			if !adds {
				c.usedBy(row, &of, clashes)
			}
		}
	}
}

// ofExpectations is the time that a KPI takes in roles that ask for a number of their own, whatever its rows say.
func ofExpectations(use *effort.Use) *effort.Use {
	if use == nil {
		return nil
	}
	left := slices.DeleteFunc(slices.Clone(use.Time), func(t *effort.TimeInRole) bool { return !t.Needed.Known() })
	if len(left) == 0 {
		return nil
	}
	return &effort.Use{Time: left}
}

// row works out the facts of a row that depend on its target, in place of those of its KPI.
func (c *computer) row(row *model.Resource, f *KPI) {
	f.Direction, f.Counted, f.Rate, f.Measured, f.Division, f.Use, f.Spending = nil, nil, nil, nil, nil, nil, nil
	f.HoursOfNobody = nil
	f.ByDimension = nil // says of a row nothing that it does not say of its KPI
	c.form(row, f)
	c.ofTarget(row, f)
	c.guards(row, f)
	c.ofTime(row, f)
	c.One(row, c.Wants(fact.Whole.Conflicts), "baseline", func(row *model.Resource) {
		if clash := definition.BaselineClash(row); clash != nil && row.IsOwn(clash.At.String()) {
			c.AddConflicts(row, clash)
		}
	})
}

// usedBy is what the target of a row takes of people's time and of money. What is wrong with a field of its KPI is told
// once.
func (c *computer) usedBy(row *model.Resource, f *KPI, clashes map[basis.Mismatch]bool) {
	tell := func(all ...*basis.Mismatch) {
		for _, clash := range all {
			if clash != nil && !clashes[*clash] {
				clashes[*clash] = true
				c.AddConflicts(row.Whole(), clash)
			}
		}
	}
	c.One(row, c.WantsOrClash(fact.KPI.Time), "time", func(row *model.Resource) {
		var problems []*basis.Mismatch
		f.Use, problems = c.effort.OfKPI(row)
		tell(problems...)
	})
	c.One(row, c.WantsOrClash(fact.KPI.Spend), "spend", func(row *model.Resource) {
		var problem *basis.Mismatch
		f.Spending, problem = c.cash.Spend(row)
		tell(problem)
	})
}
