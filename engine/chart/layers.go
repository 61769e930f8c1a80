package chart

import (
	"cmp"
	"math"
	"slices"
)

// layers puts boxes into columns and bands between them: boxes of a column one below the other, ordered so that bands
// cross little, and each as near to its partners as the others allow.
//
// It is the layered drawing of Sugiyama, Tagawa and Toda (1981): columns are given, a band that passes a column has a
// place in it, and the order comes of barycentres and of swaps of neighbours.
type layers struct {
	columns [][]*place
	bands   []*strand
	gap     float64 // between two boxes of a column
}

// place is a box in a column, or where a band passes it.
type place struct {
	column       int
	w, h         float64
	x, y         float64
	head         float64 // how far below its top bands may begin
	rank         int     // where it stands when nothing else decides
	tier         int     // it stays below all of a lower one
	block        any     // places of one block stay together; nil for one by itself
	deep         int     // their order in it
	pass         bool    // a band passes here
	left, right  []*strand
	loops        []*loop // bands to others of its column
	item         any
	above, below float64 // room that it needs beyond its gap
}

// strand is a piece of a band between two columns, the left one first.
type strand struct {
	from, to *place // from.column < to.column
	width    float64
	item     any
	y0, y1   float64 // the upper edge at both ends
	chain    *band   // the whole band
}

// band is a band between two boxes, as pieces from column to column.
type band struct {
	pieces  []*strand
	flipped bool // what flows comes from the right
	item    any
}

// loop is a band between two places of one column, at their right side.
type loop struct {
	from, to *place
	width    float64
	item     any
	y0, y1   float64
}

// turn adds a band between two places of one column.
func (l *layers) turn(from, to *place, width float64, item any) *loop {
	b := &loop{from: from, to: to, width: width, item: item}
	from.loops, to.loops = append(from.loops, b), append(to.loops, b)
	return b
}

// connect adds a band between two places in different columns.
func (l *layers) connect(from, to *place, width float64, item any) *band {
	b := &band{item: item, flipped: from.column > to.column}
	if b.flipped {
		from, to = to, from
	}
	at := from
	for c := from.column + 1; c <= to.column; c++ {
		next := to
		if c < to.column {
			next = &place{column: c, h: width + 8, head: 4, pass: true, rank: len(l.columns[c])}
			l.columns[c] = append(l.columns[c], next)
		}
		s := &strand{from: at, to: next, width: width, item: item, chain: b}
		at.right, next.left = append(at.right, s), append(next.left, s)
		l.bands, b.pieces = append(l.bands, s), append(b.pieces, s)
		at = next
	}
	return b
}

// lowEnough is a height at which a drawing is seen whole, so that level bands are worth it.
const lowEnough = 640.0

// arrange orders the columns, and puts every place and both ends of every band where they are.
func (l *layers) arrange(top float64) {
	l.order()
	l.stack(top)
	lowest := l.bottom()
	for range 6 {
		if !l.align(top) {
			break
		}
	}
	if compact := math.Max((lowest-top)*1.4, lowEnough) + top; l.bottom() > compact {
		l.relax(top, (lowest-top)*1.08+top)
	}
	l.ports()
}

// relax stacks the places anew between top and bottom, each as near to its partners as the order allows.
func (l *layers) relax(top, bottom float64) {
	for _, c := range l.columns {
		for _, p := range c {
			p.y = 0
		}
	}
	l.stack(top)
	for sweep := range 16 {
		l.ports()
		for i := range l.columns {
			if sweep%2 == 1 {
				i = len(l.columns) - 1 - i
			}
			l.relaxColumn(l.columns[i], top, bottom)
			l.ports()
		}
	}
}

// relaxColumn brings each place of a column as near to where its bands want it as their order allows: of the weighted
// least squares in order, by pooling adjacent violators (Ayer, Brunk, Ewing, Reid, Silverman, 1955).
func (l *layers) relaxColumn(column []*place, top, bottom float64) {
	type pool struct {
		sum, weight float64
		places      int
	}
	var pools []pool
	var offsets []float64
	off := 0.0
	for i, p := range column {
		if i > 0 {
			off += p.above
		}
		offsets = append(offsets, off)
		want, weight := p.centre()
		pools = append(pools, pool{(want - off) * weight, weight, 1})
		for n := len(pools); n > 1; n-- {
			a, b := pools[n-2], pools[n-1]
			if a.sum/a.weight <= b.sum/b.weight {
				break
			}
			pools = append(pools[:n-2], pool{a.sum + b.sum, a.weight + b.weight, a.places + b.places})
		}
		off += p.h + p.below + l.gap
	}
	most := bottom - (off - l.gap)
	i := 0
	for _, pool := range pools {
		y := math.Max(top, math.Min(most, pool.sum/pool.weight))
		for range pool.places {
			column[i].y = math.Max(y, top) + offsets[i]
			i++
		}
	}
}

