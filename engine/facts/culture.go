package facts

import (
	"fmt"

	"github.com/kpilint/kpilint/engine/model"
)

// culture says of each value of an organisation whether anything refers to it, and of each tension of a KPI whether something guards it.
func (c *computer) culture() {
	protected := c.protections()
	referred := map[string]bool{}
	for _, k := range c.m.Of("KPI") {
		c.about("tensions", k, func() {
			for _, ref := range k.Refs("tensionWith") {
				referred[ref.Text] = true
			}
			c.tensions(k, protected)
		})
	}
	for key := range protected {
		referred[key.value] = true
	}
	for _, o := range c.m.Of("Organisation") {
		values := model.List{}
		for i, entry := range o.Objects("values") {
			v := &model.Object{}
			v.Set("at", fmt.Sprintf("values/%d", i))
			v.Set("id", entry.Text("id"))
			v.Set("statement", entry.Text("statement"))
			v.Set("referred", referred[entry.Text("id")])
			values = append(values, v)
		}
		o.Facts.Set("values", values)
	}
}

// guardrail is a value that a counterweight of a KPI protects.
type guardrail struct {
	kpi   *model.Resource
	value string
}

// protections are all guardrails: those of KPIs, and those of key results, which guard the KPI they stand on.
func (c *computer) protections() map[guardrail]bool {
	all := map[guardrail]bool{}
	note := func(k *model.Resource, counterweights []*model.Object) {
		for _, entry := range counterweights {
			if value := entry.Text("protects"); value != "" && entry.To("kpi") != nil {
				all[guardrail{k, value}] = true
			}
		}
	}
	for _, k := range c.m.Of("KPI") {
		note(k, k.Objects("counterweights"))
	}
	for _, o := range c.m.Of("Objective") {
		for _, kr := range o.Objects("keyResults") {
			note(kr.To("kpi"), kr.Objects("counterweights"))
		}
	}
	return all
}

// tensions set what a KPI says to strain. A value that does not exist is an unresolved reference and nothing to guard.
func (c *computer) tensions(k *model.Resource, protected map[guardrail]bool) {
	var list model.List
	for i, ref := range k.Refs("tensionWith") {
		if !c.isValue(ref.Text) {
			continue
		}
		t := &model.Object{}
		t.Set("at", fmt.Sprintf("tensionWith/%d", i))
		t.Set("value", ref.Text)
		t.Set("guarded", protected[guardrail{k, ref.Text}])
		list = append(list, t)
	}
	if list != nil {
		k.Facts.Set("tensions", list)
	}
}

func (c *computer) isValue(id string) bool {
	return c.values[id]
}
