# METADATA
# title: Score without counterweight
# description: A share or score on which pay, a bonus or a job depends, and which no other number holds in check.
package kpilint.counterweight.score_without_counterweight

looked := input.counts.kpis

violation contains {
	"msg": sprintf("`%s` decides on the %s, and nothing beside it gets worse when it is reached in the wrong way: what would people leave out to reach `%s`?", [
		kpi.fullName, concat(", ", sort(decides)), kpi.target.text,
	]),
	"kind": "KPI",
	"resource": kpi.fullName,
	"at": "target",
	"values": {"consequence": concat(" and ", sort({words[s.what] | some s in stakes}))},
} if {
	some kpi in input.kpis
	kpi.measure in {"quality", "ratio", "rate"}
	kpi.facts.targetState == "number"
	not kpi.counterweights
	stakes := [s | some s in kpi.facts.stakes; decisive(s, kpi.fullName)]
	decides := {sprintf("%s of `%s`", [s.what, s.role]) | some s in stakes}
	count(decides) > 0
	not holding[kpi.fullName]
}

words := {"bonus": "a bonus", "dismissal": "a job", "pay": "pay"}

decisive(stake, _) if stake.what in {"bonus", "dismissal"}

decisive(stake, kpi) if {
	stake.what == "pay"
	not balanced(stake.role, kpi)
}

# What holds another number in check is itself looked at through that.
holding contains weight.kpi if {
	some kpi in input.kpis
	some weight in kpi.facts.counterweights
}

# Less of a cost or a time keeps no share honest. A second share does, and so does more of something, which the share
# keeps honest in turn.
lessens contains kpi.fullName if {
	some kpi in input.kpis
	kpi.facts.wants == "lower"
	not kpi.measure in {"quality", "ratio", "rate"}
}

# The pay of a role depends on another such number, too.
balanced(role, kpi) if {
	some r in input.roles
	r.fullName == role
	some share in r.facts.incentiveShares
	share.kpi != kpi
	not share.kpi in lessens
}
