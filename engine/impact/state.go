package impact

import (
	"context"
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/quantity"
)

// span is a low and a high end; they differ where something is a range.
type span struct{ low, high *big.Rat }

var one = big.NewRat(1, 1)

var whole = span{one, one}

// state is what is left of a node: the number it reaches and that as a share of the number asked for. An objective has neither, and a
// state of which something is missing is not known.
type state struct {
	value   *quantity.Amount
	share   *span // 1: as asked; below 1 a number that should rise is missed, above 1 one that should fall
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

// reaches is the state of a node that still reaches a value, so large a share of what is asked.
func reaches(n *node, value quantity.Amount, share span, sum string) *state {
	return &state{value: &value, share: &share, met: metBy(share, n.lower), sum: sum}
}

// metBy says whether a share of the number asked for is enough.
func metBy(share span, lower bool) quantity.Answer {
	bad, good := share.low.Cmp(one) < 0, share.high.Cmp(one) >= 0
	if lower {
		bad, good = share.high.Cmp(one) > 0, share.low.Cmp(one) <= 0
	}
	switch {
	case !bad:
		return quantity.Holds
	case good:
		return quantity.Depends
	}
	return quantity.Fails
}

// worst joins what several edges leave of a node: it needs all of them, so the least counts.
func worst(n *node, results []*state) *state {
	var decided *state
	var missing []string
	for _, s := range results {
		switch {
		case !s.known():
			missing = addNew(missing, s.missing)
		case decided == nil:
			decided = s
		default:
			decided = worse(n, decided, s)
		}
	}
	if decided == nil && len(results) > 0 && results[0].begun {
		return results[0]
	}
	if decided == nil {
		lost := unknown(missing...)
		if len(results) > 0 {
			lost.via = results[0].via
		}
		return lost
	}
	return decided
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

// worse is the least of two states: end by end where both have a number.
func worse(n *node, a, b *state) *state {
	if a.share == nil || b.share == nil {
		return beside(a, b)
	}
	pick := least
	if n.lower {
		pick = most
	}
	joined := *a
	if first := pick(a.share.low, b.share.low); first.Cmp(a.share.low) != 0 {
		joined = *b
	}
	share := span{pick(a.share.low, b.share.low), pick(a.share.high, b.share.high)}
	value := quantity.Amount{Low: pick(a.value.Low, b.value.Low), High: pick(a.value.High, b.value.High), Unit: a.value.Unit}
	joined.share, joined.value, joined.met = &share, &value, metBy(share, n.lower)
	return &joined
}

// beside is the least of two states of which not both have a number; it keeps the number there is.
func beside(a, b *state) *state {
	if b.met < a.met || b.met == a.met && a.risk && !b.risk {
		a, b = b, a
	}
	kept := *a
	if a.share == nil {
		kept.share, kept.value = b.share, b.value
	}
	return &kept
}

func least(a, b *big.Rat) *big.Rat {
	if b.Cmp(a) < 0 {
		return b
	}
	return a
}

func most(a, b *big.Rat) *big.Rat {
	if b.Cmp(a) > 0 {
		return b
	}
	return a
}

// pass is one walk through the graph, with a miss at its starts. What it has not reached is as planned.
type pass struct {
	states  map[*node]*state
	results map[*edge]*state
	rests   map[*pool]rested
	pooled  map[*pool]*state
}

// rested is what a pool has left for those who draw on any producer.
type rested struct {
	left  span
	lacks []string
}

// once works out the rest of a pool when it is asked for first: all its producers come before its consumers.
func (p *pass) once(pl *pool, compute func() (span, []string)) (span, []string) {
	if known, ok := p.rests[pl]; ok {
		return known.left, known.lacks
	}
	left, lacks := compute()
	if p.rests != nil {
		p.rests[pl] = rested{left, lacks}
	}
	return left, lacks
}

// walk works out the states of all nodes in an order in which causes come first. Edges that would close a circle are cut.
func walk(ctx context.Context, w *way, miss span) *pass {
	p := &pass{states: map[*node]*state{}, results: map[*edge]*state{}, rests: map[*pool]rested{}, pooled: map[*pool]*state{}}
	for _, n := range w.order {
		if ctx.Err() != nil {
			return p
		}
		var results []*state
		if w.start[n] {
			results = append(results, begin(n, miss))
		}
		for _, e := range n.in {
			if p.states[e.from] == nil || w.cut[e] {
				continue
			}
			s := e.hit(p)
			s.via = e
			p.results[e] = s
			results = append(results, s)
		}
		p.states[n] = worst(n, results)
	}
	return p
}

// begin is the state of what is missed to begin with.
func begin(n *node, miss span) *state {
	share := span{new(big.Rat).Sub(one, miss.high), new(big.Rat).Sub(one, miss.low)}
	switch {
	case n.kind == Objective:
		return &state{met: metBy(share, false)}
	case n.asked == nil || n.asked.Low.Sign() <= 0:
		return &state{met: metBy(share, false), begun: true, missing: lackOr(n)}
	}
	if n.lower {
		share = span{new(big.Rat).Add(one, miss.low), new(big.Rat).Add(one, miss.high)}
	}
	return reaches(n, ends(*n.asked, share), share, "")
}

// ends scales the low end of an amount by the low end of a span, and the high end by the high one.
func ends(a quantity.Amount, by span) quantity.Amount {
	if !a.IsRange() && by.low.Cmp(by.high) == 0 {
		return quantity.Exact(new(big.Rat).Mul(a.Low, by.low), a.Unit)
	}
	return quantity.Amount{Low: new(big.Rat).Mul(a.Low, by.low), High: new(big.Rat).Mul(a.High, by.high), Unit: a.Unit}
}

// left is by what a node's planned number is to be multiplied, end by end, to have what is left of it.
func (p *pass) left(n *node) (span, []string) {
	s := p.states[n]
	switch {
	case s == nil:
		return whole, nil
	case !s.known():
		return whole, []string{notKnown(n)}
	case s.value == nil || n.asked == nil || n.asked.Low.Sign() <= 0:
		return whole, []string{"`" + n.name + "` has no number above zero to fall short of"}
	}
	return span{new(big.Rat).Quo(s.value.Low, n.asked.Low), new(big.Rat).Quo(s.value.High, n.asked.High)}, nil
}

// ratio divides a supply by a demand, end against end, capped at all of it.
func ratio(supply, demand span) span {
	return span{part(supply.low, demand.high), part(supply.high, demand.low)}
}

// part is a ÷ b, at most 1; where nothing is needed there is enough.
func part(a, b *big.Rat) *big.Rat {
	if b.Sign() <= 0 || a.Cmp(b) >= 0 {
		return one
	}
	return new(big.Rat).Quo(a, b)
}

// ordered puts the smaller end first: what is left of the high end of a range can be a smaller part than what is left of the low one.
func (s span) ordered() span { return span{least(s.low, s.high), most(s.low, s.high)} }

func sum(a, b span) span {
	return span{new(big.Rat).Add(a.low, b.low), new(big.Rat).Add(a.high, b.high)}
}

func spanOf(a quantity.Amount) span { return span{a.Low, a.High} }
