package facts

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// quota compares a team's target with what its people make when each who is there reaches the target that the role's
// expectations give: with the people who are present, and with as many as hold or should hold a position. It is nil where there is
// nothing to compare.
func (c *computer) quota(k *model.Resource) *Quota {
	personal := c.personalTargets(k)
	if len(personal) == 0 || aimless(k) || lowerIsBetter(k) {
		return nil
	}
	target := c.floor(k)
	if target.Known() {
		target = c.bring(k, target, "", target.Amount.Unit.Period())
	}
	o := &TeamQuota{Target: shown(target)}
	if target.Known() {
		present, full := c.sumOfTargets(k, personal)
		if present.Known() && compatible(target.Amount, present.Amount) != nil || target.Amount.Unit.IsZero() {
			return nil // a plain number, which nobody can say the unit of
		}
		o.Present, o.Full, o.Absences = shown(present), shown(full), c.allAbsences(personal)
	}
	return &Quota{Quota: o}
}

// allAbsences says of every role why not all are present; an empty list where all are.
func (c *computer) allAbsences(personal []personalTarget) []string {
	all := []string{}
	for _, p := range personal {
		all = append(all, memo(c.away, p.role, func() []string { return shortened(c.absences(p.role)) })...)
	}
	return shortened(all)
}

// personalTarget is what each person of a role is to reach of a team's number.
type personalTarget struct {
	role *model.Resource
	*model.Quantity
}

// personalTargets are the targets per person that roles' expectations give a number that is itself not per person,
// where units allow it.
func (c *computer) personalTargets(k *model.Resource) []personalTarget {
	t := k.Quantity("target")
	if t != nil && t.Low != nil && t.Unit.Scope() == "person" {
		return nil
	}
	if !addsUp(k) {
		return nil
	}
	if (t == nil || t.Low == nil) && (k.Owner == nil || k.Owner.Kind != "Team") {
		return nil // whether it is a team's number is not known
	}
	var all []personalTarget
	for _, role := range c.askers(k) {
		q := c.expected(role, k)
		if q.Unit.Scope() != "person" {
			continue
		}
		if problem := quotaClash(role, k, q, t); problem != nil {
			c.addConflicts(role, problem)
			continue
		}
		all = append(all, personalTarget{role, q})
	}
	return all
}

// addsUp reports whether the number of a team is the sum of what its people make: a share, a mean, a duration is not.
func addsUp(k *model.Resource) bool {
	if slices.Contains([]string{"ratio", "quality", "duration"}, k.Text("measure")) {
		return false
	}
	t := k.Quantity("target")
	switch {
	case t == nil || t.Low == nil:
		return true
	case t.Statistic != "" || t.Unit.Equal(percentUnit):
		return false
	}
	return t.Unit.Noun() != "min" || t.Unit.Period() != ""
}

// quotaClash is a personal target that does not add up to the team's.
func quotaClash(role, k *model.Resource, personal, team *model.Quantity) *conflict {
	clash := unitClash(personal, team, "",
		"the target for each person cannot be compared with the target of `"+k.Name+"`: %v")
	if clash == nil {
		return nil
	}
	for i, e := range role.Objects("expectations") {
		if e.Quantity("target") == personal {
			clash.at = fmt.Sprintf("expectations/%d/target", i)
		}
	}
	return clash
}

// sumOfTargets adds up people × personal target over the roles, in the period of the team's target: of those present,
// and of all.
func (c *computer) sumOfTargets(k *model.Resource, personal []personalTarget) (present, full *network.Node) {
	period := k.Quantity("target").Unit.Period()
	var here, all []*network.Node
	var missing []string
	for _, p := range personal {
		each := c.bringIn(p.role, k, network.Written("target of each", p.Quantity), "person", period)
		people, problem := c.attending(p.role)
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
	total := network.Plus("of those present", here...)
	if total == nil {
		apart := network.Lacking(fmt.Sprintf("the targets of %s for `%s` do not add up, as their units differ",
			rolesNamed(personal), k.Name))
		return apart, apart
	}
	present = total.Provided(mayBeAboveZero, "nobody is there yet in "+rolesNamed(personal))
	return present, network.ChooseBy(theFirst, []*network.Node{present}, network.Plus("of all", all...))
}

func mayBeAboveZero(a quantity.Amount) bool { return a.High.Sign() > 0 }

// theFirst chooses the first number, whatever the others are, as long as they are known.
func theFirst([]quantity.Amount) int { return 0 }

func rolesNamed(personal []personalTarget) string {
	roles := make([]*model.Resource, len(personal))
	for i, p := range personal {
		roles[i] = p.role
	}
	return roleNames(roles)
}

// heads is how many hold a position of a role, or should: positions whatever their part of full time, else the
// headcount.
func (c *computer) heads(role *model.Resource) *network.Node {
	positions := role.Objects("positions")
	if len(positions) == 0 {
		people, _ := c.filled(role)
		return people
	}
	n := quantity.Exact(big.NewRat(int64(len(positions)), 1), person)
	return network.Found("positions", n, role.Place(role.File, "positions"))
}

// absences say in words why fewer people of a role are present than have a position in it.
func (c *computer) absences(role *model.Resource) []string {
	var all []string
	for _, p := range role.Objects("positions") {
		all = append(all, c.absence(role, p)...)
	}
	if share := c.present(role); share != nil && notAll(share.Amount) {
		all = append(all, fmt.Sprintf("%s of `%s` are at work when leave is taken off", share.Amount, role.Name))
	}
	return all
}

// absence says of one position what keeps it from a full person.
func (c *computer) absence(role *model.Resource, p *model.Object) []string {
	if !p.Bool("filled", true) {
		return []string{"one position is not filled"}
	}
	var all []string
	if fte := p.Quantity("fte"); fte != nil && fte.Low != nil && fte.Plain().Low.Cmp(big.NewRat(1, 1)) != 0 {
		all = append(all, fmt.Sprintf("one has %s of full time", inPercent(fte.Amount)))
	}
	switch ramp := c.ramp(role, p); {
	case ramp == nil:
	case ramp.At.Node == nil:
		all = append(all, "one "+ramp.Note())
	default:
		all = append(all, fmt.Sprintf("one is in ramp at %s", inPercent(ramp.Amount)))
	}
	return all
}

// inPercent writes a share as a percentage.
func inPercent(a quantity.Amount) quantity.Amount {
	a = a.Plain().ScaleInt(100)
	a.Unit = percentUnit
	return a
}
