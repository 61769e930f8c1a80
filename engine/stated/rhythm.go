package stated

import (
	"math/big"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// routine is what is done for each of several in a rhythm: a weekly one-to-one of 45 minutes with each of 30 people.
type routine struct {
	name   string   // the word for what is done, in the singular; "" for none
	whom   string   // for each of what, in the singular; "" for those named before
	times  *big.Rat // so often in the period
	period string   // "" where those for whom it is done are so many in a period themselves
	in, at int      // the sentence, and where in it
	to     int
}

type rhythmPatterns struct {
	with  *regexp.Regexp // "a weekly one-to-one of 45 minutes with each"
	each  *regexp.Regexp // "meet each of them once a week"
	done  *regexp.Regexp // "every post is reviewed twice"
	limit *regexp.Regexp // "one-to-ones may take at most a quarter of your 40-hour week"
}

var rhythmsOf = sync.OnceValue(func() rhythmPatterns {
	words := strings.Join(quantity.Rhythms(), "|")
	number := `(?:\d{1,2}|` + quantityWords() + `)`
	often := `(?:(once|twice|three times|four times|` + number + ` times)\s+)?` +
		`(?:(?:an?|per|every|each)\s+(other |second |` + number + ` )?(day|week|fortnight|month|quarter|year)s?|` +
		`(` + words + `))\b`
	share := `(half|(?:an?|one) (?:third|quarter|fifth|tenth)|\d{1,2}\s?(?:%|percent|per cent))` +
		`\s+of\s+(?:your|the|a|their|his|her)\s+(?:\d{1,2}(?:\.\d)?[- ]hour\s+)?(?:working\s+|work\s+)?(week|day|time)`
	length := `(\d{1,3}(?:\.\d+)?|an|one|` + quantityWords() + `)\s+(hours?|minutes?|h|min)\s+` +
		`(?:a|per|each|every)\s+(day|week|month)`
	return rhythmPatterns{
		with: regexp.MustCompile(`\b(` + words + `)\s+([a-z][a-z-]*(?: [a-z][a-z-]*)??)\b([^.;]{0,40}?)` +
			`\bwith\s+(?:each|every|all)\b` + `(?:\s+(?:one )?(?:of (?:them|these|the|your)\s*)?([a-z]+))?`),
		each: regexp.MustCompile(`(?:^|[,:]\s|\b(?:you|to|must|will|should|and)\s+)([a-z]+)(?: with| to| down with)?\s+` +
			`(?:each|every)(?:\s+(?:one )?(of (?:them|these)|of (?:the|your|our) \d{1,4} [a-z]+|[a-z]+))?\s+` +
			`(?:for [^.;]{3,20} )?` + often),
		done: regexp.MustCompile(`\b(?:each|every|all)\s+([a-z]+)\s+(?:is|are|gets|must be|will be)\s+([a-z]+ed)\s+` +
			`(?:by (?:you|us) )?(twice|three times|four times|` + number + ` times)\b`),
		limit: regexp.MustCompile(`\b([a-z][a-z-]*)\s+(?:(?:may|can|should|must|will|do|does)\s+)?(not\s+)?` +
			`(?:takes?|fills?|costs?|uses?)\s+(?:up\s+)?` +
			`(at most|no more than|not more than|up to|a maximum of|less than|more than)\s+` +
			`(?:` + share + `|` + length + `)`),
	}
})

// routines are those of a page.
func (p *page) routines() []routine {
	r := rhythmsOf()
	var all []routine
	for i, s := range p.sentences {
		group := groupIn(s.low)
		for _, m := range r.with.FindAllStringSubmatchIndex(s.low, most) {
			period, every := quantity.Rhythm(group(m, 1))
			if every > 0 {
				once := big.NewRat(1, every)
				all = append(all, routine{lastOf(group(m, 2)), whom(group(m, 4)), once, period, i, m[0], m[1]})
			}
		}
		for _, m := range r.each.FindAllStringSubmatchIndex(s.low, most) {
			times, period := oftenIn(group(m, 3), strings.TrimSpace(group(m, 4)), group(m, 5), group(m, 6))
			if times != nil {
				all = append(all, routine{group(m, 1), whom(group(m, 2)), times, period, i, m[2], m[1]})
			}
		}
		for _, m := range r.done.FindAllStringSubmatchIndex(s.low, most) {
			if times := occasions(group(m, 3)); times != nil && !everyPeriod.Get().MatchString(s.low[m[1]:]) {
				name := strings.TrimSuffix(group(m, 2), "ed")
				all = append(all, routine{name, whom(group(m, 1)), times, "", i, m[0], m[1]})
			}
		}
	}
	return all
}

var everyPeriod = content.Pattern(`^\s*(?:a|per|each|every|in a)\s`)

func whom(word string) string {
	if _, counted, ok := strings.Cut(word, "of the "); ok || strings.HasPrefix(word, "of your ") ||
		strings.HasPrefix(word, "of our ") {
		if counted == "" {
			counted = word
		}
		return lastOf("the " + counted) // of the 14 beats
	}
	if word == "" || strings.HasPrefix(word, "of ") || stops.Has(word) || word == "person" || word == "one" {
		return ""
	}
	return quantity.Singular(word)
}

// occasions is how many times some words say; nil for none.
func occasions(words string) *big.Rat {
	word, _, _ := strings.Cut(words, " ")
	if n := quantity.Occasions(word); n > 0 {
		return big.NewRat(n, 1)
	}
	return value(word)
}

// oftenIn is so many times in a period.
func oftenIn(times, every, period, rhythm string) (*big.Rat, string) {
	n, many := big.NewRat(1, 1), int64(1)
	if times != "" {
		if n = occasions(times); n == nil {
			return nil, ""
		}
	}
	switch {
	case rhythm != "":
		if period, many = quantity.Rhythm(rhythm); many == 0 {
			return nil, ""
		}
	case every == "other" || every == "second":
		many = 2
	case every != "":
		v := value(every)
		if v == nil || !v.IsInt() || v.Sign() <= 0 {
			return nil, ""
		}
		many = v.Num().Int64()
	}
	if period == "fortnight" {
		period, many = "week", 2*many
	}
	return new(big.Rat).Mul(n, big.NewRat(1, many)), period
}

// beyondLimit checks "Lead 30 people and hold a weekly one-to-one of 45 minutes with each. One-to-ones may take at most
// a quarter of your 40-hour week".
func (p *page) beyondLimit() []Placed {
	all := p.routines()
	if len(all) == 0 {
		return nil
	}
	for i := range p.sentences {
		s := &p.sentences[i]
		group := groupIn(s.low)
		for _, m := range rhythmsOf().limit.FindAllStringSubmatchIndex(s.low, most) {
			if (group(m, 2) != "") != (group(m, 3) == "more than") {
				continue
			}
			p.assumed = nil
			allowed := p.allowed(group(m, 4), group(m, 5), group(m, 6), group(m, 7), group(m, 8))
			before := p.assumed
			for _, r := range all {
				if p.assumed = before; allowed == nil || !r.called(group(m, 1)) {
					continue
				}
				need, sum := p.need(r)
				ofAll := group(m, 4) == "" // hours a week that it may take, whoever does it
				if need == nil || need.Cmp(allowed) <= 0 || p.bySeveral(r) || !ofAll && !p.alone() {
					continue
				}
				words := strings.TrimSpace(s.said[m[6]:m[1]])
				if group(m, 2) != "" {
					words = wording.NoSuch(words)
				}
				says := wording.TheTextAllows(words, sum+" = "+aWeek(need), aWeek(allowed))
				return []Placed{{Fault{From: s.at + m[6], To: s.at + m[1], Says: says}, s.text}}
			}
		}
	}
	for _, r := range all {
		p.assumed = nil
		whole, length := p.entrusted(r), p.lengthOf(r)
		if f := p.fullDays(r, whole, length); f != nil {
			return []Placed{*f}
		}
		need, sum := p.need(r)
		week := p.weekLength()
		if whole == nil || length == nil || !people.Has(whole.noun) && !strings.Contains(length.words, "day") {
			continue // others are the caseload of a draft
		}
		if need != nil && week != nil && need.Cmp(week) > 0 && !p.bySeveral(r) && p.alone() {
			s := &p.sentences[r.in]
			says := wording.ItTakesMoreTime(strings.TrimSpace(s.said[r.at:r.to]), sum+" = "+aWeek(need),
				wording.OneHasAtMost(quantity.Duration(week), wording.APeriod("week")))
			return []Placed{{Fault{From: s.at + r.ofEach(s), To: s.at + r.to, Says: says}, s.text}}
		}
	}
	return nil
}

// ofEach is where a routine says for whom it is done, as "each of your 18 sites every two weeks".
func (r routine) ofEach(s *sentence) int {
	if m := everyOne.Get().FindStringIndex(s.low[r.at:r.to]); m != nil {
		return r.at + m[0]
	}
	return r.at
}

var everyOne = content.Pattern(`\b(?:each|every|all)\b`)

func aWeek(minutes *big.Rat) string {
	return quantity.Duration(minutes) + " " + wording.APeriod("week")
}

// called reports whether a word names what is done: reviews, of what is reviewed; they.
func (r routine) called(word string) bool {
	one := quantity.Singular(word)
	return one == r.name || they.Has(word) || len(r.name) > 3 && strings.HasPrefix(one, r.name[:len(r.name)-1]) ||
		meets.Has(r.name) && meets.Has(one)
}

var (
	they  = content.WordSet("they these this that it those")
	meets = content.WordSet("meet meeting one-to-one talk catch-up check-in conversation see call visit chat")
)

// allowed are the minutes a week that a share of a time, or a length in a period, is at most; nil for none.
func (p *page) allowed(share, of, many, unit, period string) *big.Rat {
	if share != "" {
		whole := p.weekLength()
		if of == "day" && p.hours != nil {
			whole = new(big.Rat).Mul(p.hours, p.daysAWeek())
		}
		part := partOf(share)
		if whole == nil || part == nil {
			return nil
		}
		return new(big.Rat).Mul(part, whole)
	}
	n := value(many)
	if n == nil {
		return nil
	}
	if strings.HasPrefix(unit, "h") {
		n = new(big.Rat).Mul(n, big.NewRat(60, 1))
	}
	switch period {
	case "day":
		return n.Mul(n, p.daysAWeek())
	case "month":
		return n.Quo(n, big.NewRat(4, 1))
	}
	return n
}

// partOf is a share as a number of one; nil for none.
func partOf(share string) *big.Rat {
	for word, n := range map[string]int64{"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10} {
		if strings.HasSuffix(share, word) {
			return big.NewRat(1, n)
		}
	}
	n := value(strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(share, "percent"), "per cent"), " %"))
	if n == nil {
		return nil
	}
	return n.Quo(n, big.NewRat(100, 1))
}

