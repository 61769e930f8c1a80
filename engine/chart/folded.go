package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/flow"
)

// The measures of the drawing with a card for each team.
const (
	cardGap    = 34.0
	cardLeast  = 64.0
	foldWidest = 24.0 // of a band
	foldPorts  = 84.0 // of all bands at a side of a card
	mostCards  = 8    // in a column
	mostGaps   = 12   // in the table
)

// card is a team, or several, with its numbers in one box.
type card struct {
	*place
	title string
	teams []*flow.Team
	all   []*flow.Number
	bad   int // numbers that cannot hold
}

// sum is what flows from one card to another.
type sum struct {
	from, to              *card
	bands                 []*flow.Band
	possible, beyond, gap float64
	share                 float64 // the part of the demand that is missing
}

func (s *sum) width() float64 { return s.possible + s.beyond + s.gap }

// departments puts teams together by what they stand below: at the first level with several.
func (d *drawing) departments() (names []string, members [][]*flow.Team) {
	teams := peopled(d.f)
	paths := make([][]*flow.Team, len(teams))
	for i, t := range teams {
		for at := t; at != nil; at = at.Within {
			paths[i] = append(paths[i], at)
		}
		slices.Reverse(paths[i])
	}
	for level := range 8 {
		names, members = nil, nil
		index := map[*flow.Team]int{}
		for i, t := range teams {
			at := paths[i][min(level, len(paths[i])-1)]
			if _, known := index[at]; !known {
				index[at] = len(names)
				names, members = append(names, at.Title), append(members, nil)
			}
			members[index[at]] = append(members[index[at]], t)
		}
		if len(names) > 1 {
			break
		}
	}
	return names, members
}

// fold makes cards of teams, in columns. A name is above each column that is a department.
func (d *drawing) fold(columns int) (names []string, cards [][]*card) {
	names, members := d.departments()
	if len(names) > 1 && len(names) <= columns && len(names) < len(peopled(d.f)) {
		for _, teams := range members {
			cards = append(cards, d.cardsOf(teams))
		}
		return names, cards
	}
	var all []*card
	for i, teams := range members {
		all = append(all, newCard(names[i], teams))
	}
	return nil, d.byFlow(all, columns)
}

// cardsOf is a card for each team of a department. Where there are too many those without a shortfall are one.
func (d *drawing) cardsOf(teams []*flow.Team) []*card {
	all := make([]*card, len(teams))
	for i, t := range teams {
		all[i] = newCard(t.Title, []*flow.Team{t})
	}
	return few(all, mostCards)
}

// few keeps so many cards: those with most that cannot hold; the others become one.
func few(all []*card, most int) []*card {
	if len(all) <= most {
		return all
	}
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b *card) int { return cmp.Compare(b.bad, a.bad) })
	kept := map[*card]bool{}
	for _, c := range sorted[:most-1] {
		kept[c] = true
	}
	var shown []*card
	var rest []*flow.Team
	for _, c := range all {
		if kept[c] {
			shown = append(shown, c)
		} else {
			rest = append(rest, c.teams...)
		}
	}
	return append(shown, newCard(count(len(rest), "more team"), rest))
}

func newCard(title string, teams []*flow.Team) *card {
	c := &card{title: title, teams: teams}
	for _, t := range teams {
		c.all = append(c.all, t.Numbers...)
	}
	slices.SortStableFunc(c.all, func(a, b *flow.Number) int { return cmp.Compare(grave(b), grave(a)) })
	for _, n := range c.all {
		if grave(n) == 2 {
			c.bad++
		}
	}
	return c
}

// grave is 2 for a number that cannot hold, 1 for one to look at, else 0.
func grave(n *flow.Number) int {
	switch {
	case n.Lacks || n.Level == flow.Error:
		return 2
	case n.Level == flow.Warning:
		return 1
	}
	return 0
}

// byFlow puts cards into columns as what they give goes on: those that need nothing first.
func (d *drawing) byFlow(all []*card, columns int) [][]*card {
	all = few(all, columns*mostCards)
	at := map[*flow.Team]*card{}
	for _, c := range all {
		for _, t := range c.teams {
			at[t] = c
		}
	}
	gives := map[*card][]*card{}
	for _, b := range d.f.Bands {
		if b.From == nil {
			continue
		}
		if from, to := at[b.From.Team], at[b.To.Team]; from != to && !slices.Contains(gives[from], to) {
			gives[from] = append(gives[from], to)
		}
	}
	level, deepest := levels(all, gives)
	cards := make([][]*card, min(columns, max(deepest+1, min(columns, (len(all)+mostCards-1)/mostCards))))
	var loose []*card
	for _, c := range all {
		if l, ok := level[c]; ok {
			i := l
			if deepest >= len(cards) {
				i = l * (len(cards) - 1) / deepest
			}
			cards[i] = append(cards[i], c)
		} else {
			loose = append(loose, c)
		}
	}
	for _, c := range loose {
		least := 0
		for i := range cards {
			if len(cards[i]) < len(cards[least]) {
				least = i
			}
		}
		cards[least] = append(cards[least], c)
	}
	return slices.DeleteFunc(cards, func(c []*card) bool { return len(c) == 0 })
}

