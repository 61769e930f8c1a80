// Package answer says what the demands of a document come to: of a day, of a month and of others, and what has to be
// asked before anybody can say more. It judges nothing.
package answer

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/draft"
	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/facts/effort"
	"github.com/kpilint/kpilint/engine/facts/supply"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/prose"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Answer is what one demand comes to.
type Answer struct {
	Resource  *model.Resource
	Location  source.Location
	Said      string   // the demand, as written
	Sums      []string // what follows from it
	Questions []string // what nothing that was read says
	Unknown   []string // what would have to be known for more
}

// All are the answers about the KPIs that were drafted, in the order of their places.
func All(m *model.Model, f *facts.Facts) []Answer {
	var all []Answer
	asked := map[*model.Resource]bool{}  // how many people they are
	shares := map[*model.Resource]bool{} // of how many cases their shares are
	for _, k := range inOrder(m.Of("KPI")) {
		if k.Text(field.Description) == "" && k.Quantity(field.Target) == nil && k.Text(field.Target) == "" {
			continue // a mapping made it, and could not give its target
		}
		a := asker{model: m, facts: f, kpi: k, of: f.KPI(k), known: asked[k.Owner], shared: shares[k.Owner]}
		all = append(all, a.answer())
		asked[k.Owner] = true
		shares[k.Owner] = shares[k.Owner] || a.isShare()
	}
	return all
}

// inOrder are the KPIs that were drafted, in the order of files and of the places in them. The sheets and tables of a
// file come in the order in which they were drafted.
func inOrder(all []*model.Resource) []*model.Resource {
	type place struct {
		of                 *model.Resource
		part, line, column int
	}
	var places []place
	parts := map[source.Within]int{}
	files := map[string]int{}
	for _, k := range all {
		if !k.Drafted {
			continue
		}
		at := k.Location(field.Target)
		if _, ok := files[k.File]; !ok {
			files[k.File] = len(files)
		}
		within := source.Within{}
		if at.Part != nil {
			within = source.Within{Sheet: at.Sheet}
			if at.Table != 0 {
				within.Table = at.Table
			}
		}
		if _, ok := parts[within]; !ok {
			parts[within] = len(parts)
		}
		places = append(places, place{k, parts[within], at.Line, at.Column})
	}
	slices.SortStableFunc(places, func(a, b place) int {
		return cmp.Or(cmp.Compare(files[a.of.File], files[b.of.File]), cmp.Compare(a.part, b.part),
			cmp.Compare(a.line, b.line), cmp.Compare(a.column, b.column))
	})
	var sorted []*model.Resource
	for _, p := range places {
		sorted = append(sorted, p.of)
	}
	return sorted
}

type asker struct {
	model *model.Model
	facts *facts.Facts
	kpi   *model.Resource
	of    *facts.KPI
	known bool // what its owner lacks was asked for already

	shared bool // of how many cases the shares of its owner are was asked for already
}

func (a *asker) answer() Answer {
	said := a.kpi.Text(field.Description)
	if said == "" {
		said = a.kpi.Title() + ": " + a.target()
	}
	sums, questions := a.supply()
	return Answer{
		Resource: a.kpi, Location: a.kpi.Location(field.Target), Said: draft.Upper(said),
		Sums:      slices.Concat(a.day(), a.month(), sums),
		Questions: slices.Concat(a.typo(), questions, a.quality()),
		Unknown:   a.unknown(),
	}
}

// typo asks for a word of the unit that is nearly a period: calls/dya.
func (a *asker) typo() []string {
	if c := a.of.Counted; c != nil && c.UnitTypo != "" {
		return []string{wording.CountsForEachDidYouMean(c.UnitTypo, c.UnitHint)}
	}
	return nil
}

// target is what is asked, as written.
func (a *asker) target() string {
	if t := a.kpi.Quantity(field.Target); t != nil {
		return t.Text
	}
	return a.kpi.Text(field.Target)
}

// divided is the working day divided by the demand; nil where it counts no pieces of work for a person.
func (a *asker) divided() *effort.DayDivided {
	if a.of.Division == nil || !a.counts() {
		return nil
	}
	return a.of.Division.Division
}

// day is the time that the demand leaves for each piece.
func (a *asker) day() []string {
	of := a.divided()
	if of == nil {
		return nil
	}
	d := of.Later.Get()
	if !known(d.Each, d.WorkingDay, d.PerHour) {
		return nil
	}
	each := quantity.Duration(d.Each.Amount.RoundDown().Low)
	if !of.Daily {
		return []string{wording.ThatIsOneInOf(each)}
	}
	day := quantity.Duration(d.WorkingDay.Amount.Low)
	sums := []string{wording.InThatIsAnHour(day, quantity.Number(d.PerHour.Amount.Low), each)}
	if e := a.kpi.Quantity(field.Effort); e != nil && e.Low != nil && !e.IsRange() && len(e.Unit.PerNouns()) == 1 {
		minutes := e.Low
		if e.Unit.Noun() == "workday" {
			minutes = new(big.Rat).Mul(e.Low, d.WorkingDay.Amount.Low)
		}
		all := quantity.Duration(new(big.Rat).Mul(of.Rate.Amount.Low, minutes))
		one := quantity.Duration(minutes)
		sums = append(sums, wording.AtEachTheyTakeOf(one, all, day))
	}
	return sums
}

// month is what the demand makes in a month.
func (a *asker) month() []string {
	d := a.divided()
	if d == nil || !d.Daily || !known(d.Rate) {
		return nil
	}
	few, many := a.days()
	low, high := rounded(times(d.Rate.Amount.Low, few)), rounded(times(d.Rate.Amount.High, many))
	return []string{wording.InAMonthOfTo(few, many, ranged(low, high), a.pieces())}
}

