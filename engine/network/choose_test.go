package network_test

import (
	"math/big"
	"testing"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

var (
	hour = quantity.NewUnit([]string{"hour"}, nil)
	min  = quantity.NewUnit([]string{"min"}, nil)
	none = quantity.Unit{}
)

// leaf is a number that is written at a place of its own.
func leaf(label string, n int64, unit quantity.Unit) *network.Node {
	return network.Found(label, quantity.Exact(big.NewRat(n, 1), unit), model.Place{Node: &source.Node{}})
}

// with is a node in words, with another number at a leaf.
func with(n, at *network.Node, other int64) string {
	return words(n.With(network.Overrides{at.At.Node: quantity.Exact(big.NewRat(other, 1), at.Amount.Unit)}))
}

// words are the sum of a node, or what is missing.
func words(n *network.Node) string {
	if !n.Valued() {
		return n.String()
	}
	return n.Sum()
}

// TestChoose holds that a choice is made anew with other leaves, and shows what is chosen.
func TestChoose(t *testing.T) {
	few, many := leaf("few", 2, none), leaf("many", 3, none)
	least := func(of []quantity.Amount) int {
		if of[0].Low.Cmp(of[1].Low) <= 0 {
			return 0
		}
		return 1
	}
	n := network.Choose(least, network.Times("few", few, leaf("each", 10, none)), network.Times("many", many,
		leaf("each", 7, none)))
	for _, test := range []struct{ what, got, want string }{
		{"as written", words(n), "2 × 10 = 20"},
		{"the other is less", with(n, few, 4), "3 × 7 = 21"},
		{"the same is still less", with(n, few, 1), "1 × 10 = 10"},
		{"the other's leaf", with(n, many, 1), "1 × 7 = 7"},
		{"with a step behind it", with(n.Scaled(big.NewRat(2, 1)), few, 4), "3 × 7 = 42"},
		{"in a sum", with(network.Minus("rest", leaf("all", 100, none), n.Named()), few, 4), "100 − 21 = 79"},
		{"cut", with(n.Cut(2), few, 4), "3 × 7 = 21"},
	} {
		if test.got != test.want {
			t.Errorf("%s: %s, want %s", test.what, test.got, test.want)
		}
	}
}

// TestMade holds that a number is made anew with other leaves, whether there was one before or not, and shows what is
// made.
func TestMade(t *testing.T) {
	few, many, two := leaf("few", 0, none), leaf("many", 3, none), leaf("two", 2, none)
	there := func(of []*network.Node) *network.Node {
		var parts []*network.Node
		for _, p := range of {
			if p.Amount.Low.Sign() > 0 {
				parts = append(parts, p)
			}
		}
		if len(parts) == 0 {
			return network.Lacking("nobody is there")
		}
		return network.Plus("all", parts...)
	}
	n := network.Made(there, few, many)
	nothing := network.Overrides{many.At.Node: many.Amount.Scale(new(big.Rat))}
	lost := network.Made(there, few, many.With(nothing))
	for _, test := range []struct{ what, got, want string }{
		{"as written", words(n), "3"},
		{"one more", with(n, few, 4), "4 + 3 = 7"},
		{"none", with(n, many, 0), "nobody is there"},
		{"none, and then one", with(n.With(nothing), few, 4), "4"},
		{"one where none was", with(lost, few, 4), "4"},
		{"with a step behind it", with(n.Scaled(big.NewRat(10, 1)), few, 4), "4 + 3 = 70"},
		{"with a step behind it, none, and then one", with(n.Scaled(big.NewRat(10, 1)).With(nothing), few, 4), "40"},
		{"in a product", with(network.Times("twice", n, two), few, 4), "(4 + 3) × 2 = 14"},
		{"in a product, none", with(network.Times("twice", n, two), many, 0), "nobody is there"},
	} {
		if test.got != test.want {
			t.Errorf("%s: %s, want %s", test.what, test.got, test.want)
		}
	}
	if n := network.Made(func([]*network.Node) *network.Node { return nil }, few); n != nil {
		t.Errorf("%s is made where there is nothing to make", n)
	}
}

// TestAboveZero holds that what must be above zero is missing where it is not, and so is all that depends on it.
func TestAboveZero(t *testing.T) {
	people := leaf("people", 4, none)
	present := network.Times("present", people, leaf("share", 2, none)).AboveZero("nobody is there")
	if got, want := words(network.Over("x", people, people).AboveZero("no")), "4 ÷ 4 = 1"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	n := network.Times("calls", present, leaf("each", 5, none))
	for _, test := range []struct{ what, got, want string }{
		{"as written", words(n), "4 × 2 × 5 = 40"},
		{"fewer", with(n, people, 3), "3 × 2 × 5 = 30"},
		{"nobody", with(n, people, 0), "nobody is there"},
		{"somebody again", with(n.With(network.Overrides{people.At.Node: people.Amount.Scale(new(big.Rat))}),
			people, 1), "1 × 2 × 5 = 10"},
		{"nobody as written", words(leaf("people", 0, none).AboveZero("nobody is there")), "nobody is there"},
		{"a leaf by itself", with(people.AboveZero("nobody is there"), people, 0), "nobody is there"},
	} {
		if test.got != test.want {
			t.Errorf("%s: %s, want %s", test.what, test.got, test.want)
		}
	}
}

// TestStepsInside holds that a product in a product, and a sum in a sum, keep their steps with other leaves, and are
// shown flat.
func TestStepsInside(t *testing.T) {
	a, b, c := leaf("a", 2, hour), leaf("b", 3, none), leaf("c", 5, none)
	product := network.Times("product", network.Times("minutes", a, b).Scaled(big.NewRat(60, 1)).In(min), c)
	d, e := leaf("d", 2, hour), leaf("e", 90, min)
	sum := network.Plus("sum", network.Plus("minutes", d, leaf("f", 1, hour)).Scaled(big.NewRat(60, 1)).In(min), e)
	for _, test := range []struct{ what, got, want string }{
		{"a product", words(product), "2 hours × 3 × 5 = 30 h"},
		{"a product with another leaf", with(product, a, 4), "4 hours × 3 × 5 = 60 h"},
		{"its last factor", with(product, c, 10), "2 hours × 3 × 10 = 60 h"},
		{"a sum", words(sum), "2 hours + 1 hour + 1 h 30 min = 4 h 30 min"},
		{"a sum with another leaf", with(sum, d, 4), "4 hours + 1 hour + 1 h 30 min = 6 h 30 min"},
	} {
		if test.got != test.want {
			t.Errorf("%s: %s, want %s", test.what, test.got, test.want)
		}
	}
	if n := product.Size(); n != 4 {
		t.Errorf("a product of three shows %d nodes, want 4", n)
	}
}
