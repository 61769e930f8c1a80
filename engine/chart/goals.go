package chart

import (
	"math"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/wording"
)

// mostGoals is how many goals are drawn.
const mostGoals = 8

// goals draws the goals of the organisation above all else.
func (d *drawing) goals() {
	shown := d.f.Goals[:min(len(d.f.Goals), mostGoals)]
	if len(shown) == 0 {
		return
	}
	perRow := max(1, min(len(shown), 4, int(d.o.Width/250)))
	gap := 18.0
	w := (d.o.Width - 2 - gap*float64(perRow-1)) / float64(perRow)
	d.y = math.Max(d.y, 1)
	for i := 0; i < len(shown); i += perRow {
		row := shown[i:min(i+perRow, len(shown))]
		h := 0.0
		for _, g := range row {
			h = math.Max(h, goalHeight(g, w))
		}
		for j, goal := range row {
			d.goal(goal, Box{1 + float64(j)*(w+gap), d.y, w, h})
		}
		if d.y += h; i+perRow < len(shown) {
			d.y += 10
		}
	}
	if more := len(d.f.Goals) - len(shown); more > 0 {
		d.y += 20
		d.add(&Group{}).text(Mute, 0, d.y, 12.5, wording.AndMoreGoals(more))
	}
}

func resultLines(g *flow.Goal, w float64) []string {
	return wrap(strings.Join(g.Results, " · "), w-28, 12.5, false, 3)
}

func goalHeight(g *flow.Goal, w float64) float64 {
	return 20 + 18*float64(len(wrap(g.Title, w-28, 14, true, 2))) + 17*float64(len(resultLines(g, w))) + 24
}

func (d *drawing) goal(g *flow.Goal, b Box) {
	risk, icon, kind := g.Risk, Mark, Bad
	switch {
	case risk == "" && g.Level == flow.Error:
		risk = wording.CannotHoldAsWritten()
	case risk == "" && g.Level >= flow.Warning:
		risk, icon, kind = wording.ToLookAt(), Look, Warn
	case risk == "":
		risk, icon, kind = wording.NoShortfallLeadsHere(), Tick, Fine
	}
	group := d.add(&Group{Says: g.Title + ": " + strings.Join(append(slices.Clone(g.Results), risk), ". "), Class: "goal",
		Name: g.Name})
	group.box(Card, b, 6)
	y := b.Y + 23
	for _, line := range wrap(g.Title, b.W-28, 14, true, 2) {
		group.text(Ink, b.X+14, y, 14, line).bold()
		y += 18
	}
	for _, line := range resultLines(g, b.W) {
		group.text(Mute, b.X+14, y, 12.5, line)
		y += 17
	}
	y += 5
	group.icon(icon, b.X+20, y-4)
	group.text(kind, b.X+33, y, 12.5, fit(risk, b.W-46, 12.5, true)).bold()
}

// line is a line of words about a goal.
type line struct {
	kind Kind
	text string
}

// served says in words which goals a team serves.
func (d *drawing) served(t *flow.Team) []line {
	var all []line
	serves := false
	for _, s := range d.f.Serves {
		if s.Team == t && s.Goal != nil {
			serves = true
		}
	}
	for _, s := range d.f.Serves {
		switch {
		case s.Team != t:
		case s.Goal == nil && !serves:
			all = append(all, line{Bad, wording.LeadsToNoGoal()})
		case s.Goal == nil:
		case s.Silent:
			all = append(all, line{Warn, wording.DoesNotSayHowIt(s.Goal.Title)})
		default:
			all = append(all, line{Mute, "for: " + s.Goal.Title})
		}
	}
	return all[:min(len(all), 3)]
}

// reach draws the lines from the lanes up to the goals they serve: straight where the goal is above, else along a
// channel of their own. It leaves d.y at the top of the lanes.
func (r *lanes) reach() {
	goals := r.f.Goals
	if len(goals) == 0 {
		return
	}
	bottom := r.y
	g := r.add(&Group{})
	ways := r.ways()
	channels := 0
	for _, w := range ways {
		if w.bent {
			channels++
		}
	}
	r.y += 44 + 17*float64(channels)
	channel := 0
	for _, w := range ways {
		kind := Link
		label, colour := "", Mute
		switch {
		case w.s.Goal == nil:
			g.path(NoGoal, moveTo(w.x, r.y), lineTo(w.x, r.y-22))
			g.text(Bad, w.x+7, r.y-10, 12.5, wording.NoGoal()).bold().halo()
			continue
		case w.s.Silent:
			kind, label, colour = Unclear, wording.DoesNotSayHow(), Warn
		case !w.s.Direct:
			kind, label = Dashed, "indirect"
		}
		if !w.bent {
			g.path(kind, moveTo(w.x, r.y), lineTo(w.x, bottom))
		} else {
			y := bottom + 18 + 17*float64(channel)
			channel++
			turn := math.Copysign(6, w.to-w.x)
			g.path(kind, moveTo(w.x, r.y), lineTo(w.x, y+6), curveTo(w.x, y+2, w.x+turn/3, y, w.x+turn, y), lineTo(w.to-turn, y),
				curveTo(w.to-turn/3, y, w.to, y-2, w.to, y-6), lineTo(w.to, bottom))
		}
		if label != "" {
			t := g.text(colour, w.x+7, r.y-10, 12.5, label).halo()
			t.Bold = colour == Warn
		}
	}
}

// way is the line of a team to a goal.
type way struct {
	s     *flow.Serve
	x, to float64 // where it leaves the lane, and where it comes to the goal
	bent  bool
}

// ways are the lines of all lanes, those that turn right first from the right, so that few cross.
func (r *lanes) ways() []way {
	shown := min(len(r.f.Goals), 4)
	gap := 18.0
	w := (r.o.Width - 2 - gap*float64(shown-1)) / float64(shown)
	var all []way
	for i, t := range r.row {
		var mine []*flow.Serve
		for _, s := range r.f.Serves {
			if s.Team == t && s.Goal != nil {
				mine = append(mine, s)
			}
		}
		if len(mine) == 0 {
			for _, s := range r.f.Serves {
				if s.Team == t {
					mine = append(mine, s)
				}
			}
		}
		slices.SortStableFunc(mine, func(a, b *flow.Serve) int {
			return slices.Index(r.f.Goals, a.Goal) - slices.Index(r.f.Goals, b.Goal)
		})
		for j, s := range mine {
			x := r.xs[i] + r.lane*(float64(j)+1)/(float64(len(mine))+1)
			wy := way{s: s, x: x, to: x}
			if at := slices.Index(r.f.Goals, s.Goal); s.Goal != nil {
				left := 1 + float64(at)*(w+gap) + 14
				right := left + w - 28
				if wy.to = math.Min(math.Max(x, left), right); wy.to != x {
					wy.bent = true
				}
			}
			all = append(all, wy)
		}
	}
	apart(all)
	return all
}

// apart moves ends at a goal that would lie on each other.
func apart(all []way) {
	seen := map[float64]float64{}
	for i := range all {
		if w := &all[i]; w.bent {
			at := w.to
			w.to += math.Copysign(seen[at], w.to-w.x)
			seen[at] += 12
		}
	}
}
