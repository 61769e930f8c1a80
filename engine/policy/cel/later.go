package cel

import (
	"errors"
	"sync"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/ast"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/wording"
)

// Rules of the catalogue were compiled by tests. Compiling them takes longer than to judge a few definitions, and most
// of their expressions are never evaluated: messages where nothing is found, and rules about kinds that nobody defines.
// So each of their expressions is made ready when it is first evaluated: of its syntax tree where the summary has that,
// else of its text.

// Later makes a program of a rule with a Summary, whose expressions are made ready when they are first evaluated. The
// compiler is asked for then. What is wrong with an expression is an error of the run.
func Later(compiler func() (*Compiler, error), rule *policy.Rule, params *model.Object) policy.Program {
	l := &later{
		rule: rule, compiler: compiler,
		worker: sync.OnceValues(func() (*worker, error) {
			c, err := compiler()
			if err != nil {
				return nil, err
			}
			return c.forRule(rule)
		}),
		trees: sync.OnceValue(func() *trees {
			t, err := decodeTrees(rule.Summary.Trees)
			if err != nil {
				return nil
			}
			return t
		}),
	}
	p := newProgram(rule, params, func() *provider {
		w, err := l.worker()
		if err != nil {
			return &provider{} // the schema of the model is ours, and sound
		}
		return w.provider
	})
	p.asks, p.fields = func() []string { return rule.Summary.Asks }, func() []string { return rule.Summary.Fields }
	for i := range rule.Checks {
		p.checks = append(p.checks, l.check(&rule.Checks[i]))
	}
	return p
}

// later makes the expressions of one rule ready.
type later struct {
	rule     *policy.Rule
	compiler func() (*Compiler, error)
	trees    func() *trees // nil where there are none
	made     int           // expressions so far

	mu     sync.Mutex // held by what uses the worker
	worker func() (*worker, error)
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
		number := l.made
		l.made++
		compile := sync.OnceValues(func() (*compiled, error) { return l.compile(env, e, result) })
		read := sync.OnceValue(func() *ast.AST { return l.read(number) })
		return &expression{Expression: e, read: read, ready: sync.OnceValues(func() (*compiled, error) {
			c, err := l.planned(read())
			if c == nil || err != nil {
				return compile()
			}
			c.source = func() (*ast.AST, error) {
				whole, err := compile()
				if err != nil {
					return nil, err
				}
				return whole.tree, nil
			}
			return c, nil
		})}
	}
	return newCheck(c, one, func(e *policy.Expression) *expression { return one(e, nil) })
}

// read is the syntax tree of an expression; nil where there is none.
func (l *later) read(number int) *ast.AST {
	t := l.trees()
	if t == nil || len(t.parts) != l.made {
		return nil
	}
	tree, err := t.tree(number)
	if err != nil {
		return nil
	}
	return tree
}

// planned makes the program of an expression of its syntax tree; nil where there is none.
func (l *later) planned(tree *ast.AST) (*compiled, error) {
	if tree == nil {
		return nil, nil
	}
	c, err := l.compiler()
	if err != nil {
		return nil, err
	}
	env, err := c.checked()
	if err != nil {
		return nil, err
	}
	p, err := env.PlanProgram(tree, programOptions(tree)...)
	if err != nil {
		return nil, err
	}
	return &compiled{Program: limited(l.rule, p, tree), env: env, tree: tree}, nil
}

// compile makes the program of an expression of its text.
func (l *later) compile(env func() (*cel.Env, error), e *policy.Expression, result *cel.Type) (*compiled, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	in, err := env()
	if err != nil {
		return nil, err
	}
	w, _ := l.worker()
	if x := w.compile(in, e, result); x != nil {
		return x.ready()
	}
	return nil, w.wrong()
}

// wrong is what was found to be wrong since it was asked last.
func (w *worker) wrong() error {
	err := errors.Join(w.errs...)
	w.errs = nil
	return err
}

// broken is the error of an expression that cannot be compiled, at a time when it is evaluated.
type broken struct{ error }

func (b *broken) Error() string { return wording.TheRuleDoesNotCompile(b.error.Error()) }
func (b *broken) Unwrap() error { return b.error }

// Summary says what the rule reads, and has its syntax trees. The error is that of a tree that cannot be written.
func (p *program) Summary() (*policy.Summary, error) {
	s := &policy.Summary{Asks: p.asks(), Fields: p.fields()}
	var all []*ast.AST
	for _, c := range p.checks {
		for _, e := range c.expressions() {
			all = append(all, e.tree())
		}
	}
	var err error
	s.Trees, err = encodeTrees(all)
	return s, err
}
