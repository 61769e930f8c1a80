package report

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestNames holds that the names of testdata/names stay text in what people open: whole on the page, without an element
// or a link of their own in Markdown, and no formula in a table.
func TestNames(t *testing.T) {
	r := lint(t, os.DirFS("../../testdata/names"))
	kpis := r.Model.Of("KPI")
	if len(kpis) != 60 || r.Summary.Error == 0 {
		t.Fatalf("%d KPIs and %d errors", len(kpis), r.Summary.Error)
	}
	out := write(t, HTML, r, Options{})
	checkPage(t, out)
	plain := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	page := plain(textOf(parsePage(t, out)))
	for _, k := range kpis {
		if name := plain(Safe(k.Title())); !strings.Contains(page, name) {
			t.Errorf("%q is not on the page", name)
		}
	}
	if i := strings.IndexFunc(page, func(r rune) bool { return unsafe(r) && !isJoiner(r) }); i >= 0 {
		t.Errorf("the page has %q", page[i:i+8])
	}

	ours := "https://example.org/"
	for n := range render(t, write(t, Markdown, r, Options{})).Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case strings.Contains(" script img svg style iframe table h1 h2 input ", " "+n.Data+" "):
			t.Errorf("a name is <%s> in Markdown", n.Data)
		case n.Data == "a" && !strings.HasPrefix(attribute(n, "href"), ours):
			t.Errorf("a name is a link to %s in Markdown", attribute(n, "href"))
		}
	}

	rows, err := csv.NewReader(strings.NewReader(write(t, CSV, r, Options{}))).ReadAll()
	if err != nil || len(rows) < 30 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.Contains("=+-@\t\r", cell[:1]) {
				t.Errorf("%q is a formula", cell)
			}
		}
	}
}
