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
	"github.com/kpilint/kpilint/engine/wording"
)

const whom = `((?:[a-z-]+ ){0,2}?(?:[a-z]+s|people|children))\b`

// entrusted finds how many customers, patients or the like somebody looks after.
var entrusted = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(?:(?:case ?load|book|portfolio|list|panel|patch)(?: (?:of|is|has)|\s*[:=])|` +
		`responsible for|looks? after|manages?|supports?|owns?|oversees?|mentors?|supervises?|our|their|your)\s+` +
		`(?:about |around )?(\d{1,3}(?:,\d{3})+|\d{1,5}|` + numerals(2, 90) + `)\s+` + whom)
})

// numerals are the words for the numbers from one to another, as a pattern has them.
func numerals(from, to int64) string { return strings.Join(quantity.Numerals(from, to), "|") }

// toEach finds those for each of whom something is done, and soOften how often: "meets each customer every week",
// "visited twice a month", "seen every two weeks".
var (
	toEach  = content.Pattern(`(?i)\b(?:each|every)\s+([a-z]+)\b`)
	soOften = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)^[^.;]*?\b(?:(once|twice|(?:` + numerals(2, 9) + `) times)\s+)?` +
			`(?:(?:an?|per|every|each)\s+(?:(` + numerals(2, 12) + `|\d{1,2}|other|second)\s+)?` +
			`(hour|day|week|month|quarter|year)s?|` +
			`(` + strings.Join(quantity.Rhythms(), "|") + `))\b`)
	})
)

// rhythm is how often soOften says that something is done: so many times in a period.
func rhythm(often []string) (times *big.Rat, period string) {
	for i := range often {
		often[i] = strings.ToLower(often[i])
	}
	times, every := big.NewRat(1, 1), int64(1)
	if often[1] != "" {
		word, _, _ := strings.Cut(often[1], " ")
		n := quantity.Occasions(word)
		if n == 0 {
			n, _ = quantity.Numeral(word)
		}
		times.SetInt64(n)
	}
	if period = often[3]; period == "" {
		period, every = quantity.Rhythm(often[4])
	}
	switch n, ok := quantity.Numeral(often[2]); {
	case ok:
		every = n
	case often[2] == "other" || often[2] == "second":
		every = 2
	case often[2] != "":
		every, _ = strconv.ParseInt(often[2], 10, 64) // two digits
	}
	if every == 0 {
		return nil, ""
	}
	return times.Quo(times, big.NewRat(every, 1)), period
}

// crowdOf is how many somebody looks after, and what one of them is called.
type crowdOf struct {
	count *big.Rat
	noun  string
	at    source.Span // of the number
}

// caseload are the KPIs of what is done for each of those whom somebody looks after, where the text says how long it
// takes: 60 customers, each of whom is met every week for an hour, are 60 a week. That it is done for all is assumed.
func (d *drafter) caseload() []*source.Node {
	if d.team {
		return nil
	}
	var all []*source.Node
	for _, b := range d.doc.Blocks {
		text := b.Text.String()
		if b.Table != nil || len(b.Text.Bytes) != len(text) {
			continue
		}
		for _, m := range toEach.Get().FindAllStringSubmatchIndex(text, -1) {
			often := soOften().FindStringSubmatch(text[m[1]:])
			if often == nil {
				continue
			}
			end := m[1] + len(often[0])
			said := strings.TrimSpace(text[strings.LastIndexAny(text[:m[0]], ".;\n")+1 : end])
			one := quantity.Singular(strings.ToLower(text[m[2]:m[3]]))
			if k := d.forEach(one, often, said, whereIs(b, text, []int{m[0], end})); k != nil {
				all = append(all, k)
			}
		}
	}
	return all
}

// caresFor reports whether the text may say what is done for each of some.
func (d *drafter) caresFor() bool {
	return len(d.efforts) > 0 && slices.ContainsFunc(d.doc.Blocks, func(b content.Block) bool {
		return b.Table == nil && toEach.Get().MatchString(b.Text.String())
	})
}

// forEach is the KPI of a sentence that says what is done for each one, and how often, as soOften has found it; nil
// where nobody looks after these, or the text does not say how long it takes.
func (d *drafter) forEach(one string, often []string, said string, at source.Span) *source.Node {
	whole, time := d.lookedAfter(one), d.timeIn(at)
	if whole == nil || time == nil {
		return nil
	}
	times, period := rhythm(often)
	if times == nil {
		return nil
	}
	count := times.Mul(times, whole.count)
	many := quantity.Plural(whole.noun)
	target := wording.PerPerson(quantity.Number(count) + " " + many + "/" + period)
	if _, err := quantity.Parse(target); err != nil {
		return nil
	}
	d.used = append(d.used, whole.at)
	k := source.New(source.Map, "", at)
	k.Append("id", written(d.uniqueWords(Slug(many), []string{period}), at))
	k.Append("name", written(Upper(many), at))
	k.Append("description", written(said, at))
	k.Append("target", assumed(target, at))
	k.Append("direction", assumed("higher", at))
	besides := d.besides(func(e prose.Taken) bool { return e.Span.Line == at.Line })
	if effort := time.Words + "/" + whole.noun; len(besides) == 0 || !isMinutes(time.Words) {
		k.Append("effort", written(effort, time.Span))
	} else {
		k.Append("effort", sumOf(append([]prose.Taken{*time}, besides...), whole.noun))
	}
	return k
}

// lookedAfter are those whom the text entrusts to somebody, by the word for one of them, or by "each of them"; nil
// where it names none, or several.
func (d *drafter) lookedAfter(one string) *crowdOf {
	if members.Has(one) {
		one = "" // all are looked for alike
	}
	if found, known := d.crowds[one]; known {
		return found
	}
	if d.crowds == nil {
		d.crowds = map[string]*crowdOf{}
	}
	d.crowds[one] = d.entrusted(one)
	return d.crowds[one]
}

// entrusted is lookedAfter, found out; "" for those of whom each is meant.
func (d *drafter) entrusted(one string) *crowdOf {
	var found *crowdOf
	for _, b := range d.doc.Blocks {
		if b.Table != nil {
			continue
		}
		text := b.Text.String()
		for _, m := range entrusted().FindAllStringSubmatchIndex(text, -1) {
			words := strings.Fields(strings.ToLower(text[m[4]:m[5]]))
			noun := quantity.Singular(words[len(words)-1])
			q, err := quantity.Parse(strings.ToLower(text[m[2]:m[3]]))
			if err != nil || q.Low == nil || one != "" && noun != one {
				continue
			}
			if found != nil && found.noun != noun {
				return nil
			}
			found = &crowdOf{q.Low, noun, whereIs(b, text, m[2:4])}
		}
	}
	return found
}

// members are words that follow "each" where those are meant who were named before: each visited twice a month.
var members = content.WordSet(`
of one visited met called seen contacted reviewed checked spoken interviewed inspected phoned`)

// timeIn is the one length of time that the text gives to a piece in the line of a place; nil for none, or several.
func (d *drafter) timeIn(at source.Span) *prose.Taken {
	var found *prose.Taken
	for _, e := range d.efforts {
		if e.Span.Line != at.Line || e.Beside {
			continue
		}
		if found != nil && found.Words != e.Words {
			return nil
		}
		found = &e
	}
	return found
}
