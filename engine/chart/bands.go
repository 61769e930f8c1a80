package chart

import (
	"cmp"
	"math"
	"slices"

	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/wording"
)

// reachOfGap is how far what is missing reaches from who needs it: it comes from nowhere.
const reachOfGap = .68

// flow draws a band between two lanes: what is possible on top, then what is planned beyond it, then what is missing.
func (r *lanes) flow(b *band) {
	fb := b.item.(*flow.Band)
	g := r.add(r.flowing(fb))
	r.strips(g, b, fb, Planned, func(p *place) (float64, float64) { return p.x, p.x + p.w })
}

// thickness is how wide the parts of a band are.
type thickness struct {
	possible, beyond, gap float64
	maybe, known          bool
}

// strips draws the parts of a band along its pieces. edges are the left and the right side of a place.
func (d *drawing) strips(g *Group, b *band, fb *flow.Band, held Kind, edges func(p *place) (left, right float64)) {
	possible, beyond, gap := d.parts(fb)
	d.stripsOf(g, b, thickness{possible, beyond, gap, fb.Maybe, fb.Known}, held, edges)
}

func (d *drawing) stripsOf(g *Group, b *band, w thickness, held Kind, edges func(p *place) (left, right float64)) {
	var top []point
	for i, s := range b.pieces {
		_, x0 := edges(s.from)
		x1, right := edges(s.to)
		if i == 0 {
			top = append(top, point{x0, s.y0})
		}
		top = append(top, point{x1, s.y1})
		if s.to.pass {
			top = append(top, point{right, s.y1})
		}
	}
	if !w.known {
		g.path(Dashed, along(top, w.possible/2)...)
		return
	}
	if w.possible > 0 {
		g.path(held, strip(top, 0, w.possible)...)
	}
	if w.beyond > 0 {
		g.path(Beyond, strip(top, w.possible, w.possible+w.beyond)...)
	}
	if w.gap > 0 {
		kind := Gap
		if w.maybe {
			kind = MayGap
		}
		far, near := top[len(top)-2], top[len(top)-1]
		if b.flipped {
			far, near = top[1], top[0]
		}
		g.path(kind, torn(far, near, w.possible+w.beyond, w.gap)...)
	}
}

type point struct{ x, y float64 }

// along is a line in the middle of a band.
func along(top []point, off float64) []Step {
	steps := []Step{moveTo(top[0].x, top[0].y+off)}
	for i, p := range top[1:] {
		steps = append(steps, bend(top[i], p, off))
	}
	return steps
}

// bend goes from one point to another, level at both ends; both are moved down by off.
func bend(a, b point, off float64) Step {
	if a.y == b.y {
		return lineTo(b.x, b.y+off)
	}
	m := (a.x + b.x) / 2
	return curveTo(m, a.y+off, m, b.y+off, b.x, b.y+off)
}

// strip is the outline of a part of a band, from off to end below its upper edge.
func strip(top []point, off, end float64) []Step {
	steps := along(top, off)
	back := slices.Clone(top)
	slices.Reverse(back)
	steps = append(steps, lineTo(back[0].x, back[0].y+end))
	for i, p := range back[1:] {
		steps = append(steps, bend(back[i], p, end))
	}
	return append(steps, closed())
}

// torn is what is missing: it begins at who needs it, follows the band towards the other side, and is torn off.
func torn(far, near point, off, h float64) []Step {
	const steps = 12
	at := func(t float64) point { // along the band, from the one who needs it
		m := (near.x + far.x) / 2
		return bezier(near, point{m, near.y}, point{m, far.y}, far, t)
	}
	out := []Step{moveTo(near.x, near.y+off)}
	var back []point
	for i := range steps {
		p := at(reachOfGap * float64(i+1) / steps)
		out = append(out, lineTo(p.x, p.y+off))
		back = append(back, p)
	}
	end := back[len(back)-1]
	tooth := math.Min(5, h/2)
	if near.x < far.x {
		tooth = -tooth
	}
	y := end.y + off
	out = append(out, lineTo(end.x+tooth, y+h*.3), lineTo(end.x, y+h*.55), lineTo(end.x+tooth, y+h*.8),
		lineTo(end.x, y+h))
	slices.Reverse(back)
	for _, p := range back[1:] {
		out = append(out, lineTo(p.x, p.y+off+h))
	}
	return append(out, lineTo(near.x, near.y+off+h), closed())
}

