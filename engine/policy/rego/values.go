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

// sizeOf is the size of a finding: a number, or a fact that is a share.
func sizeOf(said any, depends bool) (float64, bool) {
	switch x := said.(type) {
	case nil:
		return 0, true
	case json.Number:
		share, err := x.Float64()
		return policy.SizeOf(share, share, depends), err == nil
	case map[string]any:
		low, okLow := x["low"].(json.Number)
		high, okHigh := x["high"].(json.Number)
		parts := map[any]float64{"%": 100, "": 1}[x["unit"]]
		if !okLow || !okHigh || parts == 0 {
			return 0, false
		}
		from, _ := low.Float64()
		to, _ := high.Float64()
		return policy.SizeOf(from/parts, to/parts, depends), true
	}
	return 0, false
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
