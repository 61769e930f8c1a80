// Package quantity reads quantities the way people write them, such as
// ">= 50 calls/person/day", "9m36s" or "USD 60k/month", and calculates with
// them exactly.
//
// [Parse] turns text into a [Quantity]: an [Amount] with what a target adds to
// it, a comparator, a statistic and a due date. An Amount is a number, or a
// plausible low and high, with a [Unit]. Arithmetic is dimensional: units
// cancel, and what does not fit together is an error that names both units.
// Numbers are rationals; they are rounded only where they are shown.
//
// Comparisons of uncertain amounts have three answers: they hold, fail or
// depend.
package quantity

import (
	"errors"
	"strings"

	"github.com/kpilint/kpilint/engine/wording"
)

// Comparator says on which side of a target the actual number shall be.
type Comparator string

// The comparators, as a target in symbols writes them. Without one the
// direction of a target is unknown.
const (
	NoComparator Comparator = ""
	AtLeast      Comparator = ">="
	AtMost       Comparator = "<="
	MoreThan     Comparator = ">"
	LessThan     Comparator = "<"
	Exactly      Comparator = "="
	Between      Comparator = "between"
)

// Quantity is a quantity as it was written.
type Quantity struct {
	Text       string // as written
	Comparator Comparator
	Amount            // of Between, Low and High are the two limits, no uncertainty
	Statistic  string // "p50" to "p99", "median", "mean", or ""
	By         string // due date such as "2026-12-31", or ""
	Due        string // the period whose last day it is, "2026-Q3", or "Q3" where no year is written; or ""
	BareDay    bool   // it is a duration written with a bare day, 24 h

	Cycle  string // a period of a calendar whose last day it is, as written, of what [ParseCycle] reads; or ""
	In     bool   // it is what comes in the period in Due: EUR 1.8M in 2026
	Before bool   // it is due on the day before Cycle, or before the fiscal year in Due

	// TimeUnit is the unit in which a duration was written: "ms", "s", "min", "h",
	// "business-hour", "day", "calendar-day", "week", "workday", "month", "quarter"
	// or "year". It is empty where there is no duration, and where it has several
	// parts.
	TimeUnit string

	Note   string  // what stands in brackets, and what a share is a share of, or ""
	Limits bool    // written as "10 to 15": as a target, these are its two limits
	Keep   bool    // it is to be kept: "maintain 40 min"
	Start  *Amount // where it starts, of "improve from 45 % to 50 %"; nil where that is not said
}

// ErrNoComparator is the error of asking whether a quantity without a
// comparator is satisfied.
var ErrNoComparator = errors.New(wording.CompareWithTarget())

// Satisfied reports whether the actual amount meets the target. The error is
// [*Incomparable] or [ErrNoComparator].
func (q Quantity) Satisfied(actual Amount) (Answer, error) {
	switch q.Comparator {
	case AtLeast:
		return LessOrEqual(q.Amount, actual)
	case AtMost:
		return LessOrEqual(actual, q.Amount)
	case MoreThan:
		return Less(q.Amount, actual)
	case LessThan:
		return Less(actual, q.Amount)
	case Exactly:
		return Equal(q.Amount, actual)
	case Between:
		return q.within(actual)
	}
	return Fails, ErrNoComparator
}

func (q Quantity) within(actual Amount) (Answer, error) {
	above, err := LessOrEqual(Exact(q.Low, q.Unit), actual)
	if err != nil {
		return Fails, err
	}
	below, err := LessOrEqual(actual, Exact(q.High, q.Unit))
	return min(above, below), err
}

// String returns the quantity in the grammar of [Parse], tidied: ">= 50
// calls/person/day", "<= 4 h p90", "2..4 %". Units stay as they were written.
// Numbers are rounded as by [Number].
func (q Quantity) String() string {
	var parts []string
	if q.Comparator != NoComparator {
		parts = append(parts, string(q.Comparator))
	}
	parts = append(parts, q.body())
	if q.Statistic != "" {
		parts = append(parts, q.Statistic)
	}
	switch {
	case q.By != "":
		parts = append(parts, "by "+q.By)
	case q.Cycle != "":
		parts = append(parts, "by "+q.Cycle)
	case q.Due == "year":
		parts = append(parts, byYearEnd)
	case q.Due != "":
		parts = append(parts, "by "+q.dueWords())
	}
	return strings.Join(parts, " ")
}

func (q Quantity) body() string {
	switch {
	case q.Comparator == Between && !q.IsRange():
		return q.Amount.String() + " and " + q.Amount.String()
	case q.Comparator == Between:
		return q.Amount.text(" and ")
	}
	return q.Amount.text("..")
}
