package rego

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
)

// CompileConftest prepares one program for each rule of packs of policies for conftest. A pack that does not compile
// runs none of them: half of a `deny` would be a pass for what the other half refuses. All errors are
// *policy.RuleError, joined.
func CompileConftest(rules []*policy.Rule) ([]policy.Program, error) {
	packs := map[*policy.Conftest]*policies{}
	stopped := map[*policies][]string{}
	var programs []policy.Program
	var errs []error
	for _, r := range rules {
		p := packs[r.Conftest]
		if p == nil {
			p = guardedPolicies(r)
			packs[r.Conftest] = p
			errs = append(errs, p.errs...)
		}
		if len(p.errs) > 0 {
			if !p.blames(r) {
				stopped[p] = append(stopped[p], r.Name())
			}
			continue
		}
		made, err := p.guardedPrepare(r)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		programs = append(programs, made)
	}
	for _, r := range rules {
		if names := stopped[packs[r.Conftest]]; len(names) > 0 && names[0] == r.Name() {
			at := source.Location{File: r.File}
			errs = append(errs, &policy.RuleError{Location: at, Rule: r.Name(), Message: doNotRun(names[1:])})
		}
	}
	return programs, errors.Join(errs...)
}

// doNotRun says in one line that nothing is wrong with a rule and with others, but with something else in their pack.
func doNotRun(others []string) string {
	const widest = 5
	message := wording.DoesNotRunAsLong()
	switch n := len(others); {
	case n == 0:
	case n <= widest:
		message += wording.NorDo(strings.Join(others, ", "))
	default:
		message += wording.NorDoOthers(n)
	}
	return message
}

// policies are the modules of a pack, compiled together and alone: they share nothing with our rules.
type policies struct {
	conftest *policy.Conftest
	modules  map[string]*ast.Module
	compiler *ast.Compiler
	said     map[string]bool // the packages that a program asks already
	errs     []error
}

// compilePolicies compiles a pack. What is wrong outside of any rule that is asked is said of first.
func compilePolicies(c *policy.Conftest, first *policy.Rule) *policies {
	p := &policies{conftest: c, modules: map[string]*ast.Module{}, said: map[string]bool{}}
	copies := map[string]*ast.Module{}
	for _, m := range c.Modules {
		parsed, err := parsePolicy(m)
		if err != nil {
			p.errs = append(p.errs, policyErrors(first.Name(), m, err)...)
			continue
		}
		p.modules[m.File], copies[m.File] = parsed, parsed.Copy()
	}
	p.compiler = ast.NewCompiler().WithCapabilities(policyCapabilities(ast.RegoV1)).WithEnablePrintStatements(false)
	if p.compiler.Compile(copies); p.compiler.Failed() {
		for _, e := range p.compiler.Errors {
			p.errs = append(p.errs, policyErrors(p.ruleAt(e.Location, first), *p.module(e.Location), ast.Errors{e})...)
		}
	}
	return p
}

// guardedPolicies compiles the pack of a rule. A panic is an error of that rule, and none of the pack runs.
func guardedPolicies(r *policy.Rule) (p *policies) {
	defer func() {
		if broken := recover(); broken != nil {
			p = &policies{conftest: r.Conftest, errs: []error{policy.Internal(r, nil, broken)}}
		}
	}()
	return compilePolicies(r.Conftest, r)
}

// guardedPrepare makes the query of one name. A panic is an error of that name alone.
func (p *policies) guardedPrepare(r *policy.Rule) (made *conftestProgram, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			made, err = nil, policy.Internal(r, nil, broken)
		}
	}()
	return p.prepare(r)
}

// module is the file of a place, the first one where that is unknown.
func (p *policies) module(at *ast.Location) *policy.Module {
	for i := range p.conftest.Modules {
		if at != nil && p.conftest.Modules[i].File == at.File {
			return &p.conftest.Modules[i]
		}
	}
	return &p.conftest.Modules[0]
}

// ruleAt is the name of the rule that a place is in.
func (p *policies) ruleAt(at *ast.Location, first *policy.Rule) string {
	name := first.Name()
	if at == nil || p.modules[at.File] == nil || !asked(p.conftest, p.modules[at.File]) {
		return name
	}
	for _, r := range p.modules[at.File].Rules {
		if r.Location.Row <= at.Row && conftestName().MatchString(headName(r)) {
			name = p.conftest.Pack + "/" + headName(r)
		}
	}
	return name
}

// blames reports whether an error names the rule.
func (p *policies) blames(r *policy.Rule) bool {
	return slices.ContainsFunc(p.errs, func(err error) bool {
		var e *policy.RuleError
		return errors.As(err, &e) && e.Rule == r.Name()
	})
}

