# METADATA
# title: Circular parent
# description: KPIs whose parents lead round in a circle, one finding a circle, at its first member by full name.
package kpilint.alignment.circular_parent

looked := input.counts.kpis

violation contains {
	"msg": sprintf("the parents of these KPIs lead round in a circle: %s", [ring.path]),
	"kind": "KPI",
	"resource": ring.first,
	"at": "parent",
	"fix": sprintf("Take `parent` out of the one that stands at the top: %s. Or name the KPI or objective above it.", [concat(" or ", [sprintf("`%s`", [m]) | some m in ring.members])]),
	"related": [{"kind": "KPI", "resource": m, "at": "parent", "msg": "in the circle"} |
		some m in ring.members
		m != ring.first
	],
} if {
	some ring in input.parentRings
}
