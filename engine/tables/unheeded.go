package tables

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// What stands around a number and changes what it means: currencies, scales, periods, percent, hours of business. Each
// step before takes what it understands. A number that was read without the rest is not read.

//go:embed words/meaning.txt
var meaningText string

var meaningWords = sync.OnceValue(func() *lexicon { return newLexicon(meaningText) })

// sense is what a text says that changes what a number beside it means, each in the words that say it.
type sense struct {
	money, scale, period, share, business string
	code                                  string // of the currency; "" where its sign may be of several
	unit                                  string // that the whole text is, as unitOf has it
	many                                  bool   // it is so many of something: per 200,000 hours
	none                                  bool   // it says that there is none
}

// senseOf looks through a text, each text once.
func (b *Block) senseOf(text string) sense {
	if m, ok := b.meanings[text]; ok {
		return m
	}
	m := senseIn(text)
	if len(b.meanings) < maxSaid {
		if b.meanings == nil {
			b.meanings = map[string]sense{}
		}
		b.meanings[text] = m
	}
	return m
}

func senseIn(text string) sense {
	var m sense
	text = withCodes(text)
	words := split(text)
	var money []int // where its words stand
	for _, f := range meaningWords().find(words) {
		said := strings.TrimRight(strings.Join(words[f.from:f.to], " "), " .")
		numbered := f.from > 0 && (digits(words[f.from-1]) || (perWord(words[:f.from]) ||
			f.from > 1 && unitIsMoney(words[f.from-1]) && perWord(words[:f.from-1])) && !isPeriod(f)) ||
			f.to < len(words) && digits(words[f.to]) && !slices.Contains(thousands, words[f.to]) && !times(words[f.to:])
		for _, in := range f.in {
			switch {
			case numbered: // deals of $10k, what is done in 2 weeks, week 4
			case in.name == "money":
				money = append(money, f.from)
				m.money, m.code = said, ""
				if u := unitOf(said); currencies.Has(u) {
					m.code = u
				}
			case in.name == "rhythm", in.name == "period" && (len(words) == 1 || inBracketsAlone(text, said) ||
				f.from > 0 && perWord(words[:f.from])):
				m.period = said
			case in.name == "business":
				m.business = said
			}
			if in.name == "scale" && !numbered {
				m.scale = said
			}
		}
	}
	for i, w := range words {
		if code := strings.ToUpper(w); len(w) == 3 && oftenMeant.Has(code) && strings.Contains(text, code) {
			money = append(money, i)
			m.money, m.code = code, code
		}
		behind := i > 0 && (digits(words[i-1]) || words[i-1] == ".")
		if slices.Contains(thousands, w) && (!behind || slices.ContainsFunc(words[:i], isTimes)) {
			m.scale = w
		}
	}
	for _, i := range money {
		for _, beside := range []int{i - 1, i + 1} {
			if beside >= 0 && beside < len(words) && meaningWords().is(words[beside], "smallscale") {
				m.scale = words[beside]
			}
		}
	}
	if last := tail(text); last != "" && meaningWords().is(last, "smallscale") && moneyNamed(text) {
		m.scale = last // Revenue, m
	}
	if percentSign.Get().MatchString(text) {
		m.share = "%"
	}
	m.unit, m.none = unitOf(text), absent(text) != ""
	m.many = perMany.Get().MatchString(text) && !scoreOf.Get().MatchString(text)
	return m
}

var thousands = []string{"000", "000s"}

func isTimes(w string) bool { return w == "x" || w == "×" }

// times reports whether words are one thousand by which others are multiplied: 1.000 of "x € 1.000".
func times(words []string) bool {
	return len(words) > 2 && words[0] == "1" && slices.Contains(thousands, words[2])
}

func inBracketsAlone(text, word string) bool {
	return slices.ContainsFunc(brackets(text), func(in string) bool { return fold(strings.Trim(in, ". ")) == word })
}

func inBracket(text, words string) bool {
	return slices.ContainsFunc(brackets(text), func(in string) bool {
		return strings.Contains(strings.Join(split(in), " "), words)
	})
}

