package goals

import (
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/schema/field"
)

// rings finds the objectives that support each other in a circle (strongly connected components, Tarjan 1972), each
// ring once, from its first member by full name.
func rings(objectives []*model.Resource) []*Ring {
	t := &tarjan{index: map[*model.Resource]int{}, low: map[*model.Resource]int{}, on: map[*model.Resource]bool{}}
	for _, o := range objectives {
		if _, seen := t.index[o]; !seen {
			t.visit(o)
		}
	}
	slices.SortFunc(t.rings, func(a, b []*model.Resource) int { return strings.Compare(a[0].Name, b[0].Name) })
	var list []*Ring
	for _, ring := range t.rings {
		list = append(list, &Ring{First: ring[0].Name, Members: names(ring), Path: path(ring)})
	}
	return list
}

type tarjan struct {
	index, low map[*model.Resource]int
	on         map[*model.Resource]bool
	stack      []*model.Resource
	rings      [][]*model.Resource
}

func (t *tarjan) visit(o *model.Resource) {
	t.index[o], t.low[o] = len(t.index), len(t.index)
	t.stack, t.on[o] = append(t.stack, o), true
	self := false
	for _, s := range o.Objects(field.Supports) {
		to, _ := supported(s)
		if to == nil {
			continue
		}
		self = self || to == o
		if _, seen := t.index[to]; !seen {
			t.visit(to)
			t.low[o] = min(t.low[o], t.low[to])
		} else if t.on[to] {
			t.low[o] = min(t.low[o], t.index[to])
		}
	}
	if t.low[o] == t.index[o] {
		t.close(o, self)
	}
}

// close takes the component of o off the stack; it is a ring when it has several members or supports itself.
func (t *tarjan) close(o *model.Resource, self bool) {
	i := len(t.stack) - 1
	for t.stack[i] != o { // it is mostly the last
		i--
	}
	ring := slices.Clone(t.stack[i:])
	t.stack = t.stack[:i]
	for _, member := range ring {
		t.on[member] = false
	}
	if len(ring) > 1 || self {
		slices.SortFunc(ring, func(a, b *model.Resource) int { return strings.Compare(a.Name, b.Name) })
		t.rings = append(t.rings, ring)
	}
}

// path walks a ring along its links from its first member back to it, as far as one walk goes.
func path(ring []*model.Resource) string {
	walk, at := []string{ring[0].Name}, ring[0]
	members := map[*model.Resource]bool{}
	for _, member := range ring {
		members[member] = true
	}
	for seen := map[*model.Resource]bool{at: true}; ; {
		next := nextIn(ring[0], members, at, seen)
		if next == nil || next == ring[0] {
			return strings.Join(append(walk, ring[0].Name), " → ")
		}
		seen[next] = true
		walk, at = append(walk, next.Name), next
	}
}

// nextIn is the member of the ring that one supports: an unseen one if there is one, else the first member.
func nextIn(first *model.Resource, members map[*model.Resource]bool, at *model.Resource,
	seen map[*model.Resource]bool) *model.Resource {
	var back *model.Resource
	for _, s := range at.Objects(field.Supports) {
		to, _ := supported(s)
		switch {
		case to == nil || !members[to]:
		case !seen[to]:
			return to
		case to == first:
			back = to
		}
	}
	return back
}
