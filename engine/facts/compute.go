package facts

import (
	"context"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
)

// Result is the facts, and what computing them found beside them.
type Result struct {
	*Facts
	Problems []model.Problem // what is larger than a limit, in the order in which it was found
	Failures []*Failure      // facts that could not be computed because of a fault of ours
}

// Compute works out the facts of an organisation that are asked for; nil asks for all. A fault in one fact costs that
// fact alone. An error is the end of the context; the facts are in part there then.
func Compute(ctx context.Context, m *model.Model, wanted Wanted) (*Result, error) {
	c := newComputer(ctx, m)
	c.wanted = wanted
	return c.compute()
}

func (c *computer) compute() (*Result, error) {
	m := c.m
	c.whole("planning", func() { c.facts.Whole.Calendar = c.planning() })
	c.when(c.wants("Calendar", "planning"), "planned", c.planned)
	c.index()
	for _, r := range m.Resources {
		c.resource(r)
	}
	c.when(c.needsItems(), "items", c.items)
	for _, r := range m.Of("KPI") {
		c.joined(r)
	}
	c.when(c.wants("KPI", "tensions") || c.wants("Organisation", "values"), "values", c.culture)
	c.when(c.wantsOrClash("KPI", "markets"), "markets", c.markets)
	c.when(c.wants("KPI", "shares"), "shares", c.shares)
	c.when(c.wantsOrClash("Team", "okrWork"), "okrWork", c.okrWork)
	for _, o := range m.Of("Objective") {
		if c.wants("", "unowned") {
			c.about("owner", o, func() { c.owner(o) })
		}
	}
	c.when(c.needsLinks(), "rings", c.links)
	if c.wants("KPI", "hands") {
		c.counterweightOwners()
	}
	c.when(c.wants("", "growthGoals"), "growthGoals", func() { c.facts.GrowthGoals = c.growthGoals() })
	c.when(c.wants("", "skillNeeds"), "skillNeeds", func() { c.facts.SkillNeeds = c.skillNeeds() })
	c.when(c.wants("", "dueDates"), "dueDates", func() { c.facts.DueDates = c.dueDates() })
	c.when(c.wants("", "truths"), "truths", c.truths)
	c.when(c.wants("", "hidden"), "hidden", func() { c.facts.Hidden = c.hidden() })
	c.when(c.wants("", "relativeTargets"), "relativeTargets", func() { c.facts.RelativeTargets = c.relativeTargets() })
	c.when(c.wants("", "unnumbered"), "unnumbered", func() { c.facts.Unnumbered = c.unnumbered() })
	return &Result{Facts: c.facts, Problems: c.problems(), Failures: c.failures}, c.ctx.Err()
}

// index notes what facts look up.
func (c *computer) index() {
	c.whole("parents", c.indexParents)
	c.when(c.wants("KPI", "guarded"), "guards", c.indexGuards)
	c.whole("expectations", c.indexAsking)
	c.when(c.wants("KPI", "openWork"), "limits", c.indexLimits)
	c.when(c.wantsOrClash("KPI", "causes"), "cycles", c.indexCycles)
	c.when(c.wants("KPI", "stakes", "hands"), "stakes", c.indexStakes)
	c.when(c.needsItems(), "draws", c.indexMarkets)
	c.when(c.needsLinks(), "graph", func() { c.objectives.graph = newGraph(c.m, c.formulaTooLong) })
}

// resource works out the facts of one definition that need no other definition's.
func (c *computer) resource(r *model.Resource) {
	switch r.Kind {
	case "Role":
		c.role(r)
	case "KPI":
		c.about("target", r, func() { c.kpi(r) })
		c.one(r, c.wants("KPI", "stakes"), "stakes", c.stakes)
		c.one(r, c.wantsOrClash("KPI", "little"), "little", c.little)
		c.one(r, c.wants("KPI", "sample"), "sample", func(k *model.Resource) { c.facts.KPI(k).Sample = &Sample{Sample: sampled(k)} })
	case "Exception":
		c.about("state", r, func() { c.facts.Exception(r).Term = c.term(r) })
	case "Service":
		c.one(r, c.wantsOrClash("Service", "queue", "backlog", "hours"), "service", c.service)
	case "CashPlan":
		c.one(r, c.wantsOrClash("CashPlan", "cash", "economics"), "cash", c.cashPlan)
	}
}

// joined works out the facts of a KPI that need the items.
func (c *computer) joined(k *model.Resource) {
	c.one(k, c.wants("KPI", "funnel"), "funnel", c.funnel)
	c.one(k, c.wantsOrClash("KPI", "quota"), "quota", c.quota)
	c.one(k, c.wants("KPI", "openWork"), "openWork", c.openWork)
	c.one(k, c.wants("KPI", "leadTime"), "leadTime", c.leadTime)
	c.one(k, c.wantsOrClash("KPI", "causes"), "causes", func(k *model.Resource) { c.addConflicts(k, c.causes(k)...) })
}

// computer holds what is worked out once and used often.
type computer struct {
	ctx      context.Context
	m        *model.Model
	wanted   Wanted
	facts    *Facts
	failures []*Failure
	trial    func(subject string, r *model.Resource) // called before each fact by tests, which make one fail; nil else

	excesses    map[string]*excess
	excessKinds []string
	lists       map[listOf][]*model.Object // the lists of definitions, read once

	times      workingTime
	staff      staffing
	leaves     map[leafOf]*network.Node
	monthly    map[*model.Resource]*network.Node // KPI → its target, of the team and a month
	away       map[*model.Resource][]string      // role → why not all of it are present
	told       map[string]bool                   // what was noted once
	crews      map[*model.Resource]*crew         // team → who may have what its services need
	asked      asked
	parents    map[*model.Resource][]*model.Resource // team → itself and the teams above it
	deep       map[*model.Resource]bool              // teams with teams beyond the limit below them
	incentives incentives

	owners  *owners
	guarded guarded

	supply     supply
	objectives objectives
}

func newComputer(ctx context.Context, m *model.Model) *computer {
	return &computer{ctx: ctx, m: m, facts: newFacts(m), leaves: map[leafOf]*network.Node{},
		excesses: map[string]*excess{}, lists: map[listOf][]*model.Object{}, told: map[string]bool{},
		times: newWorkingTime(), staff: newStaffing(), asked: newAsked(), monthly: map[*model.Resource]*network.Node{},
		crews: map[*model.Resource]*crew{}, parents: map[*model.Resource][]*model.Resource{}, deep: map[*model.Resource]bool{},
		incentives: incentives{ofRole: map[*model.Resource]*incentive{}}, away: map[*model.Resource][]string{},
		objectives: newObjectives(), supply: supply{items: map[string]*item{}, uncounts: map[*model.Resource]*model.Resource{}}}
}

// memo computes a fact of a resource once.
func memo[K comparable, V any](known map[K]V, of K, compute func() V) V {
	if f, ok := known[of]; ok {
		return f
	}
	f := compute()
	known[of] = f
	return f
}