func isPeriod(f match) bool {
	return slices.ContainsFunc(f.in, func(s section) bool { return s.name == "period" || s.name == "rhythm" })
}

// said is a text beside a number.
type said struct {
	text string
	of   saidIn
}

type saidIn uint8

const (
	inUnit saidIn = iota
	inName        // the name of the row
	inHead
	inTitle
)

// around goes through the texts that say what the number is of, the nearest first.
func (n *numberOf) around(see func(said, sense) bool) {
	if n.unit != nil {
		if m := n.block.senseOf(n.unit.Text); !m.none && !see(said{n.unit.Text, inUnit}, m) {
			return
		}
	}
	if names := n.row.Names; len(names) > 0 && len(names[0].Text) <= maxNameText {
		as := names[0].As
		if as != AsTeam && as != AsOwner && as != AsJob &&
			!see(said{names[0].Text, inName}, n.block.senseOf(names[0].Text)) {
			return
		}
	}
	for _, s := range n.block.aboveNumbers(n.column) {
		if !see(s.said, s.sense) {
			return
		}
	}
}

// sensed is a text with what it says.
type sensed struct {
	said
	sense
}

// aboveNumbers are the texts above the numbers of a column, its headers and the titles, that say something.
func (b *Block) aboveNumbers(c *Column) []sensed {
	if c.above != nil {
		return *c.above
	}
	var all []sensed
	for _, h := range c.Names {
		all = append(all, sensed{said{h.Text, inHead}, senseIn(h.Text)})
	}
	if (c.Measure == "" || moneyNamed(c.Measure)) && !(c.titled && c.Holds.Moneys > 0) {
		for _, text := range b.fragments() {
			all = append(all, sensed{said{text, inTitle}, senseIn(text)})
		}
	}
	c.above = &all
	return all
}

// saying is the text that a unit was taken from, the nearest that has it, and whether that is the name of the row,
// which stays with the number.
func (n *numberOf) saying(unit string) (text string, named bool) {
	text = short(unit)
	n.around(func(s said, _ sense) bool {
		if !strings.Contains(fold(s.text), fold(unit)) {
			return true
		}
		text, named = short(s.text), s.of == inName
		return false
	})
	return text, named
}

// fragments are the parts of titles that may say a unit: what stands in brackets, behind a comma and behind "in".
func (b *Block) fragments() []string {
	titles := strings.Split(b.above, "\n")
	for _, p := range b.Title {
		titles = append(titles, p.Text)
	}
	var all []string
	for _, title := range titles {
		all = append(all, brackets(title)...)
		fields := strings.Fields(withoutBrackets(title))
		if len(fields) < 4 {
			all = append(all, strings.Join(fields, " "))
			continue
		}
		if end := tail(title); len(strings.Fields(end)) < 5 {
			all = append(all, end)
		}
		for i, f := range fields {
			if inWords[fold(f)] || fold(f) == "em" {
				all = append(all, strings.Join(fields[i+1:min(i+4, len(fields))], " "))
			}
		}
	}
	return all
}

// tells reports whether a text says something that changes what a number means.
func (m *sense) tells() bool {
	return m.many || m.unit != "" || m.money != "" || m.scale != "" || m.period != "" || m.share != "" || m.business != ""
}

// addHeeded adds the record of a quantity, unless something around it that may change what it means is not in it.
func (n *numberOf) addHeeded(r Record, q quantity.Quantity) {
	if r.Kind.Asks() && r.Kind != KindHeadcount && n.row.Is == Data {
		if word, text := n.unheeded(r, q); word != "" {
			n.unread(n.part, wording.MayMeanAnother(short(n.part.Text), word, short(text)))
			return
		}
	}
	n.addSaid(r, q)
}

// addSaid adds the record of a quantity, unless its unit has a word that no unit has.
func (j *joiner) addSaid(r Record, q quantity.Quantity) {
	if word := j.block.jointIn(q, r.Quantity); word != "" && r.Kind.Asks() {
		j.unread(r.Part, wording.MayMeanAnother(short(r.Part.Text), word, short(r.Part.Text)))
		return
	}
	j.add(r)
}

