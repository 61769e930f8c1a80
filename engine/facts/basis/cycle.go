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
	name := o.Text(field.Cycle)
	if name == "" {
		return calendar.Span{}, false
	}
	known, ok := b.cycles[name]
	if !ok {
		span, err := b.Model.Calendar.Cycle(name)
		known = cycle{span, err == nil}
		if b.cycles == nil {
			b.cycles = map[string]cycle{}
		}
		b.cycles[name] = known
	}
	return known.span, known.ok
}

// cycle is the span of a cycle by its name; ok is false where there is no such cycle. Many objectives share few.
type cycle struct {
	span calendar.Span
	ok   bool
}
