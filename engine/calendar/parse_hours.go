package calendar

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/wording"
)

// HoursError says which part of written hours is wrong.
type HoursError struct {
	Start, End int // the part, in bytes of the text, End excluded
	Reason     string
}

// Error is the reason; the place is the caller's to show.
func (e *HoursError) Error() string { return e.Reason }

// ParseHours reads opening hours such as "mon-fri 08:00-18:00, sat 09:00-12:00": days, or ranges of them, then
// times, each list with commas or spaces between ("mon, wed 08:00-12:00, 13:00-17:00"). Times are HH:MM, and
// 24:00 is the end of a day; an end before the start is on the next day. A range of days may run over Sunday.
// "24/7" is always open. What is said twice counts once. Errors are of type *HoursError.
func ParseHours(s string) (Hours, error) {
	if strings.TrimSpace(s) == "24/7" {
		return always(), nil
	}
	tokens, err := hourTokens(s)
	if err != nil {
		return Hours{}, err
	}
	p := hoursParser{text: s, tokens: tokens}
	if err := p.parse(); err != nil {
		return Hours{}, err
	}
	return p.hours, nil
}

type tokenKind int

const (
	wordToken tokenKind = iota
	clockToken
	dashToken
)

// token is a word, a time or a dash, and its place.
type token struct {
	kind       tokenKind
	start, end int
}

// hourTokens cuts the text into tokens. Commas, semicolons and spaces only part them.
func hourTokens(s string) ([]token, error) {
	var tokens []token
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		kind, ok := kindOf(r)
		switch {
		case unicode.IsSpace(r) || r == ',' || r == ';':
			i += size
			continue
		case !ok:
			return nil, &HoursError{i, i + size, wording.MeansNothingInHoursWrite(strconv.Quote(s[i : i+size]))}
		}
		end := tokenEnd(s, i, kind)
		tokens = append(tokens, token{kind, i, end})
		i = end
	}
	return tokens, nil
}

func kindOf(r rune) (tokenKind, bool) {
	switch {
	case unicode.IsLetter(r):
		return wordToken, true
	case r >= '0' && r <= '9' || r == ':' || r == '.':
		return clockToken, true
	case r == '-' || r == '–' || r == '—':
		return dashToken, true
	}
	return 0, false
}

// tokenEnd is where the token that starts at i ends: words and times go on, letters stuck to a time belong to it
// (8am), and a dash stands alone.
func tokenEnd(s string, i int, kind tokenKind) int {
	for j, r := range s[i:] {
		next, ok := kindOf(r)
		goesOn := ok && (next == kind || kind == clockToken && next == wordToken)
		if j > 0 && (kind == dashToken || !goesOn) {
			return i + j
		}
	}
	return len(s)
}

// hoursParser reads groups of days and their times.
type hoursParser struct {
	text   string
	tokens []token
	hours  Hours
	days   []int // of the group being read, Monday = 0
	timed  bool  // the group has times already: the next day opens another
	group  token // the place of its days
}

func (p *hoursParser) parse() error {
	for len(p.tokens) > 0 {
		if err := p.item(); err != nil {
			return err
		}
	}
	if p.days == nil {
		return &HoursError{0, len(p.text), wording.NoHoursWriteMonFri()}
	}
	return p.closeGroup()
}

// item reads one range of days or of times.
func (p *hoursParser) item() error {
	switch p.tokens[0].kind {
	case wordToken:
		return p.dayItem()
	case clockToken:
		return p.timeItem()
	}
	return p.wrong(p.tokens[0], wording.ARangeNeedsAStart())
}

// closeGroup refuses days without times.
func (p *hoursParser) closeGroup() error {
	if p.days != nil && !p.timed {
		return p.wrong(p.group, wording.NoTimesForWrite08(p.text[p.group.start:p.group.end]))
	}
	return nil
}

// severalDays are the words for several days of the week, Monday = 0.
var severalDays = map[string][2]int{
	"weekdays": {0, 4}, "weekday": {0, 4}, "workdays": {0, 4}, "weekends": {5, 6}, "weekend": {5, 6}, "daily": {0, 6},
}

