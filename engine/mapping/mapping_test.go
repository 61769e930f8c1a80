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
	want = "the mapping `targets` cannot give `id`: `lookup('team', row.Team)`: the lookup `team` has no `XYZ`" +
		"; add it under `lookups`, or say what counts instead, as in lookup('team', …, '')"
	if len(res.Problems) != 2 || res.Problems[0].Message != want || res.Problems[0].Span.Line != 6 {
		t.Errorf("problems: %+v", res.Problems)
	}
}

// TestPlaces holds that a field stands at the first cell that its expression reads and that is not empty.
func TestPlaces(t *testing.T) {
	_, res := made(t, `
let: {unit: row.Unit}
each:
  - kind: KPI
    fields:
      id: slug(row.KPI)
      target: first(row.Target, row.Old) + ' ' + unit
      direction: "'higher'"
`, "Nr,KPI,Target,Old,Unit\n1,Calls,,50,calls\n")
	if len(res.Roots) != 1 || len(res.Problems) > 0 {
		t.Fatalf("%+v", res)
	}
	for field, column := range map[string]int{"id": 3, "target": 10, "direction": 1} {
		if at := res.Roots[0].Get(field).Span(); at.Line != 2 || at.Column != column {
			t.Errorf("%s stands at %d:%d, want 2:%d", field, at.Line, at.Column, column)
		}
	}
}

// TestTree holds that records find the one above them, by ids, by dotted numbers and by their order.
func TestTree(t *testing.T) {
	for name, c := range map[string]struct{ tree, table string }{
		"ids":    {"{id: row.No, parent: row.Above}", "No,Above,Is,Name\na,,o,Grow\nb,a,k,Calls\n"},
		"dotted": {"{id: row.No, parent: \"part(row.No, '^(.*)[.]')\"}", "No,Is,Name\n1.1,k,Calls\n1,o,Grow\n"},
		"order":  {"{above: row.Is == 'o'}", "Is,Name\no,Grow\nk,Calls\n"},
	} {
		yaml, res := made(t, "from: {tree: "+c.tree+`}
each:
  - {when: row.Is == 'o', kind: Objective, fields: {id: slug(row.Name), name: row.Name}}
  - when: row.Is == 'k'
    kind: KeyResult
    fields: {id: slug(row.Name)}
    in: {kind: Objective, fields: {id: slug(parent.Name)}}
`, c.table)
		want := "id: grow\n"
		if len(res.Problems) > 0 || len(res.Roots) != 1 || !strings.Contains(yaml, want) ||
			!strings.Contains(yaml, "- id: calls") || !strings.Contains(yaml, "name: Grow") {
			t.Errorf("%s: %+v\n%s", name, res.Problems, yaml)
		}
	}
}

// TestOuterContradicts holds that two records which say different things of the definition around them are told.
func TestOuterContradicts(t *testing.T) {
	_, res := made(t, `
each:
  - kind: KPI
    fields: {id: slug(row.KPI)}
    in: {kind: Team, fields: {id: slug(row.Team), name: row.Name}}
`, "Team,Name,KPI\nsales,Sales,a\nsales,Selling,b\n")
	if len(res.Roots) != 1 || len(res.Problems) != 1 ||
		!strings.Contains(res.Problems[0].Message, "has the name `Selling` here, and `Sales` in a record before") {
		t.Errorf("%+v", res.Problems)
	}
}

// TestFrom holds where records are found in a table.
func TestFrom(t *testing.T) {
	each := "\neach:\n  - {kind: KPI, fields: {id: \"slug(%)\", name: \"file + key\"}}\n"
	for _, c := range []struct{ from, id, table, want string }{
		{"{header: 3}", "row.KPI", "Title,\nKPI,x\nKPI,y\nCalls,1\n", "id: calls\n"},
		{"{header: 0, last: 2}", "row.B", "1,Calls\n2,Visits\n3,Letters\n", "id: visits\n"},
		{"{fill: [KPI]}", "row.KPI + row.No", "KPI,No\nCalls,1\n,2\n", "id: calls2\n"},
		{"{header: 1}", "row['KPI (2)']", "KPI,KPI\nCalls,Visits\n", "id: visits\n"},
	} {
		yaml, res := made(t, "from: "+c.from+strings.Replace(each, "%", c.id, 1), c.table)
		if len(res.Problems) > 0 || !strings.Contains(yaml, c.want) || strings.Contains(yaml, "letters") {
			t.Errorf("%s: %+v\n%s", c.from, res.Problems, yaml)
		}
	}
	_, res := made(t, "from: {fill: [Tem]}"+strings.Replace(each, "%", "row.KPI", 1), "Team,KPI\na,Calls\n")
	want := "`Tem`, and there is none; did you mean `Team`?"
	if len(res.Problems) != 1 || !strings.Contains(res.Problems[0].Message, want) {
		t.Errorf("%+v", res.Problems)
	}
	_, res = made(t, "from: {header: 1}"+strings.Replace(each, "%", "row.Zzz", 1), "Team,KPI\na,Calls\n")
	if len(res.Problems) == 0 || !strings.Contains(res.Problems[0].Message, "; the file has `Team`, `KPI`") {
		t.Errorf("%+v", res.Problems)
	}
	_, res = made(t, "from: {header: 9}"+strings.Replace(each, "%", "row.KPI", 1), "KPI\nCalls\n")
	if len(res.Problems) != 1 || !res.Problems[0].Column || !strings.Contains(res.Problems[0].Message, "row 9 is empty") {
		t.Errorf("%+v", res.Problems)
	}
}

