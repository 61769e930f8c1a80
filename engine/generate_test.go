package engine_test

import (
	"fmt"
	"testing/fstest"
)

// generate makes n one-definition files, 86 % KPIs and 14 % objectives, with the teams, roles and goals they belong to. About 0.6 % of
// the KPIs ask for more than the day holds.
func generate(n int) fstest.MapFS {
	files := fstest.MapFS{}
	put := func(name, format string, args ...any) {
		files[name] = &fstest.MapFile{Data: fmt.Appendf(nil, "apiVersion: kpilint/v1\n"+format, args...)}
	}
	put("organisation.yaml", "kind: Organisation\nid: acme\nname: Acme\ncurrency: USD\ncalendar: year\n")
	put("calendar.yaml", "kind: Calendar\nid: year\ndaysPerMonth: 20\n")
	teams := max(1, n/100)
	for t := range teams {
		put(fmt.Sprintf("team-%d.yaml", t), teamFile, t, t, t)
		put(fmt.Sprintf("goal-%d.yaml", t), goalFile, t, t)
		put(fmt.Sprintf("quality-%d.yaml", t), qualityFile, t, t, t)
	}
	for i := range n {
		if i%7 == 0 {
			put(fmt.Sprintf("objective-%d.yaml", i), objectiveFile, i, i, i%teams, i%teams, i%9, i%teams, 20+i%50, 10+i%50)
			continue
		}
		target := i%9 + 2
		if i%160 == 1 {
			target = 100
		}
		put(fmt.Sprintf("kpi-%d.yaml", i), kpiFile, i, i, i%teams, i%teams, i%2+1, target, i%9, i%teams)
	}
	return files
}

const teamFile = `kind: Team
id: team-%d
name: Team %d
parent: acme
roles:
  - id: agent-%d
    headcount: 5
    time: {calling: 40%%, meetings: 60%%}
`

const goalFile = `kind: Objective
id: goal-%d
name: Goal %d
owner: acme
cycle: 2026
keyResults:
  - {id: a, name: A, from: 10%%, to: ">= 20%%"}
  - {id: b, name: B, from: 10%%, to: ">= 20%%"}
`

const qualityFile = `kind: KPI
id: quality-%d
name: Calls that helped, team %d
owner: team-%d
measure: quality
target: ">= 80%%"
`

const objectiveFile = `kind: Objective
id: objective-%d
name: Objective number %d of the team
description: What the team wants to reach in the quarter, in a sentence of the usual length.
team: team-%d
owner: team-%d
cycle: 2026-Q2
commitment: committed
labels:
  area: area-%d
  stage: pilot
supports:
  - objective: goal-%d
    link: indirect
    because: Customers who are served well come back and buy more.
keyResults:
  - id: first
    name: First result
    from: 10%%
    to: ">= %d%%"
  - id: second
    name: Second result
    from: 5%%
    to: ">= %d%%"
`

const kpiFile = `kind: KPI
id: calls-%d
name: Number of calls of kind %d
description: How many calls of this kind each person in the team makes.
team: team-%d
owner: agent-%d
measure: volume
direction: higher
aggregation: incremental
baseline: %d calls/person/day
target: ">= %d calls/person/day"
effort: 15 min/call
activity: calling
source: crm
measured: daily
because: Calls lead to orders, and orders pay all of us.
labels:
  area: area-%d
  stage: pilot
tolerance: 5%%
reviewBy: 2026-12-01
counterweights:
  - kpi: quality-%d
    because: A call that annoys is not a call.
visibility: organisation
`
