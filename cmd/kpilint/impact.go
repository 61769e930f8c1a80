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
	miss, set      []string
	needs          bool
	top            int
	format, output string
	charts         string
}

func (a *app) impact() *cobra.Command {
	f := impactFlags{}
	cmd := &cobra.Command{
		Use:   "impact [RESOURCE] [PATH…]",
		Short: "Show which other numbers are missed when one is, or what a number needs from whom",
		Long: `Show which other numbers of which teams can no longer be met when a number is missed, by how much
and along which path, up to cash and the objectives of the organisation. With --needs: what the
number needs from whom. RESOURCE is a KPI, a service, a key result, an objective, a role, a team or
a market. Without one: the numbers on which most others depend, with their slack.

Slack is used up first. What is then missing is shared among those who need it, in proportion to
what each needs. A number that needs one KPI alone gets what that one makes. A number that should
fall is missed by exceeding it.

--miss NAME=SHARE, given several times, misses several numbers at once. --set FIELD=VALUE gives a written quantity
another value, in memory, and shows which findings come and go, and which numbers change. FIELD is the definition's
name, a dot and the path of the quantity. With a RESOURCE or --miss, the answer is for the organisation with that value.

Exit code 0: shown; 2: wrong use, or a name that nothing has; 3: a rule failed.`,
		Example: `  kpilint impact marketing/qualified-leads
  kpilint impact marketing/qualified-leads --miss 10%..30% testdata/acme
  kpilint impact --miss marketing/qualified-leads=20% --miss manufacturing/installations=10%
  kpilint impact --set sales/salesperson.headcount=4 --set sales/orders.needs.0.conversion=2%
  kpilint impact sales/orders --needs
  kpilint impact sales/orders -f dot | dot -Tsvg > orders.svg
  kpilint impact --top 5`,
		RunE: func(cmd *cobra.Command, args []string) error { return a.runImpact(cmd, &f, args) },
	}
	f.flags(cmd)
	s := cmd.Flags()
	s.StringArrayVar(&f.miss, "miss", nil,
		"the `share` by which the number is missed: 20% (the default), 10%..30%, or NAME=20% for several")
	s.StringArrayVar(&f.set, "set", nil,
		"`FIELD=VALUE`: what another value of a written quantity changes; may be repeated")
	s.BoolVar(&f.needs, "needs", false, "show instead what the number needs, and from whom")
	s.IntVar(&f.top, "top", 20, "how many numbers the ranking shows")
	s.StringVarP(&f.format, "format", "f", "text", "the `format`: "+strings.Join(report.ImpactFormats(), ", "))
	s.StringVarP(&f.output, "output", "o", "", "the `file` to write to (default: standard output)")
	chartsFlag(cmd, &f.charts)
	return cmd
}

func (a *app) runImpact(cmd *cobra.Command, f *impactFlags, args []string) error {
	misses, err := a.checkImpact(f, cmd)
	if err != nil {
		return err
	}
	q, err := a.asked(cmd, f, args)
	if err != nil {
		return err
	}
	for _, err := range q.Unreadable {
		a.fail(exitUsage, err)
	}
	if a.warn(q.Organisation); len(q.Model.Resources) == 0 {
		return errNoDefinitions
	}
	if q.misses, err = missesOf(q.resource, misses); err != nil {
		return err
	}
	canvas, err := a.canvas(f.charts)
	if err != nil {
		return err
	}
	if f.output != "" && f.charts == "auto" || f.format != "text" {
		canvas = nil
	}
	write, err := f.answer(cmd, q, canvas)
	if err != nil {
		return err
	}
	if f.output == "" {
		return write(a.out)
	}
	return writeOurs(f.output, write)
}

