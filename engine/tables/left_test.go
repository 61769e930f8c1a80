package tables

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/format"
)

// TestNoNumberIsSilent holds that each number below a header is read, or named with the reason why not, but for those
// that number rows and say times.
func TestNoNumberIsSilent(t *testing.T) {
	var files []string
	for _, folder := range []string{"unseen", "unseen/heldout", "fresh"} {
		some, err := filepath.Glob("testdata/" + folder + "/*.txt")
		if err != nil || len(some) == 0 {
			t.Fatal("no files", err)
		}
		files = append(files, some...)
	}
	numbers, named := 0, 0
	for _, file := range files {
		u := readUnseen(t, file)
		f, err := format.Read(u.name, u.data)
		if err != nil {
			t.Fatal(u.name, err)
		}
		for _, r := range ReadFile(f) {
			known := map[[2]int32]bool{} // by line and column: blocks beside each other have copies of the cells
			at := func(c *content.Cell) [2]int32 { return [2]int32{c.Text.Line, c.Text.Column} }
			for _, rec := range r.Records {
				known[at(rec.Cell)] = true
				for _, p := range rec.Joined {
					known[at(p.Cell)] = true
				}
			}
			for _, n := range r.Unread {
				known[at(n.Cell)] = true
			}
			left, more := r.Left(1000)
			if more > 0 {
				t.Error(u.name, more)
			}
			for _, n := range left {
				if known[at(n.Cell)] {
					t.Errorf("%s %s: %q is read, and named as not read: %s", u.name, spotOf(n.Part), n.Text, n.Why)
				}
				known[at(n.Cell)] = true
			}
			named += len(left)
			for _, row := range r.Table.Rows {
				for i := range row.Cells {
					c := &row.Cells[i]
					if !holdsFigure(c) || r.heads(row.Number) || r.numbersRows(c.Column) || r.lies() {
						continue
					}
					if numbers++; !known[at(c)] {
						t.Errorf("%s row %d column %d: %q is nowhere", u.name, row.Number, c.Column, textOf(c))
					}
				}
			}
		}
	}
	t.Logf("%d numbers, of which %d are named as not asked for", numbers, named)
}

// lies reports whether the table lies on its side, so that its columns are rows.
func (r *Reading) lies() bool { return len(r.Blocks) > 0 && r.Blocks[0].Lying }

// heads reports whether a row is above the rows of all blocks, or one of a header.
func (r *Reading) heads(row int) bool {
	for _, b := range r.Blocks {
		if slices.Contains(b.Header, row) || slices.ContainsFunc(b.Title, func(p Part) bool { return p.Row == row }) {
			return true
		}
	}
	return false
}

// numbersRows reports whether a column numbers rows or says times.
func (r *Reading) numbersRows(column int) bool {
	for _, b := range r.Blocks {
		if c := b.column(column); c != nil && b.whyLeft(Data, c) == "" {
			return true
		}
	}
	return false
}
