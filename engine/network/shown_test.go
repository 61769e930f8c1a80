package network_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/source"
)

// TestAssumed lists the numbers of a sum that nobody wrote, and the places of all, as its derivation has them.
func TestAssumed(t *testing.T) {
	at := func(line int) *source.Node { return source.New(source.String, "", source.Span{Line: line, Column: 1}) }
	one := network.Found("one", inDays(2), model.Place{File: "a.yaml", Node: at(4)})
	nobody := at(7)
	nobody.Assumed = true
	two := network.Found("two", inDays(3), model.Place{File: "a.yaml", Node: nobody})
	sum := network.Plus("sum", one, network.Plus("part", two))
	var assumed, places []string
	for n := range sum.Assumed() {
		assumed = append(assumed, n.Label+" "+n.Text())
	}
	for at, text := range sum.Written() {
		places = append(places, fmt.Sprint(at.Start(), " ", text))
	}
	derivation := fmt.Sprint(sum.Derivation())
	if !slices.Equal(assumed, []string{"two 3 days"}) {
		t.Errorf("assumed is %q; the derivation is %s", assumed, derivation)
	}
	if !slices.Equal(places, []string{"a.yaml:4:1 2 days", "a.yaml:7:1 3 days"}) {
		t.Errorf("the places are %q; the derivation is %s", places, derivation)
	}
}
