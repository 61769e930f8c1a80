package facts

import (
	"fmt"
	"maps"
	"math/big"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
)

// hands works out for the counterweights of every KPI with a target in whose hands they are: whether those who answer for both share a
// team or goal, how the periods compare, and how the pay does. It needs the goals that objectives reach.
func (c *computer) hands() {
	goals := c.goals()
	for _, k := range c.m.Of("KPI") {
		if targetState(k) != "number" {
			continue
		}
		var list model.List
		for i, entry := range k.Objects("counterweights") {
			if to := entry.To("kpi"); to != nil && to.Kind == "KPI" {
				list = append(list, c.hand(k, to, fmt.Sprintf("counterweights/%d/kpi", i), goals))
			}
		}
		setList(k.Facts, "hands", list)
	}
}

func (c *computer) hand(k, counterweight *model.Resource, at string, goals map[*model.Resource]nameSet) *model.Object {
	o := &model.Object{}
	o.Set("at", at)
	o.Set("kpi", counterweight.Name)
	missing := []string{}
	for _, r := range []*model.Resource{k, counterweight} {
		if r.Owner == nil {
			missing = append(missing, fmt.Sprintf("`%s` has no owner that is known", r.Name))
		} else if r == counterweight {
			o.Set("owner", r.Owner.Name)
		}
	}
	o.Set("missing", textList(missing))
	o.Set("shared", shareTeam(k, counterweight) || overlap(goalsOf(k, goals), goalsOf(counterweight, goals)))
	c.comparePeriods(o, k, counterweight)
	c.comparePay(o, k, counterweight)
	return o
}

type nameSet map[string]bool

func overlap(a, b nameSet) bool {
	for name := range a {
		if b[name] {
			return true
		}
	}
	return false
}

// goals are the objectives of the organisation that each owner and each KPI serves through objectives.
func (c *computer) goals() map[*model.Resource]nameSet {
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
	for _, o := range c.m.Of("Objective") {
		reached := o.Facts.Texts("reaches")
		if level(o) == "organisation" {
			reached = []string{o.Name}
		}
		add(o.Owner, reached)
		for _, kr := range o.Objects("keyResults") {
			add(kr.To("kpi"), reached)
		}
	}
	return all
}

// goalsOf are the goals of a KPI: its own, its owner's, and those of the teams that its owner belongs to.
func goalsOf(k *model.Resource, goals map[*model.Resource]nameSet) nameSet {
	all := maps.Clone(goals[k])
	if all == nil {
		all = nameSet{}
	}
	maps.Copy(all, goals[k.Owner])
	for team := range teamsOf(k.Owner) {
		maps.Copy(all, goals[team])
	}
	return all
}

// teamsOf are the teams that an owner is, or belongs to, with those above them.
func teamsOf(owner *model.Resource) map[*model.Resource]bool {
	teams := map[*model.Resource]bool{}
	team := owner
	if owner != nil && owner.Kind != "Team" {
		team = owner.Team
	}
	for team != nil && team.Kind == "Team" && !teams[team] {
		teams[team] = true
		team = team.To("parent")
	}
	return teams
}

func shareTeam(a, b *model.Resource) bool {
	if a.Owner != nil && a.Owner == b.Owner {
		return true
	}
	others := teamsOf(b.Owner)
	for team := range teamsOf(a.Owner) {
		if others[team] {
			return true
		}
	}
	return false
}

// comparePeriods sets how many times as long the period of the counterweight's target is, where both have one.
func (c *computer) comparePeriods(o *model.Object, k, counterweight *model.Resource) {
	own, other := periodOf(k), periodOf(counterweight)
	if own == "" || other == "" {
		return
	}
	once := assumed("once", "", quantity.Exact(big.NewRat(1, 1), quantity.NewUnit(nil, []string{own})))
	times := c.convert(k, once, quantity.NewUnit(nil, []string{other}))
	if times.Known() {
		set(o, "periods", fact(in(times.Derivation, quantity.Unit{})))
		o.Set("period", own)
		o.Set("otherPeriod", other)
	}
}

func periodOf(k *model.Resource) string {
	if t := k.Quantity("target"); t != nil && t.Low != nil {
		return t.Unit.Period()
	}
	return ""
}

// comparePay sets the pay that hangs on a counterweight in percent of the pay that hangs on the KPI, in the role where it is least.
func (c *computer) comparePay(o *model.Object, k, counterweight *model.Resource) {
	var least *Derivation
	beside := counterweightNames(k)
	for _, s := range c.stakes[k] {
		if s.what != "pay" {
			continue
		}
		share := payBeside(s.role, k, counterweight, beside)
		if share != nil && (least == nil || share.Amount.Low.Cmp(least.Amount.Low) < 0) {
			least = share
			o.Set("role", s.role.Name)
		}
	}
	set(o, "pay", fact(least))
}

func counterweightNames(k *model.Resource) nameSet {
	all := nameSet{}
	for _, entry := range k.Objects("counterweights") {
		if to := entry.To("kpi"); to != nil {
			all[to.Name] = true
		}
	}
	return all
}

// payBeside is the weight of a counterweight in percent of a KPI's, in the incentive of a role. There is none where weights are not
// known, and of a counterweight that is not paid where others are: one that pays is enough.
func payBeside(role, k, counterweight *model.Resource, counterweights nameSet) *Derivation {
	weights, missing := incentiveWeights(role)
	if missing != nil {
		return nil
	}
	var own, beside *Derivation
	paid := false
	for _, w := range weights {
		switch {
		case w.kpi == k.Name:
			own = w.d
		case w.kpi == counterweight.Name:
			beside = w.d
		}
		paid = paid || counterweights[w.kpi]
	}
	if own == nil || beside == nil && paid {
		return nil
	}
	if beside == nil {
		beside = assumed("weight of the counterweight", "none", percent(0))
	}
	if share := over("weight of the counterweight", beside, own); share != nil && share.Amount.Unit.IsZero() {
		return in(hundredfold(share), percentUnit)
	}
	return nil
}
