package draft

import (
	"math/big"
	"regexp"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/prose"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// piecePrices are the patterns of what one piece costs or brings in, with a currency or without.
type piecePrices struct {
	costs *regexp.Regexp // "a lunch may cost 3.50", "each bottle brings in 14 euros", "a ticket costs 9"
	per   *regexp.Regexp // "ingredients may cost 2.40 a meal", "at £240 per van", "average price per meal: £7"
	each  *regexp.Regexp // "80 sandwiches a day at 3.50 each"
	size  *regexp.Regexp // "an average order value of €2,000"
}

// anAmount is money with a currency, or a number without one, in two groups.
const anAmount = `(?:` + moneyAmount + `|(\d{1,3}(?:,\d{3})+|\d+(?:\.\d{1,2})?))`

var ofOnePiece = sync.OnceValue(func() piecePrices {
	about := `(?:about |around |roughly |on average |an average of )?`
	return piecePrices{
		costs: regexp.MustCompile(`(?i:\b(?:an?|each|every|one|the average)\s+(?:[a-z][a-z-]* )?([a-z][a-z-]*)\s+` +
			`(?:(?:may|should|must|can|will)\s+)?(?:costs?|brings?(?: in)?|sells? for|is worth|goes for|is priced at)\s+` +
			`(?:us |you )?` + about + `)` + anAmount),
		per: regexp.MustCompile(`(?:(?i:\b(?:may cost|costs?|cost|price|at|paid|pay|reckon with|calculate with|allow|` +
			`no more than|at most|not more than)\s+` +
			about + `)` + anAmount +
			`(?i:\s+(?:of [a-z]+ )?(?:an?|per|each|for each|for every)\s+([a-z][a-z-]*)\b)|` +
			`(?i:\bprice per ([a-z][a-z-]*)\s*(?:is|of|at|[:=])?\s*` + about + `)` + anAmount + `)`),
		each: regexp.MustCompile(`(?i:\bat\s+` + about + `)` + anAmount + `(?i:\s+(?:each|apiece)\b)`),
		size: regexp.MustCompile(`(?i:\b(?:average|mean|typical) ([a-z]+)(?: (?:value|price|size|worth)\s*` +
			`(?:is|of|at|[:=])?|\s+is|\s*[:=])\s*)` + anAmount + `(?:[.,;)]|\s*$|\s+(?i:a|per|on|and)\b)`),
	}
})

// onePrice is what one piece costs or brings in.
type onePrice struct {
	noun     string
	price    *big.Rat
	currency string // "" where the text names none
	said     string // its sentence, in lower case
	at       source.Span
	block    int
	from, to int
}

// sumOfMoney is money in a period, of which a text says whether no more may be spent, or so much is to come in.
type sumOfMoney struct {
	amount   *big.Rat
	currency string
	period   string
	spent    bool
	at       source.Span
	said     string
}

// amountIn is the money of a match whose groups of anAmount begin at a number.
func amountIn(text string, m []int, group int) (amount *big.Rat, currency string, at []int) {
	for i := group; i < group+2; i++ {
		if m[2*i] < 0 {
			continue
		}
		q, err := quantity.Parse(withCode(text[m[2*i]:m[2*i+1]]))
		if err != nil || q.Low == nil || q.IsRange() {
			return nil, "", nil
		}
		return q.Low, q.Unit.Currency(), m[2*i : 2*i+2]
	}
	return nil, "", nil
}

// pricesIn are what pieces cost or bring in, in the order of the text.
func (d *drafter) pricesIn(blocks []content.Block) []onePrice {
	var all []onePrice
	p := ofOnePiece()
	for n, b := range blocks {
		if b.Table != nil || len(all) > maxCosts {
			continue
		}
		text := b.Text.String()
		add := func(m []int, noun string, group int) {
			amount, currency, at := amountIn(text, m, group)
			noun = quantity.Singular(strings.ToLower(noun))
			if amount == nil || noun == "" || periods.Has(noun) || timeNouns.Has(noun) || amount.Sign() <= 0 {
				return
			}
			said := strings.ToLower(sentenceAt(text, at[0]))
			all = append(all, onePrice{noun, amount, currency, said, whereIs(b, text, at), n, m[0], m[1]})
		}
		word := func(m []int, i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return text[m[2*i]:m[2*i+1]]
		}
		for _, m := range p.costs.FindAllStringSubmatchIndex(text, maxCosts) {
			add(m, word(m, 1), 2)
		}
		for _, m := range p.per.FindAllStringSubmatchIndex(text, maxCosts) {
			if noun := word(m, 3); noun != "" {
				add(m, noun, 1)
			} else {
				add(m, word(m, 4), 5)
			}
		}
		for _, m := range p.size.FindAllStringSubmatchIndex(text, maxCosts) {
			add(m, word(m, 1), 2)
		}
		for _, m := range p.each.FindAllStringSubmatchIndex(text, maxCosts) {
			var last *given
			for _, g := range d.stated() {
				if g.block == n && g.to <= m[0] && m[0]-g.to < 4 && g.period != "" {
					last = &g
				}
			}
			if last != nil {
				add(m, last.noun, 1)
			}
		}
	}
	return all
}

// sumsOfMoney finds money in a period.
var sumsOfMoney = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(anAmount + `(?i:\s*(?:on [a-z]+ |in [a-z]+ |for [a-z]+ )?` + everyA + `)?`)
})

