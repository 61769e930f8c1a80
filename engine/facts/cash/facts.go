package cash

import (
	"github.com/kpilint/kpilint/engine/network"
)

// Spending is the money of a KPI.
type Spending struct {
	// The money of a KPI with `cost` and `budget`, in a month.
	Spend *Spend `json:"spend,omitzero"`
}

// Cash is the money of a cash plan.
type Cash struct {
	// Money that comes in and goes out, in a month.
	Cash *MonthlyCash `json:"cash,omitzero"`
}

// Economics are those of the customers of a cash plan.
type Economics struct {
	// What a customer brings and costs, and whether enough sales are in sight.
	Economics *CustomerEconomics `json:"economics,omitzero"`
}

// Spend sets what a target costs against its budget.
type Spend struct {
	// Target × cost.
	Needed *network.Node `json:"needed,omitzero"`
	// The budget.
	Budget *network.Node `json:"budget,omitzero"`
	// What the budget buys, in whole units.
	Buys *network.Node `json:"buys,omitzero"`
}

// LatePayment is a case in which customers pay late.
type LatePayment struct {
	// The entry.
	At string `json:"at"`
	// The case.
	ID string `json:"id"`
	// The service or KPI that causes it.
	Cause string `json:"cause,omitzero"`
	// Its name for people.
	CauseTitle string `json:"causeTitle,omitzero"`
	// How much later the money comes, in days.
	Extra *network.Node `json:"extra,omitzero"`
	// The share of sales that is late.
	Share *network.Node `json:"share,omitzero"`
	// Sales ÷ 30 × extra days × share.
	HeldUp *network.Node `json:"heldUp"`
}

// MonthlyCash is the money of a cash plan in a month.
type MonthlyCash struct {
	// What comes in. How late it is collected shifts it, and does not make it less.
	Sales *network.Node `json:"sales,omitzero"`
	// Payroll, bills, retained earnings and profit.
	Obligations *network.Node `json:"obligations,omitzero"`
	// Obligations less sales; below zero where money is left over.
	Deficit *network.Node `json:"deficit,omitzero"`
	// The free cash at the beginning; 0 where none is stated and none is needed.
	Opening *network.Node `json:"opening,omitzero"`
	// By how much the free cash falls in the whole cycle; of the first month where it rises.
	Drained *network.Node `json:"drained,omitzero" reads:"outstanding"`
	// What is left at the end of the first month that ends below zero, where there is one.
	Left *network.Node `json:"left,omitzero"`
	// That month: June 2026.
	UsedUpIn string `json:"usedUpIn,omitzero" reads:"drained opening"`
	// Sales that are not yet paid at any time: sales a day × the delay of their collection.
	Outstanding *network.Node `json:"outstanding,omitzero"`
	// The free cash, where late payment is to be prepared for.
	Free *network.Node `json:"free,omitzero"`
	// The cases of late payment.
	Late []*LatePayment `json:"late,omitzero"`

	runway *runway `json:"-"`
}

// CustomerEconomics is what a customer brings and costs.
type CustomerEconomics struct {
	// The lifetime value of a customer.
	Value *network.Node `json:"value,omitzero"`
	// What it costs to win one.
	Cost *network.Node `json:"cost,omitzero"`
	// Value ÷ cost.
	Ratio *network.Node `json:"ratio,omitzero"`
	// Quota ÷ win rate.
	PipelineNeeded *network.Node `json:"pipelineNeeded,omitzero"`
	// The sales in sight, for the time of the quota.
	Pipeline *network.Node `json:"pipeline,omitzero"`
	// How much is missing in the pipeline; below zero where nothing is.
	PipelineShort *network.Node `json:"pipelineShort,omitzero"`
}
