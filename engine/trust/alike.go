package trust

import (
	"slices"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/source"
)

// What two definitions have in common at least where one is the other under another name: so many fields, and three of
// four.
const commonFields = 3

// maxAmong is among how many definitions one is looked for: a change that renames more is listed as it is.
const maxAmong = 1_000

// callings are the fields by which a definition is called and grouped, which do not say what it is about.
var callings = []string{"apiVersion", "kind", "id", "name", "labels"}

// Alike is the one definition among some that a definition surely is, whatever that is called; nil where there is none,
// or more than one.
func Alike(r *model.Resource, among []*model.Resource) *model.Resource {
	if len(among) > maxAmong {
		return nil
	}
	var found *model.Resource
	for _, other := range among {
		if other.Kind != r.Kind || !alike(r.Node, other.Node) {
			continue
		}
		if found != nil {
			return nil
		}
		found = other
	}
	return found
}

func alike(a, b *source.Node) bool {
	all, common := 0, 0
	for _, f := range a.Fields() {
		if slices.Contains(callings, f.Key.Text) {
			continue
		}
		all++
		if other := b.Get(f.Key.Text); other != nil && (comparison{}).same(f.Value, other) {
			common++
		}
	}
	return common >= commonFields && 4*common >= 3*all
}
