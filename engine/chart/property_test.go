package chart_test

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine/chart"
	"github.com/kpilint/kpilint/engine/flow"
)

// drawings are maps of many kinds: of small and large organisations, of all widths, folded, and with one followed.
func drawings(t *testing.T, see func(name string, f *flow.Flow, o chart.Options, s *chart.Scene)) {
	t.Helper()
	flows := map[string]*flow.Flow{"large": flowOf(t, large(12)), "flat": flowOf(t, flat(30)),
		"hostile": flowOf(t, hostile())}
	for n := 6; n <= 8; n++ {
		flows[fmt.Sprintf("ring of %d", n)] = flowOf(t, ring(n))
	}
	for _, name := range []string{"acme", "hospital", "parcel", "software", "city"} {
		flows[name] = flowOf(t, os.DirFS("../../testdata/"+name))
	}
	for name, f := range flows {
		for _, width := range []float64{1600, 1360, 1000, 720, 360} {
			all := []chart.Options{{Width: width}, {Width: width, FoldAbove: 1}, {Width: width, FoldAbove: 10_000}}
			for _, n := range f.Numbers[:min(len(f.Numbers), 6)] {
				all = append(all, chart.Options{Width: width, Follow: n})
			}
			for i, o := range all {
				see(fmt.Sprintf("%s, %g, %d", name, width, i), f, o, chart.Map(f, o))
			}
		}
	}
}

// flat are so many teams that belong to no department, in a line in which each gives to the next.
func flat(n int) fstest.MapFS {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "---\napiVersion: kpilint/v1\nkind: Team\nid: t%d\nkpis:\n", i)
		fmt.Fprintf(&b, "- {id: k, owner: t%d, target: '>= %d piece/month'", i, 100+i)
		if i > 0 {
			fmt.Fprintf(&b, ", needs: [{kpi: t%d/k, amount: 1 piece/piece}]", i-1)
		}
		b.WriteString("}\n")
	}
	return fstest.MapFS{"teams.yaml": {Data: []byte(b.String())}}
}

// ring are so many teams of which each gives to the next, and the last to the first.
func ring(n int) fstest.MapFS {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "---\napiVersion: kpilint/v1\nkind: Team\nid: t%d\nname: Team number %[1]d\nkpis:\n", i)
		fmt.Fprintf(&b, "- {id: k, name: Pieces of work, owner: t%d, target: '>= %d piece/month'", i, 100-i)
		fmt.Fprintf(&b, ", needs: [{kpi: t%d/k, amount: 1 piece/piece}]}\n", (i+n-1)%n)
	}
	return fstest.MapFS{"teams.yaml": {Data: []byte(b.String())}}
}

// evil is a name that would break out of everything it is written into.
const evil = `</title></text><script>alert(1)</script>"'><a href=javascript:x onload=y>&amp;&#0; ]]>`

// hostile is an organisation whose names are evil, very long, of other scripts, or turn the direction of text.
func hostile() fstest.MapFS {
	quote := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
	long := strings.Repeat("Verylongword", 30)
	return fstest.MapFS{"a.yaml": {Data: []byte(`apiVersion: kpilint/v1
kind: Organisation
id: o
name: ` + quote(evil) + `
objectives:
- {id: g, name: ` + quote(evil) + `, keyResults: [{id: k, name: ` + quote(long) + `, from: 1%, to: 2%}]}
---
apiVersion: kpilint/v1
kind: Team
id: a
name: ` + quote(evil) + `
kpis:
- {id: x, name: ` + quote(long) + `, owner: a, target: '>= 10 script/month', produces: script}
- {id: y, name: "\u202Eneercs\u200B \uFEFF", owner: a, target: ` + quote(evil) + `}
- {id: z, name: 東京都新宿区西新宿二丁目八番一号 مرحبا بالعالم, owner: a, target: '>= 5 %'}
objectives:
- {id: q, name: ` + quote(evil) + `, supports: [{objective: g, link: indirect}], keyResults: [{id: k, kpi: x, to: 2%}]}
---
apiVersion: kpilint/v1
kind: Team
id: b
name: b
kpis:
- id: x
  name: ` + quote(evil) + `
  owner: b
  target: '>= 30 order/month'
  needs: [{item: script, amount: 1 script/order}]
`)}}
}

