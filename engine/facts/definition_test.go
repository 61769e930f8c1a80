package facts_test

import (
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
)

// TestOtherNumbers holds that what follows for a KPI by itself, worked out anew with another number, is what follows
// when the file says so.
func TestOtherNumbers(t *testing.T) {
	for _, test := range []struct{ what, kpi, field, from, to string }{
		{"the way to a target", "target: '>= 90 calls/week', baseline: @", "baseline", "60 calls/week", "70 calls/week"},
		{"a target", "target: '>= @', baseline: 60 calls/week", "target", "90 calls/week", "99 calls/week"},
		{"a baseline in another time", "target: '>= 90 calls/week', baseline: @", "baseline", "9 calls/day", "8 calls/day"},
		{"days that pass", "target: <= 9 workdays, baseline: @", "baseline", "20 days", "30 days"},
		{"two limits", "target: between 70% and 80%, direction: higher, baseline: @", "baseline", "60%", "65%"},
		{"the target of each person", "target: '>= @', baseline: 8 calls/person/day", "target", "9 calls/person/day",
			"12 calls/person/day"},
		{"what a sample saw", "measure: ratio, target: '>= 90%', baseline: {value: @, sample: 200 cases}",
			"baseline/value", "80%", "85%"},
		{"the size of a sample", "measure: ratio, target: '>= 90%', baseline: {value: 80%, sample: @}",
			"baseline/sample", "200 cases", "50 cases"},
		{"a sample beside the other limit", "measure: ratio, target: between 70% and 90%, " +
			"baseline: {value: @, sample: 200 cases}", "baseline/value", "72%", "88%"},
		{"other limits", "measure: ratio, target: between @, baseline: {value: 80%, sample: 200 cases}", "target",
			"70% and 86%", "78% and 95%"},
	} {
		first, other := definition(t, test.kpi, test.from), definition(t, test.kpi, test.to)
		over := network.Overrides{written(first.k, test.field).Node: written(other.k, test.field).Amount}
		got, want := first.shown(over), other.shown(nil)
		if got != want {
			t.Errorf("%s:\n%swant\n%s", test.what, got, want)
		}
		if first.shown(nil) == want {
			t.Errorf("%s: the other number changes nothing", test.what)
		}
	}
}

// written is the quantity at a field, which may be one of an object.
func written(k *model.Resource, at string) *model.Quantity {
	o, name := k.Object, at
	if object, rest, nested := strings.Cut(at, "/"); nested {
		o, _ = k.Named(object).(*model.Object)
		name = rest
	}
	q, _ := o.Named(name).(*model.Quantity)
	return q
}

// defined is a KPI and what follows for it.
type defined struct {
	k *model.Resource
	f *facts.KPI
}

func definition(t *testing.T, kpi, number string) defined {
	t.Helper()
	m := organisation(t, "2026-05-20", "{apiVersion: kpilint/v1, kind: Team, id: team, "+
		"roles: [{id: role, headcount: 4}], kpis: [{id: kpi, owner: role, "+strings.ReplaceAll(kpi, "@", number)+"}]}")
	k := m.Find("KPI", "team/kpi")
	return defined{k, compute(t, m).KPI(k)}
}

// shown are the numbers that follow, with other leaves, each in a line.
func (d defined) shown(over network.Overrides) string {
	var b strings.Builder
	line := func(name string, n *network.Node) {
		if n = n.With(over); n != nil {
			b.WriteString(name + ": " + told(n) + "\n")
		}
	}
	line("start", d.f.Start.Value)
	line("way", d.f.Way)
	line("perMonth", d.f.PerMonth)
	if s := d.f.Sample.Sample; s != nil {
		line("seen", s.Seen)
		line("target", s.Target)
		line("size", s.Size)
		line("from", s.From)
		line("to", s.To)
		line("needed", s.Needed)
	}
	return b.String()
}
