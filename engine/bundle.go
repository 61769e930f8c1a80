package engine

import (
	"fmt"

	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/rego"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema"
)

// Bundle makes an OPA bundle of the rules in Rego that are on for the whole workspace, with their levels and parameters as configured.
// What is left out for its language is returned beside it: rules in CEL, and policies of conftest, which OPA loads as they are.
func (e *Engine) Bundle(revision string) (b *rego.Bundle, in, left []*policy.Rule, err error) {
	var bundled []rego.Bundled
	for _, r := range e.Rules() {
		level := e.rules.Level(r)
		if level == policy.Off {
			continue
		}
		if r.Language() != "Rego" {
			left = append(left, r)
			continue
		}
		params, err := e.rules.Params(r)
		if err != nil {
			return nil, nil, nil, fmt.Errorf("%s: %w", wording.BundleRule(r.Name()), err)
		}
		bundled, in = append(bundled, rego.Bundled{Rule: r, Level: level, Params: params}), append(in, r)
	}
	modelSchema, _ := schema.Raw("model")
	if g := e.guard(); g != nil {
		g.Begin(together, "", maxRule)
		defer g.End()
	}
	b, err = rego.NewBundle(bundled, modelSchema, revision)
	return b, in, left, err
}
