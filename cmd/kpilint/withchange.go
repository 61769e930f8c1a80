package main

import (
	"bytes"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/trust"
)

// withChange tries the rules and the configuration that lie on disk where they are others than at the trusted revision,
// and says how many findings they would bring and take. They change neither the report beside that nor the exit code.
func (a *app) withChange(
	cmd *cobra.Command, f *lintFlags, args []string, in engine.Input, r *engine.Report, there *config.Settings,
) {
	if f.at == nil || r.Trusted == nil || r.Stopped || !f.changesRules(there) {
		return
	}
	aside := &app{ctx: a.ctx, in: bytes.NewReader(nil), out: io.Discard, err: io.Discard, git: a.git,
		guard: a.guard, aside: "change"}
	now := f.common
	now.trusted, now.at, now.view = "", nil, nil
	with := &trust.WithChange{}
	r.Trusted.WithChange = with
	e, input, err := aside.engine(cmd, &now, args, f.change)
	if err != nil {
		with.Error = err.Error()
		return
	}
	input.Only, input.Known, input.Before = in.Only, in.Known, in.Before
	tried, err := e.Lint(cmd.Context(), input)
	if err != nil || tried.Stopped {
		with.Error = "they were not tried to the end"
		return
	}
	with.More, with.Fewer, _ = engine.Compare(r, tried).Count()
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
	if f.config != "" {
		return absolutely(here, f.config)
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
