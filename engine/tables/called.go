package tables

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// What the header of a column says.

// namedAs is what the texts of a header, top down, say that their column holds, and the words of it that say nothing of
// the kind: what is counted there. The group over a column counts too where it says what numbers are for: Plan over
// "Change" makes changes that are planned. "Whom?" over "Men" makes no owner.
func namedAs(texts []string) (is As, measure string, other, number As) {
	l := columnWords()
	best := len(l.order) + 1
	for k := len(texts) - 1; k >= 0; k-- {
		text := texts[k]
		if len(text) > 120 || conditional(text) {
			continue
		}
		text = withoutAggregate(withoutUnits(text))
		if as, bare := kindInBrackets(text); as != AsNothing && k == len(texts)-1 {
			return as, remainder(bare, split(bare), make([]bool, len(split(bare)))), AsNothing, as
		}
		if bare := withoutBrackets(text); bare != text && len(columnWords().find(split(bare))) > 0 {
			if k == len(texts)-1 {
				other = nameIn(text[len(bare):])
			}
			text = bare // "Ziel (Quelle)" is a Ziel
		}
		words := split(text)
		taken := make([]bool, len(words))
		below := is
		found := l.find(words)
		if head, ok := headNoun(found, words); ok {
			found = []match{head} // the indicator of "Indicateur de performance"
		}
		if k < len(texts)-1 && severalKinds(words, found) {
			continue
		}
		for _, m := range found {
			s := m.in[0]
			as := As(s.name)
			if m.from > 0 && perWord(words[:m.from]) || as == AsPeriod && perPhrase(words[m.from:m.to]) && len(words) > 1 {
				continue
			}
			switch as {
			case asFiller, asCount, asPeople:
				continue
			case AsValue, AsTotal:
			default:
				for i := m.from; i < m.to; i++ {
					taken[i] = true
				}
			}
			if as == AsActual && k < len(texts)-1 && below.counts() && below != AsValue && below != AsTotal {
				continue // "Performance" over "Target", "YTD" over "Budget"
			}
			if lowest := withoutBrackets(texts[len(texts)-1]); as == AsHeadcount && k < len(texts)-1 &&
				below == AsNothing && len(split(lowest)) > 1 {
				continue // "People" over "Sick days per FTE"
			}
			if as.counts() && k < len(texts)-1 && below.counts() && below != AsValue && below != AsTotal &&
				!wholly(words, found) {
				continue // "Storage cost" over "Target"
			}
			if as.isTime() && k == len(texts)-1 && is == asGoal {
				continue // "Goal FY26" is a goal
			}
			if as.counts() && (number == AsNothing || s.place < l.order[string(number)]) {
				number = as
			}
			if other == AsNothing && !as.counts() && k == len(texts)-1 {
				other = as
			}
			if s.place < best && (below == AsNothing || k == len(texts)-1 || as.counts() && below.counts()) ||
				(below.isTime() || is.isTime()) && (as.counts() || as == asGoal) {
				best, is = s.place, as
			}
		}
		if rest := remainder(text, words, taken); rest != "" && measure == "" {
			measure = rest
		}
	}
	if is == AsProgress && len(texts) > 0 && planned(texts[len(texts)-1]) {
		is, number, measure = AsTarget, AsTarget, texts[len(texts)-1]
	}
	return is, measure, other, number
}

// conditional reports whether a header is a sentence of what must be done in which case: "If (B) > 15 % of (A) then (B)
// must be justified".
func conditional(text string) bool {
	words := split(text)
	return len(words) > 6 && conditionWords.Has(words[0])
}

var conditionWords = content.WordSet("if when wenn falls si cuando se om als jesli quando")

// kindInBrackets is what a header says in brackets of its numbers, and the header without it: "Sessions/week (target)".
func kindInBrackets(text string) (as As, bare string) {
	for _, in := range brackets(text) {
		switch as := choiceOf(in); as {
		case AsTarget, AsActual, AsBaseline:
			if bare := withoutBrackets(text); bare != "" && len(split(in)) == 1 {
				return as, bare
			}
		}
	}
	return AsNothing, ""
}

// severalKinds reports whether a text over several columns names numbers of different kinds: "Weights and limits".
func severalKinds(words []string, found []match) bool {
	found = slices.DeleteFunc(slices.Clone(found), func(m match) bool { return As(m.in[0].name) == asFiller })
	for i := 1; i < len(found); i++ {
		one, other := As(found[i-1].in[0].name), As(found[i].in[0].name)
		if between := words[found[i-1].to:found[i].from]; one != other && one.counts() && other.counts() &&
			len(between) == 1 && (andWords.Has(between[0]) || between[0] == "&" || between[0] == "+") {
			return true
		}
	}
	return false
}