// TestNothingOverlaps holds that no two boxes of a drawing overlap, and that all lie within it.
func TestNothingOverlaps(t *testing.T) {
	drawings(t, func(name string, _ *flow.Flow, _ chart.Options, s *chart.Scene) {
		var boxes []chart.Box
		for _, g := range s.Groups {
			for _, shape := range g.Shapes {
				if shape.Kind == chart.Card && shape.Path == nil && shape.Text == "" || shape.Kind == chart.Picked {
					boxes = append(boxes, shape.Box)
				}
				if b := shape.Box; b.X < 0 || b.Y < 0 || b.Right() > s.Width+.01 || b.Bottom() > s.Height+.01 {
					t.Errorf("%s: a box at %v is outside of %g × %g", name, b, s.Width, s.Height)
				}
				for _, p := range shape.Path {
					if p.Op != 'Z' && (p.X < -.01 || p.X > s.Width+.01 || p.Y < -.01 || p.Y > s.Height+.01) {
						t.Errorf("%s: a path leads to %g %g, outside of %g × %g", name, p.X, p.Y, s.Width, s.Height)
					}
				}
			}
		}
		for i, a := range boxes {
			for _, b := range boxes[i+1:] {
				if a.Overlaps(b) {
					t.Fatalf("%s: boxes at %v and %v overlap", name, a, b)
				}
			}
		}
	})
}

// TestBandsPassBesideParts holds that what limits a number lies over no band that leads to the number below it.
func TestBandsPassBesideParts(t *testing.T) {
	f := flowOf(t, os.DirFS("../../engine/testdata/twins/parcels"))
	var bands, parts []chart.Box
	for _, g := range chart.Map(f, chart.Options{Width: 1280}).Groups {
		for _, shape := range g.Shapes {
			switch {
			case shape.Kind == chart.Planned && g.Class == "band" && shape.Path == nil:
				bands = append(bands, shape.Box)
			case shape.Kind == chart.Card && g.Class == "part" && shape.Path == nil:
				parts = append(parts, shape.Box)
			}
		}
	}
	if len(bands) == 0 || len(parts) == 0 {
		t.Fatalf("%d bands within a team and %d parts: the test has nothing to look at", len(bands), len(parts))
	}
	for _, band := range bands {
		for _, part := range parts {
			if band.Overlaps(part) {
				t.Errorf("the part at %v lies over the band at %v", part, band)
			}
		}
	}
}

// TestRingOfTeams holds that as many teams as a wide drawing has columns stand side by side, with bands between them.
func TestRingOfTeams(t *testing.T) {
	for n := 6; n <= 8; n++ {
		lanes := 0
		for _, g := range chart.Map(flowOf(t, ring(n)), chart.Options{Width: 1280}).Groups {
			for _, shape := range g.Shapes {
				if shape.Kind == chart.Lane {
					lanes++
				}
			}
		}
		if lanes != n {
			t.Errorf("%d teams in a ring have %d lanes", n, lanes)
		}
	}
}

// TestTextFits holds that text ends before the edge of its drawing, by the widths that the layout goes by.
func TestTextFits(t *testing.T) {
	drawings(t, func(name string, _ *flow.Flow, _ chart.Options, s *chart.Scene) {
		for _, g := range s.Groups {
			for _, shape := range g.Shapes {
				if shape.Text == "" {
					continue
				}
				right := shape.X + shape.Wide()
				switch shape.Anchor {
				case chart.Middle:
					right = shape.X + shape.Wide()/2
				case chart.End:
					right = shape.X
				}
				if right > s.Width+1 || right-shape.Wide() < -1 || shape.Y > s.Height {
					t.Errorf("%s: %q ends at %g, %g of %g, %g", name, shape.Text, right, shape.Y, s.Width, s.Height)
				}
			}
		}
	})
}

// TestBandsAreAsWideAsTheirNumbers holds that what is possible, planned and missing of a band is drawn in the ratio of
// the numbers, and all bands of a chain on one scale.
func TestBandsAreAsWideAsTheirNumbers(t *testing.T) {
	const thin = 2.5 + .01 // what is thinner is drawn so wide, to be seen
	for _, workspace := range []string{"acme", "hospital", "parcel", "software"} {
		f := flowOf(t, os.DirFS("../../testdata/"+workspace))
		s := chart.Map(f, chart.Options{Width: 1360, FoldAbove: 10_000})
		scale := map[int]float64{}
		seen := 0
		for _, b := range f.Bands {
			if !b.Known || b.From == nil {
				continue
			}
			g := bandOf(s, b)
			if g == nil {
				t.Errorf("%s: no band for %s", workspace, b.Says())
				continue
			}
			seen++
			for kind, part := range map[chart.Kind]float64{chart.Planned: b.Possible, chart.Beyond: b.Supply - b.Possible} {
				wide := thickness(g, kind)
				if wide < thin {
					if part*b.Scale*scale[b.Chain] > thin+1 {
						t.Errorf("%s: %s: %g is drawn %g wide", workspace, b.Says(), part, wide)
					}
					continue
				}
				by := wide / (part * b.Scale)
				if scale[b.Chain] == 0 {
					scale[b.Chain] = by
				}
				if math.Abs(by/scale[b.Chain]-1) > 1e-6 {
					t.Errorf("%s: %s: %g is drawn %g wide; the scale of its chain is %g, and here it is %g", workspace, b.Says(),
						part, wide, scale[b.Chain], by)
				}
			}
		}
		if seen < 3 {
			t.Errorf("%s: %d bands", workspace, seen)
		}
	}
}

