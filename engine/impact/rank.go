package impact

import (
	"cmp"
	"context"
	"math/big"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
)

// Ranking lists the numbers on which others depend, those on which most depend first.
type Ranking struct {
	Numbers []*Ranked
	Idle    int // numbers on which nothing depends
}

// Ranked is a number with what depends on it, directly or through others.
type Ranked struct {
	Rank        int // equal for those on which equally many depend
	Kind, Name  string
	Team, Owner string
	At          source.Location
	Numbers     int // KPIs, key results and late payments
	Objectives  int
	Slack       []*Slack // of each item it produces, the shortest first
}

// Slack is what is left of an item's supply when everybody has what is needed; negative where it is short.
type Slack struct {
	Item           string
	Supply, Demand quantity.Amount
	Left           quantity.Amount
	Share          *quantity.Amount // of the demand, in percent; nil where nothing is needed
	Missing        []string         // why it is not known
}

// Rank lists the KPIs, services and markets on which others depend. Among equals the one with the least slack is first.
// An error is the end of the context.
func Rank(ctx context.Context, o *view.Organisation) (*Ranking, error) {
	g := build(ctx, o)
	r, seen := &Ranking{}, map[*node]*node{}
	for _, n := range g.nodes {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if n.kind != KPI && n.kind != Service && n.kind != Market {
			continue
		}
		one := &Ranked{Kind: n.kind, Name: n.name, Team: n.team, Owner: n.owner, At: n.at, Slack: n.slack()}
		if one.Numbers, one.Objectives = hanging(n, seen); one.Numbers+one.Objectives == 0 {
			r.Idle++
			continue
		}
		r.Numbers = append(r.Numbers, one)
	}
	slices.SortStableFunc(r.Numbers, func(a, b *Ranked) int {
		return cmp.Or(b.Numbers-a.Numbers, b.Objectives-a.Objectives, tighter(a, b), strings.Compare(a.Name, b.Name),
			strings.Compare(a.Kind, b.Kind))
	})
	for i, one := range r.Numbers {
		one.Rank = i + 1
		if i > 0 && r.Numbers[i-1].Numbers == one.Numbers && r.Numbers[i-1].Objectives == one.Objectives {
			one.Rank = r.Numbers[i-1].Rank
		}
	}
	return r, nil
}

// hanging counts what can be reached from a node; seen holds by whom each node was reached last.
func hanging(from *node, seen map[*node]*node) (numbers, objectives int) {
	seen[from] = from
	queue := []*node{from}
	for len(queue) > 0 {
		at := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		for _, e := range at.out {
			if seen[e.to] == from {
				continue
			}
			seen[e.to] = from
			queue = append(queue, e.to)
			switch e.to.kind {
			case Item:
			case Objective:
				objectives++
			default:
				numbers++
			}
		}
	}
	return numbers, objectives
}

// tighter puts the number with the smaller share of slack first, and one without any last.
func tighter(a, b *Ranked) int {
	x, y := a.tightest(), b.tightest()
	switch {
	case x == nil && y == nil:
		return 0
	case x == nil:
		return 1
	case y == nil:
		return -1
	}
	return x.Cmp(y)
}

func (r *Ranked) tightest() *big.Rat {
	if len(r.Slack) == 0 || r.Slack[0].Share == nil {
		return nil
	}
	return r.Slack[0].Share.Low
}

// slack is that of each item a KPI produces.
func (n *node) slack() []*Slack {
	var all []*Slack
	for _, e := range n.out {
		if e.kind == "supply" {
			all = append(all, e.to.pool.slack())
		}
	}
	slices.SortStableFunc(all, func(a, b *Slack) int {
		switch {
		case a.Share == nil || b.Share == nil:
			return boolOrder(a.Share == nil) - boolOrder(b.Share == nil)
		}
		return a.Share.Low.Cmp(b.Share.Low)
	})
	return all
}

func boolOrder(last bool) int {
	if last {
		return 1
	}
	return 0
}

// slack is supply − demand of an item.
func (pl *pool) slack() *Slack {
	if pl.left == nil {
		pl.left = pl.slackNow()
	}
	return pl.left
}

func (pl *pool) slackNow() *Slack {
	s := &Slack{Item: pl.node.name}
	if s.Missing = append(missing(pl.producers), missing(pl.consumers)...); len(s.Missing) > 0 {
		return s
	}
	supply := pl.node.asked
	s.Supply = supply.Amount
	if len(pl.consumers) == 0 {
		none := network.Assumed("needed", wording.ByNobody(), quantity.Exact(new(big.Rat), s.Supply.Unit))
		s.Demand, s.Left = none.Amount, network.Minus("slack", supply, none).Amount
		return s
	}
	demand := pl.demand()
	s.Demand, s.Left = demand.Amount, network.Minus("slack", supply, demand).Amount
	if of := over(supply, demand); of != nil && s.Demand.Low.Sign() > 0 {
		share := inPercent(network.Minus("slack", of, wholly))
		s.Share = &share
	}
	return s
}
