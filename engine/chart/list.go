package chart

import (
	"math"
	"slices"

	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/wording"
)

// list draws everything below each other, for narrow screens: the goals, what flows from number to number, the other
// numbers by team, and the cash.
func (d *drawing) list() {
	d.goals()
	l := &column{drawing: d, drawn: map[*flow.Number]bool{}, told: map[*flow.Band]bool{}}
	var flowing []*flow.Number
	for _, t := range peopled(d.f) {
		for _, n := range t.Numbers {
			if banded(n) {
				flowing = append(flowing, n)
			}
		}
	}
	if len(flowing) > 0 {
		d.heading(wording.WhatFlows())
	}
	slices.SortStableFunc(flowing, func(x, y *flow.Number) int { return depthOf(y, nil) - depthOf(x, nil) })
	for _, n := range flowing {
		if !l.drawn[n] {
			l.number(n)
			d.y += 12
		}
	}
	d.others()
	d.cash()
	d.legend()
	d.s.Height = d.y
}

func (d *drawing) heading(text string) {
	if d.y > 0 {
		d.y += 22
	}
	d.add(&Group{}).text(Ink, 0, d.y+14, 15, text).bold()
	d.y += 26
}

// column draws numbers and the bands between them from above to below.
type column struct {
	*drawing
	drawn map[*flow.Number]bool
	told  map[*flow.Band]bool
	of    *flow.Number // the number that was drawn last, where no band has left it yet
	from  float64      // where its box ends
}

// number draws a number, and below it what it gives and what else it needs, each with its other end.
func (c *column) number(n *flow.Number) {
	c.drawn[n] = true
	c.rowOf(n, Card)
	c.from, c.of = c.bottom, n
	for _, b := range n.Out {
		c.band(b, n, b.To, true)
	}
	for _, b := range n.In {
		c.band(b, n, b.From, false)
	}
}

// band draws a band below a number that has been drawn, and its other end.
func (c *column) band(b *flow.Band, at, other *flow.Number, down bool) {
	if c.told[b] {
		return
	}
	c.told[b] = true
	touches := other != nil && !c.drawn[other] && at == c.of
	c.stub(b, touches, down)
	if other != nil && !c.drawn[other] {
		c.number(other)
	}
}

// rowOf draws a number over the whole width.
func (d *drawing) rowOf(n *flow.Number, kind Kind) {
	w := d.o.Width
	h := 64.0
	notes := wrap(n.Note, w-28, 12.5, false, 2)
	titles := wrap(n.Title, w-56, 14, true, 2)
	h = 30 + 17*float64(len(titles)) + 17 + 16*float64(len(notes))
	g := d.number(n)
	b := Box{1, d.y, w - 2, h}
	g.box(kind, b, 6)
	y := b.Y + 19
	for _, line := range titles {
		y += 17
		g.text(Ink, b.X+14, y, 14, line).bold()
	}
	y += 18
	value := Ink
	if n.Lacks {
		value = Bad
	}
	g.text(value, b.X+14, y, 13.5, fit(n.Value, w-28, 13.5, true)).bold()
	for _, line := range notes {
		y += 16
		g.text(Mute, b.X+14, y, 12.5, line)
	}
	g.text(Mute, b.X+14, b.Y+19, 12.5, fit(n.Team.Title, w-56, 12.5, false)) // in the order of the number's name
	g.icon(sign(n.Level, n.Lacks), b.Right()-18, b.Y+20)
	d.y, d.bottom = b.Bottom(), b.Bottom()
	for _, p := range n.Parts {
		part := Box{b.X + 159, d.y + 6, b.W - 159, smallHeight(p.Title, p.Value, b.W-159)}
		d.part(n, p, part)
		d.y = part.Bottom()
	}
}

// part draws what limits a number.
func (d *drawing) part(n *flow.Number, p *flow.Part, b Box) {
	g := d.add(&Group{Says: sentences([]string{p.Title + ": " + p.Value, p.Sum}), Class: "part", At: d.nodes.of(n)})
	g.box(Card, b, 6)
	smallWords(g, b, p.Title, p.Value, p.Level == flow.Error, sign(p.Level, false))
}

