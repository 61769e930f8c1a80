package prose

import (
	"strings"

	"github.com/kpilint/kpilint/engine/content"
)

// none recognises "zero" as what is asked of somebody: in the entry of a list that begins with it, or behind a verb
// that brings it about, before things that can be counted. "Zero tolerance" and "from zero" ask for no number.
func (s sentence) none(i int) bool {
	if s.at(i).word == "no" && s.at(i+1).word == "one" {
		return false // no one likes incidents
	}
	if s.noAccidents(i) {
		return true
	}
	if s.at(i).word != "zero" || s.at(i).close != "" {
		return false
	}
	named := i > 0 && strings.HasSuffix(s.at(i-1).close, ":") && (s.item || s.in == targets)
	if begins := s.item && i == s.label || named; !begins && (i == 0 || s.at(i-1).ends() || !keeping.Has(s.at(i-1).word)) {
		return false
	}
	for k := i + 1; k <= i+3; k++ {
		switch w := s.at(k); {
		case joining.Has(w.word) || linking.Has(w.word):
			return false
		case plural(w.word):
			return !zeroRated.Has(w.word)
		case w.ends():
			return false
		}
	}
	return false
}

// noAccidents recognises what is not to happen at all: "No lost-time accidents", "there should be no injuries".
func (s sentence) noAccidents(i int) bool {
	asks := i == s.label || s.at(i-1).word == "be" && s.any(0, i, musts.Set()) ||
		s.at(i-1).word == "want"
	if s.at(i).word != "no" || s.at(i).close != "" || !asks {
		return false
	}
	for k := i + 1; k <= i+3 && !s.at(k-1).ends(); k++ {
		if next := s.at(k + 1); mishaps.Has(s.at(k).word) {
			return s.at(k).ends() || next.text == "" || meanwhile.Has(next.word) || perWords.Has(next.word)
		}
	}
	return false
}

var meanwhile = content.WordSet("in at on this during")

// mishaps are what nobody wants a single one of.
var mishaps = content.WordSet(`accidents injuries fatalities incidents breaches complaints errors defects recalls
	outages
stock-outs stockouts falls`)

var (
	keeping   = content.WordSet("achieve have maintain ensure deliver keep reach sustain target with to")
	linking   = content.WordSet("is are was were to of in on for by at")
	zeroRated = content.WordSet("hours emissions")
)
