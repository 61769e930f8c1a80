package tables

import (
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/content"
)

// rowsOf reads a table of lines as in Markdown.
func rowsOf(lines ...string) *Reading {
	var rows []content.Row
	for _, l := range lines {
		rows = appendRow(rows, l)
	}
	return Read(&content.Table{Rows: numbered(rows)}, Context{})
}

func TestHierarchy(t *testing.T) {
	for name, test := range map[string]struct {
		lines   []string
		parents map[int]int
	}{
		"parent ids": {[]string{"| ID | Parent ID | Objective | Target |", "| O1 | | Grow | |",
			"| K1 | O1 | New accounts | 20 |",
			"| K2 | O1 | Renewals | 90% |"}, map[int]int{2: 0, 3: 2, 4: 2}},
		"dotted numbers": {[]string{"| No | Goal | Target |", "| 1 | Grow | |", "| 1.1 | Accounts | 20 |",
			"| 1.2 | Renewals | 90% |",
			"| 2 | Save | |", "| 2.1 | Waste | 3% |"}, map[int]int{2: 0, 3: 2, 4: 2, 5: 0, 6: 5}},
		"indented names": {[]string{"| KPI | Target |", "| Sales | 100 |", "|     Accounts | 20 |", "|     Renewals | 80 |",
			"| Costs | 5 |"},
			map[int]int{2: 0, 3: 2, 4: 2, 5: 0}},
		"none": {[]string{"| KPI | Target |", "| Sales | 100 |", "| Costs | 5 |"}, map[int]int{2: 0, 3: 0}},
	} {
		for _, b := range rowsOf(test.lines...).Blocks {
			for _, row := range b.Rows {
				if want, ok := test.parents[row.Number]; !ok || row.Parent != want {
					t.Errorf("%s: row %d lies in %d, not in %d", name, row.Number, row.Parent, want)
				}
			}
		}
	}
}

func TestNamesGoOn(t *testing.T) {
	r := rowsOf("| Area | Team | KPI | Target |", "| Sales | North | Calls | 50 |", "| | | Visits | 4 |",
		"| | South | Calls | 40 |",
		"| Service | | Replies | 90% |")
	want := []string{"Calls North Sales", "Visits North Sales", "Calls South Sales", "Replies Service"}
	for i, rec := range r.Records {
		got := ""
		for _, p := range rec.Subject {
			got += " " + p.Text
		}
		if got[1:] != want[i] {
			t.Errorf("record %d is about %q, not %q", i, got[1:], want[i])
		}
	}
	if len(r.Records) != len(want) {
		t.Errorf("%d records", len(r.Records))
	}
}

func TestKindsOfRows(t *testing.T) {
	r := rowsOf("| KPI | Target | Owner |", "| Inside sales | | |", "| Calls | 50 | x |", "| Subtotal | 50 | |",
		"| KPI | Target | Owner |",
		"| Visits | 4 | y |", "| Total | 54 | |",
		"| These figures were agreed in spring and are looked at again each quarter. | | |")
	want := []RowKind{Section, Data, Subtotal, Data, Total, Remark}
	var got []RowKind
	for _, b := range r.Blocks {
		for _, row := range b.Rows {
			if row.Is != Again {
				got = append(got, row.Is)
			}
		}
	}
	if len(got) != len(want) {
		t.Fatalf("%v, not %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%v, not %v", got, want)
			break
		}
	}
}

// TestAddsUp holds that a total is right where any way of adding up makes it, and only then.
func TestAddsUp(t *testing.T) {
	for name, test := range map[string]struct {
		lines []string
		wrong int
	}{
		"all rows": {[]string{"| a | 1 |", "| b | 2 |", "| Total | 3 |"}, 0},
		"too much": {[]string{"| a | 1 |", "| b | 2 |", "| Total | 4 |"}, 1},
		"subtotals": {[]string{"| a | 1 |", "| b | 2 |", "| Subtotal | 3 |", "| c | 4 |", "| d | 5 |",
			"| Subtotal | 9 |", "| Total | 12 |"}, 0},
		"all and subtotals": {[]string{"| a | 1 |", "| b | 2 |", "| Subtotal | 3 |", "| c | 4 |", "| Total | 7 |"}, 0},
		"a wrong subtotal": {[]string{"| a | 1 |", "| b | 2 |", "| Subtotal | 4 |", "| c | 4 |", "| d | 5 |",
			"| Total | 12 |"}, 1},
		"on top":              {[]string{"| Total | 3 |", "| a | 1 |", "| b | 2 |"}, 0},
		"a part is not known": {[]string{"| a | 1 |", "| b | 2 |", "| c | some |", "| Total | 9 |"}, 0},
		"a part is to come":   {[]string{"| a | 1 |", "| b | 2 |", "| c | TBD |", "| Total | 3 |"}, 0},
		"an average":          {[]string{"| a | 4 |", "| b | 8 |", "| Total | 6 |"}, 0},
		"two totals": {[]string{"| a | 1 |", "| b | 2 |", "| Total | 3 |", "| c | 4 |", "| d | 5 |",
			"| Total | 9 |"}, 0},
	} {
		r := rowsOf(append([]string{"| Department | Planned headcount |"}, test.lines...)...)
		if len(r.Contradictions) != test.wrong {
			t.Errorf("%s: %v", name, r.Contradictions)
		}
	}
}

// TestSaid holds that what is not plain is said: the decimal mark, and shares.
func TestSaid(t *testing.T) {
	for want, lines := range map[string][]string{
		"as 62,5 shows":     {"| KPI | Ziel |", "| Anteil | 62,5 |", "| Besuche | 2.500 |"},
		"read as shares":    {"| KPI | Target |", "| Letters | 0.8 |", "| Calls | 0.65 |"},
		"nothing says that": {"| Month | Calls |", "| January | 410 |", "| February | 388 |"},
	} {
		all := ""
		for _, n := range rowsOf(lines...).Said {
			all += n.Say + "; "
		}
		if !strings.Contains(all, want) {
			t.Errorf("%q is not said in %q", want, all)
		}
	}
}
