package draft

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/tables"
)

// A row may say what is asked for at several times: "2026 | 2027", "Year 1 | Year 2". These are one KPI and the path to
// its target. As KPIs of their own they would all hold at once, and the work of all years would be added up.

// paths makes one line of those of a row that ask for the same number at several times.
func paths(all []*line) []*line {
	type key struct {
		row     int
		name    string
		measure string
	}
	byRow := map[key][]*line{}
	for _, l := range all {
		if r := l.target; r != nil && l.minimum == nil && l.maximum == nil && l.limit == nil && l.headcount == nil &&
			len(l.subject) > 0 {
			k := key{r.Row, nameIn(l.subject), r.Measure}
			byRow[k] = append(byRow[k], l)
		}
	}
	gone := map[*line]bool{}
	for _, lines := range byRow {
		if len(lines) > 1 {
			kept := joinPath(lines)
			for _, l := range lines {
				gone[l] = kept != nil && l != kept
			}
		}
	}
	return slices.DeleteFunc(all, func(l *line) bool { return gone[l] })
}

// joinPath joins lines to one of them, and returns it; nil where they are several KPIs. Where the numbers go one way
// and their times are in the calendar, it has steps. Else it asks for the hardest of them, and keeps the others.
func joinPath(lines []*line) *line {
	ordered := slices.Clone(lines)
	if lines[0].target.After == "" {
		slices.SortStableFunc(ordered, func(a, b *line) int { return cmp.Compare(a.target.Time, b.target.Time) })
	}
	var numbers []quantity.Quantity
	up, down := true, true
	for i, l := range ordered {
		q, err := quantity.Parse(l.target.Target())
		if err != nil || q.Low == nil || q.IsRange() {
			return nil
		}
		if i > 0 {
			before, first := ordered[i-1].target, numbers[0]
			same := q.Unit.Equal(first.Unit) && q.TimeUnit == first.TimeUnit && q.Comparator == first.Comparator
			one, other := l.target.After+l.target.Time, before.After+before.Time
			if !same || one == other || (l.target.After == "") != (before.After == "") {
				return nil
			}
			up = up && q.Low.Cmp(numbers[i-1].Low) >= 0
			down = down && q.Low.Cmp(numbers[i-1].Low) <= 0
		}
		numbers = append(numbers, q)
	}
	first := ordered[0]
	if first.target.After != "" {
		last := ordered[len(ordered)-1]
		last.times, last.baseline, last.effort = ordered, first.baseline, cmp.Or(last.effort, first.effort)
		return last
	}
	rate := numbers[0].Unit.Period() != ""
	if !rate && numbers[0].Unit.Words() != "%" && numbers[0].TimeUnit == "" {
		return nil // so many in each year
	}
	inCalendar := func(l *line) bool { return period.Get().MatchString(l.target.Time) }
	if (up || down) && !slices.ContainsFunc(ordered, func(l *line) bool { return !inCalendar(l) }) {
		first.times, first.path = ordered, true
		return first
	}
	if !rate {
		return nil
	}
	most := 0
	for i, q := range numbers {
		if q.Low.Cmp(numbers[most].Low) > 0 {
			most = i
		}
	}
	kept := ordered[most]
	kept.times = ordered
	kept.baseline, kept.effort = cmp.Or(kept.baseline, first.baseline), cmp.Or(kept.effort, first.effort)
	return kept
}

// period recognises a time that a step can be due by: 2026, 2026-Q3, 2026-04.
var period = content.Pattern(`^\d{4}(?:-Q[1-4]|-\d\d)?$`)

// stepsOf are the steps of a path, as a KPI has them.
func (l *line) stepsOf(at source.Span) *source.Node {
	steps := source.New(source.List, "", at)
	for _, s := range l.times {
		r := s.target
		step := source.New(source.Map, "", r.Span())
		step.Append("by", written(by(r), r.Span()))
		step.Append("target", written(r.Target(), r.Span()))
		steps.AppendItems(step)
	}
	return steps
}

// by is the time of a number as a step has it: Q3 2026.
func by(r *tables.Record) string {
	year, quarter, ok := strings.Cut(r.Time, "-Q")
	if ok {
		return "Q" + quarter + " " + year
	}
	return r.Time
}

// allTimes is what a row asks for at each of several times; "" where it is one time.
func (l *line) allTimes() string {
	var all []string
	for _, o := range l.times {
		all = append(all, o.target.Target()+" ("+cmp.Or(o.target.After, by(o.target))+")")
	}
	return strings.Join(all, ", ")
}
