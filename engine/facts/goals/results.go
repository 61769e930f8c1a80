package goals

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/schema/field"
)

// results say of each key result of an objective what it says of the number to reach, and how it stands.
func (c *Computer) results(o *model.Resource) *Results {
	list := []*Result{}
	for i, kr := range o.Objects(field.KeyResults) {
		name := cmp.Or(kr.Text(field.Name), kr.Text(field.ID))
		r := &Result{At: fmt.Sprintf("keyResults/%d", i), Name: name, State: stateOf(kr)}
		if to := kr.Quantity(field.To); to != nil {
			r.Text = to.Text
		}
		if r.State == "number" {
			r.Wants, r.HasUnit, r.Backwards = resultWants(kr), resultCounts(kr), backwards(kr)
		}
		if slices.Contains([]string{"number", "kpi", "milestone"}, r.State) {
			r.Outcome = c.outcome(o, kr, r.Wants)
		}
		list = append(list, r)
	}
	return &Results{list}
}

// stateOf says what stands where the number of a key result belongs.
func stateOf(kr *model.Object) string {
	switch to := kr.Quantity(field.To); {
	case to != nil && to.Low != nil:
		return "number"
	case kr.Has(field.Milestone):
		return "milestone"
	case to != nil && quantity.Relative(to.Text):
		return "relative"
	case to != nil:
		return "text"
	case kr.Node.Has("to"):
		return "unreadable"
	case kr.Node.Has("kpi"):
		return "kpi"
	}
	return "missing"
}

// resultWants is the way a key result shall go: by its sign, else from its start to its end, else as its KPI. All of
// something is a way up, and nothing of it a way down.
func resultWants(kr *model.Object) string {
	to := kr.Quantity(field.To)
	if sign := basis.Asks(to.Comparator); sign != "" {
		return sign
	}
	if way := course(kr); way != "" {
		return way
	}
	if kpi := kr.To(field.KPI); kpi != nil {
		target := kpi.Quantity(field.Target)
		if target != nil && basis.Asks(target.Comparator) != "" {
			return cmp.Or(kpi.Text(field.Direction), basis.Asks(target.Comparator))
		}
		if direction := kpi.Text(field.Direction); direction != "" {
			return direction
		}
	}
	switch {
	case to.Low.Sign() == 0 && to.High.Sign() == 0:
		return "lower"
	case to.Unit.Equal(basis.PercentUnit) && to.Low.Cmp(big.NewRat(100, 1)) == 0:
		return "higher"
	}
	return ""
}

// course is the way from the start of a key result to its end; "" where they are equal, or cannot be compared. One that
// has no unit has that of the other.
func course(kr *model.Object) string {
	start, end := kr.Quantity(field.From), kr.Quantity(field.To)
	if start == nil || start.Low == nil {
		return ""
	}
	from, to := start.Amount, end.Amount
	if from.Unit.IsZero() {
		from = basis.AsWritten(from, end)
	} else if to.Unit.IsZero() {
		to = basis.AsWritten(to, start)
	}
	return basis.Course(from, to)
}

// backwards reports whether the sign of a key result says the other way than from its start to its end.
func backwards(kr *model.Object) bool {
	way := course(kr)
	switch basis.Asks(kr.Quantity(field.To).Comparator) {
	case "higher":
		return way == "lower"
	case "lower":
		return way == "higher"
	}
	return false
}

// resultCounts reports whether a key result, its start or its KPI says what is counted. Nought needs no unit,
// nor does a score.
func resultCounts(kr *model.Object) bool {
	to := kr.Quantity(field.To)
	if !to.Unit.IsZero() || to.OnScale() || to.Low.Sign() == 0 && to.High.Sign() == 0 {
		return true
	}
	if from := kr.Quantity(field.From); from != nil && !from.Unit.IsZero() {
		return true
	}
	if name := kr.Text(field.Name); basis.Score(name) || to.Low.IsInt() && to.High.IsInt() && basis.Counts(name) {
		return true
	}
	kpi := kr.To(field.KPI)
	if kpi == nil {
		return false
	}
	target := kpi.Quantity(field.Target)
	return kpi.Text(field.Measure) == "ratio" || basis.Score(kpi.Title()) ||
		target != nil && target.Low != nil && !target.Unit.IsZero()
}