// stub draws a band as it leaves a number, with its words beside it.
func (c *column) stub(b *flow.Band, touches, down bool) {
	const scale = 120 / widest
	possible, beyond, gap := c.parts(b)
	possible, beyond, gap = possible*scale, beyond*scale, gap*scale
	if !b.Known {
		possible = narrowest
	}
	what := []string{b.Label, b.Amount}
	if !touches {
		what = []string{b.From.TitleOr("Nobody") + " → " + b.To.Title, b.Label + ": " + b.Amount}
	}
	var short []string
	for _, text := range []string{b.Short, b.Limit} {
		if text != "" {
			short = append(short, text)
		}
	}
	x := 24.0
	words := x + 136
	room := c.o.Width - words
	var lines []line
	for i, text := range what {
		kind := Mute
		if i == 0 {
			kind = Ink
		}
		for _, l := range wrap(text, room, 12.5, i == 0, 2) {
			lines = append(lines, line{kind, l})
		}
	}
	for _, text := range short {
		for _, l := range wrap(text, room, 12.5, true, 2) {
			lines = append(lines, line{Bad, l})
		}
	}
	h := math.Max(46, 16*float64(len(lines))+16)
	if !touches {
		c.y += 4
	}
	top := c.y
	if touches {
		top = c.from
	}
	c.of = nil
	g := c.add(c.flowing(b))
	bottom := c.y + h
	if !b.Known {
		g.path(Dashed, moveTo(x+1, top), lineTo(x+1, bottom))
	} else {
		if possible > 0 {
			g.box(Planned, Box{x, top, possible, bottom - top}, 0)
		}
		if beyond > 0 {
			g.path(Beyond, frame(Box{x + possible, top, beyond, bottom - top})...)
		}
		if gap > 0 {
			kind := Gap
			if b.Maybe {
				kind = MayGap
			}
			g.path(kind, tornDown(Box{x + possible + beyond, top, gap, bottom - top}, down)...)
		}
	}
	y := c.y + (h-16*float64(len(lines)))/2 + 12
	for _, l := range lines {
		t := g.text(l.kind, words, y, 12.5, l.text)
		t.Bold = l.kind != Mute
		y += 16
	}
	if c.y += h; !touches {
		c.y += 6
	}
}

// tornDown is a gap in a box that begins at its lower end, or at its upper one, and is torn off.
func tornDown(b Box, down bool) []Step {
	near, reach := b.Bottom(), b.Bottom()-b.H*reachOfGap
	if !down {
		near, reach = b.Y, b.Y+b.H*reachOfGap
	}
	tooth := math.Copysign(math.Min(5, b.W/2), near-reach)
	return []Step{moveTo(b.X, near), lineTo(b.X, reach), lineTo(b.X+b.W*.3, reach+tooth), lineTo(b.X+b.W*.55, reach),
		lineTo(b.X+b.W*.8, reach+tooth), lineTo(b.Right(), reach), lineTo(b.Right(), near), closed()}
}

// others draws the numbers without bands by team, in as many columns as fit.
func (d *drawing) others() {
	columns := max(1, int(d.o.Width/270))
	gap := 10.0
	w := (d.o.Width - 2 - gap*float64(columns-1)) / float64(columns)
	first := true
	for _, t := range peopled(d.f) {
		var rest []*flow.Number
		for _, n := range t.Numbers {
			if !banded(n) {
				rest = append(rest, n)
			}
		}
		lines := d.served(t)
		if len(rest) == 0 && len(lines) == 0 {
			continue
		}
		if first {
			d.heading(wording.ByTeam())
			first = false
		}
		g := d.add(&Group{})
		g.text(Ink, 0, d.y+12, 14, fit(t.Title, d.o.Width, 14, true)).bold()
		d.y += 18
		for _, l := range lines {
			for _, text := range wrap(l.text, d.o.Width, 12.5, false, 2) {
				g.text(l.kind, 0, d.y+12, 12.5, text)
				d.y += 17
			}
		}
		d.y += 6
		d.grid(rest, columns, w, gap)
		d.y += 12
	}
}

// grid draws small boxes side by side.
func (d *drawing) grid(all []*flow.Number, columns int, w, gap float64) {
	for i := 0; i < len(all); i += columns {
		row := all[i:min(i+columns, len(all))]
		h := 0.0
		for _, n := range row {
			high := smallHeight(n.Title, n.Value, w)
			for _, p := range n.Parts {
				high += 6 + smallHeight(p.Title, p.Value, w-12)
			}
			h = math.Max(h, high)
		}
		for j, n := range row {
			b := Box{1 + float64(j)*(w+gap), d.y, w, smallHeight(n.Title, n.Value, w)}
			g := d.number(n)
			g.box(Card, b, 6)
			smallWords(g, b, n.Title, n.Value, n.Lacks, sign(n.Level, n.Lacks))
			y := b.Bottom()
			for _, p := range n.Parts {
				part := Box{b.X + 12, y + 6, b.W - 12, smallHeight(p.Title, p.Value, w-12)}
				d.part(n, p, part)
				y = part.Bottom()
			}
		}
		d.y += h + 8
	}
}
