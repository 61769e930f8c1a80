package rego

import (
	"context"
	"errors"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
)

// OPA asks whether it has been cancelled before each expression that it evaluates, and for each entry of what a
// function makes. Whoever answers can count: so a rule is stopped by the work that it asks for, at the same step on
// every machine.

// maxSteps is how many steps a rule that does not come with kpilint may take over the whole organisation. Tests have
// less patience.
var maxSteps = 10_000_000

const (
	maxStepsEach  = 5_000     // more for each definition
	maxTerms      = 1_000_000 // that an answer consists of, of which each 64 bytes of a text are one
	stepsPerClock = 1 << 10   // steps between two looks at the context
)

// steps counts the steps of a rule, as what OPA asks whether to go on.
type steps struct {
	ctx   context.Context
	most  int // 0: as many as it takes
	taken int

	mostMade, mostWork float64 // what the functions that it calls may do
	made, work         float64
	patterns           map[string]float64 // the steps of patterns that were counted
}

// countSteps begins to count for a rule.
func countSteps(ctx context.Context, r *policy.Rule, m *view.Organisation) *steps {
	s := &steps{ctx: ctx}
	if !r.Trusted {
		n := len(m.Resources)
		s.most = maxSteps + maxStepsEach*n
		s.mostMade, s.mostWork = float64(maxMade+maxMadeEach*n), float64(maxWork+maxWorkEach*n)
	}
	return s
}

// Cancel does nothing: the context does it.
func (s *steps) Cancel() {}

// Cancelled counts a step, and reports whether it was one too many.
func (s *steps) Cancelled() bool {
	s.taken++
	return s.exceeded() || s.beyond() != "" || s.taken%stepsPerClock == 1 && s.ctx.Err() != nil
}

func (s *steps) exceeded() bool { return s.most > 0 && s.taken > s.most }

// why says why a rule was stopped, "" where it was not.
func (s *steps) why() string {
	switch {
	case s.exceeded():
		return policy.TookTooMuch(s.most)
	case s.beyond() != "":
		return s.beyond()
	case errors.Is(s.ctx.Err(), context.DeadlineExceeded):
		return policy.TookTooLong()
	case s.ctx.Err() != nil:
		return wording.StoppedTheRunWasEnded()
	}
	return ""
}

// options are how an evaluation is counted, and what it answers turned into values of Go.
func (s *steps) options() []rego.EvalOption {
	return []rego.EvalOption{rego.EvalExternalCancel(s), rego.EvalGenerateJSON(answer)}
}

// answer turns what a rule says into values of Go. A list that holds another one twice, twenty times over, is small
// for OPA, and has no end as a copy.
func answer(t *ast.Term, _ *rego.EvalContext) (any, error) {
	if left := maxTerms; !countDown(t, &left) {
		return nil, errors.New(wording.TheAnswerOfTheRule(maxTerms))
	}
	return ast.JSON(t.Value)
}

func countDown(t *ast.Term, left *int) bool {
	*left--
	if text, ok := t.Value.(ast.String); ok {
		*left -= len(text) / 64
	}
	if *left < 0 {
		return false
	}
	tooMany := func(t *ast.Term) bool { return !countDown(t, left) }
	switch v := t.Value.(type) {
	case *ast.Array:
		return !v.Until(tooMany)
	case ast.Set:
		return !v.Until(tooMany)
	case ast.Object:
		return !v.Until(func(key, value *ast.Term) bool { return tooMany(key) || tooMany(value) })
	}
	return true
}
