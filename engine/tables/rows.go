package tables

import (
	"math/big"
	"slices"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
)

// carriedDown are the names that count for the rows below where those leave them empty.
var carriedDown = sync.OnceValue(func() map[As]bool {
	return map[As]bool{AsTeam: true, AsArea: true, AsObjective: true, AsOwner: true, AsKPI: true, AsLabel: true,
		AsJob: true, AsMilestone: true, AsKeyResult: true, AsYear: true, AsQuarter: true}
})

// classify finds out what each row is and what it is about.
func (b *Block) classify() {
	named := b.nameColumns()
	c := &carrier{block: b, cells: map[int]Part{}}
	var header []string
	if len(b.Header) > 0 {
		for _, column := range b.Columns {
			header = append(header, column.text())
		}
	}
	for _, r := range b.rows {
		row := Row{Number: r.Number, Is: b.kindOf(r, header)}
		switch row.Is {
		case Section:
			c.section = part(AsSection, r, &r.Cells[0])
			c.cells = map[int]Part{}
			row.Names = []Part{c.section}
		case Remark, Again:
		default:
			row.Names = c.names(r, named)
			row.Level = b.level(r)
			b.deepest = max(b.deepest, row.Level)
		}
		b.Rows = append(b.Rows, row)
	}
	b.plainSum()
	b.tree()
}

// plainSum makes a total of the last row where it is the sum of all rows above it in each of at least two columns of
// amounts, though nothing calls it so: "Company" below the regions.
func (b *Block) plainSum() {
	last := len(b.Rows) - 1
	for last >= 0 && b.Rows[last].Is == Remark {
		last--
	}
	if last < 2 || last > mostAdded || b.Rows[last].Is != Data {
		return
	}
	columns := 0
	for i := range b.Columns {
		c := &b.Columns[i]
		asked := c.As.asks() || c.As == AsHeadcount || c.As == AsValue
		counted := c.As == AsNothing || c.As == AsActual || c.As == AsBaseline || c.As == AsQuantity || c.As == AsBudget
		if !asked && !counted || c.Holds.Percents > 0 || c.Unit == "%" || !c.Holds.mostly(c.Holds.Numbers) ||
			cellAt(b.rows[last], c.Number) == nil {
			continue
		}
		if b.addsTo(last, c) {
			columns++
		} else if asked {
			return
		}
	}
	if columns > 1 {
		b.Rows[last].Is, b.Rows[last].unnamed = Total, true
	}
}

// addsTo reports whether the number of a row in a column is the sum of those in all rows of data above it, of which at
// least two are not 0.
func (b *Block) addsTo(last int, c *Column) bool {
	cell := cellAt(b.rows[last], c.Number)
	if cell == nil {
		return false
	}
	sum, parts := new(big.Rat), 0
	for k := range b.Rows[:last] {
		cell := cellAt(b.rows[k], c.Number)
		if b.Rows[k].Is != Data || cell == nil {
			continue
		}
		r, percent, ok := b.figure(cell, c)
		if !ok || percent {
			return false
		}
		if r.Sign() != 0 {
			parts++
		}
		sum.Add(sum, r)
	}
	r, percent, ok := b.figure(cell, c)
	return ok && !percent && parts > 1 && r.Cmp(sum) == 0
}

// mostAdded is of how many rows a row may be the sum that nothing calls one.
const mostAdded = 200

// nameColumns are the columns that say what a row is about, the one that tells most first.
func (b *Block) nameColumns() []*Column {
	var all []*Column
	for _, as := range telling {
		for i := range b.Columns {
			if b.Columns[i].As == as {
				all = append(all, &b.Columns[i])
			}
		}
	}
	return all
}

// carrier keeps what rows above say for those below.
type carrier struct {
	block   *Block
	cells   map[int]Part // by column
	section Part
	ordered []*Column
	found   []Part // the names of the last row
}

// names are what a row is about. A cell that is empty takes the one above where a cell right of it is filled: it was
// left out because it would say the same. Where a name changes, those right of it begin anew.
func (c *carrier) names(r content.Row, named []*Column) []Part {
	for _, column := range c.across(named) {
		cell := cellAt(r, column.Number)
		if cell == nil || cell.Holds == content.Unsolved || !carriedDown()[column.As] {
			continue
		}
		p := part(column.As, r, cell)
		if before, ok := c.cells[column.Number]; !ok || before.Text != p.Text {
			for n := range c.cells {
				if n > column.Number {
					delete(c.cells, n)
				}
			}
		}
		c.cells[column.Number] = p
	}
	all := c.found[:0]
	for _, column := range named {
		if cell := cellAt(r, column.Number); cell != nil && cell.Holds != content.Unsolved {
			if p := part(column.As, r, cell); absent(p.Text) == "" {
				all = append(all, p)
			}
		} else if above, ok := c.cells[column.Number]; cell == nil && ok && c.leftOut(r, column, named) {
			all = append(all, above)
		}
	}
	if c.section.Cell != nil {
		all = append(all, c.section)
	}
	c.found = all
	return slices.Clone(all)
}

