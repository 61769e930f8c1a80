package impact

import (
	"fmt"
	"slices"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/view"
)

// Change is a number among the facts that is another than before; nil where there is none.
type Change struct {
	Of            string // a definition by its full name, or an item by its noun in plural
	Fact          string // its path among the facts, with dots
	Before, After *network.Node
}

// Changes lists the numbers of the facts that two states of one organisation have differently: those of the definitions
// named first, then of the items, then of all others in the order of files.
func Changes(before, after *view.Organisation, first []string) []*Change {
	var all []*Change
	rest := func(r *model.Resource) bool { return !slices.Contains(first, r.Name) }
	for _, r := range after.Resources {
		if !rest(r) {
			all = append(all, changedIn(before, after, r)...)
		}
	}
	all = append(all, changedItems(before, after)...)
	for _, r := range after.Resources {
		if rest(r) {
			all = append(all, changedIn(before, after, r)...)
		}
	}
	return all
}

// changedIn compares the facts of a definition, and of the rows of a KPI those that it does not share with them.
func changedIn(before, after *view.Organisation, r *model.Resource) []*Change {
	all := changed(r.Name, before.Record(before.Find(r.Kind, r.Name)), after.Record(r))
	own := map[string]bool{}
	for _, c := range all {
		own[c.Fact+" "+c.After.String()] = true
	}
	for _, row := range after.RowsOf(r) {
		for _, c := range changed(row.Name, before.Record(before.Find(row.Kind, row.Name)), after.Record(row)) {
			if !own[c.Fact+" "+c.After.String()] {
				all = append(all, c)
			}
		}
	}
	return all
}

func changedItems(before, after *view.Organisation) []*Change {
	was := map[string]any{}
	for _, it := range before.Facts.Items {
		was[it.Item] = it
	}
	var all []*Change
	for _, it := range after.Facts.Items {
		all = append(all, changed(it.Plural, was[it.Item], it)...)
	}
	return all
}

// changed compares two records of facts.
func changed(of string, before, after any) []*Change {
	was := map[string]*network.Node{}
	numbers("", before, func(fact string, n *network.Node) { was[fact] = n })
	var all []*Change
	numbers("", after, func(fact string, n *network.Node) {
		if old := was[fact]; old == nil || old.String() != n.String() {
			all = append(all, &Change{of, fact, old, n})
		}
		delete(was, fact)
	})
	numbers("", before, func(fact string, n *network.Node) {
		if was[fact] != nil {
			all = append(all, &Change{of, fact, n, nil})
		}
	})
	return all
}

// numbers calls f for each number of a record, in its order.
func numbers(path string, v any, f func(fact string, n *network.Node)) {
	below := func(name string) string {
		if path == "" {
			return name
		}
		return path + "." + name
	}
	switch v := v.(type) {
	case nil:
	case *network.Node:
		f(path, v)
	case view.List:
		for i := range v.Len() {
			numbers(below(fmt.Sprint(i)), v.At(i), f)
		}
	default:
		view.Each(v, func(name string, value any) { numbers(below(name), value, f) })
	}
}
