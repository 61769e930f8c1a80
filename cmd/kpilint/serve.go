package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/cmd/kpilint/serve"
)

// serveFlags are the flags of serve.
type serveFlags struct {
	common
	addr                 string
	remote, empty        bool
	noOpen, writes, pipe bool
}

func (a *app) serve() *cobra.Command {
	f := serveFlags{}
	cmd := &cobra.Command{
		Use:   "serve [PATH…]",
		Short: "Open the report as a page on which you can drop files, edit them and try other numbers",
		Long: `Open a page in the browser that shows what kpilint finds, beside the text and the tables. Drop
documents, workbooks and definitions on it, paste a job description, and change texts and numbers:
the page shows at once what follows, and lets you download it. Without a path it begins with the
current folder, or what the configuration includes; with --empty, with nothing.

It works on a copy in memory. Nothing is written to disk, unless --write is given: then the files
that it began with can be written, and no others. All windows of one run show the same copy.

It listens on this machine alone, and answers only a browser that was opened with the address it
shows. It ends with Ctrl-C, with the terminal, or from the page.

Exit code 0: ended from the page or by --until-closed; 2: wrong use, or input that cannot be read;
130 or 143: stopped by a signal.`,
		Example: `  kpilint serve
  kpilint serve handbook/ salesperson.docx targets.xlsx
  kpilint serve --empty
  kpilint serve --write sales.yaml`,
		RunE: func(cmd *cobra.Command, args []string) error { return a.runServe(cmd, &f, args) },
	}
	f.flags(cmd)
	s := cmd.Flags()
	s.StringVar(&f.addr, "addr", "127.0.0.1:0",
		"the `address` to listen on, of this machine; port 0 is any that is free")
	s.BoolVar(&f.remote, "remote", false, "let --addr be an address that other machines reach: everybody with the token "+
		"can read and change the copy, and nothing is encrypted")
	s.BoolVar(&f.empty, "empty", false, "begin with no files")
	s.BoolVar(&f.noOpen, "no-open", false, "open no browser")
	s.BoolVar(&f.writes, "write", false, "let the page write the files that it began with")
	s.BoolVar(&f.pipe, "until-closed", false,
		"end when standard input is closed, for programs that start kpilint")
	return cmd
}

func (a *app) runServe(cmd *cobra.Command, f *serveFlags, args []string) error {
	switch {
	case f.empty && len(args) > 0:
		return errors.New("--empty begins with no files: name none")
	case f.empty && f.writes:
		return errors.New("--write writes the files that the page begins with, and with --empty there are none")
	}
	l, err := serve.Listen(f.addr, f.remote)
	if err != nil {
		return fmt.Errorf("--addr: %w", err)
	}
	defer l.Close()
	elsewhere := a.elsewhere
	a.elsewhere = func([]byte) int { return exitUsage } // to learn whether another process would be needed
	e, in, err := a.engine(&f.common, args, nil)
	a.elsewhere = elsewhere
	if errors.Is(err, errElsewhere) {
		return errors.New("serve runs only the rules and mappings that come with kpilint, and the configuration or " +
			"--rules names others: kpilint lint runs them")
	}
	if err != nil {
		return err
	}
	o := serve.Options{Engine: e, Input: in, Version: version, Remote: f.remote}
	if f.empty {
		o.Input.FS, o.Input.Paths = embed.FS{}, nil
	}
	here, err := disk.Here()
	if err != nil {
		return err
	}
	o.Input.AllFacts = true
	o.Dir = relative(f.root, here)
	if f.writes {
		o.Write = func(path string, before, now []byte) error {
			return disk.Replace(filepath.Join(f.root, filepath.FromSlash(path)), before, now)
		}
	}
	s, err := serve.New(cmd.Context(), o, l.Addr())
	if err != nil {
		return err
	}
	files, findings := s.Summary()
	fmt.Fprintf(a.err, "kpilint: %s, %s\n", counted(files, "file"), counted(findings, "finding"))
	fmt.Fprintf(a.err, "kpilint: the page is at %s\n", s.Address(l.Addr()))
	fmt.Fprintln(a.err, "kpilint: Ctrl-C ends it")
	if !f.noOpen {
		serve.Open(s.Ticket(l.Addr()))
	}
	ctx := cmd.Context()
	if f.pipe {
		var closed context.CancelFunc
		ctx, closed = context.WithCancel(ctx)
		defer closed()
		go func() {
			_, _ = io.Copy(io.Discard, a.in) // what is written there says nothing
			closed()
		}()
	}
	return s.Serve(ctx, l)
}
