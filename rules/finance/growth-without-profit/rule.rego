# METADATA
# title: Growth without profit
# description: What a customer brings against its cost, the pipeline against the quota, and goals that ask for size alone.
package kpilint.finance.growth_without_profit

looked := count([p | some p in input.cashPlans; p.facts.economics]) + count(input.growthGoals)

violation contains {
	"msg": sprintf("a customer who costs %s brings in %s: %s times as much, less than %v times", [e.cost.text, e.value.text, times(e.ratio), data.params.ratio]),
	"kind": "CashPlan",
	"resource": plan.fullName,
	"at": "economics/lifetimeValue",
	"depends": e.ratio.high >= data.params.ratio,
	"fix": sprintf("spend at most 1/%v of what a customer brings in to win one, or win those who bring in more", [data.params.ratio]),
	"because": e.ratio,
	"values": {"ratio": e.ratio},
} if {
	some plan in input.cashPlans
	e := plan.facts.economics
	e.ratio.low < data.params.ratio
}

violation contains {
	"msg": sprintf("%s of pipeline needed; %s is in sight: short by %s", [e.pipelineNeeded.sum, e.pipeline.text, e.pipelineShort.text]),
	"kind": "CashPlan",
	"resource": plan.fullName,
	"at": "economics/pipeline",
	"depends": e.pipeline.high >= e.pipelineNeeded.low,
	"fix": sprintf("fill the pipeline to %s, lower the quota, or win a larger share", [e.pipelineNeeded.text]),
	"because": e.pipelineNeeded,
	"values": {"needed": e.pipelineNeeded, "pipeline": e.pipeline},
} if {
	some plan in input.cashPlans
	e := plan.facts.economics
	e.pipeline.low < e.pipelineNeeded.high
}

violation contains {
	"msg": sprintf("`%s` wants `%s` to rise, and none of its key results is a ratio or a quality that says at what price", [goal.resource, result.id]),
	"kind": "Objective",
	"resource": goal.resource,
	"at": result.at,
	"fix": "add a key result that says at what price, such as the margin, or the cost of a new customer",
	"values": {"rising": sprintf("`%s`", [result.id])},
} if {
	some goal in input.growthGoals
	unbalanced(goal)
	count(goal.unmeasured) == 0
	some result in goal.rising
}

not_checkable contains {
	"msg": "the economics are not known",
	"kind": "CashPlan",
	"resource": plan.fullName,
	"at": "economics",
	"missing": missing,
} if {
	some plan in input.cashPlans
	some missing in {plan.facts.economics.ratio.missing, plan.facts.economics.pipelineNeeded.missing}
}

not_checkable contains {
	"msg": "what the key results measure is not known",
	"kind": "Objective",
	"resource": goal.resource,
	"at": goal.rising[0].at,
	"missing": goal.unmeasured,
} if {
	some goal in input.growthGoals
	unbalanced(goal)
	count(goal.unmeasured) > 0
}

# More digits where two would make it look like the limit.
times(ratio) := ratio.text if ratio.text != sprintf("%v", [data.params.ratio])

times(ratio) := sprintf("%v", [round(ratio.low * 1000000) / 1000000]) if ratio.text == sprintf("%v", [data.params.ratio])

unbalanced(goal) if {
	goal.balanced == false
	not named_for_profit(goal)
}

named_for_profit(goal) if {
	some title in goal.titles
	some word in data.params.words
	contains(title, lower(word))
}
