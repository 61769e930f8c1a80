package quantity

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/kpilint/kpilint/engine/wording"
)

// due moves past the word before a due date: by, until, before, in, during.
func (p *parser) due() bool {
	start := p.pos
	switch p.nextWord() {
	case "by", "until", "before":
		return true
	case "in", "during":
		p.space()
		if word := strings.ToLower(p.word()); isYear(p.chunkText()) || months()[word] != 0 || isPart(word) ||
			p.fiscalNext() || p.cycles && word != "" {
			p.q.In = true
			return true
		}
	}
	p.pos = start
	return false
}

// date reads what follows the word that begins at start: a date of the calendar, or a period, which means its last
// day. Before a period or a day means the day before it.
func (p *parser) date(start int) *Error {
	before := strings.EqualFold(p.text[start:p.pos], "before")
	p.space()
	from := p.pos
	due, err := p.period()
	if err != nil {
		return err
	}
	if due.yearless && (!before || due.end) {
		p.q.Due = due.name
		return nil
	}
	if due.last.IsZero() {
		p.pos = from
		if p.cycles && p.ownPeriod(before) {
			return nil
		}
		p.pos = from
		if p.says(ends()) != "" || p.takes("the") {
			p.space()
			p.takes("the")
			p.space()
			from = p.pos
		}
		end := p.chunk()
		return wrong(from, end, wording.IsNotADateOf(strconv.Quote(p.text[from:end]))).put(
			lastOfMonth(p.text[from:end])...).
			general(wording.WriteOneAsIn2026())
	}
	day := due.last
	switch p.q.Due = due.name; {
	case before && !due.end && strings.HasPrefix(due.name, fiscal):
		p.q.Before = true // which a calendar knows
	case before && !due.end:
		day, p.q.Due = due.first.AddDate(0, 0, -1), ""
	}
	p.q.By = day.Format(time.DateOnly)
	return nil
}

// chunkText is whatever stands here.
func (p *parser) chunkText() string {
	text := p.rest()
	if i := strings.IndexAny(text, " ,()\u00a0\u202f\u2009"); i >= 0 {
		text = text[:i]
	}
	return text
}

func isYear(text string) bool {
	return len(text) == 4 && (text[0] == '1' && text[1] == '9' || text[0] == '2') && digitsOnly(text)
}

func digitsOnly(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// isPart accepts q1 to q4, h1 and h2.
func isPart(lower string) bool {
	return len(lower) == 2 && (lower[0] == 'q' && '1' <= lower[1] && lower[1] <= '4' || lower[0] == 'h' &&
		(lower[1] == '1' || lower[1] == '2'))
}

// months are the names of months and their usual short forms.
var months = sync.OnceValue(func() map[string]time.Month {
	all := map[string]time.Month{"sept": time.September}
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		all[name], all[name[:3]] = m, m
	}
	return all
})

// ends stand before a period and change nothing: what is due by a period is due on its last day.
var ends = sync.OnceValue(func() phrases {
	return say(map[string]string{
		"end":  "the end of|end of|the close of|close of|the last day of|the end of the",
		"year": "year's end|year end|year-end|the end of the year|end of year|end of the year|eoy",
	})
})

// span is a day or a period by its first and its last day; zero for none.
type span struct {
	first, last time.Time
	end         bool   // its end is named
	name        string // as the calendar calls it: 2026-Q3, 2026-06, 2026; "" of a day
	yearless    bool   // it has no year: Q3, 06, year
}

// period reads a day or a period.
func (p *parser) period() (span, *Error) {
	start := p.pos
	end := p.says(ends())
	if end == "" {
		if err := p.otherDate(); err != nil {
			return span{}, err
		}
	}
	p.space()
	part := end
	if end != "year" {
		part = p.partOfYear()
	}
	p.space()
	p.takes("the year")
	p.takes("of")
	p.space()
	if year := p.fiscalYear(); year != "" {
		read := p.inYear(part, year, end != "")
		read.name = fiscal + read.name
		return read, nil
	}
	text := p.chunkText()
	switch day, err := time.Parse(time.DateOnly, text); {
	case err == nil && part == "":
		p.pos += len(text)
		return span{first: day, last: day, end: end != ""}, nil
	case isYear(text):
		p.pos += len(text)
		return p.inYear(part, text, end != ""), nil
	case part == "":
		return p.named(text), nil
	}
	if digitsOnly(part) && text != "" && isDigit(text[0]) {
		day := strings.ReplaceAll(fmt.Sprintf("2026-%2s-%2s", part, digitsOf(text)), " ", "0")
		return span{}, wrong(start, p.pos+len(text), wording.ThisDateHasNoYear(day))
	}
	return span{name: nameOf(part), yearless: true, end: end != ""}, nil
}

