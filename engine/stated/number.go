package stated

import (
	"cmp"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// number is one number of a sentence with what it counts.
type number struct {
	value    *big.Rat
	currency string // "" for none
	percent  bool
	noun     string   // what is counted, in the singular, in small letters; "" for none
	minutes  bool     // a time: value is in minutes
	days     *big.Rat // a time in days of work, in place of value
	period   string   // "" for none
	each     bool     // so many are for each of something
	per      string   // of what, where it is named, in the singular
	rough    bool     // about so many
	clock    bool     // from one time of day to another
	from     int      // bytes of the sentence
	to       int      // behind what it counts, its period and what it is for
	named    int      // behind what it counts, and its period
	end      int      // behind the number with its currency or sign
	words    string   // as written, with what it counts
}

// same reports whether two numbers are in one unit: money of one currency, times, shares, or things of one name.
func (n number) same(o number) bool {
	return n.currency == o.currency && n.percent == o.percent && n.minutes == o.minutes &&
		(n.currency != "" || n.percent || n.minutes || n.noun == o.noun)
}

// counts reports whether a number counts things.
func (n number) counts() bool { return n.currency == "" && !n.percent && !n.minutes && n.noun != "" }

const (
	codes  = `EUR|USD|GBP|CHF|SEK|NOK|DKK|CAD|AUD|NZD|INR|JPY|ZAR|KES|SGD|PLN`
	digits = `\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`
	behind = `%|percent\b|per cent\b|(?:` + codes + `)\b|euros?\b|dollars\b|francs\b|kronor\b|rupees\b`
)

var patterns = sync.OnceValue(func() (p struct{ numbers, clock, period, per, each, often, word *regexp.Regexp }) {
	p.numbers = regexp.MustCompile(`(?:([€$£])\s?|\b(` + codes + `)\s?)?` +
		`(?:(` + digits + `)|(?i:\b(` + quantityWords() + `|half a million|a million|a dozen)\b))` +
		`(?:\s?((?i:million|thousand|bn)\b|[kKmM]\b))?(?:\s?((?i:` + behind + `)))?`)
	hour := `(\d{1,2})(?:[:.](\d\d))?\s?((?i:[ap]\.?m\.?))?`
	p.clock = regexp.MustCompile(hour + `\s?(?:–|-|to|until|till)\s?` + hour)
	p.period = regexp.MustCompile(`^\s*(?:\ban?\b|\bper\b|\beach\b|\bevery\b|/|\bin an?\b)\s*` +
		`(?:working |full |single )?` +
		`(hour|day|night|evening|shift|week|month|quarter|year)\b`)
	p.often = regexp.MustCompile(`^\s*(daily|weekly|monthly|quarterly|yearly|annually|a head)\b`)
	p.per = regexp.MustCompile(`^\s*(?:for each|for every|per|for an?|an?|each|every|to each)\s+(?:one\s+)?` +
		`(of them|of these|[a-z][a-z-]+)\b`)
	p.each = regexp.MustCompile(`^\s*(?:on average\s+)?(?:each|apiece)\b`)
	p.word = regexp.MustCompile(`^\s+([a-z][a-z'’-]*)`)
	return p
})

// inWords are the words that are a number, or the last word of one.
var inWords = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{"million": true, "dozen": true}
	for _, w := range quantity.Numerals(2, 90) {
		all[w] = true
	}
	return all
})

// twoNumbers reports whether a text may hold two numbers or more, in digits or in words. It is for leaving out texts
// before anything is matched: most hold none.
func twoNumbers(text string) bool {
	words, found := inWords(), 0
	var small [len("seventeen")]byte
	for i := 0; i < len(text) && found < 2; {
		from := i
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			for i < len(text) && text[i] >= '0' && text[i] <= '9' {
				i++
			}
			found++
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			for i < len(text) && text[i]|0x20 >= 'a' && text[i]|0x20 <= 'z' {
				i++
			}
			if i-from > len(small) || !strings.ContainsRune("tfsendm", rune(c|0x20)) {
				continue
			}
			for k := range i - from {
				small[k] = text[from+k] | 0x20
			}
			if words[string(small[:i-from])] {
				found++
			}
		default:
			i++
		}
	}
	return found >= 2
}

// stops are words that no name of a thing goes on over.
var stops = content.WordSet(`
a an the per each every of on in at for and or is are was were be been makes make made gives give comes come adds add
who that which with to from by so if when you we they it he she there have has had do does did must should can will
would may as than then not no into out up down over under between about around plus minus equals means within after
before until while where whom their our your its his her this these those but also only all both half during against
including among`)

var timeUnits = map[string]int64{"minute": 1, "min": 1, "hour": 60, "hr": 60, "h": 60}