func bandOf(s *chart.Scene, b *flow.Band) *chart.Group {
	for _, g := range s.Groups {
		if g.Class == "band" && g.Says == b.Says() {
			return g
		}
	}
	return nil
}

// thickness is how wide a part of a band is where it begins.
func thickness(g *chart.Group, kind chart.Kind) float64 {
	for _, s := range g.Shapes {
		switch {
		case s.Kind != kind:
		case s.Path == nil:
			return s.Box.W
		default:
			return math.Abs(s.Path[len(s.Path)-2].Y - s.Path[0].Y)
		}
	}
	return 0
}

// TestSVGIsWellFormed holds that no name ends an element or an attribute, or is an element itself.
func TestSVGIsWellFormed(t *testing.T) {
	known := []string{"svg", "title", "desc", "defs", "pattern", "rect", "path", "g", "text", "style", "a"}
	drawings(t, func(name string, _ *flow.Flow, o chart.Options, s *chart.Scene) {
		decoder := xml.NewDecoder(strings.NewReader(s.File()))
		for {
			token, err := decoder.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			start, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			if !slices.Contains(known, start.Name.Local) {
				t.Fatalf("%s: an element <%s>", name, start.Name.Local)
			}
			for _, a := range start.Attr {
				if strings.HasPrefix(a.Name.Local, "on") || strings.Contains(a.Value, "javascript:") && a.Name.Local == "href" {
					t.Fatalf("%s: an attribute %s=%q", name, a.Name.Local, a.Value)
				}
			}
		}
	})
}

// TestNoHiddenSigns holds that no sign that turns the direction of text, or is not seen, is in a drawing.
func TestNoHiddenSigns(t *testing.T) {
	page := chart.Page(flowOf(t, hostile()), chart.Options{}, "m")
	for _, sign := range []string{"\u202e", "\u200b", "\ufeff", "\x00", "<script", "<a href=javascript"} {
		if strings.Contains(page, sign) {
			t.Errorf("%q is in the page", sign)
		}
	}
}

// TestSameBytes holds that a drawing is the same each time.
func TestSameBytes(t *testing.T) {
	for _, files := range []fstest.MapFS{large(12), flat(30)} {
		first := chart.Page(flowOf(t, files), chart.Options{}, "m")
		for range 4 {
			if again := chart.Page(flowOf(t, files), chart.Options{}, "m"); again != first {
				t.Fatal("another drawing of the same flow")
			}
		}
	}
}

// TestNamed holds that whatever can be pointed at has a name for those who do not see it, and the drawing a title.
func TestNamed(t *testing.T) {
	f := flowOf(t, os.DirFS("../../testdata/acme"))
	s := chart.Map(f, chart.Options{})
	drawn := map[string]bool{}
	for _, g := range s.Groups {
		if g.Class != "" && g.Says == "" {
			t.Errorf("a %s without words", g.Class)
		}
		if g.Class == "number" {
			drawn[g.Name] = true
		}
	}
	for _, n := range f.Numbers {
		if !drawn[n.Name] {
			t.Errorf("%s is not drawn", n.Name)
		}
	}
	svg := s.SVG("m")
	for _, want := range []string{`aria-labelledby="m-title m-desc"`,
		`<title id="m-title">The map of the numbers of Acme</title>`,
		"Orders taken needs 50 installations a month; Installations finished plans 40: 10 short"} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %s", want)
		}
	}
}

// TestFolds holds that an organisation of 480 KPIs is drawn as teams, with all that falls short, and that one number of
// it can be followed.
func TestFolds(t *testing.T) {
	f := flowOf(t, large(12))
	s := chart.Map(f, chart.Options{})
	teams, numbers := 0, 0
	for _, g := range s.Groups {
		switch g.Class {
		case "team":
			teams++
		case "number":
			numbers++
		}
	}
	if len(f.Numbers) != 480 || teams != 40 || numbers != 0 {
		t.Errorf("%d numbers as %d teams and %d numbers", len(f.Numbers), teams, numbers)
	}
	if n := len(s.SVG("m")); n > 200_000 {
		t.Errorf("%d bytes", n)
	}
	short := f.Short()[0]
	followed := chart.Map(f, chart.Options{Follow: short.To})
	if bandOf(followed, short) == nil {
		t.Errorf("%s is not in the drawing of %s", short.Says(), short.To.Name)
	}
}