// nameOf is a part of a year as the calendar calls it: Q3, H1, 06, and year for all of it.
func nameOf(part string) string {
	if digitsOnly(part) {
		return strings.ReplaceAll(fmt.Sprintf("%2s", part), " ", "0")
	}
	if part == "year" {
		return part
	}
	return strings.ToUpper(part)
}

// fiscal stands before the name of a fiscal year and of its parts: FY2027, FY2027-H1.
const fiscal = "FY"

// fiscalNext reports whether a fiscal year comes next.
func (p *parser) fiscalNext() bool {
	start := p.pos
	defer func() { p.pos = start }()
	return p.fiscalYear() != ""
}

// fiscalYear reads FY27, FY2027, FY 2027, FY26/27 and 2026/27, and returns the year in which it ends; "" for none.
func (p *parser) fiscalYear() string {
	start := p.pos
	named := strings.EqualFold(p.rest()[:min(len(fiscal), len(p.rest()))], fiscal)
	if named {
		p.pos += len(fiscal)
		p.space()
	}
	first := p.digits()
	last, two := first, p.eat(perSign)
	if two {
		last = p.digits()
	}
	years := isShortYear(first) && isShortYear(last) && p.word() == "" && p.peek() != '-'
	if years && (named && !two || follows(first, last) && (named || len(first) == 4)) {
		return "20" + last[len(last)-2:]
	}
	p.pos = start
	return ""
}

// follows reports whether one year comes after another, by their last two digits.
func follows(first, last string) bool {
	a, _ := strconv.Atoi(first[len(first)-2:])
	b, _ := strconv.Atoi(last[len(last)-2:])
	return b == a+1
}

// digits moves past digits and returns them.
func (p *parser) digits() string {
	n := len(p.rest()) - len(strings.TrimLeft(p.rest(), "0123456789"))
	digits := p.rest()[:n]
	p.pos += n
	return digits
}

// isShortYear accepts 27 and 2027.
func isShortYear(text string) bool {
	return len(text) == 2 && digitsOnly(text) || isYear(text) && text[0] == '2'
}

// maxCycleWords is how many words the name of a cycle has.
const maxCycleWords = 4

// ownPeriod reads the name of a cycle of a calendar: spring, harvest-2026, the summer term.
func (p *parser) ownPeriod(before bool) bool {
	if p.says(ends()) != "" {
		before = false
		p.space()
	}
	p.takes("the")
	p.space()
	start, stop := p.pos, p.pos
	for n := 0; n < maxCycleWords; n++ {
		word := p.word()
		if word == "" || isStatistic(strings.ToLower(word)) || n > 0 && isReserved(strings.ToLower(word)) {
			break
		}
		p.pos += len(word)
		stop = p.pos
		p.space()
	}
	p.pos = stop
	p.q.Cycle, p.q.Before = p.text[start:stop], before && stop > start
	return stop > start
}

// dueWords are the words for a due period without its year, which [Parse] reads again.
func (q Quantity) dueWords() string {
	if n, err := strconv.Atoi(q.Due); err == nil && len(q.Due) == 2 {
		return time.Month(n).String()
	}
	return q.Due
}

// digitsOf are the digits at the beginning of a text.
func digitsOf(text string) string { return text[:digitsLen(strings.TrimRight(text, ".,"))] }

// partOfYear reads the name of a month, a quarter or a half, "" for none.
func (p *parser) partOfYear() string {
	word := p.word()
	lower := strings.ToLower(word)
	if m := months()[lower]; m != 0 {
		p.pos += len(word)
		p.eat(".")
		return strconv.Itoa(int(m))
	}
	if isPart(lower) {
		p.pos += len(word)
		return lower
	}
	return ""
}

