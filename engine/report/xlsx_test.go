package report

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
)

// unzipped are all parts of a workbook as one text.
func unzipped(t testing.TB, data string) string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
		all.WriteByte('\n')
	}
	return all.String()
}

// workbook is a small one, as another program writes it.
func workbook(t testing.TB, sheet string, change func(*excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellValue(sheet, "C2", "50 calls"); err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(f)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// inCells is a report about a workbook with findings in so many cells.
func inCells(data []byte, sheet string, n int, message string) *engine.Report {
	r := &engine.Report{AsOf: "2026-05-20", Sources: map[string][]byte{"targets.xlsx": data}}
	within := source.Within{Medium: source.InCell, Sheet: sheet}
	for i := range n {
		f := engine.Finding{Rule: "table-contradiction", Category: "definition-file", Level: policy.Error,
			Outcome: engine.Violated, Message: message, Fingerprint: fmt.Sprint(i)}
		f.Location = source.Location{File: "targets.xlsx", Span: source.Span{
			Line: 2 + i, Column: 3, EndLine: 2 + i, EndColumn: 4, Part: within.Part(2+i, 3, "50 calls"),
		}}
		r.Findings = append(r.Findings, f)
	}
	r.Recount()
	return r
}

func read(t testing.TB, data string) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// found is the row of the list in which a text stands.
func found(t testing.TB, f *excelize.File, sheet, text string) []string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if slices.ContainsFunc(row, func(s string) bool { return strings.Contains(s, text) }) {
			return row
		}
	}
	t.Fatalf("%q is not in %q", text, rows)
	return nil
}

// TestXLSX holds that the copy of a workbook lists its findings with links, whatever its sheet is called.
func TestXLSX(t *testing.T) {
	for _, sheet := range []string{"Sales", "kpilint", "KPILINT", "R&D O'Neill", "<Targets>"} {
		r := inCells(workbook(t, sheet, nil), sheet, 2, "=1+1 is not 3")
		out := write(t, XLSX, r, Options{})
		if write(t, XLSX, r, Options{}) != out {
			t.Error("two runs differ")
		}
		if !Ours([]byte(out)[:min(len(out), 1<<16)]) {
			t.Error("it is not known again")
		}
		f := read(t, out)
		ours := f.GetSheetList()[0]
		if !strings.HasPrefix(ours, "kpilint") || len(f.GetSheetList()) != 2 {
			t.Fatal(f.GetSheetList())
		}
		row := found(t, f, ours, "is not 3")
		if row[0] != "error" || row[1] != sheet+"!C2" || row[2] != "50 calls" || row[4] != "=1+1 is not 3" {
			t.Errorf("%q", row)
		}
		ok, to, err := f.GetCellHyperLink(ours, "B6")
		if want := "'" + strings.ReplaceAll(sheet, "'", "''") + "'!C2"; !ok || err != nil || to != want {
			t.Errorf("the link leads to %q, want %q", to, want)
		}
		comments, err := f.GetComments(sheet)
		if err != nil || len(comments) != 2 {
			t.Fatalf("%v %v", comments, err)
		}
		if v, err := f.GetCellValue(sheet, "C2"); v != "50 calls" || err != nil {
			t.Errorf("the cell holds %q", v)
		}
	}
}

// TestXLSXApart holds that a workbook that cannot be kept whole is not written, and that it is said why.
func TestXLSXApart(t *testing.T) {
	locked := workbook(t, "Sales", func(f *excelize.File) {
		if err := f.ProtectWorkbook(&excelize.WorkbookProtectionOptions{LockStructure: true}); err != nil {
			t.Fatal(err)
		}
	})
	for why, data := range map[string][]byte{
		"structure of the workbook is protected": locked, "the file is damaged": []byte("PK no workbook"),
	} {
		var said []string
		note := func(s string) { said = append(said, s) }
		out := write(t, XLSX, inCells(data, "Sales", 1, "too many"), Options{Notice: note})
		if len(said) != 1 || !strings.Contains(said[0], why) {
			t.Errorf("it is said %q", said)
		}
		f := read(t, out)
		if got := f.GetSheetList(); len(got) != 1 {
			t.Error(got)
		}
		found(t, f, "kpilint", why)
		if row := found(t, f, "kpilint", "too many"); row[1] != "targets.xlsx!Sales!C2" {
			t.Errorf("%q", row)
		}
	}
	for _, r := range []*engine.Report{acme(t), {}} {
		var said []string
		f := read(t, write(t, XLSX, r, Options{Notice: func(s string) { said = append(said, s) }}))
		if len(f.GetSheetList()) != 1 || len(said) > 0 {
			t.Errorf("%q %q", f.GetSheetList(), said)
		}
	}
}

// TestXLSXMany holds that a workbook with more findings than somebody reads has the most important, and says so.
func TestXLSXMany(t *testing.T) {
	r := inCells(workbook(t, "Sales", nil), "Sales", mostListed+5, "too many")
	var said string
	f := read(t, write(t, XLSX, r, Options{Notice: func(s string) { said += s }}))
	for _, want := range []string{"3000 cells have a comment, and 17005 more have none", "5 more are not"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said: %q", want, said)
		}
		found(t, f, "kpilint", want)
	}
	comments, err := f.GetComments("Sales")
	if err != nil || len(comments) != mostCommented {
		t.Errorf("%d comments %v", len(comments), err)
	}
}

// TestCSV reads the table back, and holds that no value begins as a formula does.
func TestCSV(t *testing.T) {
	for _, evil := range []string{"=cmd|' /C calc'!A0", "+1+cmd", "-1+2", "@SUM(A1)", "\t=1", "\r=1", `a "b", c`} {
		r := inCells(nil, evil, 1, evil)
		rows, err := csv.NewReader(strings.NewReader(write(t, CSV, r, Options{}))).ReadAll()
		if err != nil || len(rows) != 2 || !slices.Equal(rows[0], csvHeader) {
			t.Fatalf("%q %v", rows, err)
		}
		for _, value := range rows[1] {
			if value != "" && strings.ContainsAny(value[:1], "=+-@\t\r") {
				t.Errorf("%q", value)
			}
		}
		if rows[1][3] != "C2" || rows[1][5] != "error" {
			t.Errorf("%q", rows[1])
		}
	}
}
