package prose

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// Taken is how long a text says that one piece of work takes: "each call takes 15 minutes". It asks for nothing.
type Taken struct {
	Noun   string      // the last word of what takes it, in the singular: call
	Kind   string      // the word before it, in the singular, where one tells its kind: service, of a service visit
	Words  string      // as the grammar of quantities reads it: 15 minutes, 0.5 h
	Beside bool        // it comes on top of the time for the piece itself: an hour of preparation for each
	Span   source.Span // of the time
}

// taken is a length of time of a sentence that says how long a piece takes.
type taken struct {
	noun     string // "" for what is counted last before it
	kind     string // the word before it; "" for none
	piece    string // what stands behind its unit, as in 35 min/assessment; "" for nothing
	words    string
	beside   bool // it comes on top of the time for the piece itself
	from, to int  // the tokens of the time, the last one excluded
}

// in is what a text says at a place.
func (t taken) in(at source.Span) Taken { return Taken{t.noun, t.kind, t.words, t.beside, at} }

// taken finds how long a sentence says that one piece of work takes. What it counts are its candidates.
func (s sentence) taken(counts []*candidate) []taken {
	if s.in == profile || s.asks() {
		return nil
	}
	var all []taken
	for _, c := range counts {
		if t, ok := c.pace(); ok {
			all = append(all, t)
		}
	}
	for i := s.label; i < s.ownEnd(); i++ {
		t, adjective, ok := s.length(i)
		if !ok {
			continue
		}
		noun, is := s.beside(t, adjective)
		if !is && !adjective {
			noun, is = s.prepared(t)
		}
		t.beside = is
		switch {
		case is && s.at(t.to).word == "between":
			t.words = upTo(t.words) // not after the last one
		case is:
		case adjective:
			noun, is = s.takenBy(t)
		default:
			if noun, is = s.takes(t, counts); !is && s.perOne(t, countedLast(counts, t.from)) {
				noun, is = countedLast(counts, t.from), true
			}
		}
		if is && !s.elapses(i) {
			t.noun, t.kind = noun, s.kindOf(noun, t.from)
			switch {
			case noun != "":
			case t.beside && len(all) > 0:
				t.noun = all[len(all)-1].noun
			case !t.beside:
				t.noun = countedLast(counts, t.from)
			}
			all = append(all, t)
		}
		i = t.to - 1
	}
	slices.SortStableFunc(all, func(a, b taken) int { return cmp.Compare(a.from, b.from) })
	return all
}

// elapses reports whether the words before a place say that a time passes there. Who leads tours is no lead time.
func (s sentence) elapses(i int) bool {
	for k := max(i-maxNoun, 0); k < i; k++ {
		if w := s.at(k).word; elapsed.Has(w) && (w != "lead" || s.at(k+1).word == "time" || s.at(k+1).word == "times") {
			return true
		}
	}
	return false
}

// upTo is a length of time from nothing to what it says, in minutes.
func upTo(words string) string {
	q, err := quantity.Parse(words)
	if err != nil || q.High == nil || q.Unit.Noun() != "min" {
		return words
	}
	return "0.." + quantity.Number(q.High) + " min"
}

// perOne reports whether a length of time is for each of what is counted before it, people too: 300 employees every
// month, at 15 minutes per employee.
func (s sentence) perOne(t taken, noun string) bool {
	return noun != "" && perWords.Has(s.at(t.to).word) && !s.at(t.to-1).ends() &&
		quantity.Singular(s.at(t.to+1).word) == noun
}

// kindOf is the word before the noun next to a place, in the singular, where one tells its kind; "" for none.
func (s sentence) kindOf(noun string, at int) string {
	for away := 1; noun != "" && away < 2*maxNoun; away++ {
		for _, i := range []int{at - away, at + away} {
			before := s.at(i - 1)
			if quantity.Singular(s.at(i).word) != noun || before.ends() || boundaries.Has(before.word) ||
				determining.Has(before.word) || !isNoun(before.word) || before.word == "" {
				continue
			}
			return quantity.Singular(before.word)
		}
	}
	return ""
}

