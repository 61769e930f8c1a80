package engine

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
)

// parsed is what one file gave. It does not change after parsing: snapshots share it.
type parsed struct {
	file
	name        string // as findings call it
	data        []byte
	definitions []*model.Definition
	problems    []model.Problem
	ignores     []*inline
	others      []*model.Resource
	ours        bool
	skips       []Skip
	tracked     bool // a pack may judge what is no definition in it
	err         error
}

// parse reads, parses and validates files, several at a time. When the context ends, those that were not read are nil.
func (e *Engine) parse(ctx context.Context, in Input, files []file) []*parsed {
	var done atomic.Int64
	return gather(ctx, e, len(files), func(i int) (p *parsed) {
		name := in.name(files[i].path)
		if err := guard("reading "+name, func() { p = e.parseFile(in, files[i]) }); err != nil {
			p = &parsed{file: files[i], name: name, err: err}
		}
		e.progress("read", int(done.Add(1)), len(files))
		return p
	})
}

// each runs f for 0 … n-1 on the engine's goroutines, in runs of neighbours.
func (e *Engine) each(n int, f func(i int)) {
	var wg sync.WaitGroup
	var next atomic.Int64
	const run = 16
	for range min(e.opts.Jobs, n) {
		wg.Go(func() {
			for {
				from := int(next.Add(run)) - run
				if from >= n {
					return
				}
				for i := from; i < min(from+run, n); i++ {
					f(i)
				}
			}
		})
	}
	wg.Wait()
}

func (e *Engine) parseFile(in Input, f file) *parsed {
	p := &parsed{file: f, name: in.name(f.path)}
	p.tracked = !e.everything || in.quotable(f.path)
	p.data, p.err = read(in, f.path)
	if p.err != nil {
		return p
	}
	if isPointer(p.data) {
		p.pointer()
		return p
	}
	docs, problems := source.Parse(p.name, p.data)
	for _, d := range docs {
		e.document(p, d)
	}
	p.collect(docs)
	switch {
	case len(problems) == 0:
	case wide(p.data):
		p.ours = true
		p.problem(source.NotParsed, source.Span{Line: 1, Column: 1, EndLine: 1, EndColumn: 1}, "the file is UTF-16: save it as UTF-8")
	case p.ours || f.named || bytes.Contains(p.data, []byte("kpilint")):
		p.ours = true
		keys := keysByName(docs, problems)
		for _, problem := range problems {
			one := model.Problem{Problem: problem}
			if len(problem.Related) > 0 {
				one.Field = keys[problem.Related[0].Span]
			}
			p.problems = append(p.problems, one)
		}
	case len(docs) == 0: // somebody else's file, whatever is wrong with it
		p.skips = append(p.skips, Skip{File: p.name, Reason: "it cannot be parsed, and does not mention kpilint"})
	}
	return p
}

// wide reports whether a file that is UTF-16 speaks of us.
func wide(data []byte) bool {
	var little, big []byte
	for _, c := range []byte("kpilint/") {
		little, big = append(little, c, 0), append(big, 0, c)
	}
	return bytes.Contains(data, little) || bytes.Contains(data, big)
}

// read takes a regular file. Of one that is too large only so much is read that this shows.
func read(in Input, p string) ([]byte, error) {
	if data, ok := in.Given[p]; ok {
		return data, nil
	}
	data, err := files.Head(in.FS, p, files.Max+1)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", in.name(p), err)
	}
	return data, nil
}

// quotable reports whether a report may show lines of a file that could not be read as definitions. In a repository that is one that git
// tracks: a working tree may also hold what nobody is to see.
func (in Input) quotable(p string) bool {
	_, given := in.Given[p]
	return given || in.Git == nil || !in.Git.Holds(p) || in.Git.Tracked(p)
}

// document takes one document: a definition, in JSON also a list of them, or somebody else's.
func (e *Engine) document(p *parsed, d *source.Document) {
	if d.Root.Kind == source.List && strings.EqualFold(path.Ext(d.File), ".json") {
		for i, item := range d.Root.Items {
			e.definition(p, d, item, "/"+strconv.Itoa(i))
		}
		return
	}
	e.definition(p, d, d.Root, "")
}

