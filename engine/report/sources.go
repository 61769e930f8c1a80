package report

import (
	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/source"
)

// sources are the files that findings are in, whose lines are looked for once for all findings.
type sources struct {
	report *engine.Report
	lines  map[string]*source.Lines
}

// manySources is how many files stay at hand: findings are in the order of files.
const manySources = 1 << 10

func sourcesOf(r *engine.Report) *sources { return &sources{r, map[string]*source.Lines{}} }

// of is a file by its name, nil where it is not at hand.
func (f *sources) of(name string) *source.Lines {
	if l := f.lines[name]; l != nil {
		return l
	}
	data, ok := f.report.Texts[name]
	if ok && data == nil {
		return nil // nobody reads the bytes of a workbook
	}
	if !ok {
		data, ok = f.report.Source(name)
	}
	if !ok {
		return nil
	}
	if len(f.lines) == manySources {
		clear(f.lines)
	}
	l := source.NewLines(data)
	f.lines[name] = l
	return l
}
