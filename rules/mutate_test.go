package rules_test

import (
	"context"
	"fmt"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/policy"
)

// mutations are slips that an example of the rule must notice.
var mutations = []struct{ from, to string }{
	{"<=", "<"}, {">=", ">"}, {" < ", " <= "}, {" > ", " >= "}, {"==", "!="}, {"!=", "=="}, {"&&", "||"}, {"||", "&&"},
}

// condition finds the keys of a rule.yaml that decide; their values may go on over indented lines.
var condition = regexp.MustCompile(`(?m)^ *(?:- )?(?:when|assert): .*(?:\n {2,}[^-\s][^:\n]*(?:\?|:|\||&).*)*`)

// threshold is the default of a parameter in percent, or a whole number of words.
var threshold = regexp.MustCompile(`default: (\d+)`)

// TestMutations holds that a mutated operator or threshold of a rule in CEL makes one of the rule's own examples fail.
func TestMutations(t *testing.T) {
	for _, r := range newEngine(t).Rules() {
		if r.Rego != nil {
			continue
		}
		t.Run(r.Name(), func(t *testing.T) {
			data, err := os.ReadFile(path.Join(r.Dir, "rule.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range mutants(string(data)) {
				if noticed, ran := notices(t, r, m.text); ran && !noticed {
					t.Errorf("no example notices %s", m.what)
				}
			}
		})
	}
}

type mutant struct{ what, text string }

func mutants(rule string) []mutant {
	var all []mutant
	for _, at := range condition.FindAllStringIndex(rule, -1) {
		part := rule[at[0]:at[1]]
		for _, m := range mutations {
			for i := 0; ; {
				j := strings.Index(part[i:], m.from)
				if j < 0 {
					break
				}
				changed := part[:i+j] + m.to + part[i+j+len(m.from):]
				all = append(all, mutant{fmt.Sprintf("%q for %q in %q", m.to, m.from, part), rule[:at[0]] + changed + rule[at[1]:]})
				i += j + len(m.from)
			}
		}
	}
	for _, at := range threshold.FindAllStringSubmatchIndex(rule, -1) {
		for _, digit := range []string{"0", "9"} { // 85 becomes 850 and 859: far too large
			all = append(all, mutant{"a larger " + rule[at[0]:at[1]], rule[:at[3]] + digit + rule[at[3]:]})
		}
		all = append(all, mutant{"zero for " + rule[at[0]:at[1]], rule[:at[2]] + "0" + rule[at[3]:]})
	}
	return all
}

// notices reports whether the examples of a rule fail with a mutated rule.yaml; ran is false when it does not even compile.
func notices(t *testing.T, r *policy.Rule, text string) (noticed, ran bool) {
	t.Helper()
	pack := fstest.MapFS{path.Join(r.Dir, "rule.yaml"): {Data: []byte(text)}}
	e, err := engine.New(engine.Options{AsOf: asOf, Packs: []engine.Pack{{FS: pack, Dir: "."}}})
	if err != nil {
		return false, false
	}
	for _, outcome := range []string{"pass", "fail"} {
		name, data := exampleFile(t, r, outcome)
		rep, err := e.Lint(context.Background(), example(t, e, r, name, data))
		if err != nil {
			t.Fatal(err)
		}
		if len(rep.Errors) > 0 || differs(rep, r, wants(t, data)) {
			return true, true
		}
	}
	return false, true
}

func differs(rep *engine.Report, r *policy.Rule, wanted []want) bool {
	n := 0
	for _, f := range rep.Findings {
		if f.Name() != r.Name() {
			continue
		}
		n++
		found := false
		for _, w := range wanted {
			found = found || w.line == f.Location.Line && strings.Contains(f.Message, w.text) && (w.level == "" || w.level == f.Level.String())
		}
		if !found {
			return true
		}
	}
	return n != len(wanted)
}
