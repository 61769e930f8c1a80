package discover

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// Skip is a document or a link that was found and is not read as a definition.
type Skip struct {
	File   string // as findings call files
	Line   int    // of a document, 0 for what has none
	Reason string
}

// link takes a symbolic link that was found in a folder. What it leads to is read under its own name, and once,
// where git tracks that as a definition file, or as a folder of such. `as` is the link's name as include and
// exclude know it.
func (w *walker) link(p, as string) error {
	kind := strings.ToLower(path.Ext(p))
	if kind != "" && !w.included(as) {
		return nil
	}
	to, _ := Resolve(w.in.FS, p)
	why, info := w.unfollowed(p, to)
	if why != "" {
		if kind != "" || w.included(path.Join(as, "x.yaml")) { // without an ending it may lead to a folder
			w.notRead(p, why, kind == "")
		}
		return nil
	}
	ignored, err := w.ignoredAbove(to)
	switch {
	case ignored.match(to, info.IsDir()):
		w.skip(Skip{File: w.in.Called(p), Reason: wording.ASymbolicLinkToWhich(w.in.Called(to))})
	case w.in.apartAt(to) != "":
		w.skip(Skip{File: w.in.Called(p), Reason: wording.ASymbolicLinkIntoWhich(w.in.Called(w.in.apartAt(to)))})
	case info.IsDir():
		if w.linked[to] || w.in.leavesOut(to) || w.isRule(to) || w.in.Pack(to) {
			return err
		}
		w.linked[to] = true
		return errors.Join(err, w.folder(to, as, ignored))
	case kind == "": // no definition by its name
	case !IsDefinitionFile(to):
		w.notRead(p, wording.IsASymbolicLinkTo(w.in.Called(to)), false)
	default:
		w.add(to, false)
	}
	return err
}

// namedLink takes a path of the user that is a link, or lies behind one.
func (w *walker) namedLink(p, to string) error {
	why, info := w.unfollowed(p, to)
	switch {
	case why != "":
		w.notRead(p, why, false)
		return fmt.Errorf("read %s: it %s", w.in.Called(p), why)
	case info.IsDir():
		return w.named(to)
	}
	w.add(to, true)
	return nil
}

// unfollowed says why what lies behind a link is not read; "" where it is.
func (w *walker) unfollowed(p, to string) (why string, info fs.FileInfo) {
	if w.in.Git == nil || !w.in.Git.Holds(p) {
		return wording.IsASymbolicLinkAnd(), nil
	}
	info, err := fs.Lstat(w.in.FS, to)
	switch {
	case to == "" || err != nil || files.OfGit(to) || !w.in.Git.Tracked(to):
		return wording.IsASymbolicLinkThat(), nil
	case !info.IsDir() && !info.Mode().IsRegular():
		return wording.IsASymbolicLinkThatDoes(), nil
	}
	return "", info
}

// notRead tells of a link that is not followed: by its name, never by what it leads to.
func (w *walker) notRead(p, why string, mild bool) {
	w.problem(p, "link-not-read", wording.SoItIsNotRead(path.Base(p), why), mild)
}

// emptySubmodule tells of a submodule whose content is not here.
func (w *walker) emptySubmodule(dir string) {
	w.problem(dir, "submodule-missing", wording.TheContentOfTheSubmodule(path.Base(dir)), true)
}

// leftOut tells of a folder that is left out because it is a submodule whose content is not here.
func (w *walker) leftOut(dir string) {
	entries, err := fs.ReadDir(w.in.FS, dir)
	if err == nil && len(entries) == 0 && w.in.Git != nil && w.in.Git.Submodule(dir) {
		w.emptySubmodule(dir)
	}
}

// problem is about what was found and is not read.
func (w *walker) problem(p, rule, message string, mild bool) {
	if w.first(Skip{File: p, Reason: rule}) {
		one := source.Problem{File: w.in.Called(p), Rule: rule, Span: source.Beginning, Message: message}
		w.Problems = append(w.Problems, model.Problem{Problem: one, Mild: mild})
	}
}

func (w *walker) skip(s Skip) {
	if w.first(s) {
		w.Skips = append(w.Skips, s)
	}
}

// first reports whether something is told for the first time: several links may lead to a folder.
func (w *walker) first(s Skip) bool {
	again := w.told[s]
	w.told[s] = true
	return !again
}

// maxLinks is how many links may lead to one another: more are a circle.
const maxLinks = 40

// Resolve is where a path leads, with all links in it followed, and the first of these links; to is "" where that
// is nowhere, or outside of the file system.
func Resolve(fsys fs.FS, p string) (to, link string) {
	at, rest, links := ".", strings.Split(p, "/"), 0
	for len(rest) > 0 {
		name := rest[0]
		rest = rest[1:]
		switch name {
		case "", ".":
			continue
		case "..":
			if at == "." {
				return "", link
			}
			at = path.Dir(at)
			continue
		}
		next := path.Join(at, name)
		info, err := fs.Lstat(fsys, next)
		switch {
		case err != nil:
			return "", link
		case info.Mode()&fs.ModeSymlink == 0:
			at = next
			continue
		}
		link = cmp.Or(link, next)
		written, err := fs.ReadLink(fsys, next)
		if links++; err != nil || links > maxLinks || path.IsAbs(written) || filepath.IsAbs(written) {
			return "", link
		}
		rest = append(strings.Split(filepath.ToSlash(written), "/"), rest...)
	}
	return at, link
}