// bezier is a point of a cubic Bézier curve.
func bezier(a, b, c, d point, t float64) point {
	u := 1 - t
	k0, k1, k2, k3 := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
	return point{k0*a.x + k1*b.x + k2*c.x + k3*d.x, k0*a.y + k1*b.y + k2*c.y + k3*d.y}
}

// label writes what flows and how much of it above a band, and what is missing into it or below it, where there is
// room.
func (r *lanes) label(b *band) {
	fb := b.item.(*flow.Band)
	s := b.pieces[len(b.pieces)-1]
	if b.flipped {
		s = b.pieces[0]
	}
	possible, beyond, gap := r.parts(fb)
	g := r.add(&Group{})
	whole := []line{{Ink, fb.Label}, {Mute, fb.Amount}}
	if fb.Short != "" && !r.shortOf(g, s, b.flipped, fb.Short, possible+beyond, gap) {
		whole[1] = line{Bad, fb.Short}
	} else if fb.Limit != "" && fb.Short == "" {
		whole[1] = line{Bad, fb.Limit}
	}
	var broken []line // where the band is shorter than its label
	for _, part := range wrap(fb.Label, s.to.x-s.from.x-s.from.w+8, 12.5, true, 2) {
		broken = append(broken, line{Ink, part})
	}
	for _, lines := range [][]line{whole, append(broken, whole[1]), whole[1:], whole[:1]} {
		for _, at := range []struct{ t, side float64 }{{.5, -1}, {.5, 1}, {.2, 1}, {.8, -1}, {.2, -1}, {.8, 1}} {
			if r.beside(g, lines, s, at.t, at.side) {
				return
			}
		}
	}
}

// beside puts lines beside a strand, so far along it: above it where side is below zero, else below it. It reports
// whether there was room.
func (r *lanes) beside(g *Group, lines []line, s *strand, t, side float64) bool {
	x0, x1 := s.from.x+s.from.w, s.to.x
	wide := 0.0
	for _, l := range lines {
		wide = math.Max(wide, width(l.text, 12.5, l.kind != Mute))
	}
	if wide > x1-x0+8 {
		return false
	}
	over := math.Max(0, (wide-(x1-x0))/2) // on each side, where it is a little wider than the band
	m := math.Max(x0+wide/2-over, math.Min(x1-wide/2+over, x0+(x1-x0)*t))
	y := s.at(t).y
	h := 16*float64(len(lines)) + 2
	box := Box{m - wide/2, y - h - 3, wide, h}
	if side > 0 {
		box.Y = y + s.width + 2
	}
	if r.taken(box) {
		return false
	}
	r.labels = append(r.labels, box)
	for i, l := range lines {
		g.text(l.kind, m, box.Y+13+16*float64(i), 12.5, l.text).at(Middle).halo().Bold = l.kind != Mute
	}
	return true
}

// shortOf writes how much is missing into the gap, or below it. It reports whether there was room.
func (r *lanes) shortOf(g *Group, s *strand, flipped bool, short string, off, gap float64) bool {
	x0, x1 := s.from.x+s.from.w, s.to.x
	near, far := point{x1, s.y1}, point{x0, s.y0}
	if flipped {
		near, far = far, near
	}
	end := far.x + (near.x-far.x)*(1-reachOfGap)
	m := (near.x + end) / 2
	y := (s.y0+s.y1)/2*.3 + near.y*.7 + off
	wide := width(short, 12.5, true)
	if gap >= 18 && wide < math.Abs(near.x-end)-8 {
		g.text(Bad, m, y+gap/2+4.5, 12.5, short).at(Middle).bold().halo()
		r.labels = append(r.labels, Box{m - wide/2, y + gap/2 - 8, wide, 16})
		return true
	}
	x := (x0 + x1) / 2
	if box := (Box{x - wide/2, y + gap + 2, wide, 16}); wide <= x1-x0+8 && !r.taken(box) {
		r.labels = append(r.labels, box)
		g.text(Bad, x, box.Y+13, 12.5, short).at(Middle).bold().halo()
		return true
	}
	return false
}

// at is a point of the upper edge of a strand, from 0 at its left end to 1.
func (s *strand) at(t float64) point {
	x0, x1 := s.from.x+s.from.w, s.to.x
	m := (x0 + x1) / 2
	return bezier(point{x0, s.y0}, point{m, s.y0}, point{m, s.y1}, point{x1, s.y1}, t)
}

