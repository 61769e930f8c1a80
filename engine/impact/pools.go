package impact

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/supply"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// pool is an item with everybody who makes and uses it, by the month.
type pool struct {
	node      *node
	needed    *network.Node // by all consumers, as the facts of the item say; nil where that is not known
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
	rates  []*network.Node
	demand *network.Node // their sum, made once
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
		for i, need := range k.Objects(field.Needs) {
			if at := field.Needs.At(i); need.NodeOf(field.Amount) != nil && !listed[k.Name+" "+at.String()] {
				g.unconverted(k, need, at)
			}
		}
	}
}

func (g *graph) addItem(it *supply.Item, listed map[string]bool) {
	p := &pool{plural: it.Plural, market: it.Market}
	p.producers = g.shares(it.Producers)
	p.node = g.add(&node{kind: Item, name: itemName(it, p), title: it.Plural, pool: p})
	for _, s := range p.producers {
		g.link(&edge{from: s.node, to: p.node, kind: "supply", at: s.node.r.Location(field.Produces), hit: p.supplied,
			needs: func() *state { return p.makes(s) }})
	}
	for _, o := range it.Consumers {
		listed[o.KPI+" "+o.At] = true
		if o.Conversion {
			continue // a funnel, which makes no demand
		}
		s := g.shares([]*supply.Side{o})[0]
		s.from = g.drawn(s.node.r, o.At)
		p.consumers = append(p.consumers, s)
		g.link(&edge{from: p.node, to: s.node, kind: "demand", at: s.node.r.LocationAt(o.At),
			hit: func(v *weave) *relation { return p.served(v, s) }, needs: func() *state { return p.demanded(s) }})
	}
	if len(p.producers) > 0 {
		p.node.at = p.producers[0].node.r.Location(field.Produces)
	} else if len(p.consumers) > 0 {
		p.node.lacks = []string{wording.NoKPIProduces(p.plural)}
	}
	if len(missing(p.producers)) == 0 && len(p.producers) > 0 {
		p.node.asked = it.Supply
	}
	if len(missing(p.consumers)) == 0 && len(p.consumers) > 0 {
		p.needed = it.Demand
	}
}

// itemName is the noun; what is drawn from one KPI that nobody says produces it is that KPI's own.
func itemName(it *supply.Item, p *pool) string {
	if made := it.Producers; len(made) == 1 && made[0].At == field.Target.String() {
		return p.plural + " of " + made[0].KPI
	}
	return p.plural
}

func (g *graph) shares(sides []*supply.Side) []*share {
	var all []*share
	for _, o := range sides {
		all = append(all, &share{node: g.kpi[g.m.Find("KPI", o.KPI)], rate: o.Rate})
	}
	return all
}

// drawn is the one supplier that an entry of `needs` names.
func (g *graph) drawn(k *model.Resource, at string) *node {
	i, err := strconv.Atoi(strings.TrimPrefix(at, field.Needs.String()+"/"))
	if needs := g.needsOf(k); err == nil && i < len(needs) {
		return g.kpi[needs[i].To(field.KPI)]
	}
	return nil
}

// unconverted is the edge of a need whose amount does not come out as the item: it cannot be told what it takes.
func (g *graph) unconverted(k *model.Resource, need *model.Object, at field.Path) {
	from := g.kpi[need.To(field.KPI)]
	if from == nil {
		from = g.byKey[Item+" "+quantity.Plural(need.Text(field.Item))]
	}
	if from == nil {
		return // nobody supplies it
	}
	why := wording.TheAmountThatNeedsOf(k.Name, from.name)
	for _, c := range g.conflictsOf(k) {
		if strings.HasPrefix(c.At+"/", at.String()+"/") {
			why = c.Message
		}
	}
	g.link(&edge{from: from, to: g.kpi[k], kind: "demand", at: k.Location(at),
		hit: func(*weave) *relation { return lacking(why) }, needs: func() *state { return unknown(why) }})
}

