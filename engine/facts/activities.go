package facts

import (
	"fmt"
	"slices"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// activity is the time a role gives an activity, in minutes a day: a share of the net day, or a duration.
func (c *computer) activity(role *model.Resource, name string) *network.Node {
	q := role.Object.Object("time").Quantity(name)
	if q == nil || q.Low == nil {
		return nil
	}
	return memo(c.activityTimes, activityOf{role, name}, func() *network.Node {
		share := network.Written("share of `"+name+"`", q)
		if q.Unit.Noun() == "min" {
			return c.aDay(share)
		}
		if q.Unit.IsZero() {
			share = share.LowEnd().Hundredfold().In(percentUnit)
		}
		return network.Times("time for `"+name+"`", c.netDay(role), share)
	})
}

// activityOf is an entry of the time of a role.
type activityOf struct {
	role *model.Resource
	name string
}

// aDay brings a duration, or a time per week or month, to minutes a day.
func (c *computer) aDay(d *network.Node) *network.Node {
	if period := d.Amount.Unit.Period(); period == "" || period == "day" {
		return d.In(minute)
	}
	f := c.convert(nil, d, quantity.NewUnit([]string{"min"}, []string{"day"}))
	if !f.Known() {
		return d.In(minute)
	}
	return f.In(minute)
}

// unclaimed is the part of the net day that no entry of `time` claims.
func (c *computer) unclaimed(role *model.Resource) *network.Node {
	return memo(c.unclaimedTimes, role, func() *network.Node {
		left := c.netDay(role)
		names, _ := c.activities(role)
		for _, entry := range names {
			if d := c.activity(role, entry); d != nil {
				left = network.Minus("time that nothing claims", left, d)
			}
		}
		return left.Cut(maxShared)
	})
}

// available is the time a KPI may use in its role, a day.
func (c *computer) available(kpi, role *model.Resource) *network.Node {
	if name := kpi.Text("activity"); name != "" {
		if d := c.activity(role, name); d != nil {
			return d
		}
		has := func(r *model.Resource) bool { return r != nil && c.activity(r, name) != nil }
		if slices.ContainsFunc(c.doing(kpi), has) {
			return network.Lacking(fmt.Sprintf("the time of role `%s` has no `%s`", role.Name, name))
		}
		return nil // unresolved-reference says so
	}
	if _, more := c.activities(role); more {
		return network.Lacking(fmt.Sprintf("`%s` names no `activity`, "+
			"and the `time` of role `%s` has more entries than are read",
			kpi.Name, role.Name))
	}
	return c.unclaimed(role).AboveZero(fmt.Sprintf("`%s` names no `activity`, "+
		"and the time of role `%s` leaves nothing over",
		kpi.Name, role.Name))
}

// shareOf is the share of the net day that a role gives the activity of a KPI; nil where it gives a duration, or there
// is no activity.
func (c *computer) shareOf(kpi, role *model.Resource) *network.Node {
	q := role.Object.Object("time").Quantity(kpi.Text("activity"))
	if q == nil || q.Low == nil || q.Unit.Noun() == "min" {
		return nil
	}
	return c.written("share", q)
}

// allocated adds up the role's time in percent of the net day; nil where it has none that can be read.
func (c *computer) allocated(r *model.Resource) *Allocated {
	time := r.Object.Object("time")
	if time == nil {
		return nil
	}
	var parts []*network.Node
	var words []string
	names, more := c.activities(r)
	for _, entry := range names {
		q := time.Quantity(entry)
		if q == nil || q.Low == nil {
			return nil // bad-quantity says so
		}
		share := c.shareOfDay(r, entry, q)
		parts = append(parts, share)
		words = append(words, entry+" "+share.Amount.String())
	}
	if len(parts) == 0 {
		return nil
	}
	total := network.Plus("time allocated", parts...)
	if more {
		total = total.Part([]string{tooMany(r, "time", len(time.Names()))})
	}
	return &Allocated{&AllocatedTime{Total: shown(total), Parts: words}}
}

// shareOfDay is an entry of `time` as a share of the net day.
func (c *computer) shareOfDay(r *model.Resource, entry string, q *model.Quantity) *network.Node {
	d := network.Written("`"+entry+"`", q)
	switch {
	case q.Unit.Equal(percentUnit):
		return d
	case q.Unit.Noun() == "min":
		share := network.Over("`"+entry+"`", c.aDay(d), c.netDay(r))
		return share.Hundredfold().In(percentUnit)
	}
	return d.Hundredfold().In(percentUnit)
}
