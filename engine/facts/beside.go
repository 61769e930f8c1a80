package facts

import (
	"maps"
	"slices"
)

// beside works out how objectives serve goals, and the lists of the whole organisation that nothing else needs, while
// this computer works out all other facts, none of which reads them; none where one follows the other. All write into
// the same facts, each its own. They have a basis each, so where all facts are wanted, whose numbers are shown together
// and changed together, there is one.
func (c *computer) beside() []<-chan *computer {
	if c.wanted == nil || c.Model.Watch != nil || c.Trial != nil {
		return nil
	}
	return []<-chan *computer{
		c.other(func(other *computer) {
			other.indexLinks()
			other.links()
			other.ofLinks()
		}),
		c.other((*computer).rest),
	}
}

// other lets another computer of the same facts work.
func (c *computer) other(work func(other *computer)) <-chan *computer {
	other, done := newComputerOf(c.ctx, c.Model, c.wanted, c.facts), make(chan *computer, 1)
	other.Lean, other.left = c.Lean, c.left
	go func() {
		other.Whole("parents", other.IndexParents)
		work(other)
		done <- other
	}()
	return done
}

// take takes what was worked out beside; false where there is nothing of the kind, or where it met a limit or a fault
// of ours: then all is to be worked out here, so that each is noted once.
func (c *computer) take(beside []<-chan *computer) bool {
	if beside == nil {
		return false
	}
	others := make([]*computer, len(beside))
	for i, done := range beside {
		others[i] = <-done
	}
	noted := func(other *computer) bool { return len(other.Failures())+len(other.Problems()) > 0 }
	if slices.ContainsFunc(others, noted) {
		c.indexLinks()
		return false
	}
	for _, other := range others {
		c.TakeConflicts(other.Basis)
		maps.Copy(c.remarked, other.remarked)
	}
	return true
}
