package facts

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

var (
	minute    = quantity.NewUnit([]string{"min"}, nil)
	minuteDay = quantity.NewUnit([]string{"min"}, []string{"person", "day"})
)

// planning is the calendar as rules see it: the working day, the planning figures and where they come from.
func (c *computer) planning() *model.Object {
	o := &model.Object{}
	if from := c.m.CalendarFrom; from != nil {
		o.Set("calendar", from.Name)
	}
	set(o, "workingDay", c.workday(nil))
	set(o, "netDay", c.netDay(nil))
	set(o, "breaks", c.breaks())
	set(o, "daysPerMonth", c.daysPerMonth())
	set(o, "daysPerWeek", c.daysPerWeek())
	if most := c.m.Calendar.MaxWeek; most != nil {
		set(o, "maxWeek", c.fromCalendar("longest week", "maxWeek", quantity.Exact(most, minute)))
	}
	return o
}

// calendarPlace is where a field of the calendar is written; no place when it is default.
func (c *computer) calendarPlace(field string) (at model.Place, note string) {
	if from := c.m.CalendarFrom; from != nil && from.Node.Get(field) != nil {
		return from.Place(from.File, field), ""
	}
	return model.Place{}, "default"
}

func (c *computer) fromCalendar(label, field string, a quantity.Amount) *network.Node {
	at, note := c.calendarPlace(field)
	if at.Node == nil {
		return network.Assumed(label, note, a)
	}
	return network.Found(label, a, at)
}

// workday is the length of a role's working day in minutes: its own, else the calendar's.
func (c *computer) workday(role *model.Resource) *network.Node {
	if role != nil {
		if own := role.Quantity("workingDay"); own != nil && own.Low != nil {
			return network.Written("working day", own).In(minute)
		}
	}
	return c.fromCalendar("working day", "workingDay", quantity.Exact(c.m.Calendar.WorkingDay, minute))
}

// netDay is the working day less its breaks.
func (c *computer) netDay(role *model.Resource) *network.Node {
	day := c.workday(role)
	if c.m.Calendar.Breaks == nil || c.m.Calendar.Breaks.Sign() == 0 {
		return day
	}
	return network.Minus("net working day", day, c.fromCalendar("breaks", "breaks", quantity.Exact(c.m.Calendar.Breaks, minute))).Named()
}

// breaks is what the calendar takes out of the working day; nil where none are declared.
func (c *computer) breaks() *network.Node {
	if c.m.Calendar.Breaks == nil || c.m.Calendar.Breaks.Sign() == 0 {
		return nil
	}
	return c.fromCalendar("breaks", "breaks", quantity.Exact(c.m.Calendar.Breaks, minute))
}

func (c *computer) daysPerMonth() *network.Node {
	days, declared := c.m.Calendar.PlanningDays(c.m.AsOf)
	amount := quantity.Exact(days, quantity.FactorUnit(quantity.DaysPerMonth))
	if declared {
		return c.fromCalendar("days per month", "daysPerMonth", amount)
	}
	return network.Assumed("days per month", fmt.Sprintf("mean month of %d", c.m.AsOf.Year), amount)
}

func (c *computer) daysPerWeek() *network.Node {
	return c.fromCalendar("days per week", "workingWeek",
		quantity.Exact(big.NewRat(int64(c.m.Calendar.DaysPerWeek()), 1), quantity.FactorUnit(quantity.DaysPerWeek)))
}

// hoursPerDay turns an hour of a person's work into a day: net working time.
func (c *computer) hoursPerDay(role *model.Resource) *network.Node {
	net := c.netDay(role)
	return network.Same("net hours per day", net).Scaled(big.NewRat(1, 60)).In(quantity.FactorUnit(quantity.HoursPerDay))
}

// oneRole is the role whose people a KPI measures, nil when there are none or several.
func (c *computer) oneRole(kpi *model.Resource) *model.Resource {
	if kpi == nil {
		return nil
	}
	if roles := c.m.RolesOf(kpi); len(roles) == 1 {
		return roles[0]
	}
	return nil
}

