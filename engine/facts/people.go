package facts

import (
	"fmt"
	"math/big"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
)

var person = quantity.NewUnit([]string{"person"}, nil)

// people is how many of a role are really there: headcount, or the filled positions by their share of full time and of their ramp,
// less leave.
func (c *computer) people(role *model.Resource) *Fact {
	return memo(c.peopleOf, role, func() *Fact {
		present, missing := c.attending(role)
		if present == nil {
			return lacking(missing)
		}
		if present.Amount.Low.Sign() <= 0 {
			return lacking(fmt.Sprintf("role `%s` has nobody in it", role.Name))
		}
		return fact(present)
	})
}

// attending counts a role less leave, even where nobody is in it.
func (c *computer) attending(role *model.Resource) (d *Derivation, missing string) {
	p := memo(c.presence, role, func() *presence {
		present, missing := c.filled(role)
		if share := c.present(role); present != nil && share != nil {
			return &presence{brief(times("people", present, share)), ""}
		}
		if present != nil {
			present = brief(present)
		}
		return &presence{present, missing}
	})
	return p.people, p.missing
}

// presence is who is in a role less leave, or why that is not known.
type presence struct {
	people  *Derivation
	missing string
}

// filled counts a role before leave.
func (c *computer) filled(role *model.Resource) (d *Derivation, missing string) {
	if positions := role.Objects("positions"); len(positions) > 0 {
		return c.positions(role, positions), ""
	}
	headcount := role.Quantity("headcount")
	if headcount == nil || headcount.Low == nil {
		return nil, fmt.Sprintf("role `%s` has no `headcount`", role.Name)
	}
	d = written("people", headcount)
	d.Amount.Unit = person
	return d, ""
}

// positions adds up the filled positions, each by its part of full time and of the ramp.
func (c *computer) positions(role *model.Resource, positions []*model.Object) *Derivation {
	total := &Derivation{Label: "people", Op: "+", Amount: quantity.Exact(new(big.Rat), person), At: role.Place(role.File, "positions"), named: true}
	for _, p := range positions {
		if !p.Bool("filled", true) {
			continue
		}
		part := c.position(role, p)
		total.Of = append(total.Of, part)
		if sum, err := total.Amount.Add(part.Amount); err == nil {
			total.Amount = sum
		}
	}
	return total
}

func (c *computer) position(role *model.Resource, p *model.Object) *Derivation {
	fte := assumed("full time", "default", quantity.Exact(big.NewRat(1, 1), person))
	if q := p.Quantity("fte"); q != nil && q.Low != nil {
		fte = written("part of full time", q)
		fte.Amount = q.Plain()
		fte.Amount.Unit = person
	}
	if fte.At.Node == nil {
		fte.At = model.Place{File: role.File, Node: p.Node}
	}
	ramp := c.ramp(role, p)
	if ramp == nil {
		return fte
	}
	return in(times("in ramp", fte, ramp), person)
}

// ramp is the share of a position that has begun but is not fully up to speed; nil at full speed. Before its start it is nothing.
func (c *computer) ramp(role *model.Resource, p *model.Object) *Derivation {
	start, err := calendar.ParseDate(p.Text("start"))
	if err != nil {
		return nil
	}
	if start.After(c.m.AsOf) {
		return assumed("not yet begun", "starts "+start.String(), percent(0))
	}
	whole, _ := calendar.Span{From: start, To: c.m.AsOf.AddDays(-1)}.Months()
	month := whole + 1
	step := stepOf(role.Objects("ramp"), month)
	if share := step.Quantity("share"); share != nil && share.Low != nil {
		return written("ramp, month "+fmt.Sprint(month), share)
	}
	return nil
}

// stepOf is the step of a ramp that holds in a month: the last that has come, for what is between two steps; before the first the first,
// as nobody is faster before it; after the last none, which is full speed.
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
	n, _ := step.Get("month").(int)
	return n
}

// present is the share of paid time that is worked, 1 − leave: of the role or service, else of its team, else of the nearest team above it. Nil
// where no leave is declared.
func (c *computer) present(role *model.Resource) *Derivation {
	for r, n := role, 0; r != nil && n < MaxDepth; r, n = above(r), n+1 {
		if leave := r.Quantity("leave"); leave != nil && leave.Low != nil {
			return worked(leave)
		}
	}
	return nil
}

// above is whose leave holds where a role, service or team declares none.
func above(r *model.Resource) *model.Resource {
	if r.Kind == "Role" || r.Kind == "Service" {
		return r.Team
	}
	return r.To("parent")
}

// worked is 1 − leave; nil for no leave at all.
func worked(leave *model.Quantity) *Derivation {
	taken := leave.Plain()
	one := big.NewRat(1, 1)
	share := quantity.Amount{Low: new(big.Rat).Sub(one, taken.High), High: new(big.Rat).Sub(one, taken.Low)}
	if taken.Low.Sign() == 0 && taken.High.Sign() == 0 {
		return nil
	}
	return in(hundredfold(&Derivation{Label: "present after leave", Amount: share, At: leave.Place}), percentUnit)
}

// measured adds up the people a KPI measures.
func (c *computer) measured(kpi *model.Resource) *Fact {
	roles := c.m.RolesOf(kpi)
	if len(roles) == 0 {
		return lacking(fmt.Sprintf("nobody says whose number `%s` is: no role owns or expects it", kpi.Name))
	}
	if len(roles) == 1 {
		return c.peopleIn(kpi, roles)
	}
	return memo(c.crowds, crowd{&roles[0], len(roles)}, func() *Fact { return c.peopleIn(kpi, roles) })
}

// crowd is a list of roles: those of a team are the same for all its KPIs.
type crowd struct {
	first **model.Resource
	n     int
}

// peopleIn adds up the people of roles.
func (c *computer) peopleIn(kpi *model.Resource, roles []*model.Resource) *Fact {
	if len(roles) > 1 {
		if why := c.tooDeep(kpi.Owner); why != "" {
			return lacking(why)
		}
	}
	var parts []*Derivation
	var missing []string
	for _, role := range roles {
		f := c.people(role)
		if !f.Known() {
			missing = append(missing, f.Missing...)
			continue
		}
		parts = append(parts, f.Derivation)
	}
	if len(missing) > 0 {
		return lacking(missing...)
	}
	return briefly(fact(plus("people", parts...)))
}

var percentUnit = quantity.NewUnit([]string{"%"}, nil)

func percent(n int64) quantity.Amount { return quantity.Exact(big.NewRat(n, 1), percentUnit) }