// conflictsOf are the pairs of units of a KPI that do not fit.
func (g *graph) conflictsOf(k *model.Resource) []*basis.Conflict {
	if g.conflicts == nil {
		g.conflicts = map[string][]*basis.Conflict{}
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
	return &group{}
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
		g = &group{}
		pl.groups[from] = g
	}
	g.size++
	if g.lacks = append(g.lacks, missing([]*share{c})...); c.rate.Known() {
		g.rates = append(g.rates, c.rate)
	}
}

// demandOf is what a group needs together; nil for nothing.
func (pl *pool) demandOf(g *group) *network.Node {
	switch {
	case len(g.rates) == 0:
		return nil
	case g.demand == nil && pl.needed != nil && g.size == len(pl.consumers):
		g.demand = pl.needed
	case g.demand == nil:
		g.demand = network.Plus("needed", g.rates...)
	}
	return g.demand
}

// missing says which rates of a pool are not known.
func missing(all []*share) []string {
	var lacks []string
	for _, s := range all {
		if !s.rate.Known() {
			lacks = append(lacks, lacksOf(s.rate, wording.HasNoRateAMonth(s.node.name))...)
		}
	}
	return lacks
}

// made is what one producer still makes a month.
func (s *share) made(v *weave) amount {
	if !s.rate.Known() {
		return amount{lacks: missing([]*share{s})}
	}
	left, lacks := v.left(s.node)
	if len(lacks) > 0 {
		return amount{lacks: lacks}
	}
	return amount{Node: scaled(s.rate, left)}
}

// supply is what all producers still make a month.
func (pl *pool) supply(v *weave) amount {
	if known, ok := v.supplies[pl]; ok {
		return known
	}
	s := pl.makesNow(v)
	v.supplies[pl] = s
	return s
}

func (pl *pool) makesNow(v *weave) amount {
	if lacks := missing(pl.producers); len(lacks) > 0 {
		return amount{lacks: lacks}
	}
	var made []*network.Node
	less := false
	for _, s := range pl.producers {
		m := s.made(v)
		if len(m.lacks) > 0 {
			return m
		}
		less = less || m.Node != s.rate
		made = append(made, m.Node)
	}
	if !less && pl.node != nil && pl.node.asked != nil {
		return amount{Node: pl.node.asked}
	}
	return amount{Node: network.Plus("supplied", made...)}
}

// supplied is the state of the item itself, the same by each of its producers.
func (pl *pool) supplied(v *weave) *relation {
	return v.same(pl, func() *relation { return pl.compared(v) })
}

// compared compares what is made with what all need.
func (pl *pool) compared(v *weave) *relation {
	supply := pl.supply(v)
	if lacks := append(slices.Clone(supply.lacks), missing(pl.consumers)...); len(lacks) > 0 {
		return lacking(lacks...)
	}
	r := &relation{value: supply.Node, left: over(supply.Node, pl.node.asked), share: wholly}
	if len(pl.consumers) == 0 {
		r.say = func(p *pass, s *state) {
			s.sum = wording.OfAMonthSupplied(bare(s.value), bare(pl.node.asked))
			s.balance = wording.JustEnoughSupplied(bare(s.value), wording.JustEnough())
			if s.value.Amount.High.Sign() > 0 {
				s.balance = wording.SuppliedToSpare(bare(s.value))
			}
		}
		return r
	}
	demand := pl.demand()
	r.share = network.Part("share", supply.Node, demand)
	r.say = func(p *pass, s *state) {
		words := covers(s.value, demand)
		s.sum = wording.AMonthSuppliedNeeded(bare(s.value), bare(demand), words)
		s.balance = bare(s.value) + " supplied, " + words
	}
	return r
}

// demand is what all consumers need.
func (pl *pool) demand() *network.Node {
	if pl.needed == nil {
		pl.needed = network.Plus("needed", ratesOf(pl.consumers)...)
	}
	return pl.needed
}

func ratesOf(all []*share) []*network.Node {
	var nodes []*network.Node
	for _, s := range all {
		nodes = append(nodes, s.rate)
	}
	return nodes
}

// served is what an item leaves of one consumer. Where an item has one producer, all share what there is in proportion to what they need.
// Where it has several, those who draw on one of them alone have what that one makes, and the others share the rest.
func (pl *pool) served(v *weave, c *share) *relation {
	supply, sharing := pl.forGroup(v, c.from), pl.group(c.from)
	if lacks := append(slices.Clone(supply.lacks), sharing.lacks...); len(lacks) > 0 {
		return lacking(lacks...)
	}
	return pl.part(c, supply.Node, sharing)
}

