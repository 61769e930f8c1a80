package descriptions

import (
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/prose"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// ground is a number of the text and a target in one unit; one of them may be a sum. In said it lacks what is missing.
type ground struct{ said, asked *network.Node }

func (g ground) known() bool { return g.said.Known() && g.asked.Known() }

// same reports whether both are one number, or one range.
func (g ground) same() bool { return g.known() && sameNumber(g.said.Amount, g.asked.Amount) }

// compare brings both numbers to the same unit, or says what is missing to do so. Words allow several readings: "50 a
// month" is of one person or of the team, "2 days" are working days or not. The first counts, unless another agrees.
func (c *Computer) compare(k *description, said *network.Node, d prose.Demand) (*TextComparison, []string) {
	readings := c.readings(k, said, d)
	g := readings[0]
	if i := slices.IndexFunc(readings, ground.same); i >= 0 {
		g = readings[i]
	}
	if !g.known() {
		return nil, append(g.said.Lacks(), g.asked.Lacks()...)
	}
	a, b := g.said, g.asked
	if d.Quantity.Comparator == quantity.Between && k.target.Comparator == quantity.Between {
		a, b = limits(a, b)
	}
	both := &TextComparison{
		Said:      basis.Shown(a),
		Asked:     basis.Shown(b),
		Apart:     basis.Shown(network.Minus("apart", a.Named(), b.Named())),
		Agrees:    g.same() || customary(d.Quantity.Amount, k.target.Amount),
		Opposite:  opposite(d.Quantity.Comparator, k.target.Comparator) && !(g.same() && unsigned(k)),
		Converted: len(g.said.Of()) > 0,
		Restated:  len(g.asked.Of()) > 0,
		Deviation: basis.Shown(basis.Deviation(a, b)),
	}
	return both, nil
}

// limits picks the limit in which two numbers with two limits differ.
func limits(a, b *network.Node) (*network.Node, *network.Node) {
	limit := func(of *network.Node) *network.Node {
		return network.Choose(differing, of.LowEnd(), of.HighEnd(), a, b)
	}
	return limit(a), limit(b)
}

// differing chooses between the lower and the upper limit of two numbers, which come last: the first where they differ
// in it.
func differing(of []quantity.Amount) int {
	if of[2].Low.Cmp(of[3].Low) != 0 {
		return 0
	}
	return 1
}

// opposite reports whether one is a floor and the other one a ceiling.
func opposite(a, b quantity.Comparator) bool {
	return floorLike(a) && ceilingLike(b) || ceilingLike(a) && floorLike(b)
}

// unsigned reports whether a target has its side from `direction` alone: at most three classes a day, and three of them
// as a target, can both be.
func unsigned(k *description) bool {
	q, err := quantity.Parse(k.target.Text)
	return err == nil && q.Comparator == quantity.NoComparator
}

func floorLike(c quantity.Comparator) bool { return c == quantity.AtLeast || c == quantity.MoreThan }

func ceilingLike(c quantity.Comparator) bool { return c == quantity.AtMost || c == quantity.LessThan }

// readings brings a number of the text and a target to one unit, in each way in which the words can be meant; the most
// likely one comes first. In the text of a role a number is for one person, unless it speaks of the team; where the
// target has no scope, the text may quote it as it is.
func (c *Computer) readings(k *description, said *network.Node, d prose.Demand) []ground {
	unit, goal := said.Amount.Unit, k.target.Unit
	asked := network.Written("target", k.target)
	if sort(goal) == "share" && unit.Noun() == "%" && goal.Period() == "" && unit.Period() != "" {
		said = said.In(unit.Without(unit.Period())) // 3 in 100, as counted each month
		unit = said.Amount.Unit
	}
	if unit.Period() == "" && goal.Period() != "" {
		return lacking(asked, wording.InTheTextDoesNot(d.Words, k.kpi.Name, k.target.Text))
	}
	if unit.Period() != "" && goal.Period() == "" {
		return lacking(asked, wording.TheTargetOfDoesNot(k.kpi.Name, k.target.Text))
	}
	switch {
	case sort(goal) == "time" && sort(unit) == "time" && unit.PerNouns() == nil && goal.PerNouns() == nil:
		return c.durations(k, said, d)
	case sort(goal) == "share" && unit.Noun() != goal.Noun():
		return []ground{{said, asked}} // a percentage and a plain number are compared as they are
	}
	said = alike(said, goal)
	if per := goal.PerNouns(); len(per) > 0 && len(unit.PerNouns()) == 0 { // each of them once a quarter
		said = said.In(said.Amount.Unit.Mul(quantity.NewUnit(nil, per)))
	}
	var all []ground
	for _, scope := range scopes(said.Amount.Unit, goal, d.Team) {
		all = append(all, c.oneUnit(k, scoped(said, scope), asked))
	}
	return all
}

func lacking(asked *network.Node, what string) []ground {
	return []ground{{network.Lacking(what), asked}}
}

// alike counts in the noun of the target what has none or another form of it: twice a week, 40 as points.
func alike(said *network.Node, goal quantity.Unit) *network.Node {
	unit := said.Amount.Unit
	switch {
	case goal.Noun() == unit.Noun():
		return said
	case unit.Noun() == "":
		return said.In(unit.Mul(quantity.NewUnit([]string{goal.Noun()}, nil)))
	case goal.Noun() == "" || head(goal.Noun()) == head(unit.Noun()):
		var noun []string
		if goal.Noun() != "" {
			noun = []string{goal.Noun()}
		}
		return said.In(unit.Mul(quantity.NewUnit(noun, []string{unit.Noun()})))
	}
	return said
}

// scopes are those that a number of a text may be for: "person", or "" for the team.
func scopes(unit, goal quantity.Unit, team bool) []string {
	switch {
	case unit.Scope() != "" || unit.Period() == "":
		return []string{unit.Scope()}
	case team, goal.Scope() == "" && countedNoun(goal) == "" && goal.Currency() == "":
		return []string{""}
	case goal.Scope() == "person":
		return []string{"person", ""}
	}
	return []string{"person", ""}
}

func scoped(said *network.Node, scope string) *network.Node {
	unit := said.Amount.Unit
	if scope != "person" || unit.Scope() != "" {
		return said
	}
	return said.In(unit.Mul(quantity.NewUnit(nil, []string{"person"})))
}

// oneUnit brings the number with the shorter period to the longer one, and the text to the scope of the target.
func (c *Computer) oneUnit(k *description, said, asked *network.Node) ground {
	unit, goal := said.Amount.Unit, asked.Amount.Unit
	if slices.Index(periods, unit.Period()) <= slices.Index(periods, goal.Period()) {
		return ground{c.rates.Convert(k.kpi, said, goal), asked}
	}
	longer := quantity.NewUnit([]string{goal.Period()}, []string{unit.Period()})
	in := goal.Mul(longer)
	scoped := said
	if unit != in {
		scoped = c.rates.Convert(k.kpi, said, in)
	}
	return ground{scoped, c.rates.Convert(k.kpi, asked, in)}
}

// periods in the order of their length.
var periods = []string{"", "hour", "day", "week", "month", "quarter", "year"}

// customary reports whether two rates are whole numbers that people use for each other: 1 a week and 4 a month.
func customary(said, asked quantity.Amount) bool {
	if said.IsRange() || asked.IsRange() || asked.Low.Sign() <= 0 || said.Low.Sign() <= 0 {
		return false
	}
	from, to := slices.Index(periods, said.Unit.Period()), slices.Index(periods, asked.Unit.Period())
	if from > to {
		from, to, said, asked = to, from, asked, said
	}
	if from <= 0 || from == to {
		return false
	}
	times := new(big.Rat).Quo(asked.Low, said.Low)
	return slices.ContainsFunc(customs[periods[from]][periods[to]], func(n int64) bool {
		return times.Cmp(big.NewRat(n, 1)) == 0
	})
}

// customs are how many of a period people take for one of a longer one.
var customs = map[string]map[string][]int64{
	"day":     {"week": {5}, "month": {20, 21, 22}, "quarter": {60, 65}, "year": {220, 240, 250, 260}},
	"week":    {"month": {4}, "quarter": {12, 13}, "year": {48, 50, 52}},
	"month":   {"quarter": {3}, "year": {12}},
	"quarter": {"year": {4}},
}
