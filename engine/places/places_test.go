package places

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	priority = Dimension{Name: "priority", Values: []string{"P1", "P2", "P3"}, Ordered: 3}
	plan     = Dimension{Name: "plan", Values: []string{"free", "premium"}}
)

func TestTable(t *testing.T) {
	for name, c := range map[string]struct {
		rows      []Row
		between   [][2]int
		uncovered [][]string
		steps     []Step
		parts     bool
	}{
		"no row":          {uncovered: [][]string{{"P1", "free"}}},
		"one row for all": {rows: []Row{{nil, nil}}},
		"a row for each priority": {
			rows:  []Row{{{0}, nil}, {{1}, nil}, {{2}, nil}},
			steps: []Step{{0, 0, 1, 0, 1}, {0, 1, 2, 1, 2}},
		},
		"one priority is left out": {
			rows:      []Row{{{0}, nil}, {{2}, nil}},
			uncovered: [][]string{{"P2"}},
			steps:     []Step{{0, 0, 1, 0, 2}},
		},
		"the more specific row holds": {
			rows:  []Row{{nil, nil}, {{0}, nil}, {{0}, {1}}},
			steps: []Step{{0, 1, 0, 0, 1}, {0, 2, 0, 0, 1}},
		},
		"neither row is more specific": {
			rows:    []Row{{{0}, nil}, {nil, {1}}, {nil, nil}},
			between: [][2]int{{0, 1}},
			steps:   []Step{{0, 0, 2, 0, 1}},
		},
		"a third row decides": {
			rows:  []Row{{{0}, nil}, {nil, {1}}, {nil, nil}, {{0}, {1}}},
			steps: []Step{{0, 0, 2, 0, 1}, {0, 3, 1, 0, 1}},
		},
		"two rows for one place": {rows: []Row{{nil, nil}, {nil, nil}}, between: [][2]int{{0, 1}}},
		"all values are as none": {rows: []Row{{{0, 1, 2}, nil}, {nil, nil}}, between: [][2]int{{0, 1}}},
		"each place has a row of its own": {
			rows:  []Row{{{0}, {0}}, {{0}, {1}}, {{1}, {0}}, {{1}, {1}}, {{2}, {0}}, {{2}, {1}}},
			steps: []Step{{0, 0, 2, 0, 1}, {0, 1, 3, 0, 1}, {0, 2, 4, 1, 2}, {0, 3, 5, 1, 2}},
			parts: true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			table := New([]Dimension{priority, plan}, c.rows)
			first, _ := table.Uncovered(1)
			if name == "no row" { // nothing tells places apart
				c.uncovered = [][]string{{}}
			}
			want := []any{c.between, c.uncovered, c.steps, c.parts}
			if diff := cmp.Diff(want, []any{table.Between(), first, table.Steps(), table.Parts()}); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestAgainstEachPlace compares what is said of cells with what a look at every single place gives.
func TestAgainstEachPlace(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		dimensions := []Dimension{
			{Name: "a", Values: []string{"1", "2", "3", "4"}, Ordered: random.IntN(5)},
			{Name: "b", Values: []string{"x", "y", "z"}}, {Name: "c", Values: []string{"m", "n"}, Ordered: 2},
		}
		rows := make([]Row, random.IntN(6)+1)
		for i := range rows {
			for _, d := range dimensions {
				var named []int
				for v := range d.Values {
					if random.IntN(3) == 0 {
						named = append(named, v)
					}
				}
				rows[i] = append(rows[i], named)
			}
		}
		table := New(dimensions, rows)
		missed := 0
		rivals := map[[2]int]bool{}
		for a := range 4 {
			for b := range 3 {
				for c := range 2 {
					row := byHand(dimensions, rows, []int{a, b, c}, rivals)
					if row == none {
						missed++
					}
					cell := 0
					for d, v := range []int{a, b, c} {
						n, named := table.classes[d].of[v]
						switch {
						case table.classes[d].of == nil:
							n = v
						case !named:
							n = table.classes[d].rest
						}
						cell = cell*len(table.classes[d].values) + n
					}
					if got := table.holds[cell]; got != row {
						t.Fatalf("%v at %d %d %d: %d, not %d", rows, a, b, c, got, row)
					}
				}
			}
		}
		if _, all := table.Uncovered(0); apart(table) && all != missed {
			t.Errorf("%v: %d places without a row, not %d", rows, all, missed)
		}
		for _, pair := range table.Between() {
			if !rivals[pair] {
				t.Errorf("%v: %v are no rivals", rows, pair)
			}
		}
		if len(rivals) > 0 != (len(table.Between()) > 0) {
			t.Errorf("%v: rivals %v, not %v", rows, table.Between(), rivals)
		}
	}
}

// apart reports whether each dimension of a table is told apart by a row, so that each place is counted.
func apart(t *Table) bool {
	for _, c := range t.classes {
		if len(c.values) < 2 {
			return false
		}
	}
	return true
}

// byHand is the row at one place: that which lies within all others there.
func byHand(dimensions []Dimension, rows []Row, place []int, rivals map[[2]int]bool) int {
	names := func(row Row, d, v int) bool {
		return row[d] == nil || slices.Contains(row[d], v)
	}
	within := func(a, b Row) bool {
		for d, of := range dimensions {
			for v := range of.Values {
				if names(a, d, v) && !names(b, d, v) {
					return false
				}
			}
		}
		return true
	}
	var there []int
	for i, row := range rows {
		if names(row, 0, place[0]) && names(row, 1, place[1]) && names(row, 2, place[2]) {
			there = append(there, i)
		}
	}
	if len(there) == 0 {
		return none
	}
	var least []int
	for _, i := range there {
		if !slices.ContainsFunc(there, func(j int) bool { return !within(rows[i], rows[j]) }) {
			least = append(least, i)
		}
	}
	if len(least) == 1 {
		return least[0]
	}
	for n, i := range there {
		for _, j := range there[:n] {
			if within(rows[i], rows[j]) == within(rows[j], rows[i]) {
				rivals[[2]int{j, i}] = true
			}
		}
	}
	return several
}

func TestTooManyCells(t *testing.T) {
	var dimensions []Dimension
	row := Row{}
	for d := range 50 {
		of := Dimension{Name: fmt.Sprint(d)}
		for v := range 1000 {
			of.Values = append(of.Values, fmt.Sprint(v))
		}
		dimensions, row = append(dimensions, of), append(row, []int{d})
	}
	if New(dimensions, []Row{row}) != nil {
		t.Error("2^50 cells were looked at")
	}
	for d := 10; d < 50; d++ {
		row[d] = nil
	}
	table := New(dimensions, []Row{row})
	if table == nil {
		t.Fatal("1,024 cells are too many")
	}
	if first, all := table.Uncovered(12); len(first) != 12 || all != maxCount {
		t.Errorf("%d places of %d", len(first), all)
	}
}
