package tables

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/source"
)

// TestBetween holds what is said of numbers that stand in several tables. Each file in testdata/between has sheets
// below lines of "## name", as in testdata/invented, and what is said below "--".
func TestBetween(t *testing.T) {
	data, err := os.ReadFile("testdata/between.txt")
	if err != nil {
		t.Fatal(err)
	}
	for piece := range strings.SplitSeq(string(data), "\n==\n") {
		head, rest, _ := strings.Cut(piece, "\n")
		t.Run(strings.TrimPrefix(head, "# "), func(t *testing.T) {
			text, want, _ := strings.Cut(rest, "--\n")
			got := ""
			for _, r := range ReadFile(sheets(text)) {
				for _, f := range r.Contradictions {
					got += "contradiction " + f.Says + "\n"
				}
				for _, f := range r.Questions {
					got += "question " + f.Says + "\n"
				}
			}
			if diff := cmp.Diff(strings.TrimSpace(want), strings.TrimSpace(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// sheets is a workbook of sheets between lines of their names.
func sheets(text string) *content.File {
	f := &content.File{Name: "plan.xlsx"}
	var sheet *content.Table
	for l := range strings.Lines(text) {
		l = strings.TrimRight(l, "\n")
		switch name, ok := strings.CutPrefix(l, "## "); {
		case ok:
			sheet = &content.Table{Name: name, Within: source.Within{Medium: source.InCell, Sheet: name}}
			f.Blocks = append(f.Blocks, content.Block{Kind: content.Grid, Table: sheet})
		case l != "":
			sheet.Rows = appendRow(sheet.Rows, l)
		default:
			sheet.Rows = append(sheet.Rows, content.Row{})
		}
	}
	for _, b := range f.Blocks {
		b.Table.Rows = numbered(b.Table.Rows)
		for _, r := range b.Table.Rows {
			for i := range r.Cells {
				r.Cells[i].Text.In = &b.Table.Within
			}
		}
	}
	return f
}
