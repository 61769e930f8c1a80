package facts

import (
	"context"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/cash"
	"github.com/kpilint/kpilint/engine/facts/definition"
	"github.com/kpilint/kpilint/engine/facts/descriptions"
	"github.com/kpilint/kpilint/engine/facts/effort"
	"github.com/kpilint/kpilint/engine/facts/fact"
	"github.com/kpilint/kpilint/engine/facts/goals"
	"github.com/kpilint/kpilint/engine/facts/pay"
	"github.com/kpilint/kpilint/engine/facts/people"
	"github.com/kpilint/kpilint/engine/facts/queues"
	"github.com/kpilint/kpilint/engine/facts/quota"
	"github.com/kpilint/kpilint/engine/facts/rates"
	"github.com/kpilint/kpilint/engine/facts/supply"
	"github.com/kpilint/kpilint/engine/facts/worktime"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/schema/field"
)

// Result is the facts, and what computing them found beside them.
type Result struct {
	*Facts
	Problems []model.Problem          // what is larger than a limit, in the order in which it was found
	Failures []*basis.Failure         // facts that could not be computed because of a fault of ours
	Remarked map[*model.Resource]bool // KPIs that are not to be left out of the next run: see Left
}

// Compute works out the facts of an organisation that are asked for; nil asks for all. A fault in one fact costs that
// fact alone. An error is the end of the context; the facts are in part there then.
func Compute(ctx context.Context, m *model.Model, wanted basis.Wanted) (*Result, error) {
	return ComputeBut(ctx, m, wanted, Left{})
}

// ComputeBut is Compute without facts of some KPIs that nobody reads.
func ComputeBut(ctx context.Context, m *model.Model, wanted basis.Wanted, left Left) (*Result, error) {
	c := newComputerOf(ctx, m, wanted, newFacts(m, !left.Later))
	if c.left = left; len(left.Of) > 0 {
		c.ofLeft, c.leavesAll, c.facts.complete = basis.Ask(left.wanted()), left.leaves(), c.complete
	}
	if left.Later {
		c.beginLater()
	}
	return c.compute()
}

func (c *computer) compute() (*Result, error) {
	m, beside := c.Model, c.beside()
	c.When(c.Wants(fact.Whole.Calendar), "planning", func() { c.facts.Whole.Calendar = c.worktime.Planning() })
	c.When(c.Wants(fact.Calendar.Planning), "planned", c.calendar)
	c.index()
	if beside == nil {
		c.indexLinks()
	}
	for _, r := range m.Resources {
		c.unlessLeft(r)
	}
	c.When(c.needsItems(), "items", func() { c.facts.Items = c.supply.Items() })
	for _, k := range m.Of("KPI") {
		c.about(k, func(f *KPI) { c.joined(k, f) })
	}
	c.rows()
	c.When(c.Wants(fact.KPI.Tensions).Or(c.Wants(fact.Organisation.Values)), "values", c.values)
	c.When(c.WantsOrClash(fact.KPI.Markets), "markets", c.drawn)
	c.When(c.Wants(fact.KPI.Shares), "shares", c.claims)
	c.When(c.WantsOrClash(fact.Team.OkrWork), "okrWork", func() {
		c.effort.OkrWork(func(team *model.Resource, work *effort.OkrWork) { c.facts.Team(team).OkrWork = work })
	})
	for _, o := range m.Of("Objective") {
		c.One(o, c.Wants(fact.Whole.Unowned), "owner", c.unowned)
	}
	taken := c.take(beside)
	if !taken {
		c.links()
	}
	c.When(c.Wants(fact.Whole.DecidingScores), "decidingScores",
		func() { c.facts.Whole.DecidingScores = c.pay.DecidingScores() })
	c.When(c.Wants(fact.KPI.Hands), "hands", func() {
		c.hands = c.pay.Hands(c.reached)
		for _, k := range m.Of("KPI") {
			if !c.leaves(k, fact.KPI.Hands) {
				c.ofHands(k)
			}
		}
	})
	if !taken {
		c.ofLinks()
		c.rest()
	}
	c.facts.Conflicts, c.facts.looks = c.Conflicts(), c.Looks()
	if c.left.Later {
		c.endFirst()
	}
	r := &Result{Facts: c.facts, Problems: c.Problems(), Failures: c.Failures(), Remarked: c.remarked}
	c.facts.found, c.problems, c.failures = c.found, len(r.Problems), len(r.Failures)
	return r, c.Err()
}