// pace is how long one takes of what is done so fast: "4,000 words a day at a rate of 300 words an hour".
func (c *candidate) pace() (t taken, ok bool) {
	s := c.sentence
	named := c.before().word == "of" && paces.Has(s.at(c.begin-2).word)
	counted := func(t token) bool { return t.word == c.unit || quantity.Singular(t.word) == quantity.Singular(c.unit) }
	again := c.before().word == "at" && slices.ContainsFunc(s.tokens[:c.begin], counted) // 12 acres at 2 acres an hour
	if !named && !again || c.high != "" || c.kind != count ||
		c.period != "hour" && c.period != "min" || s.in == targets {
		return taken{}, false
	}
	q, err := quantity.Parse(c.low)
	if err != nil || q.Low.Sign() <= 0 {
		return taken{}, false
	}
	each := new(big.Rat).Inv(q.Low)
	if c.period == "hour" {
		each.Mul(each, big.NewRat(60, 1))
	}
	decimals := strings.TrimRight(strings.TrimRight(each.FloatString(6), "0"), ".")
	if exact, _ := new(big.Rat).SetString(decimals); exact.Cmp(each) != 0 {
		return taken{}, false
	}
	noun := quantity.Singular(c.unit)
	if one, err := quantity.Parse("1 " + c.unit); err == nil && one.Unit.Noun() != "" {
		noun = one.Unit.Noun() // m2, of m²
	}
	return taken{noun: noun, words: decimals + " min", from: c.at, to: c.stop}, true
}

// countedLast is what the numbers of a sentence count last before a token, in the singular; "" where none does.
func countedLast(counts []*candidate, before int) string {
	noun := ""
	for _, c := range counts {
		if c.kind == count && c.number.at < before {
			noun = quantity.Singular(c.unit)
		}
	}
	return noun
}

// length reads the length of time at a place, in minutes, hours or whole days, or the least and the most that it may
// be; adjective is that of "a 30-minute call".
func (s sentence) length(i int) (t taken, adjective, ok bool) {
	t, adjective, ok = s.oneLength(i)
	if !ok || adjective || t.piece != "" {
		return t, adjective, ok
	}
	if w := s.at(t.from - 1).word; w == "between" || w == "from" {
		t.from--
	}
	if w := s.at(t.to).word; w == "to" || w == "and" && s.at(t.from).word == "between" {
		if most, adjective, ok := s.oneLength(t.to + 1); ok && !adjective && most.piece == "" && !s.at(t.to-1).ends() {
			if words := lengthsBetween(t.words, most.words); words != "" {
				t.words, t.to = words, most.to // from 50 minutes to an hour and a half
			}
		}
	}
	return t, false, true
}

// lengthsBetween are the lengths of time from one to another, in minutes; "" where they are none.
func lengthsBetween(least, most string) string {
	a, err := quantity.Parse(least)
	b, err2 := quantity.Parse(most)
	if err != nil || err2 != nil || a.Unit.Noun() != "min" || b.Unit.Noun() != "min" || a.IsRange() || b.IsRange() ||
		a.Low.Sign() <= 0 || a.Low.Cmp(b.Low) >= 0 {
		return ""
	}
	if wide := new(big.Rat).Quo(b.Low, a.Low); wide.Cmp(big.NewRat(3, 1)) > 0 {
		return quantity.Number(a.Low) + " min" // cases differ by so much that only the least is certain
	}
	return quantity.Number(a.Low) + ".." + quantity.Number(b.Low) + " min"
}

