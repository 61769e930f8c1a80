package report

import (
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/facts/supply"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// whose is who answers for a definition, in a sentence: its team, else its owner, else itself.
func (t *statement) whose(r *model.Resource) string {
	switch {
	case r.Team != nil && r.Team != r:
		return t.title(r.Team)
	case r.Owner != nil && r.Owner != r:
		return t.title(r.Owner)
	}
	return t.of(r)
}

// within is what a list of definitions is called: their teams, each once; or they themselves where one team has
// them all and others too.
func (t *statement) within(sides []*supply.Side, apart []*supply.Side) (who string, n int) {
	var teams, each []string
	other := map[*model.Resource]bool{}
	for _, s := range apart {
		if s.Of != nil {
			other[s.Of.Team] = true
		}
	}
	both := false
	for _, s := range sides {
		if s.Of == nil {
			continue
		}
		both = both || s.Of.Team == nil || other[s.Of.Team]
		if name := t.whose(s.Of); !slices.Contains(teams, name) {
			teams = append(teams, name)
		}
		each = append(each, t.of(s.Of))
	}
	if both {
		teams = each
	}
	if len(teams) > 3 {
		return and(append(teams[:2:2], wording.Others(len(teams)-2))), len(teams)
	}
	return and(teams), len(teams)
}

// item is the item that a finding of supply and demand is about, with that demand; nil where it is not known.
func (t *statement) item() *supply.Item {
	for _, v := range t.finding.Values {
		if v.Name != "item" {
			continue
		}
		for _, it := range t.model.Facts.Items {
			for _, one := range append([]*supply.Item{it}, it.Draws...) {
				if one.Item == v.Text && t.is("demand", one.Demand) && t.is("supply", one.Supply) {
					return one
				}
			}
		}
	}
	return nil
}

// is reports whether a number is the value of the finding with a name.
func (t *statement) is(name string, n *network.Node) bool {
	return n.Valued() && slices.ContainsFunc(t.finding.Values, func(v policy.Value) bool {
		return v.Name == name && v.Low == decimal(n.Amount.Low) && v.High == decimal(n.Amount.High)
	})
}

func (t *statement) supply() string {
	it := t.item()
	if it == nil {
		return ""
	}
	needs, needers := t.within(it.Consumers, it.Producers)
	plans, planners := t.within(it.Producers, it.Consumers)
	if needs == "" || plans == "" {
		return ""
	}
	demand, supply := wholePieces(it.Demand.Amount, it.Supply.Amount)
	return wording.NeedsMoreThanIsPlanned(needs, needers, spell(demand), plans, planners, bare(supply))
}

// wholePieces are what is needed and what there is of it in whole pieces, where there are many: nobody needs or makes
// half a piece. A hundred and more are the nearest whole number, as in the sum below.
func wholePieces(needed, there quantity.Amount) (quantity.Amount, quantity.Amount) {
	many := func(a quantity.Amount) bool { return !a.IsRange() && a.Low.Cmp(big.NewRat(10, 1)) > 0 }
	if n, ok := needed.Pieces(); ok && n.Low.Cmp(there.High) > 0 {
		needed = n
	}
	if n, ok := there.Pieces(); ok && n.High.Cmp(needed.Low) < 0 {
		there = n
	}
	if many(needed) && needed.RoundUp().Low.Cmp(there.High) > 0 {
		needed = needed.RoundUp()
	}
	if many(there) && there.RoundDown().High.Cmp(needed.Low) < 0 {
		there = there.RoundDown()
	}
	return needed, there
}

func (t *statement) nobodyMakes() string {
	for _, v := range t.finding.Values {
		for _, it := range t.model.Facts.Items {
			if v.Name == "item" && it.Item == v.Text {
				return wording.NeedsWhatNobodyMakes(t.of(t.about), it.Plural)
			}
		}
	}
	return ""
}

func (t *statement) budget() string {
	return t.pair("needed", "budget", func(needed, budget quantity.Amount) string {
		return wording.CostsMoreThanTheBudget(t.of(t.about), spell(needed), bare(budget))
	})
}

func (t *statement) funnel() string {
	return t.pair("computed", "stated", func(computed, stated quantity.Amount) string {
		stated, computed = wholePieces(stated, computed)
		return wording.AsksForMoreThanLeadsToIt(t.of(t.about), spell(stated), bare(computed))
	})
}

func (t *statement) market() string {
	return t.pair("size", "draw", func(size, draw quantity.Amount) string {
		drawn := wording.DrawnFromIt(spell(draw), plurality(draw))
		if lasts := t.value("lasts"); lasts != "" {
			return wording.MarketIsUsedUp(spell(size), lasts, drawn)
		}
		return wording.MarketDoesNotLast(spell(size), drawn)
	})
}

func (t *statement) promise() string {
	return t.pair("promised", "needed", func(promised, needed quantity.Amount) string {
		return wording.PromisesLessThanItTakes(t.of(t.about), spell(promised), like(needed, promised))
	})
}

func (t *statement) promisedTwice() string {
	total, ok := t.amount("total")
	if !ok {
		return ""
	}
	return wording.IsSetAside(share(total, big.NewRat(100, 1)), t.of(t.about))
}
