package ruletest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"time"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/mapping"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
)

// maxMapping is the CPU time that the examples of one mapping may take below a guard.
const maxMapping = 20 * time.Second

// MappingsIn are the folders of a file system that hold a mapping, as <folder>/mapping.yaml: the folder of one mapping,
// of several, or a pack with a folder `mappings`.
func MappingsIn(fsys fs.FS) []string {
	var all []string
	for _, pattern := range []string{".", "*", mapping.Folder + "/*"} {
		found, _ := fs.Glob(fsys, path.Join(pattern, mapping.File)) // the patterns are sound
		for _, f := range found {
			if !slices.Contains(all, path.Dir(f)) {
				all = append(all, path.Dir(f))
			}
		}
	}
	return all
}

// Mapping runs the examples of the mapping in a folder of a pack. What is wrong with the mapping itself is in broken.
func Mapping(ctx context.Context, pack engine.Pack, dir string, guard engine.Guard) (
	r *Result, broken []*policy.RuleError, err error,
) {
	file := path.Join(dir, mapping.File)
	data, err := files.Read(pack.FS, file, files.Max)
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", path.Join(pack.Name, file), err)
	}
	name := policy.OfMapping + path.Base(path.Join(pack.Name, dir))
	if guard != nil {
		if why := guard.Stopped(name); why != "" {
			at := source.Location{File: path.Join(pack.Name, file)}
			return nil, []*policy.RuleError{{Rule: name, Location: at, Message: why, Stopped: true}}, nil
		}
		guard.Begin(name, "", maxMapping)
		defer guard.End()
	}
	m, err := mapping.Load(path.Join(pack.Name, file), data, pack.Trusted)
	if err != nil {
		for _, one := range engine.Unjoin(err) {
			var wrong *policy.RuleError
			if !errors.As(one, &wrong) {
				return nil, nil, err
			}
			broken = append(broken, wrong)
		}
		return nil, broken, nil
	}
	t, err := m.Test(ctx, pack.FS, dir)
	if err != nil {
		return nil, nil, err
	}
	return resultOf(m, t, path.Join(pack.Name, dir)), nil, nil
}

// resultOf shows the examples of a mapping as those of a rule.
func resultOf(m *mapping.Mapping, t *mapping.Tested, dir string) *Result {
	r := &Result{Mapping: true, Rule: &policy.Rule{Category: "mapping", ID: m.ID, Dir: dir, File: m.File}}
	r.Coverage = policy.Coverage{Unit: "definition", Points: t.Entries, Reached: t.Reached}
	for _, gap := range t.Gaps {
		r.Coverage.Gaps = append(r.Coverage.Gaps, policy.Gap{Location: source.Location{File: m.File}, Message: gap})
	}
	for _, e := range t.Examples {
		c := Case{Name: e.Name}
		for _, f := range e.Failures {
			file := e.Name
			if f.Line > 0 {
				file = e.Wanted
			}
			c.Failures = append(c.Failures, Failure{File: path.Join(dir, file), Line: f.Line, Message: f.Message})
		}
		r.Cases = append(r.Cases, c)
	}
	return r
}
