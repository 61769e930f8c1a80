package network_test

import (
	"math/big"
	"testing"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// written is a leaf for a number of days, and the place by which it is overridden.
func written(label string, days int64) (*network.Node, *source.Node) {
	at := &source.Node{}
	return network.Found(label, inDays(days), model.Place{Node: at}), at
}

func inDays(n int64) quantity.Amount { return quantity.Of(n, []string{"day"}, nil) }

// TestChoose holds that a choice looks like what is chosen, chooses anew with other leaves, and lacks what that lacks.
func TestChooseBy(t *testing.T) {
	rise, atRise := written("rise", 1)
	long, atLong := written("long", 12)
	two, _ := written("two", 2)
	sum, nothing := network.Plus("sum", long, two), network.Lacking("nothing")
	rising := func(of []quantity.Amount) int {
		if of[0].Low.Sign() > 0 {
			return 0
		}
		return 1
	}
	choose := func(from ...*network.Node) *network.Node {
		return network.ChooseBy(rising, []*network.Node{rise}, from...)
	}
	byNothing := network.ChooseBy(rising, []*network.Node{network.Lacking("rise")}, sum, two)
	falls, grows := network.Overrides{atRise: inDays(-1)}, network.Overrides{atLong: inDays(20)}
	for _, test := range []struct {
		what string
		n    *network.Node
		over network.Overrides
		want string
	}{
		{"the first", choose(sum, two), nil, "12 days + 2 days = 14 days"},
		{"with another leaf of it", choose(sum, two), grows, "20 days + 2 days = 22 days"},
		{"the second", choose(sum, two), falls, "2 days"},
		{"what is done with it", choose(sum, two).Scaled(big.NewRat(10, 1)), falls, "20 days"},
		{"in a sum", network.Minus("rest", choose(sum, two), long), nil, "12 days + 2 days − 12 days = 2 days"},
		{"in a sum, with other leaves", network.Minus("rest", choose(sum, two), long), falls, "2 days − 12 days = -10 days"},
		{"what lacks its number", choose(sum, nothing), falls, "?nothing"},
		{"instead of what lacks its number", choose(nothing, sum).With(falls), nil, "12 days + 2 days = 14 days"},
		{"a sum with what lacks its number", network.Plus("all", choose(sum, nothing), two), falls, "?nothing"},
		{"by what is missing", byNothing, nil, "?rise"},
		{"alternatives that are the same", choose(two, two), falls, "2 days"},
	} {
		n := test.n.With(test.over)
		got := "?" + n.String()
		if n.Known() {
			got = n.Sum()
		}
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.what, got, test.want)
		}
	}
}

// TestChoiceIsShownAsChosen holds that rules see of a choice what they see of the number that is chosen.
func TestChoiceIsShownAsChosen(t *testing.T) {
	rise, _ := written("rise", 1)
	long, _ := written("long", 12)
	half := network.Over("half", long, network.Assumed("two", "", quantity.Of(2, nil, nil))).InTenths(nil, 3)
	chosen := network.ChooseBy(func([]quantity.Amount) int { return 1 }, []*network.Node{rise}, long, half)
	want, _ := half.MarshalJSON()
	if got, _ := chosen.MarshalJSON(); string(got) != string(want) {
		t.Errorf("%s, want %s", got, want)
	}
	leaves := 0
	chosen.Leaves(func(*network.Node) { leaves++ })
	if leaves != 3 {
		t.Errorf("it depends on %d leaves, want 3: what decides, and both alternatives", leaves)
	}
}

// TestCutChoice holds that a large number that is chosen is cut as it would be by itself.
func TestCutChoice(t *testing.T) {
	rise, _ := written("rise", 1)
	var parts []*network.Node
	for range 50 {
		part, _ := written("part", 1)
		parts = append(parts, part)
	}
	sum := network.Plus("sum", parts...)
	chosen := network.ChooseBy(func([]quantity.Amount) int { return 0 }, []*network.Node{rise}, sum, rise)
	if got, want := chosen.Cut(20).Sum(), sum.Cut(20).Sum(); got != want || got == sum.Sum() {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestUnless holds that a number is missing where something speaks against it, and there again with other leaves.
func TestUnless(t *testing.T) {
	many := func(a quantity.Amount) string {
		if a.Low.Cmp(big.NewRat(10, 1)) > 0 {
			return a.String() + " are too many"
		}
		return ""
	}
	leaf, at := written("days", 8)
	two, _ := written("two", 2)
	sum := network.Plus("sum", leaf, two)
	more, fewer := network.Overrides{at: inDays(20)}, network.Overrides{at: inDays(4)}
	for _, test := range []struct {
		what string
		n    *network.Node
		want string
	}{
		{"few", sum.Unless(many), "10 days"},
		{"many", sum.Unless(many).With(more), "22 days are too many"},
		{"few again", sum.With(more).Unless(many).With(fewer), "6 days"},
		{"what depends on it", network.Plus("all", two, sum.Unless(many)).With(more), "22 days are too many"},
		{"a leaf", leaf.Unless(many).With(more), "20 days are too many"},
		{"a leaf that was too many", leaf.With(more).Unless(many).With(fewer), "4 days"},
	} {
		if got := test.n.String(); got != test.want {
			t.Errorf("%s: %s, want %s", test.what, got, test.want)
		}
	}
}
