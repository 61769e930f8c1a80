package report

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/rules"
)

// pageOf is a page as a reader has it, in words.
func pageOf(t *testing.T, r *engine.Report, o Options) (root *html.Node, text string) {
	t.Helper()
	root = parsePage(t, write(t, HTML, r, o))
	return root, pieces(root)
}

func says(t *testing.T, text string, all ...string) {
	t.Helper()
	for _, want := range all {
		if !strings.Contains(text, fields(want)) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

// TestPageSays holds what people look for: the summary, the fact, the sum, what could change, the places of its
// factors, the numbers of teams, questions, a sheet for each role, and days left.
func TestPageSays(t *testing.T) {
	_, text := pageOf(t, acme(t), Options{})
	says(t, text,
		"Do the numbers of Acme hold? Checked as of 20 May 2026.",
		"What cannot hold: 1 day that is too full, 2 shortfalls and 1 other thing.",
		"decisions come first: Sales on “Salesperson”; Sales and Marketing together on “Sales prospecting calls”;",
		"As it stands, the goal “Significant growth with sustained profitability” is at risk.",
		"Sales needs 5,000 leads a month; Marketing plans 2,500 Cannot hold",
		"5 people × 50 calls/person/day × 20 days/month × 1 lead/call = 5,000 leads/month needed; “Qualified leads” supplies",
		"What could change. Lower “Sales prospecting calls” to 25 calls/person/day",
		"20 days/month days per month organisation.yaml, line 55 daysPerMonth: 20",
		"Installations that need no second visit at least 95% 91% today sound",
		"time needed 12 h 30 min/person/day = 50 calls/person/day × 15 min/call",
		"Sales needs 5,000 leads a month; Marketing plans 2,500. Can more be planned, or is less needed?",
		"Role sheet, as of 20 May 2026", "Your numbers at least 50 calls per person per day Sales prospecting calls",
		"Leads a month: 2,500 of 5,000 (2,500 short), from Marketing", "Room for decision", "Name Manager Date",
		"Six-week pilot with a dialler", "41 days left",
		"Allows The target takes more time than its activity has target-exceeds-time", "Until 30 June 2026",
		"Counterweight A number that gets worse when another one is reached with worse work.",
	)
}

// TestPagePictures holds which findings have a picture, and what it says to those who do not see it.
func TestPagePictures(t *testing.T) {
	root, _ := pageOf(t, acme(t), Options{})
	var all []string
	for _, svg := range elements(root, "svg") {
		if attribute(svg, "class") == "pic" {
			all = append(all, attribute(svg, "aria-label"))
		}
	}
	text := strings.ReplaceAll(strings.Join(all, "\n"), "\u00a0", " ")
	for _, want := range []string{
		"A day of 480 min: travel 72 min, meetings 72 min, follow ups 72 min, administration 72 min, " +
			"Sales prospecting calls 750 min. 558 min too many",
		"Sales, needed: 5,000 leads a month. Marketing, planned: 2,500 leads a month. 2,500 short.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no picture says %q\n%s", want, text)
		}
	}
}

// TestPageQuestions holds that what is not checkable is a question to its owner, and no definition is sound then.
func TestPageQuestions(t *testing.T) {
	r := lint(t, fstest.MapFS{"x.yaml": {Data: []byte(`apiVersion: kpilint/v1
kind: Team
id: desk
name: The desk
roles:
  - id: clerk
    name: Clerk
    kpis: [{id: calls, name: Calls, measure: volume, target: ">= 50 calls/person/day", effort: 5 min/call}]
`)}})
	r.Findings = append(r.Findings, engine.Finding{
		Category: "capacity", Rule: "role-overloaded", Level: policy.Error, Outcome: engine.NotCheckable,
		Resource: engine.Resource{Kind: "Role", ID: "desk/clerk"}, Missing: []string{"role `desk/clerk` has no `headcount`"},
		Message: "not checkable: role `desk/clerk` has no `headcount`",
	})
	r.Recount()
	root, text := pageOf(t, r, Options{})
	says(t, text, "1 question to ask",
		"Clerk Write an e-mail to Clerk Role Clerk has no headcount . What should stand there?")
	mail := ""
	for _, a := range elements(root, "a") {
		if to := attribute(a, "href"); strings.HasPrefix(to, "mailto:") {
			mail = to
		}
	}
	if !strings.Contains(mail, "body=1.%20Role%20Clerk%20has%20no%20headcount") {
		t.Errorf("the e-mail is %q", mail)
	}
}

// TestPageRooms holds who gets the room of a page: the gravest, but some for everything.
func TestPageRooms(t *testing.T) {
	for _, c := range []struct{ have, want map[string]int }{
		{map[string]int{"error": 10, "warning": 20}, map[string]int{"error": 10, "warning": 20}},
		{
			map[string]int{"error": 5_000, "warning": 5_000},
			map[string]int{"error": pageFindings - pageSection, "warning": pageSection},
		},
		{
			map[string]int{"info": 5_000, unread: 5_000},
			map[string]int{"info": pageSection, unread: pageFindings - pageSection},
		},
	} {
		got := rooms(c.have)
		for state, want := range c.want {
			if got[state] != want {
				t.Errorf("%v: %d of %s, want %d", c.have, got[state], state, want)
			}
		}
	}
}

// TestPageLimit holds that a large page says on its top what is left out, that every section stands with its count,
// and how large it gets.
func TestPageLimit(t *testing.T) {
	notice := ""
	out := write(t, HTML, many(5_000), Options{Notice: func(s string) { notice = s }})
	if len(out) > 3<<20 {
		t.Errorf("%d bytes", len(out))
	}
	top, _, _ := strings.Cut(out, "<main")
	if notice == "" || !strings.Contains(top, "There is more than this page holds.") {
		t.Errorf("the notice is %q", notice)
	}
	says(t, pieces(parsePage(t, out)), "Cannot hold 1500", "To look at 1500", "Good to know 1500", "kpilint lint -f json")
}

