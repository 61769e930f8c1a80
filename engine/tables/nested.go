package tables

import "math"

// A pivot table writes each group with its sum, and the parts of the group below it, in one column of names. Nothing
// but the numbers says so.

// maxNested is in how many rows groups are looked for.
const maxNested = 2000

// nest finds rows that are the sums of those below them, where all rows of a block lie in such groups: they become
// subtotals, and what they are called belongs to the names of their parts.
func (b *Block) nest() {
	if len(b.rows) < 4 || len(b.rows) > maxNested || b.deepest > 1 {
		return
	}
	for _, row := range b.Rows {
		if row.Is == Section || row.Is == Subtotal {
			return
		}
	}
	var sums []*figures
	for _, f := range b.numbers() {
		if f.additive() {
			sums = append(sums, f)
		}
	}
	if len(sums) == 0 {
		return
	}
	heads := b.groupHeads(sums)
	for k, head := range heads {
		b.Rows[head].Is = Subtotal
		end := len(b.Rows)
		if k+1 < len(heads) {
			end = heads[k+1]
		}
		if len(b.Rows[head].Names) == 0 {
			continue
		}
		over := b.Rows[head].Names[0]
		over.As = AsSection
		for i := head + 1; i < end && b.Rows[i].Is == Data; i++ {
			b.Rows[i].Names = append(b.Rows[i].Names, over)
		}
	}
}

// groupHeads are the rows that are the sums of those up to the next one, where these groups make up the whole block;
// nil where they do not.
func (b *Block) groupHeads(sums []*figures) []int {
	var heads []int
	long := 0
	for i := 0; i < len(b.Rows); {
		if b.Rows[i].Is != Data {
			i++
			continue
		}
		n := b.group(sums, i)
		if n == 0 {
			return nil
		}
		heads = append(heads, i)
		long = max(long, n)
		i += n + 1
	}
	if len(heads) < 2 || long < 2 {
		return nil
	}
	return heads
}

// group is how many rows below a row make its numbers, in all columns; 0 for none.
func (b *Block) group(sums []*figures, head int) int {
	so := make([]float64, len(sums))
	for i := head + 1; i < len(b.Rows) && b.Rows[i].Is == Data; i++ {
		same, some := true, false
		for k, f := range sums {
			if !math.IsNaN(f.of[i]) {
				so[k] += f.of[i]
			}
			if !math.IsNaN(f.of[head]) {
				same = same && near(so[k], f.of[head], f.slack()*float64(i-head+1))
				some = some || f.of[head] != 0
			}
		}
		if same && some {
			return i - head
		}
	}
	return 0
}
