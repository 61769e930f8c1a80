package chart

import (
	"cmp"
	"math"
	"slices"

	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/wording"
)

// followed are the numbers up- and downstream of one, in columns by steps.
type followed struct {
	at      map[*flow.Number]int // step → below zero is what it needs
	columns []int                // the steps that are drawn
	hidden  int                  // numbers that are further away
}

// reachOf chooses as many steps as fit, the nearest first.
func (d *drawing) reachOf(most int) followed {
	f := followed{at: steps(d.o.Follow)}
	low, high := 0, 0
	for _, step := range f.at {
		low, high = min(low, step), max(high, step)
	}
	from, to := 0, 0
	for to-from+1 < most && (from > low || to < high) {
		if from > low {
			from--
		}
		if to < high && to-from+1 < most {
			to++
		}
	}
	for step := from; step <= to; step++ {
		f.columns = append(f.columns, step)
	}
	for n, step := range f.at {
		if step < from || step > to {
			f.hidden++
			delete(f.at, n)
		}
	}
	return f
}

// shownBands are the bands between numbers that are drawn, with the widest as wide as any.
func (d *drawing) shownBands(f followed) []*flow.Band {
	var all []*flow.Band
	most := 0.0
	for _, b := range d.f.Bands {
		if _, to := f.at[b.To]; !to || b.From == nil {
			continue
		}
		if _, from := f.at[b.From]; from {
			all = append(all, b)
			most = math.Max(most, b.Width())
		}
	}
	if most > 0 {
		for chain := range d.unit {
			d.unit[chain] = widest / most
		}
	}
	return all
}

// stepName says how far a column is from the number that is followed.
func stepName(step int) string {
	switch {
	case step == 0:
		return "followed"
	case step == -1:
		return wording.Needs1StepBefore()
	case step == 1:
		return wording.Gives1StepAfter()
	case step < 0:
		return wording.StepsBefore(-step)
	}
	return wording.StepsAfter(step)
}

// follow draws one number with all it needs and all it gives.
func (d *drawing) follow() {
	d.s.Title = wording.WhatItNeedsAndWhat(d.o.Follow.Title)
	f := d.reachOf(max(3, int((d.o.Width+70)/240)))
	bands := d.shownBands(f)
	cells := map[*flow.Number]*cell{}
	l := layers{columns: make([][]*place, len(f.columns)), gap: 44}
	for _, n := range d.f.Numbers {
		step, shown := f.at[n]
		if !shown {
			continue
		}
		c := &cell{n: n, place: &place{column: step - f.columns[0], head: 16}}
		c.rank, c.item = len(l.columns[c.column]), c
		cells[n] = c
		l.columns[c.column] = append(l.columns[c.column], c.place)
	}
	var joined []*band
	for _, b := range bands {
		if from, to := cells[b.From], cells[b.To]; from.column != to.column {
			joined = append(joined, l.connect(from.place, to.place, d.width(b), b))
		}
	}
	n := float64(len(f.columns))
	lane := math.Min(230, (d.o.Width-2)/(n+(n-1)*.42))
	gap := 0.0
	if n > 1 {
		gap = math.Min(170, (d.o.Width-2-n*lane)/(n-1))
	}
	for _, c := range cells {
		c.w = lane
		c.h = math.Max(d.followHeight(c.n, lane), c.head+c.portsHeight()+8)
	}
	l.arrange(d.y + 40)
	head := d.add(&Group{})
	for i, step := range f.columns {
		x := 1 + float64(i)*(lane+gap)
		head.text(Mute, x+1, d.y+15, 12.5, fit(stepName(step), lane+gap-4, 12.5, false))
		for _, p := range l.columns[i] {
			p.x, p.w = x, lane
		}
	}
	for _, b := range joined {
		fb := b.item.(*flow.Band)
		g := d.add(d.flowing(fb))
		held := Held
		if fb.Short != "" || fb.Limit != "" {
			held = Planned
		}
		d.strips(g, b, fb, held, func(p *place) (float64, float64) { return p.x, p.x + p.w })
	}
	for _, n := range d.f.Numbers {
		if c := cells[n]; c != nil {
			kind := Card
			if n == d.o.Follow {
				kind = Picked
			}
			d.followCell(n, kind, Box{c.x, c.y, c.w, c.h})
		}
	}
	r := &lanes{drawing: d, l: l}
	for _, b := range joined {
		r.label(b)
	}
	d.y = l.bottom() + 10
	d.rest(f)
	d.legend()
	d.s.Height = d.y
}

