package flow_test

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/model"
)

var update = flag.Bool("update", false, "write the golden files")

// of is the flow of a workspace in which no rule runs.
func of(t testing.TB, files fs.FS) *flow.Flow {
	t.Helper()
	e, err := engine.New(engine.Options{AsOf: calendar.Date{Year: 2026, Month: 5, Day: 20}})
	if err != nil {
		t.Fatal(err)
	}
	o, err := e.Read(context.Background(), engine.Input{FS: files, AllFacts: true})
	if err != nil {
		t.Fatal(err)
	}
	return flow.Of(&o.Organisation, func(*model.Resource) flow.Level { return flow.Sound })
}

// dump writes a flow as lines.
func dump(f *flow.Flow) string {
	var b strings.Builder
	for _, t := range f.Teams {
		fmt.Fprintf(&b, "team %s: %s: %s\n", t.Name, t.Title, t.About)
		for _, n := range t.Numbers {
			fmt.Fprintf(&b, "  %s: %s | %s | %s | lacks %v level %d\n", n.Name, n.Title, n.Value, n.Note, n.Lacks, n.Level)
			for _, p := range n.Parts {
				fmt.Fprintf(&b, "    %s | %s | %d | %s\n", p.Title, p.Value, p.Level, p.Sum)
			}
		}
	}
	for _, band := range f.Bands {
		fmt.Fprintf(&b, "band %s | %s | %s | %s | %s | %g %g %g | chain %d width %g known %v maybe %v\n",
			band.Says(), band.Label, band.Amount, band.Short, band.Limit, band.Demand, band.Supply, band.Possible,
			band.Chain, band.Width(), band.Known, band.Maybe)
	}
	for _, g := range f.Goals {
		fmt.Fprintf(&b, "goal %s | %s | %s\n", g.Title, strings.Join(g.Results, " · "), g.Risk)
	}
	for _, s := range f.Serves {
		goal := "none"
		if s.Goal != nil {
			goal = s.Goal.Title
		}
		fmt.Fprintf(&b, "serve %s → %s direct %v silent %v\n", s.Team.Title, goal, s.Direct, s.Silent)
	}
	for _, c := range f.Cash {
		fmt.Fprintf(&b, "%s | %s | %v | %g %g | %s | %s | %s | %d causes | %s\n", c.Title, c.InOut, c.Months, c.Free,
			c.Held, c.FreeText, c.HeldText, c.ShortText, len(c.Causes), c.Sum)
	}
	return b.String()
}

// TestGolden compares the flow of whole workspaces, as lines; -update writes them.
func TestGolden(t *testing.T) {
	for _, name := range []string{"acme", "hospital", "parcel", "software"} {
		got, file := dump(of(t, os.DirFS("../../testdata/"+name))), "testdata/"+name+".txt"
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s is otherwise (-want +got):\n%s", file, diff)
		}
	}
}

// TestShortByTeam holds that what a team needs of an item of another is one shortfall, whichever of its numbers need
// it.
func TestShortByTeam(t *testing.T) {
	f := of(t, fstest.MapFS{"x.yaml": {Data: []byte(`
apiVersion: kpilint/v1
kind: Team
id: sales
kpis:
  - {id: calls, target: ">= 300 calls/month", needs: [{item: warm lead, amount: 1 warm lead/call}]}
  - {id: visits, target: ">= 100 visits/month", needs: [{item: warm lead, amount: 2 warm leads/visit}]}
  - {id: notes, target: ">= 100 notes/month", needs: [{item: pen, amount: 1 pen/note}]}
---
apiVersion: kpilint/v1
kind: Team
id: marketing
kpis:
  - {id: events, target: ">= 150 warm leads/month", produces: warm lead}
  - {id: adverts, target: ">= 50 warm leads/month", produces: warm lead}
`)}})
	var said []string
	for _, b := range f.ShortByTeam() {
		said = append(said, fmt.Sprintf("%s: %s %s, %s, joined %v", b.To.Team.Title, b.Label, b.Amount, b.Short, b.Joined))
	}
	want := []string{
		"Sales: Pens a month 0 of 100, 100 short, joined false",
		"Sales: Warm leads a month 200 of 500, 300 short, joined true",
	}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Error(diff)
	}
	if n := len(f.Short()); n != 5 {
		t.Errorf("%d bands fall short, want 5", n)
	}
}
