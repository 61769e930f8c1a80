package rego

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// conftestName are the names under which conftest asks a package: those of failures and those of warnings.
var conftestName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(deny|violation|warn)(_[a-zA-Z0-9]+)*$`)
})

// LoadConftest reads a pack of policies for conftest from the top of a file system: each name such as deny or warn_owner becomes a rule
// <pack>/<name>. Errors call the folder by name. data are the folders and files that policies see as data; none: data.
func LoadConftest(fsys fs.FS, name string, c *policy.Conftest, data []string) ([]*policy.Rule, error) {
	l := &conftestLoader{fsys: fsys, name: name, conftest: c}
	l.modules()
	l.data(data)
	rules := l.rules()
	if len(rules) > 0 {
		l.errs = append(l.errs, l.unasked())
	}
	if err := errors.Join(l.errs...); err != nil {
		return nil, err
	}
	if len(c.Modules) == 0 {
		return nil, errors.New(wording.LoadPoliciesHoldsNoRego(name))
	}
	if len(rules) == 0 {
		return nil, l.nothing()
	}
	return rules, nil
}

type conftestLoader struct {
	fsys     fs.FS
	name     string
	conftest *policy.Conftest
	parsed   []*ast.Module
	errs     []error
}

// modules reads every .rego file but tests, in whatever folder, and not those that are hidden.
func (l *conftestLoader) modules() {
	err := fs.WalkDir(l.fsys, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case p != "." && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case isLink(d):
			return fmt.Errorf("%s: %w", path.Join(l.name, p), files.ErrLink)
		case d.IsDir() || !IsPolicy(p):
			return nil
		}
		text, err := files.Read(l.fsys, p, files.Max)
		if err == nil {
			l.module(policy.Module{File: path.Join(l.name, p), Source: text})
			return nil
		}
		return fmt.Errorf("%s: %w", path.Join(l.name, p), err)
	})
	if err != nil {
		l.errs = append(l.errs, fmt.Errorf("%s: %w", wording.ListPoliciesIn(l.name), err))
	}
}

func (l *conftestLoader) module(m policy.Module) {
	parsed, err := parsePolicy(m)
	if err != nil {
		l.errs = append(l.errs, policyErrors(l.conftest.Pack, m, err)...)
		return
	}
	l.conftest.Modules = append(l.conftest.Modules, m)
	l.parsed = append(l.parsed, parsed)
}

// parsePolicy reads a module in the Rego of today, else in that of before 1.0. Where it is neither, the error is about today's.
func parsePolicy(m policy.Module) (*ast.Module, error) {
	parse := func(version ast.RegoVersion) (*ast.Module, error) {
		if err := tooLong(m.File, m.Source, version); err != nil {
			return nil, err
		}
		return ast.ParseModuleWithOpts(m.File, string(m.Source), ast.ParserOptions{
			Capabilities: policyCapabilities(version), RegoVersion: version, ProcessAnnotation: true,
		})
	}
	parsed, err := parse(ast.RegoV1)
	if isEmpty(parsed, err) {
		return nil, errEmpty
	}
	if err != nil {
		old, wrong := parse(ast.RegoV0)
		if wrong != nil {
			return nil, err
		}
		parsed = old
	}
	if err := tooMuch(parsed); err != nil {
		return nil, err
	}
	return parsed, nil
}

func policyCapabilities(version ast.RegoVersion) *ast.Capabilities {
	return allowing(version, slices.AppendSeq(slices.Clone(pure), maps.Keys(former())))
}

// policyErrors are the errors of OPA in a module, as errors of a rule.
func policyErrors(rule string, m policy.Module, err error) []error {
	var all ast.Errors
	var one *ast.Error
	if errors.As(err, &one) {
		all = ast.Errors{one}
	} else if !errors.As(err, &all) {
		return []error{&policy.RuleError{Rule: rule, Location: source.Location{File: m.File}, Message: err.Error()}}
	}
	var errs []error
	seen := map[source.Span]bool{}
	for _, e := range all {
		x := &complaint{rule: &policy.Rule{Rego: &m}, message: e.Message}
		if x.place(e.Location); seen[x.span] { // what follows from an error of syntax stands at its place
			continue
		}
		seen[x.span] = true
		switch {
		case strings.Contains(x.message, "error limit reached"): // which is about the errors before it
			continue
		case undefined().MatchString(x.message):
			x.undefined(undefined().FindStringSubmatch(x.message)[1])
		case unsafeVar().MatchString(x.message):
			x.message = wording.NothingGivesAValueWrite(unsafeVar().FindStringSubmatch(x.message)[1])
		default:
			x.details(e)
		}
		errs = append(errs, x.failed(rule, m.File))
	}
	return errs
}

// asked reports whether a package is among the namespaces, in which * stands for anything, dots too.
func asked(c *policy.Conftest, m *ast.Module) bool {
	return slices.ContainsFunc(c.Namespaces, func(pattern string) bool {
		ok, err := path.Match(pattern, inWords(m.Package.Path))
		return ok && err == nil
	})
}

// headName is the name of a rule of a module, of `deny[msg]` too.
func headName(r *ast.Rule) string {
	if name := string(r.Head.Name); name != "" {
		return name
	}
	if name, ok := r.Head.Ref()[0].Value.(ast.Var); ok {
		return string(name)
	}
	return ""
}

// rules are the names that conftest would ask for, in order.
func (l *conftestLoader) rules() []*policy.Rule {
	found := map[string]*policy.Rule{}
	var rules []*policy.Rule
	for i, m := range l.parsed {
		for _, r := range m.Rules {
			name := headName(r)
			if !asked(l.conftest, m) || !conftestName().MatchString(name) || found[name] != nil {
				continue
			}
			found[name] = l.rule(name, r, &l.conftest.Modules[i])
			rules = append(rules, found[name])
		}
	}
	slices.SortFunc(rules, func(a, b *policy.Rule) int { return strings.Compare(a.ID, b.ID) })
	return rules
}

func (l *conftestLoader) rule(name string, r *ast.Rule, in *policy.Module) *policy.Rule {
	rule := &policy.Rule{
		ID: name, Category: l.conftest.Pack, Level: policy.Error,
		Title: wording.WhatOfPackSays(name, l.conftest.Pack),
		Rego:  in, Conftest: l.conftest, Pack: l.conftest.Pack, File: in.File, Dir: ".",
	}
	if strings.HasPrefix(name, "warn") {
		rule.Level = policy.Warning
	}
	for _, a := range r.Annotations {
		if a.Title != "" {
			rule.Title = a.Title
		}
		rule.Why = strings.TrimSpace(a.Description)
	}
	return rule
}

// nothing says that no package has anything to ask for.
func (l *conftestLoader) nothing() error {
	var packages []string
	for _, m := range l.parsed {
		if name := inWords(m.Package.Path); !slices.Contains(packages, name) {
			packages = append(packages, name)
		}
	}
	slices.Sort(packages)
	message := wording.LoadPoliciesHasNoDeny(l.name, strings.Join(l.conftest.Namespaces, ", "),
		strings.Join(packages, ", "))
	if !slices.Contains(packages, l.conftest.Namespaces[0]) {
		message += nearest.Question(l.conftest.Namespaces[0], packages)
	}
	return errors.New(message)
}

// unasked refuses a namespace that no package has: what is meant by it would never be asked.
func (l *conftestLoader) unasked() error {
	var packages []string
	for _, m := range l.parsed {
		packages = append(packages, inWords(m.Package.Path))
	}
	slices.Sort(packages)
	packages = slices.Compact(packages)
	var errs []error
	for _, pattern := range l.conftest.Namespaces {
		if slices.ContainsFunc(packages, func(name string) bool { ok, err := path.Match(pattern, name); return ok && err == nil }) {
			continue
		}
		message := wording.NoPolicyHasThePackage(pattern)
		message += cmp.Or(nearest.Question(pattern, packages), wording.ThereArePackages(strings.Join(packages, ", ")))
		errs = append(errs, l.manifest("namespaces", pattern, message))
	}
	return errors.Join(errs...)
}

// manifest is an error in the pack.yaml, at a text under a key.
func (l *conftestLoader) manifest(key, text, message string) error {
	file := path.Join(l.name, "pack.yaml")
	data, err := files.Read(l.fsys, "pack.yaml", files.Max)
	if err != nil {
		return fmt.Errorf("%s: %s", file, message)
	}
	docs, _ := source.Parse(file, data)
	if len(docs) > 0 {
		if n := docs[0].Root.Get(key); n != nil {
			for _, item := range append([]*source.Node{n}, n.Items()...) {
				if item.Text == text {
					return fmt.Errorf("%s:%d:%d: %s", file, item.Span().Line, item.Span().Column, message)
				}
			}
		}
	}
	return fmt.Errorf("%s: %s", file, message)
}

// absent says what is wrong with the name of a folder or file of data, "" where it is there.
func (l *conftestLoader) absent(named string) string {
	clean := path.Clean(named)
	if path.IsAbs(clean) || clean == ".." || strings.HasPrefix(clean, "../") {
		return wording.LiesOutsideOfThePack(named)
	}
	if _, err := fs.Stat(l.fsys, clean); err == nil {
		return ""
	}
	message := wording.ThereIsNoInThe(named)
	var names []string
	if entries, err := fs.ReadDir(l.fsys, path.Dir(clean)); err == nil {
		for _, e := range entries {
			if name := path.Join(path.Dir(clean), e.Name()); e.IsDir() || IsData(name) && name != "pack.yaml" {
				names = append(names, name)
			}
		}
	}
	return message + nearest.Question(clean, names)
}

// IsPolicy reports whether a file has the name of a policy, and not that of a test.
func IsPolicy(name string) bool {
	return path.Ext(name) == ".rego" && !strings.HasSuffix(name, "_test.rego")
}

// IsData reports whether a file has the name of a data file.
func IsData(name string) bool { return slices.Contains(dataFiles, path.Ext(name)) }

// isLink reports a symbolic link that would be a file of the pack, or a folder with some.
func isLink(d fs.DirEntry) bool {
	ext := path.Ext(d.Name())
	return d.Type()&fs.ModeSymlink != 0 && (ext == "" || ext == ".rego" || IsData(d.Name()))
}

// dataFiles are the endings of files that hold data.
var dataFiles = []string{".yaml", ".yml", ".json"}

// data reads what policies see as data: as conftest does, a folder below a named one is a name, a file is not.
func (l *conftestLoader) data(named []string) {
	l.conftest.Data = map[string]any{}
	for _, p := range named {
		if wrong := l.absent(p); wrong != "" {
			l.errs = append(l.errs, l.manifest("data", p, wrong))
			continue
		}
		l.dataBelow(path.Clean(p))
	}
	if _, err := fs.Stat(l.fsys, "data"); err == nil && len(named) == 0 {
		l.dataBelow("data")
	}
}

func (l *conftestLoader) dataBelow(top string) {
	err := fs.WalkDir(l.fsys, top, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err == nil && isLink(d):
			return fmt.Errorf("%s: %w", path.Join(l.name, p), files.ErrLink)
		case err != nil || d.IsDir() || !IsData(p):
			return err
		}
		text, err := files.Read(l.fsys, p, files.Max)
		if err != nil {
			return fmt.Errorf("%s: %w", path.Join(l.name, p), err)
		}
		folder := strings.Trim(strings.TrimPrefix(path.Dir(p), top), "/")
		if p == top {
			folder = ""
		}
		return l.dataFile(path.Join(l.name, p), folder, text)
	})
	if err != nil {
		l.errs = append(l.errs, fmt.Errorf("%s: %w", wording.ReadDataOf(l.name), err))
	}
}

func (l *conftestLoader) dataFile(file, folder string, text []byte) error {
	docs, problems := source.Parse(file, text)
	if len(problems) > 0 {
		p := problems[0]
		return fmt.Errorf("%s:%d:%d: %s", file, p.Span.Line, p.Span.Column, p.Message)
	}
	for _, d := range docs {
		var value any = plainNode(d.Root)
		if folder != "" {
			steps := strings.Split(folder, "/")
			for _, step := range slices.Backward(steps) {
				value = map[string]any{step: value}
			}
		}
		below, ok := value.(map[string]any)
		if !ok {
			return errors.New(wording.DataIsAMapOf(file))
		}
		if name := join(l.conftest.Data, below); name != "" {
			return errors.New(wording.HasAValueAlreadyFrom(file, name))
		}
	}
	return nil
}

// join adds data to data, and returns the name that both have a value for, "" for none.
func join(into, more map[string]any) string {
	for name, value := range more {
		was, there := into[name]
		if !there {
			into[name] = value
			continue
		}
		a, ok := was.(map[string]any)
		b, also := value.(map[string]any)
		if !ok || !also {
			return name
		}
		if deeper := join(a, b); deeper != "" {
			return name + "." + deeper
		}
	}
	return ""
}
