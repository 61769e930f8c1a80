package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/cmd/kpilint/git"
	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/suppress"
	"github.com/kpilint/kpilint/engine/trust"
)

// trusted is a revision whose word counts for a run: configuration, packs, rules, locks and baselines are read there,
// and none of them on disk.
type trusted struct {
	ctx  context.Context
	rev  string // as it was asked for
	repo string // folder of the repository
	tip  string // commit
	left string // the commit at which HEAD left it
	list []git.Entry
	tree *git.Tree // of the tip, from the root of the repository
}

// trustedAt reads a revision of the repository around a folder.
func trustedAt(ctx context.Context, text, here string) (*trusted, error) {
	rev, err := oneRevision(text)
	if err != nil {
		return nil, err
	}
	t := &trusted{ctx: ctx, rev: rev, repo: repository(here)}
	if !isRepository(t.repo) {
		return nil, errors.New("this folder is in no git repository")
	}
	repo, ok := git.At(t.repo), false
	if t.tip, ok = repo.Commit(ctx, rev); !ok {
		return nil, noRevision(ctx, repo, rev)
	}
	if t.left, ok = repo.Fork(ctx, t.tip, "HEAD"); !ok {
		t.left = t.tip
	}
	if t.list, err = repo.List(ctx, t.tip); err != nil {
		return nil, err
	}
	t.tree, err = repo.NewTree(ctx, ".", t.list)
	return t, err
}

// has reports whether a path of the machine lies in the repository, so that it is read at the revision.
func (t *trusted) has(p string) bool {
	if t == nil {
		return false
	}
	_, in := t.locate(p)
	return in
}

// at is a path of the machine from the root of the repository.
func (t *trusted) at(p string) string {
	in, _ := t.locate(p)
	return in
}

// locate finds a path in the repository, by whatever links of the machine it leads there.
func (t *trusted) locate(p string) (in string, ok bool) {
	if disk.Within(t.repo, p) {
		return relative(t.repo, p), true
	}
	root, led := disk.Led(t.repo), disk.Led(p)
	return relative(root, led), disk.Within(root, led)
}

// read is the content of a file: at the revision where it lies in the repository, else on disk. What is not at the
// revision is not there, whatever lies on disk.
func (t *trusted) read(p string, limit int64) ([]byte, error) {
	if t.has(p) {
		data, err := files.Read(t.tree, t.at(p), limit)
		if errors.Is(err, fs.ErrNotExist) {
			err = &notThere{t.rev, err}
		}
		return data, err
	}
	return disk.ReadFile(p, limit)
}

// notThere is a file that the revision does not have.
type notThere struct {
	rev string
	err error
}

// Error says so.
func (n *notThere) Error() string {
	return fmt.Sprintf("there is no such file at %s, and what lies on disk does not count", n.rev)
}

// Unwrap is the reason in general.
func (n *notThere) Unwrap() error { return n.err }

// readNamed is read for a path as seen from the working directory.
func (t *trusted) readNamed(name string, limit int64) ([]byte, error) {
	here, err := disk.Here()
	if err != nil {
		return nil, err
	}
	return t.read(absolutely(here, name), limit)
}

// folder is a folder as a file system, read as files are.
func (t *trusted) folder(dir string) (fs.FS, error) {
	if !t.has(dir) {
		return disk.Open(dir)
	}
	in := t.at(dir)
	var below []git.Entry
	for _, e := range t.list {
		if rest, ok := strings.CutPrefix(e.Path, in+"/"); ok {
			e.Path = rest
			below = append(below, e)
		} else if in == "." {
			below = append(below, e)
		}
	}
	return git.At(t.repo).NewTree(t.ctx, ".", below)
}

// isFolder reports whether there is a folder, on disk or at the revision.
func (t *trusted) isFolder(dir string) bool {
	if t.has(dir) {
		info, err := fs.Lstat(t.tree, t.at(dir))
		return err == nil && info.IsDir()
	}
	return disk.IsFolder(dir)
}

// nearestConfig looks upwards from a folder to the root of the repository.
func (t *trusted) nearestConfig(dir string) string {
	for ; disk.Within(t.repo, dir); dir = filepath.Dir(dir) {
		at := filepath.Join(dir, configName)
		if _, err := fs.Lstat(t.tree, t.at(at)); err == nil {
			return at
		}
	}
	return ""
}

