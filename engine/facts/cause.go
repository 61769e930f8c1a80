package facts

import (
	"fmt"
	"math/big"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// dated is the cycle of an objective that has a key result on a KPI.
type dated struct {
	objective *model.Resource
	calendar.Span
}

// indexCycles notes in which cycles objectives date each KPI, in the order of files.
func (c *computer) indexCycles() {
	c.cycles = map[*model.Resource][]dated{}
	for _, o := range c.m.Of("Objective") {
		span, ok := c.cycle(o)
		if !ok {
			continue
		}
		seen := map[*model.Resource]bool{}
		for _, kr := range o.Objects("keyResults") {
			if kpi := kr.To("kpi"); kpi != nil && !seen[kpi] {
				seen[kpi] = true
				c.cycles[kpi] = append(c.cycles[kpi], dated{o, span})
			}
		}
	}
}

// causes works out, for each need that takes time, whether what begins with the cycle of its supply is done before the cycle of the KPI
// is over.
func (c *computer) causes(k *model.Resource) []*conflict {
	var list model.List
	var problems []*conflict
	for i, need := range c.needs(k) {
		takes := need.Quantity("takes")
		if takes == nil || takes.Low == nil || len(c.cycles[k]) == 0 {
			continue
		}
		at := fmt.Sprintf("needs/%d/takes", i)
		length, _ := c.length("takes", takes)
		if length == nil || length.Amount.Low.Sign() < 0 {
			problems = append(problems, &conflict{at, fmt.Sprintf("`%s` is no duration: say how long it takes, such as 30 workdays", takes.Text)})
			continue
		}
		o := c.cause(k, need, length)
		o.Set("at", at)
		o.Set("takes", takes.Text)
		list = append(list, o)
	}
	if o := c.unreadCauses(k); o != nil {
		list = append(list, o)
	}
	if list != nil {
		k.Facts.Set("causes", list)
	}
	return problems
}

// unreadCauses stands for the needs that take time beyond the limit of `needs`; nil for none.
func (c *computer) unreadCauses(k *model.Resource) *model.Object {
	unread := c.unread(k, "needs")
	for _, need := range unread {
		if takes := need.Quantity("takes"); takes != nil && len(c.cycles[k]) > 0 {
			o := &model.Object{}
			set(o, "needed", network.Lacking(tooMany(k, "needs", MaxEntries+len(unread))))
			set(o, "room", network.Lacking(tooMany(k, "needs", MaxEntries+len(unread))))
			o.Set("at", "needs")
			o.Set("takes", takes.Text)
			return o
		}
	}
	return nil
}

// cause is the tightest of the cycles that date a KPI: where the time that it takes goes farthest beyond the end.
func (c *computer) cause(k *model.Resource, need *model.Object, takes *network.Node) *model.Object {
	var tightest *model.Object
	var worst int
	var began, first, last calendar.Date
	supply := c.begins(need)
	for _, due := range c.cycles[k] {
		from, start := due.objective, due.From
		if supply != nil {
			from, start = supply.objective, supply.From
		}
		if start != began {
			began = start
			first, last = c.later(start, takes.Amount)
		}
		if late := last.DaysSince(due.To); tightest == nil || late > worst {
			worst = late
			tightest = c.path(due, from, start, first, last, takes)
		}
	}
	return tightest
}

// begins is the earliest cycle in which what a need draws on can be made, by the KPIs that supply it; nil where none of them is dated: then
// it is that of the KPI in need itself.
func (c *computer) begins(need *model.Object) *dated {
	if from := need.To("kpi"); from != nil {
		return c.firstCycle(nil, from)
	}
	if it := c.item[need.Text("item")]; it != nil {
		return c.earliest(it)
	}
	return nil
}

// earliest is the first cycle that dates a KPI that makes an item; nil for none.
func (c *computer) earliest(it *item) *dated {
	if !it.dated {
		it.dated = true
		for _, p := range it.producers {
			it.first = c.firstCycle(it.first, p.kpi)
		}
	}
	return it.first
}

// firstCycle is the earliest of a cycle and those that date a KPI; nil for none.
func (c *computer) firstCycle(first *dated, k *model.Resource) *dated {
	for i, d := range c.cycles[k] {
		if first == nil || d.From.Before(first.From) {
			first = &c.cycles[k][i]
		}
	}
	return first
}

// path shows the days that it takes and the days there are, both from the first day.
func (c *computer) path(due dated, from *model.Resource, start, first, last calendar.Date, takes *network.Node) *model.Object {
	lasts := func(of []quantity.Amount) (quantity.Amount, bool) {
		first, last := c.later(start, of[0])
		return days(first.DaysSince(start), last.DaysSince(start)), true
	}
	needed := network.Hidden(takes.Label, takes.Note, lasts, takes).Standing(takes.At)
	room := network.Found("from "+start.String()+" to "+due.To.String(), days(due.To.DaysSince(start), due.To.DaysSince(start)),
		due.objective.Place(due.objective.File, "cycle"))
	o := &model.Object{}
	set(o, "needed", needed)
	set(o, "room", room)
	o.Set("start", start.String())
	o.Set("startCycle", from.Text("cycle"))
	o.Set("startObjective", from.Name)
	o.Set("done", last.String())
	o.Set("end", due.To.String())
	o.Set("endCycle", due.objective.Text("cycle"))
	o.Set("endObjective", due.objective.Name)
	return o
}

// days are so many days of the calendar.
func days(low, high int) quantity.Amount {
	return quantity.Amount{Low: big.NewRat(int64(low), 1), High: big.NewRat(int64(high), 1), Unit: calendarUnit}
}
