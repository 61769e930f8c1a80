package report

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestFact holds what of a long message is its headline: what is so, with its numbers and names; not how, why or what
// to do.
func TestFact(t *testing.T) {
	for _, c := range []struct{ in, cut string }{ // cut is what is left out
		{"“visits” has no owner: name one team or role", ""},
		{"“calls” should rise, and its target, 2 calls/person/day, is below its baseline, 6 calls/person/day: it would be " +
			"met by getting worse", ": it would be met by getting worse"},
		{"“first answer” asks for less at P1 (`<= 45 min`) than at P2 (`<= 30 min`), by 15 min; the order has P1 before " +
			"P2", "; the order has P1 before P2"},
		{"“new range” depends on workshop for the second fitting room, and nobody says it is accepted (`accepted`)",
			" (`accepted`)"},
		// Both sides of a clash.
		{"“orders” was 121 orders/quarter in 2026-Q1; its parts are 41 orders + 39 orders + 40 orders = 120 orders", ""},
		{"“calls” has two targets: `>= 40 calls/day` in what seller is expected to do, and `>= 50 calls/day` in its own",
			""},
		{"These objectives support each other in a circle: “faster installation” → “leads” → “faster installation”", ""},
		// A name alone says nothing.
		{"“open shops”: `2026-07-04`: it is a holiday, and it is after 2026-Q2, the last day of which is on 2026-06-30",
			""},
	} {
		in, want := c.in, strings.TrimSuffix(c.in, c.cut)
		if got := fact(in); got != want {
			t.Errorf("the fact of %q\n is  %q\nwant %q", in, got, want)
		}
	}
}

// TestTalk holds that what cannot hold says who decides, and whom to ask where the numbers are those of one team.
func TestTalk(t *testing.T) {
	p := newPage(acme(t), Options{})
	talk := map[string]string{}
	for _, e := range p.open() {
		talk[plainText(e.Headline)] = e.Talk
	}
	for headline, want := range map[string]string{
		"Sales needs 5,000 leads a month; Marketing plans 2,500": "Who has to talk: Sales and Marketing.",
		"Salesperson has 17\u00a0h 18\u00a0min of work for a day of 8\u00a0h": "Who decides: Sales. Whom to ask: " +
			"Marketing, whose numbers are connected with it.",
		"“A tidier warehouse” serves no goal of Acme": "Who decides: Manufacturing and installation. Whom to ask: the " +
			"management of Acme, as no other team is involved.",
	} {
		if got := talk[headline]; got != want {
			t.Errorf("%s: %q, want %q", headline, got, want)
		}
	}
	for _, d := range p.Begin {
		if len(d.Sum) == 0 || d.Talk == "" {
			t.Errorf("%q does not say why, or who decides", d.Short)
		}
	}
}

// TestTalkOfSeveral holds that of several teams about which the same is found each decides for its own.
func TestTalkOfSeveral(t *testing.T) {
	var b strings.Builder
	b.WriteString("apiVersion: kpilint/v1\nkind: Organisation\nid: org\nobjectives:\n  - {id: growth, name: Growth}\n")
	for _, team := range []string{"north", "south", "east", "west"} {
		b.WriteString("---\napiVersion: kpilint/v1\nkind: Team\nid: " + team + "\nname: " + sentence(team) +
			"\nobjectives:\n  - {id: " + team + "-order, name: Order in the " + team + "}\n")
	}
	p := newPage(lint(t, fstest.MapFS{"x.yaml": {Data: []byte(b.String())}}), Options{})
	for _, e := range p.open() {
		if e.Rule != "objective-without-goal" && e.Rule != "alignment/objective-without-goal" {
			continue
		}
		if want := "Who decides: each of North, South, East and West for its own."; e.Talk != want {
			t.Errorf("%s: %q, want %q", plainText(e.Headline), e.Talk, want)
		}
		return
	}
	t.Error("nothing is the same of several teams")
}

// TestWithoutQuestion holds that a headline that goes on asks no question in its middle.
func TestWithoutQuestion(t *testing.T) {
	for in, want := range map[string]string{
		"“wait”: `<= 4` does not say what it counts: 4 of what?": "“wait”: `<= 4` does not say what it counts",
		"Is it one number?": "Is it one number?",
		"“wait” asks for 4": "“wait” asks for 4",
	} {
		if got := withoutQuestion(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}
