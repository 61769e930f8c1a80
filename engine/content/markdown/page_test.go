package markdown

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPage holds what pieces a page has, and that code and entries stay what they are.
func TestPage(t *testing.T) {
	const page = "# A rule\n\nIt says\nwhy.\n\n* one\n* two\n  goes on\n  * inner\n\n```yaml\n# no title\n  a: 1\n```\nEnd"
	want := []Piece{
		{Title, false, []string{"A rule"}},
		{Prose, true, []string{"It says", "why."}},
		{Entry, true, []string{"one"}},
		{Entry, false, []string{"two", "goes on"}},
		{Entry, false, []string{"inner"}},
		{Code, true, []string{"# no title", "  a: 1"}},
		{Prose, true, []string{"End"}},
	}
	if diff := cmp.Diff(want, Page(page)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
