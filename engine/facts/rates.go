package facts

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// target is the number a KPI asks for: with `between` its lower limit, with `at most` nothing that must be done.
func (c *computer) target(kpi *model.Resource) *network.Node {
	t := kpi.Quantity("target")
	switch {
	case t == nil && kpi.Node.Get("target") != nil:
		return network.Lacking(fmt.Sprintf("the target of `%s` cannot be read", kpi.Name))
	case t == nil:
		return network.Lacking(fmt.Sprintf("`%s` has no target", kpi.Name))
	case t.Low == nil:
		return network.Lacking(fmt.Sprintf("`%s` has no number as its target: it says `%s`", kpi.Name, t.Text))
	}
	return c.lowerLimit("target", t)
}

// leafOf is a quantity under the label it has in sums.
type leafOf struct {
	label string
	q     *model.Quantity
}

// written is the leaf of a quantity: one, however many facts of a KPI stand on it.
func (c *computer) written(label string, q *model.Quantity) *network.Node {
	return memo(c.leaves, leafOf{label, q}, func() *network.Node { return network.Written(label, q) })
}

// lowerLimit is a quantity as a promise: of one `between` two limits the lower.
func (c *computer) lowerLimit(label string, q *model.Quantity) *network.Node {
	d := c.written(label, q)
	if q.Comparator == quantity.Between {
		return d.LowEnd()
	}
	return d
}

// floor is the target as a promise: what `at most` limits is not promised.
func (c *computer) floor(kpi *model.Resource) *network.Node {
	f := c.target(kpi)
	if f.Known() && lowerIsBetter(kpi) {
		return network.Lacking(fmt.Sprintf("`%s` is at most %s, which promises nothing", kpi.Name, f.Amount))
	}
	return f
}

// lowerIsBetter reports whether a KPI should fall: by its comparator, else by its direction.
func lowerIsBetter(kpi *model.Resource) bool {
	if t := kpi.Quantity("target"); t != nil && t.Comparator != quantity.NoComparator {
		return t.Comparator == quantity.AtMost || t.Comparator == quantity.LessThan
	}
	return kpi.Text("direction") == "lower"
}

// monthlyTotal is the target of a KPI brought to its whole team and a month.
func (c *computer) monthlyTotal(kpi *model.Resource) *network.Node {
	return memo(c.monthly, kpi, func() *network.Node {
		f := c.floor(kpi)
		if !f.Known() {
			return f
		}
		if f.Amount.Unit.Period() == "" {
			return network.Lacking(fmt.Sprintf("`%s` has no period: `%s`", kpi.Name, kpi.Quantity("target").Text))
		}
		return c.bring(kpi, f, "", "month")
	})
}

// perMonth is the target of the team in a month, for targets that have a period.
func (c *computer) perMonth(k *model.Resource) *network.Node {
	if k.Quantity("target").Unit.Period() == "" || lowerIsBetter(k) {
		return nil
	}
	return c.monthlyTotal(k)
}

// bring takes a rate of a KPI to another scope ("" is the whole team) and period, each factor with its place.
func (c *computer) bring(kpi *model.Resource, d *network.Node, scope, period string) *network.Node {
	return c.bringIn(c.oneRole(kpi), kpi, d, scope, period)
}

// bringIn is bring by the day of one role, for a KPI that several have.
func (c *computer) bringIn(role, kpi *model.Resource, d *network.Node, scope, period string) *network.Node {
	unit := d.Amount.Unit
	goal := unit.Without(unit.Scope(), unit.Period())
	var den []string
	if scope != "" {
		den = append(den, scope)
	}
	if period != "" {
		den = append(den, period)
	}
	return c.convertIn(role, kpi, d, goal.Div(quantity.NewUnit(den, nil)))
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

// convert multiplies by what leads from one unit to the other.
func (c *computer) convert(kpi *model.Resource, d *network.Node, to quantity.Unit) *network.Node {
	return c.convertIn(c.oneRole(kpi), kpi, d, to)
}

// convertIn is convert by the day of one role.
func (c *computer) convertIn(role, kpi *model.Resource, d *network.Node, to quantity.Unit) *network.Node {
	steps, err := quantity.Steps(d.Amount.Unit, to)
	if err != nil {
		return network.Lacking(err.Error())
	}
	before, after := []*network.Node{}, d
	var missing []string
	for _, step := range steps {
		factor := c.factor(role, kpi, step.Name)
		switch {
		case !factor.Known():
			missing = append(missing, factor.Lacks()...)
		case step.Divide:
			after = network.Over(d.Label, after, factor)
		case step.Name == quantity.People:
			before = append(before, factor)
		default:
			after = network.Times(d.Label, after, factor)
		}
		if after == nil {
			return network.Lacking(fmt.Sprintf("%s is zero", step.Name))
		}
	}
	if len(missing) > 0 {
		return network.Lacking(missing...)
	}
	result := network.Times(d.Label, append(before, after)...).In(to)
	return result
}

// factor is one thing a conversion needs, with the unit that makes the sum come out.
func (c *computer) factor(role, kpi *model.Resource, name string) *network.Node {
	if kpi != nil && kpi.Kind == "Service" {
		if f := c.openingFactor(kpi, name); f != nil {
			return f
		}
	}
	switch name {
	case quantity.People:
		return c.measured(kpi)
	case quantity.DaysPerMonth:
		return c.daysPerMonth()
	case quantity.WorkdaysPerMonth:
		return c.daysPerMonth().In(quantity.FactorUnit(name))
	case quantity.DaysPerWeek:
		return c.daysPerWeek()
	case quantity.HoursPerDay:
		return c.hoursPerDay(role)
	case quantity.MinutesPerWorkday:
		return c.workday(role).In(quantity.FactorUnit(name))
	}
	return memo(c.monthsOf, name, func() *network.Node {
		months, err := quantity.Basis{}.Factor(name)
		if err != nil {
			return network.Lacking("it is not known how many " + name)
		}
		return network.Assumed(name, "", months)
	})
}

// conflict is a pair of units that cannot be compared.
type conflict struct{ at, message string }

// compatible returns nil for two numbers of which one can be brought to the other: by people and calendar, as a
// percentage and a plain number, or because one is zero, which needs no unit.
func compatible(a, b quantity.Amount) error {
	zero := func(x quantity.Amount) bool { return x.Unit.IsZero() && x.Low.Sign() == 0 && x.High.Sign() == 0 }
	if zero(a) || zero(b) {
		return nil
	}
	if _, err := quantity.LessOrEqual(a, b); err == nil {
		return nil
	}
	_, err := quantity.Steps(a.Unit, b.Unit)
	return err
}

// clash is a conflict at a field, when err says that units do not convert; nil for no error.
func clash(at, format string, err error) *conflict {
	var incomparable *quantity.Incomparable
	if err == nil || !errors.As(err, &incomparable) {
		return nil
	}
	return &conflict{at, fmt.Sprintf(format, err)}
}

// floorRat is the largest whole number that is not above r.
func floorRat(r *big.Rat) *big.Int { return new(big.Int).Div(r.Num(), r.Denom()) }
