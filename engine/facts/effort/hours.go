package effort

import (
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/worktime"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/schema/field"
)

// HoursOfNobody is what a target in hours of a period comes to that does not say of whom, where they are more than one
// person has: for one of the people of its role, and for all of them. Nil for any other target.
func (c *Computer) HoursOfNobody(kpi *model.Resource) *HoursOfNobody {
	role, target := c.rates.OneRole(kpi), kpi.Quantity(field.Target)
	if role == nil || target == nil || target.Low == nil || target.Unit.Scope() != "" || target.Unit.Period() == "" ||
		target.Unit.Noun() != worktime.MinuteDay.Noun() || basis.LowerIsBetter(kpi) {
		return nil
	}
	people, _ := c.people.Filled(role)
	all := c.rates.BringIn(role, kpi, network.Written("target", target), "", "day")
	whole := c.worktime.Workday(role).In(worktime.MinuteDay)
	if !people.Known() || !all.Known() || people.Amount.Low.Sign() <= 0 {
		return nil
	}
	one, each := all.In(worktime.MinuteDay), network.Over("target", all, people)
	if more, err := quantity.Less(whole.Amount, one.Amount); err != nil || more != quantity.Holds {
		return nil
	}
	return &HoursOfNobody{&UnscopedHours{
		Role: role.Name, People: people, One: one, Each: each, WorkingDay: whole,
	}}
}
