// Package rego compiles and runs rules written in Rego over the whole organisation. It is the only importer of OPA.
package rego

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
)

// Compile checks the modules of the rules against the model's JSON Schema and prepares one program a rule. A rule that
// is wrong is reported and left out; the others are compiled without it. All errors are *policy.RuleError, joined. A
// rule with a Summary is sound, and compiled when it first has something to judge.
func Compile(rules []*policy.Rule, params func(*policy.Rule) *model.Object, modelSchema []byte) ([]policy.Program, error) {
	c := newCompiler(rules)
	left := newLeft(c.parseAll(rules), params, modelSchema)
	compiled, err := c.compileAll(modelSchema)
	if err != nil {
		return nil, err
	}
	for _, r := range rules {
		if c.modules[r.Rego.File] != nil && !c.wrong[r.Rego.File] {
			c.guarded(r, func() { c.wrong[r.Rego.File] = !c.infer(r, compiled) })
		}
	}
	var programs []policy.Program
	for _, r := range rules {
		if slices.Contains(left.rules, r) {
			programs = append(programs, left.program(r))
			continue
		}
		if c.modules[r.Rego.File] == nil || c.wrong[r.Rego.File] {
			if !c.told(r) { // a rule that does not run is never silent
				c.fail(r, nil, wording.TheRuleDoesNotCompileText())
			}
			continue
		}
		c.guarded(r, func() {
			m, open := c.modules[r.Rego.File], c.open[r.Rego.File]
			made, err := prepare(compiled, r, m, params(r))
			if err != nil {
				c.errs = append(c.errs, err)
				return
			}
			programs = append(programs, newProgram(r, m, params(r), made, open, c.paths[r.Rego.File]))
		})
	}
	return programs, errors.Join(c.errs...)
}

// guarded does something with a rule. A panic is an error of that rule, which does not run.
func (c *compiler) guarded(r *policy.Rule, do func()) {
	defer func() {
		if p := recover(); p != nil {
			c.errs = append(c.errs, policy.Internal(r, nil, p))
			c.wrong[r.Rego.File] = true
			delete(c.modules, r.Rego.File)
		}
	}()
	do()
}

// newCompiler makes a compiler that knows the packages of all rules.
func newCompiler(rules []*policy.Rule) *compiler {
	c := &compiler{modules: map[string]*ast.Module{}, rules: map[string]*policy.Rule{}, wrong: map[string]bool{},
		open: map[string]bool{}, paths: map[string]*view.Paths{}}
	for _, r := range rules {
		c.all = append(c.all, packageRef(r))
	}
	return c
}

// parseAll parses the modules of rules but for those that are left for later: the ones with a Summary, as long as no
// other module has to do with them.
func (c *compiler) parseAll(rules []*policy.Rule) (left []*policy.Rule) {
	for _, r := range rules {
		if r.Summary != nil {
			left = append(left, r)
			continue
		}
		c.guarded(r, func() { c.parse(r) })
	}
	if c.apart(left) {
		return left
	}
	for _, r := range left {
		c.guarded(r, func() { c.parse(r) })
	}
	return nil
}

// apart reports whether the modules that were parsed read no other package, and share theirs with no rule of others.
func (c *compiler) apart(others []*policy.Rule) bool {
	for _, m := range c.modules {
		shared := func(r *policy.Rule) bool { return packageRef(r).Equal(m.Package.Path) }
		if leansOn(m) || slices.ContainsFunc(others, shared) {
			return false
		}
	}
	return true
}

