package tables

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/wording"
)

// figures are the numbers of a column, NaN where a row has none. They are compared with the decimals with which they
// are written in mind, so floating point is enough; what is shown comes from the cells.
type figures struct {
	column   *Column
	of       []float64
	decimals int  // the most that a number of it is written with
	percent  bool // written in percent
	money    bool // shown with a currency
	odd      []bool
	about    []bool // nil where all numbers are exact
}

// numbers are the figures of the columns that may be added up or compared.
func (b *Block) numbers() []*figures {
	var all []*figures
	for i := range b.Columns {
		c := &b.Columns[i]
		if c.Holds.Numbers == 0 || c.Holds.Numbers*3 < c.Holds.Cells {
			continue
		}
		switch c.As {
		case AsID, AsOrder, AsYear, AsQuarter, AsMonth, AsLevel, AsLink, AsEntered, AsDue, AsStart, AsPeriod, AsParent,
			AsUnit,
			AsJob, AsKPI, AsLabel, AsNotes, AsOwner:
			continue
		}
		f := &figures{column: c, of: make([]float64, len(b.rows)), odd: make([]bool, len(b.rows))}
		f.money = c.Holds.Moneys > 0 || unitIsMoney(c.Unit)
		for k, r := range b.rows {
			f.of[k] = math.NaN()
			cell := cellAt(r, c.Number)
			if cell == nil {
				continue
			}
			r, percent, about, ok := b.figureAbout(cell, c)
			if !ok {
				f.odd[k] = cell.Holds != content.Words || absent(textOf(cell)) == ""
				continue
			}
			f.percent = f.percent || percent
			f.of[k], _ = r.Float64()
			f.decimals = max(f.decimals, decimalsOf(r))
			if about {
				f.nearly(k)
			}
		}
		all = append(all, f)
	}
	return all
}

// nearly notes that a number is not exact.
func (f *figures) nearly(k int) {
	if f.about == nil {
		f.about = make([]bool, len(f.of))
	}
	f.about[k] = true
}

func (f *figures) isAbout(k int) bool { return f.about != nil && f.about[k] }

// figure is the one number of a cell. A share written in percent is that number: 80 of 80 %.
func (b *Block) figure(cell *content.Cell, c *Column) (r *big.Rat, percent, ok bool) {
	r, percent, _, ok = b.figureAbout(cell, c)
	return r, percent, ok
}

// figureAbout is figure, and whether the cell says before the number that it is not exact: "~120", "about 120".
func (b *Block) figureAbout(cell *content.Cell, c *Column) (r *big.Rat, percent, about, ok bool) {
	if cell.Holds == content.Number {
		if r = exact(cell.Number()); r != nil {
			if scale := formatScale(cell.Format()); scale > 1 {
				r.Mul(r, new(big.Rat).SetInt64(scale)) // 1.6 shown as $1.6M
			}
		}
		return r, false, false, r != nil
	}
	if cell.Holds != content.Words {
		return nil, false, false, false
	}
	text, sign := textOf(cell), int64(1)
	if inside := minus(text); inside != "" {
		if !b.accounts(c) {
			return nil, false, false, false
		}
		text, sign = inside, -1
	}
	if m := debit.Get().FindStringSubmatch(text); m != nil {
		text, sign = m[1]+m[2]+m[3], -1
	}
	s := b.speak(text, b.markOf(c))
	if sign < 0 && s.number != nil {
		return new(big.Rat).Neg(s.number), false, false, true
	}
	if s.why != "" || s.number == nil {
		return nil, false, false, false
	}
	first, _ := utf8.DecodeRuneInString(text)
	about = s.about && !unicode.IsDigit(first)
	percent = strings.Contains(s.unit, "%") || strings.HasSuffix(s.text, "%")
	if m := scaledNumber.Get().FindStringSubmatch(s.text); m != nil {
		return new(big.Rat).Mul(s.number, new(big.Rat).SetInt64(scaleSigns[strings.ToLower(m[1])])), false, about, true
	}
	return s.number, percent, about, s.bare || percent || numeric(textOf(cell)) && !strings.ContainsAny(s.text, "<>=≥≤+")
}

// debit recognises money below nought, with its sign before the currency or behind it: -$156, $-156.
var debit = content.Pattern(`^(?:[-−–] ?([$€£¥])|([$€£¥]) ?[-−–])(\d[\d.,' ]*)$`)

