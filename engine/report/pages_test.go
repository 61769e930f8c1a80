package report

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine"
)

// twoOrganisations is a report about two organisations with the same names, the second of which has one number more.
func twoOrganisations(t *testing.T) *engine.Report {
	t.Helper()
	const team = "apiVersion: kpilint/v1\nkind: Team\nid: sales\nname: Sales \" id=\"x\" url(#x\n" +
		"roles: [{id: caller, headcount: 2}]\n" +
		"kpis:\n  - {id: calls, owner: caller, target: '>= 80 calls/person/day', effort: 10 min/call}\n"
	var parts []*engine.Report
	for i, more := range []string{"", "  - {id: orders, owner: nobody, target: '>= 5 orders/month'}\n"} {
		folder := []string{"a", "b"}[i]
		r := lint(t, fstest.MapFS{folder + "/x.yaml": {Data: []byte(team + more)}})
		r.Folder = folder
		parts = append(parts, r)
	}
	return engine.Join(parts)
}

// TestPageOfSeveral holds that a page about several organisations is one page, and has all that theirs have.
func TestPageOfSeveral(t *testing.T) {
	r := twoOrganisations(t)
	var out bytes.Buffer
	if err := HTML(&out, r, Options{}); err != nil {
		t.Fatal(err)
	}
	checkPage(t, out.String())
	root := parsePage(t, out.String())
	if n := len(elements(root, "main")); n != 1 {
		t.Errorf("there are %d main parts", n)
	}
	ids := map[string]bool{}
	for n := range root.Descendants() {
		ids[attribute(n, "id")] = true
	}
	parts := 0
	for n := range root.Descendants() {
		for _, name := range []string{"aria-labelledby", "aria-describedby", "for"} {
			for _, id := range strings.Fields(attribute(n, name)) {
				if !ids[id] {
					t.Errorf("%s of a <%s> names %q, which is not there", name, n.Data, id)
				}
			}
		}
		if strings.Contains(attribute(n, "class"), "organisation") {
			parts++
			for _, own := range []string{"tools", "filter", "found", "unfold"} {
				found := 0
				for in := range n.Descendants() {
					if attribute(in, "data-own") == own {
						found++
					}
				}
				if found != 1 {
					t.Errorf("an organisation has %d of %s", found, own)
				}
			}
		}
	}
	if parts != 2 {
		t.Errorf("there are %d organisations", parts)
	}
	for _, f := range r.Findings {
		if f.Rule == "owner-missing" && !strings.Contains(out.String(), "b/x.yaml, line 8") {
			t.Error("a finding of the second organisation is not there")
		}
	}
}