// taken reports whether a label would lie over another one or over a box.
func (r *lanes) taken(b Box) bool {
	for _, other := range r.labels {
		if b.Overlaps(other) {
			return true
		}
	}
	for _, s := range r.l.bands {
		const parts = 8
		for i := range parts {
			p, q := s.at(float64(i)/parts), s.at(float64(i+1)/parts)
			if b.Overlaps(Box{p.x, math.Min(p.y, q.y), q.x - p.x, math.Abs(p.y-q.y) + s.width}) {
				return true
			}
		}
	}
	return false
}

// stages draws the bands between numbers of one team, from the upper to the lower.
func (r *lanes) stages() {
	for i := range r.row {
		used := map[*flow.Number]float64{}
		for _, b := range r.f.Bands {
			from, to := r.ends(b)
			if from == nil || to == nil || from.column != i || to.column != i || from == to {
				continue
			}
			r.stage(b, from, to, used)
		}
	}
}

// stage draws one band within a lane.
func (r *lanes) stage(b *flow.Band, from, to *cell, used map[*flow.Number]float64) {
	possible, beyond, gap := r.parts(b)
	all := possible + beyond + gap
	x := from.x + stageInset + math.Max(used[from.n], used[to.n])
	if x+all > from.x+from.w-8 {
		x = math.Max(from.x+8, from.x+from.w-8-all)
	}
	used[from.n] = x - from.x - stageInset + all + stageGap
	used[to.n] = used[from.n]
	y0, y1 := from.y+from.main, to.y
	if to.y < from.y { // it runs upwards
		y0, y1 = from.y, to.y+to.main
	}
	g := r.add(r.flowing(b))
	column := func(kind Kind, left, w float64) {
		g.box(kind, Box{left, math.Min(y0, y1), w, math.Abs(y1 - y0)}, 0)
	}
	if !b.Known {
		g.path(Dashed, moveTo(x+possible/2, y0), lineTo(x+possible/2, y1))
	} else {
		if possible > 0 {
			column(Planned, x, possible)
		}
		if beyond > 0 {
			column(Beyond, x+possible, beyond)
		}
		if gap > 0 {
			kind := Gap
			if b.Maybe {
				kind = MayGap
			}
			reach := y1 - (y1-y0)*reachOfGap
			left, right, tooth := x+possible+beyond, x+all, math.Copysign(math.Min(5, gap/2), y1-y0)
			g.path(kind, moveTo(left, y1), lineTo(left, reach), lineTo(left+gap*.3, reach+tooth), lineTo(left+gap*.55, reach),
				lineTo(left+gap*.8, reach+tooth), lineTo(right, reach), lineTo(right, y1), closed())
		}
	}
	top := from.y + from.h // below its parts
	if y1 < y0 {
		top = to.y + to.h
	}
	if next := math.Max(y0, y1)-top < 2*math.Max(stageRoom, from.below+rowGap); next {
		r.stageWords(b, x+all+8, from.x+from.w, top)
	}
}

// stageWords writes beside a band within a lane what it is, and what of it is not there.
func (r *lanes) stageWords(b *flow.Band, x, right, top float64) {
	g := r.add(&Group{})
	room := right - x
	y := top + 16
	if room < 40 {
		return
	}
	label, more := stageLines(b, room)
	for i, line := range label {
		if i > 0 {
			y += 16
		}
		g.text(Mute, x, y, 12.5, line)
	}
	for _, line := range more {
		y += 17
		g.text(Bad, x, y, 12.5, line).bold()
	}
}

// stageLines are the words beside a band within a lane, in lines of a width: what it is, and what of it is not there.
func stageLines(b *flow.Band, room float64) (label, more []string) {
	most := 2
	if room < 90 {
		most = 4
	}
	return wrap(b.Label, room, 12.5, false, most), wrap(cmp.Or(b.Short, b.Limit), room, 12.5, true, most)
}

// orphans draws what is needed and nobody plans: it comes from nowhere, below who needs it.
func (r *lanes) orphans() {
	for _, t := range r.row {
		for _, n := range t.Numbers {
			c := r.at[n]
			x := c.x + 12
			for _, b := range n.In {
				if b.From != nil {
					continue
				}
				g := r.add(r.flowing(b))
				y := c.y + c.h
				w := math.Min(r.width(b), c.w/3)
				g.path(Gap, moveTo(x, y), lineTo(x, y+14), lineTo(x+w*.3, y+10), lineTo(x+w*.55, y+14), lineTo(x+w*.8, y+10),
					lineTo(x+w, y+14), lineTo(x+w, y), closed())
				text := wording.NobodyPlansThem(b.Item)
				g.text(Bad, x+w+6, y+14, 12.5, fit(text, c.x+c.w-x-w-6, 12.5, true)).bold()
				x += w + 10
			}
		}
	}
}
