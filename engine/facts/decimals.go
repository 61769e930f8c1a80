package facts

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/queue"
)

// decimals makes an exact number of a computed one, with as many decimals as it has on every machine.
func decimals(x float64) *big.Rat {
	r, ok := new(big.Rat).SetString(strconv.FormatFloat(x, 'f', queue.Digits, 64))
	if !ok {
		return new(big.Rat)
	}
	return r
}

func float(r *big.Rat) float64 {
	x, _ := r.Float64()
	return x
}

// inTenths shows a percentage that has no last digit with one decimal, 64.0 %; and with more where one would make it look like a
// number that it is not: 79.98 % of a promise of 80 %.
func inTenths(d *Derivation, not *big.Rat) *Derivation {
	changed := *d
	digits := 1
	for digits < queue.Digits-2 && (looksLike(d.Amount.Low, not, digits) || looksLike(d.Amount.High, not, digits)) {
		digits++
	}
	ends := []string{d.Amount.Low.FloatString(digits)}
	if d.Amount.IsRange() {
		ends = append(ends, d.Amount.High.FloatString(digits))
	}
	changed.shown = strings.Join(ends, " to ") + " %"
	return &changed
}

func looksLike(a, b *big.Rat, digits int) bool {
	return b != nil && a.Cmp(b) != 0 && a.FloatString(digits) == b.FloatString(digits)
}
