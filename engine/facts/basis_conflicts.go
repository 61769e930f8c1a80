package facts

import "github.com/kpilint/kpilint/engine/model"

// addConflicts notes the pairs of units of a resource that cannot be compared. Those that are nil are none.
func (c *computer) addConflicts(r *model.Resource, conflicts ...*conflict) {
	for _, found := range conflicts {
		if found != nil {
			c.conflicts = append(c.conflicts,
				&Conflict{Kind: r.Kind, Resource: r.Name, At: found.at, Message: found.message})
		}
	}
}
