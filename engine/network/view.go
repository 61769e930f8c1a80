package network

import (
	"iter"
	"slices"

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
	} else if n.isAssumed() {
		o.Set("note", assumed)
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
	return func(yield func(source.Location, string) bool) {
		n.each(func(n *Node) bool {
			if n.At.Node == nil {
				return true
			}
			at := source.Location{File: n.At.File, Span: n.At.Span()}
			if at.Part != nil {
				part := *at.Part
				part.Text, at.Part = "", &part
			}
			return at.Line == 0 || yield(at, n.Text())
		})
	}
}

// Assumed are the numbers that Derivation shows and nobody wrote, in its order.
func (n *Node) Assumed() iter.Seq[*Node] {
	return func(yield func(*Node) bool) { n.each(func(n *Node) bool { return !n.isAssumed() || yield(n) }) }
}

// isAssumed reports whether a leaf stands for what nobody wrote.
func (n *Node) isAssumed() bool {
	note := n.Note()
	return note == assumed || note == "" && n.At.Node != nil && n.At.Node.Assumed
}

// assumed is the note of what nobody wrote, and a document needs.
const assumed = "assumed"

// each goes through a node and all that Derivation shows of it, until it is told to end.
func (n *Node) each(visit func(*Node) bool) (more bool) {
	return visit(n) && !slices.ContainsFunc(n.Of(), func(part *Node) bool { return !part.each(visit) })
}

func texts(all []string) model.List {
	list := make(model.List, len(all))
	for i, t := range all {
		list[i] = t
	}
	return list
}