// forGroup is what there is for those who draw on one producer, or on any.
func (pl *pool) forGroup(v *weave, from *node) amount {
	switch {
	case len(pl.producers) < 2:
		return pl.supply(v)
	case from == nil:
		return pl.rest(v)
	}
	if s := pl.maker(from); s != nil {
		return s.made(v)
	}
	return amount{lacks: []string{wording.DoesNotProduce(from.name, pl.plural)}}
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
	return []string{wording.AsksForNoNumberAbove(n.name)}
}

// rest is what those who draw on one producer leave of what all make.
func (pl *pool) rest(v *weave) amount {
	if known, ok := v.rests[pl]; ok {
		return known
	}
	r := pl.restNow(v)
	v.rests[pl] = r
	return r
}

func (pl *pool) restNow(v *weave) amount {
	if len(pl.groups) == 1 && pl.groups[nil] != nil {
		return pl.supply(v)
	}
	var parts []*network.Node
	for _, s := range pl.producers {
		made, drawn := s.made(v), pl.group(s.node)
		if lacks := append(slices.Clone(made.lacks), drawn.lacks...); len(lacks) > 0 {
			return amount{lacks: lacks}
		}
		if demand := pl.demandOf(drawn); demand != nil {
			made.Node = network.Minus(wording.LeftForTheOthers(), made.Node, demand).NotBelowZero()
		}
		parts = append(parts, made.Node)
	}
	return amount{Node: network.Plus(wording.LeftForTheOthers(), parts...)}
}

// part gives a consumer its part of a supply that it shares with others, in proportion to what each needs.
func (pl *pool) part(c *share, supply *network.Node, sharing *group) *relation {
	if !c.node.aboveZero() {
		return lacking(lackOr(c.node)...)
	}
	share := network.Part("share", supply, pl.demandOf(sharing))
	has := scaled(c.rate, share)
	return reaches(c.node, share, func(p *pass, s *state) { s.sum = pl.partSum(s, c, p.at(has), sharing.size > 1) })
}

func (pl *pool) partSum(s *state, c *share, has *network.Node, shared bool) string {
	if s.met == quantity.Holds {
		return wording.HasTheAMonthIt(bare(c.rate), pl.plural)
	}
	among := ""
	if shared {
		among = wording.SharedInProportionToWhat()
	}
	words := fmt.Sprintf("%s of %s %s a month (%s%s)", bare(has), bare(c.rate), pl.plural, inPercent(s.share), among)
	if bare(c.rate) == bare(c.node.asked) {
		return words
	}
	return words + ": " + becomes(c.node.asked, s.value, s.share)
}

// demanded is what a consumer needs of an item, and whether there is enough for all.
func (pl *pool) demanded(c *share) *state {
	if !c.rate.Known() {
		return unknown(lacksOf(c.rate, wording.HasNoRateAMonth(c.node.name))...)
	}
	s := &state{value: c.rate, sum: c.rate.Sum() + " needed"}
	if len(pl.producers) == 0 {
		s.missing = []string{wording.NoKPIProduces(pl.plural)}
		return s
	}
	supply, sharing := pl.forGroup(newWeave(), c.from), pl.group(c.from)
	if s.missing = append(slices.Clone(supply.lacks), sharing.lacks...); len(s.missing) > 0 {
		return s
	}
	demand := pl.demandOf(sharing)
	s.met = enough(supply.Node, demand)
	if sharing.size > 1 {
		s.sum += wording.ByAll(bare(demand))
	}
	s.sum += fmt.Sprintf("; %s supplied: %s", bare(supply.Node), covers(supply.Node, demand))
	return s
}

// makes is what one producer supplies of an item.
func (pl *pool) makes(s *share) *state {
	if !s.rate.Known() {
		return unknown(lacksOf(s.rate, wording.HasNoRateAMonth(s.node.name))...)
	}
	return &state{value: s.rate, sum: s.rate.Sum() + " supplied", met: quantity.Holds}
}
