package supply

import (
	"fmt"
	"maps"
	"slices"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// claims are the shares of one supply that are set aside.
type claims struct {
	producer *model.Resource
	of       string
	parts    []*network.Node
	words    []string
	missing  []string
	unread   *model.Resource // the last KPI that is among what is missing
}

// Shares adds up, for each supply, the shares that KPIs set aside for themselves, and gives them to its producer: of
// a supply that several make, to the one that makes most.
func (c *Computer) Shares(give func(k *model.Resource, s *SharesOfSupply)) {
	supplies := map[string]*claims{}
	for _, k := range c.Model.Of("KPI") {
		c.About("shares", k, func() { c.claim(k, supplies) })
	}
	for _, key := range slices.Sorted(maps.Keys(supplies)) {
		s := supplies[key]
		give(s.producer, s.setAside())
	}
}

// claim notes the shares that one KPI sets aside. What it says beyond the limit of `needs` is missing.
func (c *Computer) claim(k *model.Resource, supplies map[string]*claims) {
	of := func(need *model.Object) *claims {
		share := need.Quantity(field.Share)
		if share == nil || share.Low == nil {
			return nil
		}
		producer, key := c.supplyOf(need)
		if producer == nil {
			return nil
		}
		if supplies[key] == nil {
			supplies[key] = &claims{producer: producer, of: key}
		}
		return supplies[key]
	}
	for _, need := range c.Needs(k) {
		if s := of(need); s != nil {
			s.add(k, need.Quantity(field.Share))
		}
	}
	unread := c.Unread(k, field.Needs)
	for _, need := range unread {
		if s := of(need); s != nil && s.unread != k {
			s.unread = k
			s.missing = append(s.missing, basis.TooMany(k, field.Needs, basis.MaxEntries+len(unread)))
		}
	}
}

// supplyOf is who makes what an entry of needs draws on, and its name: one KPI, or the item where several make it.
func (c *Computer) supplyOf(need *model.Object) (*model.Resource, string) {
	if from := need.To(field.KPI); from != nil {
		return from, from.Name
	}
	it := c.supply.items[need.Text(field.Item)]
	if it == nil || len(it.producers) == 0 {
		return nil, ""
	}
	if len(it.producers) == 1 {
		return it.producers[0].Of, it.producers[0].KPI
	}
	if it.maker == nil {
		it.maker = largestOrFirst(it.producers).Of
	}
	return it.maker, wording.TheOfAll(quantity.Plural(it.noun))
}

func (s *claims) add(k *model.Resource, share *model.Quantity) {
	d := network.Written(wording.ShareOf(k.Name), share).Plain().Hundredfold().In(basis.PercentUnit)
	s.parts = append(s.parts, d)
	s.words = append(s.words, fmt.Sprintf("`%s` %s", k.Name, d.Amount))
}

// setAside adds the shares up.
func (s *claims) setAside() *SharesOfSupply {
	var sum *network.Node
	if len(s.parts) > 0 {
		sum = network.Plus("shares", s.parts...)
	}
	return &SharesOfSupply{Of: s.of, Total: basis.Shown(sum.Part(s.missing)), Parts: s.words}
}
