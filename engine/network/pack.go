package network

import (
	"github.com/kpilint/kpilint/engine/packed"
	"github.com/kpilint/kpilint/engine/quantity"
)

// Nodes can be packed for another process, with as much of each as somebody there needs. The functions of formulas and
// choices stay here, so no node there follows other leaves.

// Detail is what of a node is packed beside its number and what it lacks.
type Detail uint8

// The details.
const (
	Ranges Detail = 1 << iota // what decides on the ends of a number that is made of it
	Sums                      // how it comes about: its sum in words, and its derivation
)

// The bits with which a packed node begins.
const (
	hasMissing = 1 << iota
	hasTenths
	hasOperation // it is packed as no leaf
	hasLabel
	hasPlace
	hasNote
	hasSteps
	hasRanges // they are others than those that follow from what is packed
	hasWalked // what it is made of is not packed: how much that is
	hasUnseen
	hasShown
	hasRest
	isNamed
	isHidden
	endOfBits
)

// A Packer packs nodes, each once.
type Packer struct {
	*packed.Writer
	Amounts *quantity.Packer
	Texts   *packed.Texts
	Place   func(at Place) // writes where a leaf is written

	nodes    map[*Node]packedNode
	count    int
	formulas packed.Once[*Formula]
	choices  packed.Once[*choice]
}

// packedNode is a node that was packed.
type packedNode struct {
	number int
	with   Detail
}

// Node packs a node that is there.
func (p *Packer) Node(n *Node, with Detail) {
	known := p.nodes[n]
	if known.number > 0 && known.with&with == with {
		p.Number(known.number)
		return
	}
	p.Number(0)
	with |= known.with
	p.node(n, with)
	if p.nodes == nil {
		p.nodes = map[*Node]packedNode{}
	}
	p.count++
	p.nodes[n] = packedNode{p.count, with}
}

// varies reports whether a range is in a number.
func (n *Node) varies() bool {
	return n.Valued() && n.Amount.IsRange() || n.more != nil && (n.more.ranges != nil || n.more.blurred)
}

func (p *Packer) node(n *Node, with Detail) {
	none := more{}
	m := n.more
	if m == nil {
		m = &none
	}
	varies := with&Ranges != 0 && n.varies()
	is := func(so bool, bit int) int {
		if so {
			return bit
		}
		return 0
	}
	shows := func(so bool, bit int) int { return is(so && with&Sums != 0, bit) }
	bits := is(len(m.missing) > 0, hasMissing) | is(m.tenths != nil, hasTenths) |
		is(n.op != leaf && (varies || with&Sums != 0), hasOperation) | shows(n.Label != "", hasLabel) |
		is(n.At.Node != nil && (with&Sums != 0 || with&Ranges != 0 && n.op == leaf), hasPlace) |
		shows(m.note != "", hasNote) | is(n.steps != nil && (varies || with&Ranges != 0 && n.op == leaf), hasSteps) |
		is(with&Ranges != 0 && n.op == leaf && !n.hasOwnRange(), hasRanges) |
		is(with&Ranges != 0 && n.op != leaf && !varies, hasWalked) | is(varies && m.unseen > 0, hasUnseen) |
		shows(m.shown != nil && !n.hidden, hasShown) | shows(m.rest > 0, hasRest) | shows(n.named, isNamed) |
		shows(n.hidden, isHidden)
	p.Number(bits)
	p.Amounts.Amount(p.Writer, n.Amount)
	if bits&hasMissing != 0 {
		p.Number(len(m.missing))
		for _, text := range m.missing {
			p.Texts.Write(p.Writer, text)
		}
	}
	if bits&hasTenths != 0 {
		p.tenths(m.tenths)
	}
	if bits&hasLabel != 0 {
		p.Texts.Write(p.Writer, n.Label)
	}
	if bits&hasPlace != 0 {
		p.Place(n.At)
	}
	if bits&hasNote != 0 {
		p.Texts.Write(p.Writer, m.note)
	}
	if bits&hasSteps != 0 {
		p.steps(n.steps)
	}
	if bits&hasRanges != 0 {
		p.all(m.ranges, Ranges)
	}
	if bits&hasWalked != 0 {
		p.Number(n.walked())
	}
	if bits&hasOperation != 0 {
		p.operation(n, m, with, varies)
	}
}

// hasOwnRange reports whether a leaf depends on itself where it is a range, and else on nothing.
func (n *Node) hasOwnRange() bool {
	ranges := n.rangesOf()
	if n.Valued() && n.Amount.IsRange() {
		return len(ranges) == 1 && ranges[0] == n
	}
	return ranges == nil
}

func (p *Packer) all(nodes []*Node, with Detail) {
	p.Number(len(nodes))
	for _, n := range nodes {
		p.Node(n, with)
	}
}

func (p *Packer) tenths(t *tenths) {
	p.Number(t.most)
	if t.not == nil {
		p.Raw(0)
		return
	}
	p.Raw(1)
	p.Amounts.Number(p.Writer, t.not)
}

// steps packs the last step, and then those before it.
func (p *Packer) steps(last *step) {
	count := 0
	for s := last; s != nil; s = s.before {
		count++
	}
	p.Number(count)
	for s := last; s != nil; s = s.before {
		p.Raw(byte(s.do))
		switch s.do {
		case scale:
			p.Amounts.Number(p.Writer, s.by)
		case inUnit:
			p.Amounts.Unit(p.Writer, s.in)
		}
	}
}

