package facts_test

import (
	"context"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
)

// organisation reads definitions and computes their facts as of a day, such as 2026-05-20.
func organisation(t *testing.T, asOf, text string) *model.Model {
	t.Helper()
	day, err := calendar.ParseDate(asOf)
	if err != nil {
		t.Fatal(err)
	}
	kinds, err := shape.Load()
	if err != nil {
		t.Fatal(err)
	}
	docs, problems := source.Parse("x.yaml", []byte(text))
	var all []*model.Definition
	for _, d := range docs {
		definitions, more := model.Read(kinds, d, d.Root.Get("kind").Text, d.Root, "")
		all = append(all, definitions...)
		for _, p := range more {
			problems = append(problems, p.Problem)
		}
	}
	m, more, _ := model.Resolve(t.Context(), all, model.Options{AsOf: day})
	for _, p := range more {
		problems = append(problems, p.Problem)
	}
	for _, p := range problems {
		t.Errorf("line %d: %s", p.Span.Line, p.Message)
	}
	compute(t, m)
	return m
}

// compute works out the facts, and wants no fault.
func compute(t *testing.T, m *model.Model) *facts.Result {
	t.Helper()
	r, err := facts.Compute(context.Background(), m, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Failures {
		t.Errorf("%s: %v\n%s", f.Doing(), f.Cause, f.Stack)
	}
	return r
}

// told is a fact in words: its sum, and what is missing.
func told(v any) string {
	f, _ := v.(*network.Node)
	if f == nil {
		return ""
	}
	text := ""
	if f.Valued() {
		text = f.Sum()
	}
	if len(f.Lacks()) > 0 {
		text += "?" + strings.Join(f.Lacks(), "; ")
	}
	return text
}

// value is a fact's number in words, or what is missing.
func value(v any) string {
	f, _ := v.(*network.Node)
	if f.Known() {
		return f.Amount.String()
	}
	return told(v)
}
