package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentence is a run of tokens that is read on its own.
type sentence struct {
	tokens []token
	words  map[string]bool // all of them, in lower case
}

// maxSentence is how many tokens a sentence has at most. What is longer is no sentence that somebody reads, and would cost its square.
const maxSentence = 100

// sentences splits the tokens of a block. What follows an arrow tells what came of a goal, and is no part of it.
func sentences(tokens []token) []sentence {
	var all []sentence
	from := 0
	for i, t := range tokens {
		if arrow(t.word) {
			return appendSentence(all, tokens[from:i])
		}
		last := i == len(tokens)-1
		if last || i-from+1 == maxSentence || tokens[i].stops(tokens[i+1]) {
			all = appendSentence(all, tokens[from:i+1])
			from = i + 1
		}
	}
	return all
}

func arrow(word string) bool { return word == "=>" || word == "==>" || word == "→" }

func appendSentence(all []sentence, tokens []token) []sentence {
	if len(tokens) == 0 {
		return all
	}
	s := sentence{tokens: tokens, words: map[string]bool{}}
	for _, t := range tokens {
		s.words[t.word] = true
	}
	return append(all, s)
}

// stops reports whether a sentence ends between two tokens.
func (t token) stops(next token) bool {
	if strings.ContainsAny(t.close, "!?…;") {
		return true
	}
	if !strings.Contains(t.close, ".") || abbreviations[t.word] {
		return false
	}
	r, _ := utf8.DecodeRuneInString(next.text)
	return !unicode.IsLower(r)
}

// at returns the token at a place, an empty one outside of the sentence.
func (s sentence) at(i int) token {
	if i < 0 || i >= len(s.tokens) {
		return token{}
	}
	return s.tokens[i]
}

// phrase returns how many tokens from i on are the words of a phrase; 0 when they are others.
func (s sentence) phrase(i int, words []string) int {
	for k, w := range words {
		if s.at(i+k).word != w || k > 0 && s.at(i+k-1).ends() {
			return 0
		}
	}
	return len(words)
}

// any reports whether one of the words stands between two places.
func (s sentence) any(from, to int, words map[string]bool) bool {
	for i := max(from, 0); i < min(to, len(s.tokens)); i++ {
		if words[s.tokens[i].word] {
			return true
		}
	}
	return false
}

// clause is the part of the sentence around a place: from the last comma, colon or dash before it to the next one after it. A comma in
// a list of numbers separates too.
func (s sentence) clause(i int) (from, to int) {
	for from = i; from > 0 && !s.tokens[from-1].breaks(); from-- {
	}
	for to = i; to < len(s.tokens) && !s.tokens[to].breaks(); to++ {
	}
	return from, min(to+1, len(s.tokens))
}

func (t token) breaks() bool {
	return strings.ContainsAny(t.close, ",:") || t.word == "–" || t.word == "—" || t.word == "-"
}
