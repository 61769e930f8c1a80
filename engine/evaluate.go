package engine

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/cel"
	"github.com/kpilint/kpilint/engine/policy/rego"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/work"
	"github.com/kpilint/kpilint/schema"
)

// programs are the compiled rules that are on. Those about exceptions are the last, as they judge what the first have
// found.
type programs struct{ first, last batch }

// batch is programs that run together: those that judge one resource by the kind they are about, and those over the
// whole.
type batch struct {
	byKind map[string][]policy.Program
	whole  []policy.Program
}

// of is the batch to which a rule belongs.
func (p *programs) of(r *policy.Rule) *batch {
	if r.For == "Exception" {
		return &p.last
	}
	return &p.first
}

// add adds a program to the batch to which its rule belongs.
func (p *programs) add(one policy.Program) { p.of(one.Rule()).add(one) }

// add adds a program to those that run together.
func (b *batch) add(one policy.Program) {
	r := one.Rule()
	if r.Rego != nil {
		b.whole = append(b.whole, one)
		return
	}
	b.byKind[r.For] = append(b.byKind[r.For], one)
}

// language is the rules of one language, and how they are compiled: those that are wrong are left out, and told.
type language struct {
	rules   []*policy.Rule
	compile func(rules []*policy.Rule) ([]policy.Program, error)
}

// The languages, by their places in a list of them.
const (
	inCEL = iota
	inRego
	inConftest
)

// languagesOf are rules by their languages.
func languagesOf(rules []*policy.Rule, params func(*policy.Rule) *model.Object) []*language {
	all := []*language{
		inCEL: {compile: func(rules []*policy.Rule) ([]policy.Program, error) { return compileCEL(rules, params) }},
		inRego: {compile: func(rules []*policy.Rule) ([]policy.Program, error) {
			if len(rules) == 0 {
				return nil, nil
			}
			modelSchema, _ := schema.Raw("model")
			return rego.Compile(rules, params, modelSchema)
		}},
		inConftest: {compile: rego.CompileConftest},
	}
	for _, r := range rules {
		in := all[inCEL]
		switch {
		case r.Conftest != nil:
			in = all[inConftest]
		case r.Rego != nil:
			in = all[inRego]
		}
		in.rules = append(in.rules, r)
	}
	return all
}

// languages are all rules that are on somewhere, by their languages, with their parameters. An error is one in these.
func (e *Engine) languages() (languages []*language, params func(*policy.Rule) *model.Object, err error) {
	all := map[*policy.Rule]*model.Object{}
	params = func(r *policy.Rule) *model.Object { return all[r] }
	var rules []*policy.Rule
	var errs []error
	for _, r := range e.Rules() {
		if !e.rules.On(r) {
			continue
		}
		all[r], err = e.rules.Params(r)
		errs, rules = append(errs, err), append(rules, r)
	}
	return languagesOf(rules, params), params, errors.Join(errs...)
}

// compile compiles every rule that is on somewhere.
func (e *Engine) compile() error {
	languages, params, err := e.languages()
	if e.away == nil {
		return errors.Join(err, e.compileAll(languages))
	}
	e.away.take(languages)
	var theirs []policy.Program
	var wrong error
	var asked sync.WaitGroup
	asked.Go(func() { theirs, wrong = e.away.compile(e.opts.Jobs, params, languages[inRego].rules) })
	err = errors.Join(err, e.compileAll(languages))
	asked.Wait()
	for _, p := range theirs {
		e.programs.add(p)
	}
	return errors.Join(err, wrong)
}

// compileAll compiles rules.
func (e *Engine) compileAll(languages []*language) error {
	e.programs.first.byKind, e.programs.last.byKind = map[string][]policy.Program{}, map[string][]policy.Program{}
	var errs []error
	if e.guard() != nil {
		for _, l := range languages {
			var stopped []error
			l.rules, stopped = e.withoutStopped(l.rules)
			errs = append(errs, stopped...)
		}
	}
	defer e.careful(languages)()
	made, wrong := make([][]policy.Program, len(languages)), make([]error, len(languages))
	var all sync.WaitGroup
	for i, l := range languages {
		all.Go(func() {
			wrong[i] = unbroken(func() (err error) { made[i], err = l.compile(l.rules); return err })
		})
	}
	all.Wait()
	for _, p := range slices.Concat(made...) {
		e.programs.add(p)
	}
	return errors.Join(append(errs, wrong...)...)
}

