package engine

import (
	"context"
	"errors"
	"path"
	"slices"

	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/exchange"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/rego"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wire"
)

// A Remote compiles and runs the rules that do not come with kpilint for an engine in another process, whose [Runner]
// hands it requests. It begins with nothing, and is used by one at a time.
type Remote struct {
	engine   *Engine
	policies map[string]*policy.Rule // those of packs for conftest, by their names
	rules    []*policy.Rule          // by their numbers; one that could not be loaded has no text
	wrong    []*policy.RuleError     // what is wrong with them
}

// NewRemote makes a remote. The guard watches over what it does; nil: nobody does.
func NewRemote(guard Guard) *Remote {
	opts := Options{Guard: guard, Packs: []Pack{{}}} // one that is not trusted
	return &Remote{engine: &Engine{opts: opts, profile: newProfile(nil)}, policies: map[string]*policy.Rule{}}
}

// Answer answers a request. An error is a request that makes no sense.
func (b *Remote) Answer(ctx context.Context, request []byte) ([]byte, error) {
	kind, ok := exchange.KindOf(request)
	switch {
	case !ok:
		return nil, exchange.ErrOdd
	case kind == exchange.ToLoad:
		return b.load(request)
	case kind == exchange.ToCompile:
		return b.compile(request)
	}
	return b.judge(ctx, request)
}

// load loads policies for conftest.
func (b *Remote) load(request []byte) ([]byte, error) {
	asked, err := exchange.ReadPolicies(request)
	if err != nil {
		return nil, err
	}
	defer b.engine.begin()()
	c := &policy.Conftest{Pack: asked.Pack, Namespaces: asked.Namespaces, Input: asked.Input}
	said := &exchange.Loaded{}
	said.Wrong = b.engine.loading(c.Pack, false, func() error {
		return unbroken(func() (err error) {
			said.Rules, err = rego.LoadConftest(asked.Folder, asked.Name, c, asked.Data)
			return err
		})
	})
	b.wrong = append(b.wrong, config.Errors(said.Wrong)...)
	for _, r := range said.Rules {
		b.policies[r.Name()] = r
	}
	return said.Answer(), nil
}

// compile compiles rules, and says what their programs tell of themselves.
func (b *Remote) compile(request []byte) ([]byte, error) {
	asked, err := exchange.ReadRules(request)
	if err != nil {
		return nil, err
	}
	b.engine.opts.Jobs = asked.Jobs
	defer b.engine.begin()()
	var rules []*policy.Rule
	var errs []error
	params := map[*policy.Rule]*model.Object{}
	for _, own := range asked.Own {
		r, err := own.Load()
		if b.rules = append(b.rules, r); err != nil {
			errs = append(errs, err)
			continue
		}
		rules, params[r] = append(rules, r), own.Params
	}
	for _, name := range asked.Names {
		r := b.policies[name]
		if r == nil { // its pack was loaded before, and is stopped now
			b.rules = append(b.rules, &policy.Rule{Category: path.Dir(name), ID: path.Base(name)})
			continue
		}
		b.rules, rules = append(b.rules, r), append(rules, r)
	}
	all := languagesOf(rules, func(r *policy.Rule) *model.Object { return params[r] })
	for _, beside := range asked.Beside {
		r, err := beside.Load()
		if err != nil {
			return nil, err
		}
		r.Trusted, r.Summary, params[r] = true, &policy.Summary{}, beside.Params
		all[inRego].rules = append(all[inRego].rules, r)
	}
	err = errors.Join(append(errs, b.engine.compileAll(all))...)
	b.wrong = append(b.wrong, config.Errors(err)...)
	return b.told(err).Answer(), nil
}

// told is what the programs tell of themselves, and what is wrong with other rules.
func (b *Remote) told(wrong error) *exchange.Compiled {
	said := &exchange.Compiled{Wrong: wrong}
	for _, batch := range []batch{b.engine.programs.first, b.engine.programs.last} {
		for _, p := range batch.programs() {
			n := slices.Index(b.rules, p.Rule())
			if n < 0 {
				continue // of a rule that comes with kpilint
			}
			one := exchange.Program{Rule: n, Named: &wire.Named{}}
			one.Named.Add(p)
			if asks, ok := p.(interface{ Asks() []string }); ok {
				one.Asks = asks.Asks()
			}
			if reads, ok := p.(interface{ Fields() []string }); ok {
				one.Fields = reads.Fields()
			}
			if whole, ok := p.(interface{ Paths() *view.Paths }); ok {
				one.Paths = whole.Paths()
			}
			said.Programs = append(said.Programs, one)
		}
	}
	return said
}

// judge judges an organisation.
func (b *Remote) judge(ctx context.Context, request []byte) ([]byte, error) {
	asked, err := exchange.ReadBatch(request, len(b.rules))
	if err != nil {
		return nil, err
	}
	m, err := wire.Read(asked.Organisation)
	if err != nil {
		return nil, err
	}
	about := exchange.Of(m)
	own, missing := b.batch(asked.Rules)
	known := carriedFrom(asked, b.rules, about)
	v := b.engine.evaluate(ctx, m, own, known)
	v.failures = append(v.failures, missing...)
	said := &exchange.Verdict{
		Outcomes: v.outcomes, Looked: v.byRule(), Failures: v.failures, Stopped: v.stopped, Read: wire.Marks(m),
		LookedAt: known.lookedAt(asked, about),
	}
	return said.Answer(b.rules, about), nil
}

// batch is a batch of the programs of some rules, and why others of these have none any more: a remote that took the
// place of this one does not run what has ended that.
func (b *Remote) batch(rules []int) (some batch, missing []*policy.RuleError) {
	some.byKind = map[string][]policy.Program{}
	of := map[*policy.Rule]policy.Program{}
	for _, all := range []batch{b.engine.programs.first, b.engine.programs.last} {
		for _, p := range all.programs() {
			of[p.Rule()] = p
		}
	}
	for _, n := range rules {
		r := b.rules[n]
		if p := of[r]; p != nil {
			some.add(p)
		} else {
			missing = append(missing, b.whyNot(r))
		}
	}
	return some, missing
}

// whyNot is why a rule has no program.
func (b *Remote) whyNot(r *policy.Rule) *policy.RuleError {
	for _, e := range b.wrong {
		if e.Rule == r.Name() || e.Rule == r.Category {
			return e
		}
	}
	return &policy.RuleError{
		Rule: r.Name(), Location: source.Location{File: r.File}, Message: didNotRun(exchange.ErrOdd),
	}
}
