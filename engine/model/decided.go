package model

import (
	"errors"
	"strings"

	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/schema/field"
)

// decided is the one reading of a text that fits what its field, or the measure of its KPI, says the number is: under
// `breaks`, 45m are minutes; beside `measure: quality`, three quarters are a share. It is nil where the text has one
// reading or none, or where several fit.
func (r *reader) decided(s *shape.Shape, text string, err error) *quantity.Quantity {
	var e *quantity.Error
	if !errors.As(err, &e) || len(e.Instead) < 2 {
		return nil
	}
	fits := r.sortOf(s)
	if fits == nil {
		return nil
	}
	var one *quantity.Quantity
	for _, instead := range e.Instead {
		q, err := quantity.Shared(instead)
		switch {
		case err != nil || !fits(q.Unit):
		case one != nil:
			return nil
		default:
			one = q
		}
	}
	if one == nil {
		return nil
	}
	own := *one
	own.Text = text
	return &own
}

// sortOf says which units fit the value that is being read, nil where nothing says so.
func (r *reader) sortOf(s *shape.Shape) func(quantity.Unit) bool {
	if s.Takes == "time" || s.Takes == "part" {
		return isTime
	}
	if r.definition.Kind != "KPI" {
		return nil
	}
	switch at := r.path(); {
	case at == field.Effort.String() || at == field.CycleTime.String():
		return isTime
	case !isAim(at) && !isBaseline(at) && !strings.HasPrefix(at, field.Actuals.String()+"/"):
		return nil
	}
	measure, err := r.definition.Object.Node.Own(field.Measure.String())
	if err != nil || measure == nil {
		return nil
	}
	switch measure.Text {
	case "quality", "ratio":
		return func(u quantity.Unit) bool { return u.Noun() == "%" || u.IsZero() }
	case "financial":
		return func(u quantity.Unit) bool { return u.Currency() != "" }
	case "volume", "stock":
		return func(u quantity.Unit) bool { return !isTime(u) && u.Noun() != "%" }
	}
	return nil
}

// isTime reports whether a unit counts time.
func isTime(u quantity.Unit) bool {
	switch u.Noun() {
	case "min", "workday", "month":
		return true
	}
	return false
}
