package basis

import (
	"slices"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/schema/field"
)

// TargetState says what stands where the target belongs: number, text (a placeholder), relative, reason (noTarget),
// unreadable, rows (`targets` by dimension) or missing.
func TargetState(k *model.Resource) string {
	t := k.Quantity(field.Target)
	switch {
	case t != nil && t.Low != nil:
		return "number"
	case t != nil && quantity.Relative(t.Text):
		return "relative"
	case t != nil:
		return "text"
	case k.IsWritten(field.Target):
		return "unreadable"
	case HasRows(k):
		return "rows"
	case k.Text(field.NoTarget) != "":
		return "reason"
	}
	return "missing"
}

// HasRows reports whether a KPI has targets by dimension.
func HasRows(k *model.Resource) bool {
	list, _ := k.Get(field.Targets).(model.List)
	return len(list) > 0 && !k.IsWritten(field.Target)
}

// Aimless reports whether a KPI has no target on purpose.
func Aimless(k *model.Resource) bool {
	return k.Quantity(field.Target) == nil && !HasRows(k) &&
		(k.Text(field.Purpose) == "monitor" || k.Text(field.NoTarget) != "")
}

// Asks is the way that a comparator shows: higher, lower or maintain; "" for none.
func Asks(c quantity.Comparator) string {
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

// AddsUp reports whether the number of a team is the sum of what its people make: a share, a mean, a duration is not.
func AddsUp(k *model.Resource) bool {
	if slices.Contains([]string{"ratio", "quality", "duration"}, k.Text(field.Measure)) {
		return false
	}
	t := k.Quantity(field.Target)
	switch {
	case t == nil || t.Low == nil:
		return true
	case t.Statistic != "" || t.Unit.Equal(PercentUnit):
		return false
	}
	return t.Unit.Noun() != "min" || t.Unit.Period() != ""
}

// LowerIsBetter reports whether a KPI should fall: by its comparator, else by its direction. One with targets by
// dimension does where all of them that have a comparator say so.
func LowerIsBetter(kpi *model.Resource) bool {
	targets := []*model.Object{kpi.Object}
	if HasRows(kpi) {
		targets = kpi.Objects(field.Targets)
	}
	said := false
	for _, o := range targets {
		t := o.Quantity(field.Target)
		if t == nil || t.Comparator == quantity.NoComparator {
			continue
		}
		if said = true; t.Comparator != quantity.AtMost && t.Comparator != quantity.LessThan {
			return false
		}
	}
	return said || kpi.Text(field.Direction) == "lower"
}

// Course is the way from one number to another: higher or lower; "" where they are equal, overlap or cannot be
// compared.
func Course(from, to quantity.Amount) string {
	up, err := quantity.Less(from, to)
	if err != nil {
		return ""
	}
	if up == quantity.Holds {
		return "higher"
	}
	if down, _ := quantity.Less(to, from); down == quantity.Holds {
		return "lower"
	}
	return ""
}
