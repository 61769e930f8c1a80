package engine

import (
	"cmp"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/format/gitignore"
)

// Skip is a document or a link that was found and is not read as a definition.
type Skip struct {
	File   string // as findings call files
	Line   int    // of a document, 0 for what has none
	Reason string
	Link   bool // a symbolic link that may lead to definitions
}

// link reads what a symbolic link in a folder leads to, under its own name and once, as long as it lies in the file system: nothing
// outside is read. `as` is the link's name as include and exclude know it.
func (w *walker) link(p, as string) error {
	kind := strings.ToLower(path.Ext(p))
	if kind != "" && !slices.Contains(extensions, kind) {
		return nil
	}
	to := resolve(w.in.FS, p)
	info, err := fs.Stat(w.in.FS, to)
	if to == "" || err != nil {
		if kind == "" || w.included(as) {
			w.skip(Skip{File: w.in.name(p), Reason: "a symbolic link that leads to nothing, in a circle, or out of the folders that are read", Link: true})
		}
		return nil
	}
	ignored := w.ignored(to)
	switch {
	case gitignore.NewMatcher(ignored).Match(strings.Split(to, "/"), info.IsDir()):
		w.skip(Skip{File: w.in.name(p), Reason: "a symbolic link to " + w.in.name(to) + ", which .gitignore leaves out"})
	case info.IsDir():
		if w.linked[to] || w.in.leavesOut(to) || w.isRule(to) || w.isPack(to) {
			return nil
		}
		w.linked[to] = true
		return w.folder(to, as, ignored)
	case !w.included(as):
	case !slices.Contains(extensions, strings.ToLower(path.Ext(to))):
		w.skip(Skip{File: w.in.name(p), Reason: "a symbolic link to " + w.in.name(to) + ", which is no definition file by its name", Link: true})
	case info.Mode().IsRegular():
		w.add(to, false)
	}
	return nil
}

func (w *walker) skip(s Skip) {
	if !slices.Contains(w.skips, s) {
		w.skips = append(w.skips, s)
	}
}

// maxLinks is how many links may lead to one another: more are a circle.
const maxLinks = 40

// resolve is where a path leads, with all links in it followed; "" where that is nowhere, or outside of the file system.
func resolve(fsys fs.FS, p string) string {
	at, rest, links := ".", strings.Split(p, "/"), 0
	for len(rest) > 0 {
		name := rest[0]
		rest = rest[1:]
		switch name {
		case "", ".":
			continue
		case "..":
			if at == "." {
				return ""
			}
			at = path.Dir(at)
			continue
		}
		next := path.Join(at, name)
		info, err := fs.Lstat(fsys, next)
		switch {
		case err != nil:
			return ""
		case info.Mode()&fs.ModeSymlink == 0:
			at = next
			continue
		}
		to, err := readLink(fsys, next)
		if links++; err != nil || links > maxLinks || path.IsAbs(to) || filepath.IsAbs(to) {
			return ""
		}
		rest = append(strings.Split(to, "/"), rest...)
	}
	return at
}

// readLink is the text of a link; an archive keeps it as the content.
func readLink(fsys fs.FS, p string) (string, error) {
	to, err := fs.ReadLink(fsys, p)
	if err != nil {
		var data []byte
		data, err = fs.ReadFile(fsys, p)
		to = string(data)
	}
	return filepath.ToSlash(to), err
}

// skip adds to what was skipped, in the order of files and lines.
func (o *Organisation) skip(more []Skip) {
	o.Skips = append(o.Skips, more...)
	o.Skipped = len(o.Skips)
	slices.SortStableFunc(o.Skips, func(a, b Skip) int { return cmp.Or(compare(a.File, b.File), a.Line-b.Line) })
}
