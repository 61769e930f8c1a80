package facts

import (
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/cash"
	"github.com/kpilint/kpilint/engine/facts/definition"
	"github.com/kpilint/kpilint/engine/facts/effort"
	"github.com/kpilint/kpilint/engine/facts/goals"
	"github.com/kpilint/kpilint/engine/facts/supply"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
)

// Facts are what the definitions of an organisation imply: of each definition by its kind, and of the whole.
type Facts struct {
	*store
	judged   *model.Resource // a KPI that is being judged, of which some facts were left for later; nil for none
	ofJudged *KPI            // all of them
}

// store are the facts of all definitions.
type store struct {
	Whole
	kpis       map[*model.Resource]*KPI
	roles      map[*model.Resource]*Role
	teams      map[*model.Resource]*Team
	objectives map[*model.Resource]*Objective
	services   map[*model.Resource]*Service
	cashPlans  map[*model.Resource]*CashPlan
	calendars  map[*model.Resource]*Calendar
	orgs       map[*model.Resource]*Organisation
	exceptions map[*model.Resource]*Exception
	summed     map[*model.Resource]bool // KPIs whose targets by dimension add up
	looks      basis.Looks              // what was looked at for each, where somebody watches
	reads      *Reads                   // of facts that were received: which are read; nil where nobody asks
	complete   func(k *model.Resource)  // works out what was left out of a KPI; nil where nothing was

	whole func(k *model.Resource) *KPI // all facts of a KPI, of which some were left for later; nil where none were
	found func() ([]model.Problem, []*basis.Failure)
}

// Read marks as read what was looked at to work out a fact of a definition, or of the whole organisation where that is
// nil: all but quantities, or quantities too. It is safe for concurrent use.
func (f *Facts) Read(of *model.Resource, fact string, numbers bool) {
	if f.reads != nil {
		f.reads.add(Read{of, fact, numbers})
		return
	}
	f.looks.Read(of, fact, numbers)
	if of != nil && of.Row != nil { // what does not depend on its target is a fact of its KPI
		f.looks.Read(of.Row.Of, fact, numbers)
	}
}

// Reads are those that were read of facts that were received, by the places of their definitions and by their names.
func (f *Facts) Reads(place func(*model.Resource) int) []Read {
	if f.reads == nil {
		return nil
	}
	return f.reads.sorted(place)
}

// newFacts has room for the facts of all definitions, or of all but KPIs.
func newFacts(m *model.Model, ofKPIs bool) *Facts {
	f := &Facts{store: &store{
		roles: roomFor[Role](m, "Role"), teams: roomFor[Team](m, "Team"), objectives: roomFor[Objective](m, "Objective"),
		services: roomFor[Service](m, "Service"), cashPlans: roomFor[CashPlan](m, "CashPlan"),
		calendars: roomFor[Calendar](m, "Calendar"), orgs: roomFor[Organisation](m, "Organisation"),
		exceptions: roomFor[Exception](m, "Exception"), summed: map[*model.Resource]bool{},
	}}
	if ofKPIs {
		f.kpis = roomFor[KPI](m, "KPI")
	}
	return f
}

// roomFor makes room for the facts of all definitions of a kind.
func roomFor[T any](m *model.Model, kind string) map[*model.Resource]*T {
	of := m.Of(kind)
	all, room := make(map[*model.Resource]*T, len(of)), make([]T, len(of))
	for i, r := range of {
		all[r] = &room[i]
	}
	return all
}

// Summed reports whether the targets that a KPI has by dimension add up, so that time and money are those of their sum.
func (f *Facts) Summed(k *model.Resource) bool { return f.summed[k] }

// KPI are the facts of a KPI; nil for what is none. The others are alike.
func (f *Facts) KPI(r *model.Resource) *KPI {
	if r != nil && r == f.judged {
		return f.ofJudged
	}
	return f.kpis[r]
}

// Role are the facts of a role.
func (f *Facts) Role(r *model.Resource) *Role { return f.roles[r] }

// Team are the facts of a team.
func (f *Facts) Team(r *model.Resource) *Team { return f.teams[r] }

// Objective are the facts of an objective.
func (f *Facts) Objective(r *model.Resource) *Objective { return f.objectives[r] }

// Service are the facts of a service.
func (f *Facts) Service(r *model.Resource) *Service { return f.services[r] }

// CashPlan are the facts of a cash plan.
func (f *Facts) CashPlan(r *model.Resource) *CashPlan { return f.cashPlans[r] }

