package tables

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/kpilint/kpilint/engine/content"
)

// moment is a year, or a part of one.
type moment struct {
	year, quarter, half, month int // 0 where none is said
	next                       int // the year in which a fiscal year ends, 2024 of 2023-2024
}

// String is the time as the calendar calls it: 2026, 2026-Q3, 2026-H1, 2026-04; Q3 and 04 without a year.
func (m moment) String() string {
	part := ""
	switch {
	case m.month != 0:
		part = fmt.Sprintf("%02d", m.month)
	case m.quarter != 0:
		part = fmt.Sprintf("Q%d", m.quarter)
	case m.half != 0:
		part = fmt.Sprintf("H%d", m.half)
	}
	switch {
	case m.next != 0 && part == "":
		return fmt.Sprintf("%d/%d", m.year, m.next)
	case m.year == 0:
		return part
	case part == "":
		return strconv.Itoa(m.year)
	}
	return strconv.Itoa(m.year) + "-" + part
}

// or fills what a time does not say from another.
func (m moment) or(o moment) moment {
	if m.year == 0 {
		m.year, m.next = o.year, o.next
	}
	if m.quarter == 0 && m.month == 0 && m.half == 0 {
		m.quarter, m.month, m.half = o.quarter, o.month, o.half
	}
	return m
}

