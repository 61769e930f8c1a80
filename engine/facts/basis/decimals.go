package basis

import (
	"math/big"
	"strconv"

	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/queue"
)

// Decimals makes an exact number of a computed one, with as many decimals as it has on every machine.
func Decimals(x float64) *big.Rat {
	r, ok := new(big.Rat).SetString(strconv.FormatFloat(x, 'f', queue.Digits, 64))
	if !ok {
		return new(big.Rat)
	}
	return r
}

// Float is the number nearest to r that a float can hold.
func Float(r *big.Rat) float64 {
	x, _ := r.Float64()
	return x
}

// InTenths shows a percentage that has no last digit with one decimal, 64.0 %, and never as another number that it is
// not; that is nil for none.
func InTenths(n *network.Node, not *big.Rat) *network.Node { return n.InTenths(not, queue.Digits-2) }
