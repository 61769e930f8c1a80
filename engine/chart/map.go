package chart

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/wording"
)

// Options say how a flow is drawn.
type Options struct {
	Width     float64                     // in units of 1/96 inch; 0 means 1360
	FoldAbove int                         // above so many numbers only teams are drawn; 0 means 60
	Follow    *flow.Number                // what it needs and what it gives is drawn, and nothing else; nil for all
	Nameless  bool                        // a page has no search for numbers by their names
	Link      func(n *flow.Number) string // where a number leads to, "" for nowhere; nil for nowhere
}

const (
	defaultWidth = 1360
	defaultFold  = 60
	mostColumns  = 8
	phone        = 680 // below it everything stands below each other
)

// Map draws a flow. It is the same drawing for the same flow and options.
func Map(f *flow.Flow, o Options) *Scene {
	o.Width, o.FoldAbove = cmp.Or(o.Width, defaultWidth), cmp.Or(o.FoldAbove, defaultFold)
	d := &drawing{f: f, o: o, s: &Scene{Width: o.Width, Title: wording.TheMapOfTheNumbers()}, unit: units(f)}
	d.nodes = newNodes(f, d.folds())
	if f.Title != "" {
		d.s.Title = wording.TheMapOfTheNumbersOf(f.Title)
	}
	d.s.Desc = describe(f)
	switch {
	case o.Follow != nil && o.Width >= phone:
		d.follow()
	case o.Follow != nil:
		d.followList()
	case d.folds() && o.Width >= 1000:
		d.folded()
	case d.folds():
		d.foldedList()
	case o.Width >= phone && d.fits():
		d.teams()
	default:
		d.list()
	}
	return d.s
}

// drawing is a scene that is being drawn.
type drawing struct {
	f     *flow.Flow
	o     Options
	s     *Scene
	unit  map[int]float64 // of a chain: how wide a band of 1 is
	nodes nodes
	y     float64 // what is above is drawn

	bottom float64 // where the box of the last number ends, above its parts
}

// widest is how wide the widest band of a chain is, and narrowest the least that is seen.
const (
	widest    = 64.0
	narrowest = 2.5
)

// units are the widths of a band of 1, by chain: the largest demand of each is as wide as any.
func units(f *flow.Flow) map[int]float64 {
	most := map[int]float64{}
	for _, b := range f.Bands {
		most[b.Chain] = math.Max(most[b.Chain], b.Width())
	}
	for chain, m := range most {
		if most[chain] = 0; m > 0 {
			most[chain] = widest / m
		}
	}
	return most
}

// parts are how wide the parts of a band are: what is possible, what is planned beyond it, and what is missing.
func (d *drawing) parts(b *flow.Band) (possible, beyond, gap float64) {
	if !b.Known || b.Demand <= 0 {
		return narrowest, 0, 0
	}
	unit := d.unit[b.Chain] * b.Scale
	possible, beyond, gap = b.Possible*unit, (b.Supply-b.Possible)*unit, b.Missing()*unit
	if b.Short == "" {
		gap = 0
	} else {
		gap = math.Max(gap, narrowest)
	}
	if b.From != nil && possible+beyond < narrowest {
		possible = narrowest - beyond
	}
	return possible, beyond, gap
}

// width is how wide a band is.
func (d *drawing) width(b *flow.Band) float64 {
	possible, beyond, gap := d.parts(b)
	return possible + beyond + gap
}

func (d *drawing) add(g *Group) *Group {
	d.s.Groups = append(d.s.Groups, g)
	return g
}

// describe says in words what a drawing shows.
func describe(f *flow.Flow) string {
	text := wording.NumbersOfTeams(wording.Numbers(len(f.Numbers)), wording.TeamsCount(len(peopled(f))))
	short := f.Short()
	if len(short) == 0 {
		return wording.MapNothingIsMissing(text)
	}
	text += " " + wording.SuppliesFallShort(len(short), len(f.Bands))
	var worst []string
	for _, b := range short[:min(len(short), 3)] {
		worst = append(worst, wording.IsShortOf(b.To.Title, b.Short, b.Item))
	}
	return text + ": " + strings.Join(worst, "; ") + "."
}

// peopled are the teams with numbers.
func peopled(f *flow.Flow) []*flow.Team {
	return slices.DeleteFunc(slices.Clone(f.Teams), func(t *flow.Team) bool { return len(t.Numbers) == 0 })
}

// folds reports whether there are too many numbers for each to be drawn.
func (d *drawing) folds() bool {
	return len(d.f.Numbers) > d.o.FoldAbove || d.o.Width >= phone && len(d.components()[0]) > mostColumns
}

// sign is the icon of a level.
func sign(l flow.Level, lacks bool) Kind {
	switch {
	case l == flow.Error || lacks:
		return Mark
	case l == flow.Warning:
		return Look
	case l == flow.Info:
		return Ring
	}
	return Tick
}

// says is the whole of a number in words. It begins with those that are seen, by which people who speak to their
// computer call it.
func says(n *flow.Number) string {
	parts := []string{n.Title + ": " + n.Value}
	if n.Note != "" {
		parts[0] += "; " + n.Note
	}
	parts[0] += "; " + n.Team.Title
	return strings.Join(append(parts, n.Sums...), ". ")
}

// flowing begins the shapes of a band between two numbers; where teams are drawn in their place, between these.
func (d *drawing) flowing(b *flow.Band) *Group {
	g := &Group{Says: b.Says(), Class: "band", To: d.nodes.of(b.To)}
	if b.From != nil {
		g.From = d.nodes.of(b.From)
	}
	return g
}

// number begins the shapes of a number.
func (d *drawing) number(n *flow.Number) *Group {
	g := d.add(&Group{Says: says(n), Class: "number", Name: n.Name, At: d.nodes.of(n)})
	if d.o.Link != nil {
		g.Href = d.o.Link(n)
	}
	return g
}
