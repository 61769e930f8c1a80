package main

import (
	"context"
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
	made, err := a.organisations(&f.common, args, f.change)
	if err != nil {
		return err
	}
	all, err := a.readAll(cmd.Context(), made)
	if err != nil {
		return err
	}
	var first error
	found := false
	for _, o := range all {
		if len(find(o.Model, f.resource)) == 0 {
			continue
		}
		found = true
		if err := a.traceIn(cmd.Context(), f, o); err != nil && first == nil {
			first = err
		}
	}
	a.untold = nil
	if !found {
		return fmt.Errorf("--resource: %w", unknownName(all, f.resource))
	}
	return first
}

// traceIn shows what each part of the rule gives on the definitions with a name in one organisation.
func (a *app) traceIn(ctx context.Context, f *lintFlags, in read) error {
	e, o := in.engine, in.Organisation
	rules := e.Rules()
	i := slices.IndexFunc(rules, func(r *policy.Rule) bool { return f.trace == r.ID || f.trace == r.Name() })
	if i < 0 {
		return fmt.Errorf("--trace: %s", e.Config().NoSuch(f.trace))
	}
	found := find(o.Model, f.resource)
	var judged []*model.Resource
	for _, r := range found {
		judged = append(judged, e.Judged(o, rules[i], r)...)
	}
	for _, r := range judged {
		steps, err := e.Trace(ctx, o, rules[i], r)
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
	return nil
}
