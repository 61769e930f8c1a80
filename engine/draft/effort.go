package draft

import (
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/prose"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// before reports whether one place in running text begins before another.
func before(a, b source.Span) bool { return a.Line < b.Line || a.Line == b.Line && a.Column < b.Column }

// end is where a place ends, as one without length.
func end(of source.Span) source.Span { return source.Span{Line: of.EndLine, Column: of.EndColumn} }

// effort is the time for one piece of what a demand counts: the one that follows it in its line, else the first in the
// text. It is nil where the text gives none.
func (d *drafter) effort(of prose.Demand, q quantity.Quantity) *source.Node {
	if !Counts(q.Unit) {
		return nil
	}
	words := strings.Split(q.Unit.Noun(), "-")
	last := words[len(words)-1]
	var first *prose.Taken
	for _, e := range d.efforts {
		if e.Noun == last && (first == nil || e.Span.Line == of.Span.Line && first.Span.Line != of.Span.Line) {
			first = &e
		}
	}
	if first == nil {
		return nil
	}
	if spelt := first.Words + " per " + Pieces(q.Amount, 1); quantity.ReadsAs(spelt, first.Words+"/"+unitOf(q)) {
		return written(spelt, first.Span)
	}
	return written(first.Words+"/"+unitOf(q), first.Span)
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
		isTime(time.Quantity.Unit) && time.Quantity.Unit.Period() == "" && share.Span.EndLine == time.Span.Line &&
		slices.Equal(share.Clause, time.Clause)
}
