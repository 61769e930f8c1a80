package chart

import (
	"cmp"

	"github.com/kpilint/kpilint/engine/flow"
)

// Folds reports whether a drawing with these options has a card for each team in place of its numbers.
func Folds(f *flow.Flow, o Options) bool {
	return o.Follow == nil && len(f.Numbers) > cmp.Or(o.FoldAbove, defaultFold)
}

// Shown are the numbers that a drawing with these options has: of one that is followed, itself, all it needs and all
// it gives to; else all.
func Shown(f *flow.Flow, o Options) map[*flow.Number]bool {
	shown := map[*flow.Number]bool{}
	if o.Follow == nil {
		for _, n := range f.Numbers {
			shown[n] = true
		}
		return shown
	}
	for n := range steps(o.Follow) {
		shown[n] = true
	}
	return shown
}

// steps are the numbers up- and downstream of one, with how many steps they are away: below zero is what it needs.
func steps(from *flow.Number) map[*flow.Number]int {
	at := map[*flow.Number]int{from: 0}
	for queue := []*flow.Number{from}; len(queue) > 0; queue = queue[1:] {
		n := queue[0]
		if at[n] >= 0 {
			for _, b := range n.Out {
				if _, known := at[b.To]; !known {
					at[b.To] = at[n] + 1
					queue = append(queue, b.To)
				}
			}
		}
		if at[n] <= 0 {
			for _, b := range n.In {
				if b.From == nil {
					continue
				}
				if _, known := at[b.From]; !known {
					at[b.From] = at[n] - 1
					queue = append(queue, b.From)
				}
			}
		}
	}
	return at
}
