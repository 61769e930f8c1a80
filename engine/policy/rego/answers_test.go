package rego_test

import (
	"context"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/policy/rego"
)

// TestAnswersAreTaken holds that a rule is known to say what it said of the same, and is asked again where it is given
// something else.
func TestAnswersAreTaken(t *testing.T) {
	const body = `package kpilint.own.r

violation contains {
	"msg": sprintf("short of %s", [item.item]), "kind": "KPI", "resource": "t/sales", "because": item.demand,
} if {
	some item in input.items
	item.demand.low + item.supply.low > 1
}
`
	run := func(target string, was map[string]rego.Answer) (said string, sum string, now map[string]rego.Answer) {
		rules := load(t, map[string]string{"r": body})
		rules[0].Trusted = true
		programs, err := compile(t, rules)
		if err != nil {
			t.Fatal(err)
		}
		known := rego.NewAnswers(was)
		in := rego.NewInputAfter(known, ofChain(t, target), programs...)
		all, _, err := programs[0].(sharing).RunOn(context.Background(), in)
		if err != nil || len(all) == 0 {
			t.Fatal(all, err)
		}
		return all[0].Message, all[0].Because.Sum, known.All()
	}
	said, sum, kept := run(">= 80", nil)
	if len(kept) != 1 || !strings.HasPrefix(said, "short of ") {
		t.Fatalf("the rule says %q, and %d answers are kept", said, len(kept))
	}
	for name, one := range kept {
		one.Said = strings.Replace(one.Said, "short of ", "known to lack ", 1)
		kept[name] = one
	}
	known, same, again := run(">= 80", kept)
	if !strings.HasPrefix(known, "known to lack ") || same != sum || len(again) != 1 {
		t.Errorf("what is known is not taken: %q by %q, not %q", known, same, sum)
	}
	if other, _, _ := run(">= 90", kept); !strings.HasPrefix(other, "short of ") {
		t.Errorf("of another input the rule is known to say %q", other)
	}
	for name, one := range kept {
		one.Said = "{torn"
		kept[name] = one
	}
	if torn, _, _ := run(">= 80", kept); torn != said {
		t.Errorf("of a torn answer the rule says %q", torn)
	}
}