// TestPageLarge holds that 2,000 KPIs, of which each twentieth cannot hold and each has three more findings, make a
// page of less than 3 MB that names all of them.
func TestPageLarge(t *testing.T) {
	files := fstest.MapFS{"org.yaml": {Data: []byte("apiVersion: kpilint/v1\nkind: Organisation\nid: org\n")}}
	for i := range 100 {
		var text strings.Builder
		fmt.Fprintf(&text, "apiVersion: kpilint/v1\nkind: Team\nid: t%d\nname: Team %d\nparent: org\n"+
			"roles:\n  - {id: clerk, "+
			"name: Clerk of team %d, headcount: 2, time: {calls: 50%%}}\nkpis:\n", i, i, i)
		for k := range 20 {
			fmt.Fprintf(&text, "  - {id: k%d, name: Number %d of team %d, owner: clerk, activity: calls, measure: volume, "+
				"target: \">= %d calls/person/day\", effort: 15 min/call}\n", k, k, i, 10+k/19*10)
		}
		files[fmt.Sprintf("t%d.yaml", i)] = &fstest.MapFile{Data: []byte(text.String())}
	}
	e, err := engine.New(engine.Options{AsOf: calendar.Date{Year: 2026, Month: 5, Day: 20},
		Packs: []engine.Pack{{FS: rules.FS, Dir: ".", Trusted: true,
			Pages: "https://example.org/kpilint/kpilint/tree/main/rules/"}}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := e.Lint(t.Context(), engine.Input{FS: files, AllFacts: true})
	if err != nil || len(r.Findings) < 6_000 {
		t.Fatal(err, len(r.Findings))
	}
	out := write(t, HTML, r, Options{})
	if len(out) > 3_000_000 {
		t.Errorf("%d bytes", len(out))
	}
	for _, want := range []string{"Number 0 of team 0<", "Number 19 of team 99<", "Clerk of team 50<"} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is nowhere on the page", want)
		}
	}
}

// TestPageSince holds what changed since an earlier report, which has to be one.
func TestPageSince(t *testing.T) {
	r := acme(t)
	var before bytes.Buffer
	older := *r
	older.Findings = append([]engine.Finding{}, r.Findings[1:]...)
	gone := r.Findings[1]
	gone.Fingerprint, gone.Message = "0000", "`sales/orders` was another"
	older.Findings = append(older.Findings, gone)
	if err := JSON(&before, &older, Options{Version: "1"}); err != nil {
		t.Fatal(err)
	}
	previous, err := ReadPrevious(before.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	n := len(standing(r))
	_, text := pageOf(t, r, Options{Previous: previous})
	says(t, text, "What changed since 20 May 2026", fmt.Sprintf("1 new, 1 no longer there, %d as before.", n-1),
		"“Orders taken” was another")
	for _, wrong := range []string{"", "{}", `{"version": 2}`, "[1", `"x"`} {
		if _, err := ReadPrevious([]byte(wrong)); err == nil {
			t.Errorf("%q counts as a report", wrong)
		}
	}
}

// TestPageNames holds that names of any kind stay text, in the map, the pictures and the questions, too.
func TestPageNames(t *testing.T) {
	data, err := os.ReadFile("../../testdata/acme/sales.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		`<script>alert(1)</script>`, "\u202Eevil", strings.Repeat("very long ", 60), "😀 👩‍👩‍👧", "שלום עולם",
		`"><img src=x onerror=alert(1)>`,
		"{{.}}", "javascript:alert(1)",
	} {
		files := fstest.MapFS{}
		for _, file := range []string{"organisation.yaml", "marketing.yaml", "delivery.yaml"} {
			other, err := os.ReadFile("../../testdata/acme/" + file)
			if err != nil {
				t.Fatal(err)
			}
			files[file] = &fstest.MapFile{Data: other}
		}
		quoted := fmt.Sprintf("name: %q", name)
		files["sales.yaml"] = &fstest.MapFile{Data: bytes.ReplaceAll(bytes.ReplaceAll(data,
			[]byte("name: Sales prospecting calls"), []byte(quoted)), []byte("name: Salesperson"), []byte(quoted))}
		r := lint(t, files)
		out := write(t, HTML, r, Options{})
		checkPage(t, out)
		if strings.Contains(out, "<img") || strings.Contains(out, "<script>alert") || strings.ContainsAny(out, "\u202e") {
			t.Errorf("%q is no text on the page", name)
		}
	}
}

// TestPageCountsAlike holds that the title, the numbers below it and the groups of findings count the same things,
// also where findings of other levels follow from those that cannot hold.
func TestPageCountsAlike(t *testing.T) {
	day, err := calendar.ParseDate("2026-05-20")
	if err != nil {
		t.Fatal(err)
	}
	e, err := engine.New(engine.Options{Packs: []engine.Pack{{FS: rules.FS, Dir: "."}}, AsOf: day})
	if err != nil {
		t.Fatal(err)
	}
	r, err := e.Lint(t.Context(), engine.Input{FS: os.DirFS("../../testdata/hospital")})
	if err != nil || r.Summary.Error == 0 || r.Summary.Warning == 0 {
		t.Fatal(r, err)
	}
	_, text := pageOf(t, r, Options{})
	says(t, text, fmt.Sprintf("%d things cannot hold.", r.Summary.Error), fmt.Sprintf("%d cannot hold", r.Summary.Error),
		fmt.Sprintf("%d to look at", r.Summary.Warning), fmt.Sprintf("Cannot hold %d", r.Summary.Error))
}
