// Package flow says which numbers flow between which teams: what one plans and another needs, how much of it is there,
// which goals it serves and what it does to cash. It is made of an organisation and its facts, and knows no output
// format.
package flow

import (
	"cmp"
	"strings"

	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Level is how serious the worst finding about a number is.
type Level uint8

// The levels, the worst last.
const (
	Sound Level = iota
	Info
	Warning
	Error
)

// Flow is what flows between the numbers of an organisation. Its lists are in the order of files and lines.
type Flow struct {
	Title   string // of the organisation, "" for none
	Teams   []*Team
	Numbers []*Number
	Bands   []*Band
	Goals   []*Goal
	Serves  []*Serve
	Cash    []*Cash
}

// Team is a team with its numbers. What belongs to no team is in one without a name.
type Team struct {
	Name    string // full name; "" for the organisation as a whole
	Title   string
	About   string // its first objective
	Within  *Team  // the team above it
	Numbers []*Number
}

// Number is a KPI or a service.
type Number struct {
	Name  string // full name
	Kind  string // KPI or Service
	Title string
	Team  *Team
	Level Level
	Value string   // what is asked or planned, in words
	Note  string   // what stands beside it, in words; "" for nothing
	Lacks bool     // the value cannot be reached as planned
	Sums  []string // how what is shown comes about
	Parts []*Part
	In    []*Band // what it needs
	Out   []*Band // what it gives

	noun    string  // what its target counts, in the plural; "" where it has no noun
	monthly float64 // its target in a month, 0 where that is not known
	factor  float64 // of one of it a month, in the unit of its chain
}

// Part is what limits a number: its budget, its market, the pile of what is open.
type Part struct {
	Title, Value string
	Level        Level
	Sum          string
}

// Band is what one number gives to another.
type Band struct {
	From *Number // nil where nobody plans it
	To   *Number
	Item string // in the plural: "leads"

	// In items a month; of a range the unfavourable end. Demand is what To needs of From, Supply what From plans for
	// To, at most Demand, and Possible what From has the time and the money for, at most Supply.
	Demand, Supply, Possible float64
	Known                    bool // there are numbers for both sides
	Maybe                    bool // whether something is missing depends on ranges

	Label  string // what flows, in words: "Leads a month"
	Amount string // "2,500 of 5,000"
	Short  string // "2,500 short"; "" where nothing is missing
	Limit  string // why less than the supply is possible: "1,500 paid for"; "" where all is
	Sum    string

	Joined bool // it stands for several bands between the same teams

	Stage bool    // a share of From becomes To; else To uses an item
	Chain int     // bands of one chain are drawn in one unit
	Scale float64 // of one item a month, in the unit of the chain

	through float64 // of one of To a month, in items
	gives   float64 // of one of From a month, in items
}

// Missing is how much of what is needed nobody plans, in items a month.
func (b *Band) Missing() float64 { return max(b.Demand-b.Supply, 0) }

// Width is the demand in the unit of the chain.
func (b *Band) Width() float64 { return b.Demand * b.Scale }

// Goal is an objective of the organisation.
type Goal struct {
	Name, Title string
	Results     []string // its key results, in words
	Risk        string   // what is missing for it; "" for nothing
	Level       Level
}

// Serve says that a team's objective serves a goal.
type Serve struct {
	Team   *Team
	Goal   *Goal // nil where the objective serves none
	Direct bool
	Silent bool // it is indirect, and nobody says how
	About  string
}

// Cash is the money of a cash plan.
type Cash struct {
	Name, Title string
	InOut       string // what comes in and goes out, in words
	Level       Level
	Months      []Month   // the free cash by month, where it falls; nil for none
	Free        float64   // what is free at the beginning
	Held        float64   // the most that late payment holds up; 0 for none
	FreeText    string    // in words
	HeldText    string    // why it is held up, in words
	ShortText   string    // what is missing then; "" for nothing
	Causes      []*Number // what holds the money up
	Sum         string
}

// Month is the free cash at the end of a month.
type Month struct {
	Name string // "Apr"
	Left float64
	Text string // in words
}

// Of makes the flow of an organisation. level says how serious the worst finding about a definition is.
func Of(o *view.Organisation, level func(r *model.Resource) Level) *Flow {
	b := &builder{f: &Flow{}, o: o, level: level, facts: o.Facts, numbers: map[*model.Resource]*Number{},
		teams: map[*model.Resource]*Team{}, bands: map[string]*Band{}}
	if o.Model.Organisation != nil {
		b.f.Title = o.Model.Organisation.Title()
	}
	b.addTeams()
	b.addNumbers()
	b.addItems()
	b.addStages()
	b.f.join()
	b.chains()
	b.describe()
	b.addGoals()
	b.addCash()
	return b.f
}

// builder makes a flow.
type builder struct {
	f       *Flow
	o       *view.Organisation
	facts   *facts.Facts
	level   func(r *model.Resource) Level
	numbers map[*model.Resource]*Number
	teams   map[*model.Resource]*Team
	whole   *Team // of what belongs to no team
	bands   map[string]*Band
}

func (b *builder) addTeams() {
	for _, r := range b.o.Of("Team") {
		t := &Team{Name: r.Name, Title: titleOf(r)}
		b.teams[r] = t
		b.f.Teams = append(b.f.Teams, t)
	}
	for _, r := range b.o.Of("Team") {
		if up := r.To(field.Parent); up != nil && up != r {
			b.teams[r].Within = b.teams[up]
		}
	}
	b.cutRings()
}

// cutRings ends ways up through teams that lead round in a circle, which is a finding elsewhere.
func (b *builder) cutRings() {
	for _, t := range b.f.Teams {
		seen := map[*Team]bool{}
		for at := t; at != nil; at = at.Within {
			if seen[at] = true; seen[at.Within] {
				at.Within = nil
			}
		}
	}
}

// teamOf is the team of a definition; what belongs to none is in one without a name.
func (b *builder) teamOf(r *model.Resource) *Team {
	if t := b.teams[r.Team]; t != nil {
		return t
	}
	if b.whole == nil {
		b.whole = &Team{Title: cmp.Or(b.f.Title, wording.TheWholeOrganisation())}
		b.f.Teams = append(b.f.Teams, b.whole)
	}
	return b.whole
}

func (b *builder) addNumbers() {
	for _, r := range b.o.Resources {
		if r.Kind != "KPI" && r.Kind != "Service" {
			continue
		}
		n := &Number{Name: r.Name, Kind: r.Kind, Title: titleOf(r), Team: b.teamOf(r), Level: b.level(r)}
		if rate := b.facts.PerMonth(r); rate.Valued() {
			n.monthly, n.noun = high(rate.Amount), plural(rate)
		}
		b.numbers[r] = n
		n.Team.Numbers = append(n.Team.Numbers, n)
		b.f.Numbers = append(b.f.Numbers, n)
	}
}

// titleOf is the name of a definition; where it has none, its id as words.
func titleOf(r *model.Resource) string {
	if title := r.Title(); title != r.ID {
		return title
	}
	return capital(strings.ReplaceAll(r.ID, "-", " "))
}

// join gives each number its bands, in the order in which they were found.
func (f *Flow) join() {
	for _, band := range f.Bands {
		if band.From != nil {
			band.From.Out = append(band.From.Out, band)
		}
		band.To.In = append(band.To.In, band)
	}
}

// Find is the number with a full name, or with the only id that ends so; nil for none or several.
func (f *Flow) Find(name string) *Number {
	var ends []*Number
	for _, n := range f.Numbers {
		if n.Name == name {
			return n
		}
		if len(n.Name) > len(name) && n.Name[len(n.Name)-len(name)-1:] == "/"+name {
			ends = append(ends, n)
		}
	}
	if len(ends) == 1 {
		return ends[0]
	}
	return nil
}

// TitleOr is the title of a number, or another text where there is none.
func (n *Number) TitleOr(otherwise string) string {
	if n == nil {
		return otherwise
	}
	return n.Title
}
