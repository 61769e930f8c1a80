package impact

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// pool is an item with everybody who makes and uses it, by the month.
type pool struct {
	node      *node
	plural    string
	market    string // whose unit the item is, "" for none
	producers []*share
	consumers []*share
	groups    map[*node]*group // of consumers, by the producer they draw on; nil for any
	makers    map[*node]*share // the producers, by their nodes
	left      *Slack           // worked out once
}

// group are those consumers of a pool who share one supply.
type group struct {
	size   int
	demand span
	lacks  []string
}

// share is one KPI's part in a pool.
type share struct {
	node *node
	from *node // of a consumer: the one producer it draws on, nil for any
	rate *network.Node
}

// addItems makes a node of each item, with edges from those who make it and to those who use it.
func (g *graph) addItems() {
	listed := map[string]bool{} // consumer and field
	for _, it := range g.f.Items {
		g.addItem(it, listed)
	}
	for _, k := range g.m.Of("KPI") {
		for i, need := range k.Objects("needs") {
			if at := fmt.Sprintf("needs/%d", i); need.Node.Get("amount") != nil && !listed[k.Name+" "+at] {
				g.unconverted(k, need, at)
			}
		}
	}
}

func (g *graph) addItem(it *facts.Item, listed map[string]bool) {
	p := &pool{plural: it.Plural, market: it.Market}
	p.producers = g.shares(it.Producers)
	p.node = g.add(&node{kind: Item, name: itemName(it, p), title: it.Plural, pool: p})
	for _, s := range p.producers {
		g.link(&edge{from: s.node, to: p.node, kind: "supply", at: placeOf(s.node.r, "produces"), hit: p.supplied, needs: func() *state { return p.makes(s) }})
	}
	for _, o := range it.Consumers {
		listed[o.KPI+" "+o.At] = true
		if o.Conversion {
			continue // a funnel, which makes no demand
		}
		s := g.shares([]*facts.Side{o})[0]
		s.from = g.drawn(s.node.r, o.At)
		p.consumers = append(p.consumers, s)
		g.link(&edge{from: p.node, to: s.node, kind: "demand", at: placeOf(s.node.r, o.At),
			hit: func(pass *pass) *state { return p.served(pass, s) }, needs: func() *state { return p.demanded(s) }})
	}
	if len(p.producers) > 0 {
		p.node.at = placeOf(p.producers[0].node.r, "produces")
	} else if len(p.consumers) > 0 {
		p.node.lacks = []string{"no KPI produces " + p.plural}
	}
	if len(missing(p.producers)) == 0 && len(p.producers) > 0 {
		p.node.asked = p.amount(rates(p.producers))
	}
}

// itemName is the noun; what is drawn from one KPI that nobody says produces it is that KPI's own.
func itemName(it *facts.Item, p *pool) string {
	if made := it.Producers; len(made) == 1 && made[0].At == "target" {
		return p.plural + " of " + made[0].KPI
	}
	return p.plural
}

func (g *graph) shares(sides []*facts.Side) []*share {
	var all []*share
	for _, o := range sides {
		all = append(all, &share{node: g.kpi[g.m.Find("KPI", o.KPI)], rate: o.Rate})
	}
	return all
}

// drawn is the one supplier that an entry of `needs` names.
func (g *graph) drawn(k *model.Resource, at string) *node {
	i, err := strconv.Atoi(strings.TrimPrefix(at, "needs/"))
	if needs := g.needsOf(k); err == nil && i < len(needs) {
		return g.kpi[needs[i].To("kpi")]
	}
	return nil
}

// unconverted is the edge of a need whose amount does not come out as the item: it cannot be told what it takes.
func (g *graph) unconverted(k *model.Resource, need *model.Object, at string) {
	from := g.kpi[need.To("kpi")]
	if from == nil {
		from = g.byKey[Item+" "+quantity.Plural(need.Text("item"))]
	}
	if from == nil {
		return // nobody supplies it
	}
	why := fmt.Sprintf("the amount that `%s` needs of `%s` cannot be brought to a month", k.Name, from.name)
	for _, c := range g.conflictsOf(k) {
		if strings.HasPrefix(c.At+"/", at+"/") {
			why = c.Message
		}
	}
	g.link(&edge{from: from, to: g.kpi[k], kind: "demand", at: placeOf(k, at),
		hit: func(*pass) *state { return unknown(why) }, needs: func() *state { return unknown(why) }})
}

// conflictsOf are the pairs of units of a KPI that do not fit.
func (g *graph) conflictsOf(k *model.Resource) []*facts.Conflict {
	if g.conflicts == nil {
		g.conflicts = map[string][]*facts.Conflict{}
		for _, c := range g.f.Conflicts {
			g.conflicts[c.Resource] = append(g.conflicts[c.Resource], c)
		}
	}
	return g.conflicts[k.Name]
}

