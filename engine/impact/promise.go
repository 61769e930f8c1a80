package impact

import (
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/supply"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// promise is a lead time that somebody promises for what others make.
type promise struct {
	node *node
	pool *pool
	time *supply.PromisedTime
}

// addPromise makes edges from the KPIs that produce an item to the KPI that promises its lead time.
func (g *graph) addPromise(k *model.Resource) {
	item := g.byKey[Item+" "+quantity.Plural(quantity.Singular(k.Text(field.Promises)))]
	if k.Text(field.Promises) == "" || item == nil {
		return
	}
	if len(item.in) > basis.MaxEntries {
		why := wording.KpisProduceAtMostAre(len(item.in), item.title, basis.MaxEntries)
		g.link(&edge{from: item, to: g.kpi[k], kind: "promise", at: k.Location(field.Promises),
			hit: func(*weave) *relation { return lacking(why) }, needs: func() *state { return unknown(why) }})
		return
	}
	p := &promise{node: g.kpi[k], pool: item.pool, time: g.f.PromisedTimeOf(k)}
	for _, e := range item.in {
		if e.from.kind == KPI {
			g.link(&edge{from: e.from, to: p.node, kind: "promise", at: k.Location(field.Promises), hit: p.late,
				needs: p.needed})
		}
	}
}

// late is how long it takes by what is left of the throughput, the same by each of those who make the item: what is in
// progress ÷ what is finished a month.
func (pr *promise) late(v *weave) *relation {
	return v.same(pr, func() *relation { return pr.takes(v) })
}

func (pr *promise) takes(v *weave) *relation {
	supply := pr.pool.supply(v)
	switch {
	case len(supply.lacks) > 0:
		return lacking(supply.lacks...)
	case !pr.node.aboveZero():
		return lacking(lackOr(pr.node)...)
	case pr.time == nil || !pr.time.Needed.Known() || !pr.time.Promised.Known():
		return lacking(pr.lacks()...)
	}
	lost := wording.NoWouldBeFinished(pr.pool.plural)
	left := over(supply.Node, pr.pool.node.asked)
	if left == nil {
		return lacking(lost)
	}
	needed := network.Over(wording.LeadTime(), pr.time.Needed, left)
	share := over(needed, pr.time.Promised)
	if needed == nil || share == nil {
		return lacking(lost)
	}
	asked := network.Written("target", pr.node.r.Quantity(field.Target)).HighEnd()
	finished := scaled(pr.time.Throughput, left)
	return &relation{value: scaled(asked, share), left: share, share: share, lost: lost, say: func(p *pass, s *state) {
		s.sum = wording.InProgressAMonthPromised(bare(pr.time.InProgress), bare(p.at(finished)), pr.unit(),
			p.at(needed).Amount.String(), pr.time.Promised.Amount.String())
	}}
}

// lacks is what is missing to know how long it takes.
func (pr *promise) lacks() []string {
	otherwise := wording.ItIsNotKnownHowLong(pr.node.name)
	if pr.time == nil {
		return []string{otherwise}
	}
	return append(pr.time.Promised.Lacks(), lacksOf(pr.time.Needed, otherwise)...)
}

// unit is by what months are brought to the unit of the promise, in words; "" for months.
func (pr *promise) unit() string {
	if pr.time.Needed.Op() != "×" {
		return ""
	}
	of := pr.time.Needed.Of()
	factor := of[len(of)-1]
	if noun := factor.Amount.Unit.Noun(); noun == "workday" || noun == "day" || noun == "calendar-day" {
		return " " + wording.DaysAMonth(bare(factor))
	}
	return " × " + factor.Text()
}

func (pr *promise) needed() *state {
	p := asPlanned()
	return p.state(pr.node, pr.late(p.weave))
}
