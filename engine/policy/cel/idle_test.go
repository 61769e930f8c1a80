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
	"github.com/kpilint/kpilint/engine/view"
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
		"when: kpi.target.noun in ['visits', 'orders']":                   {false, false},
		"when: kpi.target.noun in ['visits', 'call']":                     {true, true},
		"when: kpi.facts.perMonth < kpi.facts.perMonth * 0":               {false, false},
		"when: mention(kpi.id, ['some word']) != ''":                      {false, false},
		"when: opening(kpi.id, ['some word', 'k']) != ''":                 {true, true},
		"when: 'has(kpi.baseline) ? true : kpi.facts.drafted'":            {false, false},
		"each: facts.time": {false, false},
	} {
		p, err := compile(t, ruleOf(t, when, "assert: |-", "  kpi.id.size() > 100", `message: '"no"'`))
		if err != nil {
			t.Fatal(err)
		}
		found, looked, err := p.Run(t.Context(), m, k)
		if err != nil || len(found) != looked || looked == 1 != c.applies {
			t.Errorf("%s: %d findings, %d looked at, %v", when, len(found), looked, err)
		}
		n := fewest(func() { _, _, _ = p.Run(t.Context(), m, k) })
		if evaluated := n > idle; evaluated != c.evaluated {
			t.Errorf("%s: it takes %.0f allocations", when, n)
		}
	}
}

// fewest are the allocations of a function, those of the best of several runs: a pool may be empty in any of them.
func fewest(run func()) float64 {
	n := testing.AllocsPerRun(1, run)
	for range 20 {
		n = min(n, testing.AllocsPerRun(1, run))
	}
	return n
}

// TestHolds holds that a check is not evaluated where words of a definition tell that it holds, and counts all the
// same.
func TestHolds(t *testing.T) {
	m := organisation(t, kpi("target: 50 calls/day"))
	k := m.Model.Resources[0]
	for assert, evaluated := range map[string]bool{
		"kpi.facts.targetState == 'number'":                              false,
		"kpi.facts.targetState == 'number' || size('a') > 1":             false,
		"kpi.facts.targetState == 'number' && size(kpi.id + kpi.id) > 0": true,
		"!has(kpi.baseline)":                                             false,
		"mention(kpi.id, ['some word']) == ''":                           false,
		"kpi.target <= kpi.target":                                       false,
		"kpi.target > kpi.target * 0":                                    false,
	} {
		p, err := compile(t, ruleOf(t, "when: has(kpi.target)", "assert: |-", "  "+assert, `message: '"no"'`))
		if err != nil {
			t.Fatal(err)
		}
		if found, looked, err := p.Run(t.Context(), m, k); len(found) > 0 || looked != 1 || err != nil {
			t.Errorf("%s: %d findings, %d looked at, %v", assert, len(found), looked, err)
		}
		n := fewest(func() { _, _, _ = p.Run(t.Context(), m, k) })
		if n > idle != evaluated {
			t.Errorf("%s: it takes %.0f allocations", assert, n)
		}
	}
}

// TestSeenIsWhatIsEvaluated holds that what is seen of a condition is what it gives when it is evaluated: whether the
// check applies, holds, fails, depends or cannot be made.
func TestSeenIsWhatIsEvaluated(t *testing.T) {
	raw, _ := schema.Raw("model")
	c, err := cel.NewCompiler(raw)
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("words without an end ", 400)
	models := make([]*view.Organisation, 0, 16)
	for _, fields := range []string{
		"target: 50 calls/day", "target: at least 40 calls/day\nbaseline: 60 calls/day\ndirection: higher",
		"target: 40..60 calls/day\nbaseline: 50 calls/day", "target: 12 %\nbaseline: 8 %", "target: -3 USD",
		"target: 0 %",
		"target: 0 calls/day\nbaseline: 0 calls/day", "target: soon", "name: Reply time", "name: " + long,
		"target: 50 " + strings.Repeat("calls", 90) + "/day", "target: 3 h\nbaseline: 90 min\nname: Lost time, saved",
		"target: at most 5 errors/day\nname: Reduce errors\nactuals: [{period: 2026-01, value: 7 errors/day}]",
	} {
		models = append(models, organisation(t, kpi(fields)))
	}
	numbers := []string{"kpi.target", "kpi.baseline", "kpi.facts.way", "kpi.facts.perMonth", "kpi.facts.start.value"}
	var all []string
	for _, a := range numbers {
		all = append(all, "has("+a+")", "!has("+a+".noun)", "has("+a+") && has("+a+".period)",
			a+".noun in ['calls', 'errors']")
		for _, operator := range []string{"<", "<=", ">", ">="} {
			all = append(all, a+operator+a+" * 0", "has("+a+") ? "+a+operator+a+" * 0 : kpi.facts.drafted")
			for _, b := range numbers {
				all = append(all, a+operator+b)
			}
		}
	}
	for _, look := range []string{"mention", "opening"} {
		for _, list := range []string{"params.words", "['reply', 'words without']", "[]", "['', 'lost  times']"} {
			all = append(all, look+"(kpi.title, "+list+") == ''", "'' != "+look+"(kpi.title, "+list+")")
		}
	}
	given := "params: {words: {type: texts, default: [reduce, lost time, word], description: Some words.}}"
	for _, text := range all {
		for _, lines := range [][]string{{"assert: |-", "  " + text}, {"when: |-", "  " + text, "assert: 'false'"}} {
			r := ruleOf(t, append(lines, given, "requires: [kpi.target]", `message: '"no"'`)...)
			seen, err := c.Compile(r, r.Defaults())
			if err != nil {
				t.Fatal(text, err)
			}
			whole, err := c.Watch(r)
			if err != nil {
				t.Fatal(err)
			}
			for i, m := range models {
				k := m.Model.Resources[0]
				want, looked, wrong := whole.Run(t.Context(), m, k)
				got, n, err := seen.Run(t.Context(), m, k)
				if !reflect.DeepEqual(want, got) || n != looked || (err == nil) != (wrong == nil) {
					t.Errorf("%q of KPI %d: %v, %d, %v", lines, i, got, n, err)
					t.Errorf("all evaluated: %v, %d, %v", want, looked, wrong)
				}
			}
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
