package draft

import (
	"math/big"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// given is a number of things that a text states, whether it asks for them or says that they are there: "we have 5
// adults", "300 shops", "8,000 units a day".
type given struct {
	count  *big.Rat
	noun   string // in the singular
	period string // "" for none
	limit  bool   // no more of them are allowed, or fewer are: no number of what there is
	at     source.Span
	block  int
	from   int // bytes of the block, and to
	to     int
	said   string // its sentence
}

const (
	// manyOf begins a group of digits, which goes on with words for numbers.
	manyOf = `(\d{1,3}(?:,\d{3})+|\d{1,6}|`
	everyA = `(?:/|\ban?|\bper|\beach|\bevery)\s*(?:working |single )?` +
		`(hour|day|night|evening|morning|shift|week|month|quarter|year)s?\b`
)

// givens are the patterns of numbers of things.
var givens = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:^|[^\w.,€$£-])` + manyOf + numerals(2, 90) + `)\s+` +
		`((?:[a-z][a-z'-]* ){0,3}?(?:[a-z][a-z-]*?s|people|children|staff|kg|km|litres))\b` +
		`(?:\s+(?:of [a-z]+ )?(?:are [a-z]+ |in all |together |each |in total )?` + everyA + `|\s+(daily|weekly|monthly)\b)?`)
})

