package rules_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"path"
	"reflect"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/report"
	"github.com/kpilint/kpilint/engine/ruletest"
	"github.com/kpilint/kpilint/rules"
)

var update = flag.Bool("update", false, "write the generated pages")

// asOf is the day on which all examples are judged.
var asOf = calendar.Date{Year: 2026, Month: 5, Day: 20}

func newEngine(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.New(engine.Options{AsOf: asOf, Packs: []engine.Pack{{FS: rules.FS, Dir: "."}}})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// pack is the catalogue with its tests.
func pack(t *testing.T) *ruletest.Pack {
	t.Helper()
	p, err := ruletest.Load(engine.Pack{FS: os.DirFS("."), Dir: "."}, asOf, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range p.Broken {
		t.Error(err)
	}
	return p
}

// TestExamples runs pass.yaml and fail.yaml of every rule: the first gives no finding of the rule, the second exactly those that its
// `# want "part of the message"` comments name, on their lines. A level before the text must match too.
func TestExamples(t *testing.T) {
	p := pack(t)
	for _, r := range p.Rules() {
		t.Run(r.Name(), func(t *testing.T) {
			result, err := p.Test(context.Background(), r, ruletest.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range result.Cases {
				for _, f := range c.Failures {
					t.Error(f)
				}
			}
		})
	}
}

// TestComplete holds what every rule of the catalogue has.
func TestComplete(t *testing.T) {
	for _, r := range newEngine(t).Rules() {
		for field, text := range map[string]string{"title": r.Title, "why": r.Why, "fix": r.Fix, "since": r.Since, "source": strings.Join(r.Sources, "")} {
			if text == "" {
				t.Errorf("%s has no %s", r.Name(), field)
			}
		}
		for _, p := range r.Params {
			if p.Description == "" {
				t.Errorf("%s: parameter %s has no description", r.Name(), p.Name)
			}
		}
	}
}

// TestPagesAreCurrent keeps the pages of the rules and their index what the rules say.
func TestPagesAreCurrent(t *testing.T) {
	all := newEngine(t).Rules()
	for _, r := range all {
		current(t, path.Join(r.Dir, "README.md"), page(t, r))
	}
	current(t, "../docs/rules.md", report.RuleIndex(all, "../rules/"))
}

func page(t *testing.T, r *policy.Rule) string {
	t.Helper()
	text, err := report.FullPage(os.DirFS("."), r)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func current(t *testing.T, file, want string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(path.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if !bytes.Equal(got, []byte(want)) {
		t.Errorf("%s needs updating: run go test ./rules -run 'Current|DataForOPA' -update", file)
	}
}

// TestDataForOPA keeps data.json what the rules say: with it the catalogue is a bundle and a policy folder as it lies here, in which
// OPA and conftest know one `data.params` for all rules. So a name means one value in all of them.
func TestDataForOPA(t *testing.T) {
	params, from := map[string]any{}, map[string]string{}
	for _, r := range newEngine(t).Rules() {
		if r.Rego == nil {
			continue
		}
		r.Defaults().Each(func(name string, value any) {
			if q, ok := value.(*model.Quantity); ok {
				value = q.Fraction()
			}
			if was, there := params[name]; there && !reflect.DeepEqual(was, value) {
				t.Errorf("%s and %s have a parameter %s with two defaults: in plain OPA they are one, give one of them another name", from[name], r.Name(), name)
			}
			params[name], from[name] = value, r.Name()
		})
	}
	text, err := json.MarshalIndent(map[string]any{"params": params}, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	current(t, "data.json", string(text)+"\n")
}

// TestFolders holds that a folder below a category is a rule, so that nothing lies about unread.
func TestFolders(t *testing.T) {
	dirs, err := fs.Glob(os.DirFS("."), "*/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range dirs {
		if _, err := os.Stat(path.Join(dir, "rule.yaml")); err != nil {
			t.Errorf("%s has no rule.yaml", dir)
		}
	}
}

// TestDefaultsInRego holds that the default of a Rego rule's parameter is the one of its rule.yaml.
func TestDefaultsInRego(t *testing.T) {
	for _, r := range newEngine(t).Rules() {
		if r.Rego == nil {
			continue
		}
		for _, p := range r.Params {
			if !strings.Contains(string(r.Rego.Source), "data.params."+p.Name) {
				t.Errorf("%s: parameter %s is not read", r.Name(), p.Name)
			}
		}
	}
}
