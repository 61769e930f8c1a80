package report

import (
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/facts/cash"
	"github.com/kpilint/kpilint/engine/quantity"
)

func (t *statement) late() string {
	held, ok := t.amount("heldUp")
	free, also := t.amount("cash")
	of := t.model.Facts.MonthlyCashOf(t.about)
	if !ok || !also || of == nil {
		return ""
	}
	i := slices.IndexFunc(of.Late, func(l *cash.LatePayment) bool {
		return t.is("heldUp", l.HeldUp)
	})
	if i < 0 || !of.Late[i].Share.Valued() || !of.Late[i].Extra.Valued() {
		return ""
	}
	short := quantity.Amount{Unit: held.Unit}
	short.Low, short.High = new(big.Rat).Sub(held.Low, free.High), new(big.Rat).Sub(held.High, free.Low)
	cashIs := "cash is "
	if short.Low.Sign() < 0 {
		short.Low, cashIs = short.High, "cash may be up to "
	}
	late := of.Late[i]
	return "If " + share(late.Share.Amount, nil) + " of the sales are paid " + spell(late.Extra.Amount) +
		" late, " + cashIs + spell(short) + " short"
}

func (t *statement) runsOut() string {
	of := t.model.Facts.MonthlyCashOf(t.about)
	if of == nil || !of.Left.Valued() {
		return ""
	}
	missing := of.Left.Amount
	missing.Low, missing.High = new(big.Rat).Neg(missing.High), new(big.Rat).Neg(missing.Low)
	when := ""
	if of.UsedUpIn != "" {
		when = " in " + of.UsedUpIn
	}
	if missing.Low.Sign() < 0 {
		missing.Low = missing.High
		return "Cash may run out" + when + ": it is up to " + spell(missing) + " short"
	}
	return "Cash runs out" + when + ": it is " + spell(missing) + " short"
}
