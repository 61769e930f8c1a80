package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"testing"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/schema"
)

// TestReportFollowsItsSchema holds that every report in JSON is what schema/report.schema.json says, which knows
// each key: those of the workspaces, one of texts that mean harm, one of a run that did not take place, and the one
// that 0.2.0 wrote.
func TestReportFollowsItsSchema(t *testing.T) {
	set, err := schema.Compile()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*engine.Report{"hostile": hostileReport(t, "##[x]"), "many": many(20), "fixable": fixable(), "not run": {
		Unreadable: []error{errors.New("x"), &engine.ConfigError{File: "a", Message: "x"}, &policy.RuleError{Rule: "a/b", Message: "x"}},
	}}
	for _, name := range []string{"acme", "hospital", "parcel", "software", "posthog", "sourcegraph"} {
		all[name] = lint(t, os.DirFS("../../testdata/"+name))
	}
	for name, r := range all {
		t.Run(name, func(t *testing.T) {
			follows(t, set, "report", func(w io.Writer) error { return JSON(w, r, Options{Version: "1"}) })
		})
	}
	old, err := os.ReadFile("../../testdata/compat/0.2.0/report.json")
	if err != nil {
		t.Fatal(err)
	}
	follows(t, set, "report", func(w io.Writer) error { _, err := w.Write(old); return err })
}

// follows holds that a document in JSON is what a schema says.
func follows(t *testing.T, set *schema.Set, name string, write func(io.Writer) error) {
	t.Helper()
	var buf bytes.Buffer
	if err := write(&buf); err != nil {
		t.Fatal(err)
	}
	var v any
	dec := json.NewDecoder(&buf)
	dec.UseNumber()
	if err := dec.Decode(&v); err != nil {
		t.Fatal(err)
	}
	if err := set.Kind(name).Validate(v); err != nil {
		t.Errorf("%#v", err)
	}
}
