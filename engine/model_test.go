package engine_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/schema"
)

// TestModelFollowsItsSchema holds that what `kpilint model` prints of every workspace, and of every rule's examples, is what
// schema/model.schema.json says: rules are checked against that schema.
func TestModelFollowsItsSchema(t *testing.T) {
	set, err := schema.Compile()
	if err != nil {
		t.Fatal(err)
	}
	workspaces, err := filepath.Glob("../testdata/*/expected.txt")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := filepath.Glob("../rules/*/*/rule.yaml")
	if err != nil || len(rules) < 20 {
		t.Fatal(rules, err)
	}
	e := newEngine(t, nil)
	for _, file := range append(workspaces, rules...) {
		dir := filepath.Dir(file)
		o, err := e.Read(context.Background(), engine.Input{FS: os.DirFS(dir)})
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(&o.Organisation)
		if err != nil {
			t.Fatal(err)
		}
		var v any
		dec := json.NewDecoder(bytes.NewReader(data))
		dec.UseNumber()
		if err := dec.Decode(&v); err != nil {
			t.Fatal(err)
		}
		if err := set.Kind("model").Validate(v); err != nil {
			t.Errorf("%s: %#v", dir, err)
		}
	}
}