// oneLength reads one length of time.
func (s sentence) oneLength(i int) (t taken, adjective, ok bool) {
	half, unit := s.at(i).word == "half", s.at(i+1).word
	article := func(w string) bool { return w == "a" || w == "an" || w == "one" }
	switch w := s.at(i).word; {
	case half && (unit == "a" || unit == "an") && lengths[s.at(i+2).word] != "":
		return taken{words: halfOf(lengths[s.at(i+2).word]), from: i, to: i + 3}, false, true // half an hour
	case article(w) && lengths[unit] == "h" && s.phrase(i+2, []string{"and", "a", "half"}) > 0:
		return taken{words: "1.5 h", from: i, to: i + 5}, false, true
	case article(w) && lengths[unit] != "":
		return taken{words: "1 " + lengths[unit], from: i, to: i + 2}, false, true
	case (article(w) || w == "half") && whole.Has(unit) && s.at(i+2).word == "day", half && unit == "day",
		half && unit == "a" && s.at(i+2).word == "day":
		return s.wholeDay(i), false, true
	}
	c := &candidate{sentence: s}
	var is bool
	c.number, is = s.number(i)
	if n := c.number; is && !n.percent && n.currency == "" && n.unit == "" {
		if unit, piece, ok := strings.Cut(s.at(n.next).word, "/"); ok && lengths[unit] != "" && periods()[piece] == "" {
			t = taken{words: n.low + " " + lengths[unit], piece: piece, from: n.at, to: n.next + 1}
			if n.high != "" {
				t.words = n.low + ".." + n.high + " " + lengths[unit]
			}
			return t, false, true // 35 min/assessment
		}
	}
	number, unit, hyphened := strings.Cut(s.at(i).word, "-")
	switch {
	case hyphened && unit == "long" && lengths[number] != "":
		return taken{words: "1 " + lengths[number], from: i, to: i + 1}, true, true // an hour-long visit
	case hyphened && unit == "day" && daylong[number] != "":
		return taken{words: daylong[number], from: i, to: i + 1}, true, true // a half-day session
	case hyphened && lengths[unit] != "":
		if number == "half" {
			return taken{words: halfOf(lengths[unit]), from: i, to: i + 1}, true, true
		}
		if word := numberWord(number); word != "" {
			number = word
		} else if number == "one" {
			number = "1"
		}
		if _, err := quantity.Parse(number + " " + lengths[unit]); err == nil {
			return taken{words: number + " " + lengths[unit], from: i, to: i + 1}, !strings.HasSuffix(unit, "s"), true
		}
		return taken{}, false, false
	}
	if !is || c.percent || c.currency != "" || c.number.adjective {
		return taken{}, false, false
	}
	if c.stop = c.next; !c.time() {
		return taken{}, false, false
	}
	if unit := strings.Fields(c.unit)[0]; lengths[unit] == "" {
		if unit != "workdays" && !(unit == "days" && (s.any(i-4, i, efforts.Set()) || s.any(i-8, i, producing.Set()))) {
			return taken{}, false, false
		}
		c.unit = "workdays" // effort per guide: 2 days
	}
	t = taken{words: c.amount(c.low), from: c.at, to: c.stop}
	if c.high != "" {
		t.words = c.low + ".." + c.amount(c.high)
		if words := lengthsBetween(c.amount(c.low), c.amount(c.high)); words != "" && !strings.Contains(words, "..") {
			t.words = words
			return t, false, true
		}
	}
	if as := written(s.tokens[t.from:t.to]); quantity.ReadsAs(as, t.words) {
		t.words = as
	}
	return t, false, true
}

// daylong are words before "-day" that make it the length of one piece of work.
var daylong = map[string]string{"half": "0.5 workday", "full": "1 workday", "whole": "1 workday", "all": "1 workday"}

// halfOf is half of a unit, in the next smaller one.
func halfOf(unit string) string {
	if unit == "h" {
		return "30 min"
	}
	return "30 s"
}

// wholeDay is a day of work, or half of one: "a full day", "half a day".
func (s sentence) wholeDay(i int) taken {
	t := taken{words: "1 workday", from: i, to: i + 3}
	if s.at(i).word == "half" {
		if t.words = "0.5 workday"; s.at(i+1).word == "day" {
			t.to = i + 2 // half day
		}
	}
	return t
}

