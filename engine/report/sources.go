package report

import (
	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/source"
)

// sources are the files that findings are in, whose lines are looked for once for all findings.
type sources struct {
	texts map[string][]byte
	data  map[string][]byte
	lines map[string]*source.Lines
}

func sourcesOf(r *engine.Report) *sources {
	return &sources{r.Texts, r.Sources, map[string]*source.Lines{}}
}

// of is a file by its name, nil where it is not at hand.
func (f *sources) of(name string) *source.Lines {
	if l := f.lines[name]; l != nil {
		return l
	}
	data, ok := f.texts[name]
	if ok && data == nil {
		return nil // nobody reads the bytes of a workbook
	}
	if !ok {
		data, ok = f.data[name]
	}
	if !ok {
		return nil
	}
	l := source.NewLines(data)
	f.lines[name] = l
	return l
}
