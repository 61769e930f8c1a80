package facts_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/facts/descriptions"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/schema/field"
)

// described is a nurse with one KPI and a sentence of a job description, and what the facts say of the text.
func described(t *testing.T, target, sentence string) (*model.Model, *descriptions.TextOfRole) {
	t.Helper()
	m := organisation(t, "2026-05-20", fmt.Sprintf(`{apiVersion: kpilint/v1, kind: Role, id: nurse,
  expectations: [{kpi: visits, consequence: review}], kpis: [{id: visits, target: "%s"}]}`, target))
	role := m.Find("Role", "nurse")
	role.Prose = &source.Prose{Text: sentence, Line: 7}
	return m, compute(t, m).Role(role).Text.Text
}

// numberInWords shows a number of a text, and how it compares with a target.
func numberInWords(n *descriptions.TextNumber) string {
	text := fmt.Sprintf("%s is %s at %d:%d", n.Words, n.State, n.Line, n.Column)
	if n.KPI != "" {
		text += " by " + n.KPI + " " + n.Target
	}
	if c := n.TextComparison; c != nil {
		text += fmt.Sprintf(": %s; opposite %t, converted %t", told(c.Apart), c.Opposite, c.Converted)
	}
	return strings.Join(append([]string{text}, n.Missing...), "?")
}

// TestNumbersOfText sets each number of a job description beside the KPI that it is about.
func TestNumbersOfText(t *testing.T) {
	for _, test := range []struct{ what, target, sentence, want string }{
		{"the same number", ">= 4 visits/person/day", "You make at least 4 visits a day.",
			"at least 4 visits a day is defined at 7:10 by visits >= 4 visits/person/day: " +
				"4 visits/person/day − 4 visits/person/day = 0 visits/person/day; opposite false, converted false"},
		{"another limit", "<= 5 visits/person/day", "You make at least 4 visits a day.",
			"at least 4 visits a day is defined at 7:10 by visits <= 5 visits/person/day: " +
				"4 visits/person/day − 5 visits/person/day = -1 visits/person/day; opposite true, converted false"},
		{"another period", ">= 20 visits/person/week", "You make at least 5 visits a day.",
			"at least 5 visits a day is defined at 7:10 by visits >= 20 visits/person/week: " +
				"25 visits/person/week − 20 visits/person/week = 5 visits/person/week; opposite false, converted true"},
		{"one of two limits", "between 4 and 6 visits/person/day", "You make between 4 and 7 visits a day.",
			"between 4 and 7 visits a day is defined at 7:10 by visits between 4 and 6 visits/person/day: " +
				"7 visits/person/day − 6 visits/person/day = 1 visit/person/day; opposite false, converted false"},
		{"no period", ">= 4 visits/person/day", "You make at least 4 visits.",
			"at least 4 visits is defined at 7:10 by visits >= 4 visits/person/day?" +
				"`at least 4 visits` in the text does not say over what period: `visits` asks for >= 4 visits/person/day"},
		{"what no KPI is about", ">= 4 visits/person/day", "You bring in at least 20 referrals a week.",
			"at least 20 referrals a week is undefined at 7:14"},
	} {
		_, text := described(t, test.target, test.sentence)
		var all []string
		for _, n := range text.Numbers {
			all = append(all, numberInWords(n))
		}
		if got := strings.Join(all, "; "); got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.what, got, test.want)
		}
	}
}

// TestOtherTargetOfText holds that the limit in which a text and a target differ is picked anew with another target.
func TestOtherTargetOfText(t *testing.T) {
	m, text := described(t, "between 4 and 6 visits/person/day", "You make between 4 and 7 visits a day.")
	target, c := m.Find("KPI", "visits").Quantity(field.Target), text.Numbers[0].TextComparison
	other, err := quantity.Parse("between 3 and 7 visits/person/day")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := told(c.Apart), "7 visits/person/day − 6 visits/person/day = 1 visit/person/day"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	apart := c.Apart.With(network.Overrides{target.Node: other.Amount})
	if got, want := told(apart), "4 visits/person/day − 3 visits/person/day = 1 visit/person/day"; got != want {
		t.Errorf("with a lower limit of 3: %s, want %s", got, want)
	}
}

// TestConsequencesOfText says which consequences a text does not mention.
func TestConsequencesOfText(t *testing.T) {
	for sentence, mentioned := range map[string]bool{"You make visits.": true, "You write reports.": false} {
		_, text := described(t, ">= 4 visits/person/day", sentence)
		if len(text.Consequences) != 1 || text.KPIs != "`visits`" || text.Numbers != nil {
			t.Fatalf("%d consequences of %s, %d numbers", len(text.Consequences), text.KPIs, len(text.Numbers))
		}
		c := text.Consequences[0]
		want := descriptions.TextConsequence{KPI: "visits", Title: "visits", At: "expectations/0/kpi", Consequence: "review",
			Mentioned: mentioned}
		if *c != want {
			t.Errorf("%q: %+v, want %+v", sentence, *c, want)
		}
	}
}

// TestTextOfTeam finds the numbers of a text that are those of its team, and asks about all others.
func TestTextOfTeam(t *testing.T) {
	m := organisation(t, "2026-05-20", `{apiVersion: kpilint/v1, kind: Team, id: field,
  roles: [{id: senior}, {id: junior}],
  kpis: [{id: first-visit, name: Jobs fixed on the first visit, owner: junior, target: ">= 85%"},
    {id: reviews, owner: junior, target: ">= 2 reviews/customer/quarter"},
    {id: customers, target: ">= 90 customers"}]}`)
	role := m.Find("Role", "field/senior")
	for sentence, want := range map[string]string{
		"85 % of the jobs in our team should be fixed on the first visit.":       "known",
		"75 % of the jobs in our team should be fixed on the first visit.":       "undefined",
		"Fewer than 15 in 100 customers wait.":                                   "undefined",
		"You hold a review with each of our customers twice a quarter.":          "known",
		"You hold a review with each of our customers three times a quarter.":    "undefined",
		"About 8.5 out of 10 jobs should be fixed on the first visit in a year.": "known",
	} {
		role.Prose = &source.Prose{Text: sentence, Line: 7}
		numbers := compute(t, m).Role(role).Text.Text.Numbers
		if len(numbers) != 1 || numbers[0].State != want {
			t.Errorf("%s: want one number that is %s, got %d", sentence, want, len(numbers))
			for _, n := range numbers {
				t.Log(numberInWords(n))
			}
		}
	}
}
