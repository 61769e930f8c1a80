package main

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/engine"
)

func (a *app) extract() *cobra.Command {
	var c common
	var to string
	cmd := &cobra.Command{
		Use:   "extract FILE… [-o definitions.yaml]",
		Short: "Write down what documents ask of people, as definitions to finish",
		Long: `Read job descriptions and tables as they are, and write what they ask of people as definitions in
YAML. Each has the place it comes from and draft: true, and says what was assumed. A person finishes them:
definition/draft-left lists those that are left.

Exit code 0: written; 2: wrong use, or nothing that asks for a number; 3: kpilint could not finish.`,
		Example: `  kpilint extract salesperson.docx
  kpilint extract jobs/*.docx targets.xlsx -o definitions.yaml`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			drafts, err := a.drafts(cmd, &c, args)
			if err != nil {
				return err
			}
			return a.put(to, drafts)
		},
	}
	cmd.Flags().StringVarP(&to, "output", "o", "", "write to this file instead of standard output")
	c.flags(cmd)
	return cmd
}

// errNoDrafts says that there is nothing to write down.
var errNoDrafts = errors.New("no document among these files asks for a number that could be drafted; " +
	"`kpilint lint FILE` shows what was read")

// drafts are the definitions, in YAML, that documents and tables ask for.
func (a *app) drafts(cmd *cobra.Command, c *common, paths []string) ([]byte, error) {
	e, in, err := a.engine(c, paths, nil)
	if err != nil {
		return nil, err
	}
	o, err := e.Read(cmd.Context(), in)
	if err != nil {
		return nil, err
	}
	for _, err := range o.Unreadable {
		a.fail(exitUsage, err)
	}
	a.warn(o)
	all, err := engine.Drafts(o.Model)
	if err == nil && len(all) == 0 {
		err = errNoDrafts
	}
	return all, err
}