// scaledNumber recognises an amount of money with its scale: EUR 400k, EUR 1.25m.
var scaledNumber = content.Pattern(`^-?[A-Z]{3} \d[\d.]* ?(k|K|m|M|mn|bn|thousand|million|billion)$`)

var scaleSigns = map[string]int64{
	"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9,
}

// decimalsOf is how many decimals a number has, 9 at most.
func decimalsOf(r *big.Rat) int {
	if r.IsInt() {
		return 0
	}
	text := strings.TrimRight(r.FloatString(9), "0")
	return len(text) - strings.IndexByte(text, '.') - 1
}

// slack is by how much a number may be off because it is rounded.
func (f *figures) slack() float64 {
	if f.decimals == 0 && f.column.Times == 1 {
		return 0
	}
	return 0.5 * math.Pow(10, -float64(f.decimals))
}

// rounding is by how much a number that is added up may be off: amounts in whole euros may be rounded, too.
func (f *figures) rounding() float64 {
	if f.money {
		return 0.5 * math.Pow(10, -float64(f.decimals))
	}
	return f.slack()
}

func near(a, b, slack float64) bool {
	return math.Abs(a-b) <= slack+1e-9*math.Max(math.Abs(a), math.Abs(b))+1e-12
}

// part of a cell of a row.
func (b *Block) at(row int, c *Column) Part {
	cell := cellAt(b.rows[row], c.Number)
	return part(c.As, b.rows[row], cell)
}

func (r *Reading) contradiction(kind FaultKind, parts []Part, says, fix string) {
	r.Contradictions = append(r.Contradictions, Fault{kind, parts, says, fix})
}

// question asks what only the author can know, so that most questions have nothing to do but to answer them.
func (r *Reading) question(kind FaultKind, parts []Part, says string) {
	r.Questions = append(r.Questions, Fault{Kind: kind, Parts: parts, Says: says})
}

// figureText is a number of a column as people say it.
func figureText(f float64) string {
	r := new(big.Rat)
	if r.SetFloat64(f) == nil {
		return "?"
	}
	return shown(r)
}

// check looks for what contradicts itself in a block.
func (r *Reading) check(b *Block) {
	all := b.numbers()
	r.totals(b, all)
	r.rowTotals(b, all)
	r.relations(b, all)
	r.rowRelations(b, all)
	r.periods(b, all)
	r.funnel(b, all)
	r.wholes(b, all)
	r.more(b, all)
	r.statuses(b, all)
	r.timings(b)
	r.limits(b, all)
	r.weights(b, all)
	r.copies(b, all)
	r.values(b)
	r.sameStandard(b)
	r.tags(b)
	r.shareHours(b)
}

// additive reports whether the numbers of a column may be added up over rows.
func (f *figures) additive() bool {
	c := f.column
	if c.Share || c.Change || f.percent || c.Unit == "%" || c.Holds.Percents > 0 {
		return false
	}
	switch c.As {
	case AsHeadcount, AsBudget, AsVolume, AsMet, AsTotal:
		return true
	case AsTarget, AsBaseline, AsActual, AsStretch, AsValue, AsNothing, AsCopy, AsAdjustment, AsStep:
		return !c.Holds.shares() && c.Holds.Dotted == 0
	}
	return false
}

// totals compares rows of totals with the rows that they may add up. A total is right where any way of adding up makes
// it: all rows, those since the last subtotal or section, the subtotals, the highest level, the rows below it.
func (r *Reading) totals(b *Block, all []*figures) {
	if !slices.ContainsFunc(b.Rows, func(row Row) bool { return row.Is == Total || row.Is == Subtotal }) {
		return
	}
	for _, f := range all {
		if f.additive() {
			r.totalsOf(b, all, f)
		}
	}
}

// sum adds up numbers and remembers whether all could be read.
type sum struct {
	of    float64
	least float64 // of its parts
	most  float64
	parts int
	gaps  bool
	about bool // a part is not exact
	empty bool // a row holds no number
	first int
}

// none reports whether there are rows, and no number in any of them: a total of these is nought.
func (s *sum) none() bool { return s.empty && s.parts == 0 && !s.gaps }

