package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
)

// reports are those that every format for programs must render so that its reader can take it.
func reports(t *testing.T) map[string]*engine.Report {
	all := map[string]*engine.Report{"acme": acme(t), "empty": {}, "many": many(5_000)}
	for _, s := range hostile {
		all[s] = hostileReport(t, s)
	}
	return all
}

// TestJSON holds that a report which is written finding by finding is that of the whole document, and that
// it is written in pieces that do not grow with it.
func TestJSON(t *testing.T) {
	for name, r := range reports(t) {
		var whole bytes.Buffer
		if err := Encode(&whole, documentOf(r, Options{Version: "1"})); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(whole.String(), write(t, JSON, r, Options{Version: "1"})); diff != "" {
			t.Errorf("%q: %s", name, diff)
		}
	}
	longest := func(findings int) int {
		var w longestWrite
		if err := JSON(&w, many(findings), Options{}); err != nil {
			t.Fatal(err)
		}
		return w.bytes
	}
	if few, all := longest(1_000), longest(5_000); all > few {
		t.Errorf("of five times as many findings, %d bytes are written at a time and not %d", all, few)
	}
}

// longestWrite is how many bytes were written at a time, at most.
type longestWrite struct{ bytes int }

func (w *longestWrite) Write(b []byte) (int, error) {
	w.bytes = max(w.bytes, len(b))
	return len(b), nil
}

func TestJSONLines(t *testing.T) {
	for name, r := range reports(t) {
		lines := strings.Split(strings.TrimSuffix(write(t, JSONLines, r, Options{Version: "1"}), "\n"), "\n")
		kinds := map[string]int{}
		for _, line := range lines {
			var o struct{ Type, Message string }
			if err := json.Unmarshal([]byte(line), &o); err != nil {
				t.Fatalf("%q: %q: %v", name, line, err)
			}
			kinds[o.Type]++
		}
		if kinds["finding"] != len(r.Findings) || kinds["error"] != len(r.Errors)+len(r.Unreadable) || kinds["summary"] != 1 {
			t.Errorf("%q: %v", name, kinds)
		}
		if last := lines[len(lines)-1]; !strings.HasPrefix(last, `{"type":"summary","version":1,`) {
			t.Errorf("%q ends with %q", name, last)
		}
	}
}

// TestJUnit reads the XML back: figures are the sums of what they count, and no two tests have one name.
func TestJUnit(t *testing.T) {
	for name, r := range reports(t) {
		var doc junitSuites
		if err := xml.Unmarshal([]byte(write(t, JUnit, r, Options{})), &doc); err != nil {
			t.Fatalf("%q: %v", name, err)
		}
		var total junitSuite
		seen := map[string]bool{}
		for _, s := range doc.Suites {
			var n junitSuite
			for _, c := range s.Cases {
				if key := c.Class + " " + c.Name; seen[key] {
					t.Errorf("%q: two tests are called %q", name, key)
				} else {
					seen[key] = true
				}
				n.Tests++
				n.Failures += one(c.Failure)
				n.Errors += one(c.Error)
				n.Skipped += one(c.Skipped)
			}
			if n.Tests != s.Tests || n.Failures != s.Failures || n.Errors != s.Errors || n.Skipped != s.Skipped {
				t.Errorf("%q: suite %q counts %+v", name, s.Name, s)
			}
			total.Tests, total.Failures, total.Errors, total.Skipped = total.Tests+n.Tests, total.Failures+n.Failures, total.Errors+n.Errors, total.Skipped+n.Skipped
		}
		if total.Tests != doc.Tests || total.Failures != doc.Failures || total.Errors != doc.Errors || total.Skipped != doc.Skipped {
			t.Errorf("%q: %d tests, %d failures", name, doc.Tests, doc.Failures)
		}
		if doc.Failures != r.Summary.Error || doc.Errors != len(r.Errors)+len(r.Unreadable) {
			t.Errorf("%q: %d failures, %d errors", name, doc.Failures, doc.Errors)
		}
	}
}

func one(r *junitResult) int {
	if r != nil {
		return 1
	}
	return 0
}

