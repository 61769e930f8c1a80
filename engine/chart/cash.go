package chart

import (
	"math"
	"strings"

	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/wording"
)

// cash draws the money of the cash plans below all else.
func (d *drawing) cash() {
	for _, c := range d.f.Cash {
		d.y += 20
		d.cashOf(c)
	}
}

func (d *drawing) cashOf(c *flow.Cash) {
	narrow := d.o.Width < phone
	words := math.Min(d.o.Width*.36, 420)
	if narrow {
		words = d.o.Width
	}
	inOut := wrap(c.InOut, words-28, 12.5, false, 2)
	b := Box{1, d.y, d.o.Width - 2, 74}
	pictureX, pictureY := words+10, b.Y+14
	if narrow {
		pictureX, pictureY = 15, b.Y+38+17*float64(len(inOut))
	}
	pictureW := b.Right() - pictureX - 14
	if !narrow {
		pictureW -= 30
	}
	h := 44.0
	if len(c.Months) > 0 {
		h = 76
	}
	heldLines := wrap(c.HeldText, pictureW, 12.5, false, 2)
	if c.Held > 0 && len(c.Months) == 0 {
		h = 26 + 17*float64(len(heldLines))
	}
	b.H = math.Max(pictureY+h-b.Y, 30+17*float64(len(inOut))) + 10
	says := []string{c.Title, c.InOut}
	for _, m := range c.Months {
		says = append(says, m.Name+" "+m.Text)
	}
	if c.HeldText != "" {
		says = append(says, c.FreeText, c.HeldText)
	}
	says = append(says, c.ShortText, c.Sum)
	g := d.add(&Group{Says: sentences(says), Class: "cash", Name: c.Name})
	g.box(Card, b, 6)
	g.text(Ink, 15, b.Y+25, 14, fit(c.Title, words-44, 14, true)).bold()
	for i, line := range inOut {
		g.text(Mute, 15, b.Y+44+17*float64(i), 12.5, line)
	}
	g.icon(sign(c.Level, false), b.Right()-18, b.Y+19)
	switch {
	case len(c.Months) > 0:
		months(g, c, Box{pictureX, pictureY, pictureW, h})
	case c.Held > 0:
		held(g, c, Box{pictureX, pictureY, pictureW, 22}, heldLines)
	}
	d.y = b.Bottom()
}

func sentences(parts []string) string {
	var all []string
	for _, p := range parts {
		if p != "" {
			all = append(all, p)
		}
	}
	return strings.Join(all, ". ")
}

// held draws what is free, and how much more late payment holds up.
func held(g *Group, c *flow.Cash, b Box, words []string) {
	whole := math.Max(c.Free, c.Held)
	if whole <= 0 {
		return
	}
	covered := math.Max(0, math.Min(c.Free, c.Held))
	at := b.W * covered / whole
	if covered > 0 {
		g.box(Planned, Box{b.X, b.Y, at, b.H}, 0)
	}
	switch {
	case c.Held > c.Free:
		g.path(Gap, frame(Box{b.X + at, b.Y, b.W - at, b.H})...)
		if w := width(c.ShortText, 12.5, true); w < b.W-at-12 {
			g.text(Bad, b.Right()-8, b.Y+15.5, 12.5, c.ShortText).at(End).bold().halo()
		}
	default:
		g.box(Held, Box{b.X + at, b.Y, b.W - at, b.H}, 0)
	}
	if width(c.FreeText, 12.5, false) < at-10 {
		g.text(Ink, b.X+8, b.Y+15.5, 12.5, c.FreeText)
	}
	for i, line := range words {
		g.text(Mute, b.X, b.Bottom()+17+17*float64(i), 12.5, line)
	}
}

// months draws the free cash at the end of each month above and below a line.
func months(g *Group, c *flow.Cash, b Box) {
	most, least := 0.0, 0.0
	for _, m := range c.Months {
		most, least = math.Max(most, m.Left), math.Min(least, m.Left)
	}
	if most == least {
		return
	}
	room := b.H - 18
	unit := room / (most - least)
	zero := b.Y + most*unit
	step := b.W / float64(len(c.Months))
	for i, m := range c.Months {
		x, w := b.X+step*float64(i), math.Min(step*.6, 40)
		h := math.Max(math.Abs(m.Left)*unit, 1)
		if m.Left >= 0 {
			g.box(Planned, Box{x, zero - h, w, h}, 0)
		} else {
			g.path(Gap, frame(Box{x, zero, w, h})...)
		}
		if step > 26 || i%3 == 0 {
			g.text(Mute, x, b.Bottom()-2, 12, m.Name)
		}
	}
	g.path(Link, moveTo(b.X, zero), lineTo(b.Right(), zero))
}

// legend says what the colours mean, and how wide a band is.
func (d *drawing) legend() {
	d.y += 14
	g := d.add(&Group{})
	x := 1.0
	entry := func(kind Kind, text string, there bool) {
		if !there {
			return
		}
		w := 34 + 8 + width(text, 12.5, false) + 20
		if x > 1 && x+w > d.o.Width {
			x, d.y = 1, d.y+20
		}
		if kind != Ink {
			g.path(kind, frame(Box{x, d.y, 34, 12})...)
			g.text(Mute, x+42, d.y+10.5, 12.5, text)
		} else {
			g.text(Mute, x, d.y+10.5, 12.5, text)
		}
		x += w
	}
	var beyond, gap, may, bands bool
	for _, b := range d.f.Bands {
		bands = bands || b.Known && b.From != nil
		beyond = beyond || b.Possible < b.Supply
		gap = gap || b.Short != "" && !b.Maybe
		may = may || b.Short != "" && b.Maybe
	}
	for _, c := range d.f.Cash {
		gap = gap || c.ShortText != ""
		bands = bands || c.Held > 0
	}
	entry(Planned, wording.PlannedAndPossible(), bands)
	entry(Beyond, wording.PlannedWithoutTheTimeOr(), beyond)
	entry(Gap, wording.NeededAndMissing(), gap)
	entry(MayGap, wording.MayBeMissing(), may)
	for _, text := range wrap(d.scale(), d.o.Width-10, 12.5, false, 3) {
		entry(Ink, text, true)
	}
	d.y += 18
}

// scale says how wide the bands are.
func (d *drawing) scale() string {
	wide := 0
	for _, m := range d.unit {
		if m > 0 {
			wide++
		}
	}
	switch {
	case wide == 0:
		return ""
	case wide == 1:
		return wording.AllBandsHaveOneScale()
	}
	return wording.BandsOfOneChainHave()
}
