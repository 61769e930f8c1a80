package kpilint.whole.objectives_many

violation contains {"msg": sprintf("`%s` has %d objectives", [team.fullName, n]), "kind": "Team", "resource": team.fullName, "at": "objectives"} if {
	some team in input.teams
	n := count([o | some o in input.objectives; o.team == team.fullName])
	n > 1
}
