package draft

import (
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/prose"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

const (
	oClock = `(\d{1,2})(?:[:.](\d\d))?\s*(am|pm)?`
	done   = `\s*(?m:$|[·|;,.)]|with\b|over\b)`
	naming = `\b(?:working hours|working time|hours of work|contracted hours|hours|shift|schedule)\s*(?:[:=]|is|are)\s*`
	shift  = `\b(?:your day\s*[:=]|(?:shift length|shift|working day|workday)\s*[:=]?)\s*`
	posts  = `\b(?:contract|employed|employment|position|post|job|full-time|part-time)\b[^.;\n\d]{0,30}?`
	shifts = `\b(?:shifts?\s+(?:lasts?|is|are|of)|(?:working |work|a |the |your )day\s+(?:is|has|lasts|of))\s+`
	weeks  = `\b(?:working |work[ -]?|your )week\s*(?:[:=]|is|has|lasts|of)\s*`
	onDuty = `\b(?:with us|on duty|on shift|at work|on site|on the phone)\s+(?:for\s+)?`
)

// spans are the patterns of how long somebody works.
type spans struct {
	day  *regexp.Regexp // "you work 7.5 hours a day", "an 8-hour shift", "Hours: 7.5 a day"
	week *regexp.Regexp // "a 40-hour week", "Hours: 37.5 per week", "Band 7 · 37.5 hours per week"

	month *regexp.Regexp // "you work 140 hours a month"
}

// upToSeven are the numbers of days that a week may have, in digits and in words.
func upToSeven() string { return `[1-7]|one|` + numerals(2, 7) }

var spansOfWork = sync.OnceValue(func() spans {
	number := `\d{1,2}(?:[.,]\d{1,2})?`
	words := `(?:` + numerals(2, 12) + `)(?: and a half)?`
	hours := `(` + number + `|` + words + `)[ -]?(?:hours?|hrs?|h)`
	month := `(\d{2,3})[ -]?(?:hours?|hrs?|h)`
	bare := `(` + number + `)(?:[ -]?(?:hours?|hrs?|h))?`
	a := func(period string) string {
		adverb := map[string]string{"day": "daily", "week": "weekly", "month": "monthly"}[period]
		return `\s*(?:(?:/|per|a|each|every)\s*(?:working |work)?` + period + `|` + adverb + `)`
	}
	work := `(?i)\bwork(?:s|ing)?\s(?:[a-z-]+ ){0,3}?` + hours
	alone := `(?m:^|[·|;,(]\s*|[.!?]\s+)` + hours
	return spans{
		day: regexp.MustCompile(work + a("day") + `\b|` +
			`\b(` + number + `|` + words + `)[ -]hours?\s+(?:working |work)?(?:day|shift)s?\b|` +
			`\b(?:daily working time|we work|you work|(?m:^|[.!?]\s+)day)\s*[:=]?\s*` + hours +
			`\b\s*(?:$|[.;,(]|includ|with\b)|` +
			`\b(?:` + upToSeven() + `)\s+days\s+of\s+` + hours + `\b|\b[1-7]\s*[x×]\s*` + hours + `\b|` +
			shifts + hours + `\b|` + shift + hours + done + `|` + onDuty + hours + a("day") + `\b|` +
			naming + bare + a("day") + `\b|` + alone + a("day") + done),
		week: regexp.MustCompile(work + a("week") + `\b|` +
			`\b(` + number + `)[ -]hours?\s+(?:working |work)?week\b|` +
			naming + bare + a("week") + `\b|` + weeks + hours + `\b|` + onDuty + hours + a("week") + `\b|` +
			posts + hours + a("week") + `\b|` + alone + a("week") + done),
		month: regexp.MustCompile(`(?i)\bwork(?:s|ing)?\s(?:[a-z-]+ ){0,3}?` + month + a("month") + `\b|` +
			posts + month + a("month") + `\b|(?m:^|[·|;,(]\s*|[.!?]\s+)` + month + a("month") + done),
	}
})

// clock finds from when until when somebody works: "Working hours: 9am to 5:30pm", "Works 9 to 5".
var clock = content.Pattern(`(?i)(?:(?:` + naming + `|(?:^|[.!?]\s)\W*works?\s+(?:from\s+)?)` +
	`(?:` + allWeek + `)?|(?m:^|[.!?]\s)\W*` + allWeek + `)` + oClock + `\s*(?:to|until|till|-|–)\s*` + oClock)

// allWeek stands before hours of the clock: "Monday to Friday, 9 to 5".
const allWeek = `mon[a-z]*\s*(?:to|-|–)\s*fri[a-z]*,?\s*(?:from\s+)?`

// openHours are the patterns of from when until when people are there, where a text does not say that these are
// their hours: "the shop is open from ten to six", "we start at 7:30 and finish at 16:00".
var openHours = sync.OnceValue(func() [2]*regexp.Regexp {
	at := `(\d{1,2}|` + numerals(2, 12) + `)(?:[:.](\d\d))?\s*(am|pm)?`
	return [2]*regexp.Regexp{
		regexp.MustCompile(`(?i)\b(?:open|opens|runs?|works?|is|are|goes)\s+from\s+` + at +
			`\s+(?:to|until|till)\s+` + at + `\b`),
		regexp.MustCompile(`(?i)\b(?:starts?|begins?|opens?)\s+(?:work\s+)?at\s+` + at +
			`\s+and\s+(?:finish|finishes|ends?|stops?|closes?)\s+at\s+` + at + `\b`),
	}
})

// pause finds a break from the hours that a clock gives: "with half an hour for lunch", "everyone has an hour off".
var pause = content.Pattern(`(?i)\b(half an hour|an hour|one hour|(?:30|45|60)[ -]minutes?)(?:['’]s)?\s+` +
	`(?:off\b|(?:for |of )?(?:a |an )?(?:unpaid )?(?:lunch|break|rest)\b)`)

// lessPause are hours of a clock without the one break that their paragraph names.
func lessPause(text string, hours *big.Rat) *big.Rat {
	all := pause.Get().FindAllStringSubmatch(text, 2)
	if hours == nil || len(all) != 1 {
		return hours
	}
	length := map[string]int64{"half": 30, "an": 60, "one": 60, "30": 30, "45": 45, "60": 60}
	word, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(all[0][1]), "-", " "), " ")
	return new(big.Rat).Sub(hours, big.NewRat(length[word], 60))
}