// planned reports whether a header has a word for what is to be reached beside one for how far it is: "Avancement
// prévu", "Completion required".
func planned(text string) bool {
	for _, m := range columnWords().find(split(text)) {
		if As(m.in[0].name) == AsTarget {
			return true
		}
	}
	return false
}

// wholly reports whether phrases, times and small words make up all of a header.
func wholly(words []string, found []match) bool {
	known := make([]bool, len(words))
	for _, m := range found {
		for i := m.from; i < m.to; i++ {
			known[i] = true
		}
	}
	for i, w := range words {
		if !known[i] && !stopWords()[w] && !digits(w) && !onlyTime(w) && unicode.IsLetter([]rune(w)[0]) {
			return false
		}
	}
	return true
}

// withoutUnits leaves out brackets that hold a unit: "Handling time (min)" holds minutes, and no minimum.
func withoutUnits(text string) string {
	for _, in := range brackets(text) {
		if unitOf(in) != "" {
			text = strings.NewReplacer("("+in+")", "", "["+in+"]", "", ", "+in+")", ")", "; "+in+")", ")").Replace(text)
		}
	}
	return strings.TrimSpace(text)
}

// withoutAggregate is what a pivot table adds up: Target of "Sum of Target".
func withoutAggregate(text string) string {
	for _, lead := range aggregates {
		if len(text) > len(lead) && strings.EqualFold(text[:len(lead)], lead) {
			return text[len(lead):]
		}
	}
	return text
}

var aggregates = []string{"sum of ", "average of ", "max of ", "min of ", "summe von ", "mittelwert von ", "somme de ",
	"moyenne de ", "suma de ", "promedio de ", "summa av ", "som van ", "gemiddelde van ", "somma di ", "media di "}

// headNoun is the first name in a header where a word for "of" follows it: what comes behind only tells more of it.
func headNoun(all []match, words []string) (match, bool) {
	if len(all) < 2 || all[0].from > 0 || all[0].to >= len(words) || !ofWords.Has(words[all[0].to]) {
		return match{}, false
	}
	switch as := As(all[0].in[0].name); as {
	case AsKPI, AsKeyResult, AsOwner, AsUnit, AsTeam:
		return all[0], true
	}
	return match{}, false
}

var ofWords = content.WordSet("of de d' du des di del della dell' do da des der des von av van")

// nameIn is a name of rows among the words of a text: sector of "Planned operation (sector)".
func nameIn(text string) As {
	for _, m := range columnWords().find(split(text)) {
		if as := As(m.in[0].name); slices.Contains(telling, as) {
			return as
		}
	}
	return AsNothing
}

// withoutBrackets is a header without what stands in brackets.
func withoutBrackets(text string) string {
	for {
		from := strings.IndexByte(text, '(')
		if from < 0 {
			return text
		}
		to := strings.IndexByte(text[from:], ')')
		if to < 0 {
			return text
		}
		text = strings.TrimSpace(text[:from] + " " + text[from+to+1:])
	}
}

func perPhrase(words []string) bool {
	return len(words) == 1 && (words[0] == "per" || words[0] == "pro")
}

// remainder are the words of a header that are not taken, without units and times.
func remainder(text string, words []string, taken []bool) string {
	var left []string
	fields := strings.FieldsFunc(strings.Map(func(c rune) rune {
		if strings.ContainsRune("_:;,()[]\"/|-", c) {
			return ' '
		}
		return c
	}, text), func(c rune) bool { return c == ' ' || c == '\n' || c == '\t' })
	free := map[string]int{}
	for i, w := range words {
		if !taken[i] {
			free[w]++
		}
	}
	for _, f := range fields {
		key := strings.Join(split(f), "")
		all := true
		for _, w := range split(f) {
			if free[w] == 0 {
				all = false
			}
		}
		if !all || key == "" || digits(key) || unitOf(f) != "" || onlyTime(f) || stopWords()[key] ||
			ordinals.Has(strings.TrimLeft(key, "0123456789")) {
			continue
		}
		left = append(left, f)
	}
	if rest := strings.Join(left, " "); !onlyTime(rest) { // 1. Halbjahr
		return rest
	}
	return ""
}

