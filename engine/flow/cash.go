package flow

import (
	"math/big"

	"github.com/kpilint/kpilint/engine/facts/cash"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// mostMonths is how many months of cash are shown.
const mostMonths = 24

// addCash adds the money of each cash plan.
func (b *builder) addCash() {
	for _, r := range b.o.Of("CashPlan") {
		m := b.facts.MonthlyCashOf(r)
		if m == nil {
			continue
		}
		c := &Cash{Name: r.Name, Title: "Cash", Level: b.level(r)}
		if name := r.Text(field.Name); name != "" {
			c.Title += ": " + name
		} else if cycle := r.Text(field.Cycle); cycle != "" {
			c.Title += ", " + cycle
		}
		if m.Sales.Valued() && m.Obligations.Valued() {
			c.InOut = wording.InOutAMonth(bareMoney(m.Sales), bareMoney(m.Obligations))
		}
		b.months(c, r, m)
		b.late(c, r, m)
		b.f.Cash = append(b.f.Cash, c)
	}
}

// bareMoney is money without its period.
func bareMoney(n *network.Node) string {
	return n.In(quantity.NewUnit([]string{n.Amount.Unit.Currency()}, nil)).Amount.String()
}

// months are the free cash at the end of each month of the plan's cycle, in the worse case, where it falls.
func (b *builder) months(c *Cash, r *model.Resource, m *cash.MonthlyCash) {
	if !m.Deficit.Valued() || !m.Opening.Valued() || m.Deficit.Amount.High.Sign() <= 0 {
		return
	}
	span, err := b.o.Model.Calendar.Cycle(r.Text(field.Cycle))
	if err != nil || span.IsEmpty() {
		return
	}
	currency := m.Opening.Amount.Unit
	left := new(big.Rat).Set(m.Opening.Amount.Low)
	for at := span.From; !at.After(span.To) && len(c.Months) < mostMonths; at = at.AddMonths(1) {
		left.Sub(left, m.Deficit.Amount.High)
		now := new(big.Rat).Set(left)
		f, _ := now.Float64()
		c.Months = append(c.Months, Month{Name: at.Month.String()[:3], Left: f,
			Text: quantity.Exact(now, currency).String()})
	}
	c.Sum = m.Deficit.Sum()
}

// late is what late payment holds up of the free cash, of the case that holds up most.
func (b *builder) late(c *Cash, r *model.Resource, m *cash.MonthlyCash) {
	var worst *cash.LatePayment
	at := 0
	for i, l := range m.Late {
		if l.HeldUp.Valued() && (worst == nil || l.HeldUp.Amount.High.Cmp(worst.HeldUp.Amount.High) > 0) {
			worst, at = l, i
		}
	}
	if worst == nil || !m.Free.Valued() {
		return
	}
	c.Free, c.Held = low(m.Free.Amount), high(worst.HeldUp.Amount)
	c.FreeText = m.Free.Text() + " free"
	c.HeldText = wording.HeldUpIfOfThe(worst.HeldUp.Text(), worst.Share.Text(), worst.Extra.Text())
	if short := network.Minus("short", worst.HeldUp, m.Free); short != nil && short.Amount.High.Sign() > 0 {
		c.ShortText = short.Number() + " short"
		c.Sum = short.Sum()
	}
	if entries := r.Objects(field.LatePayment); at < len(entries) {
		for _, name := range []field.Path{field.KPI, field.Service} {
			if n := b.numbers[entries[at].To(name)]; n != nil {
				c.Causes = append(c.Causes, n)
			}
		}
	}
}
