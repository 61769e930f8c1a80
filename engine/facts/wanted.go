package facts

import (
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/fact"
)

// needsItems is whether somebody needs to know who makes and uses what.
func (c *computer) needsItems() basis.Want {
	return c.Wants(fact.Whole.Items, fact.Whole.Conflicts).Or(c.Wants(fact.KPI.Funnel, fact.KPI.LeadTime,
		fact.KPI.Causes, fact.KPI.Markets, fact.KPI.Shares))
}

// needsLinks is whether somebody needs to know how objectives serve goals.
func (c *computer) needsLinks() basis.Want {
	return c.Wants(fact.Whole.Rings, fact.Whole.Truths, fact.Whole.Conflicts).Or(c.Wants(fact.KPI.Hands)).Or(
		c.Wants(fact.Objective.Level, fact.Objective.Links, fact.Objective.Supporters, fact.Objective.Supportable,
			fact.Objective.Unsupported, fact.Objective.Reaches, fact.Objective.ReachesOtherCycle,
			fact.Objective.ReachesOutOfTime, fact.Objective.UnknownSupports, fact.Objective.NoGoals, fact.Objective.ChildSums,
			fact.Objective.Dependencies, fact.Objective.Among, fact.Objective.Main, fact.Objective.Results))
}
