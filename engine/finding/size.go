package finding

import (
	"github.com/kpilint/kpilint/engine/wording"
	"strconv"
	"strings"
)

// tolerance is by how much of its size a known finding may grow before it counts again: a tenth.
const tolerance = 0.1

// Grew reports whether a finding that was known with a size counts again, because it is larger by more than a
// tenth; it says so then. One without a size, now or before, is as it was.
func (f *Finding) Grew(from float64) bool {
	if from == 0 || f.Size <= from*(1+tolerance) {
		return false
	}
	if f.Suppressed == nil && f.GrewFrom == 0 {
		f.GrewFrom = from
		f.Message += f.Growth()
	}
	return true
}

// Growth says how much a finding has grown, to be put at the end of its message.
func (f *Finding) Growth() string {
	return wording.GrewFromTo(percent(f.GrewFrom), percent(f.Size))
}

// SizeText is the size in percent, as people write it.
func (f *Finding) SizeText() string { return percent(f.Size) }

// percent writes a size as people do: 13.7 %.
func percent(size float64) string {
	digits := strconv.FormatFloat(size*100, 'f', 1, 64)
	return strings.TrimSuffix(digits, ".0") + " %"
}
