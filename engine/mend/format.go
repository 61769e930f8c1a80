package mend

import (
	"bytes"
	"runtime"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/discover"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/work"
)

// Formatted is what Format found.
type Formatted struct {
	Files      []FileChange     // by name, those that change
	Seen       int              // files with definitions of ours
	Problems   []source.Problem // files that stay as they are, as they cannot be parsed or formatted
	Unreadable []error
}

// Format lays out the definitions of files in the canonical way: the fields of each in the order in which its
// schema has them, the rest as source.Format says. Documents that are not ours stay byte for byte. Nothing is
// written.
func Format(in discover.Input) (*Formatted, error) {
	kinds, err := shape.Load()
	if err != nil {
		return nil, err
	}
	found, err := discover.Discover(in)
	out := &Formatted{Unreadable: work.Unjoin(err)}
	all := make([]formatted, len(found.Files))
	work.Each(runtime.GOMAXPROCS(0), len(all), func(i int) {
		one := found.Files[i]
		if err := work.Guard("formatting "+in.Called(one.Path), func() { all[i] = formatFile(in, kinds, one) }); err != nil {
			all[i] = formatted{err: err}
		}
	})
	for i := range all {
		f := &all[i]
		if f.err != nil {
			out.Unreadable = append(out.Unreadable, f.err)
		}
		if f.seen {
			out.Seen++
		}
		out.Problems = append(out.Problems, f.problems...)
		if !bytes.Equal(f.change.Before, f.change.Now) {
			out.Files = append(out.Files, f.change)
		}
	}
	return out, nil
}

// formatted is what one file gave.
type formatted struct {
	change   FileChange
	seen     bool // it has definitions of ours
	problems []source.Problem
	err      error
}

func formatFile(in discover.Input, kinds *shape.Kinds, f discover.File) formatted {
	data, err := in.Read(f.Path)
	if err != nil {
		return formatted{err: err}
	}
	ours := false
	now, problems := source.Format(in.Called(f.Path), data, func(root *source.Node) source.Layout {
		layout := layoutOf(kinds, root)
		ours = ours || layout != nil
		return layout
	})
	if !ours && !f.Named && !bytes.Contains(data, []byte("kpilint/")) {
		return formatted{} // somebody else's, whatever is wrong with it
	}
	change := FileChange{Name: in.Called(f.Path), Path: f.Path, Before: data, Now: now}
	return formatted{change: change, seen: ours && len(problems) == 0, problems: problems}
}

// A fieldOrder is the layout of a value by its shape.
type fieldOrder struct {
	kinds *shape.Kinds
	of    *shape.Shape
}

// layoutOf is the layout of a document, or of a list of them; nil for none of ours.
func layoutOf(kinds *shape.Kinds, root *source.Node) source.Layout {
	if root.Kind == source.List {
		if slices.ContainsFunc(root.Items(), func(item *source.Node) bool { return kindOf(kinds, item) != nil }) {
			return definitions{kinds}
		}
		return nil
	}
	if s := kindOf(kinds, root); s != nil {
		return fieldOrder{kinds, s}
	}
	return nil
}

func kindOf(kinds *shape.Kinds, n *source.Node) *shape.Shape {
	if source.TextOf(n.Get("apiVersion")) != shape.Version {
		return nil
	}
	return kinds.Of(source.TextOf(n.Get("kind")))
}

// definitions is the layout of a list of documents.
type definitions struct{ kinds *shape.Kinds }

func (definitions) Rank(string) int { return 0 }

func (d definitions) Of(_ string, item *source.Node) source.Layout {
	if s := kindOf(d.kinds, item); s != nil {
		return fieldOrder{d.kinds, s}
	}
	return nil
}

// Rank puts `$schema` and what is merged in first, and at the end what the language does not know.
func (o fieldOrder) Rank(key string) int {
	switch i := slices.Index(o.of.Order, key); {
	case len(o.of.Order) == 0:
		return 0
	case strings.HasPrefix(key, "$"):
		return -2
	case key == "<<":
		return -1
	case i < 0:
		return len(o.of.Order)
	default:
		return i
	}
}

func (o fieldOrder) Of(key string, value *source.Node) source.Layout {
	s := o.of.Item
	if key != "" && o.of.Form != shape.Map {
		s = o.of.Fields[key]
	}
	if s == nil {
		return nil
	}
	s = s.Pick(func(f shape.Form) bool {
		return f == shape.Object && value.Kind == source.Map || f == shape.List && value.Kind == source.List
	})
	if s.Form == shape.Resource {
		s = o.kinds.Of(s.Kind)
	}
	return fieldOrder{o.kinds, s}
}
