package exchange_test

import (
	"context"
	"os"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/exchange"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/rules"
)

// acme is an organisation, and rules that judged it with what they found.
func acme(t testing.TB) (*view.Organisation, []*policy.Rule, []policy.Outcome) {
	t.Helper()
	e, err := engine.New(engine.Options{
		AsOf: calendar.Date{Year: 2026, Month: 5, Day: 20}, Packs: []engine.Pack{{FS: rules.FS, Dir: "."}},
	})
	if err != nil {
		t.Fatal(err)
	}
	in := engine.Input{FS: os.DirFS("../../testdata/acme"), AllFacts: true, Track: true}
	o, err := e.Read(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	all, err := policy.Load(rules.FS, ".")
	if err != nil {
		t.Fatal(err)
	}
	var found []policy.Outcome
	for i, r := range o.Resources {
		of := all[i%len(all)]
		found = append(found, policy.Outcome{
			Rule: of, Resource: r, At: "target", Message: "a message", Fix: "a fix", Level: policy.Warning, Size: 0.25,
			Values:  []policy.Value{{Name: "need", Low: "1", High: "2", Unit: "calls/day"}},
			Missing: []string{"a number"}, Related: []policy.Related{{Resource: o.Resources[0], At: "name", Message: "here"}},
			Because: &policy.Evidence{Sum: "1 + 1 = 2"}, Edit: &policy.Edit{Path: "target", Value: "1"},
			Flaw: &policy.RuleError{Rule: of.Name(), Location: source.Location{File: "rule.yaml"}, Message: "wrong"},
		})
	}
	return &o.Organisation, all, found
}

// FuzzAnswers holds that answers are what was written or are refused, and that no other bytes end the process or take
// memory out of proportion.
func FuzzAnswers(f *testing.F) {
	o, all, found := acme(f)
	about := exchange.Of(o)
	v := &exchange.Verdict{
		Outcomes: found, Looked: map[*policy.Rule]int{all[0]: 3}, Read: []byte("read"), Stopped: true,
		LookedAt: exchange.Sets{All: [][]int{{0, 2}}, Of: []int{0, 1}},
	}
	answer := v.Answer(all, about)
	again, err := exchange.ReadVerdict(answer, all, about)
	if err != nil || len(again.Outcomes) != len(found) || string(again.Answer(all, about)) != string(answer) {
		f.Fatal(err, len(found))
	}
	f.Add(answer)
	compiled := &exchange.Compiled{Wrong: &policy.RuleError{Rule: "own/a", Message: "wrong"}}
	f.Add(compiled.Answer())
	deny := &policy.Rule{ID: "deny", Title: "A title", Level: policy.Error, File: "pack/a.rego"}
	f.Add((&exchange.Loaded{Rules: []*policy.Rule{deny}}).Answer())
	asked := &exchange.Policies{Name: "pack", Pack: "pack", Folder: exchange.TakeFolder(fstest.MapFS{
		"a.rego": {Data: []byte("package main\n")},
	}, nil)}
	f.Fuzz(func(_ *testing.T, data []byte) {
		_, _ = exchange.ReadVerdict(data, all, about)
		_, _ = exchange.ReadCompiled(data, len(all))
		_, _ = exchange.ReadLoaded(data, &policy.Conftest{Pack: "pack"}, asked)
	})
}

// FuzzRequests holds that requests that make no sense are refused.
func FuzzRequests(f *testing.F) {
	folder := exchange.TakeFolder(fstest.MapFS{
		"a.rego": {Data: []byte("package main\n")}, "data/a.yaml": {Data: []byte("a: 1\n")},
	}, []string{"data"})
	f.Add((&exchange.Policies{Name: "pack", Pack: "pack", Data: []string{"data"}, Folder: folder}).Request())
	text := policy.Text{Folder: "own/a", File: "a", Data: []byte("x")}
	f.Add((&exchange.Rules{Jobs: 2, Own: []exchange.Own{{Text: text}}, Beside: []exchange.Own{{Text: text}}}).Request())
	f.Add((&exchange.Batch{
		Rules: []int{0, 2}, Noted: []int{2}, Known: exchange.Sets{All: [][]int{{2}}, Of: []int{1}},
		Organisation: []byte("organisation"),
	}).Request())
	f.Fuzz(func(t *testing.T, data []byte) {
		kind, ok := exchange.KindOf(data)
		if !ok {
			return
		}
		switch kind {
		case exchange.ToLoad:
			if p, err := exchange.ReadPolicies(data); err == nil && len(p.Request()) == 0 {
				t.Error("nothing is asked")
			}
		case exchange.ToCompile:
			_, _ = exchange.ReadRules(data)
		case exchange.ToJudge:
			if b, err := exchange.ReadBatch(data, 3); err == nil && len(b.Rules) > 3 {
				t.Error(b.Rules)
			}
		}
	})
}
