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
	"github.com/kpilint/kpilint/engine/prose"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Computer works out the facts about texts.
type Computer struct {
	*basis.Basis
	people *people.Computer
	rates  *rates.Computer

	inTeam map[*model.Resource][]*model.Resource // the KPIs of each team, whoever answers for them
}

// New is a computer without facts so far.
func New(b *basis.Basis, people *people.Computer, rates *rates.Computer) *Computer {
	return &Computer{Basis: b, people: people, rates: rates}
}

// Text compares the prose of a role with its KPIs: each number with the KPI that defines it. The prose is the text of a
// job description and what stands under `description`. It is nil for a role without either. Whether a KPI with a
// consequence is mentioned is asked of job descriptions alone.
func (c *Computer) Text(r *model.Resource) *Text {
	own := r.NodeOf(field.Description)
	written := r.Prose != nil && strings.TrimSpace(r.Prose.Text) != "" || r.Described != nil
	if !written && (own == nil || own.Kind != source.String) {
		return nil
	}
	described := c.described(r)
	said := &TextOfRole{KPIs: listed(described)}
	text := textOf(r)
	all := describing(own)
	inField := len(all)
	all = append(all, text.Demands...)
	var others []*description
	lookedAt := false
	for i, d := range samePeriods(c.demands(r, all, len(described)), described) {
		file := r.File
		if i >= inField && r.Described != nil {
			file = r.Described.Name
		}
		n, by := c.number(r, file, d, described)
		n.Described = i < inField
		if n.State == "undefined" && r.Team != nil {
			if !lookedAt {
				others, lookedAt = c.ofTeam(r, described), true
			}
			if c.saidOf(r, d, others) {
				n.State = "known"
			}
		}
		if said.Numbers = append(said.Numbers, n); by != nil {
			by.numbered = true
		}
	}
	said.Numbers = append(said.Numbers, c.efforts(r, text.Taken, described)...)
	if own != nil && own.Kind == source.String && len(own.Text) <= maxPlaced {
		said.Numbers = append(said.Numbers, c.efforts(r, takenIn(own), described)...)
	}
	if written {
		said.Consequences = mentioned(r, text, described)
	}
	return &Text{Text: said}
}

// textOf is the text of a job description: what stands in the file of the role, else a document that describes it.
func textOf(r *model.Resource) *prose.Text {
	if r.Described != nil {
		return prose.ReadBlocks(r.Described.Blocks, false)
	}
	return prose.Read(r.Prose)
}

// describing are the numbers of a description that stands in a field.
func describing(own *source.Node) []prose.Demand {
	if own == nil || own.Kind != source.String {
		return nil
	}
	all := prose.Sentence(own.Text)
	for i := range all {
		if len(own.Text) > maxPlaced {
			all[i].Span = own.Span()
		} else {
			all[i].Span = own.Sub(prose.Offsets(own.Text, all[i].Span))
		}
	}
	return all
}

// maxPlaced is how long a description is at most of which a finding points at the words; each is looked for from the
// start. Of a longer one it points at the whole.
const maxPlaced = 4096

// samePeriods gives a number that counts what is counted in periods the period of the number before it in its
// sentence: you write to eight creators a day and answer 30 posts.
func samePeriods(all []prose.Demand, described []*description) []prose.Demand {
	inPeriods := func(noun string) bool {
		return slices.ContainsFunc(described, func(k *description) bool {
			return k.target != nil && head(k.noun()) == head(noun) && k.target.Unit.Period() != ""
		})
	}
	for i := 1; i < len(all); i++ {
		before, u := all[i-1], all[i].Quantity.Unit
		noun, period := countedNoun(u), before.Quantity.Unit.Period()
		if noun == "" || u.Period() != "" || period == "" || countedNoun(before.Quantity.Unit) == "" ||
			before.Span.Line != all[i].Span.Line || !slices.Equal(before.Around, all[i].Around) || !inPeriods(noun) {
			continue
		}
		all[i].Quantity.Amount.Unit = u.Mul(quantity.NewUnit(nil, []string{period}))
	}
	return all
}

