package kpilint.whole.unresolved_names

violation contains {"msg": sprintf("`%s` names nothing", [x.text]), "kind": x.kind, "resource": x.resource, "at": x.at} if {
	some x in input.unresolved
}