var stopWords = sync.OnceValue(func() map[string]bool {
	return map[string]bool{"of": true, "the": true, "in": true, "per": true, "pro": true, "de": true, "for": true,
		"a": true, "an": true, "and": true, "or": true, "to": true, "by": true, "fur": true, "pour": true, "para": true,
		"for.": true,
		"name": true, "number": true, "no": true, "en": true, "fr": true, ".": true, "#": true, "%": true, "og": true,
		"och": true,
		"und": true, "et": true, "y": true, "i": true, "di": true, "du": true, "des": true, "la": true, "le": true,
		"value": true}
})

// name reads the header of a column.
func (b *Block) name(c *Column) {
	var texts []string
	for _, n := range c.Names {
		if n.Row == b.unitRow && b.unitRow > 0 && !unitLike(n.Text) {
			if mayBeUnit(n.Text) {
				c.Unit = n.Text
			}
			continue
		}
		text := n.Text
		if name, aim := aimIn(text); aim != "" {
			c.aims = append(c.aims, aimed{n, name, aim})
			text = name
		}
		for _, arrow := range arrows {
			if _, to, ok := strings.Cut(text, arrow); ok && strings.TrimSpace(to) != "" {
				text = strings.TrimSpace(to) // "Today → Target"
			}
		}
		if len(texts) == 0 || texts[len(texts)-1] != text {
			texts = append(texts, text)
		}
	}
	names := slices.DeleteFunc(slices.Clone(texts), func(text string) bool { return len(texts) > 1 && unitLike(text) })
	c.As, c.Measure, c.other, c.number = namedAs(names)
	if m := yearAndLetter.Get().FindStringSubmatch(c.text()); m != nil && b.lettered() {
		c.As = yearLetters[m[1]] // 2025 A, 2026 T
	}
	if (c.As == AsJob || c.As == AsOwner || c.As == AsTeam) && c.asksWhat() {
		c.As = AsDescription // "What each adviser does"
	}
	if c.As != AsNothing {
		c.Why = byName
	}
	var when moment
	for k, text := range texts {
		if is, _ := horizon(text); is {
			c.horizon = c.horizon || k == len(texts)-1
			continue
		}
		h := headerUnit(text)
		if alone := (headed{times: 1}); len(texts) > 1 && unitLike(text) && h.unit == "" && alone.take(text) {
			h = alone // a row of units below the names
		}
		if h.unit == "min" && !strings.Contains(fold(text), "max") && b.limitsInBrackets() {
			h.unit = "" // "(min)" beside "(max)" is no minute
			c.is(AsMinimum, byName)
		}
		if h.unit == "min" && c.As == AsMinimum && minimumOnce(text) {
			h.unit = "" // "Meta_Min": the word that makes it a minimum is no minute
		}
		if h.unit != "" && (c.Unit == "" || h.unit != "each") {
			c.Unit = h.unit
		}
		if h.times > 1 {
			c.Times = h.times
		}
		if h.per == "" && k == len(texts)-1 {
			h.per = endsWithPeriod(text)
		}
		if h.per != "" {
			c.Per = h.per
		}
		when = when.or(timeOf(text))
		for _, f := range strings.Fields(text) {
			alone := when.month+when.quarter+when.half == 0
			if day := dateIn(f); day != "" && f != text && alone && when.year == yearOf(day[:4]) {
				when.month = number(day[5:7]) // FTE on 31.12.2026
			}
		}
		if day := dateIn(text); k == len(texts)-1 && strings.HasSuffix(day, "-01") {
			when.month = number(day[5:7]) // spreadsheets keep a month as its first day
		} else if day != "" {
			c.horizon = true // a week or a day, which no part of a year is
		}
		if c.As != AsNothing || c.Measure != "" {
			if noun := counted(text); noun != "" && c.Unit == "" {
				c.Unit = noun
			}
		}
	}
	if b.unitsInHeads && c.Unit == "" {
		for _, n := range c.Names {
			for _, bracket := range brackets(n.Text) {
				if mayBeUnit(bracket) {
					c.Unit = bracket
				}
			}
		}
	}
	if _, below := divided(withoutBrackets(c.text())); timeUnits()[c.Unit] && below == "person" && c.Per == "" {
		c.Unit += "/person" // sick days per FTE
	}
	if noun, below := divided(withoutBrackets(c.text())); noun != "" && strings.Contains(below, "/") && c.Per != "" &&
		(c.Unit == "" || c.Unit == noun) {
		c.Unit, c.Per = noun+"/"+below, "" // bins per picker per day
	}
	if noun, below := divided(withoutBrackets(c.text())); c.Unit == "" && c.Per == "" && noun != "" && below != "" {
		if _, err := quantity.Parse("5 " + noun + "/" + below); err == nil {
			c.Unit = noun + "/" + below // New slots/clinic
		}
	}
	c.when, c.Time = when, when.String()
}

