package prose

import (
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// This file tells what has been from what is asked.

// past recognises what has been: "we shipped 14 releases", "the campaign brought in 900 leads", "so far 8 are signed".
func (c *candidate) past() bool {
	s := c.sentence
	if c.begin == 0 && s.at(0).word == "not" && s.any(c.stop, c.stop+5, beings.Set()) {
		return false // not more than 4 % of chats are missed
	}
	if s.any(0, c.begin, modals.Set()) {
		return false // you will take over what was built
	}
	for i := range c.begin {
		if !s.pastAt(i) || s.at(i+1).word == "to" && !narrating.Has(s.at(i).word) {
			continue
		}
		if s.doer(i) || i == 1 && s.at(0).word == "only" || c.objectOf(i) {
			return true
		}
	}
	if from, _ := s.clause(c.begin); c.comparator == "" && s.in != targets {
		for i := from; i+1 < c.begin; i++ {
			if hasBeen.Has(s.at(i).word) && strings.HasSuffix(s.at(i+1).word, "ing") {
				return true // sites were taking about six minutes
			}
		}
	}
	if c.kind == count && (s.at(c.stop).word == "was" || s.at(c.stop).word == "were") && !s.at(c.stop-1).ends() {
		return true // 3 vendors were looked at
	}
	if s.in == work && s.item && c.kind != share && s.opensPast(0) && c.comparator != quantity.AtMost {
		return true // a résumé
	}
	if c.kind == share && irregular.Has(s.at(c.stop).word) && !s.at(c.stop-1).ends() && !s.item {
		return true // in August 91 % left on time
	}
	if s.in >= work {
		return false
	}
	from, _ := s.clause(c.begin)
	still := s.any(from+1, c.begin, thirdPerson.Set()) || s.any(from+1, c.begin, staying.Set()) ||
		s.any(from+1, c.begin, musts.Set())
	opens := s.opensPast(from) || joining.Has(s.at(from).word) && irregular.Has(s.at(from+1).word)
	named := plural(s.at(from+1).word) && c.begin == from+2 && c.comparator != "" // missed appointments at or below 7 %
	return c.begin > from && opens && !still && !named || s.ago() && c.finitePast() || c.cameOf()
}

// pastAt reports whether a word may be a verb in the past.
func (s sentence) pastAt(i int) bool {
	w := s.at(i).word
	if irregular.Has(w) {
		return true
	}
	return strings.HasSuffix(w, "ed") && !strings.HasSuffix(w, "eed") && len(w) > 4 && isNoun(w) &&
		!strings.Contains(w, "-")
}

// doer reports whether the word before a verb is one that only stands before verbs: "we shipped", "they also closed",
// "we have cut".
func (s sentence) doer(i int) bool {
	for i--; i > 0 && (adverbs.Has(s.at(i).word) || strings.HasSuffix(s.at(i).word, "ly")); i-- {
	}
	if auxiliaries.Has(s.at(i).word) {
		i--
	}
	w := strings.TrimSuffix(strings.TrimSuffix(s.at(i).word, "'ve"), "’ve")
	return doers.Has(w) && !s.at(i).ends()
}

// objectOf reports whether the number stands right behind a verb in the past whose subject is a noun: "the team closed
// 20 tickets". A word that is no verb in other places has its subject anywhere before it: "revenue rose to 4M".
func (c *candidate) objectOf(verb int) bool {
	s := c.sentence
	subject := s.at(verb - 1)
	if s.in == targets || verb == 0 || s.at(verb).ends() || subject.ends() || !isNoun(subject.word) ||
		boundaries.Has(subject.word) {
		return false
	}
	if narrating.Has(s.at(verb).word) {
		return true
	}
	return c.begin == verb+1 && c.kind != duration && !participlesToo.Has(s.at(verb).word)
}

// opensPast recognises a clause without a subject that tells what was done: "Hired 6 engineers".
func (s sentence) opensPast(from int) bool {
	if s.at(from).word == "expected" && s.at(from+1).word == "to" {
		return false // Expected to respond within 5 minutes
	}
	return s.pastAt(from) && !s.at(from).ends() && !unchanging.Has(s.at(from).word) &&
		!strings.HasPrefix(s.at(from).word, "un")
}

// ago reports whether the sentence speaks of a time that is over: last year, so far, in 2023, 4 years ago.
func (s sentence) ago() bool {
	for i := range s.tokens {
		next, then := s.at(i+1).word, s.at(i+2).word
		switch s.at(i).word {
		case "ago":
			return true
		case "so":
			if next == "far" {
				return true
			}
		case "when":
			if next == "i" {
				return true
			}
		case "last", "previous", "past":
			if s.at(i-1).word == "the" && s.at(i-2).word == "in" && s.at(i).word == "past" && timeUnits()[then] == "" {
				return true // in the past each group named up to 5
			}
			if timeUnits()[next] != "" || timeUnits()[then] != "" {
				return true
			}
		case "in":
			if year(next) || (next == "its" || next == "our" || next == "their") && then == "first" {
				return true
			}
		case "during":
			if next == "the" && then == "pilot" {
				return true
			}
		}
	}
	return false
}

// finitePast reports whether the sentence has a verb in the past that can be no participle: "was used by 400", "closed
// 3 deals", "8 have been signed".
func (c *candidate) finitePast() bool {
	s := c.sentence
	for i := range s.tokens {
		w := s.at(i).word
		if pasts.Has(w) || narrating.Has(w) || w == "did" || w == "been" || unchanging.Has(w) && i > 0 ||
			s.pastAt(i) && c.begin == i+1 {
			return true
		}
	}
	return false
}

// cameOf recognises a share of which the words behind it tell what became of it: "12 % became customers".
func (c *candidate) cameOf() bool {
	s := c.sentence
	for i := c.stop; c.kind == share && i < min(c.stop+8, len(s.tokens)) && !s.at(i-1).ends(); i++ {
		if w := s.at(i).word; narrating.Has(w) || w == "was" || w == "were" || w == "did" || w == "had" {
			return !doers.Has(s.at(i-1).word) || s.at(i-1).word == "it"
		}
	}
	return false
}

var (
	modals      = content.WordSet("will would should must shall may might can could")
	adverbs     = content.WordSet("also already then never only just even once all both recently still now")
	auxiliaries = content.WordSet("have had has been")
	doers       = content.WordSet("we i they he she it you")

	// unchanging words are no pasts where they stand first: verbs that have one form, and participles of a state.
	unchanging = content.WordSet("cut hit set shared dedicated required needed based led")

	irregular = content.WordSet(`
was were had did made won sold grew rose fell ran wrote built held saw brought took gave got lost spent sent kept began
became came went led paid met left cut hit set shipped found felt said thought knew shrank shrunk drove drew
chose broke threw struck`)

	// participlesToo are pasts that stand behind nouns as participles do: "calls made", "deals won".
	participlesToo = content.WordSet(`
made won sold built held lost spent sent kept paid met left cut hit set led brought needed required expected used`)

	// narrating verbs are pasts that can be nothing else.
	narrating = content.WordSet(`
grew rose fell ran wrote saw took gave began became came went brought joined averaged missed`)
)
