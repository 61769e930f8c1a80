package report

import (
	"cmp"
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
		id, ok := strings.CutPrefix(to, "#")
		if ok && !ids[id] || !ok && !strings.HasPrefix(to, "https://example.org/") && !strings.HasPrefix(to, "mailto:?subject=") {
			t.Errorf("a link leads to %q", to)
		}
	}
	for _, d := range elements(root, "details") { // what unfolds can be reached and unfolded by keyboard
		if first := d.FirstChild; first == nil || first.Data != "summary" || len(elements(first, "a")) > 0 {
			t.Errorf("%.80q has no heading to unfold it", pieces(d))
		}
	}
	for n := range root.Descendants() {
		if tab := attribute(n, "tabindex"); tab != "" && tab != "0" {
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
	if want := "This page is about marketing.yaml alone"; !strings.Contains(text, want) || !strings.Contains(text, "6 sound") {
		t.Errorf("the page does not say %q, or nothing of marketing", want)
	}
	for _, not := range []string{"A tidier warehouse", "Sales 9 sound", "Customer support Part of"} {
		if strings.Contains(text, not) {
			t.Errorf("the page says %q", not)
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