// group finds those with whom a consumer shares: where an item has one producer all of them, else those who draw on the same.
func (pl *pool) group(from *node) *group {
	if pl.groups == nil {
		pl.groups = map[*node]*group{}
		for _, c := range pl.consumers {
			pl.join(pl.drawsOn(c.from), c)
		}
	}
	if g := pl.groups[pl.drawsOn(from)]; g != nil {
		return g
	}
	return &group{demand: span{new(big.Rat), new(big.Rat)}}
}

// drawsOn is the producer a consumer is bound to, nil where there is no other.
func (pl *pool) drawsOn(from *node) *node {
	if len(pl.producers) < 2 {
		return nil
	}
	return from
}

func (pl *pool) join(from *node, c *share) {
	g := pl.groups[from]
	if g == nil {
		g = &group{demand: span{new(big.Rat), new(big.Rat)}}
		pl.groups[from] = g
	}
	g.size++
	if g.lacks = append(g.lacks, missing([]*share{c})...); c.rate.Known() {
		g.demand = sum(g.demand, spanOf(c.rate.Amount))
	}
}

// missing says which rates of a pool are not known.
func missing(all []*share) []string {
	var lacks []string
	for _, s := range all {
		if !s.rate.Known() {
			lacks = append(lacks, lacksOf(s.rate, "`"+s.node.name+"` has no rate a month")...)
		}
	}
	return lacks
}

// rates adds up what is known to be made or used a month.
func rates(all []*share) span {
	total := span{new(big.Rat), new(big.Rat)}
	for _, s := range all {
		total = sum(total, spanOf(s.rate.Amount))
	}
	return total
}

// made is what one producer still makes a month.
func (s *share) made(p *pass) (span, []string) {
	left, lacks := p.left(s.node)
	if len(lacks) > 0 {
		return span{}, lacks
	}
	return spanOf(ends(s.rate.Amount, left)), nil
}

// supply is what all producers still make a month.
func (pl *pool) supply(p *pass, producers []*share) (span, []string) {
	if lacks := missing(producers); len(lacks) > 0 {
		return span{}, lacks
	}
	total := span{new(big.Rat), new(big.Rat)}
	for _, s := range producers {
		made, lacks := s.made(p)
		if len(lacks) > 0 {
			return span{}, lacks
		}
		total = sum(total, made)
	}
	return total, nil
}

// supplied is the state of the item itself, the same by each of its producers.
func (pl *pool) supplied(p *pass) *state {
	if p.pooled[pl] == nil {
		p.pooled[pl] = pl.state(p)
	}
	s := *p.pooled[pl]
	return &s
}

// state compares what is made with what all need.
func (pl *pool) state(p *pass) *state {
	supply, lacks := pl.supply(p, pl.producers)
	if lacks = append(lacks, missing(pl.consumers)...); len(lacks) > 0 {
		return unknown(lacks...)
	}
	demand := rates(pl.consumers)
	s := &state{met: enough(supply, demand), value: pl.amount(supply)}
	if r := ratio(supply, demand); len(pl.consumers) > 0 {
		s.share = &r
	} else {
		s.share = &whole
	}
	s.sum, s.balance = pl.sum(supply, demand), bare(supply)+" supplied, "+covers(supply, demand)
	return s
}

func (pl *pool) amount(of span) *quantity.Amount {
	return &quantity.Amount{Low: of.low, High: of.high, Unit: pl.unit()}
}

func (pl *pool) unit() quantity.Unit {
	for _, s := range slices.Concat(pl.producers, pl.consumers) {
		if s.rate.Known() {
			return s.rate.Amount.Unit
		}
	}
	return quantity.Unit{}
}

func (pl *pool) sum(supply, demand span) string {
	if len(pl.consumers) == 0 {
		return fmt.Sprintf("%s of %s a month supplied", bare(supply), bare(rates(pl.producers)))
	}
	return fmt.Sprintf("%s a month supplied, %s needed: %s", bare(supply), bare(demand), covers(supply, demand))
}

// served is what an item leaves of one consumer. Where an item has one producer, all share what there is in proportion to what they need.
// Where it has several, those who draw on one of them alone have what that one makes, and the others share the rest.
func (pl *pool) served(p *pass, c *share) *state {
	supply, lacks := pl.forGroup(p, c.from)
	sharing := pl.group(c.from)
	if lacks = append(lacks, sharing.lacks...); len(lacks) > 0 {
		return unknown(lacks...)
	}
	if c.node.asked == nil || c.node.asked.Low.Sign() <= 0 {
		return unknown(lackOr(c.node)...)
	}
	return pl.part(c, supply, sharing)
}

