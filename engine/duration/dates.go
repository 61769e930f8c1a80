package duration

import (
	"math/big"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// Days is how many days of the calendar pass from a day until a length of [Basis.Length] is over, by its shortest and
// by its longest.
func (b Basis) Days(from calendar.Date, length *network.Node) *network.Node {
	of := []*network.Node{length}
	if length.Amount.Unit == Minute {
		of = append(of, b.NetDay)
	}
	days := func(of []quantity.Amount) (quantity.Amount, bool) {
		netDay := of[len(of)-1].Low // only minutes of work look at it
		first, last := b.ends(from, of[0], netDay)
		return quantity.Amount{Low: wholeDays(from, first), High: wholeDays(from, last), Unit: CalendarDay}, true
	}
	return network.Hidden(length.Label, length.Note(), days, of...).Standing(length.At)
}

func wholeDays(from, to calendar.Date) *big.Rat { return big.NewRat(int64(to.DaysSince(from)), 1) }

// Ends is the day on which a length that begins on a day is over, by its shortest and by its longest.
func (b Basis) Ends(from calendar.Date, length quantity.Amount) (first, last calendar.Date) {
	return b.ends(from, length, b.NetDay.Amount.Low)
}

func (b Basis) ends(from calendar.Date, length quantity.Amount, netDay *big.Rat) (first, last calendar.Date) {
	return b.after(from, length.Low, length.Unit, netDay), b.after(from, length.High, length.Unit, netDay)
}

// after is the day so many months, workdays or days of the calendar later, in whole days; minutes of work fill
// workdays. What never ends, or not within the years of the calendar, ends with them.
func (b Basis) after(from calendar.Date, n *big.Rat, unit quantity.Unit, netDay *big.Rat) calendar.Date {
	end := calendar.Date{Year: calendar.MaxYear, Month: 12, Day: 31}
	if n.Sign() == 0 {
		return from
	}
	if unit == Minute {
		if netDay.Sign() <= 0 {
			return end
		}
		unit, n = Workday, new(big.Rat).Quo(n, netDay)
	}
	if n.Cmp(big.NewRat(int64(end.DaysSince(from)), 1)) > 0 {
		return end
	}
	whole := floor(n)
	then := from.AddDays(int(whole.Int64()))
	switch unit {
	case Workday:
		then = b.Calendar.AddWorkdays(from, int(whole.Int64()))
	case Month:
		rest := new(big.Rat).Sub(n, new(big.Rat).SetInt(whole))
		days := floor(rest.Mul(rest, big.NewRat(DaysOfMonth, 1)))
		then = from.AddMonths(int(whole.Int64())).AddDays(int(days.Int64()))
	}
	if then.IsZero() || then.After(end) {
		return end
	}
	return then
}

// floor is the largest whole number that is not above r.
func floor(r *big.Rat) *big.Int { return new(big.Int).Div(r.Num(), r.Denom()) }
