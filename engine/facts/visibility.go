package facts

import (
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
)

// sights are the words for who may see a definition, the widest first.
var sights = []string{"organisation", "team", "private"}

// hidden lists the definitions that say themselves that fewer may see them than what holds for all. What holds for all is the
// organisation's own word, so a narrow one is listed once, at the Organisation.
func (c *computer) hidden() model.List {
	usual := 0
	if c.m.Organisation != nil {
		usual = width(c.m.Organisation)
	}
	list := model.List{}
	for _, r := range c.m.Resources {
		widest := usual
		if r.Kind == "Organisation" {
			widest = 0
		}
		if width(r) <= widest {
			continue
		}
		o := of(r)
		o.Set("visibility", r.Text("visibility"))
		o.Set("explained", strings.TrimSpace(r.Text("visibilityReason")) != "")
		list = append(list, o)
	}
	return list
}

// width is the place of a definition's visibility in sights; one that says nothing is as wide as all.
func width(r *model.Resource) int { return max(0, slices.Index(sights, r.Text("visibility"))) }
