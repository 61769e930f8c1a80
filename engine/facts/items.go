package facts

import (
	"fmt"
	"maps"
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// item is what one team makes and another uses, with everybody who does.
type item struct {
	noun      string
	producers []*side
	consumers []*side

	supply *network.Node   // what all producers make a month, shortened; see supplied
	known  bool            // supply
	first  *dated          // the earliest cycle in which it can be made; see earliest
	dated  bool            // first
	flows  *throughput     // see flow
	maker  *model.Resource // who makes most; see supplyOf
}

// side is one KPI's part in an item: its rate a month, or what is missing to know it.
type side struct {
	kpi        *model.Resource
	from       *model.Resource // of a consumer: the one supplier it draws on, nil for any
	at         string          // the field that says so
	rate       *network.Node
	each       *network.Node // of a consumer: what one person uses a month
	conversion bool
}

// items joins supply and demand, by noun.
func (c *computer) items() model.List {
	c.item = map[string]*item{}
	for _, k := range c.m.Of("KPI") {
		c.about("produces", k, func() { c.addConflicts(k, c.produces(k)...) })
	}
	for _, k := range c.m.Of("KPI") {
		c.about("needs", k, func() {
			for i, need := range c.needs(k) {
				c.addConflicts(k, c.need(k, need, fmt.Sprintf("needs/%d", i)))
			}
			c.needsUnread(k)
		})
	}
	list := model.List{}
	for _, noun := range slices.Sorted(maps.Keys(c.item)) {
		c.whole("item "+noun, func() { list = append(list, c.item[noun].view(c)) })
	}
	return list
}

// needsUnread makes the needs beyond the limit a demand of which nobody knows how large it is.
func (c *computer) needsUnread(k *model.Resource) {
	unread := c.unread(k, "needs")
	seen := map[side]bool{}
	for _, need := range unread {
		it := c.itemOf(need)
		if it == nil || need.Quantity("amount") == nil || seen[side{at: it.noun, from: need.To("kpi")}] {
			continue
		}
		seen[side{at: it.noun, from: need.To("kpi")}] = true
		why := network.Lacking(tooMany(k, "needs", MaxEntries+len(unread)))
		it.consumers = append(it.consumers, &side{kpi: k, from: need.To("kpi"), at: "needs", rate: why})
	}
}

func (c *computer) of(noun string) *item {
	if c.item[noun] == nil {
		c.item[noun] = &item{noun: noun}
	}
	return c.item[noun]
}

// itemUnit is items a month.
func itemUnit(noun string) quantity.Unit {
	return quantity.NewUnit([]string{noun}, []string{"month"})
}

// produces notes what a KPI supplies. What does not count the item it is said to produce is a conflict.
func (c *computer) produces(k *model.Resource) []*conflict {
	if noun := k.Text("produces"); noun != "" {
		return []*conflict{c.supply(k, noun, "produces", c.monthlyTotal(k))}
	}
	var conflicts []*conflict
	entries, all := c.entries(k, "produces")
	for i, entry := range entries {
		rate := c.monthlyTotal(k)
		for _, field := range []string{"amount", "yield"} {
			if q := entry.Quantity(field); q != nil && q.Low != nil && rate.Known() {
				rate = network.Times("supply", rate, network.Written(field, q))
			}
		}
		conflicts = append(conflicts, c.supply(k, entry.Text("item"), fmt.Sprintf("produces/%d", i), rate))
	}
	seen := map[string]bool{}
	for _, entry := range c.unread(k, "produces") {
		if noun := entry.Text("item"); !seen[noun] {
			seen[noun] = true
			c.supply(k, noun, "produces", network.Lacking(tooMany(k, "produces", all)))
		}
	}
	return conflicts
}

func (c *computer) supply(k *model.Resource, noun, at string, rate *network.Node) *conflict {
	if noun == "" {
		return nil
	}
	if rate.Known() && !rate.Amount.Unit.Equal(itemUnit(noun)) {
		unknown := network.Lacking(fmt.Sprintf("`%s` is said to produce %s, and counts %s", k.Name, quantity.Plural(noun), quantity.Plural(rate.Amount.Unit.Noun())))
		c.of(noun).producers = append(c.of(noun).producers, &side{kpi: k, at: at, rate: unknown})
		return &conflict{at, fmt.Sprintf("supply is in %s, but the item is %s: say how many %s one %s gives (`amount`)",
			rate.Amount.Unit.Words(), noun, quantity.Plural(noun), rate.Amount.Unit.Noun())}
	}
	it := c.of(noun)
	it.producers = append(it.producers, &side{kpi: k, at: at, rate: rate})
	return nil
}

// need notes what a KPI uses. An entry with a conversion is a funnel, one with a share alone only sets something
// aside: neither makes a demand.
func (c *computer) need(k *model.Resource, need *model.Object, at string) *conflict {
	amount := need.Quantity("amount")
	if amount == nil && need.Quantity("conversion") != nil && need.Has("kpi") {
		return nil // a stage between two KPIs, which funnel looks at
	}
	it := c.itemOf(need)
	if it == nil {
		return nil
	}
	s := &side{kpi: k, at: at, from: need.To("kpi")}
	switch {
	case amount != nil && amount.Low != nil:
		if problem := c.demand(s, need, it.noun); problem != nil {
			return problem
		}
	case need.Quantity("conversion") != nil, need.Node.Get("amount") == nil && need.Has("share"): // a share is only summed
		s.conversion = true
	case need.Node.Get("amount") == nil && need.Node.Get("conversion") == nil:
		s.rate = network.Lacking(fmt.Sprintf("`%s` needs %s and does not say how many (`amount`)", k.Name, quantity.Plural(it.noun)))
	default:
		return nil // bad-quantity says so
	}
	it.consumers = append(it.consumers, s)
	return nil
}

// itemOf is the item an entry of `needs` names: itself, what the KPI it draws on produces, or what that KPI counts;
// nil for none.
func (c *computer) itemOf(need *model.Object) *item {
	if noun := need.Text("item"); noun != "" {
		return c.of(noun)
	}
	from := need.To("kpi")
	if from == nil {
		return nil
	}
	if noun := c.producedBy(from, need.Quantity("amount")); noun != "" {
		return c.of(noun)
	}
	t := from.Quantity("target")
	if t == nil || t.Low == nil || t.Unit.Noun() == "" {
		return nil
	}
	// nobody says that it is produced, so it is drawn from that KPI alone
	it := c.of(t.Unit.Noun() + " of " + from.Name)
	if it.noun = t.Unit.Noun(); len(it.producers) == 0 {
		it.producers = append(it.producers, &side{kpi: from, at: "target", rate: c.monthlyTotal(from)})
	}
	return it
}

// producedBy is the item of a producing KPI that an amount counts, else its only one.
func (c *computer) producedBy(from *model.Resource, amount *model.Quantity) string {
	nouns := []string{}
	if noun := from.Text("produces"); noun != "" {
		nouns = append(nouns, noun)
	}
	entries, _ := c.entries(from, "produces")
	for _, entry := range entries {
		nouns = append(nouns, entry.Text("item"))
	}
	if amount != nil && amount.Low != nil && slices.Contains(nouns, amount.Unit.Noun()) {
		return amount.Unit.Noun()
	}
	if len(nouns) == 1 {
		return nouns[0]
	}
	return ""
}

// demand works out what a consumer uses a month. What does not come out as the item is a conflict.
func (c *computer) demand(s *side, need *model.Object, noun string) *conflict {
	each := forEach(need)
	s.rate = c.monthlyTotal(s.kpi)
	if !s.rate.Known() {
		return nil
	}
	total := each.of("demand", s.rate)
	if !total.Amount.Unit.Equal(itemUnit(noun)) {
		return &conflict{s.at + "/amount", fmt.Sprintf("demand is in %s, supply in %s: `%s` does not bring %s to %s%s",
			total.Amount.Unit.Words(), itemUnit(noun).Words(), need.Quantity("amount").Text, quantity.Plural(s.rate.Amount.Unit.Noun()),
			quantity.Plural(noun), misspeltNoun(noun, total.Amount.Unit.Noun()))}
	}
	s.rate, s.each = total, c.onePerson(s.kpi, each)
	return nil
}

// use is how much of an item one unit of a KPI needs, and how often that serves again.
type use struct{ amount, reuse *network.Node }

// forEach reads an entry of `needs` that says an amount.
func forEach(need *model.Object) use {
	u := use{amount: network.Written("for each unit", need.Quantity("amount"))}
	if reuse := need.Quantity("reuse"); reuse != nil && reuse.Low != nil {
		u.reuse = network.Written("used so often", reuse).In(quantity.Unit{})
	}
	return u
}

// of is what a rate needs, written as one line: rate × amount ÷ reuse.
func (u use) of(label string, rate *network.Node) *network.Node {
	total := network.Times(label, rate, u.amount)
	if u.reuse == nil {
		return total
	}
	return network.Over(label, total, u.reuse)
}

// each is amount ÷ reuse.
func (u use) each() *network.Node {
	if u.reuse == nil {
		return u.amount
	}
	return network.Over("for each unit", u.amount, u.reuse)
}

// misspeltNoun is a hint where two nouns that should be one are nearly that.
func misspeltNoun(a, b string) string {
	if _, near := quantity.NearestNoun(a, []string{b}); !near {
		return ""
	}
	return fmt.Sprintf("; are `%s` and `%s` the same, spelt differently?", a, b)
}

// onePerson is what one person uses a month, for a target per person.
func (c *computer) onePerson(k *model.Resource, each use) *network.Node {
	t := c.target(k)
	if !t.Known() || t.Amount.Unit.Scope() != "person" {
		return nil
	}
	month := c.bring(k, t, "person", "month")
	if !month.Known() {
		return nil
	}
	return network.Times("of one person", month, each.each())
}

// view shows an item to rules.
func (it *item) view(c *computer) *model.Object {
	o := &model.Object{}
	o.Set("item", it.noun)
	o.Set("plural", quantity.Plural(it.noun))
	o.Set("producers", sides(it.producers))
	o.Set("consumers", sides(it.consumers))
	supply, demand := total(it.producers), total(it.consumers)
	set(o, "supply", supply)
	set(o, "demand", demand)
	if len(it.producers) == 0 {
		if nearest, ok := quantity.NearestNoun(it.noun, c.produced()); ok {
			o.Set("nearest", nearest)
		}
	}
	if market := c.marketOf(it.noun); market != "" {
		o.Set("market", market)
	}
	if largest := it.largest(); largest != nil {
		o.Set("largest", largest.kpi.Name)
		it.shortage(o, largest, supply, demand)
	}
	if len(it.producers) > 1 {
		o.Set("draws", it.draws(c))
	}
	return o
}

// marketOf is the market whose unit an item is, "" for none: a supply that nobody produces.
func (c *computer) marketOf(noun string) string {
	return c.marketBy[noun]
}

// draws are the suppliers that some draw on alone, each as an item of its own: enough of all is not enough of one.
func (it *item) draws(c *computer) model.List {
	list := model.List{}
	drawing := map[*model.Resource][]*side{}
	for _, s := range it.consumers {
		if s.from != nil {
			drawing[s.from] = append(drawing[s.from], s)
		}
	}
	for _, p := range it.producers {
		one := &item{noun: it.noun, producers: []*side{p}, consumers: drawing[p.kpi]}
		if len(one.consumers) > 0 {
			list = append(list, one.view(c))
		}
	}
	return list
}

// produced lists the items that somebody makes.
func (c *computer) produced() []string {
	if c.made == nil {
		c.made = []string{}
		for _, it := range c.item {
			if len(it.producers) > 0 {
				c.made = append(c.made, it.noun)
			}
		}
		slices.Sort(c.made)
		c.made = slices.Compact(c.made)
	}
	return c.made
}

func sides(all []*side) model.List {
	list := model.List{}
	for _, s := range all {
		o := &model.Object{}
		o.Set("kpi", s.kpi.Name)
		o.Set("at", s.at)
		o.Set("conversion", s.conversion)
		set(o, "rate", s.rate)
		set(o, "perPerson", s.each)
		list = append(list, o)
	}
	return list
}

// total adds up what is known; what is missing is carried along. Nil when there is nobody.
func total(all []*side) *network.Node {
	var parts []*network.Node
	var missing []string
	for _, s := range all {
		switch {
		case s.conversion:
		case s.rate.Known():
			parts = append(parts, s.rate)
		default:
			missing = append(missing, s.rate.Missing...)
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

// supplied is what all producers make a month, as the facts of those who draw on it show it.
func (it *item) supplied() *network.Node {
	if !it.known {
		it.known, it.supply = true, total(it.producers).Cut(maxShared)
	}
	return it.supply
}

// largest is the consumer that uses most; the first by name among equals.
func (it *item) largest() *side {
	var best *side
	for _, s := range it.consumers {
		if s.conversion || !s.rate.Known() {
			continue
		}
		if best == nil || s.rate.Amount.High.Cmp(best.rate.Amount.High) > 0 ||
			s.rate.Amount.High.Cmp(best.rate.Amount.High) == 0 && s.kpi.Name < best.kpi.Name {
			best = s
		}
	}
	return best
}

// shortage adds what is lacking, and the target of the largest consumer at which it would not be.
func (it *item) shortage(o *model.Object, largest *side, supply, demand *network.Node) {
	if !supply.Known() || !demand.Valued() {
		return
	}
	short := network.Minus("shortage", demand.Named(), supply.Named())
	if short == nil || short.Amount.High.Sign() <= 0 {
		return
	}
	short = short.NotBelowZero() // for some values there is none
	set(o, "short", short)
	if demand.Amount.Low.Sign() > 0 {
		set(o, "shortShare", shortShare(short, supply, demand))
	}
	set(o, "holdsAt", it.holdsAt(largest, supply, demand))
}

// hundredths rounds down to what a message shows, so that what it advises really fits.
func hundredths(r *big.Rat) *big.Rat {
	return new(big.Rat).SetFrac(floorRat(new(big.Rat).Mul(r, big.NewRat(100, 1))), big.NewInt(100))
}

// shortShare is 1 − supply ÷ demand in percent, from the best to the worst case of ranges.
func shortShare(short, supply, demand *network.Node) *network.Node {
	lacking := func(supply, demand *big.Rat) *big.Rat {
		share := new(big.Rat).Quo(supply, demand)
		if share.Sub(big.NewRat(1, 1), share); share.Sign() < 0 {
			return new(big.Rat)
		}
		return share
	}
	share := func(of []quantity.Amount) (quantity.Amount, bool) {
		demand, supply := of[1], of[2]
		if demand.Low.Sign() <= 0 {
			return quantity.Amount{}, false
		}
		return quantity.Amount{Low: lacking(supply.High, demand.Low), High: lacking(supply.Low, demand.High)}, true
	}
	return network.ByAlso("share", "÷", share, []*network.Node{short.Named(), demand.Named()}, supply).Hundredfold().In(percentUnit)
}

// holdsAt scales the target of the largest consumer down to what the others leave of the supply: exact where nothing
// is a range.
func (it *item) holdsAt(largest *side, supply, demand *network.Node) *network.Node {
	fits := func(of []quantity.Amount) (quantity.Amount, bool) {
		supply, demand, rate, target := of[0], of[1], of[2], of[3]
		if supply.IsRange() || demand.IsRange() {
			return quantity.Amount{}, false
		}
		left := new(big.Rat).Sub(supply.Low, new(big.Rat).Sub(demand.Low, rate.Low))
		if left.Sign() <= 0 || rate.Low.Sign() == 0 {
			return quantity.Amount{}, false
		}
		scale := left.Quo(left, rate.Low)
		return quantity.Exact(hundredths(scale.Mul(target.Low, scale)), target.Unit), true
	}
	target := network.Written("target", largest.kpi.Quantity("target"))
	return network.Hidden("target that the supply allows", "", fits, supply, demand, largest.rate, target)
}
