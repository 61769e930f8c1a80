package engine

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/cel"
	"github.com/kpilint/kpilint/engine/policy/rego"
	"github.com/kpilint/kpilint/schema"
)

// ruleTime is how long one rule may take over the whole organisation.
const ruleTime = 60 * time.Second

// programs are the compiled rules that are on: those that judge one resource by the kind they are about, and those over the whole.
type programs struct {
	byKind map[string][]policy.Program
	whole  []policy.Program
}

// compile compiles every rule that is on somewhere.
func (e *Engine) compile() error {
	modelSchema, _ := schema.Raw("model")
	e.programs.byKind = map[string][]policy.Program{}
	params := map[*policy.Rule]*model.Object{}
	var errs []error
	var regoRules, celRules []*policy.Rule
	for _, r := range e.Rules() {
		if !e.on(r) {
			continue
		}
		p, err := e.opts.Settings.params(r)
		errs = append(errs, err)
		if params[r] = p; r.Rego != nil {
			regoRules = append(regoRules, r)
		} else {
			celRules = append(celRules, r)
		}
	}
	var inCEL, inRego error
	var both sync.WaitGroup
	both.Go(func() { inCEL = e.compileCEL(celRules, params, modelSchema) })
	both.Go(func() { inRego = e.compileRego(regoRules, params, modelSchema) })
	both.Wait()
	return errors.Join(append(errs, inCEL, inRego)...)
}

func (e *Engine) compileRego(rules []*policy.Rule, params map[*policy.Rule]*model.Object, modelSchema []byte) error {
	if len(rules) == 0 {
		return nil
	}
	compiled, err := rego.Compile(rules, func(r *policy.Rule) *model.Object { return params[r] }, modelSchema)
	e.programs.whole = compiled
	return err
}

func (e *Engine) compileCEL(rules []*policy.Rule, params map[*policy.Rule]*model.Object, modelSchema []byte) error {
	if len(rules) == 0 {
		return nil
	}
	compiler, err := cel.NewCompiler(modelSchema)
	if err != nil {
		return err
	}
	var errs []error
	for _, r := range rules {
		p, err := compiler.Compile(r, params[r])
		if err != nil {
			errs = append(errs, err)
			continue
		}
		e.programs.byKind[r.For] = append(e.programs.byKind[r.For], p)
	}
	return errors.Join(errs...)
}

// on reports whether a rule has a level above off for some resource.
func (e *Engine) on(r *policy.Rule) bool {
	if e.opts.Settings.level(r) > policy.Off {
		return true
	}
	return slices.ContainsFunc(e.opts.Settings.Overrides, func(o Override) bool {
		return slices.ContainsFunc(o.Rules, func(s Setting) bool {
			return s.Level != nil && *s.Level > policy.Off && r.Matches(s.Selector)
		})
	})
}

// verdicts is what was found by one task.
type verdicts struct {
	outcomes []policy.Outcome
	looked   map[*policy.Rule]int
	failures []*policy.RuleError
}

func (v *verdicts) add(p policy.Program, outcomes []policy.Outcome, looked int, err error) {
	v.outcomes = append(v.outcomes, outcomes...)
	v.looked[p.Rule()] += looked
	v.failures = append(v.failures, ruleErrors(err)...)
}

// evaluate runs every program: those over the whole organisation each as one task, the others resource by resource. Results are in
// the order of tasks, whatever the order in which they end.
func (e *Engine) evaluate(ctx context.Context, m *model.Model) ([]policy.Outcome, *verdicts, error) {
	whole := e.programs.whole
	n := len(whole) + len(m.Resources)
	all := make([]*verdicts, n)
	e.each(n, func(i int) {
		if ctx.Err() != nil {
			return
		}
		v := &verdicts{looked: map[*policy.Rule]int{}}
		all[i] = v
		if i < len(whole) {
			limited, cancel := context.WithTimeout(ctx, ruleTime)
			defer cancel()
			outcomes, looked, err := whole[i].Run(limited, m, nil)
			v.add(whole[i], outcomes, looked, err)
			return
		}
		r := m.Resources[i-len(whole)]
		for _, p := range e.programs.byKind[r.Kind] {
			outcomes, looked, err := p.Run(ctx, m, r)
			v.add(p, outcomes, looked, err)
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	joined := &verdicts{looked: map[*policy.Rule]int{}}
	for _, v := range all {
		joined.outcomes = append(joined.outcomes, v.outcomes...)
		joined.failures = append(joined.failures, v.failures...)
		for r, n := range v.looked {
			joined.looked[r] += n
		}
	}
	return joined.outcomes, joined, nil
}
