package model

import "github.com/kpilint/kpilint/engine/source"

// Shelve lets the trees go of which definitions were read, as far as they can be read again. keep gives what stays of a
// node. It is for definitions that nobody else has yet.
func Shelve(definitions []*Definition, keep func(*source.Node) *source.Node) {
	for _, d := range definitions {
		shelveObject(d.Object, keep)
	}
}

func shelveObject(o *Object, keep func(*source.Node) *source.Node) {
	o.Node = keep(o.Node)
	for _, v := range o.values {
		shelveValue(v, keep)
	}
}

func shelveValue(v any, keep func(*source.Node) *source.Node) {
	switch v := v.(type) {
	case *Ref:
		v.Node = keep(v.Node)
	case *Quantity:
		v.Node = keep(v.Node)
	case *Object:
		shelveObject(v, keep)
	case List:
		for _, item := range v {
			shelveValue(item, keep)
		}
	}
}
