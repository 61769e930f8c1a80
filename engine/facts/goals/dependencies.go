package goals

import (
	"strings"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/schema/field"
)

// dependencies say of each entry of `dependsOn` whether the other team has accepted it, and when it is due there.
func (c *Computer) dependencies(o *model.Resource, of map[*model.Resource][]*model.Resource) *Dependencies {
	var list []*Dependency
	for i, entry := range o.Objects(field.DependsOn) {
		ref := entry.Ref(field.Team)
		if ref == nil || ref.To != nil && ref.To == o.Team {
			continue // it depends on itself
		}
		d := &Dependency{At: field.DependsOn.At(i).String(), Team: ref.String(), Item: entry.Text(field.Item),
			Acceptance: acceptance(entry)}
		if ref.To != nil {
			d.Delivery = c.dueThere(o, entry, of[ref.To])
		}
		list = append(list, d)
	}
	return &Dependencies{Dependencies: list}
}

// byTeam sorts objectives by the team they belong to.
func byTeam(objectives []*model.Resource) map[*model.Resource][]*model.Resource {
	of := map[*model.Resource][]*model.Resource{}
	for _, o := range objectives {
		of[o.Team] = append(of[o.Team], o)
	}
	return of
}

// acceptance says how the other team has answered: accepted, missing, refused, or who or on, where that is not said.
func acceptance(entry *model.Object) string {
	if yes, ok := entry.Get(field.Accepted).(bool); ok {
		if yes {
			return "accepted"
		}
		return "refused"
	}
	by := entry.Object(field.Accepted)
	switch {
	case by == nil || by.Text(field.Who) == "" && by.Text(field.On) == "":
		return "missing"
	case strings.TrimSpace(by.Text(field.Who)) == "":
		return "who"
	case by.Text(field.On) == "":
		return "on"
	}
	return "accepted"
}

// dueThere compares the day on which something is needed with the day on which the team that delivers means to have
// it; nil where either is not known.
func (c *Computer) dueThere(o *model.Resource, entry *model.Object, theirs []*model.Resource) *Delivery {
	needed, ok := c.endOf(o, entry.Text(field.By))
	if !ok {
		return nil
	}
	there, at, ok := c.delivery(theirs, basis.Normal(entry.Text(field.Item)))
	if !ok {
		return nil
	}
	return &Delivery{Needed: needed.String(), Due: there.String(), DueAt: at, Late: there.After(needed)}
}

// endOf is a day that is named, else the last day of the objective's cycle.
func (c *Computer) endOf(o *model.Resource, day string) (calendar.Date, bool) {
	if by, err := calendar.ParseDate(day); err == nil {
		return by, true
	}
	span, known := c.Cycle(o)
	return span.To, known
}

// delivery finds what has to be delivered among the objectives and key results of a team, by id or name, and when it is
// due.
func (c *Computer) delivery(theirs []*model.Resource, item string) (due calendar.Date, name string, ok bool) {
	if item == "" || len(theirs) == 0 {
		return due, "", false
	}
	named := basis.Memo(c.Basis,
		c.objectives.deliveries,
		theirs[0].Team,
		func() map[string]deliverable { return deliverables(theirs) },
	)
	d, found := named[item]
	if !found {
		return due, "", false
	}
	due, ok = c.endOf(d.objective, d.by)
	return due, d.name, ok
}

// deliverable is an objective or key result of a team that may be what others wait for.
type deliverable struct {
	objective *model.Resource
	by        string // the day, "" for the end of the cycle
	name      string
}

// deliverables are those of a team by what they are called, the first of each name.
func deliverables(theirs []*model.Resource) map[string]deliverable {
	all := map[string]deliverable{}
	add := func(d deliverable, names ...string) {
		for _, name := range names {
			if name = basis.Normal(name); all[name].objective == nil {
				all[name] = d
			}
		}
	}
	for _, o := range theirs {
		add(deliverable{o, "", o.Name}, o.ID, o.Name, o.Text(field.Name))
		for _, kr := range o.Objects(field.KeyResults) {
			id := kr.Text(field.ID)
			add(deliverable{o, dayOf(kr), o.Name + "/" + id}, id, o.ID+"/"+id, o.Name+"/"+id, kr.Text(field.Name))
		}
	}
	return all
}

// dayOf is the day of a key result, which its `to` may hold; "" for none.
func dayOf(kr *model.Object) string {
	by := kr.Text(field.By)
	if to := kr.Quantity(field.To); by == "" && to != nil {
		by = to.By
	}
	return by
}
