package main

import (
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/engine/content/xlsxedit"
)

// template is the command that writes a workbook to fill in.
func (a *app) template() *cobra.Command {
	var to string
	cmd := &cobra.Command{
		Use:   "template -o FILE.xlsx",
		Short: "Write a workbook to fill in, for people who work in Excel",
		Long: `Write a workbook with a sheet for teams, roles, KPIs and objectives. Each column has a note, columns
of names have a list to pick from, and an example company is filled in: replace it with your own.
kpilint lint reads the workbook as it is. A file that exists is not replaced: somebody may have
filled it in.

Exit code 0: written; 2: wrong use, or a file that exists or cannot be written.`,
		Example: "  kpilint template -o kpis.xlsx\n  kpilint lint kpis.xlsx -f xlsx -o kpis.checked.xlsx",
		Args:    cobra.NoArgs,
		RunE:    func(*cobra.Command, []string) error { return a.writeTemplate(to) },
	}
	cmd.Flags().StringVarP(&to, "output", "o", "", "the `file` to write, which must not exist yet and end in .xlsx")
	_ = cmd.MarkFlagRequired("output") // there is such a flag
	return cmd
}

func (a *app) writeTemplate(to string) error {
	at, err := a.output(to)
	switch {
	case err != nil:
		return err
	case !at.Stream && !strings.EqualFold(path.Ext(to), ".xlsx"):
		return fmt.Errorf("-o %s: the name of a workbook ends in .xlsx", called(to))
	case !at.Stream && !at.New:
		return fmt.Errorf("-o %s: there is a file of that name, which somebody may have filled in: name another one",
			called(to))
	}
	return writeTo(at, to, func(w io.Writer) error { return xlsxedit.New(w, templateSheets()...) })
}

// column is a column of the template.
type column struct {
	name  string
	width float64
	note  string
	words []string // what may be picked
	of    string   // or the cells with what may be picked
}

// form is a sheet of the template.
type form struct {
	name    string
	columns []column
	rows    [][]string // the example company
}

// lastEntry is the last row of the template with lists to pick from.
const lastEntry = 500

// Where the names are that other sheets pick from.
const (
	teamNames = "Teams!$A$2:$A$500"
	roleNames = "Roles!$A$2:$A$500"
)

// Words to pick from.
var (
	periodWords    = []string{"day", "week", "month", "quarter", "year"}
	directionWords = []string{"higher", "lower"}
)

