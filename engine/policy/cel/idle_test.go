package cel_test

import (
	"io/fs"
	"os"
	"path"
	"reflect"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/cel"
	"github.com/kpilint/kpilint/rules"
	"github.com/kpilint/kpilint/schema"
)

const idle = 1 // allocations: the text of a fact is copied where it is looked at

// TestIdle holds that a check is not evaluated where words, fields and facts of a definition tell that it does not
// apply, and all others are.
func TestIdle(t *testing.T) {
	m := organisation(t, kpi("target: 50 calls/day"))
	k := m.Model.Resources[0]
	if m.Facts.KPI(k).Funnel != nil || m.Facts.KPI(k).Rate == nil {
		t.Fatal("the KPI has other facts than it should have")
	}
	for when, c := range map[string]struct{ evaluated, applies bool }{
		"when: has(kpi.facts.funnel)":                                     {false, false},
		"when: has(kpi.facts.funnel) && kpi.facts.funnel.size() > 0":      {false, false},
		"when: size(kpi.id) > 0 && (has(kpi.facts.funnel) && true)":       {false, false},
		"each: facts.funnel":                                              {false, false},
		"when: has(kpi.facts.perMonth)":                                   {true, true},
		"when: has(kpi.facts.funnel) || has(kpi.facts.perMonth)":          {true, true},
		"when: '!has(kpi.facts.funnel)'":                                  {true, true},
		"when: has(kpi.facts.perMonth) && size(kpi.id) > 5":               {true, false},
		"when: '(has(kpi.facts.funnel) ? 1 : 2) == 2 && has(kpi.target)'": {true, true},
		"when: kpi.facts.targetState == 'text'":                           {false, false},
		"when: kpi.facts.targetState != 'number'":                         {false, false},
		"when: '\"other\" == kpi.id || kpi.facts.drafted'":                {false, false},
		"when: '!has(kpi.target) || kpi.facts.wants == \"lower\"'":        {false, false},
		"when: '!(kpi.facts.targetState == \"number\")'":                  {false, false},
		"when: kpi.facts.targetState == 'number' && !kpi.facts.drafted":   {true, true},
		"when: kpi.facts.targetState != 'text' && size(kpi.id) > 5":       {true, false},
		"when: size(kpi.id) > 5 && kpi.facts.targetState == 'text'":       {false, false},
		"when: size(kpi.id) > 0 || kpi.facts.targetState == 'text'":       {true, true},
		"when: has(kpi.baseline) && kpi.baseline.noun == 'calls'":         {false, false},
	} {
		p, err := compile(t, ruleOf(t, when, "assert: |-", "  kpi.id.size() > 100", `message: '"no"'`))
		if err != nil {
			t.Fatal(err)
		}
		found, looked, err := p.Run(t.Context(), m, k)
		if err != nil || len(found) != looked || looked == 1 != c.applies {
			t.Errorf("%s: %d findings, %d looked at, %v", when, len(found), looked, err)
		}
		n := testing.AllocsPerRun(5, func() { _, _, _ = p.Run(t.Context(), m, k) })
		if evaluated := n > idle; evaluated != c.evaluated {
			t.Errorf("%s: it takes %.0f allocations", when, n)
		}
	}
}

// TestHolds holds that a check is not evaluated where words of a definition tell that it holds, and counts all the
// same.
func TestHolds(t *testing.T) {
	m := organisation(t, kpi("target: 50 calls/day"))
	k := m.Model.Resources[0]
	for assert, evaluated := range map[string]bool{
		"kpi.facts.targetState == 'number'":                  false,
		"kpi.facts.targetState == 'number' || size('a') > 1": false,
		"kpi.facts.targetState == 'number' && size('a') > 0": true,
		"!has(kpi.baseline)":                                 false,
	} {
		p, err := compile(t, ruleOf(t, "when: has(kpi.target)", "assert: |-", "  "+assert, `message: '"no"'`))
		if err != nil {
			t.Fatal(err)
		}
		if found, looked, err := p.Run(t.Context(), m, k); len(found) > 0 || looked != 1 || err != nil {
			t.Errorf("%s: %d findings, %d looked at, %v", assert, len(found), looked, err)
		}
		n := testing.AllocsPerRun(5, func() { _, _, _ = p.Run(t.Context(), m, k) })
		if n > idle != evaluated {
			t.Errorf("%s: it takes %.0f allocations", assert, n)
		}
	}
}

// TestIdleSaysTheSame runs each rule of the catalogue on its examples as it is, and with all of it evaluated, and
// holds that both find the same.
func TestIdleSaysTheSame(t *testing.T) {
	all, err := policy.Load(rules.FS, ".")
	if err != nil {
		t.Fatal(err)
	}
	raw, _ := schema.Raw("model")
	c, err := cel.NewCompiler(raw)
	if err != nil {
		t.Fatal(err)
	}
	files, found := os.DirFS("../../../rules"), 0
	for _, r := range all {
		if r.Rego != nil {
			continue
		}
		p, err := c.Compile(r, r.Defaults())
		if err != nil {
			t.Fatal(err)
		}
		whole, err := c.Watch(r)
		if err != nil {
			t.Fatal(err)
		}
		examples, err := fs.Glob(files, path.Join(r.Category, r.ID, "*.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range examples {
			if path.Base(name) == "rule.yaml" {
				continue
			}
			data, err := fs.ReadFile(files, name)
			if err != nil || strings.Contains(string(data), "kind: Exception") {
				continue
			}
			m := organisation(t, string(data))
			for _, k := range m.Model.Of(r.For) {
				want, looked, wrong := whole.Run(t.Context(), m, k)
				got, n, err := p.Run(t.Context(), m, k)
				if !reflect.DeepEqual(want, got) || n != looked || (err == nil) != (wrong == nil) {
					t.Errorf("%s: %s finds %v, and with all evaluated %v", name, r.Name(), got, want)
				}
				found += len(got)
			}
		}
	}
	if found < 30 {
		t.Errorf("the rules have found %d times something", found)
	}
}
