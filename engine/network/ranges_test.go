package network

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/kpilint/kpilint/engine/quantity"
)

// TestRanges holds that a range is not set against itself.
func TestRanges(t *testing.T) {
	x, ten := leafAt("x", 10, 20, "", ""), leafAt("ten", 10, 10, "", "")
	y := leafAt("y", -10, 10, "", "")
	tests := []struct {
		n         *Node
		low, high string
	}{
		{Over("", Plus("", x, ten), x), "3/2", "2"},
		{Minus("", x, x), "0", "0"},
		{Minus("", Times("", x, ten), x), "90", "180"},
		{Over("", x, Plus("", x, ten)), "1/2", "2/3"},
		{Times("", x, Over("", ten, x)), "10", "10"},
		// it rises and falls, and the ends are never too near
		{Times("", Minus("", x, ten), Minus("", leafAt("", 20, 20, "", ""), x)), "0", "100"},
		{Over("", Plus("", x, ten), x).Hundredfold(), "150", "200"},
		{Minus("", Times("", x, x), Times("", ten, x)), "0", "200"},
		{Over("", Times("", x, ten), x), "10", "10"},
		{Over("", Minus("", Times("", x, ten), x), x), "9", "9"},
		{Over("", Minus("", Times("", x, ten), x).Hundredfold(), Plus("", x, x)), "450", "450"},
		{Over("", Minus("", x, leafAt("", 5, 5, "", "")), x), "1/2", "3/4"},
		{Times("", x, Part("", ten, Plus("", x, ten))), "5", "20/3"},
		{Times("", x, Part("", leafAt("", 15, 15, "", ""), x)), "10", "15"}, // 15 of the 10 to 20 that are needed
		{Least("", x, ten, leafAt("", 15, 15, "", "")), "10", "10"},
		{Most("", x, leafAt("", 15, 15, "", "")), "15", "20"},
		{Minus("", leafAt("", 20, 20, "", ""), x.Floor()), "0", "10"},
		{Minus("", Times("", y.NotBelowZero(), ten), y), "-10", "110"},
		{Minus("", y.Floor(), y), "-20", "20"},
		{From("", ten, Most("", x, ten)), "10", "20"},
	}
	for i, tt := range tests {
		if got := tt.n.Amount; got.Low.RatString() != tt.low || got.High.RatString() != tt.high {
			low, high := got.Low.RatString(), got.High.RatString()
			t.Errorf("%d: %s: %s to %s, want %s to %s", i, tt.n.Sum(), low, high, tt.low, tt.high)
		}
	}
}

// TestEnds holds, for random formulas, that whatever numbers lie in the ranges, the result lies between the ends; and
// that the ends of a formula with one number for each range are those numbers' own.
func TestEnds(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 11))
		var leaves []*Node
		for range 1 + r.IntN(3) {
			low := int64(1 + r.IntN(30))
			leaves = append(leaves, leafAt("x", low, low+int64(r.IntN(20)), "", ""))
		}
		n := formula(r, leaves, 1+r.IntN(4))
		if n == nil {
			continue
		}
		for range 12 {
			over := Overrides{}
			for _, l := range leaves {
				at := new(big.Rat).Sub(l.Amount.High, l.Amount.Low)
				at.Mul(at, big.NewRat(int64(r.IntN(5)), 4)).Add(at, l.Amount.Low)
				over[l.At.Node] = quantity.Exact(at, l.Amount.Unit)
			}
			got := n.With(over)
			if !got.Known() {
				continue
			}
			if got.Amount.Low.Cmp(n.Amount.Low) < 0 || got.Amount.High.Cmp(n.Amount.High) > 0 {
				t.Fatalf("seed %d: %s gives %s, outside", seed, n.Sum(), got.Sum())
			}
		}
	}
}

