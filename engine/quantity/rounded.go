package quantity

import "math/big"

// RoundUp returns the upper end of an amount, rounded up to what a text shows of it, so that advice made of it holds:
// whole pieces and people, whole minutes from an hour on and whole seconds below, money as [Money] shows it, hundredths
// of all else.
func (a Amount) RoundUp() Amount {
	return a.at(new(big.Rat).Neg(a.floor(new(big.Rat).Neg(a.High))))
}

// Pieces returns the nearest whole number of an amount of at least a hundred pieces, for a sum that people read; false
// where it counts none, is less, so that it might look like a limit near to it, or is whole. People are no pieces:
// whoever is needed in part is needed.
func (a Amount) Pieces() (Amount, bool) {
	switch noun := a.Unit.Noun(); {
	case noun == "" || noun == percentAtom || noun == "min" || noun == "workday" || noun == "month" || noun == "person" ||
		noun == "point" || noun == "erlang" || noun == "fte" || a.Unit.Currency() != "" || a.as.of(decimalsAtom) != nil:
		return a, false
	case a.Low.Cmp(big.NewRat(100, 1)) < 0 || a.Low.IsInt() && a.High.IsInt():
		return a, false
	}
	nearest := func(r *big.Rat) *big.Rat {
		n, _ := new(big.Rat).SetString(r.FloatString(0))
		return n
	}
	a.Low, a.High = nearest(a.Low), nearest(a.High)
	return a, true
}

// RoundDown returns the lower end of an amount, rounded down as [Amount.RoundUp] rounds up.
func (a Amount) RoundDown() Amount { return a.at(a.floor(a.Low)) }

// at is another number with the unit of an amount.
func (a Amount) at(r *big.Rat) Amount { return Amount{Low: r, High: r, Unit: a.Unit, as: a.as.whole()} }

// floor rounds down to the steps in which amounts like this one are told.
func (a Amount) floor(r *big.Rat) *big.Rat {
	steps := big.NewRat(100, 1)
	switch noun := a.Unit.Noun(); {
	case noun == "min":
		if steps = big.NewRat(60, 1); new(big.Rat).Abs(r).Cmp(big.NewRat(60, 1)) >= 0 {
			steps = big.NewRat(1, 1)
		}
	case a.Unit.Currency() != "":
		if new(big.Rat).Abs(r).Cmp(big.NewRat(1000, 1)) >= 0 {
			steps = big.NewRat(1, 1)
		}
	case noun == "" || noun == percentAtom || noun == "workday" || noun == "month":
	case new(big.Rat).Abs(r).Cmp(one) >= 0:
		steps = big.NewRat(1, 1)
	}
	scaled := new(big.Rat).Mul(r, steps)
	whole := new(big.Int).Div(scaled.Num(), scaled.Denom()) // rounds down, as its divisor is above zero
	return new(big.Rat).Quo(new(big.Rat).SetInt(whole), steps)
}
