package engine

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/source"
)

// Missing is a path that names nothing.
type Missing struct{ Path string }

// Error says so.
func (m *Missing) Error() string { return fmt.Sprintf("%s: there is no such file or folder", m.Path) }

// file is a file to read.
type file struct {
	path  string
	named bool // by the user, not found in a folder
}

// extensions are those of definition files.
var extensions = []string{".yaml", ".yml", ".json", ".md", ".markdown"}

// discover lists the files of an input, sorted, each once. Folders are walked: hidden ones and what .gitignore excludes are left out.
// What cannot be read is in the error, joined; it keeps nothing else from being read.
func (e *Engine) discover(in Input) (found, error) {
	w := &walker{in: in, settings: e.opts.Settings, include: globsOf(e.opts.Settings.Include), exclude: globsOf(e.opts.Settings.Exclude), seen: map[string]bool{}, linked: map[string]bool{}, told: map[Skip]bool{}}
	paths := in.Paths
	if len(paths) == 0 {
		paths = []string{"."}
	}
	var errs []error
	for _, p := range paths {
		errs = append(errs, w.path(path.Clean(p)))
	}
	slices.SortFunc(w.files, func(a, b file) int { return compare(a.path, b.path) })
	return w.found, errors.Join(errs...)
}

// found is what there is to read, and what is there and is not read.
type found struct {
	files    []file
	skips    []Skip
	problems []model.Problem
}

type walker struct {
	found
	in       Input
	settings *Settings
	seen     map[string]bool
	linked   map[string]bool // folders that a link has led to
	include  *globs
	exclude  *globs
	told     map[Skip]bool // what skips and problems have already
}

// path takes what the user names.
func (w *walker) path(p string) error {
	if _, ok := w.in.Given[p]; ok {
		w.add(p, true)
		return nil
	}
	if w.in.leavesOut(p) {
		return nil
	}
	if files.OfGit(p) {
		return fmt.Errorf("read %s: %w", w.in.name(p), files.ErrGit)
	}
	to, link := resolve(w.in.FS, p)
	if link != "" {
		return w.namedLink(p, to)
	}
	info, err := fs.Lstat(w.in.FS, p)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Missing{w.in.name(p)}
	case err != nil:
		return fmt.Errorf("read %s: %w", w.in.name(p), files.Plain(err))
	case info.IsDir():
		return w.named(p)
	}
	w.add(p, true)
	return nil
}

// named walks a folder that the user names.
func (w *walker) named(p string) error {
	above, err := w.ignoredAbove(p)
	if above.match(p, true) {
		above = nil // git ignores it, and its user names it
	}
	return errors.Join(err, w.folder(p, p, above))
}

func (w *walker) add(p string, named bool) {
	if !w.seen[p] && (named || p != w.in.Config) {
		w.seen[p] = true
		w.files = append(w.files, file{p, named})
	}
}

// folder walks a folder, which include and exclude know by the name `as`: its own, or that of a link.
func (w *walker) folder(dir, as string, above *ignored) error {
	entries, err := fs.ReadDir(w.in.FS, dir)
	if err != nil {
		return fmt.Errorf("read folder %s: %w", w.in.name(dir), files.Plain(err))
	}
	if len(entries) == 0 && w.in.Git != nil && w.in.Git.Submodule(dir) {
		w.emptySubmodule(dir)
	}
	ignored, err := w.ignoredIn(dir, above)
	errs := []error{err}
	for _, entry := range entries {
		p, as := path.Join(dir, entry.Name()), path.Join(as, entry.Name())
		hidden := strings.HasPrefix(entry.Name(), ".")
		if hidden && w.in.Found != nil {
			w.in.Found(p)
		}
		if hidden || ignored.match(p, entry.IsDir()) {
			continue
		}
		switch {
		case entry.IsDir() && w.in.leavesOut(p):
			w.leftOut(p)
		case entry.IsDir() && (w.isRule(p) || w.isPack(p)):
			continue // its examples are no definitions of this organisation
		case entry.IsDir():
			errs = append(errs, w.folder(p, as, ignored))
		case entry.Type()&fs.ModeSymlink != 0:
			errs = append(errs, w.link(p, as))
		case w.included(as):
			w.add(p, false) // what is no regular file is told when it is read
		}
	}
	return errors.Join(errs...)
}

// ruleFile is the file by which a folder is a rule.
const ruleFile = "rule.yaml"

// isRule reports whether a folder is that of a rule: its rule.yaml is no definition, and has the id that the folder is called by.
func (w *walker) isRule(dir string) bool {
	data, err := files.Read(w.in.FS, path.Join(dir, ruleFile), files.Max)
	if err != nil {
		return false
	}
	docs, _ := source.Parse(ruleFile, data)
	return len(docs) == 1 && docs[0].Root.Get("apiVersion") == nil && textOf(docs[0].Root.Get("id")) == path.Base(dir)
}

// isPack reports whether a folder is a pack of the configuration.
func (w *walker) isPack(dir string) bool {
	return slices.ContainsFunc(w.settings.Packs, func(p PackRef) bool { return path.Clean(p.Source) == w.settings.relative(dir) })
}

// included applies the configuration's include and exclude, which are relative to its folder.
func (w *walker) included(p string) bool {
	if !slices.Contains(extensions, strings.ToLower(path.Ext(p))) {
		return false
	}
	relative := w.settings.relative(p)
	return !w.exclude.match(relative) && (len(w.settings.Include) == 0 || w.include.match(relative))
}

// globs are the patterns of a list in the configuration.
type globs struct {
	patterns []string
	index    patterns
}

func globsOf(all []string) *globs {
	g := &globs{patterns: all}
	for i, pattern := range all {
		g.index.add(i, pattern)
	}
	return g
}

// match reports whether a path fits one of them.
func (g *globs) match(p string) bool {
	return slices.ContainsFunc(g.index.candidates(strings.Split(p, "/")), func(i int) bool {
		ok, _ := doublestar.Match(g.patterns[i], p)
		return ok
	})
}

// leavesOut reports whether a path lies in a folder that is left out.
func (in Input) leavesOut(p string) bool {
	return slices.ContainsFunc(in.Without, func(dir string) bool { return p == dir || strings.HasPrefix(p, dir+"/") })
}

// name is how findings call a file.
func (in Input) name(p string) string {
	if in.Name != nil {
		return in.Name(p)
	}
	return p
}

func compare(a, b string) int { return strings.Compare(a, b) }
