package draft

import (
	"math/big"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// prices are the patterns of what one piece brings.
type prices struct {
	named *regexp.Regexp // "an average deal size of $25,000", "Average price per case: 110 EUR"
	each  *regexp.Regexp // "8 orders a week of 500 EUR each", "150 donations a month at £200 on average"
}

// moneyAmount is money as a pattern has it, in a group.
const moneyAmount = `((?:[A-Z]{3}\s?|[€$£])\d[\d,]*(?:\.\d+)?\s?(?:[kKmM]\b|million\b|thousand\b)?|` +
	`\d[\d,]*(?:\.\d+)?\s?(?:[kK]\s?)?(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|euros?|dollars|pounds|€))`

var ofPieces = sync.OnceValue(func() prices {
	size := `(?:\s+(?:size|value|price|amount|volume|worth))?`
	named := `(?:\bprice per ([a-z]+)|\b(?:average|mean|typical) ([a-z]+)` + size + `|` +
		`\b(?:each|every|one|an?) ([a-z]+) (?:is worth|brings(?: in)?|sells for|is priced|goes for))`
	return prices{
		named: regexp.MustCompile(`(?i:` + named + `)\s*(?:is|of|at|[:=])?\s*(?i:about |around |roughly )?` + moneyAmount),
		each: regexp.MustCompile(`\b(?:of|at|worth)\s+(?:about |around )?` + moneyAmount +
			`\s+(?:each|apiece|on average)\b`),
	}
})

// withCode writes money with the code of its currency, as the grammar of quantities has it: 9 EUR of "9 euros".
func withCode(amount string) string { return namesOfMoney.Replace(amount) }

var namesOfMoney = strings.NewReplacer("euros", "EUR", "euro", "EUR", "dollars", "USD", "pounds", "GBP")

// recurring finds what makes the price of a piece one of a month or a year: it is paid again.
var recurring = content.Pattern(`^\s*(?:/|per|an?|each|every)\s*(?:day|week|month|quarter|year)\b`)

// valued says of a KPI in money what each piece of another one brings, where a text says so: 8 orders a week of 500
// EUR, beside sales of 400,000 EUR a year. That nothing else brings money is assumed.
func (d *drafter) valued(blocks []content.Block, kpis []*source.Node) {
	for _, b := range blocks {
		if b.Table != nil {
			continue
		}
		text := b.Text.String()
		for _, m := range ofPieces().named.FindAllStringSubmatchIndex(text, maxCompared) {
			noun := ""
			for i := 2; i < 8; i += 2 {
				if m[i] >= 0 {
					noun = strings.ToLower(text[m[i]:m[i+1]])
				}
			}
			d.brings(kpis, counting(kpis, noun), noun, text, m[8:10], b)
		}
		for _, m := range ofPieces().each.FindAllStringSubmatchIndex(text, maxCompared) {
			at := whereIs(b, text, m[2:4])
			if from := countedBefore(kpis, at); from != nil && from.Span().Line == at.Line {
				d.brings(kpis, from, "", text, m[2:4], b)
			}
		}
	}
}

// brings says of the one KPI in money that each piece of another one brings so much.
func (d *drafter) brings(kpis []*source.Node, from *source.Node, noun, text string, m []int, b content.Block) {
	price, err := quantity.Parse(withCode(text[m[0]:m[1]]))
	if from == nil || err != nil || price.Low == nil || price.Unit.Currency() == "" ||
		recurring.Get().MatchString(text[m[1]:]) {
		return
	}
	inMoney := func(k *source.Node) bool {
		q, err := quantity.Parse(k.Get("target").Text)
		return err == nil && q.Low != nil && q.Unit.Currency() == price.Unit.Currency() && q.Unit.Period() != "" &&
			earning(k)
	}
	i := slices.IndexFunc(kpis, inMoney)
	if i < 0 || slices.ContainsFunc(kpis[i+1:], inMoney) || kpis[i].Get("needs") != nil {
		return
	}
	made, _ := quantity.Parse(from.Get("target").Text)
	all, _ := quantity.Parse(kpis[i].Get("target").Text)
	if made.Low == nil || made.IsRange() || made.Unit.Scope() != all.Unit.Scope() {
		return
	}
	at := whereIs(b, text, m)
	d.used = append(d.used, at)
	if !mayBring(made, all, price.Low) {
		need(kpis[i], from, price.String()+"/"+unitOf(made), at)
	}
}

// earning reports whether money comes in by a KPI, as far as its words say: it is not what is spent.
func earning(k *source.Node) bool {
	said := strings.ToLower(k.Get("name").Text + " " + k.Get("description").Text)
	return !spent.Get().MatchString(said)
}

var spent = content.Pattern(`\b(?:spend|spent|costs?|budget|save|savings?|expenses?|salary|pay)\b`)

// mayBring reports whether so many pieces at a price may be a sum of money, as people count weeks and months, within
// the twentieth by which they round.
func mayBring(made, all quantity.Quantity, price *big.Rat) bool {
	low, high := countsTo(made.Unit.Period(), all.Unit.Period())
	if low == nil {
		return true
	}
	part := new(big.Rat).Mul(price, made.Low)
	low.Mul(low, part).Mul(low, big.NewRat(95, 100))
	high.Mul(high, part).Mul(high, big.NewRat(105, 100))
	return all.Low.Cmp(low) >= 0 && all.Low.Cmp(high) <= 0
}
