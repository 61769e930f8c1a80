package facts

import "github.com/kpilint/kpilint/engine/facts/basis"

// needsItems is whether somebody needs to know who makes and uses what.
func (c *computer) needsItems() basis.Want {
	return c.Wants("", "items", "conflicts").Or(c.Wants("KPI", "funnel", "leadTime", "causes", "markets", "shares"))
}

// needsLinks is whether somebody needs to know how objectives serve goals.
func (c *computer) needsLinks() basis.Want {
	return c.Wants("", "rings", "truths", "conflicts").Or(c.Wants("KPI", "hands")).Or(c.Wants("Objective", "level",
		"links", "supporters", "unsupported", "reaches", "reachesOtherCycle", "unknownSupports", "childSums",
		"dependencies", "among"))
}