// activity is the time a role gives an activity, in minutes a day: a share of the net day, or a duration.
func (c *computer) activity(role *model.Resource, name string) *network.Node {
	q := role.Object.Object("time").Quantity(name)
	if q == nil || q.Low == nil {
		return nil
	}
	share := network.Written("share of `"+name+"`", q)
	if q.Unit.Noun() == "min" {
		return c.aDay(share)
	}
	if q.Unit.IsZero() {
		share = share.LowEnd().Hundredfold().In(percentUnit)
	}
	return network.Times("time for `"+name+"`", c.netDay(role), share)
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
	return memo(c.unclaims, role, func() *network.Node {
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
		if slices.ContainsFunc(c.doing(kpi), func(r *model.Resource) bool { return r != nil && c.activity(r, name) != nil }) {
			return network.Lacking(fmt.Sprintf("the time of role `%s` has no `%s`", role.Name, name))
		}
		return nil // unresolved-reference says so
	}
	if _, more := c.activities(role); more {
		return network.Lacking(fmt.Sprintf("`%s` names no `activity`, and the `time` of role `%s` has more entries than are read", kpi.Name, role.Name))
	}
	left := c.unclaimed(role)
	if left.Amount.Low.Sign() <= 0 {
		return network.Lacking(fmt.Sprintf("`%s` names no `activity`, and the time of role `%s` leaves nothing over", kpi.Name, role.Name))
	}
	return left
}

// personDay is the target of a KPI for one person and day.
func (c *computer) personDay(kpi *model.Resource, role *model.Resource) *network.Node {
	f := c.floor(kpi)
	if t := c.expected(role, kpi); t != nil {
		f = network.Written("target", t)
	}
	if !f.Known() {
		return f
	}
	unit := f.Amount.Unit
	if unit.Period() == "" {
		return network.Lacking(fmt.Sprintf("`%s` has no period: `%s`", kpi.Name, f.Amount))
	}
	if unit.Scope() == "person" {
		return c.bringIn(role, kpi, f, "person", "day")
	}
	people := c.measured(kpi)
	if c.expected(role, kpi) != nil {
		people = c.people(role) // what is asked of a role is asked of its people
	}
	if !people.Known() {
		return people
	}
	total := c.bringIn(role, kpi, f, "", "day")
	if !total.Known() {
		return total
	}
	return network.Over("target", total, people)
}

// indexAsking notes which roles ask for a KPI with a target of their own.
func (c *computer) indexAsking() {
	c.asking, c.asked = map[*model.Resource][]*model.Resource{}, map[roleKPI]*model.Object{}
	for _, role := range c.m.Of("Role") {
		var order []*model.Resource
		for _, e := range role.Objects("expectations") {
			key := roleKPI{role, e.To("kpi")}
			known := c.asked[key]
			if key.kpi == nil || hasNumber(known) {
				continue
			}
			if c.asked[key] = e; hasNumber(e) || known == nil {
				order = append(order, key.kpi)
			}
		}
		c.note(role, order)
	}
}

// roleKPI is a KPI in the expectations of a role.
type roleKPI struct{ role, kpi *model.Resource }

func hasNumber(expectation *model.Object) bool {
	t := expectation.Quantity("target")
	return t != nil && t.Low != nil
}

// note adds a role to those that ask for some KPIs with a target of their own, each once.
func (c *computer) note(role *model.Resource, kpis []*model.Resource) {
	for _, kpi := range kpis {
		all := c.asking[kpi]
		if c.expected(role, kpi) != nil && (len(all) == 0 || all[len(all)-1] != role) {
			c.asking[kpi] = append(all, role)
		}
	}
}

// expected is the target that a role's expectations give a KPI, nil when they give none.
func (c *computer) expected(role, kpi *model.Resource) *model.Quantity {
	if e := c.expectation(role, kpi); hasNumber(e) {
		return e.Quantity("target")
	}
	return nil
}

// expectation is the entry of a role's expectations that names a KPI, the one with a target where there are several; nil for none.
func (c *computer) expectation(role, kpi *model.Resource) *model.Object {
	return c.asked[roleKPI{role, kpi}]
}

// needed is the time that a KPI takes of one person a day: rate × effort.
func (c *computer) needed(kpi, role *model.Resource) (*network.Node, *conflict) {
	effort := kpi.Quantity("effort")
	if effort == nil {
		return nil, nil
	}
	rate := c.personDay(kpi, role)
	if !rate.Known() {
		return rate, nil
	}
	need := network.Times("time needed", rate, network.Written("effort", effort))
	if _, err := quantity.Steps(need.Amount.Unit, minuteDay); err == nil {
		return c.convertIn(role, kpi, need, minuteDay), nil
	}
	if effort.Unit.IsZero() {
		return nil, &conflict{"effort", fmt.Sprintf("`%s` is no time: write `%s min/%s`, if it is in minutes", effort.Text, effort.Text, rate.Amount.Unit.Noun())}
	}
	if len(effort.Unit.PerNouns()) == 0 {
		return nil, &conflict{"effort", fmt.Sprintf("`%s` does not say for each what: write `%s/%s`", effort.Text, effort.Text, rate.Amount.Unit.Noun())}
	}
	return nil, &conflict{"effort", fmt.Sprintf("`%s` does not fit the target, which counts %s: the time is for each %s",
		effort.Text, quantity.Plural(rate.Amount.Unit.Noun()), perWord(effort.Unit))}
}

// perWord is what a unit is per: "visit" of min/visit.
func perWord(u quantity.Unit) string {
	for _, word := range append(u.PerNouns(), u.Period(), u.Scope()) {
		if word != "" {
			return word
		}
	}
	return ""
}

// kpiTime adds the time a KPI needs and may use, the time there is for each unit, and how many units fit: of the role whose people it
// measures, or of each of several that expect it.
func (c *computer) kpiTime(kpi *model.Resource) []*conflict {
	if kpi.Quantity("effort") == nil || lowerIsBetter(kpi) {
		return nil
	}
	var list model.List
	var problems []*conflict
	roles := c.doing(kpi)
	for _, role := range roles {
		if aimless(kpi) && c.expected(role, kpi) == nil {
			continue
		}
		time, problem := c.timeIn(kpi, role)
		if time != nil {
			time.Set("shared", len(roles) > 1)
			list = append(list, time)
		}
		problems = append(problems, problem)
	}
	if list != nil {
		kpi.Facts.Set("time", list)
	}
	return distinctConflicts(problems)
}

// doing are the roles whose time a KPI takes: those whose people it measures, and others that ask for it with a target of their own. It is
// one nil where there are none, or where a whole team has it and no role is said to.
func (c *computer) doing(kpi *model.Resource) []*model.Resource {
	roles := slices.Clone(c.m.RolesOf(kpi))
	if len(roles) > 1 && c.expectation(roles[0], kpi) == nil {
		return []*model.Resource{nil}
	}
	seen := map[*model.Resource]bool{}
	for _, role := range roles {
		seen[role] = true
	}
	for _, role := range c.asking[kpi] {
		if !seen[role] {
			roles = append(roles, role)
		}
	}
	if len(roles) == 0 {
		return []*model.Resource{nil}
	}
	return roles
}

// distinctConflicts keeps one of conflicts that say the same of each role.
func distinctConflicts(all []*conflict) []*conflict {
	var once []*conflict
	seen := map[conflict]bool{}
	for _, p := range all {
		if p != nil && !seen[*p] {
			seen[*p] = true
			once = append(once, p)
		}
	}
	return once
}

// timeIn is the time of a KPI in one role; nil where another rule says what is wrong. Without a role it says why there is none.
func (c *computer) timeIn(kpi, role *model.Resource) (*model.Object, *conflict) {
	if f := c.target(kpi); !f.Known() && c.expected(role, kpi) == nil {
		return uncheckable(f), nil
	}
	if role == nil {
		return uncheckable(c.noOneRole(kpi)), nil
	}
	needed, problem := c.needed(kpi, role)
	available := c.available(kpi, role)
	if problem != nil || needed == nil || available == nil {
		return nil, problem
	}
	time := &model.Object{}
	time.Set("role", role.Name)
	set(time, "needed", needed)
	set(time, "available", perPersonDay(available))
	if share := c.shareOf(kpi, role); share != nil {
		set(time, "share", share)
		set(time, "netDay", c.netDay(role).In(minuteDay))
	}
	c.fits(kpi, role, time, needed, available)
	return time, nil
}

// uncheckable is the time of a KPI of which neither side is known, for one reason.
func uncheckable(why *network.Node) *model.Object {
	time := &model.Object{}
	set(time, "needed", why)
	set(time, "available", why)
	return time
}

// perPersonDay gives minutes of a day their full unit.
func perPersonDay(f *network.Node) *network.Node {
	if !f.Known() {
		return f
	}
	return f.In(minuteDay)
}

// shareOf is the share of the net day that a role gives the activity of a KPI; nil where it gives a duration, or there is no activity.
func (c *computer) shareOf(kpi, role *model.Resource) *network.Node {
	q := role.Object.Object("time").Quantity(kpi.Text("activity"))
	if q == nil || q.Low == nil || q.Unit.Noun() == "min" {
		return nil
	}
	return network.Written("share", q)
}

// noOneRole says why the time of a KPI cannot be checked against a role's.
func (c *computer) noOneRole(kpi *model.Resource) *network.Node {
	if len(c.m.RolesOf(kpi)) > 1 {
		return network.Lacking(fmt.Sprintf("`%s` takes the time of several roles: let one of them own it, or name it in the `expectations` of each", kpi.Name))
	}
	return c.measured(kpi)
}

func (c *computer) fits(kpi, role *model.Resource, time *model.Object, needed, available *network.Node) {
	if !needed.Known() || !available.Known() {
		return
	}
	rate := c.personDay(kpi, role)
	effort := network.Written("effort", kpi.Quantity("effort"))
	set(time, "rate", rate)
	unit := rate.Amount.Unit
	if each := network.Over("time for each", available, rate); each != nil {
		set(time, "each", each.In(minute.Div(unit.Without("person", "day"))))
	}
	time.Set("daily", rate.Amount.High.Cmp(big.NewRat(1, 1)) >= 0)
	set(time, "target", c.target(kpi))
	if t := c.expected(role, kpi); t != nil {
		set(time, "target", network.Written("target", t))
	}
	if count := network.Over("units that fit", available, effort); count != nil {
		set(time, "fit", c.wholeUnits(role, kpi, count.In(unit)))
	}
}

// wholeUnits rounds a count of a person and day down; where not even one fits, one in the first longer period in which one does.
func (c *computer) wholeUnits(role, kpi *model.Resource, count *network.Node) *network.Node {
	whole := count.Floor()
	for _, period := range []string{"week", "month", "quarter", "year"} {
		if whole.Amount.High.Sign() > 0 {
			break
		}
		if f := c.bringIn(role, kpi, count.Named(), "person", period); f.Known() {
			whole = f.Floor()
		}
	}
	return whole
}

// floorRat is the largest whole number that is not above r.
func floorRat(r *big.Rat) *big.Int { return new(big.Int).Div(r.Num(), r.Denom()) }

// division is the plain division of a day by a per-person target: 50 calls in 8 h are 6.25 an hour, 9 min 36 s each.
func (c *computer) division(kpi *model.Resource) {
	role := c.oneRole(kpi)
	target := kpi.Quantity("target")
	if target == nil || target.Low == nil || target.Unit.Scope() != "person" || lowerIsBetter(kpi) {
		return
	}
	rate := c.personDay(kpi, role)
	if !rate.Known() || rate.Amount.Low.Sign() <= 0 {
		return
	}
	day := &model.Object{}
	set(day, "rate", rate)
	day.Set("daily", rate.Amount.High.Cmp(big.NewRat(1, 1)) >= 0)
	set(day, "workingDay", c.workday(role).In(minuteDay))
	set(day, "perHour", perHour(c.workday(role), rate))
	set(day, "each", eachOf(c.workday(role), rate))
	if c.breaks() != nil {
		set(day, "netDay", c.netDay(role).In(minuteDay))
		set(day, "perHourNet", perHour(c.netDay(role), rate))
		set(day, "eachNet", eachOf(c.netDay(role), rate))
	}
	kpi.Facts.Set("division", day)
}

func eachOf(day, rate *network.Node) *network.Node {
	each := network.Over("time for each", day, rate)
	if each == nil {
		return nil
	}
	return each.In(minute.Div(rate.Amount.Unit.Without("person", "day")))
}

func perHour(day, rate *network.Node) *network.Node {
	hours := day.In(quantity.NewUnit([]string{"hour"}, nil)).Scaled(big.NewRat(1, 60))
	d := network.Over("an hour", rate, hours)
	if d == nil {
		return nil
	}
	return d.In(rate.Amount.Unit.Without("day").Mul(quantity.NewUnit(nil, []string{"hour"})))
}
