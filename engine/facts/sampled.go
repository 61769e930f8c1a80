package facts

import (
	"math/big"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/sample"
)

// wilson is how the interval of a sample is called in sums.
const wilson = "Wilson's interval"

// sampled works out what a sample tells of a KPI that is a share: the interval in which the true share lies, and how large a sample
// would tell the target from it.
func (c *computer) sampled(k *model.Resource) {
	base := k.Object.Object("baseline")
	value, size, target := base.Quantity("value"), base.Quantity("sample"), k.Quantity("target")
	if value == nil || size == nil || size.Low.Sign() < 0 || !isShare(k, value) || !isShare(k, target) {
		return
	}
	seen, goal := asPercent(fact(written("seen", value))), asPercent(fact(nearestLimit(target, value)))
	n := fact(written("sample", size))
	ends := func(low bool) *Derivation {
		bound := func(p, n *big.Rat) *big.Rat {
			from, to := sample.Wilson(float(p)/100, float(n))
			if low {
				return decimals(from)
			}
			return decimals(to)
		}
		// a larger sample is nearer to what was seen
		few, many := n.Amount.Low, n.Amount.High
		if !low {
			few, many = many, few
		}
		d := &Derivation{Op: wilson, Of: []*Derivation{seen.Derivation, n.Derivation}}
		d.Amount = quantity.Amount{Low: bound(seen.Amount.Low, few), High: bound(seen.Amount.High, many), Unit: percentUnit}
		return inTenths(hundredfold(d), goal.Amount.Low)
	}
	o := &model.Object{}
	set(o, "seen", seen)
	set(o, "target", goal)
	set(o, "size", n)
	set(o, "from", fact(labelled("at least", ends(true))))
	set(o, "to", fact(labelled("at most", ends(false))))
	set(o, "needed", sampleNeeded(seen, goal, n))
	k.Facts.Set("sample", o)
}

func labelled(label string, d *Derivation) *Derivation {
	d.Label = label
	return d
}

// isShare reports whether a number is a part of a whole: a percentage, or a plain number of a ratio or quality, from 0 to 1.
func isShare(k *model.Resource, q *model.Quantity) bool {
	if q == nil || q.Low == nil {
		return false
	}
	measure := k.Text("measure")
	if !q.Unit.Equal(percentUnit) && (!q.Unit.IsZero() || measure != "ratio" && measure != "quality") {
		return false
	}
	plain := q.Plain()
	return plain.Low.Sign() >= 0 && plain.High.Cmp(big.NewRat(1, 1)) <= 0
}

// nearestLimit is the target; with `between` the one of its two limits that is nearer to a value.
func nearestLimit(target, value *model.Quantity) *Derivation {
	d := written("target", target)
	if target.Comparator != quantity.Between {
		return d
	}
	limit := d.Amount.Low
	at := value.Plain().Low
	if plain := target.Plain(); distance(plain.High, at).Cmp(distance(plain.Low, at)) < 0 {
		limit = d.Amount.High
	}
	d.Amount = quantity.Exact(limit, d.Amount.Unit)
	return d
}

// sampleNeeded is the smallest sample that tells the target from what was seen; nil where none does, and for ranges.
func sampleNeeded(seen, goal, size *Fact) *Fact {
	if seen.Amount.IsRange() || goal.Amount.IsRange() {
		return nil
	}
	n, ok := sample.Needed(float(seen.Amount.Low)/100, float(goal.Amount.Low)/100)
	if !ok {
		return nil
	}
	d := &Derivation{Label: "sample needed", Op: wilson, Of: []*Derivation{seen.Derivation, goal.Derivation}}
	d.Amount = quantity.Exact(decimals(n), size.Amount.Unit)
	return fact(d)
}
