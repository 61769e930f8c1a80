package supply

import (
	"maps"
	"slices"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// supply is what the facts of supply and demand look up.
type supply struct {
	items    map[string]*item
	made     []string // items that somebody makes, once all are known
	markets  marketIndex
	limiting map[*model.Resource][]*model.Resource // KPI → the roles that limit how much of it is open
	uncounts map[*model.Resource]*model.Resource   // role → the KPI at which its limit lacks a rate
}

// item is what one team makes and another uses, with everybody who does.
type item struct {
	noun      string
	producers []*Side
	consumers []*Side

	supply *network.Node   // what all producers make a month, shortened; see supplied
	known  bool            // supply
	flows  *throughput     // see throughput
	maker  *model.Resource // who makes most; see supplyOf
}

// newSide is a KPI's part in an item, as a field says it, with its rate a month or what is missing to know it.
func newSide(k *model.Resource, at field.Path, rate *network.Node) *Side {
	return &Side{KPI: k.Name, At: at.String(), Rate: basis.Shown(rate), Of: k}
}

// Items joins supply and demand, by noun.
func (c *Computer) Items() []*Item {
	var list []*Item
	for _, k := range c.Model.Of("KPI") {
		c.About("produces", k, func() { c.AddConflicts(k, c.produces(k)...) })
	}
	for _, k := range c.Model.Of("KPI") {
		c.About("needs", k, func() {
			for i, need := range c.Needs(k) {
				c.AddConflicts(k, c.need(k, need, field.Needs.At(i)))
			}
			c.needsUnread(k)
		})
	}
	for _, noun := range slices.Sorted(maps.Keys(c.supply.items)) {
		c.Whole("item "+noun, func() { list = append(list, c.itemFacts(c.supply.items[noun])) })
	}
	return list
}

// needsUnread makes the needs beyond the limit a demand of which nobody knows how large it is.
func (c *Computer) needsUnread(k *model.Resource) {
	unread := c.Unread(k, field.Needs)
	type draw struct {
		noun string
		from *model.Resource
	}
	seen := map[draw]bool{}
	for _, need := range unread {
		it := c.itemOf(need)
		if it == nil || need.Quantity(field.Amount) == nil || seen[draw{it.noun, need.To(field.KPI)}] {
			continue
		}
		seen[draw{it.noun, need.To(field.KPI)}] = true
		s := newSide(k, field.Needs, network.Lacking(basis.TooMany(k, field.Needs, basis.MaxEntries+len(unread))))
		s.From = need.To(field.KPI)
		it.consumers = append(it.consumers, s)
	}
}

// of is the item with a name, made where there is none yet.
func (c *Computer) of(noun string) *item {
	if c.supply.items[noun] == nil {
		c.supply.items[noun] = &item{noun: noun}
	}
	return c.supply.items[noun]
}

// Makers are the sides of those who make an item.
func (c *Computer) Makers(noun string) []*Side {
	if it := c.supply.items[noun]; it != nil {
		return it.producers
	}
	return nil
}

// itemUnit is items a month.
func itemUnit(noun string) quantity.Unit {
	return quantity.NewUnit([]string{noun}, []string{"month"})
}

// produces notes what a KPI supplies. What does not count the item it is said to produce is a conflict; where no amount
// is written, each of what it counts may be one of the item, and it is a question.
func (c *Computer) produces(k *model.Resource) []*basis.Mismatch {
	if noun := k.Text(field.Produces); noun != "" {
		rate := c.rates.MonthlyTotal(k)
		clash := c.supplies(k, noun, field.Produces, rate)
		if clash != nil {
			askWhetherEach(clash, k, noun, rate, wording.WriteItWithItsAmount(noun, eachGives(rate, noun)))
		}
		return []*basis.Mismatch{clash}
	}
	var conflicts []*basis.Mismatch
	entries, all := c.Entries(k, field.Produces)
	for i, entry := range entries {
		rate, stated := c.rates.MonthlyTotal(k), entry.IsWritten(field.Amount)
		for _, name := range []field.Path{field.Amount, field.Yield} {
			if q := entry.Quantity(name); q != nil && q.Low != nil && rate.Known() {
				rate = network.Times("supply", rate, network.Written(name.String(), q))
			}
		}
		clash := c.supplies(k, entry.Text(field.Item), field.Produces.At(i), rate)
		if clash != nil && !stated {
			askWhetherEach(clash, k, entry.Text(field.Item), rate,
				wording.AddItsAmount(eachGives(rate, entry.Text(field.Item))))
		}
		conflicts = append(conflicts, clash)
	}
	seen := map[string]bool{}
	for _, entry := range c.Unread(k, field.Produces) {
		if noun := entry.Text(field.Item); !seen[noun] {
			seen[noun] = true
			c.supplies(k, noun, field.Produces, network.Lacking(basis.TooMany(k, field.Produces, all)))
		}
	}
	return conflicts
}

// eachGives is how many of an item each of what is counted gives, if it is one.
func eachGives(rate *network.Node, noun string) string {
	return "1 " + noun + "/" + rate.Amount.Unit.Noun()
}

// askWhetherEach makes a question of what counts other things than the item that it is said to produce: each may be
// one.
func askWhetherEach(clash *basis.Mismatch, k *model.Resource, noun string, rate *network.Node, what string) {
	clash.Asks = true
	if unit := rate.Amount.Unit; unit.Currency() == "" && unit.Equal(itemUnit(unit.Noun())) {
		counted := unit.Noun()
		clash.Message = wording.CountsAndIsSaidToProduce(k.Name, quantity.Plural(counted), quantity.Plural(noun),
			counted, noun, what)
	}
}

// supplies notes that a KPI makes so many of an item a month. What does not count the item is a conflict.
func (c *Computer) supplies(k *model.Resource, noun string, at field.Path, rate *network.Node) *basis.Mismatch {
	if noun == "" {
		return nil
	}
	if rate.Known() && !rate.Amount.Unit.Equal(itemUnit(noun)) {
		unknown := network.Lacking(wording.IsSaidToProduceAnd(k.Name, quantity.Plural(noun),
			quantity.Plural(rate.Amount.Unit.Noun())))
		c.of(noun).producers = append(c.of(noun).producers, newSide(k, at, unknown))
		return &basis.Mismatch{
			At: at,
			Message: wording.SupplyIsInButThe(rate.Amount.Unit.Words(), noun, quantity.Plural(noun),
				rate.Amount.Unit.Noun()),
		}

	}
	it := c.of(noun)
	it.producers = append(it.producers, newSide(k, at, rate))
	return nil
}

// need notes what a KPI uses. An entry with a conversion is a funnel, one with a share alone only sets something
// aside: neither makes a demand.
func (c *Computer) need(k *model.Resource, need *model.Object, at field.Path) *basis.Mismatch {
	amount := need.Quantity(field.Amount)
	if amount == nil && need.Quantity(field.Conversion) != nil && need.Has(field.KPI) {
		return nil // a stage between two KPIs, which funnel looks at
	}
	it := c.itemOf(need)
	if it == nil {
		return nil
	}
	s := newSide(k, at, nil)
	s.From = need.To(field.KPI)
	switch {
	case amount != nil && amount.Low != nil:
		if problem := c.demand(s, need, at, it.noun); problem != nil {
			return problem
		}
	case need.Quantity(field.Conversion) != nil, !need.IsWritten(field.Amount) &&
		need.Has(field.Share): // a share is only summed
		s.Conversion = true
	case !need.IsWritten(field.Amount) && !need.IsWritten(field.Conversion):
		s.Rate = network.Lacking(wording.NeedsAndDoesNotSay(k.Name, quantity.Plural(it.noun)))
	default:
		return nil // bad-quantity says so
	}
	it.consumers = append(it.consumers, s)
	return nil
}

// itemOf is the item an entry of `needs` names: itself, what the KPI it draws on produces, or what that KPI counts;
// nil for none.
func (c *Computer) itemOf(need *model.Object) *item {
	if noun := need.Text(field.Item); noun != "" {
		return c.of(noun)
	}
	from := need.To(field.KPI)
	if from == nil {
		return nil
	}
	if noun := c.producedBy(from, need.Quantity(field.Amount)); noun != "" {
		return c.of(noun)
	}
	t := c.rates.AsOne(from)
	if t == nil || t.Low == nil || t.Unit.Noun() == "" {
		return nil
	}
	// nobody says that it is produced, so it is drawn from that KPI alone
	it := c.of(t.Unit.Noun() + " of " + from.Name)
	if it.noun = t.Unit.Noun(); len(it.producers) == 0 {
		it.producers = append(it.producers, newSide(from, field.Target, c.rates.MonthlyTotal(from)))
	}
	return it
}

// producedBy is the item of a producing KPI that an amount counts, else its only one.
func (c *Computer) producedBy(from *model.Resource, amount *model.Quantity) string {
	nouns := []string{}
	if noun := from.Text(field.Produces); noun != "" {
		nouns = append(nouns, noun)
	}
	entries, _ := c.Entries(from, field.Produces)
	for _, entry := range entries {
		nouns = append(nouns, entry.Text(field.Item))
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
func (c *Computer) demand(s *Side, need *model.Object, at field.Path, noun string) *basis.Mismatch {
	each := forEach(need)
	rate := c.rates.MonthlyTotal(s.Of)
	if s.Rate = basis.Shown(rate); !rate.Known() {
		return nil
	}
	total := each.of("demand", rate)
	if !total.Amount.Unit.Equal(itemUnit(noun)) {
		return &basis.Mismatch{
			At: at.To(field.Amount),
			Message: wording.DemandIsInSupplyIn(total.Amount.Unit.Words(), itemUnit(noun).Words(),
				need.Quantity(field.Amount).Text, quantity.Plural(rate.Amount.Unit.Noun()), quantity.Plural(noun),
				misspeltNoun(noun, total.Amount.Unit.Noun())),
		}

	}
	s.Rate, s.PerPerson = basis.Shown(total), basis.Shown(c.onePerson(s.Of, each))
	return nil
}

// use is how much of an item one unit of a KPI needs, and how often that serves again.
type use struct{ amount, reuse *network.Node }

// forEach reads an entry of `needs` that says an amount.
func forEach(need *model.Object) use {
	u := use{amount: network.Written(wording.ForEachUnit(), need.Quantity(field.Amount))}
	if reuse := need.Quantity(field.Reuse); reuse != nil && reuse.Low != nil {
		u.reuse = network.Written(wording.UsedSoOften(), reuse).In(quantity.Unit{})
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
	return network.Over(wording.ForEachUnit(), u.amount, u.reuse)
}

// misspeltNoun is a hint where two nouns that should be one are nearly that.
func misspeltNoun(a, b string) string {
	if _, near := quantity.NearestNoun(a, []string{b}); !near {
		return ""
	}
	return wording.AreAndTheSameSpelt(a, b)
}

// onePerson is what one person uses a month, for a target per person.
func (c *Computer) onePerson(k *model.Resource, each use) *network.Node {
	t := c.rates.Target(k)
	if !t.Known() || t.Amount.Unit.Scope() != "person" {
		return nil
	}
	month := c.rates.Bring(k, t, "person", "month")
	if !month.Known() {
		return nil
	}
	return network.Times(wording.OfOnePerson(), month, each.each())
}

// itemFacts shows an item to rules.
func (c *Computer) itemFacts(it *item) *Item {
	facts := &Item{Item: it.noun, Plural: quantity.Plural(it.noun), Producers: it.producers, Consumers: it.consumers,
		Market: c.marketOf(it.noun)}
	if len(it.producers) == 0 {
		if nearest, ok := quantity.NearestNoun(it.noun, c.produced()); ok {
			facts.Nearest = nearest
		}
	}
	if len(it.producers) > 1 {
		facts.Draws = c.draws(it)
	}
	facts.balance(nil)
	return facts
}

// draws are the suppliers that some draw on alone, each as an item of its own: enough of all is not enough of one.
func (c *Computer) draws(it *item) []*Item {
	list := []*Item{}
	drawing := map[*model.Resource][]*Side{}
	for _, s := range it.consumers {
		if s.From != nil {
			drawing[s.From] = append(drawing[s.From], s)
		}
	}
	for _, p := range it.producers {
		if consumers := drawing[p.Of]; len(consumers) > 0 {
			list = append(list, c.itemFacts(&item{noun: it.noun, producers: []*Side{p}, consumers: consumers}))
		}
	}
	return list
}

// produced lists the items that somebody makes.
func (c *Computer) produced() []string {
	if c.supply.made == nil {
		made := []string{}
		for _, it := range c.supply.items {
			if len(it.producers) > 0 {
				made = append(made, it.noun)
			}
		}
		slices.Sort(made)
		c.supply.made = slices.Compact(made)
	}
	return c.supply.made
}

// supplied is what all producers make a month, as the facts of those who draw on it show it.
func (it *item) supplied() *network.Node {
	if !it.known {
		it.known, it.supply = true, total(it.producers).Cut(basis.MaxShared)
	}
	return it.supply
}
