package tables

import (
	"strings"

	"github.com/kpilint/kpilint/engine/content"
)

// maxBefore is how many headings and paragraphs before a table are kept as its context.
const maxBefore = 8

// ReadFile reads all tables of a file, each with what the file says before it. What one table shows of the decimal mark
// counts for the others too. The order is that of the file.
func ReadFile(f *content.File) []*Reading {
	c := Context{File: f.Name}
	inText, tables, named := 0, 0, false
	var e evidence
	for _, b := range f.Blocks {
		if b.Table == nil {
			continue
		}
		c.Several = inText > 0 && b.Table.Name == ""
		inText++
		tables++
		named = named || namesTargets(b.Table)
		switch MarkOf(b.Table) {
		case Point:
			e.points++
		case Comma:
			e.commas++
		case Mixed:
			e.points++
			e.commas++
		}
	}
	c.Several = c.Several || tables > 1 && named
	c.Mark = e.mark()
	var all []*Reading
	for _, b := range f.Blocks {
		switch {
		case b.Table != nil:
			all = append(all, readAlone(b.Table, c))
			c.Before = nil
		case b.Kind == content.Heading:
			c.Before = append(c.Before[:0:0], line(b.Text.String()))
			if c.Title == "" {
				c.Title = c.Before[0]
			}
		default:
			if text := strings.TrimSpace(b.Text.String()); text != "" && len(text) < 2000 {
				c.Before = append(c.Before, line(text))
				if len(c.Before) > maxBefore {
					c.Before = c.Before[1:]
				}
			}
		}
	}
	between(all)
	return all
}

// namesTargets reports whether a cell at the top of a table is called as columns of targets are, or as those of goals
// with a number below it.
func namesTargets(t *content.Table) bool {
	for k := range t.Rows[:min(len(t.Rows), maxHeader)] {
		for i := range t.Rows[k].Cells {
			c := &t.Rows[k].Cells[i]
			if c.Holds != content.Words || len(c.Text.Bytes) >= maxTime {
				continue
			}
			switch is, _, _, _ := namedAs([]string{textOf(c)}); {
			case is == AsTarget, is == asGoal && k+1 < len(t.Rows) && numberAt(t.Rows[k+1], c.Column):
				return true
			}
		}
	}
	return false
}

// numberAt reports whether a row holds a number in a column.
func numberAt(r content.Row, column int) bool {
	cell := cellAt(r, column)
	return cell != nil && cell.Holds == content.Number
}
