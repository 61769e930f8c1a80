package engine

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/config"
)

// fitting adds to a report which settings fit nothing that there is. A run that reads a part of what the configuration
// is for cannot say that.
func (e *Engine) fitting(in Input, o *Organisation, r *Report) {
	s := e.rules.Settings()
	if !whole(in, s.Dir) || len(r.Unreadable) > 0 {
		return
	}
	wrong, said := s.Unfit(config.Workspace{
		Met: o.met, Paths: o.paths, Definitions: o.Model.Resources,
		IsFolder: func(p string) bool { info, err := fs.Stat(in.FS, p); return err == nil && info.IsDir() },
	})
	if in.Trusted != nil { // the settings are of another state than the definitions
		wrong, said = nil, append(wrong, said...)
	}
	for _, one := range said {
		r.Notices = append(r.Notices, one.Error())
	}
	r.Unreadable = append(slices.Clip(r.Unreadable), wrong...)
}

// whole reports whether an input reads all that a configuration is for.
func whole(in Input, dir string) bool {
	dir = path.Clean(dir)
	holds := func(p string) bool {
		p = path.Clean(p)
		return p == "." || p == dir || strings.HasPrefix(dir, p+"/")
	}
	return len(in.Without) == 0 && (len(in.Paths) == 0 || slices.ContainsFunc(in.Paths, holds))
}
