package flow

import (
	"cmp"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// addGoals adds the objectives of the organisation, and which team serves which of them.
func (b *builder) addGoals() {
	goals := map[*model.Resource]*Goal{}
	for _, r := range b.o.Of("Objective") {
		if r.Team == nil && len(supported(r)) == 0 {
			goals[r] = &Goal{Name: r.Name, Title: titleOf(r), Results: b.results(r), Level: b.level(r)}
			b.f.Goals = append(b.f.Goals, goals[r])
		}
	}
	under := map[*Goal][]*Number{}
	for _, r := range b.o.Of("Objective") {
		if g := goals[r]; g != nil {
			under[g] = append(under[g], b.measured(r)...)
			continue
		}
		b.serve(r, goals, under)
	}
	for _, g := range b.f.Goals {
		b.risk(g, under[g])
	}
}

// supported are the objectives that one supports.
func supported(r *model.Resource) []*model.Resource {
	var all []*model.Resource
	for _, s := range r.Objects(field.Supports) {
		if to := aim(s); to != nil {
			all = append(all, to)
		}
	}
	return all
}

// aim is the objective that an entry of `supports` names, by itself or by one of its key results; nil for none.
func aim(s *model.Object) *model.Resource {
	return cmp.Or(s.To(field.Objective), s.To(field.KeyResult))
}

// serve adds the goals that the objective of a team reaches, or that it reaches none and does not say why.
func (b *builder) serve(r *model.Resource, goals map[*model.Resource]*Goal, under map[*Goal][]*Number) {
	team := b.teamOf(r)
	if team.About == "" {
		team.About = titleOf(r)
	}
	reached := false
	seen := map[*model.Resource]bool{r: true}
	var walk func(at *model.Resource, direct, silent bool)
	walk = func(at *model.Resource, direct, silent bool) {
		for _, s := range at.Objects(field.Supports) {
			to := aim(s)
			if to == nil || seen[to] {
				continue
			}
			indirect := s.Text(field.Link) == "indirect"
			now, quiet := direct && !indirect, silent || indirect && s.Text(field.Because) == ""
			if g := goals[to]; g != nil {
				reached = true
				under[g] = append(under[g], b.measured(r)...)
				b.addServe(&Serve{Team: team, Goal: g, Direct: now, Silent: quiet, About: titleOf(r)})
				continue
			}
			seen[to] = true
			walk(to, now, quiet)
		}
	}
	walk(r, true, false)
	if !reached && len(b.f.Goals) > 0 && r.Text(field.RunTheBusiness) == "" {
		b.addServe(&Serve{Team: team, About: titleOf(r)})
	}
}

// addServe adds a link; of several of a team to one goal the plainest counts.
func (b *builder) addServe(s *Serve) {
	for _, had := range b.f.Serves {
		if had.Team == s.Team && had.Goal == s.Goal {
			had.Direct, had.Silent = had.Direct || s.Direct, had.Silent && s.Silent
			return
		}
	}
	b.f.Serves = append(b.f.Serves, s)
}

// measured are the numbers of the key results of an objective.
func (b *builder) measured(r *model.Resource) []*Number {
	var all []*Number
	for _, kr := range r.Objects(field.KeyResults) {
		if n := b.numbers[kr.To(field.KPI)]; n != nil {
			all = append(all, n)
		}
	}
	return all
}

// results are the key results of a goal in words.
func (b *builder) results(r *model.Resource) []string {
	var all []string
	for _, kr := range r.Objects(field.KeyResults) {
		name := kr.Text(field.Name)
		if kpi := kr.To(field.KPI); name == "" && kpi != nil {
			name = titleOf(kpi)
		}
		if name == "" {
			name = capital(strings.ReplaceAll(kr.Text(field.ID), "-", " "))
		}
		from, to := kr.Quantity(field.From), kr.Quantity(field.To)
		text := asked(to, bare)
		if from != nil && to != nil && from.Low != nil && to.Low != nil && from.Low.Cmp(to.Low) != 0 {
			front, _, _ := strings.Cut(bare(from.Amount), " a ")
			end := bare(to.Amount)
			if currency := to.Amount.Unit.Currency(); currency != "" && currency == from.Amount.Unit.Currency() {
				end = strings.TrimPrefix(end, currency+" ")
			}
			text = front + " → " + end
		}
		all = append(all, strings.TrimSpace(name+" "+text))
	}
	return all
}

// risk says what is missing for a goal: of the number that has least of what it needs, else how many cannot hold.
func (b *builder) risk(g *Goal, under []*Number) {
	worst := 1.0
	var at *Number
	for _, n := range under {
		if part, _ := n.coverage(map[*Number]bool{}); part < worst && n.monthly > 0 && n.Lacks {
			worst, at = part, n
		}
	}
	if at != nil {
		g.Level = Error
		g.Risk = wording.AtRiskOf(number(at.monthly*worst), number(at.monthly), cmp.Or(at.noun, lower(at.Title)))
		return
	}
	bad, seen := 0, map[*Number]bool{}
	for _, n := range under {
		if !seen[n] && n.Lacks {
			bad++
		}
		seen[n] = true
	}
	if bad > 0 {
		g.Level = Error
		g.Risk = wording.AtRiskNumbersCannotHold(wording.Numbers(bad))
	}
}