func (e *Engine) definition(p *parsed, d *source.Document, node *source.Node, at string) {
	version := node.Get("apiVersion")
	switch {
	case node.Kind != source.Map:
		e.skip(p, d, node, at, "it has no `apiVersion: "+shape.Version+"`")
		return
	case version == nil:
		e.withoutVersion(p, d, node, at)
		return
	case version.Text != shape.Version && !isOurs(version.Text):
		e.skip(p, d, node, at, "its `apiVersion` is not `"+shape.Version+"`")
		return
	case version.Text != shape.Version:
		p.ours = true
		p.problem("unknown-version", version.Span, fmt.Sprintf("unknown version `%s`: this kpilint reads `%s`", version.Text, shape.Version))
		p.about(node, version.Text)
		return
	}
	p.ours = true
	kind := node.Get("kind")
	if kind == nil {
		p.problem("missing-field", version.Span, "this definition needs `kind`: one of "+strings.Join(e.kinds.Names(), ", ")+misspelt(node, "kind"))
		p.about(node, "kind")
		return
	}
	if !slices.Contains(e.kinds.Names(), kind.Text) {
		p.problem("unknown-kind", kind.Span, e.unknownKind(kind.Text))
		p.about(node, kind.Text)
		return
	}
	problems := shape.Check(strings.ToLower(kind.Text), d.File, node)
	definitions, more := model.Read(e.kinds, d, kind.Text, node, at)
	if len(problems) > 0 {
		places := territoryOf(definitions)
		for _, problem := range problems {
			d := places.around(problem.Span)
			p.problems = append(p.problems, model.Problem{
				Problem: problem, Definition: d, Field: inDocument(node, at, problem.Path, d),
			})
		}
	}
	p.problems = append(p.problems, more...)
	p.definitions = append(p.definitions, definitions...)
}

func (e *Engine) unknownKind(word string) string {
	if word == "Config" {
		return "`Config` is only read from the configuration file, .kpilint.yaml"
	}
	message := fmt.Sprintf("unknown kind `%s`", word)
	if near := nearest.Word(word, e.kinds.Names(), nearest.AtMost(3)); near != "" {
		return message + fmt.Sprintf("; did you mean `%s`?", near)
	}
	return message + ": it is one of " + strings.Join(e.kinds.Names(), ", ")
}

// withoutVersion skips a document without apiVersion, unless it says so under a misspelt key.
func (e *Engine) withoutVersion(p *parsed, d *source.Document, node *source.Node, at string) {
	known := slices.Contains(e.kinds.Names(), textOf(node.Get("kind")))
	for _, f := range node.Fields {
		ours := known || isOurs(f.Value.Text)
		if ours && nearest.Within(strings.ToLower(f.Key.Text), "apiversion", 2) {
			p.ours = true
			p.problem(source.UnknownField, f.Key.Span, fmt.Sprintf("unknown field `%s`; did you mean `apiVersion`?", f.Key.Text))
			p.about(node, f.Key.Text)
			return
		}
	}
	e.skip(p, d, node, at, "it has no `apiVersion: "+shape.Version+"`")
}

// skip counts a document that is no definition, and keeps it where a pack judges those too. Of a list, each entry is one. What git does not
// track is not shown to such a pack: it could tell what nobody is to see.
func (e *Engine) skip(p *parsed, d *source.Document, node *source.Node, at, why string) {
	p.skips = append(p.skips, Skip{File: p.name, Line: node.Span.Line, Reason: why})
	if !e.everything || path.Base(p.path) == packFile || !p.tracked {
		return
	}
	p.ours = true
	if node.Kind != source.List {
		p.others = append(p.others, model.Other(d.File, node, at))
		return
	}
	for i, item := range node.Items {
		p.others = append(p.others, model.Other(d.File, item, at+"/"+strconv.Itoa(i)))
	}
}

// isOurs reports whether a version is ours or within two letters of it.
func isOurs(version string) bool {
	return strings.HasPrefix(version, "kpilint/") || nearest.Within(version, shape.Version, 2)
}

func textOf(n *source.Node) string {
	if n == nil {
		return ""
	}
	return n.Text
}

func misspelt(node *source.Node, want string) string {
	for _, f := range node.Fields {
		if f.Key.Text != want && nearest.Within(f.Key.Text, want, 2) && f.Key.Text != "id" {
			return fmt.Sprintf("; did you mean `%s` by `%s`?", want, f.Key.Text)
		}
	}
	return ""
}

func (p *parsed) problem(rule string, span source.Span, message string) {
	p.problems = append(p.problems, model.Problem{Problem: source.Problem{File: p.name, Rule: rule, Span: span, Message: message}})
}

// about says which document the last problem is in, and what it is about.
func (p *parsed) about(document *source.Node, subject string) {
	last := &p.problems[len(p.problems)-1]
	last.Field, last.Subject = documentName(document), subject
}