// numbersOf are the numbers of a sentence, in their order.
func numbersOf(said string) []number {
	p := patterns()
	low := lower(said)
	all := clocks(said)
	for _, m := range p.numbers.FindAllStringSubmatchIndex(said, most) {
		if n, ok := read(said, low, m); ok && !within(all, n) {
			all = append(all, n)
		}
	}
	slices.SortFunc(all, func(a, b number) int { return cmp.Compare(a.from, b.from) })
	for i := 1; i < len(all); i++ {
		all[i-1].to = min(all[i-1].to, all[i].from)
	}
	return all
}

func within(clocks []number, n number) bool {
	for _, c := range clocks {
		if c.clock && n.from < c.to && c.from < n.to {
			return true
		}
	}
	return false
}

// read is the number of a match of the pattern.
func read(said, low string, m []int) (n number, ok bool) {
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return said[m[2*i]:m[2*i+1]]
	}
	n.from, n.end = m[0], m[1]
	if n.from > 0 && strings.ContainsAny(said[n.from-1:n.from], "0123456789.,:/-#_") || isLetter(said, n.from-1) ||
		inGroups.Get().MatchString(said[max(0, n.from-2):n.end]) {
		return n, false
	}
	literal, in := group(3), strings.ToLower(group(4))
	text := literal
	switch {
	case in == "half a million":
		text = "500000"
	case in == "a million":
		text = "1000000"
	case in == "a dozen":
		text = "12"
	case in != "":
		q, err := quantity.Parse(in)
		if err != nil || q.Low == nil {
			return n, false
		}
		n.value = q.Low
	}
	if n.value == nil {
		value, ok := new(big.Rat).SetString(strings.ReplaceAll(text, ",", ""))
		if !ok {
			return n, false
		}
		n.value = value
	}
	switch strings.ToLower(group(5)) {
	case "k", "thousand":
		n.value = new(big.Rat).Mul(n.value, big.NewRat(1000, 1))
	case "m", "million":
		n.value = new(big.Rat).Mul(n.value, big.NewRat(1_000_000, 1))
	case "bn":
		return n, false
	}
	n.currency = currencyOf(group(1), group(2), group(6))
	unit := strings.ToLower(group(6))
	n.percent = unit == "%" || unit == "percent" || unit == "per cent"
	if goesOn(low[n.end:]) || dates.Get().MatchString(low[n.end:]) || dated.Get().MatchString(low[:n.from]) {
		return n, false
	}
	if n.currency == "" && !n.percent && isYear(literal) {
		return n, false
	}
	n.rough = roughly.Get().MatchString(low[:n.from])
	n.things(low)
	n.words = strings.TrimRight(strings.TrimSpace(said[n.from:n.named]), ",;:")
	return n, true
}

// dates and dated recognise the number of a day, or the end of a range, by what stands behind it and before it.
var (
	dates = content.Pattern(`^(?:st|nd|rd|th)?\s+(?:of )?(?:` + namesOfMonths + `)\b`)
	dated = content.Pattern(`(?:\b(?:` + namesOfMonths + `)|\d\s?(?:to|–|or|-))\s*$`)
)

const namesOfMonths = `january|february|march|april|may|june|july|august|september|october|november|december|jan|` +
	`feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec`

// inGroups and group recognise digits behind a space that are a part of one number: the 000 of 22 000.
var (
	inGroups = content.Pattern(`^\d \d{3}$`)
	group    = content.Pattern(`^ \d{3}(?:\D|$)`)
)

// goesOn reports whether what stands behind a number makes something else of it: 12-month, 9:30, 2nd, 3 to 5.
func goesOn(rest string) bool {
	if group.Get().MatchString(rest) {
		return true // 22 000
	}
	next := strings.TrimLeft(rest, " ")
	for _, to := range []string{"– ", "–", "to ", "or "} {
		if after, found := strings.CutPrefix(next, to); found && startsWithDigit(after) {
			return true
		}
	}
	return rest != "" && (strings.ContainsAny(rest[:1], "0123456789/-") || strings.HasPrefix(rest, "–") ||
		strings.ContainsAny(rest[:1], ".:") && len(rest) > 1 && rest[1] >= '0' && rest[1] <= '9' ||
		len(rest) > 1 && isLetter(rest, 0))
}

