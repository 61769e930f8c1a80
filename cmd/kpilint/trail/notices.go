package trail

import (
	"path/filepath"
	"runtime"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Notices are what the system tells of changes in the folders of sights: where to look first. They decide nothing. Not
// all that was looked at has them (a folder of another machine, what a link leads to), so somebody still has to look at
// everything now and then.
type Notices struct {
	watcher *fsnotify.Watcher
	folders map[string]bool // those that are listened to
}

// Listen asks the system for notices; nil where it gives none. On macOS and BSD they would take an open file for each
// file in a folder.
func Listen() *Notices {
	if runtime.GOOS != "linux" && runtime.GOOS != "windows" {
		return nil
	}
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil
	}
	return &Notices{watcher, map[string]bool{}}
}

// To listens to the folders in which something was looked at, and no more to others. It reports whether it hears all of
// them: the system may have a limit, and a folder may not be there.
func (n *Notices) To(all []Sight) bool {
	folders := map[string]bool{}
	for i := range all {
		if all[i].Kind == Folder {
			folders[all[i].Name] = true
		}
		if all[i].Kind != Answer {
			folders[filepath.Dir(all[i].Name)] = true
		}
	}
	for folder := range n.folders {
		if !folders[folder] {
			_ = n.watcher.Remove(folder) // it may be gone
		}
	}
	n.folders = folders
	hears := true
	for folder := range folders {
		// One that is listened to already is added again: another folder may have come in its place.
		hears = n.watcher.Add(folder) == nil && hears
	}
	return hears
}

// Within waits for notices until so much time has passed, and gives the names of what may have changed. None are given
// where nothing came; ok is false where some were lost. It returns when the first few have come.
func (n *Notices) Within(d time.Duration, done <-chan struct{}) (names []string, ok bool) {
	end := time.After(d)
	for {
		select {
		case <-done:
			return names, true
		case <-end:
			return names, true
		case <-n.watcher.Errors:
			return names, false
		case e := <-n.watcher.Events:
			if e.Op == fsnotify.Chmod {
				continue
			}
			if names = append(names, e.Name); len(names) == 1 {
				end = time.After(gathering)
			}
		}
	}
}

// gathering is how long notices are gathered once one has come: one change gives several.
const gathering = time.Millisecond

// Close ends the notices.
func (n *Notices) Close() { _ = n.watcher.Close() }

// Near are the sights that a change of something with one of these names may concern: those of it, of what lies in it,
// and of the folder that it lies in.
func Near(all []Sight, names []string) []Sight {
	var near []Sight
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		folder := filepath.Dir(name)
		near = append(near, from(all, folder, func(s string) bool { return s == folder })...)
		within := name + string(filepath.Separator)
		near = append(near, from(all, name, func(s string) bool { return s == name })...)
		near = append(near, from(all, within, func(s string) bool { return strings.HasPrefix(s, within) })...)
	}
	slices.SortFunc(near, order)
	return slices.Compact(near)
}

// from are the sights from a name on, as long as theirs match.
func from(all []Sight, name string, matches func(name string) bool) []Sight {
	first := sort.Search(len(all), func(i int) bool { return all[i].Name >= name })
	end := first
	for end < len(all) && matches(all[end].Name) {
		end++
	}
	return all[first:end]
}
