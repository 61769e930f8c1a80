package facts

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// little compares what is open at the same time with what the rate and the cycle time of a KPI make of it (J. D. C. Little, 1961).
func (c *computer) little(k *model.Resource) {
	open, cycle, target := k.Quantity("inProgress"), k.Quantity("cycleTime"), k.Quantity("target")
	if open == nil || cycle == nil || target == nil || target.Low == nil {
		return
	}
	o := &model.Object{}
	stated := network.Written("in progress", open)
	set(o, "stated", stated)
	computed := c.openAtOnce(k, cycle, open.Unit.Scope())
	if noun := open.Unit.Noun(); computed.Known() && noun != "" && noun != computed.Amount.Unit.Noun() && computed.Amount.Unit.Noun() != "" {
		c.addConflicts(k, &conflict{"inProgress", fmt.Sprintf("what is in progress cannot be compared with the target: %s and %s do not convert",
			quantity.Plural(noun), quantity.Plural(computed.Amount.Unit.Noun()))})
		return
	}
	set(o, "computed", computed)
	set(o, "deviation", deviation(computed, stated))
	if stated.Amount.Low.Sign() <= 0 { // nothing to be a share of
		set(o, "deviation", deviation(stated, computed))
	}
	k.Facts.Set("little", o)
}

// openAtOnce is rate × cycle time, of the team or of a person.
func (c *computer) openAtOnce(k *model.Resource, cycle *model.Quantity, scope string) *network.Node {
	rate := c.floor(k)
	if !rate.Known() {
		return rate
	}
	period := rate.Amount.Unit.Period()
	if period == "" {
		return network.Lacking(fmt.Sprintf("`%s` has no period: `%s`", k.Name, k.Quantity("target").Text))
	}
	if scope != "person" {
		scope = ""
	}
	time := lasting(cycle, period)
	if time == nil {
		return network.Lacking(fmt.Sprintf("the `cycleTime` of `%s` is no time: `%s`", k.Name, cycle.Text))
	}
	brought := c.bring(k, rate, scope, time.Amount.Unit.Noun())
	if !brought.Known() {
		return brought
	}
	return network.Times("open at the same time", brought, time)
}

// daysOfMonth is how many calendar days a month counts for.
const daysOfMonth = 30

// lasting is a cycle time in the period that fits it: months as months, working days as days, hours as hours of work, and days of the
// calendar, which run through nights and weekends, as weeks, or as parts of a month where the rate is for a month or longer. Nil for
// what is no time.
func lasting(cycle *model.Quantity, period string) *network.Node {
	in := func(period string, size int64) *network.Node {
		return network.Written("cycle time", cycle).Scaled(big.NewRat(1, size)).In(quantity.NewUnit([]string{period}, nil))
	}
	const hour, day = 60, 1440
	long := slices.Contains([]string{"month", "quarter", "year"}, period)
	switch noun := cycle.Unit.Noun(); {
	case noun == "month":
		return in("month", 1)
	case noun == "workday":
		return in("day", 1)
	case noun != "min":
		return nil
	case !elapsed(cycle):
		return in("hour", hour)
	case long:
		return in("month", daysOfMonth*day)
	}
	return in("week", 7*day)
}