// TestRefused holds what is said of a mapping that is wrong, each at its place.
func TestRefused(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"each: [{kind: KPI, fields: {name: row.KPI}}]", "a KPI needs an `id`"},
		{"each: [{kind: KPI, fields: {id: row.KPI, targt: row.A}}]",
			"4:42: mapping targets: a KPI has no field `targt`; did you mean"},
		{"each: [{kind: Keyresult, fields: {id: row.KPI}}]",
			"`Keyresult` is not allowed for `kind`; did you mean `KeyResult`?"},
		{"each: [{kind: Number, fields: {id: row.KPI}}]",
			"`Number` is not allowed for `kind`; it may be Organisation, "},
		{"each: [{kind: KeyResult, fields: {id: key, due: key}, in: {kind: Objective, fields: {id: key}}}]",
			"a KeyResult has no field `due`"},
		{"each: [{kind: Objective, fields: {id: key, due: key}}]", "an Objective has no field `due`"},
		{"each: [{kind: KeyResult, fields: {id: row.KPI}}]", "a KeyResult stands in an Objective"},
		{"each: [{kind: Team, fields: {id: row.A}, in: {kind: KPI, fields: {id: row.B}}}]", "a Team cannot stand in a KPI"},
		{"each: [{kind: KPI, fields: {id: \"lookup('teem', row.A)\"}}]\nlookups: {team: {a: b}}", "did you mean `team`?"},
		{"each: [{kind: KPI, fields: {id: key}}]\nfrom: {records: a}", "begins without a `/`"},
		{"each: [{kind: KPI, fields: {id: key}}]\nfrom: {records: /a, header: 1}", "write one of them"},
		{"each: [{kind: KPI, fields: {id: key}}]\nfrom: {headings: {a: 1, b: 1}}", "are the same level"},
		{"each: [{kind: KPI, fields: {id: key}}]\nfrom: {tree: {id: key}}", "write `id` and `parent`, or `above`"},
		{"each: [{kind: KPI, fields: {id: key}}]\nlet: {row: key}", "choose another name"},
		{"each: [{kind: KPI, fields: {id: key}, when: key}]", "gives a text, must give true or false"},
		{"each: []", ""},
		{"---\na: b", "a second document begins here"},
	} {
		_, err := mapping.Load("targets.map.yaml", []byte(head+c.text+"\n"), false)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.text, err, c.want)
		}
	}
}

// TestStyles holds how dates and numbers of other styles are read; want is a part of what is said behind "!".
func TestStyles(t *testing.T) {
	for _, c := range []struct{ call, text, want string }{
		{"decimal(row.X, ',')", "1.234,56 h", "1234.56 h"},
		{"decimal(row.X, '.')", "1,234.5", "1234.5"},
		{"decimal(row.X, '.')", "150'000", "150000"},
		{"decimal(row.X, ',')", "1.23,4", "!is not a number with the decimal mark"},
		{"date(row.X, 'dd.mm.yyyy')", "3.5.2026", "2026-05-03"},
		{"date(row.X, 'mm/dd/yy')", "05/31/26", "2026-05-31"},
		{"date(row.X, 'd mmm yyyy')", "7 March 2026", "2026-03-07"},
		{"date(row.X, 'mm/dd/yyyy')", "31/05/2026", "!is not a date of the style mm/dd/yyyy"},
		{"date(row.X, 'dd.mm.yyyy')", "3.5.2026 or so", "!` or so` is left over"},
		{"part(row.X, '([0-9]+) days')", "in 12 days", "12"},
		{"replace(row.X, 'a', 'bb')", "aa", "bbbb"},
		{"before(row.X, ':') + after(row.X, ':')", "a : b", "ab"},
	} {
		yaml, res := made(t, "each: [{kind: KPI, fields: {id: \"'x'\", name: \""+c.call+"\"}}]\n",
			"X;Y\n"+c.text+";1\n")
		said := ""
		if len(res.Problems) > 0 {
			said = res.Problems[0].Message
		}
		part, fails := strings.CutPrefix(c.want, "!")
		yaml = strings.ReplaceAll(yaml, `"`, "")
		if fails && !strings.Contains(said, part) || !fails && !strings.Contains(yaml, "name: "+c.want+"\n") {
			t.Errorf("%s of %s: %s%s, want %s", c.call, c.text, yaml, said, c.want)
		}
	}
}
