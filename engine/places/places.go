// Package places says which row of a table holds where: a table has dimensions with values, a place is one value of
// each, and a row covers the places that its values name. Of several rows the more specific one holds. The package is
// pure, and knows no targets.
package places

import (
	"maps"
	"slices"
)

// Dimension is what the places of a table differ in: a priority, a plan, a region.
type Dimension struct {
	Name    string
	Values  []string
	Ordered int // so many of the first values stand in an order that is compared, value by value
}

// Row is, for each dimension of its table, the indices of the values that it names, in ascending order; nil for all.
type Row [][]int

// Max is how many cells a table may have: places that no row tells apart are one cell.
const Max = 2000

// Table is rows over dimensions, and which row holds in each cell.
type Table struct {
	dimensions []Dimension
	rows       []Row
	classes    []class // of each dimension
	holds      []int   // in each cell, the row that holds; none or several
	between    [][2]int
}

// class tells the values of one dimension apart as far as rows do. The values that no row names are one class, of which
// only their number is known: there may be many more than rows name.
type class struct {
	of     map[int]int // of the values that a row names; nil where each value is a class
	values [][]int     // of each class; none of the rest
	rest   int         // the class of the values that no row names; none where each is named
	left   int         // how many these are
}

// What holds in a cell where no row does, or where several do of which none is the most specific.
const (
	none    = -1
	several = -2
)

// New works out which row holds where. It is nil where the table has more cells than Max.
func New(dimensions []Dimension, rows []Row) *Table {
	t := &Table{dimensions: dimensions, rows: rows, classes: make([]class, len(dimensions))}
	cells := 1
	for d := range dimensions {
		t.classes[d] = t.classify(d)
		if cells *= len(t.classes[d].values); cells > Max {
			return nil
		}
	}
	t.holds = make([]int, cells)
	seen := map[[2]int]bool{}
	for cell := range t.holds {
		row, rivals := t.winner(cell)
		if t.holds[cell] = row; row == several && !seen[rivals] {
			seen[rivals] = true
			t.between = append(t.between, rivals)
		}
	}
	return t
}

// classify puts values of a dimension together that the same rows name, in the order of the first of each class. Values
// in an order stay apart where a row names one, so that each has a next one.
func (t *Table) classify(d int) class {
	of := t.dimensions[d]
	names := map[int][]byte{} // which rows name each value
	for i, row := range t.rows {
		for _, v := range row[d] {
			names[v] = append(names[v], byte(i), byte(i>>8))
		}
	}
	c := class{rest: none}
	apart := of.Ordered > 0 && len(names) > 0
	if apart && len(of.Values) > Max {
		return class{values: make([][]int, Max+1)}
	}
	if apart {
		for v := range of.Values {
			c.values = append(c.values, []int{v})
		}
		return c
	}
	c.of = make(map[int]int, len(names))
	unnamed := 0 // the first value that no row names
	known := map[string]int{}
	for _, v := range slices.Sorted(maps.Keys(names)) {
		if v == unnamed {
			unnamed++
		} else if c.rest == none {
			c.rest, c.values = len(c.values), append(c.values, nil)
		}
		n, there := known[string(names[v])]
		if !there {
			n = len(c.values)
			known[string(names[v])], c.values = n, append(c.values, nil)
		}
		c.of[v], c.values[n] = n, append(c.values[n], v)
	}
	if c.left = len(of.Values) - len(names); c.left > 0 && c.rest == none {
		c.rest, c.values = len(c.values), append(c.values, nil)
	}
	return c
}

// size is how many values a class has.
func (c *class) size(n int) int {
	if n == c.rest {
		return c.left
	}
	return len(c.values[n])
}

// value is the ith value of a class.
func (c *class) value(n, i int) int {
	if n != c.rest {
		return c.values[n][i]
	}
	v := 0
	for ; ; v++ {
		if _, named := c.of[v]; !named {
			if i--; i < 0 {
				return v
			}
		}
	}
}

// at are the classes of a cell, one of each dimension.
func (t *Table) at(cell int) []int {
	place := make([]int, len(t.classes))
	for d := len(place) - 1; d >= 0; d-- {
		n := len(t.classes[d].values)
		place[d], cell = cell%n, cell/n
	}
	return place
}

