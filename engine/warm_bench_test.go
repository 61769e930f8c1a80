package engine_test

import (
	"context"
	"fmt"
	"regexp"
	"testing"

	"github.com/kpilint/kpilint/bench/organisation"
	"github.com/kpilint/kpilint/engine"
)

// BenchmarkAfterAChange judges an organisation again after a change of one number, with what the round before found
// out.
func BenchmarkAfterAChange(b *testing.B) {
	for _, n := range sizes(10, 1_000, 10_000) {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			files := made(b, organisation.Options{Definitions: n, PerFile: 1, Flawed: true})
			e := newEngine(b, func(o *engine.Options) { o.Packs[0].Trusted = true })
			s, err := e.Snapshot(context.Background(), engine.Input{FS: files, Carry: true})
			if err != nil {
				b.Fatal(err)
			}
			const name = "team-0/KPI-calls-0-0.yaml"
			number := regexp.MustCompile(`target: ">= \d+`)
			var was *engine.Carried
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				text := number.ReplaceAll(files[name].Data, fmt.Appendf(nil, `target: ">= %d`, 20+i%40))
				s = s.With(name, text)
				r, err := s.After(was).Lint(context.Background())
				if err != nil {
					b.Fatal(err)
				}
				was = r.Carried
			}
		})
	}
}
