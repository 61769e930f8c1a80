package kpilint.whole.effort_long

violation contains {"msg": sprintf("`%s` takes %s", [kpi.fullName, kpi.effort.text]), "kind": "KPI", "resource": kpi.fullName, "at": "effort"} if {
	some kpi in input.kpis
	kpi.effort.low > 10
}
