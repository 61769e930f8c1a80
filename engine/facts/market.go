package facts

import (
	"fmt"
	"slices"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// A market is a supply that nobody produces: what KPIs draw from it in a month is compared with how many there are,
// each of them used again after a while, or once.

// draw is what one KPI takes out of a market in a month.
type draw struct {
	kpi  *model.Resource
	rate *network.Node
}

// markets works out, for each market, what is drawn from it, and leaves it on the KPI that draws most.
func (c *computer) markets() {
	seen := map[string]bool{}
	for _, org := range c.m.Of("Organisation") {
		for i, market := range org.Objects("markets") {
			if id := market.Text("id"); !seen[id] {
				seen[id] = true
				c.about("markets", org, func() { c.addConflicts(org, c.market(market, fmt.Sprintf("markets/%d/", i))...) })
			}
		}
	}
}

func (c *computer) market(market *model.Object, at string) []*conflict {
	draws, noun := c.draws(market.Text("id"), marketNoun(market))
	if len(draws) == 0 {
		return nil
	}
	size, problem := marketSize(market, at, noun)
	if problem != nil {
		return []*conflict{problem}
	}
	drawn := sumOfDraws(draws)
	o := &model.Object{}
	o.Set("market", market.Text("id"))
	if q := market.Quantity("recontactAfter"); q != nil && q.Low != nil {
		again := c.months(market.Text("id"), "recontactAfter", q)
		if set(o, "again", again); !again.Known() {
			size = network.Lacking(again.Missing...)
		}
	}
	set(o, "draw", drawn)
	set(o, "size", size)
	if size.Valued() && drawn.Valued() {
		set(o, "lasts", network.Over("lasts", size.Named(), drawn.Named()))
	}
	f := largestDraw(draws).Facts
	list, _ := f.Get("markets").(model.List)
	f.Set("markets", append(list, o))
	return nil
}

// marketNoun is what a market counts: its unit, else what its numbers count; "" for none.
func marketNoun(market *model.Object) string {
	if unit := market.Text("unit"); unit != "" {
		return unit
	}
	for _, field := range []string{"serviceable", "addressable"} {
		if q := market.Quantity(field); q != nil && q.Low != nil && q.Unit.Noun() != "" {
			return q.Unit.Noun()
		}
	}
	return ""
}

// marketSize is how many of a market can be served. How many there are in all is known in part only: not more than
// that can be served.
func marketSize(market *model.Object, at, noun string) (*network.Node, *conflict) {
	for _, field := range []string{"serviceable", "addressable"} {
		q := market.Quantity(field)
		if q == nil || q.Low == nil {
			continue
		}
		if q.Unit.Noun() != "" && q.Unit.Noun() != noun {
			return nil, &conflict{at + field, fmt.Sprintf("the market `%s` is of %s, and its size counts %s", market.Text("id"),
				quantity.Plural(noun), quantity.Plural(q.Unit.Noun()))}
		}
		size := network.Written(field, q).In(quantity.NewUnit([]string{noun}, nil))
		if field == "addressable" {
			size.Missing = []string{notServiceable(market)}
		}
		return size, nil
	}
	return network.Lacking(notServiceable(market)), nil
}

func notServiceable(market *model.Object) string {
	return fmt.Sprintf("the market `%s` does not say how many can be served (`serviceable`)", market.Text("id"))
}

// draws are the KPIs that draw on a market, by its name, or because they need what it is made of and nobody produces
// that; and what it counts, which the first of them says where nothing else does.
func (c *computer) draws(id, noun string) (all []draw, counted string) {
	for _, k := range c.drawers(id, noun) {
		named := k.Text("market") == id
		if !named && !c.needsOf(k, id, noun) || aimless(k) {
			continue
		}
		if t := k.Quantity("target"); noun == "" && t != nil && t.Low != nil {
			noun = t.Unit.Noun()
		}
		all = append(all, draw{k, c.drawOf(k, noun)})
	}
	return all, noun
}

// drawers are the KPIs that may draw on a market, in the order of files: those that name it, and those that need what
// it is made of. Where nothing says what that is, the first that names it does.
func (c *computer) drawers(id, noun string) []*model.Resource {
	places := slices.Clone(c.drawing[id])
	for _, i := range places {
		if noun != "" {
			break
		}
		if t := c.kpis[i].Quantity("target"); !aimless(c.kpis[i]) && t != nil && t.Low != nil {
			noun = t.Unit.Noun()
		}
	}
	places = append(places, c.needing[noun]...)
	slices.Sort(places)
	var all []*model.Resource
	for _, i := range slices.Compact(places) {
		all = append(all, c.kpis[i])
	}
	return all
}

// needsOf reports whether a KPI needs so many of what this market alone is made of, and nobody produces.
func (c *computer) needsOf(k *model.Resource, id, noun string) bool {
	it := c.item[noun]
	if it == nil || len(it.producers) > 0 || c.marketOf(noun) != id || !c.onlyMarket(noun) {
		return false
	}
	need := c.entryOf[needKey{k, noun}]
	return need != nil && need.Quantity("amount") != nil
}

// onlyMarket reports whether no two markets have the same unit.
func (c *computer) onlyMarket(noun string) bool {
	return c.marketsOf[noun] == 1
}

// needKey is an item that a KPI needs.
type needKey struct {
	kpi  *model.Resource
	noun string
}

// indexOrganisation notes what markets and values there are, and who draws on which market.
func (c *computer) indexOrganisation() {
	c.marketBy, c.marketsOf, c.values = map[string]string{}, map[string]int{}, map[string]bool{}
	for _, market := range c.m.Listed("markets") {
		unit := market.Text("unit")
		if c.marketsOf[unit]++; c.marketsOf[unit] == 1 {
			c.marketBy[unit] = market.Text("id")
		}
	}
	for _, value := range c.m.Listed("values") {
		c.values[value.Text("id")] = true
	}
	c.kpis, c.drawing, c.needing, c.entryOf = c.m.Of("KPI"), map[string][]int{}, map[string][]int{}, map[needKey]*model.Object{}
	for i, k := range c.kpis {
		c.drawing[k.Text("market")] = append(c.drawing[k.Text("market")], i)
		for _, need := range k.Objects("needs") {
			key := needKey{k, need.Text("item")}
			if c.entryOf[key] == nil {
				c.entryOf[key] = need
				c.needing[key.noun] = append(c.needing[key.noun], i)
			}
		}
	}
}

// drawOf is how many a KPI draws in a month: as many as it counts of the same thing, as many as it says that it
// needs, else one for each.
func (c *computer) drawOf(k *model.Resource, noun string) *network.Node {
	rate := c.monthlyTotal(k)
	if !rate.Known() || rate.Amount.Unit.Equal(itemUnit(noun)) {
		return rate
	}
	d := rate
	switch own, need := d.Amount.Unit.Noun(), c.entryOf[needKey{k, noun}]; {
	case need != nil && need.Quantity("amount") != nil && need.Quantity("amount").Low != nil:
		d = forEach(need).of("drawn", d)
	case need != nil && need.Quantity("conversion") != nil && need.Quantity("conversion").Low != nil:
		if d = network.Over("drawn", d, network.Written("conversion", need.Quantity("conversion"))); d != nil {
			d = d.In(itemUnit(noun))
		}
	case countable(d.Amount.Unit) && d.Amount.Unit.Currency() == "":
		one := quantity.Of(1, []string{noun}, []string{own})
		d = network.Times("drawn", d, network.Assumed("for each unit", "one for each, as nothing else is said", one))
	}
	if d == nil || !d.Amount.Unit.Equal(itemUnit(noun)) {
		return network.Lacking(fmt.Sprintf("`%s` draws on a market of %s, and its target is in %s: say how many each needs (`needs`)",
			k.Name, quantity.Plural(noun), rate.Amount.Unit.Words()))
	}
	return d
}

// sumOfDraws adds up what is known; what is missing is carried along.
func sumOfDraws(draws []draw) *network.Node {
	sides := make([]*side, len(draws))
	for i, d := range draws {
		sides[i] = &side{kpi: d.kpi, rate: d.rate}
	}
	return total(sides)
}

// largestDraw is the KPI that draws most, the first by name among equals; the first where no draw is known.
func largestDraw(draws []draw) *model.Resource {
	best := draws[0]
	for _, d := range draws[1:] {
		switch {
		case !d.rate.Known():
		case !best.rate.Known():
			best = d
		case d.rate.Amount.High.Cmp(best.rate.Amount.High) > 0,
			d.rate.Amount.High.Cmp(best.rate.Amount.High) == 0 && d.kpi.Name < best.kpi.Name:
			best = d
		}
	}
	return best.kpi
}
