package report

import (
	"strings"
	"time"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// assign notes on which definition a finding stands, and through which its sum goes.
func (b *builder) assign(f *engine.Finding, e *entry) {
	own := b.resource(f)
	if own != nil {
		b.own[own] = append(b.own[own], e)
	}
	seen := map[*model.Resource]bool{own: true}
	for _, r := range f.Related {
		if at := b.at(r.Location); at != nil && !seen[at] {
			seen[at] = true
			b.part[at] = append(b.part[at], e)
		}
	}
}

func (b *builder) resource(f *engine.Finding) *model.Resource {
	if b.model == nil || f.Resource.ID == "" {
		return nil
	}
	of := f.Resource.Whole() // a row stands on the card of its KPI
	return b.model.Find(of.Kind, of.ID)
}

// indexLines notes for each line of each file the innermost definition that stands there.
func (b *builder) indexLines() {
	b.lines = map[string]map[int]*model.Resource{}
	if b.model == nil {
		return
	}
	for _, r := range b.model.Resources {
		if r.Node == nil {
			continue
		}
		if b.lines[r.File] == nil {
			b.lines[r.File] = map[int]*model.Resource{}
		}
		for line := r.Node.Span().Line; line <= r.Node.Span().EndLine; line++ {
			if had := b.lines[r.File][line]; had == nil || !inside(had, r) {
				b.lines[r.File][line] = r
			}
		}
	}
}

// inside reports whether a definition is nested in another.
func inside(r, outer *model.Resource) bool {
	for at := r.Around; at != nil; at = at.Around {
		if at == outer {
			return true
		}
	}
	return false
}

func (b *builder) at(l source.Location) *model.Resource { return b.lines[l.File][l.Line] }

// whom says whose number something is: the team, and the role with its people.
func (b *builder) whom(r *model.Resource) string {
	var parts []string
	if r.Team != nil && r.Team != r {
		parts = append(parts, r.Team.Title())
	}
	role := r
	if r.Kind != "Role" {
		role = r.Owner
	}
	if role != nil && role.Kind == "Role" {
		parts = append(parts, b.roleWithPeople(role))
	}
	if len(parts) == 0 && r.Owner != nil && r.Owner != r {
		parts = append(parts, r.Owner.Title())
	}
	return strings.Join(parts, " › ")
}

func (b *builder) roleWithPeople(role *model.Resource) string {
	if present := b.model.Facts.Role(role).Present; present != nil && present.People.Valued() {
		return role.Title() + ", " + present.People.Text()
	}
	return role.Title()
}

func where(l source.Location) string {
	if l.Part != nil {
		return l.Start()
	}
	return wording.AtLine(l.File, l.Line)
}

// longDate writes a date as people do; another text stays as it is.
func longDate(text string) string {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Safe(text)
	}
	return day.Format(wording.January2006())
}
