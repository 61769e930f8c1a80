package prose

import (
	"math/big"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// demands are the numbers of a sentence that ask for something, and those whose ends are in the wrong order.
func (s sentence) demands(candidates []*candidate) (all, wrong []found) {
	if s.in == profile || s.asks() || s.sideNote() {
		return nil, nil
	}
	split := (s.in != targets || len(candidates) > 2) && splits(candidates) &&
		!s.any(0, candidates[0].begin, asked.Set()) // targets: 75 % at grade 4, 25 % at grade 7
	for i, c := range candidates {
		if i > 0 {
			c.previous = candidates[i-1]
		}
		if i > 0 && c.status() && !c.inBrackets() && !c.targeted() {
			break // what came of it, to the end of the sentence
		}
		c.follows = i == 0 && s.goesOn || i > 0 && len(all) > 0 && all[len(all)-1].candidate == candidates[i-1] &&
			candidates[i-1].kind == count && candidates[i-1].period != ""
		aside := leftAlone(c) || i > 0 && c.choice(candidates[i-1]) || s.plan && !c.weighs()
		c.left = aside
		if aside || split && c.kind == share || i > 0 && c.eachOf(candidates[i-1]) {
			continue
		}
		f := found{candidate: c, quoteEnd: c.clause.to}
		if i+1 < len(candidates) {
			f.quoteEnd = min(f.quoteEnd, candidates[i+1].begin)
		}
		var err error
		if f.quantity, err = quantity.Parse(c.text()); err == nil {
			all = append(all, f)
		} else if c.falls() {
			wrong = append(wrong, f)
		} // what the grammar does not have cannot be compared
	}
	return all, wrong
}

// sideNote reports whether an entry says of itself that it is none of what is asked: "Context: …", "Risk: …", "Last
// winter: …".
func (s sentence) sideNote() bool {
	for i := range min(2, len(s.tokens)-1) {
		if s.at(i).ends() {
			return s.reportsBack() || s.at(i).close == ":" && s.label == 0 && (asideLabels.Has(s.at(i).word) && i == 0 ||
				i == 1 && s.at(0).word == "last" || i == 1 && asideLabels.Has(s.at(0).word) && !measuredBy.Has(s.at(1).word))
		}
	}
	return s.reportsBack()
}

// reportsBack reports whether an entry says what came of it: "KR2 update (12 Feb): 19 %", "KR3: done, 5 webinars".
func (s sentence) reportsBack() bool {
	for i := range min(maxNoun+2, len(s.tokens)-1) {
		if !strings.HasSuffix(s.at(i).close, ":") {
			continue
		}
		if s.at(i+1).ends() && reportingWords.Has(s.at(i+1).word) {
			return true
		}
		for i > 0 && strings.Contains(s.at(i).close, ")") {
			for i > 0 && !strings.Contains(s.at(i).open, "(") {
				i--
			}
			i--
		}
		return i > 0 && reportingWords.Has(s.at(i).word) && s.at(i).open == ""
	}
	return false
}

// reportingWords say that what stands behind them has been.
var reportingWords = content.WordSet("update updates progress outcome done missed achieved completed shipped")

// asideLabels begin entries of a plan that ask for nothing.
var asideLabels = content.WordSet(`
context background risk risks assumption assumptions dropped dependency dependencies owner owners rationale why learning
learnings retrospective subject`)

// eachOf recognises a time for each of what the number before it counts: "audit 50 claims a month, one hour per claim".
func (c *candidate) eachOf(before *candidate) bool {
	return c.kind == duration && c.comparator == "" && before.kind == count && before.period != "" &&
		c.each != "" && c.each == quantity.Singular(before.unit)
}

// falls reports whether the second number of a range is below the first one: between 8 and 5. Shares in that order are
// a result, or go down from one to the other: 58 % to 40 %.
func (c *candidate) falls() bool {
	if c.kind == share && c.sentence.at(c.at-1).word != "between" || year(c.low) && len(c.high) <= 2 {
		return false // 2025-12 is a month
	}
	low, err := quantity.Parse(c.low)
	high, err2 := quantity.Parse(c.high)
	return err == nil && err2 == nil && low.Low != nil && high.Low != nil && low.Low.Cmp(high.Low) > 0 && c.kind != plain
}

// asks reports whether a sentence is a question.
func (s sentence) asks() bool {
	return len(s.tokens) > 0 && s.end == 0 &&
		(strings.Contains(s.at(len(s.tokens)-1).close, "?") || s.item && s.interrogates())
}

// choice reports whether a number goes on with one that asks for nothing: "up to €80 a night, or €120 in London".
func (c *candidate) choice(before *candidate) bool {
	w := c.before().word
	if before.left && w == "or" && c.kind != plain && c.comparator == before.comparator &&
		c.begin-before.stop <= maxNoun && (c.sentence.in != targets || c.comparator != "") {
		return true // fines can reach 4 % of turnover or €20M
	}
	return before.left && (w == "or" || w == "and" && c.kind != count && c.begin-before.stop <= 2) && c.comparator == "" &&
		c.kind == before.kind && c.kind != plain && c.sentence.in != targets
}

// candidates are the numbers of a sentence with their units. In a list the period of the last one holds for all: "40
// calls, 12 visits and 3 demos a day".
func (s sentence) candidates() []*candidate {
	var all []*candidate
	for i := s.label; i < s.ownEnd(); i++ {
		n, ok := s.number(i)
		if !ok {
			continue
		}
		c := &candidate{number: n, sentence: s, stop: n.next}
		c.read()
		if len(all) > 0 && c.ofAll(all[len(all)-1]) {
			i = max(i, c.number.next-1, c.nounEnd-1)
			continue
		}
		if len(all) > 0 && c.frequency(all[len(all)-1]) {
			continue
		}
		c.repeats()
		all = append(all, c)
		i = max(i, c.number.next-1, c.nounEnd-1)
	}
	all = partsOf(all)
	for i := 1; i < len(all); i++ {
		all[i].pointed(all[i-1])
		all[i].raised(all[i-1])
		all[i].goesOn(all[i-1])
		all[i].limitsToo(all[i-1])
		all[i].within(all[i-1])
	}
	for i := len(all) - 2; i >= 0; i-- {
		all[i].share(all[i+1])
		all[i].shareAll(all[i+1])
	}
	for _, c := range all {
		c.turn()
		c.leading()
		c.fromLabel()
		c.fromBefore()
	}
	for i := 1; i < len(all); i++ {
		all[i-1].endBefore(all[i])
	}
	s.clauses(all)
	return all
}

// partsOf makes one number of a share and what it is of: "check 5 % of the 8,000 units a day" asks for 400. With a time
// behind it, the share says how many are to be in that time, and the number how many there are.
func partsOf(all []*candidate) []*candidate {
	for i := 0; i+1 < len(all); i++ {
		part, whole := all[i], all[i+1]
		if !part.of || part.kind != share || part.high != "" || whole.kind != count || whole.high != "" ||
			whole.comparator != "" || whole.times || whole.begin-part.stop > 2 || part.period != "" ||
			whole.begin-part.stop == 2 && !allOf.Has(whole.before().word) {
			continue
		}
		if i+2 < len(all) && all[i+2].kind == duration && all[i+2].comparator != "" {
			whole.counts = true
			continue
		}
		p, err := quantity.Parse(part.low)
		w, err2 := quantity.Parse(whole.low)
		if err != nil || err2 != nil {
			continue
		}
		of := new(big.Rat).Mul(p.Low, w.Low)
		whole.low = strings.TrimSuffix(strings.TrimRight(of.Quo(of, big.NewRat(100, 1)).FloatString(2), "0"), ".")
		whole.begin, whole.comparator = part.begin, part.comparator
		all = slices.Delete(all, i, i+1)
	}
	return all
}

var allOf = content.WordSet("the all our your their those these")

// ofAll gives the number before it what both count, "fill 3 of 5 open positions", and reports whether it did.
func (c *candidate) ofAll(part *candidate) bool {
	if c.before().word != "of" || part.kind != plain || part.next != c.begin-1 || c.kind != count || c.begin != c.at ||
		part.times || part.high != "" {
		return false
	}
	part.kind, part.unit, part.counted, part.qualifier = count, c.unit, c.counted, c.qualifier
	part.period, part.scope, part.stop = c.period, c.scope, c.stop
	part.ofMany = true
	return true
}

// ownEnd is where the tokens end that hold numbers of the sentence itself.
func (s sentence) ownEnd() int {
	if s.end > 0 {
		return s.end
	}
	return len(s.tokens)
}

// endBefore gives each word between two numbers to one of them: what the second begins with ends the first.
func (c *candidate) endBefore(next *candidate) {
	next.begin = max(next.begin, c.number.next)
	c.stop = min(c.stop, next.begin)
}

// clauses says of each number which part of the sentence is its own. Numbers with nothing between them that separates
// share one: "95 % of tickets within a day".
func (s sentence) clauses(all []*candidate) {
	from, first := s.label, 0
	for i := range all {
		to := len(s.tokens)
		if i+1 < len(all) {
			if to = s.border(all[i], all[i+1]); to < 0 {
				continue
			}
		}
		for _, c := range all[first : i+1] {
			c.clause = span{from, to}
		}
		from, first = to, i+1
	}
}

// border is where the clause of the second of two numbers begins, -1 where they share one.
func (s sentence) border(a, b *candidate) int {
	for i := b.begin; i > a.stop-1; i-- {
		if i > a.number.at && s.at(i-1).breaks() || joining.Has(s.at(i).word) {
			return i
		}
	}
	return -1
}

var joining = content.WordSet("and but or while plus with whereas")

// splits reports whether the shares of a sentence say how a whole is split up: "80 % selling, 20 % administration".
func splits(all []*candidate) bool {
	total, n := new(big.Rat), 0
	for _, c := range all {
		if c.kind != share {
			continue
		}
		part, ok := new(big.Rat).SetString(c.low)
		if !ok || c.comparator != "" || c.high != "" || c.before().word == "from" { // from 40 % to 60 %
			return false
		}
		total.Add(total, part)
		n++
	}
	return n > 1 && total.Cmp(big.NewRat(100, 1)) == 0
}

// raised takes over the unit of the number before in "from 6 courses to 11".
func (c *candidate) raised(from *candidate) {
	if c.before().word != "to" || from.before().word != "from" || c.kind == share {
		return
	}
	if c.kind == money || c.kind == count {
		c.rises = from.kind == c.kind || from.kind == plain
		return
	}
	if c.kind == duration {
		c.rises = from.kind == duration // from 6 weeks to 3
		return
	}
	if c.sentence.any(0, from.begin, opening24.Set()) {
		return // lines are open from 8 to 6
	}
	c.rises = from.kind == plain // from a score of 35 to 50
	if from.kind == count {
		c.kind, c.unit, c.counted, c.rises = count, from.unit, from.counted, true
	}
}

// opening24 words stand before the hours of a day.
var opening24 = content.WordSet("open opens opening available hours staffed")

// turn makes a limit of what nothing may be beyond: "nobody has more than 25 open cases" allows 25, and "never fewer
// than 3 nurses" asks for 3.
func (c *candidate) turn() {
	turned := map[quantity.Comparator]quantity.Comparator{
		quantity.MoreThan: quantity.AtMost, quantity.LessThan: quantity.AtLeast,
	}[c.comparator]
	from, _ := c.sentence.clause(c.begin)
	for i := c.begin - 1; i > from; i-- {
		if c.sentence.at(i).word == "and" || strings.Contains(c.sentence.at(i-1).close, ")") {
			from = i // not on leave) and here for over 3 months
		}
	}
	if c.kind == duration && c.before().word == "for" && !c.sentence.any(from, c.begin, nobody.Set()) {
		return // cannot be reached for more than a month
	}
	if c.kind == money && plural(c.before().word) && pointsAt.Has(c.sentence.at(c.begin-2).word) {
		return // no changes for deals under $25,000
	}
	if turned != "" && !c.sign && c.sentence.any(from, c.begin, negations.Set()) {
		c.comparator, c.forbids = turned, true
	}
}

// nobody is who may not be beyond a limit.
var nobody = content.WordSet("no none nobody never")

var pointsAt = content.WordSet("for on of to with in")

// within notes that the time before a share that goes from one number to another says what the share counts:
// "activation within 7 days from 38 % to 55 %".
func (c *candidate) within(time *candidate) {
	time.counts = time.kind == duration && c.kind == share && c.before().word == "from" && c.begin == time.stop+1
}

// pointed takes over the unit of the number before in "8 % -> 12 %".
func (c *candidate) pointed(from *candidate) {
	s := c.sentence
	if c.begin != from.stop+1 || !s.at(from.stop).leads(s.at(from.stop-1), s.at(c.begin)) ||
		labels.Has(from.before().word) {
		return
	}
	from.start, c.arrow, c.rises = true, true, true
	if c.kind == plain && from.kind != plain {
		c.kind, c.unit, c.counted = from.kind, from.unit, from.counted
	}
}

// share takes over the period of the next number of a list.
func (c *candidate) share(next *candidate) {
	if !c.listedWith(next) {
		return
	}
	next.listed = c
	if c.period == "" && !next.slash {
		c.period, c.scope = next.period, next.scope
	}
}

// shareAll takes over a period that holds for all that is to be done: "run 8 demos and send out 3 proposals each week".
func (c *candidate) shareAll(next *candidate) {
	s := c.sentence
	if c.kind != count || next.kind != count || c.period != "" || next.period == "" || s.at(c.stop).word != "and" {
		return
	}
	each := s.any(next.begin, next.stop, repeating.Set()) || s.in != targets
	if verb := c.stop + 1; each && next.begin-verb <= 2 && orders()[s.at(verb).word] && c.made() {
		c.period, c.scope = next.period, next.scope
	}
}

var repeating = content.WordSet("each every")

// listedWith reports whether the next number goes on with a list: "2 demos and 3 calls".
func (c *candidate) listedWith(next *candidate) bool {
	between := next.begin - c.stop
	if c.kind != count || next.kind != count || between < 0 || between > 1 {
		return false
	}
	w := c.sentence.at(c.stop).word
	return between == 0 || w == "and" || w == "or"
}

// goesOn takes over unit and period of the number before in "write 8 reports a month and check 4".
func (c *candidate) goesOn(before *candidate) {
	if c.kind != plain || c.period != "" || before.kind != count || before.period == "" || c.comparator != "" && c.sign {
		return
	}
	s := c.sentence
	last := c.stop >= len(s.tokens) || s.at(c.stop-1).ends() || joining.Has(s.at(c.stop).word)
	between := c.begin - before.stop
	if last && 2 <= between && between <= 4 && (joining.Has(s.at(before.stop).word) || s.at(before.stop-1).ends()) &&
		isNoun(s.at(c.begin-1).word) && !boundaries.Has(s.at(c.begin-1).word) {
		c.kind, c.unit, c.counted, c.qualifier = count, before.unit, before.counted, before.qualifier
		c.period, c.scope, c.listed = before.period, before.scope, before
	}
}

// limitsToo takes over the unit of the time before in "P1 within 1 hour, P2 within 4".
func (c *candidate) limitsToo(before *candidate) {
	s := c.sentence
	ends := c.stop >= len(s.tokens) || s.at(c.stop-1).ends() || joining.Has(s.at(c.stop).word)
	limit := c.comparator == quantity.AtMost || c.comparator == quantity.LessThan
	if c.kind == plain && c.unit == "" && c.period == "" && before.kind == duration && limit && !c.sign && ends &&
		(before.comparator != "" || before.before().word == "in") {
		c.kind, c.unit = duration, before.unit
	}
}

// frequency gives "every 2 weeks" to the number before it as its period, and reports whether it did.
func (c *candidate) frequency(before *candidate) bool {
	w := c.sentence.at(c.at - 1).word
	if w != "every" && !(w == "in" && before.times && c.begin == before.stop+1) {
		return false // once in 2 weeks
	}
	if c.kind != duration || c.high != "" || strings.Contains(c.unit, " ") {
		return false
	}
	if before.kind != count && !before.times || before.period != "" || c.begin-before.stop > 4 ||
		c.sentence.any(before.stop, c.begin, joining.Set()) {
		return false
	}
	before.period, before.stop = quantity.Singular(c.unit), c.stop
	if longer := longerPeriods[before.period][c.low]; longer != "" {
		before.period = longer
		return true
	}
	before.every = c.low + " " + c.unit
	return true
}

// repeats reads "a report every 2 weeks", and "every 3 months" where targets are listed: once in them.
func (c *candidate) repeats() {
	if c.kind != duration || c.before().word != "every" || strings.Contains(c.unit, " ") {
		return
	}
	if c.apartFrom() {
		c.begin, c.comparator, c.anew = c.begin-1, quantity.AtMost, true
		if c.high != "" {
			c.low, c.high = c.high, "" // every 15 to 30 minutes
		}
		return
	}
	if c.high != "" {
		return
	}
	once := *c
	once.kind, once.times, once.low, once.unit, once.comparator = plain, true, "1", "", ""
	s := c.sentence
	for i := c.begin - 2; i > max(c.begin-maxNoun, 0) && isNoun(s.at(i).word) && !s.at(i).ends(); i-- {
		if w := s.at(i - 1).word; w == "a" || w == "an" {
			once.kind, once.times, once.unit, once.begin = count, false, s.at(c.begin-2).word, i-1
			break
		}
	}
	if once.anew = c.done(); once.anew && s.ordersFirst() && base(s.at(0)) {
		once.comparator = quantity.AtLeast
	}
	if longer := longerPeriods[quantity.Singular(c.unit)][c.low] != ""; once.kind == plain && !once.anew &&
		(s.in != targets || !longer) {
		return
	}
	if c.frequency(&once) {
		*c = once
	}
}

// apartFrom recognises how long lies between two times at most, where no period says so: "Rotate the keys every 90
// days", "Update the page every 30 minutes".
func (c *candidate) apartFrom() bool {
	s := c.sentence
	if !s.plan {
		return false
	}
	switch unit := quantity.Singular(c.unit); {
	case unit == "day":
		ordered := s.ordersFirst() && base(s.at(0))
		return c.high == "" && c.low != "7" && c.done() && (ordered || longerPeriods[unit][c.low] != "")
	case (unit == "h" || strings.HasPrefix(unit, "min") || unit == "hour") && (s.item || keepingTold.Has(s.at(0).word)):
		return s.any(0, len(s.tokens), keepingTold.Set()) && !s.any(0, c.begin, machinesDo.Set())
	}
	return false
}

var (
	keepingTold = content.WordSet("update updates updated inform notify status")
	machinesDo  = content.WordSet("run runs job jobs cron data cache index automatically automatic sync syncs refresh")
)

// done recognises what is ordered or done again after some days: "Rotate the keys every 90 days", "access is reviewed
// every 6 months".
func (c *candidate) done() bool {
	s := c.sentence
	if !s.plan || strings.HasPrefix(c.unit, "min") || c.unit == "s" || c.unit == "h" || c.unit == "ms" {
		return false
	}
	from, _ := s.clause(c.begin)
	verb := s.at(c.begin - 2)
	return s.ordersFirst() && base(s.at(0)) || participle(verb.word) && s.any(from, c.begin-2, beings.Set())
}

// longerPeriods are the periods that so many of a shorter one make.
var longerPeriods = map[string]map[string]string{
	"day":   {"7": "week", "30": "month", "90": "quarter", "365": "year"},
	"month": {"3": "quarter", "12": "year"}, "quarter": {"4": "year"}, "week": {"52": "year", "13": "quarter"},
}

// found is a demand with the tokens it stands in.
type found struct {
	*candidate
	quantity quantity.Quantity
	quoteEnd int // what is quoted of it ends before this token
}

// ends are the tokens of its words that stand in the place where it is written; of a cell, its own.
func (f found) ends() (first, last token) {
	stop := min(f.stop, f.sentence.ownEnd())
	return f.sentence.tokens[f.begin], f.sentence.tokens[max(stop, f.begin+1)-1]
}

// demand makes the demand; its place in the text is added later.
func (f found) demand() Demand {
	tokens := f.sentence.tokens
	d := Demand{Quantity: f.quantity, Qualifier: f.qualifier, Phrase: f.phrase()}
	d.Again, d.Step = f.again(), f.sentence.step()
	d.Team = f.sentence.ofTeam(f.begin) &&
		(f.sentence.asTeam() || !f.sentence.personally(f.clause.from, f.begin))
	d.Each = f.sentence.ofEachPerson(f.clause.from, f.begin)
	d.Words = written(tokens[f.begin:min(f.stop, len(tokens))])
	for i, t := range tokens {
		words := t.meanings()
		d.Around = append(d.Around, words...)
		if i >= f.clause.from && i < f.clause.to || i < f.sentence.label {
			d.Clause = append(d.Clause, words...)
		}
	}
	return d
}

// again reports whether words at a count point back to the one before it: "which is 250 a week", "that makes 250".
func (c *candidate) again() bool {
	s, verb := c.sentence, c.begin-1
	if !c.follows || c.kind != count && c.kind != plain || c.period == "" {
		return false
	}
	if hedges.Has(s.at(verb).word) || roughly.Has(s.at(verb).word) {
		verb--
	}
	switch w := s.at(verb).word; {
	case w == "i.e" || w == "=" || (w == "or" || w == "so") && s.at(verb-1).ends():
		return true
	case strings.Contains(s.at(c.begin).open, "(") && strings.Contains(s.at(c.stop-1).close, ")") && c.kind == plain:
		return true // 30 returns a day (150 a week)
	case w == "to" && summing.Has(strings.TrimSuffix(s.at(verb-1).word, "s")):
		return true // this comes to 250 a week
	case strings.TrimSuffix(w, "s") == "add" && s.at(c.begin).word == "up":
		c.begin, c.comparator = c.at, "" // it adds up to 250 a week
		return true
	case w == "to" && s.at(verb-1).word == "up":
		return true
	}
	return equalling.Has(s.at(verb).word) && pointingBack.Has(s.at(verb-1).word)
}

var (
	equalling    = content.WordSet("is are makes make means gives equals")
	pointingBack = content.WordSet("which that this it these they")
	summing      = content.WordSet("come amount")
)

// step is the part of a plan that a sentence says it is about, before a colon: "Phase 2: 75 users". It is "" for none.
func (s sentence) step() string {
	if steps := labels.Has(s.at(0).word) || planned.Has(s.at(0).word); steps && strings.HasPrefix(s.at(1).close, ":") &&
		s.numberAt(1) && s.label == 0 {
		return written(s.tokens[:2])
	}
	return ""
}

// phrase is the demand with its subject, as it is quoted: "respond to tickets within 2 hours". What stands in brackets
// before it is left out.
func (f found) phrase() string {
	s := f.sentence
	from := max(f.clause.from, f.begin-maxQuoted)
	for i := from; i < f.begin; i++ {
		if s.at(i).breaks() {
			from = i + 1
		}
	}
	if f.labelled() || s.label > 0 || from == f.begin && f.behindName() {
		from = s.labelStart(f.begin)
	}
	if start := f.previous; f.arrow && start != nil && strings.HasSuffix(s.at(start.begin-1).close, ":") {
		return written(s.tokens[s.labelStart(f.previous.begin):min(f.stop, len(s.tokens))])
	}
	if name := f.nameOfTarget(); len(name) > 0 {
		return written(name) + ": " + written(s.tokens[f.begin:min(f.stop, len(s.tokens))])
	}
	subject := s.withoutBrackets(from, f.begin)
	for len(subject) > 0 && fillerSubjects.Has(subject[0].word) {
		subject = subject[1:]
	}
	if len(subject) > 1 && subject[0].word == "the" && aims.Has(subject[1].word) {
		for subject = subject[2:]; len(subject) > 0 && fillerSubjects.Has(subject[0].word); {
			subject = subject[1:]
		}
	}
	to := min(f.stop, len(s.tokens))
	if next := s.at(to).word; !s.at(to-1).ends() && (asked.Has(next) || goals.Has(next)) && !makes.Has(next) {
		to++ // a $1.5M annual quota
	}
	short := len(subject) < 2 || len(subject) == 2 && subject[0].word == "of" && subject[1].word == "which"
	if f.kind == share && (s.at(to).word == "of" || short) || f.kind == duration && len(subject) == 0 {
		to = f.tail(to)
	}
	words := strings.TrimRight(written(append(subject, s.tokens[f.begin:to]...)), " -–—")
	if strings.Count(words, "(") > strings.Count(words, ")") {
		words += ")"
	}
	return words
}

// behindName reports whether a number stands behind a name and a colon: "Abandonment rate: under 5%". "KR:" and "Goal:"
// name nothing.
func (f found) behindName() bool {
	label := f.sentence.at(f.begin - 1)
	word := strings.TrimRight(label.word, "0123456789.")
	return f.begin > 0 && strings.HasSuffix(label.close, ":") && word != "kr" && word != "result" && !goals.Has(word) &&
		!aims.Has(word)
}

// nameOfTarget is what a target belongs to that stands behind its own word: the win rate of "Win rate (target: 30 %)".
func (f found) nameOfTarget() []token {
	s := f.sentence
	label := s.at(f.begin - 1)
	if !f.targeted() && !(f.begin > 1 && strings.HasPrefix(label.open, "(") && goals.Has(label.word)) {
		return nil
	}
	from := 0
	for i := range min(f.begin-1, maxQuoted) {
		if s.at(i+1).open != "" || s.at(i).breaks() || apart.Has(s.at(i+1).word) {
			name := s.tokens[from : i+1]
			if word := strings.TrimRight(s.at(i).word, "0123456789."); i-from < 2 && (word == "kr" || word == "result") {
				from = i + 1 // KR2: …
				continue
			}
			return name
		}
	}
	return nil
}

// withoutBrackets are the tokens of a stretch but those in brackets. Where a bracket is open at its end, they begin in
// it.
func (s sentence) withoutBrackets(from, to int) []token {
	depth := 0
	var all []token
	for i := to - 1; i >= from; i-- {
		t := s.at(i)
		depth += strings.Count(t.close, ")")
		if depth == 0 {
			all = append(all, t)
		}
		if depth -= strings.Count(t.open, "("); depth < 0 {
			break
		}
	}
	slices.Reverse(all)
	return all
}

// maxQuoted is how many words before a number are quoted at most, and after it.
const maxQuoted = 10

// labelStart is where the name before a colon begins.
func (s sentence) labelStart(begin int) int {
	if s.label > 0 {
		return 0
	}
	from := begin - 1
	for from > 0 && !s.at(from-1).breaks() && begin-from < maxNoun {
		from--
	}
	return max(from, 0)
}

// tail is where the words after a share end that say what it is a share of.
func (f found) tail(to int) int {
	s := f.sentence
	for i := to; i < min(f.quoteEnd, to+maxQuoted); i++ {
		if s.at(i).open == "(" || i > to && joining.Has(s.at(i).word) {
			return i
		}
		if s.at(i).ends() {
			return i + 1
		}
	}
	return min(max(f.quoteEnd, to), to+maxQuoted)
}

// fillerSubjects are left out where a quoted demand begins with them, and "the goal is to".
var (
	fillerSubjects = content.WordSet(`
you we they he she i it will shall must should can and but also then to our your goal target
aim is please that everyone who are expected need have with`)
	aims = content.WordSet("goal target aim")
)

// written joins the words of tokens as they are read, with the punctuation between them.
func written(tokens []token) string {
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 {
			b.WriteString(tokens[i-1].close + " " + t.open)
		}
		b.WriteString(t.text)
	}
	return b.String()
}

