package impact

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
)

// This file alone reads cash plans from their definitions.

// late is what customers hold up when something that makes them pay late is missed.
type late struct {
	node        *node
	sales       *quantity.Amount
	days, share *span
	lacks       []string
}

// addCash makes a node of each late payment that a cash plan expects, with an edge from the service or KPI that causes it, and of the sales
// of the plan, where one financial KPI alone can mean them.
func (g *graph) addCash() {
	for _, plan := range g.m.Of("CashPlan") {
		for i, entry := range plan.Objects("latePayment") {
			g.addLate(plan, entry, fmt.Sprintf("latePayment/%d", i))
		}
		g.addSales(plan)
	}
}

func (g *graph) addLate(plan *model.Resource, entry *model.Object, at string) {
	n := of(plan, "cash")
	n.name += "/" + entry.Text("id")
	n.ask(plan.Quantity("cash"), "`"+plan.Name+"` does not say how much is free (`cash`)")
	l := &late{node: n}
	l.lacks = slices.Concat(n.lacks, l.read(plan, entry))
	g.cause(l, g.kpi[entry.To("kpi")], placeOf(plan, at+"/kpi"))
	if service := entry.To("service"); service != nil {
		g.cause(l, g.byKey[Service+" "+service.Name], placeOf(plan, at+"/service"))
	}
}

// cause makes the edge of what makes customers pay late; none where nobody is said to.
func (g *graph) cause(l *late, cause *node, at Place) {
	if cause == nil {
		return
	}
	l.node = g.add(l.node)
	g.link(&edge{from: cause, to: l.node, kind: "late payment", at: at, hit: func(p *pass) *state { return l.held(p.states[cause]) },
		needs: func() *state { return &state{met: quantity.Holds, sum: "customers pay in time while it holds"} }})
}

// read takes the factors of a late payment from its plan, and says what is missing.
func (l *late) read(plan *model.Resource, entry *model.Object) []string {
	var lacks []string
	sales, extra, share := plan.Quantity("sales"), entry.Quantity("extra"), entry.Quantity("share")
	if sales == nil || sales.Low == nil || sales.Unit.Period() != "month" {
		lacks = append(lacks, "`"+plan.Name+"` has no `sales` a month")
	} else {
		l.sales = &sales.Amount
	}
	if l.days = calendarDays(extra); l.days == nil {
		lacks = append(lacks, "`"+l.node.name+"` does not say how many calendar days later it is paid (`extra`)")
	}
	if share == nil || share.Low == nil {
		lacks = append(lacks, "`"+l.node.name+"` does not say which share is paid late (`share`)")
	} else {
		part := spanOf(share.Plain())
		l.share = &part
	}
	if l.node.asked != nil && l.sales != nil && l.sales.Unit.Currency() != l.node.asked.Unit.Currency() {
		lacks = append(lacks, "`"+plan.Name+"` has sales and cash in two currencies")
	}
	return lacks
}

// calendarDays is a duration in days by the calendar, nil when it is not one; a month is 30 of them, as in the sum it stands in.
func calendarDays(q *model.Quantity) *span {
	if q == nil || q.Low == nil {
		return nil
	}
	days := big.NewRat(1, 24*60)
	switch q.Unit.Noun() {
	case "min":
	case "month":
		days = big.NewRat(30, 1)
	default:
		return nil
	}
	s := spanOf(q.Scale(days))
	return &s
}

// held compares what is held up when the cause is missed with the cash there is. How far the cause is missed does not change it.
func (l *late) held(cause *state) *state {
	switch {
	case !cause.judged():
		return unknown("it is not known whether what delays it is missed")
	case len(l.lacks) > 0:
		return unknown(l.lacks...)
	case cause.met == quantity.Holds:
		return &state{met: quantity.Holds, sum: "customers pay in time"}
	}
	cash, held := spanOf(*l.node.asked), product(product(spanOf(*l.sales), *l.days), *l.share)
	held = span{held.low.Quo(held.low, big.NewRat(30, 1)), held.high.Quo(held.high, big.NewRat(30, 1))}
	s := &state{met: enough(cash, held)}
	if cause.met == quantity.Depends && s.met == quantity.Fails {
		s.met = quantity.Depends
	}
	left := quantity.Amount{Low: new(big.Rat).Sub(cash.low, held.high), High: new(big.Rat).Sub(cash.high, held.low), Unit: l.node.asked.Unit}
	s.value = &left
	s.sum = fmt.Sprintf("%s ÷ 30 days × %s × %s paid late = %s held up, of %s in cash: %s", money(l.sales.Unit.Currency(), spanOf(*l.sales)), bareDays(*l.days),
		l.share.percent(), money(l.sales.Unit.Currency(), held), *l.node.asked, inMoney(l.sales.Unit.Currency(), cash, held))
	return s
}

