package flow

import (
	"cmp"
	"slices"
)

// Short are the bands of which something is missing, the largest share first.
func (f *Flow) Short() []*Band {
	var all []*Band
	for _, b := range f.Bands {
		if b.Known && b.Short != "" && b.Demand > 0 {
			all = append(all, b)
		}
	}
	bySize(all)
	return all
}

// ShortByTeam are the bands of which something is missing, the largest share first. What one team needs of an item of
// another is one band, however many of their numbers are at its ends.
func (f *Flow) ShortByTeam() []*Band {
	type pair struct {
		from, to *Team
		item     string
	}
	var all []*Band
	at := map[pair]int{}
	for _, b := range f.Short() {
		if b.From == nil || b.Stage || b.From.Team == b.To.Team {
			all = append(all, b)
			continue
		}
		of := pair{b.From.Team, b.To.Team, b.Item}
		if i, ok := at[of]; ok {
			all[i] = both(all[i], b)
			continue
		}
		at[of] = len(all)
		all = append(all, b)
	}
	bySize(all)
	return all
}

// both is a band of what flows in two, between the numbers of the first.
func both(x, y *Band) *Band {
	sum := *x
	sum.Demand, sum.Supply, sum.Possible = x.Demand+y.Demand, x.Supply+y.Supply, x.Possible+y.Possible
	sum.Maybe = x.Maybe && y.Maybe
	sum.Limit, sum.Short, sum.Joined = "", "", true
	sum.label()
	return &sum
}

func bySize(all []*Band) {
	slices.SortStableFunc(all, func(x, y *Band) int {
		return cmp.Compare(y.Missing()/y.Demand, x.Missing()/x.Demand)
	})
}