// compiler is what compiles rules in CEL, whichever engine they belong to.
var compiler = sync.OnceValues(func() (*cel.Compiler, error) {
	modelSchema, _ := schema.Raw("model")
	return cel.NewCompiler(modelSchema)
})

// ReadAhead begins to read a pack that comes with kpilint, and all else that New reads in any case, while something
// else is done.
func ReadAhead(p Pack) Pack {
	go func() { _, _ = shape.Load() }() // New tells what is wrong
	return p.Ahead()
}

// Warm makes ready what rules that do not come with kpilint are compiled with. New needs it; it may be done beside
// something else before.
func Warm() {
	_, _ = shape.Load()
	if c, err := compiler(); err == nil {
		c.Warm()
	}
}

func compileCEL(rules []*policy.Rule, params func(*policy.Rule) *model.Object) (all []policy.Program, err error) {
	var errs []error
	for _, r := range rules {
		if r.Summary != nil {
			all = append(all, cel.Later(compiler, r, params(r)))
			continue
		}
		compiler, err := compiler()
		if err != nil {
			return nil, err
		}
		p, err := compileOne(compiler, r, params(r))
		if err != nil {
			errs = append(errs, err)
			continue
		}
		all = append(all, p)
	}
	return all, errors.Join(errs...)
}

// unbroken turns a panic that belongs to no rule into an error.
func unbroken(compile func() error) (err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = policy.Internal(&policy.Rule{Category: "all", ID: "rules"}, nil, broken)
		}
	}()
	return compile()
}

// compileOne compiles a rule in CEL. A panic is an error of that rule alone.
func compileOne(c *cel.Compiler, r *policy.Rule, params *model.Object) (p policy.Program, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			p, err = nil, policy.Internal(r, nil, broken)
		}
	}()
	return c.Compile(r, params)
}

// lookedAt is how much a rule looked at.
type lookedAt struct {
	rule *policy.Rule
	n    int
}

// verdicts is what was found by one task, or by all; those of all have a rule once.
type verdicts struct {
	outcomes []policy.Outcome
	looked   []lookedAt
	failures []*policy.RuleError
	stopped  bool // the context ended: there may be more to find
}

// add notes what a program said. Where its message failed the finding stands under the title of the rule, and that is
// an error, too.
func (v *verdicts) add(p policy.Program, outcomes []policy.Outcome, looked int, err error) {
	v.outcomes = append(v.outcomes, outcomes...)
	if looked > 0 || len(outcomes) > 0 || err != nil {
		v.looked = append(v.looked, lookedAt{p.Rule(), looked})
	}
	v.failures = append(v.failures, config.Errors(err)...)
	for i := range outcomes {
		if outcomes[i].Flaw != nil {
			v.failures = append(v.failures, outcomes[i].Flaw)
		}
	}
}

func (v *verdicts) join(more *verdicts) {
	v.stopped = v.stopped || more.stopped
	v.outcomes = append(v.outcomes, more.outcomes...)
	v.failures = append(v.failures, more.failures...)
	v.looked = append(v.looked, more.looked...)
}

// byRule is how much each rule looked at.
func (v *verdicts) byRule() map[*policy.Rule]int {
	all := map[*policy.Rule]int{}
	for _, l := range v.looked {
		all[l.rule] += l.n
	}
	return all
}

