package chart

import (
	"fmt"
	"math"
	"strings"

	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/wording"
)

// sum is what flows from one card to another.
type sum struct {
	from, to              *card
	bands                 []*flow.Band
	possible, beyond, gap float64
	share                 float64 // the part of the demand that is missing
}

func (s *sum) width() float64 { return s.possible + s.beyond + s.gap }

// sums are what flows between cards.
func (d *drawing) sums(cards [][]*card) []*sum {
	at := map[*flow.Team]*card{}
	for _, column := range cards {
		for _, c := range column {
			for _, t := range c.teams {
				at[t] = c
			}
		}
	}
	var all []*sum
	index := map[[2]*card]*sum{}
	for _, b := range d.f.Bands {
		if b.From == nil || at[b.From.Team] == nil || at[b.From.Team] == at[b.To.Team] {
			continue
		}
		key := [2]*card{at[b.From.Team], at[b.To.Team]}
		s := index[key]
		if s == nil {
			s = &sum{from: key[0], to: key[1]}
			index[key] = s
			all = append(all, s)
		}
		possible, beyond, gap := d.parts(b)
		s.bands = append(s.bands, b)
		s.possible, s.beyond, s.gap = s.possible+possible, s.beyond+beyond, s.gap+gap
	}
	for _, s := range all {
		s.share = s.gap / s.width()
	}
	return all
}

// shrink brings the bands of cards to a size at which those of each side fit.
func shrink(all []*sum) {
	left, right := map[*card]float64{}, map[*card]float64{}
	most := 0.0
	for _, s := range all {
		right[s.from] += s.width()
		left[s.to] += s.width()
		most = math.Max(most, s.width())
	}
	for _, side := range []map[*card]float64{left, right} {
		for _, w := range side {
			most = math.Max(most, w*foldWidest/foldPorts)
		}
	}
	if most == 0 {
		return
	}
	for _, s := range all {
		by := foldWidest / most
		s.possible, s.beyond, s.gap = s.possible*by, s.beyond*by, s.gap*by
		if s.gap > 0 {
			s.gap = math.Max(s.gap, narrowest)
		}
		if s.width() < narrowest/2 {
			s.possible = narrowest / 2
		}
	}
}

// says is all that flows from one card to another, in words.
func (s *sum) says() string {
	const most = 6
	var all []string
	for _, b := range s.bands[:min(len(s.bands), most)] {
		all = append(all, b.Says())
	}
	if more := len(s.bands) - most; more > 0 {
		all = append(all, wording.AndMoreSupplies(more))
	}
	return wording.GivesTo(s.from.title, s.to.title, strings.Join(all, ". "))
}

func (d *drawing) sumBand(b *band) {
	s := b.item.(*sum)
	g := d.add(&Group{Says: s.says(), Class: "band", From: d.nodes.card(s.from), To: d.nodes.card(s.to)})
	held := Held
	if s.gap > 0 {
		held = Planned
	}
	d.stripsOf(g, b, thickness{s.possible, s.beyond, 0, false, true}, held, edgesOf)
	if s.gap > 0 { // level with who needs it, as all bands are narrow here
		near, far := sumEnds(b)
		far.y = near.y
		g.path(Gap, torn(far, near, s.possible+s.beyond, s.gap)...)
	}
}

// sumEnds are the end of a band at the card that needs it, and its end at the side of the column before.
func sumEnds(b *band) (near, far point) {
	piece := b.pieces[len(b.pieces)-1]
	near, far = point{piece.to.x, piece.y1}, point{piece.from.x + piece.from.w, piece.y0}
	if b.flipped {
		piece = b.pieces[0]
		near, far = point{piece.from.x + piece.from.w, piece.y0}, point{piece.to.x, piece.y1}
	}
	return near, far
}

// sumLabel writes which part is missing, where there is room.
func (d *drawing) sumLabel(b *band, labels *[]Box) {
	s := b.item.(*sum)
	if s.gap == 0 {
		return
	}
	near, far := sumEnds(b)
	sign := math.Copysign(1, far.x-near.x)
	text := "−" + percent(s.share)
	w := width(text, 12, true)
	box := Box{near.x + sign*(w/2+6) - w/2, near.y + s.width() + 1, w, 14}
	for _, other := range *labels {
		if box.Overlaps(other) {
			return
		}
	}
	*labels = append(*labels, box)
	d.add(&Group{}).text(Bad, box.X+w/2, box.Y+11, 12, text).at(Middle).bold().halo()
}

// percent writes a share in whole percents; what is missing is not nothing.
func percent(share float64) string {
	p := math.Round(share * 100)
	if p < 1 {
		return wording.UnderOnePercent()
	}
	return fmt.Sprintf("%.0f %%", p)
}

// loop draws a band between two cards of one column, around their right side.
func (d *drawing) loop(l *loop) {
	s := l.item.(*sum)
	x := l.from.x + l.from.w
	out := 16 + math.Min(14, math.Abs(l.y1-l.y0)/12)
	g := d.add(&Group{Says: s.says(), Class: "band", From: d.nodes.card(s.from), To: d.nodes.card(s.to)})
	kind := Held
	if s.gap > 0 {
		kind = Planned
	}
	w := s.possible + s.beyond
	ring := func(kind Kind, off, w float64) {
		upper, lower := math.Min(l.y0, l.y1)+off, math.Max(l.y0, l.y1)+off
		k := out + (l.width-off-w)/2
		g.path(kind, moveTo(x, upper), curveTo(x+k+w, upper, x+k+w, lower+w, x, lower+w), lineTo(x, lower),
			curveTo(x+k, lower, x+k, upper+w, x, upper+w), closed())
	}
	if w > 0 {
		ring(kind, 0, w)
	}
	if s.gap > 0 {
		ring(Gap, w, s.gap)
	}
}
