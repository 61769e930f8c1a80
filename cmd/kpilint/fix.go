package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/report"
)

func (a *app) fix() *cobra.Command {
	var c common
	var unsafe, diff bool
	cmd := &cobra.Command{
		Use:   "fix [PATH…]",
		Short: "Apply the fixes that rules offer",
		Long: `Make the changes that rules propose, and nothing else: comments, order, quotes, indentation and line
ends stay. The result is checked before it is written, and a change that would bring a new finding
is not made. A misspelt name is corrected where only one name can be meant. Findings that come to
light because the name is right again are listed.

An Exception that suppresses nothing is deleted. With --unsafe, an Exception that has ended is
deleted too, and a target that cannot be reached is lowered. Where only a person knows what to
write, as under counterweights, the place is prepared, and the finding stays until it is filled in.

Exit code 0: done; with --diff 1: there is something to fix; 2: wrong use, or a file that cannot be
read or written.`,
		Example: "  kpilint fix --diff\n  kpilint fix\n  kpilint fix --diff --unsafe | git apply",
		RunE: func(cmd *cobra.Command, args []string) error {
			all, err := a.organisations(&c, args, nil)
			if err != nil {
				return err
			}
			fixed, err := a.fixAll(cmd.Context(), all, unsafe)
			if err != nil {
				return err
			}
			a.notice(fixed.Report.Notices)
			for _, err := range fixed.Report.Unreadable {
				a.fail(exitUsage, err)
			}
			if diff {
				return a.showDiff(fixed)
			}
			return a.writeFixed(c.root, fixed)
		},
	}
	c.flags(cmd)
	cmd.Flags().BoolVar(&unsafe, "unsafe", false, "also make changes that give a definition another meaning, such as a lower target, and delete exceptions that have ended")
	cmd.Flags().BoolVar(&diff, "diff", false, "show the changes and write nothing")
	return cmd
}

// fixAll makes the edits in all organisations, and joins what was done.
func (a *app) fixAll(ctx context.Context, all []organisation, unsafe bool) (*engine.Fixed, error) {
	var done []*engine.Fixed
	for _, o := range all {
		fixed, err := o.engine.Fix(ctx, o.input, unsafe)
		if err != nil {
			return nil, err
		}
		fixed.Report.Folder = o.called()
		done = append(done, fixed)
	}
	return engine.JoinFixed(done), nil
}

func (a *app) showDiff(fixed *engine.Fixed) error {
	a.diffs(fixed.Files)
	a.told(fixed, "would fix", "would prepare")
	return nil
}

func (a *app) writeFixed(root string, fixed *engine.Fixed) error {
	var errs []error
	failed := map[string]bool{}
	for _, f := range fixed.Files {
		if err := disk.Replace(filepath.Join(root, filepath.FromSlash(f.Path)), f.Before, f.Now); err != nil {
			errs = append(errs, fmt.Errorf("write %s: %w", f.Name, err))
			failed[f.Name] = true
		}
	}
	unwritten := func(f engine.Finding) bool { return failed[f.Edit.File] }
	fixed.Applied, fixed.Prepared = slices.DeleteFunc(fixed.Applied, unwritten), slices.DeleteFunc(fixed.Prepared, unwritten)
	a.listFixed(fixed.Applied, "fixed")
	a.listFixed(fixed.Prepared, "prepared, to be filled in by hand")
	if len(failed) > 0 {
		fixed.Light = nil // they are those of the whole
	}
	a.listFixed(fixed.Light, "came to light")
	a.told(fixed, "fixed", "prepared")
	return errors.Join(errs...)
}

func (a *app) listFixed(findings []engine.Finding, word string) {
	for _, f := range findings {
		fmt.Fprintf(a.out, "%s: %s: %s [%s]\n", report.Safe(f.Location.Start()), word, report.Safe(f.Message), report.Safe(f.Name()))
	}
}

// told closes with what was done and what was left.
func (a *app) told(fixed *engine.Fixed, mended, prepared string) {
	fmt.Fprintf(a.err, "kpilint: %s %s in %s", mended, counted(len(fixed.Applied), "finding"), filesOf(fixed.Applied))
	if n := len(fixed.Prepared); n > 0 {
		fmt.Fprintf(a.err, "; %s %s in %s, to be filled in by hand", prepared, counted(n, "place"), filesOf(fixed.Prepared))
	}
	if n := len(fixed.Light); n > 0 {
		fmt.Fprintf(a.err, "; %s came to light", counted(n, "finding"))
	}
	if fixed.Unsafe > 0 {
		fmt.Fprintf(a.err, "; %d more with --unsafe", fixed.Unsafe)
	}
	if n := len(fixed.Refused); n > 0 {
		fmt.Fprintf(a.err, "; %d left, as fixing them would have brought new findings", n)
	}
	fmt.Fprintln(a.err)
}

// filesOf counts the files that edits are in.
func filesOf(findings []engine.Finding) string {
	files := map[string]bool{}
	for _, f := range findings {
		files[f.Edit.File] = true
	}
	return counted(len(files), "file")
}
