package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestTemplate holds that the workbook to fill in reads back as it is: its columns by their names, every target of the
// example company in the cell where it is written, and every person.
func TestTemplate(t *testing.T) {
	t.Chdir(t.TempDir())
	var out, errs bytes.Buffer
	kpilint := func(args ...string) int {
		out.Reset()
		errs.Reset()
		return Main(context.Background(), args, strings.NewReader(""), &out, &errs)
	}
	if code := kpilint("template", "-o", "kpis.xlsx"); code != exitClean || out.Len()+errs.Len() > 0 {
		t.Fatalf("exit code %d: %s%s", code, out.String(), errs.String())
	}
	if code := kpilint("lint", "kpis.xlsx", "-f", "json"); code != exitClean {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	var r struct {
		Findings []any
		Answers  []struct {
			Said     string
			Location struct{ Sheet, Cell string }
			Resource struct{ ID string }
		}
		Documents []struct {
			Said, Unread []struct {
				Location struct{ Sheet, Cell string }
				Text     string
			}
		}
	}
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, a := range r.Answers {
		said[a.Location.Sheet+"!"+a.Location.Cell] = a.Resource.ID + " " + a.Said
	}
	targets := 0
	for _, f := range forms {
		at := slices.IndexFunc(f.columns, func(c column) bool { return c.name == "Target" })
		for i, row := range f.rows {
			if at < 0 {
				continue
			}
			targets++
			cell, _ := excelize.CoordinatesToCellName(at+1, i+2)
			team := slices.IndexFunc(f.columns, func(c column) bool { return c.name == "Team" })
			number, _, _ := strings.Cut(row[at], " ")
			got := said[f.name+"!"+cell]
			if !strings.Contains(got, number) || !strings.HasPrefix(got, strings.ToLower(strings.Fields(row[team])[0])) {
				t.Errorf("%s!%s: %q for %q", f.name, cell, got, row)
			}
		}
	}
	if len(r.Answers) != targets || len(r.Findings) != 0 {
		t.Errorf("%d targets of %d, %d findings", len(r.Answers), targets, len(r.Findings))
	}
	if want := "50 calls/person/day"; !strings.Contains(said["KPIs!E2"], want) {
		t.Errorf("%q is not %q", said["KPIs!E2"], want)
	}
	columns := map[string]string{}
	for _, d := range r.Documents {
		for _, n := range d.Said {
			columns[n.Location.Sheet+"!"+n.Location.Cell] = n.Text
		}
		if len(d.Unread) > 0 {
			t.Errorf("not read: %v", d.Unread)
		}
	}
	for cell, as := range map[string]string{
		"Teams!A1": "team", "Teams!B1": "parent", "Roles!A1": "job", "Roles!C1": "headcount", "KPIs!A1": "kpi",
		"KPIs!B1": "team", "KPIs!C1": "owner", "KPIs!E1": "target", "KPIs!F1": "unit", "KPIs!G1": "period",
		"Objectives!A1": "objective", "Objectives!C1": "keyresult", "Objectives!G1": "due",
	} {
		if got := columns[cell]; !strings.Contains(got, "is read as "+as+" (by its name)") {
			t.Errorf("%s: %s, want %s", cell, got, as)
		}
	}
}

// TestTemplateIsKept holds that a workbook that somebody may have filled in is never replaced, that each column has a
// note, and that names are picked from lists.
func TestTemplateIsKept(t *testing.T) {
	dir := t.TempDir()
	run(t, dir, exitClean, "", "template", "-o", "kpis.xlsx")
	before, err := os.ReadFile(filepath.Join(dir, "kpis.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	run(t, dir, exitUsage, "there is a file of that name", "template", "-o", "kpis.xlsx")
	run(t, dir, exitUsage, "ends in .xlsx", "template", "-o", "kpis.csv")
	run(t, dir, exitUsage, "output", "template")
	run(t, dir, exitClean, "", "template", "-o", "again.xlsx")
	again, err := os.ReadFile(filepath.Join(dir, "again.xlsx"))
	if err != nil || !bytes.Equal(before, again) {
		t.Errorf("two templates differ (%v)", err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(before))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, form := range forms {
		comments, err := f.GetComments(form.name)
		if err != nil || len(comments) != len(form.columns) {
			t.Errorf("%s has %d notes for %d columns (%v)", form.name, len(comments), len(form.columns), err)
		}
		lists, err := f.GetDataValidations(form.name)
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range form.columns {
			name, _ := excelize.CoordinatesToCellName(i+1, 2)
			has := slices.ContainsFunc(lists, func(v *excelize.DataValidation) bool {
				return strings.HasPrefix(v.Sqref, name+":")
			})
			if has != (c.of != "" || len(c.words) > 0) {
				t.Errorf("%s!%s: a list %v", form.name, name, has)
			}
		}
	}
}