// prepare makes the query of one name: in each package that is asked what it says, and what is excepted.
func (p *policies) prepare(r *policy.Rule) (*conftestProgram, error) {
	made := &conftestProgram{rule: r, policies: p, store: inmem.NewFromObject(p.conftest.Data)}
	var query []string
	for i, name := range p.packages(r.ID) {
		query = append(query, fmt.Sprintf("s%d := [v | v := %s.%s]", i, name, r.ID), fmt.Sprintf("e%d := [v | v := %s.exception]", i, name))
		made.packages = append(made.packages, name)
		made.first = append(made.first, !p.said[name])
		p.said[name] = true
	}
	var err error
	made.query, err = rego.New(rego.Compiler(p.compiler), rego.Capabilities(policyCapabilities(ast.RegoV1)), rego.Store(made.store),
		rego.Query(strings.Join(query, "; ")), rego.Runtime(nil)).PrepareForEval(context.Background())
	if err != nil {
		return nil, &policy.RuleError{Rule: r.Name(), Location: source.Location{File: r.File}, Message: err.Error()}
	}
	return made, nil
}

// packages are those asked that have a rule of the name, in order.
func (p *policies) packages(name string) []string {
	var all []string
	for _, m := range p.modules {
		if asked(p.conftest, m) && slices.ContainsFunc(m.Rules, func(r *ast.Rule) bool { return headName(r) == name }) {
			all = append(all, m.Package.Path.String())
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// conftestProgram is one name of a pack of policies.
type conftestProgram struct {
	rule     *policy.Rule
	policies *policies
	packages []string
	first    []bool // whether it is the first rule that asks the package
	query    rego.PreparedEvalQuery
	store    storage.Store
}

// Rule returns the rule of the program.
func (p *conftestProgram) Rule() *policy.Rule { return p.rule }

// Run asks the policies about every document, or about the model; r is nil. Several rules share what they read with
// RunOn.
func (p *conftestProgram) Run(ctx context.Context, m *view.Organisation, _ *model.Resource) ([]policy.Outcome, int, error) {
	return p.RunOn(ctx, NewInput(m))
}

// RunOn asks about an input that other rules read, too. One document on which the policies fail does not stop the
// others.
func (p *conftestProgram) RunOn(ctx context.Context, shared *Input) ([]policy.Outcome, int, error) {
	var all []policy.Outcome
	var errs []error
	m, count := shared.model, countSteps(ctx, p.rule, shared.model)
	if len(m.Resources)+len(m.Others) == 0 {
		return nil, 0, nil
	}
	about := shared.questions(p.policies.conftest.Input)
	for _, in := range about {
		outcomes, err := p.ask(count, m, in)
		all, errs = append(all, outcomes...), append(errs, err)
		if len(all) > maxOutcomes {
			errs = append(errs, p.wrong(wording.ReportsMoreThanFindings(maxOutcomes), in))
		}
		if count.why() != "" || len(all) > maxOutcomes {
			break
		}
	}
	return all, len(about), errors.Join(errs...)
}

// ask evaluates the query over one input, with the name of its file in data as conftest has it.
func (p *conftestProgram) ask(count *steps, m *view.Organisation, in input) ([]policy.Outcome, error) {
	ctx := count.ctx
	txn, err := p.store.NewTransaction(ctx, storage.WriteParams)
	if err != nil {
		return nil, p.fail(count, err, in)
	}
	defer p.store.Abort(ctx, txn)
	file := map[string]any{"name": path.Base(in.file), "dir": path.Dir(in.file)}
	err = errors.Join(storage.MakeDir(ctx, p.store, txn, storage.Path{"conftest"}), p.store.Write(ctx, txn, storage.AddOp, storage.Path{"conftest", "file"}, file))
	if err != nil {
		return nil, p.fail(count, err, in)
	}
	var failed []topdown.Error
	opts := append(count.options(), rego.EvalParsedInput(in.value), rego.EvalBuiltinErrorList(&failed), rego.EvalTransaction(txn))
	results, err := p.query.Eval(ctx, opts...)
	if err == nil && len(failed) > 0 {
		err = &failed[0]
	}
	if err == nil && len(results) != 1 {
		err = errors.New(wording.SaysNothing())
	}
	if err != nil {
		return nil, p.fail(count, err, in)
	}
	return p.outcomes(m, in, results[0].Bindings)
}

func (p *conftestProgram) outcomes(m *view.Organisation, in input, said map[string]any) ([]policy.Outcome, error) {
	var all []policy.Outcome
	for i := range p.packages {
		excepted := ""
		exceptions := said[fmt.Sprintf("e%d", i)]
		if wrong := p.noException(exceptions); wrong != "" && p.first[i] { // one rule says it for all of the package
			return nil, p.errorAt(p.exceptionOf(p.packages[i]), wrong, in)
		}
		if p.excepts(exceptions) {
			excepted = wording.AnExceptionOfThePolicies()
		}
		for _, value := range list(said[fmt.Sprintf("s%d", i)]) {
			results, ok := value.([]any)
			if value == false { // `default deny := false` is no finding
				continue
			}
			if !ok {
				return all, p.wrong(wording.IsAndNotASet(p.rule.ID, inAWord(value)), in)
			}
			for _, result := range results {
				o, err := p.outcome(m, in, result)
				if err != nil {
					return all, err
				}
				o.Excepted = excepted
				all = append(all, o)
			}
		}
	}
	return all, nil
}

// excepts reports whether an exception names the rule: a list in the set `exception` that holds the name without its
// first word.
func (p *conftestProgram) excepts(said any) bool {
	_, name, _ := strings.Cut(p.rule.ID, "_")
	for _, set := range list(said) {
		for _, names := range entries(set) {
			if slices.Contains(entries(names), any(name)) {
				return true
			}
		}
	}
	return false
}

// noException says what is wrong with the exceptions of a package: the set `exception` holds lists of names of rules,
// without their first words.
func (p *conftestProgram) noException(said any) string {
	write := wording.WriteExceptionContains()
	for _, set := range list(said) {
		if _, ok := set.([]any); !ok {
			if _, isObject := set.(map[string]any); !isObject {
				return wording.ExceptionIsAndNotA(inAWord(set), write)
			}
		}
		for _, names := range entries(set) {
			if _, ok := names.([]any); !ok {
				return wording.ExceptionHoldsAndNotA(inAWord(names), write)
			}
			for _, name := range list(names) {
				text, ok := name.(string)
				if !ok {
					return wording.ExceptionNamesAndNotA(inAWord(name), write)
				}
				if word, rest, cut := strings.Cut(text, "_"); cut && conftestName().MatchString(word) && len(p.policies.packages(text)) > 0 {
					return wording.ExceptionNamesNamesOfRules(text, rest)
				}
			}
		}
	}
	return ""
}

func list(v any) []any {
	all, _ := v.([]any)
	return all
}

// entries are the values of a list, a set or an object.
func entries(v any) []any {
	o, ok := v.(map[string]any)
	if !ok {
		return list(v)
	}
	var all []any
	for _, value := range o {
		all = append(all, value)
	}
	return all
}

func inAWord(v any) string {
	switch v := v.(type) {
	case bool:
		return fmt.Sprint(v)
	case string:
		return "a text"
	case map[string]any:
		return wording.AnObject()
	case []any:
		return "a list"
	case nil:
		return "null"
	}
	return "a number"
}

// wrong is an error at the first rule of the name.
func (p *conftestProgram) wrong(message string, in input) error {
	at := (*ast.Location)(nil)
	if m := p.policies.modules[p.rule.Rego.File]; m != nil {
		for _, r := range slices.Backward(m.Rules) {
			if headName(r) == p.rule.ID {
				at = r.Location
			}
		}
	}
	return p.errorAt(at, message, in)
}

// exceptionOf is where a package first says `exception`.
func (p *conftestProgram) exceptionOf(name string) *ast.Location {
	for _, m := range p.policies.conftest.Modules {
		parsed := p.policies.modules[m.File]
		if parsed == nil || parsed.Package.Path.String() != name {
			continue
		}
		for _, r := range parsed.Rules {
			if headName(r) == "exception" {
				return r.Location
			}
		}
	}
	return nil
}

// fail is an error of the evaluation, at its line.
func (p *conftestProgram) fail(count *steps, err error, in input) error {
	var inRule *topdown.Error
	switch why := count.why(); {
	case why != "":
		return p.wrong(why, in)
	case errors.As(err, &inRule):
		return p.errorAt(inRule.Location, inGoodWords(inRule.Message), in)
	}
	return p.wrong(err.Error(), in)
}

func (p *conftestProgram) errorAt(at *ast.Location, message string, in input) error {
	m := p.rule.Rego
	if at != nil {
		m = p.policies.module(at)
	}
	e := policyErrors(p.rule.Name(), *m, ast.Errors{{Location: at, Message: message}})[0].(*policy.RuleError)
	e.Resource = in.name
	if e.Resource == "" {
		e.Resource = in.file
	}
	return e
}
