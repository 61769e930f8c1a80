package basis

import (
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// leafOf is a quantity under the label it has in sums.
type leafOf struct {
	label string
	q     *model.Quantity
}

// Written is the leaf of a quantity: one, however many facts of a KPI stand on it.
func (b *Basis) Written(label string, q *model.Quantity) *network.Node {
	return kept(b.leaves, leafOf{label, q}, func() *network.Node { return network.Written(label, q) })
}

// LowerLimit is a quantity as a promise: of one `between` two limits the lower.
func (b *Basis) LowerLimit(label string, q *model.Quantity) *network.Node {
	d := b.Written(label, q)
	if q.Comparator == quantity.Between {
		return d.LowEnd()
	}
	return d
}
