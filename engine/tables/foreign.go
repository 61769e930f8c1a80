package tables

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

//go:embed words/texts.txt
var textsText string

var textWords = sync.OnceValue(func() *lexicon { return newLexicon(textsText) })

// Asked is a number in a text that asks for something, with the words from its sign to its period.
type Asked struct {
	Quantity quantity.Quantity
	From, To int // of its words in the text, in bytes
	Begins   int // of its sentence
}

// Foreign reports whether a text is in another language than English, by its small words. Words of work that English
// shares with others tell nothing: "25 minutes per room".
func Foreign(text string) bool {
	english, others := smallWords(text)
	for _, w := range split(text) {
		switch {
		case sharedWords.Has(w):
			others--
		case workWords.Has(w):
			english++
		}
	}
	return others > english
}

var (
	sharedWords = content.WordSet("per minutes")
	workWords   = content.WordSet("an you your day days week weeks month months hour hours")
)

// English reports whether a text has small words of English, and more of them than of other languages.
func English(text string) bool {
	english, others := smallWords(text)
	return english > others
}

// Aside reports whether a heading in another language than English is one of what a person brings or gets.
func Aside(heading string) bool {
	words := split(heading)
	for _, m := range textWords().find(words) {
		if m.in[0].name == "profile" && (m.to-m.from)*2 >= len(words) {
			return true
		}
	}
	return false
}

// Asks finds the numbers in a text in another language than English that ask for something: so many pieces in a period,
// a time within which something is done, a share with a sign, and money with a sign or a period. What a person brings,
// gets or works asks for nothing.
func Asks(text string, m Mark) []Asked {
	if len(text) > maxText {
		return nil
	}
	var all []Asked
	done := 0
	for _, n := range numerals(text) {
		if n.from < done || n.inCode() {
			continue
		}
		begins, ends := sentenceAround(text, n.from, n.to)
		if textWords().has(text[begins:ends], "aside") {
			continue
		}
		from := signBefore(text, begins, n.from)
		q, to := longest(text, from, n.to, ends, m)
		if q = turned(q, text[begins:from]); to > 0 && claims(q) {
			all = append(all, Asked{q, from, to, begins})
			done = to
		}
	}
	return all
}

// turned is a limit that words before it deny: "must not be above 3 %" is at most 3 %.
func turned(q quantity.Quantity, before string) quantity.Quantity {
	words := split(before)
	if !slices.ContainsFunc(words[max(0, len(words)-maxDenied):], func(w string) bool { return denying.Has(w) }) {
		return q
	}
	for limit, other := range map[string]string{"more than ": "at most ", "less than ": "at least "} {
		if rest, ok := strings.CutPrefix(q.Text, limit); ok {
			if not, err := quantity.Parse(other + rest); err == nil {
				return not
			}
		}
	}
	return q
}

// maxDenied is within how many words before a limit a word denies it.
const maxDenied = 4

var denying = content.WordSet("non no nicht pas inte ej niet kein keine")

// maxText is how long a paragraph is at most in which demands are looked for.
const maxText = 4000

// sentenceAround is the sentence in which a numeral stands.
func sentenceAround(text string, from, to int) (begins, ends int) {
	for _, sign := range []string{". ", "! ", "? ", "; ", "\n", ": "} {
		if i := strings.LastIndex(text[:from], sign); i >= 0 {
			begins = max(begins, i+len(sign))
		}
	}
	ends = len(text)
	for _, sign := range []string{". ", "! ", "? ", "; ", "\n"} {
		if i := strings.Index(text[to:], sign); i >= 0 {
			ends = min(ends, to+i)
		}
	}
	return begins, ends
}

// signs are the sections of words that may stand before a number and belong to it.
var signs = map[string]bool{"at least": true, "at most": true, "more than": true, "less than": true, "within": true,
	"between": true}

// signBefore is where the words before a numeral begin that belong to it: "mindestens", "innerhalb von".
func signBefore(text string, begins, at int) int {
	words := wordsBefore(text, begins, at)
	for size := min(len(words), 5); size > 0; size-- {
		from := words[len(words)-size]
		if i := strings.IndexAny(text[from:at], "'’"); 0 < i && i < 3 {
			from += i + len("'") // d'au moins
			if text[from-1] != '\'' {
				from += len("’") - 1
			}
		}
		for _, in := range cellWords().whole(strings.TrimSpace(text[from:at])) {
			if signs[in.name] {
				return from
			}
		}
	}
	return at
}

// wordsBefore is where the last words before an offset begin.
func wordsBefore(text string, begins, at int) []int {
	var all []int
	for i := at; i > begins && len(all) < 5; {
		j := strings.LastIndexByte(strings.TrimRight(text[begins:i], " \u00a0"), ' ') + 1 + begins
		all = append([]int{j}, all...)
		i = j
	}
	return all
}

// longest reads the quantity that begins at an offset: with a period where one follows, else with the word behind the
// number.
func longest(text string, from, to, ends int, m Mark) (best quantity.Quantity, end int) {
	words := 0
	for i := to; i <= ends && words < 8; i++ {
		if i < ends && !isEnd(text[i:]) {
			continue
		}
		q, err := quantity.Parse(speak(text[from:i], m).text)
		switch {
		case err != nil:
		case end == 0, best.Unit.Noun() == "" && q.Unit.Noun() != "", best.Unit.Period() == "" && q.Unit.Period() != "",
			best.TimeUnit != "" && q.TimeUnit != "" && q.TimeUnit != best.TimeUnit: // days, and then working days
			best, end = q, i
		}
		words++
		if i < ends && strings.IndexByte("(,)", text[i]) >= 0 {
			break
		}
	}
	return best, end
}

// isEnd reports whether a word ends where a text goes on.
func isEnd(rest string) bool {
	for _, c := range rest {
		return unicode.IsSpace(c) || strings.ContainsRune("(),.", c)
	}
	return true
}

// claims reports whether a number asks for something by its form.
func claims(q quantity.Quantity) bool {
	noun, per, signed := q.Unit.Noun(), q.Unit.Period() != "", q.Comparator != quantity.NoComparator || q.Limits
	switch {
	case q.Low == nil || noun == "":
		return false
	case noun == "%":
		return signed
	case q.TimeUnit != "":
		return !per && (q.Comparator == quantity.AtMost || q.Comparator == quantity.LessThan)
	case q.Unit.Currency() != "":
		return signed || per
	}
	return per
}