// evaluate runs a batch: programs over the whole organisation each as one task, the others resource by resource.
// Results are in the order of tasks, whatever the order in which they end. When the context ends, what was found until
// then is returned. What is known to be found of a KPI is not found out again.
func (e *Engine) evaluate(ctx context.Context, m *view.Organisation, b batch, known *carried) *verdicts {
	switch {
	case e.away != nil:
		return e.evaluateAway(ctx, m, b, known)
	case e.guard() != nil:
		return e.evaluateGuarded(ctx, m, b, known)
	}
	return e.evaluateHere(ctx, m, b, known)
}

// evaluateHere runs a batch in this process, with nobody who watches over it.
func (e *Engine) evaluateHere(ctx context.Context, m *view.Organisation, b batch, known *carried) *verdicts {
	shared := rego.NewInputAfter(known.said(), m, b.whole...)
	return e.run(ctx, m, b, shared, e.opts.Jobs, unwatched, shared.Release, known)
}

// watch is told what a rule begins to judge, and gives what to call when it has.
type watch func(r *policy.Rule, on *model.Resource) (end func())

func unwatched(*policy.Rule, *model.Resource) func() { return func() {} }

// run runs a batch on so many goroutines. It calls read when no rule reads what they share any more.
func (e *Engine) run(
	ctx context.Context, m *view.Organisation, b batch, shared *rego.Input, jobs int, begin watch, read func(),
	known *carried,
) *verdicts {
	begin = e.profile.watch(begin)
	later, remaining := e.judgedLater(m), known.remaining(b)
	alike := &quiet{}
	n, stops := len(b.whole)+len(m.Resources), &stops{at: map[*policy.Rule][]int{}}
	var left atomic.Int64
	left.Store(int64(len(b.whole)))
	all := work.Gather(ctx, jobs, n, func(i int) *verdicts {
		v := alike.next()
		if i < len(b.whole) {
			v.judge(ctx, b.whole[i], nil, func() ([]policy.Outcome, int, error) {
				defer begin(b.whole[i].Rule(), nil)()
				return runWhole(ctx, b.whole[i], m, shared)
			})
			if left.Add(-1) == 0 {
				read()
			}
			return v
		}
		r, m := m.Resources[i-len(b.whole)], m
		for _, p := range remaining(r) {
			if stops.over(p.Rule(), i) {
				continue
			}
			if outcomes, looked, ok := known.saidOf(r, p.Rule()); ok {
				v.add(p, outcomes, looked, nil)
				continue
			}
			v.judge(ctx, p, r, func() ([]policy.Outcome, int, error) {
				if later[p.Rule()] {
					m = m.For(r)
				}
				defer begin(p.Rule(), r)()
				outcomes, looked, err := runOn(ctx, p, m, r)
				stops.note(p.Rule(), i, err)
				return outcomes, looked, err
			})
		}
		return alike.one(v)
	})
	joined, looked := &verdicts{}, map[*policy.Rule]int{}
	for i, v := range all {
		if joined.stopped = joined.stopped || v == nil; v == nil {
			continue
		}
		v = v.until(func(r *policy.Rule) bool { return stops.over(r, i) })
		if i >= len(b.whole) {
			known.note(m.Resources[i-len(b.whole)], v)
		}
		for _, l := range v.looked {
			looked[l.rule] += l.n
		}
		joined.outcomes, joined.failures = append(joined.outcomes, v.outcomes...), append(joined.failures, v.failures...)
		joined.stopped = joined.stopped || v.stopped
	}
	known.lookedBefore(b.programs(), looked)
	for _, p := range b.programs() {
		if n := looked[p.Rule()]; n > 0 {
			joined.looked = append(joined.looked, lookedAt{p.Rule(), n})
		}
	}
	return joined
}

// until leaves out what rules say that are over.
func (v *verdicts) until(over func(*policy.Rule) bool) *verdicts {
	byName := map[string]bool{}
	for _, l := range v.looked {
		if over(l.rule) {
			byName[l.rule.Name()] = true
		}
	}
	if len(byName) == 0 {
		return v
	}
	left := *v
	left.looked = slices.DeleteFunc(slices.Clone(v.looked), func(l lookedAt) bool { return byName[l.rule.Name()] })
	left.outcomes = slices.DeleteFunc(v.outcomes, func(o policy.Outcome) bool { return byName[o.Rule.Name()] })
	left.failures = slices.DeleteFunc(v.failures, func(f *policy.RuleError) bool { return byName[f.Rule] })
	return &left
}