// ofHands notes in whose hands the counterweights of a KPI are.
func (c *computer) ofHands(k *model.Resource) {
	if all := c.hands(k); all != nil {
		c.own(k).CounterweightOwners = all
	}
}

// indexLinks notes what links look up.
func (c *computer) indexLinks() { c.When(c.needsLinks(), "graph", c.goals.IndexGraph) }

// links works out how objectives serve goals.
func (c *computer) links() {
	c.When(c.needsLinks(), "rings", func() { c.facts.Rings = c.goals.Links(c.objective) })
}

// ofLinks works out what follows from how objectives serve goals.
func (c *computer) ofLinks() {
	c.When(c.Wants(fact.Whole.Truths), "truths", func() { c.facts.Whole.Truths = c.goals.Truths() })
}

// rest works out the lists of the whole organisation that nothing else needs, and that need nothing else.
func (c *computer) rest() {
	w := &c.facts.Whole
	c.When(c.Wants(fact.Whole.ParentRings), "parentRings", func() { w.ParentRings = c.goals.ParentRings() })
	c.When(c.Wants(fact.Whole.GrowthGoals), "growthGoals", func() { w.GrowthGoals = c.goals.GrowthGoals() })
	c.When(c.Wants(fact.Whole.SkillNeeds), "skillNeeds", func() { w.SkillNeeds = c.people.SkillNeeds() })
	c.When(c.Wants(fact.Whole.DueDates), "dueDates", func() { w.DueDates = c.goals.DueDates() })
	c.When(c.Wants(fact.Whole.Hidden), "hidden", func() { w.Hidden = c.definition.Hidden() })
	c.When(c.Wants(fact.Whole.Drafts), "drafts", func() { w.Drafts = c.definition.Drafts() })
	c.When(c.Wants(fact.Whole.RelativeTargets), "relativeTargets",
		func() { w.RelativeTargets = c.definition.RelativeTargets() })
	c.When(c.Wants(fact.Whole.NameNumbers), "nameNumbers", func() {
		w.NameNumbers = c.definition.NameNumbers(c.left.Of, func(k *model.Resource) { c.remarked[k] = true })
	})
	c.When(c.Wants(fact.Whole.Unnumbered), "unnumbered", func() { w.Unnumbered = c.definition.Unnumbered() })
}

// index notes what facts look up.
func (c *computer) index() {
	c.Whole("parents", c.IndexParents)
	c.When(c.Wants(fact.KPI.Guarded), "guards", c.pay.IndexGuards)
	c.When(c.Wants(fact.KPI.OpenWork), "limits", c.supply.IndexLimits)
	c.When(c.WantsOrClash(fact.KPI.Causes), "cycles", c.goals.IndexCycles)
	c.When(c.Wants(fact.KPI.Stakes, fact.KPI.Hands, fact.Whole.DecidingScores), "stakes", c.pay.IndexStakes)
	c.When(c.needsItems(), "draws", c.supply.IndexMarkets)
	c.When(c.Wants(fact.KPI.Tree), "children", c.goals.IndexChildren)
}

// resource works out the facts of one definition that need no other definition's.
func (c *computer) resource(r *model.Resource) {
	switch r.Kind {
	case "Role":
		c.role(r, c.facts.Role(r))
	case "KPI":
		c.about(r, func(f *KPI) {
			c.kpi(r, f)
			c.alone(r, f)
		})
	case "Exception":
		c.About("state", r, func() { c.facts.Exception(r).Term = c.definition.Term(r) })
	case "Service":
		f := c.facts.Service(r)
		c.One(r, c.WantsOrClash(fact.Service.Queue), "queue", func(s *model.Resource) { f.Queue = c.queues.Queue(s) })
		c.One(r, c.WantsOrClash(fact.Service.Backlog), "backlog",
			func(s *model.Resource) { f.Backlog = c.queues.Backlog(s) })
		c.One(r, c.Wants(fact.Service.Hours), "hours", func(s *model.Resource) { f.Hours = c.queues.Hours(s) })
	case "CashPlan":
		f := c.facts.CashPlan(r)
		c.One(r, c.WantsOrClash(fact.CashPlan.Cash), "cash", func(p *model.Resource) { f.Cash = c.cash.Plan(p) })
		c.One(r, c.WantsOrClash(fact.CashPlan.Economics), "economics",
			func(p *model.Resource) { f.Economics = c.cash.Customers(p) })
	}
}

