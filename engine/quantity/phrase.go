package quantity

import (
	"cmp"
	"slices"
	"strings"
)

// phrase is a few words that say one thing.
type phrase struct {
	words []string
	says  string
}

// phrases are found by their first word; the longest stands first.
type phrases map[string][]phrase

// say makes phrases from what they say, each followed by its spellings, which "|" divides.
func say(spellings map[string]string) phrases {
	all := phrases{}
	for says, texts := range spellings {
		for text := range strings.SplitSeq(texts, "|") {
			words := strings.Fields(text)
			first := strings.TrimSuffix(words[0], "'s")
			all[first] = append(all[first], phrase{words, says})
		}
	}
	for first, list := range all {
		slices.SortFunc(list, func(a, b phrase) int {
			return cmp.Or(len(b.words)-len(a.words), slices.Compare(a.words, b.words))
		})
		all[first] = list
	}
	return all
}

// says moves past the phrase that comes next and returns what it says; "" where none of them does.
func (s *scanner) says(of phrases) string {
	start := s.pos
	if !isLetter(s.peek()) {
		return ""
	}
	first := strings.ToLower(s.word())
	for _, p := range of[first] {
		if s.phrase(p.words) {
			return p.says
		}
		s.pos = start
	}
	return ""
}

// phrase moves past words, in any case and with any spaces between them. An abbreviation may have its point.
func (s *scanner) phrase(words []string) bool {
	for i, want := range words {
		if i > 0 {
			s.space()
		}
		word := s.nextWord()
		if s.eat("'s") || s.eat("’s") {
			word += "'s"
		}
		if word != want {
			return false
		}
	}
	if abbreviations()[words[len(words)-1]] {
		s.eat(".")
	}
	return true
}

// takes moves past the words of a phrase if they come next.
func (s *scanner) takes(text string) bool {
	start := s.pos
	s.space()
	if s.peek()|0x20 == text[0] && s.phrase(strings.Fields(text)) {
		return true
	}
	s.pos = start
	return false
}

// takesBefore moves past the words of a phrase if they come next, and after them what is asked for.
func (s *scanner) takesBefore(text string, next func() bool) bool {
	start := s.pos
	if s.takes(text) {
		if s.space(); next() {
			return true
		}
	}
	s.pos = start
	return false
}

var abbreviations = setOf("min", "max", "approx", "avg")

// nextWord moves past the word that comes next and returns it in lower case.
func (s *scanner) nextWord() string {
	word := s.word()
	s.pos += len(word)
	return strings.ToLower(word)
}

// texts are the phrases, sorted.
func (p phrases) texts() []string {
	var all []string
	for _, list := range p {
		for _, one := range list {
			all = append(all, strings.Join(one.words, " "))
		}
	}
	slices.Sort(all)
	return all
}
