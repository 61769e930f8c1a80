package queues

import (
	"math"
	"math/big"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/people"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/queue"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

var (
	erlang = quantity.NewUnit([]string{"erlang"}, nil)
	agent  = quantity.NewUnit([]string{"agent"}, nil)
)

// erlangC is how the formula is called in sums.
const erlangC = "Erlang C"

// waitingLine is what the answers of a service depend on. Each number may be missing.
type waitingLine struct {
	service  string
	counted  bool          // whether arrivals and handling time are written
	arrivals *network.Node // an hour
	handling *network.Node // in minutes
	load     *network.Node // arrivals × handling time, in erlangs
	agents   *network.Node
	promised *network.Node // the share that is promised, in percent; nil without a promise
	within   *network.Node // the time that is promised, in minutes; nil without a promise
	present  *network.Node // the share of paid time that is worked; nil where no leave is declared
}

// queue works out the waiting line of a service whose promise, or whose arrivals, handling time and agents say
// something about it; nil for any other.
func (c *Computer) queue(s *model.Resource) (*WaitingLine, *basis.Mismatch) {
	l := &waitingLine{service: s.Name, arrivals: c.rate(s, field.Arrivals, "hour")}
	var problem *basis.Mismatch
	if l.load, l.handling, problem = c.traffic(s, l.arrivals); problem != nil {
		return nil, problem
	}
	promise := s.Object.Object(field.Promise)
	l.counted = s.Has(field.Arrivals) && s.Has(field.HandlingTime)
	if promise.Has(field.Share) || promise.Has(field.Within) {
		l.promised = basis.AsPercent(basis.Given(s, promise, field.Promise.To(field.Share)))
		l.within = c.inMinutes(s, basis.Given(s, promise, field.Promise.To(field.Within)))
	} else if !l.counted {
		return nil, nil
	}
	if l.agents = basis.Given(s, s.Object, field.Agents); l.agents.Known() {
		l.agents = l.agents.In(agent)
	}
	l.present = c.people.Present(s)
	return l.work(), nil
}

// With is the waiting line with other leaves: its numbers, and which of them there are. It is safe on nil.
func (q *WaitingLine) With(over network.Overrides) *WaitingLine {
	if q == nil || len(over) == 0 {
		return q
	}
	l, with := *q.line, network.NewEvaluation(over)
	for _, n := range []**network.Node{&l.arrivals, &l.load, &l.handling, &l.agents, &l.promised, &l.within,
		&l.present} {
		*n = with.Of(*n)
	}
	return l.work()
}

// work works out all that follows from a waiting line.
func (l *waitingLine) work() *WaitingLine {
	q := &WaitingLine{Arrivals: basis.Shown(l.arrivals), Load: basis.Shown(l.load), line: l}
	if l.agents.Known() {
		q.Agents = basis.Shown(l.agents)
		if l.counted {
			l.occupied(q)
		}
	}
	switch {
	case l.promised != nil:
		l.kept(q)
	case l.agents.Known() && l.load.Known():
		l.agentsToKeepUp(q)
	}
	return q
}

// traffic is the load of a service in erlangs, arrivals × handling time, and the handling time in minutes.
func (c *Computer) traffic(
	s *model.Resource,
	arrivals *network.Node,
) (load, handling *network.Node, _ *basis.Mismatch) {
	handling = basis.Given(s, s.Object, field.HandlingTime)
	if missing := basis.AllMissing(arrivals, handling); len(missing) > 0 {
		return network.Lacking(missing...), handling, nil
	}
	if handling.Amount.Unit.Noun() != "min" {
		if handling = c.rates.Convert(s, handling, handlingUnit(handling)); !handling.Known() {
			return nil, nil, &basis.Mismatch{
				At:      field.HandlingTime,
				Message: wording.IsNotATime(s.Quantity(field.HandlingTime).Text),
			}
		}
	}
	noun := arrivals.Amount.Unit.Noun()
	if per := handling.Amount.Unit.PerNouns(); noun != "" && len(per) > 0 && (len(per) > 1 || per[0] != noun) {
		return nil, nil, &basis.Mismatch{At: field.HandlingTime, Message: wording.DoesNotFitTheArrivals(
			s.Quantity(field.HandlingTime).Text, quantity.Plural(noun), basis.PerWord(handling.Amount.Unit))}

	}
	load = network.Times("load", arrivals, handling)
	load = load.Scaled(big.NewRat(1, 60)).In(erlang) // minutes in an hour
	return load.Unless(unfit(s.Name)), handling, nil
}

// unfit says why Erlang's formula cannot be worked out for the load of a service.
func unfit(service string) network.Why {
	return func(load quantity.Amount) string {
		switch {
		case fits(load):
			return ""
		case load.Low.Sign() < 0:
			return wording.TheArrivalsOfAreBelow(service)
		}
		return wording.TheLoadOfIsMore(service, load.String())
	}
}

// fits reports whether Erlang's formula can be worked out for a load.
func fits(load quantity.Amount) bool {
	return load.Low.Sign() >= 0 && basis.Float(load.High) <= queue.MaxLoad
}

// handlingUnit is a time in minutes for each of the same.
func handlingUnit(handling *network.Node) quantity.Unit {
	return basis.Minute.Div(quantity.NewUnit(handling.Amount.Unit.PerNouns(), nil))
}

// occupied adds how busy the agents are and, where the line comes to an end, how often and how long one waits.
func (l *waitingLine) occupied(q *WaitingLine) {
	if !l.load.Known() {
		q.Occupancy = network.Lacking(l.load.Lacks()...)
		return
	}
	occupancy := network.Over("occupancy", l.load.Named(), l.agents)
	if occupancy == nil {
		return
	}
	q.Occupancy = basis.Shown(occupancy.Hundredfold().In(basis.PercentUnit))
	q.Waiting = basis.Shown(basis.InTenths(l.formula(wording.ProbabilityOfWaiting(), waiting).Hundredfold(), nil))
	q.MeanWait = basis.Shown(l.formula(wording.MeanWait(), meanWait))
}

// line is a waiting line with one number for each of its parts.
type line struct {
	load     float64 // in erlangs
	agents   int
	handling float64 // minutes
	within   float64 // minutes that are promised
}

// formula is a result of Erlang's formula for the best and the worst case, with all that goes into it; nil where it
// gives none. Of what takes patience, the promised time is shown too.
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
	waiting  = erlangs{func(l line) float64 { return queue.Wait(l.load, l.agents) }, basis.PercentUnit, false}
	meanWait = erlangs{func(l line) float64 { return queue.Mean(l.load, l.agents) * l.handling }, basis.Minute, false}
	keeping  = erlangs{
		func(l line) float64 { return queue.Within(l.load, l.agents, l.within/l.handling) },
		basis.PercentUnit,
		true,
	}
)

