package chart

import (
	"cmp"
	"math"
	"slices"

	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/wording"
)

// The measures of the drawing with a lane for each team.
const (
	lanePad    = 10
	laneHead   = 64
	idealLane  = 216.0
	leastLane  = 132.0
	mostLane   = 280.0
	idealCross = 150.0 // between lanes with bands
	leastCross = 84.0
	denseLane  = 108.0 // of as many teams as a wide drawing has side by side
	denseCross = 56.0
	idealPlain = 40.0 // between others
	leastPlain = 14.0
	partHeight = 46.0
	partGap    = 8.0
	rowGap     = 14.0
	stageRoom  = 62.0 // between two numbers of a team with a band between them
	stageInset = 16.0 // of such bands from the left side
	stageGap   = 4.0  // between two of them
	leastPart  = 96.0 // how wide a part is at least, where bands pass at its left
	labelRoom  = 26.0
)

// components are the teams that bands join, the widest flow first, and then each of the others by itself.
func (d *drawing) components() [][]*flow.Team {
	all := peopled(d.f)
	group := map[*flow.Team]*flow.Team{}
	root := func(t *flow.Team) *flow.Team {
		for group[t] != nil {
			t = group[t]
		}
		return t
	}
	for _, b := range d.f.Bands {
		if b.From == nil {
			continue
		}
		if x, y := root(b.From.Team), root(b.To.Team); x != y {
			group[y] = x
		}
	}
	members := map[*flow.Team][]*flow.Team{}
	var order []*flow.Team
	for _, t := range all {
		r := root(t)
		if members[r] == nil {
			order = append(order, r)
		}
		members[r] = append(members[r], t)
	}
	slices.SortStableFunc(order, func(x, y *flow.Team) int { return cmp.Compare(len(members[y]), len(members[x])) })
	components := make([][]*flow.Team, len(order))
	for i, r := range order {
		components[i] = d.columns(members[r])
	}
	if len(components) == 0 {
		components = [][]*flow.Team{nil}
	}
	return components
}

// columns orders teams so that wide bands are short: all orders are tried up to eight teams. Of equal ones that where
// what is furthest from the end of its chain stands left, and then that in the order of files.
func (d *drawing) columns(teams []*flow.Team) []*flow.Team {
	if len(teams) < 2 {
		return teams
	}
	weight := map[[2]int]float64{}
	index := map[*flow.Team]int{}
	for i, t := range teams {
		index[t] = i
	}
	for _, b := range d.f.Bands {
		if b.From == nil || b.From.Team == b.To.Team {
			continue
		}
		i, known := index[b.From.Team]
		if !known {
			continue
		}
		j := index[b.To.Team]
		weight[[2]int{min(i, j), max(i, j)}] += d.width(b)
	}
	depth := make([]int, len(teams))
	for i, t := range teams {
		for _, n := range t.Numbers {
			depth[i] = max(depth[i], depthOf(n, nil))
		}
	}
	if len(teams) > mostColumns {
		order := slices.Clone(teams)
		slices.SortStableFunc(order, func(a, b *flow.Team) int { return cmp.Compare(depth[index[b]], depth[index[a]]) })
		return order
	}
	order := make([]*flow.Team, len(teams))
	for column, i := range bestOrder(len(teams), weight, depth) {
		order[column] = teams[i]
	}
	return order
}

// bestOrder tries all orders of so many columns: which of them stands first, second and so on.
func bestOrder(n int, weight map[[2]int]float64, depth []int) []int {
	type pair struct {
		i, j int
		w    float64
	}
	var pairs []pair
	for i := range n {
		for j := i + 1; j < n; j++ {
			if w := weight[[2]int{i, j}]; w > 0 {
				pairs = append(pairs, pair{i, j, w})
			}
		}
	}
	at := make([]int, n) // the column of each
	best, bestCost, bestLean := make([]int, n), math.Inf(1), math.Inf(1)
	used := make([]bool, n)
	var try func(i int)
	try = func(i int) {
		if i < n {
			for c := range n {
				if !used[c] {
					used[c], at[i] = true, c
					try(i + 1)
					used[c] = false
				}
			}
			return
		}
		cost, lean := 0.0, 0.0
		for _, p := range pairs {
			cost += p.w * math.Abs(float64(at[p.i]-at[p.j]))
		}
		for i, c := range at {
			lean += float64(c * depth[i])
		}
		if cost < bestCost-1e-6 || cost < bestCost+1e-6 && lean < bestLean {
			bestCost, bestLean = cost, lean
			copy(best, at)
		}
	}
	try(0)
	order := make([]int, n)
	for i, c := range best {
		order[c] = i
	}
	return order
}

