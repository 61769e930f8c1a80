package report

import (
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/facts/cash"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
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
	text := wording.CashIsShortIfPaidLate
	if short.Low.Sign() < 0 {
		short.Low, text = short.High, wording.CashMayBeShortIfPaidLate
	}
	late := of.Late[i]
	return text(share(late.Share.Amount, nil), spell(late.Extra.Amount), spell(short))
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
		return wording.CashMayRunOut(when, spell(missing))
	}
	return wording.CashRunsOut(when, spell(missing))
}
