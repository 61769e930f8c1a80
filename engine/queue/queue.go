// Package queue says how long people wait for an answer when calls come at random: Erlang's formula for a waiting line in which nobody
// gives up (Erlang C; A. K. Erlang, Solution of some Problems in the Theory of Probabilities of Significance in Automatic Telephone
// Exchanges, 1917), and how many people a roster needs.
//
// A load is counted in erlangs, the arrivals in a time × the time that one takes: 200 calls an hour of 3 minutes are 10 erlangs, ten
// people who are always busy. Times are counted in handling times.
package queue

import (
	"math"
	"math/big"
)

// MaxLoad is the largest load that is worked out, in erlangs: ten million people who are always busy. The work grows with its root.
const MaxLoad = 1e7

// Digits is how many decimals of a probability are to be trusted: what a float64 keeps on every machine, after thousands of steps.
const Digits = 12

// Wait is the probability that a call has to wait: 0 without any load, 1 where the agents are no more than the load, since the line
// then only grows.
func Wait(load float64, agents int) float64 {
	if agents <= 0 || load >= float64(agents) {
		return 1
	}
	l := newLine(load)
	for l.agents < agents && !l.empty() {
		l.add()
	}
	if l.agents < agents {
		return 0
	}
	return l.wait()
}

// Within is the share of calls that are answered within a time.
func Within(load float64, agents int, time float64) float64 {
	if load >= float64(agents) {
		return 0
	}
	return 1 - late(Wait(load, agents), load, agents, time)
}

// late is the share of calls that wait longer than a time.
func late(wait, load float64, agents int, time float64) float64 {
	return wait * math.Exp(-(float64(agents)-load)*max(time, 0))
}

// Mean is the mean time that all calls wait, those that do not wait among them; infinite where the line only grows.
func Mean(load float64, agents int) float64 {
	if load >= float64(agents) {
		return math.Inf(1)
	}
	return Wait(load, agents) / (float64(agents) - load)
}

// Agents is the fewest agents of whom the given share of calls gets its answer within a time. To answer all is taken as all but what
// Digits cannot show. It is false for a share above 1, and for a load beyond MaxLoad.
func Agents(load, share, time float64) (n int, ok bool) {
	missed := 1 - share
	if missed < 0 || !(load <= MaxLoad) {
		return 0, false
	}
	missed += math.Pow10(-Digits) / 2
	l := newLine(load)
	for float64(l.agents) <= load {
		l.add()
	}
	for late(l.wait(), load, l.agents, time) > missed {
		l.add()
	}
	return l.agents, true
}

// Roster is how many people fill so many seats when a share of paid time is not worked: seats ÷ present, rounded up. It is nil where
// nobody is ever present.
func Roster(seats, present *big.Rat) *big.Rat {
	if present.Sign() <= 0 {
		return nil
	}
	people := new(big.Rat).Quo(seats, present)
	n := new(big.Int).Add(people.Num(), people.Denom())
	n.Sub(n, big.NewInt(1))
	return new(big.Rat).SetInt(n.Div(n, people.Denom()))
}

// line is a waiting line to which agents are added one by one. It keeps 1 ÷ B, where B is the probability that a call is lost if
// none can wait (Erlang B): 1/B(n) = 1 + n/load × 1/B(n − 1), which has no factorials and forgets its errors.
type line struct {
	load    float64
	agents  int
	inverse float64
}

// newLine begins with no agents, or for a large load with so many that what came before no longer shows: from 11 × √load below the
// load, the error of the beginning is multiplied by Π n/load < exp(−11² ÷ 2), which is nothing beside what a float64 keeps.
func newLine(load float64) *line {
	return &line{load: load, agents: int(max(0, load-11*math.Sqrt(load))), inverse: 1}
}

func (l *line) add() {
	l.agents++
	l.inverse = 1 + float64(l.agents)/l.load*l.inverse
}

// empty reports whether so many agents wait for calls that more of them change nothing.
func (l *line) empty() bool { return math.IsInf(l.inverse, 1) }

// wait is Erlang C from Erlang B: N ÷ (N ÷ B − load × (1 ÷ B − 1)), written so that nothing cancels.
func (l *line) wait() float64 {
	n := float64(l.agents)
	return n / ((n-l.load)*l.inverse + l.load)
}
