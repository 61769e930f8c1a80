package git

import (
	"bytes"
	"context"
	"io/fs"
	"path/filepath"
	"slices"

	"github.com/go-git/go-git/v5/plumbing/format/config"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
)

// submodule finds the repository of a submodule: in its folder, or where there is no such folder any more, in what
// git keeps. One that was never fetched is found nowhere. list are the files of the state that is asked for.
func (r Repo) submodule(ctx context.Context, path string, list []Entry) (sub Repo, ok bool) {
	dir := filepath.Join(r.Dir, filepath.FromSlash(path))
	if straight, err := disk.Straight(dir); err != nil || straight != dir {
		return sub, false
	}
	if disk.Exists(filepath.Join(dir, ".git")) {
		return Nested(dir), true
	}
	if disk.Exists(dir) {
		return sub, false
	}
	name := r.moduleName(ctx, path, list)
	common, err := r.line(ctx, "rev-parse", "--git-common-dir")
	if err != nil || !fs.ValidPath(name) || name == "." {
		return sub, false
	}
	if !filepath.IsAbs(common) {
		common = filepath.Join(r.Dir, common)
	}
	kept := filepath.Join(common, "modules", filepath.FromSlash(name))
	if info, err := disk.Stat(filepath.Join(kept, "HEAD")); err != nil || !info.Mode().IsRegular() {
		return sub, false
	}
	return Repo{Dir: kept, within: []string{"--git-dir=" + kept}, module: true}, true
}

// moduleName is the name that .gitmodules of a state gives the submodule with a path; "" where it has none.
func (r Repo) moduleName(ctx context.Context, path string, list []Entry) string {
	i := slices.IndexFunc(list, func(e Entry) bool { return e.Path == ".gitmodules" && e.Mode != modeLink })
	if i < 0 {
		return ""
	}
	var text []byte
	err := r.blobs(ctx, []string{list[i].ID}, maxWord, func(_ int, content []byte, _ int64) error {
		text = content
		return nil
	})
	if err != nil {
		return ""
	}
	modules := config.New()
	if err := config.NewDecoder(bytes.NewReader(text)).Decode(modules); err != nil {
		return ""
	}
	for _, s := range modules.Section("submodule").Subsections {
		if s.Option("path") == path {
			return s.Name
		}
	}
	return ""
}