// across are the columns from the left.
func (c *carrier) across(named []*Column) []*Column {
	if c.ordered == nil {
		c.ordered = slices.Clone(named)
		slices.SortFunc(c.ordered, func(a, b *Column) int { return a.Number - b.Number })
	}
	return c.ordered
}

// leftOut reports whether a name was left out because the row above says it: a name right of it is filled, or the cell
// above goes on over this row.
func (c *carrier) leftOut(r content.Row, column *Column, named []*Column) bool {
	above := c.cells[column.Number]
	if down := int(above.Cell.Down); down > 1 {
		return r.Number < above.Row+down
	}
	for i := range c.block.Columns {
		switch other := &c.block.Columns[i]; other.As {
		case AsPeriod, AsYear, AsQuarter, AsMonth, AsDue, AsChoice:
			if other.Number > column.Number && cellAt(r, other.Number) != nil {
				return true // another time, or another kind, of the same
			}
		}
	}
	for _, other := range named {
		if other.Number > column.Number && other.As != AsOwner && other.As != AsParent && cellAt(r, other.Number) != nil {
			return true
		}
	}
	return false
}

// kindOf is what a row is.
func (b *Block) kindOf(r content.Row, header []string) RowKind {
	if len(header) > 1 && len(r.Cells) > 1 && slices.Contains(header, textOf(&r.Cells[0])) && b.repeats(r) {
		return Again
	}
	first := &r.Cells[0]
	text := textOf(first)
	words := first.Holds == content.Words
	if len(r.Cells) == 1 {
		switch {
		case !words || len(b.Columns) < 3:
		case len(text) > 80 || len(strings.Fields(text)) > 10:
			return Remark
		case numeric(text):
		case b.aboutColumn(first):
			return Section
		default:
			return Remark
		}
		return Data
	}
	for i := range r.Cells {
		c := &r.Cells[i]
		if c.Holds != content.Words {
			continue
		}
		kind := totalIn(textOf(c))
		if kind == Data && b.ofGroup(textOf(c)) {
			kind = Subtotal
		}
		if kind != Data && b.numbersIn(r) {
			return kind
		}
		break
	}
	if b.sums(r) {
		return Subtotal
	}
	return Data
}

// ofGroup reports whether the name of a row is a word for a total and the name of a group of rows: "Sum West" below
// rows of the region West, "North total".
func (b *Block) ofGroup(name string) bool {
	words := strings.Fields(name)
	if len(words) < 2 || len(words) > 5 {
		return false
	}
	l, last := rowWords(), len(words)-1
	rest := ""
	switch {
	case l.is(words[0], "total"):
		rest = strings.Join(words[1:], " ")
	case l.is(words[last], "total"):
		rest = strings.Join(words[:last], " ")
	default:
		return false
	}
	return slices.ContainsFunc(b.Columns, func(c Column) bool {
		return slices.Contains(telling, c.As) && len(c.Holds.differ) > 0 && c.Holds.differ[rest]
	})
}

// aboutColumn reports whether a lone cell stands where the names of rows stand, so that it heads those below.
func (b *Block) aboutColumn(c *content.Cell) bool {
	if c.Across > 1 || c.Strong {
		return true
	}
	column := b.column(c.Column)
	return column == nil || column.Number == b.Columns[0].Number || column.As == AsArea || column.As == AsObjective ||
		column.As == AsTeam
}

func (b *Block) repeats(r content.Row) bool {
	same := 0
	for i := range r.Cells {
		if c := b.column(r.Cells[i].Column); c != nil && c.text() == textOf(&r.Cells[i]) {
			same++
		}
	}
	return same*10 >= len(r.Cells)*8
}

// numbersIn reports whether a row has a number in a column of numbers.
func (b *Block) numbersIn(r content.Row) bool {
	for i := range r.Cells {
		c := &r.Cells[i]
		if c.Holds == content.Number || c.Holds == content.Words && numeric(textOf(c)) {
			if column := b.column(c.Column); column != nil && column.Holds.Numbers > 0 {
				return true
			}
		}
	}
	return false
}

// totalIn is what the name of a row says of its numbers: a total, a subtotal, an average. "Total calls" is a KPI.
func totalIn(text string) RowKind {
	l := rowWords()
	for _, in := range l.whole(strings.TrimRight(text, ":. ")) {
		switch in.name {
		case "total":
			return Total
		case "subtotal":
			return Subtotal
		case "average":
			return Average
		}
	}
	if first, rest, ok := strings.Cut(text, " "); ok && unitLike(rest) && l.is(first, "total") {
		return Total // Total pcs
	}
	if strings.HasPrefix(text, "TOT_") {
		return Subtotal
	}
	words := split(text)
	if len(words) > maxWords/4 {
		return Data
	}
	for _, m := range l.find(words) {
		for _, in := range m.in {
			if in.name == "subtotal" {
				return Subtotal
			}
		}
	}
	return Data
}

