// Package sample says what a share that was measured on so many cases tells, and what it does not.
package sample

import "math"

// Confidence is the part of all samples whose interval holds the true share.
const Confidence = 0.95

// z is the quantile of the normal distribution that leaves half of the rest on either side: 1.96 for 95 %.
var z = math.Sqrt2 * math.Erfinv(Confidence)

// Wilson is the interval in which a true share lies of which `share` was seen in n cases (E. B. Wilson, Probable Inference, the Law
// of Succession, and Statistical Inference, 1927). Of no case it is everything, 0 to 1.
func Wilson(share, n float64) (low, high float64) {
	if n <= 0 {
		return 0, 1
	}
	centre := share + z*z/(2*n)
	half := z * math.Sqrt(share*(1-share)/n+z*z/(4*n*n))
	whole := 1 + z*z/n
	return max(0, (centre-half)/whole), min(1, (centre+half)/whole)
}

// Needed is the fewest cases of which a share, if it is seen again, has an interval without another share; false where both are the
// same. It is the interval turned around: the other share is in it as long as n × (share − other)² ≤ z² × other × (1 − other).
func Needed(share, other float64) (n float64, ok bool) {
	distance := share - other
	if distance == 0 {
		return 0, false
	}
	n = math.Floor(z*z*other*(1-other)/(distance*distance)) + 1
	return n, !math.IsInf(n, 0) && !math.IsNaN(n)
}