// unheeded is a word that may change what the number means, and that the record does not have, with the text that it
// stands in; "" where there is none.
func (n *numberOf) unheeded(r Record, q quantity.Quantity) (word, text string) {
	if q.Low == nil || strings.HasPrefix(r.Unsaid, "what ") && !perMany.Get().MatchString(r.Unsaid) {
		return "", "" // it is said what is not understood
	}
	own := n.ownWords()
	counts := false // the cell of the unit says one
	n.around(func(s said, m sense) bool {
		counts = counts || s.of == inUnit && m.unit != ""
		if !m.tells() {
			return true
		}
		if own && s.of != inHead || s.of > inName && counts {
			m.money, m.code, m.share, m.scale = "", "", "", "" // the cell, or that of its unit, says its own
		}
		word, text = cmp.Or(n.lostUnit(m, q, s, r), n.lostTime(m, q, s, r)), s.text
		return word == ""
	})
	if word != "" {
		return word, text
	}
	if n.column.titled && q.Unit.Currency() != "" && !own && len(n.row.Names) > 0 {
		if name := n.row.Names[0].Text; counted(name) != "" || scoredName(name) || people(name) {
			return q.Unit.Currency(), n.block.planWord()
		}
	}
	return n.undivided(q)
}

// undivided is what a cell below "Per" says that the number is for one of, and its unit does not: rep of "rep/day".
func (n *numberOf) undivided(q quantity.Quantity) (word, text string) {
	if n.block.perColumns == nil {
		var all []int
		for i := range n.block.Columns {
			if c := &n.block.Columns[i]; perHeads.Has(fold(c.text())) {
				all = append(all, c.Number)
			}
		}
		n.block.perColumns = &all
	}
	for _, number := range *n.block.perColumns {
		cell := cellAt(n.cells, number)
		if cell == nil || cell.Holds != content.Words {
			continue
		}
		text = textOf(cell)
		for word := range strings.SplitSeq(bothWords.Get().ReplaceAllString(text, "/"), "/") {
			word = strings.TrimSpace(word)
			if word != "" && absent(word) == "" && !strings.Contains(fold(q.Unit.String()), fold(denominator(word))) {
				return word, text
			}
		}
	}
	return "", ""
}

// bothWords recognises a word between two things that a number is for one of.
var bothWords = content.Pattern(`(?i) (?:and|und|et|y|och|en|ed?|i|per|pro|&) `)

var perHeads = content.WordSet("per pro je par por cada")

// lostUnit is the word of a text for a currency, a percentage or a scale that a quantity does not have; "" for none.
func (n *numberOf) lostUnit(m sense, q quantity.Quantity, s said, r Record) string {
	if q.Unit.HasPercent() || r.Change {
		return ""
	}
	alone := q.Unit.Without(q.Unit.Period(), q.Unit.Scope()).IsZero()
	near, money := s.of == inUnit || s.of == inName, q.Unit.Currency()
	switch {
	case m.money != "" && money == "" && fold(q.Unit.Noun()) != m.money && (alone || near && q.TimeUnit == ""),
		m.code != "" && near && money != "" && money != m.code:
		return m.money
	case m.share != "" && (alone || near):
		return m.share
	case s.of == inUnit && (alone && timeUnits()[m.unit] || m.many && !perMany.Get().MatchString(r.Quantity)):
		return s.text // minutes of which the cell has none, and what is counted in 200,000 hours
	case m.scale != "" && n.raw != nil && n.raw.Sign() != 0 && q.Low.Cmp(n.raw) == 0 && (alone || near || money != ""):
		return m.scale
	}
	return ""
}

