// Package stated finds sums that a text states and that its own numbers do not make: three regions with six people each
// and 24 people in all, a team of 28 with parts of 30, four nights of eight hours that are 40 hours. It speaks only
// where the text itself draws the conclusion, and where no other reading of its numbers makes it so.
package stated

import (
	"iter"
	"math/big"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// Fault is a number of a text that its other numbers do not make.
type Fault struct {
	From, To int    // the number in the text, in bytes
	Says     string // what it says, and what the others come to
	Fix      string // what to do; "" for the usual
	Asks     bool   // whether it may be meant so
}

const (
	most    = 60     // numbers of a sentence that are looked at
	longest = 64_000 // bytes of a text that are looked at
)

// Faults are those of a text, in its order. Its work grows with the length of the text.
func Faults(text string) []Fault {
	if len(text) > longest || !mayState(text) {
		return nil
	}
	var all []Fault
	whole := shorts.Replace(text)
	for from, said := range sentencesOf(whole) {
		for _, f := range inSentence(said) {
			f.From, f.To = f.From+from, f.To+from
			all = append(all, f)
		}
	}
	if oneIn.Get().MatchString(lower(whole)) && len(all) == 0 {
		if f := turns(whole, numbersOf(whole)); f != nil { // the people stand in the sentence before
			all = append(all, *f)
		}
	}
	return all
}

// sentencesOf are the sentences of a text in which points that end none were replaced, each with where it begins.
func sentencesOf(whole string) iter.Seq2[int, string] {
	return func(yield func(from int, said string) bool) {
		from := 0
		for _, end := range append(ends.Get().FindAllStringIndex(whole, -1), []int{len(whole), len(whole)}) {
			if !yield(from, whole[from:end[0]]) {
				return
			}
			from = end[1]
		}
	}
}

// shorts keep the points of abbreviations from ending a sentence, and the places of all letters.
var shorts = strings.NewReplacer("i.e.", "i_e_", "e.g.", "e_g_", "approx. ", "approx_ ", "incl. ", "incl_ ",
	"a.m.", "a_m_", "p.m.", "p_m_", "ca. ", "ca_ ", "\n", " ")

var ends = content.Pattern(`[.!?](?:\s+|$)|;\s`)

// mayState reports whether a text may hold a sum: two numbers or more, at least one of them in digits or for each of
// something.
func mayState(text string) bool {
	return twoNumbers(text) && (strings.ContainsAny(text, "0123456789") || strings.Contains(text, " each "))
}

func inSentence(said string) []Fault {
	if !twoNumbers(said) {
		return nil
	}
	all := numbersOf(said)
	if len(all) < 2 || unsure.Get().MatchString(lower(said)) {
		return nil
	}
	for _, check := range []func(string, []number) *Fault{partOfWhole, product, shareOfWhole, forEach, parts, partsFirst} {
		if f := check(said, all); f != nil {
			return []Fault{*f}
		}
	}
	return nil
}

// unsure recognises sentences whose numbers are an example, of another time, or left open.
var unsure = content.Pattern(`e_g_|\bfor example\b|\bsuch as\b|\bup to\b|\bat least\b|\bat most\b|\bno more than\b|` +
	`\bmore than\b|\bless than\b|\bfewer than\b|\bminimum\b|\bmaximum\b|\bbetween\b|\bor more\b|\bor less\b|` +
	`\blast year\b|\bused to\b|\bvary|\bvaries\b|\bdepending\b`)

// concludes recognises what stands between the numbers of a sum and what they are said to come to.
var concludes = content.Pattern(`^[\s,:–—(-]*(?:on average[\s,]*)?(?:(?:which|that|this|it|so|so that|and so|` +
	`therefore|hence|or)[\s,]*)?(?:(?:you|we|they|there|each of you)\s+)?(?:(?:will|would)\s+)?(?:have|has|is|` +
	`are|makes?|gives?|comes? to|adds? up to|amounts? to|means?|brings? in|equals?|i_e_|in all|in total|=|` +
	`lead|manage|see|teach)?[\s,]*` +
	`(?:about|around|roughly|nearly|some|a total of|in all|in total|altogether|every week|a week|a day|a month)?[\s,]*$`)

var concluding = content.Pattern(`\b(?:which|that is|so|therefore|hence|is|are|makes?|gives?|comes? to|adds? up|` +
	`amounts?|means?|brings? in|equals?|i_e_|in all|in total)\b|=|\bi_e_`)

// product checks "three regions with six people each, so you have 24 people".
func product(said string, all []number) *Fault {
	low := lower(said)
	for i := 0; i+2 < len(all); i++ {
		a, b, c := all[i], all[i+1], all[i+2]
		gap := low[b.to:c.from]
		if !concludes.Get().MatchString(gap) || !concluding.Get().MatchString(gap) {
			continue
		}
		if c.each && c.period == "" || c.percent || a.percent {
			continue
		}
		if !rate(low, a, b) || !(b.same(c) || b.each && b.counts() && c.counts()) {
			continue
		}
		comes := new(big.Rat).Mul(a.value, b.value)
		if a.minutes && (b.per == "hour" || b.period == "hour") {
			comes.Quo(comes, big.NewRat(60, 1))
		}
		if b.clock && shiftOf(a, c, comes) || follows(comes, c, all, a, b) {
			continue
		}
		return fault(c, a.words+" × "+b.words+" = "+shown(comes, c))
	}
	return nil
}

// rate reports whether the second of two numbers is so many for each of the first: rooms at CHF 210, hours at £210 an
// hour, regions with six people each, nights from 11 pm to 7 am.
func rate(low string, a, b number) bool {
	gap := strings.Trim(low[a.end:b.from], " ,")
	switch {
	case b.clock:
		return a.counts() && (a.noun == "night" || a.noun == "day" || a.noun == "shift")
	case b.percent || !a.counts() && !a.minutes:
		return false
	case b.per != "" && b.period == "":
		return b.per == a.noun || a.minutes && b.per == "hour"
	case b.period == "hour" && a.minutes:
		return true
	case b.each:
		return a.counts()
	case b.currency != "" && b.period == "":
		return a.counts() && (strings.HasSuffix(gap, " at") || strings.HasSuffix(gap, " of") && a.currency == "" ||
			strings.HasSuffix(gap, "at an average of"))
	case b.counts() && strings.HasSuffix(gap, ", each with"):
		return a.counts()
	case b.counts() || b.minutes:
		return a.counts() && b.period == "" && !a.each && times.Get().MatchString(gap)
	}
	return false
}

// times recognises what stands between things and how much each of them has.
var times = content.Pattern(`(?: of|×| times)$`)

// shiftOf reports whether hours of a week may be those of so many shifts, with their breaks or without.
func shiftOf(a, c number, comes *big.Rat) bool {
	least := new(big.Rat).Sub(comes, new(big.Rat).Mul(a.value, big.NewRat(90, 1)))
	return c.value.Cmp(least) >= 0 && c.value.Cmp(new(big.Rat).Mul(comes, big.NewRat(102, 100))) <= 0
}

// forEach checks "12 people sort 4,800 pounds, 400 pounds for each of them".
func forEach(said string, all []number) *Fault {
	if len(all) != 3 {
		return nil
	}
	a, b, c := all[0], all[1], all[2]
	if a.same(b) { // 4,800 pounds for 12 people
		return nil
	}
	if !a.counts() || a.period != "" || !c.each || !b.same(c) || b.percent || b.each || c.per != "" && c.per != a.noun {
		return nil
	}
	gap := lower(said[b.to:c.from])
	if !apart.Get().MatchString(gap) {
		return nil
	}
	comes := new(big.Rat).Mul(a.value, c.value)
	if follows(comes, b, all, a, c) {
		return nil
	}
	return fault(b, a.words+" × "+c.words+" = "+shown(comes, b))
}

var apart = content.Pattern(
	`^[\s,:–—(-]*(?:that is|which is|i_e_|or|so)?[\s,]*(?:about|around|roughly|nearly|some)?` +
		`\s*$`,
)

// partOfWhole checks "84 rooms, 30 of them with a view".
func partOfWhole(said string, all []number) *Fault {
	low := lower(said)
	for i := 0; i+1 < len(all); i++ {
		a, b := all[i], all[i+1]
		gap := strings.Trim(low[a.to:b.from], " ")
		ofThem := gap == "," && ofThese.Get().MatchString(low[:a.from]) &&
			(plain(b) && !b.each && b.period == "" || b.same(a))
		if ofThem && a.counts() && a.period == "" && !a.each && b.value.Cmp(a.value) > 0 {
			return &Fault{From: b.from, To: b.end, Says: wording.APartIsMore(said[b.from:b.end], a.words)}
		}
		if !a.counts() || a.each || a.period != "" || gap != "," && gap != "(" && gap != ", of which" && gap != "of which" {
			continue
		}
		of := strings.HasPrefix(strings.TrimSpace(low[b.end:]), "of them") ||
			strings.HasPrefix(strings.TrimSpace(low[b.end:]), "of these") ||
			strings.HasPrefix(strings.TrimSpace(low[b.end:]), "of which") || strings.HasSuffix(gap, "of which")
		if of && b.currency == "" && !b.percent && !b.minutes && b.value.Cmp(a.value) > 0 {
			return &Fault{From: b.from, To: b.end, Says: wording.APartIsMore(said[b.from:b.end], a.words)}
		}
	}
	return nil
}

// parts checks "a team of 28: 18 nurses, 9 assistants and 3 clerks". Of several numbers before the list, "168
// departures on three lines", one counts the parts, and one is what they make.
func parts(said string, all []number) *Fault {
	low := lower(said)
	for i := 0; i+2 < len(all); i++ {
		gap := low[all[i].to:all[i+1].from]
		if operator.Get().MatchString(gap) {
			continue // $228 / ($228 + $588) is a formula
		}
		at := strings.IndexAny(gap, ":(–—")
		listed := at >= 0 && !strings.ContainsAny(gap[at:], ".)0123456789")
		comma := i == 0 && all[i].minutes && all[i].period == "week" && strings.HasPrefix(strings.TrimSpace(gap), ",")
		if !listed && !comma {
			continue
		}
		rest := all[i+1:]
		if strings.Contains(gap, "(") { // what stands behind the brackets is no part
			closed := strings.Index(low[rest[0].from:], ")")
			end := slices.IndexFunc(rest, func(n number) bool { return closed >= 0 && n.from > rest[0].from+closed })
			if end >= 0 {
				rest = rest[:end]
			}
		}
		var whole *number
		var some []number
		counted := false // how many parts there are
		for w := range all[:i+1] {
			n := all[w]
			parts := list(low, n, rest)
			far := all[i+1].from-n.to > longestLead
			if n.each || n.percent || far || len(parts) < 2 || comma && len(parts) < 3 ||
				plain(n) && !crowdOf.Get().MatchString(low[:n.from]) {
				continue
			}
			comes, _ := add(parts)
			if near(comes, n) {
				return nil
			}
			if n.value.Cmp(big.NewRat(int64(len(parts)), 1)) == 0 {
				counted = true
				continue
			}
			if whole != nil {
				return nil
			}
			whole, some = &n, parts
		}
		if whole == nil {
			continue
		}
		comes, sum := add(some)
		more := comes.Cmp(new(big.Rat).Mul(whole.value, big.NewRat(102, 100))) > 0
		open := strings.Contains(gap, "(") && !counted || among.Get().MatchString(low[whole.from:])
		if !more && (comma || open) {
			continue
		}
		return fault(*whole, sum+" = "+shown(comes, *whole))
	}
	return nil
}

// farthestPart is how many words stand between two parts at most.
const farthestPart = 8

// longestLead is how far the list of its parts may stand behind a whole.
const longestLead = 60

// crowdOf recognises what stands before the number of a team that names nothing else.
var crowdOf = content.Pattern(`\b(?:team|staff|crew|group|department|office|total|workforce|section|unit|squad) of\s*$`)

var among = content.Pattern(`\bincl|\bamong|\bmainly\b|\bmostly\b|\bat most\b|\bplus\b`)

// list are the numbers that follow a whole in a list with "and" before the last, each a part of it; none where one of
// them is something else.
func list(low string, whole number, rest []number) []number {
	var some []number
	joined := false
	for i, n := range rest {
		if i > 0 {
			gap := low[rest[i-1].to:n.from]
			if strings.ContainsAny(gap, ":;()") || len(strings.Fields(gap)) > farthestPart {
				return nil
			}
			joined = joined || strings.Contains(gap, " and ") || strings.Contains(gap, " plus ") || strings.Contains(gap, "+")
		}
		alike := whole.same(n) || n.counts() && (plain(whole) || people.Has(whole.noun)) ||
			plain(n) && (plain(whole) || whole.counts()) || whole.counts() && n.counts() && kinds(low, whole, rest)
		if !alike || n.each || n.percent || n.clock || n.period != "" && n.period != whole.period {
			return nil
		}
		some = append(some, n)
	}
	if !joined {
		return nil
	}
	return some
}

// kinds reports whether a list right behind a whole names kinds of it, all of them different, whose numbers come near
// it: 60 vehicles, which are 34 vans, 22 lorries and 8 trailers.
func kinds(low string, whole number, rest []number) bool {
	seen := map[string]bool{whole.noun: true}
	sum := new(big.Rat)
	for _, n := range rest {
		if !n.counts() || seen[n.noun] || n.period != "" {
			return false
		}
		seen[n.noun] = true
		sum.Add(sum, n.value)
	}
	times := sum.Quo(sum, whole.value)
	return len(rest) > 2 && strings.HasPrefix(low[whole.to:], ":") && times.Cmp(big.NewRat(75, 100)) > 0 &&
		times.Cmp(big.NewRat(135, 100)) < 0
}

// plain reports whether a number says nothing of what it counts: a team of 28, 72 on the coast line.
func plain(n number) bool { return n.currency == "" && !n.percent && !n.minutes && n.noun == "" }

// people are words for those of whom nurses may be some.
var people = content.WordSet(`people person staff employee colleague member volunteer report post fte`)

// partsFirst checks "a base of £30,000 plus a bonus of £10,000, £45,000 in all".
func partsFirst(said string, all []number) *Fault {
	low := lower(said)
	for i := 0; i+2 < len(all); i++ {
		a, b, whole := all[i], all[i+1], all[i+2]
		between := low[a.to:b.from]
		if !a.same(b) || !a.same(whole) || a.each || b.each || a.percent || a.counts() || plain(a) ||
			a.period != b.period && b.period != "" && a.period != "" ||
			!strings.Contains(between, " plus ") && !strings.Contains(between, " and ") && !strings.Contains(between, "+") ||
			!totals.Get().MatchString(low[b.to:whole.from]+"·"+low[whole.end:]) {
			continue
		}
		some := []number{a, b}
		if i > 0 && all[i-1].same(a) {
			continue // one more may belong to it
		}
		comes, sum := add(some)
		if near(comes, whole) {
			continue
		}
		return fault(whole, sum+" = "+shown(comes, whole))
	}
	return nil
}

// operator recognises a sign of a formula between two numbers.
var operator = content.Pattern(`^\s*(?:[/÷×*]|x\s)`)

// totals recognises the total of what stands before it, around its number.
var totals = content.Pattern(`\b(?:in all|in total|total(?:ling)?(?: of)?|together|altogether|ote(?: of)?|` +
	`on[- ]target earnings(?: of)?|makes?|adds? up to|comes? to|gives?)[\s:,]*·|=\s*·|` +
	`·\s*(?:[a-z]+\s+)?(?:in all|in total|altogether|ote|on[- ]target)\b`)

// turns checks "six engineers, each on call one week in four, one at a time".
func turns(said string, all []number) *Fault {
	low := lower(said)
	m := oneIn.Get().FindStringSubmatchIndex(low)
	if m == nil || !oneAtATime.Get().MatchString(low) || len(all) > 4 {
		return nil
	}
	every, err := quantity.Parse(low[m[2]:m[3]])
	if err != nil || every.Low == nil {
		return nil
	}
	for _, n := range all {
		if !n.counts() || n.period != "" || n.from >= m[0] && n.from < m[1] || timeUnits[n.noun] != 0 || spans.Has(n.noun) {
			continue
		}
		if n.value.Cmp(every.Low) == 0 {
			return nil
		}
		says := wording.OneAtATimeIsOneIn(said[m[0]:m[1]], n.words, quantity.Number(n.value))
		return &Fault{From: m[2], To: m[3], Says: says}
	}
	return nil
}

var (
	oneIn      = content.Pattern(`\bone (?:week|weekend|night|day|shift) in ([a-z]+|\d{1,2})\b`)
	oneAtATime = content.Pattern(`\bone (?:person |engineer |of us |of you )?at a time\b|\balone\b|\bon your own\b`)
	spans      = content.WordSet("day week weekend night shift month year")
)

// follows reports whether a number follows from a sum: within what people round, with another number of the sentence,
// or counted in another period.
func follows(comes *big.Rat, c number, all []number, used ...number) bool {
	if near(comes, c) {
		return true
	}
	periods := map[string]bool{}
	for _, n := range append(slices.Clone(used), c) {
		periods[n.period] = true
	}
	if len(periods) > 1 {
		for _, factor := range customary {
			times := new(big.Rat).Mul(comes, big.NewRat(factor, 1))
			if near(times, c) || near(new(big.Rat).Quo(comes, big.NewRat(factor, 1)), c) {
				return true
			}
		}
	}
	for _, other := range all {
		if other.from == c.from || slices.ContainsFunc(used, func(u number) bool { return u.from == other.from }) ||
			other.value.Sign() == 0 {
			continue
		}
		for _, with := range []*big.Rat{
			new(big.Rat).Mul(comes, other.value), new(big.Rat).Quo(comes, other.value),
			new(big.Rat).Add(comes, other.value), new(big.Rat).Sub(comes, other.value),
		} {
			if near(with, c) {
				return true
			}
		}
	}
	return false
}

// customary are by how much people multiply to say in one period what is so much in another one.
var customary = []int64{2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 18, 19, 20, 21, 22, 23, 26, 28, 30, 31, 39, 40, 42, 44, 45,
	46, 47, 48, 50, 51, 52, 60, 61, 62, 63, 64, 65, 90, 91, 200, 210, 215, 220, 225, 230, 240, 245, 250, 251, 252, 253,
	254, 260, 261, 300, 312, 350, 360, 365}

// near reports whether a sum is a number as people round it: by three in a hundred, and where they say about, by ten.
func near(comes *big.Rat, n number) bool {
	off := new(big.Rat).Sub(comes, n.value)
	within := big.NewRat(3, 100)
	if n.rough {
		within = big.NewRat(10, 100)
	}
	return off.Abs(off).Cmp(new(big.Rat).Mul(within, n.value)) <= 0
}

// add is the sum of some numbers, and in words.
func add(some []number) (*big.Rat, string) {
	comes := new(big.Rat)
	var words []string
	for _, n := range some {
		comes.Add(comes, n.value)
		words = append(words, n.words)
	}
	return comes, strings.Join(words, " + ")
}

func fault(n number, sum string) *Fault {
	return &Fault{From: n.from, To: n.end, Says: wording.TheTextSaysAnd(n.words, sum)}
}

// shown is a sum in the unit of a number.
func shown(sum *big.Rat, like number) string {
	unit := like.noun
	if like.minutes {
		return quantity.Duration(sum)
	}
	text := quantity.Number(sum)
	switch {
	case like.currency != "":
		return like.currency + " " + text
	case unit != "":
		return text + " " + quantity.Plural(unit)
	}
	return text
}
