package model

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/schema/field"
)

// joined has what resolving changes: names, owners, references in fields, lists and maps, and units that name a role.
const joined = `
kind: Organisation
id: acme
calendar: year
markets: [{id: north, name: North}]
---
kind: Calendar
id: year
workingDay: 7 h 30 min
breaks: 9 h
cycles: [{id: spring, from: 2026-01-01, to: 2026-06-30}]
---
kind: Team
id: sales
parent: acme
roles:
  - id: driver
    headcount: 3
    time: {driving: 60%}
    expectations: [{kpi: stops}]
    kpis:
      - id: stops
        target: ">= 140 stops/driver/day"
        activity: driving
        counterweights: [{kpi: nothing}, {kpi: damage}, {kpi: "Damage of all"}]
      - {id: damage, target: "<= 1%"}
objectives:
  - id: more
    cycle: spring
    keyResults: [{id: a, kpi: stops, to: ">= 150 stops/driver/day"}, {id: b, name: B}]
    supports: [{keyResult: more/a}]
---
kind: Team
id: sales
`

// definitions reads a text, in which each document is one of ours.
func definitions(t testing.TB, text string) []*Definition {
	t.Helper()
	kinds, err := shape.Load()
	if err != nil {
		t.Fatal(err)
	}
	docs, problems := source.Parse("x.yaml", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var all []*Definition
	for _, d := range docs {
		read, _ := Read(kinds, d, d.Root.Get("kind").Text, d.Root, "")
		all = append(all, read...)
	}
	return all
}

// resolved is an organisation with its problems, as JSON.
func resolved(t testing.TB, all []*Definition, track bool) string {
	day := calendar.Date{Year: 2026, Month: 5, Day: 20}
	m, problems, err := Resolve(t.Context(), all, Options{AsOf: day, Track: track})
	if err != nil {
		t.Error(err)
		return ""
	}
	said := []any{m.AsOf.String(), m.UnresolvedView()}
	for _, r := range m.Resources {
		said = append(said, r.View())
	}
	for _, p := range problems {
		said = append(said, p.Message, p.Resource.Name)
	}
	var unread []string
	for _, r := range m.Resources {
		r.Unread(func(path, _ string) { unread = append(unread, r.Name+" "+path) })
	}
	data, err := json.MarshalIndent(append(said, unread), "", "  ")
	if err != nil {
		t.Error(err)
	}
	return string(data)
}

// TestResolveLeavesNoMark holds that the same definitions, resolved again and at the same time, give the same
// organisation, and are as they were.
func TestResolveLeavesNoMark(t *testing.T) {
	all := definitions(t, joined)
	asWritten := func() string {
		var said []any
		for _, d := range all {
			said = append(said, d.Kind, d.ID, d.Object)
		}
		data, err := json.Marshal(said)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	before := asWritten()
	for _, track := range []bool{false, true} {
		want := resolved(t, all, track)
		for _, part := range []string{
			`"sales/more/a"`, `"sales/damage"`, `"stop/person/day"`, "is defined twice", `"text": "nothing"`,
		} {
			if !strings.Contains(want, part) {
				t.Errorf("tracked %t: no %s in %s", track, part, want)
			}
		}
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				if got := resolved(t, all, track); got != want {
					t.Errorf("tracked %t: once more it is\n%s\nand was\n%s", track, got, want)
				}
			})
		}
		wg.Wait()
	}
	if after := asWritten(); after != before {
		t.Errorf("the definitions are\n%s\nand were\n%s", after, before)
	}
}

// TestResolveShares holds that only what differs is copied, and all of it.
func TestResolveShares(t *testing.T) {
	all := definitions(t, joined)
	m, _, err := Resolve(t.Context(), all, Options{AsOf: calendar.Date{Year: 2026, Month: 5, Day: 20}})
	if err != nil {
		t.Fatal(err)
	}
	at := func(kind, id string) (*Definition, *Resource) {
		i := slices.IndexFunc(all, func(d *Definition) bool { return d.Kind == kind && d.ID == id })
		return all[i], m.Made(i)
	}
	if d, r := at("KPI", "damage"); d.Object != r.Object {
		t.Error("damage is copied, and nothing in it leads anywhere")
	}
	if d, r := at("Calendar", "year"); d.Quantity(field.Breaks) == nil || r.Quantity(field.Breaks) != nil {
		t.Error("the calendar still has the breaks that were refused, or its definition lost them")
	}
	d, r := at("KPI", "stops")
	if d.Object == r.Object || d.Quantity(field.Target) == r.Quantity(field.Target) {
		t.Error("what changes in stops is not copied")
	}
	was, is := d.Objects(field.Counterweights), r.Objects(field.Counterweights)
	if was[0] != is[0] || was[1] == is[1] || was[2] != is[2] {
		t.Error("of the counterweights the second leads somewhere, and it alone is to be copied")
	}
	if was[1].To(field.KPI) != nil || is[1].To(field.KPI) == nil {
		t.Error("the second counterweight leads nowhere, or does so in the definition")
	}
}

// TestReferencesAreMet holds that each reference and each amount of a definition is met when its object is made, in the
// order in which they were read.
func TestReferencesAreMet(t *testing.T) {
	for _, d := range definitions(t, joined) {
		s := settler{of: d, targets: make([]target, len(d.refs)), units: []quantity.Unit{}}
		for _, q := range d.amounts {
			s.units = append(s.units, q.Unit)
		}
		s.object(d.Object)
		if s.ref != len(d.refs) || s.amount != len(d.amounts) {
			t.Errorf("%s: of %d references %d were met, and of %d amounts %d",
				d.ID, len(d.refs), s.ref, len(d.amounts), s.amount)
		}
	}
}

// TestNumberAsID holds that a definition whose id is a number is one of several, and not what those after it lie in.
func TestNumberAsID(t *testing.T) {
	all := definitions(t, "kind: Team\nid: sales\nkpis: [{id: 1.5}, {id: b}]\nparent: sales\n")
	if len(all) != 3 || all[2].Around != all[0] || len(all[0].refs) != 1 {
		t.Errorf("%d definitions; b lies in %v; sales has %d references", len(all), all[2].Around, len(all[0].refs))
	}
}
