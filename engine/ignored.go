package engine

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/format/gitignore"

	"github.com/kpilint/kpilint/engine/files"
)

// ignored is what .gitignore files leave out in a folder: those of the folder itself, and of the folders above. The last pattern that fits
// a path decides, so that a path is compared with few of many: with those that end in a name that it has, and those with wildcards.
type ignored struct {
	above    *ignored // nil: there is none
	patterns []gitignore.Pattern
	named    map[string][]int // patterns without wildcards, by the last name in them
	wild     []int            // the others
	wildAll  int              // those above too
}

// maxWild is how many patterns with wildcards may be in force in a folder. Each path is compared with all of them.
const maxWild = 1000

// ignoredIn reads the .gitignore of a folder.
func (w *walker) ignoredIn(dir string, above *ignored) (*ignored, error) {
	name := path.Join(dir, ".gitignore")
	data, err := files.Read(w.in.FS, name, files.Max)
	if errors.Is(err, fs.ErrNotExist) {
		return above, nil
	}
	if err != nil {
		return above, fmt.Errorf("read %s: %w", w.in.name(name), err)
	}
	own := &ignored{above: above, named: map[string][]int{}}
	if above != nil {
		own.wildAll = above.wildAll
	}
	for line := range strings.SplitSeq(string(data), "\n") {
		line = strings.TrimSuffix(line, "\r")
		if !strings.HasPrefix(line, "#") && strings.TrimSpace(line) != "" {
			own.add(line, domain(dir))
		}
	}
	if own.wildAll > maxWild {
		return above, fmt.Errorf("read %s: it and those above it have more than %d patterns with wildcards, so it is not applied: name fewer",
			w.in.name(name), maxWild)
	}
	return own, nil
}

// add takes one pattern.
func (g *ignored) add(line string, domain []string) {
	i := len(g.patterns)
	g.patterns = append(g.patterns, gitignore.ParsePattern(line, domain))
	last := path.Base(strings.TrimPrefix(line, "!"))
	if strings.ContainsAny(line, `*?[\ `) {
		g.wild = append(g.wild, i)
		g.wildAll++
		return
	}
	g.named[last] = append(g.named[last], i)
}

// match reports whether a path is left out.
func (g *ignored) match(p string, isDir bool) bool {
	parts := strings.Split(p, "/")
	for level := g; level != nil; level = level.above {
		for _, i := range level.candidates(parts) {
			if result := level.patterns[i].Match(parts, isDir); result > gitignore.NoMatch {
				return result == gitignore.Exclude
			}
		}
	}
	return false
}

// candidates are the patterns of this level that a path may fit, the last first.
func (g *ignored) candidates(parts []string) []int {
	all := slices.Clone(g.wild)
	for i, part := range parts {
		if !slices.Contains(parts[:i], part) {
			all = append(all, g.named[part]...)
		}
	}
	slices.Sort(all)
	slices.Reverse(all)
	return all
}

// ignoredAbove collects the patterns of .gitignore files above a folder.
func (w *walker) ignoredAbove(dir string) (*ignored, error) {
	var all *ignored
	var errs []error
	if dir == "." {
		return nil, nil
	}
	parts := strings.Split(dir, "/")
	for i := range parts {
		var err error
		all, err = w.ignoredIn(path.Join(append([]string{"."}, parts[:i]...)...), all)
		errs = append(errs, err)
	}
	return all, errors.Join(errs...)
}

func domain(dir string) []string {
	if dir == "." {
		return nil
	}
	return strings.Split(dir, "/")
}
