package kpilint.whole.related_pair

violation contains {"msg": sprintf("`%s` and `%s` have one owner", [a.fullName, b.fullName]), "kind": "KPI", "resource": a.fullName, "at": "owner", "related": [{"kind": "KPI", "resource": b.fullName, "at": "owner", "msg": "the other"}]} if {
	some a in input.kpis
	some b in input.kpis
	a.fullName < b.fullName
	a.owner == b.owner
}
