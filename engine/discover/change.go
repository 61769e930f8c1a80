package discover

import (
	"maps"
	"path"
	"slices"

	"github.com/kpilint/kpilint/engine/files"
)

// Steers reports whether what a file says may decide which others are found.
func Steers(name string) bool {
	base := path.Base(name)
	return base == ".gitignore" || base == ruleFile || base == mappingFile
}

// Put changes a file of an input, which is gone where contents are nil, and returns where it really lies.
func (in *Input) Put(name string, contents []byte) string {
	contents = slices.Clone(contents)
	if _, given := in.Given[name]; given {
		in.Given = maps.Clone(in.Given)
		if in.Given[name] = contents; contents == nil {
			delete(in.Given, name)
			in.FS = files.Over(in.FS, name, nil)
		}
		return name
	}
	if dir, _ := Resolve(in.FS, path.Dir(name)); dir != "" {
		name = path.Join(dir, path.Base(name))
	}
	if to, _ := Resolve(in.FS, name); to != "" && contents != nil {
		name = to
	}
	in.FS = files.Over(in.FS, name, contents)
	return name
}
