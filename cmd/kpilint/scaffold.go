package main

// file is a file to write.
type file struct{ name, text string }

// firstRule are the files of a new rule. They pass their own tests, mutants included; a test runs them.
func firstRule(inRego bool) []file {
	if inRego {
		return []file{{"rule.yaml", firstYAMLOfRego}, {"rule.rego", firstRego}, {"pass.yaml", firstRegoPass}, {"fail.yaml", firstRegoFail}}
	}
	return []file{{"rule.yaml", firstCEL}, {"pass.yaml", firstCELPass}, {"fail.yaml", firstCELFail}}
}

const firstCEL = `# A rule in CEL judges one definition. Its keys: https://github.com/kpilint/kpilint/blob/main/docs/writing-rules.md
id: ID
title: A number asks for too much in a month    # what the rule finds, in a few words
level: warning                                  # error, warning or info
for: KPI                                        # the kind of definition that it judges
since: 0.1.0
why: Say here why it matters to those who work under the number.
fix: Say here what the author of the definition can do.
params:
  most: {type: quantity, default: 800 calls/month, description: The most calls that a number may ask for in a month.}
# Does the rule apply? A field that need not be there is asked for with has(…).
when: has(kpi.target) && has(kpi.target.noun) && kpi.target.noun == "call"
# What must be known; where it is not, the rule is not checkable and says what is missing.
requires: [kpi.facts.perMonth]
# What must hold.
assert: kpi.facts.perMonth <= params.most
at: target
message: >-
  kpi.facts.perMonth.sum + ", more than " + string(params.most)
`

const firstCELPass = `# Nothing here gives a finding. The near miss is exactly at the limit: 800 calls a month are not more than 800.
apiVersion: kpilint/v1
kind: Team
id: sales
kpis:
  - {id: calls, owner: sales, target: ">= 800 calls/month"}
  # The rule does not apply: no target, a target without a number, another thing that is counted.
  - {id: call-backs, owner: sales}
  - {id: moods, owner: sales, target: TBD}
  - {id: visits, owner: sales, target: ">= 900 visits/month"}
`

const firstCELFail = `# Each finding is named on its line, with a part of its message: the numbers of the sum, so that a wrong sum fails.
apiVersion: kpilint/v1
kind: Team
id: sales
roles:
  - {id: agent, headcount: 2}
  - {id: trainee}
kpis:
  - {id: calls, owner: sales, target: ">= 801 calls/month"} # want warning "801 calls/month, more than 800 calls/month"
  # 2 people × 25 calls × 20 days = 1,000
  - {id: first-calls, owner: agent, target: ">= 25 calls/person/day"} # want "2 people × 25 calls/person/day × 20 days/month = 1,000 calls/month"
  - {id: call-backs, owner: trainee, target: ">= 5 calls/person/day"} # want "not checkable: role ` + "`sales/trainee` has no `headcount`" + `"
---
apiVersion: kpilint/v1
kind: Calendar
id: year
daysPerMonth: 20
`

const firstYAMLOfRego = `# A rule in Rego sees the whole organisation; what it says is in rule.rego.
# The keys: https://github.com/kpilint/kpilint/blob/main/docs/writing-rules.md
id: ID
title: A team has more numbers than it can steer by   # what the rule finds, in a few words
level: warning                                        # error, warning or info
for: Team                                             # the kind of definition on which its findings stand
since: 0.1.0
why: Say here why it matters to those who work under the number.
fix: Say here what the author of the definition can do.
params:
  most: {type: integer, default: 2, description: The most KPIs that a team may have.}
`

const firstRego = `package kpilint.PACKAGE

# How many things were looked at, so that nothing found is not taken for a check.
looked := count(input.teams)

# A finding: what is wrong with the sum, the full name of the definition it stands on, and the field to point at.
violation contains {
	"msg": sprintf("` + "`%s`" + ` has %d KPIs, more than %d", [team.fullName, n, data.params.most]),
	"resource": team.fullName,
	"at": "kpis",
} if {
	some team in input.teams
	n := count([kpi | some kpi in input.kpis; kpi.team == team.fullName])
	n > data.params.most
}
`

const firstRegoPass = `# Nothing here gives a finding. The near miss is exactly at the limit: two KPIs.
apiVersion: kpilint/v1
kind: Team
id: sales
kpis:
  - {id: orders, owner: sales, target: ">= 50 orders/month"}
  - {id: offers, owner: sales, target: ">= 150 offers/month"}
---
# A team without any.
apiVersion: kpilint/v1
kind: Team
id: marketing
`

const firstRegoFail = `# Each finding is named on its line, with a part of its message: the numbers, so that a wrong count fails.
apiVersion: kpilint/v1
kind: Team
id: sales
kpis: # want warning "` + "`sales`" + ` has 3 KPIs, more than 2"
  - {id: orders, owner: sales, target: ">= 50 orders/month"}
  - {id: offers, owner: sales, target: ">= 150 offers/month"}
  - {id: complaints, owner: sales, target: "<= 4 complaints/month"}
`
