package facts

import (
	"fmt"
	"math/big"
	"strings"
	"unicode"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// service works out a service: its waiting line, its backlog and its hours.
func (c *computer) service(s *model.Resource) {
	c.addConflicts(s, c.queue(s), c.backlog(s))
	c.hours(s)
}

// given is a field as it is written, or the words that it is missing.
func given(r *model.Resource, o *model.Object, path string) *network.Node {
	field := path[strings.LastIndexByte(path, '/')+1:]
	q := o.Quantity(field)
	switch {
	case q != nil && q.Low != nil:
		return network.Written(inWords(field), q)
	case o != nil && o.Node.Get(field) != nil:
		return network.Lacking(fmt.Sprintf("`%s` has no number as its `%s`", r.Name, path))
	}
	return network.Lacking(fmt.Sprintf("`%s` has no `%s`", r.Name, path))
}

// inWords writes the name of a field as people do: "handling time" for handlingTime.
func inWords(field string) string {
	var b strings.Builder
	for _, r := range field {
		if unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// allMissing collects what facts lack.
func allMissing(facts ...*network.Node) (missing []string) {
	for _, f := range facts {
		if f != nil {
			missing = append(missing, f.Missing...)
		}
	}
	return missing
}

// opening are the hours of a service; false where it has none that can be read.
func opening(s *model.Resource) (calendar.Hours, bool) {
	h, err := calendar.ParseHours(s.Text("hours"))
	return h, err == nil && !h.IsZero()
}

// openingFactor is what an hour, a day and a week are to a service, by its hours. Nil where the calendar says it.
func (c *computer) openingFactor(s *model.Resource, name string) *network.Node {
	h, ok := opening(s)
	switch {
	case name == quantity.HoursPerDay && !ok && s.Has("hours"):
		return network.Lacking(fmt.Sprintf("the `hours` of `%s` cannot be read, so that it is not known how many hours its day has", s.Name))
	case name == quantity.HoursPerDay && !ok:
		return network.Lacking(fmt.Sprintf("`%s` has no `hours`, so that it is not known how many hours its day has", s.Name))
	case name == quantity.HoursPerDay:
		perDay := new(big.Rat).Quo(h.MinutesPerDay(), big.NewRat(60, 1))
		return fromHours(s, "hours open a day", perDay, name)
	case name == quantity.DaysPerWeek && ok:
		return openDays(s, h)
	case name == quantity.DaysPerMonth && ok && h.DaysOpen() != c.m.Calendar.DaysPerWeek():
		// a month has more days for those who are open at weekends, in the measure of the week
		days := network.Times("days open a month", c.daysPerMonth(), openDays(s, h))
		return network.Over("days open a month", days, c.daysPerWeek())
	}
	return nil
}

func openDays(s *model.Resource, h calendar.Hours) *network.Node {
	return fromHours(s, "days open a week", big.NewRat(int64(h.DaysOpen()), 1), quantity.DaysPerWeek)
}

func fromHours(s *model.Resource, label string, r *big.Rat, factor string) *network.Node {
	return network.Found(label, quantity.Exact(r, quantity.FactorUnit(factor)), s.Place(s.File, "hours"))
}

// rate is a rate of a service, in the period wanted.
func (c *computer) rate(s *model.Resource, field, period string) *network.Node {
	f := given(s, s.Object, field)
	if !f.Known() {
		return f
	}
	if f.Amount.Unit.Period() == "" {
		return network.Lacking(fmt.Sprintf("the `%s` of `%s` do not say in which time: `%s`", field, s.Name, f.Amount))
	}
	return c.bring(s, f, "", period)
}

// backlog is by how much the pile of open cases grows.
func (c *computer) backlog(s *model.Resource) *conflict {
	opened, closed := given(s, s.Object, "opened"), given(s, s.Object, "closed")
	if !opened.Known() || !closed.Known() {
		return nil // nobody compares one of them alone
	}
	in, out := opened.Amount.Unit, closed.Amount.Unit
	if in.Noun() != out.Noun() || (in.Period() == "") != (out.Period() == "") {
		return incomparableRates(in, out)
	}
	o := &model.Object{}
	period := in.Period()
	if period != out.Period() {
		period = "day"
	}
	o.Set("period", period)
	if period != "" {
		opened, closed = c.rate(s, "opened", period), c.rate(s, "closed", period)
	}
	if missing := allMissing(opened, closed); len(missing) > 0 {
		set(o, "growth", network.Lacking(missing...))
	} else if !c.grows(s, o, opened, closed) {
		return incomparableRates(in, out)
	}
	s.Facts.Set("backlog", o)
	return nil
}

// grows adds the growth of a backlog, and what it is in a day and in a month; false where the units do not fit.
func (c *computer) grows(s *model.Resource, o *model.Object, opened, closed *network.Node) bool {
	growth := network.Minus("growth of the backlog", opened, closed)
	if growth == nil {
		return false
	}
	set(o, "opened", opened)
	set(o, "closed", closed)
	set(o, "growth", growth)
	period := growth.Amount.Unit.Period()
	if perDay := c.growthPer(s, growth, "day"); perDay.Known() && period == "hour" {
		set(o, "perDay", perDay)
	}
	if perMonth := c.growthPer(s, growth, "month"); perMonth.Known() && period != "month" {
		set(o, "perMonth", perMonth)
	}
	return true
}

func incomparableRates(opened, closed quantity.Unit) *conflict {
	return &conflict{"closed", fmt.Sprintf("what is closed cannot be compared with what is opened: %s and %s do not convert", closed.Words(), opened.Words())}
}

// growthPer is the growth of a backlog in another period; nil where it has none.
func (c *computer) growthPer(s *model.Resource, growth *network.Node, period string) *network.Node {
	if growth == nil || growth.Amount.Unit.Period() == "" {
		return nil
	}
	return c.bring(s, growth.Named(), "", period)
}

// hours compares when a service is staffed with when it promises an answer.
func (c *computer) hours(s *model.Resource) {
	staffed, ok := opening(s)
	o := &model.Object{}
	if ok {
		set(o, "staffed", weekHours("hours staffed", staffed, s.Place(s.File, "hours")))
	}
	promise := s.Object.Object("promise")
	if text := promise.Text("hours"); text != "" {
		promised, err := calendar.ParseHours(text)
		if err != nil {
			return // wrong-type says so
		}
		set(o, "promised", weekHours("hours promised", promised, promise.Place(s.File, "hours")))
		if ok {
			o.Set("open", staffed.String())
			o.Set("holds", promised.String())
			o.Set("outside", promised.Without(staffed).String())
		} else if s.Node.Get("hours") == nil {
			o.Set("missing", model.List{fmt.Sprintf("`%s` has no `hours`, so that it is not known when somebody answers", s.Name)})
		}
	}
	if len(o.Names()) > 0 {
		s.Facts.Set("hours", o)
	}
}

var hoursAWeek = quantity.NewUnit([]string{"hour"}, []string{"week"})

func weekHours(label string, h calendar.Hours, at model.Place) *network.Node {
	return network.Found(label, quantity.Exact(big.NewRat(int64(h.MinutesPerWeek()), 60), hoursAWeek), at)
}
