package draft

import (
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/prose"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// effort is how long a text says that one piece takes: "each call takes 15 minutes".
type effort struct {
	noun string // the last word of what it is said of, in the singular
	time string // as written
	at   source.Span
}

const (
	amount = `\d+(?:[.,]\d+)?\s*(?:to|-|–)?\s*\d*\s*(?:minutes?|mins?|hours?|hrs?|h|seconds?)`
	span   = `((?:about |around |roughly )?(` + amount + `))\b`
	piece  = `(?:each|every|one|a|an|per)\s+((?:[a-z]+ ){0,3}?[a-z]+)`
)

var (
	takes  = content.Pattern(`(?i)\b` + piece + `\s+(?:takes?|lasts?|needs?|is|requires?)\s+` + span)
	spent  = content.Pattern(`(?i)\b` + span + `\s+(?:on |for |with |of time )?` + piece + `\b`)
	apiece = content.Pattern(`(?i)\b` + span + `\s+(?:each|apiece)\s*(?:[.,;:)!]|and\b|on average\b|$)`)
)

// effortsIn are the times that a text gives to one piece of work. "10 minutes each" is about what was counted last in
// the same words, and is left out where nothing was.
func effortsIn(blocks []content.Block, demands []prose.Demand) []effort {
	var all []effort
	for _, b := range blocks {
		if b.Table != nil {
			continue
		}
		text := b.Text.String()
		if !strings.ContainsAny(text, "0123456789") {
			continue
		}
		for _, m := range takes().FindAllStringSubmatchIndex(text, -1) {
			all = append(all, effort{lastWord(text[m[2]:m[3]]), text[m[6]:m[7]], whereIs(b, text, m[6:8])})
		}
		for _, m := range spent().FindAllStringSubmatchIndex(text, -1) {
			all = append(all, effort{lastWord(text[m[6]:m[7]]), text[m[4]:m[5]], whereIs(b, text, m[4:6])})
		}
		for _, m := range apiece().FindAllStringSubmatchIndex(text, -1) {
			block, at := b.Text.Places().Span(0, len(b.Text.Bytes)), whereIs(b, text, m[4:6])
			if noun := countedLast(demands, block, at); noun != "" {
				all = append(all, effort{noun, text[m[4]:m[5]], at})
			}
		}
	}
	return slices.DeleteFunc(all, func(e effort) bool {
		_, err := quantity.Parse(e.time)
		return err != nil || periods()[e.noun]
	})
}

// countedLast is what demands count last within a block before a place; "" where none does.
func countedLast(demands []prose.Demand, block, at source.Span) string {
	last := ""
	for _, d := range demands {
		if Counts(d.Quantity.Unit) && !before(d.Span, block) && before(d.Span, at) {
			last = lastWord(strings.ReplaceAll(d.Quantity.Unit.Noun(), "-", " "))
		}
	}
	return last
}

// before reports whether one place in running text begins before another.
func before(a, b source.Span) bool { return a.Line < b.Line || a.Line == b.Line && a.Column < b.Column }

// end is where a place ends, as one without length.
func end(of source.Span) source.Span { return source.Span{Line: of.EndLine, Column: of.EndColumn} }

func lastWord(text string) string {
	words := strings.Fields(strings.ToLower(text))
	return quantity.Singular(words[len(words)-1])
}

// effort is the time for one piece of what a quantity counts; nil where the text gives none.
func (d *drafter) effort(q quantity.Quantity) *source.Node {
	if !Counts(q.Unit) {
		return nil
	}
	words := strings.Split(q.Unit.Noun(), "-")
	last := words[len(words)-1]
	for _, e := range d.efforts {
		if e.noun == last {
			return written(e.time+"/"+unitOf(q), e.at)
		}
	}
	return nil
}

// together joins a share and the time in the same words to one demand: 95 % of messages within 2 hours.
func together(all []prose.Demand) []prose.Demand {
	var joined []prose.Demand
	for i := 0; i < len(all); i++ {
		d := all[i]
		if i+1 < len(all) && inTime(d, all[i+1]) {
			next := all[i+1]
			text := next.Quantity.String() + " p" + strings.TrimRight(quantity.Number(d.Quantity.Low), "%")
			if q, err := quantity.Parse(text); err == nil {
				next.Quantity, next.Words, next.Span = q, text, source.Span{
					Line: d.Span.Line, Column: d.Span.Column, EndLine: next.Span.EndLine, EndColumn: next.Span.EndColumn,
					Part: d.Span.Part,
				}
				joined = append(joined, next)
				i++
				continue
			}
		}
		joined = append(joined, d)
	}
	return joined
}

// inTime reports whether one demand is the share of cases for which the next one is the time.
func inTime(share, time prose.Demand) bool {
	return share.Quantity.Unit.Noun() == "%" && share.Quantity.Unit.Period() == "" && !share.Quantity.IsRange() &&
		time.Quantity.Unit.Noun() == "min" && share.Span.EndLine == time.Span.Line &&
		slices.Equal(share.Clause, time.Clause)
}
