package tables

import "slices"

// maxSample is of how many rows the contents of a column are looked at.
const maxSample = 600

// understand finds out what each column holds.
func (b *Block) understand(r *Reading) {
	b.addColumns()
	for i := range b.Columns {
		c := &b.Columns[i]
		b.look(c)
	}
	for i := range b.Columns {
		b.name(&b.Columns[i])
	}
	for i := range b.Columns {
		b.decide(&b.Columns[i])
	}
	b.fromTitle()
	b.per = b.rhythm()
	b.settle(r)
}

// addColumns adds the columns that have cells and no name.
func (b *Block) addColumns() {
	seen := map[int]bool{}
	for _, c := range b.Columns {
		seen[c.Number] = true
	}
	added := false
	for _, r := range b.rows {
		for i := range r.Cells {
			if n := r.Cells[i].Column; !seen[n] {
				seen[n] = true
				b.Columns = append(b.Columns, Column{Number: n, Times: 1})
				added = true
			}
		}
	}
	if added {
		sortColumns(b.Columns)
	}
}

// look counts what a column holds, in a sample of its rows.
func (b *Block) look(c *Column) {
	step := len(b.rows)/maxSample + 1
	for i := 0; i < len(b.rows); i++ {
		if i > 40 && i%step != 0 {
			continue
		}
		c.Holds.rows++
		if cell := cellAt(b.rows[i], c.Number); cell != nil && (cell.Across < 2 || len(b.rows[i].Cells) > 1) {
			c.Holds.look(cell, b)
		}
	}
}

// is says what a column is and why.
func (c *Column) is(as As, why string) { c.As, c.Why = as, why }

const (
	byContents = "by what is in it"
	byName     = "by its name"
)

func (b *Block) has(as As) bool {
	for i := range b.Columns {
		if b.Columns[i].As == as {
			return true
		}
	}
	return false
}

func sortColumns(all []Column) {
	slices.SortFunc(all, func(a, b Column) int { return a.Number - b.Number })
}
