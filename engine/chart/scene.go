// Package chart draws the map of the numbers: where teams, numbers, bands, goals and cash stand (a Scene), and that as
// SVG. A scene knows no file format; chart/raster paints the same one.
package chart

// Scene is a drawing: what stands where, in units of 1/96 inch.
type Scene struct {
	Width, Height float64
	Title, Desc   string
	Groups        []*Group
}

// Group are the shapes of one thing.
type Group struct {
	Says   string // the whole of it in words, for those who point at it or hear it; "" for decoration
	Class  string // number, band, goal, cash, team; "" for decoration
	Name   string // the full name of the number or team, "" for none
	Href   string // where it leads, "" for nowhere
	At     string // the nodes that it stands for, with spaces between them; "" for none
	From   string // of a band: the node that gives, and the one that gets; "" for none
	To     string
	Shapes []Shape
}

// Shape is a rectangle, a path or a line of text.
type Shape struct {
	Kind       Kind
	Box        Box
	Round      float64 // of the corners of a box
	Path       []Step  // of a path; nil for a box or a text
	Text       string  // of a text
	X, Y, Size float64 // where the text begins, its baseline and its height
	Bold       bool
	Anchor     Anchor
	Halo       bool // the text has a rim in the colour of the ground
}

// Box is a rectangle.
type Box struct{ X, Y, W, H float64 }

// Right is the right edge.
func (b Box) Right() float64 { return b.X + b.W }

// Bottom is the lower edge.
func (b Box) Bottom() float64 { return b.Y + b.H }

// Overlaps reports whether two boxes share more than an edge.
func (b Box) Overlaps(c Box) bool {
	const edge = 1e-6
	return b.X+edge < c.Right() && c.X+edge < b.Right() && b.Y+edge < c.Bottom() && c.Y+edge < b.Bottom()
}

// Step is a part of a path: to a point, by a line or by a Bézier curve.
type Step struct {
	Op     byte    // M, L, C or Z
	X1, Y1 float64 // the control points of a curve
	X2, Y2 float64
	X, Y   float64
}

// Anchor says which part of a text stands at its X.
type Anchor uint8

// The anchors.
const (
	Start Anchor = iota
	Middle
	End
)

// Kind says how a shape looks: the colours are named once, for light and for dark.
type Kind uint8

// The styles.
const (
	Lane    Kind = iota // the ground of a team
	Card                // a number, a goal, the cash
	Picked              // the number that is followed
	Planned             // planned and possible
	Held                // planned and possible, where nothing is missing, in a drawing of many bands
	Beyond              // planned and not possible
	Gap                 // needed and missing
	MayGap              // needed and missing for some of the values in a range
	Link                // a line
	Dashed              // a line that is indirect, or of which the width is not known
	NoGoal              // a line that leads nowhere
	Unclear             // a line of which nobody says how
	Mark                // a triangle: cannot hold
	Look                // a diamond: to look at
	Ring                // a ring: good to know
	Tick                // a tick: nothing was found
	Cell                // one number among many
	BadCell
	LookCell
	Ink  // text
	Mute // text beside
	Bad  // text about what is missing
	Warn // text about what is to be looked at
	Fine // text about what holds

	onMark // the sign in a triangle

	// Kinds is how many there are.
	Kinds
)

func (g *Group) box(kind Kind, b Box, round float64) {
	g.Shapes = append(g.Shapes, Shape{Kind: kind, Box: b, Round: round})
}

func (g *Group) path(kind Kind, steps ...Step) {
	g.Shapes = append(g.Shapes, Shape{Kind: kind, Path: steps})
}

func (g *Group) text(kind Kind, x, y, size float64, text string) *Shape {
	g.Shapes = append(g.Shapes, Shape{Kind: kind, X: x, Y: y, Size: size, Text: clean(text)})
	return &g.Shapes[len(g.Shapes)-1]
}

func (s *Shape) bold() *Shape { s.Bold = true; return s }

func (s *Shape) halo() *Shape { s.Halo = true; return s }

func (s *Shape) at(a Anchor) *Shape { s.Anchor = a; return s }

func moveTo(x, y float64) Step { return Step{Op: 'M', X: x, Y: y} }

func lineTo(x, y float64) Step { return Step{Op: 'L', X: x, Y: y} }

func curveTo(x1, y1, x2, y2, x, y float64) Step {
	return Step{Op: 'C', X1: x1, Y1: y1, X2: x2, Y2: y2, X: x, Y: y}
}

func closed() Step { return Step{Op: 'Z'} }

// icon marks how serious the worst finding about something is, around a point.
func (g *Group) icon(kind Kind, x, y float64) {
	switch kind {
	case Mark:
		g.path(Mark, moveTo(x, y-5.5), lineTo(x+6, y+5), lineTo(x-6, y+5), closed())
		g.path(Card, moveTo(x-.8, y-2), lineTo(x+.8, y-2), lineTo(x+.8, y+1.4), lineTo(x-.8, y+1.4), closed())
		g.path(Card, moveTo(x-.8, y+2.4), lineTo(x+.8, y+2.4), lineTo(x+.8, y+3.9), lineTo(x-.8, y+3.9), closed())
		g.Shapes[len(g.Shapes)-2].Kind, g.Shapes[len(g.Shapes)-1].Kind = onMark, onMark
	case Look:
		g.path(Look, moveTo(x, y-5.5), lineTo(x+5.5, y), lineTo(x, y+5.5), lineTo(x-5.5, y), closed())
	case Ring:
		const k = 4.2 * 0.5523
		g.path(Ring, moveTo(x+4.2, y), curveTo(x+4.2, y+k, x+k, y+4.2, x, y+4.2), curveTo(x-k, y+4.2, x-4.2, y+k, x-4.2, y),
			curveTo(x-4.2, y-k, x-k, y-4.2, x, y-4.2), curveTo(x+k, y-4.2, x+4.2, y-k, x+4.2, y), closed())
	case Tick:
		g.path(Tick, moveTo(x-4.5, y), lineTo(x-1.5, y+3.5), lineTo(x+4.5, y-3.5))
	}
}

// frame is the outline of a box.
func frame(b Box) []Step {
	return []Step{moveTo(b.X, b.Y), lineTo(b.Right(), b.Y), lineTo(b.Right(), b.Bottom()), lineTo(b.X, b.Bottom()),
		closed()}
}
