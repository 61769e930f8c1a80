package model_test

import (
	"bytes"
	"flag"
	"os"
	"testing"

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
	if !bytes.Equal(got, want) {
		t.Error("schema/model.schema.json needs updating: run go test ./engine/model -run SchemaIsCurrent -update")
	}
}
