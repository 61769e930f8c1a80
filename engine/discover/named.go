package discover

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Named finds the files with one of some names, hidden ones too, in the folders of an input and below them: those of
// a folder before those below it. It looks where Discover looks: not into hidden folders, not behind links, not into
// rules, and not where .gitignore says. A link with such a name is found, and not followed. What cannot be listed is
// reported by Discover.
func Named(in Input, names ...string) []string {
	f := &finder{walker: walker{in: in}, names: names}
	for _, p := range in.Paths {
		p = path.Clean(p)
		if info, err := fs.Lstat(in.FS, p); err != nil || !info.IsDir() {
			continue
		}
		above, _ := f.ignoredAbove(p)
		if above.match(p, true) {
			above = nil // git ignores it, and its user names it
		}
		f.folder(p, above)
	}
	slices.SortFunc(f.found, func(a, b string) int {
		return cmp.Or(strings.Compare(folderOf(a), folderOf(b)), strings.Compare(a, b))
	})
	return slices.Compact(f.found)
}

// folderOf is the folder of a path, "" for the root.
func folderOf(p string) string { return strings.TrimPrefix(path.Dir(p), ".") }

// finder is a walk that looks for names.
type finder struct {
	walker
	names []string
	found []string
}

func (f *finder) folder(dir string, above *ignored) {
	entries, err := fs.ReadDir(f.in.FS, dir)
	if err != nil || f.in.leavesOut(dir) {
		return
	}
	has := func(name string) bool {
		return slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == name })
	}
	if has(ruleFile) && f.isRule(dir) {
		return
	}
	ignored, _ := f.ignoredIn(dir, above)
	for _, entry := range entries {
		p := path.Join(dir, entry.Name())
		switch {
		case !entry.IsDir() && slices.Contains(f.names, entry.Name()):
			f.found = append(f.found, p)
		case entry.IsDir() && !strings.HasPrefix(entry.Name(), ".") && !ignored.match(p, true):
			f.folder(p, ignored)
		}
	}
}
