package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
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
	Anchor    string
	Title     string
	ID        string
	Kind      string
	About     string
	Target    string
	Today     string
	State     string
	Says      string // the state in words
	Findings  []*entry
	Shared    []*entry // the entries that say something of it and of others, each once
	Sums      []*entry // those in whose sum it is, where only their numbers are told
	PartOf    []*entry // the first few
	More      int      // further ones
	MoreFound int      // further findings
	Written   []number
	Computed  []number
	Short     bool // its numbers are left out
	Where     string
	Filter    filter
}

// kindWords are the kinds as people call them, one and several.
var kindWords = map[string][2]wording.Text{
	"KPI": {wording.Number, wording.NumbersOfTheTeam}, "Objective": {wording.Objective, wording.HeadingObjectives},
	"Service":  {wording.Service, wording.HeadingServices},
	"CashPlan": {wording.CashPlan, wording.HeadingCash}, "Calendar": {wording.Calendar, wording.HeadingCalendar},
	"Organisation": {wording.Organisation, wording.TheOrganisation},
	"Role":         {wording.Role, wording.HeadingRoles}, "Team": {wording.Team, wording.HeadingTeams},
}

// kindWord is what one definition of a kind is called, "" for a kind that people do not see.
func kindWord(kind string) string {
	if words, ok := kindWords[kind]; ok {
		return words[0]()
	}
	return ""
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
	var shown []team
	for i, r := range b.teamsInOrder() {
		if len(belongs[r]) == 0 && (r == nil || !b.report.Asked(r.File)) {
			continue
		}
		t := b.team(r, belongs[r])
		t.Anchor = fmt.Sprintf("t%d", i+1)
		shown = append(shown, t)
	}
	if n := len(cards) - len(b.listed); n > 0 {
		b.left = append(b.left, wording.DefinitionsCount(n))
	}
	return shown
}

// teamsInOrder are the teams by name, and last nil for what belongs to none.
func (b *builder) teamsInOrder() []*model.Resource {
	all := slices.Clone(b.model.Of("Team"))
	slices.SortStableFunc(all, func(x, y *model.Resource) int {
		return cmp.Or(byName(x.Title(), y.Title()), cmp.Compare(x.Name, y.Name))
	})
	return append(all, nil)
}

// choose picks the definitions that are shown, and those that are shown with their numbers: the gravest first.
func (b *builder) choose(all []*model.Resource) {
	all = slices.Clone(all)
	rank := map[*model.Resource]int{}
	for _, r := range all {
		state, _ := b.state(r)
		rank[r] = slices.IndexFunc(states, func(s stateWord) bool { return s.state == state })
		if rank[r] < 0 {
			rank[r] = len(states)
		}
	}
	slices.SortStableFunc(all, func(x, y *model.Resource) int { return cmp.Compare(rank[x], rank[y]) })
	least := leastNodes
	if b.less > 0 {
		least /= 3
	}
	left := max(least, (pageBytes/max(1, b.pages)-b.less-rowBytes*len(all))/nodeBytes)
	most := min(len(all), pageDefinitions)
	if b.round > 1 { // fewer numbers were not enough
		most -= b.over / rowLeast
	}
	for _, r := range all[:max(0, most)] {
		b.listed[r] = true
		if left <= 0 {
			continue
		}
		of := figures{b.written(r.Object, r.File, ""), b.computed(b.model.Record(r))}
		b.numbers[r] = of
		left -= of.size()
	}
}

// figures are the numbers of a definition: those that are written, and those that follow.
type figures struct{ written, computed []number }

