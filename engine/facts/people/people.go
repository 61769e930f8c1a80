// Package people counts who is in a role, and knows what is asked of them and which skills they have.
package people

import (
	"fmt"
	"math/big"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Computer works out the facts about people.
type Computer struct {
	*basis.Basis

	staff staffing
	asked *asked
	crews map[*model.Resource]*crew // team → who may have what its services need
}

// New is a computer without facts so far.
func New(b *basis.Basis) *Computer {
	return &Computer{Basis: b, staff: newStaffing(), crews: map[*model.Resource]*crew{}}
}

// People is how many of a role are really there: headcount, or the filled positions by their share of full time and of
// their ramp, less leave.
func (c *Computer) People(role *model.Resource) *network.Node {
	return basis.Memo(c.Basis, c.staff.present, role, func() *network.Node {
		present, missing := c.Attending(role)
		if present == nil {
			return network.Lacking(missing)
		}
		return present.AboveZero(wording.RoleHasNobodyInIt(role.Name))
	})
}

// Attending counts a role less leave, even where nobody is in it.
func (c *Computer) Attending(role *model.Resource) (d *network.Node, missing string) {
	p := basis.Memo(c.Basis, c.staff.attending, role, func() *attendance {
		filled, missing := c.Filled(role)
		if filled == nil {
			return &attendance{nil, missing}
		}
		return &attendance{c.lessLeave(role, filled).Cut(basis.MaxShared), missing}
	})
	return p.people, p.missing
}

// lessLeave is a number of people less leave. No leave at all is not shown, and may be some with other leaves.
func (c *Computer) lessLeave(role *model.Resource, filled *network.Node) *network.Node {
	leave := c.leave(role)
	if leave == nil {
		return filled
	}
	less := network.Times("people", filled, worked(leave))
	if isNone(leave) {
		return network.Choose(basis.UnlessEqual, filled, less)
	}
	return less
}

// staffing is who is in roles.
type staffing struct {
	present   map[*model.Resource]*network.Node // role → people present
	attending map[*model.Resource]*attendance   // role → who is in it less leave, even where nobody is
	crowds    map[crowd]*network.Node           // roles → the people in them
}

func newStaffing() staffing {
	return staffing{present: map[*model.Resource]*network.Node{}, attending: map[*model.Resource]*attendance{},
		crowds: map[crowd]*network.Node{}}
}

// attendance is who is in a role less leave, or why that is not known.
type attendance struct {
	people  *network.Node
	missing string
}

// Filled counts a role before leave.
func (c *Computer) Filled(role *model.Resource) (d *network.Node, missing string) {
	if positions := role.Objects(field.Positions); len(positions) > 0 {
		return c.positions(role, positions), ""
	}
	headcount := role.Quantity(field.Headcount)
	if headcount == nil || headcount.Low == nil {
		return nil, wording.RoleHasNoHeadcount(role.Name)
	}
	return network.Written("people", headcount).In(basis.Person), ""
}

// positions adds up the filled positions, each by its part of full time and of the ramp.
func (c *Computer) positions(role *model.Resource, positions []*model.Object) *network.Node {
	var filled []*network.Node
	for _, p := range positions {
		if p.Bool(field.Filled, true) {
			filled = append(filled, c.position(role, p))
		}
	}
	return network.Total("people", quantity.Exact(new(big.Rat), basis.Person), role.Place(role.File, field.Positions),
		filled)
}

func (c *Computer) position(role *model.Resource, p *model.Object) *network.Node {
	full := network.Assumed(wording.FullTime(), "default", quantity.Exact(big.NewRat(1, 1), basis.Person))
	fte := full.Standing(model.Place{File: role.File, Node: p.Node})
	if q := p.Quantity(field.FTE); q != nil && q.Low != nil {
		fte = network.Written(wording.PartOfFullTime(), q).Plain().In(basis.Person)
	}
	ramp := c.Ramp(role, p)
	if ramp == nil {
		return fte
	}
	return network.Times(wording.InRamp(), fte, ramp).In(basis.Person)
}

// Ramp is the share of a position that has begun but is not fully up to speed; nil at full speed. Before its start it
// is nothing.
func (c *Computer) Ramp(role *model.Resource, p *model.Object) *network.Node {
	start, err := calendar.ParseDate(p.Text(field.Start))
	if err != nil {
		return nil
	}
	if start.After(c.Model.AsOf) {
		return network.Assumed(wording.NotYetBegun(), "starts "+start.String(), basis.Percent(0))
	}
	whole, _ := calendar.Span{From: start, To: c.Model.AsOf.AddDays(-1)}.Months()
	month := whole + 1
	step := stepOf(role.Objects(field.Ramp), month)
	if share := step.Quantity(field.Share); share != nil && share.Low != nil {
		return network.Written(wording.RampMonth(fmt.Sprint(month)), share)
	}
	return nil
}

// stepOf is the step of a ramp that holds in a month: the last that has come, for what is between two steps; before the
// first the first, as nobody is faster before it; after the last none, which is full speed.
func stepOf(ramp []*model.Object, month int) *model.Object {
	var before, next *model.Object // the nearest steps on either side
	for _, step := range ramp {
		n := stepMonth(step)
		if n <= month && (before == nil || n > stepMonth(before)) {
			before = step
		}
		if n >= month && (next == nil || n < stepMonth(next)) {
			next = step
		}
	}
	if before == nil || next == nil { // before the first step, or after the last
		return next
	}
	return before
}

func stepMonth(step *model.Object) int {
	n, _ := step.Get(field.Month).(int)
	return n
}

// Present is the share of paid time that is worked, 1 − leave; all of it for a leave of nothing. Nil where no leave is
// declared.
func (c *Computer) Present(role *model.Resource) *network.Node {
	if leave := c.leave(role); leave != nil {
		return worked(leave)
	}
	return nil
}

// NotAll reports whether a share is another than all.
func NotAll(share quantity.Amount) bool { return !share.Equal(basis.Percent(100)) }

// leave is that of a role or service, else of its team, else of the nearest team above it. Nil where none is declared.
func (c *Computer) leave(role *model.Resource) *model.Quantity {
	for r, n := role, 0; r != nil && n < basis.MaxDepth; r, n = above(r), n+1 {
		if leave := r.Quantity(field.Leave); leave != nil && leave.Low != nil {
			return leave
		}
	}
	return nil
}

func isNone(leave *model.Quantity) bool { return leave.Low.Sign() == 0 && leave.High.Sign() == 0 }

// above is whose leave holds where a role, service or team declares none.
func above(r *model.Resource) *model.Resource {
	if r.Kind == "Role" || r.Kind == "Service" {
		return r.Team
	}
	return r.To(field.Parent)
}

// worked is 1 − leave.
func worked(leave *model.Quantity) *network.Node {
	rest := func(of []quantity.Amount) (quantity.Amount, bool) {
		taken, one := of[0].Plain(), big.NewRat(1, 1)
		return quantity.Amount{Low: new(big.Rat).Sub(one, taken.High), High: new(big.Rat).Sub(one, taken.Low)}, true
	}
	share := network.Hidden(wording.PresentAfterLeave(), "", rest, network.Written("leave", leave))
	return share.Standing(leave.Place).Hundredfold().In(basis.PercentUnit)
}

// Measured adds up the people a KPI measures.
func (c *Computer) Measured(kpi *model.Resource) *network.Node {
	roles := c.Model.RolesOf(kpi)
	if len(roles) == 0 {
		return network.Lacking(wording.NobodySaysWhoseNumberIs(kpi.Name))
	}
	if len(roles) == 1 {
		return c.peopleIn(kpi, roles)
	}
	return basis.Memo(c.Basis, c.staff.crowds, crowd{&roles[0], len(roles)}, func() *network.Node {
		return c.peopleIn(kpi, roles)
	})
}

// crowd is a list of roles: those of a team are the same for all its KPIs.
type crowd struct {
	first **model.Resource
	n     int
}

// peopleIn adds up the people of roles.
func (c *Computer) peopleIn(kpi *model.Resource, roles []*model.Resource) *network.Node {
	if len(roles) > 1 {
		if why := c.TooDeep(kpi.Owner); why != "" {
			return network.Lacking(why)
		}
	}
	var parts []*network.Node
	var missing []string
	for _, role := range roles {
		f := c.People(role)
		if !f.Known() {
			missing = append(missing, f.Lacks()...)
			continue
		}
		parts = append(parts, f)
	}
	if len(missing) > 0 {
		return network.Lacking(missing...)
	}
	return network.Plus("people", parts...).Cut(basis.MaxShared)
}
