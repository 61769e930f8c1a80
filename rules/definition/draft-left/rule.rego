# METADATA
# title: A draft is left
# description: A role, a team or a KPI with draft, which a person has not finished.
package kpilint.definition.draft_left

looked := count(input.drafts)

violation contains {
	"msg": sprintf("`%s` is a draft, and waits for a person to finish it", [d.resource]),
	"kind": d.kind,
	"resource": d.resource,
	"at": "draft",
} if {
	some d in input.drafts
}
