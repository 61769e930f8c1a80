package cel

import (
	"math/big"
	"testing"

	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types/ref"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// ranging is a fact that is a range of plain numbers.
func ranging(low, high *big.Rat) ref.Val {
	return number{network.Found("", quantity.Amount{Low: low, High: high}, model.Place{})}
}

// TestFollowedHasAnEnd holds that beyond each limit a rule calculates with the amounts alone, so that no loop makes a
// node without end.
func TestFollowedHasAnEnd(t *testing.T) {
	x := ranging(big.NewRat(2, 1), big.NewRat(4, 1))
	minus := func(m *meter, a, b ref.Val) number {
		return operations[operators.Subtract].of(m, []ref.Val{a, b}).(number)
	}
	sum, nodes, m := x, 0, &meter{}
	for range 2_000 {
		sum = operations[operators.Add].of(m, []ref.Val{sum, x})
		if _, ok := sum.(number).of.(followed); ok {
			nodes++
		}
	}
	if nodes < 100 || nodes > 1_000 {
		t.Errorf("of a sum of 2,000 the first %d have nodes", nodes)
	}
	if got := sum.(number).text(); got != "4,002 to 8,004" {
		t.Errorf("the sum is %s", got)
	}
	if got := minus(m, sum, sum).text(); got != "-4,002 to 4,002" {
		t.Errorf("without a node, a sum less itself is %s", got)
	}
	before := m.followed
	if minus(m, sum, sum); m.followed != before {
		t.Errorf("%d nodes are looked at in vain", m.followed-before)
	}
	spent := &meter{followed: maxFollowed}
	if got := minus(spent, x, x); got.text() != "-2 to 2" || got.of != (plain{got.amount()}) {
		t.Errorf("with all work done, x - x is %s with %T", got.text(), got.of)
	}
	long := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), maxFollowedDigits))
	if got := minus(m, ranging(new(big.Rat), long), x); got.of != (plain{got.amount()}) {
		t.Errorf("a number with many digits has %T", got.of)
	}
}
