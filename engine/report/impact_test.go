package report

import (
	"bytes"
	"context"
	"encoding/json"
	"github.com/kpilint/kpilint/engine/source"
	"io"
	"math/big"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/impact"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/schema"
)

// hostileAnswer has a text in every place where an answer holds one.
func hostileAnswer(s string) *impact.Answer {
	at := source.Location{File: s, Span: source.Span{Line: 1, Column: 1, EndLine: 1, EndColumn: 2}}
	miss := quantity.Exact(big.NewRat(20, 1), quantity.NewUnit([]string{"%"}, nil))
	root := &impact.Node{ID: "KPI " + s, Kind: impact.KPI, Name: s, Title: s, Team: s, Owner: s + "x", At: at, Status: impact.Start, Sum: s, Path: []string{s}}
	goal := &impact.Node{ID: "Objective " + s, Kind: impact.Objective, Name: s, At: at, Status: impact.NotCheckable, Missing: []string{s}, Verdict: s, Path: []string{s, s}}
	l := &impact.Link{From: root, To: goal, Kind: s, At: at, Sum: s, Missing: []string{s}, Decides: true}
	root.Out = []*impact.Link{l, {From: root, To: root, Kind: s, Circle: true}}
	return &impact.Answer{Question: "impact", Kind: impact.KPI, Resource: s, Miss: miss, Roots: []*impact.Node{root}, Nodes: []*impact.Node{root, goal}, Links: root.Out}
}

var (
	dotStatement     = regexp.MustCompile(`^(digraph impact \{|\}|  rankdir=(TB|LR);|  (node|edge|n\d+|n\d+ -> n\d+) \[[a-z]+=(Q|[a-z0-9]+)(, [a-z]+=(Q|[a-z0-9]+))*\];)$`)
	dotQuoted        = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	mermaidStatement = regexp.MustCompile(`^(flowchart (TB|LR)|  classDef is[a-z]+ fill:#[0-9a-f]{6},stroke:#[0-9a-f]{6},color:#000000|  n\d+(\[Q\]|\(\[Q\]\)|\{\{Q\}\}):::is[a-z]+|  n\d+ (-->|-\.->)\|Q\| n\d+)$`)
	mermaidQuoted    = regexp.MustCompile(`"((?:[^"<>&` + "`" + `#]|<br/>|#(?:35|96|92|42|95|quot|lt|gt|amp);)*)"`)
)

// TestHostileImpact holds that no text of a definition leaves its place in any format: it ends no quotation and gives no command.
func TestHostileImpact(t *testing.T) {
	for _, s := range append(hostile, `"]; x -> y; "`, `a\`, `\"`, "`b`", "#quot;", "<br/>", "&lt;", "end", "]:::x", "|x|", "%% c", "--> y", `\N`) {
		for _, question := range []string{"impact", "needs"} {
			a := hostileAnswer(s)
			a.Question = question
			for _, format := range ImpactFormats() {
				var buf bytes.Buffer
				if err := Impact(&buf, a, format, Options{}); err != nil {
					t.Fatal(err)
				}
				checkImpact(t, format, buf.String())
			}
		}
		r := &impact.Ranking{Numbers: []*impact.Ranked{{Kind: impact.KPI, Name: s, Owner: s, At: source.Location{File: s}, Numbers: 1, Slack: []*impact.Slack{{Item: s, Missing: []string{s}}}}}}
		var buf bytes.Buffer
		if err := Ranking(&buf, r, 20, "text", Options{}); err != nil {
			t.Fatal(err)
		}
		checkImpact(t, "text", buf.String())
	}
}

func checkImpact(t *testing.T, format, out string) {
	t.Helper()
	if format == "json" {
		if !json.Valid([]byte(out)) || commands.MatchString(out) {
			t.Errorf("%s", out)
		}
		return
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(out, "\n"), "\n") {
		checkSafe(t, line)
		switch {
		case format == "dot" && !dotStatement.MatchString(dotQuoted.ReplaceAllString(line, "Q")),
			format == "mermaid" && !mermaidStatement.MatchString(mermaidQuoted.ReplaceAllString(line, "Q")):
			t.Errorf("no statement of %s: %s", format, line)
		}
	}
}

// TestWrapped holds that lines break between words, and never before a percent sign.
func TestWrapped(t *testing.T) {
	for _, c := range []struct {
		in   string
		want string
	}{
		{"", ""},
		{"one two", "one two"},
		{strings.Repeat("a", 60), strings.Repeat("a", 60)},
		{strings.Repeat("a", 40) + " 36 % more", strings.Repeat("a", 40) + " 36 %|more"},
	} {
		if got := strings.Join(wrapped(c.in), "|"); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

// TestImpactFollowsItsSchema holds that what is printed of every number of the workspaces is what schema/impact.schema.json says.
func TestImpactFollowsItsSchema(t *testing.T) {
	set, err := schema.Compile()
	if err != nil {
		t.Fatal(err)
	}
	e, err := engine.New(engine.Options{AsOf: calendar.Date{Year: 2026, Month: 5, Day: 20}})
	if err != nil {
		t.Fatal(err)
	}
	miss := quantity.Amount{Low: big.NewRat(1, 10), High: big.NewRat(1, 2)}
	for _, name := range []string{"acme", "city", "hospital", "parcel", "software"} {
		o, err := e.Read(context.Background(), engine.Input{FS: os.DirFS("../../testdata/" + name)})
		if err != nil {
			t.Fatal(err)
		}
		ranking, err := impact.Rank(t.Context(), &o.Organisation)
		if err != nil {
			t.Fatal(err)
		}
		follows(t, set, "impact", func(w io.Writer) error { return Ranking(w, ranking, 3, "json", Options{}) })
		for _, r := range append(o.Model.Of("KPI"), o.Model.Of("Team")...) {
			if a, err := impact.Of(t.Context(), &o.Organisation, r.Name, miss); err == nil {
				follows(t, set, "impact", func(w io.Writer) error { return Impact(w, a, "json", Options{}) })
			}
			if a, err := impact.Needs(t.Context(), &o.Organisation, r.Name); err == nil {
				follows(t, set, "impact", func(w io.Writer) error { return Impact(w, a, "json", Options{}) })
			}
		}
	}
}
