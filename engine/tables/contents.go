package tables

import (
	"math/big"
	"slices"
	"strings"
	"unicode"

	"github.com/kpilint/kpilint/engine/content"
)

// Contents is what the cells of a column hold, counted.
type Contents struct {
	Cells                int // that are not empty
	Numbers              int // numbers with nothing but a unit or a comparator
	Dates                int
	Words                int // everything else that is read as text
	Absent               int // TBD, n/a and the like
	Whole                int // numbers without decimals
	InOne                int // numbers from 0 to 1
	Years                int // 1990 to 2100
	Counting             int // numbers that follow the one above by 1
	Percents             int // numbers with a sign for percent, or shown so
	Moneys               int // numbers that are shown with a currency
	Sentence             int // of more than six words
	Units                int // words that are units
	Periods              int // of them, those that are a week, a month, a quarter or a year
	Statuses             int
	Choices              int // target, actual
	Verdicts             int // yes and no
	Turns                int // words for a direction
	Sides                int // high and low, which are directions where the header says so
	Months               int
	Quarters             int
	Codes                int // E18, AP005
	Dotted               int // 1.2.3
	Levels               int // 1, 1.2, 1.2.3
	Formulas             int
	Digits               int // texts with a digit in them
	Figures              int // of them, those with a number that is no time and no code
	Rhythms              int // monthly, per week
	Times                int // numbers with a unit of time
	Compared             int // numbers with a comparator: ≥ 90
	Clocks               int // from one hour of the day to another
	spans                int // of those, without a word or a sign for hours: 5–8
	Signs                int // numbers with more than digits: ≥ 90, 5 h, 80 %
	Operators            int // ≤, at least
	named                int // numbers before words that are no units: 1 Surgery, 2 Stroke
	behind               map[string]bool
	numbered             bool // its names begin with numbers
	alone                int  // words that stand alone
	formed               int  // texts with the form of a unit whose words are not known: picks/h, per month
	letters              int  // of all words
	last                 *big.Rat
	differ               map[string]bool // the first texts, to see whether they repeat
	rows                 int
	dayFirst, monthFirst int // 31/12/2026, 12/31/2026
}

// maxSeen is how many different texts of a column are kept.
const maxSeen = 200

// spanned makes numbers of spans such as 5–8 that stand among more numbers: they are no hours of the day.
func (c *Contents) spanned() {
	if c.spans > 0 && c.spans == c.Clocks && c.Numbers > c.spans {
		c.Numbers, c.Words, c.Clocks = c.Numbers+c.spans, c.Words-c.spans, 0
	}
}

