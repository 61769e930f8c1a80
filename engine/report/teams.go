package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/supply"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/schema/field"
)

// team is a team with what it and its roles answer for, or what belongs to no team.
type team struct {
	Anchor string
	Name   string
	ID     string
	Within string
	About  string
	Self   *card
	Parts  []part
	Tally  []chip
	Sound  int
	Hidden int // definitions that are counted and not shown

	resource *model.Resource // nil for what belongs to none
}

// part is a role with its numbers, or the team's own definitions of one kind.
type part struct {
	Title string
	Self  *card // the role
	Cards []*card
}

// card is a definition.
type card struct {
	Title    string
	ID       string
	Kind     string
	About    string
	Target   string
	State    string
	Says     string // the state in words
	Findings []*entry
	PartOf   []*entry // the first few
	More     int      // further ones
	Written  []number
	Computed []number
	Short    bool // its numbers are left out
	Where    string
}

// kindWords are the kinds as people call them, one and several.
var kindWords = map[string][2]string{
	"KPI": {"number", "Numbers of the team"}, "Objective": {"objective", "Objectives"}, "Service": {"service", "Services"},
	"CashPlan": {"cash plan", "Cash"}, "Calendar": {"calendar", "Calendar"}, "Organisation": {"organisation", "The organisation"},
	"Role": {"role", "Roles"}, "Team": {"team", "Teams"},
}

// teams lists the teams by name, and last what belongs to none.
func (b *builder) teams() []team {
	belongs := map[*model.Resource][]*model.Resource{}
	var cards []*model.Resource
	for _, r := range b.model.Resources {
		if !b.report.Asked(r.File) { // what was found there is not known here
			continue
		}
		if r.Kind != "Exception" {
			cards = append(cards, r)
		}
		if r.Kind != "Team" && r.Kind != "Exception" {
			belongs[r.Team] = append(belongs[r.Team], r)
		}
	}
	b.choose(cards)
	all := slices.Clone(b.model.Of("Team"))
	slices.SortStableFunc(all, func(x, y *model.Resource) int {
		return cmp.Or(byName(x.Title(), y.Title()), cmp.Compare(x.Name, y.Name))
	})
	var shown []team
	for i, r := range append(all, nil) {
		if len(belongs[r]) == 0 && (r == nil || !b.report.Asked(r.File)) {
			continue
		}
		t := b.team(r, belongs[r])
		t.Anchor = fmt.Sprintf("t%d", i+1)
		shown = append(shown, t)
	}
	if n := len(cards) - len(b.listed); n > 0 {
		b.left = append(b.left, count(n, "definition"))
	}
	return shown
}

// choose picks the definitions that are shown, and those that are shown with their numbers: the gravest first.
func (b *builder) choose(all []*model.Resource) {
	all = slices.Clone(all)
	rank := map[*model.Resource]int{}
	for _, r := range all {
		state, _ := b.state(r)
		rank[r] = slices.IndexFunc(states, func(s struct{ state, says string }) bool { return s.state == state })
		if rank[r] < 0 {
			rank[r] = len(states)
		}
	}
	slices.SortStableFunc(all, func(x, y *model.Resource) int { return cmp.Compare(rank[x], rank[y]) })
	for i, r := range all[:min(len(all), pageDefinitions)] {
		b.listed[r] = true
		if i < pageDetails-b.full {
			b.numbers[r] = true
		}
	}
}

// byName orders names as people do: whatever their case, and numbers in them by size.
func byName(x, y string) int {
	x, y = strings.ToLower(x), strings.ToLower(y)
	for x != "" && y != "" {
		if n, m := digits(x), digits(y); n > 0 && m > 0 {
			a, b := strings.TrimLeft(x[:n], "0"), strings.TrimLeft(y[:m], "0")
			if c := cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)); c != 0 {
				return c
			}
			x, y = x[n:], y[m:]
			continue
		}
		a, n := utf8.DecodeRuneInString(x)
		b, m := utf8.DecodeRuneInString(y)
		if a != b {
			return cmp.Compare(a, b)
		}
		x, y = x[n:], y[m:]
	}
	return cmp.Compare(len(x), len(y))
}

// digits is how many digits a text begins with.
func digits(s string) int { return len(s) - len(strings.TrimLeft(s, "0123456789")) }

func (b *builder) team(r *model.Resource, belongs []*model.Resource) team {
	t := team{Name: "The whole organisation", resource: r}
	if r != nil {
		t.Name, t.ID, t.About = Safe(r.Title()), Safe(r.Name), Safe(r.Text(field.Description))
		if up := r.To(field.Parent); up != nil {
			t.Within = Safe(up.Title())
		}
		if b.report.Asked(r.File) {
			t.Self = b.card(r)
			t.Self.Title = "The team"
		}
	}
	t.Parts = b.roles(belongs)
	for _, kind := range []string{"KPI", "Objective", "Service", "CashPlan", "Organisation", "Calendar"} {
		p := part{Title: kindWords[kind][1]}
		for _, d := range belongs {
			if d.Kind == kind && !(kind == "KPI" && d.Owner != nil && d.Owner.Kind == "Role" && d.Owner.Team == d.Team) && b.listed[d] {
				p.Cards = append(p.Cards, b.card(d))
			}
		}
		if len(p.Cards) > 0 {
			t.Parts = append(t.Parts, p)
		}
	}
	b.count(&t, belongs)
	return t
}