// forGroup is what there is for those who draw on one producer, or on any.
func (pl *pool) forGroup(p *pass, from *node) (span, []string) {
	if len(pl.producers) < 2 {
		return pl.supply(p, pl.producers)
	}
	if from == nil {
		return p.once(pl, func() (span, []string) { return pl.rest(p) })
	}
	if s := pl.maker(from); s != nil {
		return pl.supply(p, []*share{s})
	}
	return span{}, []string{"`" + from.name + "` does not produce " + pl.plural}
}

// maker is the first part that a node has in the supply, nil for none.
func (pl *pool) maker(n *node) *share {
	if pl.makers == nil {
		pl.makers = map[*node]*share{}
		for _, s := range pl.producers {
			if pl.makers[s.node] == nil {
				pl.makers[s.node] = s
			}
		}
	}
	return pl.makers[n]
}

func lackOr(n *node) []string {
	if len(n.lacks) > 0 {
		return n.lacks
	}
	return []string{"`" + n.name + "` asks for no number above zero"}
}

// rest is what those who draw on one producer leave of what all make.
func (pl *pool) rest(p *pass) (span, []string) {
	total := span{new(big.Rat), new(big.Rat)}
	for _, s := range pl.producers {
		made, lacks := s.made(p)
		drawn := pl.group(s.node)
		if lacks = append(lacks, drawn.lacks...); len(lacks) > 0 {
			return span{}, lacks
		}
		total = sum(total, span{above(made.low, drawn.demand.high), above(made.high, drawn.demand.low)})
	}
	return total, nil
}

// above is a − b, at least 0.
func above(a, b *big.Rat) *big.Rat {
	d := new(big.Rat).Sub(a, b)
	if d.Sign() < 0 {
		return new(big.Rat)
	}
	return d
}

// part gives a consumer its part of a supply that it shares with others, in proportion to what each needs.
func (pl *pool) part(c *share, supply span, sharing *group) *state {
	own, asked := spanOf(c.rate.Amount), *c.node.asked
	rest := span{new(big.Rat).Sub(sharing.demand.low, own.low), new(big.Rat).Sub(sharing.demand.high, own.high)}
	// its own number stands on both sides of the division, so each end of it is divided by itself
	least := part(supply.low, new(big.Rat).Add(rest.high, scaled(own.high, asked.Low, asked.High)))
	best := part(supply.high, new(big.Rat).Add(rest.low, scaled(own.low, asked.High, asked.Low)))
	has := span{new(big.Rat).Mul(own.low, least), new(big.Rat).Mul(own.high, best)}
	s := reaches(c.node, ends(asked, span{least, best}), ratio(supply, sharing.demand), "")
	s.sum = pl.partSum(s, asked, has, own, sharing.size > 1)
	return s
}

// scaled is r × a ÷ b.
func scaled(r, a, b *big.Rat) *big.Rat {
	return new(big.Rat).Quo(new(big.Rat).Mul(r, a), b)
}

func (pl *pool) partSum(s *state, asked quantity.Amount, has, own span, shared bool) string {
	if s.met == quantity.Holds {
		return fmt.Sprintf("has the %s %s a month it needs", bare(own), pl.plural)
	}
	among := ""
	if shared {
		among = ", shared in proportion to what each needs"
	}
	words := fmt.Sprintf("%s of %s %s a month (%s%s)", bare(has), bare(own), pl.plural, s.share.percent(), among)
	if bare(own) == bare(spanOf(asked)) {
		return words
	}
	return words + ": " + becomes(asked, *s.value, *s.share)
}

// demanded is what a consumer needs of an item, and whether there is enough for all.
func (pl *pool) demanded(c *share) *state {
	if !c.rate.Known() {
		return unknown(lacksOf(c.rate, "`"+c.node.name+"` has no rate a month")...)
	}
	s := &state{value: &c.rate.Amount, sum: c.rate.Sum() + " needed"}
	if len(pl.producers) == 0 {
		s.missing = []string{"no KPI produces " + pl.plural}
		return s
	}
	supply, lacks := pl.forGroup(&pass{}, c.from)
	sharing := pl.group(c.from)
	if s.missing = append(lacks, sharing.lacks...); len(s.missing) > 0 {
		return s
	}
	s.met = enough(supply, sharing.demand)
	if sharing.size > 1 {
		s.sum += fmt.Sprintf(", %s by all", bare(sharing.demand))
	}
	s.sum += fmt.Sprintf("; %s supplied: %s", bare(supply), covers(supply, sharing.demand))
	return s
}

// makes is what one producer supplies of an item.
func (pl *pool) makes(s *share) *state {
	if !s.rate.Known() {
		return unknown(lacksOf(s.rate, "`"+s.node.name+"` has no rate a month")...)
	}
	return &state{value: &s.rate.Amount, sum: s.rate.Sum() + " supplied", met: quantity.Holds}
}
