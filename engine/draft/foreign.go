package draft

import (
	"strings"
	"unicode"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/prose"
	"github.com/kpilint/kpilint/engine/tables"
)

// Package prose reads English. What a text in another language asks is read here, by the words that tables are read by.

// foreign takes the blocks in other languages from those of a text, and returns what they ask and the blocks that are
// left. A list of short lines is in the language of the whole.
func (d *drafter) foreign(blocks []content.Block) (demands []prose.Demand, left []content.Block) {
	if !tables.Foreign(textOf(blocks)) {
		return nil, blocks
	}
	aside := false
	for _, b := range blocks {
		if b.Table != nil {
			left = append(left, b)
			continue
		}
		text := b.Text.String()
		switch {
		case b.Kind == content.Heading:
			aside = tables.Aside(text)
			left = append(left, b)
		case tables.English(text):
			left = append(left, b)
		case !aside && !strings.Contains(text, "\x00"):
			demands = append(demands, demandsOf(b, text)...)
		}
	}
	d.inWords = len(demands) > 0
	return demands, left
}

// maxSample is how much of a text is looked at for its language, in bytes.
const maxSample = 20_000

// demandsOf are what a paragraph in another language asks.
func demandsOf(b content.Block, text string) []prose.Demand {
	var all []prose.Demand
	if len(b.Text.Bytes) != len(text) {
		return nil // something in it is no text: its places would be wrong
	}
	at := b.Text.Places()
	for _, a := range tables.Asks(text, tables.Comma) {
		phrase := strings.TrimSpace(text[a.Begins:a.To])
		all = append(all, prose.Demand{
			Quantity: a.Quantity, Clause: tellingWords(phrase), Around: tellingWords(text),
			Words: text[a.From:a.To], Phrase: phrase, Span: at.Span(a.From, a.To),
		})
	}
	return all
}

// tellingWords are the longer words of a text, in lower case.
func tellingWords(text string) []string {
	var all []string
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(w) > 4 {
			all = append(all, w)
		}
	}
	return all
}
