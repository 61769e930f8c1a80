package descriptions

import (
	"math/big"

	"github.com/kpilint/kpilint/engine/duration"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/prose"
	"github.com/kpilint/kpilint/engine/quantity"
)

// Units of time between which people do not always tell.
var (
	week    = quantity.NewUnit([]string{"week"}, nil)
	workday = duration.Workday
	minute  = duration.Minute
)

const minutesOfWeek = 7 * duration.MinutesOfDay

// durations brings a time of the text to the unit of a target. Days may be working days or days that pass, 48 hours are
// two days or the work of six, and a week is five working days: one reading of each that agrees is enough.
func (c *Computer) durations(k *description, said *network.Node, d prose.Demand) []ground {
	asked := network.Written("target", k.target)
	var all []ground
	for _, a := range c.lengths(k, said, d.Quantity) {
		for _, b := range c.lengths(k, asked, *k.target.Quantity) {
			if a.Amount.Unit == b.Amount.Unit {
				all = append(all, ground{a, b})
			}
		}
	}
	likely := ground{c.rates.Convert(k.kpi, said, k.target.Unit), asked}
	if g, ok := c.likely(k, said, d.Quantity, asked); ok {
		likely = g
	}
	return append([]ground{likely}, all...)
}

// likely is the first of these readings where one side is written in working days, and the other is not.
func (c *Computer) likely(k *description, said *network.Node, q quantity.Quantity, asked *network.Node) (ground, bool) {
	switch {
	case k.target.TimeUnit == "workday" && q.TimeUnit != "workday":
		if days := c.workdays(k, said, q); days != nil {
			return ground{days, asked}, true
		}
	case q.TimeUnit == "workday" && k.target.TimeUnit != "workday":
		if days := c.workdays(k, asked, *k.target.Quantity); days != nil {
			return ground{said, days}, true
		}
	}
	return ground{}, false
}

// workdays are the working days of a time that is written in weeks, days or as many hours as days have; nil for others.
func (c *Computer) workdays(k *description, n *network.Node, q quantity.Quantity) *network.Node {
	switch q.TimeUnit {
	case "week":
		weeks := n.Scaled(big.NewRat(1, minutesOfWeek)).In(week)
		return network.Times(n.Label, weeks, c.rates.DaysPerWeek(k.kpi)).In(workday)
	case "day":
		return n.Scaled(big.NewRat(1, duration.MinutesOfDay)).In(workday)
	case "h":
		if days := new(big.Rat).Quo(q.Low, big.NewRat(duration.MinutesOfDay, 1)); days.IsInt() {
			return n.Scaled(big.NewRat(1, duration.MinutesOfDay)).In(workday)
		}
	case "workday":
		return n
	}
	return nil
}

// lengths are what a time may mean: in minutes that pass, and in working days.
func (c *Computer) lengths(k *description, n *network.Node, q quantity.Quantity) []*network.Node {
	var all []*network.Node
	add := func(m *network.Node) {
		if m.Known() {
			all = append(all, m)
		}
	}
	switch n.Amount.Unit {
	case minute:
		add(n)
		add(c.workdays(k, n, q))
		add(c.rates.Convert(k.kpi, n, workday))
	case workday:
		add(n)
		add(n.Scaled(big.NewRat(duration.MinutesOfDay, 1)).In(minute))
		add(c.rates.Convert(k.kpi, n, minute))
	case duration.Month:
		for _, days := range []int64{30, 28} { // 4 weeks are a month, too
			add(n.Scaled(big.NewRat(days*duration.MinutesOfDay, 1)).In(minute))
		}
		add(c.rates.Convert(k.kpi, n, workday))
		add(n.Scaled(big.NewRat(20, 1)).In(workday))
	}
	return all
}
