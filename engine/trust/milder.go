package trust

import (
	"math/big"

	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/policy"
)

// milder reports whether a finding is surely milder than it was. A rule compares two numbers: where one of them is as
// it was, and the other one is nearer to it than it was, on the same side, the finding is milder, unless another of its
// numbers, of a unit in which one stayed, grew. Of a finding with other numbers, or with none, nobody can say.
func milder(was, now *finding.Finding) bool {
	if was.Outcome != now.Outcome || now.Level > was.Level || len(was.Values) != len(now.Values) {
		return false
	}
	nearer := false
	for i := range was.Values {
		then, is := &was.Values[i], &now.Values[i]
		if then.Name != is.Name || then.Unit != is.Unit || then.Text != is.Text {
			return false
		}
		from, to := exact(then), exact(is)
		switch {
		case *then == *is:
		case from == nil || to == nil:
			return false
		case approaches(was.Values, now.Values, i, from, to):
			nearer = true
		case compared(was.Values, now.Values, i) && new(big.Rat).Abs(to).Cmp(new(big.Rat).Abs(from)) > 0:
			return false
		}
	}
	return nearer
}

// compared reports whether another number of the same unit stayed as it was.
func compared(was, now []policy.Value, i int) bool {
	for j := range was {
		if j != i && was[j] == now[j] && was[j].Unit == was[i].Unit {
			return true
		}
	}
	return false
}

// approaches reports whether a number that went from one value to another came nearer to one that stayed.
func approaches(was, now []policy.Value, i int, from, to *big.Rat) bool {
	for j := range was {
		stays := exact(&was[j])
		if j == i || was[j] != now[j] || was[j].Unit != was[i].Unit || stays == nil {
			continue
		}
		before, after := new(big.Rat).Sub(from, stays), new(big.Rat).Sub(to, stays)
		if before.Sign() == after.Sign() && after.Abs(after).Cmp(before.Abs(before)) < 0 {
			return true
		}
	}
	return false
}

// exact is a value that is one number; nil for others.
func exact(v *policy.Value) *big.Rat {
	if v.Low == "" || v.Low != v.High {
		return nil
	}
	n, ok := new(big.Rat).SetString(v.Low)
	if !ok {
		return nil
	}
	return n
}