// role works out who is present in a role, what its time adds up to, its load, its text and its pay.
func (c *computer) role(r *model.Resource, f *Role) {
	// who is there goes with what they do, so that leave counts as read where a load is asked for
	c.One(r, c.Wants(fact.Role.People, fact.Role.WorkingDay, fact.Role.NetDay, fact.Role.Load, fact.Role.Week),
		"people", func(r *model.Resource) {
			f.Present = &people.Present{People: basis.Shown(c.people.People(r))}
			f.Day = &worktime.Day{WorkingDay: c.worktime.Workday(r), NetDay: c.worktime.NetDay(r)}
		})
	c.One(r, c.Wants(fact.Role.Allocated), "allocated", func(r *model.Resource) { f.Allocated = c.effort.Allocated(r) })
	c.One(r, c.Wants(fact.Role.Load, fact.Role.Week), "load", func(r *model.Resource) { f.Loaded = c.effort.Load(r) })
	c.One(r, c.Wants(fact.Role.Text), "text", func(r *model.Resource) { f.Text = c.descriptions.Text(r) })
	c.One(r, c.Wants(fact.Role.IncentiveShares, fact.Role.PayoutSteps), "incentiveShares",
		func(r *model.Resource) { f.VariablePay = c.pay.Variable(r) })
	c.One(r, c.Wants(fact.Role.Reward), "reward", func(r *model.Resource) { f.Reward = c.pay.Reward(r) })
}

// kpi works out the facts of one KPI that need no other KPI's.
func (c *computer) kpi(k *model.Resource, f *KPI) {
	c.form(k, f)
	c.One(k, c.Wants(fact.Whole.Unowned), "owner", c.unowned)
	c.ofTarget(k, f)
	c.One(k, c.WantsOrClash(fact.KPI.Time), "time", func(k *model.Resource) {
		var problems []*basis.Mismatch
		f.Use, problems = c.effort.OfKPI(k)
		c.AddConflicts(k, problems...)
	})
	c.One(k, c.WantsOrClash(fact.KPI.Spend), "spend", func(k *model.Resource) {
		var problem *basis.Mismatch
		f.Spending, problem = c.cash.Spend(k)
		c.AddConflicts(k, problem, definition.BaselineClash(k))
	})
	c.guards(k, f)
}

// form works out what stands where the target of a KPI belongs, and what its words say.
func (c *computer) form(k *model.Resource, f *KPI) {
	c.One(k, c.Wants(fact.KPI.TargetState, fact.KPI.LowerIsBetter), "target", func(k *model.Resource) {
		f.Form = &definition.Form{TargetState: basis.TargetState(k), LowerIsBetter: basis.LowerIsBetter(k)}
	})
	c.One(k, c.Wants(fact.KPI.Wording, fact.KPI.FormulaState, fact.KPI.Unitless, fact.KPI.PartOfWhole), "wording",
		func(k *model.Resource) { f.Wording = definition.WordingOf(k) })
}

func (c *computer) guards(k *model.Resource, f *KPI) {
	c.One(k, c.Wants(fact.KPI.Counterweights, fact.KPI.Unmeasured, fact.KPI.Guarded), "guards",
		func(k *model.Resource) { f.Guards = c.pay.Guards(k) })
}

// ofTime works out how a target stands against its due date, and against the sample of its baseline.
func (c *computer) ofTime(k *model.Resource, f *KPI) {
	c.One(k, c.Wants(fact.KPI.Schedule), "schedule",
		func(k *model.Resource) { f.Schedule = c.definition.Schedule(k) })
	c.One(k, c.Wants(fact.KPI.Sample, fact.KPI.FewAnswers), "sample", func(k *model.Resource) {
		f.Sample = &definition.Sample{Sample: definition.Sampled(k), FewAnswers: definition.Few(k)}
	})
}

