package report

import (
	"strings"
	"testing"
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
