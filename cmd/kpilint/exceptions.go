package main

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"sync"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/report"
)

func (a *app) exceptions() *cobra.Command {
	var c common
	var format, expiring string
	cmd := &cobra.Command{
		Use:   "exceptions [PATH…]",
		Short: "List who may break which rule, why, and until when",
		Long: `List the definitions of kind Exception and the ignores inside files, and how many findings each
covers today.

With --expiring, list only the exceptions that end within that time or have ended already.

Exit code 0: listed; 1: with --expiring, there are some; 2: wrong use, or input that cannot be read;
3: a rule failed.`,
		Example: "  kpilint exceptions\n  kpilint exceptions --expiring 30d",
		RunE: func(cmd *cobra.Command, args []string) error {
			horizon, err := daysAhead(expiring)
			if err != nil {
				return err
			}
			if format != "text" && format != "json" {
				return fmt.Errorf("unknown format %q: it may be json or text", format)
			}
			return a.listExceptions(cmd, &c, args, format, horizon)
		},
	}
	c.flags(cmd)
	cmd.Flags().StringVarP(&format, "format", "f", "text", "the `format`: text or json")
	cmd.Flags().StringVar(&expiring, "expiring", "", "only those that end within this `time`, such as 30d or 4w")
	return cmd
}

// lintAll checks all organisations in some paths.
func (a *app) lintAll(ctx context.Context, c *common, args []string) (*engine.Report, error) {
	all, err := a.organisations(c, args, nil)
	if err != nil {
		return nil, err
	}
	var parts []*part
	for _, o := range all {
		r, err := o.engine.Lint(ctx, o.input)
		if err != nil {
			return nil, err
		}
		parts = append(parts, &part{organisation: o, report: r})
	}
	return a.joined(parts), nil
}

func (a *app) listExceptions(cmd *cobra.Command, c *common, args []string, format string, horizon int) error {
	r, err := a.lintAll(cmd.Context(), c, args)
	if err != nil {
		return err
	}
	a.notice(r.Notices)
	if r.Summary.Files == 0 && len(r.Unreadable) == 0 {
		r.Unreadable = append(r.Unreadable, errNoDefinitions)
	}
	for _, err := range r.Unreadable {
		a.fail(exitUsage, err)
	}
	if !r.Complete() {
		a.raise(exitBroken)
	}
	list := report.ExceptionsOf(r, horizon)
	if horizon >= 0 && len(list.Exceptions) > 0 {
		a.raise(exitFindings)
	}
	switch {
	case format == "json":
		return report.Encode(a.out, list)
	case len(list.Exceptions)+len(list.Inline) > 0:
		return list.Table(a.out)
	case len(r.Unreadable) > 0:
		return nil // nobody knows
	}
	_, err = fmt.Fprintln(a.err, "kpilint: there are no such exceptions")
	return err
}

var ahead = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(\d{1,5}) ?(d|days?|w|weeks?)$`)
})

// daysAhead reads how many days --expiring looks ahead, -1 for no such limit.
func daysAhead(text string) (int, error) {
	if text == "" {
		return -1, nil
	}
	m := ahead().FindStringSubmatch(text)
	if m == nil {
		return 0, fmt.Errorf("--expiring %s: write days or weeks, such as 30d or 4w", text)
	}
	n, err := strconv.Atoi(m[1])
	if m[2][0] == 'w' {
		n *= 7
	}
	return n, err
}
