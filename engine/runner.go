package engine

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"sync"

	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/exchange"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/rego"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wire"
	"github.com/kpilint/kpilint/engine/wording"
)

// A Runner runs the rules that do not come with kpilint in another process: their text is neither compiled nor
// evaluated in this one. It hands requests to a [Remote] there.
type Runner interface {
	// Ask returns the answer to a request. One that is kept is asked again, before any other, of a remote that takes the
	// place of this one where that was ended. Requests are made one after the other.
	Ask(ctx context.Context, request []byte, kept bool) ([]byte, error)
}

// away are the rules that a runner runs.
type away struct {
	runner Runner
	rules  []*policy.Rule // by their numbers
}

// newAway is what a runner runs; nil where there is none, or nothing for it to run.
func (e *Engine) newAway() *away {
	if rules, _ := e.opts.Strangers(); e.opts.Runner == nil || !rules {
		return nil
	}
	return &away{runner: e.opts.Runner}
}

// policies reads the policies of a pack for conftest.
func (e *Engine) policies(
	p Pack, top fs.FS, c *policy.Conftest, data []string,
) (rules []*policy.Rule, err error) {
	if e.away != nil && !p.Trusted {
		return e.away.policies(p, top, c, data)
	}
	err = e.loading(c.Pack, p.Trusted, func() (err error) {
		rules, err = config.ReadPolicies(p, top, c, data)
		return err
	})
	return rules, err
}

func (a *away) policies(p Pack, top fs.FS, c *policy.Conftest, data []string) ([]*policy.Rule, error) {
	asked := &exchange.Policies{
		Name: p.Called(), Pack: c.Pack, Namespaces: c.Namespaces, Input: c.Input, Data: data,
		Folder: exchange.TakeFolder(top, data),
	}
	answer, err := a.runner.Ask(context.Background(), asked.Request(), true)
	if err == nil {
		var said *exchange.Loaded
		if said, err = exchange.ReadLoaded(answer, c, asked); err == nil {
			return said.Rules, said.Wrong
		}
	}
	return nil, &policy.RuleError{Rule: c.Pack, Location: source.Location{File: p.Called()}, Message: didNotRun(err)}
}

func didNotRun(err error) string { return wording.ItDidNotRun(err.Error()) }

// take takes the rules out of languages that are not compiled here.
func (a *away) take(languages []*language) {
	for _, l := range languages {
		l.rules = slices.DeleteFunc(l.rules, func(r *policy.Rule) bool {
			if !r.Trusted {
				a.rules = append(a.rules, r)
			}
			return !r.Trusted
		})
	}
}

// compile has these rules compiled. besides are the rules in Rego that are compiled here.
func (a *away) compile(
	jobs int, params func(*policy.Rule) *model.Object, besides []*policy.Rule,
) (programs []policy.Program, err error) {
	if len(a.rules) == 0 {
		return nil, nil
	}
	asked := &exchange.Rules{Jobs: jobs}
	for _, r := range a.rules {
		if r.Conftest != nil {
			asked.Names = append(asked.Names, r.Name())
			continue
		}
		asked.Own = append(asked.Own, exchange.Own{Text: r.Text(), Params: params(r)})
	}
	if slices.ContainsFunc(a.rules, func(r *policy.Rule) bool { return r.Conftest == nil && rego.MayReadOthers(r) }) {
		for _, r := range besides {
			asked.Beside = append(asked.Beside, exchange.Own{Text: r.Text(), Params: params(r)})
		}
	}
	answer, err := a.runner.Ask(context.Background(), asked.Request(), true)
	if err != nil {
		return nil, errors.Join(a.failed(a.rules, err)...)
	}
	said, err := exchange.ReadCompiled(answer, len(a.rules))
	if err != nil {
		return nil, errors.Join(a.failed(a.rules, err)...)
	}
	for i := range said.Programs {
		programs = append(programs, a.program(&said.Programs[i]))
	}
	return programs, said.Wrong
}

// failed are the errors of rules that were not run.
func (a *away) failed(rules []*policy.Rule, err error) []error {
	var all []error
	for _, r := range rules {
		all = append(all, &policy.RuleError{Rule: r.Name(), Location: source.Location{File: r.File}, Message: didNotRun(err)})
	}
	return all
}

// program is the program of a rule, by what it tells of itself.
func (a *away) program(told *exchange.Program) policy.Program {
	p := awayProgram{rule: a.rules[told.Rule], told: told}
	switch {
	case p.rule.Rego == nil:
		return &awayInCEL{p}
	case told.Paths != nil:
		return &awayInRego{p}
	}
	return &p
}

// awayProgram is a program that a runner runs.
type awayProgram struct {
	rule *policy.Rule
	told *exchange.Program
}

