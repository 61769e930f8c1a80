package rego

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/format"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/wording"
)

// Bundled is a rule of a bundle, as it is in force.
type Bundled struct {
	Rule   *policy.Rule
	Level  policy.Level
	Params *model.Object
}

// Bundle is what an unmodified OPA needs to answer as our rules in Rego do: their modules, their parameters and levels, and the schema
// of the input. In OPA `data.params` is one name for all, so that in a bundle each rule reads data.kpilint.settings.<category>.<rule>.
type Bundle struct{ bundle bundle.Bundle }

// NewBundle makes a bundle of rules in Rego; the others are left out. The same rules give the same bytes.
func NewBundle(rules []Bundled, modelSchema []byte, revision string) (*Bundle, error) {
	version := 1
	roots := []string{"kpilint"}
	b := &Bundle{bundle.Bundle{Manifest: bundle.Manifest{Revision: revision, Roots: &roots, RegoVersion: &version}}}
	settings, about := map[string]any{}, map[string]any{}
	var answers strings.Builder
	answers.WriteString(answersHead)
	for _, r := range rules {
		ref := packageRef(r.Rule)
		path := ref[len(ref)-2:]
		if err := b.module(r.Rule, ref); err != nil {
			return nil, err
		}
		below(settings, string(path[0].Value.(ast.String)))[string(path[1].Value.(ast.String))] = plainParams(r.Params)
		about[r.Rule.Name()] = map[string]any{"level": r.Level.String(), "title": r.Rule.Title, "fix": r.Rule.Fix}
		fmt.Fprintf(&answers, answersOfRule, r.Rule.Name(), ref)
	}
	b.add("kpilint/answers.rego", []byte(answers.String()))
	var described any
	if err := json.Unmarshal(modelSchema, &described); err != nil {
		return nil, fmt.Errorf("%s: %w", wording.ReadModelSchema(), err)
	}
	b.bundle.Data = map[string]any{"kpilint": map[string]any{"settings": settings, "about": about, "schema": described}}
	if err := plain(&b.bundle.Data); err != nil {
		return nil, err
	}
	return b, b.bundle.FormatModules(true)
}

// answersHead and answersOfRule make one place to ask: what all rules say, with their names and levels.
const (
	answersHead = `# METADATA
# title: What the rules say
# description: violations and not_checkable are what every rule of the bundle says of its input, which kpilint model prints.
package kpilint

`
	answersOfRule = `violations contains object.union({"rule": %[1]q, "level": data.kpilint.about[%[1]q].level}, said) if some said in %[2]s.violation

not_checkable contains object.union({"rule": %[1]q}, said) if some said in %[2]s.not_checkable

`
)

func below(m map[string]any, name string) map[string]any {
	inner, ok := m[name].(map[string]any)
	if !ok {
		inner = map[string]any{}
		m[name] = inner
	}
	return inner
}

// plain turns data into what JSON has, with exact numbers.
func plain(data *map[string]any) error {
	text, err := json.Marshal(*data)
	if err != nil {
		return fmt.Errorf("%s: %w", wording.WriteDataOfBundle(), err)
	}
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.UseNumber()
	*data = nil
	return d.Decode(data)
}

// module adds the module of a rule, which reads its parameters below its own name.
func (b *Bundle) module(r *policy.Rule, ref ast.Ref) error {
	m, err := parseModule(r.Rego.File, r.Rego.Source)
	if err != nil {
		return fmt.Errorf("%s: %w", wording.BundleRule(r.Name()), err)
	}
	own := ast.MustParseRef("data.kpilint.settings").Concat(ref[len(ref)-2:])
	if err := moveParams(m, own); err != nil {
		return fmt.Errorf("%s: %w", wording.BundleRule(r.Name()), err)
	}
	text, err := format.AstWithOpts(m, format.Opts{RegoVersion: ast.RegoV1})
	if err != nil {
		return fmt.Errorf("%s: %w", wording.BundleRule(r.Name()), err)
	}
	b.add(strings.ReplaceAll(strings.Trim(ref[1:].String(), "/"), ".", "/")+".rego", text)
	return nil
}

func (b *Bundle) add(path string, text []byte) {
	b.bundle.Modules = append(b.bundle.Modules, bundle.ModuleFile{URL: "/" + path, Path: "/" + path, Raw: text})
}

var paramsRef = ast.MustParseRef("data.params")

// moveParams makes every mention of data.params one of another name.
func moveParams(m *ast.Module, to ast.Ref) error {
	for _, i := range m.Imports {
		if ref, ok := i.Path.Value.(ast.Ref); ok && ref.Equal(paramsRef) && i.Alias == "" {
			i.Alias = "params" // it would be called after the rule
		}
	}
	_, err := ast.TransformRefs(m, func(ref ast.Ref) (ast.Value, error) {
		if !ref.HasPrefix(paramsRef) {
			return ref, nil
		}
		return to.Concat(ref[len(paramsRef):]), nil
	})
	return err
}

// Write writes the bundle as an archive, .tar.gz.
func (b *Bundle) Write(w io.Writer) error {
	return bundle.NewWriter(w).UseModulePath(true).DisableFormat(true).Write(b.bundle)
}

// Files are the contents of the bundle by their paths, for a folder: what OPA loads as a bundle, and conftest as policies and data.
func (b *Bundle) Files() (map[string][]byte, error) {
	files := map[string][]byte{}
	contents := map[string]any{"data.json": b.bundle.Data, ".manifest": b.bundle.Manifest}
	for name, content := range contents {
		text, err := json.MarshalIndent(content, "", "  ")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", wording.WriteBundle(), err)
		}
		files[name] = append(text, '\n')
	}
	for _, m := range b.bundle.Modules {
		files[strings.TrimPrefix(m.Path, "/")] = m.Raw
	}
	return files, nil
}
