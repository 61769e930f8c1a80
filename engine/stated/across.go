package stated

import (
	"math/big"
	"regexp"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// Placed is a fault of one of several texts.
type Placed struct {
	Fault
	Text int // which of them
}

// maxSentences is how many sentences of a page are looked at.
const maxSentences = 400

// Across are the faults whose numbers stand in several sentences of a page: what its people would have to do in a
// period, and the days that they have. It takes the paragraphs of the page, in their order.
func Across(texts []string) []Placed {
	length := 0
	for _, text := range texts {
		length += len(text)
	}
	if length > longest {
		return nil
	}
	p := pageOf(texts)
	var all []Placed
	checks := []func() []Placed{p.beyondDays, p.beyondCrew, p.beyondRate, p.beyondWeek, p.beyondLimit, p.repliesLate,
		p.urgentSlower}
	for _, check := range checks {
		p.sure, p.lacking = true, false
		found := check()
		if len(found) == 0 && p.lacking {
			p.sure = false
			found = p.asked(check())
		}
		all = append(all, found...)
	}
	return all
}

// page is a text as its sentences, with the numbers of each.
type page struct {
	sentences []sentence
	people    *crew    // who works there; nil where the text does not say so, or says it of several
	days      *big.Rat // on how many days of a week, at most; nil where the text does not say so
	weeks     *big.Rat // how many weeks a year has, at most; nil where the text does not say so
	hours     *big.Rat // how long a day of work is, at most, in minutes; nil where the text does not say so
	week      *big.Rat // how long a week is, in minutes; nil where the text does not say so

	sure    bool     // whether only what the text says counts, and what the calendar has
	lacking bool     // whether a sum would need more than that
	assumed []string // what else was counted with, in words
}

// sentence is one sentence of a page.
type sentence struct {
	said, low string
	text      int // the paragraph
	at        int // where it begins there
	numbers   []number
}

// crew is how many people do the work together.
type crew struct {
	count *big.Rat
	noun  string // what they are called, in the singular; "" for people
	words string
}

func pageOf(texts []string) *page {
	p := &page{}
	for i, text := range texts {
		for from, said := range sentencesOf(shorts.Replace(text)) {
			if len(p.sentences) == maxSentences {
				break
			}
			s := sentence{said: said, low: lower(said), text: i, at: from, numbers: numbersOf(said)}
			for k := range s.numbers {
				n := &s.numbers[k]
				if m := dailyBefore.Get().FindStringSubmatch(s.low[:n.from]); m != nil && n.period == "" {
					n.period = oftenOf[m[1]]
				}
			}
			p.sentences = append(p.sentences, s)
		}
	}
	p.people = p.crew()
	p.worktime()
	return p
}

// dailyBefore recognises before a number in which period it is so much: "Daily output: 28,000 leaflets".
var (
	dailyBefore = content.Pattern(`\b(daily|weekly|monthly|annual|yearly)\s+[a-z]+\s*(?:[:=]|is|of)\s*$`)
	oftenOf     = map[string]string{"daily": "day", "weekly": "week", "monthly": "month", "annual": "year",
		"yearly": "year"}
)

// acrossPatterns are the patterns of what a page says of its people and their work.
type acrossPatterns struct {
	teams, sized, own    *regexp.Regexp // "a crew of two", "a two-person crew", "our 12 pickers"
	days, fromTo, weeks  *regexp.Regexp // "five days a week", "Monday to Friday", "46 working weeks"
	hoursDay, hoursWeek  *regexp.Regexp // "a 7-hour shift", "40 hours a week"
	takes, each, forThem *regexp.Regexp // "each takes two installers two days", "each 2 weeks on site", "for two people"
}

var acrossOf = sync.OnceValue(func() acrossPatterns {
	n := `(\d{1,4}(?:\.\d+)?|one|` + quantityWords() + `)`
	length := `(\d{1,3}(?:\.\d+)?|half an?|an?|one|` + quantityWords() + `)( and a half)?\s+` +
		`((?:full |whole |working |entire )?(?:person-|man-)?)(days?|weeks?|hours?)\b`
	worker := `((?:[a-z][a-z-]* )?[a-z][a-z-]*)`
	soon := `((?:[a-z][a-z-]* )??[a-z][a-z-]*)` // two workers half a day
	hours := `(\d{1,2}(?:[.,]\d{1,2})?|` + quantityWords() + `)`
	return acrossPatterns{
		teams: regexp.MustCompile(`\b(?:(one|` + quantityWords() + `|\d{1,2}) )?(crew|team|gang|squad|group|staff)s?\s+` +
			`(of|is|has|have|are|counts)\s+(?:about )?` + n + `(?:\s+` + worker + `)?`),
		sized: regexp.MustCompile(`\b` + n + `[- ](?:person|man|strong|people)\s+(?:crew|team|gang|squad)\b`),
		own: regexp.MustCompile(`(?:^|\b(?:our|the|with|your|have|leads?|manages?|supervises?|run|employ|` +
			`there are|we are)\s+)` + n + `\s+` + worker + `\b`),
		days: regexp.MustCompile(`\b` + n + `\s+(?:working )?days?\s+(?:a|per|each|every)\s+week\b|\b` + n +
			`[- ]days? (?:working )?week\b|\bweek (?:has|of) ` + n + ` (?:working )?days\b`),
		fromTo: regexp.MustCompile(`\bmon(?:day)?s?\s*(?:to|-|–|through|until)\s*(fri|sat|sun)`),
		weeks: regexp.MustCompile(`\b(\d{2}|` + quantityWords() + `)\s+` +
			`(?:working weeks|work weeks|weeks of work|weeks (?:a|per|in the) year)\b`),
		hoursDay: regexp.MustCompile(`\b` + hours + `[- ](?:hours?|h)\s+(?:working )?(?:shift|day)s?\b|` +
			`\b(?:shifts?|day) (?:is|are|of|lasts?|has) ` + hours + `\s+(?:hours|h)\b|` +
			`\b` + hours + `\s+(?:hours|h)\s+(?:a|per|each|every)\s+(?:working )?(?:day|shift|night)\b|` +
			`\bfor ` + hours + ` hours\b`),
		hoursWeek: regexp.MustCompile(`\b` + hours + `[- ](?:hours?|h)\s+(?:(?:a|per|each|every)\s+)?(?:working )?week\b|` +
			`\bweek (?:is|of|has) ` + hours + `\s+(?:hours|h)\b`),
		takes: regexp.MustCompile(`\b(each|every|an?|one)\s+(?:([a-z][a-z -]{0,28}?)\s+)?` +
			`(?:takes|needs|requires|keeps|occupies|ties up|lasts|means|is)\s+(?:up\s+)?` +
			`(?:an? (?:crew|team) of ` + n + `\s+|` + n + `\s+` + soon + `\s+)?(?:busy\s+|occupied\s+)?(?:for\s+)?` +
			`(?:about\s+|around\s+)?` + length),
		each: regexp.MustCompile(`\b(each|every one)\s+(?:of\s+|lasting\s+|with\s+|taking\s+)?` + length),
		forThem: regexp.MustCompile(`^(?:['’]? work)?\s+(?:for|of|with|by)\s+(?:an? (?:crew|team) of\s+)?` + n +
			`(?:\s+` + worker + `)?`),
	}
})

// quantityWords are the words for numbers, as a pattern has them.
func quantityWords() string { return strings.Join(quantity.Numerals(2, 90), "|") }

// value is a number in digits or in words; nil for none.
func value(word string) *big.Rat {
	switch {
	case word == "one" || word == "a" || word == "an":
		return big.NewRat(1, 1)
	case strings.HasPrefix(word, "half"):
		return big.NewRat(1, 2)
	}
	if n, ok := new(big.Rat).SetString(strings.ReplaceAll(word, ",", ".")); ok {
		return n
	}
	if n, ok := quantity.Numeral(word); ok {
		return big.NewRat(n, 1)
	}
	return nil
}

// crew is who works there; nil where the text does not say so, or gives different numbers.
func (p *page) crew() *crew {
	var found *crew
	clash := false
	add := func(n *big.Rat, noun, words string) {
		if n == nil || n.Sign() <= 0 {
			return
		}
		if found != nil && found.count.Cmp(n) != 0 {
			clash = true
		}
		if found == nil || found.noun == "" {
			found = &crew{n, noun, strings.TrimSpace(words)}
		}
	}
	a := acrossOf()
	for _, s := range p.sentences {
		group := groupIn(s.low)
		for _, m := range a.teams.FindAllStringSubmatchIndex(s.low, most) {
			who, length := workerIn(group(m, 5))
			loose := group(m, 2) == "group" || group(m, 2) == "staff" || group(m, 3) != "of"
			if who == "" && group(m, 5) != "" && loose && (group(m, 3) != "of" || !endsThere(s.low, m[9])) {
				continue // the team has three projects
			}
			count := value(group(m, 4))
			if many := group(m, 1); many != "" && count != nil && value(many) != nil {
				count = new(big.Rat).Mul(count, value(many))
			}
			words := wording.CountedPeople(s.said[m[8]:m[9]])
			switch {
			case group(m, 1) != "":
				words = s.said[m[0]:m[9]]
			case who != "":
				words = s.said[m[8] : m[10]+length]
			}
			add(count, who, words)
		}
		for _, m := range a.sized.FindAllStringSubmatchIndex(s.low, most) {
			add(value(group(m, 1)), "", wording.CountedPeople(s.said[m[2]:m[3]]))
		}
		for _, m := range a.own.FindAllStringSubmatchIndex(s.low, most) {
			if who, length := workerIn(group(m, 2)); who != "" {
				add(value(group(m, 1)), who, s.said[m[2]:m[4]+length])
			}
		}
	}
	if clash {
		return nil
	}
	return found
}

// groupIn gives the groups of matches in a text; "" for one that matched nothing.
func groupIn(low string) func(m []int, i int) string {
	return func(m []int, i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return low[m[2*i]:m[2*i+1]]
	}
}

// endsThere reports whether a text names nothing behind a place.
func endsThere(low string, at int) bool {
	next := strings.TrimLeft(low[at:], " ")
	word, _, _ := strings.Cut(next, " ")
	return word == "" || stops.Has(strings.TrimRight(word, ",;:")) || next == low[at:]
}

// worker is the word for workers among some words, in the singular; "" where there is none.
func worker(words string) string {
	one, _ := workerIn(words)
	return one
}

// workerIn is worker, and how many bytes its words take.
func workerIn(words string) (one string, length int) {
	all := strings.Fields(words)
	for len(all) > 0 {
		last := all[len(all)-1]
		one := quantity.Singular(last)
		length = strings.Index(words, last) + len(last)
		if people.Has(one) {
			return one, length
		}
		if one != last && !stops.Has(last) && !notWorkers.Has(one) &&
			(workers.Has(one) || workerEnds.Get().MatchString(one)) {
			return one, length
		}
		all = all[:len(all)-1]
	}
	return "", 0
}

var (
	workerEnds = content.Pattern(`(?:[^aeiou]er|eer|ier|tor|sor|ist|ian|man|woman|person|ant|agent)$`)
	workers    = content.WordSet(`nurse clerk cook chef mechanic vet pilot guard smith tech midwife hand auditor tailor
agent rep representative apprentice trainee intern tutor surveyor tiler doctor`)
	notWorkers = content.WordSet(`order number paper letter customer member trailer boiler container computer printer
server monitor tractor elevator quarter door floor newsletter folder poster water meter center centre theater theatre
router sensor motor timer charger inverter chapter offer user partner cylinder plant restaurant consultant-day
supplier vendor visitor tenant owner passenger subscriber follower voter chamber shelter transformer counter
parameter corner master filter reminder investor participant applicant claimant patient student client resident guest
shoulder matter layer tower finger number`)
)

// worktime reads on how many days, for how many weeks and for how many hours people work at most.
func (p *page) worktime() {
	a := acrossOf()
	first := func(m []string) *big.Rat {
		for _, word := range m[1:] {
			if word != "" {
				return value(word)
			}
		}
		return nil
	}
	more := func(found *big.Rat, n *big.Rat) *big.Rat {
		if n == nil || found != nil && found.Cmp(n) >= 0 {
			return found
		}
		return n
	}
	var days, weeks *big.Rat
	for _, s := range p.sentences {
		for _, m := range a.days.FindAllStringSubmatch(s.low, most) {
			days = more(days, first(m))
		}
		if m := a.fromTo.FindStringSubmatch(s.low); m != nil {
			days = more(days, big.NewRat(map[string]int64{"fri": 5, "sat": 6, "sun": 7}[m[1]], 1))
		}
		for _, m := range a.weeks.FindAllStringSubmatch(s.low, most) {
			weeks = more(weeks, first(m))
		}
		for _, m := range a.hoursDay.FindAllStringSubmatch(s.low, most) {
			if n := first(m); n != nil && n.Cmp(big.NewRat(4, 1)) >= 0 {
				p.hours = more(p.hours, n)
			}
		}
		for _, m := range a.hoursWeek.FindAllStringSubmatch(s.low, most) {
			p.week = more(p.week, first(m))
		}
	}
	if days != nil && days.Cmp(big.NewRat(7, 1)) <= 0 {
		p.days = days
	}
	if weeks != nil && weeks.Cmp(big.NewRat(30, 1)) >= 0 {
		p.weeks = weeks
	}
	for _, hours := range []**big.Rat{&p.hours, &p.week} {
		if *hours != nil {
			*hours = new(big.Rat).Mul(*hours, big.NewRat(60, 1))
		}
	}
}

// daysIn are the days of work that a period has at most; nil for none.
func (p *page) daysIn(period string) *big.Rat {
	switch period {
	case "day", "night", "shift", "evening":
		return big.NewRat(1, 1)
	case "week":
		return p.daysAWeek()
	case "month":
		return whole(new(big.Rat).Mul(p.daysAWeek(), big.NewRat(31, 7)))
	case "quarter":
		return whole(new(big.Rat).Mul(p.daysAWeek(), big.NewRat(92, 7)))
	case "year":
		if p.weeks != nil {
			return new(big.Rat).Mul(p.daysAWeek(), p.weeks)
		}
		return whole(new(big.Rat).Mul(p.daysAWeek(), big.NewRat(366, 7)))
	}
	return nil
}

// workIn are the weeks of work that a period has at most, or the days; nil for none.
func (p *page) workIn(period, unit string) *big.Rat {
	if unit != "week" {
		if days := p.daysIn(period); days != nil {
			return new(big.Rat).Set(days)
		}
		return nil
	}
	switch period {
	case "week":
		return big.NewRat(1, 1)
	case "month":
		return big.NewRat(31, 7)
	case "quarter":
		return big.NewRat(92, 7)
	case "year":
		if p.weeks != nil {
			return new(big.Rat).Set(p.weeks)
		}
		return big.NewRat(366, 7)
	}
	return nil
}

// whole is a number without what is behind its point, and one more where there is something.
func whole(n *big.Rat) *big.Rat {
	if n.IsInt() {
		return n
	}
	q := new(big.Int).Quo(n.Num(), n.Denom())
	return new(big.Rat).SetInt(q.Add(q, big.NewInt(1)))
}

// work is how long one piece takes, and how many people.
type work struct {
	noun   string // "" for what is counted last before it
	length *big.Rat
	unit   string // day, week or hour
	people *big.Rat
	who    string // the words for them
	words  string // the words for the length
	worked bool   // somebody works all the time
	in     int    // the sentence
	at     int
}

// works are the pieces of work whose length a page says.
func (p *page) works() []work {
	a := acrossOf()
	var all []work
	for i, s := range p.sentences {
		group := groupIn(s.low)
		add := func(m []int, first int, noun string, people *big.Rat, who string) {
			w := work{noun: noun, length: value(group(m, first)), unit: quantity.Singular(group(m, first+3)),
				people: people, who: who, in: i, at: m[0], words: s.said[m[2*first]:m[2*(first+3)+1]]}
			if w.length == nil {
				return
			}
			if group(m, first+1) != "" {
				w.length = new(big.Rat).Add(w.length, big.NewRat(1, 2))
			}
			end := m[2*(first+3)+1]
			w.worked = group(m, first+2) != "" || people != nil || w.unit == "hour" ||
				workedAll.Get().MatchString(s.low[end:])
			if f := a.forThem.FindStringSubmatchIndex(s.low[end:]); f != nil && people == nil {
				rest := s.low[end:]
				who := ""
				if f[4] >= 0 {
					who = worker(rest[f[4]:f[5]])
				}
				if who != "" || f[4] < 0 || strings.Contains(rest[f[0]:f[2]], "crew of") {
					w.people, w.worked = value(rest[f[2]:f[3]]), true
					w.who = wording.CountedPeople(s.said[end+f[2] : end+f[3]])
				}
			}
			all = append(all, w)
		}
		for _, m := range a.takes.FindAllStringSubmatchIndex(s.low, most) {
			var people *big.Rat
			who := ""
			switch {
			case group(m, 3) != "":
				people, who = value(group(m, 3)), wording.CountedPeople(s.said[m[6]:m[7]])
			case group(m, 4) != "":
				one := value(group(m, 4))
				if worker(group(m, 5)) == "" && (one == nil || one.Cmp(big.NewRat(1, 1)) != 0 ||
					worker(quantity.Plural(group(m, 5))) == "") {
					continue // a house needs 3 windows 2 days before
				}
				people, who = value(group(m, 4)), s.said[m[8]:m[11]]
			}
			add(m, 6, lastOf(group(m, 2)), people, who)
		}
		for _, m := range a.each.FindAllStringSubmatchIndex(s.low, most) {
			add(m, 2, "", nil, "")
		}
	}
	return all
}

// workedAll recognises behind a length of time that somebody works for all of it.
var workedAll = content.Pattern(`^['’]?\s+(?:of (?:work|fieldwork|field work|your time|shooting|labour)|work\b|` +
	`on[- ]site|in the field|at the (?:client|customer|site)|full[- ]time|abroad|on the road|away)`)

// lastOf is the last word of a noun, in the singular; "" for a word that points back.
func lastOf(words string) string {
	all := strings.Fields(words)
	if len(all) == 0 || all[0] == "of" || all[len(all)-1] == "one" {
		return ""
	}
	return quantity.Singular(all[len(all)-1])
}

// limited recognises words that make the number behind them a limit, and not what is asked for.
var limited = content.Pattern(`\b(?:at most|no more than|up to|maximum(?: of)?|max\.?|fewer than|less than|under)\s*$`)

// pieces is the number of pieces in a period that a length of work speaks of: the last one before it, or the one of its
// name; nil for none, or several.
func (p *page) pieces(w work) (*number, *sentence) {
	var found *number
	var in *sentence
	for i := range p.sentences {
		s := &p.sentences[i]
		if w.noun == "" && (i > w.in || i < w.in-1 || s.text != p.sentences[w.in].text) {
			continue
		}
		for k := range s.numbers {
			n := &s.numbers[k]
			if !n.counts() || n.period == "" || n.period == "hour" || n.each ||
				limited.Get().MatchString(s.low[:n.from]) ||
				w.noun != "" && n.noun != w.noun && !strings.HasSuffix(s.low[:n.from], w.noun+" ") ||
				w.noun == "" && i == w.in && n.from > w.at || timeWords.Has(n.noun) {
				continue
			}
			if w.noun != "" && found != nil && found.value.Cmp(n.value) != 0 {
				return nil, nil
			}
			found, in = n, s
		}
	}
	return found, in
}

var timeWords = content.WordSet("day week month year quarter shift night hour minute")

// beyondDays checks "Install 3 heat pumps a week. Each takes two installers two days. The crew is two people".
func (p *page) beyondDays() []Placed {
	for _, w := range p.works() {
		n, s := p.pieces(w)
		if n == nil || !w.worked && !(p.weeks != nil && w.unit != "hour") || w.length.Sign() <= 0 {
			continue
		}
		p.assumed = nil
		if !w.worked && !p.may(wording.AllTheTimeIsWork()) {
			continue
		}
		team := p.people
		alone := p.weeks != nil || n.period == "quarter" || n.period == "year" // else drafts look at one person
		if team == nil && w.people == nil && alone && !ofSeveral.Get().MatchString(s.low+" "+p.sentences[w.in].low) {
			if !p.alone() {
				continue
			}
			team = &crew{count: big.NewRat(1, 1)}
		}
		if team == nil || team.count.Cmp(big.NewRat(1, 1)) == 0 && w.unit == "hour" {
			continue
		}
		need, each := new(big.Rat).Mul(n.value, w.length), n.words+" × "+w.words
		if w.people != nil {
			need, each = need.Mul(need, w.people), n.words+" × "+w.who+" × "+w.words
		}
		there, unit := p.workIn(n.period, w.unit), w.unit
		if there == nil {
			continue
		}
		there.Mul(there, team.count)
		if unit == "hour" {
			hours := p.hours
			if n.period != "day" && p.week != nil {
				hours = new(big.Rat).Quo(p.week, p.daysAWeek())
			}
			if hours == nil {
				continue
			}
			there.Mul(there, new(big.Rat).Quo(hours, big.NewRat(60, 1)))
		}
		if need.Cmp(there) <= 0 {
			continue
		}
		many := func(n *big.Rat) string { return quantity.Number(n) + " " + quantity.Plural(unit) }
		available := wording.OneHasAtMost(many(there), wording.APeriod(n.period))
		if team.count.Cmp(big.NewRat(1, 1)) > 0 {
			available = wording.TheyHaveAtMost(team.words, many(there), wording.APeriod(n.period))
		}
		says := wording.TheTextAsksForMoreWork(n.words, each+" = "+many(need), available)
		return []Placed{{Fault{From: s.at + n.from, To: s.at + n.end, Says: says}, s.text}}
	}
	return nil
}

// ofSeveral recognises a sentence about what several people do.
var ofSeveral = content.Pattern(`\b(?:we|our|team|teams|department|company|together|crews?|staff|colleagues|unit)\b`)

// beyondCrew checks "A team of 12 pickers. Each picks 80 lines an hour for 7 hours. The team ships 10,000 lines a day".
func (p *page) beyondCrew() []Placed {
	if p.people == nil || p.people.count.Cmp(big.NewRat(1, 1)) <= 0 {
		return nil
	}
	for i := range p.sentences {
		s := &p.sentences[i]
		for k := range s.numbers {
			rate := &s.numbers[k]
			if !rate.counts() && !rate.minutes || rate.period == "" {
				continue
			}
			each, pronoun := p.ofEach(s, rate)
			if !each {
				continue
			}
			if f := p.madeBy(rate, pronoun); f != nil {
				return []Placed{*f}
			}
		}
	}
	return nil
}

// ofEach reports whether a number is what each one of the people does, and whether it says so with a pronoun: each of
// them.
func (p *page) ofEach(s *sentence, n *number) (is, pronoun bool) {
	if n.each {
		return n.per == "" || n.per == "person" || n.per == p.people.noun, false
	}
	before := s.low[:n.from]
	if limited.Get().MatchString(before) {
		return false, false
	}
	for _, m := range eachWorker.Get().FindAllStringSubmatch(before, most) {
		if w := quantity.Singular(m[1]); w == "of" || w == "one" {
			return true, !strings.Contains(before, "of whom")
		} else if w == p.people.noun || w == "person" || p.people.noun == "" || people.Has(p.people.noun) {
			return true, false
		}
		if strings.HasSuffix(m[1], "s") && quantity.Singular(m[1]) != m[1] {
			return true, true // each picks
		}
	}
	return false, false
}

var eachWorker = content.Pattern(`\b(?:each|every|an?|one)\s+([a-z][a-z-]*)`)

// madeBy is the fault that a page asks of all its people for more than each of them makes; nil for none.
func (p *page) madeBy(rate *number, pronoun bool) *Placed {
	for i := range p.sentences {
		s := &p.sentences[i]
		for k := range s.numbers {
			n := &s.numbers[k]
			p.assumed = nil
			other := n.counts() && (pronoun || n.period != rate.period) || n.minutes && n.period == rate.period
			if n == rate || !n.same(*rate) || !other || n.period == "" || n.each ||
				limited.Get().MatchString(s.low[:n.from]) || !ofSeveral.Get().MatchString(s.low) ||
				past.Get().MatchString(s.low) {
				continue
			}
			most := new(big.Rat).Mul(p.people.count, rate.value)
			sum := p.people.words + " × " + rate.words
			days := p.daysIn(n.period)
			if rate.minutes || n.period == rate.period {
				days = big.NewRat(1, 1)
			}
			switch rate.period {
			case n.period: // together in the same period
			case "hour":
				if rate.minutes {
					continue
				}
				hours := p.dayLength()
				if p.hours == nil && p.week == nil {
					continue // eight hours are no limit
				}
				if hours == nil || days == nil {
					continue
				}
				most.Mul(most, new(big.Rat).Quo(hours, big.NewRat(60, 1)))
				sum += " × " + quantity.Duration(hours)
			case "day", "night", "shift":
			default:
				if !rate.minutes {
					continue
				}
			}
			if days == nil {
				continue
			}
			if most.Mul(most, days); days.Cmp(big.NewRat(1, 1)) != 0 {
				sum += " × " + quantity.Number(days) + " days"
			}
			if n.value.Cmp(new(big.Rat).Mul(most, big.NewRat(105, 100))) <= 0 {
				continue
			}
			return &Placed{*fault(*n, sum+" = "+shown(most, *n)), s.text}
		}
	}
	return nil
}

var past = content.Pattern(`\b(?:last year|last month|last week|last quarter|used to|in 20\d\d|ago|was|were)\b`)

// deadlines are the patterns of how soon somebody gets an answer, and how soon all is done.
var deadlines = sync.OnceValue(func() (p struct{ reply, close *regexp.Regexp }) {
	within := `[^.;]{0,60}?\b(?:within|in under|in less than|no later than|after no more than)\s+` +
		`(\d{1,3}|an?|one|` + quantityWords() + `)\s+((?:working |business |calendar )?)(minutes?|hours?|days?|weeks?)\b`
	p.reply = regexp.MustCompile(`\b(?:(?:first|initial) (?:reply|response|answer|contact)|reply|respond|` +
		`acknowledge|acknowledgement)\b` + within)
	p.close = regexp.MustCompile(`\b(?:closed?|resolved?|resolution|solved?|fix|fixed|settle)\b` + within)
	return p
})

var (
	units    = map[string]int64{"minute": 1, "hour": 60, "day": 24 * 60, "week": 7 * 24 * 60}
	severity = content.Pattern(`\b(?:p[1-4]|priority|critical|urgent|severity|sev|high|low|standard|complex|` +
		`simple|emergency|routine|vip|tier|level|depending)\b`)
	shares = content.Pattern(`\d\s?(?:%|percent|per cent)|\bmost\b|\bnine (?:in|out of) ten\b|\bmedian\b|\baverage\b`)
)

// repliesLate checks "Close tickets within 24 hours. First reply within 30 hours": what is closed has been answered.
func (p *page) repliesLate() []Placed {
	type promise struct {
		minutes *big.Rat
		working string
		in      *sentence
		m       []int
	}
	find := func(pattern *regexp.Regexp) (all []promise) {
		for i := range p.sentences {
			s := &p.sentences[i]
			for _, m := range pattern.FindAllStringSubmatchIndex(s.low, most) {
				n := value(s.low[m[2]:m[3]])
				if n == nil || severity.Get().MatchString(s.low) {
					return nil
				}
				unit := quantity.Singular(s.low[m[6]:m[7]])
				working := s.low[m[4]:m[5]]
				if working == "" && (unit == "day" || unit == "week") {
					working = "calendar "
				}
				all = append(all, promise{new(big.Rat).Mul(n, big.NewRat(units[unit], 1)), working, s, m})
			}
		}
		return all
	}
	replies, closes := find(deadlines().reply), find(deadlines().close)
	if len(replies) != 1 || len(closes) != 1 {
		return nil
	}
	reply, done := replies[0], closes[0]
	same := reply.in == done.in && reply.m[0] == done.m[0]
	if reply.minutes.Cmp(done.minutes) <= 0 || reply.working != done.working || same {
		return nil
	}
	to := replyTo.Get().FindStringSubmatch(reply.in.low[reply.m[0]:reply.m[2]])
	other := to != nil && !people.Has(quantity.Singular(to[1])) && !strings.Contains(done.in.low, quantity.Singular(to[1]))
	apart := other || reply.in.text < done.in.text-1 || reply.in.text > done.in.text+1 // they may be of different things
	words := func(of promise) string { return of.in.said[of.m[2]:of.m[7]] }
	f := Fault{From: reply.in.at + reply.m[2], To: reply.in.at + reply.m[7],
		Says: wording.TheReplyComesFirst(words(reply), words(done)),
		Asks: apart || shares.Get().MatchString(reply.in.low+" "+done.in.low)}
	return []Placed{{f, reply.in.text}}
}

// replyTo recognises to whom, or to what, somebody replies.
var replyTo = content.Pattern(`\bto\s+(?:(?:the|all|every|each|any|new|your|our|a|an)\s+)*([a-z]+)`)
