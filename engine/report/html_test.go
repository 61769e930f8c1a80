package report

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/policy"
)

func parsePage(t *testing.T, out string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func elements(root *html.Node, name string) []*html.Node {
	var all []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			all = append(all, n)
		}
	}
	return all
}

// TestPage reads the page as a browser does: nothing is loaded, only its own style and script run, links lead to places on it or to pages
// of rules, headings go down by one, and every number of the page can be reached without a script.
func TestPage(t *testing.T) {
	for name, r := range map[string]*engine.Report{"acme": acme(t), "hospital": lint(t, os.DirFS("../../testdata/hospital")), "empty": {}, "many": many(5_000)} {
		t.Run(name, func(t *testing.T) { checkPage(t, write(t, HTML, r, Options{Version: "1"})) })
	}
}

func checkPage(t *testing.T, out string) {
	t.Helper()
	root := parsePage(t, out)
	ids := map[string]bool{}
	level := 0
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if id := attribute(n, "id"); id != "" && ids[id] {
			t.Errorf("two elements are called %q", id)
		} else if id != "" {
			ids[id] = true
		}
		for _, a := range n.Attr {
			if slices.Contains([]string{"src", "srcset", "action", "style", "data"}, a.Key) || strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
		}
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			if now := int(n.Data[1] - '0'); now > level+1 {
				t.Errorf("<%s> %q follows a heading of level %d", n.Data, textOf(n), level)
			} else {
				level = now
			}
		}
	}
	for _, name := range []string{"link", "img", "iframe", "object", "embed", "base", "form"} {
		if len(elements(root, name)) > 0 {
			t.Errorf("<%s> is on the page", name)
		}
	}
	for _, a := range elements(root, "a") {
		to := attribute(a, "href")
		if id, ok := strings.CutPrefix(to, "#"); ok && !ids[id] || !ok && !strings.HasPrefix(to, "https://example.org/") {
			t.Errorf("a link leads to %q", to)
		}
	}
	for _, d := range elements(root, "details") { // what unfolds can be reached and unfolded by keyboard
		if first := d.FirstChild; first == nil || first.Data != "summary" || len(elements(first, "a")) > 0 {
			t.Errorf("%.80q has no heading to unfold it", pieces(d))
		}
	}
	for n := range root.Descendants() {
		if attribute(n, "tabindex") != "" {
			t.Errorf("<%s> changes the order of tabs", n.Data)
		}
	}
	checkPolicy(t, root)
	if html := elements(root, "html")[0]; attribute(html, "lang") != "en" {
		t.Error("the page does not say its language")
	}
}

// checkPolicy holds that the policy of the page lets its own style and script in, and nothing else.
func checkPolicy(t *testing.T, root *html.Node) {
	t.Helper()
	allowed := ""
	for _, m := range elements(root, "meta") {
		if attribute(m, "http-equiv") == "Content-Security-Policy" {
			allowed = attribute(m, "content")
		}
	}
	styles, scripts := elements(root, "style"), elements(root, "script")
	if len(styles) != 1 || len(scripts) != 1 {
		t.Fatalf("%d styles, %d scripts", len(styles), len(scripts))
	}
	want := "default-src 'none'; style-src " + digest(textOf(styles[0])) + "; script-src " + digest(textOf(scripts[0])) + "; base-uri 'none'; form-action 'none'"
	if allowed != want {
		t.Errorf("policy %q, want %q", allowed, want)
	}
}

// pieces is the text of a page, its pieces parted by blanks.
func pieces(n *html.Node) string {
	var all []string
	for c := range n.Descendants() {
		if c.Type == html.TextNode && c.Parent.Data != "style" && c.Parent.Data != "script" {
			all = append(all, c.Data)
		}
	}
	return fields(strings.Join(all, " "))
}

