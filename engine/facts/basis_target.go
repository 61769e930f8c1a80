package facts

import (
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
)

// targetState says what stands where the target belongs: number, text (a placeholder), relative, reason (noTarget),
// unreadable or missing.
func targetState(k *model.Resource) string {
	t := k.Quantity("target")
	switch {
	case t != nil && t.Low != nil:
		return "number"
	case t != nil && quantity.Relative(t.Text):
		return "relative"
	case t != nil:
		return "text"
	case k.Node.Get("target") != nil:
		return "unreadable"
	case k.Text("noTarget") != "":
		return "reason"
	}
	return "missing"
}

// aimless reports whether a KPI has no target on purpose.
func aimless(k *model.Resource) bool {
	return k.Quantity("target") == nil && (k.Text("purpose") == "monitor" || k.Text("noTarget") != "")
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