// formula makes a random formula of some leaves; nil where it would divide by what may be zero.
func formula(r *rand.Rand, leaves []*Node, depth int) *Node {
	if depth == 0 {
		return leaves[r.IntN(len(leaves))]
	}
	a, b := formula(r, leaves, depth-1), formula(r, leaves, r.IntN(depth))
	if a == nil || b == nil {
		return nil
	}
	switch r.IntN(11) {
	case 5:
		return Least("", a, b)
	case 6:
		return Most("", a, b)
	case 7:
		return Times("", a, Part("", b, Plus("", a, b).NotBelowZero()))
	case 8:
		return Over("", Times("", a, b), Plus("", a, b))
	case 9:
		return Minus("", a, b).NotBelowZero()
	case 0:
		return Plus("", a, b)
	case 1:
		return Minus("", a, b)
	case 2:
		return Times("", a, b)
	case 3:
		return Over("", a, b)
	case 4:
		return Over("", a, Plus("", a, b))
	}
	return Plus("", a, b).Scaled(big.NewRat(int64(1+r.IntN(9)), 10)).Floor()
}

// TestSeveralRanges holds what a formula is of several ranges that stand in it more than once each.
func TestSeveralRanges(t *testing.T) {
	people, leave := leafAt("people", 10, 20, "", ""), leafAt("leave", 1, 3, "", "").Scaled(big.NewRat(1, 10))
	x, y, z := leafAt("x", 1, 2, "", ""), leafAt("y", 1, 3, "", ""), leafAt("z", 2, 4, "", "")
	all, five := leafAt("", 1, 1, "", ""), leafAt("", 5, 5, "", "")
	present := func() *Node { return Times("", people, Minus("", all, leave)) }
	first := func(of []quantity.Amount) (quantity.Amount, bool) { return of[0], true }
	erlang := By("", "Erlang", first, x)
	between := From("", x, z)
	tests := []struct {
		n         *Node
		low, high string
	}{
		// what is alike
		{Minus("", people, people.Called("heads").Named()), "0", "0"},
		{Minus("", present(), present()), "0", "0"},
		{Over("", present(), present()), "1", "1"},
		{Over("", present(), present()).Hundredfold(), "100", "100"},
		{Over("", Times("", x, y), Times("", y, x)), "1", "1"},
		{Minus("", Plus("", x, y, five), Plus("", five, x, y)), "0", "0"},
		{Minus("", x.Floor(), x.Floor()), "0", "0"},
		{Minus("", x.Floor(), x), "-1", "1"}, // whole units are no line
		{Minus("", Times("", x, y), Plus("", x, y)), "-1", "1"},
		{Minus("", erlang, erlang.Called("again")), "0", "0"},
		{Minus("", erlang, By("", "Erlang", first, x)), "-1", "1"}, // two formulas may give two numbers
		{Minus("", Part("", five, lessOne(x)), Part("", five, lessOne(x))), "0", "0"},
		{Minus("", between, between.Called("again")), "0", "0"},
		{Minus("", between, From("", x, z)), "-3", "3"}, // so may two of which only the ends are known
		// where each rises or falls by itself
		{Over("", Plus("", present(), five), present()), "23/18", "12/7"},
		{Over("", present(), Plus("", people, five)), "7/15", "18/25"},
		// where that depends on the others
		{Minus("", Times("", x, y), Times("", x, z)), "-6", "2"},
		{Minus("", Times("", x, y), Times("", x, z)).NotBelowZero(), "0", "2"},
		{Plus("", Times("", x, y), Times("", x, Minus("", five, y))), "5", "10"},
		{Over("", Minus("", Times("", x, y), z), x), "-3", "2"},
		{Over("", Plus("", Times("", x, Minus("", y, z)), y), Plus("", x, z)), "-5/6", "4/3"},
		// where it does not hold at all
		{Times("", Minus("", x, y), Minus("", y, x)), "-4", "2"},
	}
	for i, tt := range tests {
		if got := tt.n.Amount; got.Low.RatString() != tt.low || got.High.RatString() != tt.high {
			low, high := got.Low.RatString(), got.High.RatString()
			t.Errorf("%d: %s: %s to %s, want %s to %s", i, tt.n.Sum(), low, high, tt.low, tt.high)
		}
	}
}

// lessOne is a number that may be zero where the one that it is made of may be one.
func lessOne(n *Node) *Node {
	return Minus("", n, Assumed("", "", quantity.Exact(one, quantity.Unit{})))
}

