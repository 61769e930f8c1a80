# METADATA
# title: Vague, or a task
# description: Names of KPIs, objectives and key results that say neither a number nor what will be different.
package kpilint.definition.vague_or_task

looked := count(input.kpis) + count(input.objectives)

# What is named, and whether a number stands beside it: a text (none, done or number).
named contains entry if {
	some kpi in input.kpis
	not kpi.purpose == "monitor"
	kpi.facts.targetState in {"number", "text", "relative", "missing"}
	entry := {"kind": "KPI", "resource": kpi.fullName, "at": "name", "name": kpi.title, "number": number(object.get(kpi, "target", {}))}
}

named contains entry if {
	some objective in input.objectives
	results := object.get(objective, "keyResults", [])
	not measured(results)
	entry := {"kind": "Objective", "resource": objective.fullName, "at": "name", "name": objective.title, "number": "none"}
}

named contains entry if {
	some objective in input.objectives
	some i, result in objective.keyResults
	not result.kpi
	not result.milestone
	entry := {
		"kind": "Objective",
		"resource": objective.fullName,
		"at": sprintf("keyResults/%d/name", [i]),
		"name": result.name,
		"number": number(object.get(result, "to", {})),
	}
}

# One key result that says what will be different is enough for its objective.
measured(results) if {
	some result in results
	number(object.get(result, "to", {})) == "number"
}

measured(results) if {
	some result in results
	result.kpi
}

measured(results) if {
	some result in results
	result.milestone
}

# All of it is only done, whatever it is.
number(q) := "none" if not is_number(object.get(q, "low", null))

number(q) := "done" if all_of_it(q)

number(q) := "number" if {
	is_number(object.get(q, "low", null))
	not all_of_it(q)
}

all_of_it(q) if {
	object.get(q, "unit", "") == "%"
	q.low == 100
}

violation contains {
	"msg": sprintf("`%s` promises something (`%s`) and names no number by which one would see it", [entry.name, word]),
	"kind": entry.kind,
	"resource": entry.resource,
	"at": entry.at,
} if {
	some entry in named
	entry.number == "none"
	not task(entry)
	word := first(data.params.vague, plain(entry.name))
	not regex.match(`\b\d`, entry.name)
}

violation contains {
	"msg": sprintf("`%s` is a task (`%s`), and does not say what will be different when it is done", [entry.name, verb(entry)]),
	"kind": entry.kind,
	"resource": entry.resource,
	"at": entry.at,
} if {
	some entry in named
	entry.number in {"none", "done"}
	task(entry)
}

task(entry) if {
	verb(entry)
	not first(data.params.effects, plain(entry.name))
	not regex.match(`\b\d`, entry.name)
}

verb(entry) := verbs[0] if {
	name := plain(entry.name)
	verbs := [v | some v in data.params.tasks; startswith(name, plain(v))]
}

# The first of some words that stands in a text.
first(words, text) := [w | some w in words; contains(text, plain(w))][0]

# A text as words in small letters, with a space before, between and after them.
plain(text) := sprintf(" %s ", [trim(regex.replace(lower(text), `[^\pL\pN]+`, " "), " ")])
