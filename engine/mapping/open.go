package mapping

import (
	"path"
	"strings"

	"github.com/kpilint/kpilint/engine/content/format"
	"github.com/kpilint/kpilint/engine/source"
)

// Open reads a file as a mapping wants it: as values, or as a document or workbook. What is wrong with parts of it is
// in the problems; an error says why nothing could be read.
func (m *Mapping) Open(name string, data []byte) (Input, []source.Problem, error) {
	return open(name, data, m.from.records != nil)
}

// Open reads a file for Propose: values where it has any, else a document or workbook.
func Open(name string, data []byte) (Input, []source.Problem, error) {
	switch source.LanguageOf(name) {
	case source.YAML, source.JSON:
		return open(name, data, true)
	}
	return open(name, data, false)
}

func open(name string, data []byte, values bool) (Input, []source.Problem, error) {
	in := Input{Name: strings.TrimSuffix(path.Base(name), path.Ext(name))}
	if values {
		docs, problems := source.Parse(name, data)
		in.Documents = docs
		return in, problems, nil
	}
	f, err := format.Read(name, data)
	in.Content = f
	return in, nil, err
}
