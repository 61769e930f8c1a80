# METADATA
# title: Name contradicts number
# description: Numbers in names and descriptions of KPIs and key results that say otherwise than the field beside them.
package kpilint.definition.name_contradicts_number

looked := input.counts.kpis + input.counts.objectives

violation contains {
	"msg": sprintf("the %s says %s, and the %s says %s: which of them holds?", [
		last(entry.at), entry.text, called(entry.field), entry.says,
	]),
	"kind": entry.kind,
	"resource": entry.resource,
	"at": entry.at,
	"fix": sprintf("Write %s in the %s, or %s in the %s, whichever is out of date; or take the number out of the words.", [
		entry.says, last(entry.at), entry.text, called(entry.field),
	]),
	"values": {
		"where": sprintf("its %s", [last(entry.at)]), "said": sprintf("“%s”", [entry.text]),
		"field": sprintf("its %s", [called(entry.field)]), "written": entry.says,
	},
	"related": [{"kind": entry.kind, "resource": entry.resource, "at": entry.field, "msg": entry.says}],
} if {
	some entry in input.nameNumbers
}

called(field) := "formula" if startswith(field, "formula/")

called(field) := sprintf("`%s`", [last(field)]) if not startswith(field, "formula/")

last(path) := parts[count(parts) - 1] if parts := split(path, "/")
