package chart

import (
	"fmt"
	"math"
	"strings"

	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/wording"
)

// gaps draws what falls short, the largest share first, in so many columns.
func (d *drawing) gaps(columns int) {
	all := d.f.ShortByTeam()
	if len(all) == 0 {
		return
	}
	short, times := d.distinct(all)
	d.heading(wording.WhatFallsShortTheLargest())
	shown := short[:min(len(short), mostGaps)]
	rows := (len(shown) + columns - 1) / columns
	space := 36.0
	w := (d.o.Width - space*float64(columns-1)) / float64(columns)
	top, bottom := d.y, d.y
	words := 106.0 // the widest of the words behind the bars, so that these stand in line
	for _, b := range shown {
		words = math.Max(words, width(shortWords(b), 12.5, true))
	}
	for i, b := range shown {
		if i%rows == 0 {
			d.y = top
		}
		d.gapRow(b, times[d.needs(b)+shortWords(b)], Box{float64(i/rows) * (w + space), d.y, w, 0}, words)
		bottom = math.Max(bottom, d.y)
	}
	d.y = bottom
	if more := len(short) - len(shown); more > 0 {
		d.add(&Group{}).text(Mute, 0, d.y+16, 12.5, "and "+fmt.Sprintf("%d more", more))
		d.y += 24
	}
	d.y += 8
}

// distinct are the bands of which different words are said, and how often each is said.
func (d *drawing) distinct(all []*flow.Band) (some []*flow.Band, times map[string]int) {
	times = map[string]int{}
	for _, b := range all {
		words := d.needs(b) + shortWords(b)
		if times[words]++; times[words] == 1 {
			some = append(some, b)
		}
	}
	return some, times
}

// gapRow draws one shortfall, or several that are the same: who needs what of whom, and a bar.
func (d *drawing) gapRow(b *flow.Band, times int, at Box, behind float64) {
	const bar = 110.0
	g := d.add(d.flowing(b))
	short := shortWords(b)
	words := at.W - bar - 24 - behind
	if at.W < 480 {
		words = at.W
	}
	text := d.needs(b)
	if times > 1 {
		text = wording.WithTimes(strings.TrimSuffix(text, "."), wording.SoManyTimes(times))
	}
	if b.Joined {
		g.Says = text + " " + short
	}
	lines := wrap(text, words, 13, false, 3)
	y := at.Y + 15
	for _, line := range lines {
		g.text(Ink, at.X, y, 13, line)
		y += 18
	}
	barX, barY := at.X+words+14, at.Y+6+9*float64(len(lines)-1)
	if at.W < 480 {
		barX, barY = at.X, y-8
		y += 20
	}
	part := bar * b.Supply / b.Demand
	if part > 0 {
		g.box(Planned, Box{barX, barY, part, 12}, 0)
	}
	kind := Gap
	if b.Maybe {
		kind = MayGap
	}
	g.path(kind, frame(Box{barX + part, barY, bar - part, 12})...)
	g.text(Bad, barX+bar+10, barY+10.5, 12.5, fit(short, at.W-bar-10, 12.5, true)).bold()
	d.y = y + 2
	g.box(Cell, Box{at.X, d.y - 6, at.W, 1}, 0)
	d.y += 4
}

// shortWords say how much is missing, and which part of what is needed that is.
func shortWords(b *flow.Band) string { return b.Short + " (" + percent(b.Missing()/b.Demand) + ")" }

// needs says who needs what of whom.
func (d *drawing) needs(b *flow.Band) string {
	to := wording.TeamNeeds(d.teamName(b.To.Team), amounts(b))
	if b.Stage {
		to = wording.AsksFor(d.teamName(b.To.Team), amounts(b))
	}
	switch {
	case b.From == nil:
		return wording.AsksAndNobodyPlans(to)
	case b.Stage:
		return wording.WhichGives(to, b.From.Title, strings.Split(b.Amount, " of ")[0])
	}
	return wording.WhichPlans(to, d.teamName(b.From.Team), strings.Split(b.Amount, " of ")[0])
}

// teamName is the title of a team, after that of the team above where several have the same.
func (d *drawing) teamName(t *flow.Team) string {
	for _, other := range d.f.Teams {
		if other != t && other.Title == t.Title && t.Within != nil {
			return t.Within.Title + " " + t.Title
		}
	}
	return t.Title
}

func amounts(b *flow.Band) string {
	parts := strings.Split(b.Amount, " of ")
	return parts[len(parts)-1] + " " + b.Item + " a month"
}
