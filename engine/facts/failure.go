package facts

import (
	"fmt"
	"runtime/debug"

	"github.com/kpilint/kpilint/engine/model"
)

// Failure is a fact that could not be computed because of a fault of ours.
type Failure struct {
	Subject    string // the name of the fact: funnel, quota
	Kind, Name string // of the definition, "" where the fact belongs to the whole organisation
	Cause      any
	Stack      []byte // for those who look for the fault, and for nobody else
}

// Doing says what failed: the fact, and whose it is.
func (f *Failure) Doing() string {
	if f.Name == "" {
		return fmt.Sprintf("computing the fact `%s` of the organisation", f.Subject)
	}
	return fmt.Sprintf("computing the fact `%s` of %s `%s`", f.Subject, f.Kind, f.Name)
}

// maxFailures are enough to find a fault by, which may be in each of many definitions.
const maxFailures = 100

// stopped reports whether the run is to end.
func (c *computer) stopped() bool { return c.ctx.Err() != nil }

// about computes a fact of one definition, unless the run is stopped. A panic costs that fact alone.
func (c *computer) about(subject string, r *model.Resource, compute func()) {
	if c.stopped() {
		return
	}
	defer func() {
		cause := recover()
		if cause == nil || len(c.failures) == maxFailures {
			return
		}
		f := &Failure{Subject: subject, Cause: cause, Stack: debug.Stack()}
		if r != nil {
			f.Kind, f.Name = r.Kind, r.Name
		}
		c.failures = append(c.failures, f)
	}()
	if c.trial != nil {
		c.trial(subject, r)
	}
	compute()
}

// whole computes a fact of the whole organisation.
func (c *computer) whole(subject string, compute func()) { c.about(subject, nil, compute) }
