package queue

import (
	"math"
	"math/big"
	"testing"
)

// exact is Erlang C by its definition, in sums of 400 bits: (A^N/N! × N/(N−A)) ÷ (Σ A^k/k! + A^N/N! × N/(N−A)).
func exact(load *big.Rat, agents int) float64 {
	const bits = 400
	a := new(big.Float).SetPrec(bits).SetRat(load)
	term, sum := big.NewFloat(1).SetPrec(bits), new(big.Float).SetPrec(bits)
	for k := 1; k <= agents; k++ {
		sum.Add(sum, term)
		term.Mul(term, a)
		term.Quo(term, new(big.Float).SetPrec(bits).SetInt64(int64(k)))
	}
	n := new(big.Float).SetPrec(bits).SetInt64(int64(agents))
	term.Mul(term, n)
	term.Quo(term, new(big.Float).SetPrec(bits).Sub(n, a))
	p, _ := new(big.Float).Quo(term, sum.Add(sum, term)).Float64()
	return p
}

// TestCheckedFigures holds the figures of the catalogue's design: arrivals an hour, handling time and time to answer in seconds.
func TestCheckedFigures(t *testing.T) {
	tests := []struct {
		perHour, handling float64
		agents            int
		within            float64
		wait, share       float64 // to four decimals; −1 where it is not given
		mean              float64 // seconds
		digit             float64 // the last digit of mean
	}{
		{200, 180, 11, 20, .6821, .3896, 122.8, .1},
		{200, 180, 12, 20, .4494, .6402, 40.4, .1},
		{200, 180, 13, 20, .2853, .7956, 17.1, .1},
		{200, 180, 14, 20, .1741, .8884, 7.8, .1},
		{200, 180, 15, 20, .1020, .9415, 3.7, .1},
		{720, 240, 55, 15, .2387, .8459, 8.18, .01},
		{600, 180, 35, 15, -1, .8124, -1, 0},
		{600, 180, 34, 15, -1, .7303, -1, 0},
	}
	for _, tt := range tests {
		load := tt.perHour * tt.handling / 3600
		if got := Wait(load, tt.agents); tt.wait >= 0 && !near(got, tt.wait, .0001) {
			t.Errorf("%v erlangs, %d agents: %.6f wait, want %v", load, tt.agents, got, tt.wait)
		}
		if got := Within(load, tt.agents, tt.within/tt.handling); !near(got, tt.share, .0001) {
			t.Errorf("%v erlangs, %d agents: %.6f within %v s, want %v", load, tt.agents, got, tt.within, tt.share)
		}
		if got := Mean(load, tt.agents) * tt.handling; tt.mean >= 0 && !near(got, tt.mean, tt.digit) {
			t.Errorf("%v erlangs, %d agents: mean wait %.4f s, want %v", load, tt.agents, got, tt.mean)
		}
	}
}

// near reports whether a number is another one, rounded to the given digit.
func near(got, want, digit float64) bool { return math.Abs(got-want) <= digit*0.5000001 }

// TestLostCalls holds the capacities that T. S. Rappaport, Wireless Communications: Principles and Practice, prints for an Erlang B
// system (table 3.4): with these loads so many lines lose this part of the calls. Erlang C is worked out from the same line.
func TestLostCalls(t *testing.T) {
	losses := []float64{.01, .005, .002, .001}
	for agents, loads := range map[int][]float64{
		2: {.153, .105, .065, .046}, 4: {.869, .701, .535, .439}, 5: {1.36, 1.13, .900, .762}, 10: {4.46, 3.96, 3.43, 3.09},
		20: {12.0, 11.1, 10.1, 9.41}, 24: {15.3, 14.2, 13.0, 12.2}, 40: {29.0, 27.3, 25.7, 24.5}, 70: {56.1, 53.7, 51.0, 49.2},
		100: {84.1, 80.9, 77.4, 75.2},
	} {
		for i, load := range loads {
			l := newLine(load)
			for l.agents < agents {
				l.add()
			}
			if lost := 1 / l.inverse; math.Abs(lost/losses[i]-1) > .07 { // the table rounds its loads
				t.Errorf("%v erlangs on %d lines lose %.5f, want %v", load, agents, lost, losses[i])
			}
		}
	}
}

// TestAgainstSums compares with the definition, summed with 400 bits.
func TestAgainstSums(t *testing.T) {
	for _, tt := range []struct {
		load   *big.Rat
		agents int
	}{
		{big.NewRat(1, 5), 1}, {big.NewRat(10, 1), 11}, {big.NewRat(10, 1), 12}, {big.NewRat(10, 1), 15}, {big.NewRat(10, 1), 60},
		{big.NewRat(48, 1), 55}, {big.NewRat(30, 1), 34}, {big.NewRat(30, 1), 35}, {big.NewRat(999, 10), 100}, {big.NewRat(1, 1000), 3},
		{big.NewRat(2000, 1), 2001}, {big.NewRat(2000, 1), 2040}, {big.NewRat(2500, 1), 2700}, {big.NewRat(4999, 1), 5000},
	} {
		load, _ := tt.load.Float64()
		want, got := exact(tt.load, tt.agents), Wait(load, tt.agents)
		if math.Abs(got-want) > 1e-12 {
			t.Errorf("%v erlangs, %d agents: %.15f, want %.15f", load, tt.agents, got, want)
		}
	}
}

