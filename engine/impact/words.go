package impact

import (
	"fmt"
	"math/big"

	"github.com/kpilint/kpilint/engine/quantity"
)

var percent = quantity.NewUnit([]string{"%"}, nil)

// percent writes 2/5 as 40 %.
func (s span) percent() quantity.Amount {
	hundred := big.NewRat(100, 1)
	return quantity.Amount{Low: new(big.Rat).Mul(s.low, hundred), High: new(big.Rat).Mul(s.high, hundred), Unit: percent}
}

// missedBy is how far a share is from what was asked: 40 % of it is a miss by 60 %.
func (s span) missedBy(lower bool) quantity.Amount {
	off := span{new(big.Rat).Sub(one, s.high), new(big.Rat).Sub(one, s.low)}
	if lower {
		off = span{new(big.Rat).Sub(s.low, one), new(big.Rat).Sub(s.high, one)}
	}
	if off.low.Sign() < 0 {
		off.low = new(big.Rat)
	}
	if off.high.Sign() < 0 {
		off.high = new(big.Rat)
	}
	return off.percent()
}

// bare is a number without its unit.
func bare(s span) string {
	if s.low.Cmp(s.high) == 0 {
		return quantity.Number(s.low)
	}
	return quantity.Number(s.low) + " to " + quantity.Number(s.high)
}

// becomes writes what is left of a number: 50 calls/person/day × 40 % = 20 calls/person/day.
func becomes(asked, value quantity.Amount, share span) string {
	if asked.IsRange() || value.IsRange() {
		return fmt.Sprintf("%s instead of %s", value, asked)
	}
	return fmt.Sprintf("%s × %s = %s", asked, share.percent(), value)
}

// covers compares a supply with a demand in words: short by 3,000 (60 %).
func covers(supply, demand span) string {
	low, high := new(big.Rat).Sub(demand.low, supply.high), new(big.Rat).Sub(demand.high, supply.low)
	switch {
	case high.Sign() == 0 && low.Sign() == 0:
		return "just enough"
	case high.Sign() <= 0:
		return bare(span{high.Neg(high), low.Neg(low)}) + " to spare"
	case low.Sign() <= 0:
		return fmt.Sprintf("may be short, by up to %s", quantity.Number(high))
	}
	return fmt.Sprintf("short by %s (%s)", bare(span{low, high}), ratio(supply, demand).missedBy(false))
}

// enough compares a supply with a demand.
func enough(supply, demand span) quantity.Answer {
	switch {
	case supply.low.Cmp(demand.high) >= 0:
		return quantity.Holds
	case supply.high.Cmp(demand.low) < 0:
		return quantity.Fails
	}
	return quantity.Depends
}
