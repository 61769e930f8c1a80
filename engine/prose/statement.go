package prose

import "github.com/kpilint/kpilint/engine/content"

// This file tells sentences that tell or ask something from goals, where a list of goals holds both.

// statement recognises an entry of a list of goals that tells something in a sentence of its own, and is no goal: "This
// work is essential to …", "In 2005, servers had 2 cores".
func (s sentence) statement() bool {
	if len(s.tokens) < leastStatement || s.any(0, len(s.tokens), intended()) || s.labelledResult() {
		return false
	}
	if s.interrogates() {
		return true
	}
	first := s.at(0).word
	if !telling.Has(first) || first == "in" && !year(s.at(1).text) {
		return false
	}
	return s.any(1, len(s.tokens), finites.Set()) || s.any(1, len(s.tokens), thirdPerson.Set()) ||
		s.any(1, len(s.tokens), irregular.Set()) || s.any(1, len(s.tokens), thingsDo.Set())
}

// leastStatement is how many words a sentence has at least that tells something.
const leastStatement = 6

// interrogates recognises a question without its mark: "Do I have experience with 2 teams".
func (s sentence) interrogates() bool {
	first, second := s.at(0).word, s.at(1).word
	turned := doers.Has(second) || questioned.Has(second) && first != "have" && first != "do"
	return questioning.Has(first) && turned || first == "how" && amountsAsked.Has(second) ||
		(first == "why" || first == "what") && questioning.Has(second)
}

var (
	// telling words begin a sentence that tells something.
	telling = content.WordSet(`
this these those it they that the in if when however while as although since because there some many most our its
and so but for`)
	questioning  = content.WordSet("do does did have has is are was were can could would should will may might")
	questioned   = content.WordSet("the this your our my")
	amountsAsked = content.WordSet(`
well many much often long do does can should would will far big large soon quickly`)
)