// TestOneAgent: with one agent, whoever comes waits as often as the agent is busy.
func TestOneAgent(t *testing.T) {
	for _, load := range []float64{0, .001, .25, .5, .9, .999} {
		if got := Wait(load, 1); math.Abs(got-load) > 1e-14 {
			t.Errorf("%v erlangs, 1 agent: %v wait", load, got)
		}
	}
}

// TestMoreAgents: another agent never makes anybody wait longer, and with as many agents as load, or fewer, the line only grows.
func TestMoreAgents(t *testing.T) {
	for _, load := range []float64{0, .01, .7, 1, 9.99, 10, 480, 7200.5, 1e6, MaxLoad} {
		whole := int(load)
		for _, n := range []int{0, whole / 2, whole - 1, whole} {
			if n >= 0 && (Wait(load, n) != 1 && load > 0 || load > 0 && Within(load, n, 1) != 0 || !math.IsInf(Mean(load, n), 1)) && float64(n) <= load {
				t.Errorf("%v erlangs, %d agents: %v wait", load, n, Wait(load, n))
			}
		}
		before := 1.0
		for n := whole + 1; n < whole+60; n++ {
			wait := Wait(load, n)
			if wait > before || wait < 0 || math.IsNaN(wait) {
				t.Fatalf("%v erlangs: %v wait with %d agents, %v with %d", load, before, n-1, wait, n)
			}
			if Within(load, n, .1) < 1-wait {
				t.Errorf("%v erlangs, %d agents: fewer are answered in time than at once", load, n)
			}
			before = wait
		}
	}
}

// TestAgents: as many as needed keep the promise, and one fewer do not.
func TestAgents(t *testing.T) {
	for _, load := range []float64{0, .2, 1, 10, 48, 333.3, 7200, 15000, 1e6} {
		for _, share := range []float64{0, .5, .8, .95, .999999} {
			for _, time := range []float64{0, .05, 1. / 9, 2} {
				n, ok := Agents(load, share, time)
				if !ok || Within(load, n, time) < share-1e-12 {
					t.Errorf("%v erlangs: %d agents answer %v, want %v", load, n, Within(load, n, time), share)
				}
				if n > 1 && float64(n-1) > load && Within(load, n-1, time) >= share+1e-12 {
					t.Errorf("%v erlangs: %d agents are more than %v needs", load, n, share)
				}
			}
		}
	}
	for _, tt := range []struct {
		load, share, time float64
		want              int
	}{{10, .8, 1. / 9, 14}, {30, .8, 1. / 12, 35}, {48, .8, 1. / 16, 55}, {.2, .8, 0, 1}, {0, .8, 0, 1}} {
		if n, _ := Agents(tt.load, tt.share, tt.time); n != tt.want {
			t.Errorf("%v erlangs, %v within %v: %d agents, want %d", tt.load, tt.share, tt.time, n, tt.want)
		}
	}
	for _, tt := range [][2]float64{{10, 1.01}, {MaxLoad * 2, .8}, {math.Inf(1), .8}, {math.NaN(), .8}} {
		if n, ok := Agents(tt[0], tt[1], 0); ok {
			t.Errorf("%v erlangs, %v: %d agents", tt[0], tt[1], n)
		}
	}
	if n, ok := Agents(10, 1, 0); !ok || Within(10, n, 0) < 1-1e-12 {
		t.Errorf("all: %d agents, %v", n, ok)
	}
}

// TestLargeLine: the shortened beginning is the same line as the full one, at loads where both can be walked.
func TestLargeLine(t *testing.T) {
	for _, load := range []float64{200, 500, 15000, 250000} {
		short, full := newLine(load), &line{load: load, inverse: 1}
		if short.agents == 0 {
			t.Fatalf("%v erlangs: nothing is left out", load)
		}
		for full.agents < int(load)+1 {
			full.add()
		}
		for short.agents < full.agents {
			short.add()
		}
		if math.Abs(short.inverse/full.inverse-1) > 1e-13 {
			t.Errorf("%v erlangs: %v, want %v", load, short.inverse, full.inverse)
		}
	}
}

func TestRoster(t *testing.T) {
	for _, tt := range []struct {
		seats, present *big.Rat
		want           string
	}{
		{big.NewRat(14, 1), big.NewRat(88, 100), "16"}, // 15.909
		{big.NewRat(12, 1), big.NewRat(3, 4), "16"},    // exactly
		{big.NewRat(12, 1), big.NewRat(1, 1), "12"},
	} {
		if got := Roster(tt.seats, tt.present); got.RatString() != tt.want {
			t.Errorf("%v ÷ %v: %v, want %v", tt.seats, tt.present, got, tt.want)
		}
	}
	if got := Roster(big.NewRat(12, 1), new(big.Rat)); got != nil {
		t.Errorf("nobody is ever there: %v", got)
	}
}

func BenchmarkAgents(b *testing.B) {
	for b.Loop() {
		Agents(1e6, .8, .1)
	}
}
