package facts

// KPI is what follows for a KPI.
//
// Each group of facts is nil where nobody asks for it.
type KPI struct {
	*Form
	*Wording
	*Stakes
	*Direction `json:",omitzero"`
	*Use
	*Spending
	*Counted `json:",omitzero"`
	*Rate
	*Measured
	*Division
	*Guards
	*LittlesLaw
	*Sample
	*Funnel
	*Quota
	*OpenWork
	*LeadTime
	*Causes
	*Tensions
	*Markets
	*Shares
	*CounterweightOwners
}

// Role is what follows for a role.
type Role struct {
	*Present
	*Day
	*Allocated
	*Loaded
	*Text
	*VariablePay
	*Reward
}

// Team is what follows for a team.
type Team struct{ *OkrWork }

// Objective is what follows for an objective.
type Objective struct {
	*Alignment
	*Reach
	*ChildSums
	*Dependencies
	*Among
}

// Service is what follows for a service.
type Service struct {
	*Queue
	*Backlog
	*Hours
}

// CashPlan is what follows for a cash plan.
type CashPlan struct {
	*Cash
	*Economics
}

// Calendar is what follows for the calendar in force.
type Calendar struct{ *Planning }

// Exception is what follows for an exception. Rules for Exceptions run after all others, and know what those found.
type Exception struct {
	*Term
	*Covered `json:",omitzero"`
}

// Organisation is what follows for the organisation.
type Organisation struct {
	// Its values.
	Values []*Value `json:"values"`
}

// Whole is what belongs to no one definition.
type Whole struct {
	// The calendar in force.
	Calendar *PlanningCalendar `json:"calendar,omitzero"`
	// What some KPIs produce and others need.
	Items []*Item `json:"items"`
	// Objectives that support each other in a circle.
	Rings []*Ring `json:"rings"`
	// Goals of the organisation with financial key results that should rise.
	GrowthGoals []*GrowthGoal `json:"growthGoals"`
	// The skills that roles and services need, where something says what people can do.
	SkillNeeds []*SkillNeed `json:"skillNeeds"`
	// The days by which targets, key results and dependencies are due.
	DueDates []*DueDate `json:"dueDates"`
	// Units that cannot be compared.
	Conflicts []*Conflict `json:"conflicts"`
	// KPIs and objectives that have not one owner that exists.
	Unowned []*Unowned `json:"unowned"`
	// Two places that say different things about one number.
	Truths []*Truth `json:"truths"`
	// Definitions that fewer may see than the organisation's own setting says.
	Hidden []*Hidden `json:"hidden"`
	// Targets that are set against others: the average, a rank, the best.
	RelativeTargets []*RelativeTarget `json:"relativeTargets"`
	// Names of KPIs, objectives and key results beside which no number stands that shows an effect.
	Unnumbered []*Unnumbered `json:"unnumbered"`
	// What has changed since the earlier revision that `lint --since` names; absent without one.
	Changes []*Change `json:"changes,omitzero"`
}
