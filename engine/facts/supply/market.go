package supply

import (
	"slices"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// months is a duration in months; what is missing to bring it there is said of the field of what is named.
func (c *Computer) months(of, name string, q *model.Quantity) *network.Node {
	if m := c.worktime.Durations().Months(name, q); m != nil {
		return m
	}
	return network.Lacking(wording.TheOfIsNotADuration(name, of, q.Text))
}

// A market is a supply that nobody produces: what KPIs draw from it in a month is compared with how many there are,
// each of them used again after a while, or once.

// marketIndex is what there is of markets, and who may draw on them.
type marketIndex struct {
	first   map[string]string // unit → the first market of it
	count   map[string]int    // unit → how many markets are of it
	kpis    []*model.Resource
	naming  map[string][]int // market → the KPIs that name it, by their place among KPIs
	needing map[string][]int // item → the KPIs that need it, likewise
	entry   map[needKey]*model.Object
}

// Markets works out, for each market, what is drawn from it, and gives it to the KPI that draws most.
func (c *Computer) Markets(give func(k *model.Resource, m *Market)) {
	seen := map[string]bool{}
	for _, org := range c.Model.Of("Organisation") {
		for i, market := range org.Objects(field.Markets) {
			if id := market.Text(field.ID); !seen[id] {
				seen[id] = true
				c.About("markets", org, func() { c.AddConflicts(org, c.market(market, field.Markets.At(i), give)...) })
			}
		}
	}
}

func (c *Computer) market(
	market *model.Object, at field.Path, give func(k *model.Resource, m *Market),
) []*basis.Mismatch {
	draws, noun := c.drawsOn(market.Text(field.ID), marketNoun(market))
	if len(draws) == 0 {
		return nil
	}
	size, problem := marketSize(market, at, noun)
	if problem != nil {
		return []*basis.Mismatch{problem}
	}
	drawn := total(draws)
	facts := &Market{Market: market.Text(field.ID), Draws: draws}
	if q := market.Quantity(field.RecontactAfter); q != nil && q.Low != nil {
		again := c.months(market.Text(field.ID), "recontactAfter", q)
		if facts.Again = basis.Shown(again); !again.Known() {
			size = network.Lacking(again.Lacks()...)
		}
	}
	facts.Draw, facts.Size = basis.Shown(drawn), basis.Shown(size)
	if size.Valued() && drawn.Valued() {
		facts.Lasts = basis.Shown(network.Over("lasts", size.Named(), drawn.Named()))
	}
	give(largestOrFirst(draws).Of, facts)
	return nil
}

// marketOf is the market whose unit an item is, "" for none: a supply that nobody produces.
func (c *Computer) marketOf(noun string) string {
	return c.supply.markets.first[noun]
}

// marketNoun is what a market counts: its unit, else what its numbers count; "" for none.
func marketNoun(market *model.Object) string {
	if unit := market.Text(field.Unit); unit != "" {
		return unit
	}
	for _, name := range []field.Path{field.Serviceable, field.Addressable} {
		if q := market.Quantity(name); q != nil && q.Low != nil && q.Unit.Noun() != "" {
			return q.Unit.Noun()
		}
	}
	return ""
}

// marketSize is how many of a market can be served. How many there are in all is known in part only: not more than
// that can be served.
func marketSize(market *model.Object, at field.Path, noun string) (*network.Node, *basis.Mismatch) {
	for _, name := range []field.Path{field.Serviceable, field.Addressable} {
		q := market.Quantity(name)
		if q == nil || q.Low == nil {
			continue
		}
		if q.Unit.Noun() != "" && q.Unit.Noun() != noun {
			return nil, &basis.Mismatch{At: at.To(name),
				Message: wording.TheMarketIsOfAnd(market.Text(field.ID), quantity.Plural(noun),
					quantity.Plural(q.Unit.Noun()))}

		}
		size := network.Written(name.String(), q).In(quantity.NewUnit([]string{noun}, nil))
		if name == field.Addressable {
			size = size.Part([]string{notServiceable(market)})
		}
		return size, nil
	}
	return network.Lacking(notServiceable(market)), nil
}

func notServiceable(market *model.Object) string {
	return wording.TheMarketDoesNotSay(market.Text(field.ID))
}

// drawsOn are the KPIs that draw on a market, by its name, or because they need what it is made of and nobody produces
// that; and what it counts, which the first of them says where nothing else does.
func (c *Computer) drawsOn(id, noun string) (all []*Side, counted string) {
	for _, k := range c.drawers(id, noun) {
		named := k.Text(field.Market) == id
		if !named && !c.needsOf(k, id, noun) || basis.Aimless(k) {
			continue
		}
		if t := c.rates.AsOne(k); noun == "" && t != nil && t.Low != nil {
			noun = t.Unit.Noun()
		}
		all = append(all, newSide(k, field.Itself, c.drawOf(k, noun)))
	}
	return all, noun
}

// drawers are the KPIs that may draw on a market, in the order of files: those that name it, and those that need what
// it is made of. Where nothing says what that is, the first that names it does.
func (c *Computer) drawers(id, noun string) []*model.Resource {
	index := &c.supply.markets
	places := slices.Clone(index.naming[id])
	for _, i := range places {
		if noun != "" {
			break
		}
		if t := c.rates.AsOne(index.kpis[i]); !basis.Aimless(index.kpis[i]) && t != nil && t.Low != nil {
			noun = t.Unit.Noun()
		}
	}
	places = append(places, index.needing[noun]...)
	slices.Sort(places)
	var all []*model.Resource
	for _, i := range slices.Compact(places) {
		all = append(all, index.kpis[i])
	}
	return all
}

// needsOf reports whether a KPI needs so many of what this market alone is made of, and nobody produces.
func (c *Computer) needsOf(k *model.Resource, id, noun string) bool {
	it, index := c.supply.items[noun], &c.supply.markets
	if it == nil || len(it.producers) > 0 || index.first[noun] != id || index.count[noun] != 1 {
		return false
	}
	need := index.entry[needKey{k, noun}]
	return need != nil && need.Quantity(field.Amount) != nil
}

// needKey is an item that a KPI needs.
type needKey struct {
	kpi  *model.Resource
	noun string
}

// IndexMarkets notes what markets there are, and who may draw on them.
func (c *Computer) IndexMarkets() {
	index := &c.supply.markets
	*index = marketIndex{first: map[string]string{}, count: map[string]int{}, kpis: c.Model.Of("KPI"),
		naming: map[string][]int{}, needing: map[string][]int{}, entry: map[needKey]*model.Object{}}
	for _, market := range c.Model.Listed(field.Markets) {
		unit := market.Text(field.Unit)
		if index.count[unit]++; index.count[unit] == 1 {
			index.first[unit] = market.Text(field.ID)
		}
	}
	for i, k := range index.kpis {
		market := k.Text(field.Market)
		index.naming[market] = append(index.naming[market], i)
		for _, need := range k.Objects(field.Needs) {
			key := needKey{k, need.Text(field.Item)}
			if index.entry[key] == nil {
				index.entry[key] = need
				index.needing[key.noun] = append(index.needing[key.noun], i)
			}
		}
	}
}

// drawOf is how many a KPI draws in a month: as many as it counts of the same thing, as many as it says that it
// needs, else one for each.
func (c *Computer) drawOf(k *model.Resource, noun string) *network.Node {
	rate := c.rates.MonthlyTotal(k)
	if !rate.Known() || rate.Amount.Unit.Equal(itemUnit(noun)) {
		return rate
	}
	d := c.drawnFor(k, rate, noun)
	if d == nil || !d.Amount.Unit.Equal(itemUnit(noun)) {
		return network.Lacking(wording.DrawsOnAMarketOf(k.Name, quantity.Plural(noun), rate.Amount.Unit.Words()))
	}
	return d
}

// drawnFor is what a KPI needs of a noun for its rate, by its entry in `needs`; the rate itself where it counts
// neither things nor money. Nil for a conversion that may be zero.
func (c *Computer) drawnFor(k *model.Resource, rate *network.Node, noun string) *network.Node {
	own, need := rate.Amount.Unit.Noun(), c.supply.markets.entry[needKey{k, noun}]
	switch {
	case need != nil && need.Quantity(field.Amount) != nil && need.Quantity(field.Amount).Low != nil:
		return forEach(need).of("drawn", rate)
	case need != nil && need.Quantity(field.Conversion) != nil && need.Quantity(field.Conversion).Low != nil:
		drawn := network.Over("drawn", rate, network.Written("conversion", need.Quantity(field.Conversion)))
		if drawn == nil {
			return nil
		}
		return drawn.In(itemUnit(noun))
	case basis.Countable(rate.Amount.Unit) && rate.Amount.Unit.Currency() == "":
		one := quantity.Of(1, []string{noun}, []string{own})
		return network.Times("drawn", rate,
			network.Assumed(wording.ForEachUnit(), wording.OneForEachAsNothing(), one))
	}
	return rate
}
