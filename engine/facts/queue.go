package facts

import (
	"fmt"
	"math/big"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/queue"
)

var (
	erlang = quantity.NewUnit([]string{"erlang"}, nil)
	agent  = quantity.NewUnit([]string{"agent"}, nil)
)

// erlangC is how the formula is called in sums.
const erlangC = "Erlang C"

// waitingLine is what the answers of a service depend on.
type waitingLine struct {
	load, handling, agents *network.Node
	share, within          *network.Node // of its promise; nil without one
}

// queue works out the waiting line of a service whose promise, or whose arrivals, handling time and agents say
// something about it.
func (c *computer) queue(s *model.Resource) *conflict {
	load, problem := c.traffic(s)
	if problem != nil {
		return problem
	}
	agents := given(s, s.Object, "agents")
	promise := s.Object.Object("promise")
	promised, loaded := promise.Has("share") || promise.Has("within"), s.Has("arrivals") && s.Has("handlingTime")
	if !promised && !loaded {
		return nil
	}
	q := &model.Object{}
	s.Facts.Set("queue", q)
	set(q, "arrivals", c.rate(s, "arrivals", "hour"))
	set(q, "load", load)
	l := &waitingLine{}
	if load.Known() {
		l.load, l.handling = load, given(s, s.Object, "handlingTime")
	}
	if agents.Known() {
		l.agents = agents.In(agent)
		set(q, "agents", l.agents)
	}
	if agents.Known() && loaded {
		c.occupied(q, l, load)
	}
	switch {
	case promised:
		c.kept(s, q, l, load, agents)
	case agents.Known() && load.Known():
		c.agentsToKeepUp(s, q, l)
	}
	return nil
}

// traffic is the load of a service in erlangs: arrivals × handling time.
func (c *computer) traffic(s *model.Resource) (*network.Node, *conflict) {
	arrivals, handling := c.rate(s, "arrivals", "hour"), given(s, s.Object, "handlingTime")
	if missing := allMissing(arrivals, handling); len(missing) > 0 {
		return network.Lacking(missing...), nil
	}
	if handling.Amount.Unit.Noun() != "min" {
		if handling = c.convert(s, handling, handlingUnit(handling)); !handling.Known() {
			return nil, &conflict{"handlingTime", fmt.Sprintf("`%s` is no time", s.Quantity("handlingTime").Text)}
		}
	}
	noun := arrivals.Amount.Unit.Noun()
	if per := handling.Amount.Unit.PerNouns(); noun != "" && len(per) > 0 && (len(per) > 1 || per[0] != noun) {
		return nil, &conflict{"handlingTime", fmt.Sprintf("`%s` does not fit the arrivals, which count %s: the time is for each %s",
			s.Quantity("handlingTime").Text, quantity.Plural(noun), perWord(handling.Amount.Unit))}
	}
	load := network.Times("load", arrivals, handling)
	load = load.Scaled(big.NewRat(1, 60)).In(erlang) // minutes in an hour
	switch {
	case load.Amount.Low.Sign() < 0:
		return network.Lacking(fmt.Sprintf("the `arrivals` of `%s` are below zero", s.Name)), nil
	case float(load.Amount.High) > queue.MaxLoad:
		return network.Lacking(fmt.Sprintf("the load of `%s`, %s, is more than can be worked out", s.Name, load.Amount)), nil
	}
	return load, nil
}

// handlingUnit is a time in minutes for each of the same.
func handlingUnit(handling *network.Node) quantity.Unit {
	return minute.Div(quantity.NewUnit(handling.Amount.Unit.PerNouns(), nil))
}

// occupied adds how busy the agents are and, where the line comes to an end, how often and how long one waits.
func (c *computer) occupied(q *model.Object, l *waitingLine, load *network.Node) {
	if !load.Known() {
		set(q, "occupancy", network.Lacking(load.Missing...))
		return
	}
	occupancy := network.Over("occupancy", l.load.Named(), l.agents)
	if occupancy == nil {
		return
	}
	set(q, "occupancy", occupancy.Hundredfold().In(percentUnit))
	set(q, "waiting", inTenths(l.formula("probability of waiting", waiting).Hundredfold(), nil))
	if l.stable() {
		set(q, "meanWait", l.formula("mean wait", meanWait))
	}
}

