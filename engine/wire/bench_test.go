package wire_test

import (
	"os"
	"testing"

	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/wire"
)

// BenchmarkWire writes and reads an organisation as ten rules of each language, from all over the catalogue, name it.
// KPILINT_WIRE names a folder with another one than acme, as bench/generate writes it.
func BenchmarkWire(b *testing.B) {
	folder := os.Getenv("KPILINT_WIRE")
	if folder == "" {
		folder = "../../testdata/acme"
	}
	var named wire.Named
	byLanguage := map[bool][]*policy.Rule{}
	for _, rule := range foreign(b) {
		byLanguage[rule.Rego != nil] = append(byLanguage[rule.Rego != nil], rule)
	}
	for _, all := range byLanguage {
		for i := range 10 {
			named.Add(compiled(b, all[i*len(all)/10]))
		}
	}
	o := read(b, newEngine(b), os.DirFS(folder)).Organisation
	o.Model.Watch = nil
	for name, n := range map[string]*wire.Named{"named": &named, "all": wire.All()} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				data := wire.Write(&o, n, nil)
				b.ReportMetric(float64(len(data))/float64(len(o.Resources)), "bytes/definition")
				if _, err := wire.Read(data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
