package kpilint.whole.unowned

violation contains {"msg": sprintf("`%s` has no owner that exists", [x.resource]), "kind": x.kind, "resource": x.resource, "at": "owner"} if {
	some x in input.unowned
}