// formula works out load, agents, perhaps the promised time, and the handling time. It gives nothing for a load that
// does not fit, and for the mean wait in a line that only grows.
func (e erlangs) formula(of []quantity.Amount) (quantity.Amount, bool) {
	if !fits(of[0]) {
		return quantity.Amount{}, false
	}
	handling, endless := of[len(of)-1], false
	end := func(worst bool) *big.Rat {
		l := line{load: end(of[0], worst), agents: seats(of[1], !worst), handling: end(handling, worst)}
		if len(of) > 3 {
			l.within = end(of[2], !worst) // the shortest in the worst case
		}
		result := e.of(l)
		endless = endless || math.IsInf(result, 0)
		return basis.Decimals(result)
	}
	a := quantity.Amount{Low: end(e.worstLow), High: end(!e.worstLow), Unit: e.unit}
	return a, !endless
}

// seats is how many agents there are at least, or at most. Half an agent answers nobody.
func seats(agents quantity.Amount, most bool) int {
	r := agents.Low
	if most {
		r = agents.High
	}
	whole := basis.FloorRat(r)
	if !whole.IsInt64() || whole.Int64() > 1<<40 {
		return 1 << 40
	}
	return int(whole.Int64())
}

// end is one end of a number.
func end(a quantity.Amount, high bool) float64 {
	if high {
		return basis.Float(a.High)
	}
	return basis.Float(a.Low)
}

// kept compares what a service promises with what its agents can keep, and works out how many would.
func (l *waitingLine) kept(q *WaitingLine) {
	share := l.promised
	q.Promised = basis.Shown(share)
	if share.Known() && share.Amount.High.Cmp(big.NewRat(100, 1)) > 0 {
		share = network.Lacking(wording.PromisesMoreThanAll(l.service, share.Amount.String()))
	}
	if missing := basis.AllMissing(l.load, share, l.within); len(missing) > 0 {
		q.ServiceLevel = network.Lacking(append(missing, l.agents.Lacks()...)...)
		return
	}
	if q.ServiceLevel = l.agents; l.agents.Known() {
		q.ServiceLevel = basis.Shown(l.level())
	}
	l.agentsNeeded(q)
}

