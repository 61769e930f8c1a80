package tables

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// The same numbers are written here in each form that tables take, in four languages, with the words that people use
// there: what is read may not depend on the form.

// tongue are the words of a language for a table of KPIs, by what they are for: testdata/forms/words.txt.
type tongue struct {
	name                                                     string
	kpi, target, actual, unit, owner, team, least, stretch   []string
	operator, title, months, teams                           []string
	schedule, hours, crews, people, weeks, activities, roles []string
	kpis                                                     [][2]string // the name, and its unit
}

func readTongues(t *testing.T) []tongue {
	t.Helper()
	text, err := os.ReadFile("testdata/forms/words.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []tongue
	for l := range strings.Lines(string(text)) {
		l = strings.TrimSpace(l)
		if strings.HasPrefix(l, "[") {
			all = append(all, tongue{name: strings.Trim(l, "[]")})
			continue
		}
		key, list, ok := strings.Cut(l, ": ")
		if !ok || strings.HasPrefix(l, "#") {
			continue
		}
		w := &all[len(all)-1]
		words := strings.Split(list, "; ")
		if key == "kpis" {
			for _, k := range words {
				name, unit, _ := strings.Cut(k, " | ")
				w.kpis = append(w.kpis, [2]string{name, unit})
			}
			continue
		}
		of := map[string]*[]string{
			"kpi": &w.kpi, "target": &w.target, "actual": &w.actual, "unit": &w.unit, "owner": &w.owner, "team": &w.team,
			"least": &w.least, "stretch": &w.stretch, "operator": &w.operator, "title": &w.title, "months": &w.months,
			"teams": &w.teams, "schedule": &w.schedule, "hours": &w.hours, "crews": &w.crews, "people": &w.people,
			"weeks": &w.weeks, "activities": &w.activities, "roles": &w.roles,
		}[key]
		if of == nil {
			t.Fatal(key)
		}
		*of = words
	}
	return all
}

// goals, results and bests of the KPIs.
var (
	goals   = []string{"97.5", "14", "220", "3200"}
	bests   = []string{"99", "12", "260", "2900"}
	leasts  = []string{"95", "16", "200", "3600"}
	results = []string{"94.1", "15.5", "187", "3410"}
)

// drawn is a table that is being written: its rows, and the quantity that is to be read at each place.
type drawn struct {
	rows  [][]string
	wants map[string]string
	sheet string
}

func (d *drawn) row(cells ...string) { d.rows = append(d.rows, cells) }

// want notes what is to be read in a cell of the last row.
func (d *drawn) want(column int, quantity string) {
	d.wants[source.CellName(len(d.rows), column)] = quantity
}

func pick(words []string, n int) string { return words[n%len(words)] }

// asked is a number with a unit as quantities write them.
func asked(number, unit string) string {
	switch unit {
	case "%":
		return number + "%"
	case "EUR":
		return "EUR " + number
	case "":
		return number
	}
	return number + " " + unit
}

func num(text string) string { return "{" + text + "}" }

// formOf draws the numbers in one form, with the words of a language that n picks.
type formOf struct {
	name string
	draw func(d *drawn, w tongue, n int)
}

var forms = []formOf{
	{"columns", func(d *drawn, w tongue, n int) {
		d.row(pick(w.kpi, n), pick(w.unit, n), pick(w.target, n), pick(w.actual, n), pick(w.owner, n))
		for i, k := range w.kpis {
			d.row(k[0], k[1], num(goals[i]), num(results[i]), "Kim")
			d.want(3, asked(goals[i], k[1]))
		}
	}},
	{"names last", func(d *drawn, w tongue, n int) {
		d.row(pick(w.actual, n), pick(w.target, n), pick(w.unit, n), pick(w.owner, n), pick(w.kpi, n))
		for i, k := range w.kpis {
			d.row(num(results[i]), num(goals[i]), k[1], "Kim", k[0])
			d.want(2, asked(goals[i], k[1]))
		}
	}},
	{"unit in the name", func(d *drawn, w tongue, n int) {
		d.row(pick(w.kpi, n), pick(w.target, n), pick(w.actual, n))
		for i, k := range w.kpis {
			d.row(k[0]+" ("+k[1]+")", num(goals[i]), num(results[i]))
			d.want(2, asked(goals[i], k[1]))
		}
	}},
	{"unit in the cell", func(d *drawn, w tongue, n int) {
		d.row(pick(w.kpi, n), pick(w.target, n), pick(w.actual, n), pick(w.owner, n))
		for i, k := range w.kpis {
			d.row(k[0], goals[i]+" "+k[1], results[i]+" "+k[1], "Kim")
			d.want(2, asked(goals[i], k[1]))
		}
	}},
	{"quarters over target and actual", func(d *drawn, w tongue, n int) {
		d.row(pick(w.kpi, n), pick(w.unit, n), "<2>Q1", "", "<2>Q2", "")
		d.row("", "", pick(w.target, n), pick(w.actual, n), pick(w.target, n), pick(w.actual, n))
		for i, k := range w.kpis {
			d.row(k[0], k[1], num(goals[i]), num(results[i]), num(bests[i]), "")
			d.want(3, asked(goals[i], k[1]))
			d.want(5, asked(bests[i], k[1]))
		}
	}},
	{"target and actual over quarters", func(d *drawn, w tongue, n int) {
		d.row("", "", "<2>"+pick(w.target, n), "", "<2>"+pick(w.actual, n), "")
		d.row(pick(w.kpi, n), pick(w.unit, n), "Q1", "Q2", "Q1", "Q2")
		for i, k := range w.kpis {
			d.row(k[0], k[1], num(goals[i]), num(bests[i]), num(results[i]), "")
			d.want(3, asked(goals[i], k[1]))
			d.want(4, asked(bests[i], k[1]))
		}
	}},
	{"a row for target and one for actual", func(d *drawn, w tongue, n int) {
		d.row(pick(w.kpi, n), "", pick(w.months, 0), pick(w.months, 1), pick(w.months, 2))
		for i, k := range w.kpis {
			d.row(k[0]+" ("+k[1]+")", pick(w.target, n), num(goals[i]), num(goals[i]), num(bests[i]))
			d.want(3, asked(goals[i], k[1]))
			d.want(4, asked(goals[i], k[1]))
			d.want(5, asked(bests[i], k[1]))
			d.row("", pick(w.actual, n), num(results[i]), "", "")
		}
	}},
	{"KPIs across", func(d *drawn, w tongue, n int) {
		head := []string{""}
		goal, result := []string{pick(w.target, n)}, []string{pick(w.actual, n)}
		for i, k := range w.kpis {
			head = append(head, k[0]+" ("+k[1]+")")
			goal, result = append(goal, num(goals[i])), append(result, num(results[i]))
		}
		d.row(head...)
		d.row(goal...)
		for i, k := range w.kpis {
			d.want(i+2, asked(goals[i], k[1]))
		}
		d.row(result...)
	}},
	{"a target row over sites", func(d *drawn, w tongue, n int) {
		head, goal := []string{pick(w.team, n)}, []string{pick(w.target, n)}
		for i, k := range w.kpis {
			head, goal = append(head, k[0]+" ("+k[1]+")"), append(goal, num(goals[i]))
		}
		d.row(head...)
		d.row(goal...)
		for i, k := range w.kpis {
			d.want(i+2, asked(goals[i], k[1]))
		}
		for _, t := range w.teams {
			row := []string{t}
			for i := range w.kpis {
				row = append(row, num(results[i]))
			}
			d.row(row...)
		}
	}},
	{"teams down, KPIs across, a title", func(d *drawn, w tongue, n int) {
		d.row(pick(w.title, n))
		head := []string{pick(w.team, n)}
		for _, k := range w.kpis {
			head = append(head, k[0]+" ("+k[1]+")")
		}
		d.row(head...)
		for t, team := range w.teams {
			row := []string{team}
			for i := range w.kpis {
				row = append(row, num([][]string{goals, bests, leasts}[t][i]))
			}
			d.row(row...)
			for i, k := range w.kpis {
				d.want(i+2, asked([][]string{goals, bests, leasts}[t][i], k[1]))
			}
		}
	}},
	{"teams down, KPIs over target and actual", func(d *drawn, w tongue, n int) {
		head, under := []string{pick(w.team, n)}, []string{""}
		for _, k := range w.kpis {
			head = append(head, "<2>"+k[0]+" ("+k[1]+")", "")
			under = append(under, pick(w.target, n), pick(w.actual, n))
		}
		d.row(head...)
		d.row(under...)
		for t, team := range w.teams {
			row := []string{team}
			for i := range w.kpis {
				row = append(row, num([][]string{goals, bests, leasts}[t][i]), num(results[i]))
			}
			d.row(row...)
			for i, k := range w.kpis {
				d.want(2*i+2, asked([][]string{goals, bests, leasts}[t][i], k[1]))
			}
		}
	}},
	{"sections", func(d *drawn, w tongue, n int) {
		d.row(pick(w.kpi, n), pick(w.unit, n), pick(w.target, n), pick(w.owner, n))
		for t, team := range w.teams {
			d.row("<4>" + team)
			for i, k := range w.kpis[:2] {
				goal := [][]string{goals, bests, leasts}[t][i]
				d.row(k[0], k[1], num(goal), "Kim")
				d.want(3, asked(goal, k[1]))
			}
		}
	}},
	{"side by side", func(d *drawn, w tongue, n int) {
		d.row(w.teams[0], "", "", "", w.teams[1])
		head := []string{pick(w.kpi, n), pick(w.target, n), pick(w.actual, n)}
		d.row(append(append(slices.Clone(head), ""), head...)...)
		for i, k := range w.kpis[:2] {
			other := w.kpis[3*(1-i)]
			d.row(k[0]+" ("+k[1]+")", num(goals[i]), num(results[i]), "", other[0]+" ("+other[1]+")", num(goals[3*(1-i)]),
				num(results[i]))
			d.want(2, asked(goals[i], k[1]))
			d.want(6, asked(goals[3*(1-i)], other[1]))
		}
	}},
	{"stacked", func(d *drawn, w tongue, n int) {
		for t, team := range w.teams[:2] {
			d.row(team)
			d.row(pick(w.kpi, n), pick(w.unit, n), pick(w.target, n), pick(w.actual, n))
			for i, k := range w.kpis[2*t : 2*t+2] {
				d.row(k[0], k[1], num(goals[2*t+i]), num(results[2*t+i]))
				d.want(3, asked(goals[2*t+i], k[1]))
			}
			d.row()
		}
	}},
	{"signs in a column", func(d *drawn, w tongue, n int) {
		d.row(pick(w.kpi, n), pick(w.operator, n), pick(w.target, n), pick(w.unit, n))
		for i, k := range w.kpis {
			sign := []string{"≥", "≤", "≥", "≤"}[i]
			d.row(k[0], sign, num(goals[i]), k[1])
			d.want(3, map[string]string{"≥": "at least ", "≤": "at most "}[sign]+asked(goals[i], k[1]))
		}
	}},
	{"threshold, target, stretch", func(d *drawn, w tongue, n int) {
		d.row(pick(w.kpi, n), pick(w.unit, n), pick(w.least, n), pick(w.target, n), pick(w.stretch, n))
		for i, k := range w.kpis {
			d.row(k[0], k[1], num(leasts[i]), num(goals[i]), num(bests[i]))
			d.want(4, asked(goals[i], k[1]))
		}
	}},
	{"a form", func(d *drawn, w tongue, n int) {
		for i, k := range w.kpis {
			d.row(pick(w.kpi, n), k[0])
			d.row(pick(w.target, n), goals[i]+" "+k[1])
			d.want(2, asked(goals[i], k[1]))
			d.row(pick(w.owner, n), "Kim")
		}
	}},
	{"a row of units", func(d *drawn, w tongue, n int) {
		d.row(pick(w.title, n))
		head, under := []string{pick(w.team, n)}, []string{""}
		for _, k := range w.kpis {
			head, under = append(head, k[0]), append(under, k[1])
		}
		d.row(head...)
		d.row(under...)
		for t, team := range w.teams {
			row := []string{team}
			for i := range w.kpis {
				row = append(row, num([][]string{goals, bests, leasts}[t][i]))
			}
			d.row(row...)
			for i, k := range w.kpis {
				d.want(i+2, asked([][]string{goals, bests, leasts}[t][i], k[1]))
			}
		}
	}},
	{"months under a title", func(d *drawn, w tongue, n int) {
		d.row(pick(w.title, n))
		d.row(pick(w.kpi, n), pick(w.unit, n), w.months[0], w.months[1], w.months[2])
		for i, k := range w.kpis {
			d.row(k[0], k[1], num(goals[i]), num(goals[i]), num(bests[i]))
			for c := range 3 {
				d.want(c+3, asked([]string{goals[i], goals[i], bests[i]}[c], k[1]))
			}
		}
	}},
	{"targets in the name of the sheet", func(d *drawn, w tongue, n int) {
		d.sheet = pick(w.title, n)
		d.row(pick(w.team, n), pick(w.kpi, n), pick(w.unit, n), "2026", "2027")
		for i, k := range w.kpis {
			d.row(w.teams[i%3], k[0], k[1], num(goals[i]), num(bests[i]))
			d.want(4, asked(goals[i], k[1]))
			d.want(5, asked(bests[i], k[1]))
		}
	}},
	{"a schedule by weeks", func(d *drawn, w tongue, n int) {
		d.row(pick(w.schedule, n))
		d.row("", w.weeks[0], w.weeks[1], w.weeks[2])
		for t, item := range []string{"A100", "B-200 left", "Hinge C"} {
			d.row(item, num("1200"), num("800"), num([]string{"900", "700", "650"}[t]))
			d.want(2, "~1200")
			d.want(3, "~800")
			d.want(4, "~"+[]string{"900", "700", "650"}[t])
		}
	}},
	{"hours of activities by role", func(d *drawn, w tongue, n int) {
		d.row(pick(w.hours, n))
		d.row("", w.roles[0], w.roles[1], w.roles[2])
		for t, a := range w.activities {
			d.row(a, num([]string{"20", "10", "8"}[t]), num([]string{"14", "16", "8"}[t]), num([]string{"9", "9", "20"}[t]))
			d.want(2, []string{"20", "10", "8"}[t]+" h/week")
			d.want(3, []string{"14", "16", "8"}[t]+" h/week")
			d.want(4, []string{"9", "9", "20"}[t]+" h/week")
		}
	}},
	{"people by team under a title", func(d *drawn, w tongue, n int) {
		d.row(pick(w.crews, n))
		d.row(append([]string{pick(w.team, n)}, w.people...)...)
		for t, team := range w.teams {
			d.row(team, num("6"), num("4"), num([]string{"2", "3", "1"}[t]))
			d.want(2, "6 people")
			d.want(3, "4 people")
			d.want(4, []string{"2", "3", "1"}[t]+" people")
		}
	}},
	{"KPIs down, sites across, a title", func(d *drawn, w tongue, n int) {
		d.row(pick(w.title, n))
		d.row(append([]string{pick(w.kpi, n)}, w.teams...)...)
		for i, k := range w.kpis {
			d.row(k[0]+" ("+k[1]+")", num(goals[i]), num(bests[i]), num(leasts[i]))
			d.want(2, asked(goals[i], k[1]))
			d.want(3, asked(bests[i], k[1]))
			d.want(4, asked(leasts[i], k[1]))
		}
	}},
	{"from now to target with arrows", func(d *drawn, w tongue, n int) {
		d.row(pick(w.kpi, n), pick(w.owner, n), "2025"+" → "+w.target[0])
		for i, k := range w.kpis[:2] {
			d.row(k[0], "Kim", results[i]+" "+k[1]+" → "+goals[i]+" "+k[1])
			d.want(3, asked(goals[i], k[1]))
		}
	}},
	{"the target in the header over results", func(d *drawn, w tongue, n int) {
		d.row(pick(w.team, n), w.kpis[0][0]+" ("+w.target[0]+": 97.5 %)", w.kpis[1][0]+" ("+w.target[0]+": 14 min)")
		d.want(2, "97.5%")
		d.want(3, "14 min")
		for _, team := range w.teams {
			d.row(team, "94.1 %", "15.5 min")
		}
	}},
	{"a long table", func(d *drawn, w tongue, n int) {
		d.row("Site", pick(w.kpi, n), "Type", "Month", "Value")
		for i, k := range w.kpis {
			d.row(w.teams[i%3], k[0]+" ("+k[1]+")", w.target[0], "2026-0"+fmt.Sprint(i+1), num(goals[i]))
			d.want(5, asked(goals[i], k[1]))
			d.row(w.teams[i%3], k[0]+" ("+k[1]+")", pick(w.actual, 0), "2026-0"+fmt.Sprint(i+1), num(results[i]))
		}
	}},
	{"blank rows and columns", func(d *drawn, w tongue, n int) {
		d.row(pick(w.kpi, n), "", pick(w.target, n), "", pick(w.actual, n))
		for i, k := range w.kpis {
			d.row()
			d.row(k[0], "", goals[i]+" "+k[1], "", results[i]+" "+k[1])
			d.want(3, asked(goals[i], k[1]))
		}
	}},
	{"numbered, merged names, notes below", func(d *drawn, w tongue, n int) {
		d.row("Report of the working group")
		d.row()
		d.row("No.", pick(w.team, n), pick(w.kpi, n), pick(w.target, n), pick(w.actual, n))
		for i, k := range w.kpis {
			team := ""
			if i%2 == 0 {
				team = "<1v2>" + w.teams[i/2]
			}
			d.row(num(fmt.Sprint(i+1)), team, k[0]+", "+k[1], num(goals[i]), num(results[i]))
			if i != 2 {
				d.want(4, asked(goals[i], k[1]))
			}
		}
		d.row()
		d.row("Numbers 1 and 2 were agreed on 3 March 2026.")
	}},
	{"years of targets", func(d *drawn, w tongue, n int) {
		d.row(pick(w.kpi, n), pick(w.unit, n), pick(w.actual, n)+" 2024", pick(w.actual, n)+" 2025",
			pick(w.target, n)+" 2026", pick(w.target, n)+" 2027")
		for i, k := range w.kpis {
			d.row(k[0], k[1], num(results[i]), num(results[i]), num(goals[i]), num(bests[i]))
			d.want(5, asked(goals[i], k[1]))
			d.want(6, asked(bests[i], k[1]))
		}
	}},
	{"signs in the cells, nothing called a target", func(d *drawn, w tongue, n int) {
		d.row(pick(w.kpi, n), pick(w.owner, n), "2026")
		for i, k := range w.kpis {
			sign := []string{"≥", "≤", "≥", "≤"}[i]
			d.row(k[0], "Kim", sign+" "+goals[i]+" "+k[1])
			d.want(3, map[string]string{"≥": "at least ", "≤": "at most "}[sign]+asked(goals[i], k[1]))
		}
	}},
	{"KPIs in two columns of a card", func(d *drawn, w tongue, n int) {
		d.row("", w.kpis[0][0], w.kpis[1][0], w.kpis[2][0])
		d.row(pick(w.unit, n), w.kpis[0][1], w.kpis[1][1], w.kpis[2][1])
		d.row(pick(w.target, n), num(goals[0]), num(goals[1]), num(goals[2]))
		for i, k := range w.kpis[:3] {
			d.want(i+2, asked(goals[i], k[1]))
		}
		d.row(pick(w.actual, n), num(results[0]), num(results[1]), num(results[2]))
		d.row(pick(w.owner, n), "Kim", "Lee", "Ana")
	}},
	{"months down, target and actual of each KPI across", func(d *drawn, w tongue, n int) {
		d.row("", "<2>"+w.kpis[0][0]+" (%)", "", "<2>"+w.kpis[1][0]+" (min)", "")
		d.row("2026", pick(w.target, n), pick(w.actual, n), pick(w.target, n), pick(w.actual, n))
		for m, month := range w.months {
			d.row(month, num(goals[0]), num(results[0]), num([]string{"14", "13", "12"}[m]), num(results[1]))
			d.want(2, "97.5%")
			d.want(4, []string{"14", "13", "12"}[m]+" min")
		}
	}},
	{"results alone", func(d *drawn, w tongue, n int) {
		d.row(pick(w.kpi, n), pick(w.unit, n), w.months[0], w.months[1], w.months[2])
		for i, k := range w.kpis {
			d.row(k[0], k[1], num(results[i]), num(goals[i]), num(bests[i]))
		}
	}},
	{"a list of prices", func(d *drawn, w tongue, n int) {
		d.row("Prices 2026")
		d.row("", "S", "M", "L")
		for _, item := range []string{"Room A", "Room B", "Room C"} {
			d.row(item, "{90; €#,##0}", "{120; €#,##0}", "{150; €#,##0}")
		}
	}},
	{"a backlog", func(d *drawn, w tongue, n int) {
		d.row("Story", "Points", "Story hours", "Assignee", "Status")
		for i, k := range w.kpis {
			d.row(k[0], num(fmt.Sprint(i+1)), num(fmt.Sprint(4*i+2)), "Kim", "Done")
		}
		d.row("Total", num("10"), num("32"))
	}},
	{"a survey", func(d *drawn, w tongue, n int) {
		d.row("Question", "Agree", "Neutral", "Disagree", "Change since 2024")
		for i := range w.kpis {
			d.row("I know what is expected of me, "+fmt.Sprint(i), "84%", "10%", "6%", "+3")
		}
	}},
	{"a timesheet", func(d *drawn, w tongue, n int) {
		d.row("Timesheet May 2026")
		d.row("Name", "Project", "Mon", "Tue", "Wed", "Hours")
		for _, name := range []string{"Kim", "Lee", "Ana"} {
			d.row(name, "P1", num("8"), num("7.5"), num("8"), num("23.5"))
		}
	}},
	{"invoices", func(d *drawn, w tongue, n int) {
		d.row("Invoice", "Date", "Customer", "Quantity", "Net", "VAT", "Total")
		for i := range 3 {
			d.row("R-"+fmt.Sprint(100+i), "2026-03-0"+fmt.Sprint(i+1), "Firm "+fmt.Sprint(i), num("4"), num("200"),
				num("38"), num("238"))
		}
	}},
	{"a stock list", func(d *drawn, w tongue, n int) {
		d.row("Item", "Bin", "In stock", "Unit", "Unit price")
		for i := range 3 {
			d.row("Screw M"+fmt.Sprint(i+4), "A-0"+fmt.Sprint(i), num("1200"), "pcs", num("0.05"))
		}
	}},
	{"rooms", func(d *drawn, w tongue, n int) {
		d.row("Rooms")
		d.row("Name", "Beds", "Size (m²)", "Floor")
		for i := range 3 {
			d.row("Room "+fmt.Sprint(i), num("2"), num("24"), num(fmt.Sprint(i)))
		}
	}},
	{"beds beside staff", func(d *drawn, w tongue, n int) {
		d.row(pick(w.crews, n))
		beds := map[string]string{"English": "Beds", "German": "Betten", "French": "Lits", "Spanish": "Camas"}
		d.row(pick(w.team, n), beds[w.name], w.people[0])
		for i, team := range w.teams {
			d.row(team, num("24"), num(fmt.Sprint(i+4)))
			d.want(3, fmt.Sprint(i+4)+" people")
		}
	}},
	{"an exchange of numbers", func(d *drawn, w tongue, n int) {
		d.row("Country", "Inhabitants (m)", "Area (km²)", "GDP per head (USD)")
		for i, c := range []string{"Chad", "Peru", "Laos"} {
			d.row(c, num(fmt.Sprint(17+i)), num("1285000"), num("7000"))
		}
	}},
	{"a legend", func(d *drawn, w tongue, n int) {
		d.row(pick(w.kpi, n), pick(w.target, n), pick(w.actual, n))
		d.row(w.kpis[0][0], "97.5 %", "94 %")
		d.want(2, "97.5%")
		d.row(w.kpis[1][0], "14 min", "15 min")
		d.want(2, "14 min")
		d.row()
		d.row("5", "far above the target")
		d.row("3", "on target")
		d.row("1", "below 50 % of the target")
	}},
}

// TestForms holds what is read of the same numbers in each form.
func TestForms(t *testing.T) {
	all := readTongues(t)
	numbers, found := 0, 0
	for _, f := range forms {
		wanted, right, wrong, alien := 0, 0, 0, 0
		for _, w := range all {
			for n := range 4 {
				d := &drawn{wants: map[string]string{}}
				f.draw(d, w, n)
				table := d.table()
				has := map[string][]string{}
				r := Read(table, Context{})
				for _, rec := range r.Records {
					if rec.Kind.Asks() && rec.Kind != KindDue {
						at := spotOf(rec.Part)
						if r.Blocks[0].Lying {
							at = source.CellName(rec.Cell.Column, rec.Row)
						}
						has[at] = append(has[at], rec.Quantity)
					}
				}
				for at, want := range d.wants {
					wanted++
					switch {
					case slices.ContainsFunc(has[at], func(got string) bool { return sameAsked(got, want) }):
						right++
					case len(has[at]) > 0:
						wrong++
						t.Logf("%s, %s %d: %s is read as %q, not as %q", f.name, w.name, n, at, has[at], want)
					default:
						t.Logf("%s, %s %d: %s is not read: %q", f.name, w.name, n, at, want)
					}
				}
				for at, got := range has {
					if d.wants[at] == "" && !strings.HasPrefix(f.name, "numbered") && f.name != "threshold, target, stretch" {
						alien++
						t.Logf("%s, %s %d: %s is no target, and is read as %q", f.name, w.name, n, at, got)
					}
				}
			}
		}
		numbers, found = numbers+wanted, found+right
		if right < wanted || wrong+alien > 0 {
			t.Errorf("%s: %d of %d, %d wrongly, and %d that are no targets", f.name, right, wanted, wrong, alien)
		}
	}
	t.Logf("%d of %d", found, numbers)
}

func (d *drawn) table() *content.Table {
	table := &content.Table{Name: d.sheet, Within: source.Within{Medium: source.InCell}}
	var rows []content.Row
	for _, r := range d.rows {
		rows = appendRow(rows, "|"+strings.Join(r, "|")+"|")
	}
	table.Rows = numbered(rows)
	return table
}

// sameAsked compares quantities; of one with "~" before it the unit does not count.
func sameAsked(got, want string) bool {
	want, anyUnit := strings.CutPrefix(want, "~")
	a, err := quantity.Parse(got)
	b, err2 := quantity.Parse(want)
	if err != nil || err2 != nil {
		return false
	}
	return sameQuantity(a, b) >= open || anyUnit && a.Low.Cmp(b.Low) == 0
}
