package cash

import (
	"math/big"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/duration"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// runway is how long the free cash of a plan lasts.
type runway struct {
	free, months *network.Node // what there is at the beginning, and how long it has to last
	drained      *network.Node // by how much it falls in that time
	month        *network.Node // the first month that ends below zero in the worst case, if they all go on so
	left         *network.Node // what is left then; missing where no month within the time ends below zero
	begins       calendar.Date // the first day; zero where it is not known
}

// newRunway works out how long free cash lasts. Without it, or the months, the rest is missing too.
func newRunway(deficit, free, months *network.Node) *runway {
	r := &runway{free: free, months: months}
	if missing := basis.AllMissing(free, months); len(missing) > 0 {
		r.drained = network.Lacking(missing...)
		r.month, r.left = r.drained, r.drained
		return r
	}
	r.drained = network.Times(wording.UsedUpInTheCycle(), deficit.Named(), months)
	r.month = network.Hidden("months", "", usedUpIn, free, deficit)
	left := network.Minus(wording.LeftOfTheFreeCash(), free,
		network.Times(wording.UsedUp(), deficit.Named(), r.month))
	lasts := network.Lacking(wording.TheFreeCashIsNot())
	r.left = network.ChooseBy(alternative(usedUp), []*network.Node{left, r.month, months}, left, lasts)
	return r
}

// alternative chooses the first of two numbers where something holds, and else the second.
func alternative(holds func(of []quantity.Amount) bool) func(of []quantity.Amount) int {
	return func(of []quantity.Amount) int {
		if holds(of) {
			return 0
		}
		return 1
	}
}

// usedUp reports whether less than nothing is left in a month that is one of so many.
func usedUp(of []quantity.Amount) bool {
	left, month, months := of[0], of[1], of[2]
	return left.Low.Sign() < 0 && month.Low.Cmp(months.Low) <= 0
}

// usedUpIn is the number of the first month at whose end less than nothing is left in the worst case. Where cash
// does not fall, only the first can be.
func usedUpIn(of []quantity.Amount) (quantity.Amount, bool) {
	free, deficit := of[0], of[1]
	n := big.NewRat(1, 1)
	if falls(of[1:]) && free.Low.Sign() >= 0 {
		whole := basis.FloorRat(new(big.Rat).Quo(free.Low, deficit.High))
		n.Add(n, new(big.Rat).SetInt(whole))
	}
	return quantity.Exact(n, duration.Month), true
}

// falls reports whether cash may fall with a deficit.
func falls(deficit []quantity.Amount) bool { return deficit[0].High.Sign() > 0 }

// orElse is this runway where cash may fall, and the other one where it does not.
func (r *runway) orElse(deficit *network.Node, rising *runway) *runway {
	either := func(a, b *network.Node) *network.Node {
		return network.ChooseBy(alternative(falls), []*network.Node{deficit}, a, b)
	}
	return &runway{free: either(r.free, rising.free), months: either(r.months, rising.months),
		drained: either(r.drained, rising.drained), month: either(r.month, rising.month), left: either(r.left, rising.left)}
}

// in is the runway with other leaves. It is safe on nil.
func (r *runway) in(with *network.Evaluation) *runway {
	if r == nil {
		return nil
	}
	return &runway{free: with.Of(r.free), months: with.Of(r.months), drained: with.Of(r.drained),
		month: with.Of(r.month), left: with.Of(r.left), begins: r.begins}
}

// useUp sets the month in which the free cash is used up, and what is left then, where there is such a month.
func (m *MonthlyCash) useUp() {
	m.Left, m.UsedUpIn = nil, ""
	r := m.runway
	if r == nil || !r.left.Known() {
		return
	}
	m.Left = basis.Shown(r.left)
	if !r.begins.IsZero() {
		m.UsedUpIn = monthName(r.begins.AddMonths(int(r.month.Amount.Low.Num().Int64()) - 1))
	}
}
