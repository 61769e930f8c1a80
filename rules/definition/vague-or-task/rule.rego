# METADATA
# title: Vague, or a task
# description: Names of KPIs, objectives and key results that say neither a number nor what will be different.
package kpilint.definition.vague_or_task

looked := input.counts.kpis + input.counts.objectives

violation contains {
	"msg": sprintf("`%s` promises something (`%s`) and names no number by which one would see it", [entry.name, word]),
	"kind": entry.kind,
	"resource": entry.resource,
	"at": entry.at,
	"values": {"promise": sprintf("`%s`", [entry.name])},
} if {
	some entry in input.unnumbered
	not entry.done
	not task(entry)
	word := first(data.params.vague, plain(entry.name))
	not regex.match(`\b\d`, entry.name)
}

violation contains {
	"msg": sprintf("`%s` is a task (`%s`), and does not say what will be different when it is done", [entry.name, verb(entry)]),
	"kind": entry.kind,
	"resource": entry.resource,
	"at": entry.at,
	"values": {"task": sprintf("`%s`", [entry.name])},
} if {
	some entry in input.unnumbered
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
