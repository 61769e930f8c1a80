package report

import (
	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/source"
)

// sources are the files that findings are in, whose lines are looked for once for all findings.
type sources struct {
	data  map[string][]byte
	lines map[string]*source.Lines
}

func sourcesOf(r *engine.Report) *sources { return &sources{r.Sources, map[string]*source.Lines{}} }

// of is a file by its name, nil where it is not at hand.
func (f *sources) of(name string) *source.Lines {
	if l := f.lines[name]; l != nil {
		return l
	}
	data, ok := f.data[name]
	if !ok {
		return nil
	}
	l := source.NewLines(data)
	f.lines[name] = l
	return l
}