// ofTarget works out what a target that is a number asks for.
func (c *computer) ofTarget(k *model.Resource, f *KPI) {
	about := func(want basis.Want, compute func(k *model.Resource, t *model.Quantity)) {
		c.One(k, want, "target", func(k *model.Resource) {
			if t := k.Quantity(field.Target); t != nil && t.Low != nil {
				compute(k, t)
			}
		})
	}
	about(c.Wants(fact.KPI.UnitKind, fact.KPI.Asks, fact.KPI.Wants, fact.KPI.Drafted, fact.KPI.Start, fact.KPI.Way),
		func(k *model.Resource, t *model.Quantity) { f.Direction = c.definition.Direction(k, t) })
	about(c.Wants(fact.KPI.HasUnit, fact.KPI.BaselineUnit, fact.KPI.UnitHint, fact.KPI.HasPeriod),
		func(k *model.Resource, t *model.Quantity) { f.Counted = definition.CountedOf(k, t) })
	about(c.Wants(fact.KPI.PerMonth), func(k *model.Resource, _ *model.Quantity) {
		f.Rate = &rates.Rate{PerMonth: basis.Shown(c.rates.PerMonth(k))}
	})
	about(c.Wants(fact.KPI.People), func(k *model.Resource, t *model.Quantity) {
		if t.Unit.Scope() == "person" {
			f.Measured = &people.Measured{People: basis.Shown(c.people.Measured(k))}
		}
	})
	about(c.Wants(fact.KPI.Division),
		func(k *model.Resource, _ *model.Quantity) { f.Division = c.effort.Division(k) })
	about(c.Wants(fact.KPI.UnscopedHours),
		func(k *model.Resource, _ *model.Quantity) { f.HoursOfNobody = c.effort.HoursOfNobody(k) })
}

// alone works out further facts of a KPI that need no other KPI's, each by itself.
func (c *computer) alone(k *model.Resource, f *KPI) {
	c.One(k, c.Wants(fact.KPI.Stakes), "stakes", func(k *model.Resource) { f.Stakes = c.pay.Stakes(k) })
	c.One(k, c.WantsOrClash(fact.KPI.Little), "little", func(k *model.Resource) { f.LittlesLaw = c.supply.Little(k) })
	c.ofTime(k, f)
	c.One(k, c.Wants(fact.KPI.Steps, fact.KPI.Levels), "plan", func(k *model.Resource) { f.Plan = c.definition.Plan(k) })
	c.One(k, c.Wants(fact.KPI.Actuals, fact.KPI.Reached, fact.KPI.Progress), "history",
		func(k *model.Resource) { f.History = c.definition.History(k) })
	c.One(k, c.Wants(fact.KPI.Places, fact.KPI.InOrder), "places",
		func(k *model.Resource) { f.ByDimension = c.definition.ByDimension(k) })
}

// joined works out the facts of a KPI that need the items.
func (c *computer) joined(k *model.Resource, f *KPI) {
	c.One(k, c.Wants(fact.KPI.Funnel), "funnel", func(k *model.Resource) { f.Funnel = c.supply.Funnel(k) })
	c.One(k, c.WantsOrClash(fact.KPI.Quota), "quota", func(k *model.Resource) { f.Quota = c.quota.Quota(k) })
	c.One(k, c.Wants(fact.KPI.OpenWork), "openWork", func(k *model.Resource) { f.OpenWork = c.supply.OpenWork(k) })
	c.One(k, c.Wants(fact.KPI.LeadTime), "leadTime", func(k *model.Resource) { f.LeadTime = c.supply.LeadTime(k) })
	c.One(k, c.Wants(fact.KPI.Tree), "tree", func(k *model.Resource) { f.Tree = c.goals.Tree(k) })
	c.One(k, c.WantsOrClash(fact.KPI.Causes), "causes", func(k *model.Resource) {
		var problems []*basis.Mismatch
		f.Causes, problems = c.goals.Causes(k)
		c.AddConflicts(k, problems...)
	})
}

