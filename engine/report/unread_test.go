package report

import (
	"slices"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/source"
)

// unreadReport is a report about a file of which a cell was not read, and another one is not taken for a target.
func unreadReport(file string, data []byte, at func(row, column int, text string) source.Span) *engine.Report {
	r := &engine.Report{AsOf: "2026-05-20", Sources: map[string][]byte{file: data}}
	note := func(row, column int, says, why string, untaken bool) engine.Note {
		return engine.Note{
			Location: source.Location{File: file, Span: at(row, column, says)}, Text: why, Untaken: untaken,
		}
	}
	r.Documents = []engine.Document{{
		File: file, Demands: 1, Untaken: 1,
		Said: []engine.Note{
			note(1, 1, "KPI", `the column "KPI" is read as kpi`, false),
			note(2, 2, "41", `"41" is not taken for something that is asked: nothing says so`, true),
		},
		Unread: []engine.Note{note(3, 2, "Greater than TBD", `"Greater than TBD" is not a number`, false)},
	}}
	return r
}

func inSheet(sheet string) func(int, int, string) source.Span {
	within := source.Within{Medium: source.InCell, Sheet: sheet}
	return func(row, column int, text string) source.Span {
		return source.Span{
			Line: row, Column: column, EndLine: row, EndColumn: column + 1, Part: within.Part(row, column, text),
		}
	}
}

// TestUnreadInWorkbook holds that a workbook of findings lists what was not read, whether it is a copy of the one that
// was checked or has nothing but the lists.
func TestUnreadInWorkbook(t *testing.T) {
	book := unreadReport("targets.xlsx", workbook(t, "Sales", nil), inSheet("Sales"))
	lines := unreadReport("targets.csv", []byte("KPI,Today\nCalls,41\nVisits,Greater than TBD\n"),
		func(row, _ int, text string) source.Span {
			from := map[int]int{2: 7, 3: 8}[row]
			return source.Span{Line: row, Column: from, EndLine: row, EndColumn: from + len(text)}
		})
	for _, test := range []struct {
		r      *engine.Report
		sheets []string
		where  []string
	}{
		{book, []string{"kpilint", "kpilint not read", "Sales"}, []string{"Sales!B3", "Sales!B2"}},
		{lines, []string{"kpilint", "kpilint not read"}, []string{"targets.csv, line 3", "targets.csv, line 2"}},
	} {
		f := read(t, write(t, XLSX, test.r, Options{}))
		if got := f.GetSheetList(); !slices.Equal(got, test.sheets) {
			t.Error(got)
		}
		found(t, f, "kpilint", "1 place was not read; 1 place holds a number that is not taken for a target: see the sheet")
		for i, want := range [][]string{
			{"not read", test.where[0], "Greater than TBD", `"Greater than TBD" is not a number`},
			{"not a target", test.where[1], "41", `"41" is not taken for something that is asked: nothing says so`},
		} {
			if row := found(t, f, "kpilint not read", want[3]); !slices.Equal(row, want) {
				t.Errorf("%d: %q, want %q", i, row, want)
			}
		}
		rows, err := f.GetRows("kpilint not read")
		if err != nil || slices.ContainsFunc(rows, func(r []string) bool {
			return strings.Contains(strings.Join(r, " "), "read as kpi")
		}) {
			t.Errorf("what was understood is listed: %q %v", rows, err)
		}
	}
	if got := read(t, write(t, XLSX, book, Options{})).GetActiveSheetIndex(); got != 2 {
		t.Errorf("sheet %d is shown first, which is not that of the workbook", got)
	}
}

// TestUnreadIsNamed holds that every format for people names what was not read.
func TestUnreadIsNamed(t *testing.T) {
	r := unreadReport("targets.xlsx", workbook(t, "Sales", nil), inSheet("Sales"))
	page := write(t, HTML, r, Options{Version: "1"})
	checkPage(t, page)
	verbose := write(t, Text, r, Options{Verbose: true})
	for _, want := range []string{"Greater than TBD", "is not taken for something that is asked", "Sales!B3", "Sales!B2"} {
		if !strings.Contains(page, want) || !strings.Contains(verbose, want) {
			t.Errorf("%q is on the page: %v, and in the text: %v", want, strings.Contains(page, want),
				strings.Contains(verbose, want))
		}
	}
	if short := write(t, Text, r, Options{}); !strings.Contains(short, "1 cell holds another number") ||
		!strings.Contains(short, "1 place could not be read") {
		t.Error(short)
	}
	if md := write(t, Markdown, r, Options{}); !strings.Contains(md, "Greater than TBD") ||
		!strings.Contains(md, "1 place holds a number that is not taken for a target") {
		t.Error(md)
	}
}

// TestLimitsAreTold holds that a text says what lies beyond a limit, and counts what else could not be read.
func TestLimitsAreTold(t *testing.T) {
	r := unreadReport("targets.csv", []byte("KPI,Today\nCalls,41\nVisits,Greater than TBD\n"), inSheet("Sales"))
	d := &r.Documents[0]
	d.Unread = append(d.Unread, engine.Note{
		Location: source.Location{File: d.File}, Text: "the first 20000 of them are read", Limit: true,
	})
	var b strings.Builder
	if err := Text(&b, r, Options{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"not read: targets.csv: the first 20000 of them are read\n",
		"targets.csv: 1 place could not be read (-v lists them)\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the report does not say %q:\n%s", want, b.String())
		}
	}
}
