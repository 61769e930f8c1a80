package engine

import (
	"context"
	"slices"
	"time"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/cel"
	"github.com/kpilint/kpilint/engine/policy/rego"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
)

// A Guard watches over the rules that do not come with kpilint: what a stranger wrote may use up the process it runs
// in, whatever the limits of its language. The guard ends the process then, and starts another one, which knows
// better.
type Guard interface {
	// Begin comes before something that may take so much CPU time is done for a rule, on a definition or for "" on none,
	// and End after it. Without a rule it is for all of them together.
	Begin(rule, on string, most time.Duration)
	End()
	// Fresh begins to count anew what each rule takes.
	Fresh()
	// Careful reports whether rules are taken one at a time, so that it is seen which one ends the process.
	Careful() bool
	// Stopped says why a rule is not run any more; "" for one that is.
	Stopped(rule string) string
}

// The CPU time that a rule of strangers may take, all in all. All of them together may take as much, before they are
// taken one at a time.
const (
	maxCompile  = 10 * time.Second
	maxRule     = 20 * time.Second
	maxRuleEach = time.Millisecond // more for each definition
)

// withoutStopped leaves out the rules that are not run any more; each is an error.
func (e *Engine) withoutStopped(rules []*policy.Rule) (left []*policy.Rule, stopped []error) {
	for _, r := range rules {
		why := ""
		if !r.Trusted {
			why = e.opts.Guard.Stopped(guardedAs(r))
		}
		if why == "" {
			left = append(left, r)
			continue
		}
		at := r.File
		if r.Rego != nil {
			at = r.Rego.File
		}
		stopped = append(stopped, &policy.RuleError{
			Rule: r.Name(), Location: source.Location{File: at}, Message: why, Stopped: true,
		})
	}
	return left, stopped
}

// guardedAs is what a guard knows a rule by. The policies of a pack for conftest stand and fall together.
func guardedAs(r *policy.Rule) string {
	if r.Conftest != nil {
		return r.Category
	}
	return r.Name()
}

// tryAlone compiles each rule by itself, where a guard is careful. What is wrong with one is found again, and reported,
// when all are compiled.
func (e *Engine) tryAlone(
	regoRules, celRules, conftest []*policy.Rule, params map[*policy.Rule]*model.Object, modelSchema []byte,
) {
	if !e.opts.Guard.Careful() {
		return
	}
	try := func(r *policy.Rule, compile func() error) {
		if r.Trusted {
			return
		}
		e.opts.Guard.Begin(guardedAs(r), "", maxCompile)
		_ = unbroken(compile)
		e.opts.Guard.End()
	}
	for _, r := range regoRules {
		try(r, func() error {
			_, err := rego.Compile([]*policy.Rule{r}, from(params), modelSchema)
			return err
		})
	}
	for _, r := range conftest {
		try(r, func() error { _, err := rego.CompileConftest([]*policy.Rule{r}); return err })
	}
	compiler, err := cel.NewCompiler(modelSchema)
	if err != nil {
		return // as it is found again
	}
	for _, r := range celRules {
		try(r, func() error { _, err := compileOne(compiler, r, params[r]); return err })
	}
}

// Watched does something for a rule below the guard, where there is one and the rule does not come with kpilint.
func (e *Engine) Watched(r *policy.Rule, do func()) {
	if e.opts.Guard == nil || r.Trusted {
		do()
		return
	}
	e.opts.Guard.Begin(guardedAs(r), "", maxRule)
	defer e.opts.Guard.End()
	do()
}

// split takes a batch apart into the rules that come with kpilint and the others.
func (b batch) split() (ours, own batch) {
	ours.byKind, own.byKind = map[string][]policy.Program{}, map[string][]policy.Program{}
	for _, p := range b.whole {
		to := &own
		if p.Rule().Trusted {
			to = &ours
		}
		to.whole = append(to.whole, p)
	}
	for kind, all := range b.byKind {
		for _, p := range all {
			to := &own
			if p.Rule().Trusted {
				to = &ours
			}
			to.byKind[kind] = append(to.byKind[kind], p)
		}
	}
	return ours, own
}

func (b batch) empty() bool { return len(b.whole) == 0 && len(b.byKind) == 0 }

// evaluateGuarded runs a batch below a guard: first the rules that come with kpilint, then the others, which have the
// process for themselves.
func (e *Engine) evaluateGuarded(ctx context.Context, m *view.Organisation, b batch) *verdicts {
	ours, own := b.split()
	shared := rego.NewInput(m)
	all := e.run(ctx, m, ours, shared, e.opts.Jobs, unwatched)
	if own.empty() {
		return all
	}
	if !e.opts.Guard.Careful() {
		e.opts.Guard.Begin("", "", maxRule+maxRuleEach*time.Duration(len(m.Resources)))
		defer e.opts.Guard.End()
		all.join(e.run(ctx, m, own, shared, e.opts.Jobs, unwatched))
		return all
	}
	e.opts.Guard.Fresh()
	all.join(e.run(ctx, m, own, shared, 1, func(r *policy.Rule, on *model.Resource) func() {
		name := ""
		if on != nil {
			name = on.Name
		}
		e.opts.Guard.Begin(guardedAs(r), name, maxRule+maxRuleEach*time.Duration(len(m.Resources)))
		return e.opts.Guard.End
	}))
	return all
}

// own reports whether some rules do not come with kpilint.
func own(rules []*policy.Rule) bool {
	return slices.ContainsFunc(rules, func(r *policy.Rule) bool { return !r.Trusted })
}
