package model

import (
	"errors"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/source"
)

// hours reports opening hours that cannot be read, at the part that is wrong.
func (v *resolver) hours() {
	for _, service := range v.m.Of("Service") {
		v.checkHours(service, service.Object, "hours")
		v.checkHours(service, service.Object.Object("promise"), "promise/hours")
	}
}

func (v *resolver) checkHours(r *Resource, o *Object, path string) {
	text := o.Text("hours")
	if text == "" {
		return
	}
	_, err := calendar.ParseHours(text)
	if err == nil {
		return
	}
	span, at := r.Written(path)
	var wrong *calendar.HoursError
	if node := o.Node.Get("hours"); node != nil && errors.As(err, &wrong) {
		span = node.Sub(wrong.Start, wrong.End)
	}
	v.problems = append(v.problems, Problem{Resource: r, Pointer: at,
		Problem: source.Problem{File: r.File, Rule: "wrong-type", Span: span, Message: err.Error()}})
}
