package basis

import (
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/duration"
	"github.com/kpilint/kpilint/engine/quantity"
)

// Countable reports whether a unit counts things or money, and no share and no time.
func Countable(u quantity.Unit) bool {
	return u.Noun() != "" && !slices.Contains([]string{"%", "min", "workday", "month"}, u.Noun())
}

// PerWord is what a unit is per: "visit" of min/visit.
func PerWord(u quantity.Unit) string {
	for _, word := range append(u.PerNouns(), u.Period(), u.Scope()) {
		if word != "" {
			return word
		}
	}
	return ""
}

// Person counts people.
var Person = quantity.NewUnit([]string{"person"}, nil)

// PercentUnit is that of shares.
var PercentUnit = quantity.NewUnit([]string{"%"}, nil)

// Percent is a share of so many hundredths.
func Percent(n int64) quantity.Amount { return quantity.Exact(big.NewRat(n, 1), PercentUnit) }

// CeilRat is the smallest whole number that is not below r.
func CeilRat(r *big.Rat) *big.Int {
	return new(big.Int).Neg(FloorRat(new(big.Rat).Neg(r)))
}

// FloorRat is the largest whole number that is not above r.
func FloorRat(r *big.Rat) *big.Int { return new(big.Int).Div(r.Num(), r.Denom()) }

// Minute is the unit in which time is counted.
var Minute = duration.Minute

// UnlessEqual takes the second of two numbers, unless it is the first.
func UnlessEqual(of []quantity.Amount) int {
	if of[0].Equal(of[1]) {
		return 0
	}
	return 1
}
