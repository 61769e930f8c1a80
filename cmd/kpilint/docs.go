package main

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/engine/report"
)

func (a *app) docs() *cobra.Command {
	var index string
	var check bool
	cmd := &cobra.Command{
		Use:   "docs [DIR]",
		Short: "Write the pages of rules: what each says, why, how to fix, with its examples",
		Long: `Write README.md beside each rule of a folder of rules (without DIR the folder "rules", or else this one), and an index of them. With
--check nothing is written: pages that would change are reported, and fail.

Exit code 0: written, or with --check current; 1: with --check, a page is not; 2: wrong use; 3: a
rule failed.`,
		Example: "  kpilint docs house-rules\n  kpilint docs house-rules --check",
		Args:    cobra.MaximumNArgs(1),
		RunE:    func(_ *cobra.Command, args []string) error { return a.writeDocs(packsOf(args)[0], index, check) },
	}
	cmd.Flags().StringVar(&index, "index", "", "the `file` of the index (default: README.md in the folder of rules)")
	cmd.Flags().BoolVar(&check, "check", false, "write nothing, and fail where a page is not current")
	return cmd
}

// writeDocs writes the pages of all rules of a pack, also where a part of it was named: the index holds all.
func (a *app) writeDocs(part packPart, index string, check bool) error {
	part.prefix = ""
	p, all, err := a.load(part, testDay)
	if err != nil {
		return err
	}
	if broken := part.broken(p); len(broken) > 0 {
		for _, e := range broken {
			a.fail(exitBroken, e)
		}
		return nil
	}
	if index == "" {
		index = filepath.Join(part.dir, "README.md")
	}
	keep := a.keepPage
	if check {
		keep = a.checkPage
	}
	folder, err := disk.Open(part.dir)
	if err != nil {
		return fmt.Errorf("%s: %w", called(part.dir), err)
	}
	for _, r := range all {
		text, err := report.FullPage(folder, r)
		if err != nil {
			return err
		}
		if err := keep(filepath.Join(part.dir, filepath.FromSlash(r.Name()), "README.md"), text); err != nil {
			return err
		}
	}
	below := relative(filepath.Dir(index), part.dir) + "/"
	if below == "./" {
		below = ""
	}
	return keep(index, report.RuleIndex(all, below))
}

// maxPage is the size of the largest page, in bytes.
const maxPage = 16 << 20

// keepPage writes a page that is not current.
func (a *app) keepPage(name, text string) error {
	if old, err := disk.ReadFile(name, maxPage); err == nil && bytes.Equal(old, []byte(text)) {
		return nil
	}
	if err := writeOurs(name, func(w io.Writer) error { _, err := io.WriteString(w, text); return err }); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "wrote %s\n", filepath.ToSlash(name))
	return nil
}

// checkPage tells of a page that is not current.
func (a *app) checkPage(name, text string) error {
	if old, err := disk.ReadFile(name, maxPage); err != nil || !bytes.Equal(old, []byte(text)) {
		fmt.Fprintf(a.out, "%s needs updating: run kpilint docs\n", filepath.ToSlash(name))
		a.raise(exitFindings)
	}
	return nil
}
