package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/report"
)

// target is one format and where it goes.
type target struct {
	format string
	file   string // "" for standard output
	form   string // the file of a template, "" for none
	to     disk.Output
	write  report.Writer
}

// targets gives each format its file. A format without one goes to standard output, of which there can be one.
func (a *app) targets(f *lintFlags) ([]target, error) {
	switch {
	case f.statistics:
		f.reports = []target{{format: "text", write: report.Statistics}}
	case len(f.reports) == 0:
		f.reports = []target{{format: "text", write: report.Text}}
	default:
		f.formats = true
	}
	standard := 0
	for i := range f.reports {
		t := &f.reports[i]
		if t.format == "" {
			return nil, fmt.Errorf("-o %s has no format: write -f before it", t.file)
		}
		if t.file == "" && report.Binary(t.format) && isTerminal(a.out) {
			return nil, fmt.Errorf("-f %s is not for a terminal: give it a file with -o, or a pipe", t.format)
		}
		if t.file == "" {
			standard++
		} else if to, err := a.output(t.file); err != nil {
			return nil, err
		} else {
			t.to = to
		}
		for _, earlier := range f.reports[:i] {
			if t.file != "" && sameFile(earlier.file, t.file) {
				return nil, fmt.Errorf("two formats would go to %s, and the second would replace the first: "+
					"give one of them another file with -o", t.file)
			}
		}
	}
	if standard > 1 {
		return nil, errors.New("two formats would go to standard output: give one of them a file with -o")
	}
	return f.reports, nil
}

// configured does for a report what the configuration says and no flag does.
func (a *app) configured(f *lintFlags, s *config.Settings, targets []target) error {
	f.sort = cmp.Or(f.sort, s.Output.Sort, report.ByImportance)
	if f.formats || f.statistics || s.Output.Format == "" {
		return nil
	}
	write, err := report.ForFormat(s.Output.Format)
	if err != nil {
		return err
	}
	if report.Binary(s.Output.Format) && isTerminal(a.out) {
		return fmt.Errorf("output: %s is not for a terminal: write to a file with -f and -o", s.Output.Format)
	}
	if targets[0].format, targets[0].write = s.Output.Format, write; report.ForMachines(s.Output.Format) {
		a.notRunBy = write
	}
	return nil
}

// keepsInput refuses reports that would replace what was checked, by whatever name, and a workbook with a name by which
// no program opens it.
func keepsInput(targets []target, r *engine.Report) error {
	for _, t := range targets {
		if t.file == "" || t.to.Stream {
			continue
		}
		for name := range r.Sources {
			if sameFile(filepath.FromSlash(name), t.to.Path) {
				return fmt.Errorf("-o %s is a file that is checked, and a report would replace it: name another one",
					called(t.file))
			}
		}
		if report.Binary(t.format) {
			if err := report.FitsWorkbook(r, t.file); err != nil {
				return fmt.Errorf("-o %s: %w", called(t.file), err)
			}
		}
	}
	return nil
}

// sameFile reports whether two names are those of one file that is replaced when it is written. What is no regular
// file takes both.
func sameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	if errX == nil && errY == nil {
		return x.Mode().IsRegular() && os.SameFile(x, y)
	}
	one, errX := filepath.Abs(a)
	other, errY := filepath.Abs(b)
	return a != "" && errX == nil && errY == nil && one == other
}

// formatFlag and outputFlag fill the list of reports in the order of the command line: -o belongs to the -f before it.
type formatFlag struct{ all *[]target }

func (v formatFlag) String() string { return "" }

func (v formatFlag) Type() string { return "format" }

func (v formatFlag) Set(name string) error {
	form, isForm := strings.CutPrefix(name, "template=")
	t := target{format: name, form: form}
	if !isForm {
		write, err := report.ForFormat(name)
		if err != nil {
			return err
		}
		t.form, t.write = "", write
	}
	if n := len(*v.all); n > 0 && (*v.all)[n-1].format == "" {
		t.file = (*v.all)[n-1].file
		(*v.all)[n-1] = t
		return nil
	}
	*v.all = append(*v.all, t)
	return nil
}

// previousSize is the size of the largest earlier report that is read, in bytes.
const previousSize = 64 << 20

// readPrevious reads the report of --previous.
func (f *lintFlags) readPrevious() error {
	if f.previous == "" {
		return nil
	}
	data, err := (*trusted)(nil).readNamed(f.previous, previousSize)
	if err != nil {
		return fmt.Errorf("read --previous %s: %w", called(f.previous), err)
	}
	if f.lastPage, err = report.ReadPrevious(data); err != nil {
		return fmt.Errorf("read --previous %s: %w", called(f.previous), err)
	}
	return nil
}

// templates reads the templates among the formats.
func (f *lintFlags) templates(targets []target) error {
	for i := range targets {
		t := &targets[i]
		if t.form == "" {
			continue
		}
		text, err := f.at.readNamed(t.form, templateSize)
		if err != nil {
			return fmt.Errorf("read template %s: %w", called(t.form), err)
		}
		if t.write, err = report.Template(filepath.ToSlash(t.form), string(text)); err != nil {
			return err
		}
	}
	return nil
}

// templateSize is the size of the longest template that is read, in bytes.
const templateSize = 1 << 20

type outputFlag struct{ all *[]target }

func (v outputFlag) String() string { return "" }

func (v outputFlag) Type() string { return "file" }

func (v outputFlag) Set(name string) error {
	if n := len(*v.all); n > 0 && (*v.all)[n-1].file == "" {
		(*v.all)[n-1].file = name
		return nil
	}
	*v.all = append(*v.all, target{file: name})
	return nil
}

// write renders the report to every target. Files are written whole or not at all.
func (a *app) write(
	targets []target, f *lintFlags, r *engine.Report, fails func(*engine.Finding) bool,
) error {
	var errs []error
	for i, t := range targets {
		o := report.Options{Quiet: f.quiet, Verbose: f.verbose, Sort: f.sort, Version: version, Below: below(),
			Fails: fails, Previous: f.lastPage, Jobs: f.jobs}
		o.Notice = func(text string) { fmt.Fprintf(a.err, "kpilint: %s: %s\n", plain(t.format), plain(text)) }
		if t.file == "" {
			o.Color = useColour(f.colour, a.out)
			errs = append(errs, t.write(a.out, r, o))
			continue
		}
		o.Color = f.colour == "always"
		err := writeTo(t.to, t.file, func(w io.Writer) error { return t.write(a.kept.also(i, w), r, o) })
		if errs = append(errs, err); err == nil && !f.quiet && report.ForReaders(t.format) {
			a.notice([]string{"wrote " + called(t.file) + ": " + report.Contents(r)})
		}
	}
	return errors.Join(errs...)
}
