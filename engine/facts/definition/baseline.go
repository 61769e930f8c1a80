package definition

import (
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// baseline is where the number of a KPI stands, nil where nobody says or it cannot be read, and the field that says so.
func baseline(k *model.Resource) (q *model.Quantity, at field.Path) {
	if o := k.Object.Object(field.Baseline); o != nil {
		return o.Quantity(field.Value), field.Baseline.To(field.Value)
	}
	return k.Quantity(field.Baseline), field.Baseline
}

// BaselineClash says that a baseline and its target cannot be compared; nil where they can.
func BaselineClash(k *model.Resource) *basis.Mismatch {
	base, at := baseline(k)
	return basis.UnitClash(base, k.Quantity(field.Target), at, wording.TheBaseline(), wording.TheTargetText())
}

// statistic is that of the baseline, "" for none.
func statistic(k *model.Resource) string {
	if base, _ := baseline(k); base != nil {
		return base.Statistic
	}
	return ""
}

// otherStatistic reports whether the baseline and the target each have a statistic, and not the same one.
func otherStatistic(k *model.Resource, t *model.Quantity) bool {
	s := statistic(k)
	return s != "" && t.Statistic != "" && s != t.Statistic
}

func sameAmount(a, b quantity.Amount) bool {
	answer, err := quantity.Equal(a, b)
	return err == nil && answer == quantity.Holds
}