// ofTeam reports whether the sentence speaks of a team: "the team closes", "as a team", "together we".
func (s sentence) ofTeam(before int) bool {
	if s.words["together"] || s.words["jointly"] || s.at(2).word == "share" && plural(s.at(1).word) {
		return true
	}
	for i := 0; i < len(s.tokens); i++ {
		if w := s.at(i).word; (w == "team" || w == "department") && (i < min(3, before) || s.at(i-2).word == "as") {
			return !s.personally(0, i+1)
		}
		if i < 2 && s.at(i).word == "we" {
			return !expectingOf.Has(s.at(i+1).word) && !s.forYou() // we expect 14 visits a day, we book 6 for you
		}
	}
	return false
}

// personally reports whether words name somebody who is asked, and not "your team of five".
func (s sentence) personally(from, to int) bool {
	for i := from; i < to; i++ {
		next := s.at(i + 1).word
		yours := s.at(i).word == "your" && (next == "team" || next == "department") && s.at(i+2).word == "of" &&
			!s.words["each"]
		if personal.Has(s.at(i).word) && !yours {
			return true
		}
	}
	return false
}

// asTeam reports whether a sentence says that people do it as a team: "as a team you key in 1,500 forms".
func (s sentence) asTeam() bool {
	for i := 2; i < len(s.tokens); i++ {
		if w := s.at(i).word; (w == "team" || w == "department") && s.at(i-2).word == "as" {
			return true
		}
	}
	return false
}

// forYou reports whether a sentence speaks of what is done for the reader.
func (s sentence) forYou() bool {
	for i := range s.tokens {
		if s.at(i).word == "you" && s.at(i-1).word == "for" {
			return true
		}
	}
	return false
}

// ofEachPerson reports whether words before a number name each of some people: "each agent closes 40 tickets a day".
func (s sentence) ofEachPerson(from, before int) bool {
	for i := from; i+1 < before; i++ {
		if w := s.at(i).word; w == "each" || w == "every" {
			next := s.at(i + 1).word
			return agent(next) || next == "of" && personal.Has(s.at(i+2).word) || memberOf.Has(next)
		}
	}
	return false
}

var (
	personal    = content.WordSet("you your member members whom")
	expectingOf = content.WordSet("expect ask require")
)
