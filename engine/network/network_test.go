package network

import (
	"fmt"
	"math/big"
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

// TestCut holds that a number from whose sum parts are left out still depends on all of them.
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
