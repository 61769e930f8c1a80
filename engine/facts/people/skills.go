package people

import (
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// SkillNeeds are the skills that roles and services need, and whether somebody has them.
func (c *Computer) SkillNeeds() []*SkillNeed {
	var all []*SkillNeed
	for _, kind := range []string{"Role", "Service"} {
		for _, r := range c.Model.Of(kind) {
			all = append(all, c.skillsOf(r)...)
		}
	}
	return all
}

// skillsOf says of each skill that a role or service needs whether somebody has it. A role whose positions name no
// skills says nothing about its people, and is left alone; a service depends on the people of its team, so there
// something is missing.
func (c *Computer) skillsOf(r *model.Resource) []*SkillNeed {
	var all []*SkillNeed
	needed := r.Texts(field.Skills)
	if len(needed) == 0 {
		return nil
	}
	crew := basis.Memo(c.Basis, c.crews, whoseSkills(r), func() *crew { return c.crew(r) })
	if !crew.known && r.Kind == "Role" {
		return nil
	}
	for i, skill := range needed {
		need := &SkillNeed{Kind: r.Kind, Resource: r.Name, At: field.Skills.At(i).String(), Skill: skill,
			People: crew.people, Had: crew.skills[basis.Normal(skill)]}
		if !crew.known && !need.Had {
			need.Missing = []string{wording.NeedsAndNoPositionOf(r.Name, skill)}
		}
		all = append(all, need)
	}
	return all
}

// whoseSkills is whose people have the skills of a definition: its team for a service, nil for all of them.
func whoseSkills(r *model.Resource) *model.Resource {
	if r.Kind == "Service" {
		return r.Team
	}
	return r
}

// crew is who may have the skills that something needs.
type crew struct {
	people int             // positions that are filled
	known  bool            // whether a position says which skills its person has
	skills map[string]bool // by their names in small letters
}

// crew are the people of a role, or of all roles of a service's team.
func (c *Computer) crew(r *model.Resource) *crew {
	all := &crew{skills: map[string]bool{}}
	roles := []*model.Resource{r}
	if r.Kind == "Service" {
		if roles = c.Model.RolesIn(r.Team); r.Team == nil {
			roles = c.Model.Of("Role")
		}
	}
	for _, role := range roles {
		tracked := all.add(role, c.Model.AsOf)
		if r.Kind == "Service" && !tracked { // who is hired for a role is taken to have what it needs
			for _, skill := range role.Texts(field.Skills) {
				all.skills[basis.Normal(skill)] = true
			}
		}
		all.known = all.known || tracked
	}
	return all
}

// add counts the people of a role, and reports whether a position says which skills its person has.
func (c *crew) add(role *model.Resource, on calendar.Date) (tracked bool) {
	for _, p := range role.Objects(field.Positions) {
		tracked = tracked || p.Has(field.Skills)
		start, err := calendar.ParseDate(p.Text(field.Start))
		if !p.Bool(field.Filled, true) || err == nil && start.After(on) {
			continue
		}
		c.people++
		for _, skill := range p.Texts(field.Skills) {
			c.skills[basis.Normal(skill)] = true
		}
	}
	return tracked
}
