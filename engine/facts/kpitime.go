package facts

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

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
	need := network.Times("time needed", rate, c.written("effort", effort))
	if _, err := quantity.Steps(need.Amount.Unit, minuteDay); err == nil {
		return c.convertIn(role, kpi, need, minuteDay), nil
	}
	if effort.Unit.IsZero() {
		return nil, &conflict{"effort", fmt.Sprintf("`%s` is no time: write `%s min/%s`, if it is in minutes",
			effort.Text, effort.Text, rate.Amount.Unit.Noun())}
	}
	if len(effort.Unit.PerNouns()) == 0 {
		return nil, &conflict{"effort", fmt.Sprintf("`%s` does not say for each what: write `%s/%s`", effort.Text,
			effort.Text, rate.Amount.Unit.Noun())}
	}
	return nil, &conflict{"effort",
		fmt.Sprintf("`%s` does not fit the target, which counts %s: the time is for each %s",
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

// kpiTime adds the time a KPI needs and may use, the time there is for each unit, and how many units fit: of the role
// whose people it measures, or of each of several that expect it.
func (c *computer) kpiTime(kpi *model.Resource) (*Use, []*conflict) {
	if kpi.Quantity("effort") == nil || lowerIsBetter(kpi) {
		return nil, nil
	}
	var list []*TimeInRole
	var problems []*conflict
	roles := c.doing(kpi)
	for _, role := range roles {
		if aimless(kpi) && c.expected(role, kpi) == nil {
			continue
		}
		time, problem := c.timeIn(kpi, role)
		if time != nil {
			time.Shared = len(roles) > 1
			list = append(list, time)
		}
		problems = append(problems, problem)
	}
	problems = distinctConflicts(problems)
	if list == nil {
		return nil, problems
	}
	return &Use{list}, problems
}

// doing are the roles whose time a KPI takes: those whose people it measures, and others that ask for it with a target
// of their own. It is one nil where there are none, or where a whole team has it and no role is said to.
func (c *computer) doing(kpi *model.Resource) []*model.Resource {
	roles := slices.Clone(c.m.RolesOf(kpi))
	if len(roles) > 1 && c.expectation(roles[0], kpi) == nil {
		return []*model.Resource{nil}
	}
	seen := map[*model.Resource]bool{}
	for _, role := range roles {
		seen[role] = true
	}
	for _, role := range c.askers(kpi) {
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

// timeIn is the time of a KPI in one role; nil where another rule says what is wrong. Without a role it says why there
// is none.
func (c *computer) timeIn(kpi, role *model.Resource) (*TimeInRole, *conflict) {
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
	time := &TimeInRole{Role: role.Name, Needed: shown(needed), Available: shown(perPersonDay(available))}
	if share := c.shareOf(kpi, role); share != nil {
		time.Share, time.NetDay = share, c.netDay(role).In(minuteDay)
	}
	if needed.Known() && available.Known() {
		time.Fitting = c.fits(kpi, role, available)
	}
	return time, nil
}

// uncheckable is the time of a KPI of which neither side is known, for one reason.
func uncheckable(why *network.Node) *TimeInRole {
	return &TimeInRole{Needed: shown(why), Available: shown(why)}
}

// perPersonDay gives minutes of a day their full unit.
func perPersonDay(f *network.Node) *network.Node {
	if !f.Known() {
		return f
	}
	return f.In(minuteDay)
}

// noOneRole says why the time of a KPI cannot be checked against a role's.
func (c *computer) noOneRole(kpi *model.Resource) *network.Node {
	if len(c.m.RolesOf(kpi)) > 1 {
		return network.Lacking(fmt.Sprintf(
			"`%s` takes the time of several roles: let one of them own it, "+
				"or name it in the `expectations` of each", kpi.Name))
	}
	return c.measured(kpi)
}

// fits is how many units of a KPI fit in the time there is, and the time for each.
func (c *computer) fits(kpi, role *model.Resource, available *network.Node) *Fitting {
	rate := c.personDay(kpi, role)
	fit := &Fitting{Rate: shown(rate), Each: shown(eachOf(available, rate)), Daily: daily(rate),
		Target: shown(c.target(kpi))}
	if t := c.expected(role, kpi); t != nil {
		fit.Target = c.written("target", t)
	}
	effort := c.written("effort", kpi.Quantity("effort"))
	if count := network.Over("units that fit", available, effort); count != nil {
		fit.Fit = shown(c.wholeUnits(role, kpi, count.In(rate.Amount.Unit)))
	}
	return fit
}

// daily reports whether a rate a day is at least one.
func daily(rate *network.Node) bool { return rate.Amount.High.Cmp(big.NewRat(1, 1)) >= 0 }

// eachOf is the time for each in a day.
func eachOf(day, rate *network.Node) *network.Node {
	each := network.Over("time for each", day, rate)
	if each == nil {
		return nil
	}
	return each.In(minute.Div(rate.Amount.Unit.Without("person", "day")))
}

// wholeUnits rounds a count of a person and day down; where not even one fits, one in the first longer period in which
// one does.
func (c *computer) wholeUnits(role, kpi *model.Resource, count *network.Node) *network.Node {
	whole, count := []*network.Node{count.Floor()}, count.Named()
	for _, period := range []string{"week", "month", "quarter", "year"} {
		if f := c.bringIn(role, kpi, count, "person", period); f.Known() {
			whole = append(whole, f.Floor())
		}
	}
	return network.Choose(firstAboveZero, whole...)
}

// firstAboveZero takes the first number that may be above zero, and the last where none is.
func firstAboveZero(of []quantity.Amount) int {
	for i, a := range of {
		if a.High.Sign() > 0 {
			return i
		}
	}
	return len(of) - 1
}