// line is a waiting line with one number for each of its parts.
type line struct {
	load     float64 // in erlangs
	agents   int
	handling float64 // minutes
	within   float64 // minutes that are promised
}

// formula is a result of Erlang's formula for the best and the worst case, with all that goes into it. Of what takes
// patience, the promised time is shown too.
func (l *waitingLine) formula(label string, f erlangs, more ...*network.Node) *network.Node {
	of := append([]*network.Node{l.load.Named(), l.agents}, more...)
	return network.ByAlso(label, erlangC, f.formula, of, l.handling)
}

// erlangs is a number of a waiting line in its unit, and whether the worst case is its low end.
type erlangs struct {
	of       func(line) float64
	unit     quantity.Unit
	worstLow bool
}

var (
	waiting  = erlangs{func(l line) float64 { return queue.Wait(l.load, l.agents) }, percentUnit, false}
	meanWait = erlangs{func(l line) float64 { return queue.Mean(l.load, l.agents) * l.handling }, minute, false}
	keeping  = erlangs{func(l line) float64 { return queue.Within(l.load, l.agents, l.within/l.handling) }, percentUnit, true}
)

// formula works out load, agents, perhaps the promised time, and the handling time.
func (e erlangs) formula(of []quantity.Amount) (quantity.Amount, bool) {
	handling := of[len(of)-1]
	end := func(worst bool) *big.Rat {
		l := line{load: end(of[0], worst), agents: seats(of[1], !worst), handling: end(handling, worst)}
		if len(of) > 3 {
			l.within = end(of[2], !worst) // the shortest in the worst case
		}
		return decimals(e.of(l))
	}
	return quantity.Amount{Low: end(e.worstLow), High: end(!e.worstLow), Unit: e.unit}, true
}

// seats is how many agents there are at least, or at most. Half an agent answers nobody.
func seats(agents quantity.Amount, most bool) int {
	r := agents.Low
	if most {
		r = agents.High
	}
	whole := floorRat(r)
	if !whole.IsInt64() || whole.Int64() > 1<<40 {
		return 1 << 40
	}
	return int(whole.Int64())
}

// stable reports whether the line comes to an end whatever the numbers of ranges are.
func (l *waitingLine) stable() bool {
	return float(l.load.Amount.High) < float64(seats(l.agents.Amount, false))
}

// end is one end of a number.
func end(a quantity.Amount, high bool) float64 {
	if high {
		return float(a.High)
	}
	return float(a.Low)
}

// kept compares what a service promises with what its agents can keep, and works out how many would.
func (c *computer) kept(s *model.Resource, q *model.Object, l *waitingLine, load, agents *network.Node) {
	promise := s.Object.Object("promise")
	share, within := given(s, promise, "promise/share"), given(s, promise, "promise/within")
	share = asPercent(share)
	within = c.inMinutes(s, within)
	set(q, "promised", share)
	if share.Known() && share.Amount.High.Cmp(big.NewRat(100, 1)) > 0 {
		share = network.Lacking(fmt.Sprintf("`%s` promises more than all: %s", s.Name, share.Amount))
	}
	if missing := allMissing(load, share, within); len(missing) > 0 {
		set(q, "serviceLevel", network.Lacking(append(missing, agents.Missing...)...))
		return
	}
	l.share, l.within = share, within
	if !agents.Known() {
		set(q, "serviceLevel", agents)
	} else {
		level := l.formula("service level", keeping, l.within).Hundredfold()
		set(q, "serviceLevel", inTenths(level, share.Amount.Low))
	}
	c.agentsNeeded(s, q, l)
}

// asPercent writes a share of 0.8 as 80 %.
func asPercent(f *network.Node) *network.Node {
	switch {
	case !f.Known() || f.Amount.Unit.Equal(percentUnit):
		return f
	case !f.Amount.Unit.IsZero():
		return network.Lacking(fmt.Sprintf("`%s` is no share: write it in percent", f.Amount))
	}
	return f.Hundredfold().In(percentUnit)
}

