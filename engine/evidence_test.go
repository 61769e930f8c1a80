package engine_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/schema/field"
)

// TestEvidenceIsItsDerivation holds that where the numbers of the fact behind a finding are written is what its
// derivation shows.
func TestEvidenceIsItsDerivation(t *testing.T) {
	e := newEngine(t, nil)
	written := 0
	all := manyOrganisations(t)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		r, err := e.Lint(context.Background(), engine.Input{FS: all[name]})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.Findings {
			if f.Evidence == nil || f.Evidence.Of == nil {
				continue
			}
			var got, want []string
			for at, text := range f.Evidence.Of.Written() {
				got = append(got, fmt.Sprint(at.Start(), " ", text))
			}
			var shown func(d *model.Object)
			shown = func(d *model.Object) {
				if at := engine.Place(d); at.Line > 0 {
					want = append(want, fmt.Sprint(at.Start(), " ", d.Text(field.Text)))
				}
				for _, part := range d.Objects(field.Of) {
					shown(part)
				}
			}
			shown(f.Derivation())
			if !slices.Equal(got, want) {
				t.Errorf("%s, %s: %q, and its derivation shows %q", name, f.Message, got, want)
			}
			written += len(want)
		}
	}
	if written < 100 {
		t.Errorf("only %d places are shown", written)
	}
}
