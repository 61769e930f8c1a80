package facts

import (
	"fmt"
	"math/big"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// division is the plain division of a day by a per-person target: 50 calls in 8 h are 6.25 an hour, 9 min 36 s each; nil where there
// is nothing to divide.
func (c *computer) division(kpi *model.Resource) *Division {
	role := c.oneRole(kpi)
	target := kpi.Quantity("target")
	if target == nil || target.Low == nil || target.Unit.Scope() != "person" || lowerIsBetter(kpi) {
		return nil
	}
	rate := c.personDay(kpi, role)
	if !rate.Known() {
		return nil
	}
	if rate = rate.AboveZero(fmt.Sprintf("`%s` asks for nothing", kpi.Name)); !rate.Known() {
		return nil
	}
	whole, net := c.workday(role), c.netDay(role)
	day := &DayDivided{
		Rate:       shown(rate),
		Daily:      daily(rate),
		WorkingDay: whole.In(minuteDay),
		PerHour:    shown(perHour(whole, rate)),
		Each:       shown(eachOf(whole, rate)),
	}
	if c.breaks() != nil {
		day.NetDay = net.In(minuteDay)
		day.PerHourNet, day.EachNet = shown(perHour(net, rate)), shown(eachOf(net, rate))
	}
	return &Division{day}
}

func perHour(day, rate *network.Node) *network.Node {
	hours := day.In(quantity.NewUnit([]string{"hour"}, nil)).Scaled(big.NewRat(1, 60))
	d := network.Over("an hour", rate, hours)
	if d == nil {
		return nil
	}
	return d.In(rate.Amount.Unit.Without("day").Mul(quantity.NewUnit(nil, []string{"hour"})))
}
