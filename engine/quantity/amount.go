package quantity

import (
	"errors"
	"math/big"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/wording"
)

// ErrZero is the error of a division by an amount that is, or may be, zero.
var ErrZero = errors.New(wording.DivideByZero())

// Incomparable is the error of adding or comparing two units that do not
// convert into each other without further numbers.
type Incomparable struct{ A, B Unit }

// Error names both units in words.
func (e *Incomparable) Error() string {
	return wording.AndDoNotConvert(e.A.Words(), e.B.Words())
}

// Amount is an exact number with a unit. Low and High differ where the number
// is uncertain; Low is never above High, and neither is nil. Amounts share
// their numbers, so nobody may write to them.
type Amount struct {
	Low, High *big.Rat
	Unit      Unit
	as        *spelt // how its author writes the unit
}

// Exact returns the amount r, which must not change afterwards.
func Exact(r *big.Rat, u Unit) Amount { return Amount{Low: r, High: r, Unit: u} }

// Of returns n with a unit made as by [NewUnit].
func Of(n int64, num, den []string) Amount {
	return Exact(new(big.Rat).SetInt64(n), NewUnit(num, den))
}

// Lean returns r in as little memory as it needs, for amounts are many and are kept: small whole numbers are shared,
// and others lose the room that arithmetic leaves at their end. Nobody may write to what it returns.
func Lean(r *big.Rat) *big.Rat {
	if r.IsInt() && r.Num().IsInt64() {
		if n := r.Num().Int64(); n >= 0 && n < int64(len(wholes())) {
			return wholes()[n]
		}
	}
	return new(big.Rat).Set(r)
}

// wholes are the whole numbers that most amounts are.
var wholes = sync.OnceValue(func() *[1024]*big.Rat {
	var all [1024]*big.Rat
	for n := range all {
		all[n] = big.NewRat(int64(n), 1)
	}
	return &all
})

// IsRange reports whether the amount is uncertain.
func (a Amount) IsRange() bool { return compare(a.Low, a.High) != 0 }

// Ends are the lower and the upper end of the amount, each as an amount whose unit has the words of its author.
func (a Amount) Ends() (low, high Amount) {
	low, high = a.Worked(), a.Worked()
	low.High, high.Low = a.Low, a.High
	return low, high
}

// ReadsAs reports whether two texts are quantities with the same number and unit, however that is spelt.
func ReadsAs(a, b string) bool {
	p, err := Parse(a)
	if err != nil || p.Low == nil {
		return false
	}
	q, err := Parse(b)
	return err == nil && q.Low != nil && p.Amount.Equal(q.Amount)
}

// Positive reports whether the amount is above zero for certain.
func (a Amount) Positive() bool { return a.Low.Sign() > 0 }

// Equal reports whether both amounts have the same ends and the same unit.
// To compare what amounts say, use the function [Equal].
func (a Amount) Equal(b Amount) bool {
	return a.Unit == b.Unit && compare(a.Low, b.Low) == 0 && compare(a.High, b.High) == 0
}

// Worked returns the amount without the unit of time and the decimals in which it was written, as what is worked out is
// shown: 48 h, and not 2 days.
func (a Amount) Worked() Amount {
	a.as = a.as.nouns()
	return a
}

// InDays reports whether the amount is a time in minutes and is shown in days or weeks.
func (a Amount) InDays() bool {
	w := a.as.time()
	return w != nil && a.Unit.Noun() == "min" && w.size.num >= minutesOfDay*w.size.den
}

const minutesOfDay = 24 * 60

// Like returns the amount, shown in the unit of time in which another is written.
func (a Amount) Like(other Amount) Amount {
	if a.Unit == other.Unit {
		a.as = other.as.whole()
	}
	return a
}

// Worded returns the amount with the words in which another one writes the same noun: product demos.
func (a Amount) Worded(other Amount) Amount {
	if a.Unit.Noun() == other.Unit.Noun() {
		a.as = a.as.with(other.as)
	}
	return a
}

// Written reports whether the amount is shown in the unit of time in which it was written.
func (a Amount) Written() bool { return a.as.time() != nil }

const percentAtom = "%"

var percent = over(percentAtom, "")