// aboutData is where a module reads data, and whether these are its parameters.
var aboutData = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\bdata\b(\.params\b)?`) })

// MayReadOthers reports whether the text of a rule is such that it may read the packages of others.
func MayReadOthers(r *policy.Rule) bool {
	if r.Rego == nil {
		return false
	}
	for _, m := range aboutData().FindAllSubmatch(r.Rego.Source, -1) {
		if m[1] == nil {
			return true
		}
	}
	return false
}

// compileAll compiles the modules that were parsed; nil where there are none.
func (c *compiler) compileAll(modelSchema []byte) (*ast.Compiler, error) {
	if len(c.modules) == 0 {
		return nil, nil
	}
	if err := json.Unmarshal(modelSchema, &c.schema); err != nil {
		return nil, fmt.Errorf("%s: %w", wording.ReadModelSchema(), err)
	}
	return c.compile(), nil
}

type compiler struct {
	schema  any
	modules map[string]*ast.Module
	rules   map[string]*policy.Rule
	wrong   map[string]bool        // files that do not compile
	open    map[string]bool        // files that may read fields whose names they do not say
	paths   map[string]*view.Paths // that files read
	all     []ast.Ref              // the packages of all rules
	errs    []error
}

func (c *compiler) parse(r *policy.Rule) {
	m, err := parseModule(r.Rego.File, r.Rego.Source)
	if errors.Is(err, errEmpty) {
		c.fail(r, nil, wording.RuleRegoIsEmptyA(inWords(packageRef(r))))
		return
	}
	if err != nil {
		c.rulesFail(r, err)
		return
	}
	if want := packageRef(r); !m.Package.Path.Equal(want) {
		c.fail(r, m.Package.Path[len(m.Package.Path)-1].Location,
			wording.ThePackageIsMustBe(inWords(m.Package.Path), inWords(want)))
		return
	}
	c.modules[r.Rego.File], c.rules[r.Rego.File] = m, r
	if !c.heads(r, m) {
		c.wrong[r.Rego.File] = true // it is compiled all the same, so that all that is wrong is told at once
	}
}

// errEmpty is said of a module that holds nothing but spaces and comments, which is no module.
var errEmpty = errors.New(wording.TheFileIsEmpty())

// parseModule reads a module as rules are written. What it returns without an error is never nil.
func parseModule(file string, text []byte) (*ast.Module, error) {
	if err := tooLong(file, text, ast.RegoV1); err != nil {
		return nil, err
	}
	m, err := ast.ParseModuleWithOpts(file, string(text), parserOptions())
	if isEmpty(m, err) {
		return nil, errEmpty
	}
	if err != nil {
		return m, err
	}
	return m, tooMuch(m)
}

// parserOptions are how modules of rules are read.
func parserOptions() ast.ParserOptions {
	return ast.ParserOptions{Capabilities: capabilities(), RegoVersion: ast.RegoV1, ProcessAnnotation: true}
}

// isEmpty reports whether OPA found nothing to read in a module: of that it makes an error that is like no other of its
// parser.
func isEmpty(m *ast.Module, err error) bool {
	return err == nil && m == nil || err != nil && strings.HasSuffix(err.Error(), "empty module")
}

// packageRef is the package that a rule must have: data.kpilint.<category>.<id>, with _ for hyphens.
func packageRef(r *policy.Rule) ast.Ref {
	name := func(text string) *ast.Term { return ast.StringTerm(strings.ReplaceAll(text, "-", "_")) }
	return ast.Ref{ast.DefaultRootDocument, ast.StringTerm("kpilint"), name(r.Category), name(r.ID)}
}

// inWords is a package as a module begins with it.
func inWords(ref ast.Ref) string { return strings.TrimPrefix(ref.String(), "data.") }

// compile compiles all modules; those with errors are reported and dropped, and the rest is compiled again.
func (c *compiler) compile() *ast.Compiler {
	schemas := ast.NewSchemaSet()
	schemas.Put(ast.SchemaRootRef, c.schema)
	for {
		compiler, panicked := c.panics(schemas)
		if panicked && c.dropPanicking(schemas) {
			continue
		}
		if !panicked && !compiler.Failed() {
			return compiler
		}
		before := len(c.modules)
		c.report(compiler.Errors)
		if len(c.modules) == before { // an error without a file: nothing can be trusted
			clear(c.modules)
			return compiler
		}
	}
}

// newOPA is a compiler of OPA for rules.
func newOPA() *ast.Compiler {
	return ast.NewCompiler().WithCapabilities(capabilities()).WithEnablePrintStatements(false)
}

// together compiles some of the modules.
func (c *compiler) together(schemas *ast.SchemaSet, files ...string) *ast.Compiler {
	compiler := newOPA().WithStrict(true).WithSchemas(schemas)
	copies := make(map[string]*ast.Module, len(files))
	for _, file := range files {
		copies[file] = c.modules[file].Copy()
	}
	compiler.Compile(copies)
	return compiler
}

// panics compiles the modules that are left, and reports whether OPA panics at one of them.
func (c *compiler) panics(schemas *ast.SchemaSet) (compiler *ast.Compiler, panicked bool) {
	compiler = ast.NewCompiler()
	defer func() { panicked = recover() != nil }()
	return c.together(schemas, slices.Sorted(maps.Keys(c.modules))...), false
}

// dropPanicking compiles each module alone and drops those at which OPA panics; false where there is none.
func (c *compiler) dropPanicking(schemas *ast.SchemaSet) bool {
	before := len(c.modules)
	for _, file := range slices.Sorted(maps.Keys(c.modules)) {
		c.guarded(c.rules[file], func() { c.together(schemas, file) })
	}
	return len(c.modules) < before
}

// report turns OPA's errors into rule errors and drops the modules that have one.
func (c *compiler) report(err error) {
	var all ast.Errors
	if !errors.As(err, &all) {
		c.errs = append(c.errs, err)
		return
	}
	for _, e := range all {
		if e.Location == nil || c.rules[e.Location.File] == nil {
			continue
		}
		c.complain(c.rules[e.Location.File], e)
		c.wrong[e.Location.File] = true
	}
	for file := range c.wrong { // only now: an error may ask what else the module names
		delete(c.modules, file)
	}
}

// rulesFail reports the parse errors of a module that is not known yet.
func (c *compiler) rulesFail(r *policy.Rule, err error) {
	var all ast.Errors
	if !errors.As(err, &all) {
		c.fail(r, nil, err.Error())
		return
	}
	for _, e := range all {
		c.complain(r, e)
	}
}

// fail adds an error in our own words.
func (c *compiler) fail(r *policy.Rule, at *ast.Location, message string) {
	c.complain(r, &ast.Error{Location: at, Message: message})
}

// told reports whether an error names the rule.
func (c *compiler) told(r *policy.Rule) bool {
	return slices.ContainsFunc(c.errs, func(err error) bool {
		var e *policy.RuleError
		return errors.As(err, &e) && (e.File == r.Rego.File || e.Rule == r.Name())
	})
}

// prepared is what a rule is evaluated by.
type prepared struct {
	query  rego.PreparedEvalQuery
	places map[string]*ast.Location // where the rules of the module begin, by name
}

// prepare makes the query of one rule, with its parameters as data.params.
func prepare(compiled *ast.Compiler, r *policy.Rule, m *ast.Module, params *model.Object) (*prepared, error) {
	data := map[string]any{"params": plainParams(params)}
	query, err := rego.New(
		rego.Compiler(compiled), rego.Capabilities(capabilities()), rego.Store(inmem.NewFromObject(data)),
		rego.Query(question(r, m)), rego.Runtime(nil),
	).PrepareForEval(context.Background())
	if err != nil {
		return nil, &policy.RuleError{Rule: r.Name(), Location: source.Location{File: r.Rego.File}, Message: err.Error()}
	}
	return &prepared{query, places(m)}, nil
}

// newProgram is the program of a module that is compiled.
func newProgram(
	r *policy.Rule, m *ast.Module, params *model.Object, made *prepared, open bool, paths *view.Paths,
) *program {
	if paths == nil {
		paths = view.NewPaths()
	}
	if open { // a name that stands anywhere may be that of a field which is read without it
		for _, name := range reads(m) {
			paths.ReadsAnywhere(name)
		}
	}
	p := &program{
		rule: r, params: params, ready: func() (*prepared, error) { return made, nil },
		needs: needs(m), asks: asks(m, open), paths: func() *view.Paths { return paths },
	}
	if r.Trusted && !open && p.needs != nil {
		p.said = says(m)
	}
	if r.Trusted {
		p.silent = silence(m)
	}
	return p
}

// answers are what a module can say. What else it has is asked only where one of these needs it.
var answers = []string{"violation", "not_checkable", "looked"}

// question is the query of a rule: of each answer that its module has, a list that is empty where the answer is
// undefined.
func question(r *policy.Rule, m *ast.Module) string {
	var all []string
	for _, name := range answers {
		if slices.ContainsFunc(m.Rules, func(r *ast.Rule) bool { return headName(r) == name }) {
			all = append(all, fmt.Sprintf("%[1]s := [v | v := %[2]s.%[1]s]", name, packageRef(r)))
		}
	}
	if len(all) == 0 {
		return packageRef(r).String()
	}
	return strings.Join(all, "; ")
}

// reads lists the names of fields that a module mentions.
func reads(m *ast.Module) []string {
	var names []string
	ast.WalkRefs(m, func(ref ast.Ref) bool {
		for _, term := range ref[1:] {
			if name, ok := term.Value.(ast.String); ok {
				names = append(names, string(name))
			}
		}
		return false
	})
	slices.Sort(names)
	return slices.Compact(names)
}

// places are where the rules of a module begin, the first of each name.
func places(m *ast.Module) map[string]*ast.Location {
	all := map[string]*ast.Location{}
	for _, r := range m.Rules {
		if name := r.Head.Name.String(); all[name] == nil {
			all[name] = r.Head.Location
		}
	}
	return all
}

// plainParams shows parameters to Rego as plain values: a quantity as its number, a percentage as a fraction.
func plainParams(params *model.Object) map[string]any {
	plain := map[string]any{}
	params.Each(func(name string, value any) {
		if q, ok := value.(*model.Quantity); ok {
			value = q.Fraction()
		}
		plain[name] = value
	})
	return plain
}

// needs lists the collections of the model that a module reads, so that no other is turned into Rego values. Nil means
// all: the module uses `input` in a way that does not tell, or another package, which may read anything.
func needs(m *ast.Module) []string {
	if leansOn(m) {
		return nil
	}
	names, all := []string{}, false
	var visit func(t *ast.Term) bool
	visit = func(t *ast.Term) bool {
		if t.Equal(ast.InputRootDocument) {
			all = true // bare, so it may be read in any way
		}
		ref, ok := t.Value.(ast.Ref)
		if !ok || !ref[0].Equal(ast.InputRootDocument) {
			return false
		}
		name, ok := ast.String(""), false
		if len(ref) > 1 {
			name, ok = ref[1].Value.(ast.String)
		}
		if names = append(names, string(name)); !ok {
			all = true
		}
		for _, inner := range ref[1:] {
			ast.WalkTerms(inner, visit)
		}
		return true
	}
	ast.WalkTerms(m, visit)
	if all {
		return nil
	}
	slices.Sort(names)
	return slices.Compact(names)
}
