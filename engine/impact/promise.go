package impact

import (
	"fmt"
	"math/big"

	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
)

// promise is a lead time that somebody promises for what another makes.
type promise struct {
	node, maker *node
	open        *quantity.Amount // in progress
	days        *big.Rat         // working days a month
}

// addPromise makes edges from the KPIs that produce an item to the KPI that promises its lead time.
func (g *graph) addPromise(k *model.Resource) {
	item := g.byKey[Item+" "+quantity.Plural(quantity.Singular(k.Text("promises")))]
	if k.Text("promises") == "" || item == nil {
		return
	}
	if len(item.in) > facts.MaxEntries {
		why := fmt.Sprintf("%d KPIs produce %s; at most %d are followed to who promises them", len(item.in), item.title, facts.MaxEntries)
		g.link(&edge{from: item, to: g.kpi[k], kind: "promise", at: placeOf(k, "promises"),
			hit: func(*pass) *state { return unknown(why) }, needs: func() *state { return unknown(why) }})
		return
	}
	for _, e := range item.in {
		if e.from.kind != KPI {
			continue
		}
		p := &promise{node: g.kpi[k], maker: e.from, days: g.daysPerMonth()}
		if q := e.from.r.Quantity("inProgress"); q != nil && q.Low != nil {
			p.open = &q.Amount
		}
		g.link(&edge{from: e.from, to: p.node, kind: "promise", at: placeOf(k, "promises"), hit: p.late, needs: p.needed})
	}
}

// late is how long it takes by what is left of the throughput: what is in progress ÷ what is finished a month.
func (pr *promise) late(p *pass) *state {
	left, lacks := p.left(pr.maker)
	month := pr.maker.month
	switch {
	case len(lacks) > 0:
		return unknown(lacks...)
	case pr.node.asked == nil || pr.node.asked.Low.Sign() <= 0:
		return unknown(lackOr(pr.node)...)
	case pr.open == nil:
		return unknown("`" + pr.maker.name + "` does not say how many are in progress (`inProgress`)")
	case !month.Known():
		return unknown(lacksOf(month, "`"+pr.maker.name+"` has no rate a month")...)
	case pr.open.Unit.Noun() != month.Amount.Unit.Noun():
		return unknown(fmt.Sprintf("`%s` has %s in progress and finishes %s", pr.maker.name, quantity.Plural(pr.open.Unit.Noun()), quantity.Plural(month.Amount.Unit.Noun())))
	}
	return pr.takes(spanOf(ends(month.Amount, left)))
}

// takes is the lead time at a throughput a month.
func (pr *promise) takes(monthly span) *state {
	factor, days := one, ""
	switch noun := pr.node.asked.Unit.Noun(); {
	case noun == "workday" && pr.days != nil:
		factor, days = pr.days, " × "+quantity.Number(pr.days)+" days a month"
	case noun != "month":
		return unknown("`" + pr.node.name + "` is no time in workdays or months")
	}
	if monthly.low.Sign() <= 0 {
		return unknown("nothing would be finished by `" + pr.maker.name + "`")
	}
	took := span{new(big.Rat).Quo(pr.open.Low, monthly.high), new(big.Rat).Quo(pr.open.High, monthly.low)}
	took = span{new(big.Rat).Mul(took.low, factor), new(big.Rat).Mul(took.high, factor)}
	asked := *pr.node.asked
	value := quantity.Amount{Low: took.low, High: took.high, Unit: asked.Unit}
	share := span{new(big.Rat).Quo(took.low, asked.High), new(big.Rat).Quo(took.high, asked.Low)}
	return reaches(pr.node, value, share, fmt.Sprintf("%s in progress ÷ %s a month%s = %s, promised %s",
		bare(spanOf(*pr.open)), bare(monthly), days, value, asked))
}

func (pr *promise) needed() *state { return pr.late(&pass{}) }
