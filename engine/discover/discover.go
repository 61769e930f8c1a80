// Package discover finds the files of an input that may hold definitions: it walks folders, follows the links that
// may be followed, and leaves out what git ignores.
package discover

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// Missing is a path that names nothing.
type Missing struct{ Path string }

// Error says so.
func (m *Missing) Error() string { return wording.ThereIsNoSuchFile(m.Path) }

// Git says what git knows of the files of an input, by their paths in its file system.
type Git interface {
	Holds(path string) bool     // whether a path lies in a repository
	Tracked(path string) bool   // whether git tracks a file, or a folder that holds one
	Submodule(path string) bool // whether a folder is a submodule
}

// Input says where files lie, and which are asked for.
type Input struct {
	FS    fs.FS
	Paths []string                 // files and folders in FS; none: everything
	Name  func(path string) string // how a file is called in findings; nil: as in FS
	Found func(hidden string)      // told of hidden files that were met; nil: nobody asks
	Given map[string][]byte        // contents that stand in for files, by path
	Git   Git                      // nil: there is no git, and no link is followed

	Ignores fs.FS    // where .gitignore files are read; nil: in FS
	Without []string // folders in FS that are left out, whatever names them
	Apart   []string // folders in FS with organisations of their own, sorted: they are left out where they are met
	Config  string   // the configuration in force, which is no definition where it is found in a folder; "" for none

	Included func(path string) bool // whether the configuration lets a file that is met be read
	Source   func(path string) bool // whether the configuration names a document or table that is met; nil: none is
	Pack     func(dir string) bool  // whether a folder is a pack of the configuration

	Document func(name string) string // what is said of a document for people that is met; "" of other files. nil: nothing
}

// File is a file to read.
type File struct {
	Path   string
	Named  bool // by the user, not found in a folder
	Source bool // it may be a document or a table: the user names it, or the configuration does
}

// Found is what there is to read, and what is there and is not read.
type Found struct {
	Files    []File // sorted, each once
	Skips    []Skip
	Problems []model.Problem
	Others   []Skip   // documents for people in forms that are not read, and what to do about each
	Met      []string // every file in the folders that were walked, by the path that include and exclude know
}

// IsDefinitionFile reports whether a file has the ending of one that may hold definitions.
func IsDefinitionFile(p string) bool {
	return source.LanguageOf(p) != source.NoLanguage
}

