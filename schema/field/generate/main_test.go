package main

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCurrent holds that the names are those of the schemas.
func TestCurrent(t *testing.T) {
	want, err := generate()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../names.go")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("schema/field/names.go needs updating: run go generate ./schema/field (-want +got):\n%s", diff)
	}
}

// TestTwice holds that two names which Go cannot tell apart are refused.
func TestTwice(t *testing.T) {
	if _, err := (homes{"target": {"KPI"}, "Target": {"Role"}}).write(); err == nil {
		t.Error("target and Target are one identifier, and nothing is wrong")
	}
}
