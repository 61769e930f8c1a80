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
	c.when(c.wants("Calendar", "planning"), "planned", c.calendar)
	c.index()
	for _, r := range m.Resources {
		c.resource(r)
	}
	c.when(c.needsItems(), "items", func() { c.facts.Items = c.items() })
	for _, k := range m.Of("KPI") {
		c.joined(k)
	}
	c.when(c.wants("KPI", "tensions") || c.wants("Organisation", "values"), "values", c.values)
	c.when(c.wantsOrClash("KPI", "markets"), "markets", c.drawn)
	c.when(c.wants("KPI", "shares"), "shares", c.claims)
	c.when(c.wantsOrClash("Team", "okrWork"), "okrWork", func() {
		c.okrWork(func(team *model.Resource, work *OkrWork) { c.facts.Team(team).OkrWork = work })
	})
	for _, o := range m.Of("Objective") {
		c.one(o, c.wants("", "unowned"), "owner", c.unowned)
	}
	c.when(c.needsLinks(), "rings", func() { c.facts.Rings = c.links(c.facts.Objective) })
	if c.wants("KPI", "hands") {
		c.counterweightOwners(c.reached, func(k *model.Resource, all *CounterweightOwners) {
			c.facts.KPI(k).CounterweightOwners = all
		})
	}
	c.rest()
	c.facts.Conflicts = c.conflicts
	return &Result{Facts: c.facts, Problems: c.problems(), Failures: c.failures}, c.ctx.Err()
}

// rest works out the lists of the whole organisation that nothing else needs.
func (c *computer) rest() {
	w := &c.facts.Whole
	c.when(c.wants("", "growthGoals"), "growthGoals", func() { w.GrowthGoals = c.growthGoals() })
	c.when(c.wants("", "skillNeeds"), "skillNeeds", func() { w.SkillNeeds = c.skillNeeds() })
	c.when(c.wants("", "dueDates"), "dueDates", func() { w.DueDates = c.dueDates() })
	c.when(c.wants("", "truths"), "truths", func() { w.Truths = c.truths() })
	c.when(c.wants("", "hidden"), "hidden", func() { w.Hidden = c.hidden() })
	c.when(c.wants("", "relativeTargets"), "relativeTargets", func() { w.RelativeTargets = c.relativeTargets() })
	c.when(c.wants("", "unnumbered"), "unnumbered", func() { w.Unnumbered = c.unnumbered() })
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
	c.when(c.needsLinks(), "graph", c.indexGraph)
}

// resource works out the facts of one definition that need no other definition's.
func (c *computer) resource(r *model.Resource) {
	switch r.Kind {
	case "Role":
		c.role(r, c.facts.Role(r))
	case "KPI":
		c.about("target", r, func() { c.kpi(r, c.facts.KPI(r)) })
		c.alone(r, c.facts.KPI(r))
	case "Exception":
		c.about("state", r, func() { c.facts.Exception(r).Term = c.term(r) })
	case "Service":
		f := c.facts.Service(r)
		c.one(r, c.wantsOrClash("Service", "queue", "backlog", "hours"), "service",
			func(s *model.Resource) { f.Queue, f.Backlog, f.Hours = c.service(s) })
	case "CashPlan":
		f := c.facts.CashPlan(r)
		c.one(r, c.wantsOrClash("CashPlan", "cash", "economics"), "cash",
			func(p *model.Resource) { f.Cash, f.Economics = c.cashPlan(p) })
	}
}

// role works out who is present in a role, what its time adds up to, its load, its text and its pay.
func (c *computer) role(r *model.Resource, f *Role) {
	c.one(r, c.wants("Role", "people", "workingDay", "netDay"), "people", func(r *model.Resource) {
		f.Present = &Present{shown(c.people(r))}
		f.Day = &Day{WorkingDay: c.workday(r), NetDay: c.netDay(r)}
	})
	c.one(r, c.wants("Role", "allocated"), "allocated", func(r *model.Resource) { f.Allocated = c.allocated(r) })
	c.one(r, c.wants("Role", "load", "week"), "load", func(r *model.Resource) { f.Loaded = c.load(r) })
	c.one(r, c.wants("Role", "text"), "text", func(r *model.Resource) { f.Text = c.text(r) })
	c.one(r, c.wants("Role", "incentiveShares", "payoutSteps"), "incentiveShares",
		func(r *model.Resource) { f.VariablePay = c.pay(r) })
	c.one(r, c.wants("Role", "reward"), "reward", func(r *model.Resource) { f.Reward = c.reward(r) })
}

// kpi works out the facts of one KPI that need no other KPI's.
func (c *computer) kpi(k *model.Resource, f *KPI) {
	f.Form = &Form{TargetState: targetState(k), LowerIsBetter: lowerIsBetter(k)}
	if c.wants("", "unowned") {
		c.unowned(k)
	}
	if c.wants("KPI", "wording", "formulaState", "unitless", "partOfWhole") {
		f.Wording = wording(k)
	}
	if t := k.Quantity("target"); t != nil && t.Low != nil {
		c.ofTarget(k, t, f)
	}
	var problems []*conflict
	if c.wantsOrClash("KPI", "time") {
		f.Use, problems = c.kpiTime(k)
		c.addConflicts(k, problems...)
	}
	if c.wantsOrClash("KPI", "spend") {
		var problem *conflict
		f.Spending, problem = c.spend(k)
		c.addConflicts(k, problem, baselineClash(k))
	}
	if c.wants("KPI", "counterweights", "unmeasured", "guarded") {
		f.Guards = c.guards(k)
	}
}

