# METADATA
# title: Score without counterweight
# description: A share or score on which pay, a bonus or a job depends, and which no other number holds in check.
package kpilint.counterweight.score_without_counterweight

looked := input.counts.kpis

violation contains {
	"msg": sprintf("`%s` decides on the %s, and nothing beside it gets worse when it is reached in the wrong way: what would people leave out to reach `%s`?", [
		score.resource, concat(", ", sort(decides)), score.target,
	]),
	"kind": "KPI",
	"resource": score.resource,
	"at": "target",
	"values": {"consequence": concat(" and ", sort({words[s.what] | some s in score.decides}))},
} if {
	some score in input.decidingScores
	decides := {sprintf("%s of `%s`", [s.what, s.role]) | some s in score.decides}
}

words := {"bonus": "a bonus", "dismissal": "a job", "pay": "pay"}
