// Package raster paints a scene of engine/chart as a PNG, without a browser: shapes with the rasteriser of
// golang.org/x/image, text in the Go fonts.
package raster

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"
	"strconv"

	"golang.org/x/image/vector"

	"github.com/kpilint/kpilint/engine/chart"
)

// mostPixels is how many pixels a side of a picture may have.
const mostPixels = 16_000

// Write paints a scene as a PNG, so many pixels for each unit of the scene; fewer where it would be too large.
func Write(w io.Writer, s *chart.Scene, scale float64) error {
	scale = math.Min(scale, mostPixels/math.Max(1, math.Max(s.Width+2*margin, s.Height+2*margin)))
	p := &painter{scale: scale, img: image.NewRGBA(image.Rect(0, 0, int(math.Ceil((s.Width+2*margin)*scale)),
		int(math.Ceil((s.Height+2*margin)*scale))))}
	draw.Draw(p.img, p.img.Bounds(), image.NewUniform(colour("ground")), image.Point{}, draw.Src)
	for _, g := range s.Groups {
		for i := range g.Shapes {
			if err := p.shape(&g.Shapes[i]); err != nil {
				return err
			}
		}
	}
	var buf bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&buf, p.img); err != nil {
		return err
	}
	data := buf.Bytes()
	for _, part := range [][]byte{data[:afterHead], signature(), data[afterHead:]} {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return nil
}

// afterHead is where the first chunk of a PNG ends: 8 bytes of magic, and IHDR with 13 bytes of its own (PNG 1.2,
// 11.2.2).
const afterHead = 8 + 12 + 13

// software is how a picture says what made it (PNG 1.2, 11.3.4.3), by which it is known again.
const software = "tEXtSoftware\x00kpilint"

// signature is the chunk that says so.
func signature() []byte {
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(software)-len("tEXt")))
	chunk = append(chunk, software...)
	return binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE([]byte(software)))
}

// Ours reports whether the beginning of a file is that of a picture that Write made.
func Ours(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")) && len(data) > afterHead &&
		bytes.HasPrefix(data[afterHead:], signature())
}

// margin is the room around a scene.
const margin = 16.0

type painter struct {
	img   *image.RGBA
	scale float64
	fonts fonts
}

// look is how a kind of shape is painted.
type look struct {
	fill, line string // names of colours; "" for none
	wide       float64
	dash       []float64
	hatch      string // the colour of the lines across the fill
	thick      float64
}

// looks are those of shapes; text has its fill alone.
func lookOf(k chart.Kind) look {
	switch k {
	case chart.Lane:
		return look{fill: "lane"}
	case chart.Card:
		return look{fill: "card", line: "edge", wide: 1.2}
	case chart.Picked:
		return look{fill: "card", line: "focus", wide: 3}
	case chart.Planned:
		return look{fill: "flow"}
	case chart.Held:
		return look{fill: "held"}
	case chart.Beyond:
		return look{fill: "ground", line: "flow", wide: 1, hatch: "flow", thick: 1.2}
	case chart.Gap:
		return look{fill: "bad-ground", line: "bad", wide: 1.2, hatch: "bad", thick: .9}
	case chart.MayGap:
		return look{fill: "bad-ground", line: "bad", wide: 1.2, hatch: "bad", thick: .9, dash: []float64{4, 3}}
	case chart.Link:
		return look{line: "edge", wide: 1.4}
	case chart.Dashed:
		return look{line: "edge", wide: 1.4, dash: []float64{5, 4}}
	case chart.NoGoal:
		return look{line: "bad", wide: 1.4, dash: []float64{2, 3}}
	case chart.Unclear:
		return look{line: "look", wide: 1.4, dash: []float64{5, 4}}
	case chart.Mark, chart.BadCell, chart.Bad:
		return look{fill: "bad"}
	case chart.Look, chart.LookCell, chart.Warn:
		return look{fill: "look"}
	case chart.Ring:
		return look{line: "info", wide: 2}
	case chart.Tick:
		return look{line: "ok", wide: 2}
	case chart.Cell:
		return look{fill: "cell"}
	case chart.Mute:
		return look{fill: "mute"}
	case chart.Fine:
		return look{fill: "ok"}
	case chart.Ink:
		return look{fill: "ink"}
	}
	return look{fill: "card"}
}

