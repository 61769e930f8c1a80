package chart_test

import (
	"context"
	"io/fs"
	"os"
	"testing"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/chart"
	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/model"
)

// flowOf is the flow of a workspace in which no rule runs.
func flowOf(t testing.TB, files fs.FS) *flow.Flow {
	t.Helper()
	e, err := engine.New(engine.Options{AsOf: calendar.Date{Year: 2026, Month: 5, Day: 20}})
	if err != nil {
		t.Fatal(err)
	}
	o, err := e.Read(context.Background(), engine.Input{FS: files, AllFacts: true})
	if err != nil {
		t.Fatal(err)
	}
	return flow.Of(&o.Organisation, func(*model.Resource) flow.Level { return flow.Sound })
}

// TestGolden compares the maps of the example company, wide, middle and narrow; -update writes them.
func TestGolden(t *testing.T) {
	f := flowOf(t, os.DirFS("../../testdata/acme"))
	for name, width := range map[string]float64{"wide": 1360, "middle": 720, "narrow": 360} {
		golden(t, "testdata/acme."+name+".svg", chart.Map(f, chart.Options{Width: width}).File())
	}
}
