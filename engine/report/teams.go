package report

import (
	"fmt"
	"slices"

	"github.com/kpilint/kpilint/engine/model"
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
	Where    string
}

// kindWords are the kinds as people call them, one and several.
var kindWords = map[string][2]string{
	"KPI": {"number", "Numbers of the team"}, "Objective": {"objective", "Objectives"}, "Service": {"service", "Services"},
	"CashPlan": {"cash plan", "Cash"}, "Calendar": {"calendar", "Calendar"}, "Organisation": {"organisation", "The organisation"},
	"Role": {"role", "Roles"}, "Team": {"team", "Teams"},
}

// teams lists the teams in the order of their files, and last what belongs to none.
func (b *builder) teams() []team {
	belongs := map[*model.Resource][]*model.Resource{}
	for _, r := range b.model.Resources {
		if r.Kind != "Team" && r.Kind != "Exception" {
			belongs[r.Team] = append(belongs[r.Team], r)
		}
	}
	var all []team
	total := 0
	for i, r := range append(b.model.Of("Team"), nil) {
		total += len(belongs[r])
		if r == nil && len(belongs[nil]) == 0 {
			continue
		}
		t := b.team(r, belongs[r])
		t.Anchor = fmt.Sprintf("t%d", i+1)
		all = append(all, t)
	}
	if total > b.shown {
		b.left = append(b.left, count(total-b.shown, "definition"))
	}
	return all
}

func (b *builder) team(r *model.Resource, belongs []*model.Resource) team {
	t := team{Name: "The whole organisation"}
	if r != nil {
		t.Name, t.ID, t.About = Safe(r.Title()), Safe(r.Name), Safe(r.Text("description"))
		if up := r.To("parent"); up != nil {
			t.Within = Safe(up.Title())
		}
		t.Self = b.card(r)
		t.Self.Title = "The team"
	}
	t.Parts = b.roles(belongs)
	for _, kind := range []string{"KPI", "Objective", "Service", "CashPlan", "Organisation", "Calendar"} {
		p := part{Title: kindWords[kind][1]}
		for _, d := range belongs {
			if d.Kind == kind && !(kind == "KPI" && d.Owner != nil && d.Owner.Kind == "Role" && d.Owner.Team == d.Team) && b.room() {
				p.Cards = append(p.Cards, b.card(d))
			}
		}
		if len(p.Cards) > 0 {
			t.Parts = append(t.Parts, p)
		}
	}
	t.count()
	return t
}

// room counts a definition, and reports whether the page still takes it.
func (b *builder) room() bool {
	if b.shown >= pageDefinitions {
		return false
	}
	b.shown++
	return true
}

// roles are the roles of a team, each with the numbers it owns.
func (b *builder) roles(belongs []*model.Resource) []part {
	var all []part
	for _, r := range belongs {
		if r.Kind != "Role" || !b.room() {
			continue
		}
		p := part{Title: Safe(roleWithPeople(r)), Self: b.card(r)}
		p.Self.Title = "The role"
		for _, k := range belongs {
			if k.Kind == "KPI" && k.Owner == r && b.room() {
				p.Cards = append(p.Cards, b.card(k))
			}
		}
		all = append(all, p)
	}
	return all
}

func (b *builder) card(r *model.Resource) *card {
	span, _ := r.Written("")
	c := &card{
		Title: Safe(r.Title()), ID: Safe(r.Name), Kind: kindWords[r.Kind][0], About: Safe(cut(r.Text("because"), widest)), Findings: b.own[r], PartOf: b.part[r],
		Written: b.written(r.Object, r.File, ""), Where: Safe(where(r.File, span.Line)),
	}
	if most := 8; len(c.PartOf) > most {
		c.PartOf, c.More = c.PartOf[:most], len(c.PartOf)-most
	}
	if q := r.Quantity("target"); q != nil {
		c.Target = Safe(compared(q.Text))
	}
	if r.Facts != nil {
		c.Computed = b.computed(r.Facts)
	}
	c.State, c.Says = b.state(r, c)
	return c
}

// states are the words for the state of a definition, the gravest first.
var states = []struct{ state, says string }{
	{"error", "cannot hold"}, {"warning", "to look at"}, {"question", "open question"}, {"info", "see note"},
}

// state is the gravest of what was found on a definition. Silence is called sound only where everything ran.
func (b *builder) state(r *model.Resource, c *card) (state, says string) {
	for _, s := range states {
		if slices.ContainsFunc(c.Findings, func(e *entry) bool { return e.State == s.state }) {
			return s.state, s.says
		}
	}
	switch {
	case b.excepted[r]:
		return "excepted", "excepted"
	case !complete(b.report):
		return "none", "nothing found"
	case r.Kind == "KPI" && r.Facts.Text("targetState") != "number":
		return "none", "no number set"
	}
	for _, e := range c.PartOf {
		if e.State == "error" || e.State == "warning" {
			return "sound", "sound by itself"
		}
	}
	return "sound", "sound"
}

// count counts the states of a team's definitions.
func (t *team) count() {
	n := map[string]int{}
	add := func(c *card) {
		if c != nil {
			n[c.State]++
		}
	}
	add(t.Self)
	for _, p := range t.Parts {
		add(p.Self)
		for _, c := range p.Cards {
			add(c)
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
	for _, it := range b.model.Computed.Objects("items") {
		if len(it.Objects("consumers")) == 0 {
			continue
		}
		if len(all) == pageItems {
			left++
			continue
		}
		i := item{
			Name: Safe(it.Text("plural")),
			Sides: [2]side{
				{"Made by", b.titles(it.Objects("producers")), b.figure(it, "supply")},
				{"Used by", b.titles(it.Objects("consumers")), b.figure(it, "demand")},
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

func (b *builder) titles(all []*model.Object) []string {
	var titles []string
	for _, o := range all {
		name := o.Text("kpi")
		if r := b.model.Find("KPI", name); r != nil {
			name = r.Title()
		}
		titles = append(titles, Safe(name))
	}
	return titles
}

func (b *builder) figure(it *model.Object, name string) number {
	n, _ := b.number(name, view(it, name))
	return n
}

// balance says whether there is enough of an item.
func balance(it *model.Object) (state, says string) {
	short, supply, demand := view(it, "short"), view(it, "supply"), view(it, "demand")
	amount, share := short.Text("text"), view(it, "shortShare").Text("text")
	if share != "" {
		share = " (" + share + ")"
	}
	switch {
	case amount != "" && fmt.Sprint(short.Get("low")) == "0":
		return "warning", Safe("may be short by " + amount + share)
	case amount != "":
		return "error", Safe("short by " + amount + share)
	case supply.Text("text") == "" || demand.Text("text") == "" || supply.Has("missing") || demand.Has("missing"):
		return "question", "not known"
	}
	return "sound", "enough"
}

// view is a computed number as rules see it, nil where there is none.
func view(o *model.Object, name string) *model.Object {
	if v, ok := o.Get(name).(model.Viewer); ok {
		return v.View()
	}
	return nil
}
