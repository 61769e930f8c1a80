package pay

import (
	"github.com/kpilint/kpilint/engine/network"
)

// Guards are what holds a number back.
type Guards struct {
	// The counterweights that resolve.
	Counterweights []*Counterweight `json:"counterweights,omitzero"`
	// Counterweights that do not say what they measure, in words.
	Unmeasured []string `json:"unmeasured"`
	// Whether a counterweight of another measure than volume and stock holds it, here, at the same number of its team, or
	// at a key result.
	Guarded bool `json:"guarded"`
}

// Counterweight says what a counterweight is.
type Counterweight struct {
	// The field that names it.
	At string `json:"at"`
	// Its full name.
	KPI string `json:"kpi"`
	// Its measure.
	Measure string `json:"measure"`
	// Whether it has a target, or a reason to have none.
	HasTarget bool `json:"hasTarget"`
	// Whether it counts the very thing it should hold back.
	SharesNumerator bool `json:"sharesNumerator"`
	// Whether it is named for resolution, reopening, defects, satisfaction, complaints or rework.
	ForResolution bool `json:"forResolution"`
	// Whether it should fall.
	Falls bool `json:"falls"`
	// Whether it says why it balances the number (`because`).
	Explained bool `json:"explained"`
}

// Stakes are what depends on a KPI for people.
type Stakes struct {
	// What depends on the KPI for people: consequences of expectations, and incentives.
	Stakes []*Stake `json:"stakes,omitzero"`
}

// CounterweightOwners are the owners of a KPI's counterweights.
type CounterweightOwners struct {
	// Who owns the counterweights of a KPI with a target.
	Hands []*CounterweightOwner `json:"hands,omitzero"`
}

// VariablePay is how the variable pay of a role is spread.
type VariablePay struct {
	// How the variable pay is spread over KPIs. A single entry at `incentive` says what is missing to know it.
	IncentiveShares []*PayShare `json:"incentiveShares,omitzero"`
	// What the weights add up to, where there are several and each is a share of the pay.
	IncentiveTotal *network.Node `json:"incentiveTotal,omitzero"`
	// The steps of its payouts, the lowest achievement of each KPI first.
	PayoutSteps []*PayoutStep `json:"payoutSteps,omitzero"`
}

// Reward is what the KPIs of a role give for an hour of work.
type Reward struct {
	// What the role's KPIs with `points` give for an hour of work, where there are several.
	Reward *RewardOfKPIs `json:"reward,omitzero"`
}

// PayShare is how much of the variable pay of a role depends on one KPI.
type PayShare struct {
	// The field that gives the weight.
	At string `json:"at"`
	// The full name of the KPI.
	KPI string `json:"kpi"`
	// Its share of all weights, in percent.
	Share *network.Node `json:"share"`
}

// PayoutStep is one step of a payout by achievement.
type PayoutStep struct {
	// The step.
	At string `json:"at"`
	// The KPI that pays.
	KPI string `json:"kpi"`
	// What cannot be read as a share, in words.
	Missing []string `json:"missing" reads:"numbers"`
	// The achievement from which it holds, in words.
	Reached string `json:"reached,omitzero"`
	// What it pays, in words.
	Pays string `json:"pays,omitzero"`
	// How much more of the variable pay it gives than the step below, in percent.
	Step *network.Node `json:"step,omitzero"`
	// What it pays ÷ the achievement.
	Accelerator *network.Node `json:"accelerator,omitzero"`
}

// RewardOfKPIs sets the KPI of a role that gives most for an hour of work beside the one that gives least.
type RewardOfKPIs struct {
	// The KPI that gives most.
	MostKPI string `json:"mostKPI,omitzero" reads:"numbers"`
	// Points ÷ effort of that KPI, an hour.
	Most *network.Node `json:"most"`
	// The KPI that gives least.
	LeastKPI string `json:"leastKPI,omitzero" reads:"numbers"`
	// Points ÷ effort of that KPI, an hour.
	Least *network.Node `json:"least,omitzero"`
	// How many times as much the first gives.
	Factor *network.Node `json:"factor,omitzero"`
}

// Stake is what depends on a KPI for the people of a role.
type Stake struct {
	// Whose people.
	Role string `json:"role"`
	// review, bonus or dismissal (of an expectation), or pay (of an incentive).
	What string `json:"what" enum:"review bonus dismissal pay"`
	// Whether the target that decides is all or nothing: 100 % that should not be less, or 0 % that should not be more.
	Perfect bool `json:"perfect"`
	// That target, where it is all or nothing.
	Target *network.Node `json:"target,omitzero"`
	// As it is written; empty where it is not all or nothing.
	Says string `json:"says"`
}

// A share or score with a target on which pay, a bonus or a job depends, and which no other number holds in check.
//
//view:name DecidingScore
type DecidingScore struct {
	// The full name of the KPI.
	Resource string `json:"resource"`
	// Its target as written.
	Target string `json:"target"`
	// What depends on it and on nothing beside it.
	Decides []*Stake `json:"decides"`
}

// CounterweightOwner sets the owner, the period and the pay of a counterweight beside those of the KPI.
type CounterweightOwner struct {
	// The field that names the counterweight.
	At string `json:"at"`
	// Its full name.
	KPI string `json:"kpi"`
	// Who answers for it.
	Owner string `json:"owner,omitzero"`
	// Owners that are not known, in words.
	Missing []string `json:"missing" reads:"numbers"`
	// Whether those who answer for both share a team, or a goal of the organisation that their objectives reach.
	Shared bool `json:"shared"`
	// How many times as long the counterweight's period is.
	Periods *network.Node `json:"periods,omitzero"`
	// The period of the KPI's target, where both have one.
	Period string `json:"period,omitzero"`
	// The period of the counterweight's target.
	OtherPeriod string `json:"otherPeriod,omitzero"`
	// The role whose pay is compared: the one in which the counterweight has the least of it.
	Role string `json:"role,omitzero"`
	// The pay that depends on the counterweight in percent of the pay that depends on the KPI.
	Pay *network.Node `json:"pay,omitzero"`
}
