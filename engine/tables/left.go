package tables

import (
	"strconv"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/wording"
)

// Left names the cells with numbers that no record holds, each with the reason, in the order of the rows: at most so
// many of them, and how many more there are. Cells that could not be read are in Unread and not here.
func (r *Reading) Left(most int) (all []Unread, more int) {
	known := make(map[*content.Cell]bool, len(r.Records)+len(r.Unread))
	for i := range r.Records {
		known[r.Records[i].Cell] = true
		for _, p := range r.Records[i].Joined {
			known[p.Cell] = true
		}
	}
	for i := range r.Unread {
		known[r.Unread[i].Cell] = true
	}
	for _, b := range r.Blocks {
		for i, row := range b.rows {
			if i >= len(b.Rows) {
				break
			}
			for k := range row.Cells {
				c := &row.Cells[k]
				if known[c] || !holdsFigure(c) {
					continue
				}
				why := b.whyLeft(b.Rows[i].Is, b.column(c.Column))
				if why == "" {
					continue
				}
				if len(all) == most {
					more++
					continue
				}
				p := part(AsNothing, row, c)
				all = append(all, Unread{p, wording.IsNotTakenForSomething(short(p.Text), why)})
			}
		}
	}
	return all, more
}

// holdsFigure reports whether a cell is a number, alone or with a unit.
func holdsFigure(c *content.Cell) bool {
	switch c.Holds {
	case content.Number:
		return true
	case content.Words:
		text := textOf(c)
		return numeric(text) && dateIn(text) == "" && !mayBeDate(text) && !onlyTime(text)
	}
	return false
}

// whyLeft is why a number in a row of a kind and in a column is no record; "" where it is a name, a date or a number of
// the row, and nobody would look for it.
func (b *Block) whyLeft(is RowKind, c *Column) string {
	switch {
	case is == Remark || is == Section || is == Again:
		return wording.ItsRowIsANote()
	case c == nil:
		return wording.NothingSaysWhatItsColumn()
	}
	switch c.As {
	case AsID, AsOrder, AsLevel, AsParent, AsLink, AsYear, AsQuarter, AsMonth, AsPeriod, AsEntered, AsUnit, AsDirection,
		AsOperator, AsChoice:
		return ""
	case AsNothing:
		if c.text() == "" {
			return wording.NothingSaysWhatItsColumn()
		}
		return wording.NothingSaysThatTheNumbers(strconv.Quote(short(c.text())))
	case AsValue, AsTotal:
		return wording.NothingSaysWhetherHoldsTargets(strconv.Quote(short(c.text())))
	case AsBand:
		return wording.SaysFromWhereOnA(strconv.Quote(short(c.text())))
	}
	if kinds()[c.As] != "" {
		return wording.IsReadAsAndThis(strconv.Quote(short(c.text())), string(c.As))
	}
	return wording.IsReadAs(strconv.Quote(short(c.text())), string(c.As))
}
