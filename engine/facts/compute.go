package facts

import (
	"github.com/kpilint/kpilint/engine/model"
)

// Compute works out the facts of the whole organisation and leaves them on the model: on each resource, and the items and rings that
// belong to none.
func Compute(m *model.Model) {
	c := &computer{m: m, conflicts: model.List{}, unowned: model.List{}, peopleOf: map[*model.Resource]*Fact{}, monthly: map[*model.Resource]*Fact{},
		graph: NewGraph(m), parts: map[keyResult]bool{}}
	m.Planning = c.planning()
	c.planned()
	c.indexGuards()
	c.indexAsking()
	c.indexLimits()
	c.indexCycles()
	c.indexStakes()
	for _, r := range m.Resources {
		switch r.Kind {
		case "Role":
			c.role(r)
		case "KPI":
			c.kpi(r)
			c.little(r)
			c.sampled(r)
		case "Exception":
			c.exceptionState(r)
		case "Service":
			c.service(r)
		case "CashPlan":
			c.cashPlan(r)
		}
	}
	m.Computed = &model.Object{}
	m.Computed.Set("items", c.items())
	for _, r := range m.Of("KPI") {
		c.funnel(r)
		c.quota(r)
		c.openWork(r)
		c.leadTime(r)
		c.addConflicts(r, c.causes(r)...)
	}
	c.culture()
	c.markets()
	c.shares()
	c.okrWork()
	m.Computed.Set("rings", c.links())
	c.hands()
	m.Computed.Set("growthGoals", c.growthGoals())
	m.Computed.Set("skillNeeds", c.skillNeeds())
	m.Computed.Set("dueDates", c.dueDates())
	m.Computed.Set("conflicts", c.conflicts)
	m.Computed.Set("unowned", c.unowned)
	m.Computed.Set("truths", c.truths())
	m.Computed.Set("hidden", c.hidden())
	m.Computed.Set("relativeTargets", c.relativeTargets())
	m.Computed.Set("unnumbered", c.unnumbered())
}

// computer holds what is worked out once and used often.
type computer struct {
	m        *model.Model
	peopleOf map[*model.Resource]*Fact // role → people present
	monthly  map[*model.Resource]*Fact // KPI → its target, of the team and a month
	item     map[string]*item
	made     []string                              // items that somebody makes, once all are known
	limiting map[*model.Resource][]*model.Resource // KPI → the roles that limit how much of it is open
	cycles   map[*model.Resource][]dated           // KPI → the cycles in which objectives date it
	asking   map[*model.Resource][]*model.Resource // KPI → the roles that ask for it with a target of their own

	conflicts, unowned model.List
	owners             []string // names that an owner can have

	graph *Graph             // which KPI feeds which
	parts map[keyResult]bool // key results that are parts of a goal's number

	teamGuards   map[teamNoun]bool        // numbers of teams that have a counterweight
	resultGuards map[*model.Resource]bool // KPIs that have one through a key result

	stakes map[*model.Resource][]stake // KPI → what hangs on it for people
}

// memo computes a fact of a resource once.
func memo(known map[*model.Resource]*Fact, r *model.Resource, compute func() *Fact) *Fact {
	if f, ok := known[r]; ok {
		return f
	}
	f := compute()
	known[r] = f
	return f
}
