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
	c.list("items", c.items)
	for _, r := range m.Of("KPI") {
		c.joined(r)
	}
	c.whole("values", c.culture)
	c.whole("markets", c.markets)
	c.whole("shares", c.shares)
	c.whole("okrWork", c.okrWork)
	c.list("rings", c.links)
	c.hands()
	c.list("growthGoals", c.growthGoals)
	c.list("skillNeeds", c.skillNeeds)
	c.whole("dueDates", func() { c.facts.DueDates = c.dueDates() })
	m.Computed.Set("conflicts", c.conflicts)
	m.Computed.Set("unowned", c.unowned)
	c.list("truths", c.truths)
	c.list("hidden", c.hidden)
	c.list("relativeTargets", c.relativeTargets)
	c.list("unnumbered", c.unnumbered)
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
	c.whole("organisation", c.indexOrganisation)
	c.whole("graph", func() { c.graph = newGraph(c.m, c.formulaTooLong) })
}

// resource works out the facts of one definition that need no other definition's.
func (c *computer) resource(r *model.Resource) {
	switch r.Kind {
	case "Role":
		c.role(r)
	case "KPI":
		c.about("target", r, func() { c.kpi(r) })
		c.about("little", r, func() { c.little(r) })
		c.about("sample", r, func() { c.sampled(r) })
	case "Exception":
		c.about("state", r, func() { c.exceptionState(r) })
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

	times      workingTime
	staff      staffing
	monthly    map[*model.Resource]*network.Node          // KPI → its target, of the team and a month
	addends    map[*model.Resource][]*model.Resource      // KPI → those that its formula adds up
	away       map[*model.Resource]model.List             // role → why not all of it are present
	told       map[string]bool                            // what was noted once
	uncounts   map[*model.Resource]*model.Resource        // role → the KPI at which its limit lacks a rate
	crews      map[*model.Resource]*crew                  // team → who may have what its services need
	deliveries map[*model.Resource]map[string]deliverable // team → what others may wait for, by its names
	item       map[string]*item
	made       []string                              // items that somebody makes, once all are known
	limiting   map[*model.Resource][]*model.Resource // KPI → the roles that limit how much of it is open
	cycles     map[*model.Resource][]dated           // KPI → the cycles in which objectives date it
	asked      asked
	parents    map[*model.Resource][]*model.Resource // team → itself and the teams above it
	deep       map[*model.Resource]bool              // teams with teams beyond the limit below them
	guesses    int                                   // names looked at for one that may be meant
	steps      int                                   // along paths so far
	incentives map[*model.Resource]*incentive

	conflicts, unowned model.List
	owners             []string            // names that an owner can have
	ownersEnding       map[string][]string // these, by what they end in
	titles             map[string]string   // names for people of teams and roles → their full names

	graph *Graph             // which KPI feeds which
	parts map[keyResult]bool // key results that are parts of a goal's number
	added map[addedPart]*network.Node

	marketBy  map[string]string // unit → the first market of it
	marketsOf map[string]int    // unit → how many markets are of it
	values    map[string]bool   // ids of values
	kpis      []*model.Resource
	drawing   map[string][]int // market → the KPIs that name it, by their place among KPIs
	needing   map[string][]int // item → the KPIs that need it
	entryOf   map[needKey]*model.Object

	upwards     map[*model.Resource][]upward
	reached     map[*model.Resource]*model.Resource // objective → the one from which a walk came by last
	walked      []*model.Resource                   // the objectives of such a walk
	missingRefs map[*model.Resource][]*model.Unresolved

	teamGuards   map[teamNoun]bool        // numbers of teams that have a counterweight
	resultGuards map[*model.Resource]bool // KPIs that have one through a key result

	stakes map[*model.Resource][]stake // KPI → what hangs on it for people
}

func newComputer(ctx context.Context, m *model.Model) *computer {
	return &computer{ctx: ctx, m: m, facts: newFacts(m), conflicts: model.List{}, unowned: model.List{},
		excesses: map[string]*excess{}, lists: map[listOf][]*model.Object{}, told: map[string]bool{},
		times: newWorkingTime(), staff: newStaffing(), asked: newAsked(), monthly: map[*model.Resource]*network.Node{},
		uncounts: map[*model.Resource]*model.Resource{}, crews: map[*model.Resource]*crew{},
		deliveries: map[*model.Resource]map[string]deliverable{}, parents: map[*model.Resource][]*model.Resource{},
		deep: map[*model.Resource]bool{}, incentives: map[*model.Resource]*incentive{}, away: map[*model.Resource]model.List{},
		addends: map[*model.Resource][]*model.Resource{}, upwards: map[*model.Resource][]upward{}, reached: map[*model.Resource]*model.Resource{},
		parts: map[keyResult]bool{}, added: map[addedPart]*network.Node{}, item: map[string]*item{}}
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
