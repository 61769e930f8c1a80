package report

import (
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/schema/field"
)

// sum is a derivation with the name of the value it gives, "" for that of the finding itself.
type sum struct {
	name       string
	derivation *model.Object
}

// sums are the derivations behind a finding: its own, and those of the other values it carries, such as the supply
// beside a demand.
func (b *builder) sums(f *engine.Finding) []sum {
	derivation := f.Derivation()
	if derivation == nil {
		return nil
	}
	all := []sum{{"", derivation}}
	told := map[string]bool{}
	tell(derivation, told)
	for _, v := range f.Values {
		d := b.derivation(f, v)
		known := func(part *model.Object) bool { return told[sumKey(part)] }
		if d == nil || known(d) || slices.ContainsFunc(d.Objects(field.Of), known) {
			continue
		}
		all = append(all, sum{v.Name, d})
		tell(d, told)
	}
	return all
}

// tell notes a derivation and its parts.
func tell(d *model.Object, told map[string]bool) {
	told[sumKey(d)] = true
	for _, part := range d.Objects(field.Of) {
		tell(part, told)
	}
}

// sumKey tells derivations apart: leaves by where they are written, others by what they are.
func sumKey(d *model.Object) string {
	if at := engine.Place(d); at.Line > 0 {
		return at.Start() + "\x00" + d.Text(field.Text)
	}
	return d.Text(field.Label) + "\x00" + d.Text(field.Text)
}

// derivation is that of a value of a finding, as the facts of its definition have it, or those of an item that the
// definition makes or uses; nil where they have no such number.
func (b *builder) derivation(f *engine.Finding, v policy.Value) *model.Object {
	r := b.resource(f)
	if r == nil || v.Text != "" {
		return nil
	}
	for _, of := range b.numbersOf(r) {
		fact, _ := view.Get(of, v.Name).(*network.Node)
		if fact.Valued() && fact.Amount.Unit.String() == v.Unit &&
			decimal(fact.Amount.Low) == v.Low && decimal(fact.Amount.High) == v.High {
			return fact.Derivation()
		}
	}
	return nil
}

// numbersOf are the facts of a definition, and of the items that it makes or uses.
func (b *builder) numbersOf(r *model.Resource) []any {
	all := []any{b.model.Facts.Of(r)}
	if r.Kind != "KPI" {
		return all
	}
	for _, it := range b.model.Facts.Items {
		for _, side := range slices.Concat(it.Consumers, it.Producers) {
			if side.KPI == r.Name {
				all = append(all, it)
			}
		}
	}
	return all
}

func decimal(r *big.Rat) string {
	text, _ := quantity.Decimal(r)
	return text
}
