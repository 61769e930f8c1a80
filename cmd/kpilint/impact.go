package main

import (
	"errors"
	"fmt"
	"io"
	"math/big"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/impact"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/report"
)

// impactFlags are the flags of impact.
type impactFlags struct {
	common
	miss           string
	needs          bool
	top            int
	format, output string
}

func (a *app) impact() *cobra.Command {
	f := impactFlags{}
	cmd := &cobra.Command{
		Use:   "impact [RESOURCE] [PATH…]",
		Short: "Show who else misses when a number is missed, or what a number needs from whom",
		Long: `Show which other numbers of which teams can no longer be met when a number is missed, by how much and along which path, up to cash and
the objectives of the organisation. With --needs: what the number needs from whom. RESOURCE is a KPI, a service, a key result, an objective, a
role, a team or a market. Without one: the numbers on which most others hang, with their slack.

Slack is used up first. What is short then is shared among those who need it in proportion to what each needs; whoever draws on one KPI alone
has what that one makes. A number that should fall is missed by exceeding it.`,
		Example: `  kpilint impact marketing/qualified-leads
  kpilint impact marketing/qualified-leads --miss 10%..30% testdata/acme
  kpilint impact sales/orders --needs
  kpilint impact sales/orders -f dot | dot -Tsvg > orders.svg
  kpilint impact --top 5`,
		RunE: func(cmd *cobra.Command, args []string) error { return a.runImpact(cmd, &f, args) },
	}
	f.flags(cmd)
	s := cmd.Flags()
	s.StringVar(&f.miss, "miss", "20%", "the `share` by which the number is missed: 20%, or a range 10%..30%")
	s.BoolVar(&f.needs, "needs", false, "the other way: what the number needs from whom")
	s.IntVar(&f.top, "top", 20, "how many numbers the ranking shows")
	s.StringVarP(&f.format, "format", "f", "text", "the `format`: "+strings.Join(report.ImpactFormats(), ", "))
	s.StringVarP(&f.output, "output", "o", "", "the `file` to write to (default: standard output)")
	return cmd
}

func (a *app) runImpact(cmd *cobra.Command, f *impactFlags, args []string) error {
	miss, err := a.checkImpact(f, cmd)
	if err != nil {
		return err
	}
	o, resource, err := a.asked(cmd, f, args)
	if err != nil {
		return err
	}
	for _, err := range o.Unreadable {
		a.fail(exitUsage, err)
	}
	if a.warn(o); len(o.Model.Resources) == 0 {
		return errNoDefinitions
	}
	write, err := f.answer(cmd, o, resource, miss)
	if err != nil {
		return err
	}
	if f.output == "" {
		return write(a.out)
	}
	return writeOurs(f.output, write)
}

// check refuses flags that cannot be.
func (a *app) checkImpact(f *impactFlags, cmd *cobra.Command) (quantity.Amount, error) {
	none := quantity.Amount{}
	switch {
	case !slices.Contains(report.ImpactFormats(), f.format):
		return none, fmt.Errorf("unknown format %q: it may be %s", f.format, strings.Join(report.ImpactFormats(), ", "))
	case f.top < 1:
		return none, fmt.Errorf("--top %d: it is at least 1", f.top)
	case f.needs && cmd.Flags().Changed("miss"):
		return none, errors.New("--miss and --needs are two questions: ask one of them")
	}
	if f.output != "" {
		if _, err := a.output(f.output); err != nil {
			return none, err
		}
	}
	return parseMiss(f.miss)
}

// parseMiss reads a share of 0 to 100 %.
func parseMiss(text string) (quantity.Amount, error) {
	q, err := quantity.Parse(text)
	if err != nil {
		return q.Amount, fmt.Errorf("--miss %s: %w", text, err)
	}
	share := q.Plain()
	if q.Comparator != quantity.NoComparator || !share.Unit.IsZero() || share.Low.Sign() < 0 || share.High.Cmp(big.NewRat(1, 1)) > 0 {
		return share, fmt.Errorf("--miss %s: write a share of 0%% to 100%%, such as 20%%, or a range such as 10%%..30%%", text)
	}
	return share, nil
}

// asked reads the definitions, and tells whether the first argument is a resource or a path. Where it could be both it is the resource.
func (a *app) asked(cmd *cobra.Command, f *impactFlags, args []string) (*engine.Organisation, string, error) {
	if len(args) == 0 {
		o, err := a.organisation(cmd, f, nil)
		return o, "", err
	}
	_, missing := os.Stat(args[0])
	isPath := missing == nil || args[0] == "-"
	if !isPath || named(args[0]) {
		o, err := a.organisation(cmd, f, args[1:])
		if err != nil || !isPath {
			return o, args[0], err
		}
		var unknown *impact.Unknown
		if _, err := impact.Needs(cmd.Context(), &o.Organisation, args[0]); !errors.As(err, &unknown) || len(unknown.Candidates) > 0 {
			return o, args[0], nil
		}
	}
	o, err := a.organisation(cmd, f, args)
	return o, "", err
}

// named reports whether a text can be the name of a resource.
func named(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		return r != '-' && r != '/' && (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
}

func (a *app) organisation(cmd *cobra.Command, f *impactFlags, paths []string) (*engine.Organisation, error) {
	e, in, err := a.engine(cmd, &f.common, paths, nil)
	if err != nil {
		return nil, err
	}
	in.AllFacts = true
	return e.Read(cmd.Context(), in)
}

// answer works out what is asked, and returns how it is written.
func (f *impactFlags) answer(cmd *cobra.Command, o *engine.Organisation, resource string, miss quantity.Amount) (func(io.Writer) error, error) {
	options := report.Options{Version: version}
	if resource == "" {
		if f.needs || cmd.Flags().Changed("miss") {
			return nil, errors.New("--needs and --miss are about one number: name it")
		}
		if f.format == "mermaid" || f.format == "dot" {
			return nil, fmt.Errorf("%s draws what hangs on one number: name it", f.format)
		}
		ranking, err := impact.Rank(cmd.Context(), &o.Organisation)
		return func(w io.Writer) error { return report.Ranking(w, ranking, f.top, f.format, options) }, err
	}
	if cmd.Flags().Changed("top") {
		return nil, errors.New("--top is about the ranking, which no number is named for")
	}
	answer, err := impact.Of(cmd.Context(), &o.Organisation, resource, miss)
	if f.needs {
		answer, err = impact.Needs(cmd.Context(), &o.Organisation, resource)
	}
	if err != nil {
		return nil, err
	}
	return func(w io.Writer) error { return report.Impact(w, answer, f.format, options) }, nil
}
