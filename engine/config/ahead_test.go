package config

import (
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/rules"
)

// TestAhead holds that rules which are read ahead are those of the pack, and that each who loads it has rules of its
// own.
func TestAhead(t *testing.T) {
	plain := Pack{FS: rules.FS, Dir: ".", Trusted: true}
	want, err := plain.rules()
	if err != nil || len(want) == 0 {
		t.Fatal(len(want), err)
	}
	ahead := plain.Ahead()
	first, err := ahead.rules()
	if err != nil {
		t.Fatal(err)
	}
	second, err := ahead.rules()
	if err != nil {
		t.Fatal(err)
	}
	if len(first) != len(want) || len(second) != len(want) {
		t.Fatalf("%d rules, then %d, want %d", len(first), len(second), len(want))
	}
	for i, r := range want {
		if first[i].Name() != r.Name() || second[i].Name() != r.Name() || first[i] == second[i] {
			t.Errorf("rule %d is %s, then %s, want two of %s", i, first[i].Name(), second[i].Name(), r.Name())
		}
		if (first[i].Summary == nil) != (r.Summary == nil) {
			t.Errorf("%s is not summarised as it is without reading ahead", r.Name())
		}
	}
	if _, err := (Pack{FS: fstest.MapFS{}, Dir: "."}).Ahead().rules(); err == nil {
		t.Error("a pack without rules is no error")
	}
}
