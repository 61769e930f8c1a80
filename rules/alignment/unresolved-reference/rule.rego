# METADATA
# title: Unresolved reference
# description: A reference that names nothing, or is ambiguous.
package kpilint.alignment.unresolved_reference

looked := input.counts.references

violation contains {
	"msg": message(ref),
	"kind": ref.kind,
	"resource": ref.resource,
	"at": ref.at,
	"edit": edit(ref),
} if {
	some ref in input.unresolved
}

edit(ref) := {"value": ref.nearest} if ref.slip

edit(ref) := null if not ref.slip

message(ref) := sprintf("`%s` may be %s: write the full name", [ref.text, concat(" or ", [sprintf("`%s`", [c]) | some c in ref.candidates])]) if {
	ref.candidates
}

message(ref) := sprintf("%s%s", [ref.reason, hint(ref)]) if {
	not ref.candidates
	ref.reason
}

message(ref) := sprintf("there is no %s `%s`%s", [ref.wanted, ref.text, hint(ref)]) if {
	not ref.candidates
	not ref.reason
}

hint(ref) := sprintf("; did you mean `%s`?", [ref.nearest])

hint(ref) := "" if not ref.nearest
