package quantity

import (
	"math/big"
)

// Most numbers are small: a count, a share, minutes of a day. Arithmetic with those is done in machine words, as that
// of package big takes several pieces of memory for each step. What does not fit is left to it; both give the same.

// small is a fraction in lowest terms whose parts fit in half a word.
type small struct{ num, den int64 }

// maxSmall is below the largest part of a small fraction, so that products of two of them fit in a word.
const maxSmall = 1 << 31

// smallOf is a number as a small fraction, where it is one.
func smallOf(r *big.Rat) (small, bool) {
	n := r.Num()
	if !n.IsInt64() {
		return small{}, false
	}
	s := small{n.Int64(), 1}
	if !r.IsInt() {
		d := r.Denom()
		if !d.IsInt64() {
			return small{}, false
		}
		s.den = d.Int64()
	}
	return s, s.num < maxSmall && s.num > -maxSmall && s.den < maxSmall
}

// bothSmall are two numbers as small fractions, where they are such.
func bothSmall(a, b *big.Rat) (x, y small, ok bool) {
	if x, ok = smallOf(a); ok {
		y, ok = smallOf(b)
	}
	return x, y, ok
}

// fractionOf is num ÷ den, which is above zero, in as little memory as it needs: small whole numbers are shared.
func fractionOf(num, den int64) *big.Rat {
	if g := gcd(num, den); g > 1 {
		num, den = num/g, den/g
	}
	if den == 1 && num >= 0 && num < int64(len(wholes())) {
		return wholes()[num]
	}
	r := new(big.Rat).SetInt64(num)
	if den != 1 {
		r.Denom().SetInt64(den)
	}
	return r
}

// gcd is the largest number that divides both, of which the second is above zero.
func gcd(a, b int64) int64 {
	if a < 0 {
		a = -a
	}
	for a != 0 {
		a, b = b%a, a
	}
	return b
}

// times is a × b. Nobody may write to it.
func times(a, b *big.Rat) *big.Rat {
	if x, y, ok := bothSmall(a, b); ok {
		return fractionOf(x.num*y.num, x.den*y.den)
	}
	return Lean(new(big.Rat).Mul(a, b))
}

// plus is a + b. Nobody may write to it.
func plus(a, b *big.Rat) *big.Rat {
	if x, y, ok := bothSmall(a, b); ok && x.den == 1 && y.den == 1 {
		return fractionOf(x.num+y.num, 1)
	} else if ok && x.den < maxSmall/2 && y.den < maxSmall/2 {
		return fractionOf(x.num*y.den+y.num*x.den, x.den*y.den)
	}
	return Lean(new(big.Rat).Add(a, b))
}

// inverse is 1 ÷ a, which is not zero. Nobody may write to it.
func inverse(a *big.Rat) *big.Rat {
	if x, ok := smallOf(a); ok && x.num > 0 {
		return fractionOf(x.den, x.num)
	} else if ok {
		return fractionOf(-x.den, -x.num)
	}
	return new(big.Rat).Inv(a)
}

// CompareNumbers is -1 where a < b, 0 where they are equal, and 1 where a > b.
func CompareNumbers(a, b *big.Rat) int { return compare(a, b) }

// compare is -1 where a < b, 0 where they are equal, and 1 where a > b.
func compare(a, b *big.Rat) int {
	if a == b {
		return 0
	}
	x, y, ok := bothSmall(a, b)
	if !ok {
		return a.Cmp(b)
	}
	switch left, right := x.num*y.den, y.num*x.den; {
	case left < right:
		return -1
	case left > right:
		return 1
	}
	return 0
}