// depthOf is how many bands lead from a number to the end of its chain.
func depthOf(n *flow.Number, path []*flow.Number) int {
	if len(path) > 12 || slices.Contains(path, n) {
		return 0
	}
	most := 0
	for _, b := range n.Out {
		most = max(most, 1+depthOf(b.To, append(path, n)))
	}
	return most
}

// rows puts teams that bands join side by side, as many rows as it takes; nil where some do not fit into one.
func (d *drawing) rows() [][]*flow.Team {
	var rows [][]*flow.Team
	var row []*flow.Team
	for _, c := range d.components() {
		if d.least(c) > d.o.Width {
			return nil
		}
		if len(row) > 0 && d.least(slices.Concat(row, c)) > d.o.Width {
			rows, row = append(rows, row), nil
		}
		row = append(row, c...)
	}
	return append(rows, row)
}

func (d *drawing) fits() bool { return d.rows() != nil }

// crosses reports whether bands pass between two neighbouring teams of a row.
func (d *drawing) crosses(row []*flow.Team, left int) bool {
	for _, b := range d.f.Bands {
		if b.From == nil {
			continue
		}
		i, j := slices.Index(row, b.From.Team), slices.Index(row, b.To.Team)
		if i >= 0 && j >= 0 && min(i, j) <= left && left < max(i, j) {
			return true
		}
	}
	return false
}

// least is how much room a row needs at least to be read.
func (d *drawing) least(row []*flow.Team) float64 {
	w := 0.0
	for i := range row {
		w += 152
		switch {
		case i == len(row)-1:
		case d.crosses(row, i):
			w += 98
		default:
			w += leastPlain
		}
	}
	if len(row) <= mostColumns && d.o.Width >= wideWidth { // a wide drawing may be dense
		return math.Min(w, d.o.Width)
	}
	return w
}

// lanes are where the lanes of a row begin, and how wide they are.
func (d *drawing) lanes(row []*flow.Team) (xs []float64, lane float64) {
	gaps := make([]bool, len(row)) // whether bands pass behind a lane
	cross, plain := 0.0, 0.0
	for i := range len(row) - 1 {
		if gaps[i] = d.crosses(row, i); gaps[i] {
			cross++
		} else {
			plain++
		}
	}
	n, room := float64(len(row)), d.o.Width-2
	lane, c, p := idealLane, idealCross, idealPlain
	take := func(have *float64, of, least float64) { // makes it narrower as far as needed
		if over := n*lane + cross*c + plain*p - room; over > 0 && of > 0 {
			*have = math.Max(least, *have-over/of)
		}
	}
	take(&p, plain, leastPlain)
	take(&c, cross, 120)
	take(&lane, n, 176)
	take(&c, cross, leastCross)
	take(&lane, n, leastLane)
	take(&c, cross, denseCross)
	take(&lane, n, denseLane)
	if left := room - n*lane - cross*c - plain*p; left > 0 {
		most := mostLane
		if cross == 0 {
			most = room
		}
		lane = math.Min(most, lane+left/n)
		if left = room - n*lane - cross*c - plain*p; cross > 0 {
			c = math.Min(240, c+left/cross)
		}
	}
	x := 1.0
	for i := range row {
		xs = append(xs, x)
		if x += lane + p; gaps[i] {
			x += c - p
		}
	}
	return xs, lane
}

// teams draws goals, a lane for each team with its numbers, and the cash.
func (d *drawing) teams() {
	rows := d.rows()
	bus := len(rows) == 1 && len(d.f.Goals) <= 4
	d.goals()
	for i, row := range rows {
		r := &lanes{drawing: d, row: row, words: !bus}
		r.xs, r.lane = d.lanes(row)
		if bus {
			r.reach()
		} else if i > 0 || len(d.f.Goals) > 0 {
			d.y += 18
		}
		r.draw()
	}
	d.cash()
	d.legend()
	d.s.Height = d.y
}

