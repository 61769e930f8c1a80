package definition

import (
	"fmt"
	"maps"
	"slices"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/duration"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// History is what the actuals of a KPI say, each by itself and all together; nil where it has none.
func (c *Computer) History(k *model.Resource) *History {
	if len(k.Actuals) == 0 {
		return nil
	}
	h := &History{Actuals: make([]*Actual, len(k.Actuals))}
	at := map[calendar.Span]int{}
	for i, a := range k.Actuals {
		h.Actuals[i] = &Actual{At: a.At, Period: a.Period, From: a.Span.From.String(), To: a.Span.To.String(),
			Value: c.Written("actual", a.Value), State: c.when(a.Span)}
		if first, twice := at[a.Span]; twice {
			h.Actuals[i].Twice = c.twice(k, k.Actuals[first], a)
		} else {
			at[a.Span] = i
		}
	}
	for i, a := range k.Actuals {
		h.Actuals[i].Parts = c.parts(k, a, at)
		h.Actuals[i].Baseline = c.otherBaseline(k, a)
		h.Actuals[i].Others = c.others(k, i)
	}
	if t := k.Quantity(field.Target); t != nil && t.Low != nil {
		h.Reached, h.Progress = c.reached(k, t), c.progress(k, t)
	}
	return h
}

// when says where a period lies as seen from today.
func (c *Computer) when(s calendar.Span) string {
	switch {
	case s.From.After(c.Model.AsOf):
		return "future"
	case s.To.After(c.Model.AsOf):
		return "running"
	}
	return "over"
}

// twice sets an actual beside the first one of the same period.
func (c *Computer) twice(k *model.Resource, first, second model.Actual) *Twice {
	one := c.inUnit(k, first.Value, second.Value)
	return &Twice{At: first.At, Period: first.Period, Value: c.Written("actual", first.Value),
		Differs: one.Known() && differ(one.Amount, second.Value.Amount)}
}

// inUnit is a quantity of a KPI in the unit of another one; nil where they do not convert, or have another statistic.
func (c *Computer) inUnit(k *model.Resource, q, like *model.Quantity) *network.Node {
	if q.Statistic != "" && like.Statistic != "" && q.Statistic != like.Statistic {
		return nil
	}
	d := c.Written("actual", q)
	switch {
	case basis.Compatible(q.Amount, like.Amount) != nil:
		return nil
	case duration.Differ(q, like):
		return c.worktime.DurationsOf(k).Across("actual", q, like)
	}
	if _, err := quantity.LessOrEqual(q.Amount, like.Amount); err == nil {
		return d
	}
	return c.rates.Convert(k, d, like.Unit)
}

// fewOthers is how many other actuals it takes to tell that one is far from them.
const fewOthers = 3

// others are the least and the most of the other actuals of equally long periods; nil for few, for a running total, and
// where some are not above zero or have another unit.
func (c *Computer) others(k *model.Resource, i int) *Others {
	own := k.Actuals[i]
	if k.Text(field.Aggregation) == "cumulative" || own.Value.Low == nil || !own.Value.Positive() {
		return nil
	}
	var all []*network.Node
	for j, a := range k.Actuals {
		switch {
		case j == i || periodWord(a.Span) != periodWord(own.Span):
			continue
		case a.Value.Low == nil || !a.Value.Positive() || a.Value.Unit != own.Value.Unit:
			return nil
		}
		all = append(all, c.Written("actual", a.Value))
	}
	if len(all) < fewOthers || periodWord(own.Span) == "day" {
		return nil
	}
	return &Others{
		Least: network.Choose(furthest(upward{known: true}), all...),
		Most:  network.Choose(furthest(upward{known: true, up: true}), all...),
	}
}

// parts sets an actual that counts what there was in its period beside the months, else the quarters, in it; nil where
// some of them are not written.
func (c *Computer) parts(k *model.Resource, whole model.Actual, at map[calendar.Span]int) *Parts {
	if !whole.Total || !adds(k) {
		return nil
	}
	months, exact := whole.Span.Months()
	for _, size := range []int{1, 3} {
		if !exact || months <= size || months%size != 0 || months > 12 {
			continue
		}
		if parts := c.partsOf(k, whole, months, size, at); parts != nil {
			return parts
		}
	}
	return nil
}

func (c *Computer) partsOf(k *model.Resource, whole model.Actual, months, size int, at map[calendar.Span]int) *Parts {
	thing := thingOf(whole.Value.Unit)
	var all []*network.Node
	for from := 0; from < months; from += size {
		first := whole.Span.From.AddMonths(from)
		i, ok := at[calendar.Span{From: first, To: first.AddMonths(size).AddDays(-1)}]
		if !ok || !k.Actuals[i].Total || thingOf(k.Actuals[i].Value.Unit) != thing {
			return nil
		}
		all = append(all, c.Written("actual", k.Actuals[i].Value).In(thing))
	}
	total := network.Plus(wording.AllParts(), all...)
	is := c.Written("actual", whole.Value).In(thing)
	return &Parts{Total: total, Differs: differ(total.Amount, is.Amount)}
}

// adds reports whether the numbers of several periods add up to that of all of them.
func adds(k *model.Resource) bool {
	aggregation := k.Text(field.Aggregation)
	return aggregation != "level" && aggregation != "cumulative" && basis.AddsUp(k)
}

// thingOf is the unit of what is counted, without the time in which it is.
func thingOf(u quantity.Unit) quantity.Unit {
	if period := u.Period(); period != "" {
		return u.Without(period)
	}
	return u
}

// otherBaseline is the baseline where it is of the last day of an actual, and certainly another number.
func (c *Computer) otherBaseline(k *model.Resource, a model.Actual) *network.Node {
	written := k.Object.Object(field.Baseline)
	base, _ := baseline(k)
	known := k.IsWritten(field.Baseline) && base != nil && base.Low != nil
	if !known || written.Text(field.Date) != a.Span.To.String() {
		return nil
	}
	is := c.inUnit(k, a.Value, base)
	if !is.Known() || !differ(is.Amount, base.Amount) {
		return nil
	}
	return c.Written("baseline", base)
}

// reached is the best of what a KPI ever was, in the unit of its target and among the periods that are over; nil where
// the number is a running total, or nobody says which way is better.
func (c *Computer) reached(k *model.Resource, t *model.Quantity) *Reached {
	way := c.up(k)
	if !way.known || k.Text(field.Aggregation) == "cumulative" || t.Comparator == quantity.Between {
		return nil
	}
	var all []*network.Node
	var of []model.Actual
	sizes := map[string]bool{}
	for _, a := range k.Actuals {
		k.Look(a.At)
		if a.Span.To.After(c.Model.AsOf) || a.Total && a.Value.Unit.Period() == "" {
			continue
		}
		v := c.inUnit(k, a.Value, t)
		if !v.Known() {
			continue
		}
		sizes[periodWord(a.Span)] = true
		all, of = append(all, v), append(of, a)
	}
	if all == nil {
		return nil
	}
	best := of[furthest(way)(amountsOf(all))]
	r := &Reached{Count: len(all), Over: countWords(len(all), sizes), At: best.At, Period: best.Period,
		Best: network.Choose(furthest(way), all...)}
	if r.Beyond = basis.Shown(beyond(way, c.Written("target", t), r.Best)); r.Beyond == nil {
		return nil
	}
	worst := network.Choose(furthest(upward{known: true, up: !way.up}), all...)
	r.Spread = basis.Shown(beyond(way, r.Best, worst))
	if share := network.Over(wording.BeyondTheBest(), r.Beyond.Named(), r.Best.Named()); share != nil {
		r.Share = share.Hundredfold().In(basis.PercentUnit)
	}
	return r
}

// furthest picks the first of those numbers that are furthest in the wanted direction for certain.
func furthest(way upward) func(of []quantity.Amount) int {
	return func(of []quantity.Amount) int {
		best := 0
		for i, a := range of {
			if way.up && a.Low.Cmp(of[best].Low) > 0 || !way.up && a.High.Cmp(of[best].High) < 0 {
				best = i
			}
		}
		return best
	}
}

func amountsOf(all []*network.Node) []quantity.Amount {
	of := make([]quantity.Amount, len(all))
	for i, n := range all {
		of[i] = n.Amount
	}
	return of
}

// beyond is how far a target, or the best that was reached, lies beyond something else.
func beyond(up upward, target, best *network.Node) *network.Node {
	if up.up {
		return network.Minus(wording.BeyondTheBest(), target, best)
	}
	return network.Minus(wording.BeyondTheBest(), best, target)
}

// periodWord is what a time of the calendar is called.
func periodWord(s calendar.Span) string {
	months, exact := s.Months()
	word := map[int]string{1: "month", 3: "quarter", 6: "half-year", 12: "year"}[months]
	switch {
	case s.From == s.To:
		return "day"
	case !exact || word == "":
		return "period"
	}
	return word
}

// countWords are so many periods of one size, or of several.
func countWords(n int, sizes map[string]bool) string {
	word := "period"
	if all := slices.Collect(maps.Keys(sizes)); len(all) == 1 {
		word = all[0]
	}
	if n > 1 {
		word += "s"
	}
	return fmt.Sprintf("%d %s", n, word)
}

// progress is what a total of a year, a quarter or up to a day has come to, beside the time that has passed; nil where
// the target is no total, or its first period is not written.
func (c *Computer) progress(k *model.Resource, t *model.Quantity) *Progress {
	span, of := c.totalOf(k, t)
	if of == nil || !span.Contains(c.Model.AsOf) {
		return nil
	}
	var parts []*network.Node
	through := span.From.AddDays(-1)
	for _, a := range inside(k.Actuals, span, c.Model.AsOf) {
		if a.Span.From != through.AddDays(1) {
			continue
		}
		if thingOf(a.Value.Unit) != of.Amount.Unit {
			return nil
		}
		parts, through = append(parts, c.Written("actual", a.Value).In(of.Amount.Unit)), a.Span.To
	}
	if parts == nil || through == span.To {
		return nil
	}
	start := t.Place
	sofar := network.Plus(wording.SoFar(), parts...)
	months := func(label string, to calendar.Date) *network.Node {
		n := calendar.MonthsBetween(span.From.AddDays(-1), to)
		return network.Found(label, quantity.Exact(n, duration.Month), start)
	}
	gone, whole := months(wording.MonthsSoFar(), through), months("months", span.To)
	if gone.Amount.Low.Sign() <= 0 {
		return nil
	}
	p := &Progress{From: span.From.String(), To: span.To.String(), Through: through.String(), Of: of,
		Reached: basis.Shown(sofar.Named()), Months: gone, AllMonths: whole}
	aMonth := of.Amount.Unit.Mul(quantity.NewUnit(nil, []string{"month"}))
	p.Left = network.Minus("left", of, sofar.Named())
	p.SoFar = network.Over("a month", sofar.Named(), gone).In(aMonth)
	p.Needed = network.Over("a month", p.Left.Named(), network.Minus(wording.MonthsLeft(), whole, gone).Named()).In(
		aMonth)
	all := network.Times(wording.AtThisPace(), sofar.Named(), whole)
	p.Projected = network.Over(wording.AtThisPace(), all, gone).In(of.Amount.Unit)
	return p
}

// totalOf is the time for which a target is a total, and the total; nil where it is none. A target by a day counts from
// the beginning of the fiscal year in which the day lies.
func (c *Computer) totalOf(k *model.Resource, t *model.Quantity) (calendar.Span, *network.Node) {
	if !adds(k) || !c.up(k).known || t.Unit.Scope() == "person" || !basis.Countable(t.Unit) {
		return calendar.Span{}, nil
	}
	of := c.Written("target", t).In(thingOf(t.Unit))
	year := c.Model.Calendar.FiscalYear(c.Model.AsOf)
	switch t.Unit.Period() {
	case "year":
		return year, of
	case "quarter":
		for _, part := range []string{"Q1", "Q2", "Q3", "Q4"} {
			q, err := c.Model.Calendar.Cycle(fmt.Sprintf("%d-%s", year.To.Year, part))
			if err == nil && q.Contains(c.Model.AsOf) {
				return q, of
			}
		}
	case "":
		by, err := calendar.ParseDate(t.By)
		if err == nil && k.Text(field.Aggregation) == "incremental" {
			return calendar.Span{From: c.Model.Calendar.FiscalYear(by).From, To: by}, of
		}
	}
	return calendar.Span{}, nil
}

// inside are the actuals that count what there was in a period that is over and lies in a span: the first in time
// first, and of several that begin on a day the longest.
func inside(all []model.Actual, span calendar.Span, asOf calendar.Date) []model.Actual {
	var list []model.Actual
	for _, a := range all {
		if a.Total && span.Contains(a.Span.From) && span.Contains(a.Span.To) && !a.Span.To.After(asOf) {
			list = append(list, a)
		}
	}
	slices.SortStableFunc(list, func(a, b model.Actual) int {
		if by := a.Span.From.Compare(b.Span.From); by != 0 {
			return by
		}
		return b.Span.To.Compare(a.Span.To)
	})
	return list
}

// fastest is the largest change in the wanted direction from one actual to the next of the same length, for a month,
// and where it was in words; nil where there is none.
func (c *Computer) fastest(k *model.Resource, up upward) (fastest *network.Node, way string) {
	t, last := k.Quantity(field.Target), map[string]point{}
	all := slices.Clone(k.Actuals)
	slices.SortStableFunc(all, func(a, b model.Actual) int { return a.Span.To.Compare(b.Span.To) })
	var paces []*network.Node
	var words []string
	for _, a := range all {
		if k.Look(a.At); a.Span.To.After(c.Model.AsOf) || a.Total && a.Value.Unit.Period() == "" {
			continue
		}
		here := point{a.Span.To, c.inUnit(k, a.Value, t), a.Period}
		if !here.value.Known() {
			continue
		}
		size := periodWord(a.Span)
		if from := last[size]; from.value != nil {
			if _, in, pace := paceOf(up, from, here, a.Value.Place); pace != nil {
				paces, words = append(paces, pace), append(words, fmt.Sprintf("from %s to %s in %s", from.value, here.value, in))
			}
		}
		last[size] = here
	}
	if paces == nil {
		return nil, ""
	}
	return network.Choose(fastestOf, paces...), words[fastestOf(amountsOf(paces))]
}

// fastestOf picks the largest of some paces.
func fastestOf(of []quantity.Amount) int { return furthest(upward{known: true, up: true})(of) }