// check refuses flags that cannot be, and reads the shares of --miss; that of the resource has no name.
func (a *app) checkImpact(f *impactFlags, cmd *cobra.Command) ([]impact.Miss, error) {
	switch {
	case !slices.Contains(report.ImpactFormats(), f.format):
		return nil, fmt.Errorf("unknown format %q: it may be %s", f.format, strings.Join(report.ImpactFormats(), ", "))
	case f.top < 1:
		return nil, fmt.Errorf("--top %d: it is at least 1", f.top)
	case f.needs && len(f.miss) > 0:
		return nil, errors.New("--miss and --needs cannot be used together")
	case f.needs && len(f.set) > 0:
		return nil, errors.New("--set and --needs cannot be used together")
	case len(f.set) > 0 && f.format != "text" && f.format != "json":
		return nil, fmt.Errorf("%s draws what depends on one number: --set is written as text or json", f.format)
	}
	if f.output != "" {
		if _, err := a.output(f.output); err != nil {
			return nil, err
		}
	}
	var all []impact.Miss
	for _, text := range f.miss {
		name, share, several := strings.Cut(text, "=")
		if !several || !named(name) { // a comparison is no name
			name, share = "", text
		}
		miss, err := parseMiss(share)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(all, func(m impact.Miss) bool { return m.Resource == name }) {
			return nil, fmt.Errorf("--miss %s: one number is missed by two shares", text)
		}
		all = append(all, impact.Miss{Resource: name, Share: miss})
	}
	return all, nil
}

