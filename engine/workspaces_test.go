package engine_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/rules"
)

// day is the day on which all workspaces of testdata are judged.
var day = calendar.Date{Year: 2026, Month: 5, Day: 20}

func newEngine(t testing.TB, change func(*engine.Options)) *engine.Engine {
	t.Helper()
	opts := engine.Options{AsOf: day, Packs: []engine.Pack{{FS: rules.FS, Dir: "."}}}
	if change != nil {
		change(&opts)
	}
	e, err := engine.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestWorkspaces holds what kpilint says of every folder of testdata: exactly the lines of its expected.txt, which were worked out by
// hand from the definitions, `file:line rule "part of the message"`. A line that begins with "excepted" is for one that an exception covers.
func TestWorkspaces(t *testing.T) {
	files, err := filepath.Glob("../testdata/*/expected.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		dir := filepath.Dir(file)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			r, err := newEngine(t, nil).Lint(context.Background(), engine.Input{FS: os.DirFS(dir)})
			if err != nil {
				t.Fatal(err)
			}
			for _, err := range r.Errors {
				t.Error(err)
			}
			compare(t, r.Findings, expectations(t, file))
		})
	}
}

// expectation is one line of an expected.txt.
type expectation struct {
	file     string
	line     int
	rule     string
	text     string
	excepted bool
	met      bool
}

var expectedLine = regexp.MustCompile(`^(excepted )?(\S+):(\d+) (\S+) (".*")$`)

func expectations(t *testing.T, file string) []*expectation {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []*expectation
	for s := bufio.NewScanner(f); s.Scan(); {
		line := strings.TrimSpace(s.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		m := expectedLine.FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("%s: cannot read %q", file, line)
		}
		n, _ := strconv.Atoi(m[3])
		text, err := strconv.Unquote(m[5])
		if err != nil {
			t.Fatalf("%s: %q: %v", file, line, err)
		}
		all = append(all, &expectation{file: m[2], line: n, rule: m[4], text: text, excepted: m[1] != ""})
	}
	return all
}

func compare(t *testing.T, findings []engine.Finding, wanted []*expectation) {
	t.Helper()
	for i := range findings {
		f := &findings[i]
		if w := match(f, wanted); w != nil {
			w.met = true
			continue
		}
		t.Errorf("unexpected: %s:%d %s %q", f.Location.File, f.Location.Line, f.Rule, f.Message)
	}
	for _, w := range wanted {
		if !w.met {
			t.Errorf("missing: %s", fmt.Sprintf("%s:%d %s %q", w.file, w.line, w.rule, w.text))
		}
	}
}

func match(f *engine.Finding, wanted []*expectation) *expectation {
	for _, w := range wanted {
		if !w.met && w.file == f.Location.File && w.line == f.Location.Line && w.rule == f.Rule &&
			strings.Contains(f.Message, w.text) && w.excepted == (f.Suppressed != nil) {
			return w
		}
	}
	return nil
}

// TestRealFigures holds the products that the public pages state: they come out exactly.
func TestRealFigures(t *testing.T) {
	cases := []struct{ dir, kpi, sum string }{
		{"sourcegraph", "sales/outbound-opportunities", "24 meetings/person/quarter × 50 % = 12 opportunities/person/quarter"},
		{"sourcegraph", "sales/inbound-opportunities", "20 meetings/person/quarter × 75 % = 15 opportunities/person/quarter"},
		{"sourcegraph", "sales/program-opportunities", "30 meetings/person/quarter × 50 % = 15 opportunities/person/quarter"},
		{"posthog", "sales/team-quota", "3.5 people × USD 250,000/person × 100 % = USD 875,000"},
		{"posthog", "sales/quarterly-opportunities", "3 opportunities/person/month × 100 % = 3 opportunities/person/month"},
	}
	for _, c := range cases {
		o, err := newEngine(t, nil).Read(context.Background(), engine.Input{FS: os.DirFS("../testdata/" + c.dir)})
		if err != nil {
			t.Fatal(err)
		}
		stage := o.Model.Find("KPI", c.kpi).Facts.Objects("funnel")[0]
		view := stage.Get("computed").(interface{ Sum() string })
		if view.Sum() != c.sum {
			t.Errorf("%s: %s, want %s", c.kpi, view.Sum(), c.sum)
		}
	}
}