// numberOfThem finds numbers of things behind what they are: "Number of gifts a year: 8,000".
var numberOfThem = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\bnumber of ((?:[a-z-]+ ){0,2}?[a-z-]+s)(?:\s+` + everyA + `)?\s*[:=]\s*` + manyOf +
		numerals(2, 90) + `)`)
})

// before a number, these say that it is a limit, or one of several that are meant.
var bounded = content.Pattern(`(?i)\b(?:no more than|at most|maximum(?: of)?|max\.?|up to|not more than|` +
	`another|other|further|extra|more than|under|fewer than|less than|at least|minimum(?: of)?|` +
	`per|every|each|over|above|below|between|` +
	`\d\s*(?:and|or|to))\s*$`)

// longAgo recognises a sentence about what has been.
var longAgo = content.Pattern(`(?i)\b(?:last (?:year|month|week|quarter|season)|ago|used to|previously|` +
	`in (?:19|20)\d\d|was|were|had)\b`)

// notAllAtOnce recognises that those who are counted are not there together.
var notAllAtOnce = content.Pattern(`(?i)\b(?:on the books|different (?:days|times|hours)|(?:in|take|by) turns|` +
	`waiting list|registered|nights?|by day|part-time)\b`)

// ofAllTogether recognises a sentence about what people do together.
var ofAllTogether = content.Pattern(`(?i)\b(?:together|team|we|in all|in total|so that|as a group|your|` +
	`the (?:[a-z]+ )?(?:bakery|shop|line|section|department|kitchen|group|crew|shift|` +
	`unit|store|restaurant|ward|office|branch|desk))\b`)

// givensOf are the numbers that the text states of what a word names, each in its sentence.
func (d *drafter) givensOf(noun string) []given {
	var all []given
	for _, g := range d.stated() {
		if g.noun == noun {
			all = append(all, g)
		}
	}
	return all
}

// stated are the numbers of things of the text, found once.
func (d *drafter) stated() []given {
	if d.counted {
		return d.given
	}
	d.counted = true
	for n, b := range d.doc.Blocks {
		if b.Table != nil || b.Kind == content.Heading || len(d.given) > maxCompared {
			continue
		}
		text := b.Text.String()
		for _, m := range givens().FindAllStringSubmatchIndex(text, maxCompared) {
			q, err := quantity.Parse(strings.ToLower(text[m[2]:m[3]]))
			noun := lastNoun(strings.ToLower(text[m[4]:m[5]]))
			if err != nil || q.Low == nil || noun == "" || timeNouns.Has(noun) {
				continue
			}
			if next := nextWord(text[m[5]:]); plural(next) && isPerson(next) {
				noun = quantity.Singular(next) // four sales assistants
			}
			g := given{count: q.Low, noun: noun, block: n, from: m[2], to: m[1], at: whereIs(b, text, m[2:4]),
				said: sentenceAt(text, m[2])}
			g.limit = bounded.Get().MatchString(text[:m[2]]) || longAgo.Get().MatchString(g.said)
			switch {
			case m[6] >= 0:
				g.period = periodOf(text[m[6]:m[7]])
			case m[8] >= 0:
				g.period, _ = quantity.Rhythm(strings.ToLower(text[m[8]:m[9]]))
			case dailyWords.Get().MatchString(text[m[4]:m[5]]):
				often := dailyWords.Get().FindString(text[m[4]:m[5]]) // 80 daily calls
				g.period, _ = quantity.Rhythm(strings.ToLower(often))
			default:
				first := everyFirst.Get().FindStringSubmatch(g.said)
				if first != nil && !everyHas.Get().MatchString(g.said) {
					g.period = periodOf(first[1]) // every day you bake 120 pies
				}
			}
			d.given = append(d.given, g)
		}
		for _, m := range numberOfThem().FindAllStringSubmatchIndex(text, maxCosts) {
			q, err := quantity.Parse(strings.ToLower(text[m[6]:m[7]]))
			if err != nil || q.Low == nil {
				continue
			}
			g := given{count: q.Low, noun: lastNoun(strings.ToLower(text[m[2]:m[3]])), block: n, from: m[6], to: m[7],
				at: whereIs(b, text, m[6:8]), said: sentenceAt(text, m[6])}
			if m[4] >= 0 {
				g.period = periodOf(text[m[4]:m[5]])
			}
			d.given = append(d.given, g)
		}
	}
	return d.given
}

// dailyWords are words before a noun that say how often.
var dailyWords = content.Pattern(`(?i)\b(?:daily|weekly|monthly|quarterly|yearly|annual)\b`)

// everyHas is what there is at once: each shift has four nurses.
var everyHas = content.Pattern(`(?i)^(?:each|every) [a-z]+ (?:has|have|needs|is|gets)\b`)

// everyFirst is a period with which a sentence begins.
var everyFirst = content.Pattern(`(?i)^(?:each|every|on an? (?:full|busy|normal|average|typical|usual)) ` +
	`(hour|day|night|shift|week|month|quarter|year)\b`)

// nextWord is the word with which a text goes on behind a space; "" for none.
func nextWord(text string) string {
	rest, ok := strings.CutPrefix(text, " ")
	word := strings.ToLower(rest[:strings.IndexFunc(rest+".", func(r rune) bool { return r < 'A' || r > 'z' })])
	if !ok {
		return ""
	}
	return word
}

func plural(word string) bool { return quantity.Singular(word) != word }

// periodOf is a period as the grammar has it. A night or a shift is the day of whoever works it.
func periodOf(word string) string {
	word = strings.ToLower(word)
	switch word {
	case "night", "evening", "morning", "shift":
		return "day"
	}
	return word
}

var timeNouns = content.WordSet(`
hour minute second day week month quarter year time night shift hr min euro dollar pound percent`)

// sentenceAt is the sentence of a text that holds a place, or what stands next to it in a very long one.
func sentenceAt(text string, at int) string {
	from, to := max(0, at-longestSentence), min(len(text), at+longestSentence)
	for from > 0 && !utf8.RuneStart(text[from]) {
		from++
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	near := text[from:to]
	begin, end := 0, len(near)
	for _, m := range sentenceEnds.Get().FindAllStringIndex(near, -1) {
		if from+m[1] <= at {
			begin = m[1]
		} else if from+m[0] >= at {
			end = m[0]
			break
		}
	}
	return strings.TrimRight(strings.TrimSpace(near[begin:end]), ".,;:")
}

const longestSentence = 600

// theOne is the one number of some that is no limit and lies outside of a stretch of a block; nil for none, or several
// different ones.
func theOne(all []given, block, from, to int) *given {
	var found *given
	for _, g := range all {
		if g.limit || g.block == block && g.from >= from && g.from < to {
			continue
		}
		if found != nil && (found.count.Cmp(g.count) != 0 || found.period != g.period) {
			return nil
		}
		if found == nil {
			found = &g
		}
	}
	return found
}

// product says that one number of a text is not what another one comes to at a rate that the text gives: 20 children,
// where 3 adults look after 4 each. Both become KPIs, since the text asks for neither by itself.
func (d *drafter) product(whole, part given, rate string) []*source.Node {
	base := d.numberOf(part)
	sum := d.numberOf(whole)
	if base == nil || sum == nil {
		return nil
	}
	need(sum, base, rate, whole.at)
	d.used = append(d.used, part.at, whole.at)
	return []*source.Node{base, sum}
}

// numberOf is the KPI of a number that a text states; nil where the grammar has no such number.
func (d *drafter) numberOf(g given) *source.Node {
	many := quantity.Plural(g.noun)
	if g.count.Cmp(big.NewRat(1, 1)) == 0 {
		many = g.noun
	}
	target := "= " + quantity.Number(g.count) + " " + many
	if g.period != "" {
		target += "/" + g.period
	}
	if _, err := quantity.Parse(target); err != nil {
		return nil
	}
	k := source.New(source.Map, "", g.at)
	k.Append("id", written(d.uniqueWords(Slug(many), []string{"stated"}), g.at))
	k.Append("name", written(Upper(g.said), g.at))
	k.Append("description", written(g.said, g.at))
	k.Append("target", written(target, g.at))
	return k
}

// ratios are the patterns of how many of one kind are for one of another: the number, what it counts, and for whom.
type ratios struct {
	per   *regexp.Regexp // "no more than 4 children per adult"
	leads *regexp.Regexp // "each nurse looks after no more than 8 patients"
	to    *regexp.Regexp // "1 adult to 4 children"
}

var ofRatios = sync.OnceValue(func() ratios {
	many := manyOf + numerals(2, 90) + `)`
	things := `((?:[a-z][a-z-]* ){0,2}?(?:[a-z][a-z-]*?s|people|children))`
	limit := `(?:no more than|at most|a maximum of|maximum of|max\.?|up to|not more than|more than)`
	does := `(?:looks? after|cares? for|leads?|holds?|has|have|teaches|supervises?|supports?|handles?|carries|serves?|` +
		`watch(?:es)?|takes care of|guides?|manages?)`
	return ratios{
		per: regexp.MustCompile(`(?i)` + limit + `\s+` + many + `\s+` + things + `\s+` +
			`(?:per|an?|for (?:each|every|one)|to (?:an?|one|each|every))\s+([a-z][a-z-]*)\b`),
		leads: regexp.MustCompile(`(?i)\b(?:(each|every|an?|one|1|no))\s+(?:[a-z-]+ )?([a-z][a-z-]*)\s+` + does +
			`\s+(?:for )?(` + limit + `)\s+` + many + `\s+` + things + `\b`),
		to: regexp.MustCompile(`(?i)\b(?:1|one|an)\s+([a-z][a-z-]*)\s+(?:to|for)\s+(?:every )?` + many + `\s+` +
			things + `\b`),
	}
})

// overfull are the KPIs of how many there are for those who may have only so many each: 20 children for 3 adults, where
// there must be no more than 4 children per adult.
func (d *drafter) overfull(blocks []content.Block) []*source.Node {
	p := ofRatios()
	for n, b := range blocks {
		text := b.Text.String()
		if b.Table != nil || notAllAtOnce.Get().MatchString(text) {
			continue
		}
		check := func(m []int, many, things, one int) []*source.Node {
			group := func(i int) string { return strings.ToLower(text[m[2*i]:m[2*i+1]]) }
			q, err := quantity.Parse(group(many))
			if err != nil || q.Low == nil {
				return nil
			}
			whose := quantity.Singular(group(one))
			what := lastNoun(group(things))
			if periods.Has(whose) || timeNouns.Has(whose) || whose == what {
				return nil
			}
			there := theOne(d.givensOf(whose), n, m[0], m[1])
			all := theOne(d.givensOf(what), n, m[0], m[1])
			if places := placesOf[what]; all == nil && places != "" {
				all = theOne(d.givensOf(places), n, m[0], m[1])
				what = places
			}
			if there == nil || all == nil || all.period != "" || there.period != "" ||
				all.count.Cmp(new(big.Rat).Mul(q.Low, there.count)) <= 0 {
				return nil
			}
			return d.product(*all, *there, quantity.Number(q.Low)+" "+quantity.Plural(what)+"/"+whose)
		}
		for _, m := range p.per.FindAllStringSubmatchIndex(text, maxCosts) {
			if kpis := check(m, 1, 2, 3); kpis != nil {
				return kpis
			}
		}
		for _, m := range p.leads.FindAllStringSubmatchIndex(text, maxCosts) {
			no := strings.EqualFold(text[m[2]:m[3]], "no")
			if more := strings.EqualFold(text[m[6]:m[7]], "more than"); more != no {
				continue // each holds more than 8
			}
			if kpis := check(m, 4, 5, 2); kpis != nil {
				return kpis
			}
		}
		for _, m := range p.to.FindAllStringSubmatchIndex(text, maxCosts) {
			if kpis := check(m, 2, 3, 1); kpis != nil {
				return kpis
			}
		}
	}
	return nil
}

// placesOf are the places of those who need one each: 24 beds are for 24 patients.
var placesOf = map[string]string{"patient": "bed", "resident": "bed", "child": "place", "pupil": "place",
	"guest": "seat", "passenger": "seat", "diner": "seat"}

// eachOfThem are the patterns of what each of several people does: how many people, what they are called, how much each
// does, and what.
type eachOfThem struct {
	named *regexp.Regexp // "each of the 5 bakers shapes 40 cakes a day", "our four assistants each serve 50 guests a day"
	one   *regexp.Regexp // "every picker picks 120 lines an hour"
	crew  *regexp.Regexp // "a team of 8"
}

var ofEachOne = sync.OnceValue(func() eachOfThem {
	many := manyOf + numerals(2, 90) + `)`
	crowd := many + `\s+(?:[a-z-]+ )?([a-z][a-z-]*(?:s|people))`
	does := `\s+(?:[a-z]+ly )?[a-z]+(?: (?:up|in|out|on|off))?\s+(?:about |around )?`
	what := `\s+((?:[a-z][a-z-]* ){0,2}?[a-z][a-z-]*)\s+(?:each )?` + everyA
	return eachOfThem{
		named: regexp.MustCompile(`(?i)(?:\beach (?:one )?of (?:the |our |your |these )?` + crowd + does + many + what +
			`|\b` + crowd + `\s+(?:each` + does + many + what +
			`|[a-z]+(?: in)?\s+` + many + `\s+([a-z][a-z-]*)\s+each\s+` + everyA + `))`),
		one:  regexp.MustCompile(`(?i)\b(?:each|every|an?)\s+([a-z][a-z-]*)` + does + many + what),
		crew: regexp.MustCompile(`(?i)\b(?:team|crew|group|staff) of ` + many + `\b`),
	}
})

// inAll are the KPIs of what several people do together, where that is more than each of them does: 5 bakers with 40
// cakes a day each, and 300 cakes.
func (d *drafter) inAll(blocks []content.Block) []*source.Node {
	p := ofEachOne()
	for n, b := range blocks {
		if b.Table != nil {
			continue
		}
		text := b.Text.String()
		group := func(m []int, i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return strings.ToLower(text[m[2*i]:m[2*i+1]])
		}
		for _, m := range p.named.FindAllStringSubmatchIndex(text, maxCosts) {
			for _, at := range [][5]int{{1, 2, 3, 4, 5}, {6, 7, 8, 9, 10}, {6, 7, 11, 12, 13}} {
				people, err := quantity.Parse(group(m, at[0]))
				if group(m, at[2]) == "" || err != nil || people.Low == nil {
					continue
				}
				there := given{count: people.Low, noun: quantity.Singular(group(m, at[1])), block: n,
					at: whereIs(b, text, m[2*at[0]:2*at[0]+2]), said: sentenceAt(text, m[0])}
				if kpis := d.together(there, group(m, at[2]), group(m, at[3]), group(m, at[4]), n, m); kpis != nil {
					return kpis
				}
			}
		}
		for _, m := range p.one.FindAllStringSubmatchIndex(text, maxCosts) {
			who := group(m, 1)
			there := theOne(d.givensOf(who), n, m[0], m[1])
			if there == nil {
				there = d.crew(who)
			}
			if there == nil || !isPerson(who) && who != "person" {
				continue
			}
			if kpis := d.together(*there, group(m, 2), group(m, 3), group(m, 4), n, m); kpis != nil {
				return kpis
			}
		}
	}
	return nil
}

// crew is the one team of so many that a text names, as people of a kind; nil for none.
func (d *drafter) crew(who string) *given {
	var found *given
	for n, b := range d.doc.Blocks {
		if b.Table != nil {
			continue
		}
		text := b.Text.String()
		for _, m := range ofEachOne().crew.FindAllStringSubmatchIndex(text, maxCosts) {
			q, err := quantity.Parse(strings.ToLower(text[m[2]:m[3]]))
			if err != nil || q.Low == nil || found != nil {
				return nil
			}
			found = &given{count: q.Low, noun: who, at: whereIs(b, text, m[2:4]), block: n, said: sentenceAt(text, m[0])}
		}
	}
	return found
}

// together are the KPIs where a text names another number of what people do in a period, which is more than each of
// them does.
func (d *drafter) together(people given, each, what, period string, block int, m []int) []*source.Node {
	q, err := quantity.Parse(each)
	noun := lastNoun(what)
	if err != nil || q.Low == nil || noun == "" || noun == people.noun {
		return nil
	}
	var all *given
	for _, g := range d.givensOf(noun) {
		if g.block == block && g.from >= m[0] && g.from < m[1] || g.limit || g.period != periodOf(period) ||
			!ofAllTogether.Get().MatchString(g.said) {
			continue
		}
		if all != nil && all.count.Cmp(g.count) != 0 {
			return nil
		}
		all = &g
	}
	most := new(big.Rat).Mul(q.Low, people.count)
	if all == nil || all.count.Cmp(most.Mul(most, big.NewRat(105, 100))) <= 0 {
		return nil
	}
	whole := *all
	whole.period = ""
	return d.product(whole, people, quantity.Number(q.Low)+" "+quantity.Plural(noun)+"/"+people.noun)
}

// sharesOfMany finds a share of things, and the number that it is said to be: "5 % of the 8,000 units, which is 600
// units a day", "10 % of claims, that is 200 claims a month".
var sharesOfMany = sync.OnceValue(func() *regexp.Regexp {
	many := manyOf + numerals(2, 90) + `)`
	return regexp.MustCompile(`(?i)\b(\d{1,2}(?:\.\d+)?\s?%|half|an? (?:third|quarter|fifth|tenth)|two[- ]thirds|` +
		`three[- ]quarters)\s+of\s+(?:(?:the|our|your|all|these|those)\s+)*(?:` + many + `\s+)?` +
		`((?:[a-z][a-z-]* ){0,2}?[a-z][a-z-]*?s)\b` +
		`([^.;\n]*?)\b(?:which (?:is|are|makes)|that (?:is|makes)|i\.e\.|in other words|so|or|meaning)?[\s,:(–-]*` +
		many + `\s+((?:[a-z][a-z-]* ){0,2}?[a-z][a-z-]*?s)\b`)
})

// relates reports whether a text may set its numbers in relation to each other, though it asks for none.
func (d *drafter) relates() bool {
	p, all := ofRatios(), ofEachOne()
	for _, b := range d.doc.Blocks {
		text := b.Text.String()
		if b.Table != nil || !numbered.Get().MatchString(text) {
			continue
		}
		if p.per.MatchString(text) || p.leads.MatchString(text) || p.to.MatchString(text) || all.named.MatchString(text) ||
			limitsOfMoney.Get().MatchString(text) || incomeOfMoney.Get().MatchString(text) {
			return true
		}
	}
	return false
}

// numbered recognises a text with two numbers in it.
var numbered = content.Pattern(`\d[^\d]+\d`)

// wrongParts are the KPIs of a part of something that is said to be another number than its share comes to.
func (d *drafter) wrongParts(blocks []content.Block) []*source.Node {
	for n, b := range blocks {
		if b.Table != nil {
			continue
		}
		text := b.Text.String()
		for _, m := range sharesOfMany().FindAllStringSubmatchIndex(text, maxCosts) {
			group := func(i int) string {
				if m[2*i] < 0 {
					return ""
				}
				return strings.ToLower(text[m[2*i]:m[2*i+1]])
			}
			share, noun := shareOf(group(1)), lastNoun(group(3))
			stated, err := quantity.Parse(group(5))
			if share == nil || err != nil || stated.Low == nil || noun == "" || lastNoun(group(6)) != noun ||
				!connects.Get().MatchString(text[m[7]:m[10]]) {
				continue
			}
			part := given{count: stated.Low, noun: noun, at: whereIs(b, text, m[10:12]), block: n, said: sentenceAt(text, m[0])}
			var whole *given
			if in := group(2); in != "" {
				if q, err := quantity.Parse(in); err == nil && q.Low != nil {
					whole = &given{count: q.Low, noun: noun, at: whereIs(b, text, m[4:6]), block: n, said: part.said}
				}
			} else {
				whole = theOne(d.givensOf(noun), n, m[0], m[1])
			}
			if whole == nil {
				continue
			}
			comes := new(big.Rat).Mul(share, whole.count)
			off := new(big.Rat).Sub(comes, part.count)
			if off.Abs(off).Cmp(new(big.Rat).Mul(part.count, big.NewRat(5, 100))) <= 0 {
				continue
			}
			all := *whole
			all.period = ""
			percent := new(big.Rat).Mul(share, big.NewRat(100, 1))
			return d.product(part, all, quantity.Number(percent)+"%")
		}
	}
	return nil
}

// connects are words between a share and the number that says the same.
var connects = content.Pattern(`(?i)(?:which (?:is|are|makes)|that (?:is|makes)|i\.e\.|in other words|\bso\b|\(|:)` +
	`[^0-9]*$`)
