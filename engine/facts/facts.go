// Package facts computes what definitions imply: people present, time, rates, supply and demand, money, links.
// Every number remembers how it came about, down to the places its factors are written, and what could not be
// computed says what is missing.
package facts

import (
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
)

func textList(texts []string) model.List {
	list := make(model.List, len(texts))
	for i, t := range texts {
		list[i] = t
	}
	return list
}

// set gives an object a fact, unless there is none. The parts of one that is very large are left out.
func set(o *model.Object, name string, f *network.Node) {
	if f != nil {
		o.Set(name, f.Cut(maxNodes))
	}
}