// Plain returns the amount without "%": 35 % is 0.35, 2 %/month is 0.02/month.
func (a Amount) Plain() Amount {
	if !strings.Contains(a.Unit.num(), percentAtom) {
		return a
	}
	if a.Unit == percent {
		a.Unit = Unit{}
		return a.Scale(hundredth)
	}
	rest, factor := []string{}, big.NewRat(1, 1)
	for _, atom := range split(a.Unit.num(), timesSign) {
		if atom == percentAtom {
			factor.Mul(factor, hundredth)
		} else {
			rest = append(rest, atom)
		}
	}
	a.Unit = over(join(rest, timesSign), a.Unit.den())
	return a.Scale(factor)
}

var hundredth = big.NewRat(1, 100)

// Neg returns -a.
func (a Amount) Neg() Amount { return a.Scale(minusOne) }

var minusOne = big.NewRat(-1, 1)

// Scale returns a times the number r; the unit stays, "%" included.
func (a Amount) Scale(r *big.Rat) Amount {
	low := times(a.Low, r)
	if !a.IsRange() {
		return Amount{Low: low, High: low, Unit: a.Unit, as: a.as.nouns()}
	}
	scaled := ordered(low, times(a.High, r), a.Unit)
	scaled.as = a.as.nouns()
	return scaled
}

// ScaleInt returns a times n; the unit stays, "%" included.
func (a Amount) ScaleInt(n int64) Amount { return a.Scale(new(big.Rat).SetInt64(n)) }

func ordered(a, b *big.Rat, u Unit) Amount {
	if compare(a, b) > 0 {
		a, b = b, a
	}
	return Amount{Low: a, High: b, Unit: u}
}

// Mul returns the product: units multiply and cancel. A percentage of
// something is a part of it, so 40 % x 480 min is 192 min; only a percentage
// of a percentage stays one.
func (a Amount) Mul(b Amount) Amount {
	unit := percent
	if a.Unit == percent && b.Unit == percent {
		a = a.Plain()
	} else {
		a, b = a.Plain(), b.Plain()
		unit = a.Unit.Mul(b.Unit)
	}
	p := product(a, b, unit)
	p.as = a.as.with(b.as)
	return p
}

// product takes the extremes of all ends, since signs may turn them around.
func product(a, b Amount, u Unit) Amount {
	low := times(a.Low, b.Low)
	if !a.IsRange() && !b.IsRange() {
		return Exact(low, u)
	}
	high := low
	for _, ends := range [][2]*big.Rat{{a.Low, b.High}, {a.High, b.Low}, {a.High, b.High}} {
		p := times(ends[0], ends[1])
		if compare(p, low) < 0 {
			low = p
		}
		if compare(p, high) > 0 {
			high = p
		}
	}
	return Amount{Low: low, High: high, Unit: u}
}

// Div returns the quotient: units divide and cancel, percentages become plain
// numbers. The error is [ErrZero] where b is, or may be, zero.
func (a Amount) Div(b Amount) (Amount, error) {
	if b.Low.Sign() <= 0 && b.High.Sign() >= 0 {
		return Amount{}, ErrZero
	}
	a, b = a.Plain(), b.Plain()
	low := inverse(b.Low)
	parts := Amount{Low: low, High: low}
	if b.IsRange() {
		parts = ordered(low, inverse(b.High), Unit{})
	}
	quotient := product(a, parts, a.Unit.Div(b.Unit))
	quotient.as = a.as.with(b.as)
	return quotient, nil
}

// Add returns the sum. A percentage and a plain number add up to a plain
// number; any other two units are [*Incomparable] unless equal.
func (a Amount) Add(b Amount) (Amount, error) {
	a, b, err := match(a, b)
	if err != nil {
		return Amount{}, err
	}
	low := plus(a.Low, b.Low)
	if !a.IsRange() && !b.IsRange() {
		return Amount{Low: low, High: low, Unit: a.Unit, as: a.as.with(b.as)}, nil
	}
	return Amount{Low: low, High: plus(a.High, b.High), Unit: a.Unit, as: a.as.with(b.as)}, nil
}

// Sub returns the difference, with the units of [Amount.Add].
func (a Amount) Sub(b Amount) (Amount, error) {
	if _, _, err := match(a, b); err != nil {
		return Amount{}, err
	}
	return a.Add(b.Neg())
}

// match brings a and b to one unit, which only "%" ever needs.
func match(a, b Amount) (Amount, Amount, error) {
	if a.Unit == b.Unit {
		return a, b, nil
	}
	x, y := a.Plain(), b.Plain()
	if x.Unit != y.Unit {
		return a, b, &Incomparable{A: a.Unit, B: b.Unit}
	}
	return x, y, nil
}
