package facts

// needsItems reports whether somebody needs to know who makes and uses what.
func (c *computer) needsItems() bool {
	return c.Wants("", "items", "conflicts") || c.Wants("KPI", "funnel", "leadTime", "causes", "markets", "shares")
}

// needsLinks reports whether somebody needs to know how objectives serve goals.
func (c *computer) needsLinks() bool {
	return c.Wants("", "rings", "truths", "conflicts") || c.Wants("KPI", "hands") || c.Wants("Objective", "level", "links",
		"supporters", "unsupported", "reaches", "reachesOtherCycle", "unknownSupports", "childSums", "dependencies", "among")
}
