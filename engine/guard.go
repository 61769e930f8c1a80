package engine

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/rego"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
)

// A Guard watches over the rules that do not come with kpilint: what a stranger wrote may use up the process it runs
// in, whatever the limits of its language. The guard ends the process then, and starts another one, which knows
// better.
type Guard interface {
	// Begin comes before something that may take so much CPU time is done for a rule, on a definition or for "" on none,
	// and End after it.
	Begin(rule, on string, most time.Duration)
	End()
	// Fresh begins to count anew what each rule takes, and what all of them take, which may be so much.
	Fresh(all time.Duration)
	// Ended says that a rule has judged everything.
	Ended(rule string)
	// Careful reports whether rules are taken one at a time, so that it is seen which one ends the process.
	Careful() bool
	// Stopped says why a rule is not run any more; "" for one that is.
	Stopped(rule string) string
}

// together is what a guard knows all rules by that do not come with kpilint, where they are taken together.
const together = "*"

// The CPU time that rules of strangers may take: to be read and compiled, one of them to judge an organisation, and all
// of them to do so. As long as they are not taken one at a time, all of them may take as much as one.
const (
	maxCompile  = 10 * time.Second
	maxRule     = 20 * time.Second
	maxRuleEach = time.Millisecond // more for each definition
	maxAll      = 60 * time.Second
	maxAllEach  = 3 * time.Millisecond
)

// guard is the guard, where a rule or a mapping of a stranger takes part; nil where none does.
func (e *Engine) guard() Guard {
	if rules, mappings := e.opts.Strangers(); rules || mappings {
		return e.opts.Guard
	}
	return nil
}

// begin puts what comes until end below the guard: rules are loaded and compiled.
func (e *Engine) begin() (end func()) {
	g := e.guard()
	switch {
	case g == nil:
		return func() {}
	case g.Careful():
		g.Fresh(maxAll)
		return func() {}
	}
	g.Begin(together, "", maxRule)
	return g.End
}

// loading reads the policies of a pack below the guard, where rules are taken one at a time.
func (e *Engine) loading(pack string, trusted bool, load func() error) error {
	g := e.guard()
	if g == nil || trusted {
		return load()
	}
	if why := e.stopped(pack); why != "" {
		return &policy.RuleError{Rule: pack, Message: why, Stopped: true}
	}
	if g.Careful() {
		g.Begin(pack, "", maxCompile)
		defer g.End()
	}
	return load()
}

// stopped says why a rule, or all rules of strangers, are not run any more; "" where they are.
func (e *Engine) stopped(rule string) string {
	return cmp.Or(e.guard().Stopped(rule), e.guard().Stopped(together))
}

// withoutStopped leaves out the rules that are not run any more; each is an error.
func (e *Engine) withoutStopped(rules []*policy.Rule) (left []*policy.Rule, stopped []error) {
	for _, r := range rules {
		why := ""
		if !r.Trusted {
			why = e.stopped(guardedAs(r))
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

// tryAlone compiles each rule of a language by itself. What is wrong with one is found again, and reported, when all
// are compiled.
func (e *Engine) tryAlone(l *language) {
	for _, r := range l.rules {
		if r.Trusted {
			continue
		}
		e.opts.Guard.Begin(guardedAs(r), "", maxCompile)
		_ = unbroken(func() error { _, err := l.compile([]*policy.Rule{r}); return err })
		e.opts.Guard.End()
	}
}

// careful compiles all rules below a guard that takes them one at a time: each by itself, and then together.
func (e *Engine) careful(languages []*language) (end func()) {
	g := e.guard()
	if g == nil || !g.Careful() {
		return func() {}
	}
	for _, l := range languages {
		e.tryAlone(l)
	}
	g.Begin(together, "", maxRule)
	return g.End
}

// Watched does something for a rule below the guard, where there is one and the rule does not come with kpilint.
func (e *Engine) Watched(r *policy.Rule, do func()) {
	if e.guard() == nil || r.Trusted {
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
	add := func(all []policy.Program) {
		for _, p := range all {
			if p.Rule().Trusted {
				ours.add(p)
			} else {
				own.add(p)
			}
		}
	}
	add(b.whole)
	for _, all := range b.byKind {
		add(all)
	}
	return ours, own
}

func (b batch) empty() bool { return len(b.whole) == 0 && len(b.byKind) == 0 }

// evaluateGuarded runs a batch below a guard: first the rules that come with kpilint, then the others, which have the
// process for themselves.
func (e *Engine) evaluateGuarded(ctx context.Context, m *view.Organisation, b batch, known *carried) *verdicts {
	ours, own := b.split()
	shared, kept := rego.NewInput(m, b.whole...), func() {}
	all := e.run(ctx, m, ours, shared, e.opts.Jobs, unwatched, kept, known)
	if own.empty() {
		return all
	}
	g, n := e.opts.Guard, time.Duration(len(m.Resources))
	if !g.Careful() {
		g.Begin(together, "", maxRule+maxRuleEach*n)
		defer g.End()
		all.join(e.run(ctx, m, own, shared, e.opts.Jobs, unwatched, kept, known))
		return all
	}
	g.Fresh(maxAll + maxAllEach*n)
	for _, p := range own.programs() {
		name := guardedAs(p.Rule())
		all.join(e.run(ctx, m, alone(p), shared, 1, func(_ *policy.Rule, on *model.Resource) func() {
			definition := ""
			if on != nil {
				definition = on.Name
			}
			g.Begin(name, definition, maxRule+maxRuleEach*n)
			return g.End
		}, kept, known))
		g.Ended(name)
	}
	return all
}

// programs are those of a batch, in the order of their rules.
func (b batch) programs() []policy.Program {
	all := slices.Clone(b.whole)
	for _, some := range b.byKind {
		all = append(all, some...)
	}
	slices.SortStableFunc(all, func(a, b policy.Program) int { return strings.Compare(a.Rule().Name(), b.Rule().Name()) })
	return all
}

// alone is a batch of one program.
func alone(p policy.Program) batch {
	b := batch{byKind: map[string][]policy.Program{}}
	b.add(p)
	return b
}
