package effort

import (
	"strings"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/worktime"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Load adds up what a day of the role holds: the time of its KPIs, and the entries of `time` that none of them claims.
// It is nil where no KPI says how long it takes.
func (c *Computer) Load(r *model.Resource) *Loaded {
	l := &loadSum{claimed: map[string]bool{}, within: map[string][]*network.Node{}}
	for _, k := range c.Model.KPIsOf(r) {
		c.loadOf(l, k, r)
	}
	if l.kpis == 0 && len(l.missing) == 0 {
		return nil
	}
	for activity, parts := range l.within {
		l.outside = l.outside || activity == "" || !fitsInto(parts, c.activity(r, activity))
	}
	if time := r.Object.Object(field.Time); time != nil {
		names, more := c.Activities(r)
		if more {
			l.missing = append(l.missing, basis.TooMany(r, field.Time, len(time.Names())))
		}
		for _, entry := range names {
			if d := c.activity(r, entry); d != nil && !l.claimed[entry] && !l.astray {
				l.add(entry, d.In(worktime.MinuteDay))
			}
		}
	}
	load := l.sum(c.worktime.Workday(r), c.worktime.NetDay(r))
	return &Loaded{Load: load, Week: basis.Shown(c.week(load.Total))}
}

// week is a load on all days of the working week.
func (c *Computer) week(day *network.Node) *network.Node {
	if !day.Valued() {
		return day
	}
	week := network.Times(wording.WorkOfAWeek(), day.In(basis.Minute).Named(), c.worktime.DaysPerWeek())
	return week.In(basis.Minute).Part(day.Lacks())
}

// loadSum collects the parts of a role's day.
type loadSum struct {
	parts   []*network.Node
	words   []string
	claimed map[string]bool
	kpis    int
	most    *LargestLoad
	outside bool                       // a KPI takes its time of no activity, or KPIs take more than theirs has
	within  map[string][]*network.Node // what they take of each activity
	astray  bool                       // a KPI uses an activity that the role does not have
	missing []string
}

// add takes a time a day to the sum. In words it has no unit.
func (l *loadSum) add(name string, d *network.Node) {
	l.parts = append(l.parts, d)
	l.words = append(l.words, name+" "+network.NumberText(d.Amount))
}

// loadOf adds the time that a KPI takes of a role.
func (c *Computer) loadOf(l *loadSum, k, r *model.Resource) {
	if k.Quantity(field.Effort) == nil || basis.LowerIsBetter(k) || basis.Aimless(k) && c.people.Expected(r, k) == nil {
		return
	}
	activity, time := k.Text(field.Activity), r.Object.Object(field.Time)
	l.claimed[activity] = true
	l.outside = l.outside || activity == "" || time == nil
	if activity != "" && time != nil && time.Named(activity) == nil {
		l.astray = true
		l.missing = append(
			l.missing,
			wording.UsesAndTheTimeOf(k.Name, activity, r.Name),
		)
	}
	needed, problem := c.needed(k, r)
	switch {
	case problem != nil:
	case !needed.Known():
		l.missing = append(l.missing, needed.Lacks()...)
	default:
		l.kpis++
		l.within[activity] = append(l.within[activity], needed)
		l.add(nameOf(k), needed)
		own := k.Quantity(field.Target) != nil && c.people.Expected(r, k) == nil
		if own && (l.most == nil || needed.Amount.High.Cmp(l.most.Needed.Amount.High) > 0) {
			l.most = &LargestLoad{KPI: k.Name, Target: basis.Shown(c.rates.Target(k)), Needed: needed}
		}
	}
}

// fitsInto reports whether times a day surely fit into the time of an activity.
func fitsInto(parts []*network.Node, has *network.Node) bool {
	all := network.Plus("load", parts...)
	if has == nil || !has.Known() || !all.Known() {
		return false
	}
	return all.In(worktime.MinuteDay).Amount.High.Cmp(has.In(worktime.MinuteDay).Amount.Low) <= 0
}

// nameOf is what a KPI is called in a sum: by its id, which its author wrote, or by the name of one that was drafted.
func nameOf(k *model.Resource) string {
	if name := k.Text(field.Name); k.Drafted && name != "" {
		return strings.ToLower(name[:1]) + name[1:]
	}
	return k.ID
}

// sum is the load with its share of the net day.
func (l *loadSum) sum(day, net *network.Node) *Load {
	if len(l.parts) == 0 {
		return &Load{Total: network.Lacking(l.missing...)}
	}
	total := network.Plus("load", l.parts...)
	load := &Load{
		Total:      basis.Shown(total.Part(l.missing)),
		Parts:      basis.Shortened(l.words),
		WorkingDay: day.In(worktime.MinuteDay),
		NetDay:     net.In(worktime.MinuteDay),
		Divided:    l.kpis > 0 && !l.outside && !l.astray,
		Most:       l.most,
	}
	if share := network.Over(wording.ShareOfTheNetDay(), total.Named(), net.In(worktime.MinuteDay)); share != nil {
		load.Share = basis.Shown(share.Hundredfold().In(basis.PercentUnit).Part(l.missing))
	}
	return load
}
