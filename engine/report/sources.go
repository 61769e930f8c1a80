package report

import (
	"bytes"
	"iter"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/source"
)

// sources are the files that findings are in, whose lines are looked for once for all findings.
type sources struct {
	report *engine.Report
	lines  map[string]*source.Lines
	most   int                   // so many files stay at hand
	cut    map[sourceLine][]byte // lines that were cut out ahead; nil for none
}

// sourceLine is a line of a file.
type sourceLine struct {
	file string
	line int
}

// manySources is how many files stay at hand: findings are in the order of files.
const manySources = 1 << 10

func sourcesOf(r *engine.Report) *sources {
	return &sources{report: r, lines: map[string]*source.Lines{}, most: manySources}
}

// ahead cuts out the lines of findings, file by file, where more files are shown than stay at hand: in an order other
// than that of files, each would be unpacked for each line.
func (f *sources) ahead(shown iter.Seq[*engine.Finding]) {
	byFile := map[string][]int{}
	for one := range shown {
		if one.Location.Part == nil {
			byFile[one.Location.File] = append(byFile[one.Location.File], one.Location.Line)
		}
	}
	if len(byFile) <= f.most {
		return
	}
	f.cut = map[sourceLine][]byte{}
	for _, file := range sortedKeys(byFile) {
		if lines := f.of(file); lines != nil {
			for _, n := range byFile[file] {
				f.cut[sourceLine{file, n}] = bytes.Clone(lines.Line(n))
			}
		}
	}
}

// line are the lines of a file in which one is at hand, and its number there; nil where it is not at hand.
func (f *sources) line(file string, n int) (lines *source.Lines, at int) {
	if line, ok := f.cut[sourceLine{file, n}]; ok {
		return source.NewLines(line), 1
	}
	return f.of(file), n
}

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
	if len(f.lines) == f.most {
		clear(f.lines)
	}
	l := source.NewLines(data)
	f.lines[name] = l
	return l
}
