# METADATA
# title: Units do not convert
# description: Supply and demand, cost and budget, effort and target, or child and parent have no common dimension.
package kpilint.supply.units_do_not_convert

looked := input.counts.kpis + input.counts.objectives

violation contains {
	"msg": conflict.message,
	"kind": conflict.kind,
	"resource": conflict.resource,
	"at": conflict.at,
} if {
	some conflict in input.conflicts
	not conflict.asks
}

# A number without a unit may be meant in that of the other, and one of what is counted may be one of the item.
violation contains {
	"msg": conflict.message,
	"kind": conflict.kind,
	"resource": conflict.resource,
	"at": conflict.at,
	"level": "warning",
	"fix": "Write the number with its unit, or say how one converts into the other (`amount`).",
} if {
	some conflict in input.conflicts
	conflict.asks
}