// takes is what takes a length of time, by the words around it. It is "" for what is counted last before.
func (s sentence) takes(t taken, counts []*candidate) (noun string, is bool) {
	if t.piece != "" {
		return pieceOf(t.piece)
	}
	if noun, is = s.takesBehind(t.from, t.to); is {
		return noun, true
	}
	before := t.from - 1
	for hedges.Has(s.at(before).word) && !s.at(before).ends() || roughly.Has(s.at(before).word) {
		before--
	}
	if noun, is = s.forEach(before); is {
		return noun, true
	}
	if s.at(before).word == "for" && running.Has(s.at(before-1).word) {
		before-- // a demo runs for 90 minutes
	}
	switch w := s.at(before); {
	case w.word == "of" && (s.at(before-1).word == "each" || s.at(before-1).word == "apiece"):
		return "", true // 6 visits a day, each of 90 minutes
	case w.word == "each" && !w.ends() && (w.open != "" || s.at(before-1).ends()) && countedLast(counts, before) != "":
		return "", true // 20 calls a day (each about 15 minutes)
	case w.word == "@" && countedLast(counts, before) != "", w.word == "at" && s.ofCounted(before, counts):
		return "", true // 12 interviews a day @ 50 min, 14 visits a day at 30 minutes
	case s.at(t.from).open == "(" && plural(s.at(t.to).word) && strings.HasPrefix(s.at(t.to).close, ")"):
		return s.takenBy(t) // 25 patients a day (20 min appointments)
	case w.word == "of" && slices.ContainsFunc(counts, func(c *candidate) bool { return c.nounEnd == before }):
		return quantity.Singular(s.at(before - 1).word), true // 28 lessons of 45 minutes
	case w.word == "of" && s.ofCounted(before, counts) && !ofPeriod(t, s.at(before-1).word):
		return "", true // 10 sessions a day of 40 minutes
	case w.word == "of" && plural(s.at(before-1).word) && (s.at(before-2).word == "in" || s.at(before-2).word == "with"):
		return "", true // 14 patients a day in sessions of 45 minutes
	case w.word == "which" && s.at(before-1).word == "for" && s.any(t.to, t.to+4, allowed.Set()):
		return "", true // for which 15 minutes are allowed
	}
	if noun, is = s.takesBefore(before); is {
		return noun, true
	}
	if averages.Has(s.at(before-1).word) && !s.at(before-1).ends() && !passing.Has(s.at(before).word) {
		return pieceOf(s.at(before).word) // average call 4 min
	}
	if b := before - 2; s.at(before).word == "for" && allowed.Has(s.at(before-1).word) && beings.Has(s.at(b).word) {
		return pieceOf(s.at(b - 1).word) // visits are scheduled for 40 minutes
	}
	if s.at(t.to).word == "long" && s.at(before).word == "are" && plural(s.at(before-1).word) {
		return pieceOf(s.at(before - 1).word) // consultations are 20 minutes long
	}
	if lending.Has(s.at(before).word) && s.at(0).word == "for" && perWords.Has(s.at(1).word) {
		return s.piece(2) // for each patient, plan 90 minutes
	}
	if w := s.at(before - 1).word; (w == "each" || w == "every") && lending.Has(s.at(before-2).word) &&
		!s.at(before).ends() {
		return pieceOf(s.at(before).word) // give every review 30 minutes
	}
	return s.timeNamed(before)
}

// ofCounted reports whether what is counted in a period ends before a place.
func (s sentence) ofCounted(at int, counts []*candidate) bool {
	return slices.ContainsFunc(counts, func(c *candidate) bool { return c.kind == count && c.stop == at })
}

// ofPeriod reports whether a time is the length of a period, and of no piece of work: a shift of 8 hours.
func ofPeriod(t taken, period string) bool {
	q, err := quantity.Parse(t.words)
	return period == "shift" || err != nil || q.Unit.Noun() != "min" || q.Low.Cmp(big.NewRat(4*60, 1)) >= 0
}

// forEach reads "meet each customer every week for an hour".
func (s sentence) forEach(i int) (noun string, is bool) {
	if s.at(i).word != "for" || s.at(i-1).ends() {
		return "", false
	}
	for k := i - 1; k >= max(i-2*maxNoun, 0) && !s.at(k).ends(); k-- {
		if w := s.at(k).word; w == "each" || w == "every" {
			if noun, is = pieceOf(s.at(k + 1).word); is && isNoun(noun) {
				return noun, true
			}
		}
	}
	return "", false
}

