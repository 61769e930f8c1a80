package model

import (
	"errors"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/schema/field"
)

// hours reports opening hours that cannot be read, at the part that is wrong.
func (v *resolver) hours() {
	for _, service := range v.m.Of("Service") {
		v.checkHours(service, service.Object, field.Hours)
		v.checkHours(service, service.Object.Object(field.Promise), field.Promise.To(field.Hours))
	}
}

func (v *resolver) checkHours(r *Resource, o *Object, path field.Path) {
	text := o.Text(field.Hours)
	if text == "" {
		return
	}
	_, err := calendar.ParseHours(text)
	if err == nil {
		return
	}
	span, at := r.Written(path)
	var wrong *calendar.HoursError
	if node := o.NodeOf(field.Hours); node != nil && errors.As(err, &wrong) {
		span = node.Sub(wrong.Start, wrong.End)
	}
	v.problems = append(v.problems, Problem{Resource: r, Pointer: at,
		Problem: source.Problem{File: r.File, Rule: "wrong-type", Span: span, Message: err.Error()}})
}
