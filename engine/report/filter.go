package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/wording"
)

// filter is by what an entry of a page can be found: numbers of teams, roles, owners and kinds in the lists of the
// page.
type filter struct{ Team, Role, Owner, Kind string }

// By is by what the script of the page finds it: each number after the first letter of its list.
func (f filter) By() string {
	var all []string
	for i, numbers := range []string{f.Team, f.Role, f.Owner, f.Kind} {
		for n := range strings.FieldsSeq(numbers) {
			all = append(all, "trok"[i:i+1]+n)
		}
	}
	return strings.Join(all, " ")
}

// join adds what another one is found by.
func (f *filter) join(g filter) {
	add := func(to *string, more string) {
		for one := range strings.FieldsSeq(more) {
			if !slices.Contains(strings.Fields(*to), one) {
				*to = strings.TrimSpace(*to + " " + one)
			}
		}
	}
	add(&f.Team, g.Team)
	add(&f.Role, g.Role)
	add(&f.Owner, g.Owner)
	add(&f.Kind, g.Kind)
}

// choice is a list to choose from, with how many entries each choice has.
type choice struct {
	ID, Label, All string
	Options        []chosen
}

type chosen struct {
	Value, Text string
	Count       int
}

// choices are the lists of a page.
type choices struct {
	number map[string]int // of a name, by list and name
	lists  [4]*choice
}

func newChoices() *choices {
	return &choices{number: map[string]int{}, lists: [4]*choice{
		{ID: "team", Label: wording.FilterTeam(), All: wording.AllTeams()},
		{ID: "role", Label: wording.FilterRole(), All: wording.AllRoles()},
		{ID: "owner", Label: wording.FilterOwner(), All: wording.AllOwners()},
		{ID: "kind", Label: wording.FilterKind(), All: wording.AllKinds()},
	}}
}

// of is the number of a name in a list, which gets it where it is new.
func (c *choices) of(list int, name string) string {
	key := strconv.Itoa(list) + "\x00" + name
	n, known := c.number[key]
	if !known {
		n = len(c.lists[list].Options)
		c.number[key] = n
		one := chosen{Value: strconv.Itoa(n), Text: Safe(sentence(cut(name, 60)))}
		c.lists[list].Options = append(c.lists[list].Options, one)
	}
	return strconv.Itoa(n)
}

// counted notes that an entry is found by something.
func (c *choices) counted(f filter) {
	for i, values := range []string{f.Team, f.Role, f.Owner, f.Kind} {
		for value := range strings.FieldsSeq(values) {
			n, _ := strconv.Atoi(value)
			c.lists[i].Options[n].Count++
		}
	}
}

// shown are the lists that have something to choose from, their names in order.
func (c *choices) shown() []*choice {
	var all []*choice
	for _, list := range c.lists {
		list.Options = slices.DeleteFunc(list.Options, func(o chosen) bool { return o.Count == 0 })
		slices.SortStableFunc(list.Options, func(a, b chosen) int {
			return cmp.Or(byName(a.Text, b.Text), cmp.Compare(a.Value, b.Value))
		})
		if len(list.Options) > 1 {
			all = append(all, list)
		}
	}
	return all
}

// filterOf is by what a definition is found.
func (b *builder) filterOf(r *model.Resource) filter {
	var f filter
	if t := teamOf(r); t != nil {
		f.Team = b.choices.of(0, b.headlines.title(t))
	}
	if r.Kind == "Role" {
		f.Role = b.choices.of(1, b.headlines.title(r))
	}
	if r.Kind == "KPI" {
		for _, role := range b.model.RolesOf(r) {
			f.join(filter{Role: b.choices.of(1, b.headlines.title(role))})
		}
	}
	if owner := ownerOf(r); owner != nil {
		f.Owner = b.choices.of(2, b.headlines.title(owner))
	}
	f.Kind = b.choices.of(3, cmp.Or(kindWord(r.Kind), r.Kind))
	return f
}