// weeksIn are the weeks of a period, at most.
var weeksIn = map[string]int64{"week": 1, "month": 5, "quarter": 14, "year": 53}

// need are the minutes a week that a routine takes at least, and the sum in words; nil where the text does not say.
func (p *page) need(r routine) (*big.Rat, string) {
	whole := p.entrusted(r)
	length := p.lengthOf(r)
	if whole == nil || length == nil {
		return nil, ""
	}
	each := length.value
	if length.days != nil {
		day := p.dayLength()
		if day == nil {
			return nil, ""
		}
		each = new(big.Rat).Mul(length.days, day)
	}
	return p.inAWeek(r, whole, each), sumOf(r, whole, length)
}

// sumOf is what a routine takes, in words: how often stands apart from for how many and how long.
func sumOf(r routine, whole, length *number) string {
	many, _, _ := strings.Cut(whole.words, " every ")
	long, _, _ := strings.Cut(length.words, " every ")
	return many + " × " + timesOf(r) + long
}

// inAWeek is what a routine takes in a week at least, where it takes so much each time; nil where the text does not
// say.
func (p *page) inAWeek(r routine, whole *number, each *big.Rat) *big.Rat {
	need := new(big.Rat).Mul(whole.value, each)
	need.Mul(need, r.times)
	period := r.period
	if period == "" {
		period = whole.period
	}
	switch {
	case period == "day":
		switch {
		case p.days != nil:
			need.Mul(need, p.days)
		case p.may(wording.FiveDaysAreCounted()):
			need.Mul(need, big.NewRat(5, 1))
		default:
			return nil
		}
	case weeksIn[period] > 0:
		need.Quo(need, big.NewRat(weeksIn[period], 1))
	default:
		return nil
	}
	return need
}

