package draft

import "github.com/kpilint/kpilint/engine/source"

// object is an empty definition that stands where the file begins to speak of it.
func (d *drafter) object() *source.Node { return source.New(source.Map, "", d.at) }

// written is a text that stands in the file.
func written(text string, at source.Span) *source.Node {
	return source.New(source.String, text, at)
}

// assumed is a text that nobody wrote: the words at the place are read so.
func assumed(text string, at source.Span) *source.Node {
	n := written(text, at)
	n.Assumed = true
	return n
}
