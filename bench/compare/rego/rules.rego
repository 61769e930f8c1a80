# The eight comparable rules, as somebody writes them who knows what is slow in OPA: each definition is looked at once,
# what belongs together is found by key, and nothing is looked up in a list.
package main

deny contains sprintf("owner-missing %s", [name(d)]) if {
	some d in definitions
	d.kind in {"KPI", "Objective"}
	not regex.match(`^[a-z0-9-]+(/[a-z0-9-]+)?$`, object.get(d, "owner", ""))
}

deny contains sprintf("direction-contradicts %s", [name(d)]) if {
	some d in kpis
	is_string(d.target)
	is_string(d.baseline)
	behind(d.direction, amount(d.target), amount(d.baseline))
}

behind("higher", target, baseline) if target < baseline

behind("lower", target, baseline) if target > baseline

deny contains sprintf("volume-without-counterweight %s", [name(d)]) if {
	some d in kpis
	d.measure == "volume"
	count(object.get(d, "counterweights", [])) == 0
}

deny contains sprintf("target-exceeds-time %s", [name(d)]) if {
	some d in kpis
	d.effort
	endswith(d.target, "/person/day")
	amount(d.target) * amount(d.effort) > 480
}

deny contains sprintf("unit-or-period-missing %s", [name(d)]) if {
	some d in kpis
	is_string(d.target)
	regex.match(`^[<>=]* ?[0-9.]+$`, d.target)
}

deny contains sprintf("steps-out-of-order %s", [name(d)]) if {
	some d in kpis
	some i, step in d.steps
	i > 0
	step.by < d.steps[i - 1].by
}

deny contains sprintf("objective-without-goal %s", [name(d)]) if {
	some d in definitions
	d.kind == "Objective"
	d.team
	count(graph.reachable(supports, {d.id}) & goals) == 0
}

supports := {d.id: [s.objective | some s in object.get(d, "supports", [])] |
	some d in definitions
	d.kind == "Objective"
}

goals := {d.id |
	some d in definitions
	d.kind == "Objective"
	not d.team
}

deny contains sprintf("supply-below-demand %s", [largest]) if {
	some item, users in used
	makers := made[item]
	demand := [rate | some rate in users]
	sum(demand) > sum([rate | some rate in makers])
	most := max(demand)
	some largest, rate in users
	rate == most
}

made[d.produces][name(d)] := amount(d.target) if some d in kpis

used[need.item][name(d)] := amount(d.target) * amount(need.amount) if {
	some d in kpis
	some need in d.needs
}

kpis := [d | some d in definitions; d.kind == "KPI"]

# amount is the number at the beginning of a quantity: 3 of ">= 3 calls/person/day".
amount(text) := to_number(trim_right(split(trim_left(text, "<>= "), " ")[0], "%"))

name(d) := sprintf("%s/%s", [d.team, d.id]) if d.team

name(d) := d.id if not d.team
