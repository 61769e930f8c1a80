package basis

import (
	"math/big"

	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// Deviation is how far the computed result is from the stated one, in percent of the stated: from the nearest to the
// farthest pair of values of ranges.
func Deviation(computed, stated *network.Node) *network.Node {
	if !computed.Known() || !stated.Known() || stated.Amount.Low.Sign() <= 0 {
		return nil
	}
	return network.By("deviation", "deviation", Deviate, computed.Named(), stated.Named()).Hundredfold().In(PercentUnit)
}

// Deviate is the formula of deviation.
func Deviate(of []quantity.Amount) (quantity.Amount, bool) {
	a, b := of[0], of[1]
	if b.Low.Sign() <= 0 {
		return quantity.Amount{}, false
	}
	near := new(big.Rat)
	if a.High.Cmp(b.Low) < 0 {
		near.Quo(new(big.Rat).Sub(b.Low, a.High), b.Low)
	} else if a.Low.Cmp(b.High) > 0 {
		near.Quo(new(big.Rat).Sub(a.Low, b.High), b.High)
	}
	far := new(big.Rat).Quo(Distance(a.Low, b.High), b.High)
	if up := new(big.Rat).Quo(Distance(a.High, b.Low), b.Low); up.Cmp(far) > 0 {
		far = up
	}
	return quantity.Amount{Low: near, High: far}, true
}

// Distance is how far two numbers are apart.
func Distance(a, b *big.Rat) *big.Rat {
	d := new(big.Rat).Sub(a, b)
	return d.Abs(d)
}
