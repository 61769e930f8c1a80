package facts

import (
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/cash"
	"github.com/kpilint/kpilint/engine/facts/changes"
	"github.com/kpilint/kpilint/engine/facts/definition"
	"github.com/kpilint/kpilint/engine/facts/descriptions"
	"github.com/kpilint/kpilint/engine/facts/effort"
	"github.com/kpilint/kpilint/engine/facts/goals"
	"github.com/kpilint/kpilint/engine/facts/pay"
	"github.com/kpilint/kpilint/engine/facts/people"
	"github.com/kpilint/kpilint/engine/facts/queues"
	"github.com/kpilint/kpilint/engine/facts/quota"
	"github.com/kpilint/kpilint/engine/facts/rates"
	"github.com/kpilint/kpilint/engine/facts/supply"
	"github.com/kpilint/kpilint/engine/facts/worktime"
)

// KPI is what follows for a KPI.
//
// Each group of facts is nil where nobody asks for it.
type KPI struct {
	*definition.Form
	*definition.Wording
	*pay.Stakes
	*definition.Direction `json:",omitzero"`
	*effort.Use
	*cash.Spending
	*definition.Counted `json:",omitzero"`
	*rates.Rate
	*people.Measured
	*effort.Division
	*effort.HoursOfNobody
	*pay.Guards
	*supply.LittlesLaw
	*definition.Sample
	*definition.Schedule
	*definition.Plan
	*definition.History
	*definition.ByDimension
	*supply.Funnel
	*quota.Quota
	*supply.OpenWork
	*supply.LeadTime
	*goals.Causes
	*goals.Tree
	*definition.Tensions
	*supply.Markets
	*supply.Shares
	*pay.CounterweightOwners
}

// Role is what follows for a role.
type Role struct {
	*people.Present
	*worktime.Day
	*effort.Allocated
	*effort.Loaded
	*descriptions.Text
	*pay.VariablePay
	*pay.Reward
}

// Team is what follows for a team.
type Team struct{ *effort.OkrWork }

// Objective is what follows for an objective.
type Objective struct{ goals.Objective }

// Service is what follows for a service.
type Service struct {
	*queues.Queue
	*queues.Backlog
	*queues.Hours
}

// CashPlan is what follows for a cash plan.
type CashPlan struct {
	*cash.Cash
	*cash.Economics
}

// Calendar is what follows for the calendar in force.
type Calendar struct{ *worktime.Planning }

// Exception is what follows for an exception. Rules for Exceptions run after all others, and know what those found.
type Exception struct {
	*definition.Term
	*definition.Covered `json:",omitzero"`
}

// Organisation is what follows for the organisation.
type Organisation struct {
	// Its values.
	Values []*definition.Value `json:"values"`
}

// Whole is what belongs to no one definition.
type Whole struct {
	// The calendar in force.
	Calendar *worktime.PlanningCalendar `json:"calendar,omitzero"`
	// What some KPIs produce and others need.
	Items []*supply.Item `json:"items"`
	// Objectives that support each other in a circle.
	Rings []*goals.Ring `json:"rings"`
	// KPIs whose parents lead round in a circle.
	ParentRings []*goals.Ring `json:"parentRings"`
	// Goals of the organisation with financial key results that should rise.
	GrowthGoals []*goals.GrowthGoal `json:"growthGoals" reads:"numbers"`
	// The skills that roles and services need, where something says what people can do.
	SkillNeeds []*people.SkillNeed `json:"skillNeeds"`
	// The days by which targets, key results and dependencies are due.
	DueDates []*goals.DueDate `json:"dueDates" reads:"numbers"`
	// Units that cannot be compared.
	Conflicts []*basis.Conflict `json:"conflicts" reads:"numbers"`
	// KPIs and objectives that have not one owner that exists.
	Unowned []*goals.Unowned `json:"unowned"`
	// Two places that say different things about one number.
	Truths []*goals.Truth `json:"truths" reads:"numbers"`
	// Definitions that fewer may see than the organisation's own setting says.
	Hidden []*definition.Hidden `json:"hidden"`
	// Roles, teams and KPIs that say that somebody still has to finish them.
	Drafts []*definition.Draft `json:"drafts"`
	// Targets that are set against others: the average, a rank, the best.
	RelativeTargets []*definition.RelativeTarget `json:"relativeTargets" reads:"numbers"`
	// Shares and scores on which pay, a bonus or a job depends, and which no other number holds in check.
	DecidingScores []*pay.DecidingScore `json:"decidingScores" reads:"numbers"`
	// Numbers in names and descriptions that say otherwise than the field beside them.
	NameNumbers []*definition.NameNumber `json:"nameNumbers" reads:"numbers"`
	// Names of KPIs, objectives and key results beside which no number stands that shows an effect.
	Unnumbered []*definition.Unnumbered `json:"unnumbered" reads:"numbers"`
	// What has changed since the earlier revision that `lint --since` names; absent without one.
	Changes []*changes.Change `json:"changes,omitzero"`
}
