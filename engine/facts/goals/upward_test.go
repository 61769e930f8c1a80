package goals

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/people"
	"github.com/kpilint/kpilint/engine/facts/rates"
	"github.com/kpilint/kpilint/engine/facts/supply"
	"github.com/kpilint/kpilint/engine/facts/worktime"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
)

const (
	teamAndOrganisation = "apiVersion: kpilint/v1\nkind: Organisation\nid: org\n" +
		"---\napiVersion: kpilint/v1\nkind: Team\nid: t\n"
	objective = "---\napiVersion: kpilint/v1\nkind: Objective\nid: o%d\nowner: %s\ncycle: %s\nsupports:\n"
)

// objectivesOf makes an organisation of n objectives, of which a few are goals, with links at random.
func objectivesOf(t *testing.T, random *rand.Rand, n int) *Computer {
	t.Helper()
	var text strings.Builder
	text.WriteString(teamAndOrganisation)
	for i := range n {
		owner := "t"
		if random.IntN(6) == 0 {
			owner = "org"
		}
		fmt.Fprintf(&text, objective, i, owner,
			[]string{"2026", "2026-Q1", "2026-Q3", "2027", "some day"}[random.IntN(5)])
		for range 1 + random.IntN(2)*random.IntN(3) {
			fmt.Fprintf(&text, "  - {objective: o%d, link: direct}\n", random.IntN(n+n/20))
		}
	}
	return computerOf(t, text.String())
}

// computerOf works on the definitions of a text.
func computerOf(t *testing.T, text string) *Computer {
	t.Helper()
	kinds, err := shape.Load()
	if err != nil {
		t.Fatal(err)
	}
	docs, _ := source.Parse("x.yaml", []byte(text))
	var all []*model.Definition
	for _, d := range docs {
		definitions, _ := model.Read(kinds, d, d.Root.Get("kind").Text, d.Root, "")
		all = append(all, definitions...)
	}
	m, _, _ := model.Resolve(t.Context(), all, model.Options{AsOf: calendar.Date{Year: 2026, Month: 5, Day: 20}})
	b := basis.New(t.Context(), m, nil)
	p, w := people.New(b), worktime.New(b)
	r := rates.New(b, p, w)
	return New(b, r, supply.New(b, p, r, w), w)
}

// TestUpwards compares what is found from the goals downwards with what a walk up from each objective finds.
func TestUpwards(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	several := 0
	for range 150 {
		c := objectivesOf(t, random, 2+random.IntN(40))
		u := c.upwards()
		for _, o := range c.Model.Of("Objective") {
			if basis.Level(o) == "organisation" {
				continue
			}
			want, got := c.walk(o, o), c.met(u, o)
			if diff := cmp.Diff(names(want.goals), names(got.goals)); diff != "" {
				t.Fatalf("the goals of %s: %s", o.Name, diff)
			}
			if diff := cmp.Diff(want.missing, got.missing, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("what %s supports that is not there: %s", o.Name, diff)
			}
			for _, goal := range got.goals {
				if inTime := c.leadsInTime(o, goal); inTime != c.inTime(u, o)(goal) {
					t.Fatalf("%s leads to %s in time: %v", o.Name, goal.Name, inTime)
				}
			}
			if len(got.goals) > 1 {
				several++
			}
		}
	}
	if several < 100 {
		t.Errorf("%d objectives reach several goals, which is too few to tell", several)
	}
}

// TestManyGoals holds that the nearest goals are read where an objective leads to very many, in a chain with one more
// goal at each link, and that it is said of each that leads to more.
func TestManyGoals(t *testing.T) {
	var text strings.Builder
	text.WriteString(teamAndOrganisation)
	const n = mostGoals + 50
	for i := range n {
		fmt.Fprintf(&text, objective, 2*i, "org", "2026")
		fmt.Fprintf(&text, objective, 2*i+1, "t", "2026")
		fmt.Fprintf(&text, "  - {objective: o%d, link: direct}\n", 2*i)
		if i > 0 {
			fmt.Fprintf(&text, "  - {objective: o%d, link: direct}\n", 2*i-1)
		}
	}
	c := computerOf(t, text.String())
	for _, o := range c.Model.Of("Objective") {
		if basis.Level(o) == "organisation" {
			continue
		}
		var i int
		if _, err := fmt.Sscanf(o.ID, "o%d", &i); err != nil {
			t.Fatal(err)
		}
		var want []string
		for at := i - 1; at >= 0 && len(want) < mostGoals; at -= 2 {
			want = append(want, fmt.Sprintf("o%d", at))
		}
		r := c.reach(o)
		if diff := cmp.Diff(want, r.Reaches); diff != "" {
			t.Fatalf("the goals of %s: %s", o.Name, diff)
		}
		if all := i/2 + 1; len(r.UnknownSupports) > 0 != (all > mostGoals) {
			t.Errorf("%s leads to %d goals, and of them is said: %q", o.Name, all, r.UnknownSupports)
		}
	}
	problems := c.Problems()
	if len(problems) != 1 || !strings.HasSuffix(problems[0].Message, "; the same holds for 49 more") {
		t.Errorf("limits: %v", problems)
	}
}