// lanes is one row of teams.
type lanes struct {
	*drawing
	row    []*flow.Team
	xs     []float64
	lane   float64
	words  bool // which goals a team serves is said in words
	l      layers
	at     map[*flow.Number]*cell
	head   float64
	labels []Box
}

// cell is a number in a lane.
type cell struct {
	*place
	n    *flow.Number
	main float64 // the height of its box; parts are below it
	big  bool

	indent float64 // of its parts, where bands to numbers below it pass at their left
}

func (r *lanes) box(c *cell) Box { return Box{c.x, c.y, c.w, c.main} }

func (r *lanes) draw() {
	r.head = laneHead
	for _, t := range r.row {
		titles, about := r.names(t)
		h := laneHead - 35 + 18*float64(len(titles)) + 17*float64(len(about))
		if r.words {
			h += 16 * float64(len(r.servedLines(t)))
		}
		r.head = math.Max(r.head, h)
	}
	r.at = map[*flow.Number]*cell{}
	r.l = layers{columns: make([][]*place, len(r.row)), gap: rowGap}
	for i, t := range r.row {
		r.fill(i, t)
	}
	var bands []*band
	for _, b := range r.f.Bands {
		from, to := r.ends(b)
		if from != nil && from.column != to.column {
			bands = append(bands, r.l.connect(from.place, to.place, r.width(b), b))
		}
	}
	r.grow()
	r.l.arrange(r.y + r.head)
	for _, c := range r.l.columns {
		for _, p := range c {
			p.x, p.w = r.xs[p.column]+lanePad, r.lane-2*lanePad
		}
	}
	bottom := math.Max(r.l.bottom(), r.y+r.head+partHeight) + 12
	r.grounds(bottom)
	for _, b := range bands {
		r.flow(b)
	}
	r.stages()
	for _, t := range r.row {
		for _, n := range t.Numbers {
			r.cell(r.at[n])
		}
	}
	r.orphans()
	for _, b := range bands {
		r.label(b)
	}
	r.y = bottom
	r.causes()
}

// causes draws lines from what holds money up down to the cash, at the side of what is in between.
func (r *lanes) causes() {
	for _, c := range r.f.Cash[:min(len(r.f.Cash), 1)] {
		for _, n := range c.Causes {
			cell := r.at[n]
			if cell == nil {
				continue
			}
			g := r.add(&Group{})
			if r.lowest(cell) {
				x := cell.x + cell.w/2
				g.path(Link, moveTo(x, cell.y+cell.h), lineTo(x, r.y+20))
				g.text(Mute, x+7, math.Min(cell.y+cell.h+20, r.y-4), 12.5, wording.IfItFailsMoneyComes())
				continue
			}
			x, y := cell.x+cell.w, cell.y+cell.main/2
			g.path(Link, moveTo(x, y), lineTo(x+lanePad/2, y), lineTo(x+lanePad/2, r.y+20))
		}
	}
}

// lowest reports whether nothing is below a number in its lane.
func (r *lanes) lowest(c *cell) bool {
	for _, p := range r.l.columns[c.column] {
		if p.y > c.y {
			return false
		}
	}
	return true
}

// ends are the cells of a band in this row; from is nil where nobody plans it, or another row does.
func (r *lanes) ends(b *flow.Band) (from, to *cell) {
	if b.From == nil {
		return nil, r.at[b.To]
	}
	if from, to = r.at[b.From], r.at[b.To]; to == nil {
		return nil, nil
	}
	return from, to
}

