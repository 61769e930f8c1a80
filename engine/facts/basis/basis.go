// Package basis is what all subjects of facts stand on: the organisation, which facts are wanted, limits, faults, and
// units that cannot be compared.
package basis

import (
	"context"
	"sync"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
)

// Basis is shared by all that works out the facts of one organisation. It is not safe for several goroutines.
type Basis struct {
	Model *model.Model
	Trial func(subject string, r *model.Resource) // called before each fact by tests, which make one fail; nil else

	// Lean lets few lists be kept, where definitions are very many.
	Lean bool

	// After is locked while something is worked out later than the other facts, as several goroutines judge at once.
	After sync.Mutex

	ctx       context.Context
	asked     *Asked
	failures  []*Failure
	conflicts []*Conflict
	remarks   int // how often something was found beside facts: units that clash, what is beyond a limit

	excesses    map[string]*excess
	excessKinds []string
	told        map[string]*model.Look     // what was done once
	lists       map[listOf][]*model.Object // the lists of definitions, read once
	leaves      map[leafOf]*network.Node

	looks Looks                // what was looked at for facts
	memos map[memo]*model.Look // and for what is kept

	parents map[*model.Resource][]*model.Resource // team → itself and the teams above it
	deep    map[*model.Resource]bool              // teams with teams beyond the limit below them
	cycles  map[string]cycle                      // by their names
}

// New is the basis of the facts of an organisation; nil wants all of them.
func New(ctx context.Context, m *model.Model, wanted Wanted) *Basis {
	return &Basis{Model: m, ctx: ctx, asked: Ask(wanted), excesses: map[string]*excess{}, told: map[string]*model.Look{},
		lists: map[listOf][]*model.Object{}, leaves: map[leafOf]*network.Node{},
		looks: Looks{}, memos: map[memo]*model.Look{},
		parents: map[*model.Resource][]*model.Resource{}, deep: map[*model.Resource]bool{}}
}

// Err is the end of the context; nil before.
func (b *Basis) Err() error { return b.ctx.Err() }

// Failures are the facts that could not be worked out so far.
func (b *Basis) Failures() []*Failure { return b.failures }

// Conflicts are the pairs of units that cannot be compared so far.
func (b *Basis) Conflicts() []*Conflict { return b.conflicts }

// Remarks is how often something was found beside facts so far: units that cannot be compared, what is beyond a limit.
func (b *Basis) Remarks() int { return b.remarks }

// Shown is a number as a fact shows it: the parts of one that is very large are left out.
func Shown(n *network.Node) *network.Node { return n.Cut(MaxNodes) }

// mostLeaves is for how many leaves a map is used again.
const mostLeaves = 4096

// Forget lets go of what is kept for definitions that were looked at already.
func (b *Basis) Forget() {
	if len(b.leaves) > mostLeaves {
		b.leaves = map[leafOf]*network.Node{}
	}
	clear(b.leaves)
	for key, list := range b.lists {
		if len(list) <= MaxEntries { // the others are told once
			delete(b.lists, key)
		}
	}
}
