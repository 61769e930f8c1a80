package goals

import (
	"math/big"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/duration"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// dated is the cycle of an objective that has a key result on a KPI.
type dated struct {
	objective *model.Resource
	calendar.Span
}

// IndexCycles notes in which cycles objectives date each KPI, in the order of files.
func (c *Computer) IndexCycles() {
	for _, o := range c.Model.Of("Objective") {
		span, ok := c.Cycle(o)
		if !ok {
			continue
		}
		seen := map[*model.Resource]bool{}
		for _, kr := range o.Objects(field.KeyResults) {
			if kpi := kr.To(field.KPI); kpi != nil && !seen[kpi] {
				seen[kpi] = true
				c.objectives.cycles[kpi] = append(c.objectives.cycles[kpi], dated{o, span})
			}
		}
	}
}

// Causes works out, for each need that takes time, whether what begins with the cycle of its supply is done before the
// cycle of the KPI is over.
func (c *Computer) Causes(k *model.Resource) (*Causes, []*basis.Mismatch) {
	var list []*Cause
	var problems []*basis.Mismatch
	for i, need := range c.Needs(k) {
		takes := need.Quantity(field.Takes)
		if takes == nil || takes.Low == nil || len(c.objectives.cycles[k]) == 0 {
			continue
		}
		at := field.Needs.At(i, field.Takes)
		length, _ := c.worktime.Durations().Length("takes", takes)
		if length == nil || length.Amount.Low.Sign() < 0 {
			why := wording.IsNotADurationSay(takes.Text)
			problems = append(problems, &basis.Mismatch{At: at, Message: why})
			continue
		}
		cause := c.tightest(k, need, length)
		cause.At, cause.Takes = at.String(), takes.Text
		list = append(list, cause)
	}
	if cause := c.unreadCauses(k); cause != nil {
		list = append(list, cause)
	}
	return &Causes{Causes: list}, problems
}

// unreadCauses stands for the needs that take time beyond the limit of `needs`; nil for none.
func (c *Computer) unreadCauses(k *model.Resource) *Cause {
	unread := c.Unread(k, field.Needs)
	for _, need := range unread {
		if takes := need.Quantity(field.Takes); takes != nil && len(c.objectives.cycles[k]) > 0 {
			why := network.Lacking(basis.TooMany(k, field.Needs, basis.MaxEntries+len(unread)))
			return &Cause{Needed: why, Room: why, At: field.Needs.String(), Takes: takes.Text}
		}
	}
	return nil
}

// tightest is the tightest of the cycles that date a KPI: where the time that it takes goes farthest beyond the end.
func (c *Computer) tightest(k *model.Resource, need *model.Object, takes *network.Node) *Cause {
	var tightest *Cause
	var worst int
	var began, last calendar.Date
	supply, b := c.begins(need), c.worktime.Durations()
	for _, due := range c.objectives.cycles[k] {
		from, start := due.objective, due.From
		if supply != nil {
			from, start = supply.objective, supply.From
		}
		if start != began {
			began = start
			_, last = b.Ends(start, takes.Amount)
		}
		if late := last.DaysSince(due.To); tightest == nil || late > worst {
			worst = late
			tightest = &Cause{
				Needed: b.Days(start, takes),
				Room:   room(start, due),
				Period: &Period{
					Start: start.String(), StartCycle: from.Text(field.Cycle), StartObjective: from.Name,
					Done: last.String(),
					End:  due.To.String(), EndCycle: due.objective.Text(field.Cycle), EndObjective: due.objective.Name,
				},
			}
		}
	}
	return tightest
}

// begins is the earliest cycle in which what a need draws on can be made, by the KPIs that supply it; nil where none of
// them is dated: then it is that of the KPI in need itself.
func (c *Computer) begins(need *model.Object) *dated {
	if from := need.To(field.KPI); from != nil {
		return c.firstCycle(nil, from)
	}
	return basis.Memo(c.Basis, c.objectives.firstOf, need.Text(field.Item), func() (first *dated) {
		for _, p := range c.supply.Makers(need.Text(field.Item)) {
			first = c.firstCycle(first, p.Of)
		}
		return first
	})
}

// firstCycle is the earliest of a cycle and those that date a KPI; nil for none.
func (c *Computer) firstCycle(first *dated, k *model.Resource) *dated {
	for i, d := range c.objectives.cycles[k] {
		if first == nil || d.From.Before(first.From) {
			first = &c.objectives.cycles[k][i]
		}
	}
	return first
}

// room are the days of the calendar from a first day to the end of a cycle.
func room(start calendar.Date, due dated) *network.Node {
	there := due.To.DaysSince(start)
	return network.Found("from "+start.String()+" to "+due.To.String(), days(there, there),
		due.objective.Place(due.objective.File, field.Cycle))
}

// days are so many days of the calendar.
func days(low, high int) quantity.Amount {
	return quantity.Amount{Low: big.NewRat(int64(low), 1), High: big.NewRat(int64(high), 1), Unit: duration.CalendarDay}
}
