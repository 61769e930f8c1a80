package quantity

import (
	"math/big"
	"slices"
	"sync"

	"github.com/kpilint/kpilint/engine/wording"
)

// The names of factors. [Basis.Factor] gives their values, [FactorUnit] their
// units.
const (
	People            = "people"
	HoursPerDay       = "hours per day"
	DaysPerWeek       = "days per week"
	DaysPerMonth      = "days per month"
	MonthsPerQuarter  = "months per quarter"
	MonthsPerYear     = "months per year"
	MinutesPerWorkday = "minutes per workday"
	WorkdaysPerMonth  = "workdays per month" // DaysPerMonth for durations
)

// Factor is one step of a conversion: multiply by what is named, or divide.
type Factor struct {
	Name   string
	Divide bool
}

func (f Factor) inverse() Factor { return Factor{Name: f.Name, Divide: !f.Divide} }

// FactorUnit returns the unit of a named factor, such as day/month of "days
// per month", so that a derivation cancels. Of an unknown name it is zero.
func FactorUnit(name string) Unit { return factorUnits()[name] }

var factorUnits = sync.OnceValue(func() map[string]Unit {
	return map[string]Unit{
		People:            over("person", ""),
		HoursPerDay:       over("hour", "day"),
		DaysPerWeek:       over("day", "week"),
		DaysPerMonth:      over("day", "month"),
		MonthsPerQuarter:  over("month", "quarter"),
		MonthsPerYear:     over("month", "year"),
		MinutesPerWorkday: over("min", "workday"),
		WorkdaysPerMonth:  over("workday", "month"),
	}
})

// fromDay and fromWorkday say how a rate a day becomes one of another period,
// and how a duration in workdays becomes one of another unit.
var (
	fromDay = map[string][]Factor{
		"hour":    {{HoursPerDay, true}},
		"day":     {},
		"week":    {{DaysPerWeek, false}},
		"month":   {{DaysPerMonth, false}},
		"quarter": {{DaysPerMonth, false}, {MonthsPerQuarter, false}},
		"year":    {{DaysPerMonth, false}, {MonthsPerYear, false}},
	}
	fromWorkday = map[string][]Factor{
		"min":     {{MinutesPerWorkday, false}},
		"workday": {},
		"month":   {{WorkdaysPerMonth, true}},
	}
)

// Steps returns the factors that bring an amount of unit from to unit to, in
// the order to apply them: people, then the period, then a duration. A team,
// an organisation and no scope at all are the same total. The error is
// [*Incomparable] where the units differ in anything else.
func Steps(from, to Unit) ([]Factor, error) {
	period, ok1 := path(fromDay, from.Period(), to.Period())
	duration, ok2 := path(fromWorkday, from.num(), to.num())
	if !ok1 || !ok2 || !slices.Equal(from.PerNouns(), to.PerNouns()) {
		return nil, &Incomparable{A: from, B: to}
	}
	return slices.Concat(scopeSteps(from.Scope(), to.Scope()), period, duration), nil
}

func scopeSteps(from, to string) []Factor {
	switch {
	case from == to || from != "person" && to != "person":
		return nil
	case from == "person":
		return []Factor{{Name: People}}
	}
	return []Factor{{Name: People, Divide: true}}
}

// path goes from one entry of ways to another through their common origin,
// without the steps that would be undone at once.
func path(ways map[string][]Factor, from, to string) ([]Factor, bool) {
	if from == to {
		return nil, true
	}
	back, ok1 := ways[from]
	forth, ok2 := ways[to]
	if !ok1 || !ok2 {
		return nil, false
	}
	for len(back) > 0 && len(forth) > 0 && back[0] == forth[0] {
		back, forth = back[1:], forth[1:]
	}
	steps := make([]Factor, 0, len(back)+len(forth))
	for _, f := range slices.Backward(back) {
		steps = append(steps, f.inverse())
	}
	return append(steps, forth...), true
}

// Basis holds the numbers that conversions need; nil means unknown. People
// counts those who are really there, HoursPerDay is net working time.
type Basis struct {
	People, HoursPerDay, DaysPerWeek, DaysPerMonth *big.Rat
}

// Unknown is the error of a conversion that needs a number the basis lacks.
// Name is one of the factors' names.
type Unknown struct{ Name string }

// Error says which number is missing.
func (e *Unknown) Error() string {
	return wording.ConvertTheNumberOfIs(e.Name)
}

// Factor returns the named factor with its unit, or [*Unknown].
func (b Basis) Factor(name string) (Amount, error) {
	r := b.value(name)
	if r == nil {
		return Amount{}, &Unknown{Name: name}
	}
	return Exact(r, FactorUnit(name)), nil
}

func (b Basis) value(name string) *big.Rat {
	switch name {
	case People:
		return b.People
	case HoursPerDay:
		return b.HoursPerDay
	case DaysPerWeek:
		return b.DaysPerWeek
	case DaysPerMonth, WorkdaysPerMonth:
		return b.DaysPerMonth
	case MonthsPerQuarter:
		return big.NewRat(3, 1)
	case MonthsPerYear:
		return big.NewRat(12, 1)
	case MinutesPerWorkday:
		return minutes(b.HoursPerDay)
	}
	return nil
}

func minutes(hours *big.Rat) *big.Rat {
	if hours == nil {
		return nil
	}
	return new(big.Rat).Mul(hours, big.NewRat(60, 1))
}

// Convert returns the amount in unit to, by the factors of [Steps]. The error
// is [*Incomparable], [*Unknown] or, where it would divide by a factor of
// zero such as no people, [ErrZero].
func (a Amount) Convert(to Unit, b Basis) (Amount, error) {
	steps, err := Steps(a.Unit, to)
	if err != nil {
		return Amount{}, err
	}
	for _, step := range steps {
		r := b.value(step.Name)
		switch {
		case r == nil:
			return Amount{}, &Unknown{Name: step.Name}
		case step.Divide && r.Sign() == 0:
			return Amount{}, ErrZero
		case step.Divide:
			r = new(big.Rat).Inv(r)
		}
		a = a.Scale(r)
	}
	a.Unit = to
	return a, nil
}
