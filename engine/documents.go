package engine

import (
	"bytes"
	"path"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/format"
	"github.com/kpilint/kpilint/engine/discover"
	"github.com/kpilint/kpilint/engine/draft"
	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/source"
)

// mayBeDocument reports whether a file may be a document or a table, and not definitions: the user or the configuration
// names it, and it has no ending of definitions, or is Markdown.
func mayBeDocument(f discover.File) bool {
	language := source.LanguageOf(f.Path)
	return f.Source && (language == source.NoLanguage || language == source.Markdown || language == source.JSON)
}

// isDocument reports whether what was read is one: its bytes are no definitions in Markdown or JSON.
func isDocument(f discover.File, data []byte) bool {
	switch source.LanguageOf(f.Path) {
	case source.Markdown:
		return !bytes.HasPrefix(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("---"))
	case source.JSON:
		return bytes.Contains(data, []byte(`"JobPosting"`)) && !bytes.Contains(data, []byte("kpilint/"))
	}
	return !bytes.Contains(data, []byte("apiVersion: kpilint/"))
}

// readFile reads as much of a file as its kind allows.
func readFile(in discover.Input, f discover.File) ([]byte, error) {
	if mayBeDocument(f) {
		return in.ReadUpTo(f.Path, content.MaxFile)
	}
	return in.ReadUpTo(f.Path, files.Max)
}

// readDocument drafts what a document asks of people. What cannot be read is said at its place.
func (e *Engine) readDocument(p *parsed) {
	p.ours = true
	f, err := format.Read(p.name, p.data)
	if err != nil {
		p.problem(source.NotParsed, source.Beginning, err.Error())
		return
	}
	p.content = f
	e.draft(p, draft.Names{})
}

// draft makes definitions of a document.
func (e *Engine) draft(p *parsed, names draft.Names) {
	base := strings.TrimSuffix(path.Base(p.Path), path.Ext(p.Path))
	d := draft.Of(p.content, base, names)
	p.definitions, p.drafted = nil, d
	if d.Document != nil {
		e.definition(p, d.Document, d.Document.Root, "")
	}
	for _, made := range p.definitions {
		made.Drafted = true
	}
}
