package tables

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/wording"
)

// Rows may follow from each other as columns do: the net cash of a month from what comes in and goes out, the balance
// at its end from that at its beginning. What holds in nearly all columns of a row, and fails in one, is told.

const (
	maxRowsOfSums  = 60 // rows among which sums are looked for
	maxPairsApart  = 15 // rows between a row and those that two of which it may be
	leastColumns   = 4  // columns in which a sum of rows has to hold
	leastUnnamed   = 5  // where nothing calls the row a sum
	mostColumns    = 60 // columns that are looked at
	mostOffInTenth = 3  // of ten columns, how many may be off
)

// rowSum is a way in which a row may follow from others.
type rowSum struct {
	parts []int     // the rows
	signs []float64 // 1 or -1
	carry bool      // it is the first row one column later
}

// rowRelations finds how rows follow from rows above them, and tells of columns in which they do not.
func (r *Reading) rowRelations(b *Block, all []*figures) {
	var columns []*figures
	for _, f := range all {
		if f.column.when != (moment{}) && !f.column.Share && f.column.Holds.Percents == 0 && f.additive() &&
			(len(columns) == 0 || sameGrain(columns, f)) && len(columns) < mostColumns {
			columns = append(columns, f)
		}
	}
	if len(columns) < leastColumns || len(b.Rows) > maxRowsOfSums {
		return
	}
	told := map[[2]int]bool{} // row and column that are named already
	for i := range b.Rows {
		if b.Rows[i].Is == Remark || b.Rows[i].Is == Again || b.Rows[i].Is == Section {
			continue
		}
		for _, way := range b.rowSums(i) {
			if off, ok := way.holds(b, columns, i); ok {
				for _, k := range off {
					if !told[[2]int{i, k}] {
						told[[2]int{i, k}] = true
						r.rowBreaks(b, columns, way, i, k)
					}
				}
				if !way.carry {
					break
				}
			}
		}
	}
}

// rowSums are the ways in which a row may follow from those above it: all rows from one on, two of them, and the first
// of the next column.
func (b *Block) rowSums(i int) []rowSum {
	var all []rowSum
	parts, signs := []int{}, []float64{}
	for k := i - 1; k >= 0 && b.Rows[k].Is != Section; k-- {
		if b.Rows[k].Is == Remark || b.Rows[k].Is == Again {
			break
		}
		parts, signs = append([]int{k}, parts...), append(signs, 1)
		if len(parts) > 1 {
			all = append(all, rowSum{parts: slices.Clone(parts), signs: slices.Clone(signs)})
		}
	}
	for k := max(0, i-maxPairsApart); k < i; k++ {
		for j := k + 1; j < i; j++ {
			all = append(all, rowSum{parts: []int{k, j}, signs: []float64{1, 1}},
				rowSum{parts: []int{k, j}, signs: []float64{1, -1}})
		}
	}
	for k := max(0, i-maxPairsApart); k < i-1; k++ {
		all = append(all, rowSum{parts: []int{k}, signs: []float64{1}, carry: true})
	}
	return all
}

// result is what a row should be in a column; NaN where that is not known.
func (s rowSum) result(columns []*figures, k int) float64 {
	if s.carry {
		k++
	}
	if k >= len(columns) {
		return math.NaN()
	}
	sum := 0.0
	for n, row := range s.parts {
		sum += s.signs[n] * columns[k].of[row]
	}
	return sum
}

// holds reports whether a row follows in this way in nearly all columns, and in which it does not.
func (s rowSum) holds(b *Block, columns []*figures, i int) (off []int, ok bool) {
	held := 0
	seen := map[float64]bool{}
	for k := range columns {
		value, want := columns[k].of[i], s.result(columns, k)
		if math.IsNaN(value) || math.IsNaN(want) {
			continue
		}
		if near(value, want, columns[k].slack()*float64(len(s.parts)+1)) {
			held++
			if value != 0 {
				seen[value] = true
			}
			continue
		}
		if off = append(off, k); len(off)*10 > len(columns)*mostOffInTenth {
			return nil, false
		}
	}
	least := leastUnnamed
	if b.namedSum(i) {
		least = leastColumns
	}
	if s.carry {
		least = leastColumns
	}
	return off, held >= least && len(seen) >= 3 && held > 2*len(off)
}

