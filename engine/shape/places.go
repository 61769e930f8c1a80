package shape

import "sync"

// places are all shapes of definitions, each once, in an order that follows from the schemas.
type places struct {
	all []*Shape
	of  map[*Shape]int
}

var placed = sync.OnceValue(func() *places {
	p := &places{of: map[*Shape]int{}}
	kinds, err := Load()
	if err != nil {
		return p
	}
	for _, kind := range kinds.Names() {
		p.add(kinds.Of(kind))
	}
	return p
})

func (p *places) add(s *Shape) {
	if s == nil {
		return
	}
	if _, known := p.of[s]; known {
		return
	}
	p.of[s] = len(p.all)
	p.all = append(p.all, s)
	for _, name := range s.Names {
		p.add(s.Fields[name])
	}
	p.add(s.Item)
	for _, a := range s.Alternative {
		p.add(a)
	}
}

// Place is the number of the shape among those of all definitions, which is the same in each process of one build;
// false for another shape.
func (s *Shape) Place() (n int, ok bool) {
	n, ok = placed().of[s]
	return n, ok
}

// At is the shape with a number; nil where there is none.
func At(n int) *Shape {
	if all := placed().all; n < len(all) {
		return all[n]
	}
	return nil
}
