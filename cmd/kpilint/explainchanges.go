package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/engine/reread"
)

// explainHelp says what --explain-changes does.
const explainHelp = "check nothing, and list the values that kpilint `VERSION` (0.2) read differently"

// runExplainChanges lists the values that an earlier version read otherwise.
func (a *app) runExplainChanges(cmd *cobra.Command, f *lintFlags, args []string) error {
	isOf := func(v string) bool { return f.explain == v || strings.HasPrefix(f.explain, v+".") }
	if !slices.ContainsFunc(reread.Versions, isOf) {
		return fmt.Errorf("--explain-changes %s: it is not known how that version read values; write %s",
			f.explain, strings.Join(reread.Versions, ", "))
	}
	made, err := a.organisations(&f.common, args, f.change)
	if err != nil {
		return err
	}
	var all []reread.Reading
	for _, o := range made {
		r, err := o.engine.Read(cmd.Context(), o.input)
		if err != nil {
			return err
		}
		all = append(all, r.Reread()...)
	}
	var b strings.Builder
	for _, r := range all {
		fmt.Fprintf(&b, "%s\n\n", plainLines(r.String()))
	}
	switch len(all) {
	case 0:
		fmt.Fprintf(&b, "no value is read differently than by kpilint %s\n", f.explain)
	case 1:
		fmt.Fprintf(&b, "1 value is read differently than by kpilint %s\n", f.explain)
	default:
		fmt.Fprintf(&b, "%d values are read differently than by kpilint %s\n", len(all), f.explain)
	}
	a.untold = nil
	_, err = io.WriteString(a.out, b.String())
	return err
}

// plainLines makes each line of a text safe for a terminal and a log.
func plainLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = plain(line)
	}
	return strings.Join(lines, "\n")
}
