package wire

import (
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/view"
)

// Numbers are the resources of an organisation by their numbers, which are the same in both processes: its definitions,
// the rows of KPIs, documents that are no definitions, and definitions that stand in a document and are no part of the
// organisation, as another has their name.
type Numbers struct {
	all          []*model.Resource
	rows, beside []*model.Resource
	of           map[*model.Resource]int
}

// Number numbers the resources of an organisation.
func Number(o *view.Organisation) *Numbers {
	n := &Numbers{rows: o.Rows(), of: make(map[*model.Resource]int, len(o.Resources))}
	for _, list := range [][]*model.Resource{o.Resources, n.rows, o.Others} {
		n.add(list)
	}
	known := len(n.all)
	for _, r := range o.Resources {
		n.within(r)
	}
	n.beside = n.all[known:]
	return n
}

func (n *Numbers) add(list []*model.Resource) {
	for _, r := range list {
		n.of[r] = len(n.all)
		n.all = append(n.all, r)
	}
}

// within numbers what stands in a resource and has no number.
func (n *Numbers) within(r *model.Resource) {
	for _, inner := range r.Nested {
		if _, known := n.of[inner]; !known {
			n.add([]*model.Resource{inner})
			n.within(inner)
		}
	}
}

// Len is how many resources have a number.
func (n *Numbers) Len() int { return len(n.all) }

// Of is the number of a resource; -1 where it has none.
func (n *Numbers) Of(r *model.Resource) int {
	if i, ok := n.of[r]; ok {
		return i
	}
	return -1
}

// At is the resource with a number; nil where there is none.
func (n *Numbers) At(i int) *model.Resource {
	if i < 0 || i >= len(n.all) {
		return nil
	}
	return n.all[i]
}