// lostTime is the word of a text for a period or for hours of business that a quantity does not have; "" for none.
func (n *numberOf) lostTime(m sense, q quantity.Quantity, s said, r Record) string {
	if m.business != "" && (s.of == inUnit || inBracket(s.text, m.business)) &&
		(q.TimeUnit == "min" || q.TimeUnit == "day") {
		return m.business
	}
	if m.period == "" {
		return ""
	}
	alone := q.Unit.Without(q.Unit.Period(), q.Unit.Scope()).IsZero()
	shareLike := s.of == inHead && alone && q.Unit.Period() != "" && !q.Low.IsInt() // 99.9 below "Uptime (monthly)"
	measured := s.of == inHead && slices.Contains(split(n.column.Measure), lastWord(m.period))
	if shareLike || n.periodAsUnit(m, q, s) ||
		(s.of == inUnit || s.of == inHead && !measured) && n.wantsPeriod(r, q) {
		return m.period
	}
	return ""
}

// periodAsUnit reports whether the unit of a number is a short word in brackets beside nothing but a word for a target:
// so many months, or so many a month, below "Cel (mies.)".
func (n *numberOf) periodAsUnit(m sense, q quantity.Quantity, s said) bool {
	return s.of == inHead && m.period != "" && q.TimeUnit != "" && n.column.Measure == "" &&
		timeUnits()[n.column.Unit] && inBracketsAlone(s.text, m.period)
}

// wantsPeriod reports whether a number is so many or so much in a period, and has none.
func (n *numberOf) wantsPeriod(r Record, q quantity.Quantity) bool {
	if q.Unit.Period() != "" || q.Unit.HasPercent() || q.TimeUnit != "" || r.Time != "" || r.Within != "" || r.Change ||
		n.column.horizon || n.column.As == AsTotal || n.ofAverage() || rowWords().has(n.column.text(), "total") ||
		atYearEnd(n.column) {
		return false
	}
	return len(n.row.Names) == 0 || !ofEach(n.row.Names[0].Text) && !scoredName(n.row.Names[0].Text)
}

// ownWords reports whether the cell itself says more than its number and its side.
func (n *numberOf) ownWords() bool {
	if n.part.Cell.Holds != content.Words {
		return false
	}
	unit := n.block.speak(n.part.Text, n.block.markOf(n.column)).unit
	return strings.ContainsFunc(unit, func(c rune) bool {
		return unicode.IsLetter(c) || c == '%' || unicode.Is(unicode.Sc, c)
	})
}

// scoredName reports whether a name is of a score or a ratio, which is no number in a period.
func scoredName(name string) bool {
	return slices.ContainsFunc(split(name), func(w string) bool { return scoreWords.Has(w) })
}

var scoreWords = content.WordSet(`
nps enps csat ces score scores rating ratings index ratio rank ranking grade level stars
rate rates quote taux tasa taxa tasso satisfaction kennziffer note noten indice puntuacion wskaznik betyg`)

// jointIn is a word in the noun of a unit that is none: bis of "40 bis Q4".
func (b *Block) jointIn(q quantity.Quantity, text string) string {
	if q.Unit.IsZero() {
		return ""
	}
	as := unitSaid{q.Unit, lastWord(text)}
	word, ok := b.joints[as]
	if !ok {
		if b.joints == nil {
			b.joints = map[unitSaid]string{}
		}
		if word = jointIn(q, as.last); len(b.joints) < maxSaid {
			b.joints[as] = word
		}
	}
	return word
}

// unitSaid is a unit, and the last word of the text that has it.
type unitSaid struct {
	unit quantity.Unit
	last string
}

func jointIn(q quantity.Quantity, last string) string {
	u := q.Unit
	if u.HasPercent() || u.Currency() != "" {
		return ""
	}
	if q.TimeUnit == "" && u.Period() == "" && meaningWords().is(last, "period") {
		return last // < 1 mes
	}
	for _, w := range append(strings.FieldsFunc(u.Noun(), func(c rune) bool { return c == '-' || c == ' ' }),
		u.PerNouns()...) {
		if l := meaningWords(); l.is(w, "joint") || l.is(w, "scale") || l.is(w, "rhythm") || fold(w) == "k" {
			return w
		}
	}
	return ""
}