// limiting finds what makes hours of work a limit, or those of some days only.
var limiting = content.Pattern(`(?i)\b(?:up to|at most|no more than|maximum|max|not|never|at least|minimum|` +
	`over (?:\d+|[a-z-]+)(?:[.,]\d+)?[ -]?(?:hours?|hrs?|h)|more than|less than|until|first|overtime|sometimes|` +
	`occasionally|may)\b`)

// workingDay is how long people work a day, where the text says one such time; nil where it says none, or several. Of a
// week whose days are said it is a part; of one of 35 to 50 hours it is the fifth part otherwise: nobody wrote that it
// has five days. A shorter week may have fewer days, so it counts where nothing is asked by the day.
func (d *drafter) workingDay(demands []prose.Demand) *source.Node {
	for _, p := range []struct {
		pattern *regexp.Regexp
		read    reading
	}{{spansOfWork().day, numberIn}, {clock.Get(), spanIn}} {
		switch all := times(d.doc.Blocks, p.pattern, p.read); {
		case len(all) > 1:
			return nil
		case len(all) == 1 && between(all[0].hours, 2, 14):
			return written(quantity.Number(all[0].hours)+" h", all[0].at)
		}
	}
	var open []stint
	for _, pattern := range openHours() {
		open = append(open, times(d.doc.Blocks, pattern, spanIn)...)
	}
	if len(open) == 1 && between(open[0].hours, 4, 14) {
		return assumed(quantity.Number(open[0].hours)+" h", open[0].at)
	}
	if all := times(d.doc.Blocks, spansOfWork().month, numberIn); len(all) == 1 && between(all[0].hours, 40, 200) {
		day := new(big.Rat).Quo(all[0].hours, daysOfMonth)
		return assumed(day.FloatString(2)+" h", all[0].at)
	}
	all := times(d.doc.Blocks, spansOfWork().week, numberIn)
	if days := d.daysAWeek(); len(all) == 1 && days != nil {
		if day := new(big.Rat).Quo(all[0].hours, days); between(day, 2, 14) {
			return written(quantity.Number(day)+" h", all[0].at)
		}
	}
	daily := slices.ContainsFunc(demands, func(of prose.Demand) bool {
		return Counts(of.Quantity.Unit) && (of.Quantity.Unit.Period() == "day" || of.Quantity.Unit.Period() == "hour")
	})
	if len(all) != 1 || !between(all[0].hours, 5, 50) || daily && !between(all[0].hours, 35, 50) {
		return nil
	}
	day := new(big.Rat).Quo(all[0].hours, big.NewRat(5, 1))
	return assumed(quantity.Number(day)+" h", all[0].at)
}