// TestPageSays holds what people look for: the sum, for whom, what to do, the places of its factors, days left, and what is sound.
func TestPageSays(t *testing.T) {
	text := pieces(parsePage(t, write(t, HTML, acme(t), Options{})))
	for _, want := range []string{
		"4 things cannot hold. Checked as of 20 May 2026.",
		"Sales prospecting calls Sales › Salesperson, 5 people One team's targets use up more than another team's targets make. 5 people × 50 calls/person/day × 20 days/month × 1 lead/call = 5,000 leads/month needed; marketing/qualified-leads supplies 2,500: short by 2,500 (50 %)",
		"What to do: lower sales/sales-calls to 25 calls/person/day",
		"20 days/month days per month organisation.yaml, line 55 daysPerMonth: 20",
		"How this comes about 5,000 leads/month demand = 5 people × 50 calls/person/day × 20 days/month × 1 lead/call",
		"2,500 leads/month supply, target marketing.yaml, line 21",
		"Six-week pilot with a dialler", "41 days left", "Allows The target takes more time than its activity has target-exceeds-time", "Until 30 June 2026", "Covers now 1 finding",
		"leads short by 2,500 leads/month (50 %) Made by Qualified leads supply 2,500 leads/month Used by Sales prospecting calls demand 5,000 leads/month",
		"Installations finished sound by itself at least 40 installations/month", "Installations that need no second visit sound at least 95%",
		"time needed 12 h 30 min/person/day = 50 calls/person/day × 15 min/call",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

// TestPageQuestions holds that what is not checkable is a question to somebody.
func TestPageQuestions(t *testing.T) {
	r := hostileReport(t, "role `seller` has nobody in it")
	f := &r.Findings[2]
	f.Resource = engine.Resource{Kind: "KPI", ID: "team/calls"}
	text := pieces(parsePage(t, write(t, HTML, r, Options{})))
	for _, want := range []string{"To ask: role `seller` has nobody in it › ", "role seller has nobody in it. What should stand there?", "Not everything could be checked", "This check is not complete."} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(text, "sound") {
		t.Error("a report that is not complete calls something sound")
	}
}

// TestPagePaper holds what unfolds on paper: the sum of a finding, and neither a reason that many findings share nor the numbers of what is
// sound.
func TestPagePaper(t *testing.T) {
	r := acme(t)
	sums := 0
	for _, f := range standing(r) {
		if f.Derivation != nil {
			sums++
		}
	}
	papers := 0
	for _, d := range elements(parsePage(t, write(t, HTML, r, Options{})), "details") {
		if attribute(d, "class") != "paper" {
			continue
		}
		if papers++; !strings.Contains(pieces(d), "How this comes about") {
			t.Errorf("unfolds on paper: %q", pieces(d))
		}
	}
	if papers != sums || sums == 0 {
		t.Errorf("%d unfold on paper, %d have a sum", papers, sums)
	}
}

// TestPageHostile holds that no text brings an element, an attribute or a control character into the page.
func TestPageHostile(t *testing.T) {
	known := map[string]bool{"code": true}
	for n := range parsePage(t, write(t, HTML, hostileReport(t, "plain"), Options{})).Descendants() {
		if n.Type == html.ElementNode {
			known[n.Data] = true
		}
	}
	for _, s := range append(nasty, `"><script>alert(1)</script>`, `' onclick='x`, "{{.}}", "javascript:alert(1)", "</style>", "</title><b x=y>", "]]>") {
		out := write(t, HTML, hostileReport(t, s), Options{})
		if strings.ContainsAny(out, "\x1b\x00\r\u202e\u200b\ufeff\u0085") {
			t.Errorf("%q brings a control character", s)
		}
		checkPage(t, out)
		for n := range parsePage(t, out).Descendants() {
			if n.Type == html.ElementNode && !known[n.Data] || n.Type == html.CommentNode {
				t.Errorf("%q brings <%s>", s, n.Data)
			}
		}
	}
}

// TestPageLimit holds that a large page says on its top what is left out, that every section stands with its count, and how large it gets.
func TestPageLimit(t *testing.T) {
	notice := ""
	out := write(t, HTML, many(5_000), Options{Notice: func(s string) { notice = s }})
	if len(out) > 5<<20 {
		t.Errorf("%d bytes", len(out))
	}
	if n := strings.Count(out, `<article class="entry `); n != pageFindings {
		t.Errorf("%d findings", n)
	}
	want := "left out of this page: 600 that cannot hold, 400 questions, 1400 to look at and 1400 worth knowing"
	if top, _, _ := strings.Cut(out, "<nav"); notice != want || !strings.Contains(top, "<li>"+want+"</li>") {
		t.Errorf("the notice is %q", notice)
	}
	text := pieces(parsePage(t, out))
	for _, want := range []string{
		"What cannot hold 1500 Here stand 900 of 1500 in full", "What to look at 1500 Here stand 100 of 1500 in full", "Worth knowing 1500 Here stand 100 of 1500 in full",
		"Questions to ask 500 These could not be checked", "Here stand 100 of 500 in full", "600 more are left out of this page.", "kpilint lint -f json",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

// TestRooms holds who gets the room of a page: the gravest, but some for everything.
func TestRooms(t *testing.T) {
	for _, c := range []struct{ have, want map[string]int }{
		{map[string]int{"error": 10, "warning": 20}, map[string]int{"error": 10, "warning": 20}},
		{map[string]int{"error": 5_000, "warning": 5_000}, map[string]int{"error": pageFindings - pageSection, "warning": pageSection}},
		{map[string]int{"error": 50, "question": 5_000, "warning": 5_000, "info": 30}, map[string]int{"error": 50, "question": pageFindings - 180, "warning": 100, "info": 30}},
		{map[string]int{"info": 5_000, unread: 5_000}, map[string]int{"info": 100, unread: pageFindings - 100}},
	} {
		all := map[string][]*engine.Finding{}
		for state, n := range c.have {
			all[state] = make([]*engine.Finding, n)
		}
		got := rooms(all)
		for state, want := range c.want {
			if got[state] != want {
				t.Errorf("%v: %d of %s, want %d", c.have, got[state], state, want)
			}
		}
	}
}

// TestPageLimitStates holds that a definition whose findings did not fit is not called sound, says what was found, and counts for its team.
func TestPageLimitStates(t *testing.T) {
	r := acme(t)
	for i := range 4 * pageFindings {
		f := engine.Finding{Level: policy.Error, Category: "supply", Rule: "short", Outcome: engine.Violated, Because: "1 + 1 = 2", Message: "not enough"}
		if i%2 == 0 {
			f.Level = policy.Warning
		}
		r.Findings = append(r.Findings, f)
	}
	root := parsePage(t, write(t, HTML, r, Options{}))
	text := pieces(root)
	for _, want := range []string{
		"A tidier warehouse cannot hold An objective serves no goal of the organisation", "Time to first response to look at",
		"in short, with their definitions: 1 that cannot hold and 1 to look at",
		"More stand in short with the definitions of Manufacturing and installation 1. 1303 more are left out of this page.",
	} {
		if !strings.Contains(text, fields(want)) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for _, n := range elements(root, "nav") {
		if text := pieces(n); !strings.Contains(text, "Manufacturing and installation 1 cannot hold 5 sound") {
			t.Errorf("the contents say %q", text)
		}
	}
}

// TestPageLimitNowhere holds that a finding which belongs to no definition stands in full, as it would stand nowhere else.
func TestPageLimitNowhere(t *testing.T) {
	r := acme(t)
	for range 2 * pageFindings {
		r.Findings = append(r.Findings, engine.Finding{
			Level: policy.Error, Category: "supply", Rule: "short", Outcome: engine.Violated, Because: "1 + 1 = 2", Message: "not enough",
			Resource: engine.Resource{Kind: "KPI", ID: "sales/sales-calls"},
		})
	}
	r.Findings = append(r.Findings, engine.Finding{Level: policy.Error, Category: "exceptions", Rule: "over", Outcome: engine.Violated, Message: "told nowhere else"})
	text := pieces(parsePage(t, write(t, HTML, r, Options{})))
	if !strings.Contains(text, "told nowhere else") || strings.Contains(text, "left out") {
		t.Error("the page leaves something out")
	}
}

// TestPageNamesRenamedRules holds that an exception which calls a rule by an earlier name says what the rule asks.
func TestPageNamesRenamedRules(t *testing.T) {
	r := lint(t, fstest.MapFS{"x.yaml": {Data: []byte("apiVersion: kpilint/v1\nkind: Team\nid: a\n---\n" +
		"apiVersion: kpilint/v1\nkind: Exception\nid: e\nrules: [old]\nfor: [a]\n" +
		"reason: why\napprovedBy: a\nuntil: 2099-01-01\n")}})
	r.Rules = append(r.Rules, &policy.Rule{
		ID: "new", Category: "own", Formerly: []string{"own/old"}, Title: "Flowers are watered",
	})
	if text := pieces(parsePage(t, write(t, HTML, r, Options{}))); !strings.Contains(text, "Flowers are watered") {
		t.Error("the page does not say what the exception is from")
	}
}

// TestPageManyDefinitions holds that teams count all their definitions, and that those with findings keep their numbers, when there are
// more than fit.
func TestPageManyDefinitions(t *testing.T) {
	files := fstest.MapFS{"org.yaml": {Data: []byte("apiVersion: kpilint/v1\nkind: Organisation\nid: org\ndaysPerMonth: 20\n")}}
	for i := range 120 {
		var text strings.Builder
		fmt.Fprintf(&text, "apiVersion: kpilint/v1\nkind: Team\nid: t%d\nname: Team %d\nparent: org\nroles:\n  - {id: clerk, headcount: 2}\nkpis:\n", i, i)
		if i == 119 {
			text.WriteString("  - {id: calls, owner: clerk, measure: volume, target: \">= 50 calls/person/day\", effort: 15 min/call}\n")
		}
		for k := range 50 {
			fmt.Fprintf(&text, "  - {id: k%d, measure: volume, source: x, target: \">= %d pages/month\"}\n", k, k+1)
		}
		files[fmt.Sprintf("t%d.yaml", i)] = &fstest.MapFile{Data: []byte(text.String())}
	}
	out := write(t, HTML, lint(t, files), Options{})
	text := pieces(parsePage(t, out))
	for _, want := range []string{
		"Team 0 52 sound Team 1 52 sound Team 2 52 sound", "Team 119 2 cannot hold 51 sound",
		"without their numbers: 3302 definitions", "left out of this page: 1242 definitions", "more, counted above and not shown on this page.",
		"12 h 30 min/person/day = 50 calls/person/day × 15 min/call", // the numbers of what does not hold
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if len(out) > 5<<20 {
		t.Errorf("%d bytes", len(out))
	}
}

// TestPageOnly holds that a page about a part does not call sound what it leaves out.
func TestPageOnly(t *testing.T) {
	e, err := linter()
	if err != nil {
		t.Fatal(err)
	}
	r, err := e.Lint(t.Context(), engine.Input{
		FS: os.DirFS("../../testdata/acme"), AllFacts: true, Only: []string{"marketing.yaml"},
	})
	if err != nil {
		t.Fatal(err)
	}
	text := pieces(parsePage(t, write(t, HTML, r, Options{})))
	if want := "This page is about marketing.yaml alone"; !strings.Contains(text, want) || !strings.Contains(text, "Marketing 6 sound") {
		t.Errorf("the page does not say %q, or nothing of marketing", want)
	}
	for _, not := range []string{"A tidier warehouse", "Sales 9 sound", "Customer support 5 sound"} {
		if strings.Contains(text, not) {
			t.Errorf("the page says %q", not)
		}
	}
}

// TestPageUnread holds that what is only written wrongly stands in a group of its own, after what has a sum, and is not said to break.
func TestPageUnread(t *testing.T) {
	r := lint(t, fstest.MapFS{"a.yaml": {Data: []byte(`apiVersion: kpilint/v1
kind: Team
id: a
roles:
  - {id: clerk, headcount: 2, kpis: [{id: c, measure: volume, target: ">= 50 calls/person/day", effort: 15 min/call}]}
kpis:
  - {id: k, targte: 5 pages/month}
`)}})
	text := pieces(parsePage(t, write(t, HTML, r, Options{})))
	for _, want := range []string{
		"2 things cannot hold, and 1 is written in a way that cannot be read.", "2 cannot hold 1 cannot be read 1 definition sound", "k cannot be read The language has no such field",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	markdown := write(t, Markdown, r, Options{})
	for _, out := range []string{text, markdown} {
		sum, slip := strings.Index(out, "12 h 30 min"), strings.Index(out, "targte")
		if sum < 0 || slip < sum {
			t.Errorf("the sum at %d, the slip at %d", sum, slip)
		}
	}
	if !strings.Contains(markdown, "#### Written in a way that cannot be read") {
		t.Error(markdown)
	}
}

// TestPageContents holds that a large organisation does not push its findings down: the contents fold its teams.
func TestPageContents(t *testing.T) {
	for n, want := range map[int]int{pageContents: 0, pageContents + 1: 1} {
		files := fstest.MapFS{}
		for i := range n {
			files[fmt.Sprintf("t%d.yaml", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "apiVersion: kpilint/v1\nkind: Team\nid: t%d\n", i)}
		}
		nav := elements(parsePage(t, write(t, HTML, lint(t, files), Options{})), "nav")[0]
		if got := len(elements(nav, "details")); got != want || len(elements(nav, "a")) < n {
			t.Errorf("%d teams: %d folded, %d links", n, got, len(elements(nav, "a")))
		}
	}
}

// TestByName holds the order of names.
func TestByName(t *testing.T) {
	names := []string{"", "7", "10", "alpha", "Beta", "Team", "Team 1", "team 01 a", "Team 2", "Team 10", "Team 10 b", "Team a", "Zeta", "Ärzte"}
	for i := range names {
		for j := range names {
			if got, want := byName(names[i], names[j]), cmp.Compare(i, j); got != want {
				t.Errorf("%q, %q: %d, want %d", names[i], names[j], got, want)
			}
		}
	}
}

// TestClaims holds that the title of a rule is not put above a finding that says something milder.
func TestClaims(t *testing.T) {
	rule := &policy.Rule{Level: policy.Error}
	for _, c := range []struct {
		f    engine.Finding
		want bool
	}{
		{engine.Finding{Level: policy.Error, Outcome: engine.Violated}, true}, {engine.Finding{Level: policy.Info, Outcome: engine.Violated}, false},
		{engine.Finding{Level: policy.Error, Outcome: engine.Violated, Message: "may not hold: x"}, false}, {engine.Finding{Level: policy.Error, Outcome: engine.NotCheckable}, false},
	} {
		if got := claims(rule, &c.f); got != c.want {
			t.Errorf("%+v: %v", c.f, got)
		}
	}
}

func TestDaysLeft(t *testing.T) {
	for _, c := range []struct{ from, until, text, state string }{
		{"", "2026-05-21", "1 day left", "excepted"}, {"", "2026-05-20", "last day today", "warning"}, {"", "2026-05-19", "ended 1 day ago", "error"},
		{"2026-05-20", "2026-06-30", "41 days left", "excepted"}, {"2026-05-22", "2026-06-30", "begins in 2 days", "excepted"}, {"", "", "no end", "warning"},
		{"", "2027-05-20", "365 days left", "excepted"},
	} {
		if text, state := daysLeft(c.from, c.until, "2026-05-20"); text != c.text || state != c.state {
			t.Errorf("%s to %s: %q, %s, want %q, %s", c.from, c.until, text, state, c.text, c.state)
		}
	}
}

func TestCompared(t *testing.T) {
	for in, want := range map[string]string{">= 40 calls/month": "at least 40 calls/month", "<5%": "less than 5%", "≤ 4 h p90": "at most 4 h p90", "= 3 days": "exactly 3 days", "15 min/call": "15 min/call"} {
		if got := compared(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}