// takesBehind reads what follows a length of time: "each", "per call", "a visit", "on each letter", "for every one".
func (s sentence) takesBehind(from, i int) (noun string, is bool) {
	if s.at(i - 1).ends() {
		return "", false
	}
	next := s.at(i)
	if w := s.at(i + 1); (next.word == "each" || next.word == "apiece") &&
		(next.ends() || w.text == "" || boundaries.Has(w.word)) {
		return "", !strings.HasSuffix(s.at(from-1).close, ":") // not of all: CT: 12 min each
	}
	if object := i + 2; next.word == "to" && s.at(i+1).word != "" && !s.at(i+1).ends() {
		if verbParts.Has(s.at(object).word) {
			object++ // a quarter of an hour to write up each visit
		}
		if perWords.Has(s.at(object).word) {
			return s.piece(object + 1) // it takes 4 minutes to check a prescription
		}
	}
	if w := s.at(i + 1).word; beings.Has(next.word) && allowed.Has(w) || goingOn.Has(next.word) {
		for i++; i < len(s.tokens) && !s.at(i).ends() && !onto.Has(s.at(i).word); i++ {
		}
		next = s.at(i) // between 15 and 20 minutes are planned for each consultation
	}
	if next.word == "of" {
		for k := i + 1; k < i+4 && !s.at(k).ends(); k++ {
			if w := s.at(k + 1).word; w == "per" || onto.Has(w) {
				i = k + 1 // four hours of editing per video
				break
			}
		}
		next = s.at(i)
	}
	if onto.Has(next.word) && !next.ends() {
		i++
		next = s.at(i)
	}
	if !perWords.Has(next.word) || next.ends() {
		return "", false
	}
	if w := s.at(i + 1).word; w == "one" || w == "of" {
		return "", next.word == "each" || next.word == "every" // on each of them
	}
	return s.piece(i + 1)
}

// piece is the last word of a noun in the singular that begins at a place.
func (s sentence) piece(i int) (noun string, is bool) {
	for k := i; k < i+maxNoun; k++ {
		w := s.at(k)
		if k == i && often(w.word) != "" && !w.ends() {
			continue // two-hour weekly seminars
		}
		if w.word == "" || boundaries.Has(w.word) || !isNoun(w.word) || k > i && w.open != "" || included.Has(w.word) {
			break
		}
		if noun = w.word; w.ends() {
			break
		}
	}
	return pieceOf(noun)
}

// pieceOf is the singular of a noun, where that may be a piece of work.
func pieceOf(noun string) (string, bool) {
	noun = quantity.Singular(noun)
	if noun == "" || periods()[noun] != "" || weekdays.Has(noun) || scopes()[noun] != "" || noPiece.Has(noun) {
		return "", false
	}
	return noun, true
}

// takesBefore reads "each call takes …", "an interview lasts …" and "consultations take …".
func (s sentence) takesBefore(verb int) (noun string, is bool) {
	for adverbial.Has(s.at(verb).word) || objects.Has(s.at(verb).word) {
		verb--
	}
	verb = s.beforeObject(verb)
	w := s.at(verb).word
	if !durative.Has(w) && !running.Has(w) && w != "is" && w != "needs" && w != "requires" || s.at(verb).ends() {
		return "", false
	}
	subject := s.beforeRemark(verb - 1)
	for adverbial.Has(s.at(subject).word) {
		subject--
	}
	if s.at(subject).ends() && subject == verb-1 || subject < 0 || !isNoun(s.at(subject).word) {
		return "", false
	}
	noun = s.at(subject).word
	if pointers.Has(noun) {
		needs := noun == "each" && w != "is"
		return "", durative.Has(w) || running.Has(w) || needs // each takes 10 minutes, which take 10 minutes
	}
	if boundaries.Has(noun) {
		return "", false
	}
	for k := subject - 1; k >= max(subject-maxNoun, 0) && !s.at(k).ends(); k-- {
		switch w := s.at(k).word; {
		case w == "of" && k > 0 && producing.Has(s.at(k-1).word) &&
			(determining.Has(s.at(k+1).word) || s.at(k+1).word == "one"):
			return pieceOf(noun) // writing of one article takes two days
		case w == "of" && k > 0:
			noun = s.at(k - 1).word // a patrol of the site takes 45 minutes
		case determining.Has(w):
			return pieceOf(noun)
		}
	}
	if plural(noun) && durative.Has(w) {
		return pieceOf(noun)
	}
	return "", false
}

// beforeObject is the verb before those whom it takes a time: "a bin takes an experienced picker 20 minutes".
func (s sentence) beforeObject(at int) int {
	for i := at; i > max(0, at-4) && !s.at(i-1).ends(); i-- {
		if durative.Has(s.at(i-1).word) && (s.at(i).word == "a" || s.at(i).word == "an" || s.at(i).word == "the") &&
			agent(quantity.Singular(s.at(at).word)) {
			return i - 1
		}
	}
	return at
}

