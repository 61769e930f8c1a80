package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	gosarif "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
)

// officialSchema is the JSON Schema of SARIF 2.1.0 by OASIS, which go-sarif carries as a constant.
func officialSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	pkg, err := build.Import("github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif", ".", build.FindOnly)
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(pkg.Dir, "schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && text == "" {
			text, err = strconv.Unquote(lit.Value)
		}
		return true
	})
	if err != nil || !strings.Contains(text, `"docs.oasis-open.org`) && !strings.Contains(text, "docs.oasis-open.org/sarif") {
		t.Fatalf("no schema found: %v", err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat = true
	if err := c.AddResource("sarif.json", strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	return c.MustCompile("sarif.json")
}

// TestSARIF validates against the official schema, with one that is wrong as a check of the check, and reads the file as a tool would.
func TestSARIF(t *testing.T) {
	schema := officialSchema(t)
	broken := &engine.Report{Errors: []*policy.RuleError{{Rule: "a/b", Location: source.Location{File: "a/b/rule.yaml"}, Message: "does not compile"}}}
	reports := map[string]*engine.Report{"acme": acme(t), "empty": {}, "broken": broken, "many": many(5_000), "fixes": fixable()}
	for _, s := range hostile {
		reports[s] = hostileReport(t, s)
	}
	for name, r := range reports {
		out := write(t, SARIF, r, Options{Version: "1.0.0"})
		var doc any
		if err := json.Unmarshal([]byte(out), &doc); err != nil {
			t.Fatalf("%q: %v", name, err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%q: %#v", name, err)
		}
		read, err := gosarif.FromString(out)
		if err != nil || len(read.Runs) != 1 || len(read.Runs[0].Results) != len(r.Findings) {
			t.Errorf("%q: read back %v", name, err)
		}
		checkReferences(t, out)
	}
	var wrong any
	if err := json.Unmarshal([]byte(`{"version": "2.1.0", "runs": [{"results": []}]}`), &wrong); err != nil || schema.Validate(wrong) == nil {
		t.Error("a run without a tool is accepted")
	}
}

// fixable is a report with an edit.
func fixable() *engine.Report {
	r := many(1)
	f := &r.Findings[0]
	r.Sources[f.Location.File] = []byte("target: 1\n")
	f.Edit = &engine.Edit{File: f.Location.File, Splice: source.Splice{From: 8, To: 9, Text: "2"}}
	return r
}

// checkReferences holds what the schema cannot: indexes fit, fingerprints are there, kinds and levels go together, regions are whole.
func checkReferences(t *testing.T, out string) {
	t.Helper()
	var log sarifLog
	if err := json.Unmarshal([]byte(out), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	for _, res := range run.Results {
		if res.Index >= len(run.Tool.Driver.Rules) || run.Tool.Driver.Rules[res.Index].ID != res.Rule {
			t.Errorf("rule %q is not at %d", res.Rule, res.Index)
		}
		if (res.Kind == "fail") == (res.Level == "none") {
			t.Errorf("%s: kind %s with level %s", res.Rule, res.Kind, res.Level)
		}
		if len(res.Fingerprints) != 2 || res.Fingerprints[firstVersion] == "" || res.Fingerprints[presentVersion] == "" {
			t.Errorf("%s: fingerprints %v", res.Rule, res.Fingerprints)
		}
		for _, l := range append(res.Locations, res.Related...) {
			at, uri := l.Physical.Region, l.Physical.Artifact.URI
			if at.StartLine < 1 || at.StartColumn < 1 || at.EndLine < at.StartLine || at.EndLine == at.StartLine && at.EndColumn < at.StartColumn {
				t.Errorf("%s: region %v", res.Rule, at)
			}
			if strings.ContainsFunc(uri, func(r rune) bool { return r > unicode.MaxASCII || r <= ' ' || strings.ContainsRune(`<>"\^{}|:`+"`", r) }) {
				t.Errorf("%s: uri %q", res.Rule, uri)
			}
		}
	}
	for _, rule := range run.Tool.Driver.Rules {
		if rule.Help.Text == "" && rule.ID != "" && rule.Short.Text != "" || len([]rune(rule.Full.Text)) > 2*sarifText {
			t.Errorf("rule %q: help %q", rule.ID, rule.Help.Text)
		}
	}
}

// TestSARIFOutcomes holds how findings are told: what is not checkable is open, what is excepted suppressed, and a failed rule a failed run.
func TestSARIFOutcomes(t *testing.T) {
	r := many(10)
	r.Findings[0].Suppressed = &engine.Suppression{By: "pilot", Reason: "We try it.", Until: "2026-06-30"}
	r.Errors = []*policy.RuleError{{Rule: "supply/rule-3", Location: source.Location{File: "r.yaml"}, Message: "fails"}}
	var log sarifLog
	if err := json.Unmarshal([]byte(write(t, SARIF, r, Options{})), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if s := run.Results[0].Suppressions; len(s) != 1 || s[0].Justification != "excepted by pilot until 2026-06-30: We try it." {
		t.Errorf("suppressions %v", s)
	}
	if run.Results[9].Kind != "open" || run.Results[2].Level != "error" || run.Results[1].Level != "warning" || run.Results[0].Level != "note" {
		t.Errorf("%v", run.Results)
	}
	if i := run.Invocations[0]; i.Successful || len(i.Notifications) != 1 || i.Notifications[0].Rule.ID != "supply/rule-3" {
		t.Errorf("invocation %v", i)
	}
}

// TestSARIFLimits holds what GitHub takes: the number of results, of places, and the size, with a notice when something is left out.
func TestSARIFLimits(t *testing.T) {
	r := many(sarifResults + 100)
	for range sarifPlaces + 5 {
		r.Findings[2].Related = append(r.Findings[2].Related, source.Related{Location: r.Findings[2].Location, Message: "part"})
	}
	var notices []string
	out := write(t, SARIF, r, Options{Notice: func(s string) { notices = append(notices, s) }})
	var log sarifLog
	if err := json.Unmarshal([]byte(out), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if len(run.Results) > sarifResults || len(run.Results[0].Related) > sarifPlaces || compressed([]byte(out)) > sarifBytes {
		t.Errorf("%d results, %d places, %d bytes", len(run.Results), len(run.Results[0].Related), compressed([]byte(out)))
	}
	if len(run.Invocations[0].Notifications) != 3 || len(notices) != 3 {
		t.Errorf("notices %q, notifications %v", notices, run.Invocations[0].Notifications)
	}
	levels := map[string]int{}
	for _, res := range run.Results {
		levels[res.Level]++
	}
	if levels["error"] != r.Summary.Error || levels["warning"] != r.Summary.Warning || levels["note"] != r.Summary.Info-100 {
		t.Errorf("what is kept is not the most important: %v of %+v", levels, r.Summary)
	}
}

// TestSARIFSize leaves results out until the file is small enough, and says so.
func TestSARIFSize(t *testing.T) {
	var buf bytes.Buffer
	notice := ""
	if err := sarifWithin(&buf, many(2_000), Options{Notice: func(s string) { notice = s }}, 20_000); err != nil {
		t.Fatal(err)
	}
	var log sarifLog
	if err := json.Unmarshal(buf.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	n := len(log.Runs[0].Results)
	if compressed(buf.Bytes()) > 20_000 || n < 200 || !strings.HasPrefix(notice, fmt.Sprintf("%d of 2000 results left out", 2_000-n)) {
		t.Errorf("%d bytes, %d results, %q", compressed(buf.Bytes()), n, notice)
	}
}