// colour is a colour for light grounds.
func colour(name string) color.RGBA {
	for _, c := range chart.Colours {
		if c.Name == name {
			v, _ := strconv.ParseUint(c.Light[1:], 16, 32)
			return color.RGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
		}
	}
	return color.RGBA{A: 255}
}

func (p *painter) shape(s *chart.Shape) error {
	l := lookOf(s.Kind)
	if s.Text != "" {
		return p.text(s, colour(l.fill))
	}
	steps := s.Path
	if steps == nil {
		steps = rounded(s.Box, s.Round)
	}
	lines := p.flatten(steps)
	if l.fill != "" {
		var paint image.Image = image.NewUniform(colour(l.fill))
		if l.hatch != "" {
			paint = &hatch{colour(l.fill), colour(l.hatch), 7 * p.scale, l.thick * p.scale, p.img.Bounds()}
		}
		p.fill(lines, paint)
	}
	if l.line != "" {
		p.fill(stroke(lines, l.wide*p.scale, scaled(l.dash, p.scale)), image.NewUniform(colour(l.line)))
	}
	return nil
}

func scaled(all []float64, by float64) []float64 {
	var out []float64
	for _, f := range all {
		out = append(out, f*by)
	}
	return out
}

type point struct{ x, y float64 }

// rounded is the outline of a box with round corners.
func rounded(b chart.Box, r float64) []chart.Step {
	const k = 0.5523 // of a quarter of a circle, by a Bézier curve
	r = math.Min(r, math.Min(b.W, b.H)/2)
	x, y, right, bottom, c := b.X, b.Y, b.Right(), b.Bottom(), r*(1-k)
	return []chart.Step{
		{Op: 'M', X: x + r, Y: y}, {Op: 'L', X: right - r, Y: y},
		{Op: 'C', X1: right - c, Y1: y, X2: right, Y2: y + c, X: right, Y: y + r}, {Op: 'L', X: right, Y: bottom - r},
		{Op: 'C', X1: right, Y1: bottom - c, X2: right - c, Y2: bottom, X: right - r, Y: bottom},
		{Op: 'L', X: x + r, Y: bottom},
		{Op: 'C', X1: x + c, Y1: bottom, X2: x, Y2: bottom - c, X: x, Y: bottom - r}, {Op: 'L', X: x, Y: y + r},
		{Op: 'C', X1: x, Y1: y + c, X2: x + c, Y2: y, X: x + r, Y: y}, {Op: 'Z'},
	}
}

// flatten makes lines of a path, in pixels.
func (p *painter) flatten(steps []chart.Step) [][]point {
	var lines [][]point
	var line []point
	to := func(x, y float64) point { return point{(x + margin) * p.scale, (y + margin) * p.scale} }
	for _, s := range steps {
		switch s.Op {
		case 'M':
			if len(line) > 1 {
				lines = append(lines, line)
			}
			line = []point{to(s.X, s.Y)}
		case 'L':
			line = append(line, to(s.X, s.Y))
		case 'C':
			a, b, c, d := line[len(line)-1], to(s.X1, s.Y1), to(s.X2, s.Y2), to(s.X, s.Y)
			const parts = 24
			for i := 1; i <= parts; i++ {
				t := float64(i) / parts
				u := 1 - t
				k0, k1, k2, k3 := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
				line = append(line, point{k0*a.x + k1*b.x + k2*c.x + k3*d.x, k0*a.y + k1*b.y + k2*c.y + k3*d.y})
			}
		case 'Z':
			line = append(line, line[0])
		}
	}
	if len(line) > 1 {
		lines = append(lines, line)
	}
	return lines
}

