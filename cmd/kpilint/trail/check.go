package trail

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// order is by name, so that what is about one file stands together.
func order(a, b Sight) int {
	return cmp.Or(strings.Compare(a.Name, b.Name), int(a.Kind)-int(b.Kind), cmp.Compare(a.Size, b.Size))
}

// Same reports whether all that was seen is still so. ask asks git a question. Where a stat could not be relied on and
// what the file has is the same, the stat of now takes its place in all; renewed says how often.
func Same(all []Sight, ask func(question string) string) (same bool, renewed int) {
	var other atomic.Bool
	var count atomic.Int64
	var wg sync.WaitGroup
	for i := range all {
		if all[i].Kind == Answer {
			wg.Go(func() {
				if ask(all[i].Name) != all[i].Seen {
					other.Store(true)
				}
			})
		}
	}
	for part := range slices.Chunk(all, max(1, len(all)/runtime.GOMAXPROCS(0)+1)) {
		wg.Go(func() {
			c := checker{}
			for i := range part {
				if other.Load() {
					return
				}
				if !c.same(&part[i]) {
					other.Store(true)
				}
			}
			count.Add(int64(c.renewed))
		})
	}
	wg.Wait()
	return !other.Load(), int(count.Load())
}

// Changed names the files and folders of which something is no longer as it was seen, in order. Answers of git are not
// asked for. Stats are renewed as by Same.
func Changed(all []Sight) []string {
	var mu sync.Mutex
	var wg sync.WaitGroup
	var changed []string
	for part := range slices.Chunk(all, max(1, len(all)/runtime.GOMAXPROCS(0)+1)) {
		wg.Go(func() {
			c := checker{}
			for i := range part {
				if !c.same(&part[i]) {
					mu.Lock()
					changed = append(changed, part[i].Name)
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	slices.Sort(changed)
	return slices.Compact(changed)
}

// Only reports whether a name is that of contents, and of nothing else but that it is a file.
func Only(all []Sight, name string) bool {
	found := false
	for i, _ := slices.BinarySearchFunc(all, name, func(s Sight, name string) int {
		return strings.Compare(s.Name, name)
	}); i < len(all) && all[i].Name == name; i++ {
		if found = true; all[i].Kind != Content && all[i].Kind != Type {
			return false
		}
	}
	return found
}

// After are sights after some names were looked at anew: what was seen of these before is gone.
func After(all []Sight, names []string, anew []Sight) []Sight {
	kept := slices.DeleteFunc(slices.Clone(all), func(s Sight) bool {
		_, changed := slices.BinarySearch(names, s.Name)
		return changed
	})
	kept = append(kept, slices.DeleteFunc(slices.Clone(anew), func(s Sight) bool {
		_, changed := slices.BinarySearch(names, s.Name)
		return !changed
	})...)
	slices.SortFunc(kept, order)
	return kept
}

// checker looks at files again, at each name once.
type checker struct {
	name    string
	info    fs.FileInfo
	err     error
	renewed int
}

func (c *checker) lstat(name string) (fs.FileInfo, error) {
	if c.name != name || name == "" {
		c.name = name
		c.info, c.err = os.Lstat(name)
	}
	return c.info, c.err
}

func (c *checker) same(s *Sight) bool {
	switch s.Kind {
	case Answer:
		return true // it is asked for beside
	case Type:
		return typeOf(c.lstat(s.Name)) == s.Seen
	case Led:
		return typeOf(os.Stat(s.Name)) == s.Seen
	case Link:
		return textOf(os.Readlink(s.Name)) == s.Seen
	case Real:
		return textOf(filepath.EvalSymlinks(s.Name)) == s.Seen
	case Content:
		return c.unchanged(s, fs.FileMode.IsRegular, func() string { return contentOf(s.Name, s.Size, s.Whole) })
	case Folder:
		return c.unchanged(s, fs.FileMode.IsDir, func() string { return listOf(os.ReadDir(s.Name)) })
	}
	return false
}

// unchanged goes by the stat of a file, and where that may have changed, by what it has.
func (c *checker) unchanged(s *Sight, is func(fs.FileMode) bool, again func() string) bool {
	info, err := c.lstat(s.Name)
	if err != nil {
		return textOf("", err) == s.Seen
	}
	if !is(info.Mode()) {
		return false
	}
	if s.Stat != (Stat{}) && statFrom(info) == s.Stat {
		return true
	}
	now := time.Now()
	if again() != s.Seen {
		return false
	}
	if stat := statOf(info, now); stat != (Stat{}) {
		s.Stat = stat
		c.renewed++
	}
	return true
}
