package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/discover"
	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/trust"
)

// withChange tries the rules and the configuration that lie on disk where they are others than at the trusted revision,
// and says how many findings they would bring and take. They change neither the report beside that nor the exit code.
// The error is errElsewhere: rules of strangers come with the change alone, and run in another process.
func (a *app) withChange(cmd *cobra.Command, f *lintFlags, args []string, parts []*part, r *engine.Report) error {
	if f.at == nil || r.Trusted == nil || r.Stopped {
		return nil
	}
	news := f.newConfigurations(parts)
	r.Trusted.Pending = append(r.Trusted.Pending, news...)
	if len(news) == 0 && !slices.ContainsFunc(parts, func(p *part) bool { return p.flags.changesRules(p.settings) }) {
		return nil
	}
	aside := &app{ctx: a.ctx, in: bytes.NewReader(nil), out: io.Discard, err: io.Discard, git: a.git,
		guard: a.guard, elsewhere: a.elsewhere, aside: "change", hands: a.hands}
	defer func() { aside.serveFrom(nil) }()
	now := f.common
	now.trusted, now.at, now.view, now.report = "", nil, nil, nil
	with := &trust.WithChange{}
	r.Trusted.WithChange = with
	all, err := aside.organisations(&now, args, f.change)
	switch {
	case errors.Is(err, errElsewhere):
		return err
	case err != nil:
		with.Error = err.Error()
		return nil
	}
	tried := make([]*part, len(all))
	for i, o := range all {
		p := &part{organisation: o, in: o.input}
		p.in.Only = r.Only
		p.in.Known, p.in.Before, p.in.Then = knownTo(o.workspace, parts)
		if p.report, err = o.engine.Lint(cmd.Context(), p.in); err != nil || p.report.Stopped {
			with.Error = "they were not tried completely"
			return nil
		}
		with.Failed += len(p.report.Errors)
		tried[i] = p
	}
	with.More, with.Fewer, _ = engine.Compare(r, aside.joined(tried)).Count()
	return nil
}

// knownTo is what an organisation of the change is compared with: what it is compared with at the trusted revision, and
// where it is none there, what others are.
func knownTo(
	w *workspace, parts []*part,
) (known []engine.Known, before *engine.Organisation, then *engine.Snapshot) {
	for _, p := range parts {
		if p.config == w.config || len(parts) == 1 && w.main {
			return p.in.Known, p.in.Before, p.in.Then
		}
		known = append(known, p.in.Known...)
	}
	return known, nil, nil
}

// newConfigurations are those that the change adds in folders below, where they would make organisations of their own
// or adjust settings. The nearest one that is at the trusted revision counts there.
func (f *lintFlags) newConfigurations(parts []*part) []trust.Entry {
	if f.config != "" {
		return nil
	}
	here, err := disk.Here()
	if err != nil {
		return nil
	}
	var all []trust.Entry
	for _, p := range parts {
		for _, name := range discover.Named(p.in.Files(p.settings), configName) {
			at := p.on(name)
			if _, err := f.at.read(at, maxConfig); f.at.has(at) && errors.Is(err, fs.ErrNotExist) {
				e := trust.Entry{What: "configuration", Name: relative(here, at)}
				e.Location.File, e.Location.Span = e.Name, source.Beginning
				all = append(all, e)
			}
		}
	}
	return all
}

// changesRules reports whether the configuration, the lock or a pack of the repository lies on disk otherwise than at
// the trusted revision.
func (f *lintFlags) changesRules(there *config.Settings) bool {
	here, err := disk.Here()
	if err != nil {
		return false
	}
	if f.onDisk(here) != f.file || f.differs(f.file) {
		return true
	}
	if f.file == "" {
		return false
	}
	dir := filepath.Dir(f.file)
	if f.differs(filepath.Join(dir, lockName)) {
		return true
	}
	for _, ref := range there.Packs {
		at := absolutely(dir, filepath.FromSlash(ref.Source))
		if f.at.has(at) && f.at.isFolder(at) && f.folderDiffers(at) {
			return true
		}
	}
	for _, rules := range f.rules {
		if at := absolutely(here, rules); f.at.has(at) && f.folderDiffers(at) {
			return true
		}
	}
	return false
}

// onDisk is the configuration that counts without a trusted revision, from a folder; "" for none.
func (f *lintFlags) onDisk(here string) string {
	switch {
	case f.config != "":
		return absolutely(here, f.config)
	case f.below && disk.Exists(f.file):
		return f.file
	case f.below:
		return ""
	}
	return nearestConfig(here)
}

// differs reports whether a file is another on disk than at the trusted revision.
func (f *lintFlags) differs(name string) bool {
	if name == "" || !f.at.has(name) {
		return false
	}
	then, wrong := f.at.read(name, files.Max)
	now, err := disk.ReadFile(name, files.Max)
	return (wrong == nil) != (err == nil) || !bytes.Equal(then, now)
}

func (f *lintFlags) folderDiffers(dir string) bool {
	folder, err := disk.Open(dir)
	if err != nil {
		return true
	}
	there, err := f.at.folder(dir)
	if err != nil {
		return true
	}
	now, err := digestOf(folder)
	then, wrong := digestOf(there)
	return err != nil || wrong != nil || now != then
}