func (s *sum) add(f *figures, i int) {
	switch {
	case !math.IsNaN(f.of[i]):
		if s.parts == 0 {
			s.first, s.least, s.most = i, f.of[i], f.of[i]
		}
		s.least, s.most = math.Min(s.least, f.of[i]), math.Max(s.most, f.of[i])
		s.of += f.of[i]
		s.parts++
		s.about = s.about || f.isAbout(i)
	case f.odd[i]:
		s.gaps = true
	default:
		s.empty = true
	}
}

func (r *Reading) totalsOf(b *Block, all []*figures, f *figures) {
	var every, since, subtotals, top, sinceTotal sum
	var previous *float64
	for i, row := range b.Rows {
		switch row.Is {
		case Data:
			for _, s := range []*sum{&every, &since, &sinceTotal} {
				s.add(f, i)
			}
			if row.Level < 2 && row.Parent == 0 {
				top.add(f, i)
			}
			continue
		case Section:
			since = sum{}
			continue
		case Total, Subtotal:
		default:
			continue
		}
		value := f.of[i]
		if !math.IsNaN(value) && b.besideTotal(i, f.column.Number) {
			continue
		}
		checked := !math.IsNaN(value) && !(value == 0 && since.none()) && !b.partOfTotal(f, i)
		if checked && (row.Is == Total || b.saysTotal(i) || addsUp(b.at(i, f.column).Cell.Formula())) {
			ways := []sum{since, every, sinceTotal, subtotals, top, b.rest(f, i, value), b.totalsAbove(f, i)}
			if previous != nil {
				ways = append(ways, sum{of: since.of + *previous, parts: since.parts + 1, least: since.least,
					most: *previous})
			}
			r.total(b, all, f, i, value, ways)
		}
		if !math.IsNaN(value) {
			subtotals.add(f, i)
			previous = &value
		}
		since = sum{}
		if row.Is == Total {
			sinceTotal, subtotals = sum{}, sum{}
		}
	}
}

// besideTotal reports whether a column of a row that is called a total belongs to another table beside it: it is behind
// a column without a name, and the row has another name there.
func (b *Block) besideTotal(i, column int) bool {
	called := 0
	for k := range b.rows[i].Cells {
		c := &b.rows[i].Cells[k]
		switch text := textOf(c); {
		case c.Holds != content.Words || numeric(text) || absent(text) != "":
		case called == 0 && totalIn(text) != Data:
			called = c.Column
		case called > 0 && totalIn(text) == Data && k+1 < len(b.rows[i].Cells):
			for gap := called + 1; gap < min(c.Column, column); gap++ {
				if b.column(gap) == nil {
					return true
				}
			}
		}
	}
	return false
}

// saysTotal reports whether the name of a row says that it is a total of any kind.
func (b *Block) saysTotal(i int) bool {
	for k := range b.rows[i].Cells {
		if c := &b.rows[i].Cells[k]; c.Holds == content.Words {
			return rowWords().is(strings.TrimRight(textOf(c), ":. "), "subtotal")
		}
	}
	return false
}

// partOfTotal reports whether a total stands above others of which the last one is the sum: the salaries, the
// equipment, and all of it.
func (b *Block) partOfTotal(f *figures, i int) bool {
	isTotal := func(k int) bool { return b.Rows[k].Is == Total || b.Rows[k].Is == Subtotal || b.calledTotal(k) }
	first, last := i, i
	for first > 0 && isTotal(first-1) {
		first--
	}
	for last+1 < len(b.Rows) && isTotal(last+1) {
		last++
	}
	var parts sum
	for k := first; k < last; k++ {
		parts.add(f, k)
	}
	return i < last && parts.parts > 1 && near(parts.of, f.of[last], f.rounding()*float64(parts.parts+1))
}

// totalsAbove are the rows right above a total that are called totals of something: total salaries, total equipment.
func (b *Block) totalsAbove(f *figures, i int) sum {
	var s sum
	for k := i - 1; k >= 0 && b.calledTotal(k); k-- {
		s.add(f, k)
	}
	return s
}

// calledTotal reports whether a row has the word for a total in its name: total salaries.
func (b *Block) calledTotal(k int) bool {
	return len(b.Rows[k].Names) > 0 && rowWords().has(b.Rows[k].Names[0].Text, "total")
}

// rest are the rows below a total, to the next one, or as many of them as make it: gold, silver and coins, before what
// counts something else.
func (b *Block) rest(f *figures, i int, value float64) sum {
	var s sum
	for k := i + 1; k < len(b.Rows) && k < i+maxRest && b.Rows[k].Is == Data; k++ {
		s.add(f, k)
		if s.parts > 1 && !s.gaps && near(s.of, value, 0) {
			break
		}
	}
	return s
}