// beforeRemark is the last word before a remark between commas: "a visit, travel included, takes an hour".
func (s sentence) beforeRemark(at int) int {
	if s.at(at).close != "," {
		return at
	}
	for i := at - 1; i > max(0, at-4); i-- {
		if s.at(i).close == "," && s.any(i+1, at+1, includedToo.Set()) {
			return i
		}
	}
	return at
}

// timeNamed reads a time that is called so: "average handle time: 8 minutes", "time per claim: 25 minutes".
func (s sentence) timeNamed(i int) (noun string, is bool) {
	for k := i; k > i-4 && k >= 0; k-- {
		w := s.at(k)
		if k < i && w.ends() && !strings.HasSuffix(w.close, ":") {
			return "", false
		}
		if w.word == "per" && !w.ends() {
			if time := s.at(k - 1).word; time == "time" || time == "duration" || time == "effort" {
				return s.piece(k + 1)
			}
			return "", false
		}
		if w.word != "time" && w.word != "duration" && w.word != "length" {
			continue
		}
		kind := s.at(k - 1).word
		if ofWork.Has(kind) || s.at(k-1).ends() || !isNoun(kind) || boundaries.Has(kind) || passing.Has(kind) {
			return "", ofWork.Has(kind)
		}
		return pieceOf(kind)
	}
	return "", false
}

// takenBy is what "a 30-minute call" takes: the noun behind it, or what is counted before "with 40-minute
// appointments".
func (s sentence) takenBy(t taken) (noun string, is bool) {
	if noun, is = s.piece(t.to); !is || notWork.Has(noun) {
		return "", false
	}
	if w := s.at(t.from - 1).word; w == "with" || w == "in" {
		if whom := s.at(t.from - 2).word; w == "in" && plural(whom) && !s.counted(t.from) {
			return quantity.Singular(whom), true // you see patients in 45-minute appointments
		}
		return "", true // 16 patients in 40-minute appointments
	}
	return noun, true
}

// counted reports whether a number stands before a place of the sentence.
func (s sentence) counted(before int) bool {
	for i := 0; i < before; i++ {
		if _, is := s.number(i); is {
			return true
		}
	}
	return false
}

// lengths are units in which people say how long a piece of work takes.
var lengths = map[string]string{
	"s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s",
	"min": "min", "mins": "min", "minute": "min", "minutes": "min",
	"h": "h", "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
}

var (
	paces = content.WordSet("rate pace speed")
	// determining words stand before one of many.
	determining = content.WordSet("each every one a an average typical usual")
	included    = content.WordSet("incl including excl excluding")
	efforts     = content.WordSet("effort")
	// producing is what people do for days on one piece.
	producing = content.WordSet(`
writing editing drafting research researching building production designing recording filming programming testing`)
	whole     = content.WordSet("full whole entire")
	goingOn   = content.WordSet("go goes")
	onto      = content.WordSet("on for with to")
	allowed   = content.WordSet("allowed allotted allocated planned scheduled available reserved booked")
	lending   = content.WordSet("give allow reserve plan allot schedule dedicate")
	durative  = content.WordSet("take takes taking last lasts lasting")
	running   = content.WordSet("run runs running last lasts lasting go goes")
	adverbial = content.WordSet("usually typically normally generally often only just up to about around on average also")
	ofWork    = content.WordSet("handle handling talk processing treatment service contact average mean")
	pointers  = content.WordSet("each one which that")
	noPiece   = content.WordSet("time rate period limit average one maximum minimum change career process")
	// passing is what time is called in which nobody need work.
	passing = content.WordSet(`
cycle lead wait waiting response reaction turnaround resolution delivery travel drive commute down real full part half
working work flexi over first queue idle load page run start end mean`)
	notWork = content.WordSet("shift day week response target turnaround deadline sla notice break lunch limit window")
	// elapsed words stand at times that pass, while nobody works on the piece.
	elapsed = content.WordSet("within wait waits waiting response reaction respond reply lead turnaround resolution")
)
