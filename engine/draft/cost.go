package draft

import (
	"math/big"
	"regexp"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// costs finds what share of what others bring in something may cost: "keep food costs below 30 % of sales".
var costs = content.Pattern(`(?i)\b(?:keep|hold|limit|bring)\s+(?:the |our |your )?` +
	`((?:[a-z]+ )?(?:costs?|spend|spending|expenses|wages))\s+(?:at or )?` +
	`(?:below|under|at|to|within|no more than|at most)\s+(\d{1,2}(?:\.\d+)?)\s?%\s+of\s+` +
	`(?:the |our |your )?([a-z]+)\b`)

// sums finds how much money something is in a period: "sales are €40,000 a month".
var sums = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i:\b((?:[a-z]+ )?[a-z]+)\s+(?:(?:are|is|of|at)\s+)?(?:about |around )?)` + moneyAmount +
		`(?i:\s*(?:/|per|an?|each|every)\s*(day|week|month|quarter|year)\b)`)
})

// maxCosts is how many such shares of a paragraph are looked at.
const maxCosts = 10

// overspent are the KPIs of what costs more than the share that a text allows of another sum that it names.
func (d *drafter) overspent(blocks []content.Block, kpis []*source.Node) []*source.Node {
	var all []*source.Node
	for _, b := range blocks {
		if b.Table != nil {
			continue
		}
		text := b.Text.String()
		for _, m := range costs.Get().FindAllStringSubmatch(text, maxCosts) {
			what := strings.ToLower(strings.TrimSpace(m[1]))
			share, _ := new(big.Rat).SetString(m[2])
			whole := earnedBy(kpis, strings.ToLower(m[3]))
			if whole == nil {
				continue
			}
			for _, sum := range sums().FindAllStringSubmatchIndex(text, maxCompared) {
				if strings.ToLower(text[sum[2]:sum[3]]) == what {
					if k := d.overspends(whole, what, share, text, sum, b); k != nil {
						all = append(all, k)
					}
				}
			}
		}
	}
	return all
}

// overspends is the KPI of a sum that is more than its share of another one; nil where it is not.
func (d *drafter) overspends(whole *source.Node, what string, share *big.Rat, text string, m []int,
	b content.Block) *source.Node {
	target := "= " + strings.TrimSpace(text[m[4]:m[5]]) + "/" + strings.ToLower(text[m[6]:m[7]])
	all, _ := quantity.Parse(whole.Get("target").Text)
	if all.Unit.Scope() == "person" {
		target = wording.PerPerson(target)
	}
	cost, err := quantity.Parse(target)
	if err != nil || cost.Low == nil || cost.Unit != all.Unit || all.IsRange() {
		return nil
	}
	part := new(big.Rat).Mul(all.Low, share)
	part.Quo(part, big.NewRat(100, 1))
	if cost.Low.Cmp(part) <= 0 {
		return nil
	}
	at := whereIs(b, text, m[4:6])
	k := source.New(source.Map, "", at)
	k.Append("id", written(d.uniqueWords(Slug(what), nil), at))
	k.Append("name", written(Upper(what), at))
	k.Append("description", written(strings.TrimSpace(text[m[0]:m[1]]), at))
	k.Append("target", written(target, at))
	need(k, whole, quantity.Number(share)+"%", at)
	d.used = append(d.used, at)
	return k
}

// earnedBy is the one KPI in money whose words hold a noun; nil for none, or several.
func earnedBy(kpis []*source.Node, noun string) *source.Node {
	var found *source.Node
	for _, k := range kpis {
		q, err := quantity.Parse(k.Get("target").Text)
		said := strings.ToLower(k.Get("name").Text)
		verb, _, _ := strings.Cut(said, " ")
		is := strings.Contains(said, quantity.Singular(noun)) || verb == "sell" && income.Has(noun)
		if err != nil || q.Low == nil || q.Unit.Currency() == "" || q.Unit.Period() == "" || !is {
			continue
		}
		if found != nil {
			return nil
		}
		found = k
	}
	return found
}

// income is what comes in where something is sold.
var income = content.WordSet("sales revenue turnover takings")
