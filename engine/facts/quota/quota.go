// Package quota compares the target of a team with those of its people.
package quota

import (
	"math/big"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/people"
	"github.com/kpilint/kpilint/engine/facts/rates"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Computer works out the facts about quotas.
type Computer struct {
	*basis.Basis
	people *people.Computer
	rates  *rates.Computer

	away map[*model.Resource][]string // role → why not all of it are present
}

// New is a computer without facts so far.
func New(b *basis.Basis, people *people.Computer, rates *rates.Computer) *Computer {
	return &Computer{Basis: b, people: people, rates: rates, away: map[*model.Resource][]string{}}
}

// Quota compares a team's target with what its people make when each who is there reaches the target that the role's
// expectations give: with the people who are present, and with as many as hold or should hold a position. It is nil
// where there is nothing to compare.
func (c *Computer) Quota(k *model.Resource) *Quota {
	personal := c.personalTargets(k)
	if len(personal) == 0 || basis.Aimless(k) || basis.LowerIsBetter(k) {
		return nil
	}
	target := c.rates.Floor(k)
	if target.Known() {
		target = c.rates.Bring(k, target, "", target.Amount.Unit.Period())
	}
	o := &TeamQuota{Target: basis.Shown(target)}
	if target.Known() {
		present, full := c.sumOfTargets(k, personal)
		if present.Known() && basis.Compatible(target.Amount, present.Amount) != nil || target.Amount.Unit.IsZero() {
			return nil // a plain number, which nobody can say the unit of
		}
		o.Present, o.Full, o.Absences = basis.Shown(present), basis.Shown(full), c.allAbsences(personal)
	}
	return &Quota{Quota: o}
}

// allAbsences says of every role why not all are present; an empty list where all are.
func (c *Computer) allAbsences(personal []personalTarget) []string {
	all := []string{}
	for _, p := range personal {
		all = append(all, basis.Memo(c.Basis, c.away, p.role, func() []string {
			return basis.Shortened(c.absences(p.role))
		})...)
	}
	return basis.Shortened(all)
}

// personalTarget is what each person of a role is to reach of a team's number.
type personalTarget struct {
	role *model.Resource
	*model.Quantity
}

// personalTargets are the targets per person that roles' expectations give a number that is itself not per person,
// where units allow it.
func (c *Computer) personalTargets(k *model.Resource) []personalTarget {
	t := c.rates.AsOne(k)
	if t != nil && t.Low != nil && t.Unit.Scope() == "person" {
		return nil
	}
	if !basis.AddsUp(k) {
		return nil
	}
	if (t == nil || t.Low == nil) && (k.Owner == nil || k.Owner.Kind != "Team") {
		return nil // whether it is a team's number is not known
	}
	var all []personalTarget
	for _, role := range c.people.Askers(k) {
		q := c.people.Expected(role, k)
		if q.Unit.Scope() != "person" {
			continue
		}
		if problem := quotaClash(role, k, q, t); problem != nil {
			c.AddConflicts(role, problem)
			continue
		}
		all = append(all, personalTarget{role, q})
	}
	return all
}

// quotaClash is a personal target that does not add up to the team's.
func quotaClash(role, k *model.Resource, personal, team *model.Quantity) *basis.Mismatch {
	clash := basis.UnitClash(personal, team, field.Itself, wording.TheTargetForEachPerson(),
		wording.TheTargetOf(k.Name))
	if clash == nil {
		return nil
	}
	for i, e := range role.Objects(field.Expectations) {
		if e.Quantity(field.Target) == personal {
			clash.At = field.Expectations.At(i, field.Target)
		}
	}
	return clash
}

// sumOfTargets adds up people × personal target over the roles, in the period of the team's target: of those present,
// and of all.
func (c *Computer) sumOfTargets(k *model.Resource, personal []personalTarget) (present, full *network.Node) {
	period := c.rates.AsOne(k).Unit.Period()
	var here, all []*network.Node
	var missing []string
	for _, p := range personal {
		each := c.rates.BringIn(p.role, k, network.Written(wording.TargetOfEach(), p.Quantity), "person", period)
		people, problem := c.people.Attending(p.role)
		switch {
		case !each.Known():
			missing = append(missing, each.Lacks()...)
			continue
		case people == nil:
			missing = append(missing, problem)
			continue
		}
		here = append(here, network.Times("of `"+p.role.Name+"`", people, each))
		all = append(all, network.Times("of `"+p.role.Name+"`", c.heads(p.role), each))
	}
	if len(missing) > 0 {
		return network.Lacking(missing...), network.Lacking(missing...)
	}
	total := network.Plus(wording.OfThosePresent(), here...)
	if total == nil {
		apart := network.Lacking(wording.TheTargetsOfForDo(rolesNamed(personal), k.Name))
		return apart, apart
	}
	present = total.Provided(mayBeAboveZero, wording.NobodyIsThereYetIn(rolesNamed(personal)))
	return present, network.ChooseBy(theFirst, []*network.Node{present}, network.Plus(wording.OfAll(), all...))
}

func mayBeAboveZero(a quantity.Amount) bool { return a.High.Sign() > 0 }

// theFirst chooses the first number, whatever the others are, as long as they are known.
func theFirst([]quantity.Amount) int { return 0 }

func rolesNamed(personal []personalTarget) string {
	roles := make([]*model.Resource, len(personal))
	for i, p := range personal {
		roles[i] = p.role
	}
	return basis.RoleNames(roles)
}

// heads is how many hold a position of a role, or should: positions whatever their part of full time, else the
// headcount.
func (c *Computer) heads(role *model.Resource) *network.Node {
	positions := role.Objects(field.Positions)
	if len(positions) == 0 {
		people, _ := c.people.Filled(role)
		return people
	}
	n := quantity.Exact(big.NewRat(int64(len(positions)), 1), basis.Person)
	return network.Found("positions", n, role.Place(role.File, field.Positions))
}

// absences say in words why fewer people of a role are present than have a position in it.
func (c *Computer) absences(role *model.Resource) []string {
	var all []string
	for _, p := range role.Objects(field.Positions) {
		all = append(all, c.absence(role, p)...)
	}
	if share := c.people.Present(role); share != nil && people.NotAll(share.Amount) {
		all = append(all, wording.OfAreAtWorkWhen(share.Amount.String(), role.Name))
	}
	return all
}

// absence says of one position what keeps it from a full person.
func (c *Computer) absence(role *model.Resource, p *model.Object) []string {
	if !p.Bool(field.Filled, true) {
		return []string{wording.OnePositionIsNotFilled()}
	}
	var all []string
	if fte := p.Quantity(field.FTE); fte != nil && fte.Low != nil && fte.Plain().Low.Cmp(big.NewRat(1, 1)) != 0 {
		all = append(all, wording.OneHasOfFullTime(inPercent(fte.Amount).String()))
	}
	switch ramp := c.people.Ramp(role, p); {
	case ramp == nil:
	case ramp.At.Node == nil:
		all = append(all, "one "+ramp.Note())
	default:
		all = append(all, wording.OneIsInRampAt(inPercent(ramp.Amount).String()))
	}
	return all
}

// inPercent writes a share as a percentage.
func inPercent(a quantity.Amount) quantity.Amount {
	a = a.Plain().ScaleInt(100)
	a.Unit = basis.PercentUnit
	return a
}
