package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/report"
)

func (a *app) model() *cobra.Command {
	var c common
	cmd := &cobra.Command{
		Use:   "model [PATH…]",
		Short: "Print the resolved organisation with its facts, as JSON: the input of every rule",
		Long: `Print the definitions as rules see them: joined to one organisation, with every fact, its sum and where it
came from.

Exit code 0: printed; 2: wrong use, or input that cannot be read; 3: a rule failed.`,
		Example: `  kpilint model > model.json
  kpilint model | opa eval --bundle rules --stdin-input 'data.kpilint'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			e, in, err := a.engine(&c, args, nil)
			if err != nil {
				return err
			}
			in.AllFacts = true
			o, err := e.Read(cmd.Context(), in)
			if err != nil {
				return err
			}
			for _, err := range o.Unreadable {
				a.fail(exitUsage, err)
			}
			if a.warn(o); len(o.Model.Resources) == 0 {
				return errNoDefinitions
			}
			return report.Encode(a.out, &o.Organisation)
		},
	}
	c.flags(cmd)
	return cmd
}

// warn tells on standard error that definitions have problems, which only lint lists.
func (a *app) warn(o *engine.Organisation) {
	if n := o.Problems(); n > 0 {
		fmt.Fprintf(a.err, "kpilint: %s left out here, and listed by `kpilint lint`\n", countedIs(n, "problem"))
	}
}