// winner is the most specific of the rows that cover a cell, or two of which neither is.
func (t *Table) winner(cell int) (row int, rivals [2]int) {
	place := t.at(cell)
	best := none
	var covering []int
	for i := range t.rows {
		if !t.covers(i, place) {
			continue
		}
		covering = append(covering, i)
		if best == none || t.within(i, best) {
			best = i
		}
	}
	for _, other := range covering {
		if other != best && (!t.within(best, other) || t.within(other, best)) {
			return several, [2]int{min(best, other), max(best, other)}
		}
	}
	return best, rivals
}

func (t *Table) covers(row int, place []int) bool {
	for d, named := range t.rows[row] {
		c := &t.classes[d]
		if named != nil && (place[d] == c.rest || !contains(named, c.values[place[d]][0])) {
			return false
		}
	}
	return true
}

// within reports whether all places of one row are places of another.
func (t *Table) within(a, b int) bool {
	for d, outer := range t.rows[b] {
		inner := t.rows[a][d]
		if outer == nil {
			continue
		}
		if inner == nil && len(outer) < len(t.dimensions[d].Values) {
			return false
		}
		for _, v := range inner {
			if !contains(outer, v) {
				return false
			}
		}
	}
	return true
}

func contains(sorted []int, v int) bool {
	for low, high := 0, len(sorted); low < high; {
		switch middle := (low + high) / 2; {
		case sorted[middle] == v:
			return true
		case sorted[middle] < v:
			low = middle + 1
		default:
			high = middle
		}
	}
	return false
}

// Between are the pairs of rows that both hold at some place, neither of them more specific than the other.
func (t *Table) Between() [][2]int { return t.between }

// Uncovered are the first places without a row, as many as are wanted, and how many there are in all. A place has the
// values of those dimensions that a row names: of the others it does not matter which.
func (t *Table) Uncovered(wanted int) (first [][]string, all int) {
	for cell, row := range t.holds {
		if row != none {
			continue
		}
		var of []int // the dimensions that matter
		at, size := t.at(cell), 1
		for d, n := range at {
			if len(t.classes[d].values) > 1 {
				of = append(of, d)
				size = min(size*t.classes[d].size(n), maxCount)
			}
		}
		all = min(all+size, maxCount)
		for n := 0; n < size && len(first) < wanted; n++ {
			first = append(first, t.named(at, of, n))
		}
	}
	return first, all
}

// maxCount is how far places are counted.
const maxCount = 1_000_000

// named is the nth place of a cell, by its values in some dimensions.
func (t *Table) named(at, of []int, n int) []string {
	place := make([]string, len(of))
	for i := len(of) - 1; i >= 0; i-- {
		c := &t.classes[of[i]]
		size := c.size(at[of[i]])
		place[i] = t.dimensions[of[i]].Values[c.value(at[of[i]], n%size)]
		n /= size
	}
	return place
}

// Step is two rows that hold at places which differ in one ordered dimension alone: the first at an earlier value, the
// second at the next value at which another row holds.
type Step struct {
	Dimension      int
	First, Second  int // rows
	Earlier, Later int // the values of the dimension
}

// Steps are the steps of all ordered dimensions, each pair of rows once.
func (t *Table) Steps() []Step {
	var all []Step
	seen := map[[3]int]bool{}
	stride := 1
	for d := len(t.dimensions) - 1; d >= 0; d-- {
		n := len(t.classes[d].values)
		if ordered := t.dimensions[d].Ordered; ordered > 0 && n > 1 { // each value is a class of its own
			for cell, row := range t.holds {
				from := cell / stride % n
				for to := from + 1; to < ordered && row >= 0; to++ {
					next := t.holds[cell+(to-from)*stride]
					if next < 0 {
						continue
					}
					if key := [3]int{d, row, next}; next != row && !seen[key] {
						seen[key] = true
						all = append(all, Step{d, row, next, from, to})
					}
					break
				}
			}
		}
		stride *= n
	}
	return all
}

// Parts reports whether the rows divide the places among them: each holds at one place, and each place has one row.
// The targets of such rows add up.
func (t *Table) Parts() bool {
	seen := map[int]bool{}
	for cell, row := range t.holds {
		if row < 0 || seen[row] {
			return false
		}
		seen[row] = true
		for d, n := range t.at(cell) {
			if t.classes[d].size(n) > 1 {
				return false
			}
		}
	}
	return len(seen) == len(t.rows)
}
