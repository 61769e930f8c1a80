package basis

import (
	"runtime/debug"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/wording"
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
		return wording.ComputingTheFactOfThe(f.Subject)
	}
	return wording.ComputingTheFactOf(f.Subject, f.Kind, f.Name)
}

// maxFailures are enough to find a fault by, which may be in each of many definitions.
const maxFailures = 100

// Stopped reports whether the run is to end.
func (b *Basis) Stopped() bool { return b.ctx.Err() != nil }

// About computes a fact of one definition, unless the run is stopped. A panic costs that fact alone.
func (b *Basis) About(subject string, r *model.Resource, compute func()) {
	if b.Stopped() {
		return
	}
	defer func() {
		cause := recover()
		if cause == nil || len(b.failures) == maxFailures {
			return
		}
		f := &Failure{Subject: subject, Cause: cause, Stack: debug.Stack()}
		if r != nil {
			f.Kind, f.Name = r.Kind, r.Name
		}
		b.failures = append(b.failures, f)
	}()
	if b.Trial != nil {
		b.Trial(subject, r)
	}
	compute()
}

// Whole computes a fact of the whole organisation.
func (b *Basis) Whole(subject string, compute func()) { b.About(subject, nil, compute) }
