package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/report"
)

// called is how messages call a file of the command line: as it is written, but for an absolute path, which is as
// seen from here, so that no log tells how a machine is laid out.
func called(name string) string {
	if here, err := disk.Here(); err == nil && filepath.IsAbs(name) && !disk.IsDevice(name) {
		return relative(here, name)
	}
	return filepath.ToSlash(name)
}

// headOfReport is how much of a file is read to see whether it is a report, in bytes.
const headOfReport = 64 << 10

// output finds where a report goes, before any work is done for it. A file that git tracks is somebody's work: it
// is only replaced where it is a report itself.
func (a *app) output(name string) (disk.Output, error) {
	o, err := disk.OutputAt(name)
	if err == nil && !o.New && !o.Stream {
		err = a.replaceable(o.Path)
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("the folder %s does not exist: create it first", called(filepath.Dir(name)))
	}
	if err != nil {
		return o, fmt.Errorf("write %s: %w", called(name), err)
	}
	return o, nil
}

func (a *app) replaceable(name string) error {
	if tracked, _ := a.git.tracked(name); !tracked {
		return nil
	}
	if data, err := disk.Head(name, headOfReport); err == nil && report.Ours(data) {
		return nil
	}
	return &files.Refused{
		Why: "git tracks this file, and it is not a report of kpilint: name another one, or delete it first",
	}
}

// put writes a text to a file, or to standard output where none is named.
func (a *app) put(to string, text []byte) error {
	if to == "" {
		_, err := fmt.Fprint(a.out, report.Lines(string(text)))
		return err
	}
	at, err := a.output(to)
	if err != nil {
		return err
	}
	return writeTo(at, to, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}

// writeOurs replaces a file of ours in one step.
func writeOurs(name string, write func(io.Writer) error) error {
	o, err := disk.OutputAt(name)
	if err != nil {
		return fmt.Errorf("write %s: %w", called(name), err)
	}
	return writeTo(o, name, write)
}

// writeTo writes to where a name leads.
func writeTo(o disk.Output, name string, write func(io.Writer) error) error {
	if err := o.Write(write); err != nil {
		return fmt.Errorf("write %s: %w", called(name), err)
	}
	return nil
}