// TestJUnitOutcomes holds what fails a test: what fails the run. A rule that holds passes its own.
func TestJUnitOutcomes(t *testing.T) {
	r := many(30)
	r.Rules = append(r.Rules, &policy.Rule{ID: "sound", Category: "supply"}, &policy.Rule{ID: "off", Category: "supply"})
	r.Looked["supply/sound"] = 4
	var doc junitSuites
	out := write(t, JUnit, r, Options{Fails: func(f *engine.Finding) bool { return f.Level >= policy.Warning && f.Outcome == engine.Violated }})
	if err := xml.Unmarshal([]byte(out), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Tests != 31 || doc.Failures != r.Summary.Error+r.Summary.Warning || doc.Skipped != r.Summary.NotCheckable {
		t.Errorf("%d tests, %d failures, %d skipped", doc.Tests, doc.Failures, doc.Skipped)
	}
	if !strings.Contains(out, `<testcase name="sound" classname="kpilint.supply"></testcase>`) || strings.Contains(out, `name="off"`) {
		t.Error("a rule that holds passes, and one that is off is not there")
	}
}

func TestCheckstyle(t *testing.T) {
	for name, r := range reports(t) {
		var doc checkstyle
		if err := xml.Unmarshal([]byte(write(t, Checkstyle, r, Options{})), &doc); err != nil {
			t.Fatalf("%q: %v", name, err)
		}
		n, files := 0, map[string]bool{}
		for _, f := range doc.Files {
			if files[f.Name] {
				t.Errorf("%q: file %q twice", name, f.Name)
			}
			files[f.Name] = true
			for _, e := range f.Errors {
				n++
				if e.Line < 1 || e.Column < 1 || !strings.Contains("error warning info", e.Severity) {
					t.Errorf("%q: %+v", name, e)
				}
			}
		}
		if want := len(standing(r)) + len(failures(r)); n != want {
			t.Errorf("%q: %d of %d", name, n, want)
		}
	}
}

// TestGitLab holds what GitLab asks of each issue; equal fingerprints it would take for one.
func TestGitLab(t *testing.T) {
	for name, r := range reports(t) {
		out := write(t, GitLab, r, Options{Below: "."})
		var issues []gitlabIssue
		if err := json.Unmarshal([]byte(out), &issues); err != nil || !strings.HasPrefix(out, "[") {
			t.Fatalf("%q: %v", name, err)
		}
		seen := map[string]bool{}
		for _, i := range issues {
			if seen[i.Fingerprint] || i.Location.Lines.Begin < 1 || strings.HasPrefix(i.Location.Path, "./") ||
				!strings.Contains("info minor major critical blocker", i.Severity) {
				t.Errorf("%q: %+v", name, i)
			}
			seen[i.Fingerprint] = true
		}
		if want := len(standing(r)) + len(failures(r)); len(issues) != want {
			t.Errorf("%q: %d of %d", name, len(issues), want)
		}
	}
}

// TestRDJSON holds that columns count bytes.
func TestRDJSON(t *testing.T) {
	for name, r := range reports(t) {
		var doc rdjson
		if err := json.Unmarshal([]byte(write(t, RDJSON, r, Options{})), &doc); err != nil {
			t.Fatalf("%q: %v", name, err)
		}
		if want := len(standing(r)) + len(failures(r)); len(doc.Diagnostics) != want {
			t.Errorf("%q: %d of %d", name, len(doc.Diagnostics), want)
		}
	}
	r := &engine.Report{
		Sources:  map[string][]byte{"a.yaml": []byte("\ufeffx: 1\n{ \"é😀\": 1, b: 2 }\r\n")},
		Findings: []engine.Finding{{Level: policy.Error, Location: source.Location{File: "a.yaml", Span: source.Span{Line: 2, Column: 12, EndLine: 2, EndColumn: 13}}}},
	}
	var doc rdjson
	if err := json.Unmarshal([]byte(write(t, RDJSON, r, Options{})), &doc); err != nil {
		t.Fatal(err)
	}
	if at := doc.Diagnostics[0].Location.Range; at.Start != (rdPosition{2, 16}) || at.End != (rdPosition{2, 17}) {
		t.Errorf("range %+v, want byte columns 16 to 17", at)
	}
	if got := byteColumn(source.NewLines([]byte("é")), 1, 4); got != 5 {
		t.Errorf("two past the end is column %d, want 5", got)
	}
}

// TestFixes applies the changes that SARIF and rdjson carry, as their readers count, and gets what the edit means.
func TestFixes(t *testing.T) {
	text := "\ufeffkind: \"é😀\"\r\ntarget: {a: \"é😀\", b: 漢}\r\nrest: 1\r\n"
	from := strings.Index(text, "b: 漢")
	for _, splice := range []source.Splice{
		{From: from, To: from + len("b: 漢"), Text: "b: 2"}, {From: from, To: from, Text: "new: x, "}, {From: strings.Index(text, "target"), To: strings.Index(text, "rest"), Text: ""},
		{From: len(text), To: len(text), Text: "more: é\n"},
	} {
		for _, unsafe := range []bool{false, true} {
			r := &engine.Report{Sources: map[string][]byte{"a.yaml": []byte(text)}, Findings: []engine.Finding{{
				Rule: "r", Category: "c", Level: policy.Error, Outcome: engine.Violated, Location: source.Location{File: "a.yaml", Span: source.Span{Line: 1, Column: 1, EndLine: 1, EndColumn: 2}},
				Fix: "Do it.", Edit: &engine.Edit{File: "a.yaml", Path: "a.yaml", Splice: splice, Unsafe: unsafe},
			}}}
			want := string(source.Apply([]byte(text), []source.Splice{splice}))
			var log sarifLog
			out := write(t, SARIF, r, Options{})
			if err := json.Unmarshal([]byte(out), &log); err != nil {
				t.Fatal(err)
			}
			change := log.Runs[0].Results[0].Fixes[0].Changes[0]
			at := change.Replacements[0].Deleted
			runes := func(s string, n int) int { return len(string([]rune(s)[:n])) }
			if got := splicedAt(text, at.StartLine, at.StartColumn, at.EndLine, at.EndColumn, change.Replacements[0].Inserted.Text, runes); got != want {
				t.Errorf("SARIF %+v gives %q, want %q", at, got, want)
			}
			var doc rdjson
			if err := json.Unmarshal([]byte(write(t, RDJSON, r, Options{})), &doc); err != nil {
				t.Fatal(err)
			}
			all := doc.Diagnostics[0].Suggestions
			if unsafe != (len(all) == 0) {
				t.Fatalf("unsafe %v: %v", unsafe, all)
			}
			for _, s := range all {
				bytes := func(_ string, n int) int { return n }
				if got := splicedAt(text, s.Range.Start.Line, s.Range.Start.Column, s.Range.End.Line, s.Range.End.Column, s.Text, bytes); got != want {
					t.Errorf("rdjson %+v gives %q, want %q", s, got, want)
				}
			}
		}
	}
}

// splicedAt replaces a region of a text, whose columns are measured by a function.
func splicedAt(text string, line, column, endLine, endColumn int, by string, measure func(s string, n int) int) string {
	offset := func(line, column int) int {
		at := len("\ufeff")
		for range line - 1 {
			at += strings.Index(text[at:], "\n") + 1
		}
		return at + measure(text[at:], column-1)
	}
	return text[:offset(line, column)] + by + text[offset(endLine, endColumn):]
}

// TestGitHub holds the limits: ten of a kind, the gravest first, and a last line that says what is left.
func TestGitHub(t *testing.T) {
	notice := ""
	out := write(t, GitHub, many(5_000), Options{Below: "handbook", Notice: func(s string) { notice = s }})
	for _, kind := range []string{"::error ", "::warning ", "::notice "} {
		if n := strings.Count(out, "\n"+kind) + strings.Count(out[:9], kind); n != annotations {
			t.Errorf("%d of %s", n, kind)
		}
	}
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	want := "not shown as annotations: 1490 errors, 1490 warnings, 490 not checkable and 1500 info, as GitHub shows 10 of a kind in a step; the log above has them all"
	if last := lines[len(lines)-1]; last != want || notice != want {
		t.Errorf("last line %q", last)
	}
	if !strings.HasPrefix(out, "::error title=supply/rule-2,file=handbook/teams/team-2.yaml,line=3,endLine=3,col=13,endColumn=40::5 people × 2 calls/person/day") {
		t.Errorf("begins %.200q", out)
	}
	if few := write(t, GitHub, acme(t), Options{}); strings.Contains(few, "not shown") {
		t.Error("says that something is left out of a report that fits")
	}
}

// TestGitHubEscapes decodes commands as GitHub's runner does and compares them with what was meant.
func TestGitHubEscapes(t *testing.T) {
	decode := strings.NewReplacer("%25", "%", "%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",")
	for _, s := range append(hostile, "a%0Ab", "50 %", "a,b:c", "x::y,line=9::z") {
		g := strings.TrimSuffix(fmt.Sprintf("%s|%s", property(s), data(s)), "\n")
		title, message, _ := strings.Cut(g, "|")
		if strings.ContainsAny(title, ":,\r\n") || strings.ContainsAny(message, "\r\n") {
			t.Errorf("%q: %q", s, g)
		}
		if decode.Replace(title) != Safe(s) || decode.Replace(message) != Lines(s) {
			t.Errorf("%q is read back as %q", s, decode.Replace(g))
		}
	}
}