// fill puts the numbers of a team into its lane: those with bands first, as they follow each other in their chain, then
// the others.
func (r *lanes) fill(column int, t *flow.Team) {
	numbers := slices.Clone(t.Numbers)
	block := blocks(t)
	deep := map[*flow.Number]int{}
	for _, n := range numbers {
		deep[n] = depthOf(n, nil)
	}
	first, members := map[*flow.Number]int{}, map[*flow.Number]int{}
	tier := map[*flow.Number]int{}
	for i, n := range numbers {
		members[block[n]]++
		first[n], tier[n] = i, r.tier(n)
	}
	for _, n := range numbers {
		deep[block[n]] = max(deep[block[n]], deep[n])
		if t := r.tier(n); t < tier[block[n]] {
			tier[block[n]] = t
		}
	}
	slices.SortStableFunc(numbers, func(x, y *flow.Number) int {
		return cmp.Or(cmp.Compare(tier[block[x]], tier[block[y]]), cmp.Compare(deep[block[y]], deep[block[x]]),
			cmp.Compare(first[block[x]], first[block[y]]), cmp.Compare(depthOf(y, nil), depthOf(x, nil)))
	})
	for i, n := range numbers {
		c := &cell{n: n, big: banded(n) || n.Note != ""}
		c.place = &place{column: column, rank: i, tier: tier[block[n]], head: 14, item: c, deep: -depthOf(n, nil)}
		if members[block[n]] > 1 {
			c.block = block[n]
		}
		r.at[n] = c
		r.l.columns[column] = append(r.l.columns[column], c.place)
	}
}

// tier is 0 for a number with a band to another lane, 1 for one with bands within its own, else 2.
func (r *lanes) tier(n *flow.Number) int {
	for _, b := range slices.Concat(n.In, n.Out) {
		if b.From != nil && b.From.Team != b.To.Team {
			return 0
		}
	}
	if banded(n) {
		return 1
	}
	return 2
}

func banded(n *flow.Number) bool { return len(n.In)+len(n.Out) > 0 }

// blocks joins the numbers of a team between which bands run; each is known by its deepest.
func blocks(t *flow.Team) map[*flow.Number]*flow.Number {
	block := map[*flow.Number]*flow.Number{}
	for _, n := range t.Numbers {
		block[n] = n
	}
	for range t.Numbers {
		changed := false
		for _, n := range t.Numbers {
			for _, b := range n.Out {
				if b.To.Team == t && block[b.To] != block[n] {
					old, now := block[b.To], block[n]
					for m, of := range block {
						if of == old {
							block[m] = now
						}
					}
					changed = true
				}
			}
		}
		if !changed {
			break
		}
	}
	return block
}

// grow gives each cell its height: for its words, its parts, and the bands at its sides.
func (r *lanes) grow() {
	inner := r.lane - 2*lanePad
	for _, t := range r.row {
		for _, n := range t.Numbers {
			c := r.at[n]
			c.main = smallHeight(n.Title, n.Value, inner)
			if c.big {
				lines := len(bigTitle(n, inner))
				c.main = 24 + 17*float64(lines) + 18*float64(len(wrap(n.Value, inner-24, 13.5, true, linesIn(inner))))
				if n.Note != "" {
					c.main += 16 * float64(len(wrap(n.Note, inner-24, 12.5, false, linesIn(inner))))
				}
			}
			if h := c.portsHeight(); h > 0 {
				c.main = math.Max(c.main, c.head+h+6)
				c.above = labelRoom
			}
			for _, b := range n.Out {
				if b.To.Team == n.Team && b.To != n {
					c.below = math.Max(c.below, stageRoom-rowGap)
					c.indent += r.width(b) + stageGap
					label, more := stageLines(b, inner-stageInset-c.indent)
					c.below = math.Max(c.below, 14+16*float64(len(label))+17*float64(len(more))-rowGap)
				}
			}
			if c.indent += stageInset; c.below == 0 || inner-c.indent < leastPart {
				c.indent = 0
			}
			c.h = c.main
			for _, p := range n.Parts {
				c.h += smallHeight(p.Title, p.Value, inner-c.indent) + partGap
			}
			if slices.ContainsFunc(n.In, func(b *flow.Band) bool { return b.From == nil }) {
				c.below = math.Max(c.below, 24)
			}
		}
	}
}

// grounds draws the lanes and the names of teams.
func (r *lanes) grounds(bottom float64) {
	g := r.add(&Group{})
	for i, t := range r.row {
		x := r.xs[i]
		g.box(Lane, Box{x, r.y, r.lane, bottom - r.y}, 8)
		titles, about := r.names(t)
		y := r.y + 7
		for _, line := range titles {
			y += 18
			g.text(Ink, x+lanePad, y, 15, line).bold()
		}
		y += 4
		for _, line := range about {
			y += 16
			g.text(Mute, x+lanePad, y, 12.5, line)
		}
		if r.words {
			for _, s := range r.servedLines(t) {
				y += 16
				g.text(s.kind, x+lanePad, y, 12, s.text)
			}
		}
	}
}

