package prose

import "strings"

// none recognises "zero" as what is asked of somebody: in the entry of a list that begins with it, or behind a verb
// that brings it about, before things that can be counted. "Zero tolerance" and "from zero" ask for no number.
func (s sentence) none(i int) bool {
	if s.at(i).word != "zero" || s.at(i).close != "" {
		return false
	}
	named := i > 0 && strings.HasSuffix(s.at(i-1).close, ":") && (s.item || s.in == targets)
	if begins := s.item && i == s.label || named; !begins && (i == 0 || s.at(i-1).ends() || !keeping.has(s.at(i-1).word)) {
		return false
	}
	for k := i + 1; k <= i+3; k++ {
		switch w := s.at(k); {
		case joining.has(w.word) || linking.has(w.word):
			return false
		case plural(w.word):
			return !zeroRated.has(w.word)
		case w.ends():
			return false
		}
	}
	return false
}

var (
	keeping   = wordSet{words: "achieve have maintain ensure deliver keep reach sustain target with to"}
	linking   = wordSet{words: "is are was were to of in on for by at"}
	zeroRated = wordSet{words: "hours emissions"}
)
