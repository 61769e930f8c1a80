package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/engine/chart"
	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/report"
)

// graphFlags are the flags of graph.
type graphFlags struct {
	common
	format, output string
	teams          []string
	follow         string
	fold           bool
}

func (a *app) graph() *cobra.Command {
	f := graphFlags{}
	cmd := &cobra.Command{
		Use:   "graph [PATH…]",
		Short: "Draw the map of the numbers: which flow between which teams, and where some are missing",
		Long: `Draw which numbers flow between which teams: a lane for each team with its numbers, and bands
between them that are as wide as what is needed. Blue is planned and possible; a blue hatch is
planned, without the time or the money for it; a red hatch is needed and missing. Goals are above,
cash is below. More than 60 numbers are folded: each team is one card.

As svg or png it is a picture, as mermaid or dot the source of a diagram. The format follows from
the end of the file's name.

Exit code 0: drawn; 2: wrong use, or a name that nothing has; 3: a rule failed.`,
		Example: `  kpilint graph -o map.svg
  kpilint graph -o map.png testdata/acme
  kpilint graph --follow sales/orders -o orders.svg
  kpilint graph --team sales -f mermaid
  kpilint graph -f dot | dot -Tpdf > map.pdf`,
		RunE: func(cmd *cobra.Command, args []string) error { return a.runGraph(cmd, &f, args) },
	}
	f.flags(cmd)
	s := cmd.Flags()
	s.StringVarP(&f.format, "format", "f", "", "the `format`: "+strings.Join(report.GraphFormats(), ", ")+
		" (default: as the name of the file ends, else svg)")
	s.StringVarP(&f.output, "output", "o", "", "the `file` to write to (default: standard output)")
	s.StringArrayVar(&f.teams, "team", nil,
		"only the numbers of this `team` and of the teams below it, with what they give and need; may be repeated")
	s.StringVar(&f.follow, "follow", "", "only the number with this `name`, with everything that it needs and gives to")
	s.BoolVar(&f.fold, "fold", false, "a card for each team in place of its numbers")
	return cmd
}

func (a *app) runGraph(cmd *cobra.Command, f *graphFlags, args []string) error {
	if err := f.check(a); err != nil {
		return err
	}
	e, in, err := a.engine(&f.common, args, nil)
	if err != nil {
		return err
	}
	in.AllFacts = true
	r, err := e.Lint(cmd.Context(), in)
	if err != nil {
		return err
	}
	for _, err := range r.Unreadable {
		a.fail(exitUsage, err)
	}
	for _, err := range r.Errors {
		a.fail(exitBroken, err)
	}
	all := report.Flow(r)
	if all == nil || len(all.Numbers) == 0 {
		return errors.New("nothing to draw: there is no KPI and no service")
	}
	o, err := f.options(all)
	if err != nil {
		return err
	}
	if all, err = f.only(all); err != nil {
		return err
	}
	write := func(w io.Writer) error { return report.Graph(w, all, f.format, o) }
	if f.output == "" {
		return write(a.out)
	}
	to, err := a.output(f.output)
	if err != nil {
		return err
	}
	if err := keepsInput([]target{{format: f.format, file: f.output, to: to}}, r); err != nil {
		return err
	}
	return writeTo(to, f.output, write)
}

// check refuses flags that cannot be, and finds the format.
func (f *graphFlags) check(a *app) error {
	formats := report.GraphFormats()
	if f.format == "" {
		f.format = "svg"
		ends := strings.TrimPrefix(strings.ToLower(filepath.Ext(f.output)), ".")
		if as := map[string]string{"mmd": "mermaid", "gv": "dot"}[ends]; as != "" {
			ends = as
		}
		if slices.Contains(formats, ends) {
			f.format = ends
		}
	}
	switch {
	case !slices.Contains(formats, f.format):
		return fmt.Errorf("unknown format %q: it may be %s", f.format, strings.Join(formats, ", "))
	case f.follow != "" && len(f.teams) > 0:
		return errors.New("--follow and --team cannot be used together")
	case f.follow != "" && f.fold:
		return errors.New("--follow and --fold cannot be used together")
	case f.format == "png" && f.output == "" && isTerminal(a.out):
		return errors.New("-f png is not for a terminal: give it a file with -o, or a pipe")
	}
	if f.output != "" {
		if _, err := a.output(f.output); err != nil {
			return err
		}
	}
	return nil
}

// options are how a flow is drawn.
func (f *graphFlags) options(all *flow.Flow) (chart.Options, error) {
	o := chart.Options{}
	if f.fold {
		o.FoldAbove = 1
	}
	if f.follow == "" {
		return o, nil
	}
	if o.Follow = all.Find(f.follow); o.Follow != nil {
		return o, nil
	}
	var names []string
	for _, n := range all.Numbers {
		names = append(names, n.Name)
	}
	return o, fmt.Errorf("--follow %s: no KPI or service has this name%s", f.follow, nearest.Question(f.follow, names))
}

// only keeps the teams that are named.
func (f *graphFlags) only(all *flow.Flow) (*flow.Flow, error) {
	if len(f.teams) == 0 {
		return all, nil
	}
	var names []string
	for _, t := range all.Teams {
		names = append(names, t.Name)
	}
	for _, name := range f.teams {
		if !slices.Contains(names, name) {
			return nil, fmt.Errorf("--team %s: no team has this name%s", name, nearest.Question(name, names))
		}
	}
	return all.Only(f.teams), nil
}
