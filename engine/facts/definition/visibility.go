package definition

import (
	"slices"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/schema/field"
)

// sights are the words for who may see a definition, the widest first.
var sights = []string{"organisation", "team", "private"}

// Hidden lists the definitions that say themselves that fewer may see them than what holds for all. What holds for all
// is the organisation's own word, so a narrow one is listed once, at the Organisation.
func (c *Computer) Hidden() []*Hidden {
	usual := 0
	if c.Model.Organisation != nil {
		usual = width(c.Model.Organisation)
	}
	var list []*Hidden
	for _, r := range c.Model.Resources {
		widest := usual
		if r.Kind == "Organisation" {
			widest = 0
		}
		if width(r) <= widest {
			continue
		}
		list = append(list, &Hidden{Kind: r.Kind, Resource: r.Name, Visibility: r.Text(field.Visibility),
			Explained: said(r.Object, field.VisibilityReason)})
	}
	return list
}

// width is the place of a definition's visibility in sights; one that says nothing is as wide as all.
func width(r *model.Resource) int { return max(0, slices.Index(sights, r.Text(field.Visibility))) }

// Drafts lists the definitions with `draft`: those that were written down of a document.
func (c *Computer) Drafts() []*Draft {
	var list []*Draft
	for _, r := range c.Model.Resources {
		if r.Get(field.Draft) == true {
			list = append(list, &Draft{Kind: r.Kind, Resource: r.Name})
		}
	}
	return list
}
