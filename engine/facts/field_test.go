package facts_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
)

// TestField holds that a field read by itself is the one that the whole fact shows.
func TestField(t *testing.T) {
	m := organisation(t, "2026-05-20", `{apiVersion: kpilint/v1, kind: Team, id: a, roles: [{id: b, headcount: 2..3}, {id: d}],
  services: [{id: s, arrivals: 200 calls/hour, handlingTime: 3 min/call, agents: 12, promise: {share: 80%, within: 20 s}}],
  kpis: [{id: c, owner: b, target: ">= 5 calls/person/day"}, {id: e, owner: d, target: ">= 5 calls/person/day"}]}`)
	known, all := 0, compute(t, m)
	for _, r := range m.Resources {
		eachNumber(all.Of(r), "", func(at string, f *network.Node) {
			shown := f.View()
			for _, name := range []string{"low", "high", "unit", "noun", "scope", "period", "text", "number", "sum", "missing", "derivation"} {
				want, got := &model.Object{}, &model.Object{}
				want.Set("v", shown.Named(name))
				got.Set("v", f.Field(name))
				a, _ := want.MarshalJSON()
				b, _ := got.MarshalJSON()
				if diff := cmp.Diff(string(a), string(b)); diff != "" {
					t.Errorf("%s of %s of %s (-view +field):\n%s", name, at, r.Name, diff)
				}
				known++
			}
		})
	}
	if known < 200 {
		t.Errorf("%d fields looked at", known)
	}
}
