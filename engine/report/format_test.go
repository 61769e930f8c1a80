package report

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/trust"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/rules"
)

var update = flag.Bool("update", false, "write the golden files")

// some are the rules of the golden files: a few of each kind, so that a new rule does not change them.
var some = []string{
	"supply/supply-below-demand", "capacity/role-overloaded", "capacity/target-exceeds-time", "alignment/objective-without-goal",
	"counterweight/speed-without-resolution", "definition/owner-missing",
}

// linter has these rules.
var linter = sync.OnceValues(func() (*engine.Engine, error) {
	pack := fstest.MapFS{}
	for _, name := range some {
		for _, file := range []string{"rule.yaml", "rule.rego"} {
			if data, err := fs.ReadFile(rules.FS, path.Join(name, file)); err == nil {
				pack[path.Join(name, file)] = &fstest.MapFile{Data: data}
			}
		}
	}
	return engine.New(engine.Options{AsOf: calendar.Date{Year: 2026, Month: 5, Day: 20}, Packs: []engine.Pack{{FS: pack, Dir: ".", Pages: "https://example.org/"}}})
})

func lint(t testing.TB, files fs.FS) *engine.Report {
	t.Helper()
	e, err := linter()
	if err != nil {
		t.Fatal(err)
	}
	r, err := e.Lint(context.Background(), engine.Input{FS: files, AllFacts: true})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func acme(t testing.TB) *engine.Report { return lint(t, os.DirFS("../../testdata/acme")) }

func write(t testing.TB, w Writer, r *engine.Report, o Options) string {
	t.Helper()
	var buf bytes.Buffer
	if err := w(&buf, r, o); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

// TestGolden compares the example company in every format that is small with testdata/acme.*; -update writes them.
func TestGolden(t *testing.T) {
	r := acme(t)
	table, err := Template("table.tmpl", `{{range .findings}}{{csv .rule .level .location.file .location.line .message}}
{{end}}{{.summary.error}} errors
`)
	if err != nil {
		t.Fatal(err)
	}
	for name, w := range map[string]Writer{
		"jsonl": JSONLines, "sarif": SARIF, "github.txt": GitHub, "junit.xml": JUnit, "gitlab.json": GitLab, "checkstyle.xml": Checkstyle,
		"rdjson": RDJSON, "md": Markdown, "csv": table, "findings.csv": CSV,
	} {
		t.Run(name, func(t *testing.T) {
			got := write(t, w, r, Options{Version: "test", Below: "handbook"})
			file := filepath.Join("testdata", "acme."+name)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Error(diff)
			}
			if again := write(t, w, acme(t), Options{Version: "test", Below: "handbook"}); again != got {
				t.Error("two runs differ")
			}
		})
	}
}

// TestForFormat names the formats, and the nearest one to a misspelt name.
func TestForFormat(t *testing.T) {
	for _, name := range Formats() {
		if w, err := ForFormat(name); w == nil || err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := ForFormat("sariff")
	if err == nil || !strings.Contains(err.Error(), `did you mean "sarif"?`) || !strings.Contains(err.Error(), "template=FILE") {
		t.Errorf("sariff: %v", err)
	}
}

// hostileReport has a text in every place where a definition, a rule, a file or an error can bring one.
func hostileReport(t testing.TB, s string) *engine.Report {
	t.Helper()
	at := source.Location{File: s, Span: source.Span{Line: 1, Column: 1, EndLine: 1, EndColumn: 2}}
	r := &engine.Report{
		AsOf: "2026-05-20", Looked: map[string]int{s + "/" + s: 1}, Sources: map[string][]byte{s: []byte(s)},
		Rules:      []*policy.Rule{{ID: s, Category: s, Title: s, Level: policy.Warning, Why: s, Fix: s, Sources: []string{s}}},
		Errors:     []*policy.RuleError{{Rule: s, Location: source.Location{File: s}, Message: s, Line: s, Resource: s}},
		Unreadable: []error{fmt.Errorf("%s", s)},
		Model:      hostileModel(t, s),
		Trusted: &trust.Report{Rev: s, Pending: []trust.Entry{{What: "exception", Name: s, Location: at}},
			Altered:     []trust.Altered{{Rule: s, Resource: engine.Resource{ID: s}, By: s, Location: at}},
			Deleted:     []engine.Resource{{Kind: s, ID: s}},
			Lowered:     []trust.Lowered{{Rule: s, Resource: engine.Resource{ID: s}, From: s, To: s, Location: at}},
			TargetsGone: []trust.TargetGone{{Resource: engine.Resource{ID: s}, Target: s, Location: at}},
			WithChange:  &trust.WithChange{Error: s}},
	}
	for _, f := range []engine.Finding{
		{Level: policy.Error, Outcome: engine.Violated, Because: s,
			Evidence: &policy.Evidence{Derivation: hostileTree(s)}},
		{Level: policy.Warning, Outcome: engine.Violated},
		{Level: policy.Error, Outcome: engine.NotCheckable, Missing: []string{s}},
		{Level: policy.Error, Outcome: engine.Violated, Suppressed: &engine.Suppression{By: s, Reason: s, Until: s}},
	} {
		f.Rule, f.Category, f.Message, f.Fix, f.Location, f.Fingerprint = s, s, s, s, at, s
		f.Resource = engine.Resource{Kind: "Role", ID: s}
		f.Related = []source.Related{{Location: at, Message: s}}
		f.Values = []policy.Value{{Name: s, Text: s}}
		r.Findings = append(r.Findings, f)
	}
	r.Recount()
	return r
}

func hostileTree(s string) *model.Object {
	leaf, tree := &model.Object{}, &model.Object{}
	for _, name := range []string{"label", "text", "note"} {
		leaf.Set(name, s)
		tree.Set(name, s)
	}
	leaf.Set("file", s)
	leaf.Set("line", 1)
	tree.Set("op", "×")
	tree.Set("of", model.List{leaf, leaf})
	return tree
}

// hostileModel is an organisation whose names and sentences are a text.
func hostileModel(t testing.TB, s string) *view.Organisation {
	t.Helper()
	text, err := json.Marshal(strings.ToValidUTF8(s, ""))
	if err != nil {
		t.Fatal(err)
	}
	definitions := strings.ReplaceAll(`[
		{"apiVersion": "kpilint/v1", "kind": "Organisation", "id": "org", "name": TEXT},
		{"apiVersion": "kpilint/v1", "kind": "Team", "id": "team", "name": TEXT, "description": TEXT, "parent": "org",
			"roles": [{"id": "seller", "name": TEXT, "headcount": 3, "kpis": [{"id": "calls", "name": TEXT, "because": TEXT, "target": ">= 50 calls/person/day",
				"effort": "15 min/call", "needs": [{"item": "lead", "amount": "1 lead/call"}]}]}],
			"kpis": [{"id": "leads", "name": TEXT, "target": TEXT, "produces": "lead"}]},
		{"apiVersion": "kpilint/v1", "kind": "Exception", "id": "pilot", "name": TEXT, "rules": ["role-overloaded"], "for": ["team/calls"], "reason": TEXT,
			"approvedBy": TEXT, "until": "2026-06-30", "ticket": TEXT}]`, "TEXT", string(text))
	return lint(t, fstest.MapFS{"a.json": {Data: []byte(definitions)}}).Model
}

// TestHostileFormats holds that no text of a definition gives a command to the runner of a build, in any format on standard output.
func TestHostileFormats(t *testing.T) {
	for _, s := range hostile {
		r := hostileReport(t, s)
		for _, name := range Formats() {
			out := write(t, writers[name].write, r, Options{})
			if Binary(name) {
				out = unzipped(t, out) // in what is compressed anything may stand
			}
			if command := commands.FindString(out); command != "" {
				t.Errorf("%s of %q holds %s", name, s, command)
			}
			for line := range strings.SplitSeq(out, "\n") {
				if name == "csv" {
					line = strings.TrimSuffix(line, "\r") // as RFC 4180 ends them
				}
				command := strings.HasPrefix(strings.TrimLeft(line, " \t"), "::")
				ours := name == "github" && (strings.HasPrefix(line, "::error title=") || strings.HasPrefix(line, "::warning title=") ||
					strings.HasPrefix(line, "::notice title=") || line == "::group::kpilint: all findings" || line == "::endgroup::")
				if command && !ours || strings.ContainsAny(line, "\x1b\r\x00\u0085\u009b\u202e\u200b\ufeff\U000e0041") {
					t.Errorf("%s of %q has the line %q", name, s, line)
				}
			}
		}
	}
}

// many is a report with a number of findings, spread over files, rules and levels.
func many(n int) *engine.Report {
	r := &engine.Report{AsOf: "2026-05-20", Looked: map[string]int{}, Sources: map[string][]byte{}}
	for i := range 20 {
		rule := &policy.Rule{ID: fmt.Sprintf("rule-%d", i), Category: "supply", Title: "A rule", Level: policy.Error, Why: "For the test.", Fix: "Nothing."}
		r.Rules = append(r.Rules, rule)
		r.Looked[rule.Name()] = n
	}
	for i := range n {
		f := engine.Finding{
			Rule: fmt.Sprintf("rule-%d", i%20), Category: "supply", Level: policy.Level(1 + i%3), Outcome: engine.Violated,
			Resource: engine.Resource{Kind: "KPI", ID: fmt.Sprintf("team-%d/kpi-%d", i%50, i)}, Fingerprint: fmt.Sprintf("%024x", i),
			Message: fmt.Sprintf("5 people × %d calls/person/day × 20 days/month = %d calls/month needed; nobody supplies them", i, 100*i),
			Fix:     "Lower the target, or raise the supply.", Because: "a sum", Evidence: &policy.Evidence{Derivation: hostileTree("50 calls")},
			Location: source.Location{File: fmt.Sprintf("teams/team-%d.yaml", i%50), Span: source.Span{Line: 1 + i, Column: 13, EndLine: 1 + i, EndColumn: 40}},
		}
		if i%10 == 9 {
			f.Outcome, f.Missing = engine.NotCheckable, []string{"`x` has no target"}
		}
		r.Findings = append(r.Findings, f)
	}
	r.Summary.Definitions, r.Summary.Rules = n, 20
	r.Recount()
	return r
}