// maxRest is of how many rows below it a total may be.
const maxRest = 2000

// nearEnough is by which share of it a total may differ from its parts where one of these numbers is not exact.
const nearEnough = 0.1

func (r *Reading) total(b *Block, all []*figures, f *figures, i int, value float64, ways []sum) {
	rounding := f.rounding()
	best, among := sum{}, true // among the parts, as an average lies, and a sum seldom
	for _, s := range ways {
		if s.gaps {
			return // a part cannot be read: the total cannot be checked
		}
		slack := rounding * float64(s.parts+1)
		if s.about || f.isAbout(i) {
			slack = math.Max(slack, nearEnough*math.Abs(value))
		}
		if s.parts > 0 && (near(s.of, value, slack) || near(s.of/float64(s.parts), value, f.slack())) {
			return
		}
		if s.parts > best.parts {
			best = s
		}
		among = among && (s.parts < 2 || value >= s.least && value <= s.most)
	}
	if best.parts < 2 {
		return
	}
	total := b.at(i, f.column)
	if formula := total.Cell.Formula(); formula != "" && !b.Lying && !b.leavesOut(f, i, value, formula) {
		return // it adds up other cells than those of its column, or all of them
	}
	if value < best.of && rowWords().has(f.column.text(), "limit") {
		return // of all together
	}
	if among && !addsUp(total.Cell.Formula()) {
		if b.follows(all, f, i) {
			return
		}
		r.question(WrongTotal, []Part{total},
			wording.TheTotalSaysAndThe(figureText(value), best.parts, figureText(best.least), figureText(best.most),
				figureText(best.of)))
		return
	}
	off := math.Abs(value - best.of)
	if value >= leastRounded && f.decimals == 0 && off <= 0.5*float64(best.parts+1) {
		r.question(WrongTotal, []Part{total}, wording.TheTotalMayBeRounded(figureText(value), best.parts,
			figureText(best.of), figureText(off), moreOrLess(value-best.of)))
		return
	}
	r.contradiction(WrongTotal, []Part{total},
		wording.TheTotalSaysAndTheNumbers(figureText(value), best.parts, figureText(best.of),
			figureText(off), moreOrLess(value-best.of)),
		wording.WriteTheSum(figureText(best.of), best.parts))
}

// leavesOut reports whether the formula of a total adds up cells of its own column, and not all numbers that belong to
// it, those since the total or the heading above, or whether these cells do not make the number that is stored.
func (b *Block) leavesOut(f *figures, i int, value float64, formula string) bool {
	column, first, last, ok := sumRange(formula)
	if !ok || column != f.column.Number {
		return false
	}
	var added sum
	for k, row := range b.Rows {
		if row.Number >= first && row.Number <= last {
			added.add(f, k)
		}
	}
	if !added.gaps && !near(added.of, value, f.rounding()*float64(added.parts+1)) {
		return true
	}
	for k := i - 1; k >= 0 && b.Rows[k].Is == Data; k-- {
		if n := b.Rows[k].Number; !math.IsNaN(f.of[k]) && f.of[k] != 0 && (n < first || n > last) {
			return true
		}
	}
	return false
}

// leastRounded is from which number on one may be worked out, and rounded, that nothing calls money.
const leastRounded = 1000

// follows reports whether the number of a column is that of one other column divided by that of another one, in the
// same row: the cost of a lead in all.
func (b *Block) follows(all []*figures, f *figures, i int) bool {
	if len(all) > mostColumns {
		return false
	}
	for _, over := range all {
		for _, under := range all {
			if over == f || under == f || over == under || under.of[i] == 0 {
				continue
			}
			share := over.of[i] / under.of[i]
			for _, scale := range []float64{1, 100, 1000, 1.0 / 1000} {
				if near(share*scale, f.of[i], 2*f.slack()+math.Abs(f.of[i])/200) {
					return true
				}
			}
		}
	}
	return false
}

func moreOrLess(difference float64) string {
	if difference > 0 {
		return wording.TooMuchWord()
	}
	return wording.TooLittle()
}

