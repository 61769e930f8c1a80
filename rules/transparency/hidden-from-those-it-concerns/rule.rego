# METADATA
# title: Hidden from those it concerns
# description: Definitions that fewer may see than the organisation's own setting says, without a reason.
package kpilint.transparency.hidden_from_those_it_concerns

looked := count(input.hidden)

violation contains {
	"msg": sprintf("%s to %s, and nobody says why (`visibilityReason`)", [kept(h), whom[h.visibility]]),
	"kind": h.kind,
	"resource": h.resource,
	"at": "visibility",
} if {
	some h in input.hidden
	not h.explained
}

kept(h) := sprintf("`%s` keeps every definition that says nothing else", [h.resource]) if h.kind == "Organisation"

kept(h) := sprintf("`%s` is kept", [h.resource]) if h.kind != "Organisation"

whom := {"team": "its own team", "private": "those directly concerned"}