// namedSum reports whether a row is called as one that follows from others: net cash flow, closing balance, margin.
func (b *Block) namedSum(i int) bool {
	if b.Rows[i].Is != Data {
		return true
	}
	return len(b.Rows[i].Names) > 0 && rowWords().has(b.Rows[i].Names[0].Text, "result")
}

func (r *Reading) rowBreaks(b *Block, columns []*figures, s rowSum, i, k int) {
	at := b.at(i, columns[k].column)
	from := k
	if s.carry {
		from++
	}
	parts := []Part{at}
	words := ""
	for n, row := range s.parts {
		p := b.at(row, columns[from].column)
		parts = append(parts, p)
		switch {
		case n > 0 && s.signs[n] < 0:
			words += " - "
		case n > 0:
			words += " + "
		}
		words += figureText(columns[from].of[row])
	}
	name, value, want := b.rowName(i), figureText(columns[k].of[i]), s.result(columns, k)
	switch {
	case s.carry:
		r.question(WrongRelation, parts, wording.IsAndTheNextColumn(name, value, words))
	case b.namedSum(i):
		r.contradiction(WrongRelation, parts, wording.IsAndIsAsIt(name, value, words, figureText(want)),
			wording.WriteTheResult(figureText(want)))
	default:
		r.question(WrongRelation, parts, wording.IsAndIsAsItIs(name, value, words, figureText(want)))
	}
}

// funnel compares the counts of steps with their rates, where each is the share of the step above it that its row says:
// 1,200 leads of which 25 % are qualified make 300.
func (r *Reading) funnel(b *Block, all []*figures) {
	for _, rate := range all {
		shares := rate.percent || rate.column.Holds.Percents > 0 || rate.column.Share || rate.column.Unit == "%"
		if !shares || !rate.column.As.asks() && rate.column.As != AsNothing && rate.column.As != AsActual {
			continue
		}
		for _, count := range all {
			if count != rate && count.additive() && count.decimals == 0 {
				r.steps(b, rate, count)
			}
		}
	}
}

func (r *Reading) steps(b *Block, rate, count *figures) {
	held := 0
	var off []int
	share := func(i int) float64 {
		cell := cellAt(b.rows[i], rate.column.Number)
		if cell == nil || math.IsNaN(rate.of[i]) {
			return math.NaN()
		}
		if rate.column.Unit == "%" && cell.Format() == "" || strings.Contains(textOf(cell), "%") &&
			cell.Holds == content.Words {
			return rate.of[i] / 100
		}
		return rate.of[i]
	}
	for i := 1; i < len(b.Rows); i++ {
		above, value, s := count.of[i-1], count.of[i], share(i)
		if b.Rows[i].Is != Data || math.IsNaN(above) || math.IsNaN(value) || math.IsNaN(s) || above == 0 ||
			s <= 0 || s >= 1 || above*(1-s) <= 1 {
			continue // nearly all of a few is as good as all of them
		}
		if near(value, above*s, 1) {
			held++
		} else {
			off = append(off, i)
		}
	}
	if len(off) == 0 || held < 2 || held < 2*len(off) {
		return
	}
	for _, i := range off {
		r.contradiction(WrongRelation, []Part{b.at(i, count.column), b.at(i, rate.column), b.at(i-1, count.column)},
			wording.IsAndAShareOfIs(b.rowName(i), figureText(count.of[i]), figureText(share(i)*100),
				figureText(count.of[i-1]), figureText(count.of[i-1]*share(i))),
			wording.WriteTheResult(figureText(count.of[i-1]*share(i))))
	}
}

// leastShares is in how many rows shares have to make a whole before another row is told.
const leastShares = 2

