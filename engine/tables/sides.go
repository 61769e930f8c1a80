package tables

import (
	"slices"

	"github.com/kpilint/kpilint/engine/content"
)

// Tables may stand side by side: with an empty column between them, or with the same header once more. Each is read by
// itself.

const (
	maxSided   = 2000 // rows in which tables side by side are looked for
	mostSides  = 8    // tables side by side
	mostColumn = 200  // the last column in which one may stand
)

// stretch is a run of columns, both ends included.
type stretch struct{ from, to int }

// sides are the columns of each table, where several stand side by side; nil for one.
func (s *splitter) sides() []stretch {
	if len(s.rows) < 2 || len(s.rows) > maxSided {
		return nil
	}
	if all := s.withGaps(); all != nil {
		return all
	}
	for i := range s.rows[:min(len(s.rows), maxHeader+3)] {
		if all := s.repeated(s.rows[i]); all != nil {
			return all
		}
	}
	return nil
}

// withGaps are the runs of columns between those that are empty in all rows, where each has a header of its own in the
// same row.
func (s *splitter) withGaps() []stretch {
	var taken [mostColumn + 2]bool
	last := 0
	for _, r := range s.rows {
		if len(r.Cells) == 1 {
			continue // a title over all of it
		}
		for i := range r.Cells {
			c := &r.Cells[i]
			for n := c.Column; n < c.Column+max(int(c.Across), 1); n++ {
				if n > mostColumn {
					return nil
				}
				taken[n] = true
				last = max(last, n)
			}
		}
	}
	var all []stretch
	for n, from := 1, 0; n <= last+1; n++ {
		switch {
		case taken[n] && from == 0:
			from = n
		case !taken[n] && from > 0:
			all = append(all, stretch{from, n - 1})
			from = 0
		}
	}
	if len(all) < 2 || len(all) > mostSides {
		return nil
	}
	for i, r := range s.rows[:min(len(s.rows), maxAbove)] {
		if s.headed(r, all) && s.namesRows(s.rows[i+1:], all) {
			return all
		}
	}
	return nil
}

// namesRows reports whether the rows below a header have words or dates in one of the first two columns of each run:
// what they are about. A run of nothing but numbers goes on with the table left of it, behind a blank column.
func (s *splitter) namesRows(rows []content.Row, all []stretch) bool {
	for _, run := range all {
		names, filled := 0, 0
		for _, r := range rows {
			part := cellsIn(r, run)
			if len(part.Cells) == 0 {
				continue
			}
			filled++
			first := part.Cells[:min(len(part.Cells), 2)]
			if slices.ContainsFunc(first, func(c content.Cell) bool {
				return c.Column < run.from+2 && (c.Holds == content.Date || c.Holds == content.Words && !holdsFigure(&c))
			}) {
				names++
			}
		}
		if names*2 < filled {
			return false
		}
	}
	return true
}

// headed reports whether a row has a header for each run of columns.
func (s *splitter) headed(r content.Row, all []stretch) bool {
	for _, run := range all {
		part := cellsIn(r, run)
		if len(part.Cells) < 2 {
			return false
		}
		if p := s.names.profile(part); p.numbers > 0 || p.long > 0 || p.known+p.times == 0 {
			return false
		}
		if as := s.names.of(textOf(&part.Cells[0])); as.counts() || as.isTime() {
			return false // it goes on with the table left of it
		}
	}
	return true
}

// repeated are the runs of columns of a header that says the same several times, from the name of its rows on: KPI,
// Target, KPI, Target; or Day, Hours, Day, Hours.
func (s *splitter) repeated(r content.Row) []stretch {
	n := len(r.Cells)
	if n < 4 || r.Cells[n-1].Column > mostColumn || r.Cells[n-1].Column-r.Cells[0].Column != n-1 {
		return nil
	}
	if first := s.names.of(textOf(&r.Cells[0])); !slices.Contains(telling, first) && !first.isTime() {
		return nil
	}
	for period := 2; period <= n/2; period++ {
		if n%period != 0 || n/period > mostSides {
			continue
		}
		same := true
		for i := period; i < n && same; i++ {
			same = textOf(&r.Cells[i]) == textOf(&r.Cells[i-period])
		}
		if !same {
			continue
		}
		var all []stretch
		for i := 0; i < n; i += period {
			all = append(all, stretch{r.Cells[i].Column, r.Cells[i+period-1].Column})
		}
		return all
	}
	return nil
}

// cellsIn is a row with the cells of some columns alone.
func cellsIn(r content.Row, run stretch) content.Row {
	part := content.Row{Number: r.Number}
	for i := range r.Cells {
		if c := r.Cells[i].Column; run.from <= c && c <= run.to {
			part.Cells = append(part.Cells, r.Cells[i])
		}
	}
	return part
}

// beside splits tables that stand side by side into blocks, each with the titles over all of them.
func (s *splitter) beside(all []stretch) []*Block {
	var blocks []*Block
	for _, run := range all {
		one := splitter{table: s.table}
		for _, r := range s.rows {
			part := cellsIn(r, run)
			if title := len(r.Cells) == 1 && r.Cells[0].Holds == content.Words; title && len(part.Cells) == 0 &&
				len(one.rows) < maxHeader {
				part = r
			}
			if len(part.Cells) > 0 {
				one.rows = append(one.rows, part)
			}
		}
		for _, b := range one.blocks() {
			b.columns = run
			blocks = append(blocks, b)
		}
	}
	return blocks
}
