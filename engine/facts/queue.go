package facts

import (
	"fmt"
	"math/big"

	"github.com/kpilint/kpilint/engine/model"
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
	load, handling, agents *Derivation
	share, within          *Derivation // of its promise; nil without one
}

// queue works out the waiting line of a service whose promise, or whose arrivals, handling time and agents say something about it.
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
		l.load, l.handling = load.Derivation, given(s, s.Object, "handlingTime").Derivation
	}
	if agents.Known() {
		l.agents = in(agents.Derivation, agent)
		set(q, "agents", fact(l.agents))
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
func (c *computer) traffic(s *model.Resource) (*Fact, *conflict) {
	arrivals, handling := c.rate(s, "arrivals", "hour"), given(s, s.Object, "handlingTime")
	if missing := allMissing(arrivals, handling); len(missing) > 0 {
		return lacking(missing...), nil
	}
	if handling.Amount.Unit.Noun() != "min" {
		if handling = c.convert(s, handling.Derivation, handlingUnit(handling)); !handling.Known() {
			return nil, &conflict{"handlingTime", fmt.Sprintf("`%s` is no time", s.Quantity("handlingTime").Text)}
		}
	}
	noun := arrivals.Amount.Unit.Noun()
	if per := handling.Amount.Unit.PerNouns(); noun != "" && len(per) > 0 && (len(per) > 1 || per[0] != noun) {
		return nil, &conflict{"handlingTime", fmt.Sprintf("`%s` does not fit the arrivals, which count %s: the time is for each %s",
			s.Quantity("handlingTime").Text, quantity.Plural(noun), perWord(handling.Amount.Unit))}
	}
	load := times("load", arrivals.Derivation, handling.Derivation)
	load.Amount = load.Amount.Scale(big.NewRat(1, 60)) // minutes in an hour
	load = in(load, erlang)
	switch {
	case load.Amount.Low.Sign() < 0:
		return lacking(fmt.Sprintf("the `arrivals` of `%s` are below zero", s.Name)), nil
	case float(load.Amount.High) > queue.MaxLoad:
		return lacking(fmt.Sprintf("the load of `%s`, %s, is more than can be worked out", s.Name, load.Amount)), nil
	}
	return fact(load), nil
}

// handlingUnit is a time in minutes for each of the same.
func handlingUnit(handling *Fact) quantity.Unit {
	return minute.Div(quantity.NewUnit(handling.Amount.Unit.PerNouns(), nil))
}

// occupied adds how busy the agents are and, where the line comes to an end, how often and how long one waits.
func (c *computer) occupied(q *model.Object, l *waitingLine, load *Fact) {
	if !load.Known() {
		set(q, "occupancy", lacking(load.Missing...))
		return
	}
	occupancy := over("occupancy", name(l.load), l.agents)
	if occupancy == nil {
		return
	}
	set(q, "occupancy", fact(in(hundredfold(occupancy), percentUnit)))
	set(q, "waiting", fact(inTenths(l.formula("probability of waiting", percentUnit, l.waits(false), l.waits(true)), nil)))
	if l.stable() {
		set(q, "meanWait", fact(l.formula("mean wait", minute, l.meanWait(false), l.meanWait(true))))
	}
}

// formula is a result of Erlang's formula for the best and the worst case, with all that goes into it.
func (l *waitingLine) formula(label string, unit quantity.Unit, low, high float64, more ...*Derivation) *Derivation {
	d := &Derivation{Label: label, Op: erlangC, Of: append([]*Derivation{name(l.load), l.agents}, more...)}
	d.Amount = quantity.Amount{Low: decimals(low), High: decimals(high), Unit: unit}
	if unit.Equal(percentUnit) {
		d = hundredfold(d)
	}
	return d
}

// seats is how many agents there are at least, or at most. Half an agent answers nobody.
func (l *waitingLine) seats(most bool) int {
	r := l.agents.Amount.Low
	if most {
		r = l.agents.Amount.High
	}
	whole := floorRat(r)
	if !whole.IsInt64() || whole.Int64() > 1<<40 {
		return 1 << 40
	}
	return int(whole.Int64())
}

// stable reports whether the line comes to an end whatever the numbers of ranges are.
func (l *waitingLine) stable() bool { return float(l.load.Amount.High) < float64(l.seats(false)) }

// end is one end of a number.
func end(d *Derivation, high bool) float64 {
	if high {
		return float(d.Amount.High)
	}
	return float(d.Amount.Low)
}

func (l *waitingLine) waits(worst bool) float64 {
	return queue.Wait(end(l.load, worst), l.seats(!worst))
}

func (l *waitingLine) meanWait(worst bool) float64 {
	return queue.Mean(end(l.load, worst), l.seats(!worst)) * end(l.handling, worst)
}

// patience is the time that is promised, in handling times; the shortest in the worst case.
func (l *waitingLine) patience(worst bool) float64 {
	return end(l.within, !worst) / end(l.handling, worst)
}

func (l *waitingLine) level(worst bool) float64 {
	return queue.Within(end(l.load, worst), l.seats(!worst), l.patience(worst))
}

// kept compares what a service promises with what its agents can keep, and works out how many would.
func (c *computer) kept(s *model.Resource, q *model.Object, l *waitingLine, load, agents *Fact) {
	promise := s.Object.Object("promise")
	share, within := given(s, promise, "promise/share"), given(s, promise, "promise/within")
	share = asPercent(share)
	within = c.inMinutes(s, within)
	set(q, "promised", share)
	if share.Known() && share.Amount.High.Cmp(big.NewRat(100, 1)) > 0 {
		share = lacking(fmt.Sprintf("`%s` promises more than all: %s", s.Name, share.Amount))
	}
	if missing := allMissing(load, share, within); len(missing) > 0 {
		set(q, "serviceLevel", lacking(append(missing, agents.Missing...)...))
		return
	}
	l.share, l.within = share.Derivation, within.Derivation
	if !agents.Known() {
		set(q, "serviceLevel", agents)
	} else {
		level := l.formula("service level", percentUnit, l.level(true), l.level(false), l.within)
		set(q, "serviceLevel", fact(inTenths(level, share.Amount.Low)))
	}
	c.agentsNeeded(s, q, l)
}

// asPercent writes a share of 0.8 as 80 %.
func asPercent(f *Fact) *Fact {
	switch {
	case !f.Known() || f.Amount.Unit.Equal(percentUnit):
		return f
	case !f.Amount.Unit.IsZero():
		return lacking(fmt.Sprintf("`%s` is no share: write it in percent", f.Amount))
	}
	return fact(in(hundredfold(f.Derivation), percentUnit))
}

// inMinutes brings a promised time to minutes.
func (c *computer) inMinutes(s *model.Resource, f *Fact) *Fact {
	if !f.Known() || f.Amount.Unit.Equal(minute) {
		return f
	}
	if f = c.convert(s, f.Derivation, minute); !f.Known() {
		return lacking(fmt.Sprintf("the `promise/within` of `%s` is no time", s.Name))
	}
	return f
}

// agentsNeeded adds how many agents keep the promise, what one fewer would, and how many people that is on a roster.
func (c *computer) agentsNeeded(s *model.Resource, q *model.Object, l *waitingLine) {
	few, ok := queue.Agents(end(l.load, false), end(l.share, false)/100, l.patience(false))
	many, ok2 := queue.Agents(end(l.load, true), end(l.share, true)/100, l.patience(true))
	if !ok || !ok2 {
		return
	}
	needed := &Derivation{Label: "agents needed", Op: erlangC, Of: []*Derivation{name(l.load), l.share, l.within}}
	needed.Amount = quantity.Amount{Low: big.NewRat(int64(few), 1), High: big.NewRat(int64(many), 1), Unit: agent}
	set(q, "needed", fact(needed))
	if few == many && !l.load.Amount.IsRange() {
		set(q, "levelAtNeeded", fact(l.levelWith(few)))
		if l.agents == nil || few-1 > l.seats(true) {
			set(q, "levelWithOneFewer", fact(l.levelWith(few-1)))
			set(q, "oneFewer", fact(assumed("one agent fewer", "", quantity.Exact(big.NewRat(int64(few-1), 1), agent))))
		}
	}
	c.roster(s, q, needed)
}

// agentsToKeepUp adds how many agents there must be at least, where nothing is promised: more than the load.
func (c *computer) agentsToKeepUp(s *model.Resource, q *model.Object, l *waitingLine) {
	more := func(load *big.Rat) *big.Rat {
		return new(big.Rat).Add(new(big.Rat).SetInt(floorRat(load)), big.NewRat(1, 1))
	}
	low, high := more(l.load.Amount.Low), more(l.load.Amount.High)
	needed := assumed("agents needed", "the first number above the load", quantity.Amount{Low: low, High: high, Unit: agent})
	set(q, "needed", fact(needed))
	c.roster(s, q, needed)
}

// levelWith is the service level with another number of agents.
func (l *waitingLine) levelWith(n int) *Derivation {
	other := *l
	other.agents = assumed("agents", "", quantity.Exact(big.NewRat(int64(n), 1), agent))
	return inTenths(other.formula("service level", percentUnit, other.level(true), other.level(false), l.within), l.share.Amount.Low)
}

// roster is how many people are needed so that enough of them are there.
func (c *computer) roster(s *model.Resource, q *model.Object, needed *Derivation) {
	present := c.present(s)
	if present == nil {
		set(q, "roster", fact(in(name(needed), person)))
		return
	}
	set(q, "present", fact(present))
	share := present.Amount.Plain().Low
	low, high := queue.Roster(needed.Amount.Low, share), queue.Roster(needed.Amount.High, share)
	if low == nil {
		set(q, "roster", lacking(fmt.Sprintf("nobody of `%s` is ever there: its leave is all of the time", s.Name)))
		return
	}
	d := &Derivation{Label: "people on the roster", Op: "÷", Of: []*Derivation{name(needed), present}}
	d.Amount = quantity.Amount{Low: low, High: high, Unit: person}
	set(q, "roster", fact(d))
}