// leftOf are the columns left of one called total that hold the same as it, where they make it in most rows: weeks,
// shops, shifts. None where they do not.
func (b *Block) leftOf(f *figures, all []*figures) []*figures {
	var parts []*figures
	for _, p := range all {
		c, whole := p.column, f.column
		if c.Number < whole.Number && c.As == whole.As && c.Unit == whole.Unit && p.additive() {
			parts = append(parts, p)
		}
	}
	held, off := 0, 0
	for i := range b.Rows {
		if math.IsNaN(f.of[i]) {
			continue
		}
		s := 0.0
		for _, p := range parts {
			if !math.IsNaN(p.of[i]) {
				s += p.of[i]
			}
		}
		if near(s, f.of[i], f.slack()*float64(len(parts)+1)) {
			held++
		} else {
			off++
		}
	}
	if held < 3 || held <= 2*off {
		return nil
	}
	return parts
}

// rowTotals compares a column called total with the times left of it.
func (r *Reading) rowTotals(b *Block, all []*figures) {
	for _, f := range all {
		if f.column.As != AsTotal && !(len(f.column.Names) > 0 && f.column.Time == "" && rowWords().is(f.column.text(),
			"total")) {
			r.years(b, f, all)
			continue
		}
		var parts []*figures
		for _, p := range all {
			if p != f && p.column.Time != "" && p.column.As != AsTotal && sameGrain(parts, p) {
				parts = append(parts, p)
			}
		}
		if len(parts) < 2 {
			parts = b.leftOf(f, all)
		}
		if len(parts) < 2 || f.percent && !parts[0].percent {
			continue // or shares of a total
		}
		for i, row := range b.Rows {
			if (row.Is == Data || row.unnamed) && !math.IsNaN(f.of[i]) {
				r.rowTotal(b, f, parts, i)
			}
		}
	}
}

// years compares a column of a longer time with those of its parts: a year with its quarters or months, a half or a
// quarter with its months. It may be their sum, the last of them, or lie among them, as an average does.
func (r *Reading) years(b *Block, f *figures, all []*figures) {
	whole := f.column.when
	if whole == (moment{}) && annual(f.column) {
		whole.year = anyYear
	}
	if whole.year == 0 && whole.half == 0 && whole.quarter == 0 || whole.month != 0 || whole.next != 0 || f.column.Share {
		return
	}
	var parts []*figures
	others := false // parts of the same time that count something else
	for _, p := range all {
		alike := p.column.As == f.column.As ||
			p.column.As == AsNothing && f.column.As != AsActual && f.column.As != AsBaseline
		if !alike || p == f || !whole.covers(p.column.when) || !sameGroup(p.column, f.column) {
			continue
		}
		if sameGrain(parts, p) {
			parts = append(parts, p)
		} else {
			others = others || parts[0].column.Measure != p.column.Measure
		}
	}
	if len(parts) == 0 || len(parts) != whole.partsOf(parts[0].column.when) ||
		others && parts[0].column.Measure != f.column.Measure {
		return
	}
	for i, row := range b.Rows {
		least, most := math.Inf(1), math.Inf(-1)
		for _, p := range parts {
			least, most = math.Min(least, p.of[i]), math.Max(most, p.of[i]) // NaN where one is missing
		}
		v := f.of[i]
		if row.Is != Data && !row.unnamed || math.IsNaN(least) || math.IsNaN(v) || v >= least && v <= most {
			continue
		}
		cell := cellAt(b.rows[i], f.column.Number)
		if !strings.Contains(textOf(cell), "%") && !shownInPercent(cell.Format()) {
			r.rowTotal(b, f, parts, i)
		}
	}
}

// anyYear is the year of a column that is called annual.
const anyYear = -1

// annual reports whether a column is called as one of a whole year.
func annual(c *Column) bool {
	year := c.Holds.Numbers > 0 && c.Holds.Years == 0 && columnWords().is(c.text(), string(AsYear))
	return year || slices.ContainsFunc(c.Names, func(p Part) bool { return rowWords().has(p.Text, "annual") })
}

// covers reports whether a time is a part of another.
func (m moment) covers(part moment) bool {
	if part.half == 0 && part.quarter == 0 && part.month == 0 || part.next != 0 {
		return false
	}
	if m.year != anyYear && part.year != m.year && part.year != 0 {
		return false
	}
	switch {
	case m.quarter != 0:
		return part.month != 0 && (part.month+2)/3 == m.quarter
	case m.half == 0:
		return true
	case part.quarter != 0:
		return (part.quarter+1)/2 == m.half
	case part.month != 0:
		return (part.month+5)/6 == m.half
	}
	return false
}