// centre is where the bands of a place want it on the mean, and how much.
func (p *place) centre() (want, weight float64) {
	for _, s := range slices.Concat(p.left, p.right) {
		at := p.y + s.y0 - s.y1
		if s.from == p {
			at = p.y + s.y1 - s.y0
		}
		want, weight = want+at*s.width, weight+s.width
	}
	if weight == 0 {
		return p.y, 1e-3
	}
	return want / weight, weight
}

// order finds an order of each column with few crossings.
func (l *layers) order() {
	for _, c := range l.columns {
		centre := map[*place]float64{}
		for i, p := range c {
			centre[p] = float64(i)
		}
		l.gather(c, centre)
	}
	best, fewest := l.copyOrder(), l.crossings()
	for sweep := range 12 {
		if fewest == 0 {
			break
		}
		l.sweep(sweep%2 == 0)
		if n := l.crossings(); n < fewest {
			best, fewest = l.copyOrder(), n
		}
	}
	l.columns = best
	l.swap()
}

func (l *layers) copyOrder() [][]*place {
	columns := make([][]*place, len(l.columns))
	for i, c := range l.columns {
		columns[i] = slices.Clone(c)
	}
	return columns
}

// sweep orders each column by the barycentres of the one before it, or of the one after it.
func (l *layers) sweep(forward bool) {
	for i := range l.columns {
		if !forward {
			i = len(l.columns) - 1 - i
		}
		at := l.positions()
		centre := map[*place]float64{}
		for j, p := range l.columns[i] {
			strands := p.left
			if !forward {
				strands = p.right
			}
			centre[p] = barycentre(strands, p, at, float64(j))
		}
		l.gather(l.columns[i], centre)
	}
}

// gather sorts a column by centres. A block stands together, at the mean of its places, in its own order.
func (l *layers) gather(column []*place, centre map[*place]float64) {
	sum, size, first := map[any]float64{}, map[any]float64{}, map[any]int{}
	for i, p := range column {
		if p.block == nil {
			continue
		}
		if size[p.block] == 0 {
			first[p.block] = i
		}
		sum[p.block], size[p.block] = sum[p.block]+centre[p], size[p.block]+1
	}
	index := map[*place]int{}
	for i, p := range column {
		index[p] = i
		if p.block != nil {
			index[p], centre[p] = first[p.block], sum[p.block]/size[p.block]
		}
	}
	slices.SortStableFunc(column, func(a, b *place) int {
		return cmp.Or(cmp.Compare(a.tier, b.tier), cmp.Compare(centre[a], centre[b]), cmp.Compare(index[a], index[b]),
			cmp.Compare(a.deep, b.deep))
	})
}

// positions are where places stand in their columns.
func (l *layers) positions() map[*place]float64 {
	at := map[*place]float64{}
	for _, c := range l.columns {
		for i, p := range c {
			at[p] = float64(i)
		}
	}
	return at
}

// barycentre is the mean place of partners, weighted by the width of bands; otherwise where there are none.
func barycentre(strands []*strand, p *place, at map[*place]float64, otherwise float64) float64 {
	sum, weight := 0.0, 0.0
	for _, s := range strands {
		sum, weight = sum+at[s.other(p)]*s.width, weight+s.width
	}
	if weight == 0 {
		return otherwise
	}
	return sum / weight
}

func (s *strand) other(p *place) *place {
	if s.from == p {
		return s.to
	}
	return s.from
}

// crossings counts pairs of strands that cross.
func (l *layers) crossings() int {
	at := l.positions()
	count := 0
	for c := range l.columns {
		count += crossingsOf(l.between(c), at)
	}
	return count
}

// between are the strands from a column to the next.
func (l *layers) between(column int) []*strand {
	var all []*strand
	for _, p := range l.columns[column] {
		all = append(all, p.right...)
	}
	return all
}

func crossingsOf(all []*strand, at map[*place]float64) int {
	count := 0
	for i, a := range all {
		for _, b := range all[i+1:] {
			if (at[a.from]-at[b.from])*(at[a.to]-at[b.to]) < 0 {
				count++
			}
		}
	}
	return count
}

