package report

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
)

// hostile are texts that try to reach a terminal or a build log through a name or a message.
var hostile = []string{
	"plain", "x\r::stop-commands::t", "::error::x", "  ::set-output name=a::b", "a ##[error]b", "\x1b[31mred", "a\u202eb", "a\u200bb", "a\nb", "\u0085x", "\ufeffx",
	string([]byte{0xff, 'a'}), "näht 😀 漢字", "<script>alert(1)</script>", "=HYPERLINK(1)", "\x00", "a\tb", "::", "##[", "x ::error::y", "\u009b31m", "a\U000e0041", "x ##vso[task.setvariable variable=PATH]/evil", "##VSO[x]", "###vso[x", "##teamcity[buildStatus text='x']",
}

// commands are what the runners of GitHub, Azure and TeamCity take from any line.
var commands = regexp.MustCompile(`(?i)##(\[|vso\[|teamcity\[)`)

func TestSafe(t *testing.T) {
	for _, s := range hostile {
		checkSafe(t, Safe(s))
	}
	for in, want := range map[string]string{
		"a::b": "a::b", "::error::x": `\x3a:error::x`, "a##[b": `a\x23#[b`, "a ##vso[b": `a \x23#vso[b`, "###teamcity[b": `#\x23#teamcity[b`, "## a": "## a", "\x1b[31m": `\u001b[31m`, "a\nb": "a b", "50 % ÷ 漢": "50 % ÷ 漢",
		"👩\u200d🔬 \u06cc\u200c\u0645": "👩\u200d🔬 \u06cc\u200c\u0645",
		"pay\u200dpal \u200d👩":        `pay\u200dpal \u200d👩`, "\u06cc\u200c": "\u06cc\\u200c",
	} {
		if got := Safe(in); got != want {
			t.Errorf("Safe(%q) = %q, want %q", in, got, want)
		}
	}
}

func checkSafe(t *testing.T, s string) {
	t.Helper()
	if commands.MatchString(s) || strings.HasPrefix(strings.TrimLeft(s, " \t"), "::") {
		t.Errorf("%q is a command to a runner", s)
	}
	for i, r := range s {
		if isJoiner(r) && i > 0 && joins(after(s[i:])) {
			continue
		}
		if r != '\t' && r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
			t.Errorf("%q holds %U", s, r)
		}
	}
}

func FuzzSafe(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkSafe(t, Safe(s)) })
}

// TestHostileReport holds that no text of a definition gives a command to a runner or a terminal, in any format.
func TestHostileReport(t *testing.T) {
	for _, s := range hostile {
		r := &engine.Report{
			Sources:  map[string][]byte{s: []byte(s)},
			Errors:   []*policy.RuleError{{Rule: s, Message: s, Line: s}},
			Findings: []engine.Finding{{Rule: "r", Category: s, Level: policy.Error, Message: s, Fix: s, Location: source.Location{File: s, Span: source.Span{Line: 1, Column: 1, EndLine: 1, EndColumn: 2}}, Related: []source.Related{{Message: s}}}},
		}
		var buf bytes.Buffer
		if err := Text(&buf, r, Options{}); err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(buf.String(), "\n") {
			checkSafe(t, line)
		}
		buf.Reset()
		if err := JSON(&buf, r, Options{}); err != nil {
			t.Fatal(err)
		}
		if !json.Valid(buf.Bytes()) || commands.Match(buf.Bytes()) {
			t.Errorf("%q: %s", s, buf.String())
		}
	}
}

// TestClip holds where the caret stands: under the region, whatever is before it.
func TestClip(t *testing.T) {
	long := strings.Repeat("x", 300) + "TARGET" + strings.Repeat("y", 300)
	cases := []struct {
		line          string
		column, width int
		lead, marked  string
	}{
		{"    target: 50", 12, 2, strings.Repeat(" ", 12), "50"},
		{"\ttarget: 50", 9, 2, "\t        ", "50"},
		{"  漢字: 50", 6, 2, "        ", "50"},
		{"target:", 7, 1, "       ", ""},
		{"", 0, 1, "", ""},
		{long, 300, 6, strings.Repeat(" ", 81), "TARGET"},
	}
	for _, c := range cases {
		shown, lead, mark := clip(source.NewLines([]byte(c.line)), 1, c.column, c.width)
		if lead != c.lead || c.marked != "" && (mark != len(c.marked) || !strings.Contains(shown, c.marked)) {
			t.Errorf("clip(%.20q, %d, %d) = %.40q, lead %q, mark %d", c.line, c.column, c.width, shown, lead, mark)
		}
	}
}
