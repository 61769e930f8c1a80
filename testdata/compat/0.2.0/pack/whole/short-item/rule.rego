package kpilint.whole.short_item

looked := count(input.items)

violation contains {"msg": sprintf("%s: %s", [item.item, item.demand.sum]), "kind": "KPI", "resource": item.largest, "at": "target", "because": item.demand, "values": {"item": item.item, "demand": item.demand}} if {
	some item in input.items
	item.demand
	item.supply
	item.demand.high > item.supply.low
}
