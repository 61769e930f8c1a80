// Package prose reads job descriptions: text that people wrote for people, in Markdown. It finds the numbers in it that ask something
// of somebody ("at least 4 visits a day", "respond within 2 hours"), reads them with the grammar of package quantity, and leaves alone
// all others: years of experience, dates, pay, standards, the size of a team.
//
// A number is a demand when its words say so: a rate, a share, a limit, a period within which. What words tell a demand from other
// numbers stands in words.go. A sentence with two numbers, "95 % of tickets within one business day", holds two demands.
package prose

import (
	"slices"

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
	return slices.ContainsFunc(t.blocks, func(block map[string]bool) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !holds(block, w) })
	})
}

func holds(block map[string]bool, word string) bool {
	if block[word] {
		return true
	}
	for w := range block {
		if Akin(w, word) {
			return true
		}
	}
	return false
}

// Akin reports whether two words are forms of one: response and respond, wait and waiting. Words in the singular are compared by how
// they begin.
func Akin(a, b string) bool {
	if a == b || synonyms[a] != "" && synonyms[a] == synonyms[b] {
		return true
	}
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	short, long := min(len(a), len(b)), max(len(a), len(b))
	return n >= 5 && long-n <= 5 || n == short && n >= 4 && long-n <= 4
}

// Telling drops words that most sentences of work hold, so that sharing one says nothing: customer, team, day.
func Telling(words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return vague[w] })
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