// things reads what a number counts, over what period, and for each of what.
func (n *number) things(low string) {
	p := patterns()
	at := n.end
	for range 4 {
		m := p.word.FindStringSubmatchIndex(low[at:])
		if m == nil {
			break
		}
		w := low[at+m[2] : at+m[3]]
		if stops.Has(w) || w == "apiece" || w == "daily" || w == "weekly" || w == "monthly" {
			break
		}
		at += m[1]
		if minutes := timeUnits[quantity.Singular(w)]; minutes != 0 && n.currency == "" && !n.percent {
			n.minutes = true
			n.value = new(big.Rat).Mul(n.value, big.NewRat(minutes, 1))
			break
		}
		if quantity.Singular(w) != w || w == "people" || w == "staff" || w == "children" {
			n.noun = quantity.Singular(w)
			break
		}
	}
	if n.noun == "" && !n.minutes {
		at = n.end
	}
	if of := ofKind.Get().FindString(low[at:]); n.noun != "" && p.period.MatchString(low[at+len(of):]) {
		at += len(of) // 250 metres of road a day
	}
	if m := p.period.FindStringSubmatchIndex(low[at:]); m != nil {
		n.period, at = low[at+m[2]:at+m[3]], at+m[1]
	} else if m := p.often.FindStringSubmatchIndex(low[at:]); m != nil {
		n.period, at = often[low[at+m[2]:at+m[3]]], at+m[1]
	}
	n.named = at
	if m := p.each.FindStringIndex(low[at:]); m != nil {
		n.each, at = true, at+m[1]
	} else if m := p.per.FindStringSubmatchIndex(low[at:]); m != nil {
		n.each = true
		if per := low[at+m[2] : at+m[3]]; !strings.HasPrefix(per, "of ") {
			n.per = quantity.Singular(per)
		}
		at += m[1]
	}
	n.to = at
}

// ofKind is what stands between things and their period: metres of road a day.
var ofKind = content.Pattern(`^\s+of [a-z-]+`)

var often = map[string]string{"daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter",
	"yearly": "year", "annually": "year"}

// clocks are the times from one time of day to another that a sentence names, in minutes; without those that may be
// something else.
func clocks(said string) (all []number) {
	for _, m := range patterns().clock.FindAllStringSubmatchIndex(said, most) {
		if m[0] > 0 && (isLetter(said, m[0]-1) || strings.ContainsAny(said[m[0]-1:m[0]], "0123456789.,€$£")) {
			continue
		}
		from, sure := timeOfDay(said, m[2:8])
		to, sureTo := timeOfDay(said, m[8:14])
		if !sure && !sureTo || from < 0 || to < 0 {
			continue
		}
		if m[6] < 0 && m[12] >= 0 && from < 12*60 && to-from > 12*60 {
			from += 12 * 60 // 1 to 5 pm
		}
		if m[6] < 0 && m[12] < 0 && to <= from && from < 12*60 && to+12*60 > from {
			to += 12 * 60 // 8:30 to 4:30
		}
		length := (to - from + 24*60) % (24 * 60)
		n := number{value: big.NewRat(int64(length), 1), minutes: true, clock: true, from: m[0], to: m[1], end: m[1],
			words: said[m[0]:m[1]]}
		all = append(all, n)
	}
	return all
}

// timeOfDay is a time of day in minutes, below nought for none, and whether it is surely one.
func timeOfDay(said string, m []int) (minutes int, sure bool) {
	hour, minute := int(said[m[1]-1]-'0'), 0
	if m[1]-m[0] > 1 {
		hour += 10 * int(said[m[0]]-'0')
	}
	if m[2] >= 0 {
		minute = 10*int(said[m[2]]-'0') + int(said[m[2]+1]-'0')
		sure = true
	}
	if m[4] >= 0 {
		sure = true
		pm := said[m[4]] == 'p' || said[m[4]] == 'P'
		if hour > 12 {
			return -1, false
		}
		if hour %= 12; pm {
			hour += 12
		}
	}
	if hour > 24 || minute > 59 {
		return -1, false
	}
	return hour*60 + minute, sure
}

var roughly = content.Pattern(
	`(?:\b(?:about|around|roughly|nearly|almost|some|say|approx\S?|approximately|ca\S?)|~)\s*$`,
)

// currencyOf is the currency that a sign before a number, or a word before or behind it, names; "" for none.
func currencyOf(sign, code, word string) string {
	switch strings.ToLower(sign + code + word) {
	case "€", "eur", "euro", "euros":
		return "EUR"
	case "$", "usd", "dollars":
		return "USD"
	case "£", "gbp":
		return "GBP"
	case "chf", "francs":
		return "CHF"
	case "sek", "kronor":
		return "SEK"
	case "inr", "rupees":
		return "INR"
	case "", "%", "percent", "per cent":
		return ""
	}
	return strings.ToUpper(code + word)
}

// lower is a text in small letters, each where it was.
func lower(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, text)
}

func isLetter(text string, i int) bool {
	return i >= 0 && i < len(text) && (text[i]|0x20 >= 'a' && text[i]|0x20 <= 'z' || text[i] >= 0x80)
}

func startsWithDigit(text string) bool {
	text = strings.TrimLeft(text, " €$£")
	return text != "" && text[0] >= '0' && text[0] <= '9'
}

func isYear(digits string) bool {
	return len(digits) == 4 && (strings.HasPrefix(digits, "19") || strings.HasPrefix(digits, "20"))
}
