package engine_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
)

// The rules that mistakes are made in. They are right as they stand.
const (
	rightCEL = `id: bad
title: Bad
level: warning
for: KPI
params:
  most: {type: quantity, default: 50 calls/day, description: x}
  words: {type: texts, default: [TBD], description: x}
  n: {type: integer, default: 3, description: x}
when: has(kpi.target)
assert: kpi.target <= params.most
message: '"too many: " + string(kpi.target)'
`
	rightYAML = `id: bad
title: Bad
level: warning
for: KPI
params:
  most: {type: integer, default: 3, description: x}
`
	rightRego = `package kpilint.own.bad

violation contains {"msg": "x", "resource": kpi.fullName, "at": "target"} if {
	some kpi in input.kpis
	kpi.target.low > data.params.most
}
`
	judged = `apiVersion: kpilint/v1
kind: Team
id: sales
kpis:
  - {id: calls, owner: sales, target: 60 calls/day, formula: {numerator: a, denominator: b}}
  - {id: visits, owner: sales, target: 9 visits/day}
  - {id: nothing, owner: sales}
`
)

// change is another text for a part of a rule.
type change struct{ from, to string }

// mistakes are what newcomers write, and what they are told first: the file, the line, the column, and what to do.
var mistakes = []mistake{
	{"CEL", []change{{"assert:", "asert:"}}, "rule.yaml:10:1: unknown field `asert`; did you mean `assert`?"},
	{"CEL", []change{{"title:", "titel:"}}, "rule.yaml:1:5: a rule needs `title`"},
	{"CEL", []change{{"level: warning", "level: warn"}}, "rule.yaml:3:8: `warn` is not allowed for `level`; it may be error, warning, info: did you mean `warning`?"},
	{"CEL", []change{{"for: KPI", "for: Kpi"}}, "rule.yaml:4:6: `Kpi` is not allowed for `for`; it may be Organisation, Calendar, Team, Role, KPI, Objective, Service, CashPlan, Exception: did you mean `KPI`?"},
	{"CEL", []change{{"id: bad", "id: other"}}, "rule.yaml:1:5: the id is `other`, the folder is `bad`: make them the same"},
	{"CEL", []change{{"title: Bad\n", ""}}, "rule.yaml:1:5: a rule needs `title`"},
	{"CEL", []change{{"type: quantity", "type: quantitiy"}}, "rule.yaml:6:16: `quantitiy` is not allowed for `type`; it may be number, percent, quantity, integer, boolean, text, texts: did you mean `quantity`?"},
	{"CEL", []change{{"50 calls/day", "a lot"}}, "rule.yaml:6:35: the default of `most`: a number is expected here, as in 50 calls/day; \"a\" is not a number"},
	{"CEL", []change{{"default: 3", "default: three"}}, "rule.yaml:8:31: the default of `n`: `three` is not a whole number"},
	{"CEL", []change{{"default: 3, ", ""}}, "rule.yaml:8:3: this entry of `n` needs `default`"},
	{"CEL", []change{{"string(kpi.target)'", "string(kpi.target)"}}, "rule.yaml:11:10: the quotation that starts here is never closed: add ' where it ends (an expression that begins with a quotation mark, `!`, `[` or `{` is written on the line after `message: >-`)"},
	{"CEL", []change{{"'\"too many: \" + string(kpi.target)'", "\"too many: \" + string(kpi.target)"}}, "rule.yaml:11:23: \"+ string(kpi.target)\" is no key of the map above: check its indentation, or quote the text it belongs to (an expression that begins with a quotation mark, `!`, `[` or `{` is written on the line after `message: >-`)"},
	{"CEL", []change{{"when: has(kpi.target)", "when: !has(kpi.target)"}}, "rule.yaml:9:7: tag \"!has(kpi.target)\" does not fit this value or is not known: write the value without a tag (an expression that begins with a quotation mark, `!`, `[` or `{` is written on the line after `when: >-`)"},
	{"CEL", []change{{"  most:", "\tmost:"}}, "rule.yaml:6:1: this line is indented with a tab: use spaces"},
	{"CEL", []change{{"message: '\"too many: \" + string(kpi.target)'\n", ""}}, "rule.yaml:10:1: an `assert` needs a `message`"},
	{"CEL", []change{{"for: KPI\n", ""}}, "rule.yaml:9:1: an `assert` needs `for`: the kind it is about"},
	{"CEL", []change{{"kpi.target <=", "kpi.tagret <="}}, "rule.yaml:10:13: KPI has no field `tagret`; did you mean `target`?"},
	{"CEL", []change{{"kpi.target <=", "kpi.facts.permonth <="}}, "rule.yaml:10:19: KPIFacts has no field `permonth`; did you mean `perMonth`?"},
	{"CEL", []change{{"kpi.target <=", "kpis.target <="}}, "rule.yaml:10:9: there is no `kpis` here; did you mean `kpi`?"},
	{"CEL", []change{{"kpi.target <=", "KPI.target <="}}, "rule.yaml:10:9: `KPI` is the kind; the definition is `kpi`"},
	{"CEL", []change{{"string(kpi.target)", "strng(kpi.target)"}}, "rule.yaml:11:26: there is no function `strng`; did you mean `string`?"},
	{"CEL", []change{{"string(kpi.target)", "kpi.target.toString()"}}, "rule.yaml:11:37: there is no function `toString`; write `string(…)`"},
	{"CEL", []change{{"has(kpi.target)", "exists(kpi.target)"}}, "rule.yaml:9:7: there is no function `exists`; whether a field is there is asked with `has(…)`; of a list, `list.exists(x, …)`"},
	{"CEL", []change{{"has(kpi.target)", "len(kpi.fullName) > 3"}}, "rule.yaml:9:7: there is no function `len`; write `size(…)`"},
	{"CEL", []change{{"params.most", "params.mst"}}, "rule.yaml:10:30: params has no field `mst`; did you mean `most`?"},
	{"CEL", []change{{"params.most", "most"}}, "rule.yaml:10:23: there is no `most` here; did you mean `params.most`?"},
	{"CEL", []change{{"kpi.target <= params.most", "kpi.target <= \"50\""}}, "rule.yaml:10:20: `<=` cannot compare a quantity and a text: write the number as `quantity(\"50 calls/day\")`, or as a parameter"},
	{"CEL", []change{{"kpi.target <= params.most", "kpi.target"}}, "rule.yaml:10:9: gives a quantity, must give true or false: compare it with something"},
	{"CEL", []change{{"\"too many: \" + string(kpi.target)", "kpi.target"}}, "rule.yaml:11:11: gives a quantity, must give a text: write `string(kpi.target)`, or a text in quotation marks"},
	{"CEL", []change{{"string(kpi.target)", "kpi.target"}}, "rule.yaml:11:24: `+` cannot join a text and a quantity: write `string(…)` around what is not text"},
	{"CEL", []change{{"string(kpi.target)", "params.n"}}, "rule.yaml:11:24: `+` cannot join a text and a whole number: write `string(…)` around what is not text"},
	{"CEL", []change{{"kpi.target <= params.most", "kpi.target = params.most"}}, "rule.yaml:10:20: `=` is not an operator: `==` compares"},
	{"CEL", []change{{"when: has(kpi.target)", "when: has(kpi.target) and has(kpi.owner)"}}, "rule.yaml:9:23: `and` does not fit here: write `&&`"},
	{"CEL", []change{{"when: has(kpi.target)", "when: has(kpi.target"}}, "rule.yaml:9:21: a `)` is missing here"},
	{"CEL", []change{{"has(kpi.target)", "has(kpi)"}}, "rule.yaml:9:7: `has(…)` asks for a field, as in `has(kpi.name)`"},
	{"CEL", []change{{"kpi.target <= params.most", "kpi.target.noun in params.wrds"}}, "rule.yaml:10:35: params has no field `wrds`; did you mean `words`?"},
	{"CEL", []change{{"\"too many: \"", "\"too many: "}}, "rule.yaml:11:11: the text that begins here does not end: add a quotation mark"},
	{"CEL", []change{{"50 calls/day", "50 letters/day"}}, "rule.yaml:10:9: calls/day and letters/day do not convert (`kpi.target` is 60 calls/day, `params.most` is 50 letters/day): ask for its `unit` or `noun` in `when` (on `sales/calls`)"},
	{"CEL", []change{{"kpi.target <= params.most", "kpi.cost <= params.most"}}, "rule.yaml:10:9: the rule reads `cost`, which is not there: ask `has(…)` before it, in `when` or with `&&`, or list it under `requires` (on `sales/calls`)"},
	{"CEL", []change{{"when: has(kpi.target)\n", ""}}, "rule.yaml:9:9: visits/day and calls/day do not convert (`kpi.target` is 9 visits/day, `params.most` is 50 calls/day): ask for its `unit` or `noun` in `when` (on `sales/visits`)"},
	{"CEL", []change{{"kpi.target <= params.most", "kpi.target / (kpi.target - kpi.target) <= 1"}}, "rule.yaml:10:9: this divides by zero (`kpi.target` is 60 calls/day, `kpi.target - kpi.target` is 0 calls/day): ask in `when`, or before it with `&&`, that `kpi.target - kpi.target` is not zero (on `sales/calls`)"},
	{"CEL", []change{{"when: has", "each: target\nwhen: has"}}, "rule.yaml:9:7: `target` is a quantity, and `each` goes through a list"},
	{"CEL", []change{{"when: has", "each: keyResult\nwhen: has"}}, "rule.yaml:9:7: KPI has no field `keyResult`; `kpilint schema model` lists its fields"},
	{"CEL", []change{{"kpi.target <= params.most", "each.x"}}, "rule.yaml:10:9: there is no `each` here; an expression can name kpi, params, organisation, calendar, asOf"},
	{"CEL", []change{{"assert:", "at: tagret\nassert:"}}, "rule.yaml:10:5: a KPI has no field `tagret`; did you mean `target`?"},
	{"CEL", []change{{"assert:", "requires: [kpi.facts.permonth]\nassert:"}}, "rule.yaml:10:22: KPIFacts has no field `permonth`; did you mean `perMonth`?"},
	{"CEL", []change{{"kpi.target <= params.most", "kpi.labels[\"stage\"] == \"x\""}}, "rule.yaml:10:9: the rule reads `labels`, which is not there: ask `has(…)` before it, in `when` or with `&&`, or list it under `requires` (on `sales/calls`)"},
	{"CEL", []change{{"assert:", "also: [{asert: \"true\"}]\nassert:"}}, "rule.yaml:10:9: unknown field `asert`; did you mean `assert`?"},
	{"CEL", []change{{"assert:", "also: [{level: info, assert: \"false\"}]\nassert:"}}, "rule.yaml:10:8: an entry of `also` needs `message`"},
	{"CEL", []change{{"assert:", "also: [{level: info, message: '\"x\"'}]\nassert:"}}, "rule.yaml:10:8: an entry of `also` needs `assert`"},
	{"CEL", []change{{"kpi.target <= params.most", "params.n <= \"3\""}}, "rule.yaml:10:18: `<=` does not fit a whole number and a text"},
	{"CEL", []change{{"kpi.target <= params.most", "if kpi.target > params.most then false"}}, "rule.yaml:10:9: `if` does not fit here: write `condition ? this : that`, on the line after `>-`, as “: ” ends a key in YAML"},
	{"CEL", []change{{"kpi.target <= params.most", "kpi.target <= quantity(\"some calls\")"}}, "rule.yaml:10:23: a number is expected here, as in 50 calls/day; \"some\" is not a number"},
	{"CEL", []change{{"kpi.target <= params.most", "kpi.target == null"}}, "rule.yaml:10:23: a field is never null: ask with `has(…)` whether it is there"},
	{"CEL", []change{{"kpi.target <= params.most", "kpi.measure == \"volum\""}}, "rule.yaml:10:24: `measure` is never \"volum\"; did you mean \"volume\"?"},
	{"CEL", []change{{"kpi.target <= params.most", "(\"volum\" != kpi.measure)"}}, "rule.yaml:10:10: `measure` is never \"volum\"; did you mean \"volume\"?"},
	{"CEL", []change{{"kpi.target <= params.most", "kpi.measure in [\"rate\", \"volum\"]"}}, "rule.yaml:10:33: `measure` is never \"volum\"; did you mean \"volume\"?"},
	{"CEL", []change{{"kpi.target <= params.most", "kpi.facts.targetState == \"nubmer\""}}, "rule.yaml:10:34: `targetState` is never \"nubmer\"; did you mean \"number\"?"},
	{"CEL", []change{{"kpi.target <= params.most", "kpi.target.period == \"fortnight\""}}, "rule.yaml:10:30: `period` is never \"fortnight\"; it is hour, day, week, month, quarter or year"},
	{"CEL", []change{{"kpi.target <= params.most", "kpi.target.comparator != \"\""}}, "rule.yaml:10:34: `comparator` is never empty: ask with `has(…)` whether it is there"},
	{"CEL", []change{{"kpi.target <= params.most", "!kpi.id.matches(\"(a\")"}, {"assert: ", "assert: >-\n  "}}, "rule.yaml:11:19: the pattern `(a` cannot be read: a `)` is missing. A sign meant as itself stands in square brackets, as in `[(]`"},
	{"CEL", []change{{"default: 50 calls/day", "default: [50 calls/day]"}}, "rule.yaml:6:35: the default of `most`: this is a list, and `quantity` takes one value"},
	{"CEL", []change{{"type: quantity, default: 50 calls/day", "type: percent, default: 8 h"}}, "rule.yaml:6:34: the default of `most`: `8 h` is not a percentage, as in 85%"},
	{"CEL", []change{{"type: quantity, default: 50 calls/day", "type: number, default: many"}}, "rule.yaml:6:33: the default of `most`: `many` is not a plain number, as in 3 or 0.5; one with a unit has the type `quantity`"},
	{"CEL", []change{{"type: quantity, default: 50 calls/day", "type: boolean, default: soon"}}, "rule.yaml:6:34: the default of `most`: `soon` is neither true nor false"},
	{"CEL", []change{{"level: warning", "since: soon\nlevel: warning"}}, "rule.yaml:3:8: `soon` is neither a version, as in 1.2.0, nor a date, as in 2026-05-20"},
	{"CEL", []change{{rightCEL, "# a comment\n"}}, "rule.yaml:1:1: the file is empty: a rule has an `id`, a `title` and a `level`, and in CEL also `for`, `assert` and `message`"},
	{"CEL", []change{{"message:", "---\nid: other\nmessage:"}}, "rule.yaml:12:1: a second rule begins here: each has a folder of its own, with its rule.yaml"},
	{"CEL", []change{{"params.most", "50%"}}, "rule.yaml:10:23: a number with a unit is written `quantity(\"50%\")`, or is a parameter"},
	{"CEL", []change{{"params.most", "50 % && true"}}, "rule.yaml:10:23: a number with a unit is written `quantity(\"50%\")`, or is a parameter"},
	{"CEL", []change{{"params.most", "8 h"}}, "rule.yaml:10:23: a number with a unit is written `quantity(\"8 h\")`, or is a parameter"},
	{"CEL", []change{{"params.most", "50 calls/day || true"}}, "rule.yaml:10:23: a number with a unit is written `quantity(\"50 calls/day\")`, or is a parameter"},
	{"CEL", []change{{"kpi.target <= params.most", "kpi.facts.counterweights.filter(c).size() > 0"}}, "rule.yaml:10:34: `filter` takes a name and what is asked of it: write `list.filter(x, condition)`"},
	{"CEL", []change{{"kpi.target <= params.most", "kpi.facts.counterweights.exist(c, c.measure == \"x\")"}}, "rule.yaml:10:34: there is no function `exist`; did you mean `exists`?"},
	{"CEL", []change{{"assert:", "each: keyResults\nat: target\nassert:"}, {"kpi.target <= params.most", "has(each.target)"}}, "rule.yaml:10:7: KPI has no field `keyResults`; `kpilint schema model` lists its fields"},
	{"CEL", []change{{"assert:", "each: facts.time\nat: target\nassert:"}}, "rule.yaml:11:5: an entry of `facts.time` was worked out and is written nowhere: name a field of the definition with a `/` before it, as in `/target`"},
	{"CEL", []change{{"assert:", "each: facts.time\nat: nonsense/of/any/kind\nassert:"}}, "rule.yaml:11:5: an entry of `facts.time` was worked out and is written nowhere: name a field of the definition with a `/` before it, as in `/id`"},
	{"CEL", []change{{"assert:", "each: facts.hands\nat: protcts\nassert:"}}, "rule.yaml:11:5: nothing in a KPI has a field `protcts`; did you mean `protects`?"},
	{"Rego", []change{{"kpilint.own.bad", "kpilint.own.baad"}}, "rule.rego:1:21: the package is `kpilint.own.baad`, must be `kpilint.own.bad`"},
	{"Rego", []change{{"kpilint.own.bad", "kpilint.own-x.bad"}}, "rule.rego:1:20: a package has `_` for every hyphen: write `package kpilint.own.bad`"},
	{"Rego", []change{{"package kpilint.own.bad\n", ""}}, "rule.rego:2:1: a rule.rego begins with `package kpilint.own.bad`"},
	{"Rego", []change{{"input.kpis", "input.kpi"}}, "rule.rego:4:20: the model has no `kpi` in `input.kpi`; did you mean `kpis`?"},
	{"Rego", []change{{"kpi.target.low", "kpi.tagret.low"}}, "rule.rego:5:6: the model has no `tagret` in `kpi.tagret`; did you mean `target`?"},
	{"Rego", []change{{"kpi.target.low", "kpi.facts.permonth.low"}}, "rule.rego:5:12: the model has no `permonth` in `kpi.facts.permonth`; did you mean `perMonth`?"},
	{"Rego", []change{{" if {", " {"}}, "rule.rego:3:1: `if` is missing before the `{` of the body"},
	{"Rego", []change{{"violation contains", "violation"}}, "rule.rego:3:17: a finding is added to the set with `contains`: write `violation contains {…} if {`"},
	{"Rego", []change{{"violation contains {\"msg\": \"x\", \"resource\": kpi.fullName, \"at\": \"target\"} if {", "violation[msg] {"}}, "rule.rego:3:1: a finding is added to the set with `contains`: write `violation contains {…} if {`"},
	{"Rego", []change{{"kpi.target.low > data", "kpy.target.low > data"}}, "rule.rego:5:2: nothing gives `kpy` a value; did you mean `kpi`?"},
	{"Rego", []change{{"\tsome kpi in input.kpis\n", ""}}, "rule.rego:3:45: nothing gives `kpi` a value; write `some kpi in input.kpis` before it"},
	{"Rego", []change{{"kpi.target.low > data", "cuont(kpi.labels) > data"}}, "rule.rego:5:2: there is no function `cuont`; did you mean `count`?"},
	{"Rego", []change{{"kpi.target.low > data", "len(kpi.labels) > data"}}, "rule.rego:5:2: there is no function `len`; did you mean `count`?"},
	{"Rego", []change{{"data.params.most", "data.params.mst"}}, "rule.rego:5:31: the rule has no parameter `mst`; did you mean `most`?"},
	{"Rego", []change{{"data.params.most", "params.most"}}, "rule.rego:5:19: nothing gives `params` a value; the parameters of the rule are `data.params`"},
	{"Rego", []change{{"data.params.most", "input.params.most"}}, "rule.rego:5:25: the model has no `params` in `input.params`; the parameters of the rule are `data.params`"},
	{"Rego", []change{{"\tkpi.target.low > data", "\tcount(violation) > data"}}, "rule.rego:3:1: `violation` asks for itself, which a rule cannot"},
	{"Rego", []change{{"\tkpi.target.low > data.params.most\n}", "\tkpi.target.low > data.params.most\n"}}, "rule.rego:5:35: the file ends too early: a `}` or a bracket is not closed"},
	{"Rego", []change{{"\"msg\": \"x\"", "\"msg\": \"x"}}, "rule.rego:3:33: `resource` does not fit here: a comma, a bracket or a quotation mark is missing before it"},
	{"Rego", []change{{"\"msg\": \"x\",", "\"msg\": \"x\""}}, "rule.rego:3:32: `\"resource\"` does not fit here: a comma, a bracket or a quotation mark is missing before it"},
	{"Rego", []change{{"\tkpi.target", "\tx := 5\n\tkpi.target"}}, "rule.rego:5:2: `x` has a value that nothing uses: use it, or take the line out"},
	{"Rego", []change{{"\tkpi.target", "\tx := 5\n\tx := 6\n\tx == 6\n\tkpi.target"}}, "rule.rego:6:2: `x` has a value already: take another name"},
	{"Rego", []change{{"\"resource\": kpi.fullName", "\"resource\": \"nobody\""}}, "rule.rego:3:1: names the resource `nobody`, which does not exist"},
	{"Rego", []change{{"\"resource\": kpi.fullName, ", ""}}, "rule.rego:3:20: a finding needs `resource`, the full name of the definition it stands on"},
	{"Rego", []change{{"\"resource\": kpi.fullName", "\"resource\": kpi.id"}}, "rule.rego:3:1: names the resource `calls`, which does not exist; did you mean `sales/calls`? a rule names definitions by `fullName`"},
	{"Rego", []change{{"\"msg\": \"x\"", "\"msg\": 5"}}, "rule.rego:3:28: `msg` is a text: write `sprintf(\"…\", […])`, or a text in quotation marks"},
	{"Rego", []change{{"\"msg\": \"x\", ", ""}}, "rule.rego:3:20: a finding needs `msg`, a text that says what is wrong"},
	{"Rego", []change{{"\"msg\": \"x\"", "\"mesage\": \"x\", \"msg\": \"y\""}}, "rule.rego:3:21: a finding has no `mesage`; it may have msg, kind, resource, at, level, fix, depends, because, size, group, values, related, missing, edit"},
	{"Rego", []change{{"\"msg\": \"x\"", "\"level\": \"fatal\", \"msg\": \"y\""}}, "rule.rego:3:30: `fatal` is not a level: it may be error, warning or info"},
	{"Rego", []change{{"\"msg\": \"x\"", "\"kind\": \"Kpi\", \"msg\": \"y\""}}, "rule.rego:3:29: `Kpi` is not a kind; did you mean `KPI`?"},
	{"Rego", []change{{"\"at\": \"target\"", "\"at\": \"tagret\""}}, "rule.rego:3:65: a KPI has no field `tagret`; did you mean `target`?"},
	{"Rego", []change{{"violation contains {\"msg\": \"x\", \"resource\": kpi.fullName, \"at\": \"target\"}", "violation contains \"too many\""}}, "rule.rego:3:20: a finding is an object: {\"msg\": …, \"resource\": …, \"at\": …}"},
	{"Rego", []change{{"violation contains", "deny contains"}}, "rule.rego:3:1: the rule finds nothing: it has no `violation`, only `deny`"},
	{"Rego", []change{{"kpi.target.low >", "to_number(kpi.id) >"}}, "rule.rego:5:2: to_number: \"calls\" is not a number (`kpi` is {fullName: \"sales/calls\", …}) (on `sales/calls`)"},
	{"Rego", []change{{"\"msg\": \"x\"", "\"msg\": sprintf(\"%d calls\", [kpi.fullName])"}}, "rule.rego:3:1: a placeholder of the message does not fit its value: %!d(string=sales/calls) (on `sales/calls`); write %s for a text, %d for a whole number, %v for anything"},
	{"Rego", []change{{"\"msg\": \"x\"", "\"msg\": sprintf(\"%s calls\", kpi.fullName)"}}, "rule.rego:3:28: sprintf takes a text and a list of values: `sprintf(\"%s has %d\", [name, number])`"},
	{"Rego", []change{{"violation", "f(x) := 1 if x\n\nf(x) := 2 if x\n\nviolation"}, {"kpi.target.low", "f(kpi.fullName)"}}, "rule.rego:5:1: function f produced conflicting values: 1 at own/bad/rule.rego:3 2 at own/bad/rule.rego:5; write `contains` where several may hold, or conditions of which one holds (`x` is \"sales/calls\")"},
	{"Rego", []change{{"kpi.target.low >", "http.send({\"url\":\"x\"}).status >"}}, "rule.rego:5:2: a rule may not call `http.send`: it reaches the network, and a rule is about what is in the files"},
	{"Rego", []change{{"kpi.target.low >", "time.now_ns() >"}}, "rule.rego:5:2: a rule may not call `time.now_ns`: it reads the clock, and the same files must give the same findings tomorrow; today is `input.asOf` of the model"},
	{"Rego", []change{{"kpi.target.low > data", "kpi.target && kpi.target.low > data"}}, "rule.rego:5:14: `&&` is not Rego: conditions stand on lines of their own, or are separated by `;`"},
	{"Rego", []change{{"violation", "not_checkable contains {\"msg\":\"x\",\"resource\":\"sales\",\"missing\":\"text\"}\n\nviolation"}}, "rule.rego:3:64: `missing` is a list: write `[…]` around it"},
	{"Rego", []change{{"violation", "looked := \"x\"\n\nviolation"}}, "rule.rego:3:1: `looked` is a string, and must be a whole number"},
}