func (c *Contents) look(cell *content.Cell, b *Block) {
	c.Cells++
	if cell.Formula() != "" {
		c.Formulas++
	}
	text := textOf(cell)
	if len(c.differ) < maxSeen {
		if c.differ == nil {
			c.differ = map[string]bool{}
		}
		c.differ[text] = true
	}
	switch cell.Holds {
	case content.Date:
		c.Dates++
		return
	case content.Number:
		c.number(exact(cell.Number()), text)
		if shownInPercent(cell.Format()) {
			c.Percents++
		}
		if formatUnit(cell.Format()) != "" {
			c.Moneys++
		}
		c.level(text)
		return
	case content.Truth:
		c.Verdicts++
		return
	case content.Fault, content.Unsolved:
		c.Absent++
		return
	}
	if len(text) > 300 {
		c.Words++
		c.Sentence++
		c.letters += len(text)
		return
	}
	if strings.ContainsAny(text, "0123456789") {
		c.Digits++
		if figured(text) {
			c.Figures++
		}
	}
	c.choices(text)
	if dateIn(text) != "" || mayBeDate(text) {
		c.Dates++
		c.order(text)
		return
	}
	if clockSpan.Get().MatchString(text) {
		c.Words++
		c.Clocks++
		if !strings.ContainsAny(text, ":.hU") {
			c.spans++
		}
		c.letters += len(text)
		return
	}
	if m := timeOf(text); m.quarter+m.half+m.month != 0 && strings.ContainsFunc(text, unicode.IsLetter) &&
		onlyTime(text) {
		c.Words++ // 2026 Q3
		c.letters += len(text)
		return
	}
	c.level(text)
	s := b.speak(text, b.marks)
	switch {
	case s.why != "" && !strings.Contains(s.why, " may be "):
		c.Absent++
		return
	case s.why != "":
		c.Numbers++ // 2.500
		return
	case s.number != nil && (s.bare || numeric(text)):
		if len(text) > 1 && text[0] == '0' && digit(text[1]) {
			c.Codes++ // 001
		}
		c.number(s.number, text)
		c.signs(s)
		if strings.ContainsAny(text, "€$£") || currencies.Has(s.unit) {
			c.Moneys++
		}
		c.name(text)
		if strings.Contains(text, "%") {
			c.Percents++
		}
		return
	case numeric(text):
		c.Numbers++
		c.signs(s)
		c.name(text)
		return
	}
	c.Words++
	c.letters += len(text)
	if !strings.Contains(text, " ") || unitLike(text) {
		c.alone++
	}
	if coded(text) {
		c.Codes++
	}
	if len(strings.Fields(text)) > 6 {
		c.Sentence++
	}
}

// figured reports whether a text holds a number that is no time and no code: "Growth 2026" and "B2B" hold none.
func figured(text string) bool {
	if !strings.ContainsAny(text, "0123456789") || onlyTime(text) {
		return false
	}
	return slices.ContainsFunc(strings.Fields(text), func(w string) bool {
		w = strings.Trim(w, "(),;:.")
		return strings.ContainsAny(w, "0123456789") && !coded(w) && !onlyTime(w)
	})
}

func (c *Contents) choices(text string) {
	l := rowWords()
	for _, in := range l.whole(text) {
		switch in.name {
		case "done", "notbegun", "status":
			c.Statuses++
		case "yes", "no":
			c.Verdicts++
		case "up", "down", "keep":
			c.Turns++
		case "high", "low":
			c.Sides++
		case "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12":
			c.Months++
		}
	}
	if choiceOf(text) != AsNothing {
		c.Choices++
	}
	if comparatorOf(text) != "" && turnOf(text) == "" || text == "=" {
		c.Operators++
	}
	switch unitOf(text) {
	case "":
		if unitLike(text) {
			c.formed++
		}
	case "weeks", "months", "quarters", "years":
		c.Periods++
		c.Units++
	default:
		c.Units++
	}
	if rhythmOf(text) != "" {
		c.Rhythms++
	}
	switch q := timeOf(text); {
	case (q.quarter != 0 || q.half != 0 && onlyTime(text)) && len(text) < 20:
		c.Quarters++
	case q.month != 0 && q.year != 0 && onlyTime(text):
		c.Months++
	}
}

func (c *Contents) number(r *big.Rat, text string) {
	c.Numbers++
	if r == nil {
		return
	}
	if r.IsInt() {
		c.Whole++
		if r.Cmp(big.NewRat(1990, 1)) >= 0 && r.Cmp(big.NewRat(2100, 1)) <= 0 && !strings.ContainsAny(text, ",. '") {
			c.Years++
		}
	}
	if r.Sign() >= 0 && r.Cmp(big.NewRat(1, 1)) <= 0 {
		c.InOne++
	}
	if c.last != nil && new(big.Rat).Sub(r, c.last).Cmp(big.NewRat(1, 1)) == 0 {
		c.Counting++
	}
	c.last = r
}

func (c *Contents) signs(s spoken) {
	if !s.bare {
		c.Signs++
	}
	if compared(s.text) {
		c.Compared++
	}
	unit, _, _ := strings.Cut(strings.TrimSpace(s.unit), "/")
	unit, _, _ = strings.Cut(unit, " ")
	switch unit {
	case "s", "min", "h", "days", "workdays", "calendar-days", "weeks", "months", "ms":
		c.Times++
	}
}