// Discover finds files. Folders are walked: hidden ones and what .gitignore excludes are left out. What cannot be read
// is in the error, joined; it keeps nothing else from being read.
func Discover(in Input) (Found, error) {
	w := &walker{in: in, seen: map[string]bool{}, linked: map[string]bool{}, told: map[Skip]bool{}}
	paths := in.Paths
	if len(paths) == 0 {
		paths = []string{"."}
	}
	var errs []error
	for _, p := range paths {
		errs = append(errs, w.path(path.Clean(p)))
	}
	slices.SortFunc(w.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return w.Found, errors.Join(errs...)
}

type walker struct {
	Found
	in     Input
	seen   map[string]bool
	linked map[string]bool // folders that a link has led to
	told   map[Skip]bool   // what skips and problems have already
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
		return fmt.Errorf("read %s: %w", w.in.Called(p), files.ErrGit)
	}
	to, link := Resolve(w.in.FS, p)
	if link != "" {
		return w.namedLink(p, to)
	}
	info, err := fs.Lstat(w.in.FS, p)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Missing{w.in.Called(p)}
	case err != nil:
		return fmt.Errorf("read %s: %w", w.in.Called(p), files.Plain(err))
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

func (w *walker) add(p string, named bool) { w.addFile(File{Path: p, Named: named, Source: named}) }

func (w *walker) addFile(f File) {
	if !w.seen[f.Path] && (f.Named || f.Path != w.in.Config) {
		w.seen[f.Path] = true
		w.Files = append(w.Files, f)
	}
}

// folder walks a folder, which include and exclude know by a name: its own, or that of a link.
func (w *walker) folder(dir, known string, above *ignored) error {
	entries, err := fs.ReadDir(w.in.FS, dir)
	if err != nil {
		return fmt.Errorf("%s: %w", wording.ReadFolder(w.in.Called(dir)), files.Plain(err))
	}
	if len(entries) == 0 && w.in.Git != nil && w.in.Git.Submodule(dir) {
		w.emptySubmodule(dir)
	}
	ignored, err := w.ignoredIn(dir, above)
	errs := []error{err}
	mapping := w.isMapping(dir)
	for _, entry := range entries {
		p := below(dir, entry.Name())
		as := p
		if dir != known {
			as = below(known, entry.Name())
		}
		hidden := strings.HasPrefix(entry.Name(), ".")
		if hidden && w.in.Found != nil {
			w.in.Found(p)
		}
		if hidden || ignored.match(p, entry.IsDir()) || mapping && isExample(entry.Name()) {
			continue
		}
		if !entry.IsDir() {
			w.Met = append(w.Met, as)
		}
		switch {
		case entry.IsDir() && w.in.leavesOut(p):
			w.leftOut(p)
		case entry.IsDir() && (w.isRule(p) || w.in.Pack(p)):
			continue // its examples are no definitions of this organisation
		case entry.IsDir() && w.in.isApart(p):
			continue
		case entry.IsDir():
			errs = append(errs, w.folder(p, as, ignored))
		case entry.Type()&fs.ModeSymlink != 0:
			errs = append(errs, w.link(p, as))
		case w.in.Source != nil && w.in.Source(as):
			w.addFile(File{Path: p, Source: true})
		case w.included(as):
			w.add(p, false) // what is no regular file is told when it is read
		case w.in.Included(as):
			w.other(p)
		}
	}
	return errors.Join(errs...)
}

// below is the path of an entry of a folder.
func below(dir, name string) string {
	if dir == "." {
		return name
	}
	return dir + "/" + name
}

// ruleFile is the file by which a folder is a rule.
const ruleFile = "rule.yaml"

// isRule reports whether a folder is that of a rule: its rule.yaml is no definition, and has the id that the folder
// is called by.
func (w *walker) isRule(dir string) bool {
	data, err := files.Read(w.in.FS, path.Join(dir, ruleFile), files.Max)
	if err != nil {
		return false
	}
	docs, _ := source.Parse(ruleFile, data)
	if len(docs) != 1 {
		return false
	}
	root := docs[0].Root
	return root.Get("apiVersion") == nil && source.TextOf(root.Get("id")) == path.Base(dir)
}

// mappingFile is the file by which a folder is a mapping.
const mappingFile = "mapping.yaml"

// isExample reports whether a file is an example of the mapping beside it: what it reads, or what is wanted of that.
func isExample(name string) bool {
	return strings.Contains(name, ".in.") || strings.HasSuffix(name, ".want.yaml")
}

// isMapping reports whether a folder is that of a mapping.
func (w *walker) isMapping(dir string) bool {
	data, err := files.Read(w.in.FS, path.Join(dir, mappingFile), files.Max)
	if err != nil {
		return false
	}
	docs, _ := source.Parse(mappingFile, data)
	return len(docs) == 1 && source.TextOf(docs[0].Root.Get("kind")) == "Mapping"
}

// included reports whether a file that is met is to be read, by its ending and by the configuration.
func (w *walker) included(p string) bool {
	return IsDefinitionFile(p) && w.in.Included(p)
}

// leavesOut reports whether a path lies in a folder that is left out.
func (in Input) leavesOut(p string) bool {
	return slices.ContainsFunc(in.Without, func(dir string) bool { return p == dir || strings.HasPrefix(p, dir+"/") })
}

// isApart reports whether a folder is that of another organisation.
func (in Input) isApart(dir string) bool {
	_, apart := slices.BinarySearch(in.Apart, dir)
	return apart
}

// apartAt is the folder of another organisation in which a path lies; "" where it lies in none.
func (in Input) apartAt(p string) string {
	for ; len(in.Apart) > 0 && p != "."; p = path.Dir(p) {
		if in.isApart(p) {
			return p
		}
	}
	return ""
}

// Called is how findings call a file.
func (in Input) Called(p string) string {
	if in.Name != nil {
		return in.Name(p)
	}
	return p
}

// Read takes a regular file. Of one that is too large only so much is read that this shows.
func (in Input) Read(p string) ([]byte, error) { return in.ReadUpTo(p, files.Max) }

// ReadUpTo is Read with another limit in bytes.
func (in Input) ReadUpTo(p string, most int64) ([]byte, error) {
	if data, ok := in.Given[p]; ok {
		return data, nil
	}
	data, err := files.Head(in.FS, p, most+1)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", in.Called(p), err)
	}
	return data, nil
}

// Quotable reports whether a report may show lines of a file that could not be read as definitions. In a repository
// that is one that git tracks: a working tree may also hold what nobody is to see.
func (in Input) Quotable(p string) bool {
	_, given := in.Given[p]
	return given || in.Git == nil || !in.Git.Holds(p) || in.Git.Tracked(p)
}

// other notes a document for people that is not read, and what to do about it.
func (w *walker) other(p string) {
	if w.in.Document == nil {
		return
	}
	if what := w.in.Document(p); what != "" {
		w.Others = append(w.Others, Skip{File: w.in.Called(p), Reason: what})
	}
}