// partsOf is how many times such as one there are in a longer time.
func (m moment) partsOf(part moment) int {
	n := 12
	switch {
	case m.quarter != 0:
		return 3
	case part.quarter != 0:
		n = 4
	case part.half != 0:
		n = 2
	}
	if m.half != 0 {
		n /= 2
	}
	return n
}

func (r *Reading) rowTotal(b *Block, f *figures, parts []*figures, i int) {
	var s sum
	last, most := 0.0, math.Inf(-1)
	for _, p := range parts {
		s.add(p, i)
		if !math.IsNaN(p.of[i]) {
			last, most = p.of[i], math.Max(most, p.of[i])
		}
	}
	value := f.of[i]
	slack := f.rounding() + parts[0].rounding()*float64(s.parts)
	if s.about || f.isAbout(i) {
		slack = math.Max(slack, nearEnough*math.Abs(value))
	}
	if s.gaps || s.parts < 2 || near(s.of, value, slack) || near(s.of/float64(s.parts), value, math.Max(slack, 0.5)) ||
		near(last, value, slack) || near(most, value, slack) {
		return
	}
	cells := []Part{b.at(i, f.column)}
	for _, p := range parts {
		if !math.IsNaN(p.of[i]) {
			cells = append(cells, b.at(i, p.column))
		}
	}
	r.contradiction(WrongTotal, cells, wording.TheTotalSaysAndTheNumbersOf(figureText(value), s.parts,
		figureText(s.of), figureText(math.Abs(value-s.of)), moreOrLess(value-s.of)),
		wording.WriteTheSum(figureText(s.of), s.parts))
}

// sameGrain reports whether a column is of a time as long as the others: all quarters, all months, all years.
func sameGrain(parts []*figures, p *figures) bool {
	if len(parts) == 0 {
		return true
	}
	grain := func(f *figures) [3]bool {
		m := f.column.when
		return [3]bool{m.quarter != 0, m.month != 0, m.half != 0}
	}
	return grain(parts[0]) == grain(p) && parts[0].column.As == p.column.As && parts[0].column.Measure == p.column.Measure
}

// A relation is a way in which one column follows from two others.
type relation struct {
	a, b, c *figures
	how     string
	scale   float64 // 100 where the result is in percent
}

const (
	ratio   = "ratio"   // c = a / b
	product = "product" // c = a * b
	plus    = "plus"    // c = a + b
	growth  = "growth"  // c = b / a - 1
)

// result is what c should be, and by how much it may be off.
func (l relation) result(i int) (want, slack float64) {
	a, b := l.a.of[i], l.b.of[i]
	da, db := l.a.slack(), l.b.slack()
	switch l.how {
	case ratio:
		want = a / b
		slack = math.Abs(want) * (da/math.Abs(a) + db/math.Abs(b))
	case product:
		want = a * b
		slack = math.Abs(a)*db + math.Abs(b)*da
	case plus:
		want, slack = a+b, da+db
	case growth:
		want = b/a - 1
		slack = math.Abs(b/a) * (da/math.Abs(a) + db/math.Abs(b))
	}
	return want * l.scale, slack*l.scale + math.Max(l.c.slack(), 0.5*math.Pow(10, -float64(l.c.decimals))*l.rounded())
}

// rounded is 1 where the result may be rounded to whole numbers.
func (l relation) rounded() float64 {
	if l.how == plus {
		return 0
	}
	return 1.02
}

func (l relation) known(i int) bool {
	return !math.IsNaN(l.a.of[i]) && !math.IsNaN(l.b.of[i]) && !math.IsNaN(l.c.of[i])
}

const (
	maxColumns   = 20 // of numbers among which relations are looked for
	maxLearned   = 60 // rows in which they are
	leastHolding = 4  // rows in which one has to hold
)

// relations finds how columns follow from each other in most rows, and tells of rows in which they do not.
func (r *Reading) relations(b *Block, all []*figures) {
	var columns []*figures
	for _, f := range all {
		if f.column.As != AsWeight && f.column.As != AsPay && len(columns) < maxColumns {
			columns = append(columns, f)
		}
	}
	told := map[[3]int]bool{}
	broken := map[*content.Cell]bool{} // of a cell that does not follow, one relation is told
	for _, sure := range []bool{true, false} {
		for ci, c := range columns {
			for ai, x := range columns {
				for bi, y := range columns {
					key := sorted3(ai, bi, ci)
					if ai == bi || ai == ci || bi == ci || told[key] {
						continue
					}
					for _, l := range candidates(x, y, c, ai < bi) {
						if l.sure() == sure && b.holds(l) {
							told[key] = true
							r.breaks(b, l, broken)
							break
						}
					}
				}
			}
		}
	}
}