// mistake is what somebody writes otherwise than in a rule that is right, and what is said of it.
type mistake struct {
	language string
	changes  []change
	want     string
}

// files are those of the rule with the mistake.
func (m mistake) files(t *testing.T) fstest.MapFS {
	t.Helper()
	if m.language == "CEL" {
		return fstest.MapFS{"own/bad/rule.yaml": {Data: []byte(changed(t, rightCEL, m.changes))}}
	}
	return fstest.MapFS{
		"own/bad/rule.yaml": {Data: []byte(rightYAML)},
		"own/bad/rule.rego": {Data: []byte(changed(t, rightRego, m.changes))},
	}
}

// TestMistakes makes each mistake in a rule that is right, and holds what its author is told.
func TestMistakes(t *testing.T) {
	for i, m := range mistakes {
		t.Run(fmt.Sprintf("%d %s", i, m.want), func(t *testing.T) {
			t.Parallel()
			got := firstMistake(t, m.files(t))
			if got != m.want {
				t.Errorf("told  %s\nwant  %s", got, m.want)
			}
		})
	}
}

// TestNoMistake holds that the rules are right without a change.
func TestNoMistake(t *testing.T) {
	for name, files := range map[string]fstest.MapFS{
		"CEL":  {"own/bad/rule.yaml": {Data: []byte(strings.Replace(rightCEL, "has(kpi.target)", "has(kpi.target) && kpi.target.unit == params.most.unit", 1))}},
		"Rego": {"own/bad/rule.yaml": {Data: []byte(rightYAML)}, "own/bad/rule.rego": {Data: []byte(rightRego)}},
	} {
		if got := firstMistake(t, files); got != "" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func changed(t *testing.T, text string, changes []change) string {
	t.Helper()
	for _, c := range changes {
		if !strings.Contains(text, c.from) {
			t.Fatalf("the rule has no %q", c.from)
		}
		text = strings.Replace(text, c.from, c.to, 1)
	}
	return text
}

// firstMistake is the first error of the rules, with its place in the rule; its source line is the one at that place.
func firstMistake(t *testing.T, pack fstest.MapFS) string {
	t.Helper()
	e, _ := engine.New(engine.Options{AsOf: calendar.Date{Year: 2026, Month: 5, Day: 20}, Packs: []engine.Pack{{FS: pack, Dir: "."}}})
	r, err := e.Lint(context.Background(), engine.Input{FS: fstest.MapFS{"sales.yaml": {Data: []byte(judged)}}})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Errors) == 0 {
		return ""
	}
	first := r.Errors[0]
	if len(r.Errors) > 1 && !strings.HasPrefix(first.Message, "a rule needs") { // a misspelt key is two: one is missing, and one unknown
		t.Errorf("one mistake gives %d errors: %v", len(r.Errors), r.Errors)
	}
	lines := strings.Split(string(pack[first.File].Data), "\n")
	if first.Span.Line < 1 || first.Span.Line > len(lines) {
		t.Fatalf("the error is in line %d", first.Span.Line)
	}
	want := lines[first.Span.Line-1]
	if strings.HasPrefix(first.Message, "unknown field") { // what follows such a key may be anything
		want = want[:first.Span.EndColumn-1] + " …"
	}
	if first.Line != want {
		t.Errorf("the source line is %q, want %q", first.Line, want)
	}
	return strings.TrimPrefix(strings.Replace(first.Error(), "rule own/bad: ", "", 1), "own/bad/")
}
