package basis

import (
	"strings"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/schema/field"
)

// Level of an objective follows its owner: organisation, team or role; "" when the owner is unknown. One that stands in
// the organisation is of the organisation.
func Level(o *model.Resource) string {
	if o.Around != nil && o.Around.Kind == "Organisation" {
		return "organisation" // whoever answers for it
	}
	if o.Owner == nil {
		return ""
	}
	switch o.Owner.Kind {
	case "Organisation":
		return "organisation"
	case "Team":
		return "team"
	}
	return strings.ToLower(o.Owner.Kind)
}

// Cycle is the time an objective runs; false when it has none or an unknown one.
func (b *Basis) Cycle(o *model.Resource) (calendar.Span, bool) {
	if o.Text(field.Cycle) == "" {
		return calendar.Span{}, false
	}
	span, err := b.Model.Calendar.Cycle(o.Text(field.Cycle))
	return span, err == nil
}
