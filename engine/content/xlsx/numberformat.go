package xlsx

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/content"
)

// numberFormat is how a number is shown: #,##0.00 "€". A workbook stores 0.8 and shows 80 %.
type numberFormat struct {
	code     string
	sections []section
}

type formatKind uint8

const (
	general formatKind = iota // as it is stored, or shown in a way that is not known here: a fraction
	decimal
	date    // a day, with or without a time
	clock   // a time of day, or a duration below a day
	elapsed // hours, minutes or seconds that count on: [h]:mm
)

// section is how the numbers of one sign are shown.
type section struct {
	kind            formatKind
	before, after   string // what stands around the number
	whole           int    // digits before the point at least
	least, most     int    // digits behind the point
	groups, science bool
	silent          bool // it has no place for a number
	sign            byte // of its condition: <, >, = and l or g for <= and >=; 0 for none
	limit           float64
	percent, scale  int // how many signs of percent, and how many thousands are left out
}

// parseFormat reads a format: ISO/IEC 29500-1, 18.8.31.
func parseFormat(code string) *numberFormat {
	f := &numberFormat{code: code}
	for _, part := range splitSections(code) {
		f.sections = append(f.sections, parseSection(part))
	}
	return f
}

// splitSections splits a format at its semicolons, but for those that are quoted. Three are all that numbers need: for
// those above 0, below 0, and 0 itself, unless they have conditions.
func splitSections(code string) []string {
	var all []string
	from, quoted := 0, false
	for i := 0; i < len(code) && len(all) < 3; i++ {
		switch {
		case code[i] == '"':
			quoted = !quoted
		case code[i] == '\\' && !quoted:
			i++
		case code[i] == ';' && !quoted:
			all = append(all, code[from:i])
			from = i + 1
		}
	}
	if len(all) < 3 {
		all = append(all, code[min(from, len(code)):])
	}
	return all
}

// parseSection reads the format of the numbers of one sign.
func parseSection(code string) section {
	r := sectionReader{code: code, section: section{kind: decimal}}
	for i := 0; i < len(code); {
		n := r.literal(i)
		if n == 0 {
			n = r.sign(i)
		}
		i += n
	}
	s := r.section
	s.before, s.after = r.before.String(), r.after.String()
	if s.kind == decimal && r.unknown {
		s.kind = general
	}
	s.silent = s.kind == decimal && r.digits == 0
	return s
}

// sectionReader reads a section from left to right.
type sectionReader struct {
	code string
	section
	before, after strings.Builder
	digits        int
	point         bool
	unknown       bool // it has a part that is not known here
}

func (r *sectionReader) write(text string) {
	if r.digits == 0 && !r.point {
		r.before.WriteString(text)
	} else {
		r.after.WriteString(text)
	}
}

// literal takes text that is shown as it is, or says how the cell looks, and returns its length; 0 where there is
// none.
func (r *sectionReader) literal(i int) int {
	rest := r.code[i:]
	_, next := utf8.DecodeRuneInString(rest[1:])
	switch rest[0] {
	case '"':
		text, _, _ := strings.Cut(rest[1:], `"`)
		r.write(text)
		return min(len(text)+2, len(rest))
	case '\\':
		r.write(rest[1 : 1+next])
		return 1 + next
	case '_': // a blank as wide as the next character
		r.write(" ")
		return 1 + next
	case '*': // fills the cell with the next character
		return 1 + next
	case '[':
		inside, _, _ := strings.Cut(rest[1:], "]")
		r.bracket(inside)
		return min(len(inside)+2, len(rest))
	}
	return 0
}

// bracket takes a currency, a duration, a condition or a colour.
func (r *sectionReader) bracket(inside string) {
	switch {
	case strings.HasPrefix(inside, "$"):
		currency, _, _ := strings.Cut(inside[1:], "-")
		r.write(currency)
	case inside != "" && strings.Trim(strings.ToLower(inside), "hms") == "":
		r.kind = elapsed
	case strings.ContainsAny(inside, "<>="):
		r.condition(inside)
	}
}

