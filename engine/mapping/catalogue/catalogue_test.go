package catalogue_test

import (
	"context"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/mapping/catalogue"
)

// TestExamples holds that each mapping has examples which give what is wanted, that these reach each of its entries,
// and that it says what it is for and where the form of its files is described.
func TestExamples(t *testing.T) {
	for _, name := range catalogue.Names() {
		m, err := catalogue.Load(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		dir := strings.TrimPrefix(name, "kpilint:")
		if m.ID != dir || m.Description == "" || !m.Trusted {
			t.Errorf("%s: id %q, description %q", name, m.ID, m.Description)
		}
		tested, err := m.Test(context.Background(), os.DirFS("."), dir)
		if err != nil {
			t.Fatal(err)
		}
		if len(tested.Examples) == 0 {
			t.Errorf("%s has no example", name)
		}
		for _, gap := range tested.Gaps {
			t.Errorf("%s: %s", name, gap)
		}
		for _, e := range tested.Examples {
			for _, f := range e.Failures {
				t.Errorf("%s: %d: %s", path.Join(dir, e.Name), f.Line, f.Message)
			}
		}
	}
}
