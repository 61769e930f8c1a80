package pay

import (
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/schema/field"
)

// DecidingScores are the shares and scores on which pay, a bonus or a job depends, and which no other number holds in
// check.
func (c *Computer) DecidingScores() []*DecidingScore {
	var list []*DecidingScore
	var holding map[*model.Resource]bool
	for _, k := range c.Model.Of("KPI") {
		if !isScore(k) || len(c.incentives.onKPI[k]) == 0 || len(k.Objects(field.Counterweights)) > 0 ||
			basis.TargetState(k) != "number" {
			continue
		}
		var decides []*Stake
		for _, s := range c.incentives.onKPI[k] {
			if s.what == "bonus" || s.what == "dismissal" || s.what == "pay" && !balanced(s.role, k) {
				decides = append(decides, &Stake{Role: s.role.Name, What: s.what})
			}
		}
		if len(decides) == 0 {
			continue
		}
		if holding == nil {
			holding = c.holding()
		}
		if target := k.Quantity(field.Target); target != nil && !holding[k] {
			list = append(list, &DecidingScore{Resource: k.Name, Target: target.Text, Decides: decides})
		}
	}
	return list
}

// holding are the KPIs that hold another one in check. Each of them is looked at through that one.
func (c *Computer) holding() map[*model.Resource]bool {
	all := map[*model.Resource]bool{}
	for _, k := range c.Model.Of("KPI") {
		for _, entry := range k.Objects(field.Counterweights) {
			if to := entry.To(field.KPI); to != nil {
				all[to.Whole()] = true
			}
		}
	}
	return all
}

// isScore reports whether a KPI is measured by a share or a score.
func isScore(k *model.Resource) bool {
	m := k.Text(field.Measure)
	return m == "quality" || m == "ratio" || m == "rate"
}

// balanced reports whether the pay of a role depends on another number, too, that keeps a score honest: on another
// score, or on more of something. Less of a cost or a time keeps none honest.
func balanced(role, score *model.Resource) bool {
	for _, part := range role.Objects(field.Incentive) {
		to := part.To(field.KPI)
		if to != nil && to.Whole() != score && (isScore(to.Whole()) || !basis.LowerIsBetter(to.Whole())) {
			return true
		}
	}
	return false
}