// Rule returns the rule of the program.
func (p *awayProgram) Rule() *policy.Rule { return p.rule }

// Asks lists the facts that the rule may read; nil for all.
func (p *awayProgram) Asks() []string { return p.told.Asks }

// Run is an error: the rule does not run here.
func (p *awayProgram) Run(context.Context, *view.Organisation, *model.Resource) ([]policy.Outcome, int, error) {
	return nil, 0, &policy.RuleError{
		Rule: p.rule.Name(), Location: source.Location{File: p.rule.File}, Message: wording.RuleDoesNotRunIt(p.rule.Name()),
	}
}

func (p *awayProgram) tells() *exchange.Program { return p.told }

type awayInCEL struct{ awayProgram }

// Fields lists the fields of the definition that the rule judges by.
func (p *awayInCEL) Fields() []string { return p.told.Fields }

type awayInRego struct{ awayProgram }

// Paths are the fields that the rule reads.
func (p *awayInRego) Paths() *view.Paths { return p.told.Paths }

// tells is what a program that is not here told of itself.
func tells(p policy.Program) *exchange.Program {
	return p.(interface{ tells() *exchange.Program }).tells()
}

// request asks for the judgement of an organisation by programs that are not here: nil where there is nothing to judge.
// What is known of KPIs is not found out again, and of these is handed over only what rules name of which nothing is
// known.
func request(
	about *exchange.About, programs []policy.Program, known *carried,
) (asked *exchange.Batch, named *wire.Named) {
	asked, named = &exchange.Batch{}, &wire.Named{}
	var left map[*model.Resource]bool
	asked.Noted, asked.Known, left = known.known(programs, about)
	less := &wire.Less{Named: &wire.Named{}, Of: func(kpi *model.Resource) bool { return left[kpi] }}
	for _, p := range programs {
		told := tells(p)
		if named.Join(told.Named); !slices.Contains(asked.Noted, told.Rule) {
			less.Join(told.Named)
		}
		asked.Rules = append(asked.Rules, told.Rule)
	}
	judged := func(kpi *model.Resource) bool { return !left[kpi] }
	if len(asked.Noted) == len(programs) && !slices.ContainsFunc(about.Of("KPI"), judged) {
		return nil, nil
	}
	asked.Organisation = wire.Write(about.Organisation, named, less)
	return asked, named
}

// judge has an organisation judged by programs that are not here.
func (a *away) judge(ctx context.Context, about *exchange.About, programs []policy.Program, known *carried) (
	*exchange.Verdict, error,
) {
	asked, named := request(about, programs, known)
	if asked == nil {
		return &exchange.Verdict{Looked: map[*policy.Rule]int{}}, nil
	}
	answer, err := a.runner.Ask(ctx, asked.Request(), false)
	if err != nil {
		return nil, err
	}
	said, err := exchange.ReadVerdict(answer, a.rules, about)
	if err != nil || wire.Apply(about.Organisation, named, said.Read) != nil {
		return nil, exchange.ErrOdd
	}
	return said, nil
}

// evaluateAway runs a batch of which another process runs a part.
func (e *Engine) evaluateAway(ctx context.Context, m *view.Organisation, b batch, known *carried) *verdicts {
	ours, own := b.split()
	if own.empty() {
		return e.evaluateHere(ctx, m, ours, known)
	}
	about, programs := exchange.Of(m), own.programs()
	var said *exchange.Verdict
	var wrong error
	var asked sync.WaitGroup
	asked.Go(func() {
		wrong = unbroken(func() (err error) { said, err = e.away.judge(ctx, about, programs, known); return err })
	})
	all := e.evaluateHere(ctx, m, ours, known)
	switch asked.Wait(); {
	case wrong == nil:
		known.noted(said, e.away.rules, about)
		all.join(e.away.verdicts(said, own, known))
	case ctx.Err() != nil:
		all.stopped = true
	default:
		var rules []*policy.Rule
		for _, p := range programs {
			rules = append(rules, p.Rule())
		}
		all.failures = append(all.failures, config.Errors(errors.Join(e.away.failed(rules, wrong)...))...)
	}
	return all
}

// verdicts is what another process said, with what is known of KPIs that it did not judge.
func (a *away) verdicts(said *exchange.Verdict, own batch, known *carried) *verdicts {
	v := &verdicts{outcomes: said.Outcomes, failures: said.Failures, stopped: said.Stopped}
	known.lookedBefore(own.programs(), said.Looked)
	for _, r := range a.rules {
		if n := said.Looked[r]; n > 0 {
			v.looked = append(v.looked, lookedAt{r, n})
		}
	}
	return v
}