// hold adds to an input the state whose word counts for it.
func (f *lintFlags) hold(ctx context.Context, e *engine.Engine, in *engine.Input) error {
	t := f.at
	if t == nil {
		return nil
	}
	if f.file == "" {
		f.note("--trusted-ref %s: there is no configuration at %s, so every rule has its defaults", f.trusted, t.rev)
	}
	state := func(commit string) (engine.Input, error) {
		was, err := f.trees.at(ctx, f.root, t.repo, commit)
		if err != nil {
			return engine.Input{}, err
		}
		then := *in
		then.FS, then.Git, then.Given, then.Known, then.Found, then.Only = was, was, nil, nil, nil, nil
		return then, nil
	}
	there, err := state(t.tip)
	if err != nil {
		return err
	}
	left := there
	if t.left != t.tip {
		if left, err = state(t.left); err != nil {
			return err
		}
	}
	in.Trusted, err = e.Trust(ctx, t.rev, there, left)
	return err
}

// pending lists what the change means to suppress beside its definitions: entries of the baseline, and excludes.
func (f *lintFlags) pending(r *engine.Report, settings *config.Settings) {
	if f.at == nil || r.Trusted == nil {
		return
	}
	r.Trusted.Pending = append(r.Trusted.Pending, f.pendingExcludes(settings)...)
	r.Trusted.Pending = append(r.Trusted.Pending, f.pendingBaseline()...)
	r.Trusted.Pending = append(r.Trusted.Pending, f.pendingMappings(settings)...)
}

// pendingMappings are the mapping files that the change alters: they are read as they are at the revision.
func (f *lintFlags) pendingMappings(there *config.Settings) []trust.Entry {
	here, err := disk.Here()
	if err != nil {
		return nil
	}
	seen := map[string]bool{}
	var all []trust.Entry
	for _, b := range there.Bound {
		if seen[b.Mapping] || !isMappingFile(b.Mapping) {
			continue
		}
		seen[b.Mapping] = true
		at := absolutely(filepath.Dir(f.file), filepath.FromSlash(b.Mapping))
		was, err := f.at.read(at, files.Max)
		now, wrong := disk.ReadFile(at, files.Max)
		if err != nil || wrong == nil && bytes.Equal(was, now) || !f.at.has(at) {
			continue
		}
		e := trust.Entry{What: "mapping", Name: b.Mapping}
		e.Location.File = relative(here, at)
		all = append(all, e)
	}
	return all
}

func (f *lintFlags) pendingExcludes(there *config.Settings) []trust.Entry {
	here, err := disk.Here()
	if err != nil {
		return nil
	}
	name := f.onDisk(here)
	if name == "" || !f.at.has(name) {
		return nil
	}
	data, err := disk.ReadFile(name, maxConfig)
	if err != nil {
		return nil
	}
	called := relative(here, name)
	now, err := config.ParseSettings(called, data, "") // what it requires is not in force either
	if err != nil {
		return nil
	}
	all := pendingSources(called, there, now)
	for _, pattern := range now.Exclude {
		if !slices.Contains(there.Exclude, pattern) && !strings.HasPrefix(pattern, "!") {
			at := now.At["exclude"]
			e := trust.Entry{What: "exclude", Name: pattern}
			e.Location.File, e.Location.Span = called, at
			all = append(all, e)
		}
	}
	return all
}

// pendingSources are the mappings that the change binds to files.
func pendingSources(name string, there, now *config.Settings) []trust.Entry {
	var all []trust.Entry
	for _, b := range now.Bound {
		same := func(t config.Binding) bool { return t.Files == b.Files && t.Mapping == b.Mapping }
		if b.Mapping != "" && !slices.ContainsFunc(there.Bound, same) {
			e := trust.Entry{What: "source", Name: b.Files + " read by " + b.Mapping}
			e.Location.File, e.Location.Span = name, b.Span
			all = append(all, e)
		}
	}
	return all
}

func (f *lintFlags) pendingBaseline() []trust.Entry {
	if f.baseline == "" {
		return nil
	}
	data, err := disk.ReadFile(f.baseline, maxBaseline)
	if err != nil {
		return nil
	}
	now, err := suppress.ParseBaseline(data)
	if err != nil {
		return nil
	}
	there := f.old.Sizes()
	var all []trust.Entry
	for _, entry := range now.Findings {
		if _, known := there[entry.Fingerprint]; !known {
			e := trust.Entry{What: "baseline", Name: entry.String()}
			e.Location.File = path.Clean(filepath.ToSlash(f.baseline))
			all = append(all, e)
		}
	}
	return all
}
