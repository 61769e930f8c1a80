package facts

import (
	"reflect"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
)

// fill copies an object of names into a struct.
func fill(o *model.Object, into any) { fillStruct(o, reflect.ValueOf(into).Elem()) }

func fillStruct(o *model.Object, v reflect.Value) bool {
	any := false
	for i := range v.NumField() {
		f, fv := v.Type().Field(i), v.Field(i)
		if f.Anonymous {
			if fv.Kind() == reflect.Pointer && fv.IsNil() {
				group := reflect.New(f.Type.Elem())
				if fillStruct(o, group.Elem()) {
					fv.Set(group)
					any = true
				}
				continue
			}
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" || !f.IsExported() {
			continue
		}
		if value := o.Get(name); value != nil {
			any = true
			fv.Set(typedValue(value, f.Type))
		}
	}
	return any
}

func typedValue(value any, t reflect.Type) reflect.Value {
	switch v := value.(type) {
	case *model.Object:
		s := reflect.New(t.Elem())
		fillStruct(v, s.Elem())
		if t.Elem() == reflect.TypeOf(TextNumber{}) && v.Node != nil {
			s.Interface().(*TextNumber).Node = v.Node
		}
		return s
	case *network.Node:
		return reflect.ValueOf(v)
	case model.List:
		l := reflect.MakeSlice(t, 0, len(v))
		for _, e := range v {
			if s, ok := e.(string); ok {
				l = reflect.Append(l, reflect.ValueOf(s))
				continue
			}
			l = reflect.Append(l, typedValue(e, t.Elem()))
		}
		return l
	}
	return reflect.ValueOf(value)
}

// typed copies what was worked out by names into the structs of each definition.
func (c *computer) typed() {
	f := c.facts
	for _, r := range c.m.Resources {
		if of := f.Of(r); of != nil && r.Facts != nil {
			fill(r.Facts, of)
		}
	}
	fill(c.m.Computed, &f.Whole)
}

// of begins an entry about a resource.
func of(r *model.Resource) *model.Object {
	o := &model.Object{}
	o.Set("kind", r.Kind)
	o.Set("resource", r.Name)
	return o
}

// setList gives an object a list, unless it is empty.
func setList(o *model.Object, name string, list model.List) {
	if len(list) > 0 {
		o.Set(name, list)
	}
}
