package main

deny contains msg if {
	input.kind == "Team"
	not input.labels["cost-centre"]
	msg := sprintf("team %s has no cost centre", [input.id])
}

warn_source contains {"msg": msg, "path": ["kpis", i, "source"]} if {
	some i, kpi in input.kpis
	kpi.source in data.retired
	msg := sprintf("%s is counted in %s, which is going away", [kpi.id, kpi.source])
}