// swap exchanges neighbours while that makes crossings fewer.
func (l *layers) swap() {
	at := l.positions()
	for range 8 {
		better := false
		for c := range l.columns {
			better = l.swapIn(c, at) || better
		}
		if !better {
			return
		}
	}
}

func (l *layers) swapIn(c int, at map[*place]float64) bool {
	around := func() int {
		n := crossingsOf(l.between(c), at)
		if c > 0 {
			n += crossingsOf(l.between(c-1), at)
		}
		return n
	}
	better := false
	column := l.columns[c]
	for i := range len(column) - 1 {
		a, b := column[i], column[i+1]
		if a.tier != b.tier || a.block != nil || b.block != nil || a.alone() || b.alone() {
			continue
		}
		before := around()
		at[a], at[b] = at[b], at[a]
		if around() < before {
			column[i], column[i+1] = b, a
			better = true
			continue
		}
		at[a], at[b] = at[b], at[a]
	}
	return better
}

// alone reports whether no band leads to a place.
func (p *place) alone() bool { return len(p.left)+len(p.right) == 0 }

// stack puts the places of each column below each other.
func (l *layers) stack(top float64) {
	for _, c := range l.columns {
		l.push(c, top)
	}
}

// push moves places down until none overlaps the one above it; it reports whether one was moved.
func (l *layers) push(column []*place, top float64) (moved bool) {
	y := top
	for i, p := range column {
		if i > 0 {
			y += p.above
		}
		if p.y < y {
			p.y, moved = y, true
		}
		y = p.y + p.h + p.below + l.gap
	}
	return moved
}

// align moves places down to stand level with those that their widest bands lead to; it reports whether one moved.
func (l *layers) align(top float64) bool {
	moved := false
	for i := range l.columns {
		moved = l.alignColumn(i, top) || moved
	}
	for i := range slices.Backward(l.columns) {
		moved = l.alignColumn(i, top) || moved
	}
	return moved
}

func (l *layers) alignColumn(i int, top float64) bool {
	l.ports()
	moved := false
	for _, p := range l.columns[i] {
		if want, ok := p.wants(); ok && want > p.y+.5 {
			p.y, moved = want, true
		}
	}
	return l.push(l.columns[i], top) || moved
}

// wants is where a place would stand level with the partner of its widest band.
func (p *place) wants() (y float64, ok bool) {
	var widest *strand
	for _, s := range slices.Concat(p.left, p.right) {
		if widest == nil || s.width > widest.width {
			widest = s
		}
	}
	switch {
	case widest == nil:
		return 0, false
	case widest.from == p:
		return p.y + widest.y1 - widest.y0, true
	}
	return p.y + widest.y0 - widest.y1, true
}

// between two bands at one side of a box.
const portGap = 3

// ports puts the ends of bands on the sides of their boxes, in the order of their other ends.
func (l *layers) ports() {
	for _, c := range l.columns {
		for _, p := range c {
			slices.SortStableFunc(p.right, func(a, b *strand) int { return cmp.Compare(middle(a.to), middle(b.to)) })
			slices.SortStableFunc(p.left, func(a, b *strand) int { return cmp.Compare(middle(a.from), middle(b.from)) })
			y := p.y + p.head
			for _, s := range p.right {
				s.y0, y = y, y+s.width+portGap
			}
			for _, s := range p.loops {
				if s.from == p {
					s.y0 = y
				} else {
					s.y1 = y
				}
				y += s.width + portGap
			}
			y = p.y + p.head
			for _, s := range p.left {
				s.y1, y = y, y+s.width+portGap
			}
		}
	}
}

func middle(p *place) float64 { return p.y + p.h/2 }

// portsHeight is how much room the bands at the fuller side of a place take.
func (p *place) portsHeight() float64 {
	sum := func(all []*strand) float64 {
		h := 0.0
		for _, s := range all {
			h += s.width + portGap
		}
		return h
	}
	loops := 0.0
	for _, s := range p.loops {
		loops += s.width + portGap
	}
	return math.Max(sum(p.left), sum(p.right)+loops)
}

// bottom is the lower end of all places.
func (l *layers) bottom() float64 {
	y := 0.0
	for _, c := range l.columns {
		for _, p := range c {
			y = math.Max(y, p.y+p.h+p.below)
		}
	}
	return y
}
