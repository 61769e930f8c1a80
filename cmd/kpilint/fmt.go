package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"
	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/engine/mend"
	"github.com/kpilint/kpilint/engine/report"
)

func (a *app) format() *cobra.Command {
	var c common
	var check, diff bool
	cmd := &cobra.Command{
		Use:   "fmt [PATH…]",
		Short: "Format definition files",
		Long: `Write the fields of each definition in the order of the language, with the same indentation and
spacing everywhere. What a file says, its comments, quotes, line ends and the order of its lists
stay, and documents that are not definitions are left as they are. "-" reads standard input and
writes standard output.

Exit code 0: done; with --check or --diff 1: a file would change; 1: a file cannot be parsed, so it
was left alone.`,
		Example: "  kpilint fmt\n  kpilint fmt --check\n  kpilint fmt --diff sales.yaml",
		RunE: func(_ *cobra.Command, args []string) error {
			w, all, err := a.divided(&c, args)
			if err != nil {
				return err
			}
			formatted, err := formatAll(all)
			if err != nil {
				return err
			}
			a.unformatted(formatted, len(args) > 0)
			switch {
			case diff:
				a.diffs(formatted.Files)
			case check:
				a.listed(formatted.Files)
			case slices.Contains(args, "-"):
				return a.formatInput(w, formatted)
			default:
				return a.writeFormatted(w.root, formatted)
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVarP(&c.config, "config", "c", "", "the configuration `file` (default: .kpilint.yaml here or above)")
	f.StringVar(&c.stdin, "stdin-filename", "stdin.yaml", "the `name` of what is read from standard input with -")
	f.BoolVar(&check, "check", false, "name the files that would change and write nothing")
	f.BoolVar(&diff, "diff", false, "show the changes and write nothing")
	return cmd
}

// formatAll formats the files of all organisations, each once.
func formatAll(all []*workspace) (*mend.Formatted, error) {
	done := &mend.Formatted{}
	seen := map[string]bool{}
	for _, o := range all {
		f, err := mend.Format(o.input.Files(o.settings))
		if err != nil {
			return nil, err
		}
		for _, change := range f.Files {
			if !seen[change.Path] {
				seen[change.Path] = true
				done.Files = append(done.Files, change)
			}
		}
		done.Seen += f.Seen
		done.Problems, done.Unreadable = append(done.Problems, f.Problems...), append(done.Unreadable, f.Unreadable...)
	}
	slices.SortStableFunc(done.Files, func(x, y mend.FileChange) int { return strings.Compare(x.Path, y.Path) })
	return done, nil
}

// unformatted tells what was left alone. Files that are named may be anybody's: hooks name all that a commit changes.
func (a *app) unformatted(f *mend.Formatted, named bool) {
	for _, err := range f.Unreadable {
		a.fail(exitUsage, err)
	}
	for _, p := range f.Problems {
		fmt.Fprintf(a.err, "%s:%d:%d: %s\n", report.Safe(p.File), p.Span.Line, p.Span.Column, report.Safe(p.Message))
		a.raise(exitFindings)
	}
	if !named && f.Seen == 0 && len(f.Problems) == 0 && len(f.Unreadable) == 0 {
		a.fail(exitUsage, errNoDefinitions)
	}
}

// diffs shows changes as git and patch take them, line ends as they are in the files.
func (a *app) diffs(files []mend.FileChange) {
	for _, f := range files {
		a.raise(exitFindings)
		for line := range strings.Lines(udiff.Unified("a/"+f.Name, "b/"+f.Name, string(f.Before), string(f.Now))) {
			end := "\n"
			if line, _ = strings.CutSuffix(line, "\n"); strings.HasSuffix(line, "\r") {
				line, end = strings.TrimSuffix(line, "\r"), "\r\n"
			}
			fmt.Fprint(a.out, report.Lines(line), end)
		}
	}
}

func (a *app) listed(files []mend.FileChange) {
	for _, f := range files {
		a.raise(exitFindings)
		fmt.Fprintln(a.out, report.Safe(f.Name))
	}
	switch n := len(files); n {
	case 0:
	case 1:
		fmt.Fprintln(a.err, "kpilint: 1 file would change; kpilint fmt writes it")
	default:
		fmt.Fprintf(a.err, "kpilint: %d files would change; kpilint fmt writes them\n", n)
	}
}

// formatInput writes what was read from standard input, formatted where it can be.
func (a *app) formatInput(w *workspace, f *mend.Formatted) error {
	for path, data := range w.input.Given {
		if i := slices.IndexFunc(f.Files, func(c mend.FileChange) bool { return c.Path == path }); i >= 0 {
			data = f.Files[i].Now
		}
		if _, err := a.out.Write(data); err != nil {
			return fmt.Errorf("write: %w", err)
		}
	}
	return nil
}

func (a *app) writeFormatted(root string, f *mend.Formatted) error {
	var errs []error
	for _, change := range f.Files {
		if err := disk.Replace(filepath.Join(root, filepath.FromSlash(change.Path)), change.Before, change.Now); err != nil {
			errs = append(errs, fmt.Errorf("write %s: %w", change.Name, err))
			continue
		}
		fmt.Fprintln(a.out, report.Safe(change.Name))
	}
	return errors.Join(errs...)
}
