package mapping_test

import (
	"context"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/content/csv"
	"github.com/kpilint/kpilint/engine/mapping"
	"github.com/kpilint/kpilint/engine/source"
)

const head = "apiVersion: kpilint/v1\nkind: Mapping\nid: targets\n"

// made are the definitions of a table as YAML, and what is said beside them.
func made(t *testing.T, text, table string) (yaml string, res *mapping.Result) {
	t.Helper()
	m, err := mapping.Load("targets.map.yaml", []byte(head+text), false)
	if err != nil {
		t.Fatal(err)
	}
	f, err := csv.Read("targets.csv", []byte(table))
	if err != nil {
		t.Fatal(err)
	}
	res, err = m.Apply(context.Background(), mapping.Input{Name: "targets", Content: f})
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, root := range res.Roots {
		data, err := source.WriteYAML(root, source.Remarks{})
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
	}
	return all.String(), res
}

func TestTable(t *testing.T) {
	text := `
lookups: {team: {MKT: marketing, SLS: sales}}
let: {unit: "row.Unit == '' ? 'points' : row.Unit"}
each:
  - when: "row['Target value'] != ''"
    kind: KPI
    fields:
      id: "slug(row.KPI)"
      name: "row.KPI"
      target: "decimal(row['Target value'], ',') + ' ' + unit"
    in: {kind: Team, fields: {id: "lookup('team', row.Team)", name: "lookup('team', row.Team)"}}
`
	yaml, res := made(t, text, `Plan of the year;;;;
Team;KPI;Target value;Unit;Notes
MKT;Leads made;2.500,5;leads/month;about
SLS;Calls;50;;
SLS;Open;;;nothing yet
XYZ;Lost;5;%;
`)
	want := `apiVersion: kpilint/v1
kind: Team
id: marketing
name: marketing
kpis:
    - id: leads-made
      name: Leads made
      target: 2500.5 leads/month
apiVersion: kpilint/v1
kind: Team
id: sales
name: sales
kpis:
    - id: calls
      name: Calls
      target: 50 points
`
	if yaml != want {
		t.Errorf("got\n%s\nwant\n%s", yaml, want)
	}
	if res.Records != 4 || res.LeftOut != 1 {
		t.Errorf("%d records, %d left out", res.Records, res.LeftOut)
	}
	if len(res.Unread) != 1 || !strings.Contains(res.Unread[0].Text, "`Notes` nowhere") {
		t.Errorf("unread: %v", res.Unread)
	}
	for _, p := range res.Problems {
		t.Log(p)
	}
}