// forms are the sheets of the template after the first. The company is that of the documentation.
var forms = []form{
	{"Teams", []column{
		{name: "Team", width: 30, note: "The name of the team, as the other sheets call it."},
		{name: "Parent", width: 24, note: "The team or company that it belongs to. Leave it empty for the company.",
			of: teamNames},
		{name: "Description", width: 60, note: "What the team is there for, in a sentence."},
	}, [][]string{
		{"Acme", "", "Sells, builds and supports installations for fleets"},
		{"Marketing", "Acme", "Finds people who want to hear from us"},
		{"Sales", "Acme", "Wins the right customers"},
		{"Manufacturing", "Acme", "Builds and installs what sales has sold"},
		{"Customer support", "Acme", "Answers customers"},
	}},
	{"Roles", []column{
		{name: "Role", width: 30, note: "The name of the job, as the sheet KPIs calls it."},
		{name: "Team", width: 24, note: "The team in which these people work.", of: teamNames},
		{name: "Headcount", width: 14, note: "How many people do this job, counted as full-time jobs: 2.5 is fine."},
		{name: "Description", width: 60, note: "What these people do, in a sentence."},
	}, [][]string{
		{"Campaign manager", "Marketing", "2", "Runs campaigns and events"},
		{"Salesperson", "Sales", "5", "Calls fleets and takes orders"},
		{"Installer", "Manufacturing", "4", "Installs at the customer"},
	}},
	{"KPIs", []column{
		{name: "KPI", width: 44, note: "What is counted or measured. One KPI in each row."},
		{name: "Team", width: 22, note: "The team that the number belongs to.", of: teamNames},
		{name: "Owner", width: 22, note: "Who answers for the number: a role of the sheet Roles, or a person.",
			of: roleNames},
		{name: "Baseline", width: 16, note: "What the number is today, in the unit of the target."},
		{name: "Target", width: 16, note: "What it is to be: a number with its unit and period in the columns beside it, " +
			"or all of it here. Say \"per person\" where each person has to reach it."},
		{name: "Unit", width: 18, note: "What is counted: calls, leads, %, USD."},
		{name: "Period", width: 12, note: "The time in which the target is to be reached. Leave it empty for a level, " +
			"such as a share.", words: periodWords},
		{name: "Direction", width: 12, note: "Whether a higher number is better, or a lower one.", words: directionWords},
	}, [][]string{
		{"Sales prospecting calls", "Sales", "Salesperson", "34 calls per person per day", "50 calls per person per day", "",
			"", "higher"},
		{"Orders taken", "Sales", "Salesperson", "38", "50", "orders", "month", "higher"},
		{"Leads accepted by sales", "Sales", "Salesperson", "64", "70", "%", "", "higher"},
		{"Qualified leads", "Marketing", "Campaign manager", "2100", "2500", "leads", "month", "higher"},
		{"Existing customers at our events", "Marketing", "Campaign manager", "70", "120", "customers", "quarter",
			"higher"},
		{"Installations finished", "Manufacturing", "Installer", "36", "40", "installations", "month", "higher"},
		{"Satisfied answers", "Customer support", "", "78", "85", "%", "", "higher"},
	}},
	{"Objectives", []column{
		{name: "Objective", width: 44, note: "What is to be achieved, in words. Write it beside each of its key results."},
		{name: "Team", width: 22, note: "The team that the objective belongs to.", of: teamNames},
		{name: "Key result", width: 44, note: "How you will know that it is achieved. One key result in each row."},
		{name: "Baseline", width: 12, note: "Where the key result starts, in the unit of the target."},
		{name: "Target", width: 12, note: "Where it is to be. Write the number alone: the unit has its own column."},
		{name: "Unit", width: 18, note: "What is counted: customers, %, USD."},
		{name: "Due date", width: 14, note: "The day by which it is to be achieved, such as 2026-06-30."},
	}, [][]string{
		{"Win more of the right customers", "Sales", "Share of leads that sales accepts", "64", "70", "%",
			"2026-06-30"},
		{"Deepen existing customer relationships", "Sales", "Customers who ordered again", "120", "160",
			"customers", "2026-12-31"},
		{"Strengthen relationships through events", "Marketing", "Attendees who would come again", "74", "80", "%",
			"2026-06-30"},
	}},
}

// templateSheets are the sheets of the template: what to do, and the forms.
func templateSheets() []*xlsxedit.Sheet {
	first := &xlsxedit.Sheet{Name: "Read me", Rows: [][]xlsxedit.Cell{
		{{Text: "Your teams, roles, KPIs and objectives", Style: xlsxedit.Title}},
	}}
	for _, line := range []string{
		"Fill in the sheets that follow, from the left to the right. What stands there is an example: write over it.",
		"Point at the name of a column to see what to write there. Where cells have a list, pick from it, " +
			"or write another word.",
		"Leave a cell empty where you do not know. Leave the names of the columns as they are.",
		"Send the workbook to the person who checks it. What comes back has a comment on each cell that needs a decision.",
	} {
		first.Rows = append(first.Rows, []xlsxedit.Cell{{Text: line, Style: xlsxedit.Unwrapped}})
	}
	all := []*xlsxedit.Sheet{first}
	for _, f := range forms {
		all = append(all, f.sheet())
	}
	return all
}

// sheet is a form with its notes and lists.
func (f *form) sheet() *xlsxedit.Sheet {
	s := &xlsxedit.Sheet{Name: f.name, Frozen: 1}
	var header []xlsxedit.Cell
	for i, c := range f.columns {
		header = append(header, xlsxedit.Cell{Text: c.name, Style: xlsxedit.Heading})
		s.Widths = append(s.Widths, c.width)
		s.Notes = append(s.Notes, xlsxedit.Mark{Row: 1, Column: i + 1, Text: c.note})
		if len(c.words) > 0 || c.of != "" {
			s.Choices = append(s.Choices, xlsxedit.Choice{Column: i + 1, From: 2, To: lastEntry, Words: c.words, Of: c.of,
				Says: "This is not in the list. Keep it if you mean it."})
		}
	}
	s.Rows = append(s.Rows, header)
	for _, row := range f.rows {
		var cells []xlsxedit.Cell
		for _, text := range row {
			cell := xlsxedit.Cell{Text: text, Style: xlsxedit.Entry}
			if isNumber(text) {
				cell = xlsxedit.Cell{Number: text, Style: xlsxedit.Number}
			}
			cells = append(cells, cell)
		}
		s.Rows = append(s.Rows, cells)
	}
	return s
}

// isNumber reports whether an entry of the example company is a number.
func isNumber(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }
