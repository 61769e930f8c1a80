package impact

import (
	"math/big"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/facts/supply"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// horizon is over how many months a market is used once, where it does not say when its prospects may be asked again.
const horizon = 12

// market is a supply that nobody produces: so many units a month can be drawn from it for ever.
type market struct {
	pool
	drawn *supply.Market // what the facts say of it; nil where nobody draws on it, or its units clash
	again *network.Node  // after how many months one may be asked again
	lacks []string
}

// addMarkets makes a node of each market, with edges to the KPIs that draw on it.
func (g *graph) addMarkets() {
	for _, org := range g.m.Of("Organisation") {
		for i, entry := range org.Objects(field.Markets) {
			g.addMarket(org, entry, field.Markets.At(i))
		}
	}
}

func (g *graph) addMarket(org *model.Resource, entry *model.Object, at field.Path) {
	id := entry.Text(field.ID)
	mk := &market{drawn: g.markets[id]}
	mk.node = g.add(&node{kind: Market, name: id, title: id, at: org.Location(at)})
	mk.node.ask(entry.Quantity(field.Serviceable), wording.MarketDoesNotSayHow(id))
	if mk.node.asked != nil {
		mk.node.at = org.Location(at.To(field.Serviceable))
	}
	mk.plural = quantity.Plural(entry.Text(field.Unit))
	mk.read(g, org, at.String())
	fed := g.fedBy(id)
	for _, side := range mk.sides(g, id) {
		c := &share{node: g.kpi[side.Of], rate: side.Rate}
		if fed != nil && slices.ContainsFunc(fed.pool.consumers, func(o *share) bool { return o.node == c.node }) {
			continue // it draws by way of the item
		}
		mk.consumers = append(mk.consumers, c)
		g.link(&edge{from: mk.node, to: c.node, kind: "market", at: c.node.r.Location(field.Market),
			hit: func(v *weave) *relation { return mk.served(v, c) }, needs: func() *state { return mk.demanded(c) }})
	}
	if fed != nil {
		g.feed(mk, fed)
	}
}

// read takes what may be drawn from the facts, and notes what is missing.
func (mk *market) read(g *graph, org *model.Resource, at string) {
	if mk.lacks = slices.Clone(mk.node.lacks); mk.drawn == nil {
		for _, c := range g.conflictsOf(org) {
			if strings.HasPrefix(c.At, at+"/") {
				mk.lacks = append(mk.lacks, c.Message)
			}
		}
		if len(mk.lacks) == 0 {
			mk.lacks = []string{wording.ItIsNotKnownWhat(mk.node.name)}
		}
		return
	}
	if !mk.drawn.Size.Known() {
		mk.lacks = mk.drawn.Size.Lacks()
	}
	if mk.again = mk.drawn.Again; mk.again == nil {
		once := quantity.Exact(big.NewRat(horizon, 1), quantity.NewUnit([]string{"month"}, nil))
		mk.again = network.Assumed("months", wording.EachIsAskedOnceIn(), once)
	}
	if mk.again.Known() && mk.again.Amount.Low.Sign() <= 0 {
		mk.lacks = append(mk.lacks, wording.MarketMayBeAskedAgain(mk.node.name))
	}
}

// sides are the KPIs that name a market, with what each draws in a month.
func (mk *market) sides(g *graph, id string) []*supply.Side {
	var all []*supply.Side
	for _, k := range g.m.Of("KPI") {
		if k.Text(field.Market) != id {
			continue
		}
		side := &supply.Side{Of: k, Rate: network.Lacking(wording.ItIsNotKnownWhatDraws(k.Name, id))}
		if mk.drawn != nil {
			for _, known := range mk.drawn.Draws {
				if known.Of == k {
					side = known
				}
			}
		}
		all = append(all, side)
	}
	return all
}

// fedBy is the item that a market supplies, as no KPI produces it; nil for none.
func (g *graph) fedBy(market string) *node {
	for _, n := range g.nodes {
		if n.kind == Item && len(n.pool.producers) == 0 && n.pool.market == market {
			return n
		}
	}
	return nil
}

// feed makes a market the supplier of an item that no KPI produces. It draws on the market beside those that name it.
func (g *graph) feed(mk *market, item *node) {
	s := &share{node: mk.node, rate: mk.rest()}
	if len(item.pool.consumers) > 0 {
		draw := &share{node: item, rate: item.pool.demandOrLacks()}
		mk.consumers = append(mk.consumers, draw)
		s.rate = mk.rate(draw)
	}
	item.pool.producers, item.lacks, item.at = []*share{s}, nil, mk.node.at
	if s.rate.Known() {
		item.asked = s.rate
	}
	g.link(&edge{from: mk.node, to: item, kind: "supply", at: mk.node.at, hit: item.pool.supplied,
		needs: func() *state { return item.pool.makes(s) }})
}

// demandOrLacks is what all consumers need together, or what is missing to know it.
func (pl *pool) demandOrLacks() *network.Node {
	if lacks := missing(pl.consumers); len(lacks) > 0 {
		return network.Lacking(lacks...)
	}
	return pl.demand()
}

// rate is what a market supplies a month to one of those who draw on it: its part in proportion to what each draws.
func (mk *market) rate(c *share) *network.Node {
	supply := mk.monthly(newWeave())
	switch {
	case len(supply.lacks) > 0:
		return network.Lacking(supply.lacks...)
	case len(mk.consumers) == 1:
		return supply.Node
	}
	if part := over(c.rate, mk.demand()); part != nil {
		return scaled(supply.Node, part)
	}
	return network.Lacking(wording.ItMayBeThatNobody(mk.node.name))
}

// rest is what those who name a market leave of it a month.
func (mk *market) rest() *network.Node {
	supply := mk.monthly(newWeave())
	switch {
	case len(supply.lacks) > 0:
		return network.Lacking(supply.lacks...)
	case len(mk.consumers) == 0:
		return supply.Node
	}
	return network.Minus(wording.LeftForOthers(), supply.Node, mk.demand()).NotBelowZero()
}

// monthly is what can be drawn of the market a month.
func (mk *market) monthly(v *weave) amount {
	left, lacks := v.left(mk.node)
	if lacks = append(append(lacks, mk.lacks...), missing(mk.consumers)...); len(lacks) > 0 {
		return amount{lacks: lacks}
	}
	size := mk.drawn.Size
	aMonth := quantity.NewUnit([]string{size.Amount.Unit.Noun()}, []string{"month"})
	return amount{Node: network.Over("market", scaled(size, left), mk.again).In(aMonth)}
}

func (mk *market) served(v *weave, c *share) *relation {
	supply := mk.monthly(v)
	if len(supply.lacks) > 0 {
		return lacking(supply.lacks...)
	}
	return mk.part(c, supply.Node, mk.group(nil))
}

// demanded says what a KPI draws on the market until its prospects may be asked again.
func (mk *market) demanded(c *share) *state {
	supply := mk.monthly(newWeave())
	if len(supply.lacks) > 0 {
		return unknown(supply.lacks...)
	}
	demand := mk.demand()
	used := network.Times("used", demand, mk.again).In(mk.drawn.Size.Amount.Unit)
	by := ""
	if len(mk.consumers) > 1 {
		by = " " + wording.DrawnByAll()
	}
	return &state{value: c.rate, met: enough(supply.Node, demand),
		sum: wording.AMonthMonthsOfIn(bare(demand), by, bare(mk.again), bare(used), mk.node.asked.Amount.String(),
			covers(mk.drawn.Size, used))}
}
