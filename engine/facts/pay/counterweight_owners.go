package pay

import (
	"sync"

	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Hands is what works out for the counterweights of a KPI with a target who owns them: whether the owners of both
// share a team or goal, how the periods compare, and how the pay does; nil for a KPI without. It asks which goals an
// objective reaches, when it is first needed.
func (c *Computer) Hands(reached func(o *model.Resource) []string) func(k *model.Resource) *CounterweightOwners {
	goals := sync.OnceValue(func() map[*model.Resource]nameSet { return c.goals(reached) })
	return func(k *model.Resource) (found *CounterweightOwners) {
		if state := basis.TargetState(k); state != "number" && state != "rows" {
			return nil
		}
		c.About("hands", k, func() {
			if all := c.ownersBeside(k, goals()); all != nil {
				found = &CounterweightOwners{Hands: all}
			}
		})
		return found
	}
}

func (c *Computer) ownersBeside(k *model.Resource, goals map[*model.Resource]nameSet) []*CounterweightOwner {
	var all []*CounterweightOwner
	beside := counterweightNames(k)
	entries, _ := c.Entries(k, field.Counterweights)
	for i, entry := range entries {
		if to := entry.To(field.KPI); to != nil && to.Kind == "KPI" {
			o := &CounterweightOwner{At: field.Counterweights.At(i, field.KPI).String(), KPI: to.Name}
			c.compareOwners(o, k, to, goals)
			c.comparePeriods(o, k, to)
			c.comparePay(o, k, to, beside)
			all = append(all, o)
		}
	}
	return all
}

// compareOwners sets who owns the counterweight, and whether the owners of both share a team or a goal.
func (c *Computer) compareOwners(
	o *CounterweightOwner, k, counterweight *model.Resource, goals map[*model.Resource]nameSet,
) {
	for _, r := range []*model.Resource{k, counterweight} {
		if r.Owner == nil {
			o.Missing = append(o.Missing, wording.HasNoOwnerThatIs(r.Name))
		} else if r == counterweight {
			o.Owner = r.Owner.Name
		}
	}
	o.Shared = c.shareTeam(k, counterweight) || overlap(c.goalsOf(k, goals), c.goalsOf(counterweight, goals))
}

type nameSet map[string]bool

// overlap reports whether a name of one of some sets is in one of some others.
func overlap(some, others []nameSet) bool {
	for _, a := range some {
		for _, b := range others {
			if a, b := shorter(a, b); meet(a, b) {
				return true
			}
		}
	}
	return false
}

func shorter(a, b nameSet) (short, long nameSet) {
	if len(b) < len(a) {
		return b, a
	}
	return a, b
}

func meet(a, b nameSet) bool {
	for name := range a {
		if b[name] {
			return true
		}
	}
	return false
}

// goals are the objectives of the organisation that each owner and each KPI serves through objectives.
func (c *Computer) goals(reached func(o *model.Resource) []string) map[*model.Resource]nameSet {
	sets := map[*model.Resource]nameSet{}
	c.Whole("goals", func() { sets = c.served(reached) })
	return sets
}

func (c *Computer) served(reached func(o *model.Resource) []string) map[*model.Resource]nameSet {
	all := map[*model.Resource]nameSet{}
	add := func(r *model.Resource, names []string) {
		if r == nil {
			return
		}
		if all[r] == nil {
			all[r] = nameSet{}
		}
		for _, name := range names {
			all[r][name] = true
		}
	}
	for _, o := range c.Model.Of("Objective") {
		goals := reached(o)
		if basis.Level(o) == "organisation" {
			goals = []string{o.Name}
		}
		add(o.Owner, goals)
		for _, kr := range o.Objects(field.KeyResults) {
			add(kr.To(field.KPI), goals)
		}
	}
	return all
}

// goalsOf are the goals of a KPI: its own, its owner's, and those of the teams that its owner belongs to.
func (c *Computer) goalsOf(k *model.Resource, goals map[*model.Resource]nameSet) []nameSet {
	var sets []nameSet
	for _, r := range append([]*model.Resource{k, k.Owner}, c.teamsOf(k.Owner)...) {
		if len(goals[r]) > 0 {
			sets = append(sets, goals[r])
		}
	}
	return sets
}

// teamsOf are the teams that an owner is, or belongs to, with those above them, the nearest first.
func (c *Computer) teamsOf(owner *model.Resource) []*model.Resource {
	team := owner
	if owner != nil && owner.Kind != "Team" {
		team = owner.Team
	}
	if team == nil || team.Kind != "Team" {
		return nil
	}
	return c.ParentsOf(team)
}

func (c *Computer) shareTeam(a, b *model.Resource) bool {
	if a.Owner != nil && a.Owner == b.Owner {
		return true
	}
	own, theirs := c.teamsOf(a.Owner), c.teamsOf(b.Owner)
	if len(own) == 0 || len(theirs) == 0 {
		return false
	}
	return slices.Contains(theirs, own[0]) || slices.Contains(own, theirs[0]) || slices.Contains(theirs, own[len(own)-1])
}

// comparePeriods sets how many times as long the period of the counterweight's target is, where both have one.
func (c *Computer) comparePeriods(o *CounterweightOwner, k, counterweight *model.Resource) {
	own, other := c.periodOf(k), c.periodOf(counterweight)
	if own == "" || other == "" {
		return
	}
	once := network.Assumed("once", "", quantity.Exact(big.NewRat(1, 1), quantity.NewUnit(nil, []string{own})))
	times := c.rates.Convert(k, once, quantity.NewUnit(nil, []string{other}))
	if times.Known() {
		o.Periods, o.Period, o.OtherPeriod = times.In(quantity.Unit{}), own, other
	}
}

// periodOf is the period of a KPI's target, and of all that it has by dimension where it is the same.
func (c *Computer) periodOf(k *model.Resource) string {
	period := ""
	for i, row := range c.Model.Aimed(k) {
		t := row.Quantity(field.Target)
		if t == nil || t.Low == nil || i > 0 && t.Unit.Period() != period {
			return ""
		}
		period = t.Unit.Period()
	}
	return period
}

// comparePay sets the pay for a counterweight in percent of the pay for the KPI, in the role where
// it is least.
func (c *Computer) comparePay(o *CounterweightOwner, k, counterweight *model.Resource, beside nameSet) {
	var least *network.Node
	for _, s := range c.incentives.onKPI[k] {
		if s.what != "pay" {
			continue
		}
		share := c.incentive(s.role).payBeside(k, counterweight, beside)
		if share != nil && (least == nil || share.Amount.Low.Cmp(least.Amount.Low) < 0) {
			least, o.Role = share, s.role.Name
		}
	}
	o.Pay = basis.Shown(least)
}

func counterweightNames(k *model.Resource) nameSet {
	all := nameSet{}
	for _, entry := range k.Objects(field.Counterweights) {
		if to := entry.To(field.KPI); to != nil {
			all[to.Name] = true
		}
	}
	return all
}

// payBeside is the weight of a counterweight in percent of a KPI's, in the incentive of a role. There is none where
// weights are not known, and of a counterweight that is not paid where others are: one that pays is enough.
func (in *incentive) payBeside(k, counterweight *model.Resource, counterweights nameSet) *network.Node {
	if in.missing != nil {
		return nil
	}
	own, beside := in.of(k.Name), in.of(counterweight.Name)
	if k == counterweight {
		beside = nil
	}
	if beside != nil {
		return shareBeside(beside, own)
	}
	paid := false
	for name := range counterweights {
		paid = paid || in.of(name) != nil
	}
	if own == nil || paid {
		return nil
	}
	return shareBeside(network.Assumed(wording.WeightOfTheCounterweight(), "none", basis.Percent(0)), own)
}

// shareBeside is one weight in percent of another; nil where the other is not known or the two do not fit.
func shareBeside(beside, own *network.Node) *network.Node {
	if own == nil {
		return nil
	}
	if share := network.Over(wording.WeightOfTheCounterweight(), beside,
		own); share != nil && share.Amount.Unit.IsZero() {
		return share.Hundredfold().In(basis.PercentUnit)
	}
	return nil
}
