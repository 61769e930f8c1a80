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

// Compute works out the facts of the whole organisation and leaves them on the model: on each resource, and the items and rings that
// belong to none. A fault in one fact costs that fact alone. An error is the end of the context; the facts are in part there then.
func Compute(ctx context.Context, m *model.Model) (*Result, error) {
	return newComputer(ctx, m).compute()
}

func (c *computer) compute() (*Result, error) {
	m := c.m
	m.Computed = &model.Object{}
	c.whole("planning", func() { c.facts.Whole.Calendar = c.planning() })
	c.whole("planned", c.planned)
	c.index()
	for _, r := range m.Resources {
		c.resource(r)
	}
	c.whole("items", c.items)
	for _, r := range m.Of("KPI") {
		c.joined(r)
	}
	c.whole("values", c.culture)
	c.whole("markets", c.markets)
	c.whole("shares", c.shares)
	c.whole("okrWork", c.okrWork)
	for _, o := range m.Of("Objective") {
		c.about("owner", o, func() { c.owner(o) })
	}
	c.whole("rings", c.links)
	c.counterweightOwners()
	c.whole("growthGoals", func() { c.facts.GrowthGoals = c.growthGoals() })
	c.whole("skillNeeds", func() { c.facts.SkillNeeds = c.skillNeeds() })
	c.whole("dueDates", func() { c.facts.DueDates = c.dueDates() })
	c.whole("truths", c.truths)
	c.whole("hidden", func() { c.facts.Hidden = c.hidden() })
	c.whole("relativeTargets", func() { c.facts.RelativeTargets = c.relativeTargets() })
	c.whole("unnumbered", func() { c.facts.Unnumbered = c.unnumbered() })
	c.typed()
	return &Result{Facts: c.facts, Problems: c.problems(), Failures: c.failures}, c.ctx.Err()
}

// index notes what facts look up.
func (c *computer) index() {
	c.whole("parents", c.indexParents)
	c.whole("guards", c.indexGuards)
	c.whole("expectations", c.indexAsking)
	c.whole("limits", c.indexLimits)
	c.whole("cycles", c.indexCycles)
	c.whole("stakes", c.indexStakes)
	c.whole("draws", c.indexMarkets)
	c.whole("graph", func() { c.objectives.graph = newGraph(c.m, c.formulaTooLong) })
}

// resource works out the facts of one definition that need no other definition's.
func (c *computer) resource(r *model.Resource) {
	switch r.Kind {
	case "Role":
		c.role(r)
	case "KPI":
		c.about("target", r, func() { c.kpi(r) })
		c.about("stakes", r, func() { c.stakes(r) })
		c.about("little", r, func() { c.little(r) })
		c.about("sample", r, func() { c.facts.KPI(r).Sample = &Sample{Sample: sampled(r)} })
	case "Exception":
		c.about("state", r, func() { c.facts.Exception(r).Term = c.term(r) })
	case "Service":
		c.about("service", r, func() { c.service(r) })
	case "CashPlan":
		c.about("cash", r, func() { c.cashPlan(r) })
	}
}

// joined works out the facts of a KPI that need the items.
func (c *computer) joined(k *model.Resource) {
	c.about("funnel", k, func() { c.funnel(k) })
	c.about("quota", k, func() { c.quota(k) })
	c.about("openWork", k, func() { c.openWork(k) })
	c.about("leadTime", k, func() { c.leadTime(k) })
	c.about("causes", k, func() { c.addConflicts(k, c.causes(k)...) })
}

// list computes a list of facts that belong to the whole organisation. It is there, and empty, whatever happens.
func (c *computer) list(name string, compute func() model.List) {
	list := model.List{}
	c.whole(name, func() { list = compute() })
	c.m.Computed.Set(name, list)
}

// computer holds what is worked out once and used often.
type computer struct {
	ctx      context.Context
	m        *model.Model
	facts    *Facts
	failures []*Failure
	trial    func(subject string, r *model.Resource) // called before each fact by tests, which make one fail; nil else

	excesses    map[string]*excess
	excessKinds []string
	lists       map[listOf][]*model.Object // the lists of definitions, read once

	monthly    map[*model.Resource]*network.Node // KPI → its target, of the team and a month
	away       map[*model.Resource][]string      // role → why not all of it are present
	told       map[string]bool                   // what was noted once
	crews      map[*model.Resource]*crew         // team → who may have what its services need
	asked      asked
	times      workingTime
	staff      staffing
	parents    map[*model.Resource][]*model.Resource // team → itself and the teams above it
	deep       map[*model.Resource]bool              // teams with teams beyond the limit below them
	incentives incentives

	owners  *owners
	guarded guarded

	supply     supply
	objectives objectives
}

func newComputer(ctx context.Context, m *model.Model) *computer {
	return &computer{ctx: ctx, m: m, facts: newFacts(m),
		excesses: map[string]*excess{}, lists: map[listOf][]*model.Object{}, told: map[string]bool{},
		times: newWorkingTime(), staff: newStaffing(), asked: newAsked(), monthly: map[*model.Resource]*network.Node{},
		crews:   map[*model.Resource]*crew{},
		parents: map[*model.Resource][]*model.Resource{}, deep: map[*model.Resource]bool{},
		incentives: incentives{ofRole: map[*model.Resource]*incentive{}}, away: map[*model.Resource][]string{},
		objectives: newObjectives(),
		supply:     supply{items: map[string]*item{}, uncounts: map[*model.Resource]*model.Resource{}}}
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
