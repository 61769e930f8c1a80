package rego

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
)

// values reads the numbers a finding carries: facts and quantities as the model shows them, or plain values.
func values(said map[string]any) []policy.Value {
	var all []policy.Value
	for _, name := range slices.Sorted(maps.Keys(said)) {
		v := policy.Value{Name: name}
		switch x := said[name].(type) {
		case map[string]any:
			v.Low, v.High, v.Unit = fmt.Sprint(x["low"]), fmt.Sprint(x["high"]), fmt.Sprint(x["unit"])
		case json.Number:
			v.Low, v.High = x.String(), x.String()
		default:
			v.Text = fmt.Sprint(x)
		}
		all = append(all, v)
	}
	return all
}

// objectOf gives a JSON object its names in order, as the model has them.
func objectOf(said map[string]any) *model.Object {
	if said == nil {
		return nil
	}
	o := &model.Object{}
	for _, name := range slices.Sorted(maps.Keys(said)) {
		o.Set(name, valueOf(said[name]))
	}
	return o
}

func valueOf(v any) any {
	switch v := v.(type) {
	case map[string]any:
		return objectOf(v)
	case []any:
		list := make(model.List, len(v))
		for i, item := range v {
			list[i] = valueOf(item)
		}
		return list
	}
	return v
}
