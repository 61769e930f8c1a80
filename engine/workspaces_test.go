package engine_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/rules"
)

// workspaces is the folder with an organisation a folder, seen from this package.
const workspaces = "../testdata"

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

// TestWorkspaces compares all findings of every organisation below testdata with those worked out by hand in its expected.txt.
func TestWorkspaces(t *testing.T) {
	e := newEngine(t, nil)
	files, err := filepath.Glob(filepath.Join(workspaces, "*", "expected.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no expected.txt below %s (%v)", workspaces, err)
	}
	for _, file := range files {
		dir := filepath.Dir(file)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			rep, err := e.Lint(context.Background(), engine.Input{FS: os.DirFS(dir)})
			if err != nil {
				t.Fatal(err)
			}
			for _, err := range rep.Errors {
				t.Error(err)
			}
			compareFindings(t, rep.Findings, readExpected(t, file))
		})
	}
}

// expected is a finding worked out by hand.
type expected struct {
	place, rule, part, state string
}

// readExpected reads lines of the form: file:line rule "part of the message" error|warning|info|not-checkable|excepted.
func readExpected(t *testing.T, file string) []expected {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []expected
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		x, err := parseExpected(line)
		if err != nil {
			t.Fatalf("%s:%d: %v", file, n, err)
		}
		all = append(all, x)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func parseExpected(line string) (expected, error) {
	place, rest, _ := strings.Cut(line, " ")
	rule, rest, _ := strings.Cut(rest, " ")
	quoted, err := strconv.QuotedPrefix(rest)
	if err != nil {
		return expected{}, fmt.Errorf("%q: after place and rule a part of the message in quotes must follow", line)
	}
	part, err := strconv.Unquote(quoted)
	if err != nil {
		return expected{}, fmt.Errorf("%q: %w", line, err)
	}
	state := strings.TrimSpace(rest[len(quoted):])
	if !slices.Contains([]string{"error", "warning", "info", "not-checkable", "excepted"}, state) {
		return expected{}, fmt.Errorf("%q: %q is not a level, not-checkable or excepted", line, state)
	}
	return expected{place, rule, part, state}, nil
}

func (x expected) matches(f *engine.Finding) bool {
	return x.place == placeOf(f) && x.rule == f.Rule && x.state == stateOf(f) && strings.Contains(f.Message, x.part)
}

func placeOf(f *engine.Finding) string { return fmt.Sprintf("%s:%d", f.Location.File, f.Location.Line) }

func stateOf(f *engine.Finding) string {
	switch {
	case f.Suppressed != nil:
		return "excepted"
	case f.Outcome == engine.NotCheckable:
		return "not-checkable"
	}
	return f.Level.String()
}

// compareFindings pairs what was found with what was expected: what has no partner on either side is an error.
func compareFindings(t *testing.T, found []engine.Finding, wanted []expected) {
	t.Helper()
	for i := range found {
		f := &found[i]
		at := slices.IndexFunc(wanted, func(x expected) bool { return x.matches(f) })
		if at < 0 {
			t.Errorf("unexpected: %s %s %q %s", placeOf(f), f.Rule, f.Message, stateOf(f))
			continue
		}
		wanted = slices.Delete(wanted, at, at+1)
	}
	for _, x := range wanted {
		t.Errorf("missing: %s %s %q %s", x.place, x.rule, x.part, x.state)
	}
}

// TestSilentSums holds sums that are right and therefore in no finding, so that nothing found is not taken for a check.
func TestSilentSums(t *testing.T) {
	e := newEngine(t, nil)
	for _, c := range []struct{ workspace, kpi, fact, sum string }{
		{"sourcegraph", "sales/outbound-saos", "funnel/0/computed", "24 meetings/person/quarter × 50 % = 12 saos/person/quarter"},
		{"sourcegraph", "sales/inbound-saos", "funnel/0/computed", "20 meetings/person/quarter × 75 % = 15 saos/person/quarter"},
		{"sourcegraph", "sales/program-saos", "funnel/0/computed", "30 meetings/person/quarter × 50 % = 15 saos/person/quarter"},
		{"posthog", "sales/team-quota", "funnel/0/computed", "= USD 875,000"},
		{"posthog", "sales/opportunities-a-quarter", "funnel/0/stated", "9 sales-qualified-opportunities/person/quarter"},
	} {
		t.Run(c.workspace+"/"+c.kpi, func(t *testing.T) {
			o, err := e.Read(context.Background(), engine.Input{FS: os.DirFS(path.Join(workspaces, c.workspace))})
			if err != nil {
				t.Fatal(err)
			}
			got := sumOf(o, o.Model.Find("KPI", c.kpi), c.fact)
			if !strings.HasSuffix(got, c.sum) {
				t.Errorf("%s is %q, want it to end in %q", c.fact, got, c.sum)
			}
		})
	}
}

// sumOf follows a path through the facts of a resource to a number and says how it came about.
func sumOf(o *engine.Organisation, r *model.Resource, at string) string {
	if r == nil {
		return "no such KPI"
	}
	v := o.Facts.Of(r)
	for token := range strings.SplitSeq(at, "/") {
		if list, ok := v.(view.List); ok {
			if i, err := strconv.Atoi(token); err == nil && i < list.Len() {
				v = list.At(i)
			}
			continue
		}
		v = view.Get(v, token)
	}
	fact, ok := v.(*network.Node)
	if !ok {
		return "no such fact"
	}
	return fact.Sum()
}
