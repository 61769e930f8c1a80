package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/report"
)

// runTrace shows what each part of a rule gives on a definition.
func (a *app) runTrace(cmd *cobra.Command, f *lintFlags, args []string) error {
	e, in, err := a.engine(cmd, &f.common, args, f.change)
	if err != nil {
		return err
	}
	rules := e.Rules()
	i := slices.IndexFunc(rules, func(r *policy.Rule) bool { return f.trace == r.ID || f.trace == r.Name() })
	if i < 0 {
		return fmt.Errorf("--trace: %s", e.Config().NoSuch(f.trace))
	}
	in.AllFacts = true
	o, err := e.Read(cmd.Context(), in)
	if err != nil {
		return err
	}
	found := find(o.Model, f.resource)
	if len(found) == 0 {
		return fmt.Errorf("--resource: %w", unknownName(e, o.Model, f.resource))
	}
	var judged []*model.Resource
	for _, r := range found {
		judged = append(judged, e.Judged(o, rules[i], r)...)
	}
	for _, r := range judged {
		steps, err := e.Trace(cmd.Context(), o, rules[i], r)
		var failed *policy.RuleError
		if err != nil && !errors.As(err, &failed) {
			return err
		}
		if err := report.Trace(a.out, rules[i], r, steps); err != nil {
			return err
		}
		if failed != nil {
			a.fail(exitBroken, failed)
		}
	}
	a.untold = nil
	return nil
}