// calendar sets the plan of the calendar in force beside the mean month.
func (c *computer) calendar() {
	if p := c.worktime.Planned(); p != nil {
		c.facts.Calendar(c.Model.CalendarFrom).Planning = p
	}
}

// unowned notes a definition that has not exactly one owner that exists.
func (c *computer) unowned(r *model.Resource) {
	if u := c.goals.Owner(r); u != nil {
		c.facts.Unowned = append(c.facts.Unowned, u)
	}
}

// values sets what refers to the values of organisations, and what guards the tensions of KPIs.
func (c *computer) values() {
	c.definition.Culture(func(k *model.Resource, t *definition.Tensions) { c.own(k).Tensions = t },
		func(o *model.Resource, all []*definition.Value) { c.facts.Organisation(o).Values = all })
}

// drawn adds what is drawn on each market to the KPI that draws most.
func (c *computer) drawn() {
	c.supply.Markets(func(k *model.Resource, m *supply.Market) {
		f := c.own(k)
		if f.Markets == nil {
			f.Markets = &supply.Markets{}
		}
		f.Markets.Markets = append(f.Markets.Markets, m)
	})
}

// claims adds the shares of each supply that are set aside to the KPI that makes it.
func (c *computer) claims() {
	c.supply.Shares(func(k *model.Resource, s *supply.SharesOfSupply) {
		f := c.own(k)
		if f.Shares == nil {
			f.Shares = &supply.Shares{}
		}
		f.Shares.Shares = append(f.Shares.Shares, s)
	})
}

// objective is where the facts of an objective belong.
func (c *computer) objective(o *model.Resource) *goals.Objective {
	return &c.facts.Objective(o).Objective
}

// reached are the goals of the organisation that an objective reaches through its links.
func (c *computer) reached(o *model.Resource) []string {
	reach := c.facts.Objective(o).Reach
	if reach == nil {
		return nil // because of a fault of ours
	}
	return reach.Reaches
}

// computer is what works out the facts of each subject, and the facts.
type computer struct {
	*basis.Basis
	facts     *Facts
	wanted    basis.Wanted
	ctx       context.Context
	left      Left
	ofLeft    *basis.Asked // what is wanted of KPIs that are left out
	leavesAll bool         // none of their facts is

	ofCompleted *basis.Asked // what is wanted of those that are read after all; nil until one is

	remarked map[*model.Resource]bool
	later
	hands func(k *model.Resource) *pay.CounterweightOwners // nil where nobody asks

	cash         *cash.Computer
	definition   *definition.Computer
	effort       *effort.Computer
	goals        *goals.Computer
	pay          *pay.Computer
	people       *people.Computer
	queues       *queues.Computer
	quota        *quota.Computer
	rates        *rates.Computer
	supply       *supply.Computer
	descriptions *descriptions.Computer
	worktime     *worktime.Computer
}

// Rates brings numbers of KPIs to other units, as the facts do.
func Rates(m *model.Model) *rates.Computer {
	b := basis.New(context.Background(), m, nil)
	return rates.New(b, people.New(b), worktime.New(b))
}

func newComputer(ctx context.Context, m *model.Model, wanted basis.Wanted) *computer {
	return newComputerOf(ctx, m, wanted, newFacts(m, true))
}

// newComputerOf is a computer that works out some of the facts.
func newComputerOf(ctx context.Context, m *model.Model, wanted basis.Wanted, facts *Facts) *computer {
	b := basis.New(ctx, m, wanted)
	c := &computer{Basis: b, ctx: ctx, facts: facts, wanted: wanted, people: people.New(b), worktime: worktime.New(b),
		remarked: map[*model.Resource]bool{}}
	c.rates = rates.New(b, c.people, c.worktime)
	c.effort = effort.New(b, c.people, c.rates, c.worktime)
	c.supply = supply.New(b, c.people, c.rates, c.worktime)
	c.goals = goals.New(b, c.rates, c.supply, c.worktime)
	c.cash, c.definition = cash.New(b, c.rates, c.worktime), definition.New(b, c.rates, c.worktime)
	c.pay, c.descriptions = pay.New(b, c.rates), descriptions.New(b, c.people, c.rates)
	c.queues, c.quota = queues.New(b, c.people, c.rates), quota.New(b, c.people, c.rates)
	return c
}
