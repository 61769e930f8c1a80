# METADATA
# title: Owner missing
# description: A KPI or objective without an owner, with several, or with one that does not exist.
package kpilint.definition.owner_missing

looked := input.counts.kpis + input.counts.objectives

violation contains {
	"msg": sprintf("`%s` %s", [entry.resource, problem(entry)]),
	"kind": entry.kind,
	"resource": entry.resource,
	"at": "owner",
	"edit": edit(entry),
} if {
	some entry in input.unowned
}

problem(entry) := "has no owner: name one team or role" if entry.state == "missing"

problem(entry) := sprintf("has several owners, `%s`: name the one who answers for it", [entry.text]) if entry.state == "several"

problem(entry) := sprintf("belongs to `%s`, which is the whole organisation: name one team or role", [name(entry)]) if {
	entry.state == "organisation"
}

problem(entry) := sprintf("belongs to `%s`, which may be %s: write the full name", [entry.text, concat(" or ", entry.candidates)]) if {
	entry.state == "ambiguous"
}

problem(entry) := sprintf("belongs to `%s`, which is not a team or role%s", [entry.text, hint(entry)]) if entry.state == "unknown"

name(entry) := object.get(entry, "text", "the organisation")

hint(entry) := sprintf("; did you mean `%s`?", [entry.nearest])

hint(entry) := "" if not entry.nearest

edit(entry) := {"value": entry.nearest} if entry.slip

edit(entry) := null if not entry.slip
