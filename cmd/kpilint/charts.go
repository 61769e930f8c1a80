package main

import (
	"cmp"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/engine/report"
)

// widthElsewhere is how many columns charts have where they do not go to a terminal.
const widthElsewhere = 80

// chartsFlag adds the flag that says whether a command draws charts.
func chartsFlag(cmd *cobra.Command, charts *string) {
	cmd.Flags().StringVar(charts, "charts", "auto",
		"whether charts are drawn below the text: auto (on a terminal), always or never")
}

// canvas is where charts are drawn, in the width of the terminal; nil for nowhere.
func (a *app) canvas(charts string) (*report.Canvas, error) {
	width := terminalWidth(a.out)
	switch {
	case charts != "auto" && charts != "always" && charts != "never":
		return nil, fmt.Errorf("--charts %s: it may be auto, always or never", charts)
	case charts == "never" || charts == "auto" && width == 0:
		return nil, nil
	}
	return &report.Canvas{Width: cmp.Or(width, widthElsewhere), Color: useColour("auto", a.out)}, nil
}