// level is the share that is answered in time.
func (l *waitingLine) level() *network.Node {
	return basis.InTenths(l.formula(wording.ServiceLevel(), keeping, l.within).Hundredfold(), l.promised.Amount.Low)
}

// inMinutes brings a promised time to minutes.
func (c *Computer) inMinutes(s *model.Resource, f *network.Node) *network.Node {
	if !f.Known() || f.Amount.Unit.Equal(basis.Minute) {
		return f
	}
	if f = c.rates.Convert(s, f, basis.Minute); !f.Known() {
		return network.Lacking(wording.ThePromiseWithinOfIs(s.Name))
	}
	return f
}

// agentsNeeded adds how many agents keep the promise, what one fewer would, and how many people that is on a roster.
func (l *waitingLine) agentsNeeded(q *WaitingLine) {
	of := []*network.Node{l.load.Named(), l.promised, l.within}
	needed := network.ByAlso(wording.AgentsNeeded(), erlangC, agentsFor, of, l.handling)
	if needed == nil {
		return
	}
	q.Needed = basis.Shown(needed)
	if !needed.Amount.IsRange() && !l.load.Amount.IsRange() {
		q.LevelAtNeeded = basis.Shown(l.levelWith(needed))
		fewer := network.Hidden(wording.OneAgentFewer(), "", oneFewer, needed)
		if !l.agents.Known() || seats(fewer.Amount, true) > seats(l.agents.Amount, true) {
			q.LevelWithOneFewer, q.OneFewer = basis.Shown(l.levelWith(fewer)), basis.Shown(fewer)
		}
	}
	l.roster(q, needed)
}

// agentsToKeepUp adds how many agents there must be at least, where nothing is promised: more than the load.
func (l *waitingLine) agentsToKeepUp(q *WaitingLine) {
	needed := network.Hidden(wording.AgentsNeeded(), wording.TheFirstNumberAboveThe(), firstAbove, l.load)
	q.Needed = basis.Shown(needed)
	l.roster(q, needed)
}

// agentsFor is how many agents keep a promise: at a load, for a share, within a time, with a handling time.
func agentsFor(of []quantity.Amount) (quantity.Amount, bool) {
	load, share, within, handling := of[0], of[1], of[2], of[3]
	if !fits(load) {
		return quantity.Amount{}, false
	}
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
		return new(big.Rat).Add(new(big.Rat).SetInt(basis.FloorRat(load)), big.NewRat(1, 1))
	}
	return quantity.Amount{Low: above(of[0].Low), High: above(of[0].High), Unit: agent}, true
}

// levelWith is the service level with another number of agents.
func (l *waitingLine) levelWith(agents *network.Node) *network.Node {
	other := *l
	n := func(of []quantity.Amount) (quantity.Amount, bool) { return of[0], true }
	other.agents = network.Hidden("agents", "", n, agents)
	return other.level()
}

// roster is how many people are needed so that enough of them are there.
func (l *waitingLine) roster(q *WaitingLine, needed *network.Node) {
	if l.present == nil {
		q.Roster = basis.Shown(needed.Named().In(basis.Person))
		return
	}
	if people.NotAll(l.present.Amount) {
		q.Present = basis.Shown(l.present.Provided(people.NotAll, wording.NobodyOfIsOnLeave(l.service)))
	}
	q.Roster = basis.Shown(network.Made(l.peopleFor, needed.Named(), l.present))
}

// peopleFor is how many people are needed for so many agents, by the share of time that they work. No leave at all is
// not shown.
func (l *waitingLine) peopleFor(of []*network.Node) *network.Node {
	needed, present := of[0], of[1]
	if missing := basis.AllMissing(needed, present); len(missing) > 0 {
		return network.Lacking(missing...)
	}
	if !people.NotAll(present.Amount) {
		return needed.In(basis.Person)
	}
	roster := network.By(wording.PeopleOnTheRoster(), "÷", onRoster, needed, present)
	if roster == nil {
		return network.Lacking(wording.NobodyOfIsEverThere(l.service))
	}
	return roster
}

// onRoster is how many people must be on a roster so that enough of them are there: whole people.
func onRoster(of []quantity.Amount) (quantity.Amount, bool) {
	needed, share := of[0], of[1].Plain().Low
	low, high := queue.Roster(needed.Low, share), queue.Roster(needed.High, share)
	return quantity.Amount{Low: low, High: high, Unit: basis.Person}, low != nil && high != nil
}