// daysWorked finds on how many days of a week somebody works: "you work three days a week", "a 4-day week", "Hours: 2
// days a week", "five 8-hour days", "4 x 10 hours", "40 hours over 5 days".
var daysWorked = sync.OnceValue(func() *regexp.Regexp {
	some := `(` + upToSeven() + `)`
	hours := `\d{1,2}(?:[.,]\d{1,2})?[ -]?(?:hours?|hrs?|h)\b`
	days := some + `\s+days?\s+(?:a|per|each|every)\s+week\b`
	return regexp.MustCompile(`(?i)\bwork(?:s|ing)?\s(?:[a-z-]+ ){0,2}?` + days +
		`|\b(?:hours|days|post|position|job|contract|role|part[- ]time|us|here)\b[^.;\n\d]{0,20}?\b` + days +
		`|\b(?:a|your|the) ([1-7]|` + numerals(2, 7) + `)[- ]day (?:working )?week\b` +
		`|\bweek has ([1-7]|` + numerals(2, 7) + `) (?:working )?days\b` +
		`|\b` + some + `\s+days\s+of\s+` + hours + `|\b` + some + `\s+` + hours + `[ -](?:working )?days\b` +
		`|\b([1-7])\s*[x×]\s*` + hours +
		`|\b` + hours + `[^.;\n\d]{0,20}?(?:over|,|on)\s+` + some + `\s+(?:working )?days\b`)
})

// daysNamed finds the days of a week on which somebody works: "you work Monday, Tuesday and Wednesday", "Days: Tuesday,
// Thursday and Friday", "you work from Monday to Friday".
var daysNamed = sync.OnceValue(func() *regexp.Regexp {
	day := `(?:mon|tues|wednes|thurs|fri|satur|sun)days?`
	return regexp.MustCompile(`(?i)\b(?:you work|works?|days|working week)\s*:?\s+(?:on |from )?` +
		`(` + day + `(?:(?:, | and |, and | to |-|–)` + day + `)+)\b`)
})

// daysAWeek is on how many days of a week people work, where the text says one such number; nil where it says none.
func (d *drafter) daysAWeek() *big.Rat {
	if d.week == nil {
		d.week = &week{days: d.findDaysAWeek()}
	}
	return d.week.days
}

// week is on how many days of a week people work; nil where the text does not say.
type week struct{ days *big.Rat }

func (d *drafter) findDaysAWeek() *big.Rat {
	all := times(d.doc.Blocks, daysWorked(), numberIn)
	for _, one := range times(d.doc.Blocks, daysNamed(), daysIn) {
		if !known(all, one.hours) {
			all = append(all, one)
		}
	}
	if len(all) == 1 {
		return all[0].hours
	}
	return nil
}

// daysIn is how many days of a week a match names.
func daysIn(text string, m []int) (*big.Rat, []int) {
	names := dayNames.Get().FindAllString(strings.ToLower(text[m[2]:m[3]]), -1)
	if through.Get().MatchString(text[m[2]:m[3]]) {
		from, to := slices.Index(daysOfAWeek, names[0]), slices.Index(daysOfAWeek, names[len(names)-1])
		if len(names) != 2 || to <= from {
			return nil, nil
		}
		return big.NewRat(int64(to-from+1), 1), m[2:4]
	}
	return big.NewRat(int64(len(names)), 1), m[2:4]
}

