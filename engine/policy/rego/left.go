package rego

import (
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
)

// left are rules that are compiled when they first have something to judge. Each has a Summary, so it is sound: it
// needs neither the checks of its text nor the schema of the model.
type left struct {
	rules  []*policy.Rule
	params func(*policy.Rule) *model.Object
	schema []byte
	paths  func() map[string]*view.Paths // that they read, by their names
}

func newLeft(rules []*policy.Rule, params func(*policy.Rule) *model.Object, modelSchema []byte) *left {
	l := &left{rules: rules, params: params, schema: modelSchema}
	l.paths = sync.OnceValue(l.allPaths)
	return l
}

// program is that of one of the rules.
func (l *left) program(r *policy.Rule) *program {
	s, params := r.Summary, l.params(r)
	p := &program{
		rule: r, params: params, needs: s.Needs, asks: s.Asks,
		ready: sync.OnceValues(func() (*prepared, error) { return compileSound(r, params) }),
		paths: func() *view.Paths { return l.paths()[r.Name()] },
	}
	if s.Words != nil {
		p.said = map[string]bool{}
		for _, word := range s.Words {
			p.said[word] = true
		}
	}
	if s.Idle != nil {
		p.silent = &silent{s.Idle, s.Looked}
	}
	return p
}

// checks are the stages of OPA that change nothing in a module, and look for what is wrong with it.
var checks = []ast.StageID{
	ast.StageCheckKeywordOverrides, ast.StageCheckVoidCalls, ast.StageCheckRuleConflicts, ast.StageCheckUndefinedFuncs,
	ast.StageCheckSafetyRuleHeads, ast.StageCheckRecursion, ast.StageCheckTypes, ast.StageCheckUnsafeBuiltins,
	ast.StageCheckDeprecatedBuiltins, ast.StageBuildRequiredCapabilities,
}

// compileSound compiles the module of a rule by itself.
func compileSound(r *policy.Rule, params *model.Object) (*prepared, error) {
	failed := func(err error) error {
		at := source.Location{File: r.Rego.File}
		return &policy.RuleError{Rule: r.Name(), Location: at, Message: wording.TheRuleDoesNotCompile(err.Error())}
	}
	options := parserOptions()
	options.ProcessAnnotation = false // remarks, which no rule reads
	m, err := ast.ParseModuleWithOpts(r.Rego.File, string(r.Rego.Source), options)
	if err != nil {
		return nil, failed(err)
	}
	compiler := newOPA().WithSkipStages(checks...)
	if compiler.Compile(map[string]*ast.Module{r.Rego.File: m.Copy()}); compiler.Failed() {
		return nil, failed(compiler.Errors)
	}
	return prepare(compiler, r, m, params)
}

// allPaths are the fields that the rules read, which only their types tell.
func (l *left) allPaths() map[string]*view.Paths {
	var whole []*policy.Rule
	for _, r := range l.rules {
		one := *r
		one.Summary = nil
		whole = append(whole, &one)
	}
	all := map[string]*view.Paths{}
	programs, _ := Compile(whole, func(r *policy.Rule) *model.Object { return r.Defaults() }, l.schema)
	for _, p := range programs {
		all[p.Rule().Name()] = p.(*program).Paths()
	}
	return all
}

// Summary says what the rule reads. There is no error.
func (p *program) Summary() (*policy.Summary, error) {
	s := &policy.Summary{Asks: p.asks, Needs: p.needs}
	if p.said != nil {
		s.Words = []string{}
	}
	for word := range p.said {
		if isName(word) {
			s.Words = append(s.Words, word)
		}
	}
	slices.Sort(s.Words)
	if p.silent != nil {
		s.Idle, s.Looked = p.silent.lists, p.silent.counts
	}
	return s, nil
}

// isName reports whether a text may be the name of a field.
func isName(word string) bool {
	return word != "" && !strings.ContainsFunc(word, func(r rune) bool {
		return r != '_' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
}
