package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/engine/report"
)

func (a *app) rules() *cobra.Command {
	var c common
	var format string
	cmd := &cobra.Command{
		Use:   "rules [RULE]",
		Short: "List the rules with their levels as configured",
		Long: `List the rules, or the one that is named, with their levels as the configuration has them.

Exit code 0: listed; 2: wrong use, or a name that no rule has; 3: a rule failed.`,
		Example: "  kpilint rules\n  kpilint rules role-overloaded",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o, _, err := a.engineHere(&c, nil)
			if err != nil {
				return err
			}
			e := o.engine
			list := []report.RuleInfo{}
			for _, r := range e.Rules() {
				if len(args) == 0 || r.Matches(args[0]) {
					list = append(list, report.RuleOf(r, e.Config().Level(r)))
				}
			}
			if len(list) == 0 {
				return fmt.Errorf("%s", e.Config().NoSuch(args[0]))
			}
			if len(args) > 0 {
				a.notice(e.Config().Renamed(args[0]))
			}
			switch format {
			case "json":
				return report.Encode(a.out, list)
			case "text":
				return a.ruleTable(list)
			}
			return fmt.Errorf("unknown format %q: it may be json or text", format)
		},
	}
	c.flags(cmd)
	cmd.Flags().StringVarP(&format, "format", "f", "text", "the `format`: text or json")
	return cmd
}

func (a *app) ruleTable(list []report.RuleInfo) error {
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	for _, r := range list {
		fmt.Fprintf(w, "%s/%s\t%s\t%s\t%s\n", r.Category, r.ID, r.Level, r.Language, report.Safe(r.Title))
	}
	return w.Flush()
}
