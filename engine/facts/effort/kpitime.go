package effort

import (
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/worktime"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// needed is the time that a KPI takes of one person a day: rate × effort.
func (c *Computer) needed(kpi, role *model.Resource) (*network.Node, *basis.Mismatch) {
	effort := kpi.Quantity(field.Effort)
	if effort == nil {
		return nil, nil
	}
	rate := c.rates.PersonDay(kpi, role)
	if !rate.Known() {
		return rate, nil
	}
	need := network.Times(wording.TimeNeeded(), rate, c.each(kpi, role))
	if _, err := quantity.Steps(need.Amount.Unit, worktime.MinuteDay); err == nil {
		return c.rates.ConvertIn(role, kpi, need, worktime.MinuteDay), nil
	}
	if rate.Amount.Unit.Noun() == worktime.MinuteDay.Noun() {
		return nil, &basis.Mismatch{
			At:      field.Effort,
			Message: wording.CountsTimeItself(kpi.Name, kpi.Quantity(field.Target).Text, effort.Text),
		}
	}
	if effort.Unit.IsZero() {
		return nil, &basis.Mismatch{
			At:      field.Effort,
			Message: wording.IsNotATimeWrite(effort.Text, rate.Amount.Unit.Noun()),
		}

	}
	if len(effort.Unit.PerNouns()) == 0 {
		return nil, &basis.Mismatch{
			At:      field.Effort,
			Message: wording.DoesNotSayForEach(effort.Text, rate.Amount.Unit.Noun()),
		}

	}
	return nil, &basis.Mismatch{At: field.Effort, Message: unfitting(kpi, effort, rate.Amount.Unit)}
}

// unfitting says why a time for each does not fit a target: it is for something else, or the target counts it for each
// of something that no time is for.
func unfitting(kpi *model.Resource, effort *model.Quantity, of quantity.Unit) string {
	t := kpi.Quantity(field.Target)
	if t != nil && slices.Contains(effort.Unit.PerNouns(), of.Noun()) {
		return wording.DoesNotFitTheTarget(effort.Text, t.Text)
	}
	return wording.DoesNotFitTheTargetWhich(effort.Text, quantity.Plural(of.Noun()), basis.PerWord(effort.Unit))
}

// OfKPI adds the time a KPI needs and may use, the time there is for each unit, and how many units fit: of the role
// whose people it measures, or of each of several that expect it.
func (c *Computer) OfKPI(kpi *model.Resource) (*Use, []*basis.Mismatch) {
	if kpi.Quantity(field.Effort) == nil || basis.LowerIsBetter(kpi) {
		return nil, nil
	}
	var list []*TimeInRole
	var problems []*basis.Mismatch
	roles := c.doing(kpi)
	for _, role := range roles {
		if basis.Aimless(kpi) && c.people.Expected(role, kpi) == nil {
			continue
		}
		time, problem := c.timeIn(kpi, role)
		if time != nil {
			time.Shared = len(roles) > 1
			list = append(list, time)
		}
		if problem != nil {
			problems = append(problems, problem)
		}
	}
	problems = distinctConflicts(problems)
	if list == nil {
		return nil, problems
	}
	return &Use{list}, problems
}

// doing are the roles whose time a KPI takes: those whose people it measures, and others that ask for it with a target
// of their own. It is one nil where there are none, or where a whole team has it and no role is said to.
func (c *Computer) doing(kpi *model.Resource) []*model.Resource {
	roles := slices.Clone(c.Model.RolesOf(kpi))
	if len(roles) > 1 && c.people.Expectation(roles[0], kpi) == nil {
		return []*model.Resource{nil}
	}
	if askers := c.people.Askers(kpi); len(askers) > 0 {
		seen := map[*model.Resource]bool{}
		for _, role := range roles {
			seen[role] = true
		}
		for _, role := range askers {
			if !seen[role] {
				roles = append(roles, role)
			}
		}
	}
	if len(roles) == 0 {
		return []*model.Resource{nil}
	}
	return roles
}

// distinctConflicts keeps one of conflicts that say the same of each role.
func distinctConflicts(all []*basis.Mismatch) []*basis.Mismatch {
	var once []*basis.Mismatch
	seen := map[basis.Mismatch]bool{}
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
func (c *Computer) timeIn(kpi, role *model.Resource) (*TimeInRole, *basis.Mismatch) {
	if f := c.rates.Target(kpi); !f.Known() && c.people.Expected(role, kpi) == nil {
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
	time := &TimeInRole{Role: role.Name, Needed: basis.Shown(needed), Available: basis.Shown(perPersonDay(available))}
	if share := c.shareOf(kpi, role); share != nil {
		time.Share, time.NetDay = share, c.worktime.NetDay(role).In(worktime.MinuteDay)
	}
	if needed.Known() && available.Known() {
		time.Later = basis.WhenRead(c.Basis, func() *Fitting { return c.fits(kpi, role, available) })
	}
	return time, nil
}

// uncheckable is the time of a KPI of which neither side is known, for one reason.
func uncheckable(why *network.Node) *TimeInRole {
	return &TimeInRole{Needed: basis.Shown(why), Available: basis.Shown(why)}
}

// perPersonDay gives minutes of a day their full unit.
func perPersonDay(f *network.Node) *network.Node {
	if !f.Known() {
		return f
	}
	return f.In(worktime.MinuteDay)
}

// noOneRole says why the time of a KPI cannot be checked against a role's.
func (c *Computer) noOneRole(kpi *model.Resource) *network.Node {
	if len(c.Model.RolesOf(kpi)) > 1 {
		return network.Lacking(wording.TakesTheTimeOfSeveral(kpi.Name))
	}
	return c.people.Measured(kpi)
}

// fits is how many units of a KPI fit in the time there is, and the time for each.
func (c *Computer) fits(kpi, role *model.Resource, available *network.Node) *Fitting {
	rate := c.rates.PersonDay(kpi, role)
	each := eachOf(available, rate)
	fit := &Fitting{Rate: basis.Shown(rate), Each: basis.Shown(each), Daily: daily(rate),
		Target: basis.Shown(c.rates.Target(kpi))}
	if each != nil {
		fit.Within = basis.Shown(network.Hidden(wording.TimeThatOneMayTake(), "", wholeSeconds, each))
	}
	if t := c.people.Expected(role, kpi); t != nil {
		fit.Target = c.Written("target", t)
	}
	if count := network.Over(wording.UnitsThatFit(), available, c.each(kpi, role)); count != nil {
		fit.Fit = basis.Shown(c.wholeUnits(role, kpi, count.In(rate.Amount.Unit)).Worded(rate.Amount))
	}
	return fit
}

// each is the time that one takes, as it is written or, of workdays, in the minutes that a person of the role works.
func (c *Computer) each(kpi, role *model.Resource) *network.Node {
	effort := c.Written("effort", kpi.Quantity(field.Effort))
	unit := effort.Amount.Unit
	if unit.Noun() != "workday" {
		return effort
	}
	each := network.Times("effort", effort, c.worktime.NetDay(role))
	return each.In(basis.Minute.Div(quantity.NewUnit(unit.PerNouns(), nil)))
}

// daily reports whether a rate a day is at least one.
func daily(rate *network.Node) bool { return quantity.CompareNumbers(rate.Amount.High, onceADay) >= 0 }

// eachOf is the time for each in a day.
func eachOf(day, rate *network.Node) *network.Node {
	each := network.Over(wording.TimeForEach(), day, rate)
	if each == nil {
		return nil
	}
	return each.In(basis.Minute.Div(rate.Amount.Unit.Without("person", "day")))
}

// wholeSeconds rounds minutes down to a second, so that what a message says really fits; none where that is nothing.
func wholeSeconds(of []quantity.Amount) (quantity.Amount, bool) {
	minute := big.NewRat(60, 1)
	seconds := basis.FloorRat(new(big.Rat).Mul(of[0].Low, minute))
	whole := new(big.Rat).SetInt(seconds)
	return quantity.Exact(whole.Quo(whole, minute), of[0].Unit), seconds.Sign() > 0
}

// wholeUnits rounds a count of a person and day down, in the period of the target, and for whom it is: 2.7 a day are 13
// a week, and those of four people 54. Where not even one fits, it is one in the first longer period in which one does.
func (c *Computer) wholeUnits(role, kpi *model.Resource, count *network.Node) *network.Node {
	periods := []string{"day", "week", "month", "quarter", "year"}
	scope, ways, of := "person", []way(nil), []*network.Node{count}
	if t := kpi.Quantity(field.Target); t != nil {
		if i := slices.Index(periods, t.Unit.Period()); i >= 0 {
			periods = periods[i:]
		}
		if c.people.Expected(role, kpi) == nil {
			scope = t.Unit.Scope()
		}
	}
	if scope == "person" && periods[0] == "day" {
		ways, periods = append(ways, way{}), periods[1:] // it is one already
	}
	for _, period := range periods {
		if factors, to, ok := c.rates.WayIn(role, kpi, count, scope, period); ok {
			ways, of = append(ways, way{to, len(factors)}), append(of, factors...)
		}
	}
	if len(ways) == 0 {
		return count.Floor()
	}
	return network.Made(firstWhole(ways), of...)
}

// way is how a count is brought to a longer period: by so many factors, to a unit.
type way struct {
	to      quantity.Unit
	factors int
}

// take goes the way, and returns the factors of those that follow.
func (w way) take(count *network.Node, factors []*network.Node) (brought *network.Node, left []*network.Node) {
	if w.factors == 0 {
		return count, factors
	}
	brought = count.Named()
	for _, factor := range factors[:w.factors] {
		brought = network.Times(count.Label, brought, factor)
	}
	return brought.In(w.to), factors[w.factors:]
}

// firstWhole makes whole units of a count, which stands before the factors of all ways: in the first way in which there
// may be one, else in the last.
func firstWhole(ways []way) network.Make {
	return func(of []*network.Node) *network.Node {
		for _, n := range of {
			if !n.Valued() {
				return network.Lacking(n.Lacks()...)
			}
		}
		var whole *network.Node
		factors := of[1:]
		for _, w := range ways {
			whole, factors = w.take(of[0], factors)
			if whole = whole.Floor(); whole.Amount.High.Sign() > 0 {
				break
			}
		}
		return whole
	}
}
