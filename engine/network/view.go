package network

import (
	"iter"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/source"
)

// View shows a node to rules: its number, its sum and how it comes about, or what is missing.
func (n *Node) View() *model.Object {
	o := &model.Object{}
	if n.Valued() {
		model.SetAmount(o, n.Amount)
		o.Set("text", n.Text())
		o.Set("number", n.Number())
		o.Set("sum", n.Sum())
		o.Set("derivation", n.Derivation())
	}
	if missing := n.Lacks(); len(missing) > 0 {
		o.Set("missing", texts(missing))
	}
	return o
}

// Field is one field of the view, nil when the node does not have it. Rules read single fields far more often than
// whole facts.
func (n *Node) Field(name string) any {
	switch {
	case name == "missing" && len(n.Lacks()) > 0:
		return texts(n.Lacks())
	case name == "missing" || !n.Valued():
		return nil
	case name == "text":
		return n.Text()
	case name == "number":
		return n.Number()
	case name == "sum":
		return n.Sum()
	case name == "derivation":
		return n.Derivation()
	}
	return model.AmountField(n.Amount, name)
}

// MarshalJSON writes the node as rules see it.
func (n *Node) MarshalJSON() ([]byte, error) { return n.View().MarshalJSON() }

// standsIn shows what a place is a stretch of, where that is no line of a text.
func standsIn(o *model.Object, p *source.Part) {
	switch {
	case p == nil:
		return
	case p.Cell != "":
		o.Set("sheet", p.Sheet)
		o.Set("cell", p.Cell)
	case p.Paragraph > 0:
		o.Set("paragraph", p.Paragraph)
	default:
		o.Set("table", p.Table)
	}
	o.Set("kind", p.Medium.String())
}

// Derivation shows how a node comes about: label, operation, value, place, parts.
func (n *Node) Derivation() *model.Object {
	o := &model.Object{}
	o.Set("label", n.Label)
	if sign := n.Op(); sign != "" {
		o.Set("op", sign)
	}
	o.Set("text", n.Text())
	model.SetAmount(o, n.Amount)
	if note := n.Note(); note != "" {
		o.Set("note", note)
	} else if n.At.Node != nil && n.At.Node.Assumed {
		o.Set("note", "assumed")
	}
	if n.At.Node != nil {
		span := n.At.Span()
		o.Set("file", n.At.File)
		o.Set("line", span.Line)
		o.Set("column", span.Column)
		o.Set("endLine", span.EndLine)
		o.Set("endColumn", span.EndColumn)
		standsIn(o, span.Part)
	}
	if of := n.Of(); len(of) > 0 {
		parts := make(model.List, len(of))
		for i, p := range of {
			parts[i] = p.Derivation()
		}
		o.Set("of", parts)
	}
	return o
}

// Written are the places of the numbers that Derivation shows, in its order, with the value of each. Of a part of a
// document, a place is without the text that stands there.
func (n *Node) Written() iter.Seq2[source.Location, string] {
	return func(yield func(source.Location, string) bool) { n.written(yield) }
}

func (n *Node) written(yield func(source.Location, string) bool) (more bool) {
	if n.At.Node != nil {
		at := source.Location{File: n.At.File, Span: n.At.Span()}
		if at.Part != nil {
			part := *at.Part
			part.Text, at.Part = "", &part
		}
		if at.Line > 0 && !yield(at, n.Text()) {
			return false
		}
	}
	for _, part := range n.Of() {
		if !part.written(yield) {
			return false
		}
	}
	return true
}

func texts(all []string) model.List {
	list := make(model.List, len(all))
	for i, t := range all {
		list[i] = t
	}
	return list
}
