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
		present, missing := c.filled(role)
		if present == nil {
			return lacking(missing)
		}
		if share := c.present(role); share != nil {
			present = times("people", present, share)
		}
		if present.Amount.Low.Sign() <= 0 {
			return lacking(fmt.Sprintf("role `%s` has nobody in it", role.Name))
		}
		return fact(present)
	})
}

// filled counts a role before leave.
func (c *computer) filled(role *model.Resource) (d *Derivation, missing string) {
	if positions := role.Objects("positions"); len(positions) > 0 {
		return c.positions(role, positions), ""
	}
	headcount := role.Quantity("headcount")
	if headcount == nil {
		return nil, fmt.Sprintf("role `%s` has no `headcount`", role.Name)
	}
	d = written("people", headcount)
	d.Amount.Unit = person
	return d, ""
}

// positions adds up the filled positions, each by its part of full time and of the ramp.
func (c *computer) positions(role *model.Resource, positions []*model.Object) *Derivation {
	total := new(big.Rat)
	var parts []*Derivation
	for _, p := range positions {
		if !p.Bool("filled", true) {
			continue
		}
		part := c.position(role, p)
		total.Add(total, part.Amount.Low)
		parts = append(parts, part)
	}
	return &Derivation{Label: "people", Op: "+", Amount: quantity.Exact(total, person), Of: parts, At: role.Place(role.File, "positions"), named: true}
}

func (c *computer) position(role *model.Resource, p *model.Object) *Derivation {
	fte := assumed("full time", "default", quantity.Exact(big.NewRat(1, 1), person))
	if q := p.Quantity("fte"); q != nil {
		fte = written("part of full time", q)
		fte.Amount = quantity.Exact(fraction(q.Amount), person)
	}
	if fte.At.Node == nil {
		fte.At = model.Place{File: role.File, Node: p.Node}
	}
	ramp := c.ramp(role, p)
	if ramp == nil {
		return fte
	}
	return times("in ramp", fte, ramp)
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
	month := wholeMonths(start, c.m.AsOf) + 1
	var share *model.Quantity
	last := 0
	for _, step := range role.Objects("ramp") {
		n, _ := step.Get("month").(int)
		if last = max(last, n); n <= month || share == nil {
			share = step.Quantity("share")
		}
	}
	if share == nil || month > last {
		return nil
	}
	return written("ramp, month "+fmt.Sprint(month), share)
}

func wholeMonths(from, to calendar.Date) int {
	n := (to.Year-from.Year)*12 + int(to.Month) - int(from.Month)
	if to.Day < from.Day {
		n--
	}
	return n
}

// present is the share of paid time that is worked, 1 − leave: of the role or service, else of its team, else of the nearest team above it. Nil
// where no leave is declared.
func (c *computer) present(role *model.Resource) *Derivation {
	seen := map[*model.Resource]bool{}
	for r := role; r != nil && !seen[r]; r = above(r) {
		seen[r] = true
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
	hundred := big.NewRat(100, 1)
	share := new(big.Rat).Sub(hundred, new(big.Rat).Mul(fraction(leave.Amount), hundred))
	if share.Cmp(hundred) == 0 {
		return nil
	}
	return &Derivation{Label: "present after leave", Amount: quantity.Exact(share, percentUnit), At: leave.Place}
}

// measured adds up the people a KPI measures.
func (c *computer) measured(kpi *model.Resource) *Fact {
	roles := c.m.RolesOf(kpi)
	if len(roles) == 0 {
		return lacking(fmt.Sprintf("nobody says whose number `%s` is: no role owns or expects it", kpi.Name))
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
	return fact(plus("people", parts...))
}

var percentUnit = quantity.NewUnit([]string{"%"}, nil)

func percent(n int64) quantity.Amount { return quantity.Exact(big.NewRat(n, 1), percentUnit) }

// fraction reads a share: 40 % and 0.4 are the same.
func fraction(a quantity.Amount) *big.Rat {
	if a.Unit.Equal(percentUnit) {
		return new(big.Rat).Quo(a.Low, big.NewRat(100, 1))
	}
	return a.Low
}
