package engine_test

import (
	"fmt"
	"testing"
	"testing/fstest"
)

// regoMistakes are whole modules in which something is wrong that nothing would say by itself: a rule that is silent is taken for one that
// found nothing. A module begins on line 3, after its package, but for those that begin with a #.
var regoMistakes = []struct{ module, want string }{
	{"#", "rule.rego:1:1: rule.rego is empty: a rule begins with `package kpilint.own.bad`, and says `violation contains {…} if {…}`"},
	{`violation contains {"msg": "x", "resource": "sales", "depends": bits.lsh(1, 9) > 3}`, "rule.rego:3:65: a rule may not call `bits.lsh`: the number can be larger than fits in memory; multiply instead"},
	{`violation contains {"msg": "x", "resource": "sales", "depends": any([true])}`, "rule.rego:3:65: `any` is a function of Rego before 1.0: write `some … in`"},
}

// TestRegoMistakes makes each mistake, and holds what its author is told.
func TestRegoMistakes(t *testing.T) {
	for i, m := range regoMistakes {
		t.Run(fmt.Sprintf("%d %s", i, m.want), func(t *testing.T) {
			t.Parallel()
			module := m.module
			if module[0] != '#' {
				module = "package kpilint.own.bad\n\n" + module + "\n"
			}
			files := fstest.MapFS{"own/bad/rule.yaml": {Data: []byte(rightYAML)}, "own/bad/rule.rego": {Data: []byte(module)}}
			if got := firstMistake(t, files); got != m.want {
				t.Errorf("told  %s\nwant  %s", got, m.want)
			}
		})
	}
}
