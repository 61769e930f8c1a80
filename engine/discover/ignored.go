package discover

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/format/gitignore"

	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/glob"
	"github.com/kpilint/kpilint/engine/wording"
)

// ignored is what .gitignore files leave out in a folder: those of the folder itself, and of the folders above.
type ignored struct {
	above    *ignored // nil: there is none
	patterns []gitignore.Pattern
	index    glob.Index
	wild     int // patterns without a plain name, those above too
}

// ignoredIn reads the .gitignore of a folder.
func (w *walker) ignoredIn(dir string, above *ignored) (*ignored, error) {
	name := path.Join(dir, ".gitignore")
	at := w.in.FS
	if w.in.Ignores != nil {
		at = w.in.Ignores
	}
	data, err := files.Read(at, name, files.Max)
	if errors.Is(err, fs.ErrNotExist) {
		return above, nil
	}
	if err != nil {
		return above, fmt.Errorf("read %s: %w", w.in.Called(name), err)
	}
	own := &ignored{above: above}
	if above != nil {
		own.wild = above.wild
	}
	for line := range strings.SplitSeq(string(data), "\n") {
		line = strings.TrimSuffix(line, "\r")
		if !strings.HasPrefix(line, "#") && strings.TrimSpace(line) != "" {
			own.index.Add(len(own.patterns), strings.TrimPrefix(line, "!"))
			own.patterns = append(own.patterns, gitignore.ParsePattern(line, domain(dir)))
		}
	}
	if own.wild += len(own.index.Wild); own.wild > glob.MaxWild {
		return above, errors.New(wording.ReadItAndThoseAbove(w.in.Called(name), glob.MaxWild))
	}
	return own, nil
}

// match reports whether a path is left out: the last pattern that fits decides.
func (g *ignored) match(p string, isDir bool) bool {
	if g == nil {
		return false
	}
	parts := strings.Split(p, "/")
	for level := g; level != nil; level = level.above {
		for _, i := range slices.Backward(level.index.Candidates(parts)) {
			if result := level.patterns[i].Match(parts, isDir); result > gitignore.NoMatch {
				return result == gitignore.Exclude
			}
		}
	}
	return false
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