// fullDays checks "Visit each of your 18 sites every two weeks. A visit takes a full day. You work five days a week".
func (p *page) fullDays(r routine, whole, length *number) *Placed {
	if whole == nil || length == nil || length.days == nil {
		return nil
	}
	need, days := p.inAWeek(r, whole, length.days), p.daysAWeek()
	if need == nil || need.Cmp(days) <= 0 || p.bySeveral(r) || !p.alone() {
		p.assumed = nil
		return nil
	}
	many := func(n *big.Rat) string { return quantity.Number(n) + " " + quantity.Plural("day") }
	sum := sumOf(r, whole, length) + " = " + many(need) + " " + wording.APeriod("week")
	s := &p.sentences[r.in]
	says := wording.ItTakesMoreTime(strings.TrimSpace(s.said[r.at:r.to]), sum,
		wording.OneHasAtMost(many(days), wording.APeriod("week")))
	return &Placed{Fault{From: s.at + r.ofEach(s), To: s.at + r.to, Says: says}, s.text}
}

// bySeveral reports whether more than one person may do what is done for each of several.
func (p *page) bySeveral(r routine) bool {
	whole := p.entrusted(r)
	return p.people != nil && p.people.count.Cmp(big.NewRat(1, 1)) != 0 &&
		(whole == nil || p.people.count.Cmp(whole.value) != 0)
}

