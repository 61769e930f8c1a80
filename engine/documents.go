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
	"github.com/kpilint/kpilint/engine/tables"
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
		front, ok := bytes.CutPrefix(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("---"))
		front, _, _ = bytes.Cut(front, []byte("\n---"))
		return !ok || !bytes.Contains(front, []byte("apiVersion"))
	case source.JSON:
		return bytes.Contains(data, []byte(`"JobPosting"`)) && !bytes.Contains(data, []byte("kpilint/"))
	}
	return !bytes.Contains(data, []byte("apiVersion: kpilint/"))
}

// readFile reads as much of a file as its kind allows.
func (e *Engine) readFile(in discover.Input, f discover.File) ([]byte, error) {
	if mayBeDocument(f) || e.mappingOf(f) != "" {
		return in.ReadUpTo(f.Path, content.MaxFile)
	}
	return in.ReadUpTo(f.Path, files.Max)
}

// readDocument drafts what a document asks of people. What cannot be read is said at its place.
func (e *Engine) readDocument(p *parsed) {
	p.ours, p.document = true, true
	f, err := format.Read(p.name, p.data)
	if err != nil {
		p.problem(source.NotParsed, source.Beginning, err.Error())
		return
	}
	p.content = f
	e.draft(p, draft.Names{})
}

// draft makes definitions of a document, and finds what contradicts itself in its tables.
func (e *Engine) draft(p *parsed, names draft.Names) {
	base := strings.TrimSuffix(path.Base(p.Path), path.Ext(p.Path))
	d := draft.Of(p.content, base, names)
	p.definitions, p.problems, p.drafted = nil, nil, d // a document that is drafted anew has all of them anew
	for _, one := range d.Documents {
		e.definition(p, one, one.Root, "")
	}
	for _, made := range p.definitions {
		made.Drafted = true
	}
	if d.Language == "" {
		p.statementsOf(p.content.Blocks)
	}
	for _, r := range d.Tables {
		p.faults(r.Contradictions, "table-contradiction", false)
		p.faults(r.Questions, "table-question", true)
	}
}

// faults are what contradicts itself in a table.
func (p *parsed) faults(all []tables.Fault, rule string, asks bool) {
	for _, f := range all {
		p.problem(rule, f.Parts[0].Span(), f.Says)
		last := &p.problems[len(p.problems)-1]
		last.Asks, last.Subject, last.Fix = asks, f.Parts[0].Text, f.Fix
		for _, other := range f.Parts[1:] {
			last.Related = append(last.Related, source.Related{
				Location: source.Location{File: p.name, Span: other.Span()}, Message: other.Text,
			})
		}
	}
}
