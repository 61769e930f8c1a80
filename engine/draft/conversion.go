package draft

import (
	"math/big"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/prose"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// step finds from what to what a share leads: "10 % of calls into meetings", "20 % of demos become orders".
var step = content.Pattern(`(?i)\b(\d{1,2}(?:\.\d{1,2})?)\s?%\s+` +
	`(?:of\s+(?:(?:all|the|your|our|these|those|them)\s+)*)?(?:([a-z][a-z -]{1,40}?)\s+)??` +
	`(?:(?:in)?to|becomes?|leads? to|results? in|ends? in|turns? into)\s+` +
	`(?:(?:a|an|new)\s+)*([a-z][a-z -]{1,40}?)\s*(?:[.,;:)]|$)`)

// rate finds the same in a name: "a demo-to-deal rate of 20 %".
var rate = content.Pattern(`(?i)\b([a-z]+)-to-([a-z]+)\s+(?:conversion\s+)?(?:rate|ratio|conversion)\s*` +
	`(?:is|of|[:=])?\s*(\d{1,2}(?:\.\d{1,2})?)\s?%`)

// became finds of what a share becomes what a verb says: "10 % of the candidates are hired".
var became = content.Pattern(`(?i)\b(\d{1,2}(?:\.\d{1,2})?)\s?%\s+of\s+(?:(?:all|the|your|our|these|those)\s+)*` +
	`([a-z][a-z -]{1,40}?)\s+(?:are|get|is)\s+([a-z]+ed|won|sold|met|built)\b`)

// conversions say of KPIs that a text counts what share of another number leads to them: "convert 10 % of calls into
// meetings" where it asks for so many calls and so many meetings. That they come of these alone is assumed.
func (d *drafter) conversions(blocks []content.Block, kpis []*source.Node) {
	for _, b := range blocks {
		if b.Table != nil {
			continue
		}
		text := b.Text.String()
		for _, m := range step().FindAllStringSubmatchIndex(text, -1) {
			of := "" // them: what the text counted last
			if m[4] >= 0 {
				of = text[m[4]:m[5]]
			}
			d.convert(kpis, of, text[m[6]:m[7]], text[m[2]:m[3]], whereIs(b, text, m[2:4]))
		}
		for _, m := range became().FindAllStringSubmatchIndex(text, -1) {
			at := whereIs(b, text, m[2:4])
			d.lead(counting(kpis, text[m[4]:m[5]]), resultOf(kpis, text[m[6]:m[7]]), text[m[2]:m[3]], at)
		}
		for _, m := range rate().FindAllStringSubmatchIndex(text, -1) {
			d.convert(kpis, text[m[2]:m[3]], text[m[4]:m[5]], text[m[6]:m[7]], whereIs(b, text, m[6:8]))
		}
	}
}

// convert says of a KPI that a share of another one leads to it.
func (d *drafter) convert(kpis []*source.Node, of, into, share string, at source.Span) {
	from, to := counting(kpis, of), counting(kpis, into)
	if of == "" {
		from = countedBefore(kpis, at)
	} else if from == nil {
		words := strings.Fields(of)
		from = resultOf(kpis, quantity.Singular(strings.ToLower(words[len(words)-1]))) // calls, of "Call 50 leads"
	}
	d.lead(from, to, share, at)
}

// lead says of a KPI that a share of another one leads to it; nothing where one of them is nil.
func (d *drafter) lead(from, to *source.Node, share string, at source.Span) {
	if from == nil || to == nil || from == to || to.Get("needs") != nil {
		return
	}
	d.used = append(d.used, at)
	if wholeOf(from, to, share) {
		return
	}
	need, needs := source.New(source.Map, "", at), source.New(source.List, "", at)
	need.Assumed, needs.Assumed = true, true
	need.Append("kpi", assumed(from.Get("id").Text, at))
	need.Append("conversion", assumed(share+"%", at))
	needs.AppendItems(need)
	to.Append("needs", needs)
}

// wholeOf reports whether a share of one target may be another one, as people count: 4 to 5 weeks to a month, and
// pieces as whole ones.
func wholeOf(from, to *source.Node, share string) bool {
	a, err := quantity.Parse(from.Get("target").Text)
	b, err2 := quantity.Parse(to.Get("target").Text)
	part, ok := new(big.Rat).SetString(share)
	if err != nil || err2 != nil || !ok || a.Low == nil || b.Low == nil {
		return false
	}
	low, high := countsTo(a.Unit.Period(), b.Unit.Period())
	if low == nil {
		return false
	}
	part.Mul(part, a.Low).Quo(part, big.NewRat(100, 1))
	low, high = low.Mul(low, part), high.Mul(high, part)
	more, less := new(big.Rat).Add(b.Low, big.NewRat(1, 1)), new(big.Rat).Sub(b.Low, big.NewRat(1, 1))
	return low.Cmp(more) < 0 && high.Cmp(less) > 0 && b.Low.IsInt()
}

// countedBefore is the last KPI before a place whose target counts something in a period; nil for none.
func countedBefore(kpis []*source.Node, at source.Span) *source.Node {
	var last *source.Node
	for _, k := range kpis {
		if countedBy(k) != "" && before(k.Span(), at) {
			last = k
		}
	}
	return last
}

// counting is the one KPI whose target counts what some words name, so many in a period; nil for none, or several.
func counting(kpis []*source.Node, words string) *source.Node {
	all := strings.Fields(strings.ToLower(words))
	if len(all) == 0 {
		return nil
	}
	noun := quantity.Singular(all[len(all)-1])
	var found *source.Node
	for _, k := range kpis {
		if countedBy(k) != noun {
			continue
		}
		if found != nil {
			return nil
		}
		found = k
	}
	return found
}

// resultOf is the one KPI whose name begins with a verb of which a text has the participle: hired, of "Hire engineers".
func resultOf(kpis []*source.Node, participle string) *source.Node {
	var found *source.Node
	for _, k := range kpis {
		verb, _, _ := strings.Cut(strings.ToLower(k.Get("name").Text), " ")
		if countedBy(k) == "" || !prose.Akin(verb, strings.ToLower(participle)) {
			continue
		}
		if found != nil {
			return nil
		}
		found = k
	}
	return found
}

// countedBy is the last word of what the target of a KPI counts in a period; "" where it counts nothing, or has none.
func countedBy(k *source.Node) string {
	q, err := quantity.Parse(k.Get("target").Text)
	if err != nil || !Counts(q.Unit) || q.Unit.Period() == "" {
		return ""
	}
	noun := q.Unit.Noun()
	return noun[strings.LastIndexByte(noun, '-')+1:]
}
