# METADATA
# title: Relative target
# description: Targets of KPIs, of expectations and of key results that name the average, a rank or the best instead of a number.
package kpilint.gaming.relative_target

looked := (count(input.kpis) + count(input.roles)) + count(input.objectives)

violation contains {
	"msg": message(kpi.fullName, kpi.target.text),
	"kind": "KPI",
	"resource": kpi.fullName,
	"at": "target",
} if {
	some kpi in input.kpis
	kpi.facts.targetState == "relative"
}

violation contains {
	"msg": message(role.fullName, entry.text),
	"kind": "Role",
	"resource": role.fullName,
	"at": entry.at,
} if {
	some role in input.roles
	some entry in role.facts.relative
}

violation contains {
	"msg": message(objective.fullName, entry.text),
	"kind": "Objective",
	"resource": objective.fullName,
	"at": entry.at,
} if {
	some objective in input.objectives
	some entry in objective.facts.relative
}

message(name, text) := sprintf("`%s` sets `%s` against others: whether it is met depends on how they do, not on how good the work is", [text, name])
