package effort

import (
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/duration"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// activity is the time a role gives an activity, in minutes a day: a share of the net day, or a duration.
func (c *Computer) activity(role *model.Resource, name string) *network.Node {
	q := timeFor(role, name)
	if q == nil || q.Low == nil {
		return nil
	}
	return basis.Memo(c.Basis, c.activityTimes, activityOf{role, name}, func() *network.Node {
		if isTime(q) {
			return c.aDay(role, wording.ShareOf(name), q)
		}
		share := network.Written(wording.ShareOf(name), q)
		if q.Unit.IsZero() {
			share = share.LowEnd().Hundredfold().In(basis.PercentUnit)
		}
		return network.Times(wording.TimeFor(name), c.worktime.NetDay(role), share)
	})
}

// timeFor is an entry of the time of a role as it is written; nil where there is none that can be read.
func timeFor(role *model.Resource, activity string) *model.Quantity {
	q, _ := role.Object.Object(field.Time).Named(activity).(*model.Quantity)
	return q
}

// activityOf is an entry of the time of a role.
type activityOf struct {
	role *model.Resource
	name string
}

// isTime reports whether an entry of `time` is a duration, and no share.
func isTime(q *model.Quantity) bool { return q.Unit.Noun() == "min" || q.Unit.Noun() == "workday" }

// aDay brings a duration, or a time per week or month, to minutes a day. A day of it is a day of work, and a week has
// as many as the calendar says.
func (c *Computer) aDay(role *model.Resource, label string, q *model.Quantity) *network.Node {
	d := network.Written(label, q)
	minutes := basis.Minute
	if period := q.Unit.Period(); period != "" {
		minutes = basis.Minute.Div(quantity.NewUnit([]string{period}, nil))
	}
	switch {
	case q.Unit.Noun() == "workday":
		d = network.Times(label, d, c.worktime.NetDay(role)).In(minutes)
	case q.TimeUnit == "day":
		days := d.Scaled(big.NewRat(1, duration.MinutesOfDay))
		d = network.Times(label, days, c.worktime.NetDay(role)).In(minutes)
	case q.TimeUnit == "week":
		weeks := d.Scaled(big.NewRat(1, 7*duration.MinutesOfDay))
		d = network.Times(label, weeks, c.worktime.DaysPerWeek(), c.worktime.NetDay(role)).In(minutes)
	}
	if period := q.Unit.Period(); period == "" || period == "day" {
		return d.In(basis.Minute)
	}
	f := c.rates.Convert(nil, d, quantity.NewUnit([]string{"min"}, []string{"day"}))
	if !f.Known() {
		return d.In(basis.Minute)
	}
	return f.In(basis.Minute)
}

// unclaimed is the part of the net day that no entry of `time` claims.
func (c *Computer) unclaimed(role *model.Resource) *network.Node {
	return basis.Memo(c.Basis, c.unclaimedTimes, role, func() *network.Node {
		left := c.worktime.NetDay(role)
		names, _ := c.Activities(role)
		for _, entry := range names {
			if d := c.activity(role, entry); d != nil {
				left = network.Minus(wording.TimeThatNothingClaims(), left, d)
			}
		}
		return left.Cut(basis.MaxShared)
	})
}

// available is the time a KPI may use in its role, a day.
func (c *Computer) available(kpi, role *model.Resource) *network.Node {
	if name := kpi.Text(field.Activity); name != "" {
		if d := c.activity(role, name); d != nil {
			return d
		}
		has := func(r *model.Resource) bool { return r != nil && c.activity(r, name) != nil }
		if slices.ContainsFunc(c.doing(kpi), has) {
			return network.Lacking(wording.TheTimeOfRoleHas(role.Name, name))
		}
		return nil // unresolved-reference says so
	}
	if _, more := c.Activities(role); more {
		return network.Lacking(wording.NamesNoActivityAndThe(kpi.Name, role.Name))
	}
	return c.unclaimed(role).AboveZero(wording.NamesNoActivityAndTheTime(kpi.Name, role.Name))
}

// shareOf is the share of the net day that a role gives the activity of a KPI; nil where it gives a duration, or there
// is no activity.
func (c *Computer) shareOf(kpi, role *model.Resource) *network.Node {
	q := timeFor(role, kpi.Text(field.Activity))
	if q == nil || q.Low == nil || isTime(q) {
		return nil
	}
	return c.Written("share", q)
}

// Allocated adds up the role's time in percent of the net day; nil where it has none that can be read.
func (c *Computer) Allocated(r *model.Resource) *Allocated {
	time := r.Object.Object(field.Time)
	if time == nil {
		return nil
	}
	var parts []*network.Node
	var words []string
	var most *LargestShare
	names, more := c.Activities(r)
	for _, entry := range names {
		q := timeFor(r, entry)
		if q == nil || q.Low == nil {
			return nil // bad-quantity says so
		}
		share := c.shareOfDay(r, entry, q)
		parts = append(parts, share)
		if most == nil || share.Amount.High.Cmp(most.Share.Amount.High) > 0 {
			most = &LargestShare{Name: entry, Share: share}
		}
		words = append(words, entry+" "+share.Amount.String())
	}
	if len(parts) == 0 {
		return nil
	}
	total := network.Plus(wording.TimeAllocated(), parts...)
	if more {
		total = total.Part([]string{basis.TooMany(r, field.Time, len(time.Names()))})
	}
	return &Allocated{&AllocatedTime{Total: basis.Shown(total), Parts: words, Most: most}}
}

// shareOfDay is an entry of `time` as a share of the net day.
func (c *Computer) shareOfDay(r *model.Resource, entry string, q *model.Quantity) *network.Node {
	d := network.Written("`"+entry+"`", q)
	switch {
	case q.Unit.Equal(basis.PercentUnit):
		return d
	case isTime(q):
		share := network.Over("`"+entry+"`", c.aDay(r, "`"+entry+"`", q), c.worktime.NetDay(r))
		return share.Hundredfold().In(basis.PercentUnit)
	}
	return d.Hundredfold().In(basis.PercentUnit)
}
