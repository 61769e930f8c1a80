package exchange

import (
	"errors"

	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/work"
)

// failure writes what is wrong with a rule.
func (w *writer) failure(e *policy.RuleError) {
	w.location(e.Location)
	w.name(e.Rule)
	w.Text(e.Line)
	w.Text(e.Resource)
	w.Text(e.Message)
	w.Flag(e.Stopped)
	w.Text(e.Stack)
}

func (r *reader) failure() *policy.RuleError {
	return &policy.RuleError{
		Location: r.location(), Rule: r.name(), Line: r.Text(), Resource: r.Text(), Message: r.Text(), Stopped: r.Flag(),
		Stack: r.Text(),
	}
}

// wrong writes the errors that were joined into one: those of rules, and sentences about a pack.
func (w *writer) wrong(err error) {
	all := work.Unjoin(err)
	w.Number(len(all))
	for _, one := range all {
		var of *policy.RuleError
		w.Flag(errors.As(one, &of))
		if of != nil {
			w.failure(of)
		} else {
			w.Text(one.Error())
		}
	}
}

func (r *reader) wrong() error {
	var all []error
	r.each(outcomeThings, func(int) {
		if r.Flag() {
			all = append(all, r.failure())
		} else {
			all = append(all, errors.New(r.Text()))
		}
	})
	return errors.Join(all...)
}