// supply says who makes what the work uses up.
func (a *asker) supply() (sums, questions []string) {
	for _, it := range a.facts.Items {
		if !slices.ContainsFunc(it.Consumers, func(s *supply.Side) bool { return s.Of == a.kpi }) {
			continue
		}
		if len(it.Producers) == 0 {
			questions = append(questions, wording.EachIsTakenToUse(a.piece(), it.Item, it.Plural))
			continue
		}
		var makers []string
		for _, p := range it.Producers {
			makers = append(makers, fmt.Sprintf("%s makes %s", maker(p.Of), p.Of.Quantity(field.Target).Text))
		}
		sums = append(sums, wording.EachIsTakenToUseUp(a.piece(), it.Item, strings.Join(makers, ", ")))
	}
	return sums, questions
}

// maker is who answers for a KPI, by name.
func maker(k *model.Resource) string {
	if k.Owner != nil {
		return k.Owner.Title()
	}
	if k.Team != nil {
		return k.Team.Title()
	}
	return k.Title()
}

// quality asks what the number says of how good the work is.
func (a *asker) quality() []string {
	if !a.counts() || a.known {
		return nil
	}
	own := prose.Telling(prose.Meanings(a.pieces()))
	for _, k := range a.model.KPIsOf(a.kpi.Owner) {
		t := k.Quantity(field.Target)
		if k == a.kpi || t == nil || t.Unit.Noun() != "%" && t.Unit.Noun() != "min" && t.Unit.Noun() != "point" {
			continue
		}
		for _, w := range prose.Telling(prose.Meanings(k.Text(field.Description) + " " + k.Text(field.Name))) {
			if slices.Contains(own, w) {
				return nil
			}
		}
	}
	if !a.made() {
		return []string{wording.NothingHereSpeaksOfHow()}
	}
	return []string{wording.NothingHereSpeaksOfHowGood(wording.WithArticle(a.piece()))}
}

// unknown is what the sums would need.
func (a *asker) unknown() []string {
	owner := a.kpi.Owner
	if owner == nil {
		return nil
	}
	var all []string
	ofRole := owner.Kind == "Role"
	if ofRole && a.counts() && a.kpi.Quantity(field.Effort) == nil {
		if a.made() {
			all = append(all, wording.HowLongATakes(wording.WithArticle(a.piece())))
		} else {
			all = append(all, wording.HowLongEachTakes())
		}
	}
	if ofRole && !a.known && owner.Quantity(field.Headcount) == nil {
		all = append(all, wording.HowManyPeopleDoThis())
	}
	if ofRole && !a.known && a.of.Division != nil && a.of.Division.Division != nil {
		all = append(all, wording.WhatTheDayHoldsBesides())
	}
	if a.isShare() && !a.shared {
		all = append(all, wording.HowManyThereAreIn())
	}
	return all
}

// isShare reports whether the demand is a share of cases.
func (a *asker) isShare() bool {
	t := a.kpi.Quantity(field.Target)
	return t != nil && t.Unit.Noun() == "%" && t.Unit.Period() == ""
}

// counts reports whether the demand counts pieces of work in a period.
func (a *asker) counts() bool {
	t := a.kpi.Quantity(field.Target)
	return t != nil && draft.Counts(t.Unit) && t.Unit.Period() != ""
}

// made reports whether the work makes what it counts: "make 50 calls", not "visit 2 hotels".
func (a *asker) made() bool {
	first, _, _ := strings.Cut(strings.ToLower(a.kpi.Text(field.Description)), " ")
	return making()[first]
}

var making = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for w := range strings.FieldsSeq(`make makes hold holds write writes deliver delivers produce produces create creates
do does run runs give gives handle handles process processes complete completes conduct conducts perform performs
publish publishes prepare prepares generate generates build builds ship ships send sends`) {
		all[w] = true
	}
	return all
})

// pieces are what the demand counts, as written, and piece is one of them.
func (a *asker) pieces() string { return draft.Pieces(a.kpi.Quantity(field.Target).Amount, 2) }

func (a *asker) piece() string { return draft.Pieces(a.kpi.Quantity(field.Target).Amount, 1) }

// days are the fewest and the most working days of a month: of this year, where a calendar is known, else 20 to 22.
func (a *asker) days() (few, many int) {
	if a.model.CalendarFrom == nil {
		return 20, 22
	}
	for m := 1; m <= 12; m++ {
		first := calendar.Date{Year: a.model.AsOf.Year, Month: time.Month(m), Day: 1}
		next := calendar.Date{Year: first.Year + m/12, Month: time.Month(m%12 + 1), Day: 1}
		n := a.model.Calendar.Workdays(calendar.Span{From: first, To: next.AddDays(-1)})
		if few == 0 || n < few {
			few = n
		}
		many = max(many, n)
	}
	return few, many
}

func times(r *big.Rat, n int) *big.Rat { return new(big.Rat).Mul(r, big.NewRat(int64(n), 1)) }

// rounded is the nearest whole number of pieces: what is not whole comes of a target for a week.
func rounded(r *big.Rat) *big.Rat {
	n, _ := new(big.Rat).SetString(r.FloatString(0))
	return n
}

func ranged(low, high *big.Rat) string {
	if low.Cmp(high) == 0 {
		return quantity.Number(low)
	}
	return quantity.Number(low) + " to " + quantity.Number(high)
}

// known reports whether numbers are there and have a value.
func known(all ...*network.Node) bool {
	return !slices.ContainsFunc(all, func(n *network.Node) bool { return n == nil || !n.Valued() })
}
