package raster

import (
	"image"
	"image/color"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"github.com/kpilint/kpilint/engine/chart"
)

// fonts are the fonts of a picture in the sizes that it uses.
type fonts struct {
	regular, bold *opentype.Font
	faces         map[face]font.Face
}

type face struct {
	bold bool
	size float64
}

// face is a font in a size, in pixels.
func (f *fonts) face(bold bool, size float64) (font.Face, error) {
	key := face{bold, size}
	if known := f.faces[key]; known != nil {
		return known, nil
	}
	from, data := &f.regular, goregular.TTF
	if bold {
		from, data = &f.bold, gobold.TTF
	}
	if *from == nil {
		parsed, err := opentype.Parse(data)
		if err != nil {
			return nil, err
		}
		*from = parsed
	}
	made, err := opentype.NewFace(*from, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil, err
	}
	if f.faces == nil {
		f.faces = map[face]font.Face{}
	}
	f.faces[key] = made
	return made, nil
}

// text paints a line of text. It is made smaller where it is wider than the layout took it to be.
func (p *painter) text(s *chart.Shape, c color.RGBA) error {
	size := s.Size * p.scale * .96
	f, err := p.fonts.face(s.Bold, size)
	if err != nil {
		return err
	}
	wide, room := font.MeasureString(f, s.Text), fixed.I(int(s.Wide()*p.scale))
	if wide > room && wide > 0 {
		if f, err = p.fonts.face(s.Bold, size*float64(room)/float64(wide)); err != nil {
			return err
		}
		wide = font.MeasureString(f, s.Text)
	}
	pixels := func(at float64) fixed.Int26_6 { return fixed.Int26_6((at + margin) * p.scale * 64) }
	dot := fixed.Point26_6{X: pixels(s.X), Y: pixels(s.Y)}
	switch s.Anchor {
	case chart.Middle:
		dot.X -= wide / 2
	case chart.End:
		dot.X -= wide
	}
	if s.Halo {
		rim := fixed.Int26_6(1.6 * p.scale * 64)
		for _, d := range []fixed.Point26_6{{X: -rim}, {X: rim}, {Y: -rim}, {Y: rim}, {X: -rim, Y: -rim}, {X: rim, Y: -rim},
			{X: -rim, Y: rim}, {X: rim, Y: rim}} {
			p.string(f, s.Text, dot.Add(d), colour("ground"))
		}
	}
	p.string(f, s.Text, dot, c)
	return nil
}

func (p *painter) string(f font.Face, text string, dot fixed.Point26_6, c color.RGBA) {
	d := font.Drawer{Dst: p.img, Src: image.NewUniform(c), Face: f, Dot: dot}
	d.DrawString(text)
}
