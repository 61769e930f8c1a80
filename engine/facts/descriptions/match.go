package descriptions

import (
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/prose"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// number is one demand of the text, with the KPI that defines it and both numbers on one ground.
func (c *Computer) number(
	r *model.Resource, file string, d prose.Demand, described []*description,
) (n *TextNumber, by *description) {
	d.Quantity.Amount.Unit = perPerson(r, d.Quantity.Unit)
	node := source.New(source.String, d.Words, d.Span)
	n = &TextNumber{
		Stands: model.Place{File: file, Node: node}, Words: d.Words, Demand: d.Phrase,
		Line: d.Span.Line, Column: d.Span.Column,
	}
	said := network.Found(wording.TheTextText(), d.Quantity.Amount, n.Stands)
	k, agrees := c.definedBy(r, said, d, described)
	switch {
	case agrees:
		n.State = "known"
	case k == nil:
		n.State = "undefined"
	default:
		n.State, n.KPI, n.Target = "defined", k.kpi.Name, k.target.Text
		n.TextComparison, n.Missing = c.compare(k, said, d)
	}
	return n, k
}

// saidOf reports whether a number is that of one of these KPIs, in their words.
func (c *Computer) saidOf(r *model.Resource, d prose.Demand, of []*description) bool {
	said := network.Found(wording.TheTextText(), d.Quantity.Amount, model.Place{})
	k, agrees := c.definedBy(r, said, d, of)
	if agrees || k == nil {
		return agrees
	}
	return common(prose.Telling(k.words), d.Around) > 0 && c.agrees(k, said, d)
}

// perPerson turns the name of the role in a unit into a person: 24 visits/nurse/day.
func perPerson(r *model.Resource, u quantity.Unit) quantity.Unit {
	names := append(prose.Meanings(r.Text(field.Name)), strings.Split(r.ID, "-")...)
	for _, noun := range u.PerNouns() {
		if noun == r.ID || slices.Contains(names, noun) {
			return u.Replace(noun, "person")
		}
	}
	return u
}

// definedBy finds the KPI that a number of the text is about; agrees says that the number is the role's own, stands in
// the words of a KPI, or is the very number that a KPI asks for.
func (c *Computer) definedBy(
	r *model.Resource, said *network.Node, d prose.Demand, described []*description,
) (found *description, agrees bool) {
	limit := r.Quantity(field.WipLimit)
	if limit != nil && limit.Low != nil && sameNumber(limit.Amount, d.Quantity.Amount) {
		return nil, true
	}
	for _, k := range described {
		if k.states(d) {
			return k, true
		}
	}
	if found = c.fitting(said, d, described); found == nil {
		found = c.equal(said, d, described)
	}
	if found == nil {
		if found = otherWord(d, described); found != nil {
			return found, true
		}
	}
	return found, false
}

// otherWord is the KPI that asks for the very number in the very period, and counts it in another word: eleven patients
// a day are eleven appointments.
func otherWord(d prose.Demand, described []*description) *description {
	u := d.Quantity.Unit
	if countedNoun(u) == "" || u.Period() == "" {
		return nil
	}
	i := slices.IndexFunc(described, func(k *description) bool {
		if k.target == nil || k.noun() == "" || k.target.Unit.Period() != u.Period() || len(k.target.Unit.PerNouns()) > 0 {
			return false
		}
		a, b := k.target.Amount, d.Quantity.Amount
		return a.Low != nil && b.Low != nil && a.Low.Cmp(b.Low) == 0 && a.High.Cmp(b.High) == 0
	})
	if i < 0 {
		return nil
	}
	return described[i]
}

// fitting is the KPI that fits best by its words: of several, the one that asks for the number. What shares few words
// with a number is about it only where they agree.
func (c *Computer) fitting(said *network.Node, d prose.Demand, described []*description) *description {
	var found *description
	best, agrees := fit{}, false
	for _, k := range described {
		f := k.fits(d, described)
		if f.score == 0 || f.score < best.score || f.score == best.score && agrees {
			continue
		}
		same := c.agrees(k, said, d)
		if f.score > best.score || same {
			found, best, agrees = k, f, same
		}
	}
	if best.weak && !agrees {
		return nil
	}
	return found
}

// agrees reports whether a number of the text and the target of a KPI are the same under one reading.
func (c *Computer) agrees(k *description, said *network.Node, d prose.Demand) bool {
	both, _ := c.compare(k, said, d)
	return both != nil && both.Agrees && !both.Opposite
}

// states reports whether a number of the text stands in the words of a KPI, or is the percentile of its target: 95 % of
// "<= 10 min p95".
func (k *description) states(d prose.Demand) bool {
	if common(prose.Telling(k.words), d.Around) == 0 {
		return false
	}
	if k.target != nil && d.Quantity.Unit.Equal(basis.PercentUnit) &&
		k.target.Statistic == "p"+quantity.Number(d.Quantity.Low) {
		return true
	}
	return slices.ContainsFunc(k.stated, func(s prose.Demand) bool {
		return sameNumber(s.Quantity.Amount, d.Quantity.Amount)
	})
}

// equal finds the one KPI that counts or measures the same sort of thing and asks for the very number, whatever it is
// called.
func (c *Computer) equal(said *network.Node, d prose.Demand, described []*description) *description {
	var found *description
	for _, k := range described {
		if k.target == nil || !sameSort(k.target.Unit, d.Quantity.Unit) ||
			head(k.noun()) != head(countedNoun(d.Quantity.Unit)) || !c.agrees(k, said, d) {
			continue
		}
		if k.noun() != "" {
			return k
		}
		if found != nil {
			return nil
		}
		found = k
	}
	return found
}

func sameNumber(a, b quantity.Amount) bool {
	answer, err := quantity.Equal(a, b)
	return err == nil && answer == quantity.Holds || a.Equal(b)
}

// fit is how well a KPI fits a number of a text.
type fit struct {
	score int  // 0 where it is about something else
	weak  bool // the words they share may be chance
}

// fits says how well a KPI fits a number of the text. What is counted must be the same noun, and its adjectives must
// not be all others. What has no noun (a share, a time, a score) must share a word with its part of the sentence. Where
// both name what is done, it must be the same: a call back is no acknowledgement.
func (k *description) fits(d prose.Demand, all []*description) fit {
	if k.target == nil || !sameSort(k.target.Unit, d.Quantity.Unit) || prose.OtherAction(k.words, d.Clause) {
		return fit{}
	}
	noun := countedNoun(d.Quantity.Unit)
	if noun == "" {
		return k.fitsWords(d, all)
	}
	if head(k.noun()) != head(noun) {
		return fit{}
	}
	qualifier := append(slices.Clone(d.Qualifier), qualifiers(noun)...)
	shared, own := common(k.words, qualifier), without(k.words, head(noun))
	if len(qualifier) > 0 && len(own) > 0 && shared == 0 {
		return fit{}
	}
	return fit{score: 1 + 10*shared + common(own, d.Clause)}
}

// fitsWords compares the words of a KPI with those of a number that counts nothing.
func (k *description) fitsWords(d prose.Demand, all []*description) fit {
	own, clause := prose.Telling(k.words), prose.Telling(d.Clause)
	shared := common(own, clause)
	if shared == 0 && len(clause) < 2 {
		clause = prose.Telling(d.Around)
		shared = common(own, clause)
	}
	if shared == 0 && d.Quantity.Unit.Currency() != "" && onlyMoney(k, all) {
		return fit{score: 1}
	}
	strong := shared > 1 || shared == len(own) || shared == len(clause) || prose.SameAction(k.words, d.Clause)
	return fit{score: shared, weak: !strong}
}

// onlyMoney reports whether no other KPI of a role is in money.
func onlyMoney(k *description, all []*description) bool {
	return !slices.ContainsFunc(all, func(other *description) bool {
		return other != k && other.target != nil && other.target.Unit.Currency() != ""
	})
}

// sameSort reports whether both units count the same sort of thing: a noun, a share, a score, a time or money. A plain
// number may be a share or a score, and "twice a week" counts any noun.
func sameSort(goal, said quantity.Unit) bool {
	a, b := sort(goal), sort(said)
	switch {
	case a == b:
		return true
	case a == "plain" || b == "plain":
		return a+b == "plainshare" || a+b == "shareplain" || a+b == "plainscore" || a+b == "scoreplain"
	}
	return b == "times" && a == "count" && goal.Period() != ""
}

func sort(u quantity.Unit) string {
	switch noun := u.Noun(); {
	case noun == "%":
		return "share"
	case noun == "" && u.Period() != "":
		return "times"
	case noun == "" && len(u.PerNouns()) == 0:
		return "plain"
	case noun == "point" || noun == "star":
		return "score"
	case noun == "min", noun == "workday", noun == "month":
		return "time"
	case u.Currency() != "":
		return "money"
	}
	return "count"
}

// head is the last part of a hyphenated noun, in the singular.
func head(noun string) string {
	return quantity.Singular(noun[strings.LastIndexByte(noun, '-')+1:])
}

func qualifiers(noun string) []string {
	i := strings.LastIndexByte(noun, '-')
	if i < 0 {
		return nil
	}
	return prose.Meanings(noun[:i])
}

func without(words []string, word string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w == word })
}

// common counts the different words of a that b holds too, in that or a kindred form.
func common(a, b []string) int {
	n := 0
	for i, w := range a {
		if !slices.Contains(a[:i], w) && slices.ContainsFunc(b, func(v string) bool { return prose.Akin(w, v) }) {
			n++
		}
	}
	return n
}
