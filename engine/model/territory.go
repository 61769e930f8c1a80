package model

import (
	"cmp"
	"slices"
	"sort"

	"github.com/kpilint/kpilint/engine/source"
)

// A Territory answers in which of the definitions of a file a place lies, without looking through all of them each
// time.
type Territory struct {
	definitions []*Definition
	plots       []plot        // by where they start, those around before those in them
	lines       []*Definition // of each line, from 1; nil until somebody asks
	prose       *Definition   // whose text follows the front matter; nil for none
	steps       int           // plots and lines passed so far, which tests count
}

// plot is a stretch of a file on which definitions are written, more than one where an alias stands for them.
type plot struct {
	source.Span
	up        int // the plot around it, -1 for none
	last      int // of the definitions that are written there, the last
	innermost int // the same, of all plots around it as well: nested ones come after those around them
}

// TerritoryOf surveys the definitions of a file, which takes a while.
func TerritoryOf(definitions []*Definition) *Territory {
	t := &Territory{definitions: definitions, plots: make([]plot, len(definitions))}
	for i, d := range definitions {
		t.plots[i] = plot{Span: d.Node.Span(), up: -1, last: i}
		if d.Prose != nil && d.Around == nil {
			t.prose = d
		}
	}
	slices.SortFunc(t.plots, func(a, b plot) int {
		return cmp.Or(a.Line-b.Line, a.Column-b.Column, b.EndLine-a.EndLine, b.EndColumn-a.EndColumn, b.last-a.last)
	})
	t.plots = slices.CompactFunc(t.plots, func(a, b plot) bool { return a.Span == b.Span }) // the last of each is kept
	up := -1
	for i := range t.plots {
		p := &t.plots[i]
		for up >= 0 && !t.plots[up].Span.Holds(p.Span) {
			up = t.plots[up].up
		}
		if p.up, p.innermost = up, p.last; up >= 0 {
			p.innermost = max(p.last, t.plots[up].innermost)
		}
		up = i
	}
	return t
}

// Around is the innermost definition whose text holds a place, nil for none.
func (t *Territory) Around(at source.Span) *Definition {
	i := sort.Search(len(t.plots), func(i int) bool {
		p := t.plots[i]
		return p.Line > at.Line || p.Line == at.Line && p.Column > at.Column
	})
	for i--; i >= 0; i = t.plots[i].up {
		t.steps++
		if t.plots[i].Span.Holds(at) {
			return t.definitions[t.plots[i].innermost]
		}
	}
	return nil
}

// OnLine is the innermost definition that is written on a line, nil for none.
func (t *Territory) OnLine(line int) *Definition {
	if t.lines == nil {
		t.fill()
	}
	if t.prose != nil && line >= t.prose.Prose.Line {
		return t.prose
	}
	if line >= len(t.lines) {
		return nil
	}
	return t.lines[line]
}

// fill writes down for each line who is written there last.
func (t *Territory) fill() {
	last := 0
	for _, p := range t.plots {
		last = max(last, p.EndLine)
	}
	t.lines = make([]*Definition, last+1)
	for _, p := range slices.SortedFunc(slices.Values(t.plots), func(a, b plot) int { return a.last - b.last }) {
		t.steps += p.EndLine - p.Line + 1
		for line := p.Line; line <= p.EndLine; line++ {
			t.lines[line] = t.definitions[p.last]
		}
	}
}