func sorted3(a, b, c int) [3]int {
	all := []int{a, b, c}
	slices.Sort(all)
	return [3]int(all)
}

func candidates(a, b, c *figures, once bool) []relation {
	var all []relation
	for _, scale := range []float64{1, 100} {
		if scale == 1 || c.percent || !a.percent && !b.percent {
			all = append(all, relation{a, b, c, ratio, scale})
		}
		if c.column.As == AsChange || c.column.Change {
			all = append(all, relation{a, b, c, growth, scale})
		}
	}
	if once {
		all = append(all, relation{a, b, c, product, 1}, relation{a, b, c, plus, 1})
	}
	return all
}

// holds reports whether a relation holds in nearly all of the first rows, and in rows that differ.
func (b *Block) holds(l relation) bool {
	rows, held := 0, 0
	least, most := leastHolding, 8
	if l.sure() && !b.has(AsAdjustment) && !b.has(AsStep) {
		least, most = leastHolding-1, 7
	}
	seen := map[[2]float64]bool{}
	for i, row := range b.Rows {
		if row.Is != Data || !l.known(i) || l.a.of[i] == 0 || l.b.of[i] == 0 || l.c.of[i] == 0 ||
			l.how == ratio && l.a.of[i] == l.b.of[i] && !l.sure() {
			continue // of what is the same, the ratio is one in every table of small numbers
		}
		if rows++; rows > maxLearned {
			break
		}
		want, slack := l.result(i)
		if !near(want, l.c.of[i], slack) {
			if rows-held > 3 && held < rows/2 {
				return false
			}
			continue
		}
		held++
		// What is divided by one, or taken times one, holds for nothing.
		exactly := near(want, l.c.of[i], 1e-9*math.Abs(want))
		if l.b.of[i] != 1 && l.a.of[i] != 1 && (exactly || math.Abs(slack) < 0.2*math.Abs(want)) {
			seen[[2]float64{l.a.of[i], l.b.of[i]}] = true
		}
	}
	return held >= least && held*10 >= min(rows, maxLearned)*most && len(seen) >= least-1
}

// sure reports whether the relation is what the columns are for, and not only what they happen to do.
func (l relation) sure() bool {
	as := map[As]bool{l.a.column.As: true, l.b.column.As: true, l.c.column.As: true}
	switch {
	case l.how == growth:
		return true
	case l.how == product && (as[AsQuantity] || as[AsTarget]) && as[AsPrice] && as[AsBudget]:
		return true
	case l.how == ratio && l.a.column.As == AsMet && l.b.column.As == AsVolume:
		return true
	case l.how == ratio && l.c.column.As == AsProgress && l.a.column.As == AsActual && l.b.column.As == AsTarget:
		return true
	case l.c.column.Holds.Formulas*2 > l.c.column.Holds.Cells:
		return true
	case l.how == plus && l.c.column.As == AsHeadcount && (l.a.column.As == AsHeadcount || l.b.column.As == AsHeadcount):
		return true // who is there, who comes, and who is there then
	}
	return l.how == plus && (l.c.column.As == AsTotal || l.c.column.As == AsBudget && rowWords().has(l.c.column.text(),
		"total"))
}

func (r *Reading) breaks(b *Block, l relation, broken map[*content.Cell]bool) {
	habits := sync.OnceValue(func() *habits { return b.habitsOf(l) })
	for i, row := range b.Rows {
		ofTotal := (row.Is == Total || row.Is == Subtotal) && (l.how == ratio || l.how == growth)
		if row.Is != Data && !ofTotal || !l.known(i) || l.b.of[i] == 0 || l.a.of[i] == 0 {
			continue
		}
		want, slack := l.result(i)
		if near(want, l.c.of[i], slack+l.leeway(want)) {
			continue
		}
		if h := habits(); h.difference(l, i, slack) || h.signed && !b.signed(l.c, i) || !l.sure() && h.leaves(l, i) {
			continue
		}
		parts := []Part{b.at(i, l.c.column), b.at(i, l.a.column), b.at(i, l.b.column)}
		if broken[parts[0].Cell] {
			continue
		}
		broken[parts[0].Cell] = true
		says := fmt.Sprintf("%s says %s, and %s", name(l.c.column), l.figure(l.c.of[i]), l.sum(i, want))
		if l.sure() {
			r.contradiction(WrongRelation, parts, says, wording.WriteTheResult(l.figure(want)))
		} else {
			r.question(WrongRelation, parts, wording.AsItDoesInThe(says))
		}
	}
}

