package wire_test

import (
	"context"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/facts/definition"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/rego"
	"github.com/kpilint/kpilint/engine/wire"
	"github.com/kpilint/kpilint/rules"
)

// aTarget is a target of a KPI or an expectation, in a map on one line or on a line of its own.
var aTarget = regexp.MustCompile(`(?m)^( *)target: ("[^"\n]*"|[^\s"#][^#\n]*?)$`)

// TestSameRows holds the same of KPIs with a row for each of two places: the examples with each target as a table.
func TestSameRows(t *testing.T) {
	e, rows := newEngine(t), 0
	for _, rule := range foreign(t) {
		p := compiled(t, rule)
		for _, name := range []string{"fail.yaml", "pass.yaml"} {
			data, err := os.ReadFile(path.Join("../../rules", rule.Category, rule.ID, name))
			if err != nil {
				continue // its examples are job descriptions
			}
			files := fstest.MapFS{"a.yaml": {Data: []byte(aTarget.ReplaceAllString(string(data),
				"${1}targets: [{for: {half: a}, target: ${2}}, {for: {half: b}, target: ${2}}]\n"+
					"${1}dimensions: {half: {values: [a, b]}}"))}}
			here, there := read(t, e, files), read(t, e, files)
			rows += len(here.Rows())
			same(t, rule.Name()+" on rows of "+name, here, there, p)
			if diff := cmp.Diff(unread(here), unread(there)); diff != "" {
				t.Errorf("%s on rows of %s, unread fields (-here +there):\n%s", rule.Name(), name, diff)
			}
		}
	}
	if rows < 200 {
		t.Errorf("only %d rows", rows)
	}
}

// TestSameCovered holds the same of rules about exceptions, which are told what these cover.
func TestSameCovered(t *testing.T) {
	e, outcomes := newEngine(t), 0
	for _, rule := range foreign(t) {
		if rule.For != "Exception" {
			continue
		}
		p := compiled(t, rule)
		for _, covered := range []definition.Covered{
			{Judged: true}, {Matches: []string{"a finding", "another"}, Judged: true}, {Locked: []string{"a finding"}}, {},
		} {
			files := os.DirFS(path.Join("../../rules", rule.Category, rule.ID))
			here, there := read(t, e, files, "fail.yaml"), read(t, e, files, "fail.yaml")
			for _, o := range []*engine.Organisation{here, there} {
				o.Covered = map[*model.Resource]*definition.Covered{}
				for _, x := range o.Of("Exception") {
					o.Covered[x] = &covered
				}
			}
			outcomes += same(t, rule.Name(), here, there, p)
		}
	}
	if outcomes < 5 {
		t.Errorf("%d outcomes", outcomes)
	}
}

// TestSameLater holds the same where facts of a KPI are worked out when it is judged.
func TestSameLater(t *testing.T) {
	e, err := engine.New(engine.Options{AsOf: day, Packs: []engine.Pack{{FS: rules.FS, Dir: ".", Trusted: true}},
		KeptTrees: 1})
	if err != nil {
		t.Fatal(err)
	}
	r, err := e.Lint(context.Background(), engine.Input{FS: os.DirFS("../../testdata/acme")})
	if err != nil || !r.Model.Facts.Later() {
		t.Fatal("facts are worked out at once", err)
	}
	o, outcomes := &engine.Organisation{Organisation: *r.Model}, 0
	for _, rule := range foreign(t) {
		if rule.Rego == nil {
			outcomes += same(t, rule.Name(), o, o, compiled(t, rule))
		}
	}
	if outcomes < 5 {
		t.Errorf("%d outcomes", outcomes)
	}
}

// policies ask of each document all that it says, and point into it in each way that they can.
const policies = `package main

deny contains {"msg": json.marshal(input)}

deny contains {"msg": "at a path", "path": concat("/", [sprint(step) | some step in path])} if {
	walk(input, [path, value])
	value == "calls"
}

deny contains {"msg": "at a name", "resource": "calls", "path": "target"}

deny contains {"msg": sprintf("on line %d", [line]), "_loc": {"line": line}} if some line in numbers.range(1, 40)

sprint(step) := sprintf("%v", [step])
`

// TestSameConftest holds the same of policies for conftest, whatever they see, also of documents that are no
// definitions and of definitions that stand in a document and are defined twice.
func TestSameConftest(t *testing.T) {
	files := fstest.MapFS{"a.yaml": {Data: []byte(strings.TrimPrefix(`
apiVersion: kpilint/v1
kind: Team
id: sales
name: Sales
kpis:
  - id: calls
    name: Calls
    target: ">= 50 to 60 calls/day"
  - id: calls
    name: Calls again
    description: |
      Two lines,
      of which this is the second.
roles:
  - {id: caller, name: Caller, headcount: 3, labels: {deep: "yes"}}
---
apiVersion: kpilint/v1
kind: KPI
id: orders
name: Orders
team: sales
owner: caller
target: 10 orders/week
`, "\n"))}}
	e := newEngine(t)
	for _, input := range []string{policy.InputDocument, policy.InputCombined, policy.InputModel} {
		c := &policy.Conftest{Pack: "strangers", Namespaces: []string{"main"}, Input: input}
		all, err := rego.LoadConftest(fstest.MapFS{"deny.rego": {Data: []byte(policies)}}, "strangers", c, nil)
		if err != nil {
			t.Fatal(err)
		}
		programs, err := rego.CompileConftest(all)
		if err != nil || len(programs) == 0 {
			t.Fatal(len(programs), err)
		}
		here, there := read(t, e, files), read(t, e, files)
		for _, o := range []*engine.Organisation{here, there} {
			o.Model.Others = []*model.Resource{model.Other("other.yaml", o.Of("Role")[0].Node, "/0")}
		}
		if n := same(t, "input "+input, here, there, programs...); n < 4 {
			t.Errorf("input %s: %d outcomes", input, n)
		}
	}
}

// TestNamedBytes holds that what is named comes back, and no other bytes are names.
func TestNamedBytes(t *testing.T) {
	var named wire.Named
	for _, rule := range foreign(t) {
		named.Add(compiled(t, rule))
	}
	data := named.Bytes()
	again, err := wire.ReadNamed(data)
	if err != nil || string(again.Bytes()) != string(data) {
		t.Fatal(err)
	}
	for n := range data {
		if _, err := wire.ReadNamed(data[:n]); err == nil {
			t.Errorf("%d of %d bytes are names", n, len(data))
		}
	}
}