// inMinutes brings a promised time to minutes.
func (c *computer) inMinutes(s *model.Resource, f *network.Node) *network.Node {
	if !f.Known() || f.Amount.Unit.Equal(minute) {
		return f
	}
	if f = c.convert(s, f, minute); !f.Known() {
		return network.Lacking(fmt.Sprintf("the `promise/within` of `%s` is no time", s.Name))
	}
	return f
}

// agentsNeeded adds how many agents keep the promise, what one fewer would, and how many people that is on a roster.
func (c *computer) agentsNeeded(s *model.Resource, q *model.Object, l *waitingLine) {
	needed := network.ByAlso("agents needed", erlangC, agentsFor, []*network.Node{l.load.Named(), l.share, l.within}, l.handling)
	if needed == nil {
		return
	}
	set(q, "needed", needed)
	if !needed.Amount.IsRange() && !l.load.Amount.IsRange() {
		fewer := network.Hidden("one agent fewer", "", oneFewer, needed)
		set(q, "levelAtNeeded", l.levelWith(needed))
		if n := seats(fewer.Amount, true); l.agents == nil || n > seats(l.agents.Amount, true) {
			set(q, "levelWithOneFewer", l.levelWith(fewer))
			set(q, "oneFewer", fewer)
		}
	}
	c.roster(s, q, needed)
}

// agentsToKeepUp adds how many agents there must be at least, where nothing is promised: more than the load.
func (c *computer) agentsToKeepUp(s *model.Resource, q *model.Object, l *waitingLine) {
	needed := network.Hidden("agents needed", "the first number above the load", firstAbove, l.load)
	set(q, "needed", needed)
	c.roster(s, q, needed)
}

// agentsFor is how many agents keep a promise: at a load, for a share, within a time, with a handling time.
func agentsFor(of []quantity.Amount) (quantity.Amount, bool) {
	load, share, within, handling := of[0], of[1], of[2], of[3]
	few, ok := queue.Agents(end(load, false), end(share, false)/100, end(within, true)/end(handling, false))
	many, ok2 := queue.Agents(end(load, true), end(share, true)/100, end(within, false)/end(handling, true))
	return quantity.Amount{Low: big.NewRat(int64(few), 1), High: big.NewRat(int64(many), 1), Unit: agent}, ok && ok2
}

// oneFewer is one agent less.
func oneFewer(of []quantity.Amount) (quantity.Amount, bool) {
	fewer, err := of[0].Sub(quantity.Exact(big.NewRat(1, 1), agent))
	return fewer, err == nil
}

// firstAbove is the first whole number above a load.
func firstAbove(of []quantity.Amount) (quantity.Amount, bool) {
	above := func(load *big.Rat) *big.Rat {
		return new(big.Rat).Add(new(big.Rat).SetInt(floorRat(load)), big.NewRat(1, 1))
	}
	return quantity.Amount{Low: above(of[0].Low), High: above(of[0].High), Unit: agent}, true
}

// levelWith is the service level with another number of agents.
func (l *waitingLine) levelWith(agents *network.Node) *network.Node {
	other := *l
	n := func(of []quantity.Amount) (quantity.Amount, bool) { return of[0], true }
	other.agents = network.Hidden("agents", "", n, agents)
	return inTenths(other.formula("service level", keeping, l.within).Hundredfold(), l.share.Amount.Low)
}

// roster is how many people are needed so that enough of them are there.
func (c *computer) roster(s *model.Resource, q *model.Object, needed *network.Node) {
	present := c.present(s)
	if present == nil {
		set(q, "roster", needed.Named().In(person))
		return
	}
	set(q, "present", present)
	people := network.By("people on the roster", "÷", onRoster, needed.Named(), present)
	if people == nil {
		people = network.Lacking(fmt.Sprintf("nobody of `%s` is ever there: its leave is all of the time", s.Name))
	}
	set(q, "roster", people)
}

// onRoster is how many people must be on a roster so that enough of them are there: whole people.
func onRoster(of []quantity.Amount) (quantity.Amount, bool) {
	needed, share := of[0], of[1].Plain().Low
	low, high := queue.Roster(needed.Low, share), queue.Roster(needed.High, share)
	return quantity.Amount{Low: low, High: high, Unit: person}, low != nil && high != nil
}
