package worktime

import (
	"math/big"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Opening are the hours of a service; false where it has none that can be read.
func Opening(s *model.Resource) (calendar.Hours, bool) {
	h, err := calendar.ParseHours(s.Text(field.Hours))
	return h, err == nil && !h.IsZero()
}

// OpeningFactor is what an hour, a day and a week are to a service, by its hours. Nil where the calendar says it.
func (c *Computer) OpeningFactor(s *model.Resource, name string) *network.Node {
	h, ok := Opening(s)
	switch {
	case name == quantity.HoursPerDay && !ok:
		return network.Lacking(hoursUnknown(s))
	case name == quantity.HoursPerDay:
		perDay := new(big.Rat).Quo(h.MinutesPerDay(), big.NewRat(60, 1))
		return fromHours(s, wording.HoursOpenADay(), perDay, name)
	case name == quantity.DaysPerWeek && ok:
		return openDays(s, h)
	case name == quantity.DaysPerMonth && ok && h.DaysOpen() != c.Model.Calendar.DaysPerWeek():
		// a month has more days for those who are open at weekends, in the measure of the week
		days := network.Times(wording.DaysOpenAMonth(), c.DaysPerMonth(), openDays(s, h))
		return network.Over(wording.DaysOpenAMonth(), days, c.DaysPerWeek())
	}
	return nil
}

// ServiceOf is the service that a KPI is about, where that has hours that can be read; nil else.
func ServiceOf(k *model.Resource) *model.Resource {
	if k == nil || k.Kind != "KPI" {
		return nil
	}
	s := k.To(field.Service)
	if s == nil {
		return nil
	}
	if _, ok := Opening(s); !ok {
		return nil
	}
	return s
}

// openDay is how long a service is open on a day on which it is.
func (c *Computer) openDay(s *model.Resource) *network.Node {
	h, _ := Opening(s)
	return network.Found(wording.HoursOpenADay(), quantity.Exact(h.MinutesPerDay(), basis.Minute),
		s.Place(s.File, field.Hours))
}

// OpenWorkday is a business day of the KPI's service, for quantity.MinutesPerWorkday; nil where the calendar says it.
func (c *Computer) OpenWorkday(k *model.Resource) *network.Node {
	if s := ServiceOf(k); s != nil {
		return c.openDay(s).In(quantity.FactorUnit(quantity.MinutesPerWorkday))
	}
	return nil
}

// hoursUnknown says why it is not known how long a service is open.
func hoursUnknown(s *model.Resource) string {
	why := wording.HasNoHours(s.Name)
	if s.Has(field.Hours) {
		why = wording.TheHoursOfCannotBe(s.Name)
	}
	return wording.SoThatItIsNot(why)
}

func openDays(s *model.Resource, h calendar.Hours) *network.Node {
	return fromHours(s, wording.DaysOpenAWeek(), big.NewRat(int64(h.DaysOpen()), 1), quantity.DaysPerWeek)
}

func fromHours(s *model.Resource, label string, r *big.Rat, factor string) *network.Node {
	return network.Found(label, quantity.Exact(r, quantity.FactorUnit(factor)), s.Place(s.File, field.Hours))
}
