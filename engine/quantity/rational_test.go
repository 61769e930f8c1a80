package quantity

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

// TestSmallNumbersAreExact holds that arithmetic in machine words gives what package big gives, also where it has to
// leave it to that.
func TestSmallNumbersAreExact(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	edges := []int64{0, 1, 2, 3, 7, 60, 1000, 1023, 1024, maxSmall/2 - 1, maxSmall / 2, maxSmall - 1, maxSmall,
		1<<62 + 3, 1<<63 - 1}
	part := func() int64 {
		if r.IntN(2) == 0 {
			return edges[r.IntN(len(edges))]
		}
		return r.Int64N(1 << (1 + r.IntN(40)))
	}
	number := func() *big.Rat {
		n := big.NewRat(part(), max(part(), 1))
		if r.IntN(3) == 0 {
			n = n.Neg(n)
		}
		if r.IntN(20) == 0 {
			n = n.Mul(n, n)
		}
		return n
	}
	for range 30_000 {
		a, b := number(), number()
		for sign, got := range map[string][2]*big.Rat{
			"×": {times(a, b), new(big.Rat).Mul(a, b)},
			"+": {plus(a, b), new(big.Rat).Add(a, b)},
		} {
			if got[0].Cmp(got[1]) != 0 || got[0].String() != got[1].String() {
				t.Fatalf("%s %s %s is %s, want %s", a, sign, b, got[0], got[1])
			}
		}
		if a.Sign() != 0 && inverse(a).String() != new(big.Rat).Inv(a).String() {
			t.Fatalf("1 ÷ %s is %s", a, inverse(a))
		}
		if n, ok := wholeOf(a); ok && whole(n) != rounded(a, 2) {
			t.Fatalf("%s is written %s, want %s", a, whole(n), rounded(a, 2))
		}
		if compare(a, b) != a.Cmp(b) || compare(a, a) != 0 {
			t.Fatalf("%s and %s compare as %d", a, b, compare(a, b))
		}
	}
}

// TestUnitsAreRemembered holds that what is remembered of two units is what is worked out of them.
func TestUnitsAreRemembered(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 2 {
		for range 2000 {
			u, v := randomAmount(r).Unit, randomAmount(r).Unit
			if product := u.Mul(v); product.Div(v) != u && !u.IsZero() && !v.IsZero() {
				t.Fatalf("(%s × %s) ÷ %s is %s", u, v, v, product.Div(v))
			}
			if got, want := u.Without("person", "day"), u.rid([]string{"person", "day"}); got != want {
				t.Fatalf("%s without person and day is %s, want %s", u, got, want)
			}
		}
	}
}
