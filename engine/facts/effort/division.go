package effort

import (
	"math/big"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/worktime"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Division is the plain division of a day by a per-person target: 50 calls in 8 h are 6.25 an hour, 9 min 36 s each;
// nil where there is nothing to divide.
func (c *Computer) Division(kpi *model.Resource) *Division {
	role := c.rates.OneRole(kpi)
	target := kpi.Quantity(field.Target)
	if target == nil || target.Low == nil || target.Unit.Scope() != "person" || basis.LowerIsBetter(kpi) {
		return nil
	}
	rate := c.rates.PersonDay(kpi, role)
	if !rate.Known() {
		return nil
	}
	asks := func(a quantity.Amount) string {
		if a.Positive() {
			return ""
		}
		return wording.AsksForNothing(kpi.Name)
	}
	if rate = rate.Unless(asks); !rate.Known() {
		return nil
	}
	return &Division{&DayDivided{
		Rate:    basis.Shown(rate),
		Daily:   daily(rate),
		Monthly: quantity.CompareNumbers(rate.Amount.High, onceAMonth) >= 0,
		Later:   basis.WhenRead(c.Basis, func() *Divided { return c.divided(role, rate) }),
	}}
}

var onceADay, onceAMonth = big.NewRat(1, 1), big.NewRat(1, 31)

// divided is what the day of a role comes to for each of so many a day.
func (c *Computer) divided(role *model.Resource, rate *network.Node) *Divided {
	whole, net := c.worktime.Workday(role), c.worktime.NetDay(role)
	day := &Divided{
		WorkingDay: whole.In(worktime.MinuteDay),
		PerHour:    basis.Shown(perHour(whole, rate)),
		Each:       basis.Shown(eachOf(whole, rate)),
	}
	if c.worktime.Breaks() != nil {
		day.NetDay = net.In(worktime.MinuteDay)
		day.PerHourNet, day.EachNet = basis.Shown(perHour(net, rate)), basis.Shown(eachOf(net, rate))
	}
	return day
}

func perHour(day, rate *network.Node) *network.Node {
	hours := day.In(quantity.NewUnit([]string{"hour"}, nil)).Scaled(big.NewRat(1, 60))
	d := network.Over(wording.AnHour(), rate, hours)
	if d == nil {
		return nil
	}
	return d.In(rate.Amount.Unit.Without("day").Mul(quantity.NewUnit(nil, []string{"hour"})))
}