// levels are how many steps of flow lead to each card at most, those that would close a circle left out. Cards without
// flow have none.
func levels(all []*card, gives map[*card][]*card) (level map[*card]int, deepest int) {
	level = map[*card]int{}
	state := map[*card]int{} // 1 on the way, 2 done
	var order []*card
	var visit func(c *card)
	visit = func(c *card) {
		state[c] = 1
		for _, to := range gives[c] {
			if state[to] == 0 {
				visit(to)
			}
		}
		state[c] = 2
		order = append(order, c)
	}
	for _, c := range all {
		if state[c] == 0 {
			visit(c)
		}
	}
	slices.Reverse(order)
	index := map[*card]int{}
	for i, c := range order {
		index[c] = i
	}
	for _, c := range order {
		if len(gives[c]) > 0 && level[c] == 0 {
			level[c] = level[c] + 0
		}
		for _, to := range gives[c] {
			if index[to] > index[c] {
				level[to] = max(level[to], level[c]+1)
				deepest = max(deepest, level[to])
			}
		}
	}
	for _, c := range all { // those that neither give nor get stand where there is room
		if _, known := level[c]; known && level[c] == 0 && len(gives[c]) == 0 {
			delete(level, c)
		}
	}
	return level, deepest
}

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
	n := float64(len(cards))
	lane := math.Min(190, (d.o.Width-2)/(n+(n-1)*.36))
	gap := 0.0
	if n > 1 {
		gap = (d.o.Width - 2 - n*lane) / (n - 1)
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

// says is all that flows from one card to another, in words.
func (s *sum) says() string {
	const most = 6
	var all []string
	for _, b := range s.bands[:min(len(s.bands), most)] {
		all = append(all, b.Says())
	}
	if more := len(s.bands) - most; more > 0 {
		all = append(all, fmt.Sprintf("And %d more", more))
	}
	return s.from.title + " gives to " + s.to.title + ": " + strings.Join(all, ". ")
}

func (d *drawing) sumBand(b *band) {
	s := b.item.(*sum)
	g := d.add(&Group{Says: s.says(), Class: "band"})
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
		return "under 1 %"
	}
	return fmt.Sprintf("%.0f %%", p)
}

// loop draws a band between two cards of one column, around their right side.
func (d *drawing) loop(l *loop) {
	s := l.item.(*sum)
	x := l.from.x + l.from.w
	out := 16 + math.Min(14, math.Abs(l.y1-l.y0)/12)
	g := d.add(&Group{Says: s.says(), Class: "band"})
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

// card draws a team: its name, how many of its numbers cannot hold, and a square for each of them.
func (d *drawing) card(c *card, b Box) {
	text, kind := count(len(c.all), "number"), Mute
	if c.bad > 0 {
		text, kind = fmt.Sprintf("%d cannot hold", c.bad), Bad
	}
	says := c.title + ": " + count(len(c.all), "number")
	if c.bad > 0 {
		says += "; " + text
	}
	for i, n := range c.all {
		if grave(n) == 2 && i < 6 {
			says += ". " + n.Title + ": " + n.Value
		}
	}
	g := d.add(&Group{Says: says, Class: "team"})
	if len(c.teams) == 1 {
		g.Name = c.teams[0].Name
	}
	g.box(Card, b, 6)
	g.text(Ink, b.X+10, b.Y+19, 13, fit(c.title, b.W-18, 13, true)).bold()
	g.text(kind, b.X+10, b.Y+36, 12, fit(text, b.W-18, 12, c.bad > 0)).Bold = c.bad > 0
	step := math.Min(9, (b.W-20)/math.Max(1, float64(len(c.all))))
	x := b.X + 10
	for _, n := range c.all {
		w, high := math.Max(step-2, step*.7), 6.0
		style := Cell
		switch grave(n) {
		case 2:
			style, high = BadCell, 10
		case 1:
			style, high = LookCell, 10
		}
		g.box(style, Box{x, b.Y + 55 - high, w, high}, 0)
		x += step
	}
}

func (d *drawing) foldedLegend() {
	d.y += 14
	g := d.add(&Group{})
	x := 1.0
	for _, e := range []struct {
		kind Kind
		text string
	}{{Held, "holds"}, {Planned, "planned, where something is missing"}, {Gap, "needed and missing"}} {
		w := 50 + width(e.text, 12.5, false) + 20
		if x > 1 && x+w > d.o.Width {
			x, d.y = 1, d.y+20
		}
		g.path(e.kind, frame(Box{x, d.y, 34, 12})...)
		g.text(Mute, x+42, d.y+10.5, 12.5, e.text)
		x += w
	}
	d.y += 20
	const squares = "A small square is a number; a tall one cannot hold, or is to be looked at."
	for _, line := range wrap(squares, d.o.Width, 12.5, false, 2) {
		g.text(Mute, 1, d.y+10.5, 12.5, line)
		d.y += 18
	}
}

// gaps draws what falls short, the largest share first, in so many columns.
func (d *drawing) gaps(columns int) {
	all := d.f.Short()
	if len(all) == 0 {
		return
	}
	short, times := d.distinct(all)
	d.heading("What falls short, the largest share first")
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
	g := d.add(&Group{Says: b.Says(), Class: "band"})
	short := shortWords(b)
	words := at.W - bar - 24 - behind
	if at.W < 480 {
		words = at.W
	}
	text := d.needs(b)
	if times > 1 {
		text += fmt.Sprintf(" (%d times)", times)
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
	to := d.teamName(b.To.Team) + " needs " + amounts(b)
	if b.Stage {
		to = d.teamName(b.To.Team) + " asks for " + amounts(b)
	}
	switch {
	case b.From == nil:
		return to + "; nobody plans them."
	case b.Stage:
		return to + "; " + b.From.Title + " gives " + strings.Split(b.Amount, " of ")[0] + "."
	}
	return to + "; " + d.teamName(b.From.Team) + " plans " + strings.Split(b.Amount, " of ")[0] + "."
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
		names = []string{"Teams"}
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
