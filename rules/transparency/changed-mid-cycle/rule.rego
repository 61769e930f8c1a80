# METADATA
# title: Changed mid-cycle
# description: What a definition says otherwise than at the revision that `lint --since` names, while its cycle is under way.
package kpilint.transparency.changed_mid_cycle

looked := count(input.changes)

violation contains {
	"msg": sprintf("%s of `%s` was changed from `%s` to `%s` in the middle of a cycle, and no new `changeNote` says why", [c.what, c.resource, c.before, c.after]),
	"kind": c.kind,
	"resource": c.resource,
	"at": c.at,
} if {
	some c in input.changes
	c.running
	not c.explained
}
