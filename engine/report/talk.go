package report

import (
	"slices"

	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// talk says who has to talk to whom about an entry: the teams whose numbers clash; else the one that decides, with
// the teams whose numbers are connected with those it decides on, or whom it belongs to; else those who lead the
// organisation.
func (b *builder) talk(e *entry, flows *flow.Flow) string {
	leaders := Safe(wording.LeadersOf(b.headlines.goals))
	switch {
	case len(e.Teams) == 0 && e.Whom != "" && e.Whom != leaders:
		return wording.WhoDecidesAndWhoKnows(leaders, e.Whom)
	case len(e.Teams) == 0:
		return wording.WhoDecides(leaders)
	case len(e.Teams) > 1 && len(e.Same) > 0:
		return wording.EachDecides(and(e.Teams))
	case len(e.Teams) == 1:
		others := b.connected(e, flows)
		if len(others) > 0 {
			return wording.WhoDecidesAndAsks(e.Teams[0], and(others))
		}
		if t := teamOf(e.about); t != nil {
			if above := t.To(field.Parent); above != nil && above.Kind == "Team" {
				leaders = Safe(sentence(b.headlines.title(above)))
			}
		}
		return wording.WhoDecidesWithin(e.Teams[0], leaders)
	}
	return wording.WhoHasToTalk(and(e.Teams))
}

// connected are the other teams whose numbers give something to those of an entry or get something from them, by
// their titles. The numbers of a role are those that it answers for.
func (b *builder) connected(e *entry, flows *flow.Flow) []string {
	if flows == nil {
		return nil
	}
	own := teamOf(e.about)
	var all []string
	for _, n := range flows.Numbers {
		r := b.model.Find(n.Kind, n.Name)
		if r == nil || r != e.about && r.Owner != e.about && !slices.Contains(e.related, r) {
			continue
		}
		for _, other := range neighbours(n) {
			if other.Team == nil || other.Team.Name == "" || own != nil && other.Team.Name == own.Name {
				continue
			}
			if title := Safe(sentence(other.Team.Title)); !slices.Contains(all, title) {
				all = append(all, title)
			}
		}
	}
	return all
}

// neighbours are the numbers at the other ends of the bands of a number.
func neighbours(n *flow.Number) []*flow.Number {
	var all []*flow.Number
	for _, band := range n.In {
		if band.From != nil {
			all = append(all, band.From)
		}
	}
	for _, band := range n.Out {
		all = append(all, band.To)
	}
	return all
}
