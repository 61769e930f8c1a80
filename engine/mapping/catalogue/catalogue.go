// Package catalogue holds the mappings that come with kpilint: one folder each, with its examples.
package catalogue

import (
	"embed"
	"errors"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/mapping"
	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/wording"
)

// FS is the catalogue as it is built into the tool: <id>/mapping.yaml. Examples are for tests.
//
//go:embed */mapping.yaml
var FS embed.FS

// prefix begins the names of these mappings.
const prefix = "kpilint:"

// Is reports whether a name is that of a mapping which comes with kpilint, or is meant to be one.
func Is(name string) bool { return strings.HasPrefix(name, prefix) }

// Names are the mappings, each as the configuration writes it, sorted.
func Names() []string {
	found, _ := fs.Glob(FS, "*/mapping.yaml") // the pattern is sound
	var all []string
	for _, f := range found {
		all = append(all, prefix+path.Dir(f))
	}
	return all
}

var loaded sync.Map // mappings by their names: they are compiled when they are first asked for

// Load compiles a mapping by its name.
func Load(name string) (*mapping.Mapping, error) {
	if m, ok := loaded.Load(name); ok {
		return m.(*mapping.Mapping), nil
	}
	file := path.Join(strings.TrimPrefix(name, prefix), mapping.File)
	data, err := FS.ReadFile(file)
	if err != nil {
		return nil, errors.New(wording.NoMappingComesWithKpilint(name, nearest.Question(name, Names())))
	}
	m, err := mapping.Load(path.Join(name, mapping.File), data, true)
	if err != nil {
		return nil, err
	}
	loaded.Store(name, m)
	return m, nil
}
