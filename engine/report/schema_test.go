package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/schema"
)

// TestReportFollowsItsSchema holds that every report in JSON is what schema/report.schema.json says, which knows
// each key: those of the workspaces, one of texts that mean harm, one of a run that did not take place, and the one
// that 0.2.0 wrote. For readers the schema is open, as reports grow; here it is closed.
func TestReportFollowsItsSchema(t *testing.T) {
	closed := closedSchema(t, "report")
	all := map[string]*engine.Report{"hostile": hostileReport(t, "##[x]"), "many": many(20), "fixable": fixable(), "not run": {
		Unreadable: []error{errors.New("x"), &config.Error{Location: source.Location{File: "a"}, Message: "x"}, &policy.RuleError{Rule: "a/b", Message: "x"}},
	}}
	for _, name := range []string{
		"acme", "city", "hospital", "parcel", "software", "posthog", "sourcegraph", "compat/0.2.0",
	} {
		all[name] = lint(t, os.DirFS("../../testdata/"+name))
	}
	for name, r := range all {
		t.Run(name, func(t *testing.T) {
			conforms(t, closed, func(w io.Writer) error { return JSON(w, r, Options{Version: "1"}) })
		})
	}
	old, err := os.ReadFile("../../testdata/compat/0.2.0/report.json")
	if err != nil {
		t.Fatal(err)
	}
	conforms(t, closed, func(w io.Writer) error { _, err := w.Write(old); return err })
}

// closedSchema is a schema in which no object has keys that it does not describe.
func closedSchema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	data, ok := schema.Raw(name)
	var doc any
	if err := json.Unmarshal(data, &doc); err != nil || !ok {
		t.Fatalf("schema %s: %v", name, err)
	}
	if n := shut(doc); n < 5 {
		t.Fatalf("schema %s has %d objects that were open", name, n)
	}
	data, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := jsonschema.CompileString("closed.json", string(data))
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// shut closes the objects of a schema that say which keys they have, and returns how many were open.
func shut(node any) int {
	n := 0
	switch node := node.(type) {
	case []any:
		for _, one := range node {
			n += shut(one)
		}
	case map[string]any:
		_, lists := node["properties"].(map[string]any)
		if lists && node["additionalProperties"] == nil && node["type"] == "object" {
			node["additionalProperties"] = false
			n++
		}
		for _, one := range node {
			n += shut(one)
		}
	}
	return n
}

// TestReportsMayGrow holds that a reader who holds a report to the schema takes keys that are new to it.
func TestReportsMayGrow(t *testing.T) {
	set, err := schema.Compile()
	if err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	if err := JSON(&buf, many(1), Options{Version: "9"}); err != nil {
		t.Fatal(err)
	}
	grown := strings.ReplaceAll(buf.String(), "{\n", "{\n\"later\": 1,\n")
	follows(t, set, "report", func(w io.Writer) error { _, err := io.WriteString(w, grown); return err })
	if err := closedSchema(t, "report").Validate(decoded(t, []byte(grown))); err == nil {
		t.Error("the closed schema takes keys that it does not describe")
	}
}

// follows holds that a document in JSON is what a schema says.
func follows(t *testing.T, set *schema.Set, name string, write func(io.Writer) error) {
	t.Helper()
	conforms(t, set.Kind(name), write)
}

func conforms(t *testing.T, s *jsonschema.Schema, write func(io.Writer) error) {
	t.Helper()
	var buf bytes.Buffer
	if err := write(&buf); err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(decoded(t, buf.Bytes())); err != nil {
		t.Errorf("%#v", err)
	}
}

// decoded is a document in JSON, with its numbers as they are written.
func decoded(t *testing.T, data []byte) any {
	t.Helper()
	var v any
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	if err := dec.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}
