package tables

import (
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/markdown"
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

// TestRounded holds in which tables numbers do not add up only because they are rounded, not exact, shares, or written
// without a sign, and in which they contradict each other.
func TestRounded(t *testing.T) {
	for name, test := range map[string]struct {
		lines                     []string
		contradictions, questions int
	}{
		"whole dollars of an exchange rate": {[]string{"| Item | Budget USD |", "| Stands | $60 |", "| Pallets | $120 |",
			"| Signs | $84 |", "| Total | $265 |"}, 0, 0},
		"more than rounding": {[]string{"| Item | Budget USD |", "| Stands | $60 |", "| Pallets | $120 |",
			"| Signs | $84 |", "| Total | $275 |"}, 1, 0},
		"about": {[]string{"| Course | Topics |", "| First | ~44 |", "| Second | 58 |", "| Third | 37 |",
			"| Total | 141 |"}, 0, 0},
		"about, and far off": {[]string{"| Course | Topics |", "| First | ~44 |", "| Second | 58 |", "| Third | 37 |",
			"| Total | 240 |"}, 1, 0},
		"people are counted": {[]string{"| Team | Headcount |", "| North | 44 |", "| South | 58 |",
			"| Total | 103 |"}, 1, 0},
		"shares that are worked out": {[]string{"| Class | Volume |", "| Founders | 2,000,000 |", "| Pool | 857,081 |",
			"| Investors | 1,428,326 |", "| Total | 4,285,408 |"}, 0, 1},
		"versions": {[]string{"| Version | Target | Compatibility |", "| 1.5.x | 1.6 | Replacement |",
			"| 1.6.x | 1.7+ | With migration |", "| 1.7.x - 1.8.x | 1.7+ | With migration |"}, 0, 0},
		"rows to fill in": {[]string{"| Line item | Budget | Purpose |", "| [Asset] | [X] | [use] |",
			"| [Asset] | [X] | [use] |"}, 0, 0},
		"lines to write on": {[]string{"| # | Goal | Target | Owner |",
			"| 1 | ____ | $____ | Kim |", "| 2 | ____ | $____ | Kim |"}, 0, 0},
		"shares of a total": {[]string{"| Region | May 2024 | May 2025 | Share of total |",
			"| East | $303M | $412M | 34.4% |",
			"| EU | $114M | $229M | 19.1% |", "| Asia | $186M | $212M | 15.5% |",
			"| Africa | $20.9M | $57.7M | 4.8% |"}, 0, 0},
		"caps of parts and of all": {[]string{"| Step | Cap |", "| find | 1 |", "| mend | 1 |", "| test | 2 |",
			"| Total | 3 |"}, 0, 0},
		"side by side": {[]string{"| Day | Hours | Day | Hours |", "| Monday | 5 | Monday | 10 |",
			"| Tuesday | 9 | Tuesday | 6 |",
			"| Friday | 8 | Friday | 9 |"}, 0, 0},
		"halves by chance": {[]string{"| Work | FTE | Rate | Overhead |", "| Space | 0.5 | $30 | $60 |",
			"| Data | 0.5 | $45 | $90 |", "| Texts | 0.5 | $35 | $70 |", "| Web | 0.5 | $40 | $80 |",
			"| Lead | 0.8 | $50 | $150 |"}, 0, 0},
		"so many months": {[]string{"| Fiscal year | Start date | End date | Months |",
			"| 2024 | Feb 1, 2023 | Jan 31, 2024 | 12 |", "| 2025 | Feb 1, 2024 | Jan 31, 2025 | 12 |"}, 0, 0},
		"runways": {[]string{"| Runway | Day | Night |", "| 06L | Left | Right |", "| 24L | Right | Left |",
			"| 12 | Left | Left |",
			"| 30 | Left | Left |"}, 0, 0},
		"weighted total": {[]string{"| Factor | Weight | We | They |", "| Price | 50% | 3 | 4 |", "| Reach | 30% | 2 | 5 |",
			"| Brand | 20% | 4 | 3 |", "| Weighted total | 100% | 2.9 | 4.1 |"}, 0, 0},
		"a change that is none": {[]string{"| Metric | Before | After | Change |", "| Logs | 981 | 49 | -95% |",
			"| Notes | 57 | 15 | -74% |", "| Pages | 1 | 6 | +500% |", "| Forms | 40 | 20 | -50% |",
			"| Parts | 55 | 55 | 100% |"}, 0, 0},
		"a change with a sign": {[]string{"| Metric | Before | After | Change |", "| Logs | 981 | 49 | -95% |",
			"| Notes | 57 | 15 | -74% |", "| Pages | 1 | 6 | +500% |", "| Forms | 40 | 20 | -50% |",
			"| Parts | 55 | 55 | +100% |"}, 1, 0},
		"under the budget": {[]string{"| Line | Budget | Actual | Variance |", "| Sales | 600,000 | 700,000 | 100,000 F |",
			"| Materials | 250,000 | 280,000 | 30,000 A |", "| Wages | 100,000 | 120,000 | 20,000 A |",
			"| Rent | 15,000 | 20,000 | 5,000 A |", "| Salaries | 55,000 | 50,000 | 5,000 F |"}, 0, 0},
		"a loss": {[]string{"| Subscribers | Monthly income | Rent and machines | Profit |", "| 1 | $400 | $600 | -$200 |",
			"| 2 | $800 | $600 | $200 |", "| 3 | $1,200 | $600 | $600 |", "| 4 | $1,600 | $600 | $1,000 |",
			"| 5 | $2,000 | $600 | $1,400 |"}, 0, 0},
		"rounded parts": {[]string{"| Year | Result | Tax | Net |", "| 1 | 90 | 27 | 63 |", "| 2 | 157 | 47 | 110 |",
			"| 3 | 245 | 73 | 171 |", "| 4 | 400 | 120 | 280 |", "| 5 | 520 | 156 | 364 |"}, 0, 0},
	} {
		r := rowsOf(test.lines...)
		if len(r.Contradictions) != test.contradictions || len(r.Questions) != test.questions {
			t.Errorf("%s: contradictions %v, questions %v", name, r.Contradictions, r.Questions)
		}
	}
}

// TestAnyCellOfAScale holds that a number without a place on a scale is no fault of ours.
func TestAnyCellOfAScale(t *testing.T) {
	for _, cell := range []string{"+11%", "10% less", "never", "none", "0.5x", "2 of 3", "", "—"} {
		text := "| Discount given | 20% margin | 30% margin |\n|---|---|---|\n"
		for _, discount := range []string{"2%", "5%", "10%", "15%"} {
			text += "| " + discount + " | " + cell + " | +7% |\n"
		}
		f, err := markdown.Read("a.md", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		ReadFile(f)
	}
}

// TestNameOfTotal holds that the name of a total is no cell that should hold a number, wherever it stands.
func TestNameOfTotal(t *testing.T) {
	rows := appendRow(appendRow(nil, "| KPI | Target | Weight |"), "| Calls | 50 a day | {0.6; 0%} |")
	rows = appendRow(appendRow(rows, "| Visits | 4 a week | {0.4; 0%} |"), "| | Total | {1; 0%} |")
	if r := Read(&content.Table{Rows: numbered(rows)}, Context{}); len(r.Unread) > 0 || r.Demands() != 2 {
		t.Errorf("%d demands, not read: %v", r.Demands(), r.Unread)
	}
}
