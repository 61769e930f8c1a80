package model_test

import (
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/model"
)

var update = flag.Bool("update", false, "write the generated files")

// TestSchemaIsCurrent keeps schema/model.schema.json what the schemas of the kinds and facts.schema.json make of it.
func TestSchemaIsCurrent(t *testing.T) {
	const file = "../../schema/model.schema.json"
	want, err := model.Schema()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("schema/model.schema.json needs updating: run go test ./engine/model -run SchemaIsCurrent -update (-want +got):\n%s", diff)
	}
}
