package definition

import (
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/schema/field"
)

// Culture says of each value of an organisation whether anything refers to it, and of each tension of a KPI whether
// something guards it.
func (c *Computer) Culture(tension func(k *model.Resource, t *Tensions), values func(o *model.Resource, all []*Value)) {
	known, protected := c.valueIDs(), c.protections()
	referred := map[string]bool{}
	for _, k := range c.Model.Of("KPI") {
		c.About("tensions", k, func() {
			for _, ref := range k.Refs(field.TensionWith) {
				referred[ref.Text] = true
			}
			tension(k, &Tensions{Tensions: tensions(k, known, protected)})
		})
	}
	for key := range protected {
		referred[key.value] = true
	}
	for _, o := range c.Model.Of("Organisation") {
		values(o, valuesOf(o, referred))
	}
}

// valueIDs are the values that exist.
func (c *Computer) valueIDs() map[string]bool {
	known := map[string]bool{}
	for _, value := range c.Model.Listed(field.Values) {
		known[value.Text(field.ID)] = true
	}
	return known
}

// valuesOf are the values of an organisation, and whether anything refers to them.
func valuesOf(o *model.Resource, referred map[string]bool) []*Value {
	values := []*Value{}
	for i, entry := range o.Objects(field.Values) {
		id := entry.Text(field.ID)
		values = append(values, &Value{At: field.Values.At(i).String(), ID: id, Statement: entry.Text(field.Statement),
			Referred: referred[id]})
	}
	return values
}

// guardrail is a value that a counterweight of a KPI protects.
type guardrail struct {
	kpi   *model.Resource
	value string
}

// protections are all guardrails: those of KPIs, and those of key results, which guard the KPI they stand on.
func (c *Computer) protections() map[guardrail]bool {
	all := map[guardrail]bool{}
	note := func(k *model.Resource, counterweights []*model.Object) {
		for _, entry := range counterweights {
			if value := entry.Text(field.Protects); value != "" && entry.To(field.KPI) != nil {
				all[guardrail{k, value}] = true
			}
		}
	}
	for _, k := range c.Model.Of("KPI") {
		note(k, k.Objects(field.Counterweights))
	}
	for _, o := range c.Model.Of("Objective") {
		for _, kr := range o.Objects(field.KeyResults) {
			note(kr.To(field.KPI), kr.Objects(field.Counterweights))
		}
	}
	return all
}

// tensions are what a KPI says to strain. A value that does not exist is an unresolved reference and nothing to guard.
func tensions(k *model.Resource, known map[string]bool, protected map[guardrail]bool) []*Tension {
	var list []*Tension
	for i, ref := range k.Refs(field.TensionWith) {
		if known[ref.Text] {
			list = append(list, &Tension{At: field.TensionWith.At(i).String(), Value: ref.Text,
				Guarded: protected[guardrail{k, ref.Text}]})
		}
	}
	return list
}