func bareDays(days span) string {
	if days.low.Cmp(one) == 0 && days.high.Cmp(one) == 0 {
		return "1 day"
	}
	return bare(days) + " days"
}

// product multiplies what is not below zero, end by end.
func product(a, b span) span {
	return span{new(big.Rat).Mul(a.low, b.low), new(big.Rat).Mul(a.high, b.high)}
}

func money(currency string, s span) string {
	return quantity.Amount{Low: s.low, High: s.high, Unit: quantity.NewUnit([]string{currency}, nil)}.String()
}

// inMoney compares money that is there with money that is needed.
func inMoney(currency string, there, needed span) string {
	low, high := new(big.Rat).Sub(needed.low, there.high), new(big.Rat).Sub(needed.high, there.low)
	switch {
	case high.Sign() == 0 && low.Sign() == 0:
		return "just enough"
	case high.Sign() <= 0:
		return money(currency, span{high.Neg(high), low.Neg(low)}) + " to spare"
	case low.Sign() <= 0:
		return "may be short, by up to " + money(currency, span{high, high})
	}
	return "short by " + money(currency, span{low, high})
}

// addSales makes an edge from the one financial KPI that counts money of the plan's currency a month. No definition says that it is the
// plan's sales, so what follows from it is never more than possible.
func (g *graph) addSales(plan *model.Resource) {
	sales := plan.Quantity("sales")
	if sales == nil || sales.Low == nil || sales.Unit.Currency() == "" {
		return
	}
	var fed *node
	for _, k := range g.m.Of("KPI") {
		if n := g.kpi[k]; k.Text("measure") == "financial" && n.asked != nil && !n.lower && n.asked.Unit == sales.Unit {
			if fed != nil {
				return // either can be meant
			}
			fed = n
		}
	}
	if fed == nil || plan.Team != nil && fed.team != plan.Team.Name {
		return
	}
	n := of(plan, "sales")
	n.name += "/sales"
	n.ask(sales, "")
	n = g.add(n)
	g.link(&edge{from: fed, to: n, kind: "sales", at: placeOf(plan, "sales"), hit: func(p *pass) *state { return less(n, p.states[fed], fed) },
		needs: func() *state { return fed.wanted() }})
}

// less is what the plan would have of its sales if these are what the KPI counts.
func less(n *node, s *state, fed *node) *state {
	if !s.known() || s.value == nil || n.asked.Low.Sign() <= 0 {
		return unknown(notKnown(fed))
	}
	share := ratio(spanOf(*s.value), spanOf(*n.asked))
	r := reaches(n, *s.value, share, fmt.Sprintf("if these are the sales of the plan: %s instead of %s%s", *s.value, *n.asked, costs(n.r, spanOf(*s.value))))
	if r.met == quantity.Fails {
		r.met = quantity.Depends
	}
	return r
}

// costs compares sales with what a plan pays out a month, where it says that in the same unit.
func costs(plan *model.Resource, sales span) string {
	unit, out := plan.Quantity("sales").Unit, span{new(big.Rat), new(big.Rat)}
	for _, field := range []string{"payroll", "bills", "retainedEarnings", "profit"} {
		q := plan.Quantity(field)
		if q == nil {
			continue
		}
		if q.Low == nil || q.Unit != unit {
			return ""
		}
		out = sum(out, spanOf(q.Amount))
	}
	if out.high.Sign() == 0 {
		return ""
	}
	currency := unit.Currency()
	return fmt.Sprintf("; %s a month go out: %s", money(currency, out), inMoney(currency, sales, out))
}