// Calendar are the facts of a calendar.
func (f *Facts) Calendar(r *model.Resource) *Calendar { return f.calendars[r] }

// Organisation are the facts of an organisation.
func (f *Facts) Organisation(r *model.Resource) *Organisation { return f.orgs[r] }

// Exception are the facts of an exception.
func (f *Facts) Exception(r *model.Resource) *Exception { return f.exceptions[r] }

// Term is whether an exception holds today; the zero Term where that is not known.
func (f *Facts) Term(x *model.Resource) definition.Term {
	if of := f.exceptions[x]; of != nil && of.Term != nil {
		return *of.Term
	}
	return definition.Term{}
}

// PerMonth is the target of a KPI for the whole team in a month; nil where it has none.
func (f *Facts) PerMonth(k *model.Resource) *network.Node {
	if of := f.KPI(k); of != nil && of.Rate != nil {
		return of.Rate.PerMonth
	}
	return nil
}

// LowerIsBetter reports whether a KPI should fall.
func (f *Facts) LowerIsBetter(k *model.Resource) bool {
	of := f.KPI(k)
	return of != nil && of.Form != nil && of.Form.LowerIsBetter
}

// Measured are the people whom the target of a KPI measures; nil where it is not one for each person.
func (f *Facts) Measured(k *model.Resource) *network.Node {
	if of := f.KPI(k); of != nil && of.Measured != nil {
		return of.Measured.People
	}
	return nil
}

// Stages are the stages of a funnel that lead to a KPI.
func (f *Facts) Stages(k *model.Resource) []*supply.FunnelStage {
	if of := f.KPI(k); of != nil && of.Funnel != nil {
		return of.Funnel.Funnel
	}
	return nil
}

// TimeInRoles is the time that a KPI takes, in each role whose time it is.
func (f *Facts) TimeInRoles(k *model.Resource) []*effort.TimeInRole {
	if of := f.KPI(k); of != nil && of.Use != nil {
		return of.Use.Time
	}
	return nil
}

// SpendOf is the money of a KPI; nil where it has no cost or no budget.
func (f *Facts) SpendOf(k *model.Resource) *cash.Spend {
	if of := f.KPI(k); of != nil && of.Spending != nil {
		return of.Spending.Spend
	}
	return nil
}

// Drawn is what is drawn on the markets of which a KPI draws most.
func (f *Facts) Drawn(k *model.Resource) []*supply.Market {
	if of := f.KPI(k); of != nil && of.Markets != nil {
		return of.Markets.Markets
	}
	return nil
}

// ChildSumsOf are, for key results of a goal, what the objectives that support it promise together.
func (f *Facts) ChildSumsOf(goal *model.Resource) []*goals.ChildSum {
	if of := f.objectives[goal]; of != nil && of.ChildSums != nil {
		return of.ChildSums.ChildSums
	}
	return nil
}

// PromisedTimeOf is the time that a KPI promises for an item; nil where it promises none.
func (f *Facts) PromisedTimeOf(k *model.Resource) *supply.PromisedTime {
	if of := f.KPI(k); of != nil && of.LeadTime != nil {
		return of.LeadTime.LeadTime
	}
	return nil
}

// MonthlyCashOf is the money of a cash plan in a month; nil where nothing is known of it.
func (f *Facts) MonthlyCashOf(plan *model.Resource) *cash.MonthlyCash {
	if of := f.cashPlans[plan]; of != nil && of.Cash != nil {
		return of.Cash.Cash
	}
	return nil
}

// Of are the facts of a definition, a pointer to the struct of its kind; nil for a kind without facts.
func (f *Facts) Of(r *model.Resource) any {
	if f == nil || r == nil {
		return nil
	}
	switch r.Kind {
	case "KPI":
		return known(f.KPI(r))
	case "Role":
		return known(f.roles[r])
	case "Team":
		return known(f.teams[r])
	case "Objective":
		return known(f.objectives[r])
	case "Service":
		return known(f.services[r])
	case "CashPlan":
		return known(f.cashPlans[r])
	case "Calendar":
		return known(f.calendars[r])
	case "Organisation":
		return known(f.orgs[r])
	case "Exception":
		return known(f.exceptions[r])
	}
	return nil
}

// known is a pointer, or nothing at all where it is nil.
func known[T any](p *T) any {
	if p == nil {
		return nil
	}
	return p
}
