// Package impact follows a missed number through the organisation: which other numbers and objectives can no longer be met, by how much
// and along which path; the other way, what a number needs from whom; and on which numbers most others depend. It reads the model and its
// facts, and knows no output format.
package impact

import (
	"context"

	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/goals"
	"github.com/kpilint/kpilint/engine/facts/rates"
	"github.com/kpilint/kpilint/engine/facts/supply"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// The kinds of nodes. Those that are kinds of definitions have their names.
const (
	KPI       = "KPI"
	Service   = "Service"
	Item      = "Item"
	Market    = "Market"
	KeyResult = "KeyResult"
	Objective = "Objective"
	CashPlan  = "CashPlan"
	People    = "People"
	Time      = "Time"
	Money     = "Money"
)

// graph is the organisation as numbers and the ways in which they lean on each other.
type graph struct {
	m     *model.Model
	f     *facts.Facts
	nodes []*node
	byKey map[string]*node
	kpi   map[*model.Resource]*node
	goal  map[*model.Resource]*node // of objectives
	needs map[*model.Resource][]*model.Object

	result map[*model.Object]*node // of key results
	rates  *rates.Computer
	terms  *goals.Graph // which KPIs the formula of another names

	conflicts map[string][]*basis.Conflict // by the name of the definition
	markets   map[string]*supply.Market
}

// node is something that can be missed.
type node struct {
	kind, name  string
	title       string
	team, owner string
	at          source.Location
	r           *model.Resource
	asked       *network.Node // the number to reach, nil where there is none
	inherited   bool          // a key result that says no number of its own asks for its KPI's
	lower       bool          // the number should fall
	lacks       []string      // why there is no number
	month       *network.Node // of a KPI: the target of its team in a month; nil for none
	pool        *pool         // of an item
	parts       *parts        // of a key result: the sum that it is a part of; nil for none
	in, out     []*edge
}

// edge says that one number depends on another: to is hit when from is missed.
type edge struct {
	from, to *node
	kind     string
	at       source.Location
	whole    bool                     // to is a part of what from counts
	hit      func(v *weave) *relation // what is left of to, by this edge alone
	needs    func() *state            // what to needs of from, as planned
}

// build makes the graph of a model, or a part of it when the context ends.
func build(ctx context.Context, o *view.Organisation) *graph {
	m := o.Model
	g := &graph{m: m, f: o.Facts, byKey: map[string]*node{}, kpi: map[*model.Resource]*node{},
		goal:  map[*model.Resource]*node{},
		needs: map[*model.Resource][]*model.Object{}, markets: map[string]*supply.Market{},
		result: map[*model.Object]*node{}, rates: facts.Rates(m), terms: goals.NewGraph(m)}
	for _, k := range m.Of("KPI") {
		g.kpi[k] = g.addKPI(k)
		for _, drawn := range g.f.Drawn(k) {
			g.markets[drawn.Market] = drawn
		}
	}
	for _, s := range m.Of("Service") {
		g.addService(s)
	}
	g.addItems()
	g.addMarkets()
	for _, k := range m.Of("KPI") {
		if ctx.Err() != nil {
			return g
		}
		g.addFunnel(k)
		g.addFormula(k)
		g.addPromise(k)
	}
	g.addGoals()
	g.addCash()
	return g
}

// needsOf are the entries of a KPI's needs, read once.
func (g *graph) needsOf(k *model.Resource) []*model.Object {
	all, known := g.needs[k]
	if !known {
		all = k.Objects(field.Needs)
		g.needs[k] = all
	}
	return all
}

// add puts a node into the graph; the second of one kind and name is the first.
func (g *graph) add(n *node) *node {
	key := n.kind + " " + n.name
	if known := g.byKey[key]; known != nil {
		return known
	}
	g.byKey[key] = n
	g.nodes = append(g.nodes, n)
	return n
}

func (g *graph) link(e *edge) {
	e.from.out = append(e.from.out, e)
	e.to.in = append(e.to.in, e)
}

// of begins the node of a definition.
func of(r *model.Resource, at field.Path) *node {
	n := &node{kind: r.Kind, name: r.Name, title: r.Title(), at: r.Location(at), r: r}
	if r.Team != nil {
		n.team = r.Team.Name
	}
	if r.Owner != nil {
		n.owner = r.Owner.Name
	}
	return n
}

func (g *graph) addKPI(k *model.Resource) *node {
	n := of(k, field.Target)
	n.lower, n.month = g.f.LowerIsBetter(k), g.f.PerMonth(k)
	if !basis.HasRows(k) {
		n.ask(k.Quantity(field.Target), wording.HasNoNumberAsIts(k.Name))
	} else if t := g.rates.Target(k); t.Known() {
		n.asked = t
	} else {
		n.lacks = t.Lacks()
	}
	return g.add(n)
}

// ask sets the number to reach; of a target with two limits the lower one.
func (n *node) ask(q *model.Quantity, lacking string) {
	if q == nil || q.Low == nil {
		n.lacks = []string{lacking}
		return
	}
	n.asked = network.Written("target", q)
	if q.Comparator == quantity.Between {
		n.asked = n.asked.LowEnd()
	}
}

// aboveZero reports whether a node asks for a number above zero, of which there can be a part.
func (n *node) aboveZero() bool { return n.asked != nil && n.asked.Amount.Low.Sign() > 0 }

// addService takes a service's promised share, else what it closes, as its number.
func (g *graph) addService(s *model.Resource) *node {
	share := s.Object.Object(field.Promise).Quantity(field.Share)
	at := field.Promise.To(field.Share)
	if share == nil {
		share, at = s.Quantity(field.Closed), field.Closed
	}
	n := of(s, at)
	n.ask(share, wording.PromisesNoShareAndSays(s.Name))
	return g.add(n)
}

// lacksOf says what is missing to know a fact; a fact that is not there at all is missing for the reason given.
func lacksOf(f *network.Node, otherwise string) []string {
	if f == nil || len(f.Lacks()) == 0 {
		return []string{otherwise}
	}
	return f.Lacks()
}
