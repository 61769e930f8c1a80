package supply

import (
	"cmp"
	"math/big"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// With is the item with other numbers in the definitions: what its sides make and use, and all that follows, worked
// out anew. The item stays as it is.
//
// Its parts can be worked out one by one, too, by network.Node.With. But an item that is short by other numbers only
// has no shortage to begin with, and another consumer may be the largest then.
func (it *Item) With(over network.Overrides) *Item {
	now := &Item{Item: it.Item, Plural: it.Plural, Nearest: it.Nearest, Market: it.Market,
		Producers: sidesWith(it.Producers, over), Consumers: sidesWith(it.Consumers, over)}
	if it.Draws != nil {
		now.Draws = make([]*Item, len(it.Draws))
	}
	for i, draw := range it.Draws {
		now.Draws[i] = draw.With(over)
	}
	now.balance(over)
	return now
}

func sidesWith(all []*Side, over network.Overrides) []*Side {
	now := make([]*Side, len(all))
	for i, s := range all {
		side := *s
		side.Rate, side.PerPerson = s.Rate.With(over), s.PerPerson.With(over)
		now[i] = &side
	}
	return now
}

// balance works out supply and demand from the sides, what is lacking, and at which target it would not be.
func (it *Item) balance(over network.Overrides) {
	supply, demand, largest := total(it.Producers), total(it.Consumers), largestSide(it.Consumers)
	it.Supply, it.Demand = basis.Shown(supply), basis.Shown(demand)
	if largest == nil {
		return
	}
	it.Largest = largest.KPI
	if !supply.Known() || !demand.Valued() {
		return
	}
	short := network.Minus("shortage", demand.Named(), supply.Named())
	if short == nil || short.Amount.High.Sign() <= 0 {
		return
	}
	short = short.NotBelowZero() // for some values there is none
	it.Short = basis.Shown(short)
	if demand.Amount.Low.Sign() > 0 {
		it.ShortShare = basis.Shown(shortShare(short, supply, demand))
	}
	if t := largest.Of.Quantity(field.Target); t != nil { // several by dimension cannot be lowered as one
		target := network.Written("target", t).With(over)
		it.HoldsAt = basis.Shown(holdsAt(supply, demand, largest.Rate, target))
	}
	if maker := largestSide(it.Producers); maker != nil && maker.Of.Quantity(field.Target) != nil {
		it.Maker = maker.KPI
		target := network.Written("target", maker.Of.Quantity(field.Target)).With(over)
		it.CoversAt = basis.Shown(network.Hidden(wording.TargetThatCoversTheDemand(), "", coveringTarget,
			supply, demand, maker.Rate, target))
	}
}

// coveringTarget scales the target of the largest producer, whose rate is among the supply, up to what is needed at
// most: in whole pieces where it counts them. There is none of a producer that makes nothing, or an unknown amount.
func coveringTarget(of []quantity.Amount) (quantity.Amount, bool) {
	supply, demand, rate, target := of[0], of[1], of[2], of[3]
	if supply.IsRange() || rate.IsRange() || target.IsRange() || rate.Low.Sign() <= 0 || target.Low.Sign() <= 0 {
		return quantity.Amount{}, false
	}
	more := new(big.Rat).Sub(demand.High, supply.Low)
	scale := more.Add(more, rate.Low)
	scale.Quo(scale, rate.Low)
	needs := basis.CeilRat(new(big.Rat).Mul(new(big.Rat).Mul(target.Low, scale), big.NewRat(100, 1)))
	covers := new(big.Rat).SetFrac(needs, big.NewInt(100))
	if inPieces(target) {
		covers = new(big.Rat).SetInt(basis.CeilRat(covers))
	}
	return target.Scale(covers.Quo(covers, target.Low)), true
}

// total adds up what is known; what is missing is carried along. Nil when there is nobody.
func total(all []*Side) *network.Node {
	var parts []*network.Node
	var missing []string
	for _, s := range all {
		switch {
		case s.Conversion:
		case s.Rate.Known():
			parts = append(parts, s.Rate)
		default:
			missing = append(missing, s.Rate.Lacks()...)
		}
	}
	if len(parts) == 0 && len(missing) == 0 {
		return nil
	}
	if len(parts) == 0 {
		return network.Lacking(missing...)
	}
	return network.Plus("total", parts...).Part(missing)
}

// largestSide is the side with the highest rate, the first by name among equals; nil where no rate is known.
func largestSide(all []*Side) *Side {
	var best *Side
	for _, s := range all {
		if s.Conversion || !s.Rate.Known() {
			continue
		}
		if best == nil || s.exceeds(best) {
			best = s
		}
	}
	return best
}

// largestOrFirst is the largest of at least one side, the first of them where no rate is known.
func largestOrFirst(all []*Side) *Side {
	return cmp.Or(largestSide(all), all[0])
}

func (s *Side) exceeds(other *Side) bool {
	order := s.Rate.Amount.High.Cmp(other.Rate.Amount.High)
	return order > 0 || order == 0 && s.KPI < other.KPI
}

// shortShare is 1 − supply ÷ demand in percent, from the best to the worst case of ranges.
func shortShare(short, supply, demand *network.Node) *network.Node {
	of := []*network.Node{short.Named(), demand.Named()}
	ends := network.ByAlso("share", "÷", lackingShare, of, supply).Hundredfold().In(basis.PercentUnit)
	quotient := network.Over("share", short.Named(), demand.Named())
	if quotient == nil {
		return ends
	}
	return network.Choose(narrower, ends, quotient.Hundredfold().In(basis.PercentUnit))
}

// narrower chooses the second of two numbers where its ends are nearer: supply and demand depend on one range then.
func narrower(of []quantity.Amount) int {
	width := func(a quantity.Amount) *big.Rat { return new(big.Rat).Sub(a.High, a.Low) }
	if width(of[1]).Cmp(width(of[0])) < 0 {
		return 1
	}
	return 0
}

func lackingShare(of []quantity.Amount) (quantity.Amount, bool) {
	demand, supply := of[1], of[2]
	if demand.Low.Sign() <= 0 {
		return quantity.Amount{}, false
	}
	return quantity.Amount{Low: lacking(supply.High, demand.Low), High: lacking(supply.Low, demand.High)}, true
}

// lacking is 1 − supply ÷ demand, and zero where there is enough.
func lacking(supply, demand *big.Rat) *big.Rat {
	share := new(big.Rat).Quo(supply, demand)
	if share.Sub(big.NewRat(1, 1), share); share.Sign() < 0 {
		return new(big.Rat)
	}
	return share
}

// holdsAt scales the target of the largest consumer, whose rate is among the demand, down to what the others leave of
// the supply. Nil where nothing is left, and for ranges.
func holdsAt(supply, demand, rate, target *network.Node) *network.Node {
	return network.Hidden(wording.TargetThatTheSupplyAllows(), "", fittingTarget, supply, demand, rate, target)
}

func fittingTarget(of []quantity.Amount) (quantity.Amount, bool) {
	supply, demand, rate, target := of[0], of[1], of[2], of[3]
	if supply.IsRange() || demand.IsRange() {
		return quantity.Amount{}, false
	}
	left := new(big.Rat).Sub(supply.Low, new(big.Rat).Sub(demand.Low, rate.Low))
	if left.Sign() <= 0 || rate.Low.Sign() == 0 {
		return quantity.Amount{}, false
	}
	scale := left.Quo(left, rate.Low)
	fits := hundredths(new(big.Rat).Mul(target.Low, scale))
	if whole := basis.FloorRat(fits); inPieces(target) && whole.Sign() > 0 {
		fits = new(big.Rat).SetInt(whole)
	}
	return target.Scale(fits.Quo(fits, target.Low)), true
}

// inPieces reports whether a target counts whole pieces: a limit of 120.79 stops is one of 120.
func inPieces(target quantity.Amount) bool {
	noun := target.Unit.Noun()
	counts := noun != "" && noun != "%" && noun != "min" && noun != "workday" && noun != "month" &&
		target.Unit.Currency() == ""
	return counts && target.Low.IsInt()
}

// hundredths rounds down to what a message shows, so that what it advises really fits.
func hundredths(r *big.Rat) *big.Rat {
	return new(big.Rat).SetFrac(basis.FloorRat(new(big.Rat).Mul(r, big.NewRat(100, 1))), big.NewInt(100))
}
