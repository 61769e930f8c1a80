package model

import (
	"errors"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Actual is what a number was in a period of the past, or up to a day.
type Actual struct {
	At     string        // actuals/2026-01
	Period string        // as written
	Span   calendar.Span // of a day, that day
	Value  *Quantity     // a bare number has the unit of the target
	Total  bool          // it is how many there were in its own period
}

// actuals reads what each KPI was. Without a baseline, the latest actual of a period that is over is its baseline.
func (v *resolver) actuals() {
	for _, k := range v.m.Of("KPI") {
		written := k.Object.Object(field.Actuals)
		if written == nil {
			continue
		}
		target := k.Quantity(field.Target)
		others := quantitiesOf(written)
		slices.SortStableFunc(others, func(a, b *Quantity) int { // a unit with a period says more than one without
			return strings.Compare(b.Unit.Period(), a.Unit.Period())
		})
		like := shared(append([]*Quantity{target}, others...))
		for _, f := range written.Node.Fields() {
			q, _ := written.Named(f.Key.Text).(*Quantity)
			if q == nil || q.Low == nil {
				continue
			}
			if span, ok := v.actualPeriod(k, f.Key); ok {
				a := Actual{At: field.Actuals.String() + "/" + f.Key.Text, Period: f.Key.Text, Span: span, Value: q}
				if v.inUnitOf(k, &a, like) {
					k.Actuals = append(k.Actuals, a)
				}
			}
		}
		v.changeFromActuals(k)
		k.startAtLatest(v.m.AsOf)
	}
}

// changeFromActuals works out a target that is a change of a KPI without a baseline: it counts from the last actual
// before the fiscal year of today, else from the first one, so that it stays the same while the number moves.
func (v *resolver) changeFromActuals(k *Resource) {
	t := k.Quantity(field.Target)
	if t == nil || t.Change == nil || t.Low != nil {
		return
	}
	base := k.actualBefore(v.m.Calendar.FiscalYear(v.m.AsOf).From, v.m.AsOf)
	if base == nil {
		v.badAt(k, field.Target.String(), wording.CountsFromTheNumberOf(t.Text))
		k.Object = k.Object.without(field.Target.String())
		return
	}
	to, err := t.Change.FromBase(base.Value.Quantity)
	if err != nil {
		v.badAt(k, field.Target.String(), err.Error())
		k.Object = k.Object.without(field.Target.String())
		return
	}
	settled := *t
	settled.Quantity, settled.Base = &to, base.Value
	settleAim(k.Object, &settled, false)
	k.Object = k.Object.with(field.Target.String(), &settled)
}

// actualBefore is the latest actual of a period that was over on a day, else the first that is over today; nil for
// none. A part of a total is none.
func (r *Resource) actualBefore(day, asOf calendar.Date) *Actual {
	if last := r.Latest(day.AddDays(-1)); last != nil {
		return last
	}
	var first *Actual
	for i, a := range r.Actuals {
		adds := a.Total && a.Value.Unit.Period() == ""
		if !adds && !a.Span.To.After(asOf) && (first == nil || a.Span.To.Before(first.Span.To)) {
			first = &r.Actuals[i]
		}
	}
	return first
}

func quantitiesOf(o *Object) (all []*Quantity) {
	o.Each(func(_ string, value any) {
		if q, ok := value.(*Quantity); ok {
			all = append(all, q)
		}
	})
	return all
}

// actualPeriod is the period that a key of `actuals` names: one of the calendar, as a cycle is, or a day.
func (v *resolver) actualPeriod(k *Resource, key *source.Node) (calendar.Span, bool) {
	if span, err := v.m.Calendar.Cycle(key.Text); err == nil {
		return span, true
	}
	p, err := quantity.ParsePeriod(key.Text)
	if err == nil && p.Last == "" {
		err = errors.New(wording.NamesNoYearWrite(key.Text, v.m.AsOf.Year, p.Name))
	}
	if err != nil {
		span := key.Span()
		var wrong *quantity.Error
		if errors.As(err, &wrong) {
			span = key.Sub(wrong.Start, wrong.End)
		}
		v.problems = append(v.problems, Problem{
			Resource: k, Pointer: pointer(k.Pointer, field.Actuals.String(), key.Text),
			Problem: source.Problem{File: k.File, Rule: "wrong-type", Span: span, Message: err.Error()}})
		return calendar.Span{}, false
	}
	if p.Name != "" {
		if span, err := v.m.Calendar.Cycle(p.Name); err == nil {
			return span, true
		}
	}
	day, err := calendar.ParseDate(p.Last)
	return calendar.Span{From: day, To: day}, err == nil
}

// inUnitOf gives an actual the unit that it leaves out. A number of things is for its own period: 120 orders under
// 2026-Q1 are 120 orders a quarter, beside a target of 45 orders a month. A bare number is one, too, where the target
// is for a month, a quarter or a year; otherwise it has the unit of the target. False where it is refused.
func (v *resolver) inUnitOf(k *Resource, a *Actual, like *Quantity) bool {
	settled := *a.Value
	bare, period := settled.Unit.IsZero(), like.Unit.Period()
	if bare && !like.Unit.IsZero() {
		v.inUnit(k, a.At, &settled, like)
	}
	u := settled.Unit
	own, known := periodOf(a.Span)
	switch thing := isThing(u.Noun()) || u.Currency() != ""; {
	case !thing || like.Statistic != "":
	case bare && slices.Contains([]string{"month", "quarter", "year"}, period):
		if a.Total = known; !known {
			v.badAt(k, a.At, wording.UnderMayBeOrThe(a.Value.Text, a.Period, settled.Text))
			return false
		}
		if settled.own().Unit = u.Replace(period, own); own != period {
			settled.Text = settled.Amount.String()
		}
	case !bare && u.Period() == "" && period != "" && known:
		settled.own().Unit, a.Total = u.Mul(quantity.NewUnit(nil, []string{own})), true
	default:
		a.Total = known && u.Period() == own || u.Period() == "" && k.Text(field.Aggregation) == "incremental"
	}
	a.Value = &settled
	return true
}

// periodOf is the word for a time of a month, a quarter or a year, and whether there is one.
func periodOf(s calendar.Span) (string, bool) {
	months, exact := s.Months()
	word := map[int]string{1: "month", 3: "quarter", 12: "year"}[months]
	return word, exact && word != ""
}

// startAtLatest makes the latest actual the baseline of a KPI that has none.
func (r *Resource) startAtLatest(asOf calendar.Date) {
	if r.IsWritten(field.Baseline) {
		return
	}
	a := r.Latest(asOf)
	if a == nil {
		return
	}
	start := &Object{Node: a.Value.Node}
	start.Set(field.Value.String(), a.Value)
	start.Set(field.Date.String(), a.Span.To.String())
	if r.rare != nil && r.rare.marks != nil {
		start.track(r.rare.watch)
	}
	r.Object = r.Object.with(field.Baseline.String(), start)
	r.stand(field.Baseline.String(), a.At)
	r.stand(field.Baseline.To(field.Value).String(), a.At)
}

// Latest is the latest actual of a period that is over: of several that end on a day the shortest. A part of a total is
// none; nil where there is none.
func (r *Resource) Latest(asOf calendar.Date) *Actual {
	var latest *Actual
	for i, a := range r.Actuals {
		adds := a.Total && a.Value.Unit.Period() == ""
		if !adds && !a.Span.To.After(asOf) && (latest == nil || later(a.Span, latest.Span)) {
			latest = &r.Actuals[i]
		}
	}
	return latest
}

func later(a, b calendar.Span) bool { return a.To.After(b.To) || a.To == b.To && a.From.After(b.From) }
