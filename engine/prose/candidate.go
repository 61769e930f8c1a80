package prose

import (
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// kind is what sort of number a candidate is.
type kind uint8

const (
	plain kind = iota
	count
	share
	duration
	money
)

// candidate is a number of a sentence with its unit, before it is known whether it asks for something.
type candidate struct {
	number
	sentence  sentence
	kind      kind
	unit      string // as the grammar writes it: "%", "workdays", "call", "USD"
	stop      int    // the token after the number, its unit and its period
	nounEnd   int    // the token after what is counted; the 1 of "tier 1 deals" is not a number of its own
	qualifier []string
	counted   []string // the words between the number and the period: "sales prospecting calls"
	of        bool     // a noun follows the unit: "10 hours of training"
	period    string   // "" for none
	every     string   // several of them: 6 weeks
	anew      bool     // done anew after so long: "rotate the keys every 90 days"
	slash     bool     // the period stands behind a slash, and belongs to this number alone: 100 reports/week
	rhythm    bool     // the period is that of an adjective: 6 weekly sessions
	scope     string
	rises     bool       // the second number of "from 6 courses to 11"
	arrow     bool       // the second number of "8 % -> 12 %"
	start     bool       // the first one
	counts    bool       // a time that says what a share counts
	forbids   bool       // nothing may be beyond it: "nobody has more than 25 open cases"
	listed    *candidate // the one before it in a list
	ofMany    bool       // it is a part of what another number counts: 3 of 5 open positions
	previous  *candidate // the number before it in the sentence
	follows   bool       // the number before it counts something that is asked for in a period
	left      bool       // it asks for nothing; known once it was judged
	claimed   bool       // the words at it ask for it; known once it was judged
	each      string     // a noun that it is per: "15 minutes per call"
	clause    span       // the tokens of its clause
}

// span is a run of tokens, the last one excluded.
type span struct{ from, to int }

// read finds what the number counts, and what it is per.
func (c *candidate) read() {
	if means, k := c.sentence.after(c.next); k > 0 && c.comparator == "" {
		c.comparator, c.stop = means, c.next+k
	}
	switch {
	case c.percent || c.percentWord():
		c.kind, c.unit = share, "%"
	case c.currency != "" || c.currencyWord():
		c.kind = money
	case c.outOf:
	case c.time():
		c.kind = duration
	default:
		c.noun()
	}
	if c.plus && c.comparator == "" {
		c.comparator = quantity.AtLeast
	}
	if means, k := c.sentence.after(c.stop); k > 0 && c.comparator == "" {
		c.comparator, c.stop = means, c.stop+k
	}
	for k := c.stop; c.kind == share && c.comparator == "" && k < c.stop+2 && isNoun(c.sentence.at(k).word) &&
		!c.sentence.at(k).ends() && !boundaries.Has(c.sentence.at(k).word); k++ {
		c.comparator, _ = c.sentence.after(k + 1) // 99.95 % uptime or better
	}
	c.object()
	c.pers()
	if means, k := c.sentence.after(c.stop); k > 0 && c.comparator == "" && c.period != "" {
		c.comparator, c.stop = means, c.stop+k // 25 calls a day or more
	}
	if c.kind != duration && c.sentence.at(c.begin).word == "inside" {
		c.begin, c.comparator = c.at, "" // inside 3 warehouses
	}
	if c.period == "" && (c.kind == count || c.kind == money || c.kind == plain) {
		c.period = c.sentence.period
	}
}

func (c *candidate) percentWord() bool {
	switch c.sentence.at(c.stop).word {
	case "%", "percent", "pct":
		c.stop++
		return true
	case "per":
		if c.sentence.at(c.stop+1).word == "cent" {
			c.stop += 2
			return true
		}
	}
	return false
}

// currencyWord reads "USD 500", "500 EUR" and "500 dollars".
func (c *candidate) currencyWord() bool {
	if timeUnits()[c.sentence.at(c.stop).word] != "" || timeUnits()[c.number.unit] != "" {
		return false // TTD < 5 minutes
	}
	if code := c.sentence.at(c.begin - 1); (isCode(code.text) || code.word == "rp") && !code.ends() {
		if c.currency, c.begin = code.text, c.begin-1; code.word == "rp" {
			c.currency = "IDR"
		}
		c.sentence.comparator(&c.number)
		return true
	}
	word := c.sentence.at(c.stop)
	weight := word.word == "pounds" && c.sentence.any(0, len(c.sentence.tokens), lifting.Set())
	if code := currencies[word.word]; code != "" && !weight {
		c.currency, c.stop = code, c.stop+1
		return true
	}
	if isCode(word.text) {
		c.currency, c.stop = word.text, c.stop+1
		return true
	}
	return false
}

// isCode asks the grammar, which knows the codes of currencies.
func isCode(text string) bool {
	if len(text) != 3 || strings.ToUpper(text) != text {
		return false
	}
	q, err := quantity.Parse("1 " + text)
	return err == nil && q.Unit.Currency() == text
}

// time reads the unit of a duration.
func (c *candidate) time() bool {
	word, _, _ := strings.Cut(c.number.unit, "/")
	if word != "" && timeUnits()[word] != "" {
		c.unit = timeUnits()[word]
		return true
	}
	if c.number.unit != "" || c.sentence.at(c.next-1).ends() && !c.restated {
		return false
	}
	t := c.sentence.at(c.stop)
	unit, per, stuck := strings.Cut(t.word, "/")
	if stuck && len(unit) > 1 && timeUnits()[unit] != "" && periods()[per] != "" {
		c.unit, c.period, c.stop = timeUnits()[unit], periods()[per], c.stop+1 // 35 hrs/week
		return true
	}
	if kind := dayKinds[t.word]; kind != "" && timeUnits()[c.sentence.at(c.stop+1).word] != "" {
		c.unit = timeUnits()[c.sentence.at(c.stop+1).word]
		if c.unit == "days" {
			c.unit = kind
		}
		c.stop += 2
		return true
	}
	if weekdays.Has(t.word) && c.sentence.alternate(c.at) != "" {
		c.unit, c.stop = "weeks", c.stop+1
		return true
	}
	if c.unit = timeUnits()[t.word]; c.unit == "" || len(t.word) == 1 && t.word != "h" && t.word != "s" {
		return false
	}
	c.stop++
	if !c.sentence.at(c.stop-1).ends() && c.sentence.andHalf(&c.number, c.stop) {
		c.stop += 3 // an hour and a half
		return true
	}
	c.second()
	return true
}

// second reads a further part of a duration: "1 hour 30 minutes".
func (c *candidate) second() {
	n, ok := c.sentence.number(c.stop)
	unit := timeUnits()[c.sentence.at(c.stop+1).word]
	if !ok || n.begin != c.stop || unit == "" || c.high != "" || c.sentence.at(c.stop-1).ends() {
		return
	}
	c.unit += " " + n.low + " " + unit
	c.stop += 2
	c.number.next = c.stop
}

// noun reads what is counted: the last plural before the noun ends, or the last word where it is one.
func (c *candidate) noun() {
	if c.number.unit != "" || c.times { // 50/day
		return
	}
	if w := c.sentence.at(c.stop).word; w == "times" && !c.sentence.at(c.next-1).ends() {
		c.times, c.stop = true, c.stop+1
		return
	}
	per, next := c.sentence.at(c.stop), c.sentence.at(c.stop+1)
	if p := periods()[next.word]; p != "" && per.word == "per" && !next.ends() {
		c.period, c.stop = p, c.stop+2 // 1 per quarter competitor analysis
	}
	if p := often(per.word); p != "" && !per.ends() && c.nounGoesOnAt(c.stop+1) && c.pluralSoon(c.stop+1) {
		c.stop++ // 40 weekly calls, 3 weekly two-hour workshops
		if !audience.Has(next.word) {
			c.period, c.rhythm = p, true
		}
	}
	from := c.stop
	to := from
	for to < from+maxNoun && (c.nounGoesOn(to) || c.namesTwo(from, to) ||
		to > from && labels.Has(c.sentence.at(to-1).word) && c.namesOne(to)) {
		to++
		if p := often(c.sentence.at(to).word); p != "" && c.nounGoesOnAt(to+1) && plural(c.sentence.at(to+1).word) {
			if !audience.Has(c.sentence.at(to + 1).word) {
				c.period = p // 40 new weekly calls
			}
			to++
		}
		if k := c.remark(to); k > 0 {
			to = k + 1 // at least 1 new (or old) post
			continue
		}
		if k := c.alternatives(to); k > 0 {
			to = k // at least 1 sales, service or field session
			continue
		}
		_, after, _ := strings.Cut(c.sentence.at(to-1).word, "/")
		if c.sentence.at(to-1).ends() || periods()[after] != "" {
			break
		}
	}
	if head := c.head(from, to); head >= 0 {
		c.kind, c.stop = count, head+1
		c.nounEnd = head + 1
		c.unit, _, _ = strings.Cut(c.sentence.at(head).word, "/")
		for _, t := range c.sentence.tokens[from : head+1] {
			c.counted = append(c.counted, t.word)
		}
		for _, t := range c.sentence.tokens[from:head] {
			c.qualifier = append(c.qualifier, t.meanings()...)
		}
		c.split(head)
	}
}

// pluralSoon reports whether a noun in the plural begins at a place, or behind a word or two that tell its kind.
func (c *candidate) pluralSoon(from int) bool {
	for i := from; i < from+3 && c.nounGoesOnAt(i); i++ {
		if plural(c.sentence.at(i).word) {
			return true
		}
		if c.sentence.at(i).ends() {
			return false
		}
	}
	return false
}

// audience are people of whom so many come in a day or month: "1,000 weekly users" says how many there are.
var audience = content.WordSet(`
users readers visitors visits players viewers subscribers listeners actives donors members
supporters customers contributors`)

// remark is where a remark in brackets ends that splits a noun, 0 where none does. Behind a plural it ends the noun.
func (c *candidate) remark(to int) int {
	if c.sentence.at(to).open != "(" || plural(c.sentence.at(to-1).word) || c.sentence.at(to-1).ends() {
		return 0
	}
	for k := to; k < to+4; k++ {
		t := c.sentence.at(k)
		if t.close == ")" && c.nounGoesOnAt(k+1) {
			return k + 1
		}
		if k > to && t.open != "" || t.close != "" {
			return 0
		}
	}
	return 0
}

// alternatives is where the noun stands that words in a list share, 0 for none.
func (c *candidate) alternatives(to int) int {
	if c.sentence.at(to).word == "or" && c.low != "1" && !plural(c.sentence.at(to-1).word) &&
		c.nounGoesOnAt(to+1) && c.nounGoesOnAt(to+2) && !c.sentence.at(to+1).ends() {
		return to + 2 // 3 customer or user talks
	}
	if c.sentence.at(to-1).close != "," || plural(c.sentence.at(to-1).word) && c.low != "1" {
		return 0
	}
	for k := to; k < to+4; k++ {
		if c.sentence.at(k).word == "or" && c.nounGoesOnAt(k+1) && c.nounGoesOnAt(k+2) && !c.sentence.at(k+1).ends() {
			return k + 2
		}
		if w := c.sentence.at(k); w.word == "" || boundaries.Has(w.word) || !isNoun(w.word) {
			return 0
		}
	}
	return 0
}

func (c *candidate) nounGoesOnAt(i int) bool {
	t := c.sentence.at(i)
	return t.word != "" && t.open == "" && !boundaries.Has(t.word) && isNoun(t.word)
}

// maxNoun is how many words a noun with its adjectives has at most.
const maxNoun = 6

func (c *candidate) nounGoesOn(i int) bool {
	t := c.sentence.at(i)
	if t.word == "" || boundaries.Has(t.word) || t.open != "" {
		return false
	}
	if numberWord(t.word) != "" || thirdPerson.Has(t.word) && i > c.next {
		return false
	}
	if t.word == "x" && c.sentence.numberAt(i+1) {
		return false // 4 x 10 hours
	}
	return isNoun(t.word) && !c.sentence.at(i-1).ends()
}

// namesTwo recognises the "& 3" of "tier 2 & 3 deals", from its sign or its number.
func (c *candidate) namesTwo(from, to int) bool {
	if w := c.sentence.at(to).word; w != "&" && w != "and" {
		before := c.sentence.at(to - 1).word
		return (before == "&" || before == "and") && c.namesOne(to) && c.namesTwo(from, to-1)
	}
	return to-2 > from-1 && c.namesOne(to-1) && labels.Has(c.sentence.at(to-2).word) && c.namesOne(to+1)
}

// namesOne recognises the 1 of "tier 1 deals".
func (c *candidate) namesOne(i int) bool {
	w := c.sentence.at(i).word
	return w != "" && digitsOnly(w) && !c.sentence.at(i-1).ends()
}

// isNoun accepts words of letters and hyphens, and one slash.
func isNoun(word string) bool {
	for i := range len(word) {
		b := word[i]
		decimal := b == '.' && i > 0 && i+1 < len(word) && isDigit(word[i-1]) && isDigit(word[i+1]) // 1.5-hour
		if !isLetter(b) && !isDigit(b) && b < 0x80 && b != '#' && !decimal &&
			(i == 0 || b != '-' && b != '/' && b != '\'') {
			return false
		}
	}
	n := number{}
	return strings.Trim(word, "0123456789") != "" && (!n.numeral(word) || n.adjective)
}

// head is the word that is counted, -1 where there is none: the last plural, else the last word that is no participle.
func (c *candidate) head(from, to int) int {
	last := -1
	if from < to && ofMass.Has(c.sentence.at(from).word) && !plural(c.sentence.at(from+1).word) {
		return from // 25 kg alone
	}
	for i := from; i < to; i++ {
		word, _, _ := strings.Cut(c.sentence.at(i).word, "/")
		if i > from && last == i-1 && participles.Has(word) {
			break // 4 emails covering key concepts
		}
		if plural(word) && !digitsOnly(word) && !thirdPerson.Has(word) {
			last = i
		}
	}
	if last >= 0 && (c.low != "1" || c.high != "") {
		return last
	}
	for i := to - 1; i >= from; i-- {
		if w := c.sentence.at(i).word; !strings.HasSuffix(w, "ed") && !adjectives.Has(w) && !thirdPerson.Has(w) {
			return i
		}
	}
	return -1
}

// ofMass are units that nobody counts things of.
var ofMass = content.WordSet("kg km mm cm lb lbs kwh mwh mb gb tb kb")

// participles begin what is told of a noun, and are not part of it.
var participles = content.WordSet(`covering using running having including
showing working participating attending adopting depending`)

// thirdPerson are forms of verbs that look like plurals.
var thirdPerson = content.WordSet(`
makes builds produces employs gets lives goes takes shows helps does drives has is was becomes joins attends gives
meets receives reaches agrees means`)

func plural(word string) bool {
	return quantity.Singular(word) != word
}

// split takes the period of "calls/day" and the other noun of "updates/additions" off.
func (c *candidate) split(head int) {
	_, after, ok := strings.Cut(c.sentence.at(head).word, "/")
	if ok && periods()[after] != "" {
		c.period, c.slash = periods()[after], true
		c.counted[len(c.counted)-1] = c.unit // reports/week
	}
}

// object reads the noun after "of": 95 % of tickets, 10 hours of training.
func (c *candidate) object() {
	if c.kind == count || c.kind == plain || c.sentence.at(c.stop-1).ends() {
		return
	}
	next := c.sentence.at(c.stop).word
	c.of = next == "of"
	for i := c.stop; i < c.stop+maxNoun && i < len(c.sentence.tokens); i++ {
		if w := c.sentence.tokens[i]; !perWords.Has(w.word) {
			c.qualifier = append(c.qualifier, w.meanings()...)
		}
		if c.sentence.tokens[i].ends() {
			break
		}
	}
}

// pers reads what the number is per, up to the end of its clause or the next number.
func (c *candidate) pers() {
	_, stuck, _ := strings.Cut(c.number.unit, "/")
	if periods()[stuck] != "" {
		c.period = periods()[stuck]
	}
	own := c.stop
	from := own
	if c.sentence.at(from).word == "of" && c.kind == count && !c.sentence.at(from-1).ends() {
		if t, _, ok := c.sentence.length(from + 1); ok {
			from = t.to // 28 lessons of 45 minutes a week
		}
	}
	for i := from; i < len(c.sentence.tokens) && i < own+maxAway; i++ {
		shift := c.sentence.isLength(i) && periods()[c.sentence.at(i+1).word] != "" // per 7.5-hour shift
		if c.sentence.at(i-1).ends() && i > c.stop-1 && c.sentence.at(i-1).close != ")" ||
			i > from && !shift && c.anotherNumber(i) ||
			quantity.Occasions(c.sentence.at(i).word) > 0 {
			return
		}
		c.per(i)
		if from > own {
			c.stop = own
		}
	}
}

// maxAway is how many words may stand between a number and its period.
const maxAway = 12

func (c *candidate) anotherNumber(i int) bool {
	priced := c.kind != money && strings.IndexAny(c.sentence.at(i).text, "$€£¥") == 0 // 600 givers at £9 a month
	return priced || c.sentence.numberAt(i) && c.sentence.at(i).word != "hundred"
}

// per reads one "per month", "a day", "each week" or "daily".
func (c *candidate) per(i int) {
	t := c.sentence.at(i)
	if p := shortly[t.word]; p != "" && c.period == "" && i == c.stop {
		c.setPeriod(p, i+1)
		return
	}
	last := c.kind != share && (t.ends() || i == len(c.sentence.tokens)-1)
	if p := often(t.word); p != "" && c.period == "" && (i == c.stop || last) {
		c.setPeriod(p, i+1)
		return
	}
	if next := c.sentence.at(i + 1).word; t.word == "on" && (next == "weekdays" || next == "workdays") && c.period == "" {
		c.setPeriod("day", i+2)
		return
	}
	if !perWords.Has(t.word) || t.ends() || c.sentence.at(i-1).word == "half" { // half a minute
		return
	}
	if (t.word == "a" || t.word == "an") && c.limits(i-1) {
		if _, adjective, ok := c.sentence.length(i + 1); !ok || !adjective || periods()[c.sentence.at(i+2).word] == "" {
			return
		} // in an 8-hour shift
	}
	at := i + 1
	for fillers.Has(c.sentence.at(at).word) && at < i+3 {
		at++
	}
	if kind := c.sentence.at(at); periods()[kind.word] == "" && periods()[c.sentence.at(at+1).word] != "" &&
		(isNoun(kind.word) || c.sentence.isLength(at)) && !kind.ends() {
		at++ // per clinic day, per 7.5-hour shift
	}
	word := quantity.Singular(c.sentence.at(at).word)
	if next := c.sentence.at(at + 1).word; ofPeriods.Has(next) && !c.sentence.at(at).ends() {
		return // in every year group
	}
	if c.sentence.at(at).text == "HR" && t.word != "per" {
		return // a heavy HR machine
	}
	switch {
	case c.period == "" && weekdays.Has(word):
		c.setPeriod("week", at+1) // each Friday
	case c.period == "" && word == "night" && c.kind == count:
		c.setPeriod("day", at+1) // 90 covers a night
	case (c.period == "" || c.rhythm) && periods()[word] != "":
		c.setPeriod(periods()[word], at+1)
	case c.scope == "" && scopes()[word] != "" && t.word != "a" && t.word != "an":
		c.scope = scopes()[word]
		c.stop = max(c.stop, at+1)
	case t.word == "per" && t.open == "" && c.each == "" && word != "" && isNoun(word) &&
		(i == c.stop || i == c.stop+1 && c.kind == count && strings.HasSuffix(c.sentence.at(i-1).word, "ed")):
		if kind, noun := c.sentence.at(at), c.sentence.at(at+1); participle(kind.word) && !kind.ends() &&
			isNoun(noun.word) && !boundaries.Has(noun.word) {
			at, word = at+1, quantity.Singular(noun.word) // per qualified lead
		}
		c.each = word
		c.stop = max(c.stop, at+1)
	}
}

// isLength reports whether a length of time stands at a place as an adjective: a 7.5-hour shift.
func (s sentence) isLength(i int) bool {
	_, adjective, ok := s.length(i)
	return ok && adjective
}

// ofPeriods stand behind the word for a period that is no period: "in every year group".
var ofPeriods = content.WordSet("group groups end close band cohort student students nurse manager")

// limits reports whether the word before an article makes it a number. "3 complaints in a quarter" is a rate.
func (c *candidate) limits(i int) bool {
	w := c.sentence.at(i).word
	return limits.Has(w) && !(w == "in" && c.kind == count && i == c.stop)
}

// limits stand before an article that is a number: "within a day" is no rate.
var limits = content.WordSet("within in under than over for of by after")

func (c *candidate) setPeriod(period string, stop int) {
	c.period = period
	if c.kind != share { // "95 % of calls a day" keeps its end at the noun
		c.stop = max(c.stop, stop)
	}
}

// leading reads a period that stands before the number: "each week you …", "a monthly quota of 20 calls", "Daily: 50
// calls".
func (c *candidate) leading() {
	if c.period != "" || c.kind == share || c.kind == duration || c.kind == plain && !c.labelled() {
		return
	}
	for i := 0; i < c.begin; i++ {
		t, then := c.sentence.at(i), c.sentence.at(i+1).word
		next := quantity.Singular(then)
		per := t.word == "each" || t.word == "every" || t.word == "per" && (i == 0 || c.labelled())
		switch {
		case often(t.word) != "" && (goals.Has(then) || amounts.Has(then) || strings.Contains(t.close, ":")):
			c.period = often(t.word)
		case per && periods()[next] != "" && i+1 < c.begin && !hasDigit(c.sentence.tokens[:i]):
			c.period = periods()[next]
		case weekdays.Has(next) && i+1 < c.begin && (per || t.word == "on" && plural(then) && i == 0):
			c.period = "week" // every Sunday you serve 90 customers
		case t.word == "in" && i == 0 && perWords.Has(then) && c.sentence.periodFrom(i+2) != "":
			c.period = c.sentence.periodFrom(i + 2) // in a month these are 120 texts, in a normal week you do 6
		}
	}
}

// periodFrom is the period at a place, behind a word that says which: a normal week.
func (s sentence) periodFrom(i int) string {
	if fillers.Has(s.at(i).word) || usualOnes.Has(s.at(i).word) {
		i++
	}
	return periods()[s.at(i).word]
}

var usualOnes = content.WordSet("typical usual good average")

// amounts are words for a number that is asked for: "an annual number of $900K".
var amounts = content.WordSet("number volume minimum maximum total cap limit")

// fromLabel counts what the name before a colon says: "New customers: 8".
func (c *candidate) fromLabel() {
	if c.kind != plain || !c.labelled() {
		return
	}
	for i := c.begin - 1; i >= 0 && i >= c.begin-maxLabel; i-- {
		w := c.sentence.at(i).word
		if boundaries.Has(w) {
			c.unit = ""
			continue
		}
		if c.unit == "" && plural(w) && isNoun(w) && strings.HasSuffix(c.before().close, ":") &&
			!scores.Has(w) && !goals.Has(w) && periods()[quantity.Singular(w)] == "" {
			c.unit = w
			c.qualifier = append(c.qualifier, c.namedBy(i)...)
		}
	}
	if c.unit != "" && c.period != "" {
		c.kind = count
	}
}

// namedBy are the words of a label but the one that is counted.
func (c *candidate) namedBy(head int) []string {
	var all []string
	for i := max(0, c.begin-maxLabel); i < c.begin; i++ {
		if i != head {
			all = append(all, c.sentence.at(i).meanings()...)
		}
	}
	return all
}

// fromBefore counts what stands before the number: "prospecting calls (minimum 15 per day)".
func (c *candidate) fromBefore() {
	if c.kind != plain || c.unit != "" || c.times || c.period == "" || c.number.unit != "" {
		return
	}
	for i := c.begin - 1; i >= max(0, c.begin-maxNoun); i-- {
		t := c.sentence.at(i)
		if i < c.begin-1 && (t.ends() || boundaries.Has(t.word)) || t.close != "" && i < c.begin-1 {
			return
		}
		if plural(t.word) && isNoun(t.word) && !boundaries.Has(t.word) {
			c.kind, c.unit = count, t.word
			for k := i - 1; k >= 0 && isNoun(c.sentence.at(k).word) && !boundaries.Has(c.sentence.at(k).word); k-- {
				c.qualifier = append(c.qualifier, c.sentence.at(k).meanings()...)
			}
			return
		}
	}
}

// text writes the candidate in the grammar of quantities.
func (c *candidate) text() string {
	var b strings.Builder
	if c.comparator != "" {
		b.WriteString(string(c.comparator) + " ")
	}
	b.WriteString(c.amount(c.low))
	switch {
	case c.comparator == quantity.Between:
		b.WriteString(" and " + c.amount(c.high))
	case c.high != "":
		b.WriteString(".." + c.amount(c.high))
	}
	for _, per := range []string{c.each, c.scope} {
		if per != "" {
			b.WriteString("/" + per)
		}
	}
	switch {
	case c.every != "":
		b.WriteString(" every " + c.every)
	case c.period != "":
		b.WriteString("/" + c.period)
	}
	return b.String()
}

func (c *candidate) amount(number string) string {
	switch {
	case c.kind == money:
		return c.currency + " " + number
	case c.unit == "":
		return number
	}
	return number + " " + c.unit
}

var currencies = map[string]string{"dollars": "USD", "euro": "EUR", "euros": "EUR", "pounds": "GBP", "yen": "JPY"}

// adjectives that end a noun are none: "one each new".
var adjectives = content.WordSet("new more different separate additional")