// named reads 2026-Q3, 2026-H1 and 2026-06.
func (p *parser) named(text string) span {
	year, part, ok := strings.Cut(text, "-")
	if !ok || !isYear(year) {
		return span{}
	}
	part = strings.ToLower(part)
	if n, err := strconv.Atoi(part); err == nil && len(part) == 2 && 1 <= n && n <= 12 {
		part = strconv.Itoa(n)
	} else if !isPart(part) {
		return span{}
	}
	p.pos += len(text)
	return p.inYear(part, year, false)
}

// inYear is a part of a year: "" or year for all of it, a number for a month, q1 to q4, h1, h2. A year may be followed
// by its part.
func (p *parser) inYear(part, text string, end bool) span {
	if part == "" {
		here := p.pos
		p.space()
		if part = p.partOfYear(); part == "" {
			p.pos = here
		}
	}
	year, _ := strconv.Atoi(text)
	month, long := 1, 12
	switch {
	case part == "" || part == "year":
	case part[0] == 'q':
		month, long = 3*int(part[1]-'1')+1, 3
	case part[0] == 'h':
		month, long = 6*int(part[1]-'1')+1, 6
	default:
		month, _ = strconv.Atoi(part)
		long = 1
	}
	first := time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	name := text
	if part != "" && part != "year" {
		name += "-" + nameOf(part)
	}
	return span{first: first, last: first.AddDate(0, long, -1), end: end, name: name}
}

// otherDate refuses dates in other forms, and writes them out: 31.12.2026, 12/31/2026, 31 December 2026, December 31,
// 2026.
func (p *parser) otherDate() *Error {
	text := p.rest()
	if days, n := otherDates(text); n > 0 {
		return wrong(p.pos, p.pos+n, wording.IsNotWrittenAsADate(strconv.Quote(text[:n]))).put(days...)
	}
	return nil
}

// otherDates reads a date in another form, and returns what it may be and its length.
func otherDates(text string) ([]string, int) {
	if days, n := numericDates(text); n > 0 {
		return days, n
	}
	if day, n := wordDate(text); n > 0 {
		return []string{day}, n
	}
	return nil, 0
}

// numericDates reads 31.12.2026 and 12/31/2026, and returns what it may be and its length.
func numericDates(text string) ([]string, int) {
	n := strings.IndexFunc(text, func(r rune) bool { return (r < '0' || r > '9') && r != '.' && r != '/' && r != '-' })
	if n < 0 {
		n = len(text)
	}
	if n < len("1.1.2026") {
		return nil, 0
	}
	parts := strings.FieldsFunc(strings.TrimRight(text[:n], "."), func(r rune) bool { return r < '0' || r > '9' })
	if len(parts) != 3 || len(parts[0]) == 4 && text[4] == '-' && len(parts[1]) == 2 && len(parts[2]) == 2 {
		return nil, 0
	}
	var days []string
	for _, order := range [][3]int{{2, 1, 0}, {2, 0, 1}, {0, 1, 2}} {
		if day, ok := dateOf(parts[order[0]], parts[order[1]], parts[order[2]]); ok && (len(days) == 0 || days[0] != day) {
			days = append(days, day)
		}
	}
	if len(days) == 0 {
		return nil, 0
	}
	return days, n
}

func dateOf(year, month, day string) (string, bool) {
	if len(year) != 4 || len(month) > 2 || len(day) > 2 {
		return "", false
	}
	text := fmt.Sprintf("%s-%02s-%02s", year, month, day)
	text = strings.ReplaceAll(text, " ", "0")
	_, err := time.Parse(time.DateOnly, text)
	return text, err == nil
}

// wordDate reads "31 December 2026" and "December 31, 2026".
func wordDate(text string) (string, int) {
	fields := strings.Fields(text)
	if len(fields) < 3 {
		return "", 0
	}
	bare := func(i int) string { return strings.Trim(fields[i], ".,") }
	ordinal := func(s string) string {
		for _, end := range []string{"st", "nd", "rd", "th"} {
			s = strings.TrimSuffix(s, end)
		}
		return s
	}
	month, day := months()[strings.ToLower(bare(0))], ordinal(bare(1))
	if month == 0 {
		month, day = months()[strings.ToLower(bare(1))], ordinal(bare(0))
	}
	if month == 0 || !digitsOnly(day) {
		return "", 0
	}
	written, ok := dateOf(bare(2), strconv.Itoa(int(month)), day)
	if !ok {
		return "", 0
	}
	return written, strings.Index(text, fields[2]) + len(fields[2])
}
