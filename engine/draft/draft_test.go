package draft_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/content/markdown"
	"github.com/kpilint/kpilint/engine/draft"
)

var update = flag.Bool("update", false, "write what is drafted of the texts in testdata")

// TestDraft holds what is drafted of each text in testdata: the definitions beside it.
func TestDraft(t *testing.T) {
	files, err := filepath.Glob("testdata/*.md")
	if err != nil || len(files) < 6 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			base := strings.TrimSuffix(filepath.Base(file), ".md")
			f, err := markdown.Read(filepath.Base(file), data)
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for i, doc := range draft.Of(f, base, draft.Names{}).Documents {
				if i > 0 {
					got.WriteString("---\n")
				}
				text, err := draft.YAML(filepath.Base(file), doc.Root)
				if err != nil {
					t.Fatal(err)
				}
				got.Write(text)
			}
			beside := strings.TrimSuffix(file, ".md") + ".want.yaml"
			if *update {
				if err := os.WriteFile(beside, []byte(got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(beside)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestLongIDs holds that ids that are cut to their length are told apart, also with the role in front.
func TestLongIDs(t *testing.T) {
	const text = "# Clerk\n\nAnswer sixty to seventy percent of letters about permits for stalls within eighteen days.\n"
	f, err := markdown.Read("a.md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	ids := func(taken map[string]bool) []string {
		var all []string
		for _, d := range draft.Of(f, "a-clerk-of-the-office-for-permits-in-the-north", draft.Names{Taken: taken}).Documents {
			for _, k := range d.Root.Get("kpis").Items() {
				all = append(all, k.Get("id").Text)
			}
		}
		return all
	}
	taken := map[string]bool{}
	for _, id := range ids(nil) {
		taken[id] = true
	}
	own := ids(taken)
	if len(own) < 2 || own[0] == own[1] {
		t.Errorf("%q", own)
	}
}
