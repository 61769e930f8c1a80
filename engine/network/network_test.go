package network

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// leafAt is a leaf that is written somewhere.
func leafAt(label string, low, high int64, num, den string) *Node {
	unit := quantity.NewUnit(strings.Fields(num), strings.Fields(den))
	a := quantity.Exact(big.NewRat(low, 1), unit)
	if high != low {
		a.High = big.NewRat(high, 1)
	}
	return Found(label, a, model.Place{File: "x.yaml", Node: &source.Node{}})
}

// first is the formula that gives its first operand.
func first(of []quantity.Amount) (quantity.Amount, bool) { return of[0], true }

// TestSum holds how sums read.
func TestSum(t *testing.T) {
	people, rate := leafAt("people", 5, 5, "person", ""), leafAt("target", 50, 50, "call", "person day")
	days := leafAt("days", 20, 20, "day", "month")
	others := leafAt("others", 100, 100, "call", "month")
	month := Times("month", people, rate, days)
	tests := []struct {
		n    *Node
		want string
	}{
		{month, "5 people × 50 calls/person/day × 20 days/month = 5,000 calls/month"},
		{Plus("all", month, others), "5 people × 50 calls/person/day × 20 days/month + 100 calls/month = 5,100 calls/month"},
		{Minus("left", others, Minus("short", month, others)),
			"100 calls/month − (5 people × 50 calls/person/day × 20 days/month − 100 calls/month) = -4,800 calls/month"},
		{Times("twice", Plus("all", month, others).Named(), leafAt("", 2, 2, "", "")),
			"5,100 calls/month × 2 = 10,200 calls/month"},
		{By("big", "Erlang C", first, month.Named(), others),
			"Erlang C of 5,000 calls/month, 100 calls/month = 5,000 calls/month"},
		{Hidden("h", "as we say", first, month), "5,000 calls/month"},
	}
	for _, tt := range tests {
		if got := tt.n.Sum(); got != tt.want {
			t.Errorf("%s\nwant %s", got, tt.want)
		}
	}
}

// TestWith holds that other leaves give another number and another sum, and leave the node as it is.
func TestWith(t *testing.T) {
	people, rate := leafAt("people", 5, 5, "person", ""), leafAt("target", 50, 50, "call", "person day")
	total := Times("total", people, rate)
	hours := Same("hours", total).Scaled(big.NewRat(1, 10)).Floor()
	four := Overrides{people.At.Node: quantity.Exact(big.NewRat(4, 1), people.Amount.Unit)}
	if got := total.With(four).Sum(); got != "4 people × 50 calls/person/day = 200 calls/day" {
		t.Error(got)
	}
	if got := hours.With(four).Amount.Low; got.Cmp(big.NewRat(20, 1)) != 0 {
		t.Error(got)
	}
	if got := total.Sum(); got != "5 people × 50 calls/person/day = 250 calls/day" {
		t.Error("the node has changed:", got)
	}
	if rate.With(four) != rate {
		t.Error("a node that no override touches is another one")
	}
	each := Over("each", rate, people)
	none := Overrides{people.At.Node: quantity.Exact(new(big.Rat), people.Amount.Unit)}
	got := Plus("all", each, each).With(none)
	if got.Known() || !strings.Contains(strings.Join(got.Lacks(), ""), "each cannot be worked out") {
		t.Errorf("a division by zero gives %v, missing %q", got.Amount, got.Lacks())
	}
}

// TestLeast holds that of the least of some numbers, one that cannot be worked out any more leaves the others, and that
// what is not needed is there.
func TestLeast(t *testing.T) {
	x, y := leafAt("x", 10, 10, "", ""), leafAt("y", 5, 5, "", "")
	n := Least("left", Over("", x, y), x)
	none := Overrides{y.At.Node: quantity.Exact(new(big.Rat), y.Amount.Unit)}
	if got := n.With(none); !got.Known() || got.Text() != "10" || n.Sum() != "least of 10 ÷ 5, 10 = 2" {
		t.Errorf("%v of %s", got, n.Sum())
	}
	zero := leafAt("", 0, 20, "", "")
	if got := Part("", x, zero).Text(); got != "0.5 to 1" {
		t.Error(got)
	}
	if Least("", x, leafAt("", 1, 1, "call", "")) != nil || Part("", x, leafAt("", 1, 1, "call", "")) != nil {
		t.Error("numbers of two units have a least")
	}
}

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

// TestCut holds that a number from whose sum parts are left out still hangs on all of them.
func TestCut(t *testing.T) {
	var all []*Node
	for i := range 300 {
		all = append(all, leafAt(fmt.Sprint(i), 1, 1, "call", ""))
	}
	short := Plus("all", all...).Cut(50)
	if short.Size() > 52 || !strings.Contains(short.Sum(), "more: ") {
		t.Errorf("%d nodes: %s", short.Size(), short.Sum())
	}
	over := Overrides{all[299].At.Node: quantity.Exact(big.NewRat(10, 1), all[0].Amount.Unit)}
	if got := short.With(over).Amount.Low; got.Cmp(big.NewRat(309, 1)) != 0 {
		t.Errorf("with the last part at 10 it is %s", got.RatString())
	}
	leaves := 0
	short.Leaves(func(*Node) { leaves++ })
	if leaves != 300 {
		t.Errorf("%d leaves", leaves)
	}
}