// minimumOnce reports whether "min" is the one word of a header for a minimum.
func minimumOnce(text string) bool {
	n := 0
	for _, m := range columnWords().find(split(text)) {
		if slices.ContainsFunc(m.in, func(s section) bool { return s.name == string(AsMinimum) }) {
			n += m.to - m.from
		}
	}
	return n == 1
}

// endsWithPeriod is the period with which the header of what is to be reached begins or ends in short: week of "Sales
// target wk", quarter of "Qtr quota".
func endsWithPeriod(text string) string {
	words := split(withoutBrackets(text))
	if len(words) < 2 || !columnWords().has(text, string(AsTarget)) && !columnWords().has(text, string(asGoal)) {
		return ""
	}
	for _, w := range []string{words[0], words[len(words)-1]} {
		if shortPeriods.Has(w) {
			return rhythmOf("per " + w)
		}
	}
	return ""
}

var shortPeriods = content.WordSet("wk mth mnth qtr yr")

// yearAndLetter recognises a year and one letter that says what its numbers are: 2025 A, FY26 T.
var yearAndLetter = content.Pattern(`^(?:20\d\d|(?:FY|GJ) ?\d\d|Q[1-4] ?(?:\d\d|20\d\d)?|YTD|MTD|QTD)[ -]?([ATBFP])$`)

var yearLetters = map[string]As{"A": AsActual, "T": AsTarget, "B": AsBudget, "F": AsActual, "P": AsTarget}

// lettered reports whether headers say by at least two letters what the numbers of a year are.
func (b *Block) lettered() bool {
	seen := map[string]bool{}
	for i := range b.Columns {
		if m := yearAndLetter.Get().FindStringSubmatch(b.Columns[i].text()); m != nil {
			seen[m[1]] = true
		}
	}
	return len(seen) > 1
}

// aimed is what a header says that its column is to reach: 90 % of "Satisfaction (target: 90 %)".
type aimed struct {
	Part
	name, aim string
}

// aimIn takes a header apart that says in brackets what is to be reached; "" where it does not.
func aimIn(text string) (name, aim string) {
	for _, in := range brackets(text) {
		i := strings.IndexAny(in, "<>≤≥0123456789")
		if i <= 0 {
			continue
		}
		if as := choiceOf(strings.Trim(in[:i], " :=")); as.asks() && numeric(in[i:]) && !onlyTime(in[i:]) {
			return line(strings.Replace(text, "("+in+")", "", 1)), in[i:]
		}
	}
	return text, ""
}

// limitsInBrackets reports whether a header has "(max)", so that "(min)" in another one is a minimum.
func (b *Block) limitsInBrackets() bool {
	return slices.ContainsFunc(b.Columns, func(c Column) bool {
		return slices.ContainsFunc(brackets(c.text()), func(in string) bool {
			return fold(strings.Trim(in, ". ")) == "max"
		})
	})
}

// settled notes what is asked of headers again and again, when all is understood.
func (b *Block) settled() {
	for i := range b.Columns {
		heading := b.Columns[i].text()
		b.Columns[i].heading = &heading
	}
	cases := b.consequences()
	b.silent, b.telling = b.risks() || cases || b.ofPrices(), cases || b.benefits() > 1
}

// text is the header of a column on one line: the lowest that is not its unit.
func (c *Column) text() string {
	if c.heading != nil {
		return *c.heading
	}
	if len(c.Names) == 0 {
		return ""
	}
	for i, n := range slices.Backward(c.Names) {
		if !unitLike(n.Text) && (i == 0 || n.Row != c.unitRow) {
			return n.Text
		}
	}
	return c.Names[len(c.Names)-1].Text
}

// named reports whether words of a section stand in the header too.
func (b *Block) named(c *Column, as As) bool {
	for _, n := range c.Names {
		if columnWords().has(n.Text, string(as)) {
			return true
		}
	}
	return false
}

// asksWhat reports whether a header begins as a question that sentences below it answer: "What customers can expect".
func (c *Column) asksWhat() bool {
	words := split(c.text())
	return len(words) > 2 && (whatWords.Has(words[0]) || words[0] == "ce" && (words[1] == "que" || words[1] == "qu"))
}

var whatWords = content.WordSet("what was que lo vad wat cosa")

// endsAs reports whether the last word of a header is a name of a kind by itself.
func endsAs(text string, as As) bool {
	words := split(text)
	return len(words) > 0 && columnWords().is(words[len(words)-1], string(as))
}

// atYearEnd reports whether a column is called as the end of a year.
func atYearEnd(c *Column) bool { return rowWords().has(c.text(), "yearend") }
