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
