package report

import (
	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/source"
)

// files are the files that findings are in, whose lines are looked for once for all findings.
type files struct {
	sources map[string][]byte
	lines   map[string]*source.Lines
}

func filesOf(r *engine.Report) *files { return &files{r.Sources, map[string]*source.Lines{}} }

// of is a file by its name, nil where it is not at hand.
func (f *files) of(name string) *source.Lines {
	if l := f.lines[name]; l != nil {
		return l
	}
	data, ok := f.sources[name]
	if !ok {
		return nil
	}
	l := source.NewLines(data)
	f.lines[name] = l
	return l
}
