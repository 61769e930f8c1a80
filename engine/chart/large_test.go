package chart_test

import (
	"fmt"
	"strings"
	"testing/fstest"
)

// large is an organisation of eight departments with five teams each, and so many KPIs in each team. Many give to a
// team of the next department, a few to their own or to one further away, and some give less than is needed.
func large(each int) fstest.MapFS {
	departments := []string{"Marketing", "Sales", "Planning", "Purchasing", "Production", "Delivery", "Service", "Finance"}
	teams := []string{"North", "South", "East", "West", "Export"}
	files := fstest.MapFS{"organisation.yaml": {Data: []byte(largeOrganisation)}}
	next := uint32(7)
	roll := func(n int) int { // a generator of numbers that are always the same (Numerical Recipes)
		next = next*1664525 + 1013904223
		return int(next>>8) % n
	}
	for d, department := range departments {
		id := strings.ToLower(department)
		var b strings.Builder
		fmt.Fprintf(&b, "apiVersion: kpilint/v1\nkind: Team\nid: %s\nname: %s\n", id, department)
		for _, team := range teams {
			name := id + "-" + strings.ToLower(team)
			fmt.Fprintf(&b, "---\napiVersion: kpilint/v1\nkind: Team\nid: %s\nname: %s\nparent: %s\nkpis:\n", name, team, id)
			for k := range each {
				rate := 100 + 10*roll(40)
				fmt.Fprintf(&b, "- id: k%d\n  name: %s %s %d\n  owner: %s\n  target: \">= %d piece/month\"\n", k, department,
					team, k+1, name, rate)
				if k >= 2 || d == 0 {
					continue
				}
				from := departments[d-1]
				switch roll(8) {
				case 0:
					from = department
				case 1:
					from = departments[max(0, d-3)]
				}
				maker := fmt.Sprintf("%s-%s/k%d", strings.ToLower(from), strings.ToLower(teams[roll(5)]), 3+roll(each-3))
				fmt.Fprintf(&b, "  needs: [{kpi: %s, amount: %g pieces/piece}]\n", maker, []float64{.3, .5, .7, 1, 1.4}[roll(5)])
			}
			fmt.Fprintf(&b, "objectives:\n- {id: o, name: Better every month, supports: [{objective: grow, link: direct}],\n"+
				"   keyResults: [{id: r, kpi: k0, from: 10 pieces/month, to: 20 pieces/month}]}\n")
		}
		files[id+".yaml"] = &fstest.MapFile{Data: []byte(b.String())}
	}
	return files
}

const largeOrganisation = `apiVersion: kpilint/v1
kind: Organisation
id: large
name: Large
objectives:
- {id: on-time, name: Deliver 95 % on time, keyResults: [{id: time, name: On time, from: 90%, to: 95%}]}
- {id: grow, name: Grow turnover by a tenth, keyResults: [{id: turnover, name: Turnover, from: 10%, to: 11%}]}
---
apiVersion: kpilint/v1
kind: CashPlan
id: plan
cycle: 2026
sales: USD 400k/month
payroll: USD 300k/month
bills: USD 130k/month
cash: USD 250k
`
