# METADATA
# title: A draft is left
# description: A role, a team or a KPI with draft, which a person has not finished.
package kpilint.definition.draft_left

looked := count(drafts)

drafts := [r |
	some list in [input.kpis, input.roles, input.teams]
	some r in list
	r.draft
]

violation contains {
	"msg": sprintf("`%s` is a draft, and waits for a person to finish it", [r.fullName]),
	"kind": r.kind,
	"resource": r.fullName,
	"at": "draft",
} if {
	some r in drafts
}
