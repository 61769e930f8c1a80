package engine_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
)

// scripted is a rule of KPIs in Go, for what a rule may do that no rule should.
type scripted struct {
	rule policy.Rule
	run  func(r *model.Resource) ([]policy.Outcome, error)
}

func (s *scripted) Rule() *policy.Rule { return &s.rule }

func (s *scripted) Run(_ context.Context, _ *model.Model, r *model.Resource) ([]policy.Outcome, int, error) {
	outcomes, err := s.run(r)
	return outcomes, 1, err
}

// found is a finding on a definition.
func (s *scripted) found(r *model.Resource) []policy.Outcome {
	return []policy.Outcome{{Rule: &s.rule, Resource: r, Level: policy.Warning, Message: "found " + r.Name}}
}

// team is a team with KPIs named a, b, c ….
func team(kpis string) fstest.MapFS {
	var b strings.Builder
	b.WriteString("apiVersion: kpilint/v1\nkind: Team\nid: sales\nkpis:\n")
	for _, id := range kpis {
		fmt.Fprintf(&b, "  - {id: %c, owner: sales, target: 1 order/month}\n", id)
	}
	return fstest.MapFS{"sales.yaml": {Data: []byte(b.String())}}
}

func scriptedEngine(t *testing.T, jobs int, s *scripted) *engine.Engine {
	t.Helper()
	s.rule = policy.Rule{ID: "scripted", Category: "tests", For: "KPI", Level: policy.Warning, File: "tests/scripted/rule.yaml"}
	return newEngine(t, func(o *engine.Options) { o.Jobs = jobs }).With(s)
}

// TestStopped holds that the end of a context gives what was found until then, in order, and says so.
func TestStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	s := &scripted{}
	s.run = func(r *model.Resource) ([]policy.Outcome, error) {
		if r.ID == "d" {
			cancel()
			return nil, &policy.RuleError{Rule: s.rule.Name(), Message: "operation interrupted"}
		}
		return s.found(r), nil
	}
	report, err := scriptedEngine(t, 1, s).Lint(ctx, engine.Input{FS: team("abcdef")})
	if err != nil {
		t.Fatal(err)
	}
	if !report.Stopped || report.Complete() {
		t.Errorf("Stopped is %t and Complete() %t, want a report that is stopped and not complete", report.Stopped, report.Complete())
	}
	if got := messages(report); got != "found sales/a, found sales/b, found sales/c" {
		t.Errorf("found %q, want what was found before the end", got)
	}
	if len(report.Errors) > 0 {
		t.Errorf("a rule is blamed for the end of the context: %v", report.Errors[0])
	}
}

// TestNotStopped holds that a run that comes to its end says so.
func TestNotStopped(t *testing.T) {
	s := &scripted{}
	s.run = func(r *model.Resource) ([]policy.Outcome, error) { return s.found(r), nil }
	report, err := scriptedEngine(t, 2, s).Lint(context.Background(), engine.Input{FS: team("ab")})
	if err != nil || report.Stopped || !report.Complete() {
		t.Errorf("Lint gives %v, stopped %t, complete %t", err, report.Stopped, report.Complete())
	}
	if got := messages(report); got != "found sales/a, found sales/b" {
		t.Errorf("found %q", got)
	}
}

// TestStoppedIgnores holds that nothing is called useless in a run that was stopped: nobody has looked.
func TestStoppedIgnores(t *testing.T) {
	files := fstest.MapFS{"sales.yaml": {Data: []byte(
		"apiVersion: kpilint/v1\nkind: Team\nid: sales\nkpis:\n  - {id: a, owner: sales, target: 1 order/month} # kpilint-ignore: source-missing -- later\n")}}
	ctx, cancel := context.WithCancel(context.Background())
	s := &scripted{}
	s.run = func(*model.Resource) ([]policy.Outcome, error) {
		cancel()
		return nil, nil
	}
	report, err := scriptedEngine(t, 1, s).Lint(ctx, engine.Input{FS: files})
	if err != nil || len(report.Findings) > 0 {
		t.Errorf("Lint gives %v and %q, want no finding", err, messages(report))
	}
}

func messages(r *engine.Report) string {
	var all []string
	for _, f := range r.Findings {
		all = append(all, f.Message)
	}
	return strings.Join(all, ", ")
}
