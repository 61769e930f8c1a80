package kpilint.whole.month_unknown

not_checkable contains {"msg": "the number of a month is not known", "kind": "KPI", "resource": kpi.fullName, "at": "target", "missing": kpi.facts.perMonth.missing} if {
	some kpi in input.kpis
	kpi.facts.perMonth.missing
}
