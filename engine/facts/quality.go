package facts

import (
	"math/big"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// definition works out how good the definition of a KPI is by itself: its formula, where it starts, and which way it shall go.
func (c *computer) definition(k *model.Resource) {
	f := k.Facts
	f.Set("wording", wording(k))
	f.Set("formulaState", formulaState(k))
	f.Set("unitless", unitless(k))
	f.Set("partOfWhole", partOfWhole(k))
	setList(f, "stakes", c.stakesOf(k))
	if t := k.Quantity("target"); t != nil && t.Low != nil {
		f.Set("unitKind", unitKind(t.Unit))
		f.Set("asks", asks(t.Comparator))
		f.Set("wants", wants(k, t))
		f.Set("start", c.start(k, t))
		set(f, "way", c.way(k, t))
	}
}

// setList gives an object a list, unless it is empty.
func setList(o *model.Object, name string, list model.List) {
	if len(list) > 0 {
		o.Set(name, list)
	}
}

// wording is all that a KPI says about what it counts, to look for words in.
func wording(k *model.Resource) string {
	formula := k.Object.Object("formula")
	texts := []string{k.ID, k.Text("name"), formula.Text("numerator"), formula.Text("denominator"), formula.Text("expression")}
	return strings.Join(slices.DeleteFunc(texts, func(t string) bool { return t == "" }), "; ")
}

// formulaState says how much of a formula is written: complete (both counts, or an expression), numerator, denominator or none.
func formulaState(k *model.Resource) string {
	formula := k.Object.Object("formula")
	over, under := said(formula, "numerator"), said(formula, "denominator")
	switch {
	case over && under || said(formula, "expression"):
		return "complete"
	case over:
		return "numerator"
	case under:
		return "denominator"
	}
	return "none"
}

// said reports whether a text is written and not empty.
func said(o *model.Object, field string) bool { return strings.TrimSpace(o.Text(field)) != "" }

// unitless reports whether the number of a KPI is in % or has no unit: by its target, else by its baseline, else because neither
// says one. Words in place of a target say nothing either way.
func unitless(k *model.Resource) bool {
	q := k.Quantity("target")
	if q == nil && k.Node.Get("target") == nil {
		q, _ = baseline(k)
	} else if q == nil || q.Low == nil {
		return false
	}
	return q == nil || q.Low == nil || q.Unit.IsZero() || q.Unit.Noun() == "%"
}

// counting words say how a thing is counted, and not which.
var counting = strings.Fields("all total number count sum share percent percentage day week month quarter year per every each")

// partOfWhole reports whether a formula divides a part by its whole, as both are said to count the same thing: "leads accepted within
// 5 days" by "leads delivered".
func partOfWhole(k *model.Resource) bool {
	formula := k.Object.Object("formula")
	part := tokens(formula.Text("numerator"))
	return slices.ContainsFunc(tokens(formula.Text("denominator")), func(w string) bool {
		return !slices.Contains(small, w) && !slices.Contains(counting, w) && slices.Contains(part, w)
	})
}

// unitKind says what kind of thing a unit measures: count, duration, percent, money or number (no unit).
func unitKind(u quantity.Unit) string {
	switch noun := u.Noun(); {
	case u.Currency() != "":
		return "money"
	case strings.Contains(u.String(), "%"):
		return "percent"
	case noun == "min" || noun == "workday" || noun == "month":
		return "duration"
	case noun == "":
		return "number"
	}
	return "count"
}

// asks is the way that a comparator shows: higher, lower or maintain; "" for none.
func asks(c quantity.Comparator) string {
	switch c {
	case quantity.AtLeast, quantity.MoreThan:
		return "higher"
	case quantity.AtMost, quantity.LessThan:
		return "lower"
	case quantity.Exactly, quantity.Between:
		return "maintain"
	}
	return ""
}

// start says whether a KPI with a target has a baseline, what it is in the target's unit, and whether it is the target already.
func (c *computer) start(k *model.Resource, t *model.Quantity) *model.Object {
	o := &model.Object{}
	o.Set("written", k.Node.Get("baseline") != nil)
	value := c.stands(k, t)
	set(o, "value", value)
	o.Set("same", value.Known() && sameAmount(value.Amount, t.Amount) && !differ(statistic(k), t.Statistic))
	return o
}

func sameAmount(a, b quantity.Amount) bool {
	answer, err := quantity.Equal(a, b)
	return err == nil && answer == quantity.Holds
}

// stands is the baseline in the unit of the target; nil where there is none, or units do not convert, which is another rule's.
func (c *computer) stands(k *model.Resource, t *model.Quantity) *network.Node {
	base, _ := baseline(k)
	if base == nil || base.Low == nil || compatible(base.Amount, t.Amount) != nil {
		return nil
	}
	d := network.Written("baseline", base)
	if elapsed(base) && t.Unit == workdayUnit || base.Unit == workdayUnit && elapsed(t) {
		return c.otherDays(d, base, t)
	}
	if _, err := quantity.LessOrEqual(base.Amount, t.Amount); err == nil {
		return d
	}
	if base.Unit.IsZero() || t.Unit.IsZero() { // a nought, which needs no unit
		return d.In(t.Unit)
	}
	return c.convert(k, d, t.Unit)
}

// otherDays brings a baseline from days that pass to workdays, or back: both meet in the month.
func (c *computer) otherDays(d *network.Node, base, t *model.Quantity) *network.Node {
	_, from := c.length("baseline", base)
	_, to := c.length("target", t)
	days := network.Over("baseline", d, from.Named())
	if days == nil {
		return network.Lacking("a month of the calendar has no workdays")
	}
	all := network.Times("baseline", days, to.Named())
	if elapsed(t) {
		all = all.Scaled(minutesOfDay)
	}
	if elapsed(base) {
		all = all.Scaled(new(big.Rat).Inv(minutesOfDay))
	}
	return all.In(t.Unit)
}

// way is how far a KPI has to go from its baseline to its target in the direction it wants; below zero it is to go back. There is none
// where nobody says the direction, the sign of the target contradicts it, or the number is only watched.
func (c *computer) way(k *model.Resource, t *model.Quantity) *network.Node {
	from, wanted := c.stands(k, t), wants(k, t)
	if from == nil || wanted == "maintain" || wanted == "" || k.Text("purpose") == "monitor" || differ(statistic(k), t.Statistic) {
		return nil
	}
	if !from.Known() {
		return from
	}
	to := network.Written("target", t)
	switch between := t.Comparator == quantity.Between; {
	case wanted == "higher" && between:
		return network.Minus("way to go", to.HighEnd(), from)
	case wanted == "higher":
		return network.Minus("way to go", to, from)
	case between:
		return network.Minus("way to go", from, to.LowEnd())
	}
	return network.Minus("way to go", from, to)
}

// wants is the way a KPI shall go by the sign of its target and its direction together: higher, lower or maintain; "" where the target
// has no sign, or the two contradict each other. With `=` or `between` a number may also rise or fall to what is asked for.
func wants(k *model.Resource, t *model.Quantity) string {
	sign, direction := asks(t.Comparator), k.Text("direction")
	switch {
	case direction == "" || direction == sign:
		return sign
	case sign == "maintain":
		return direction
	}
	return ""
}

// statistic is that of the baseline, "" for none.
func statistic(k *model.Resource) string {
	if base, _ := baseline(k); base != nil {
		return base.Statistic
	}
	return ""
}

// differ reports whether both are said, and are not the same.
func differ(a, b string) bool { return a != "" && b != "" && a != b }