// span is the first and the last day of the time; false where it has no year.
func (m moment) span() (first, last time.Time, ok bool) {
	if m.year == 0 || m.next != 0 {
		return first, last, false
	}
	month, long := 1, 12
	switch {
	case m.month != 0:
		month, long = m.month, 1
	case m.quarter != 0:
		month, long = 3*m.quarter-2, 3
	case m.half != 0:
		month, long = 6*m.half-5, 6
	}
	first = time.Date(m.year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	return first, first.AddDate(0, long, -1), true
}

// timeOf reads a time in words: 2026, FY26, Q3 2026, 2026-Q3, Trimestre 4, März 2026, 2026-04, 202604, H1.
func timeOf(text string) moment {
	if len(text) > maxTime {
		return moment{}
	}
	return saidBy(text, split(text))
}

// monthCode recognises a month as tools write it: M01.
var monthCode = content.Pattern(`^M(?:0[1-9]|1[0-2])$`)

// octoberOf recognises the short October of Portuguese, with its year.
var octoberOf = content.Pattern(`(?i)^out[-/. ]?(?:20)?\d\d$`)

// maxTime is how long a text with a time is at most, in bytes.
const maxTime = 80

// saidBy reads a time in a text that is split into its words.
func saidBy(text string, words []string) moment {
	if octoberOf.Get().MatchString(text) {
		text = "okt" + text[len("out"):] // outubro; alone it is a word of English
		words = split(text)
	}
	if monthCode.Get().MatchString(text) {
		return moment{month: number(text[1:])}
	}
	var m moment
	for i, w := range words {
		next := ""
		if i+1 < len(words) {
			next = words[i+1]
		}
		switch {
		case len(w) == 4 && yearOf(w) != 0 && m.year == 0:
			m.year = yearOf(w)
			if yearOf(next) == m.year+1 && len(words) == i+2 || len(words) > i+2 && next == "/" && endsYear(words[i+2],
				m.year+1) {
				m.next = m.year + 1
			}
			if len(next) == 2 && number(next) > 12 && endsYear(next, m.year+1) && joinedBy(text, w, next) {
				m.next = m.year + 1 // 2025-26 target
			}
		case len(w) == 6 && len(words) == 1 && digits(w) && yearOf(w[:4]) != 0 && "01" <= w[4:] && w[4:] <= "12":
			m.year, m.month = yearOf(w[:4]), number(w[4:])
		case (w == "fy" || w == "gj" || w == "ej") && len(next) == 2 && digits(next):
			m.year = 2000 + number(next)
		case quarterWords()[w] && (w != "t" || strings.Contains(text, "T"+next)) && len(next) == 1 && "1" <= next &&
			next <= "4":
			m.quarter = number(next)
			if i+2 < len(words) && m.year == 0 && len(words[i+2]) == 2 && number(words[i+2]) > 12 &&
				joinedBy(text, next, words[i+2]) {
				m.year = 2000 + number(words[i+2]) // Q1-26
			}
		case (w == "h" || w == "s" && m.year != 0) && (next == "1" || next == "2"):
			m.half = number(next)
		case len(w) == 1 && "1" <= w && w <= "4" && quarterWords()[strings.TrimLeft(strings.TrimSpace(next), ".")] &&
			next != "h":
			m.quarter = number(w)
		case (w == "1" || w == "2") && (halfWords.Has(next) || (next == "." || ordinals.Has(next)) && i+2 < len(words) &&
			halfWords.Has(words[i+2])):
			m.half = number(w) // 1. Halbjahr, 2e semestre
		case len(w) == 1 && "1" <= w && w <= "4" && next == "." && i+2 < len(words) && quarterWords()[words[i+2]]:
			m.quarter = number(w)
		case len(w) == 1 && "1" <= w && w <= "4" && ordinals.Has(next) && i+2 < len(words) && quarterWords()[words[i+2]]:
			m.quarter = number(w) // 1er trimestre, 2nd quarter
		case len(w) < 3 && digits(w) && (next == "月" || next == "월") && 1 <= number(w) && number(w) <= 12:
			m.month = number(w) // 1月, 1월
		default:
			n := monthOf(w)
			short := n != 0 && len(next) == 2 && digits(next) && monthAndYear(text, w, next)
			if n != 0 && (len(words) < 4 || short || yearOf(next) != 0) {
				m.month = n
			}
			if short && m.year == 0 {
				m.year = 2000 + number(next) // Mar-26
			}
		}
	}
	if m.year != 0 && m.month == 0 && m.quarter == 0 && len(words) == 2 && digits(words[1]) && len(words[0]) == 4 {
		if n := number(words[1]); len(words[1]) == 2 && 1 <= n && n <= 12 && strings.Contains(text, "-") {
			m.month = n // 2026-04
		}
	}
	return m
}

// joinedBy reports whether two numbers stand in a text with nothing but a dash between them, or as in y1_2026_27.
func joinedBy(text, one, other string) bool {
	return strings.Contains(text, one+"-"+other) || strings.Contains(text, one+"–"+other) ||
		strings.Contains(text, "_"+one+"_"+other)
}

// monthAndYear reports whether a month and two digits stand together as spreadsheets show a month: Mar-26, Mar '26.
func monthAndYear(text, month, digits string) bool {
	text = fold(text)
	return strings.Contains(text, month+"-"+digits) || strings.Contains(text, month+" '"+digits) ||
		strings.Contains(text, month+"'"+digits)
}

// endsYear reports whether a word is a year, written in full or with two digits.
func endsYear(word string, year int) bool {
	return word == strconv.Itoa(year) || word == strconv.Itoa(year)[2:]
}

var quarterWords = sync.OnceValue(func() map[string]bool {
	return map[string]bool{"q": true, "fq": true, "quarter": true, "qtr": true, "quartal": true, "trimestre": true,
		"t":       true,
		"kvartal": true, "kwartaal": true, "kv": true, "trim": true, "kwartal": true, "kw": false}
})

// halfWords are of six months, the first or the second of a year.
var halfWords = content.WordSet("halbjahr hj half semestre halvar halfjaar polrocze")

func monthOf(word string) int {
	for _, in := range rowWords().phrases[word] {
		if digits(in.name) {
			return number(in.name)
		}
	}
	return 0
}

func digits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

func number(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

func yearOf(text string) int {
	if len(text) != 4 || !digits(text) {
		return 0
	}
	if n := number(text); 1990 <= n && n <= 2100 {
		return n
	}
	return 0
}

// onlyTime reports whether a text is a time and nothing else, so that it can stand above a column of numbers.
func onlyTime(text string) bool {
	if len(text) > maxTime {
		return false
	}
	if octoberOf.Get().MatchString(text) {
		return true
	}
	if monthCode.Get().MatchString(text) {
		return true
	}
	words := split(text)
	if saidBy(text, words) == (moment{}) {
		return false
	}
	for _, w := range words {
		switch {
		case digits(w), quarterWords()[w], halfWords.Has(w), monthOf(w) != 0:
		case ordinals.Has(w), len(w) == len("月") && timeSign([]rune(w)[0]):
		case w == "fy" || w == "gj" || w == "h" || w == "s" || w == "." || w == "/" || w == "'" || w == "year" ||
			endWords()[w]:
		default:
			return false
		}
	}
	return true
}

// ordinals stand behind the number of a quarter.
var ordinals = content.WordSet("° st nd rd th er ere ro ra do da to ta eme e o a º ª")

// endWords may stand before a time by which something is due.
var endWords = sync.OnceValue(func() map[string]bool {
	return map[string]bool{"end": true, "of": true, "by": true, "ende": true, "bis": true, "fin": true, "de": true,
		"eoy": true, "slutet": true, "av": true, "einde": true, "fine": true, "di": true, "until": true, "late": true}
})

// dateIn reads a day that a cell is: 2026-12-31, 31.12.2026, 31/12/2026, 31 December 2026, 12/31/2026. It returns ""
// where the cell is no day, or one that is written in a way that could be two days.
func dateIn(text string) string {
	text = strings.TrimSuffix(text, " 00:00:00")
	if len(text) > 24 && len(text) < 40 && text[10] == 'T' {
		text = text[:10] // 2026-11-22T12:59:05.190963900
	}
	if len(text) < 8 || len(text) > 24 {
		return ""
	}
	if day, _, ok := strings.Cut(text, "T"); ok && len(day) == 10 {
		text = day
	}
	if day, _, ok := strings.Cut(text, " "); ok && (len(day) == 10 || len(day) == 9) && strings.Contains(text, ":") {
		text = day // 30/Jun/26 12:00 AM
	}
	if d, err := time.Parse(time.DateOnly, text); err == nil {
		return d.Format(time.DateOnly)
	}
	parts := strings.FieldsFunc(text, func(c rune) bool {
		return c == '.' || c == '/' || c == '-' || unicode.IsSpace(c) || c == ','
	})
	if len(parts) == 4 && articles()[fold(parts[1])] {
		parts = append(parts[:1], parts[2:]...) // 31 de diciembre
	}
	if len(parts) != 3 {
		return ""
	}
	day, month, year := parts[0], parts[1], parts[2]
	if len(year) == 2 && digits(year) && monthOf(fold(month)) != 0 {
		year = "20" + year // 13-Sep-08
	}
	if len(day) == 4 && strings.Contains(text, "/") {
		day, year = year, day
	}
	switch n := monthOf(fold(month)); {
	case n != 0:
		return dayOf(year, n, strings.TrimRight(day, "stndrhº"))
	case monthOf(fold(day)) != 0:
		return dayOf(year, monthOf(fold(day)), strings.TrimRight(month, "stndrh"))
	}
	if !digits(day) || !digits(month) || yearOf(year) == 0 || len(day) > 2 || len(month) > 2 {
		return ""
	}
	d, m := number(day), number(month)
	switch {
	case strings.Contains(text, ".") || d > 12 || d == m:
		return dayOf(year, m, day)
	case m > 12:
		return dayOf(year, d, month)
	}
	return ""
}

// mayBeDate reports whether a text has the form of a day that could be two days: 03/04/2026.
func mayBeDate(text string) bool {
	parts := strings.FieldsFunc(text, func(c rune) bool { return c == '/' || c == '-' })
	return len(parts) == 3 && digits(parts[0]) && digits(parts[1]) && yearOf(parts[2]) != 0 && dateIn(text) == ""
}

func dayOf(year string, month int, day string) string {
	if yearOf(year) == 0 || !digits(day) || len(day) > 2 {
		return ""
	}
	d := time.Date(yearOf(year), time.Month(month), number(day), 0, 0, 0, 0, time.UTC)
	if d.Month() != time.Month(month) {
		return ""
	}
	return d.Format(time.DateOnly)
}

// rhythmOf is the period that a text says numbers are for: day of "daily", "per day", "pro Tag"; "" for none.
func rhythmOf(text string) string {
	if len(text) > 60 {
		return ""
	}
	l := cellWords()
	words := split(text)
	for _, m := range l.find(words) {
		for _, in := range m.in {
			if name, ok := strings.CutPrefix(in.name, "/"); ok {
				return name
			}
			unit := singulars()[in.name]
			if unit != "" && unit != "person" && m.from > 0 && (perWord(words[:m.from]) || aPeriod(words, m.from)) {
				return unit
			}
		}
	}
	return ""
}

// aPeriod reports whether a period stands behind "a" as in "Clients a day", and not as in "within a day".
func aPeriod(words []string, i int) bool {
	return i > 1 && (words[i-1] == "a" || words[i-1] == "an") && singularTimes.Has(words[i]) &&
		!untilWords.Has(words[i-2]) &&
		!withinWords.Has(words[i-2])
}

var withinWords = content.WordSet(`within in inside under over after for than of as is takes take on at once twice
half least most`)

// perWord reports whether words end with one for "per", with or without an article behind it.
func perWord(words []string) bool {
	last := words[len(words)-1]
	if articles()[last] && len(words) > 1 {
		last = words[len(words)-2]
	}
	if last == "/" {
		return true
	}
	for _, in := range cellWords().phrases[last] {
		if in.name == "per" {
			return last != "i"
		}
	}
	return false
}

// titleTime is the time that a title says for the table below; none where it says the day on which somebody wrote it.
func titleTime(title string) moment {
	if dated(title) {
		return moment{}
	}
	return timeOf(title)
}

// dated reports whether a title holds a day with its month in words, which says when somebody wrote it: "Created on May
// 04, 2026".
func dated(title string) bool {
	fields := strings.Fields(title)
	for i := range fields {
		for size := 3; size < 5 && i+size <= len(fields); size++ {
			if dateIn(strings.Trim(strings.Join(fields[i:i+size], " "), "():;")) != "" {
				return true
			}
		}
	}
	return false
}

// clockForm recognises 1:8, which is a ratio, and 06:30, which is a time.
var clockForm = content.Pattern(`^\d{1,3}:\d{1,2}(?::\d\d)?$`)

// clocks are the ways in which a header says how durations are written below it.
var clocks = map[string][]string{"mm:ss": {"min", "s"}, "m:ss": {"min", "s"}, "min:sec": {"min", "s"},
	"mm:sec": {"min", "s"}, "hh:mm": {"h", "min"}, "h:mm": {"h", "min"}, "hh:mm:ss": {"h", "min", "s"},
	"h:mm:ss": {"h", "min", "s"}, "hh:min": {"h", "min"}, "h:min": {"h", "min"}, "std:min": {"h", "min"},
	"min:ss": {"min", "s"}, "min:s": {"min", "s"}, "mm:s": {"min", "s"}, "m:s": {"min", "s"}, "h:m": {"h", "min"}}

// clock reads a duration such as 06:30 where its header, its row or its unit says how durations are written: 6 min 30
// s. It is "" for all others.
func (n *numberOf) clock() string {
	if !clockForm.Get().MatchString(n.part.Text) {
		return ""
	}
	texts := []string{n.column.text()}
	if len(n.row.Names) > 0 {
		texts = append(texts, n.row.Names[0].Text)
	}
	if n.unit != nil {
		texts = append(texts, n.unit.Text)
	}
	parts := strings.Split(n.part.Text, ":")
	for _, text := range texts {
		for _, word := range strings.FieldsFunc(strings.ToLower(text), betweenWords) {
			if units := clocks[word]; len(units) == len(parts) {
				return spelled(parts, units)
			}
		}
	}
	unit := n.column.Unit
	if n.unit != nil {
		unit = n.block.unitIn(n.unit.Text).unit
	} else if len(n.row.Names) > 0 && unit == "" {
		unit = n.ownUnit()
	}
	switch {
	case unit == "min" && len(parts) == 2:
		return spelled(parts, []string{"min", "s"})
	case unit == "h" && len(parts) == 2:
		return spelled(parts, []string{"h", "min"})
	case (unit == "min" || unit == "h") && len(parts) == 3:
		return spelled(parts, []string{"h", "min", "s"})
	}
	return ""
}

func betweenWords(c rune) bool { return strings.ContainsRune(" ()[],", c) }

// spelled writes 06 and 30 with the units min and s as 6 min 30 s.
func spelled(parts, units []string) string {
	var words []string
	for i, p := range parts {
		if v := number(p); v != 0 || i == len(parts)-1 && len(words) == 0 {
			words = append(words, fmt.Sprintf("%d %s", v, units[i]))
		}
	}
	return strings.Join(words, " ")
}

// horizon reports whether a text is a time that counts from a beginning which it does not say: Year 1, 6 months, Y2, in
// 12 months. It is named where the unit stands first.
func horizon(text string) (is, named bool) {
	if len(text) > 30 {
		return false, false
	}
	words := split(text)
	for len(words) > 2 && horizonLeads.Has(words[0]) {
		words = words[1:]
	}
	if len(words) != 2 {
		return false, false
	}
	switch {
	case digits(words[1]) && len(words[1]) < 3 && (horizonUnit(words[0]) || words[0] == "y"):
		return true, true
	case digits(words[0]) && len(words[0]) < 4 && horizonUnit(words[1]):
		return true, false
	}
	return false, false
}

func horizonUnit(word string) bool {
	for _, in := range cellWords().whole(word) {
		switch in.name {
		case "days", "weeks", "months", "years":
			return true
		}
	}
	return false
}

var horizonLeads = content.WordSet("in after at by end of within nach dans apres en a om dopo tras fin ende am im au")
