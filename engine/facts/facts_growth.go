package facts

// RisingResult is a financial key result that should rise.
type RisingResult struct {
	// Where it is.
	At string `json:"at"`
	// The key result.
	ID string `json:"id"`
}

// A goal of the organisation with financial key results that should rise.
//
//view:name GrowthGoal
type GrowthGoal struct {
	// Objective.
	Kind string `json:"kind"`
	// Its full name.
	Resource string `json:"resource"`
	// Those key results.
	Rising []*RisingResult `json:"rising"`
	// Whether a ratio or a quality is among the key results; a percentage is a ratio.
	Balanced bool `json:"balanced"`
	// Key results whose KPI does not say what it measures, in words.
	Unmeasured []string `json:"unmeasured"`
	// The names of all key results and of their KPIs, in small letters.
	Titles []string `json:"titles"`
}
