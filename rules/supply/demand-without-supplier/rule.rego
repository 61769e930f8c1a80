# METADATA
# title: Demand without supplier
# description: An item is needed and nobody produces it.
package kpilint.supply.demand_without_supplier

looked := count([c | some item in input.items; some c in item.consumers])

violation contains {
	"msg": sprintf("`%s` uses %s; nobody has a target that makes %s%s", [consumer.kpi, amount(item, consumer), item.plural, hint(item)]),
	"kind": "KPI",
	"resource": consumer.kpi,
	"at": "target",
	"values": {"item": item.item},
} if {
	some item in input.items
	count(item.producers) == 0
	not item.market
	some consumer in item.consumers
}

amount(item, consumer) := sprintf("%s %s per person and month", [consumer.perPerson.number, item.plural])

amount(item, consumer) := sprintf("%s %s a month", [consumer.rate.number, item.plural]) if not consumer.perPerson

amount(item, consumer) := item.plural if {
	not consumer.perPerson
	not consumer.rate.number
}

hint(item) := sprintf("; did you mean `%s`?", [item.nearest])

hint(item) := "" if not item.nearest
