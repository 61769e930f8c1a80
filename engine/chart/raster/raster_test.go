package raster_test

import (
	"bytes"
	"context"
	"image/png"
	"os"
	"testing"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/chart"
	"github.com/kpilint/kpilint/engine/chart/raster"
	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/model"
)

func scene(t *testing.T, o chart.Options) *chart.Scene {
	t.Helper()
	e, err := engine.New(engine.Options{AsOf: calendar.Date{Year: 2026, Month: 5, Day: 20}})
	if err != nil {
		t.Fatal(err)
	}
	of, err := e.Read(context.Background(), engine.Input{FS: os.DirFS("../../../testdata/acme"), AllFacts: true})
	if err != nil {
		t.Fatal(err)
	}
	return chart.Map(flow.Of(&of.Organisation, func(*model.Resource) flow.Level { return flow.Sound }), o)
}

func paint(t *testing.T, s *chart.Scene, scale float64) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := raster.Write(&buf, s, scale); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// TestWrite holds that a picture has the size of its scene, is the same each time, and has the colours of bands, gaps
// and text where the scene has them.
func TestWrite(t *testing.T) {
	s := scene(t, chart.Options{Width: 720})
	data := paint(t, s, 1)
	if !bytes.Equal(data, paint(t, s, 1)) {
		t.Error("another picture of the same scene")
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if b := img.Bounds(); b.Dx() != 752 || b.Dy() != int(s.Height+32+.999) {
		t.Errorf("%v for a scene of %g × %g", b, s.Width, s.Height)
	}
	seen := map[[3]uint8]int{}
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			r, g, b, _ := img.At(x, y).RGBA()
			seen[[3]uint8{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8)}]++
		}
	}
	for name, c := range map[string][3]uint8{"flow": {0x64, 0x95, 0xcb}, "bad": {0xb3, 0x26, 0x1e},
		"bad-ground": {0xfd, 0xf0, 0xee}, "ink": {0x15, 0x19, 0x1f}, "lane": {0xf5, 0xf6, 0xf8}} {
		if seen[c] < 50 {
			t.Errorf("%d pixels of the colour %s", seen[c], name)
		}
	}
}

// TestLarge holds that a very large scene is painted smaller, and not in all the memory there is.
func TestLarge(t *testing.T) {
	s := &chart.Scene{Width: 100, Height: 500_000}
	img, err := png.DecodeConfig(bytes.NewReader(paint(t, s, 2)))
	if err != nil || img.Height > 16_001 {
		t.Errorf("%d × %d: %v", img.Width, img.Height, err)
	}
}
