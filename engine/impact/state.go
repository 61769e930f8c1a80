package impact

import (
	"context"
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// A question is answered in two steps. First the formulas of what is left of each number are woven, once: each number
// that is missed to begin with stands on a leaf of its own that says how much of it is kept, and every other on what it
// depends on. Then they are evaluated twice: as planned, and with those leaves as the misses say.

var (
	plain   = quantity.Unit{}
	percent = quantity.NewUnit([]string{"%"}, nil)

	one    = big.NewRat(1, 1)
	wholly = network.Assumed(wording.AllOfIt(), "", quantity.Exact(one, plain))
)

// relation is what is left of a number, by one way or by all, as formulas.
type relation struct {
	value   *network.Node // what is reached
	left    *network.Node // by what a planned number of it is to be multiplied; nil where it is not above zero
	share   *network.Node // 1: as asked; below 1 a number that should rise is missed, above 1 one that should fall
	missing []string      // why it cannot be told, whatever is missed
	lost    string        // why it cannot be told where the formula gives no number any more

	judge func(p *pass) *state    // the state, where no number says it
	say   func(p *pass, s *state) // adds words to the state
}

func lacking(missing ...string) *relation { return &relation{missing: missing} }

// reaches is a relation that leaves a share of what a node asks for.
func reaches(n *node, share *network.Node, say func(p *pass, s *state)) *relation {
	return &relation{value: scaled(n.asked, share), left: share, share: share, say: say}
}

// scaled is a number of which a share is left; all of it for nil.
func scaled(n, share *network.Node) *network.Node {
	if share == nil {
		return n
	}
	r := network.Times(n.Label, n, share)
	if r.Amount.Unit != n.Amount.Unit { // a part of a percentage
		return r.Hundredfold().In(n.Amount.Unit)
	}
	return r
}

// over is a ÷ b as a share; nil where b may be zero.
func over(a, b *network.Node) *network.Node {
	if n := network.Over("share", a, b); n != nil {
		return n.In(plain)
	}
	return nil
}

// atMostAll is a share, and all of it where it is more.
func atMostAll(share *network.Node) *network.Node { return network.Least(share.Label, share, wholly) }

// weave holds the formulas of one question. What it has not reached is as planned.
type weave struct {
	kept     map[*node]*network.Node // of the starts
	begun    map[*node]*relation     // by their own miss alone
	of       map[*node]*relation
	apart    map[*node]*relation // without what the whole of which it is a part leaves of it
	by       map[*edge]*relation
	once     map[any]*relation
	supplies map[*pool]amount
	rests    map[*pool]amount
}

// amount is a number, or what is missing to know it.
type amount struct {
	*network.Node
	lacks []string
}

func newWeave() *weave {
	return &weave{kept: map[*node]*network.Node{}, begun: map[*node]*relation{}, of: map[*node]*relation{},
		apart: map[*node]*relation{},
		by:    map[*edge]*relation{}, once: map[any]*relation{}, supplies: map[*pool]amount{}, rests: map[*pool]amount{}}
}

// knit weaves the formulas of all nodes in an order in which causes come first. Edges that would close a circle are cut.
func knit(ctx context.Context, w *way) *weave {
	v := newWeave()
	for _, n := range w.order {
		if ctx.Err() != nil {
			return v
		}
		var all, apart []*relation
		if w.start[n] {
			v.begun[n] = v.begin(n)
			all, apart = append(all, v.begun[n]), append(apart, v.begun[n])
		}
		for _, e := range n.in {
			if v.of[e.from] == nil || w.cut[e] {
				continue
			}
			r := e.hit(v)
			v.by[e], all = r, append(all, r)
			if !e.whole {
				apart = append(apart, r)
			}
		}
		v.of[n] = join(n, all)
		if len(apart) > 0 {
			v.apart[n] = join(n, apart)
		}
	}
	return v
}

// same is the relation that several edges have, made once.
func (v *weave) same(of any, make func() *relation) *relation {
	if v.once[of] == nil {
		v.once[of] = make()
	}
	return v.once[of]
}

// begin is what is left of a number that is missed to begin with.
func (v *weave) begin(n *node) *relation {
	kept := network.Found("kept", quantity.Exact(one, plain), model.Place{Node: &source.Node{}})
	v.kept[n] = kept
	switch {
	case n.kind == Objective:
		return &relation{judge: func(p *pass) *state { return &state{met: metBy(p.at(kept), false)} }}
	case !n.aboveZero():
		missing := lackOr(n)
		return &relation{missing: missing, judge: func(p *pass) *state {
			return &state{met: metBy(p.at(kept), n.lower), begun: true, missing: missing}
		}}
	}
	return reaches(n, kept, nil)
}

// misses are the leaves of the starts as they are missed by shares of 0 to 1. A number that should fall exceeds.
func (v *weave) misses(of map[*node]quantity.Amount) network.Overrides {
	over := network.Overrides{}
	for n, kept := range v.kept {
		miss := network.Assumed("missed", "", of[n])
		left := network.Minus("kept", wholly, miss)
		if n.lower {
			left = network.Plus("kept", wholly, miss)
		}
		over[kept.At.Node] = left.Amount
	}
	return over
}

// join is what several ways leave of a node: it needs all of them, so the least counts, or the most of what should fall.
func join(n *node, all []*relation) *relation {
	var numbers []*relation
	var missing []string
	told := false
	for _, r := range all {
		switch {
		case len(r.missing) > 0:
			missing = addNew(missing, r.missing)
			continue
		case r.value != nil && !slices.Contains(numbers, r):
			numbers = append(numbers, r)
		}
		told = true
	}
	switch {
	case !told:
		return lacking(missing...)
	case len(numbers) == 0:
		return &relation{}
	}
	pick := network.Least
	if n.lower {
		pick = network.Most
	}
	return &relation{
		value: each(numbers, pick, func(r *relation) *network.Node { return r.value }),
		left:  each(numbers, pick, func(r *relation) *network.Node { return r.left }),
		share: each(numbers, pick, func(r *relation) *network.Node { return r.share }),
	}
}

// each joins one number of several relations; nil where one of them has none.
func each(all []*relation, pick func(string, ...*network.Node) *network.Node,
	of func(*relation) *network.Node) *network.Node {
	var nodes []*network.Node
	for _, r := range all {
		n := of(r)
		if n == nil {
			return nil
		}
		nodes = append(nodes, n)
	}
	return pick(nodes[0].Label, nodes...)
}

// addNew adds what several edges may say to what is said already.
func addNew(said, more []string) []string {
	for _, text := range more {
		if !slices.Contains(said, text) {
			said = append(said, text)
		}
	}
	return said
}

// left is by what a node's planned number is to be multiplied to have what is left of it; nil for all of it.
func (v *weave) left(n *node) (*network.Node, []string) { return leftOf(n, v.of[n]) }

func leftOf(n *node, r *relation) (*network.Node, []string) {
	switch {
	case r == nil:
		return nil, nil
	case len(r.missing) > 0 || r.value == nil:
		return nil, []string{notKnown(n)}
	case r.left == nil:
		return nil, []string{wording.HasNoNumberAboveZero(n.name)}
	}
	return r.left, nil
}

// state is what is left of a node in one pass: the number it reaches and that as a share of the number asked for. An
// objective has neither, and a state of which something is missing is not known.
type state struct {
	value   *network.Node
	share   *network.Node
	met     quantity.Answer
	risk    bool // hit through a link without a number
	begun   bool // missed to begin with, though it has no number that says how far
	sum     string
	balance string // of an item: supplied, and short by how much
	missing []string
	via     *edge // the edge that decides, nil for a start
}

func unknown(missing ...string) *state { return &state{missing: missing} }

func (s *state) known() bool { return len(s.missing) == 0 }

// judged reports whether it is known that the node is missed or not, if not how far.
func (s *state) judged() bool { return s.known() || s.begun }

// pass is one evaluation of a weave.
type pass struct {
	weave   *weave
	now     *network.Evaluation
	states  map[*node]*state
	results map[*edge]*state
}

// at is a number in this pass.
func (p *pass) at(n *network.Node) *network.Node { return p.now.Of(n) }

// asPlanned is a weave that has reached nothing, and the pass of it.
func asPlanned() *pass { return &pass{weave: newWeave(), now: network.NewEvaluation(nil)} }

// walk evaluates a weave with other leaves: the states of all nodes, causes first.
func walk(ctx context.Context, w *way, v *weave, over network.Overrides) *pass {
	p := &pass{weave: v, now: network.NewEvaluation(over), states: map[*node]*state{}, results: map[*edge]*state{}}
	for _, n := range w.order {
		if ctx.Err() != nil {
			return p
		}
		var results []*state
		if r := v.begun[n]; r != nil {
			results = append(results, p.state(n, r))
		}
		for _, e := range n.in {
			r := v.by[e]
			if r == nil {
				continue
			}
			s := p.state(n, r)
			s.via = e
			p.results[e] = s
			results = append(results, s)
		}
		p.states[n] = p.worst(n, results)
	}
	return p
}

// state evaluates one relation to a node.
func (p *pass) state(n *node, r *relation) *state {
	switch {
	case r.judge != nil:
		return r.judge(p)
	case len(r.missing) > 0:
		return unknown(r.missing...)
	}
	s := &state{value: p.at(r.value), share: p.at(r.share)}
	if !s.value.Valued() || !s.share.Valued() {
		return unknown(r.lost)
	}
	s.met = metBy(s.share, n.lower)
	if r.say != nil {
		r.say(p, s)
	}
	return s
}

// worst joins what several ways leave of a node.
func (p *pass) worst(n *node, results []*state) *state {
	var number, other *state
	var missing []string
	numbers := 0
	for _, s := range results {
		switch {
		case !s.known():
			missing = addNew(missing, s.missing)
		case s.share == nil:
			other = graver(other, s)
		default:
			numbers++
			number = farther(n, number, s)
		}
	}
	switch {
	case number == nil && other == nil:
		return nothing(results, missing)
	case number == nil:
		return other
	}
	joined := *number
	if r := p.weave.of[n]; numbers > 1 && r.share != nil {
		joined.value, joined.share = p.at(r.value), p.at(r.share)
		joined.met = metBy(joined.share, n.lower)
	}
	if kept := graver(&joined, other); kept != &joined {
		words := *kept
		words.value, words.share = joined.value, joined.share
		return &words
	}
	return &joined
}

// nothing is the state of what no way tells anything about.
func nothing(results []*state, missing []string) *state {
	if len(results) > 0 && results[0].begun {
		return results[0]
	}
	lost := unknown(missing...)
	if len(results) > 0 {
		lost.via = results[0].via
	}
	return lost
}

// farther is the state of two with the worse low end; the first among equals.
func farther(n *node, a, b *state) *state {
	if a == nil {
		return b
	}
	if by := b.share.Amount.Low.Cmp(a.share.Amount.Low); by < 0 && !n.lower || by > 0 && n.lower {
		return b
	}
	return a
}

// graver is the worse of two states of which not both have a number; the first among equals.
func graver(a, b *state) *state {
	if a == nil || b != nil && (b.met < a.met || b.met == a.met && a.risk && !b.risk) {
		return b
	}
	return a
}

// metBy says whether a share of the number asked for is enough.
func metBy(share *network.Node, lower bool) quantity.Answer {
	a := share.Amount
	bad, good := a.Low.Cmp(one) < 0, a.High.Cmp(one) >= 0
	if lower {
		bad, good = a.High.Cmp(one) > 0, a.Low.Cmp(one) <= 0
	}
	switch {
	case !bad:
		return quantity.Holds
	case good:
		return quantity.Depends
	}
	return quantity.Fails
}