// names are the name of a team and its first objective, in lines.
func (r *lanes) names(t *flow.Team) (titles, about []string) {
	room := r.lane - 2*lanePad
	most := linesIn(room)
	return wrap(t.Title, room, 15, true, most), wrap(t.About, room, 12.5, false, most)
}

// servedLines are the words for which goals a team serves, in lines that fit into its lane.
func (r *lanes) servedLines(t *flow.Team) []line {
	room := r.lane - 2*lanePad
	var all []line
	for _, s := range r.served(t) {
		for _, text := range wrap(s.text, room, 12, false, linesIn(room)) {
			all = append(all, line{s.kind, text})
		}
	}
	return all
}

// cell draws a number with its parts.
func (r *lanes) cell(c *cell) {
	g := r.number(c.n)
	b := r.box(c)
	g.box(Card, b, 6)
	r.write(g, b, c)
	y := b.Bottom()
	for _, p := range c.n.Parts {
		w := b.W - c.indent
		part := Box{b.X + c.indent, y + partGap, w, smallHeight(p.Title, p.Value, w)}
		x := part.X + w/2
		r.add(&Group{}).path(Link, moveTo(x, y), lineTo(x, part.Y))
		r.part(c.n, p, part)
		y = part.Bottom()
	}
}

func (r *lanes) write(g *Group, b Box, c *cell) {
	if !c.big {
		smallWords(g, b, c.n.Title, c.n.Value, c.n.Lacks, sign(c.n.Level, c.n.Lacks))
		return
	}
	bigWords(g, b, c.n)
}

// linesIn is how many lines a text may take in a box of a width.
func linesIn(w float64) int {
	switch {
	case w < 120:
		return 4
	case w < 180:
		return 3
	}
	return 2
}

// bigTitle is the title of a number in the lines of a large box, which has its mark beside them.
func bigTitle(n *flow.Number, w float64) []string {
	room := w - 44
	if w < 120 {
		room = w - 34
	}
	return wrap(n.Title, room, 14, true, linesIn(w))
}

// bigWords writes a number into a large box.
func bigWords(g *Group, b Box, n *flow.Number) {
	y := b.Y + 22
	for _, line := range bigTitle(n, b.W) {
		g.text(Ink, b.X+12, y, 14, line).bold()
		y += 17
	}
	y -= 16
	kind := Ink
	if n.Lacks {
		kind = Bad
	}
	for _, line := range wrap(n.Value, b.W-24, 13.5, true, linesIn(b.W)) {
		y += 18
		g.text(kind, b.X+12, y, 13.5, line).bold()
	}
	if n.Note != "" {
		for _, line := range wrap(n.Note, b.W-24, 12.5, false, linesIn(b.W)) {
			y += 16
			g.text(Mute, b.X+12, y, 12.5, line)
		}
	}
	g.icon(sign(n.Level, n.Lacks), b.Right()-16, b.Y+18)
}

// smallHeight is how high a small box is for its words.
func smallHeight(title, value string, w float64) float64 {
	titles, values := smallLines(title, value, true, w)
	return 12 + 17*float64(len(titles)+len(values))
}

// smallLines are the words of a small box.
func smallLines(title, value string, lacks bool, w float64) (titles, values []string) {
	return wrap(title, w-22, 12.5, true, linesIn(w)), wrap(value, w-40, 12.5, lacks, linesIn(w))
}

// smallWords writes the words into a small box.
func smallWords(g *Group, b Box, title, value string, lacks bool, icon Kind) {
	titles, values := smallLines(title, value, lacks, b.W)
	y := b.Y + 2
	for _, line := range titles {
		y += 17
		g.text(Ink, b.X+12, y, 12.5, line).bold()
	}
	kind := Ink
	if lacks {
		kind = Bad
	}
	for _, line := range values {
		y += 17
		g.text(kind, b.X+12, y, 12.5, line).Bold = lacks
	}
	g.icon(icon, b.Right()-15, b.Bottom()-14)
}