var (
	dayNames    = content.Pattern(`mon|tues|wednes|thurs|fri|satur|sun`)
	through     = content.Pattern(`(?i) to |-|–`)
	daysOfAWeek = strings.Fields("mon tues wednes thurs fri satur sun")
)

// daysOfMonth are the working days of an average month: five of seven days, twelve months a year.
var daysOfMonth = big.NewRat(1461*5, 7*4*12)

// stint is how long somebody works.
type stint struct {
	hours *big.Rat
	at    source.Span
}

// reading is how long a match says, and where it says so; nil for no such time.
type reading func(text string, m []int) (*big.Rat, []int)

// times are the different times that a pattern finds, each at its first place.
func times(blocks []content.Block, pattern *regexp.Regexp, read reading) []stint {
	var all []stint
	for _, b := range blocks {
		if b.Table != nil {
			all = append(all, timesInForm(b.Table, pattern, read, all)...)
			continue
		}
		text := b.Text.String()
		for _, m := range pattern.FindAllStringSubmatchIndex(text, -1) {
			sentence := strings.LastIndexAny(text[:m[0]], ".!?;\n") + 1
			if limiting.Get().MatchString(text[sentence:m[1]]) {
				continue
			}
			if n, at := read(text, m); n != nil && !known(all, n) {
				all = append(all, stint{n, whereIs(b, text, at)})
			}
		}
	}
	return all
}

// timesInForm finds rows of two cells that say how long: "Hours | 37.5 per week".
func timesInForm(t *content.Table, pattern *regexp.Regexp, read reading, before []stint) []stint {
	var all []stint
	for label, cell := range form(t) {
		text := label + ": " + cell.String()
		m := pattern.FindStringSubmatchIndex(text)
		if m == nil || limiting.Get().MatchString(text[:m[1]]) {
			continue
		}
		if n, _ := read(text, m); n != nil && !known(before, n) && !known(all, n) {
			all = append(all, stint{n, cell.Places().Span(0, len(cell.Bytes))})
		}
	}
	return all
}

// numberIn is the number in a match, and where it stands.
func numberIn(text string, m []int) (*big.Rat, []int) {
	for i := 2; i < len(m); i += 2 {
		if m[i] < 0 {
			continue
		}
		if n, ok := new(big.Rat).SetString(strings.Replace(text[m[i]:m[i+1]], ",", ".", 1)); ok {
			return n, m[i : i+2]
		}
		word, half := strings.CutSuffix(strings.ToLower(text[m[i]:m[i+1]]), " and a half")
		if q, err := quantity.Parse(word); err == nil && half {
			return new(big.Rat).Add(q.Low, big.NewRat(1, 2)), m[i : i+2] // seven and a half
		} else if err == nil {
			return q.Low, m[i : i+2] // eight
		}
	}
	return nil, nil
}

// spanIn is the time from one hour of the clock to another: 8.5 h of "9am to 5:30pm", and 8 h of "9 to 5".
func spanIn(text string, m []int) (*big.Rat, []int) {
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return strings.ToLower(text[m[2*i]:m[2*i+1]])
	}
	at := func(i int) int {
		hour, err := strconv.Atoi(group(i)) // at most two digits
		if n, ok := quantity.Numeral(group(i)); err != nil && ok {
			hour = int(n)
		}
		minute, _ := strconv.Atoi(group(i + 1))
		if half := group(i + 2); half != "" {
			hour %= 12
			if half == "pm" {
				hour += 12
			}
		}
		return hour*60 + minute
	}
	length := at(4) - at(1)
	if length <= 0 && group(3)+group(6) == "" {
		length += 12 * 60
	}
	if length <= 0 {
		return nil, nil
	}
	return lessPause(text, big.NewRat(int64(length), 60)), []int{m[2], m[1]}
}

func known(all []stint, n *big.Rat) bool {
	return slices.ContainsFunc(all, func(s stint) bool { return s.hours.Cmp(n) == 0 })
}

func between(n *big.Rat, least, most int64) bool {
	return n.Cmp(big.NewRat(least, 1)) >= 0 && n.Cmp(big.NewRat(most, 1)) <= 0
}
