package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/report"
)

func (a *app) explain() *cobra.Command {
	var c common
	var charts string
	cmd := &cobra.Command{
		Use:   "explain RULE|RESOURCE [PATH…]",
		Short: "Explain a rule, or show what was worked out about a definition",
		Long: `Explain a rule: what it finds, why that matters, how to fix it, and its settings here. Or show a definition:
its facts, each with its sum and the places of the numbers in it.

Exit code 0: printed; 2: wrong use, or a name that nothing has; 3: a rule failed.`,
		Example: `  kpilint explain supply-below-demand
  kpilint explain sales/sales-calls testdata/acme`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			canvas, err := a.canvas(charts)
			if err != nil {
				return err
			}
			all, err := a.organisations(&c, args[1:], nil)
			if err != nil {
				return err
			}
			slices.SortStableFunc(all, func(x, y organisation) int { return y.asks() - x.asks() })
			for _, o := range all {
				for _, r := range o.engine.Rules() {
					if args[0] == r.ID || args[0] == r.Name() || r.WasCalled(args[0]) {
						a.notice(o.engine.Config().Renamed(args[0]))
						return a.explainRule(r)
					}
				}
			}
			read, err := a.readAll(cmd.Context(), all)
			if err != nil {
				return err
			}
			return a.explainResource(read, args[0], canvas)
		},
	}
	c.flags(cmd)
	chartsFlag(cmd, &charts)
	return cmd
}

func (a *app) explainRule(r *policy.Rule) error {
	page := report.RulePage(r)
	if width := terminalWidth(a.out); width > 0 {
		page = report.Terminal(page, width, useColour("auto", a.out))
	} else {
		page = report.Lines(page)
	}
	_, err := fmt.Fprint(a.out, page)
	return err
}

// read is an organisation with what was read of it.
type read struct {
	organisation
	*engine.Organisation
}

// readAll reads the definitions of organisations with all their facts, and tells what could not be read.
func (a *app) readAll(ctx context.Context, all []organisation) ([]read, error) {
	var done []read
	for _, o := range all {
		in := o.input
		in.AllFacts = true
		r, err := o.engine.Read(ctx, in)
		if err != nil {
			return nil, err
		}
		for _, err := range r.Unreadable {
			a.fail(exitUsage, err)
		}
		a.warn(r)
		done = append(done, read{o, r})
	}
	return done, nil
}

// asks is 1 for an organisation that is asked for, and 0 for one that lies below one.
func (o organisation) asks() int {
	if o.asked {
		return 1
	}
	return 0
}

// explainResource shows the definitions with a name, in whatever organisations they are.
func (a *app) explainResource(all []read, name string, canvas *report.Canvas) error {
	shown := 0
	for _, o := range all {
		for _, r := range find(o.Model, name) {
			if shown++; shown > 1 {
				fmt.Fprintln(a.out)
			}
			if err := report.Resource(a.out, &o.Organisation.Organisation, r); err != nil {
				return err
			}
			if canvas == nil {
				continue
			}
			if err := report.ResourceCharts(a.out, &o.Organisation.Organisation, r, *canvas); err != nil {
				return err
			}
		}
	}
	if shown == 0 {
		return unknownName(all, name)
	}
	return nil
}

// find returns the resources with this full name, which may be that of a row of `targets`, else those with this id.
func find(m *model.Model, name string) []*model.Resource {
	var byName, byID []*model.Resource
	for _, r := range slices.Concat(m.Resources, m.Rows()) {
		if r.Name == name {
			byName = append(byName, r)
		}
		if r.ID == name && r.Row == nil {
			byID = append(byID, r)
		}
	}
	if len(byName) > 0 {
		return byName
	}
	return byID
}

func unknownName(all []read, name string) error {
	var known []string
	for _, o := range all {
		for _, r := range o.engine.Rules() {
			known = append(known, r.ID, r.Name())
		}
		for _, r := range slices.Concat(o.Model.Resources, o.Model.Rows()) {
			known = append(known, r.Name)
		}
	}
	slices.Sort(known)
	message := fmt.Sprintf("`%s` is neither a rule nor a definition here", name)
	const otherwise = ": `kpilint rules` lists the rules; definitions are looked for in this folder, or in the paths named after it"
	return errors.New(message + cmp.Or(nearest.Question(name, known), otherwise))
}
