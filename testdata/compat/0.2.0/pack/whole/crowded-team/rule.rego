package kpilint.whole.crowded_team

looked := count(input.teams)

violation contains {"msg": sprintf("`%s` has %d KPIs, more than %d", [team.fullName, n, data.params.most]), "kind": "Team", "resource": team.fullName, "at": "kpis"} if {
	some team in input.teams
	n := count([kpi | some kpi in input.kpis; kpi.team == team.fullName])
	n > data.params.most
}
