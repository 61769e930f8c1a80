package parts

import (
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"path"
	"strings"

	"github.com/kpilint/kpilint/engine/wording"
)

// maxNested is how deep elements lie in each other. In documents of office programs each table or list takes about
// eight.
const maxNested = 512

// XML walks over the XML of a part. There are no entities but those of XML itself, and a part that declares some is
// refused.
type XML struct {
	name    string
	source  io.Closer
	decoder *xml.Decoder
	depth   int
	err     error
}

// Kind is what a token is.
type Kind uint8

// The kinds of tokens.
const (
	Start Kind = iota
	End
	Text
)

// Token is the beginning or the end of an element, or text. It is valid until the next one.
type Token struct {
	Kind  Kind
	Name  string // of an element, without its prefix
	Space string // its namespace
	Text  []byte
	attrs []xml.Attr
}

// XML opens a part; nil where there is none.
func (a *Archive) XML(name string) (*XML, error) {
	r, err := a.open(name)
	if r == nil || err != nil {
		return nil, err
	}
	return &XML{name: name, source: r, decoder: xml.NewDecoder(r)}, nil
}

// Close lets the part go.
func (x *XML) Close() { x.source.Close() }

// Next returns the next token, false at the end of the part or where it is damaged, which Err then says.
func (x *XML) Next() (Token, bool) {
	for x.err == nil {
		t, err := x.decoder.Token()
		if err != nil {
			x.fail(err)
			break
		}
		switch t := t.(type) {
		case xml.StartElement:
			if x.depth++; x.depth > maxNested {
				x.err = strange(wording.PartsOfItLieInside())
				break
			}
			return Token{Kind: Start, Name: t.Name.Local, Space: t.Name.Space, attrs: t.Attr}, true
		case xml.EndElement:
			x.depth--
			return Token{Kind: End, Name: t.Name.Local, Space: t.Name.Space}, true
		case xml.CharData:
			return Token{Kind: Text, Text: t}, true
		case xml.Directive:
			x.err = strange(wording.ItDeclaresEntitiesWhichDocuments())
		}
	}
	return Token{}, false
}

func (x *XML) fail(err error) {
	switch {
	case errors.Is(err, io.EOF):
	case errors.Is(err, errLarge):
		x.err = errLarge
	default:
		x.err = damaged(x.name)
	}
}

// Err is what is wrong with the part, as far as it was read.
func (x *XML) Err() error { return x.err }

// Skip walks to the end of the element that has just begun.
func (x *XML) Skip() {
	for depth := x.depth; x.depth >= depth; {
		if _, ok := x.Next(); !ok {
			return
		}
	}
}

// Depth is how many elements are open.
func (x *XML) Depth() int { return x.depth }

// Tokens are those up to the end of the element that has just begun. What is done with one may take the next ones.
func (x *XML) Tokens() iter.Seq[Token] {
	return func(yield func(Token) bool) {
		for depth := x.depth; x.depth >= depth; {
			t, ok := x.Next()
			if !ok || x.depth >= depth && !yield(t) {
				return
			}
		}
	}
}

// Elements are the elements that begin before the end of the one that has just begun.
func (x *XML) Elements() iter.Seq[Token] {
	return func(yield func(Token) bool) {
		for t := range x.Tokens() {
			if t.Kind == Start && !yield(t) {
				return
			}
		}
	}
}

// Attr is the value of an attribute by its name without a prefix, "" where there is none.
func (t Token) Attr(name string) string {
	for _, a := range t.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// All are the values of all attributes of a name, whatever their prefixes.
func (t Token) All(name string) []string {
	var all []string
	for _, a := range t.attrs {
		if a.Name.Local == name {
			all = append(all, a.Value)
		}
	}
	return all
}

// Has reports whether an attribute is there.
func (t Token) Has(name string) bool {
	for _, a := range t.attrs {
		if a.Name.Local == name {
			return true
		}
	}
	return false
}

// On reports whether an attribute of yes or no says yes.
func (t Token) On(name string) bool {
	v := t.Attr(name)
	return v == "1" || v == "true" || v == "on"
}

// Relation is where a part leads.
type Relation struct {
	ID, Type string // of the type, its last word: worksheet
	Target   string // the name of a part
	External bool   // it leads out of the file, and is never followed
}

// Relations are those of a part, in their order; none where there are none. The part "" is the whole file.
func (a *Archive) Relations(part string) ([]Relation, error) {
	dir, base := "", part
	if i := strings.LastIndexByte(part, '/'); i >= 0 {
		dir, base = part[:i+1], part[i+1:]
	}
	x, err := a.XML(dir + "_rels/" + base + ".rels")
	if x == nil || err != nil {
		return nil, err
	}
	defer x.Close()
	var all []Relation
	for t, ok := x.Next(); ok; t, ok = x.Next() {
		if t.Kind != Start || t.Name != "Relationship" {
			continue
		}
		r := Relation{ID: t.Attr("Id"), Type: t.Attr("Type"), External: t.Attr("TargetMode") == "External"}
		r.Type = r.Type[strings.LastIndexByte(r.Type, '/')+1:]
		r.Target = t.Attr("Target")
		if !r.External {
			r.Target = resolve(dir, r.Target)
		}
		all = append(all, r)
	}
	return all, x.Err()
}

// resolve is the name of a part to which a relation leads from a folder.
func resolve(dir, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(path.Clean(target), "/")
	}
	return strings.TrimPrefix(path.Clean("/"+dir+target), "/")
}