var (
	limitsOfMoney = content.Pattern(`(?i)\b(?:budget|spend|spending|costs? (?:must|should|have to|has to) stay|` +
		`keep [a-z ]{0,20}(?:within|below|under)|you have\b[^.]*\bfor)\b`)
	incomeOfMoney = content.Pattern(`(?i)\b(?:takings|turnover|sales target|sales of|revenue|quota|brings? in|` +
		`should take|income|raise|award|disburse|lend)\b`)
	adverbsOfTime = content.Pattern(`(?i)\b(daily|weekly|monthly|quarterly|yearly|annual)\b`)
)

// moneyIn are the sums of a period that may be spent, or that are to come in, outside of the prices of pieces.
func (d *drafter) moneyIn(blocks []content.Block, prices []onePrice) []sumOfMoney {
	var all []sumOfMoney
	for n, b := range blocks {
		if b.Table != nil || len(all) > maxCosts {
			continue
		}
		text := b.Text.String()
		from := 0
		for _, end := range append(sentenceEnds.Get().FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
			said := text[from:end[0]]
			spent, comes := limitsOfMoney.Get().MatchString(said), incomeOfMoney.Get().MatchString(said)
			for _, m := range sumsOfMoney().FindAllStringSubmatchIndex(said, maxCosts) {
				amount, currency, at := amountIn(said, m, 1)
				if amount == nil || spent == comes || priceAt(prices, n, from+at[0]) || from+at[1] < len(text) &&
					!endsNumber(text[from+at[1]:]) {
					continue
				}
				s := sumOfMoney{amount: amount, currency: currency, spent: spent,
					at:   whereIs(b, text, []int{from + at[0], from + at[1]}),
					said: strings.TrimRight(strings.TrimSpace(said), ".,;:")}
				switch often := adverbsOfTime.Get().FindString(said[:at[0]]); {
				case m[6] >= 0:
					s.period = periodOf(said[m[6]:m[7]])
				case often != "":
					s.period, _ = quantity.Rhythm(strings.ToLower(often))
				}
				if s.period != "" {
					all = append(all, s)
				}
			}
			from = end[1]
		}
	}
	return all
}

// endsNumber reports whether a text goes on with something that no number has.
func endsNumber(rest string) bool { return !strings.ContainsAny(rest[:1], "0123456789%") }

// priceAt reports whether a price of a piece stands at a place.
func priceAt(prices []onePrice, block, at int) bool {
	for _, p := range prices {
		if p.block == block && p.from <= at && at < p.to {
			return true
		}
	}
	return false
}

