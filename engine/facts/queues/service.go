package queues

import (
	"math/big"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/worktime"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Queue works out the waiting line of a service.
func (c *Computer) Queue(s *model.Resource) *Queue {
	line, clash := c.queue(s)
	c.AddConflicts(s, clash)
	return &Queue{line}
}

// Backlog works out by how much the open cases of a service grow.
func (c *Computer) Backlog(s *model.Resource) *Backlog {
	pile, clash := c.backlog(s)
	c.AddConflicts(s, clash)
	return &Backlog{pile}
}

// Hours works out when a service is staffed.
func (c *Computer) Hours(s *model.Resource) *Hours { return &Hours{hours(s)} }

// rate is a rate of a service, in the period wanted.
func (c *Computer) rate(s *model.Resource, name field.Path, period string) *network.Node {
	f := basis.Given(s, s.Object, name)
	if !f.Known() {
		return f
	}
	if f.Amount.Unit.Period() == "" {
		return network.Lacking(wording.TheOfDoNotSay(name.String(), s.Name, f.Amount.String()))
	}
	return c.rates.Bring(s, f, "", period)
}

// backlog is by how much the pile of open cases grows; nil where either what is opened or what is closed is not known,
// as nobody compares one of them alone.
func (c *Computer) backlog(s *model.Resource) (*BacklogGrowth, *basis.Mismatch) {
	opened, closed := basis.Given(s, s.Object, field.Opened), basis.Given(s, s.Object, field.Closed)
	if !opened.Known() || !closed.Known() {
		return nil, nil
	}
	in, out := opened.Amount.Unit, closed.Amount.Unit
	if in.Noun() != out.Noun() || (in.Period() == "") != (out.Period() == "") {
		return nil, incomparableRates(in, out)
	}
	b := &BacklogGrowth{Period: in.Period()}
	if b.Period != out.Period() {
		b.Period = "day"
	}
	if b.Period != "" {
		opened, closed = c.rate(s, field.Opened, b.Period), c.rate(s, field.Closed, b.Period)
	}
	if missing := basis.AllMissing(opened, closed); len(missing) > 0 {
		b.Growth = network.Lacking(missing...)
		return b, nil
	}
	growth := network.Minus(wording.GrowthOfTheBacklog(), opened, closed)
	if growth == nil {
		return nil, incomparableRates(in, out)
	}
	b.Opened, b.Closed, b.Growth = basis.Shown(opened), basis.Shown(closed), basis.Shown(growth)
	c.growAlso(s, b, growth)
	return b, nil
}

// growAlso adds what the growth of a backlog is in a day and in a month, where it is counted in another period.
func (c *Computer) growAlso(s *model.Resource, b *BacklogGrowth, growth *network.Node) {
	period := growth.Amount.Unit.Period()
	if period == "hour" {
		b.PerDay = c.growthPer(s, growth, "day")
	}
	if period != "" && period != "month" {
		b.PerMonth = c.growthPer(s, growth, "month")
	}
}

func incomparableRates(opened, closed quantity.Unit) *basis.Mismatch {
	return &basis.Mismatch{At: field.Closed, Message: wording.ClosedAndOpenedAreNotAlike(closed.Words(), opened.Words())}
}

// growthPer is the growth of a backlog in another period; nil where that is not known.
func (c *Computer) growthPer(s *model.Resource, growth *network.Node, period string) *network.Node {
	if other := c.rates.Bring(s, growth.Named(), "", period); other.Known() {
		return basis.Shown(other)
	}
	return nil
}

// hours compares when a service is staffed with when it promises an answer; nil where it says neither.
func hours(s *model.Resource) *OpenHours {
	staffed, ok := worktime.Opening(s)
	o := &OpenHours{}
	if ok {
		o.Staffed = weekHours(wording.HoursStaffed(), staffed, s.Place(s.File, field.Hours))
	}
	promise := s.Object.Object(field.Promise)
	if text := promise.Text(field.Hours); text != "" {
		promised, err := calendar.ParseHours(text)
		if err != nil {
			return nil // wrong-type says so
		}
		o.Promised = weekHours(wording.HoursPromised(), promised, promise.Place(s.File, field.Hours))
		switch {
		case ok:
			o.Kept = &Kept{Open: staffed.String(), Holds: promised.String(), Outside: promised.Without(staffed).String()}
		case !s.IsWritten(field.Hours):
			o.Missing = []string{wording.HasNoHoursSoThat(s.Name)}
		}
	}
	if o.Staffed == nil && o.Promised == nil {
		return nil
	}
	return o
}

var hoursAWeek = quantity.NewUnit([]string{"hour"}, []string{"week"})

func weekHours(label string, h calendar.Hours, at model.Place) *network.Node {
	return network.Found(label, quantity.Exact(big.NewRat(int64(h.MinutesPerWeek()), 60), hoursAWeek), at)
}
