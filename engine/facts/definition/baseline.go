package definition

import (
	"math/big"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// baseline is where the number of a KPI stands, nil where nobody says or it cannot be read, and the field that says so:
// also a target such as "from 52 to 45 days".
func baseline(k *model.Resource) (q *model.Quantity, at field.Path) {
	if o := k.Object.Object(field.Baseline); o != nil {
		return o.Quantity(field.Value), field.Baseline.To(field.Value)
	}
	if t := k.Quantity(field.Target); startsInTarget(k) {
		from := &quantity.Quantity{Text: t.Start.String(), Amount: *t.Start, Statistic: t.Statistic, TimeUnit: t.TimeUnit}
		return &model.Quantity{Quantity: from, Place: t.Place}, field.Target
	}
	return k.Quantity(field.Baseline), field.Baseline
}

// startsInTarget reports whether the target of a KPI says where it begins, and no baseline does.
func startsInTarget(k *model.Resource) bool {
	t := k.Quantity(field.Target)
	return t != nil && t.Start != nil && !k.IsWritten(field.Baseline)
}

// BaselineClash says that a baseline and its target cannot be compared; nil where they can.
func BaselineClash(k *model.Resource) *basis.Mismatch {
	base, at := baseline(k)
	target := k.Quantity(field.Target)
	clash := basis.UnitClash(base, target, at, wording.TheBaseline(), wording.TheTargetText())
	if clash != nil || !withoutSign(k, base, target) {
		return clash
	}
	return &basis.Mismatch{At: at, Asks: true, Message: wording.TheBaselineIsInPercent(base.Text,
		target.Text, inPercent(target).String(),
		basis.AsWritten(target.Amount, base).String())}
}

// withoutSign reports whether a plain target beside a baseline in percent would be met by getting worse, and not where
// it is in percent too: 0.3 beside 0.42 % is 30 %.
func withoutSign(k *model.Resource, base, target *model.Quantity) bool {
	if base == nil || base.Low == nil || target == nil || target.Low == nil || target.Low.Sign() <= 0 ||
		base.Unit != basis.PercentUnit || !target.Unit.IsZero() {
		return false
	}
	meant, is := basis.AsWritten(target.Amount, base), inPercent(target)
	switch wants(k, target) {
	case "lower":
		return is.Low.Cmp(base.High) > 0 && meant.Low.Cmp(base.High) <= 0
	case "higher":
		return is.High.Cmp(base.Low) < 0 && meant.High.Cmp(base.Low) >= 0
	}
	return false
}

// inPercent is a plain number as a share.
func inPercent(q *model.Quantity) quantity.Amount {
	hundred := big.NewRat(100, 1)
	return quantity.Amount{Low: new(big.Rat).Mul(q.Low, hundred), High: new(big.Rat).Mul(q.High, hundred),
		Unit: basis.PercentUnit}
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
