// Package descriptions compares the prose of job descriptions with the numbers of their roles.
package descriptions

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/people"
	"github.com/kpilint/kpilint/engine/facts/rates"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/prose"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/schema/field"
)

// Computer works out the facts about texts.
type Computer struct {
	*basis.Basis
	people *people.Computer
	rates  *rates.Computer
}

// New is a computer without facts so far.
func New(b *basis.Basis, people *people.Computer, rates *rates.Computer) *Computer {
	return &Computer{Basis: b, people: people, rates: rates}
}

// Text compares the prose of a job description with the KPIs of its role: each number with the KPI that defines it, and
// the KPIs with a consequence that it never mentions. It is nil for a role without
// a text.
func (c *Computer) Text(r *model.Resource) *Text {
	if r.Prose == nil || strings.TrimSpace(r.Prose.Text) == "" {
		return nil
	}
	text := prose.Read(r.Prose)
	described := c.described(r)
	said := &TextOfRole{Consequences: mentioned(r, text, described), KPIs: listed(described)}
	for _, d := range c.demands(r, text.Demands, len(described)) {
		said.Numbers = append(said.Numbers, c.number(r, d, described))
	}
	return &Text{Text: said}
}

// demands are the numbers of a text that are compared with KPIs.
func (c *Computer) demands(r *model.Resource, all []prose.Demand, kpis int) []prose.Demand {
	if len(all) <= basis.MaxNumbers && len(all)*kpis <= basis.MaxNumbers*basis.MaxEntries {
		return all
	}
	most := min(basis.MaxNumbers, basis.MaxNumbers*basis.MaxEntries/max(kpis, 1))
	c.TooLarge("text "+r.Name, r, field.Itself, fmt.Sprintf(
		"the text of `%s` has %d numbers, and the role has %d KPIs; kpilint compares the first %d numbers",
		r.Name, len(all), kpis, most))
	return all[:most]
}

// description is a KPI of a role as its text may speak of it.
type description struct {
	kpi    *model.Resource
	target *model.Quantity // the expectation's, else its own; nil where neither is a number
	words  []string        // of its name, its id and what it counts
	stated []prose.Demand  // numbers in its own words, such as its formula
}

func (c *Computer) described(r *model.Resource) []*description {
	var all []*description
	for _, k := range c.Model.KPIsOf(r) {
		d := &description{kpi: k, target: c.people.Expected(r, k)}
		if t := k.Quantity(field.Target); d.target == nil && t != nil && t.Low != nil {
			d.target = t
		}
		formula := k.Object.Object(field.Formula)
		named := []string{k.Text(field.Name), strings.ReplaceAll(k.ID, "-", " "),
			formula.Text(field.Numerator), formula.Text(field.Denominator)}
		d.words = prose.Meanings(strings.Join(named, " "))
		if noun := d.noun(); noun != "" {
			d.words = append(d.words, prose.Meanings(noun)...)
		}
		for _, own := range []string{
			k.Text(field.Name), k.Text(field.Description), k.Text(field.Because), k.Text(field.Explanation),
			formula.Text(field.Numerator), formula.Text(field.Denominator), formula.Text(field.Expression),
			formula.Text(field.Exclusions),
		} {
			d.stated = append(d.stated, prose.Sentence(own)...)
		}
		all = append(all, d)
	}
	return all
}

// noun is what the target counts; "" for times, shares, money and plain numbers.
func (d *description) noun() string {
	if d.target == nil {
		return ""
	}
	return countedNoun(d.target.Unit)
}

func countedNoun(u quantity.Unit) string {
	switch noun := u.Noun(); {
	case noun == "%", noun == "min", noun == "workday", noun == "month", u.Currency() != "":
		return ""
	default:
		return noun
	}
}

// listed names KPIs in a message: all of a few, and the number of the rest.
func listed(all []*description) string {
	const few = 4
	var names []string
	for i, d := range all {
		if i == few && len(all) > few+1 {
			return strings.Join(names, ", ") + fmt.Sprintf(" and %d more", len(all)-few)
		}
		names = append(names, "`"+d.kpi.Name+"`")
	}
	return strings.Join(names, ", ")
}

