package model

import (
	"fmt"
	"strings"

	"github.com/kpilint/kpilint/engine/source"
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
		name, yearless := v.dueIn(d.q.Due)
		period, err := v.m.Calendar.Cycle(name)
		if err != nil {
			continue
		}
		if d.q.By = period.To.String(); !yearless {
			continue
		}
		span, pointer := d.of.WrittenAt(d.at)
		v.problems = append(v.problems, Problem{Resource: d.of, Pointer: pointer, Asks: true, Problem: source.Problem{
			File: d.of.File, Rule: "year-missing", Span: span, Message: fmt.Sprintf(
				"`%s` names no year, and is read as due by %s: write the date, or the year", d.q.Text, d.q.By),
		}})
	}
}

// dueIn is the cycle of the calendar that a due period means, and whether its year had to be supplied.
func (v *resolver) dueIn(due string) (cycle string, yearless bool) {
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
