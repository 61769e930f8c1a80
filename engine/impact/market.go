package impact

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/facts/supply"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// horizon is over how many months a market is used once, where it does not say when its prospects may be asked again.
const horizon = 12

// market is a supply that nobody produces: so many units a month can be drawn from it for ever.
type market struct {
	pool
	entry *model.Object
	size  *network.Node // how many it has, in its unit
	again *network.Node // after how many months one may be asked again
	lacks []string
}

// addMarkets makes a node of each market, with edges to the KPIs that draw on it.
func (g *graph) addMarkets() {
	for _, org := range g.m.Of("Organisation") {
		for i, entry := range org.Objects("markets") {
			g.addMarket(org, entry, fmt.Sprintf("markets/%d", i))
		}
	}
}

func (g *graph) addMarket(org *model.Resource, entry *model.Object, at string) {
	mk := &market{entry: entry}
	mk.plural = quantity.Plural(entry.Text("unit"))
	mk.node = g.add(&node{kind: Market, name: entry.Text("id"), title: entry.Text("id"), at: org.Location(at)})
	if mk.node.ask(entry.Quantity("serviceable"), "market `"+mk.node.name+"` does not say how many it has (`serviceable`)"); mk.node.asked != nil {
		mk.node.at = org.Location(at + "/serviceable")
	}
	if mk.node.asked != nil {
		mk.size = mk.node.asked.In(quantity.NewUnit([]string{quantity.Singular(entry.Text("unit"))}, nil))
	}
	mk.lacks = slices.Concat(mk.node.lacks, mk.period(g.markets[entry.Text("id")]))
	for _, k := range g.m.Of("KPI") {
		if k.Text("market") != entry.Text("id") {
			continue
		}
		c := &share{node: g.kpi[k], rate: g.f.PerMonth(k)}
		if c.rate.Known() && c.rate.Amount.Unit.Noun() != quantity.Singular(entry.Text("unit")) {
			c.rate = network.Lacking(fmt.Sprintf("`%s` counts %s, market `%s` %s", k.Name, quantity.Plural(c.rate.Amount.Unit.Noun()), mk.node.name, mk.plural))
		}
		mk.consumers = append(mk.consumers, c)
		g.link(&edge{from: mk.node, to: c.node, kind: "market", at: k.Location("market"),
			hit: func(v *weave) *relation { return mk.served(v, c) }, needs: func() *state { return mk.demanded(c) }})
	}
	for _, n := range g.nodes {
		if n.kind == Item && len(n.pool.producers) == 0 && n.pool.market == entry.Text("id") {
			g.feed(mk, n)
		}
	}
}

// feed makes a market the supplier of an item that no KPI produces.
func (g *graph) feed(mk *market, item *node) {
	s := &share{node: mk.node, rate: mk.rate()}
	item.pool.producers, item.lacks, item.at = []*share{s}, nil, mk.node.at
	if s.rate.Known() {
		item.asked = s.rate
	}
	g.link(&edge{from: mk.node, to: item, kind: "supply", at: mk.node.at, hit: item.pool.supplied, needs: func() *state { return item.pool.makes(s) }})
}

// rate is what a market supplies a month, for those who need its unit and do not name it.
func (mk *market) rate() *network.Node {
	lacks := slices.Clone(mk.lacks)
	if len(mk.consumers) > 0 {
		lacks = append(lacks, "`"+mk.consumers[0].node.name+"` draws on market `"+mk.node.name+"` too")
	}
	if len(lacks) > 0 {
		return network.Lacking(lacks...)
	}
	rate := network.Over("market", mk.size, mk.again)
	if rate == nil {
		return network.Lacking("market `" + mk.node.name + "` may be asked again at once")
	}
	return rate
}

var months = quantity.NewUnit([]string{"month"}, nil)

// period is after how many months a prospect may be asked again: as the facts of the market say, where somebody draws
// on it.
func (mk *market) period(drawn *supply.Market) []string {
	q := mk.entry.Quantity("recontactAfter")
	switch {
	case !mk.entry.Has("recontactAfter"):
		mk.again = network.Assumed("months", "each is asked once in them", quantity.Exact(big.NewRat(horizon, 1), months))
	case drawn != nil && drawn.Again.Known():
		mk.again = drawn.Again
	case drawn != nil && drawn.Again != nil:
		return drawn.Again.Lacks()
	case q != nil && q.Low != nil && q.Unit.Noun() == "month":
		mk.again = network.Written("asked again after", q).In(months)
	default:
		return []string{"market `" + mk.node.name + "` says `recontactAfter` not in months"}
	}
	if mk.again.Amount.Low.Sign() <= 0 {
		return []string{"market `" + mk.node.name + "` may be asked again at once"}
	}
	return nil
}

// monthly is what can be drawn of the market a month.
func (mk *market) monthly(v *weave) amount {
	left, lacks := v.left(mk.node)
	if lacks = append(append(lacks, mk.lacks...), missing(mk.consumers)...); len(lacks) > 0 {
		return amount{lacks: lacks}
	}
	rate := network.Over("market", scaled(mk.size, left), mk.again)
	return amount{Node: rate.In(mk.consumers[0].rate.Amount.Unit)}
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
	used := network.Times("used", demand, mk.again).In(mk.size.Amount.Unit)
	by := ""
	if len(mk.consumers) > 1 {
		by = " drawn by all"
	}
	return &state{value: c.rate, met: enough(supply.Node, demand), sum: fmt.Sprintf("%s a month%s × %s months = %s of %s in the market: %s",
		bare(demand), by, bare(mk.again), bare(used), mk.node.asked.Amount, covers(mk.size, used))}
}
