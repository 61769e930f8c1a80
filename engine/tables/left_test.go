package tables

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/format"
)

// everyFile reads all tables that are kept here, the real ones too.
func everyFile(t *testing.T) map[string]*content.File {
	t.Helper()
	all := map[string]*content.File{}
	for _, folder := range []string{"unseen", "unseen/heldout", "fresh"} {
		files, err := filepath.Glob("testdata/" + folder + "/*.txt")
		if err != nil || len(files) == 0 {
			t.Fatal("no files", err)
		}
		for _, file := range files {
			u := readUnseen(t, file)
			f, err := format.Read(u.name, u.data)
			if err != nil {
				t.Fatal(u.name, err)
			}
			all[u.name] = f
		}
	}
	files, err := filepath.Glob("../content/testdata/real/*/*")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if f, err := format.Read(filepath.Base(file), data); err == nil && filepath.Ext(file) != ".json" {
			all[file] = f
		}
	}
	return all
}

// TestNoNumberIsSilent holds that each number below a header is read, or named with the reason why not, but for those
// that number rows and say times; and that each cell of a column that asks is, whatever it holds.
func TestNoNumberIsSilent(t *testing.T) {
	numbers, named := 0, 0
	for name, f := range everyFile(t) {
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
			found := r.cellsLeft(100_000)
			left, more := found.named, found.more
			if more > 0 {
				t.Error(name, more)
			}
			for _, n := range left {
				if known[at(n.Cell)] {
					t.Errorf("%s %s: %q is read, and named as not read: %s", name, spotOf(n.Part), n.Text, n.Why)
				}
				if n.Why == "" {
					t.Errorf("%s %s: %q is named without a reason", name, spotOf(n.Part), n.Text)
				}
				known[at(n.Cell)] = true
			}
			named += len(left)
			for _, row := range r.Table.Rows {
				for i := range row.Cells {
					c := &row.Cells[i]
					looked := holdsFigure(c) || c.Holds == content.Words && figured(textOf(c)) && r.asksIn(row.Number, c)
					if !looked || r.heads(row.Number) || r.numbersRows(c.Column) || r.lies() {
						continue
					}
					if numbers++; !known[at(c)] {
						t.Errorf("%s row %d column %d: %q is nowhere", name, row.Number, c.Column, textOf(c))
					}
				}
			}
		}
	}
	t.Logf("%d numbers, of which %d are named as not asked for", numbers, named)
}

// TestFixesHaveNumbers holds that what contradicts itself says what to do, with the numbers or the words of the case.
func TestFixesHaveNumbers(t *testing.T) {
	n := 0
	for name, f := range everyFile(t) {
		for _, r := range ReadFile(f) {
			for _, fault := range r.Contradictions {
				if n++; !strings.ContainsAny(fault.Fix, `0123456789"`) {
					t.Errorf("%s %s: %s: what to do is %q", name, fault.Kind, fault.Says, fault.Fix)
				}
			}
		}
	}
	if n < 20 {
		t.Errorf("%d contradictions are not enough to see", n)
	}
}

// asksIn reports whether a cell stands in a row of data and in a column that asks.
func (r *Reading) asksIn(row int, c *content.Cell) bool {
	for _, b := range r.Blocks {
		for i := range b.Rows {
			if column := b.column(c.Column); b.Rows[i].Number == row && column != nil && column.As.asks() {
				return b.Rows[i].Is == Data
			}
		}
	}
	return false
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
