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

// commitment is how soon something of one urgency is done: P1 incidents within 4 hours.
type commitment struct {
	label       string // the words for its urgency
	coded       bool   // P1, and not urgent
	rank        int    // how urgent it is; a lower one comes first
	of          string // what is so urgent, in the singular; "" where it is not named
	act         string // what is done so soon; "" where it is not named
	least, most *big.Rat
	working     bool     // hours or days of work
	share       *big.Rat // of how many in a hundred; nil for all
	limited     bool     // it holds on some condition, or on average
	in          *sentence
	from, to    int // the time in the sentence
}

type commitmentPatterns struct{ label, time *regexp.Regexp }

var commitmentsOf = sync.OnceValue(func() (p commitmentPatterns) {
	p.label = regexp.MustCompile(`\b(?:(?:p|s|sev|prio|priority|severity)[ -]?([0-5])|` +
		`(non-urgent|emergency|critical|urgent|routine|standard|normal)(?:[- ](?:priority|severity|urgency))?|` +
		`(high|medium|low)[- ](?:priority|severity|urgency))\b`)
	p.time = regexp.MustCompile(`(?:\b(?:within|in|in under|in less than|in at most|no later than|` +
		`after no more than)\s+|[:=]\s*(?:(?:at most|within|max\.?)\s+)?)` +
		`(\d{1,4}(?:\.\d+)?|half an?|an?|one|` + quantityWords() + `)` +
		`(?:\s*((?:working |business |calendar )?)(minutes?|mins?|hours?|hrs?|h|days?|weeks?)\b)?`)
	return p
})

// urgencyWords are the ranks of words for how urgent something is.
var urgencyWords = map[string]int{"emergency": 1, "critical": 1, "urgent": 2, "high": 2, "medium": 3, "normal": 3,
	"standard": 3, "routine": 3, "non-urgent": 3, "low": 4}

var (
	otherOrder = content.Pattern(`\b(?:not|less|least|most|more)[ -](?:urgent|critical)\b|` +
		`\b(?:p|s|sev|prio|priority|severity)[ -]?[0-2]\W{1,3}(?:is |are |means )?(?:the )?(?:low|minor|cosmetic)|` +
		`\b(?:p|s|sev|prio|priority|severity)[ -]?[3-5]\W{1,3}(?:is |are |means )?(?:the )?(?:high|critical|urgent)`)
	doneSo = content.Pattern(`\b(?:(repl(?:y|ies|ied)|respon(?:d|ds|ded|se|ses)|answer(?:ed|s)?|acknowledg[a-z]+)|` +
		`(resolv(?:e|es|ed|ing)|resolutions?|solv(?:e|es|ed|ing)|solutions?|fix(?:es|ed)?)|(clos(?:e|es|ed|ing|ure))|` +
		`(restor(?:e|es|ed|ing))|(repaired)|(complet(?:e|es|ed|ing))|(attend(?:ed|s)?)|(escalat[a-z]+)|` +
		`(updat(?:e|es|ed))|(inspect(?:ed|s)?)|(review(?:ed|s)?)|(deliver(?:ed|s|y)?)|(dispatch(?:ed)?)|` +
		`(process(?:ed)?)|(assign(?:ed)?)|(triag(?:e|es|ed))|(notif[a-z]+)|(investigat[a-z]+)|(start(?:ed|s)?))\b`)
	aShare      = content.Pattern(`(\d{1,3}(?:\.\d+)?)\s?(?:%|percent|per cent)`)
	onCondition = content.Pattern(`\b(?:average|median|most|typically|usually|if|when|where|outside|out of hours|` +
		`at night|by day|during|weekends?|24/7|24x7|` +
		`round the clock|office hours|business hours|working hours|remote(?:ly)?|` +
		`on site|onsite)\b`)
	spent = content.Pattern(`^\s*(?:an?|per|each|every|of|on|for|/)\b`) // hours of training
	small = content.WordSet(`is are be must should shall will gets get a an the to has have of all and any each every
your our their with for first ones one`)
)

// urgentSlower checks "Resolve P1 incidents within 12 hours and P2 incidents within 8 hours": what is more urgent may
// not take longer.
func (p *page) urgentSlower() []Placed {
	var all []commitment
	for i := range p.sentences {
		s := &p.sentences[i]
		if otherOrder.Get().MatchString(s.low) {
			return nil
		}
		if !past.Get().MatchString(s.low) && !strings.Contains(s.low, "e_g_") && !strings.Contains(s.low, "for example") {
			all = append(all, commitmentsIn(s)...)
		}
	}
	var found []Placed
	for i := range all {
		for k := range all {
			urgent, other := &all[i], &all[k]
			if !urgent.comparedWith(other, all) {
				continue
			}
			if f := urgent.slowerThan(other); f != nil {
				found = append(found, *f)
				break
			}
		}
	}
	return found
}