// ofTarget works out what a target asks for.
func (c *computer) ofTarget(k *model.Resource, t *model.Quantity, f *KPI) {
	if c.wants("KPI", "unitKind", "asks", "wants", "start", "way") {
		f.Direction = c.direction(k, t)
	}
	if c.wants("KPI", "hasUnit", "unitHint", "hasPeriod") {
		f.Counted = counted(t)
	}
	if c.wants("KPI", "perMonth") {
		f.Rate = &Rate{PerMonth: shown(c.perMonth(k))}
	}
	if t.Unit.Scope() == "person" && c.wants("KPI", "people") {
		f.Measured = &Measured{People: shown(c.measured(k))}
	}
	if c.wants("KPI", "division") {
		f.Division = c.division(k)
	}
}

// alone works out further facts of a KPI that need no other KPI's, each by itself.
func (c *computer) alone(k *model.Resource, f *KPI) {
	c.one(k, c.wants("KPI", "stakes"), "stakes", func(k *model.Resource) { f.Stakes = c.stakes(k) })
	c.one(k, c.wantsOrClash("KPI", "little"), "little", func(k *model.Resource) { f.LittlesLaw = c.little(k) })
	c.one(k, c.wants("KPI", "sample"), "sample", func(k *model.Resource) { f.Sample = &Sample{Sample: sampled(k)} })
}

// joined works out the facts of a KPI that need the items.
func (c *computer) joined(k *model.Resource) {
	f := c.facts.KPI(k)
	c.one(k, c.wants("KPI", "funnel"), "funnel", func(k *model.Resource) { f.Funnel = c.funnel(k) })
	c.one(k, c.wantsOrClash("KPI", "quota"), "quota", func(k *model.Resource) { f.Quota = c.quota(k) })
	c.one(k, c.wants("KPI", "openWork"), "openWork", func(k *model.Resource) { f.OpenWork = c.openWork(k) })
	c.one(k, c.wants("KPI", "leadTime"), "leadTime", func(k *model.Resource) { f.LeadTime = c.leadTime(k) })
	c.one(k, c.wantsOrClash("KPI", "causes"), "causes", func(k *model.Resource) {
		var problems []*conflict
		f.Causes, problems = c.causes(k)
		c.addConflicts(k, problems...)
	})
}

// calendar sets the plan of the calendar in force beside the mean month.
func (c *computer) calendar() {
	if p := c.planned(); p != nil {
		c.facts.Calendar(c.m.CalendarFrom).Planning = p
	}
}

// unowned notes a definition that has not exactly one owner that exists.
func (c *computer) unowned(r *model.Resource) {
	if u := c.owner(r); u != nil {
		c.facts.Unowned = append(c.facts.Unowned, u)
	}
}

// values sets what refers to the values of organisations, and what guards the tensions of KPIs.
func (c *computer) values() {
	c.culture(func(k *model.Resource, t *Tensions) { c.facts.KPI(k).Tensions = t },
		func(o *model.Resource, all []*Value) { c.facts.Organisation(o).Values = all })
}

// drawn adds what is drawn on each market to the KPI that draws most.
func (c *computer) drawn() {
	c.markets(func(k *model.Resource, m *Market) {
		f := c.facts.KPI(k)
		if f.Markets == nil {
			f.Markets = &Markets{}
		}
		f.Markets.Markets = append(f.Markets.Markets, m)
	})
}

// claims adds the shares of each supply that are set aside to the KPI that makes it.
func (c *computer) claims() {
	c.shares(func(k *model.Resource, s *SharesOfSupply) {
		f := c.facts.KPI(k)
		if f.Shares == nil {
			f.Shares = &Shares{}
		}
		f.Shares.Shares = append(f.Shares.Shares, s)
	})
}

// reached are the goals of the organisation that an objective reaches through its links.
func (c *computer) reached(o *model.Resource) []string {
	reach := c.facts.Objective(o).Reach
	if reach == nil {
		return nil // because of a fault of ours
	}
	return reach.Reaches
}

// computer holds what is worked out once and used often.
type computer struct {
	ctx       context.Context
	m         *model.Model
	wanted    Wanted
	facts     *Facts
	failures  []*Failure
	conflicts []*Conflict
	trial     func(subject string, r *model.Resource) // called before each fact by tests, which make one fail; nil else

	excesses    map[string]*excess
	excessKinds []string
	lists       map[listOf][]*model.Object // the lists of definitions, read once

	times          workingTime
	activityTimes  map[activityOf]*network.Node      // the time for each
	unclaimedTimes map[*model.Resource]*network.Node // role → the time that nothing claims
	monthsOf       map[string]*network.Node          // how many months a quarter and a year have
	staff          staffing
	leaves         map[leafOf]*network.Node
	monthly        map[*model.Resource]*network.Node // KPI → its target, of the team and a month
	away           map[*model.Resource][]string      // role → why not all of it are present
	told           map[string]bool                   // what was noted once
	crews          map[*model.Resource]*crew         // team → who may have what its services need
	asked          asked
	parents        map[*model.Resource][]*model.Resource // team → itself and the teams above it
	deep           map[*model.Resource]bool              // teams with teams beyond the limit below them
	incentives     incentives

	owners  *owners
	guarded guarded

	supply     supply
	objectives objectives
}

func newComputer(ctx context.Context, m *model.Model) *computer {
	return &computer{activityTimes: map[activityOf]*network.Node{}, unclaimedTimes: map[*model.Resource]*network.Node{}, monthsOf: map[string]*network.Node{}, ctx: ctx, m: m, facts: newFacts(m), leaves: map[leafOf]*network.Node{},
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
