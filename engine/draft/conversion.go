package draft

import (
	"math/big"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/prose"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// step is one step of a funnel: a share of one thing becomes another one.
type step struct {
	share *big.Rat
	of    string // what goes in, in the singular; "" for what the text spoke of last
	again bool   // it goes on with what came of the step before: "half of those"
	least bool   // no smaller share is enough: "every placement needs 6 candidates"
	words string // all words for what goes in: answered calls
	to    string // what comes out: a noun, or what is done
	loose bool   // to are all words of what becomes of it: "says that they want a demo"
	does  bool   // to is a verb, or a participle
	said  string // as written
	at    source.Span
	block int
}

// patterns of steps. The first group is the share.
type patterns struct {
	becomes *regexp.Regexp // "10 % of calls become meetings", "one in five interviews leads to a hire"
	rate    *regexp.Regexp // "a demo-to-deal rate of 20 %", with the share last
	became  *regexp.Regexp // "10 % of the candidates are hired"
	does    *regexp.Regexp // "10 % of those who open sign up"
	any     *regexp.Regexp // "one in five people called agrees to a demo"
	needs   *regexp.Regexp // "every placement needs 6 candidates", "it takes 6 candidates to make a placement"
}

var ofSteps = sync.OnceValue(func() patterns {
	part := `(\d{1,2}(?:\.\d{1,2})?\s?%|half|an? (?:third|quarter|fifth|tenth)|two[- ]thirds|three[- ]quarters|` +
		`(?:one|1|two|2|three|3) (?:in|of|out of) (?:every )?(?:\d{1,3}|a hundred|` + numerals(2, 50) + `)|` +
		`every (?:second|other|third|fourth|fifth|sixth|eighth|tenth|twentieth|\d{1,2}(?:rd|th)))`
	those := `(?:(?:all|the|your|our|whom)\s+)*(?:\d[\d,]*\s+)?(?:(these|those|them|which)\b\s*)?`
	noun := `([a-z][a-z-]*(?: [a-z][a-z-]*){0,3}?)`
	last := `\s*(?:[.,;:)]|$|\s(?:and|but|which|of whom)\b)`
	many := `(?:about |around |at least |up to )?(\d{1,4}|` + numerals(2, 50) + `) ((?:[a-z-]+ ){0,2}?[a-z-]+)`
	return patterns{
		becomes: regexp.MustCompile(`(?i)\b` + part + `\s+(?:of\s+)?` + those + `(?:` + noun + `\s+)??` +
			`(?:(?:in)?to|becomes?|leads? to|results? in|ends? in|turns? into|reach(?:es)?|` +
			`converts? (?:in)?to|brings?|yields?|gives?|books?|buys?|orders?)\s+(?:(?:a|an|new|one)\s+)*` + noun + last),
		rate: regexp.MustCompile(`(?i)\b([a-z]+)-to-([a-z]+)\s+(?:conversion\s+)?(?:rate|ratio|conversion)\s*` +
			`(?:is|of|[:=])?\s*(\d{1,2}(?:\.\d{1,2})?\s?%)`),
		any: regexp.MustCompile(`(?i)\b` + part + `\s+(?:of\s+)?` + those +
			`([a-z][a-z-]*(?: (?:you|we) [a-z]+| [a-z]+ed)?)\s+([a-z][^.,;:\n]*?)\s*(?:[.,;:)\n]|$|\sand\b)`),
		became: regexp.MustCompile(`(?i)\b` + part + `\s+(?:of\s+)?` + those + `(?:` + noun + `\s+)??` +
			`(?:are|get|is)\s+([a-z]+ed|won|sold|met|built)\b`),
		does: regexp.MustCompile(`(?i)\b` + part + `\s+of\s+` + those +
			`(?:who\s+[a-z]+\s+)?(?:` + noun + `\s+)??([a-z]+(?: (?:up|in|out|on))?)` + last),
		needs: regexp.MustCompile(`(?i)\b(?:each|every|one|an?) ([a-z-]+) (?:needs|requires|takes) ` + many + `\b|` +
			`\b(?:it takes|you need|we need|takes) ` + many +
			` (?:for|to (?:make|get|win|close|fill|land|reach)) (?:each|every|one|an?) ([a-z-]+)\b`),
	}
})

// shareOf is a share as people say it: 10 %, half, one in five, every tenth.
func shareOf(words string) *big.Rat {
	words = strings.ToLower(strings.NewReplacer("-", " ", "%", " %").Replace(words))
	all := strings.Fields(words)
	number := func(w string) *big.Rat {
		if n, ok := quantity.Numeral(w); ok {
			return big.NewRat(n, 1)
		}
		if w == "one" {
			return big.NewRat(1, 1)
		}
		n, _ := new(big.Rat).SetString(strings.TrimRight(w, "rdth"))
		return n
	}
	first, last := all[0], all[len(all)-1]
	switch {
	case last == "%":
		return number(first).Quo(number(first), big.NewRat(100, 1))
	case first == "half":
		return big.NewRat(1, 2)
	case first == "every":
		if n := ordinals[last]; n > 0 {
			return big.NewRat(1, n)
		}
	case ordinals[strings.TrimSuffix(last, "s")] > 0:
		part := big.NewRat(1, ordinals[strings.TrimSuffix(last, "s")])
		if n := number(first); n != nil {
			part.Mul(part, n)
		}
		return part
	case last == "hundred":
		return number(first).Quo(number(first), big.NewRat(100, 1))
	}
	part, whole := number(first), number(last)
	if first == "every" {
		part = big.NewRat(1, 1)
	}
	if part == nil || whole == nil || whole.Sign() <= 0 || part.Cmp(whole) >= 0 {
		return nil
	}
	return part.Quo(part, whole)
}

// ordinals are the words for parts, by how many make the whole.
var ordinals = map[string]int64{
	"second": 2, "other": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10,
	"twentieth": 20,
}

// stepsIn are those that a text names, in its order.
func stepsIn(blocks []content.Block) []step {
	var all []step
	for n, b := range blocks {
		if b.Table != nil {
			continue
		}
		text, first := b.Text.String(), len(all)
		group := func(m []int, i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return strings.ToLower(text[m[2*i]:m[2*i+1]])
		}
		add := func(m []int, share, those, of, to int, does bool) {
			s := step{share: shareOf(group(m, share)), of: lastNoun(group(m, of)),
				words: group(m, of), again: those > 0 && group(m, those) != "", to: group(m, to), does: does,
				said: strings.TrimRight(text[m[0]:m[1]], " .,;:)"), at: whereIs(b, text, m[2*share:2*share+2]), block: n}
			known := func(other step) bool { return other.block == n && other.at == s.at }
			if s.share != nil && len(all) < maxCompared && !slices.ContainsFunc(all, known) {
				all = append(all, s)
			}
		}
		p := ofSteps()
		for _, m := range p.becomes.FindAllStringSubmatchIndex(text, -1) {
			add(m, 1, 2, 3, 4, false)
		}
		for _, m := range p.became.FindAllStringSubmatchIndex(text, -1) {
			add(m, 1, 2, 3, 4, true)
		}
		for _, m := range p.does.FindAllStringSubmatchIndex(text, -1) {
			if !slices.ContainsFunc(strings.Fields(group(m, 3)), ofVerbs.Has) { // visitors ask for a trial
				add(m, 1, 2, 3, 4, true)
			}
		}
		for _, m := range p.any.FindAllStringSubmatchIndex(text, maxCompared) {
			many := len(all)
			if add(m, 1, 2, 3, 4, false); len(all) > many {
				all[many].loose = true
			}
		}
		for _, m := range p.rate.FindAllStringSubmatchIndex(text, -1) {
			add(m, 3, 0, 1, 2, false)
		}
		for _, m := range p.needs.FindAllStringSubmatchIndex(text, maxCompared) {
			to, many, of := 1, 2, 3
			if m[2*to] < 0 {
				many, of, to = 4, 5, 6
			}
			q, err := quantity.Parse(group(m, many))
			if noun := lastNoun(group(m, of)); err == nil && q.Low != nil && q.Low.Sign() > 0 && !periods.Has(noun) {
				all = append(all, step{share: new(big.Rat).Inv(q.Low), of: noun, to: group(m, to), least: true,
					said: strings.TrimRight(text[m[0]:m[1]], " .,;:)"), at: whereIs(b, text, m[2*many:2*many+2]), block: n})
			}
		}
		slices.SortStableFunc(all[first:], func(a, b step) int {
			if before(a.at, b.at) {
				return -1
			}
			return 1
		})
	}
	return all
}

// ofVerbs are words that stand behind a verb, and in no noun.
var ofVerbs = content.WordSet("for a an the to in on at with from us you")

// lastNoun is the last of some words, in the singular, without what is told of them: people, of "people we ring".
func lastNoun(words string) string {
	words, _, _ = strings.Cut(words, " we ")
	words, _, _ = strings.Cut(words, " you ")
	all := strings.Fields(words)
	if len(all) == 0 {
		return ""
	}
	return quantity.Singular(all[len(all)-1])
}

// funnel are the steps of a text with the KPIs between which they lead.
type funnel struct {
	steps []step
	kpis  []*source.Node
	given func(noun string) *source.Node // a number that the text states without asking for it; nil for none
}

// source is the KPI that a step begins with and the share of it that comes out, through the steps before it; nil where
// no KPI counts what goes in.
func (f funnel) source(i int) (*source.Node, *big.Rat) {
	share := big.NewRat(1, 1)
	for range f.steps {
		s := f.steps[i]
		share.Mul(share, s.share)
		if !s.again && s.of != "" {
			if s.of == "person" && counting(f.kpis, s.of) == nil {
				return countedBefore(f.kpis, s.at), share // one in ten people you talk to
			}
			if k := f.counted(s.of); k != nil {
				return k, share
			}
			if k := f.entering(s); k != nil {
				return k, share
			}
		}
		earlier := f.before(i)
		if earlier < 0 {
			if s.of == "" {
				return countedBefore(f.kpis, s.at), share // 10 % become meetings
			}
			return nil, nil
		}
		i = earlier
	}
	return nil, nil
}

// entering is what goes into a step where several KPIs count it, and one of them what comes out: of "watch 48 players"
// and "invite 10 players", the first. Else it is a number that the text only states.
func (f funnel) entering(s step) *source.Node {
	if s.does {
		if to := resultOf(f.kpis, s.to); to != nil {
			others := slices.DeleteFunc(slices.Clone(f.kpis), func(k *source.Node) bool { return k == to })
			if k := counting(others, s.of); k != nil {
				return k
			}
		}
	}
	if f.given != nil && counting(f.kpis, s.of) == nil {
		return f.given(s.of)
	}
	return nil
}

// before is the step whose result goes into a step, -1 for none.
func (f funnel) before(i int) int {
	s := f.steps[i]
	for k := i - 1; k >= 0; k-- {
		earlier := f.steps[k]
		among := func(w string) bool { return lastNoun(w) == s.of }
		named := lastNoun(earlier.to) == s.of || earlier.does && slices.Contains(strings.Fields(s.words), earlier.to) ||
			earlier.loose && s.of != "" && slices.ContainsFunc(strings.Fields(earlier.to), among)
		if named || s.again && f.steps[k].block == s.block {
			return k
		}
		if s.of == "" && f.steps[k].block == s.block && f.result(k) == nil {
			return k
		}
	}
	return -1
}

// result is the KPI that counts what comes out of a step; nil for none.
func (f funnel) result(i int) *source.Node {
	s := f.steps[i]
	if s.loose {
		return f.told(s)
	}
	if s.does {
		if k := resultOf(f.kpis, s.to); k != nil {
			return k
		}
		return counting(f.kpis, strings.ReplaceAll(s.to, " ", "-"))
	}
	return f.counted(lastNoun(s.to))
}

// without is a funnel without the KPI that says the same as a step: "5 % of your 80 daily calls become meetings".
func (f funnel) without(at source.Span) funnel {
	f.kpis = slices.DeleteFunc(slices.Clone(f.kpis), func(k *source.Node) bool {
		return k.Span().Line == at.Line && k.Span().Column == at.Column
	})
	return f
}

// told is the one KPI that counts, or does, what the words of a step say becomes of it: "agrees to a demo", of "Book
// demos"; nil for none, or several.
func (f funnel) told(s step) *source.Node {
	var found *source.Node
	for _, w := range strings.Fields(s.to) {
		if len(w) < 4 || toldBy.Has(w) {
			continue
		}
		k := f.counted(lastNoun(w))
		if k == nil || k == found {
			continue
		}
		if found != nil {
			return nil
		}
		found = k
	}
	return found
}

var toldBy = content.WordSet("with from that this they them then than into does have will come call calls take takes")

// counted is the KPI that counts what a word names, or whose verb it is: calls, of "Call 50 leads".
func (f funnel) counted(noun string) *source.Node {
	if k := counting(f.kpis, noun); k != nil {
		return k
	}
	return resultOf(f.kpis, noun)
}

// conversions say of KPIs that a text counts what share of another number leads to them: "convert 10 % of calls into
// meetings" where it asks for so many calls and so many meetings. That they come of these alone is assumed. Of what the
// text does not ask for and says how long it takes, it returns KPIs.
func (d *drafter) conversions(blocks []content.Block, kpis []*source.Node) []*source.Node {
	f := funnel{steps: stepsIn(blocks), kpis: kpis, given: d.statedKPI}
	elsewhere := map[int]bool{}
	for i, s := range f.steps {
		if i == 0 || f.steps[i-1].block != s.block {
			elsewhere[s.block] = otherSources.Get().MatchString(blocks[s.block].Text.String())
		}
	}
	var more []*source.Node
	for i, s := range f.steps {
		from, share := f.source(i)
		if from == nil || elsewhere[s.block] {
			continue
		}
		if to := f.without(s.at).result(i); to != nil {
			same := !s.does && countedBy(from) == countedBy(to) // a third of the 300 shops
			if !same && (!s.least || !enough(from, to, share)) {
				more = append(more, d.lead(kpis, from, to, share, s.at)...)
			}
		} else if k := d.comesOf(from, share, s); k != nil {
			more = append(more, k)
		} else if i+1 == len(f.steps) || f.before(i+1) != i {
			continue
		}
		d.used = append(d.used, s.at)
	}
	return more
}

// otherSources recognises that what comes out of a step comes from elsewhere, too.
var otherSources = content.Pattern(`(?i)` +
	`\b(?:some|others|the rest|more) (?:of (?:them|these) )?(?:come|comes|are from)\b` +
	`|\breferrals?\b|\bof whom \d`)

// comesOf is the KPI of what comes out of a step and takes time: 20 % of 200 dials a day are answered, and an answered
// call lasts 5 minutes.
func (d *drafter) comesOf(from *source.Node, share *big.Rat, s step) *source.Node {
	q, err := quantity.Parse(from.Get("target").Text)
	if err != nil || q.Low == nil || q.IsRange() || d.team {
		return nil
	}
	noun := lastNoun(s.to)
	i := slices.IndexFunc(d.efforts, func(e prose.Taken) bool {
		return !e.Beside && (!s.does && e.Noun == noun || s.does && e.Kind == s.to)
	})
	if i < 0 {
		return nil
	}
	e := d.efforts[i]
	many := quantity.Plural(e.Noun)
	target := wording.PerPerson(quantity.Number(share.Mul(share, q.Low)) + " " + many + "/" + q.Unit.Period())
	if _, err := quantity.Parse(target); err != nil {
		return nil
	}
	name := many
	if s.does {
		name = s.to + " " + many
	}
	k := source.New(source.Map, "", s.at)
	k.Append("id", written(d.uniqueWords(Slug(name), []string{q.Unit.Period()}), s.at))
	k.Append("name", written(Upper(name), s.at))
	k.Append("description", written(s.said, s.at))
	k.Append("target", assumed(target, s.at))
	k.Append("direction", assumed("higher", s.at))
	k.Append("effort", written(e.Words+"/"+e.Noun, e.Span))
	return k
}

// enough reports whether so many times one target are at least another one, in the same period.
func enough(from, to *source.Node, times *big.Rat) bool {
	a, err := quantity.Parse(from.Get("target").Text)
	b, err2 := quantity.Parse(to.Get("target").Text)
	return err == nil && err2 == nil && a.Unit.Period() == b.Unit.Period() &&
		new(big.Rat).Mul(a.Low, times).Cmp(b.Low) >= 0
}

// lead says of a KPI that a share of another one leads to it. Where one of the two counts people, or is only stated,
// both are said once more, for nobody in particular: they are returned.
func (d *drafter) lead(kpis []*source.Node, from, to *source.Node, share *big.Rat, at source.Span) []*source.Node {
	if from == to || to.Get("needs") != nil || mayGive(from, to, share) {
		return nil
	}
	percent := new(big.Rat).Mul(share, big.NewRat(100, 1))
	a, _ := quantity.Parse(from.Get("target").Text)
	b, _ := quantity.Parse(to.Get("target").Text)
	if a.Unit.Noun() != "person" && b.Unit.Noun() != "person" && slices.Contains(kpis, from) {
		need(to, from, quantity.Number(percent)+"%", at)
		return nil
	}
	_, most := countsTo(a.Unit.Period(), b.Unit.Period())
	if a.IsRange() || b.IsRange() || most == nil || b.Low.Cmp(most.Mul(most, share).Mul(most, a.Low)) <= 0 {
		return nil
	}
	of := func(k *source.Node, q quantity.Quantity) given {
		return given{count: q.Low, noun: q.Unit.Noun(), period: q.Unit.Period(), at: k.Get("target").Span(),
			said: k.Get("description").Text}
	}
	return d.product(of(to, b), of(from, a), quantity.Number(percent)+"%")
}

// statedKPI is the KPI of the one number in a period that a text states of what a word names; nil for none.
func (d *drafter) statedKPI(noun string) *source.Node {
	g := theOne(inPeriods(d.givensOf(noun)), -1, 0, 0)
	if g == nil {
		return nil
	}
	return d.numberOf(*g)
}

// need writes down that a KPI comes of another one, at a rate that a text says. That nothing else adds to it is
// assumed.
func need(of, from *source.Node, conversion string, at source.Span) {
	entry, needs := source.New(source.Map, "", at), source.New(source.List, "", at)
	entry.Assumed, needs.Assumed = true, true
	entry.Append("kpi", assumed(from.Get("id").Text, at))
	entry.Append("conversion", assumed(conversion, at))
	needs.AppendItems(entry)
	of.Append("needs", needs)
}

// mayGive reports whether so many times one target may be another one, as people count: 4 to 5 weeks to a month, and
// pieces as whole ones.
func mayGive(from, to *source.Node, times *big.Rat) bool {
	a, err := quantity.Parse(from.Get("target").Text)
	b, err2 := quantity.Parse(to.Get("target").Text)
	if err != nil || err2 != nil || a.Low == nil || b.Low == nil {
		return false
	}
	low, high := countsTo(a.Unit.Period(), b.Unit.Period())
	if low == nil {
		return false
	}
	part := new(big.Rat).Mul(times, a.Low)
	low, high = low.Mul(low, part), high.Mul(high, part)
	more, less := new(big.Rat).Add(b.Low, big.NewRat(1, 1)), new(big.Rat).Sub(b.Low, big.NewRat(1, 1))
	return low.Cmp(more) < 0 && high.Cmp(less) > 0 && b.Low.IsInt()
}

// countedBefore is the last KPI before a place whose target counts something in a period; nil for none.
func countedBefore(kpis []*source.Node, at source.Span) *source.Node {
	var last *source.Node
	for _, k := range kpis {
		if countedBy(k) != "" && before(k.Span(), at) {
			last = k
		}
	}
	return last
}

// counting is the one KPI whose target counts what some words name, so many in a period; nil for none, or several.
func counting(kpis []*source.Node, words string) *source.Node {
	noun := lastNoun(strings.ToLower(words))
	if noun == "" {
		return nil
	}
	var found *source.Node
	for _, k := range kpis {
		if is := countedBy(k); is != noun && !strings.HasSuffix(is, "-"+noun) {
			continue
		}
		if found != nil {
			return nil
		}
		found = k
	}
	return found
}

// resultOf is the one KPI whose name begins with a verb of which a text has the participle: hired, of "Hire engineers".
func resultOf(kpis []*source.Node, participle string) *source.Node {
	if verb := verbsOf[strings.ToLower(participle)]; verb != "" {
		participle = verb
	}
	var found *source.Node
	for _, k := range kpis {
		verb, _, _ := strings.Cut(strings.ToLower(k.Get("name").Text), " ")
		if countedBy(k) == "" || !prose.Akin(quantity.Singular(verb), strings.ToLower(participle)) {
			continue
		}
		if found != nil {
			return nil
		}
		found = k
	}
	return found
}

// verbsOf are the verbs of participles that have another form.
var verbsOf = map[string]string{"won": "win", "sold": "sell", "met": "meet", "built": "build", "made": "make",
	"taken": "take", "let": "let", "bought": "buy", "found": "find", "given": "give", "written": "write", "seen": "see"}

// countedBy is what the target of a KPI counts in a period; "" where it counts nothing, or has none.
func countedBy(k *source.Node) string {
	q, err := quantity.Parse(k.Get("target").Text)
	if err != nil || !Counts(q.Unit) || q.Unit.Period() == "" {
		return ""
	}
	return q.Unit.Noun()
}

// perPiece finds how many of one thing are done for each of another one: "for each hire you interview 40 candidates",
// "8 site visits per order".
var perPiece = sync.OnceValue(func() *regexp.Regexp {
	many := `(\d{1,4}|` + numerals(2, 90) + `)\s+((?:[a-z-]+ ){0,2}[a-z-]+s)\b`
	return regexp.MustCompile(`(?i)\b(?:for|per)\s+(?:(?:each|every|a|one)\s+)?([a-z]+)\s*,?\s+(?:you\s+|we\s+)?` +
		`(?:[a-z]+\s+){0,2}` + many)
})

// forPieces gives the numbers that a text asks for each piece of another number their period: 40 candidates for each of
// 10 hires a month are 400 a month.
func (d *drafter) forPieces(blocks []content.Block, kpis []*source.Node) {
	for _, b := range blocks {
		if b.Table != nil {
			continue
		}
		text := b.Text.String()
		for _, m := range perPiece().FindAllStringSubmatchIndex(text, maxCompared) {
			whole := whoseFilled(kpis, strings.ToLower(text[m[2]:m[3]]))
			at := whereIs(b, text, m[4:6])
			i := slices.IndexFunc(kpis, func(k *source.Node) bool {
				return !before(at, k.Span()) && before(at, end(k.Span()))
			})
			if whole == nil || i < 0 || kpis[i] == whole {
				continue
			}
			each, err := quantity.Parse(kpis[i].Get("target").Text)
			all, err2 := quantity.Parse(whole.Get("target").Text)
			if err != nil || err2 != nil || each.Low == nil || all.Low == nil || each.Unit.Period() != "" || !Counts(each.Unit) {
				continue
			}
			target := quantity.Number(new(big.Rat).Mul(each.Low, all.Low)) + " " + Pieces(each.Amount, 2) + "/" +
				all.Unit.Period()
			if all.Unit.Scope() == "person" {
				target = wording.PerPerson(target)
			}
			if _, err := quantity.Parse(target); err == nil {
				t := kpis[i].Get("target")
				t.Text, t.Assumed = target, true
			}
		}
	}
}

// whoseFilled is the KPI that counts what a word names, or what is done with it: a hire fills a position.
func whoseFilled(kpis []*source.Node, noun string) *source.Node {
	noun = quantity.Singular(noun)
	if k := (funnel{kpis: kpis}).counted(noun); k != nil {
		return k
	}
	for _, other := range alsoCalled[noun] {
		if k := counting(kpis, other); k != nil {
			return k
		}
	}
	return nil
}

var alsoCalled = map[string][]string{
	"hire": {"position", "vacancy", "opening", "role", "job"}, "placement": {"position", "vacancy"},
	"sale": {"order", "deal", "contract"}, "order": {"sale", "deal"}, "win": {"deal", "order"}, "deal": {"order", "sale"},
}

// ofAll says of a number of a team that it comes of what each of its people does, where a text says both: each of 6
// agents closes 40 tickets a day, and the team 240.
func ofAll(kpis []*source.Node) {
	for _, all := range kpis {
		a, err := quantity.Parse(all.Get("target").Text)
		if err != nil || !Counts(a.Unit) || a.Unit.Period() == "" || a.Unit.Scope() != "" || all.Get("needs") != nil {
			continue
		}
		for _, each := range kpis {
			b, err := quantity.Parse(each.Get("target").Text)
			alike := b.Unit.Noun() == a.Unit.Noun() && b.Unit.Period() == a.Unit.Period()
			if err == nil && b.Unit.Scope() == "person" && alike && each.Get("name").Text == all.Get("name").Text {
				need(all, each, "100%", all.Span())
			}
		}
	}
}