// name notes a number before words that are no units.
func (c *Contents) name(text string) {
	i := strings.IndexFunc(text, unicode.IsLetter)
	if i < 0 {
		return
	}
	rest := strings.TrimSpace(text[i:])
	if first, _, _ := strings.Cut(rest, " "); unitOf(first) != "" || rhythmOf(rest) != "" ||
		cellWords().whole(first) != nil || currencies.Has(first) {
		return
	}
	c.named++
	if c.behind == nil {
		c.behind = map[string]bool{}
	}
	if len(c.behind) < maxSeen {
		c.behind[rest] = true
	}
}

// single reports whether the texts are short words, as units are.
func (c *Contents) single() bool { return c.alone >= c.Words && c.letters < 12*max(c.Words, 1) }

// choose reports whether a column says of each row whether its numbers are targets or results: few texts that come
// again and again, most of them words for that.
func (c *Contents) choose() bool {
	if c.mostly(c.Numbers) || c.Cells < 2 || len(c.differ) > mostChoices {
		return false
	}
	return c.mostly(c.Choices) || c.Choices*2 >= c.Cells && c.Cells >= 2*len(c.differ)
}

// mostChoices is how many kinds of numbers a column tells apart at most.
const mostChoices = 8

// names reports whether the numbers in a column only number its names, each of which stands once: 1 Surgery, 2 Stroke.
func (c *Contents) names() bool {
	return c.named > 1 && c.mostly(c.named+c.Words) && c.named*2 > c.Numbers && len(c.behind)*5 >= len(c.differ)*3
}

// asNames takes numbers that only number names for words.
func (c *Contents) asNames() {
	c.Words += c.Numbers
	c.letters += leastName * c.Numbers
	c.numbered = true
	c.Numbers, c.Whole, c.InOne, c.Counting, c.Signs, c.Times, c.Levels = 0, 0, 0, 0, 0, 0, 0
}

func (c *Contents) level(text string) {
	whole, _, _ := strings.Cut(text, ".")
	if digits(whole) && number(whole) > maxLevel {
		return // 99.9 is no place
	}
	switch n := levelOf(text); {
	case n > 1:
		c.Dotted++
		c.Levels++
	case n == 1:
		c.Levels++
	}
}

// maxLevel is how many places there are at most on the first level of a hierarchy.
const maxLevel = 40

// compared reports whether words of a quantity begin with a comparator.
func compared(text string) bool {
	for _, begin := range []string{"<", ">", "at least", "at most", "less than", "more than", "within "} {
		if strings.HasPrefix(text, begin) {
			return true
		}
	}
	return false
}

// leveled reports whether the column numbers places in a hierarchy: 1, 1.1, 1.2, 2.
func (c *Contents) leveled() bool { return c.Dotted > 1 && c.mostly(c.Levels) }

// mostly reports whether n of the cells that hold something are most of them.
func (c *Contents) mostly(n int) bool { return n > 0 && n*10 >= (c.Cells-c.Absent)*7 }

// counts reports whether the numbers count rows: 1, 2, 3.
func (c *Contents) counts() bool {
	return c.Numbers > 2 && c.Counting >= c.Numbers-1-c.Numbers/10 && c.Whole == c.Numbers
}

// shares reports whether the numbers can only be shares of one.
func (c *Contents) shares() bool {
	return c.Numbers > 1 && c.Percents == 0 && c.InOne*10 >= c.Numbers*9 && c.Whole*2 < c.Numbers
}

