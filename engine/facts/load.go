package facts

import (
	"fmt"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
)

// load adds up what a day of the role holds: the time of its KPIs, and the entries of `time` that none of them claims.
// It is nil where no KPI says how long it takes.
func (c *computer) load(r *model.Resource) *Loaded {
	l := &loadSum{claimed: map[string]bool{}}
	for _, k := range c.m.KPIsOf(r) {
		c.loadOf(l, k, r)
	}
	if l.kpis == 0 && len(l.missing) == 0 {
		return nil
	}
	if time := r.Object.Object("time"); time != nil {
		names, more := c.activities(r)
		if more {
			l.missing = append(l.missing, tooMany(r, "time", len(time.Names())))
		}
		for _, entry := range names {
			if d := c.activity(r, entry); d != nil && !l.claimed[entry] && !l.astray {
				l.add(entry, d.In(minuteDay))
			}
		}
	}
	load := l.sum(c.workday(r), c.netDay(r))
	return &Loaded{Load: load, Week: shown(c.week(load.Total))}
}

// week is a load on all days of the working week.
func (c *computer) week(day *network.Node) *network.Node {
	if !day.Valued() {
		return day
	}
	week := network.Times("work of a week", day.In(minute).Named(), c.daysPerWeek())
	return week.In(minute).Part(day.Lacks())
}

// loadSum collects the parts of a role's day.
type loadSum struct {
	parts   []*network.Node
	words   []string
	claimed map[string]bool
	kpis    int
	astray  bool // a KPI uses an activity that the role does not have: it may be any that nothing claims
	missing []string
}

// add takes a time a day to the sum. In words it has no unit.
func (l *loadSum) add(name string, d *network.Node) {
	l.parts = append(l.parts, d)
	l.words = append(l.words, name+" "+network.NumberText(d.Amount))
}

// loadOf adds the time that a KPI takes of a role.
func (c *computer) loadOf(l *loadSum, k, r *model.Resource) {
	if k.Quantity("effort") == nil || lowerIsBetter(k) || aimless(k) && c.expected(r, k) == nil {
		return
	}
	activity, time := k.Text("activity"), r.Object.Object("time")
	l.claimed[activity] = true
	if activity != "" && time != nil && !time.Has(activity) {
		l.astray = true
		l.missing = append(l.missing, fmt.Sprintf("`%s` uses `%s`, and the time of role `%s` has none", k.Name, activity, r.Name))
	}
	needed, problem := c.needed(k, r)
	switch {
	case problem != nil:
	case !needed.Known():
		l.missing = append(l.missing, needed.Lacks()...)
	default:
		l.kpis++
		l.add(k.ID, needed)
	}
}

// sum is the load with its share of the net day.
func (l *loadSum) sum(day, net *network.Node) *Load {
	if len(l.parts) == 0 {
		return &Load{Total: network.Lacking(l.missing...)}
	}
	total := network.Plus("load", l.parts...)
	load := &Load{
		Total:      shown(total.Part(l.missing)),
		Parts:      shortened(l.words),
		WorkingDay: day.In(minuteDay),
		NetDay:     net.In(minuteDay),
	}
	if share := network.Over("share of the net day", total.Named(), net.In(minuteDay)); share != nil {
		load.Share = shown(share.Hundredfold().In(percentUnit).Part(l.missing))
	}
	return load
}
