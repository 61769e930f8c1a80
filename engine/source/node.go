package source

// Fields are those of a map, in their order; none of another node. The list is for reading.
func (n *Node) Fields() []Field {
	in := n.opened()
	if in == nil {
		return nil
	}
	return in.fields
}

// Items are those of a list; none of another node. The list is for reading.
func (n *Node) Items() []*Node {
	in := n.opened()
	if in == nil {
		return nil
	}
	return in.items
}

// Span is the place of the value itself: not of its anchor or tag, but with its quotes, brackets or `|`. It is worked
// out anew each time, as few places are ever asked for.
func (n *Node) Span() Span {
	switch {
	case n.inside != nil && n.inside.at != nil:
		return *n.inside.at
	case n.from == nil:
		return Span{}
	}
	return n.from.span(int(n.start), int(n.end))
}

// New is a node that is made, and not read from a file: a scalar with its text, or a map or list without entries.
func New(kind Kind, text string, at Span) *Node {
	return &Node{Kind: kind, Text: text, inside: &inside{at: &at}}
}

// Empty is a map or list like another one, without its entries.
func (n *Node) Empty() *Node {
	like := *n
	if like.shelved = false; n.inside != nil {
		like.inside = &inside{at: n.inside.at}
	}
	return &like
}

// Append adds a field to a map that is being made, and not read from a file. Its key stands where its value does.
func (n *Node) Append(key string, value *Node) {
	k := New(String, key, value.Span())
	k.Plain = true
	n.AppendFields(Field{Key: k, Value: value})
}

// AppendFields adds fields to a map that is being made.
func (n *Node) AppendFields(all ...Field) {
	in := n.filled()
	for _, f := range all {
		in.fields = append(in.fields, f)
		switch {
		case in.index != nil:
			in.index[f.Key.Text] = len(in.fields) - 1
		case len(in.fields) == indexFrom:
			in.index = make(map[string]int, 2*indexFrom)
			for i, f := range in.fields {
				in.index[f.Key.Text] = i
			}
		}
	}
}

// AppendItems adds items to a list that is being made.
func (n *Node) AppendItems(all ...*Node) {
	in := n.filled()
	in.items = append(in.items, all...)
}

func (n *Node) filled() *inside {
	if n.inside == nil {
		n.inside = &inside{}
	}
	return n.inside
}