func (p *hoursParser) dayItem() error {
	from, to, err := p.span(false)
	if err != nil {
		return err
	}
	if days, ok := severalDays[strings.ToLower(p.text[from.start:from.end])]; ok && from == to {
		p.addDays(days[0], days[1], from.start, to.end)
		return nil
	}
	first, err := p.day(from)
	if err != nil {
		return err
	}
	last, err := p.day(to)
	if err != nil {
		return err
	}
	p.addDays(first, last, from.start, to.end)
	return nil
}

// addDays adds days to the group, or begins another.
func (p *hoursParser) addDays(first, last, start, end int) {
	if p.timed || p.days == nil {
		p.days, p.timed, p.group.start = nil, false, start
	}
	p.group.end = end
	for day := first; ; day = (day + 1) % 7 {
		p.days = append(p.days, day)
		if day == last {
			return
		}
	}
}

func (p *hoursParser) timeItem() error {
	from, to, err := p.span(true)
	if err != nil {
		return err
	}
	if p.days == nil {
		return p.wrong(token{start: from.start, end: to.end},
			wording.TimesWithoutDaysWriteMon(p.text[from.start:to.end]))
	}
	open, err := p.shift(from, to)
	if err != nil {
		return err
	}
	for _, day := range p.days {
		p.hours.days[day] = p.hours.days[day].add(open)
	}
	p.timed = true
	return nil
}

// span takes a token, and the dash and token after it; without a dash it is from and to in one, unless the
// range must be whole.
func (p *hoursParser) span(whole bool) (from, to token, err error) {
	from = p.next()
	if len(p.tokens) == 0 || p.tokens[0].kind != dashToken {
		if whole {
			return from, from, p.wrong(from, wording.NoEndForWrite08(p.text[from.start:from.end]))
		}
		return from, from, nil
	}
	dash := p.next()
	if len(p.tokens) == 0 || p.tokens[0].kind != from.kind {
		return from, from, p.wrong(token{start: from.start, end: dash.end}, wording.ARangeNeedsAnEnd())
	}
	return from, p.next(), nil
}

func (p *hoursParser) next() token {
	t := p.tokens[0]
	p.tokens = p.tokens[1:]
	return t
}

// day reads a weekday, Monday = 0.
func (p *hoursParser) day(t token) (int, error) {
	day, err := ParseWeekday(p.text[t.start:t.end])
	if err != nil {
		return 0, p.wrong(t, err.Error())
	}
	return fromMonday(day), nil
}

// shift reads a start and an end, which is on the next day when it is before the start.
func (p *hoursParser) shift(from, to token) (shift, error) {
	start, err := p.clock(from)
	if err != nil {
		return shift{}, err
	}
	end, err := p.clock(to)
	if err != nil {
		return shift{}, err
	}
	switch {
	case start == minutesPerDay:
		return shift{}, p.wrong(from, wording.NothingOpensAt2400())
	case start == end:
		return shift{}, p.wrong(token{start: from.start, end: to.end}, wording.TheEndIsTheStart())
	case end < start:
		end += minutesPerDay
	}
	return shift{start, end}, nil
}

// clock reads H:MM or HH:MM, up to 24:00, as minutes of the day.
func (p *hoursParser) clock(t token) (int, error) {
	text := p.text[t.start:t.end]
	hours, minutes, _ := strings.Cut(text, ":")
	hour, okHour := number(hours, min(max(len(hours), 1), 2))
	minute, okMinute := number(minutes, 2)
	if !okHour || !okMinute {
		return 0, p.wrong(t, wording.IsNotATimeWriteHh(strconv.Quote(text)))
	}
	if hour > 24 || minute > 59 || hour == 24 && minute > 0 {
		return 0, p.wrong(t, wording.IsNotATimeOf(text))
	}
	return hour*60 + minute, nil
}

func (p *hoursParser) wrong(t token, reason string) error {
	return &HoursError{t.start, t.end, reason}
}