// sums reports whether a formula of the row adds up cells above it.
func (b *Block) sums(r content.Row) bool {
	for i := range r.Cells {
		if c := &r.Cells[i]; addsUp(c.Formula()) && (b.Lying || sumAbove(c.Formula(), c.Column, r.Number)) {
			return true
		}
	}
	return false
}

// addsUp recognises SUM(E5:E15): one range over several rows.
func addsUp(formula string) bool {
	formula = strings.ToUpper(strings.TrimLeft(formula, "=+ "))
	for _, f := range []string{"SUM(", "SUBTOTAL(9,", "SUBTOTAL(109,"} {
		rest, ok := strings.CutPrefix(formula, f)
		if !ok {
			continue
		}
		from, to, two := strings.Cut(strings.TrimSuffix(rest, ")"), ":")
		rowOf := func(ref string) string { return strings.TrimLeft(ref, "$ABCDEFGHIJKLMNOPQRSTUVWXYZ") }
		if two && digits(rowOf(from)) && digits(rowOf(to)) && rowOf(from) != rowOf(to) {
			return true
		}
	}
	return false
}

// sumAbove reports whether a formula adds up one range of its own column, above its row.
func sumAbove(formula string, column, row int) bool {
	in, _, last, ok := sumRange(formula)
	return ok && in == column && last < row
}

// sumRange is the range of one column that a formula adds up, and nothing else.
func sumRange(formula string) (column, first, last int, ok bool) {
	m := oneSum.Get().FindStringSubmatch(strings.ToUpper(strings.ReplaceAll(formula, "$", "")))
	if m == nil || m[1] != m[3] {
		return 0, 0, 0, false
	}
	for _, letter := range m[1] {
		column = column*26 + int(letter-'A') + 1
	}
	first, last = number(m[2]), number(m[4])
	return column, min(first, last), max(first, last), true
}

// oneSum recognises SUM(E5:E15) and nothing else.
var oneSum = content.Pattern(`^[=+ ]*(?:SUM\(|SUBTOTAL\((?:9|109),) ?([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\)$`)

// level is how deep a row lies, by its dotted number or by the blanks before its name; 0 where nothing says so.
func (b *Block) level(r content.Row) int {
	for i := range b.Columns {
		c := &b.Columns[i]
		cell := cellAt(r, c.Number)
		if cell == nil {
			continue
		}
		switch c.As {
		case AsLevel:
			return levelOf(textOf(cell))
		case AsLabel, AsKPI, AsObjective, AsKeyResult:
			raw := cell.Text.String()
			blanks := len(raw) - len(strings.TrimLeft(raw, " \u00a0\t"))
			if n, _, ok := strings.Cut(strings.TrimSpace(raw), " "); ok && levelOf(n) > 1 {
				return levelOf(n)
			}
			if blanks > 1 {
				return 1 + blanks/2
			}
		}
	}
	return 0
}

// tree finds the row above each in the hierarchy: by the id of the parent, by dotted numbers, by levels.
func (b *Block) tree() {
	id, parent, level := b.columnAs(AsID), b.columnAs(AsParent), b.columnAs(AsLevel)
	byID := map[string]int{}
	key := func(i int, c *Column) string {
		if c == nil {
			return ""
		}
		if cell := cellAt(b.rows[i], c.Number); cell != nil {
			return textOf(cell)
		}
		return ""
	}
	for i := range b.Rows {
		for _, c := range []*Column{id, level} {
			if k := key(i, c); k != "" && byID[k] == 0 {
				byID[k] = b.Rows[i].Number
			}
		}
	}
	var open []Row // of each level
	for i := range b.Rows {
		row := &b.Rows[i]
		if p := byID[key(i, parent)]; p != 0 && p != row.Number {
			row.Parent = p
		}
		if row.Parent == 0 && row.Level > 1 {
			if k := key(i, level); k != "" {
				if j := strings.LastIndexByte(strings.TrimSuffix(k, "."), '.'); j > 0 {
					row.Parent = byID[k[:j]]
				}
			}
		}
		if row.Is != Data {
			continue
		}
		for len(open) > 0 && open[len(open)-1].Level >= max(row.Level, 1) {
			open = open[:len(open)-1]
		}
		if row.Parent == 0 && row.Level > 1 && len(open) > 0 {
			row.Parent = open[len(open)-1].Number
		}
		if row.Level > 0 || len(open) == 0 && b.indented() {
			open = append(open, Row{Number: row.Number, Level: max(row.Level, 1)})
		} else if b.indented() {
			open = append(open[:0], Row{Number: row.Number, Level: 1})
		}
	}
}

// indented reports whether any row says how deep it lies.
func (b *Block) indented() bool { return b.deepest > 1 }

func (b *Block) columnAs(as As) *Column {
	for i := range b.Columns {
		if b.Columns[i].As == as {
			return &b.Columns[i]
		}
	}
	return nil
}
