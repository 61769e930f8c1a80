package engine_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/reread"
)

// TestReread holds that each text whose reading differs from what 0.2.0 recorded is listed with its kind, and no other.
func TestReread(t *testing.T) {
	e := newEngine(t, nil)
	files, _ := filepath.Glob("quantity/testdata/readings/*/*.formerly")
	texts, listed := 0, 0
	for _, file := range append(files, "quantity/testdata/formerly/values.txt") {
		for line := range strings.Lines(string(readFile(t, file))) {
			text, before, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " => ")
			if !ok || strings.HasPrefix(line, "# ") {
				continue
			}
			all := rereadTarget(t, e, "", text)
			texts, listed = texts+1, listed+len(all)
			switch want, known := differs(text, before); {
			case known && want != (len(all) > 0):
				t.Errorf("%s: 0.2.0 read %s; listed: %v", text, before, all)
			case len(all) > 0 && all[0].Why == "":
				t.Errorf("%s is listed without a kind: %v", text, all[0])
			case len(all) > 0 && (before == "refused") != notRead[all[0].Before]:
				t.Errorf("%s: 0.2.0 read %s, and it is listed as %s", text, before, all[0].Before)
			}
		}
	}
	if texts < 700 || listed < 100 {
		t.Errorf("%d of %d texts are listed", listed, texts)
	}
}

// notRead are the readings of what 0.2.0 did not read as a number.
var notRead = map[string]bool{"refused": true, "text without a number": true}

func rereadTarget(t *testing.T, e *engine.Engine, more, text string) []reread.Reading {
	t.Helper()
	data := "apiVersion: kpilint/v1\nkind: Team\nid: sales\nkpis:\n  - id: calls\n    owner: sales\n" + more +
		"    target: " + strconv.Quote(text) + "\n"
	o, err := e.Read(context.Background(), engine.Input{FS: fstest.MapFS{"a.yaml": {Data: []byte(data)}}})
	if err != nil {
		t.Fatal(err)
	}
	return o.Reread()
}

// differs says whether a text is read otherwise than 0.2.0 recorded; not known of a change, as it depends on a
// baseline.
func differs(text, before string) (is, known bool) {
	now, err := quantity.Parse(text)
	if _, change, _ := quantity.ParseChange(text); err != nil && change {
		return false, false
	}
	if err != nil {
		return before != "refused", true
	}
	for _, noun := range now.Unit.PerNouns() {
		switch noun {
		case "employee", "agent", "head", "fte", "rep", "representative", "mitarbeiter":
			return true, true // each of them is a person
		}
	}
	low := now.Low.RatString()
	if now.IsRange() {
		low = fmt.Sprintf("%s..%s", now.Low.RatString(), now.High.RatString())
	}
	parts := []string{string(now.Comparator), low, now.Unit.String(), now.Statistic}
	if now.By != "" {
		parts = append(parts, "by "+now.By)
	}
	return before != strings.Join(strings.Fields(strings.Join(parts, " ")), " "), true
}

// TestKindsOfChange holds that the example of each kind is listed as that kind, as it is told, and stands in
// CHANGELOG.md.
func TestKindsOfChange(t *testing.T) {
	e := newEngine(t, nil)
	changelog, err := os.ReadFile("../CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range reread.Kinds() {
		more := ""
		if strings.Contains(kind.Name, "direction") {
			more = "    direction: higher\n"
		}
		all := rereadTarget(t, e, more, kind.Written)
		if len(all) != 1 || all[0].Why != kind.Name || !strings.HasPrefix(all[0].Now, kind.Now) ||
			all[0].Before != kind.Before {
			t.Errorf("%s: %v\nwant %s, before %s, now %s", kind.Written, all, kind.Name, kind.Before, kind.Now)
		}
		if !strings.Contains(string(changelog), "`"+kind.Written+"`") {
			t.Errorf("CHANGELOG.md does not have `%s`, an example of: %s", kind.Written, kind.Name)
		}
	}
}

// TestRereadCompat holds what is listed for a workspace of 0.2.0.
func TestRereadCompat(t *testing.T) {
	in := engine.Input{FS: os.DirFS("../testdata/compat/0.2.0"), Paths: []string{"acme", "more"}}
	o, err := newEngine(t, nil).Read(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	all := o.Reread()
	const want = "more/slips.yaml:7:37: `>= twelve` (slips/two.target)\n   0.2: text without a number\n" +
		"   now: at least 12\n   why: words that say a number or a change are read"
	if len(all) != 1 || all[0].String() != want {
		t.Errorf("%v\nwant %s", all, want)
	}
}