var conditionSigns = map[string]byte{"<": '<', ">": '>', "=": '=', "<=": 'l', ">=": 'g', "<>": '!'}

// condition takes the numbers that a section is for: <=100.
func (r *sectionReader) condition(text string) {
	n := len(text) - len(strings.TrimLeft(text, "<>="))
	limit, err := strconv.ParseFloat(strings.TrimSpace(text[n:]), 64)
	r.section.sign, r.limit = conditionSigns[text[:n]], limit
	r.unknown = r.unknown || err != nil || r.section.sign == 0
}

// takes reports whether a number fits the condition of a section.
func (s section) takes(v float64) bool {
	switch s.sign {
	case '<':
		return v < s.limit
	case '>':
		return v > s.limit
	case '=':
		return v == s.limit
	case 'l':
		return v <= s.limit
	case 'g':
		return v >= s.limit
	case '!':
		return v != s.limit
	}
	return true
}

// section is the one that a number is shown by, and whether it writes the sign itself.
func (f *numberFormat) section(v float64) (s section, signed bool) {
	all := f.sections
	if all[0].sign == 0 && (len(all) < 2 || all[1].sign == 0) {
		switch {
		case v < 0 && len(all) > 1:
			return all[1], true
		case v == 0 && len(all) > 2:
			return all[2], false
		}
		return all[0], false
	}
	for _, s := range all {
		if s.takes(v) {
			return s, false
		}
	}
	return all[len(all)-1], false
}

// sign takes what stands for a part of the number, and returns its length.
func (r *sectionReader) sign(i int) int {
	c, rest := r.code[i], r.code[i:]
	digitFollows := len(rest) > 1 && isPlaceholder(rest[1])
	switch {
	case isPlaceholder(c):
		r.digit(c)
	case c == '.' && (r.digits > 0 || digitFollows):
		r.unknown = r.unknown || r.point
		r.point = true
	case c == ',' && r.digits > 0 && digitFollows:
		r.groups = true
	case c == ',' && r.digits > 0:
		r.scale++
	case c == '%':
		r.percent++
		r.write("%")
	case c == 'E' && len(rest) > 1 && (rest[1] == '+' || rest[1] == '-'):
		r.science = true
		return len(rest)
	case c == '/' && r.digits > 0, c == '@':
		r.unknown = true // a fraction, or text
	case len(rest) >= 7 && strings.EqualFold(rest[:7], "General"):
		r.unknown = true
		return 7
	case len(rest) >= 5 && strings.EqualFold(rest[:5], "AM/PM"):
		r.time(clock)
		return 5
	case strings.ContainsRune("yYdDeEbBgG", rune(c)):
		r.time(date)
	case strings.ContainsRune("hHsS", rune(c)):
		r.time(clock)
	case c == 'm' || c == 'M': // a month, or minutes beside hours or seconds
		n := len(rest) - len(strings.TrimLeft(rest, "mM"))
		if n > 2 || !strings.ContainsAny(r.code, "hHsS") {
			r.time(date)
		}
		return n
	default:
		_, n := utf8.DecodeRuneInString(rest)
		r.write(rest[:n])
		return n
	}
	return 1
}

func isPlaceholder(c byte) bool { return c == '0' || c == '#' || c == '?' }

func (r *sectionReader) digit(c byte) {
	r.unknown = r.unknown || r.after.Len() > 0 // 000-0000
	r.digits++
	switch {
	case r.point && c == '0':
		r.most++
		r.least = r.most
	case r.point:
		r.most++
	case c == '0':
		r.whole++
	}
}

// time notes a part of a date or a time. A day decides over a time, and a duration over both.
func (r *sectionReader) time(kind formatKind) {
	if r.kind == decimal || r.kind == clock {
		r.kind = kind
	}
}

