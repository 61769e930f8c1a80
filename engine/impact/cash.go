package impact

import (
	"fmt"
	"slices"

	"github.com/kpilint/kpilint/engine/facts/cash"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// late is what customers hold up when something that makes them pay late is missed.
type late struct {
	node       *node
	free, held *network.Node
	lacks      []string
}

// addCash makes a node of each late payment that a cash plan expects, with an edge from the service or KPI that causes it, and of the sales
// of the plan, where one financial KPI alone can mean them.
func (g *graph) addCash() {
	for _, plan := range g.m.Of("CashPlan") {
		cash := g.f.MonthlyCashOf(plan)
		for i, entry := range plan.Objects(field.LatePayment) {
			g.addLate(plan, cash, entry, field.LatePayment.At(i))
		}
		g.addSales(plan, cash)
	}
}

func (g *graph) addLate(plan *model.Resource, cash *cash.MonthlyCash, entry *model.Object, at field.Path) {
	n := of(plan, field.Cash)
	n.name += "/" + entry.Text(field.ID)
	n.ask(plan.Quantity(field.Cash), wording.DoesNotSayHowMuch(plan.Name))
	l := &late{node: n}
	l.read(cash, at.String())
	if l.lacks = slices.Concat(n.lacks, l.lacks); cash == nil {
		for _, c := range g.conflictsOf(plan) {
			l.lacks = append(l.lacks, c.Message)
		}
	}
	g.cause(l, g.kpi[entry.To(field.KPI)], plan.Location(at.To(field.KPI)))
	if service := entry.To(field.Service); service != nil {
		g.cause(l, g.byKey[Service+" "+service.Name], plan.Location(at.To(field.Service)))
	}
}

// cause makes the edge of what makes customers pay late; none where nobody is said to.
func (g *graph) cause(l *late, cause *node, at source.Location) {
	if cause == nil {
		return
	}
	l.node = g.add(l.node)
	g.link(&edge{from: cause, to: l.node, kind: wording.LatePayment(), at: at,
		hit: func(*weave) *relation {
			return &relation{judge: func(p *pass) *state { return l.holdsUp(p.states[cause]) }}
		},
		needs: func() *state { return &state{met: quantity.Holds, sum: wording.CustomersPayInTimeWhile()} }})
}

// read takes what is held up from the facts of the plan, and notes what is missing.
func (l *late) read(plan *cash.MonthlyCash, at string) {
	var known *cash.LatePayment
	if plan != nil {
		l.free = plan.Free
		for _, one := range plan.Late {
			if one.At == at {
				known = one
			}
		}
	}
	switch {
	case known == nil && l.node.asked != nil:
		l.lacks = []string{wording.ItIsNotKnownHow(l.node.name)}
	case known == nil:
	case !known.HeldUp.Known():
		l.lacks = known.HeldUp.Lacks()
	default:
		l.held = known.HeldUp
	}
}

// holdsUp compares what is held up when the cause is missed with the cash there is. How far the cause is missed does not change it.
func (l *late) holdsUp(cause *state) *state {
	switch {
	case !cause.judged():
		return unknown(wording.ItIsNotKnownWhether())
	case len(l.lacks) > 0:
		return unknown(l.lacks...)
	case cause.met == quantity.Holds:
		return &state{met: quantity.Holds, sum: wording.CustomersPayInTime()}
	}
	held := l.held.In(l.free.Amount.Unit)
	s := &state{value: network.Minus("left", l.free, held)}
	if s.met = atLeastZero(s.value); cause.met == quantity.Depends && s.met == quantity.Fails {
		s.met = quantity.Depends
	}
	s.sum = wording.PaidLateHeldUpOf(l.words(), money(held), l.free.Amount.String(), inMoney(l.free, held))
	return s
}

// words are the sum of what is held up: sales a month ÷ 30 days × the delay × the share.
func (l *late) words() string {
	of := l.held.Of()
	if len(of) != 3 || len(of[0].Of()) != 2 {
		return l.held.Sum()
	}
	aMonth, days := of[0].Of()[0], of[0].Of()[1]
	return fmt.Sprintf("%s ÷ %s days × %s × %s", money(aMonth), bare(days), inDays(of[1]), of[2].Amount)
}

func inDays(n *network.Node) string {
	if bare(n) == "1" {
		return "1 day"
	}
	return bare(n) + " days"
}

// addSales makes an edge from the one financial KPI that counts money of the plan's currency in the plan's time. No definition says that it
// is the plan's sales, so what follows from it is never more than possible.
func (g *graph) addSales(plan *model.Resource, cash *cash.MonthlyCash) {
	sales := plan.Quantity(field.Sales)
	if sales == nil || sales.Low == nil || sales.Unit.Currency() == "" {
		return
	}
	var fed *node
	for _, k := range g.m.Of("KPI") {
		if n := g.kpi[k]; k.Text(field.Measure) == "financial" && n.asked != nil && !n.lower &&
			n.asked.Amount.Unit == sales.Unit {
			if fed != nil {
				return // either can be meant
			}
			fed = n
		}
	}
	if fed == nil || plan.Team != nil && fed.team != plan.Team.Name {
		return
	}
	n := of(plan, field.Sales)
	n.name += "/sales"
	n.ask(sales, "")
	n = g.add(n)
	g.link(&edge{from: fed, to: n, kind: "sales", at: plan.Location(field.Sales),
		hit:   func(v *weave) *relation { return less(v, n, fed, cash) },
		needs: func() *state { return fed.wanted() }})
}

// less is what the plan would have of its sales if these are what the KPI counts.
func less(v *weave, n, fed *node, cash *cash.MonthlyCash) *relation {
	r := v.of[fed]
	if r == nil || r.value == nil || !n.aboveZero() {
		return lacking(notKnown(fed))
	}
	left := over(r.value, n.asked)
	aMonth, out := perMonth(cash, left)
	return &relation{value: r.value, left: left, share: atMostAll(left), say: func(p *pass, s *state) {
		s.sum = wording.IfTheseAreTheSales(s.value.Amount.String(), n.asked.Amount.String())
		if out != nil {
			s.sum += wording.AMonthGoOut(money(out), inMoney(p.at(aMonth), out))
		}
		if s.met == quantity.Fails {
			s.met = quantity.Depends
		}
	}}
}

// perMonth is what is left of the sales of a plan in a month, and what it pays out; nil where that is not known or nothing.
func perMonth(cash *cash.MonthlyCash, left *network.Node) (sales, out *network.Node) {
	if cash == nil || !cash.Sales.Known() || !cash.Obligations.Known() || cash.Obligations.Amount.High.Sign() == 0 {
		return nil, nil
	}
	return scaled(cash.Sales, left), cash.Obligations
}
