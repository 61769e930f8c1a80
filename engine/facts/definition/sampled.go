package definition

import (
	"math/big"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/sample"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// wilson is how the interval of a sample is called in sums.
const wilson = "Wilson's interval"

// Sampled is what a sample tells of a KPI that is a share: the interval in which the true share lies, and how large a
// sample would tell the target from it; nil where there is no sample of a share.
func Sampled(k *model.Resource) *Interval {
	base := k.Object.Object(field.Baseline)
	value, size, target := base.Quantity(field.Value), base.Quantity(field.Sample), k.Quantity(field.Target)
	if value == nil || size == nil || size.Low.Sign() < 0 || !isShare(k, value) || !isShare(k, target) {
		return nil
	}
	seen, goal := network.Written("seen", value), network.Written("target", target)
	if target.Comparator == quantity.Between {
		goal = nearestLimit(goal, seen)
	}
	seen, goal = basis.AsPercent(seen), basis.AsPercent(goal)
	n := network.Written("sample", size)
	return &Interval{
		Seen:   seen,
		Target: goal,
		Size:   n,
		From: basis.InTenths(network.By(wording.AtLeast(), wilson, atLeast, seen, n).Hundredfold(),
			goal.Amount.Low),
		To:     basis.InTenths(network.By(wording.AtMost(), wilson, atMost, seen, n).Hundredfold(), goal.Amount.Low),
		Needed: sampleNeeded(seen, goal, n),
	}
}

// atLeast is the low end of the interval of a share that was seen in a sample of so many. A larger sample is nearer
// to what was seen.
func atLeast(of []quantity.Amount) (quantity.Amount, bool) {
	seen, n := of[0], of[1]
	low := func(p, n *big.Rat) *big.Rat {
		from, _ := sample.Wilson(basis.Float(p)/100, basis.Float(n))
		return basis.Decimals(from)
	}
	return quantity.Amount{Low: low(seen.Low, n.Low), High: low(seen.High, n.High), Unit: basis.PercentUnit}, true
}

// atMost is the high end of that interval.
func atMost(of []quantity.Amount) (quantity.Amount, bool) {
	seen, n := of[0], of[1]
	high := func(p, n *big.Rat) *big.Rat {
		_, to := sample.Wilson(basis.Float(p)/100, basis.Float(n))
		return basis.Decimals(to)
	}
	return quantity.Amount{Low: high(seen.Low, n.High), High: high(seen.High, n.Low), Unit: basis.PercentUnit}, true
}

// isShare reports whether a number is a part of a whole: a percentage, or a plain number of a ratio or quality, from
// 0 to 1.
func isShare(k *model.Resource, q *model.Quantity) bool {
	if q == nil || q.Low == nil {
		return false
	}
	measure := k.Text(field.Measure)
	if !q.Unit.Equal(basis.PercentUnit) && (!q.Unit.IsZero() || measure != "ratio" && measure != "quality") {
		return false
	}
	plain := q.Plain()
	return plain.Low.Sign() >= 0 && plain.High.Cmp(big.NewRat(1, 1)) <= 0
}

// nearestLimit is the one of the two limits of a target that is nearer to a value. It stands where the target does.
func nearestLimit(target, value *network.Node) *network.Node {
	nearest := func(of []quantity.Amount) (quantity.Amount, bool) {
		limits, plain, at := of[0], of[0].Plain(), of[1].Plain().Low
		if basis.Distance(plain.High, at).Cmp(basis.Distance(plain.Low, at)) < 0 {
			return quantity.Exact(limits.High, limits.Unit), true
		}
		return quantity.Exact(limits.Low, limits.Unit), true
	}
	return network.Hidden(target.Label, "", nearest, target, value).Standing(target.At)
}

// sampleNeeded is the smallest sample that tells the target from what was seen; nil where none does, and for ranges.
func sampleNeeded(seen, goal, size *network.Node) *network.Node {
	needed := func(of []quantity.Amount) (quantity.Amount, bool) {
		if of[0].IsRange() || of[1].IsRange() {
			return quantity.Amount{}, false
		}
		n, ok := sample.Needed(basis.Float(of[0].Low)/100, basis.Float(of[1].Low)/100)
		return quantity.Exact(basis.Decimals(n), size.Amount.Unit), ok
	}
	return network.By(wording.SampleNeeded(), wilson, needed, seen, goal)
}