// rest says how much is not drawn.
func (d *drawing) rest(f followed) {
	text := ""
	if f.hidden > 0 {
		text = wording.FurtherAwayAreLeftOut(wording.Numbers(f.hidden)) + " "
	}
	if others := len(d.f.Numbers) - len(f.at) - f.hidden; others > 0 {
		text += wording.NeitherGiveToItNor(wording.OtherNumbers(others))
	}
	g := d.add(&Group{})
	for _, line := range wrap(text, d.o.Width, 12.5, false, 3) {
		d.y += 18
		g.text(Mute, 1, d.y, 12.5, line)
	}
}

func (d *drawing) followHeight(n *flow.Number, w float64) float64 {
	return 34 + 17*float64(len(wrap(n.Title, w-24, 13, true, 2))) + 17*float64(len(wrap(n.Value, w-24, 12.5, true, 2))) +
		16*float64(len(wrap(n.Note, w-24, 12.5, false, 2)))
}

func (d *drawing) followCell(n *flow.Number, kind Kind, b Box) {
	g := d.number(n)
	g.box(kind, b, 6)
	y := b.Y + 19
	g.text(Mute, b.X+12, y, 12.5, fit(n.Team.Title, b.W-44, 12.5, false))
	for _, line := range wrap(n.Title, b.W-24, 13, true, 2) {
		y += 17
		g.text(Ink, b.X+12, y, 13, line).bold()
	}
	value := Ink
	if n.Lacks {
		value = Bad
	}
	for _, line := range wrap(n.Value, b.W-24, 12.5, true, 2) {
		y += 17
		g.text(value, b.X+12, y, 12.5, line).bold()
	}
	for _, line := range wrap(n.Note, b.W-24, 12.5, false, 2) {
		y += 16
		g.text(Mute, b.X+12, y, 12.5, line)
	}
	g.icon(sign(n.Level, n.Lacks), b.Right()-16, b.Y+18)
}

// followList draws one number with all it needs above it and all it gives below it, for narrow screens.
func (d *drawing) followList() {
	d.s.Title = wording.WhatItNeedsAndWhat(d.o.Follow.Title)
	f := d.reachOf(1000)
	d.shownBands(f)
	var all []*flow.Number
	for _, n := range d.f.Numbers {
		if _, shown := f.at[n]; shown {
			all = append(all, n)
		}
	}
	slices.SortStableFunc(all, func(a, b *flow.Number) int { return cmp.Compare(f.at[a], f.at[b]) })
	for i, n := range all {
		if i == 0 || f.at[all[i-1]] != f.at[n] {
			d.heading(capital(stepName(f.at[n])))
		}
		kind := Card
		if n == d.o.Follow {
			kind = Picked
		}
		d.rowOf(n, kind)
		d.y += 6
		d.bars(n, f)
		d.y += 8
	}
	d.rest(f)
	d.legend()
	d.s.Height = d.y
}

// bars draws what a number gives, as bars below it.
func (d *drawing) bars(n *flow.Number, f followed) {
	for _, b := range n.Out {
		if _, shown := f.at[b.To]; !shown {
			continue
		}
		g := d.add(d.flowing(b))
		text := b.Label + " to " + b.To.Title + ": " + b.Amount
		for _, line := range wrap(text, d.o.Width-28, 12.5, false, 3) {
			d.y += 16
			g.text(Mute, 15, d.y, 12.5, line)
		}
		for _, more := range []string{b.Short, b.Limit} {
			if more != "" {
				d.y += 16
				g.text(Bad, 15, d.y, 12.5, fit(more, d.o.Width-28, 12.5, true)).bold()
			}
		}
		d.y += 6
		if !b.Known {
			continue
		}
		possible, beyond, gap := d.parts(b)
		by := (d.o.Width - 30) / widest
		x := 15.0
		for _, part := range []struct {
			kind Kind
			w    float64
		}{{Planned, possible}, {Beyond, beyond}, {Gap, gap}} {
			if part.w > 0 {
				g.path(part.kind, frame(Box{x, d.y, part.w * by, 10})...)
				x += part.w * by
			}
		}
		d.y += 14
	}
}