// size is how many lines they take.
func (f figures) size() int {
	n := len(f.written)
	for _, c := range f.computed {
		n += 1 + c.Tree.size()
	}
	return n
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
	t := team{Name: wording.TheWholeOrganisation(), resource: r}
	if r != nil {
		t.Name, t.ID, t.About = Safe(r.Title()), Safe(r.Name), Safe(r.Text(field.Description))
		if up := r.To(field.Parent); up != nil {
			t.Within = Safe(up.Title())
		}
		if b.report.Asked(r.File) {
			t.Self = b.card(r)
			t.Self.Title = wording.TheTeam()
		}
	}
	t.Parts = b.roles(belongs)
	for _, kind := range []string{"KPI", "Objective", "Service", "CashPlan", "Organisation", "Calendar"} {
		p := part{Title: kindWords[kind][1]()}
		for _, d := range belongs {
			if d.Kind == kind && !(kind == "KPI" && d.Owner != nil && d.Owner.Kind == "Role" && d.Owner.Team == d.Team) &&
				b.listed[d] {
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
			p.Self.Title = wording.TheRole()
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
	b.cards++
	c := &card{Anchor: "d" + strconv.Itoa(b.cards),
		Title: Safe(b.headlines.title(r)), ID: Safe(r.Name), Kind: kindWord(r.Kind),
		About: Safe(cut(r.Text(field.Because), widest)), Findings: b.own[r], PartOf: b.part[r],
		Where: Safe(where(source.Location{File: r.File, Span: span})),
	}
	if len(b.model.Resources) > pageWords {
		c.share()
	}
	if most := cardFindings; len(c.Findings) > most {
		c.Findings, c.MoreFound = c.Findings[:most], len(c.Findings)-most
	}
	if most := cardSums; len(c.PartOf) > most {
		c.PartOf, c.More = c.PartOf[:most], len(c.PartOf)-most
	}
	c.Target, c.Today = b.targetOf(r), b.todayOf(r)
	c.Filter = b.filterOf(r)
	b.choices.counted(c.Filter)
	of, known := b.numbers[r]
	c.Short, c.Written, c.Computed = !known, of.written, of.computed
	c.State, c.Says = b.state(r)
	return c
}

// share leaves to entries what they say of several definitions.
func (c *card) share() {
	var own []*entry
	for _, e := range c.Findings {
		switch {
		case e.Shared == 0:
			own = append(own, e)
		case !slices.ContainsFunc(c.Shared, func(s *entry) bool { return s.Shared == e.Shared }):
			c.Shared = append(c.Shared, e)
		}
	}
	c.Findings = own
	if !slices.ContainsFunc(c.PartOf, func(e *entry) bool { return e.Number == 0 }) {
		c.Sums, c.PartOf = c.PartOf[:min(len(c.PartOf), cardSums)], nil
	}
}

// stateWord is a state of a definition, with what it says.
type stateWord struct {
	state string
	says  wording.Text
}

// states are the words for the state of a definition, the gravest first.
var states = []stateWord{
	{"error", wording.ChipCannotHold}, {unread, wording.ChipCannotBeRead}, {"warning", wording.ChipToLookAt},
	{"question", wording.ChipOpenQuestion}, {"info", wording.ChipGoodToKnow},
}

// state is the gravest of what was found on a definition. Silence is called sound only where everything ran.
func (b *builder) state(r *model.Resource) (state, says string) {
	for _, s := range states {
		if slices.ContainsFunc(b.own[r], func(e *entry) bool { return e.State == s.state }) {
			return s.state, s.says()
		}
	}
	switch {
	case b.excepted[r]:
		return "excepted", wording.ChipExcepted()
	case !complete(b.report):
		return "none", wording.NothingFound()
	case r.Kind == "KPI" && basis.TargetState(r) != "number" && !basis.HasRows(r):
		return "none", wording.ChipNoNumberSet()
	}
	for _, e := range b.part[r] {
		if e.State == "error" || e.State == "warning" {
			return "sound", wording.SoundByItself()
		}
	}
	return "sound", wording.ChipSound()
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
	calm := []stateWord{{"excepted", wording.ChipExcepted}, {"sound", wording.ChipSound}}
	for _, s := range slices.Concat(states, calm) {
		if n[s.state] > 0 {
			t.Tally = append(t.Tally, chip{Number: n[s.state], Text: s.says(), State: s.state})
		}
	}
	t.Sound = n["sound"]
}