// quiet is what rules say of resources in which they find nothing: what they looked at is the same for most. It is safe
// for concurrent use.
type quiet struct {
	mu     sync.Mutex
	known  map[string]*verdicts
	unused sync.Pool // verdicts that others stand for
}

// next is an empty verdict.
func (q *quiet) next() *verdicts {
	if v, ok := q.unused.Get().(*verdicts); ok {
		return v
	}
	return &verdicts{}
}

// maxQuiet is how many of them are known.
const maxQuiet = 1 << 12

// one is what others said as well, where nothing was found.
func (q *quiet) one(v *verdicts) *verdicts {
	if v.stopped || len(v.outcomes)+len(v.failures) > 0 {
		v.looked = slices.Clone(v.looked)
		return v
	}
	var room [256]byte
	key := room[:0]
	for _, l := range v.looked {
		key = append(append(key, l.rule.Category...), l.rule.ID...)
		key = append(key, byte(min(l.n, 255)))
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if same := q.known[string(key)]; same != nil && slices.Equal(same.looked, v.looked) {
		v.looked = v.looked[:0]
		q.unused.Put(v)
		return same
	}
	if q.known == nil {
		q.known = map[string]*verdicts{}
	}
	if len(q.known) < maxQuiet {
		q.known[string(key)] = v
	}
	return v
}

// judging is what a program does: the outcomes, how much it looked at, and what is wrong with its rule.
type judging func() ([]policy.Outcome, int, error)

// judge lets a program judge a resource, or the whole where that is nil. What a program says that the end of ctx may
// have cut short is left out, and is no error of its rule.
func (v *verdicts) judge(ctx context.Context, p policy.Program, r *model.Resource, run judging) {
	if v.stopped = v.stopped || ctx.Err() != nil; v.stopped {
		return
	}
	outcomes, looked, err := guarded(p.Rule(), r, run)
	if v.stopped = ctx.Err() != nil; v.stopped {
		return
	}
	v.add(p, outcomes, looked, err)
}

// guarded turns a panic of a rule into an error that names it, so that the other rules go on.
func guarded(rule *policy.Rule, r *model.Resource, run judging) (outcomes []policy.Outcome, looked int, err error) {
	defer func() {
		if p := recover(); p != nil {
			outcomes, looked, err = nil, 0, policy.Internal(rule, r, p)
		}
	}()
	return run()
}

// runOn runs a program on a definition, or on the rows of one. However many it has, it is one that was looked at.
func runOn(ctx context.Context, p policy.Program, m *view.Organisation, r *model.Resource) (
	all []policy.Outcome, looked int, err error,
) {
	if len(m.RowsOf(r)) == 0 {
		return p.Run(ctx, m, r)
	}
	for _, one := range judged(p, m, r) {
		outcomes, n, err := p.Run(ctx, m, one)
		all, looked = append(all, outcomes...), max(looked, n)
		if err != nil {
			return all, looked, err
		}
	}
	return onceOfAll(r, all), looked, nil
}

// runWhole runs a program over the whole organisation. Rules in Rego share what they read. Those that do not come with
// kpilint are stopped by the clock in the end.
func runWhole(ctx context.Context, p policy.Program, m *view.Organisation, shared *rego.Input) ([]policy.Outcome, int, error) {
	if !p.Rule().Trusted {
		limited, cancel := context.WithTimeout(ctx, policy.MaxTime)
		defer cancel()
		ctx = limited
	}
	if whole, ok := p.(interface {
		RunOn(ctx context.Context, in *rego.Input) ([]policy.Outcome, int, error)
	}); ok {
		return whole.RunOn(ctx, shared)
	}
	return p.Run(ctx, m, nil)
}
