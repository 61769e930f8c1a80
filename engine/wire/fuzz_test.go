package wire_test

import (
	"bytes"
	"os"
	"runtime"
	"testing"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/wire"
)

// written are organisations below testdata, as a whole and as rules name them.
func written(t testing.TB) (all [][]byte) {
	t.Helper()
	e := newEngine(t)
	var named wire.Named
	for _, rule := range foreign(t) {
		if rule.Rego == nil {
			named.Add(compiled(t, rule))
		}
	}
	for _, folder := range []string{"acme", "city", "software"} {
		o := read(t, e, os.DirFS("../../testdata/"+folder))
		for _, n := range []*wire.Named{{}, wire.All(), &named} {
			all = append(all, wire.Write(&o.Organisation, n, nil))
		}
	}
	return all
}

// FuzzRead holds that no bytes make Read panic, and that what it makes of them can be written and judged.
func FuzzRead(f *testing.F) {
	e := newEngine(f)
	for _, example := range []string{"capacity/target-exceeds-time/fail.yaml", "exceptions/stale/fail.yaml"} {
		o := read(f, e, os.DirFS("../../rules"), example)
		f.Add(wire.Write(&o.Organisation, wire.All(), nil))
		f.Add(wire.Write(&o.Organisation, &wire.Named{}, nil))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		o, err := wire.Read(data)
		if (o == nil) != (err != nil) {
			t.Fatal(o, err)
		}
		if err == nil {
			wire.Number(o)
		}
	})
}

// TestTorn holds that no part of what was written is taken for the whole, and that of bytes with a change Read makes
// something or nothing, without a panic, and in memory that is bounded by their number.
func TestTorn(t *testing.T) {
	for _, data := range written(t) {
		for n := 0; n < len(data); n += 1 + len(data)/400 {
			if _, err := wire.Read(data[:n]); err == nil {
				t.Errorf("%d of %d bytes are taken for the whole", n, len(data))
			}
			changed := bytes.Clone(data)
			changed[n] ^= byte(1 + n%255)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, _ = wire.Read(changed)
			runtime.ReadMemStats(&after)
			if took := after.TotalAlloc - before.TotalAlloc; took > 1<<20+300*uint64(len(data)) {
				t.Errorf("%d bytes take %d", len(data), took)
			}
		}
		if _, err := wire.Read(append(bytes.Clone(data), 0)); err == nil {
			t.Error("what comes after the end is taken for a part")
		}
	}
}

// TestDeep holds that values that stand in each other without end are an error, however many bytes that are.
func TestDeep(t *testing.T) {
	head := wire.Write(&emptyOrganisation(t).Organisation, &wire.Named{}, nil)
	if _, err := wire.Read(head); err != nil {
		t.Fatal(err)
	}
	for _, filling := range []string{"\x00", "\x01", "\x09\x01", "\x07\x00\x01\x01a", "\x00\x04"} {
		data := append(bytes.Clone(head[:len("organisation 1\n")]), bytes.Repeat([]byte(filling), 1<<20)...)
		if _, err := wire.Read(data); err == nil {
			t.Errorf("%q without end is an organisation", filling)
		}
	}
}

func emptyOrganisation(t *testing.T) *engine.Organisation {
	t.Helper()
	return read(t, newEngine(t), os.DirFS(t.TempDir()))
}

// TestNamedOnly holds that what no rule names is not written: neither a field nor a fact, nor how numbers come about.
func TestNamedOnly(t *testing.T) {
	o := read(t, newEngine(t), os.DirFS("../../testdata/acme"))
	var all []policy.Program
	for _, rule := range foreign(t) {
		if rule.Name() == "definition/owner-missing" || rule.Name() == "capacity/target-exceeds-time" {
			all = append(all, compiled(t, rule))
		}
	}
	if len(all) != 2 {
		t.Fatal(len(all))
	}
	for _, p := range all {
		var named wire.Named
		named.Add(p)
		sent, err := wire.Read(wire.Write(&o.Organisation, &named, nil))
		if err != nil {
			t.Fatal(err)
		}
		few, many := 0, 0
		for _, r := range o.Of("KPI") {
			many += len(r.Names())
			few += len(sent.Find("KPI", r.Name).Names())
		}
		if few*2 > many {
			t.Errorf("%s: %d of %d fields are written", p.Rule().Name(), few, many)
		}
		part, whole := wire.Write(&o.Organisation, &named, nil), wire.Write(&o.Organisation, wire.All(), nil)
		if len(part)*5 > len(whole) {
			t.Errorf("%s: of %d bytes more than a fifth", p.Rule().Name(), len(whole))
		}
	}
}

// FuzzApply holds that no bytes from another process make Apply panic, or a path lead out of the facts.
func FuzzApply(f *testing.F) {
	o := read(f, newEngine(f), os.DirFS("../../testdata/acme"))
	sent, err := wire.Read(wire.Write(&o.Organisation, wire.All(), nil))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(wire.Marks(sent))
	f.Fuzz(func(_ *testing.T, data []byte) {
		_ = wire.Apply(&o.Organisation, wire.All(), data)
		var path wire.Path
		for _, b := range data[:min(len(data), 8)] {
			path = append(path, int(int8(b)))
		}
		kpi := o.Of("KPI")[0]
		path.Number(&o.Organisation, kpi)
		path.Words(&o.Organisation, kpi)
	})
}
