package kpilint.whole.role_without_kpi

violation contains {"msg": sprintf("`%s` owns no number", [role.fullName]), "kind": "Role", "resource": role.fullName, "at": "id"} if {
	some role in input.roles
	count([k | some k in input.kpis; k.owner == role.fullName]) == 0
}