// roles are the roles of a team, each with the numbers it owns.
func (b *builder) roles(belongs []*model.Resource) []part {
	var all []part
	for _, r := range belongs {
		if r.Kind != "Role" {
			continue
		}
		p := part{Title: Safe(b.roleWithPeople(r))}
		if b.listed[r] {
			p.Self = b.card(r)
			p.Self.Title = "The role"
		}
		for _, k := range belongs {
			if k.Kind == "KPI" && k.Owner == r && b.listed[k] {
				p.Cards = append(p.Cards, b.card(k))
			}
		}
		if p.Self != nil || len(p.Cards) > 0 {
			all = append(all, p)
		}
	}
	return all
}

func (b *builder) card(r *model.Resource) *card {
	span, _ := r.Written(field.Itself)
	c := &card{
		Title: Safe(r.Title()), ID: Safe(r.Name), Kind: kindWords[r.Kind][0], About: Safe(cut(r.Text(field.Because), widest)), Findings: b.own[r], PartOf: b.part[r],
		Short: !b.numbers[r], Where: Safe(where(source.Location{File: r.File, Span: span})),
	}
	if most := 8; len(c.PartOf) > most {
		c.PartOf, c.More = c.PartOf[:most], len(c.PartOf)-most
	}
	if q := r.Quantity(field.Target); q != nil {
		c.Target = Safe(compared(q.Text))
	} else if rows := b.model.RowsOf(r); len(rows) > 0 {
		c.Target = count(len(rows), "target")
	}
	if !c.Short {
		c.Written = b.written(r.Object, r.File, "")
		c.Computed = b.computed(b.model.Record(r))
	}
	c.State, c.Says = b.state(r)
	return c
}

// states are the words for the state of a definition, the gravest first.
var states = []struct{ state, says string }{
	{"error", "cannot hold"}, {unread, "cannot be read"}, {"warning", "to look at"}, {"question", "open question"}, {"info", "see note"},
}

// state is the gravest of what was found on a definition. Silence is called sound only where everything ran.
func (b *builder) state(r *model.Resource) (state, says string) {
	for _, s := range states {
		if slices.ContainsFunc(b.own[r], func(e *entry) bool { return e.State == s.state }) {
			return s.state, s.says
		}
	}
	switch {
	case b.excepted[r]:
		return "excepted", "excepted"
	case !complete(b.report):
		return "none", "nothing found"
	case r.Kind == "KPI" && basis.TargetState(r) != "number" && !basis.HasRows(r):
		return "none", "no number set"
	}
	for _, e := range b.part[r] {
		if e.State == "error" || e.State == "warning" {
			return "sound", "sound by itself"
		}
	}
	return "sound", "sound"
}

// count counts the states of a team's definitions, also of those that are not shown.
func (b *builder) count(t *team, belongs []*model.Resource) {
	n := map[string]int{}
	if t.Self != nil {
		belongs = append(slices.Clone(belongs), t.resource)
	}
	for _, r := range belongs {
		state, _ := b.state(r)
		n[state]++
		if !b.listed[r] && r != t.resource {
			t.Hidden++
		}
	}
	for _, s := range append(slices.Clone(states), struct{ state, says string }{"excepted", "excepted"}, struct{ state, says string }{"sound", "sound"}) {
		if n[s.state] > 0 {
			t.Tally = append(t.Tally, chip{Number: n[s.state], Text: s.says, State: s.state})
		}
	}
	t.Sound = n["sound"]
}

// item is something that one definition makes and another uses.
type item struct {
	Name        string
	Sides       [2]side
	State, Says string
}

// side is who makes or uses an item, and how much.
type side struct {
	Title  string
	Who    []string
	Number number
}

// items lists what is made and used, as far as somebody uses it.
func (b *builder) items() []item {
	var all []item
	left := 0
	for _, it := range b.model.Facts.Items {
		if len(it.Consumers) == 0 {
			continue
		}
		if len(all) == pageItems {
			left++
			continue
		}
		i := item{
			Name: Safe(it.Plural),
			Sides: [2]side{
				{"Made by", b.titles(it.Producers), b.figure("supply", it.Supply)},
				{"Used by", b.titles(it.Consumers), b.figure("demand", it.Demand)},
			},
		}
		i.State, i.Says = balance(it)
		all = append(all, i)
	}
	if left > 0 {
		b.left = append(b.left, count(left, "thing")+" that one makes and another uses")
	}
	return all
}

func (b *builder) titles(all []*supply.Side) []string {
	var titles []string
	for _, side := range all {
		name := side.KPI
		if r := b.model.Find("KPI", name); r != nil {
			name = r.Title()
		}
		titles = append(titles, Safe(name))
	}
	return titles
}

func (b *builder) figure(name string, fact *network.Node) number {
	n, _ := b.number(name, fact)
	return n
}

// balance says whether there is enough of an item.
func balance(it *supply.Item) (state, says string) {
	share := ""
	if it.ShortShare.Valued() {
		share = " (" + it.ShortShare.Text() + ")"
	}
	switch {
	case it.Short.Valued() && it.Short.Amount.Low.Sign() == 0:
		return "warning", Safe("may be short by " + it.Short.Text() + share)
	case it.Short.Valued():
		return "error", Safe("short by " + it.Short.Text() + share)
	case !it.Supply.Known() || !it.Demand.Known():
		return "question", "not known"
	}
	return "sound", "enough"
}
