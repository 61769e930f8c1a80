// Package prose reads job descriptions: text that people wrote for people, in Markdown. It finds the numbers in it that ask something
// of somebody ("at least 4 visits a day", "respond within 2 hours"), reads them with the grammar of package quantity, and leaves alone
// all others: years of experience, dates, pay, standards, the size of a team.
//
// A number is a demand when its words say so: a rate, a share, a limit, a period within which. What words tell a demand from other
// numbers stands in words.go. A sentence with two numbers, "95 % of tickets within one business day", holds two demands.
package prose

import (
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// Demand is one number of a text that asks something of somebody.
type Demand struct {
	// Quantity is what is asked, in the grammar of definitions. What is counted is a noun of one word, and a period that the sentence
	// names elsewhere ("each week you …") is part of it.
	Quantity  quantity.Quantity
	Qualifier []string    // what stands before the noun, in the singular: sale, prospecting
	Around    []string    // the words of the sentence that mean something, in the singular
	Team      bool        // the sentence speaks of the team, not of one person
	Words     string      // as written, from the comparator to the period
	Span      source.Span // of Words, lines counted from the top of the file
}

// Text is what was read of a job description.
type Text struct {
	Demands []Demand // in the order of the text
	blocks  []map[string]bool
}

// Read reads the text of a file; nil gives a text without anything in it. Its work grows with the length of the text, whatever it holds.
func Read(p *source.Prose) *Text {
	t := &Text{}
	if p == nil {
		return t
	}
	at := &place{text: p.Text, line: p.Line, column: 1}
	for _, b := range blocks(p.Text) {
		tokens := tokenize(b.text, b.from)
		t.blocks = append(t.blocks, meanings(tokens))
		if b.heading {
			continue
		}
		for _, s := range sentences(tokens) {
			for _, d := range s.demands() {
				t.Demands = append(t.Demands, d.at(at, p.Text))
			}
		}
	}
	return t
}

// Sentence reads words that stand outside of a job description, such as the formula of a KPI. The spans of its demands mean nothing.
func Sentence(text string) []Demand {
	return Read(&source.Prose{Text: text, Line: 1}).Demands
}

// Mentions reports whether one paragraph, list entry or heading of the text holds all of the words, in singular or plural.
func (t *Text) Mentions(words []string) bool {
	if len(words) == 0 {
		return false
	}
	for _, b := range t.blocks {
		if holdsAll(b, words) {
			return true
		}
	}
	return false
}

func holdsAll(block map[string]bool, words []string) bool {
	for _, w := range words {
		if !block[w] {
			return false
		}
	}
	return true
}

// Meanings returns the words of a text that mean something, in the singular and each once: without articles, prepositions and the like.
// A hyphenated word is also its parts.
func Meanings(text string) []string {
	var all []string
	seen := map[string]bool{}
	for _, t := range tokenize([]byte(text), 0) {
		for _, w := range t.meanings() {
			if !seen[w] {
				seen[w] = true
				all = append(all, w)
			}
		}
	}
	return all
}

func meanings(tokens []token) map[string]bool {
	all := map[string]bool{}
	for _, t := range tokens {
		for _, w := range t.meanings() {
			all[w] = true
		}
	}
	return all
}
