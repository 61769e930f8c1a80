package facts

import (
	"fmt"
	"math/big"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// role works out who is present in a role, what its time adds up to, and its load.
func (c *computer) role(r *model.Resource) {
	c.about("people", r, func() {
		set(r.Facts, "people", c.people(r))
		set(r.Facts, "workingDay", c.workday(r))
		set(r.Facts, "netDay", c.netDay(r))
	})
	c.about("allocated", r, func() { c.allocated(r) })
	c.about("load", r, func() { c.load(r) })
	c.about("text", r, func() { c.text(r) })
	c.about("incentiveShares", r, func() { c.pay(r) })
	c.about("reward", r, func() { c.reward(r) })
}

// allocated adds up the role's time in percent of the net day.
func (c *computer) allocated(r *model.Resource) {
	time := r.Object.Object("time")
	if time == nil {
		return
	}
	var parts []*network.Node
	var words model.List
	names, more := c.activities(r)
	for _, entry := range names {
		q := time.Quantity(entry)
		if q == nil || q.Low == nil {
			return // bad-quantity says so
		}
		share := c.shareOfDay(r, entry, q)
		parts = append(parts, share)
		words = append(words, entry+" "+share.Amount.String())
	}
	if len(parts) == 0 {
		return
	}
	o := &model.Object{}
	total := network.Plus("time allocated", parts...)
	if more {
		total.Missing = []string{tooMany(r, "time", len(time.Names()))}
	}
	set(o, "total", total)
	o.Set("parts", words)
	r.Facts.Set("allocated", o)
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

func hundredfold(d *network.Node) *network.Node {
	copied := *d
	hundred := big.NewRat(100, 1)
	copied.Amount.Low = new(big.Rat).Mul(d.Amount.Low, hundred)
	copied.Amount.High = new(big.Rat).Mul(d.Amount.High, hundred)
	return &copied
}

// load adds up what a day of the role holds: the time of its KPIs, and the entries of `time` that none of them claims.
func (c *computer) load(r *model.Resource) {
	l := &loadSum{claimed: map[string]bool{}}
	for _, k := range c.m.KPIsOf(r) {
		c.loadOf(l, k, r)
	}
	if l.kpis == 0 && len(l.missing) == 0 {
		return // no KPI says how long it takes
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
	load := l.view(c.workday(r), c.netDay(r))
	r.Facts.Set("load", load)
	set(r.Facts, "week", c.week(load))
}

// week is a load on all days of the working week.
func (c *computer) week(load *model.Object) *network.Node {
	total, _ := load.Get("total").(*network.Node)
	if !total.Valued() {
		return total
	}
	week := network.Times("work of a week", total.In(minute).Named(), c.daysPerWeek())
	return week.In(minute).Part(total.Missing)
}

// loadSum collects the parts of a role's day.
type loadSum struct {
	parts   []*network.Node
	words   model.List
	claimed map[string]bool
	kpis    int
	astray  bool // a KPI uses an activity that the role does not have: it may be any that nothing claims
	missing []string
}

func (l *loadSum) add(name string, d *network.Node) {
	l.parts = append(l.parts, d)
	l.words = append(l.words, name+" "+bare(d.Amount))
}

// bare is a number of minutes without its unit.
func bare(a quantity.Amount) string { return network.NumberText(a) }

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
		l.missing = append(l.missing, needed.Missing...)
	default:
		l.kpis++
		l.add(k.ID, needed)
	}
}

// view shows the load with its share of the net day.
func (l *loadSum) view(day, net *network.Node) *model.Object {
	o := &model.Object{}
	if len(l.parts) == 0 {
		set(o, "total", network.Lacking(l.missing...))
		return o
	}
	total := network.Plus("load", l.parts...)
	set(o, "total", total.Part(l.missing))
	o.Set("parts", shortened(l.words))
	set(o, "workingDay", day.In(minuteDay))
	set(o, "netDay", net.In(minuteDay))
	if share := network.Over("share of the net day", total.Named(), net.In(minuteDay)); share != nil {
		set(o, "share", share.Hundredfold().In(percentUnit).Part(l.missing))
	}
	return o
}