// demands are the numbers of a text that are compared with KPIs.
func (c *Computer) demands(r *model.Resource, all []prose.Demand, kpis int) []prose.Demand {
	if len(all) <= basis.MaxNumbers && len(all)*kpis <= basis.MaxNumbers*basis.MaxEntries {
		return all
	}
	most := min(basis.MaxNumbers, basis.MaxNumbers*basis.MaxEntries/max(kpis, 1))
	c.TooLarge("text "+r.Name, r, field.Itself, wording.TheTextOfHasNumbers(r.Name, len(all), kpis, most))
	return all[:most]
}

// description is a KPI of a role as its text may speak of it, or a row of one.
type description struct {
	kpi    *model.Resource
	target *model.Quantity // the expectation's, else its own; nil where neither is a number
	words  []string        // of its name, its id and what it counts
	stated []prose.Demand  // numbers in its own words, such as its formula

	numbered bool // a number of the text is about it
}

func (c *Computer) described(r *model.Resource) []*description {
	var all []*description
	for _, k := range c.aims(r) {
		all = append(all, c.describe(r, k))
	}
	return all
}

// describe is a KPI, or a row of one, as the text of a role may speak of it.
func (c *Computer) describe(r, k *model.Resource) *description {
	d := &description{kpi: k, target: c.people.Expected(r, k)}
	if t := k.Quantity(field.Target); d.target == nil && t != nil && t.Low != nil {
		d.target = t
	}
	formula := k.Object.Object(field.Formula)
	named := []string{k.Text(field.Name), strings.ReplaceAll(k.ID, "-", " "),
		formula.Text(field.Numerator), formula.Text(field.Denominator), strings.Join(k.Values(), " ")}
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
	return d
}

// ofTeam are the KPIs of the team of a role for which others answer: its text may speak of them, "help us fix 85 % of
// the jobs on the first visit". Of very many, only the first are looked at.
func (c *Computer) ofTeam(r *model.Resource, own []*description) []*description {
	if c.inTeam == nil {
		c.inTeam = map[*model.Resource][]*model.Resource{}
		for _, k := range c.Model.Of("KPI") {
			c.inTeam[k.Team] = append(c.inTeam[k.Team], k)
		}
	}
	var all []*description
	of := c.inTeam[r.Team]
	for _, k := range of[:min(len(of), basis.MaxEntries)] {
		if !slices.ContainsFunc(own, func(d *description) bool { return d.kpi.Whole() == k }) {
			for _, aimed := range c.Model.Aimed(k) {
				all = append(all, c.describe(r, aimed))
			}
		}
	}
	return all
}

// aims are the KPIs of a role; of one with targets by dimension its rows, unless the role asks for a number of its own.
func (c *Computer) aims(r *model.Resource) []*model.Resource {
	var all []*model.Resource
	for _, k := range c.Model.KPIsOf(r) {
		if c.people.Expected(r, k) != nil {
			all = append(all, k)
			continue
		}
		all = append(all, c.Model.Aimed(k)...)
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

// mentioned lists the KPIs of a role with a consequence, and whether its text names them: by what they count, or by the
// words of their name or id.
func mentioned(r *model.Resource, text *prose.Text, described []*description) []*TextConsequence {
	var all []*TextConsequence
	seen := map[*model.Resource]bool{}
	for _, entry := range consequences(r) {
		is := func(d *description) bool { return d.kpi.Whole() == entry.kpi }
		if seen[entry.kpi] || !slices.ContainsFunc(described, is) {
			continue
		}
		seen[entry.kpi] = true
		said := slices.ContainsFunc(described, func(d *description) bool { return is(d) && mentions(text, d) })
		all = append(all, &TextConsequence{KPI: entry.kpi.Name, Title: entry.kpi.Title(), At: entry.at,
			Consequence: entry.what, Mentioned: said})
	}
	return all
}

func mentions(text *prose.Text, d *description) bool {
	if d.numbered {
		return true
	}
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
