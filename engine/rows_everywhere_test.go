package engine_test

import (
	"context"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine"
)

// aTarget is a target of a KPI or an expectation, in a map on one line or on a line of its own.
var aTarget = regexp.MustCompile(`(?m)^( *)target: ("[^"\n]*"|[^\s"#][^#\n]*?)( *#.*)?$` +
	`|([{,] *)target: ("[^"\n]*"|[^,}\n#"]+)`)

// inRows writes each target as two rows for two places, in place of one.
func inRows(text string) string {
	return aTarget.ReplaceAllStringFunc(text, func(found string) string {
		m := aTarget.FindStringSubmatch(found)
		lead, target, between := m[1], m[2], "\n"+m[1]
		if m[5] != "" {
			lead, target, between = m[4], m[5], ", "
		}
		target = strings.TrimSpace(target)
		return lead + "targets: [{for: {half: a}, target: " + target + "}, {for: {half: b}, target: " + target + "}]" +
			between + "dimensions: {half: {values: [a, b]}}"
	})
}

// TestRowsEverywhere holds that no fact and no rule fails on what the examples of all rules say where each target is
// written as a table.
func TestRowsEverywhere(t *testing.T) {
	e := newEngine(t, nil)
	tables, examples := 0, os.DirFS("../rules")
	err := fs.WalkDir(examples, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Base(name) != "fail.yaml" && path.Base(name) != "pass.yaml" {
			return err
		}
		data, err := fs.ReadFile(examples, name)
		if err != nil {
			return err
		}
		text := inRows(string(data))
		r, err := e.Lint(context.Background(), engine.Input{
			FS: fstest.MapFS{"a.yaml": &fstest.MapFile{Data: []byte(text)}}, AllFacts: true, Track: true,
		})
		switch {
		case err != nil:
			return err
		case len(r.Errors)+len(r.Unreadable) > 0:
			t.Errorf("%s: %v %v", name, r.Errors, r.Unreadable)
		}
		tables += len(r.Model.Rows())
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if tables < 500 {
		t.Errorf("only %d rows", tables)
	}
}