// timesOf is how often a routine is done, in words with the sign behind it; "" for once each time.
func timesOf(r routine) string {
	one := big.NewRat(1, 1)
	switch {
	case r.period == "" && r.times.Cmp(one) == 0:
		return ""
	case r.period == "":
		return quantity.Number(r.times) + " × "
	case r.times.Cmp(one) == 0:
		return wording.OnceAPeriod(wording.APeriod(r.period)) + " × "
	case r.times.Cmp(one) < 0 && new(big.Rat).Inv(r.times).IsInt():
		return wording.EveryPeriods(quantity.Number(new(big.Rat).Inv(r.times)), quantity.Plural(r.period)) + " × "
	}
	return wording.TimesAPeriod(quantity.Number(r.times), wording.APeriod(r.period)) + " × "
}

// entrusted is the number of those for each of whom something is done; nil for none, or several.
func (p *page) entrusted(r routine) *number {
	var found *number
	for i := range p.sentences[:r.in+1] {
		s := &p.sentences[i]
		for k := range s.numbers {
			n := &s.numbers[k]
			ofEach := ofEachOf.Get().MatchString(s.low[:n.from])
			inside := i == r.in && n.from >= r.at && !ofEach
			if !n.counts() || timeWords.Has(n.noun) || n.each && !ofEach || inside ||
				limited.Get().MatchString(s.low[:n.from]) ||
				(n.period != "" && !ofEach) != (r.period == "") || past.Get().MatchString(s.low) ||
				s.text != p.sentences[r.in].text && r.whom == "" {
				continue
			}
			if r.whom != "" && n.noun != r.whom && !(people.Has(n.noun) && people.Has(r.whom)) {
				continue
			}
			if found != nil && r.whom != "" && found.value.Cmp(n.value) != 0 {
				return nil
			}
			found = n
		}
	}
	return found
}

// ofEachOf recognises before a number that something is done for each of so many.
var ofEachOf = content.Pattern(`\b(?:each|every one) of (?:the|your|our)\s*$`)

// hyphened finds lengths such as that of a 30-minute talk.
var hyphened = content.Pattern(`\b(\d{1,3})-(minute|hour)\b`)

// lengthOf is how long a routine takes each time: the one time of its sentence, or of the one behind it.
func (p *page) lengthOf(r routine) *number {
	for _, i := range []int{r.in, r.in + 1} {
		if i >= len(p.sentences) || p.sentences[i].text != p.sentences[r.in].text {
			break
		}
		s := &p.sentences[i]
		some := slices.DeleteFunc(slices.Clone(s.numbers), func(n number) bool {
			inside := i == r.in && n.from > r.at && n.to <= r.to // for 20 minutes every day
			return !n.minutes || n.clock || n.period != "" && !inside || rhythmsOf().limit.MatchString(s.low[:n.to]) ||
				notOfWork.Get().MatchString(s.low[:n.from]) || i > r.in && !ofOne.Get().MatchString(s.low)
		})
		if len(some) == 1 {
			return &some[0]
		}
		if len(some) > 1 {
			return nil
		}
		if m := hyphened.Get().FindAllStringSubmatchIndex(s.low, 2); len(m) == 1 &&
			!strings.HasPrefix(s.low[m[0][1]:], " week") && !strings.HasPrefix(s.low[m[0][1]:], " day") {
			n := &number{value: value(s.low[m[0][2]:m[0][3]]), minutes: true,
				words: s.said[m[0][2]:m[0][3]] + " " + quantity.Plural(s.low[m[0][4]:m[0][5]])}
			if s.low[m[0][4]:m[0][5]] == "hour" {
				n.value = new(big.Rat).Mul(n.value, big.NewRat(60, 1))
			}
			return n
		}
	}
	for _, w := range p.works() {
		near := w.in == r.in || w.in == r.in+1
		if near && w.unit == "day" && w.people == nil && (w.noun == "" || r.called(w.noun)) {
			return &number{minutes: true, days: w.length, words: w.words}
		}
	}
	return nil
}

// ofOne recognises a sentence about how long one takes.
var ofOne = content.Pattern(`\b(?:takes?|lasts?|each|per|planned|allow)\b`)

// notOfWork recognises before a time that it is none of work.
var notOfWork = content.Pattern(`\b(?:within|after|before|later than|in under|up to|at most|no more than|than|until|` +
	`(?:week|day|shift|month) (?:is|has|of))\s*$`)