// missesOf joins what is named with the shares: that without a name is the resource's, which is missed by 20 % where
// nothing else is said.
func missesOf(resource string, misses []impact.Miss) ([]impact.Miss, error) {
	at := slices.IndexFunc(misses, func(m impact.Miss) bool { return m.Resource == "" })
	named := slices.ContainsFunc(misses, func(m impact.Miss) bool { return m.Resource == resource })
	switch {
	case resource == "" && at >= 0:
		return nil, errors.New("--needs and --miss are about one number: name it")
	case resource == "" || named && at < 0:
		return misses, nil
	case named:
		return nil, fmt.Errorf("%s is missed by two shares", resource)
	case at >= 0:
		misses[at].Resource = resource
		return misses, nil
	}
	share, err := parseMiss("20%")
	return append([]impact.Miss{{Resource: resource, Share: share}}, misses...), err
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

// question is what was asked about which organisation.
type question struct {
	*engine.Organisation
	engine   *engine.Engine
	in       engine.Input
	resource string // "" for none
	misses   []impact.Miss
}

// asked reads the definitions, and tells whether the first argument is a resource or a path. Where it could be both it is the resource.
func (a *app) asked(cmd *cobra.Command, f *impactFlags, args []string) (*question, error) {
	if len(args) == 0 {
		return a.question(cmd, f, nil, "")
	}
	_, missing := os.Stat(args[0])
	isPath := missing == nil || args[0] == "-"
	if !isPath || named(args[0]) {
		q, err := a.question(cmd, f, args[1:], args[0])
		if err != nil || !isPath {
			return q, err
		}
		var unknown *impact.Unknown
		if _, err := impact.Needs(cmd.Context(), &q.Organisation.Organisation, args[0]); !errors.As(err, &unknown) || len(unknown.Candidates) > 0 {
			return q, nil
		}
	}
	return a.question(cmd, f, args, "")
}

// named reports whether a text can be the name of a resource.
func named(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		return r != '-' && r != '/' && (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
}

func (a *app) question(cmd *cobra.Command, f *impactFlags, paths []string, resource string) (*question, error) {
	if resource != "" {
		return a.questionAbout(cmd, f, paths, resource)
	}
	e, in, err := a.engine(&f.common, paths, nil)
	if err != nil {
		return nil, err
	}
	in.AllFacts = true
	o, err := e.Read(cmd.Context(), in)
	return &question{Organisation: o, engine: e, in: in}, err
}

// questionAbout is a question about a resource, in the organisation that has it.
func (a *app) questionAbout(
	cmd *cobra.Command, f *impactFlags, paths []string, resource string,
) (*question, error) {
	all, err := a.organisations(&f.common, paths, nil)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(x, y organisation) int { return y.asks() - x.asks() })
	var q *question
	var having []*workspace
	for _, o := range all {
		in := o.input
		in.AllFacts = true
		read, err := o.engine.Read(cmd.Context(), in)
		if err != nil {
			return nil, err
		}
		has := len(find(read.Model, resource)) > 0
		if has {
			having = append(having, o.workspace)
		}
		if q == nil || has && len(having) == 1 {
			q = &question{Organisation: read, engine: o.engine, in: in, resource: resource}
		}
	}
	if len(having) > 1 {
		return nil, fmt.Errorf("%d organisations (%s) have a definition `%s`: name the folder of one", len(having),
			foldersOf(having), resource)
	}
	return q, nil
}

// answer works out what is asked, and returns how it is written.
func (f *impactFlags) answer(cmd *cobra.Command, q *question, canvas *report.Canvas) (func(io.Writer) error, error) {
	options := report.Options{Version: version}
	ranked := q.resource == "" && len(q.misses) == 0
	switch {
	case len(f.set) > 0:
		return f.whatIf(cmd, q)
	case ranked && f.needs:
		return nil, errors.New("--needs and --miss are about one number: name it")
	case ranked && (f.format == "mermaid" || f.format == "dot"):
		return nil, fmt.Errorf("%s draws what depends on one number: name it", f.format)
	case ranked:
		ranking, err := impact.Rank(cmd.Context(), &q.Organisation.Organisation)
		return func(w io.Writer) error { return report.Ranking(w, ranking, f.top, f.format, options) }, err
	case cmd.Flags().Changed("top"):
		return nil, errors.New("--top is for the ranking of all numbers: name no number with it")
	}
	answer, err := f.ask(cmd, q, q.Organisation)
	if err != nil {
		return nil, err
	}
	return func(w io.Writer) error {
		if err := report.Impact(w, answer, f.format, options); err != nil || canvas == nil {
			return err
		}
		return report.ImpactCharts(w, &q.Organisation.Organisation, answer, *canvas)
	}, nil
}

func (f *impactFlags) ask(cmd *cobra.Command, q *question, o *engine.Organisation) (*impact.Answer, error) {
	if f.needs {
		return impact.Needs(cmd.Context(), &o.Organisation, q.resource)
	}
	return impact.Several(cmd.Context(), &o.Organisation, q.misses)
}

// whatIf answers what other values of quantities change.
func (f *impactFlags) whatIf(cmd *cobra.Command, q *question) (func(io.Writer) error, error) {
	var all []engine.Replacement
	for _, text := range f.set {
		field, value, ok := strings.Cut(text, "=")
		if !ok || field == "" || value == "" {
			return nil, fmt.Errorf("--set %s: write FIELD=VALUE, such as sales/salesperson.headcount=4", text)
		}
		all = append(all, engine.Replacement{Field: field, Value: value})
	}
	in, set, err := q.engine.Replace(q.in, q.Organisation, all)
	if err != nil {
		return nil, fmt.Errorf("--set %w", err)
	}
	then, err := q.engine.Read(cmd.Context(), in)
	if err != nil {
		return nil, err
	}
	before, err := q.engine.Judge(cmd.Context(), q.in, q.Organisation)
	if err != nil {
		return nil, err
	}
	after, err := q.engine.Judge(cmd.Context(), in, then)
	if err != nil {
		return nil, err
	}
	c := &report.WhatIf{Set: set, Difference: engine.Compare(before, after)}
	var first []string
	for _, s := range set {
		first = append(first, s.Resource.ID)
	}
	c.Numbers = impact.Changes(&q.Organisation.Organisation, &then.Organisation, first)
	if len(q.misses) > 0 {
		if c.Then, err = f.ask(cmd, q, then); err != nil {
			return nil, err
		}
	}
	if f.format == "json" {
		return func(w io.Writer) error { return report.WhatIfJSON(w, c, report.Options{Version: version}) }, nil
	}
	return func(w io.Writer) error { return report.WhatIfText(w, c) }, nil
}
