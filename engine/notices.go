package engine

import (
	"slices"

	"github.com/kpilint/kpilint/schema/field"
)

// noticed are the places at which rules are called by names that they no longer have: of the configuration, of packs,
// and of an organisation's exceptions and ignores.
func (e *Engine) noticed(o *Organisation) []string {
	all := slices.Clip(e.rules.Notices())
	for _, x := range o.Model.Of("Exception") {
		for i, selector := range x.Texts(field.Rules) {
			for _, said := range e.rules.Renamed(selector) {
				all = append(all, x.Location(field.Rules.At(i)).Start()+": "+said)
			}
		}
	}
	for _, i := range o.ignores {
		all = append(all, i.Renamed(e.rules)...)
	}
	return all
}
