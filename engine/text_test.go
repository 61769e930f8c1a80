package engine_test

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/source"
)

// described is a job description with some KPIs of all sorts, and a sentence.
func described(sentence string) engine.Input {
	text := `---
apiVersion: kpilint/v1
kind: Role
id: seller
headcount: 4
wipLimit: 40 opportunities
expectations:
  - {kpi: demos, target: ">= 3 demos/person/week"}
  - {kpi: orders}
kpis:
  - {id: calls, name: Sales prospecting calls, target: ">= 50 calls/person/day"}
  - {id: support-calls, name: Support calls taken, target: ">= 10 calls/person/day"}
  - {id: demos, name: Demos given, target: ">= 5 demos/person/week"}
  - {id: orders, name: Orders taken, target: ">= 80 orders/month"}
  - {id: reply-time, name: Time to the first reply, target: "<= 1 workday"}
  - {id: quick-quotes, name: Quotes sent in time, formula: {numerator: quotes sent within 3 days, denominator: quotes}, target: ">= 95%"}
  - {id: revenue, name: New revenue, target: ">= $250k/person/quarter"}
  - {id: satisfaction, name: Satisfaction of customers, target: ">= 4.5"}
  - {id: talks, name: Talks with partners, target: between 3 and 5 talks per person per week}
  - {id: plans, name: Account plans, target: 2..4 plans/person/month}
  - {id: chats, name: Time until a chat is picked up, target: "<= 30 s p90"}
  - {id: churn, name: Customers lost}
---
# Seller

` + sentence + "\n"
	return engine.Input{FS: fstest.MapFS{"seller.md": {Data: []byte(text)}}}
}

// TestTextAgainstKPIs compares sentences with the KPIs above; want is a part of the one finding there is, empty for none.
func TestTextAgainstKPIs(t *testing.T) {
	e := newEngine(t, nil)
	for _, c := range []struct{ sentence, want string }{
		{"You make 50 sales calls a day.", ""},
		{"You make 250 prospecting calls a week.", ""},
		{"You make 60 sales calls a day.",
			"error: the text says `make 60 sales calls a day`; `calls` asks for >= 50 calls/person/day"},
		{"You take 12 support calls a day.",
			"error: the text says `take 12 support calls a day`; `support-calls` asks for >= 10 calls/person/day"},
		{"You make 50 calls a day.", ""},
		{"You make at most 50 sales calls a day.", "one of them is the least, the other the most"},
		{"You give three demos a week.", ""},
		{"You give 5 demos a week.", "`demos` asks for >= 3 demos/person/week"},
		{"You take 20 orders a month.", ""},
		{"You take 80 orders a month.", ""},
		{"The team takes 80 orders a month.", ""},
		{"You take 25 orders a month.", "4 people × 25 orders/person/month = 100 orders/month"},
		{"The team takes 90 orders a month.", "`The team takes 90 orders a month`; `orders` asks for >= 80 orders/month"},
		{"You reply within one business day.", ""},
		{"You respond within 8 hours.", ""},
		{"You answer within 2 days.", "error: the text says `answer within 2 days`; `reply-time` asks for <= 1 workday"},
		{"You send 95 % of quotes within 3 days.", ""},
		{"You send 90 % of quotes within 3 days.", "`send 90 % of quotes`; `quick-quotes` asks for >= 95%"},
		{"Your quota is $250,000 a quarter in new revenue.", ""},
		{"Your quota is $1M a year in revenue.", ""},
		{"Your quota is $2M a year in revenue.", "`revenue` asks for >= $250k/person/quarter"},
		{"Your quota is EUR 250,000 a quarter in new revenue.", "not checkable"},
		{"Satisfaction of customers is at least 4.5.", ""},
		{"Customers rate their satisfaction at least 4.2.", "`satisfaction` asks for >= 4.5"},
		{"You have between 3 and 5 talks a week.", ""},
		{"You have between 3 and 6 talks a week.", "error: the text says `between 3 and 6 talks a week`"},
		{"You write 3 plans a month.", "warning: may not hold: the text says `write 3 plans a month`"},
		{"You write 5 plans a month.", "error: the text says `write 5 plans a month`"},
		{"You keep no more than 40 opportunities open.", ""},
		{"You make at least 50 sales calls.",
			"not checkable: `at least 50 sales calls` in the text does not say over what period"},
		{"You visit 4 customers a day.",
			"warning: the text says `visit 4 customers a day`, and no KPI of `seller` defines that"},
		{"You write 9 letters a day.", "it has `calls`, `support-calls`, `demos`, `orders` and 8 more"},
		{"You pick up 90 % of chats within 30 seconds.", ""},
		{"You bring 5 years of experience.", ""},
	} {
		rep, err := e.Lint(context.Background(), described(c.sentence))
		if err != nil {
			t.Fatal(err)
		}
		for _, err := range rep.Errors {
			t.Error(err)
		}
		var got []string
		for _, f := range rep.Findings {
			if f.Category == "definition-file" || f.Category == "transparency" {
				got = append(got, strings.TrimPrefix(f.Level.String()+": "+f.Message, "error: not checkable: "))
				if f.Outcome == engine.NotCheckable {
					got[len(got)-1] = f.Message
				}
			}
		}
		if all := strings.Join(got, "\n"); len(got) > 1 || (c.want == "") != (len(got) == 0) || !strings.Contains(all, c.want) {
			t.Errorf("%s\n got %q\nwant %q", c.sentence, all, c.want)
		}
	}
}

// TestFindingInText holds that a finding in a text stands at its words, belongs to the role, and keeps its identity when lines move.
func TestFindingInText(t *testing.T) {
	e := newEngine(t, nil)
	find := func(sentence string) engine.Finding {
		rep, err := e.Lint(context.Background(), described(sentence))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range rep.Findings {
			if f.Rule == "job-description-number-differs" {
				return f
			}
		}
		t.Fatalf("%q: no finding", sentence)
		return engine.Finding{}
	}
	a, b := find("Ä: **60** sales\ncalls a day."), find("Moved.\n\nIt is\n60 sales calls a day.")
	span := source.Span{Line: 26, Column: 6, EndLine: 27, EndColumn: 12}
	if want := (source.Location{File: "seller.md", Span: span}); a.Location != want {
		t.Errorf("it stands at %+v, not at %+v", a.Location, want)
	}
	if a.Resource != (engine.Resource{Kind: "Role", ID: "seller"}) || a.Path != "" {
		t.Errorf("it belongs to %+v, path %q", a.Resource, a.Path)
	}
	if len(a.Related) != 1 || a.Related[0].Line != 11 {
		t.Errorf("related: %+v", a.Related)
	}
	if a.Fingerprint != b.Fingerprint {
		t.Errorf("the fingerprint changed with the line: %s, %s", a.Fingerprint, b.Fingerprint)
	}
	if other := find("60 sales calls a day, and 12 support calls a day."); other.Fingerprint == find("12 support calls a day.").Fingerprint {
		t.Error("two numbers have one fingerprint")
	}
}