// stroke are outlines of lines of a width: a rectangle for each straight part, a little longer than it, so that no
// corner is open.
func stroke(lines [][]point, wide float64, dash []float64) [][]point {
	var out [][]point
	for _, line := range lines {
		for _, part := range dashed(line, dash) {
			for i, b := range part[1:] {
				a := part[i]
				dx, dy := b.x-a.x, b.y-a.y
				long := math.Hypot(dx, dy)
				if long == 0 {
					continue
				}
				dx, dy = dx/long*wide/2, dy/long*wide/2
				cap := 1.0
				if dash != nil {
					cap = 0
				}
				a, b = point{a.x - dx*cap, a.y - dy*cap}, point{b.x + dx*cap, b.y + dy*cap}
				out = append(out, []point{{a.x - dy, a.y + dx}, {b.x - dy, b.y + dx}, {b.x + dy, b.y - dx}, {a.x + dy, a.y - dx}})
			}
		}
	}
	return out
}

// dashed cuts a line into dashes.
func dashed(line []point, dash []float64) [][]point {
	if len(dash) == 0 {
		return [][]point{line}
	}
	var out [][]point
	part := []point{line[0]}
	on, left := true, dash[0]
	for i, b := range line[1:] {
		a := line[i]
		long := math.Hypot(b.x-a.x, b.y-a.y)
		for at := 0.0; at < long; {
			step := math.Min(left, long-at)
			at, left = at+step, left-step
			p := point{a.x + (b.x-a.x)*at/long, a.y + (b.y-a.y)*at/long}
			if part = append(part, p); left > 1e-9 {
				continue
			}
			if on {
				out = append(out, part)
			}
			on = !on
			left, part = dash[1], []point{p}
			if on {
				left = dash[0]
			}
		}
	}
	if on && len(part) > 1 {
		out = append(out, part)
	}
	return out
}

// fill paints what outlines enclose.
func (p *painter) fill(lines [][]point, paint image.Image) {
	low, high := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, line := range lines {
		for _, q := range line {
			low.x, low.y = math.Min(low.x, q.x), math.Min(low.y, q.y)
			high.x, high.y = math.Max(high.x, q.x), math.Max(high.y, q.y)
		}
	}
	area := image.Rect(int(math.Floor(low.x)), int(math.Floor(low.y)), int(math.Ceil(high.x))+1, int(math.Ceil(high.y))+1)
	if len(lines) == 0 || area.Intersect(p.img.Bounds()).Empty() {
		return
	}
	r := vector.NewRasterizer(area.Dx(), area.Dy())
	at := func(q point) (x, y float32) {
		return float32(q.x) - float32(area.Min.X), float32(q.y) - float32(area.Min.Y)
	}
	for _, line := range lines {
		r.MoveTo(at(line[0]))
		for _, q := range line[1:] {
			r.LineTo(at(q))
		}
		r.ClosePath()
	}
	r.Draw(p.img, area, paint, area.Min)
}

// hatch is a ground with lines across it.
type hatch struct {
	ground, line  color.RGBA
	period, thick float64
	bounds        image.Rectangle
}

// ColorModel is that of its colours.
func (h *hatch) ColorModel() color.Model { return color.RGBAModel }

// Bounds are those of the picture.
func (h *hatch) Bounds() image.Rectangle { return h.bounds }

// At is the colour at a pixel.
func (h *hatch) At(x, y int) color.Color {
	off := math.Mod((float64(x)+float64(y))/math.Sqrt2, h.period)
	far := math.Min(off, h.period-off)
	part := math.Max(0, math.Min(1, h.thick/2-far+.5))
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a)*(1-part) + float64(b)*part)) }
	return color.RGBA{mix(h.ground.R, h.line.R), mix(h.ground.G, h.line.G), mix(h.ground.B, h.line.B), 255}
}
