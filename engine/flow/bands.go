package flow

import (
	"cmp"
	"slices"

	"github.com/kpilint/kpilint/engine/facts/supply"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// addItems makes a band of each supplier of an item to each who needs it. What several give is shared among those who
// need it in proportion to what each needs; one that draws on one supplier alone has all from that one.
func (b *builder) addItems() {
	for _, it := range b.facts.Items {
		b.addItem(it)
	}
}

// share is the part of one supplier in what one consumer needs.
type share struct {
	from, to *supply.Side
	demand   float64
	known    bool
}

func (b *builder) addItem(it *supply.Item) {
	var all []share
	asked := map[*supply.Side]float64{}
	for _, to := range it.Consumers {
		if to.Conversion || b.numbers[to.Of] == nil {
			continue
		}
		for _, s := range b.sharesOf(it, to) {
			asked[s.from] += s.demand
			all = append(all, s)
		}
	}
	for _, s := range all {
		b.addShare(it, s, asked[s.from])
	}
}

// sharesOf splits what a consumer needs over those who make it. It is one share without a supplier where nobody does.
func (b *builder) sharesOf(it *supply.Item, to *supply.Side) []share {
	need, known := 0.0, to.Rate.Valued()
	if known {
		need = high(to.Rate.Amount)
	}
	var from []*supply.Side
	made, all := 0.0, true
	for _, p := range it.Producers {
		if b.numbers[p.Of] == nil || p.Of == to.Of || to.From != nil && p.Of != to.From {
			continue
		}
		from = append(from, p)
		if p.Rate.Valued() {
			made += low(p.Rate.Amount)
		} else {
			all = false
		}
	}
	if len(from) == 0 {
		if it.Market != "" || len(it.Producers) > 0 {
			return nil
		}
		return []share{{to: to, demand: need, known: known}}
	}
	shares := make([]share, len(from))
	for i, p := range from {
		part := 1 / float64(len(from))
		if all && made > 0 {
			part = low(p.Rate.Amount) / made
		}
		shares[i] = share{from: p, to: to, demand: need * part, known: known && all}
	}
	return shares
}

// addShare adds a share to the band between its ends.
func (b *builder) addShare(it *supply.Item, s share, asked float64) {
	to := b.numbers[s.to.Of]
	band := b.band(s.from, to, thingsOf(it))
	band.Known = band.Known && s.known
	if to.monthly > 0 && s.to.Rate.Valued() {
		band.through += high(s.to.Rate.Amount) / to.monthly
	}
	band.Sum = joined(band.Sum, sumOf(s.to.Rate))
	band.Demand += s.demand
	if s.from == nil || !s.known {
		return
	}
	made, from := low(s.from.Rate.Amount), band.From
	if from.monthly > 0 {
		band.gives = made / from.monthly
	}
	given := made
	if asked > 0 {
		given = made * s.demand / asked
	}
	limit, why := b.possible(s.from.Of)
	band.Supply += min(given, s.demand)
	band.Possible += min(given*limit, s.demand)
	if given*limit < s.demand && limit < 1 {
		band.Limit = why
	}
	band.Maybe = band.Maybe || it.Short.Valued() && it.Short.Amount.Low.Sign() <= 0
}

// thingsOf are what an item is called in the plural, as somebody writes it beside a number.
func thingsOf(it *supply.Item) string {
	for _, side := range slices.Concat(it.Consumers, it.Producers) {
		if !side.Rate.Valued() || side.Rate.Amount.Unit.Noun() != it.Item {
			continue
		}
		if things := side.Rate.Amount.Things(); things != it.Plural {
			return things
		}
	}
	return it.Plural
}

// band is the band of an item between two numbers, made where there is none yet. from is nil where nobody makes it.
func (b *builder) band(from *supply.Side, to *Number, item string) *Band {
	key := "\x00" + to.Name + "\x00" + item
	var maker *Number
	if from != nil {
		maker = b.numbers[from.Of]
		key = maker.Name + key
	}
	band := b.bands[key]
	if band == nil {
		band = &Band{From: maker, To: to, Item: item, Known: true}
		b.bands[key] = band
		b.f.Bands = append(b.f.Bands, band)
	}
	return band
}

// addStages makes a band of each number of which a share becomes another.
func (b *builder) addStages() {
	for _, k := range b.o.Of("KPI") {
		to := b.numbers[k]
		for _, stage := range b.facts.Stages(k) {
			need := needAt(k, stage.At)
			if need == nil {
				continue
			}
			if from := b.numbers[need.To(field.KPI)]; from != nil && from != to {
				b.addStage(link{to, from, need.To(field.KPI), need.Quantity(field.Conversion), 1}, stage)
				continue
			}
			makers := b.makersOf(need.Text(field.Item), k)
			for _, m := range makers {
				b.addStage(link{to, b.numbers[m], m, need.Quantity(field.Conversion), 1 / float64(len(makers))}, stage)
			}
		}
	}
}

// needAt is the entry of a KPI's needs that a path such as needs/0 names; nil for none.
func needAt(k *model.Resource, at string) *model.Object {
	for i, need := range k.Objects(field.Needs) {
		if field.Needs.At(i).String() == at {
			return need
		}
	}
	return nil
}

// makersOf are those who make an item, without one of them.
func (b *builder) makersOf(noun string, but *model.Resource) []*model.Resource {
	var all []*model.Resource
	for _, it := range b.facts.Items {
		for _, p := range it.Producers {
			if it.Item == noun && p.Of != but && b.numbers[p.Of] != nil {
				all = append(all, p.Of)
			}
		}
	}
	return all
}

// link says which share of one number becomes another.
type link struct {
	to, from *Number
	of       *model.Resource // from
	rate     *model.Quantity // nil where it cannot be read
	part     float64         // of all that go in
}

// addStage adds what a share of one number gives of another: its part in what the other states.
func (b *builder) addStage(l link, stage *supply.FunnelStage) {
	to, from := l.to, l.from
	key := from.Name + "\x00" + to.Name + "\x00stage"
	if b.bands[key] != nil {
		return
	}
	band := &Band{From: from, To: to, Stage: true, Item: cmp.Or(to.noun, lower(to.Title)), through: 1}
	band.Label = "Become " + band.Item
	if l.rate != nil && l.rate.Low != nil {
		band.Label = l.rate.Amount.String() + " become " + band.Item
	}
	b.bands[key] = band
	b.f.Bands = append(b.f.Bands, band)
	computed, stated := stage.Computed, stage.Stated
	if !computed.Valued() || !stated.Valued() {
		band.Sum = lacking(computed, stated)
		return
	}
	band.Sum = computed.Sum()
	gives, asked := low(computed.Amount), high(stated.Amount)
	if stage.All.Valued() && low(stage.All.Amount) > 0 {
		asked *= gives / low(stage.All.Amount)
	}
	unit := 1.0 // of what is stated, in the unit of the month
	if own := high(stated.Amount); own > 0 && to.monthly > 0 {
		unit = to.monthly / own
	}
	limit, why := b.possible(l.of)
	gives, asked = gives*unit*l.part, asked*unit*l.part
	band.Known = true
	band.Demand, band.Supply, band.Possible = asked, min(gives, asked), min(gives*limit, asked)
	band.Maybe = stated.Amount.IsRange() || computed.Amount.IsRange()
	if band.Possible < band.Supply {
		band.Limit = why
	}
	if from.monthly > 0 {
		band.gives = gives / from.monthly
	}
}

// possible is which part of a target there is time and money for, 0 to 1, and the narrowest of them in words.
func (b *builder) possible(k *model.Resource) (part float64, why string) {
	part = 1
	if spend := b.facts.SpendOf(k); spend != nil && spend.Buys.Valued() && spend.Needed.Valued() {
		if target := b.facts.PerMonth(k); target.Valued() && high(target.Amount) > 0 {
			if p := low(spend.Buys.Amount) / high(target.Amount); p < part {
				part, why = max(p, 0), wording.AmountPaidFor(spend.Buys.Number())
				if t := k.Quantity(field.Target); t == nil || t.Unit.Period() != spend.Buys.Amount.Unit.Period() {
					why = wording.AmountPaidFor(bare(spend.Buys.Amount))
				}
			}
		}
	}
	for _, t := range b.facts.TimeInRoles(k) {
		if t.Shared || !t.Needed.Valued() || !t.Available.Valued() || high(t.Needed.Amount) <= 0 {
			continue
		}
		p := low(t.Available.Amount) / high(t.Needed.Amount)
		if f := t.Later.Get(); f != nil && f.Fit.Valued() && f.Rate.Valued() &&
			f.Fit.Amount.Unit == f.Rate.Amount.Unit && p < 1 {
			p = low(f.Fit.Amount) / high(f.Rate.Amount) // whole ones
		}
		if p < part {
			part, why = max(p, 0), b.fits(k, p)
		}
	}
	return part, why
}

// fits says how many of a number fit into the time of those who make it.
func (b *builder) fits(k *model.Resource, part float64) string {
	month := b.facts.PerMonth(k)
	if !month.Valued() {
		return wording.NotAllFitIntoThe()
	}
	return wording.OfFitIntoTheDay(number(high(month.Amount)*part), month.Number())
}

// chains gives bands that are linked one unit: that of the number at their end.
func (b *builder) chains() {
	chain := 0
	done := map[*Number]bool{}
	for _, root := range b.roots() {
		if done[root] {
			continue
		}
		chain++
		root.factor = 1
		done[root] = true
		for queue := []*Number{root}; len(queue) > 0; queue = queue[1:] {
			queue = append(queue, b.spread(queue[0], chain, done)...)
		}
	}
}

// roots are the numbers with bands: those that give to nobody first.
func (b *builder) roots() []*Number {
	var ends, others []*Number
	for _, n := range b.f.Numbers {
		switch {
		case len(n.Out) == 0 && len(n.In) > 0:
			ends = append(ends, n)
		case len(n.Out) > 0:
			others = append(others, n)
		}
	}
	return append(ends, others...)
}

// spread brings the bands of a number, and what is at their other ends, into its unit.
func (b *builder) spread(n *Number, chain int, done map[*Number]bool) []*Number {
	var next []*Number
	for _, band := range n.In {
		if band.Chain == 0 {
			band.Chain, band.Scale = chain, over(n.factor, band.through)
		}
		if from := band.From; from != nil && !done[from] {
			done[from], from.factor = true, times(band.Scale, band.gives)
			next = append(next, from)
		}
	}
	for _, band := range n.Out {
		if band.Chain == 0 {
			band.Chain, band.Scale = chain, over(n.factor, band.gives)
		}
		if !done[band.To] {
			done[band.To], band.To.factor = true, times(band.Scale, band.through)
			next = append(next, band.To)
		}
	}
	return next
}

// over divides, and leaves what cannot be divided.
func over(a, b float64) float64 {
	if b <= 0 {
		return a
	}
	return a / b
}

// times multiplies, and leaves what has no factor.
func times(a, b float64) float64 {
	if b <= 0 {
		return a
	}
	return a * b
}

func low(a quantity.Amount) float64 {
	f, _ := a.Low.Float64()
	return f
}

func high(a quantity.Amount) float64 {
	f, _ := a.High.Float64()
	return f
}

// sumOf is how a number comes about, or what is missing to know it.
func sumOf(n *network.Node) string {
	if n.Valued() {
		return n.Sum()
	}
	return lacking(n)
}
