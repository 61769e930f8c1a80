package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/report"
)

// machineReport is the writer of the report that a command line which was refused asks for on standard output, where
// programs read it.
func machineReport(args []string) report.Writer {
	if len(args) == 0 || args[0] != "lint" {
		return nil
	}
	var reports []target
	cmd := &cobra.Command{FParseErrWhitelist: cobra.FParseErrWhitelist{UnknownFlags: true}}
	cmd.Flags().VarP(formatFlag{&reports}, "format", "f", "")
	cmd.Flags().VarP(outputFlag{&reports}, "output", "o", "")
	_ = cmd.ParseFlags(args[1:]) // what can be read of it counts
	for _, t := range reports {
		if t.file == "" && report.ForMachines(t.format) {
			return t.write
		}
	}
	return nil
}

// notRun writes the report of a run that did not take place, for those who read standard output by program whatever
// happens.
func (a *app) notRun(write report.Writer, err error) {
	if err := writeNotRun(a.out, write, err); err != nil {
		a.fail(exitBroken, fmt.Errorf("write report: %w", err))
	}
}

func writeNotRun(w io.Writer, write report.Writer, why error) error {
	return write(w, &engine.Report{Unreadable: engine.Unjoin(why)}, report.Options{Version: version, Below: below()})
}
