package facts

import (
	"strings"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/model"
)

// level of an objective follows its owner: organisation, team or role; "" when the owner is unknown.
func level(o *model.Resource) string {
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

// cycle is the time an objective runs; false when it has none or an unknown one.
func (c *computer) cycle(o *model.Resource) (calendar.Span, bool) {
	if o.Text("cycle") == "" {
		return calendar.Span{}, false
	}
	span, err := c.m.Calendar.Cycle(o.Text("cycle"))
	return span, err == nil
}
