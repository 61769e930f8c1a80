# METADATA
# title: Relative target
# description: Targets of KPIs, of expectations and of key results that name the average, a rank or the best instead of a number.
package kpilint.gaming.relative_target

looked := (input.counts.kpis + input.counts.roles) + input.counts.objectives

violation contains {
	"msg": sprintf(
		"`%s` sets `%s` against others: whether it is met depends on how they do, not on how good the work is",
		[entry.text, entry.resource],
	),
	"kind": entry.kind,
	"resource": entry.resource,
	"at": entry.at,
} if {
	some entry in input.relativeTargets
}