// number is one demand of the text, with the KPI that defines it and both numbers on one ground.
func (c *Computer) number(r *model.Resource, d prose.Demand, described []*description) *TextNumber {
	d.Quantity.Amount.Unit = perPerson(r, d.Quantity.Unit)
	node := &source.Node{Kind: source.String, Text: d.Words, Span: d.Span}
	n := &TextNumber{Node: node, Words: d.Words, Line: d.Span.Line, Column: d.Span.Column}
	said := network.Found("the text", d.Quantity.Amount, model.Place{File: r.File, Node: node})
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
	return n
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
	best := 0
	for _, k := range described {
		if k.states(d) {
			return k, true
		}
		if score := k.fits(d); score > best {
			found, best = k, score
		}
	}
	if found == nil {
		found = c.equal(said, d, described)
	}
	return found, false
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

// equal finds the one KPI that counts the same and asks for the very number, whatever it is called.
func (c *Computer) equal(said *network.Node, d prose.Demand, described []*description) *description {
	for _, k := range described {
		if k.target == nil || k.noun() == "" || head(k.noun()) != head(countedNoun(d.Quantity.Unit)) {
			continue
		}
		ground := c.onOneGround(k, said, d)
		if ground.Known() && sameNumber(ground.Amount, k.target.Amount) {
			return k
		}
	}
	return nil
}

func sameNumber(a, b quantity.Amount) bool {
	answer, err := quantity.Equal(a, b)
	return err == nil && answer == quantity.Holds || a.Equal(b)
}

// fits says how well a KPI fits a number of the text; 0 where it is about something else. What is counted must be the
// same noun, and its adjectives must not be all others. What has no noun (a share, a time, a score) must share a word
// with the sentence.
func (k *description) fits(d prose.Demand) int {
	if k.target == nil || !sameSort(k.target.Unit, d.Quantity.Unit) {
		return 0
	}
	noun := countedNoun(d.Quantity.Unit)
	if noun == "" {
		return common(prose.Telling(k.words), prose.Telling(d.Around))
	}
	if head(k.noun()) != head(noun) {
		return 0
	}
	qualifier := append(slices.Clone(d.Qualifier), qualifiers(noun)...)
	shared, own := common(k.words, qualifier), without(k.words, head(noun))
	if len(qualifier) > 0 && len(own) > 0 && shared == 0 {
		return 0
	}
	return 1 + 10*shared + common(own, d.Around)
}

// sameSort reports whether both units count the same sort of thing: a noun, a share, a time, money or nothing.
func sameSort(a, b quantity.Unit) bool { return sort(a) == sort(b) }

func sort(u quantity.Unit) string {
	switch noun := u.Noun(); {
	case noun == "%", noun == "" && len(u.PerNouns()) == 0:
		return "share"
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

// compare brings both numbers to the same unit, or says what is missing to do so.
func (c *Computer) compare(k *description, said *network.Node, d prose.Demand) (*TextComparison, []string) {
	ground := c.onOneGround(k, said, d)
	if !ground.Known() {
		return nil, ground.Lacks()
	}
	a, b := ground, network.Written("target", k.target)
	if d.Quantity.Comparator == quantity.Between && k.target.Comparator == quantity.Between {
		a, b = limits(a, b)
	}
	return &TextComparison{
		Said:      basis.Shown(a),
		Asked:     basis.Shown(b),
		Apart:     basis.Shown(network.Minus("apart", a.Named(), b)),
		Opposite:  opposite(d.Quantity.Comparator, k.target.Comparator),
		Converted: len(ground.Of()) > 0,
	}, nil
}

// limits picks the limit in which two numbers with two limits differ.
func limits(a, b *network.Node) (*network.Node, *network.Node) {
	limit := func(of *network.Node) *network.Node {
		return network.Choose(differing, of.LowEnd(), of.HighEnd(), a, b)
	}
	return limit(a), limit(b)
}

// differing chooses between the lower and the upper limit of two numbers, which come last: the first where they differ
// in it.
func differing(of []quantity.Amount) int {
	if of[2].Low.Cmp(of[3].Low) != 0 {
		return 0
	}
	return 1
}

// opposite reports whether one is a floor and the other one a ceiling.
func opposite(a, b quantity.Comparator) bool {
	return floorLike(a) && ceilingLike(b) || ceilingLike(a) && floorLike(b)
}

func floorLike(c quantity.Comparator) bool { return c == quantity.AtLeast || c == quantity.MoreThan }

func ceilingLike(c quantity.Comparator) bool { return c == quantity.AtMost || c == quantity.LessThan }

// onOneGround brings a number of the text to the unit of a KPI's target. In the text of a role a number is for one
// person, unless it speaks of the team; where the target has no scope, the text may quote it as it is.
func (c *Computer) onOneGround(k *description, said *network.Node, d prose.Demand) *network.Node {
	unit, goal := said.Amount.Unit, k.target.Unit
	if unit.Period() == "" && goal.Period() != "" {
		return network.Lacking(fmt.Sprintf("`%s` in the text does not say in what time: `%s` asks for %s",
			d.Words, k.kpi.Name, k.target.Text))
	}
	if unit.Period() != "" && goal.Period() == "" {
		return network.Lacking(fmt.Sprintf("the target of `%s` does not say in what time: `%s`",
			k.kpi.Name, k.target.Text))
	}
	if unit.Scope() == "" && goal.Scope() == "person" && !d.Team {
		said = said.In(unit.Mul(quantity.NewUnit(nil, []string{"person"})))
	}
	if goal.Noun() != unit.Noun() && head(goal.Noun()) == head(unit.Noun()) {
		said = said.In(said.Amount.Unit.Mul(quantity.NewUnit([]string{goal.Noun()}, []string{unit.Noun()})))
	}
	if sort(goal) == "share" && unit.Noun() != goal.Noun() {
		return said // a percentage and a plain number are compared as they are
	}
	direct := c.rates.Convert(k.kpi, said, goal)
	switch {
	case goal.Scope() != "", unit.Scope() != "", d.Team, countedNoun(goal) == "" && goal.Currency() == "",
		direct.Known() && sameNumber(direct.Amount, k.target.Amount):
		return direct
	}
	return c.rates.Convert(k.kpi, said.In(said.Amount.Unit.Mul(quantity.NewUnit(nil, []string{"person"}))), goal)
}

// mentioned lists the KPIs of a role with a consequence, and whether its text names them: by what they count, or by the
// words of their name or id.
func mentioned(r *model.Resource, text *prose.Text, described []*description) []*TextConsequence {
	var all []*TextConsequence
	seen := map[*model.Resource]bool{}
	for _, entry := range consequences(r) {
		i := slices.IndexFunc(described, func(d *description) bool { return d.kpi == entry.kpi })
		if seen[entry.kpi] || i < 0 {
			continue
		}
		seen[entry.kpi] = true
		all = append(all, &TextConsequence{KPI: entry.kpi.Name, Title: entry.kpi.Title(), At: entry.at,
			Consequence: entry.what, Mentioned: mentions(text, described[i])})
	}
	return all
}

func mentions(text *prose.Text, d *description) bool {
	if noun := d.noun(); noun != "" && text.Mentions([]string{head(noun)}) {
		return true
	}
	return text.Mentions(telling(d.kpi.Text(field.Name))) || text.Mentions(telling(strings.ReplaceAll(d.kpi.ID, "-", " ")))
}

// telling are the words of a name that set it apart; all of them where none does.
func telling(name string) []string {
	words := prose.Meanings(name)
	if few := prose.Telling(words); len(few) > 0 {
		return few
	}
	return words
}

// consequence is what follows from a KPI for those in a role, and where that is written.
type consequence struct {
	kpi      *model.Resource
	at, what string
}

func consequences(r *model.Resource) []consequence {
	var all []consequence
	for i, e := range r.Objects(field.Expectations) {
		if what := e.Text(field.Consequence); e.To(field.KPI) != nil && what != "" && what != "none" {
			all = append(all, consequence{e.To(field.KPI), field.Expectations.At(i, field.KPI).String(), what})
		}
	}
	for i, e := range r.Objects(field.Incentive) {
		if e.To(field.KPI) != nil {
			all = append(all, consequence{e.To(field.KPI), field.Incentive.At(i, field.KPI).String(), "pay"})
		}
	}
	return all
}