// commitmentsIn are those of a sentence, in its order.
func commitmentsIn(s *sentence) (all []commitment) {
	pattern := commitmentsOf()
	labels := pattern.label.FindAllStringSubmatchIndex(s.low, most)
	if labels == nil {
		return nil
	}
	group := groupIn(s.low)
	acts := map[string]bool{}
	behind := 0 // the commitment before
	var working, unit, act string
	var share *big.Rat
	for _, m := range pattern.time.FindAllStringSubmatchIndex(s.low, most) {
		n := value(group(m, 1))
		if group(m, 3) != "" {
			working, unit = strings.TrimSpace(group(m, 2)), unitOf(group(m, 3))
		} else if rest := s.low[m[1]:]; unit == "" || rest != "" && !strings.ContainsAny(rest[:1], ".,;") {
			continue // "in one go"
		}
		lead := s.low[behind:m[0]]
		named := doneSo.Get().FindAllStringSubmatchIndex(lead, most)
		for _, a := range named {
			for g := 1; 2*g < len(a); g++ {
				if a[2*g] >= 0 {
					act = lead[a[2*g]:min(a[2*g+1], a[2*g]+4)]
					acts[act] = true
				}
			}
		}
		unclear := len(named) == 0 && len(acts) > 1 || len(named) > 1
		if percent := aShare.Get().FindStringSubmatch(lead); percent != nil {
			share = value(percent[1])
		}
		behindBefore := behind
		behind = m[1]
		label := -1
		for j, l := range labels {
			if l[0] >= behindBefore && l[1] <= m[0] {
				label = j
			}
		}
		listed := strings.ContainsAny(s.low[m[0]:m[2]], ":=")
		if label < 0 || n == nil || n.Sign() <= 0 || unclear || listed && spent.Get().MatchString(s.low[m[1]:]) {
			continue
		}
		l := labels[label]
		one := commitment{label: s.said[l[0]:l[1]], act: act, share: share,
			working: working == "working" || working == "business",
			in:      s, from: m[2], to: m[1]}
		if one.act == "" && labels[0][0] > 0 { // "Ship urgent orders within 3 days"
			one.act, _, _ = strings.Cut(strings.TrimLeft(s.low[:labels[0][0]], " -*"), " ")
		}
		if digit := group(l, 1); digit != "" {
			one.coded, one.rank = true, int(digit[0]-'0')
		} else {
			one.rank = urgencyWords[group(l, 2)+group(l, 3)]
		}
		for word := range strings.FieldsSeq(s.low[l[1]:m[0]]) {
			word = strings.Trim(word, ",;:()–—")
			switch {
			case word == "" || small.Has(word) || doneSo.Get().MatchString(word):
			case one.of == "":
				one.of = quantity.Singular(word)
			default:
				one.limited = true
			}
		}
		tail := s.low[m[1]:]
		if label+1 < len(labels) {
			tail = s.low[m[1]:max(m[1], labels[label+1][0])]
		}
		one.limited = one.limited || onCondition.Get().MatchString(lead+" "+tail)
		one.least = new(big.Rat).Mul(n, big.NewRat(shortest[unit], 1))
		one.most = new(big.Rat).Mul(n, big.NewRat(units[unit], 1))
		all = append(all, one)
	}
	return all
}

// shortest are the minutes of a unit where its days are those of work, of seven hours, and its weeks of five days.
var shortest = map[string]int64{"minute": 1, "hour": 60, "day": 7 * 60, "week": 5 * 7 * 60}

// unitOf is a unit of time in full.
func unitOf(word string) string {
	for unit := range units {
		if word[0] == unit[0] {
			return unit
		}
	}
	return ""
}

// comparedWith reports whether a commitment is for the more urgent one of two of a kind.
func (c *commitment) comparedWith(other *commitment, all []commitment) bool {
	if c.coded != other.coded || c.rank >= other.rank || c.act != other.act ||
		c.of != other.of && c.of != "" && other.of != "" {
		return false
	}
	if c.in == other.in {
		return true
	}
	for i := range all { // one of several customers, each with promises of its own
		for k := range all[:i] {
			if a, b := &all[i], &all[k]; a.coded == b.coded && a.rank == b.rank && a.act == b.act {
				return false
			}
		}
	}
	return c.act != "" || other.in.text == c.in.text+1 || other.in.text == c.in.text
}

// hurried are what is always done sooner where it is more urgent: a review of a critical change may take longer.
var hurried = content.WordSet("repl resp answ ackn reso solv solu fix fixe clos rest repa")

// slowerThan is the fault that the more urgent one of two may take longer; nil for none.
func (c *commitment) slowerThan(other *commitment) *Placed {
	words := func(of *commitment) string { return strings.TrimLeft(of.in.said[of.from:of.to], " ") }
	asks := !c.coded || !hurried.Has(c.act) || c.limited || other.limited ||
		c.in.text < other.in.text-1 || c.in.text > other.in.text+1
	if c.share != other.share {
		first, second := c.part(), other.part()
		if first.Cmp(second) > 0 {
			return nil // more of them, later
		}
		asks = asks || first.Cmp(second) != 0
	}
	if other.working && !c.working || c.most.Cmp(other.most) <= 0 {
		return nil // hours of work may last for days
	}
	asks = asks || c.least.Cmp(other.most) <= 0 && c.least.Cmp(other.least) <= 0
	says := wording.TheMoreUrgentIsSlower(c.label, words(c), other.label, words(other))
	return &Placed{Fault{From: c.in.at + c.from, To: c.in.at + c.to, Says: says, Asks: asks,
		Fix: wording.CorrectOneOfTheTwoTimes()}, c.in.text}
}

// part is of how many in a hundred a commitment holds.
func (c *commitment) part() *big.Rat {
	if c.share == nil {
		return big.NewRat(100, 1)
	}
	return c.share
}