// leeway is by how much more a number may be off where nothing says that the columns belong together: each of three
// may be rounded.
func (l relation) leeway(want float64) float64 {
	if unit := math.Pow(10, -float64(l.c.decimals)); l.how == plus && !l.sure() && math.Abs(want) >= 100*unit {
		return 1.5 * unit
	}
	return 0
}

// habits are what the rows have in common in which a relation holds, found once.
type habits struct {
	same     [3]float64 // the number that all of them have in each of the three columns, NaN where they differ
	unsigned [2]bool    // no number of the first two columns is below zero
	signed   bool       // of a growth: some are written with a sign
}

func (b *Block) habitsOf(l relation) *habits {
	h := &habits{unsigned: [2]bool{l.a.isUnsigned(), l.b.isUnsigned()}}
	first := true
	for i, row := range b.Rows {
		h.signed = h.signed || l.how == growth && b.signed(l.c, i)
		if row.Is != Data || !l.known(i) {
			continue
		}
		if want, slack := l.result(i); !near(want, l.c.of[i], slack) {
			continue
		}
		for n, f := range []*figures{l.a, l.b, l.c} {
			if first {
				h.same[n] = f.of[i]
			} else if h.same[n] != f.of[i] {
				h.same[n] = math.NaN()
			}
		}
		first = false
	}
	return h
}

// difference reports whether what is added in a row is a difference that is written without its sign: 5,000 under the
// budget.
func (h *habits) difference(l relation, i int, slack float64) bool {
	if l.how != plus {
		return false
	}
	for n, x := range [][2]*figures{{l.b, l.a}, {l.a, l.b}} {
		from, by := x[0], x[1]
		if by.column.As == AsChange && h.unsigned[n] && near(from.of[i]-by.of[i], l.c.of[i], slack) {
			return true
		}
	}
	return false
}

// leaves reports whether a row has another number where all rows in which a relation holds have the same: where it is
// half of the other one in each of them, that may be by chance.
func (h *habits) leaves(l relation, i int) bool {
	for n, f := range []*figures{l.a, l.b, l.c} {
		if !math.IsNaN(h.same[n]) && f.of[i] != h.same[n] {
			return true
		}
	}
	return false
}

// isUnsigned reports whether no number of a column is below zero.
func (f *figures) isUnsigned() bool {
	return !slices.ContainsFunc(f.of, func(v float64) bool { return v < 0 })
}

// signed reports whether a cell is written with a sign. A change without one, where others of its column have one, says
// something else: 100 % may be all of it then.
func (b *Block) signed(f *figures, i int) bool {
	cell := cellAt(b.rows[i], f.column.Number)
	return cell != nil && cell.Holds == content.Words && strings.ContainsAny(textOf(cell), "+-−–")
}

// sum is the relation in words, with its numbers: 52 of 33 are 157.58 %.
func (l relation) sum(i int, want float64) string {
	a, b := figureText(l.a.of[i]), figureText(l.b.of[i])
	switch l.how {
	case ratio:
		return fmt.Sprintf("%s / %s is %s", a, b, l.figure(want))
	case product:
		return fmt.Sprintf("%s x %s is %s", a, b, l.figure(want))
	case growth:
		return fmt.Sprintf("from %s to %s is %s", a, b, l.figure(want))
	}
	return fmt.Sprintf("%s + %s is %s", a, b, l.figure(want))
}

// figure is a result as people say it: shares in percent.
func (l relation) figure(f float64) string {
	switch {
	case l.how == growth || l.how == ratio && l.c.column.Share:
		return figureText(f/l.scale*100) + " %"
	case l.c.percent:
		return figureText(f) + " %"
	}
	return figureText(f)
}

// name is what a column is called.
func name(c *Column) string {
	if text := c.text(); text != "" {
		return `"` + short(text) + `"`
	}
	return wording.TheColumn()
}
