package definition

import (
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/schema/field"
)

// WordingOf is how good the words and the formula of a KPI are by themselves.
func WordingOf(k *model.Resource) *Wording {
	return &Wording{
		Wording:      allWords(k),
		FormulaState: formulaState(k),
		Unitless:     unitless(k),
		PartOfWhole:  partOfWhole(k),
	}
}

// allWords is all that a KPI says about what it counts, to look for words in.
func allWords(k *model.Resource) string {
	formula := k.Object.Object(field.Formula)
	texts := []string{k.ID, k.Text(field.Name), formula.Text(field.Numerator), formula.Text(field.Denominator),
		formula.Text(field.Expression)}
	return strings.Join(slices.DeleteFunc(texts, func(t string) bool { return t == "" }), "; ")
}

// formulaState says how much of a formula is written: complete (both counts, or an expression), numerator, denominator
// or none.
func formulaState(k *model.Resource) string {
	formula := k.Object.Object(field.Formula)
	over, under := said(formula, field.Numerator), said(formula, field.Denominator)
	switch {
	case over && under || said(formula, field.Expression):
		return "complete"
	case over:
		return "numerator"
	case under:
		return "denominator"
	}
	return "none"
}

// said reports whether a text is written and not empty.
func said(o *model.Object, name field.Path) bool { return strings.TrimSpace(o.Text(name)) != "" }

// unitless reports whether the number of a KPI is in % or has no unit: by its target, else by its baseline, else
// because neither says one. Words in place of a target say nothing either way.
func unitless(k *model.Resource) bool {
	q := k.Quantity(field.Target)
	if q == nil && !k.IsWritten(field.Target) {
		q, _ = baseline(k)
	} else if q == nil || q.Low == nil {
		return false
	}
	return q == nil || q.Low == nil || q.Unit.IsZero() || q.Unit.Noun() == "%"
}

// counting words say how a thing is counted, and not which.
var counting = strings.Fields(
	"all total number count sum share percent percentage day week month quarter year per every each")

// partOfWhole reports whether a formula divides a part by its whole, as both are said to count the same thing: "leads
// accepted within 5 days" by "leads delivered".
func partOfWhole(k *model.Resource) bool {
	formula := k.Object.Object(field.Formula)
	part := basis.Tokens(formula.Text(field.Numerator))
	return slices.ContainsFunc(basis.Tokens(formula.Text(field.Denominator)), func(w string) bool {
		return !slices.Contains(basis.Small, w) && !slices.Contains(counting, w) && slices.Contains(part, w)
	})
}
