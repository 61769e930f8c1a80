package kpilint.whole.same_name

violation contains {"msg": sprintf("`%s` has the name of another number", [a.fullName]), "kind": "KPI", "resource": a.fullName, "at": "name"} if {
	some a in input.kpis
	some b in input.kpis
	a.fullName != b.fullName
	a.name == b.name
}
