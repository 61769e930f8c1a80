# METADATA
# title: Supply below demand
# description: For each item, all that is needed in a month against all that is made.
package kpilint.supply.supply_below_demand

judged contains item if {
	some item in input.items
	item.supply
	item.demand
}

# What some draw from one supplier alone, where the supply of all would do.
judged contains draw if {
	some item in input.items
	not exceeded(item)
	some draw in item.draws
	draw.supply
	draw.demand
}

looked := count(judged)

violation contains {
	"msg": sprintf("%s needed; %s: short by %s%s", [item.demand.sum, supplied(item), item.short.number, share(item)]),
	"kind": "KPI",
	"resource": item.largest,
	"at": "target",
	"depends": item.short.low == 0,
	"because": item.demand,
	"size": object.get(item, "shortShare", null), # of the demand
	"fix": remedy(item),
	"related": related(item),
	"values": {"item": item.item, "demand": item.demand, "supply": item.supply, "short": item.short},
} if {
	some item in judged # one of which nothing is short has no `short`, and is no finding
	not item.supply.missing
}

not_checkable contains {
	"msg": "the supply is not known",
	"kind": "KPI",
	"resource": leaning(item),
	"at": "target",
	"missing": item.supply.missing,
} if {
	some item in judged
	item.supply.missing
}

not_checkable contains {
	"msg": "the demand is not known",
	"kind": "KPI",
	"resource": consumer.kpi,
	"at": "target",
	"missing": consumer.rate.missing,
} if {
	some item in judged
	not item.supply.missing
	not exceeded(item)
	some consumer in item.consumers
	consumer.rate.missing
}

# What is short is a fact of its own, as supply and demand may depend on the same range.
exceeded(item) if item.short

# The largest consumer, or the first where none is known.
leaning(item) := item.largest

leaning(item) := consumers[0].kpi if {
	not item.largest
	consumers := [c | some c in item.consumers; c.conversion == false]
}

supplied(item) := concat(" and ", [sprintf("%s supplies %s", [p.kpi, p.rate.number]) | some p in item.producers])

share(item) := sprintf(" (%s)", [item.shortShare.text])

share(item) := "" if not item.shortShare

remedy(item) := sprintf("%s, or %s", [lower(item), raise(item)])

lower(item) := sprintf("lower `%s` to %s", [item.largest, item.holdsAt.text])

lower(item) := sprintf("lower what uses %s", [item.plural]) if not item.holdsAt

raise(item) := sprintf("raise `%s` to %s", [item.maker, item.coversAt.text])

raise(item) := sprintf("raise the supply of %s to %s", [item.plural, item.demand.text]) if not item.coversAt

related(item) := array.concat(
	[{"kind": "KPI", "resource": p.kpi, "at": "target", "msg": "supply"} | some p in item.producers],
	[{"kind": "KPI", "resource": c.kpi, "at": "target", "msg": sprintf("needs %s", [c.rate.text])} |
		some c in item.consumers
		c.kpi != item.largest
		c.rate.text
	],
)
