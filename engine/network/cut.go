package network

import (
	"fmt"

	"github.com/kpilint/kpilint/engine/wording"
)

// few parts are shown whatever the limit is.
const few = 8

// Size is how many nodes a node shows, itself among them.
func (n *Node) Size() int { return max(int(n.size), 1) }

// shows counts what a node shows by what its operands do.
func (n *Node) shows() int32 {
	if n.hidden {
		return 1
	}
	size, chain := 1, n.op == times || n.op == plus
	of := n.of
	if n.more != nil {
		of = of[:len(of)-n.more.unseen]
	}
	for _, p := range of {
		if size += p.Size(); chain && n.opens(p) {
			size--
		}
	}
	return int32(min(size, 1<<30))
}

// Cut keeps what a node shows to about so many nodes. What it leaves out of a long sum becomes one part that says how
// many it stands for; what it leaves out of anything else is shown as its value. The number depends on all of it as
// before.
func (n *Node) Cut(limit int) *Node {
	if n == nil || n.Size() <= limit {
		return n
	}
	short, of := *n, n.Of()
	if limit < few {
		short.hidden, short.extra().note, short.size = true, wording.HowItComesAboutIs(), 1
		return &short
	}
	m := short.extra()
	m.limit = limit
	if n.kind() == plus && len(of) > few {
		m.shown = cutSum(of, limit)
	} else {
		m.shown = make([]*Node, len(of))
		for i, p := range of {
			m.shown[i] = p.Cut((limit - 1) / len(of))
		}
	}
	size := 1
	for _, p := range m.shown {
		size += p.Size()
	}
	short.size = int32(size)
	return &short
}

// cutSum keeps the first parts of a sum, and adds up the others.
func cutSum(parts []*Node, limit int) []*Node {
	var kept []*Node
	room := limit - 2
	for _, p := range parts {
		p = p.Cut(max(limit/8, 1))
		if room -= p.Size(); room < 0 {
			break
		}
		kept = append(kept, p)
	}
	left := parts[len(kept):]
	rest := &Node{op: plus, hidden: true, of: left, Amount: left[0].Amount}
	for _, p := range left[1:] {
		if sum, err := rest.Amount.Add(p.Amount); err == nil {
			rest.Amount = sum
		}
	}
	rest.Label = fmt.Sprintf("%d more", len(left))
	rest.more = &more{rest: len(left), note: wording.HowTheyComeAboutIs()}
	rest.depend(left)
	return append(kept, rest)
}

// kind is the operation that a node shows: of a choice that of what is chosen.
func (n *Node) kind() op {
	if n.op == choose {
		return n.chosen().kind()
	}
	return n.op
}
