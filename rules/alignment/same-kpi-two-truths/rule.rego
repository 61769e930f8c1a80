# METADATA
# title: Same KPI, two truths
# description: Two places that say different things about one number, reported at the second of them.
package kpilint.alignment.same_kpi_two_truths

looked := input.counts.kpis

violation contains {
	"msg": message(t),
	"kind": t.kind,
	"resource": t.resource,
	"at": t.at,
	"depends": t.depends,
	"group": group(t),
	"related": related(t),
	"values": values(t),
} if {
	some t in input.truths
	not t.step
	not t.unlike
	not namesakes(t)
}

# Two KPIs of one name in two teams may be one number, or two. So may two of which a draft gives one its name.
violation contains {
	"msg": sprintf("%s: is it one number?", [message(t)]),
	"kind": t.kind,
	"resource": t.resource,
	"at": t.at,
	"level": asked(t),
	"depends": t.depends,
	"group": sprintf("%s %s", [t.first.resource, t.kpi]), # as many as there are of one name
	"fix": "If it is one number, say it in one place and refer to that. If these are two, give them two names.",
	"related": related(t),
	"values": values(t),
} if {
	some t in input.truths
	namesakes(t)
}

# However many places say otherwise than its own definition, one correction answers them all.
group(t) := t.kpi if not t.what in {"name", "formula"}

group(t) := "" if t.what in {"name", "formula"}

# What is counted in two units that do not convert cannot be compared.
not_checkable contains {
	"msg": message(t),
	"kind": t.kind,
	"resource": t.resource,
	"at": t.at,
	"missing": [t.unlike],
} if {
	some t in input.truths
	t.unlike
}

namesakes(t) if {
	t.what in {"name", "formula"}
	team(t.resource) != team(t.first.resource)
}

namesakes(t) if t.drafted

# Two teams may well call a number the same. What has no team is mostly of one document.
asked(t) := "warning" if warned(t)

asked(t) := "info" if not warned(t)

warned(t) if t.drafted

warned(t) if not contains(t.resource, "/")

# The team of a KPI; one without a team is a team of its own.
team(name) := split(name, "/")[0]

# A key result between where the number stands and its target may be a step on the way.
violation contains {
	"msg": sprintf("%s: is one a step on the way to the other?", [message(t)]),
	"kind": t.kind,
	"resource": t.resource,
	"at": t.at,
	"level": "warning",
	"fix": "Where it is a step, say in the key result by which day (`by`). Else write the same number in both places.",
	"related": related(t),
	"values": values(t),
} if {
	some t in input.truths
	t.step
}

related(t) := [{"kind": t.first.kind, "resource": t.first.resource, "at": t.first.at, "msg": sprintf("`%s`", [t.firstSays])}]

message(t) := sprintf("`%s` has two targets: `%s` %s, and `%s` %s", [t.kpi, t.firstSays, said(t.firstWhat, t.first), t.says, said(t.what, t)]) if {
	not t.what in {"name", "formula"}
}

message(t) := sprintf("two KPIs are called `%s`: `%s` says `%s`%s, and `%s` says `%s`", [
	t.kpi, t.first.resource, t.firstSays, converted(t), t.resource, t.says,
]) if {
	t.what == "name"
}

# What the headline says, as it is written.
values(t) := {"number": code(t.kpi), "first": code(t.firstSays), "second": code(t.says)} if not t.what in {"name", "formula"}

values(t) := {
	"name": sprintf("“%s”", [t.kpi]), "one": concat("", [code(t.firstSays), converted(t)]), "other": code(t.says),
} if {
	t.what == "name"
}

values(t) := {
	"name": sprintf("“%s”", [t.kpi]), "oneCounts": code(t.firstSays), "otherCounts": code(t.says),
} if {
	t.what == "formula"
}

code(text) := sprintf("`%s`", [text])

converted(t) := sprintf(" (%s)", [t.converted.text]) if t.converted

converted(t) := "" if not t.converted

message(t) := sprintf("two KPIs are called `%s` and counted differently: `%s` by `%s`, and `%s` by `%s`", [t.kpi, t.first.resource, t.firstSays, t.resource, t.says]) if {
	t.what == "formula"
}

said("target", _) := "in its own definition"

said("keyResult", place) := sprintf("in a key result of `%s`", [place.resource])

said("expectation", place) := sprintf("in what `%s` is expected to do", [place.resource])
