package stated

import (
	"math/big"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
)

// shareOfWhole checks "of the 240 prescriptions a day, 15 % need a call: that is 60 calls a day".
func shareOfWhole(said string, all []number) *Fault {
	low := lower(said)
	for i := 0; i+2 < len(all); i++ {
		a, b, c := all[i], all[i+1], all[i+2]
		gap := low[b.to:c.from]
		if !a.counts() || !b.percent || !c.counts() || a.each || b.each || c.each || a.period != c.period && a.period != "" ||
			!ofThese.Get().MatchString(low[:a.from]) || strings.Trim(low[a.to:b.from], " ") != "," ||
			!thatIs.Get().MatchString(gap) || elsewhere.Get().MatchString(gap) {
			continue
		}
		comes := new(big.Rat).Mul(a.value, b.value)
		if comes.Quo(comes, big.NewRat(100, 1)); follows(comes, c, all, a, b) {
			continue
		}
		return fault(c, b.words+" × "+a.words+" = "+shown(comes, c))
	}
	return nil
}

var (
	ofThese   = content.Pattern(`\bof (?:the |our |your |these |all |about )*$`)
	thatIs    = content.Pattern(`(?:(?:that|which) (?:is|makes)|so|i_e_|[:=])[\s,]*(?:about |around |roughly )?$`)
	elsewhere = content.Pattern(`\b(?:others?|rest|more|plus|besides|twice|two|three|each)\b`)
)