// show returns how a number looks, and what a cell with it holds.
func (f *numberFormat) show(number string, v float64, since int) (string, content.Holds) {
	if f == nil {
		return generally(number, v), content.Number
	}
	s, signed := f.section(v)
	switch s.kind {
	case date, clock:
		if text, ok := dateOf(v, since, s.kind == clock); ok {
			return text, content.Date
		}
		return generally(number, v), content.Number
	case elapsed:
		return duration(v), content.Number
	}
	if text := strings.TrimSpace(s.before + s.after); s.silent && text != "" {
		return text, content.Number // a word stands for the number
	}
	if s.kind != decimal || s.silent || s.science {
		return generally(number, v), content.Number
	}
	text := s.number(math.Abs(v))
	if v < 0 && !signed && strings.ContainsAny(text, "123456789") {
		text = "-" + text
	}
	return strings.TrimSpace(text), content.Number
}

// number writes a number that is not below 0.
func (s section) number(v float64) string {
	places := -3 * s.scale
	places += 2 * s.percent
	whole, part := rounded(v, places, s.most)
	for len(part) > s.least && part[len(part)-1] == '0' {
		part = part[:len(part)-1]
	}
	for len(whole) < s.whole {
		whole = "0" + whole
	}
	if whole == "0" && s.whole == 0 && part != "" {
		whole = ""
	}
	if s.groups {
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + "," + whole[i:]
		}
	}
	if part != "" {
		whole += "." + part
	}
	return s.before + whole + s.after
}

// rounded are the digits before and behind the point of v * 10^shift, rounded half away from zero as sheets do, from
// the fifteen digits that they know.
func rounded(v float64, shift, places int) (whole, part string) {
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', 14, 64), "e")
	e, _ := strconv.Atoi(exponent)
	digits := strings.Replace(mantissa, ".", "", 1)
	point := e + 1 + shift // digits before the point
	if point < 0 {
		digits, point = strings.Repeat("0", min(-point, places+1))+digits, 0
	}
	keep := point + places
	if keep < len(digits) {
		up := digits[keep] >= '5'
		digits = digits[:keep]
		if up {
			n := []byte("0" + digits)
			i := len(n) - 1
			for ; n[i] == '9'; i-- {
				n[i] = '0'
			}
			n[i]++
			digits, point = string(n), point+1
		}
	}
	for len(digits) < point+places {
		digits += "0"
	}
	whole = strings.TrimLeft(digits[:point], "0")
	if whole == "" {
		whole = "0"
	}
	return whole, digits[point:]
}

// generally is a number without a format: as it is stored, or with the ten digits that a cell shows of a long one.
func generally(number string, v float64) string {
	if len(number) <= 11 {
		return number
	}
	if a := math.Abs(v); a >= 1e11 || a < 1e-4 && a > 0 {
		return strconv.FormatFloat(v, 'G', 6, 64)
	}
	return strconv.FormatFloat(mustFloat(strconv.FormatFloat(v, 'g', 10, 64)), 'f', -1, 64)
}

func mustFloat(text string) float64 {
	v, _ := strconv.ParseFloat(text, 64)
	return v
}

// dateOf is the day that a number of days stands for, as ISO 8601, with a time where it has one; of a clock the time
// alone.
func dateOf(v float64, since int, clock bool) (string, bool) {
	if v < 0 || v >= 2_958_466 { // the year 10000
		return "", false
	}
	days := math.Floor(v)
	seconds := int(math.Round((v - days) * 86_400))
	if clock && days == 0 {
		return timeText(seconds), true
	}
	begin := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case since == 1904:
		begin = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days < 60: // sheets count a 29 February 1900, which there was not
		begin = begin.AddDate(0, 0, 1)
	}
	day := begin.AddDate(0, 0, int(days)).Add(time.Duration(seconds) * time.Second)
	if seconds == 0 {
		return day.Format(time.DateOnly), true
	}
	return day.Format(time.DateOnly) + "T" + timeText(seconds%86_400), true
}

func timeText(seconds int) string {
	text := fmt.Sprintf("%02d:%02d", seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		text += fmt.Sprintf(":%02d", seconds%60)
	}
	return text
}

// duration is a number of days as hours, minutes and seconds.
func duration(v float64) string {
	sign := ""
	if v < 0 {
		sign, v = "-", -v
	}
	if v > 1e9 {
		return sign + strconv.FormatFloat(v*24, 'f', 0, 64) + ":00"
	}
	return sign + timeText(int(math.Round(v*86_400)))
}