// operation packs how a node is made of others: all of them where a range is in it, and else those that it shows.
func (p *Packer) operation(n *Node, m *more, with Detail, varies bool) {
	p.Raw(byte(n.op))
	sums := with & Sums
	if n.hidden {
		sums = 0
	}
	switch n.op {
	case byFormula:
		p.Texts.Write(p.Writer, m.name)
		if !p.formulas.Again(p.Writer, m.formula) {
			p.formulas.Wrote(m.formula)
		}
	case choose:
		if !p.choices.Again(p.Writer, m.choice) {
			p.choices.Wrote(m.choice)
		}
		if p.Raw(byte(sums)); sums != 0 {
			p.Node(m.choice.made, sums)
		}
	}
	shown := n.of[:len(n.of)-m.unseen]
	if sums == 0 || m.shown != nil || n.op == choose {
		shown = nil
	}
	p.Number(len(shown))
	for _, of := range shown {
		if varies {
			p.Node(of, sums|Ranges)
		} else {
			p.Node(of, sums)
		}
	}
	if varies {
		p.all(n.of[len(shown):], Ranges)
		if m.unseen > 0 {
			p.Number(m.unseen)
		}
	} else {
		p.Number(0)
	}
	if with&Sums != 0 && m.shown != nil && !n.hidden {
		p.all(m.shown, Sums)
	}
	if with&Sums != 0 && m.rest > 0 {
		p.Number(m.rest)
	}
}

// An Unpacker makes nodes of what a Packer has packed. What makes no sense tears the reader.
type Unpacker struct {
	*packed.Reader
	Amounts *quantity.Unpacker
	Texts   *packed.SeenTexts
	Place   func() Place // reads where a leaf is written

	nodes    packed.Seen[*Node]
	formulas packed.Seen[*Formula]
	choices  packed.Seen[*choice]
	depth    int
}

// deepest is how deep nodes may stand in each other.
const deepest = 10_000

// Node makes a node. It is never nil.
func (u *Unpacker) Node() *Node {
	n, again := u.nodes.Again(u.Reader)
	if again && n != nil {
		return n
	}
	if u.depth++; u.depth > deepest {
		u.Tear()
	}
	n = &Node{}
	if !u.Torn() {
		u.node(n)
	}
	u.depth--
	u.nodes.Read(n)
	return n
}

func (u *Unpacker) node(n *Node) {
	bits := u.Below(endOfBits)
	n.Amount = u.Amounts.Amount(u.Reader)
	n.named, n.hidden = bits&isNamed != 0, bits&isHidden != 0
	var m more
	if bits&hasMissing != 0 {
		m.missing = make([]string, u.Count())
		for i := range m.missing {
			m.missing[i] = u.Texts.Read(u.Reader)
		}
	}
	if bits&hasTenths != 0 {
		m.tenths = u.tenths()
	}
	if bits&hasLabel != 0 {
		n.Label = u.Texts.Read(u.Reader)
	}
	if bits&hasPlace != 0 {
		n.At = u.Place()
	}
	if bits&hasNote != 0 {
		m.note = u.Texts.Read(u.Reader)
	}
	if bits&hasSteps != 0 {
		n.steps = u.steps()
	}
	var ranges []*Node
	if bits&hasRanges != 0 {
		ranges = u.all()
	}
	if bits&hasWalked != 0 {
		m.walked = u.Number()
	}
	if bits&hasOperation != 0 {
		u.operation(n, &m, bits)
	}
	if bits&(hasMissing|hasTenths|hasNote|hasWalked|hasOperation) != 0 {
		n.more = &m
	}
	switch {
	case bits&hasRanges != 0:
		n.extra().ranges = ranges
	case n.op == leaf:
		ranged(n)
	default:
		n.depend(n.of)
	}
}

func (u *Unpacker) all() []*Node {
	all := make([]*Node, u.Count())
	for i := range all {
		all[i] = u.Node()
	}
	return all
}

// mostTenths is how many decimals a percentage is shown with.
const mostTenths = 1_000

func (u *Unpacker) tenths() *tenths {
	t := &tenths{most: u.Below(mostTenths)}
	if u.Flag() {
		t.not = u.Amounts.Number(u.Reader)
	}
	return t
}

func (u *Unpacker) steps() (last *step) {
	at := &last
	for range u.Count() {
		s := &step{do: stepKind(u.Below(int(notBelowZero) + 1))}
		switch s.do {
		case scale:
			s.by = u.Amounts.Number(u.Reader)
		case inUnit:
			s.in = u.Amounts.Unit(u.Reader)
		}
		*at, at = s, &s.before
	}
	return last
}

// unknown is the formula of a node that comes from another process: it gives no number.
func unknown([]quantity.Amount) (quantity.Amount, bool) { return quantity.Amount{}, false }

func (u *Unpacker) operation(n *Node, m *more, bits int) {
	n.op = op(u.Below(int(choose) + 1))
	switch n.op {
	case byFormula:
		m.name = u.Texts.Read(u.Reader)
		f, again := u.formulas.Again(u.Reader)
		if !again {
			stays := Formula(unknown)
			f = &stays
			u.formulas.Read(f)
		}
		m.formula = f
	case choose:
		c, again := u.choices.Again(u.Reader)
		if !again || c == nil {
			c = &choice{}
			u.choices.Read(c)
		}
		if u.Byte() != 0 {
			c.made = u.Node()
		} else if c.made == nil {
			c.made = &Node{}
		}
		m.choice = c
	}
	n.of = append(u.all(), u.all()...)
	if bits&hasUnseen != 0 {
		m.unseen = u.Below(len(n.of) + 1)
	}
	if bits&hasShown != 0 {
		m.shown = u.all()
	}
	if bits&hasRest != 0 {
		m.rest = u.Number()
	}
}
