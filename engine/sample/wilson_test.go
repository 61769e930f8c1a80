package sample

import (
	"math"
	"math/big"
	"testing"
)

// TestQuantile holds z by the other way round: 2.5 % of the normal distribution lie above it. 1.959964 is the figure of the tables
// (R. A. Fisher, Statistical Methods for Research Workers, table I).
func TestQuantile(t *testing.T) {
	if above := math.Erfc(z/math.Sqrt2) / 2; math.Abs(above-.025) > 1e-15 {
		t.Errorf("%v lie above %v, want 0.025", above, z)
	}
	if math.Abs(z-1.959964) > 5e-7 {
		t.Errorf("z = %v", z)
	}
}

// TestWilson holds the figures of the catalogue's design and, from R. G. Newcombe, Two-sided confidence intervals for the single
// proportion: comparison of seven methods, Statistics in Medicine 17 (1998), table I, method 3.
func TestWilson(t *testing.T) {
	for _, tt := range []struct{ seen, n, low, high float64 }{
		{34, 37, .7870, .9720}, {30, 34, .7338, .9533},
		{81, 263, .2553, .3662}, {15, 148, .0624, .1605}, {0, 20, 0, .1611}, {1, 29, .0061, .1718},
	} {
		low, high := Wilson(tt.seen/tt.n, tt.n)
		if math.Abs(low-tt.low) > .0000501 || math.Abs(high-tt.high) > .0000501 {
			t.Errorf("%v of %v: %.5f to %.5f, want %v to %v", tt.seen, tt.n, low, high, tt.low, tt.high)
		}
	}
	if low, high := Wilson(.5, 0); low != 0 || high != 1 {
		t.Errorf("of no case: %v to %v", low, high)
	}
	if _, high := Wilson(1, 34); high != 1 {
		t.Errorf("all of 34: up to %v", high)
	}
}

// TestRoots: the ends of the interval are where the distance of the seen share is z standard errors, solved with 200 bits.
func TestRoots(t *testing.T) {
	for _, tt := range []struct{ share, n float64 }{{.9, 37}, {.01, 500}, {.5, 2}, {.9999, 1e6}} {
		low, high := Wilson(tt.share, tt.n)
		for _, end := range []float64{low, high} {
			number := func(x float64) *big.Float { return new(big.Float).SetPrec(200).SetFloat64(x) }
			d := new(big.Float).Sub(number(tt.share), number(end))
			left := d.Mul(d, d).Mul(d, number(tt.n))
			right := new(big.Float).Mul(number(z*z), new(big.Float).Mul(number(end), new(big.Float).Sub(number(1), number(end))))
			ratio, _ := new(big.Float).Quo(left, right).Float64()
			if math.Abs(ratio-1) > 1e-6 {
				t.Errorf("%v of %v: at %v the distance is %v of z", tt.share, tt.n, end, math.Sqrt(ratio))
			}
		}
	}
}

// TestNeeded: with so many cases the other share is outside, with one fewer inside.
func TestNeeded(t *testing.T) {
	for _, tt := range []struct{ share, other float64 }{{.9, .95}, {.91, .95}, {.5, .51}, {.2, .1}, {.78, .85}, {.001, .002}} {
		n, ok := Needed(tt.share, tt.other)
		if !ok || inside(tt.share, tt.other, n) || !inside(tt.share, tt.other, n-1) {
			t.Errorf("%v against %v: %v cases", tt.share, tt.other, n)
		}
	}
	if n, ok := Needed(.9, .9); ok {
		t.Errorf("the same share: %v cases", n)
	}
	if n, ok := Needed(.9, 1); !ok || n != 1 {
		t.Errorf("all: %v cases, %v", n, ok)
	}
}

func inside(share, other, n float64) bool {
	low, high := Wilson(share, n)
	return low <= other && other <= high
}
