package facts

// beside works out how objectives serve goals, and the lists of the whole organisation that nothing else needs, while
// this computer works out all other facts, none of which reads them; nil where one follows the other. Both write into
// the same facts, each its own. They have a basis each, so where all facts are wanted, whose numbers are shown together
// and changed together, there is one.
func (c *computer) beside() <-chan *computer {
	if c.wanted == nil || c.Model.Watch != nil || c.Trial != nil {
		return nil
	}
	other, done := newComputerOf(c.ctx, c.Model, c.wanted, c.facts), make(chan *computer, 1)
	other.Lean = c.Lean
	go func() {
		other.Whole("parents", other.IndexParents)
		other.indexLinks()
		other.links()
		other.rest()
		done <- other
	}()
	return done
}

// take takes what was worked out beside; false where there is nothing of the kind, or where it met a limit or a fault
// of ours: then all is to be worked out here, so that each is noted once.
func (c *computer) take(beside <-chan *computer) bool {
	if beside == nil {
		return false
	}
	other := <-beside
	if len(other.Failures())+len(other.Problems()) > 0 {
		c.indexLinks()
		return false
	}
	c.TakeConflicts(other.Basis)
	return true
}
