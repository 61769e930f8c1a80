package wire_test

import (
	"bytes"
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine/wire"
)

// TestGrows holds that twice the definitions take about twice the bytes, and twice the steps to write and to read.
func TestGrows(t *testing.T) {
	e := newEngine(t)
	var named wire.Named
	for _, rule := range foreign(t) {
		named.Add(compiled(t, rule))
	}
	measure := func(n int, names *wire.Named) (size, writing, reading float64) {
		var text bytes.Buffer
		fmt.Fprint(&text, "apiVersion: kpilint/v1\nkind: Team\nid: t\nroles:\n  - {id: r, headcount: 4 to 6}\nkpis:\n")
		for i := range n {
			fmt.Fprintf(&text, "  - {id: k%d, owner: r, target: '>= %d to %d calls/day', effort: 3 min/call}\n", i, i+1, i+9)
		}
		o := read(t, e, fstest.MapFS{"x.yaml": {Data: text.Bytes()}}).Organisation
		var data []byte
		writing = testing.AllocsPerRun(3, func() { data = wire.Write(&o, names, nil) })
		reading = testing.AllocsPerRun(3, func() {
			if _, err := wire.Read(data); err != nil {
				t.Fatal(err)
			}
		})
		return float64(len(data)), writing, reading
	}
	for _, names := range []*wire.Named{wire.All(), &named} {
		size, writing, reading := measure(200, names)
		size2, writing2, reading2 := measure(400, names)
		for what, ratio := range map[string]float64{
			"bytes": size2 / size, "allocations to write": writing2 / writing, "allocations to read": reading2 / reading,
		} {
			if ratio > 2.3 {
				t.Errorf("twice the definitions take %.2f times the %s", ratio, what)
			}
		}
	}
}
