# METADATA
# title: Circular support
# description: Objectives that support each other in a ring, one finding a ring, at its first member by full name.
package kpilint.alignment.circular_support

looked := input.counts.objectives

violation contains {
	"msg": sprintf("these objectives support each other in a circle: %s", [ring.path]),
	"kind": "Objective",
	"resource": ring.first,
	"at": "supports",
	"fix": sprintf("Take the link out of one of them, %s, and link that one to the goal it serves.", [concat(" or ", [sprintf("`%s`", [m]) | some m in ring.members])]),
	"related": [{"kind": "Objective", "resource": m, "at": "supports", "msg": "in the circle"} |
		some m in ring.members
		m != ring.first
	],
} if {
	some ring in input.rings
}
