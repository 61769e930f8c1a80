package rules_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/report"
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

// TestExamples runs pass.yaml and fail.yaml of every rule, or pass.md and fail.md of one about job descriptions: the first gives no
// finding of the rule, the second exactly those that its `# want "part of the message"` comments name, on their lines. A level before
// the text must match too. Where a before.yaml lies beside them, both are compared with it, as with an earlier revision.
func TestExamples(t *testing.T) {
	e := newEngine(t)
	for _, r := range e.Rules() {
		t.Run(r.Name(), func(t *testing.T) {
			for _, outcome := range []string{"pass", "fail"} {
				name, data := exampleFile(t, r, outcome)
				wanted := wants(t, data)
				if (outcome == "fail") != (len(wanted) > 0) {
					t.Errorf("%s has %d want comments", name, len(wanted))
				}
				check(t, lint(t, e, r, name, data), r, name, wanted)
			}
		})
	}
}

// exampleFile reads the file of a rule that shows an outcome, pass or fail.
func exampleFile(t *testing.T, r *policy.Rule, outcome string) (name string, data []byte) {
	t.Helper()
	name = outcome + ".yaml"
	if _, err := os.Stat(path.Join(r.Dir, outcome+".md")); err == nil {
		name = outcome + ".md"
	}
	data, err := os.ReadFile(path.Join(r.Dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return name, data
}

func lint(t *testing.T, e *engine.Engine, r *policy.Rule, name string, data []byte) *engine.Report {
	t.Helper()
	rep, err := e.Lint(context.Background(), example(t, e, r, name, data))
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range rep.Errors {
		t.Errorf("%s: %v", name, err)
	}
	return rep
}

// example is an example of a rule as an input, with the earlier state that it is compared with where the rule has one.
func example(t *testing.T, e *engine.Engine, r *policy.Rule, name string, data []byte) engine.Input {
	t.Helper()
	in := engine.Input{FS: fstest.MapFS{name: {Data: data}}}
	before, err := os.ReadFile(path.Join(r.Dir, "before.yaml"))
	if errors.Is(err, fs.ErrNotExist) {
		return in
	}
	if err == nil {
		in.Before, err = e.Read(context.Background(), engine.Input{FS: fstest.MapFS{"before.yaml": {Data: before}}})
	}
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// want is an expected finding.
type want struct {
	line  int
	level string
	text  string
}

var wantComment = regexp.MustCompile(`(?:#|<!--) want (.*?)(?: -->)?$`)

func wants(t *testing.T, data []byte) []want {
	t.Helper()
	var all []want
	for i, line := range strings.Split(string(data), "\n") {
		m := wantComment.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		for rest := strings.TrimSpace(m[1]); rest != ""; rest = strings.TrimSpace(rest) {
			w := want{line: i + 1}
			if !strings.HasPrefix(rest, `"`) {
				w.level, rest, _ = strings.Cut(rest, " ")
			}
			quoted, err := strconv.QuotedPrefix(rest)
			if err != nil {
				t.Fatalf("line %d: %s: write # want \"text\"", i+1, m[0])
			}
			w.text, _ = strconv.Unquote(quoted)
			rest = rest[len(quoted):]
			all = append(all, w)
		}
	}
	return all
}

func check(t *testing.T, rep *engine.Report, r *policy.Rule, name string, wanted []want) {
	t.Helper()
	for _, f := range rep.Findings {
		switch {
		case f.Category == "definition-file":
			t.Errorf("%s:%d: the example is malformed: %s", name, f.Location.Line, f.Message)
			continue
		case f.Name() != r.Name():
			continue
		case f.Message == r.Title:
			t.Errorf("%s:%d: the message expression failed", name, f.Location.Line)
		}
		i := slices.IndexFunc(wanted, func(w want) bool {
			return w.line == f.Location.Line && strings.Contains(f.Message, w.text) && (w.level == "" || w.level == f.Level.String())
		})
		if i < 0 {
			t.Errorf("%s:%d: unexpected %s: %s", name, f.Location.Line, f.Level, f.Message)
			continue
		}
		wanted = slices.Delete(wanted, i, i+1)
	}
	for _, w := range wanted {
		t.Errorf("%s:%d: no finding with %s %q", name, w.line, w.level, w.text)
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
	current(t, "../docs/rules.md", report.RuleIndex(all))
}

func page(t *testing.T, r *policy.Rule) string {
	t.Helper()
	text := report.RulePage(r)
	if data, err := os.ReadFile(path.Join(r.Dir, "before.yaml")); err == nil {
		text += shown("Before", "before.yaml", data)
	} else if !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	for _, part := range []struct{ title, outcome string }{{"Flagged", "fail"}, {"Not flagged", "pass"}} {
		name, data := exampleFile(t, r, part.outcome)
		text += shown(part.title, name, data)
	}
	return text
}

// shown is an example on the page of a rule.
func shown(title, name string, data []byte) string {
	language := map[string]string{".yaml": "yaml", ".md": "markdown"}[path.Ext(name)]
	return "\n## " + title + "\n\n```" + language + "\n" + strings.TrimSpace(string(data)) + "\n```\n"
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
		t.Errorf("%s needs updating: run go test ./rules -run PagesAreCurrent -update", file)
	}
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
