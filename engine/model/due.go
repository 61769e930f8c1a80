package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// dated is a quantity that is due by a period, and where it stands.
type dated struct {
	of *Resource
	at string
	q  *Quantity
}

// dueDays sets the days by which quantities are due: the last of the period. Quarters and halves are those of the
// fiscal year, as for cycles; years and months are those of the calendar. Where no year is written, it is the one of
// today, which is told.
func (v *resolver) dueDays() {
	for _, d := range v.due {
		if d.q.Cycle != "" {
			v.dueByCycle(d)
			continue
		}
		name, yearless := v.dueIn(d.q.Due)
		period, err := v.m.Calendar.Cycle(name)
		if err != nil {
			continue
		}
		if d.q.own().By = lastOrBefore(period, d.q.Before); !yearless {
			continue
		}
		span, pointer := d.of.WrittenAt(d.at)
		v.problems = append(v.problems, Problem{Resource: d.of, Pointer: pointer, Asks: true, Problem: source.Problem{
			File: d.of.File, Rule: "year-missing", Span: span, Message: wording.NamesNoYearAndIs(d.q.Text, d.q.By),
		}})
	}
}

// lastOrBefore is the last day of a period, or the day before it begins.
func lastOrBefore(period calendar.Span, before bool) string {
	if before {
		return period.From.AddDays(-1).String()
	}
	return period.To.String()
}

// dueByCycle sets the day of a quantity that is due by a cycle of the calendar. One that the calendar does not have is
// what it was: a quantity that cannot be read.
func (v *resolver) dueByCycle(d dated) {
	if period, ok := v.m.Calendar.Own(d.q.Cycle); ok {
		d.q.own().By = lastOrBefore(period, d.q.Before)
		return
	}
	span, pointer := d.of.WrittenAt(d.at)
	message := ""
	if _, err := quantity.Shared(d.q.Text); err != nil {
		message = err.Error()
	}
	near := v.m.Calendar.NearestOwn(d.q.Cycle)
	if i := strings.LastIndex(d.q.Node.Text, d.q.Cycle); i >= 0 {
		span = d.q.Node.Sub(i, i+len(d.q.Cycle))
	}
	if near != "" {
		message = wording.IsNoDayAndNoCycle(strconv.Quote(d.q.Cycle), near)
	}
	v.problems = append(v.problems, Problem{Resource: d.of, Pointer: pointer, Problem: source.Problem{
		File: d.of.File, Rule: "bad-quantity", Span: span, Message: message}})
	if left, ok := withoutAt(d.of.Object, strings.Split(d.at, "/")).(*Object); ok {
		d.of.Object = left
	}
}

// withoutAt is a value without what stands at a path in it.
func withoutAt(v any, path []string) any {
	switch v := v.(type) {
	case *Object:
		if inner := v.Named(path[0]); len(path) > 1 && inner != nil {
			return v.with(path[0], withoutAt(inner, path[1:]))
		}
		return v.without(path[0])
	case List:
		if i, err := strconv.Atoi(path[0]); err == nil && i < len(v) && len(path) > 1 {
			left := slices.Clone(v)
			left[i] = withoutAt(v[i], path[1:])
			return left
		}
	}
	return v
}

// resultDays sets the day of each key result that names a period: its last day, as a due date does.
func (v *resolver) resultDays() {
	for _, o := range v.m.Of("Objective") {
		list, _ := o.Get(field.KeyResults).(List)
		var settled List
		for i, kr := range o.Objects(field.KeyResults) {
			text := kr.Text(field.By)
			_, err := calendar.ParseDate(text)
			if text == "" || err == nil {
				continue
			}
			if isDateLike(text) {
				v.wrongPeriod(o, field.KeyResults.At(i, field.By).String(), nil, err)
				continue
			}
			if settled == nil {
				settled = slices.Clone(list)
			}
			settled[i] = v.onDay(o, kr, i, text)
		}
		if settled != nil {
			o.Object = o.Object.with(field.KeyResults.String(), settled)
		}
	}
}

// onDay is a key result with the day that its period means; without one where the period cannot be read, which is
// reported.
func (v *resolver) onDay(o *Resource, kr *Object, i int, text string) *Object {
	if own, ok := v.m.Calendar.Own(text); ok {
		return kr.with("by", own.To.String())
	}
	at := field.KeyResults.At(i, field.By).String()
	p, err := quantity.ParsePeriod(text)
	if err != nil {
		v.wrongPeriod(o, at, kr.NodeOf(field.By), err)
		return kr.without("by")
	}
	day, yearless := v.lastDay(p)
	if yearless {
		v.problemAt(o, at, "year-missing", true, wording.NamesNoYearAndIs(text, day.String()))
	}
	return kr.with("by", day.String())
}

// dueIn is the cycle of the calendar that a due period means, and whether its year had to be supplied.
func (v *resolver) dueIn(due string) (cycle string, yearless bool) {
	if rest, ok := strings.CutPrefix(due, "FY"); ok {
		return rest, false // as the calendar names it
	}
	year, _, ok := strings.Cut(due, "-")
	switch {
	case ok:
		return due, false
	case len(year) == len("2026") && year != "year":
		return year + "-12", false
	case year == "year":
		return fmt.Sprintf("%d-12", v.m.AsOf.Year), true
	case year[0] >= '0' && year[0] <= '9':
		return fmt.Sprintf("%d-%s", v.m.AsOf.Year, year), true
	}
	fiscal := v.m.AsOf.Year
	if span, err := v.m.Calendar.Cycle(fmt.Sprint(fiscal)); err == nil && !span.Contains(v.m.AsOf) {
		fiscal++
	}
	return fmt.Sprintf("%d-%s", fiscal, year), true
}