// TestCornersHaveAnEnd holds that a range beyond those whose corners are looked at keeps both its ends, which are never
// too near.
func TestCornersHaveAnEnd(t *testing.T) {
	sum := func(ranges int) *Node {
		up, down := leafAt("", 0, 0, "", ""), leafAt("", 0, 0, "", "")
		for range ranges {
			x, y := leafAt("", 1, 2, "", ""), leafAt("", 1, 3, "", "")
			up, down = Plus("", up, Times("", x, y)), Plus("", down, Times("", x, leafAt("", 2, 2, "", "")))
		}
		return Minus("", up, down)
	}
	for ranges, want := range map[int]string{1: "-2 to 2", maxCornered: "-12 to 12", maxCornered + 1: "-15 to 16"} {
		if got := sum(ranges).Text(); got != want {
			t.Errorf("with %d ranges it is %s, want %s", ranges, got, want)
		}
	}
}

// TestEndsAreReached holds, for random formulas, that each end is a number that the formula has where each range is at
// one of its ends, as long as the formula goes one way with each range while the others stay; and that no number in
// between lies beyond.
func TestEndsAreReached(t *testing.T) {
	reached := 0
	for seed := range uint64(1500) {
		r := rand.New(rand.NewPCG(seed, 7))
		var leaves []*Node
		for range 2 + r.IntN(2) {
			low := int64(r.IntN(12) - 3)
			leaves = append(leaves, leafAt("x", low, low+1+int64(r.IntN(6)), "", ""))
		}
		n := lines(r, leaves, 1+r.IntN(4))
		if n == nil || !n.Amount.IsRange() || n.walked()<<len(leaves) > maxCornerOf {
			continue
		}
		low, high := grid(t, n, leaves, map[*Node]*big.Rat{}, 4)
		if n.Amount.Low.Cmp(low) > 0 || n.Amount.High.Cmp(high) < 0 {
			t.Fatalf("seed %d: %s, and may be %s to %s", seed, n.Sum(), low, high)
		}
		if !goesOneWay(n, leaves) {
			continue
		}
		reached++
		low, high = grid(t, n, leaves, map[*Node]*big.Rat{}, 1)
		if n.Amount.Low.Cmp(low) != 0 || n.Amount.High.Cmp(high) != 0 {
			t.Fatalf("seed %d: %s, and its corners are %s to %s", seed, n.Sum(), low, high)
		}
	}
	if reached < 250 {
		t.Errorf("only %d formulas go one way", reached)
	}
}

func goesOneWay(n *Node, leaves []*Node) bool {
	for _, l := range leaves {
		if n.along(l) == anyway {
			return false
		}
	}
	return true
}

// lines makes a random formula of some leaves, mostly one that goes one way with each.
func lines(r *rand.Rand, leaves []*Node, depth int) *Node {
	if depth == 0 {
		return leaves[r.IntN(len(leaves))]
	}
	a, b := lines(r, leaves, depth-1), lines(r, leaves, r.IntN(depth))
	if a == nil || b == nil {
		return nil
	}
	switch r.IntN(7) {
	case 0, 1:
		return Minus("", a, b)
	case 2:
		return Plus("", a, b)
	case 3, 4:
		return Times("", a, b)
	case 5:
		return Least("", a, leafAt("", 4, 4, "", ""), b).NotBelowZero()
	}
	return Over("", a, b)
}

// grid is the least and the largest number of a formula where each leaf takes so many steps from its low to its high
// end.
func grid(t *testing.T, n *Node, left []*Node, at map[*Node]*big.Rat, steps int64) (low, high *big.Rat) {
	if len(left) == 0 {
		over := Overrides{}
		for l, value := range at {
			over[l.At.Node] = quantity.Exact(value, l.Amount.Unit)
		}
		got := n.With(over)
		if !got.Known() || got.Amount.IsRange() {
			t.Fatalf("%s with %v is %s", n.parts(), at, got)
		}
		return got.Amount.Low, got.Amount.High
	}
	l := left[0]
	for i := range steps + 1 {
		value := new(big.Rat).Sub(l.Amount.High, l.Amount.Low)
		at[l] = value.Mul(value, big.NewRat(i, steps)).Add(value, l.Amount.Low)
		a, b := grid(t, n, left[1:], at, steps)
		if i == 0 {
			low, high = a, b
		}
		low, high = smaller(low, a), larger(high, b)
	}
	return low, high
}
