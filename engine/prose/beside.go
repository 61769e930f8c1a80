package prose

import (
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// beside is what a piece of work takes on top of the time for the piece itself: "an hour of preparation for each",
// "plus 45 minutes to prepare each class". The noun is "" for what the text spoke of last.
func (s sentence) beside(t taken, adjective bool) (noun string, is bool) {
	if s.any(t.from-2*maxNoun, t.from, included.Set()) || s.any(t.to, t.to+maxNoun, includedToo.Set()) {
		return "", false
	}
	if !adjective && besides.Has(s.at(t.from-1).word) && s.at(t.from-1).close == ":" {
		noun, is = s.takesBehind(t.from, t.to) // preparation: 30 minutes per workshop
		return noun, is
	}
	if noun, is = s.preparing(t); is {
		return noun, true
	}
	end := s.besideEnd(t, adjective)
	if end == 0 {
		return "", false
	}
	if noun, is = s.piecesBefore(t); is {
		return noun, true
	}
	for i := end; i < end+maxNoun && i < len(s.tokens) && !s.at(i-1).ends(); i++ {
		if !perWords.Has(s.at(i).word) {
			continue
		}
		if w := s.at(i + 1).word; s.at(i).ends() || w == "" || w == "one" || w == "of" {
			return "", s.at(i).word == "each" || s.at(i).word == "every"
		}
		return s.piece(i + 1)
	}
	return "", s.any(t.from-4, t.from, addingTo.Set())
}

// preparing reads "preparing for it takes 6 hours" and "plan 30 minutes between tours": what a piece takes besides.
func (s sentence) preparing(t taken) (noun string, is bool) {
	if s.at(t.to).word == "between" && plural(s.at(t.to+1).word) && !s.at(t.to-1).ends() &&
		s.any(t.to+2, t.to+6, readying.Set()) {
		return pieceOf(s.at(t.to + 1).word)
	}
	if !durative.Has(s.at(t.from-1).word) && !another.Has(s.at(t.from-1).word) {
		return "", false
	}
	for i := t.from - 2; i >= max(0, t.from-maxNoun) && !s.at(i).ends(); i-- {
		if besides.Has(s.at(i).word) && strings.HasSuffix(s.at(i).word, "ing") {
			return "", true
		}
	}
	return "", false
}

// piecesBefore reads "before each class you need 20 minutes to prepare".
func (s sentence) piecesBefore(t taken) (noun string, is bool) {
	for i := max(0, t.from-2*maxNoun); i+2 < t.from; i++ {
		if w := s.at(i + 1).word; (w == "each" || w == "every") && atPieces.Has(s.at(i).word) {
			return pieceOf(s.at(i + 2).word)
		}
	}
	return "", false
}

// besideEnd is where the words end that say what else a time is for; 0 where none do.
func (s sentence) besideEnd(t taken, adjective bool) int {
	if adjective {
		if besides.Has(s.at(t.to).word) {
			return t.to + 1 // a 10-minute debrief
		}
		return 0
	}
	if s.at(t.to - 1).ends() {
		return 0
	}
	next, after := s.at(t.to).word, s.at(t.to+1).word
	switch {
	case perWords.Has(next) && s.at(t.to+2).word == "for" && besides.Has(s.at(t.to+3).word):
		return t.to // a quarter of an hour per lesson for preparation
	case next == "to" && besideVerbs.Has(after):
		return t.to + 2
	case next == "for" && besides.Has(after): // 10 minutes for notes
		return t.to + 2
	case next == "of":
		for i := t.to + 1; i < t.to+4 && i < len(s.tokens); i++ {
			if besides.Has(s.at(i).word) {
				return i + 1
			}
			if s.at(i).ends() {
				return 0
			}
		}
	case besides.Has(next): // plus 15 minutes documentation
		return t.to + 1
	}
	return 0
}

// prepared reads "prepare each hour of teaching for one hour": what each hour takes besides.
func (s sentence) prepared(t taken) (noun string, is bool) {
	if s.at(t.from-1).word != "for" {
		return "", false
	}
	for i := t.from - 2; i > max(t.from-2*maxNoun, 0) && !s.at(i).ends(); i-- {
		if w := s.at(i).word; (w == "each" || w == "every") && besideVerbs.Has(s.at(i-1).word) {
			if s.at(i+1).word == "hour" {
				return "hour", true
			}
			return pieceOf(quantity.Singular(s.at(i + 1).word))
		}
	}
	return "", false
}

var (
	// besides is what a piece takes on top of itself.
	besides = content.WordSet(`
preparation prep notes note documentation paperwork admin administration follow-up debrief debriefing write-up writeup
writing-up travel travelling driving set-up setup clean-up cleanup cleaning wrap-up after-call reporting planning
marking feedback post-processing documenting preparing edits editing revision revisions`)
	besideVerbs = content.WordSet(`
prepare document debrief travel pack unpack mark plan write file type record log`)
	readying = content.WordSet("ready prepare travel change clean rest turn")
	another  = content.WordSet("another")
	atPieces = content.WordSet("before after between for")
	// addingTo stands before a time that comes on top of another one.
	addingTo    = content.WordSet("plus and with then followed another additional + further")
	includedToo = content.WordSet("included inclusive")
)