// numeric reports whether a text is a number with a unit or limits, and no sentence: 10-16 hours, ≥ 80 %, USD 5. Before
// the number only words of quantities stand, and behind it few others.
func numeric(text string) bool {
	begins := strings.IndexFunc(text, unicode.IsDigit)
	if begins < 0 || len(text) > 60 || coded(text) || ordinal.Get().MatchString(text) {
		return false
	}
	before := split(text[:begins])
	known := 0
	for _, m := range cellWords().find(before) {
		if !timeUnits()[m.in[0].name] {
			known += m.to - m.from // "S1 - down" is no time
		}
	}
	for _, w := range before {
		if !unicode.IsLetter([]rune(w)[0]) && cellWords().whole(w) == nil {
			known++ // a sign
		}
	}
	if known < len(before) {
		return false
	}
	letters := func(c rune) bool { return !unicode.IsLetter(c) }
	others := 0
	for _, w := range strings.FieldsFunc(text[begins:], letters) {
		if cellWords().whole(w) == nil {
			others++
		}
	}
	return others < 4
}

// ordinal recognises a text that begins with the place of something and says what: 90th centile, 2nd line.
var ordinal = content.Pattern(`^\d+(?:st|nd|rd|th|er|ère|ème|º|ª)(?: |$)`)

// coded reports whether a text is a code of letters and digits: E18, AP005, TOT_AP005, STAN-0001.
func coded(text string) bool {
	if text == "" || len(text) > 20 || strings.ContainsAny(text, " %€$£<>=≥≤") {
		return false
	}
	digits, letters := 0, 0
	for i, c := range text {
		switch {
		case unicode.IsDigit(c):
			if letters == 0 && i == 0 {
				return false
			}
			digits++
		case unicode.IsLetter(c):
			letters++
		case c != '-' && c != '_' && c != '.' && c != '/':
			return false
		}
	}
	return digits > 0 && letters > 0
}

// levelOf is how many numbers a dotted number has that numbers a place in a hierarchy, such as 1.2 or KR 1.2.3; 0 for
// none.
func levelOf(text string) int {
	text = strings.TrimSuffix(strings.TrimSpace(text), ".")
	text = strings.TrimLeft(text, "OoKkRrGg ")
	if text == "" || len(text) > 16 {
		return 0
	}
	parts := strings.Split(text, ".")
	for _, p := range parts {
		if p == "" || len(p) > 2 || strings.Trim(p, "0123456789") != "" || len(p) > 1 && p[0] == '0' {
			return 0
		}
	}
	return len(parts)
}

// choiceOf is what a cell such as "Target" or "Ist" says of the numbers in its row.
func choiceOf(text string) As {
	if len(text) > 30 {
		return AsNothing
	}
	in := columnWords().whole(text)
	for _, s := range in {
		switch as := As(s.name); as {
		case AsTarget, AsActual, AsBaseline, AsMinimum, AsMaximum, AsStretch, asGoal, AsBudget, AsHeadcount:
			if as == asGoal {
				return AsTarget
			}
			if as == AsHeadcount {
				return AsNothing
			}
			return as
		}
	}
	return AsNothing
}

// order notes which of day and month comes first, where a date shows it.
func (c *Contents) order(text string) {
	parts := strings.FieldsFunc(text, func(c rune) bool { return c == '/' || c == '-' })
	if len(parts) != 3 || !digits(parts[0]) || !digits(parts[1]) || len(parts[0]) > 2 {
		return
	}
	switch {
	case number(parts[0]) > 12:
		c.dayFirst++
	case number(parts[1]) > 12:
		c.monthFirst++
	}
}

// day reads a day, in the order that the column shows.
func (c *Contents) day(text string) string {
	if day := dateIn(text); day != "" || !mayBeDate(text) {
		return day
	}
	parts := strings.FieldsFunc(text, func(c rune) bool { return c == '/' || c == '-' })
	switch {
	case c.dayFirst > 0 && c.monthFirst == 0:
		return dayOf(parts[2], number(parts[1]), parts[0])
	case c.monthFirst > 0 && c.dayFirst == 0:
		return dayOf(parts[2], number(parts[0]), parts[1])
	}
	return ""
}