// beyondMeans are the KPIs of what pieces cost or bring in, where that is more than may be spent, or less than is to
// come in: 60 bouquets a week at 9 EUR, and 400 EUR a week for flowers.
func (d *drafter) beyondMeans(blocks []content.Block) []*source.Node {
	prices := d.pricesIn(blocks)
	if len(prices) == 0 {
		return nil
	}
	sums := d.moneyIn(blocks, prices)
	for _, sum := range sums {
		for _, p := range prices {
			if p.currency != sum.currency || several(prices, p) || severalSums(sums, sum) || !forThese(sum, p) {
				continue
			}
			pieces := theOne(inPeriods(d.givensOf(p.noun)), p.block, p.from, p.from)
			if pieces == nil {
				continue
			}
			low, high := countsTo(pieces.period, sum.period)
			if low == nil {
				continue
			}
			comes := new(big.Rat).Mul(p.price, pieces.count)
			least := new(big.Rat).Mul(new(big.Rat).Mul(low, comes), big.NewRat(95, 100))
			most := new(big.Rat).Mul(new(big.Rat).Mul(high, comes), big.NewRat(105, 100))
			if sum.spent && least.Cmp(sum.amount) <= 0 || !sum.spent && most.Cmp(sum.amount) >= 0 {
				continue
			}
			return d.worth(sum, *pieces, p)
		}
	}
	return nil
}

// comesOfMoney reports whether it is said of a KPI in money what it comes of.
func comesOfMoney(k *source.Node) bool {
	q, err := quantity.Parse(k.Get("target").Text)
	return err == nil && q.Unit.Currency() != "" && k.Get("needs") != nil
}

// purposes finds what money is for: "the travel budget", "a budget for flowers", "on parts".
var purposes = content.Pattern(`(?i)\b([a-z]+) budget\b|` +
	`\bbudget (?:for|of) (?:the |your |our )?([a-z]+)(?: ([a-z]+))?|` +
	`\b(?:on|for) (?:the |your |our )?([a-z]+)(?: ([a-z]+))?\s*$`)

// forThese reports whether a sum of money is for the pieces of a price, as far as the text says what it is for.
func forThese(sum sumOfMoney, p onePrice) bool {
	named := false
	for _, m := range purposes.Get().FindAllStringSubmatch(sum.said, maxCosts) {
		for _, w := range m[1:] {
			w = strings.ToLower(w)
			if w == "" || anyPurpose.Has(w) || periods.Has(quantity.Singular(w)) {
				continue
			}
			named = true
			if general.Has(w) || prose.Akin(quantity.Singular(w), p.noun) || strings.Contains(p.said, quantity.Singular(w)) {
				return true
			}
		}
	}
	return !named
}

var (
	anyPurpose = content.WordSet("a the your our my their weekly daily monthly yearly annual total whole and in is of")
	general    = content.WordSet("food material materials purchasing buying supplies ingredients stock goods")
)

// inPeriods are those numbers that are so many in a period.
func inPeriods(all []given) []given {
	var some []given
	for _, g := range all {
		if g.period != "" {
			some = append(some, g)
		}
	}
	return some
}

// several reports whether a text gives two prices for one thing, and severalSums whether it gives two sums of one kind.
func several(prices []onePrice, p onePrice) bool {
	for _, other := range prices {
		if other.noun == p.noun && other.price.Cmp(p.price) != 0 {
			return true
		}
	}
	return false
}

func severalSums(sums []sumOfMoney, s sumOfMoney) bool {
	for _, other := range sums {
		if other.spent == s.spent && other.amount.Cmp(s.amount) != 0 {
			return true
		}
	}
	return false
}

// worth are the KPIs of a sum of money and of the pieces that it is for.
func (d *drafter) worth(sum sumOfMoney, pieces given, p onePrice) []*source.Node {
	money := func(n *big.Rat) string {
		if p.currency == "" {
			return quantity.Number(n) + " money" // its currency is that of the place
		}
		return p.currency + " " + quantity.Number(n)
	}
	target := "= " + money(sum.amount) + "/" + sum.period
	base := d.numberOf(pieces)
	if _, err := quantity.Parse(target); err != nil || base == nil {
		return nil
	}
	k := source.New(source.Map, "", sum.at)
	k.Append("id", written(d.uniqueWords("money", []string{sum.period}), sum.at))
	k.Append("name", written(Upper(sum.said), sum.at))
	k.Append("description", written(sum.said, sum.at))
	k.Append("target", written(target, sum.at))
	need(k, base, money(p.price)+"/"+p.noun, p.at)
	d.used = append(d.used, sum.at, pieces.at, p.at)
	return []*source.Node{base, k}
}
