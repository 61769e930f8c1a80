package facts

import (
	"maps"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/fact"
	"github.com/kpilint/kpilint/engine/model"
)

// ofItself are the facts of a KPI that follow from what it writes itself and from roles, teams, the organisation and
// the calendar. Of other KPIs and of objectives they read no number, text or date: at most what refers to what, in
// which unit something is counted, and words such as a measure.
var ofItself = []fact.Name{
	fact.KPI.TargetState, fact.KPI.LowerIsBetter, fact.KPI.Wording, fact.KPI.FormulaState, fact.KPI.Unitless,
	fact.KPI.PartOfWhole, fact.KPI.Stakes, fact.KPI.UnitKind, fact.KPI.Asks, fact.KPI.Wants, fact.KPI.Drafted,
	fact.KPI.Start, fact.KPI.Way, fact.KPI.Time, fact.KPI.Spend, fact.KPI.HasUnit, fact.KPI.BaselineUnit,
	fact.KPI.UnitHint, fact.KPI.UnitTypo,
	fact.KPI.HasPeriod, fact.KPI.PerMonth, fact.KPI.People, fact.KPI.Division, fact.KPI.UnscopedHours,
	fact.KPI.Counterweights,
	fact.KPI.Unmeasured, fact.KPI.Guarded, fact.KPI.Hands, fact.KPI.Little, fact.KPI.Sample, fact.KPI.FewAnswers,
	fact.KPI.Schedule, fact.KPI.Steps,
	fact.KPI.Levels, fact.KPI.Actuals, fact.KPI.Reached, fact.KPI.Progress, fact.KPI.Places, fact.KPI.InOrder,
}

// ofResults are the facts of an objective that follow from what it writes itself, from the KPIs that its key results
// name, and from roles, teams, the organisation and the calendar. Of all other KPIs and objectives they read no number,
// text or date, as above.
var ofResults = []fact.Name{fact.Objective.Results, fact.Objective.Among}

// partOfResults begins the names of what belongs to one of the results of an objective.
const partOfResults = "KeyResult."

// OfItself reports whether what a rule about a kind of definition asks for, as "KPI.division", and "calendar", depends
// on no number of another KPI or objective: for one about objectives, but those of the KPIs that its key results name.
func OfItself(kind string, asked []string) bool {
	known := map[string]bool{fact.Whole.Calendar.String(): true}
	switch kind {
	case "KPI":
		for _, name := range ofItself {
			known[name.String()] = true
		}
	case "Objective":
		for _, name := range ofResults {
			known[name.String()] = true
		}
	default:
		return false
	}
	for _, name := range asked {
		if !known[name] && (kind != "Objective" || !strings.HasPrefix(name, partOfResults)) {
			return false
		}
	}
	return true
}

// Left are KPIs of which only some of the facts of [OfItself] are wanted, since nobody reads the others. Nothing is
// said of them in lists of the whole organisation that follow from a KPI alone, either: see [Result.Remarked].
type Left struct {
	Of     map[*model.Resource]bool
	Wanted basis.Wanted // those that are read all the same; nil is all
	Later  bool         // of all other KPIs they are worked out when they are judged, and not kept: see [Facts.For]
}

// unlessLeft works out the facts of one definition that need no other definition's, less those that are left out.
func (c *computer) unlessLeft(r *model.Resource) {
	before := c.Remarks()
	switch {
	case c.left.Of[r] && c.leavesAll:
		c.One(r, c.Wants(fact.Whole.Unowned), "owner", c.unowned)
	case c.left.Of[r]:
		c.Within(c.ofLeft, func() { c.resource(r) })
	case c.isLater(r):
		c.Within(c.ofLater, func() { c.resource(r) })
	default:
		c.resource(r)
	}
	if r.Kind == "KPI" && c.Remarks() > before {
		c.remarked[r] = true
	}
}

// wanted are the facts that are wanted of a KPI that is left out. It is known that its units do not clash.
func (l *Left) wanted() basis.Wanted {
	if l.Wanted == nil {
		return nil
	}
	some := maps.Clone(l.Wanted)
	delete(some, fact.Whole.Conflicts.String())
	return some
}

// leaves reports whether nobody reads a fact of those KPIs that are left out.
func (l *Left) leaves() bool {
	return l.Wanted != nil && !slices.ContainsFunc(ofItself, func(name fact.Name) bool { return name.In(l.Wanted) })
}

// leaves reports whether a fact of a KPI is one that is left out, since nobody reads it.
func (c *computer) leaves(k *model.Resource, name fact.Name) bool {
	return c.left.Of[k] && c.left.Wanted != nil && !name.In(c.left.Wanted)
}

// remainder are the facts of a KPI that are wanted, and left out where some are worked out already.
func (c *computer) remainder(worked basis.Wanted) *basis.Asked {
	rest := basis.Wanted{}
	for _, name := range ofItself {
		if !name.In(worked) && c.Wants(name).Needed {
			rest[name.String()] = true
		}
	}
	return basis.Ask(rest)
}

// complete works out what was left out of a KPI.
func (c *computer) complete(k *model.Resource) {
	switch {
	case c.left.Of[k] && c.left.Wanted != nil:
		delete(c.left.Of, k)
		if c.ofCompleted == nil {
			c.ofCompleted = c.remainder(c.left.Wanted)
		}
		c.Within(c.ofCompleted, func() { c.resource(k) })
		if c.hands != nil && !fact.KPI.Hands.In(c.left.Wanted) {
			c.ofHands(k)
		}
	case c.isLater(k) && !c.completed[k]:
		c.completed[k] = true
		c.facts.kpis[k] = c.whole(k)
	}
}

// Complete works out the facts that were left out of a KPI, for somebody who reads them after all. It is not safe for
// several goroutines.
func (f *Facts) Complete(k *model.Resource) {
	if f.complete != nil {
		f.complete(k)
	}
}
