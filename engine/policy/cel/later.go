package cel

import (
	"errors"
	"fmt"
	"sync"

	"github.com/google/cel-go/cel"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
)

// Rules of the catalogue were compiled by tests. Compiling them takes longer than to judge a few definitions, and most
// of their expressions are never evaluated: messages where nothing is found, and rules about kinds that nobody defines.
// So each of their expressions is compiled when it is first evaluated.

// Later makes a program of a rule with a Summary, whose expressions are compiled when they are first evaluated. The
// compiler is asked for then. What is wrong with an expression is an error of the run.
func Later(compiler func() (*Compiler, error), rule *policy.Rule, params *model.Object) policy.Program {
	l := &later{worker: sync.OnceValues(func() (*worker, error) {
		c, err := compiler()
		if err != nil {
			return nil, err
		}
		return c.forRule(rule)
	})}
	p := newProgram(rule, params, func() *provider {
		w, _ := l.worker() // asked for by what was evaluated
		return w.provider
	})
	p.asks, p.fields = func() []string { return rule.Summary.Asks }, func() []string { return rule.Summary.Fields }
	for i := range rule.Checks {
		p.checks = append(p.checks, l.check(&rule.Checks[i]))
	}
	return p
}

// later compiles the expressions of one rule, one at a time.
type later struct {
	worker func() (*worker, error)
	mu     sync.Mutex
}

func (l *later) check(c *policy.Check) *check {
	env := sync.OnceValues(func() (*cel.Env, error) {
		w, err := l.worker()
		switch {
		case err != nil:
			return nil, err
		case c.Each == "":
			return w.env, nil
		}
		env, _ := w.withEach(c)
		return env, w.wrong()
	})
	one := func(e *policy.Expression, result *cel.Type) *expression {
		if e == nil {
			return nil
		}
		return &expression{Expression: e, ready: sync.OnceValues(func() (*compiled, error) {
			l.mu.Lock()
			defer l.mu.Unlock()
			env, err := env()
			if err != nil {
				return nil, err
			}
			w, _ := l.worker()
			if x := w.compile(env, e, result); x != nil {
				return x.ready()
			}
			return nil, w.wrong()
		})}
	}
	return newCheck(c, one, func(e *policy.Expression) *expression { return one(e, nil) })
}

// wrong is what was found to be wrong since it was asked last.
func (w *worker) wrong() error {
	err := errors.Join(w.errs...)
	w.errs = nil
	return err
}

// broken is the error of an expression that cannot be compiled, at a time when it is evaluated.
type broken struct{ error }

func (b *broken) Error() string { return fmt.Sprintf("the rule does not compile: %v", b.error) }
func (b *broken) Unwrap() error { return b.error }

// Summary says what the rule reads.
func (p *program) Summary() *policy.Summary {
	return &policy.Summary{Asks: p.asks(), Fields: p.fields()}
}
