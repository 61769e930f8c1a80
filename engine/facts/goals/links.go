package goals

import (
	"strings"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/fact"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Links works out how objectives serve goals: whom each supports, which goals it reaches, who supports a goal, and the
// rings. What belongs to an objective goes into the struct that `of` gives.
func (c *Computer) Links(of func(o *model.Resource) *Objective) []*Ring {
	objectives := c.Model.Of("Objective")
	supporters, named := served(objectives)
	deliveries := byTeam(objectives)
	for _, o := range objectives {
		c.About("links", o, func() {
			f := of(o)
			c.objective(f, o, supporters[o], named)
			if c.Wants(fact.Objective.Dependencies).Needed {
				f.Dependencies = c.dependencies(o, deliveries)
			}
		})
	}
	if c.Wants(fact.Objective.Among).Needed {
		c.among(objectives, of)
	}
	if c.Wants(fact.Objective.Main).Needed {
		c.mains(objectives, of)
	}
	return rings(objectives)
}

// served lists who supports each objective, and notes the names of what links name: objectives and key results.
func served(objectives []*model.Resource) (supporters map[*model.Resource][]*model.Resource, named map[string]bool) {
	supporters, named = map[*model.Resource][]*model.Resource{}, map[string]bool{}
	for _, o := range objectives {
		for _, s := range o.Objects(field.Supports) {
			to, part := supported(s)
			if to == nil {
				continue
			}
			if all := supporters[to]; len(all) == 0 || all[len(all)-1] != o {
				supporters[to] = append(all, o) // once, however many links it has
			}
			if part != "" {
				named[to.Name+"/"+part] = true
			} else {
				named[to.Name] = true
			}
		}
	}
	return supporters, named
}

// supported is the objective that an entry of `supports` names, and the id of the key result if it names one.
func supported(s *model.Object) (*model.Resource, string) {
	for _, name := range []field.Path{field.Objective, field.KeyResult} {
		if ref := s.Ref(name); ref != nil && ref.To != nil {
			return ref.To, ref.Part
		}
	}
	return nil, ""
}

func (c *Computer) objective(f *Objective, o *model.Resource, supporters []*model.Resource, named map[string]bool) {
	if c.Wants(fact.Objective.Level, fact.Objective.Links).Needed {
		f.Alignment = &Alignment{Level: basis.Level(o), Links: c.linksOf(o)}
	}
	switch {
	case !c.wantsReach():
	case basis.Level(o) == "organisation":
		f.Reach = &Reach{
			Supporters: names(supporters), Unsupported: unsupported(o, named),
			Supportable: len(c.Model.Of("Team"))+len(c.Model.Of("Role")) > 0 && !inHands(o),
		}
	default:
		f.Reach = c.reach(o)
	}
	if c.Wants(fact.Objective.Results).Needed {
		f.Results = c.results(o)
	}
	if c.Wants(fact.Whole.Conflicts).Needed {
		c.keyResultClashes(o)
	}
	if c.WantsOrClash(fact.Objective.ChildSums).Or(c.Wants(fact.Whole.Truths)).Needed {
		f.ChildSums = c.childSums(o, supporters)
	}
}

// wantsReach reports whether somebody needs to know which goals an objective reaches.
func (c *Computer) wantsReach() bool {
	return c.Wants(fact.KPI.Hands).Or(c.Wants(fact.Objective.Supporters, fact.Objective.Supportable,
		fact.Objective.Unsupported, fact.Objective.Reaches, fact.Objective.ReachesOtherCycle,
		fact.Objective.ReachesOutOfTime, fact.Objective.UnknownSupports,
		fact.Objective.NoGoals, fact.Objective.Main)).Needed
}

// among counts the objectives of one owner and cycle, in the order of files and lines.
func (c *Computer) among(objectives []*model.Resource, of func(o *model.Resource) *Objective) {
	type together struct {
		owner *model.Resource
		cycle string
	}
	place, count := map[*model.Resource]int{}, map[together]int{}
	key := func(o *model.Resource) together {
		if span, known := c.Cycle(o); known {
			return together{o.Owner, span.String()}
		}
		return together{o.Owner, o.Text(field.Cycle)}
	}
	for _, o := range objectives {
		count[key(o)]++
		place[o] = count[key(o)]
	}
	for _, o := range objectives {
		at := &Place{Place: place[o], Of: count[key(o)], Owned: o.Owner != nil, KeyResults: len(o.Objects(field.KeyResults))}
		of(o).Among = &Among{Among: at}
	}
}

// unsupported lists the key results of a goal that no link names while links name others of it, and for which no team
// or role answers. A link to the goal itself serves all. It is never nil.
func unsupported(goal *model.Resource, named map[string]bool) []*UnservedResult {
	list := []*UnservedResult{}
	some := false
	for i, kr := range goal.Objects(field.KeyResults) {
		if named[goal.Name+"/"+kr.Text(field.ID)] {
			some = true
			continue
		}
		if answered(kr) {
			continue
		}
		list = append(list, &UnservedResult{ID: kr.Text(field.ID), At: field.KeyResults.At(i).String()})
	}
	if !some || named[goal.Name] {
		return []*UnservedResult{}
	}
	return list
}

// answered reports whether a team or role answers for a key result, or for the KPI that it stands on.
func answered(kr *model.Object) bool {
	owner := kr.To(field.Owner)
	if kpi := kr.To(field.KPI); owner == nil && kpi != nil {
		owner = kpi.Owner
	}
	return owner != nil && owner.Kind != "Organisation"
}

// linksOf say of each entry of `supports` how well it is explained.
func (c *Computer) linksOf(o *model.Resource) []*Link {
	var list []*Link
	for i, s := range o.Objects(field.Supports) {
		because := s.Text(field.Because)
		at := field.Supports.At(i)
		l := &Link{At: at.String(), Link: s.Text(field.Link), Because: because}
		l.Words = len(strings.Fields(because))
		if to, part := supported(s); to != nil {
			l.Goal, l.RepeatsTitles = to.Name, repeats(because, o.Title()+" "+to.Title())
			l.Way = c.wayOf(at, o, to, part)
		} else {
			l.Goal = s.Text(field.Objective) + s.Text(field.KeyResult)
		}
		list = append(list, l)
	}
	return list
}

// keyResultClashes finds key results whose numbers cannot be compared: from with to, or either with the KPI they stand
// on.
func (c *Computer) keyResultClashes(o *model.Resource) {
	var found []*basis.Mismatch
	for i, kr := range o.Objects(field.KeyResults) {
		at := field.KeyResults.At(i)
		to, from := kr.Quantity(field.To), kr.Quantity(field.From)
		if !bareCount(from, to) {
			found = append(found, basis.UnitClash(from, to, at.To(field.From), wording.TheStartOfTheKey(),
				wording.ItsEnd()))
		}
		if actual := kr.Quantity(field.Actual); actual != nil && !actual.Unit.IsZero() { // a bare one has the unit of `to`
			end, beside := to, wording.ItsEnd()
			if bareCount(to, from) {
				end, beside = from, wording.ItsStart()
			}
			if !bareCount(actual, end) {
				found = append(found, basis.UnitClash(actual, end, at.To(field.Actual),
					wording.WhatTheKeyResultCame(), beside))
			}
		}
		if kpi := kr.To(field.KPI); kpi != nil {
			target := wording.TheTargetOf(kpi.Name)
			found = append(found, basis.UnitClash(to, kpi.Quantity(field.Target), at.To(field.To),
				wording.TheKeyResult(), target))
		}
	}
	c.AddConflicts(o, found...)
}

// bareCount reports whether one of two numbers leaves its unit to the other, which counts things or money: from 20
// letters to 10. A share or a time is written with its unit.
func bareCount(a, b *model.Quantity) bool {
	if a == nil || b == nil {
		return false
	}
	return a.Unit.IsZero() && basis.Countable(b.Unit) || b.Unit.IsZero() && basis.Countable(a.Unit)
}

// inHands reports whether a team or role works on a goal without an objective of its own: it answers for the goal, or
// for a KPI on which one of its key results stands.
func inHands(goal *model.Resource) bool {
	if ofPart(goal.Owner) {
		return true
	}
	for _, kr := range goal.Objects(field.KeyResults) {
		if kpi := kr.To(field.KPI); kpi != nil && ofPart(kpi.Owner) {
			return true
		}
	}
	return false
}

func ofPart(owner *model.Resource) bool {
	return owner != nil && (owner.Kind == "Team" || owner.Kind == "Role")
}
