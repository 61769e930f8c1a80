package chart

import (
	"math"
	"slices"

	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/wording"
)

// The measures of the drawing with a card for each team.
const (
	cardGap    = 34.0
	cardLeast  = 64.0
	foldWidest = 24.0 // of a band
	foldPorts  = 84.0 // of all bands at a side of a card
	mostCards  = 8    // in a column
	mostGaps   = 12   // in the table
	loopRoom   = 56.0 // right of a column whose teams give to each other
)

// folded draws a card for each team, in columns, and a table of what falls short.
func (d *drawing) folded() {
	d.goals()
	if len(d.f.Goals) > 0 {
		d.y += 24
	}
	names, cards := d.fold(mostColumns)
	all := d.sums(cards)
	shrink(all)
	if names != nil {
		names, cards = inOrder(names, cards, all)
	}
	l := layers{columns: make([][]*place, len(cards)), gap: cardGap}
	for i, column := range cards {
		for j, c := range column {
			c.place = &place{column: i, rank: j, item: c, head: 8}
			l.columns[i] = append(l.columns[i], c.place)
		}
	}
	var bands []*band
	var loops []*loop
	for _, s := range all {
		if s.from.column == s.to.column {
			loops = append(loops, l.turn(s.from.place, s.to.place, s.width(), s))
			continue
		}
		bands = append(bands, l.connect(s.from.place, s.to.place, s.width(), s))
	}
	n, room := float64(len(cards)), d.o.Width-2
	if slices.ContainsFunc(all, func(s *sum) bool {
		return s.from.column == s.to.column &&
			s.from.column == len(cards)-1
	}) {
		room -= loopRoom // the bands beside the last column
	}
	lane := math.Min(190, room/(n+(n-1)*.36))
	gap := 0.0
	if n > 1 {
		gap = (room - n*lane) / (n - 1)
	}
	for _, column := range cards {
		for _, c := range column {
			c.h = math.Max(cardLeast, c.portsHeight()+14)
		}
	}
	top := d.y
	head := 12.0
	if names != nil {
		head = 40
	}
	l.arrange(top + head)
	for _, column := range l.columns {
		for _, p := range column {
			p.x, p.w = 1+float64(p.column)*(lane+gap)+8, lane-16
		}
	}
	bottom := l.bottom() + 14
	ground := d.add(&Group{})
	for i := range cards {
		x := 1 + float64(i)*(lane+gap)
		ground.box(Lane, Box{x, top, lane, bottom - top}, 8)
		if names != nil {
			ground.text(Ink, x+8, top+24, 14, fit(names[i], lane-16, 14, true)).bold()
		}
	}
	for _, s := range loops {
		d.loop(s)
	}
	for _, b := range bands {
		d.sumBand(b)
	}
	for _, column := range cards {
		for _, c := range column {
			d.card(c, Box{c.x, c.y, c.w, c.h})
		}
	}
	var labels []Box
	for _, b := range bands {
		d.sumLabel(b, &labels)
	}
	d.y = bottom
	d.cash()
	d.foldedLegend()
	d.gaps(2)
	d.s.Height = d.y
}

// inOrder orders departments so that wide bands are short.
func inOrder(names []string, cards [][]*card, all []*sum) ([]string, [][]*card) {
	column := map[*card]int{}
	for i, c := range cards {
		for _, card := range c {
			column[card] = i
		}
	}
	weight := map[[2]int]float64{}
	depth := make([]int, len(cards))
	for _, s := range all {
		i, j := column[s.from], column[s.to]
		weight[[2]int{min(i, j), max(i, j)}] += s.width()
		if i != j {
			depth[i]++
			depth[j]--
		}
	}
	var n []string
	var c [][]*card
	for _, i := range bestOrder(len(cards), weight, depth) {
		n, c = append(n, names[i]), append(c, cards[i])
	}
	return n, c
}

func edgesOf(p *place) (left, right float64) {
	if p.pass {
		return p.x - 8, p.x + p.w + 8
	}
	return p.x, p.x + p.w
}

func (d *drawing) foldedLegend() {
	d.y += 14
	g := d.add(&Group{})
	x := 1.0
	for _, e := range []struct {
		kind Kind
		text string
	}{{Held, wording.BandHolds()}, {Planned, wording.PlannedWhereSomethingIsMissing()},
		{Gap, wording.NeededAndMissing()}} {
		w := 50 + width(e.text, 12.5, false) + 20
		if x > 1 && x+w > d.o.Width {
			x, d.y = 1, d.y+20
		}
		g.path(e.kind, frame(Box{x, d.y, 34, 12})...)
		g.text(Mute, x+42, d.y+10.5, 12.5, e.text)
		x += w
	}
	d.y += 20
	for _, line := range wrap(wording.ASmallSquareIsANumber(), d.o.Width, 12.5, false, 2) {
		g.text(Mute, 1, d.y+10.5, 12.5, line)
		d.y += 18
	}
}

// foldedList draws what falls short, and the teams in a grid, for narrow screens.
func (d *drawing) foldedList() {
	d.goals()
	columns := 1
	if d.o.Width >= phone {
		columns = 2
	}
	d.gaps(columns)
	names, members := d.departments()
	across := max(2, int(d.o.Width/142))
	w := (d.o.Width - 2 - 8*float64(across-1)) / float64(across)
	flat := len(names) == len(peopled(d.f))
	if flat {
		members = [][]*flow.Team{peopled(d.f)}
		names = []string{wording.MapTeams()}
	}
	for i, teams := range members {
		d.heading(names[i])
		for j, t := range teams {
			d.card(newCard(t.Title, []*flow.Team{t}), Box{1 + float64(j%across)*(w+8), d.y, w, cardLeast})
			if j%across == across-1 || j == len(teams)-1 {
				d.y += cardLeast + 8
			}
		}
	}
	d.cash()
	d.foldedLegend()
	d.s.Height = d.y
}
