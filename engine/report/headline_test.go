package report

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
)

// TestHeadlines compares the headlines that the examples of the rules give with testdata/headlines.txt, which is
// there to be read. Every rule that has one of its own gives it, and none names an id that has a name.
func TestHeadlines(t *testing.T) {
	catalogue := os.DirFS("../../rules")
	e, err := engine.New(engine.Options{
		AsOf: calendar.Date{Year: 2026, Month: 5, Day: 20}, Packs: []engine.Pack{{FS: catalogue, Dir: "."}},
	})
	if err != nil {
		t.Fatal(err)
	}
	fails, err := fs.Glob(catalogue, "*/*/fail.yaml")
	if err != nil || len(fails) == 0 {
		t.Fatal("there are no examples", err)
	}
	var out strings.Builder
	for _, name := range fails {
		data, err := fs.ReadFile(catalogue, name)
		if err != nil {
			t.Fatal(err)
		}
		r, err := e.Lint(context.Background(), engine.Input{FS: fstest.MapFS{"fail.yaml": {Data: data}}})
		if err != nil {
			t.Fatal(err)
		}
		rule := path.Dir(name)
		own := headlinesOf(t, &out, r, rule)
		if headlines[rule] != nil && own == 0 {
			t.Errorf("no example gives the headline of %s", rule)
		}
	}
	for rule := range headlines {
		if _, err := fs.Stat(catalogue, path.Join(rule, "rule.yaml")); err != nil {
			t.Errorf("there is a headline for %s, and no such rule", rule)
		}
	}
	golden := "testdata/headlines.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Error(diff)
	}
}

// outside is how long a headline is without the names and texts of others in it.
func outside(headline string) int {
	return utf8.RuneCountInString(inMarks().ReplaceAllString(headline, ""))
}

// headlinesOf writes the headlines of the findings of a rule, and counts those that are its own. One that is long has
// long names.
func headlinesOf(t *testing.T, out *strings.Builder, r *engine.Report, rule string) (own int) {
	t.Helper()
	h := NewHeadlines(r)
	fmt.Fprintf(out, "%s\n", rule)
	told := map[string]bool{}
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Name() != rule {
			continue
		}
		text := h.Of(f)
		if h.own(f) != "" {
			own++
		}
		for _, s := range spans(text) {
			if named := h.called(s.Text); s.Code && named != nil && rule != "alignment/unresolved-reference" {
				t.Errorf("%s: %q names the id of %q", rule, text, named.Title())
			}
		}
		if n := utf8.RuneCountInString(text); n > headlineTooLong && outside(text) > 75 {
			t.Errorf("%s: %q has %d letters", rule, text, n)
		}
		if !told[text] {
			told[text] = true
			word, _ := said(f)
			fmt.Fprintf(out, "  %s: %s\n", word, text)
		}
	}
	return own
}

// TestRepetition holds when findings are folded into one entry, and what it says.
func TestRepetition(t *testing.T) {
	files := func(n int) fstest.MapFS {
		var b strings.Builder
		b.WriteString("apiVersion: kpilint/v1\nkind: Organisation\nid: org\n---\n" +
			"apiVersion: kpilint/v1\nkind: Team\nid: t\nname: Service\nkpis:\n")
		for i := range n {
			fmt.Fprintf(&b, "  - {id: k%d, name: Answer %d, measure: duration, target: \"<= %d h p90\"}\n", i, i, i+1)
		}
		return fstest.MapFS{"x.yaml": {Data: []byte(b.String())}}
	}
	for n, want := range map[int]string{
		foldFrom - 1: "",
		foldFrom:     "4 KPIs count whether or not the matter was resolved: Answer 0, Answer 1, Answer 2 and Answer 3",
		25:           "25 KPIs count whether or not the matter was resolved: Answer 0, Answer 1, Answer 2 and 22 more",
	} {
		r := lint(t, files(n))
		h := NewHeadlines(r)
		folded := ""
		stands := 0
		for _, e := range h.entriesOf(ranked(r)) {
			stands += len(e.all())
			if e.Rule == "speed-without-resolution" && e.Same != nil {
				folded += e.Headline
			}
		}
		if folded != want {
			t.Errorf("%d findings: %q, want %q", n, folded, want)
		}
		if stands != len(standing(r)) {
			t.Errorf("%d of %d findings stand in an entry", stands, len(standing(r)))
		}
		text := write(t, Text, r, Options{})
		if one := strings.Contains(text, "x.yaml:10:"); !one {
			t.Errorf("%d findings: the first place is missing\n%s", n, text)
		}
		all := write(t, Text, r, Options{Sort: ByPlace})
		if strings.Count(all, "[counterweight/speed-without-resolution]") != n {
			t.Errorf("by place not each of %d stands by itself\n%s", n, all)
		}
	}
}

// TestBegin holds that a long report ends with what to begin with, whatever its order.
func TestBegin(t *testing.T) {
	files := func(n int) fstest.MapFS {
		var b strings.Builder
		b.WriteString("apiVersion: kpilint/v1\nkind: Team\nid: t\nname: Service\nobjectives:\n")
		for i := range n {
			unknown := strings.Repeat("x", i+1)
			fmt.Fprintf(&b, "  - {id: o%d, name: Purpose %d, supports: [g], %s: true}\n", i, i, unknown)
		}
		return fstest.MapFS{"x.yaml": {Data: []byte(b.String())}}
	}
	for _, order := range Orders() {
		if text := write(t, Text, lint(t, files(3)), Options{Sort: order}); strings.Contains(text, "Begin with") {
			t.Errorf("a short report by %s ends with what to begin with\n%s", order, text)
		}
		text := write(t, Text, lint(t, files(12)), Options{Sort: order})
		if !strings.Contains(text, "\nBegin with these 3 of ") || !strings.Contains(text, "\n  1. ") {
			t.Errorf("a long report by %s does not end with what to begin with\n%s", order, text)
		}
		quiet := write(t, Text, lint(t, files(12)), Options{Sort: order, Quiet: true})
		if strings.Contains(quiet, "Begin with") {
			t.Error("asked for the findings only, text says more")
		}
	}
}

func TestAloud(t *testing.T) {
	for in, want := range map[string]string{
		"50 calls/person/day": "50 calls a person a day", "200 calls/hour": "200 calls an hour", "3 h": "3 h",
		"1 installation/order": "1 installation an order", "USD 40/lead": "USD 40 a lead", "50 %": "50\u00a0%",
	} {
		if got := aloud(in); got != want {
			t.Errorf("%q is said %q, want %q", in, got, want)
		}
	}
}

// TestSpoken holds which ids become names: those of definitions, and not what is to be written.
func TestSpoken(t *testing.T) {
	h := NewHeadlines(acme(t))
	for in, want := range map[string]string{
		"lower `sales/sales-calls` to 25":                       "lower “Sales prospecting calls” to 25",
		"`manufacturing/tidy-warehouse` (A tidier warehouse) x": "“A tidier warehouse” x",
		"write `supports`":                                      "write `supports`",
		"a ` alone":                                             "a ` alone",
		"of `sales` and marketing/qualified-leads, km/h":        "of Sales and “Qualified leads”, km/h",
	} {
		if got := h.spoken(in); got != want {
			t.Errorf("%q is said %q, want %q", in, got, want)
		}
	}
}
