package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/engine/report"
)

func (a *app) config() *cobra.Command {
	var c common
	var format string
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Print what is in force, and where each value came from",
		Long: `Print what is in force: the settings, the rules with their levels and parameters, and which file or
flag each value came from. Configurations of organisations in folders below are listed at the end.

Exit code 0: printed; 2: wrong use, or a configuration that cannot be read; 3: a rule failed.`,
		Example: "  kpilint config\n  kpilint config --config shared/.kpilint.yaml",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o, others, err := a.engineHere(&c, nil)
			if err != nil {
				return err
			}
			a.notice(o.engine.Config().Notices())
			file := ""
			if c.file != "" {
				file = relative(o.here, c.file)
			}
			inForce := report.ConfigurationOf(o.engine, file)
			for _, other := range others {
				inForce.Below = append(inForce.Below, relative(o.here, other.config))
			}
			switch format {
			case "json":
				return report.Encode(a.out, inForce)
			case "text":
				return report.Config(a.out, inForce)
			}
			return fmt.Errorf("unknown format %q: it may be json or text", format)
		},
	}
	c.flags(cmd)
	cmd.Flags().StringVarP(&format, "format", "f", "text", "the `format`: text or json")
	return cmd
}