// wholes looks for columns of shares that make 100 % in nearly every row: agree, neutral, disagree. What makes more or
// less in one row is told.
func (r *Reading) wholes(b *Block, all []*figures) {
	for from := 0; from < len(all); from++ {
		to := from
		for to < len(all) && all[to].column.As == all[from].column.As && b.inPercent(all[to]) {
			to++
		}
		if to-from > 1 && to-from <= maxShares {
			r.wholesOf(b, all[from:to])
			from = to
		}
	}
}

// maxShares is how many shares a whole has at most.
const maxShares = 12

// inPercent reports whether a column holds shares, and none of them is asked for.
func (b *Block) inPercent(f *figures) bool {
	return !f.column.As.asks() && f.column.As != AsChange && f.column.As != AsProgress &&
		(f.percent || f.column.Unit == "%" || f.column.Holds.Percents*2 > f.column.Holds.Numbers)
}

func (r *Reading) wholesOf(b *Block, parts []*figures) {
	held := 0
	var off []int
	sums := map[int]float64{}
	for i, row := range b.Rows {
		sum, slack := 0.0, 0.0
		for _, p := range parts {
			scale := 1.0
			if !p.percent && p.column.Unit != "%" {
				scale = 100 // a share that is stored as 0.8
			}
			sum += p.of[i] * scale
			slack += math.Max(0.5*math.Pow(10, -float64(p.decimals))*scale, p.slack()*scale)
		}
		switch {
		case row.Is != Data || math.IsNaN(sum):
		case math.Abs(sum-100) <= math.Min(slack, 2)+1e-9:
			held++
		default:
			off, sums[i] = append(off, i), sum
		}
	}
	if len(off) == 0 || held < leastShares || held < 2*len(off) {
		return
	}
	for _, i := range off {
		var cells []Part
		for _, p := range parts {
			cells = append(cells, b.at(i, p.column))
		}
		r.contradiction(WrongTotal, cells, wording.TheSharesOfThisRow(len(parts), figureText(sums[i])),
			wording.CorrectTheShares(len(parts), figureText(math.Abs(sums[i]-100)), moreOrLess(sums[i]-100)))
	}
}

func (b *Block) rowName(i int) string {
	if len(b.Rows[i].Names) > 0 {
		return `"` + short(b.Rows[i].Names[0].Text) + `"`
	}
	return fmt.Sprintf("Row %d", b.Rows[i].Number)
}

// factors are how many shorter times make a longer one, where that is certain.
var factors = map[[2]string]float64{{"month", "year"}: 12, {"quarter", "year"}: 4, {"month", "quarter"}: 3}

// periods compares the numbers that a row has for a month, a quarter and a year, where nearly all rows show that one is
// so many times the other.
func (r *Reading) periods(b *Block, all []*figures) {
	for _, short := range all {
		for _, long := range all {
			factor := factors[[2]string{short.column.Per, long.column.Per}]
			if factor == 0 || short.column.As != long.column.As || !short.column.As.asks() || !short.additive() ||
				!long.additive() {
				continue
			}
			r.period(b, short, long, factor)
		}
	}
}

func (r *Reading) period(b *Block, short, long *figures, factor float64) {
	held, rows := 0, 0
	var off []int
	for i := range b.Rows {
		a, z := short.of[i], long.of[i]
		if b.Rows[i].Is != Data || math.IsNaN(a) || math.IsNaN(z) || a == 0 {
			continue
		}
		rows++
		if near(z/factor, a, math.Max(0.5*math.Pow(10, -float64(short.decimals)), long.slack()/factor)) {
			held++
		} else {
			off = append(off, i)
		}
	}
	if len(off) == 0 || held < 2 || held < 2*len(off) {
		return
	}
	for _, i := range off {
		r.contradiction(WrongRelation, []Part{b.at(i, long.column), b.at(i, short.column)},
			wording.SaysAndInAMake(name(long.column), figureText(long.of[i]), figureText(short.of[i]),
				short.column.Per, figureText(short.of[i]*factor), long.column.Per),
			wording.WriteTheResult(figureText(short.of[i]*factor)))
	}
}
