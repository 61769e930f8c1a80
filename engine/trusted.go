package engine

import (
	"bytes"
	"context"
	"io/fs"
	"path"
	"slices"

	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/discover"
	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/trust"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/engine/work"
	"github.com/kpilint/kpilint/schema/field"
)

// Trusted is a state of the same files whose word counts for an input: what the input changes beside its definitions
// switches off nothing.
type Trusted struct {
	rev         string
	there, left *trust.State
	fs          fs.FS
}

// Trust reads and judges a trusted state: as it is at the tip of a revision, called rev, and as it was where the input
// left it. The engine is to be that of the tip. An error is the end of the context, or a state that cannot be read.
func (e *Engine) Trust(ctx context.Context, rev string, there, left Input) (*Trusted, error) {
	t := &Trusted{rev: rev, fs: there.FS}
	var err error
	if t.there, err = e.state(ctx, there); err != nil {
		return nil, err
	}
	t.left = t.there
	if left.FS != there.FS {
		t.left, err = e.state(ctx, left)
	}
	return t, err
}

func (e *Engine) state(ctx context.Context, in Input) (*trust.State, error) {
	o, err := e.Read(ctx, in)
	if err != nil {
		return nil, err
	}
	r, err := e.Judge(ctx, in, o)
	if err == nil && r.Stopped {
		err = ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	return &trust.State{Model: o.Model, Paths: o.paths, Ignores: o.ignores, Findings: r.Findings}, nil
}

// ignores are the files that say what git ignores; nil for those of the input.
func (t *Trusted) ignores() fs.FS {
	if t == nil {
		return nil
	}
	return t.fs
}

// hold begins a run over the input.
func (t *Trusted) hold(rules *config.Rules, o *Organisation) *trust.Change {
	if t == nil {
		return nil
	}
	return trust.New(t.rev, rules, t.there, t.left, &trust.State{Model: o.Model, Paths: o.paths})
}

// hidden finds the definitions that the trusted state has and the input does not read, though they are there: below a
// hidden folder, ignored, excluded, taken for a rule or a pack, or without `apiVersion`. Others were deleted.
func (e *Engine) hidden(ctx context.Context, in Input, o *Organisation, held *trust.Change) []Finding {
	if held == nil {
		return nil
	}
	defer func() {
		for _, row := range trust.GoneRows(in.Trusted.left, o.Model) {
			held.Delete(row)
		}
		held.TellTargetsGone(in.Trusted.left, o.Model)
	}()
	gone := trust.Gone(in.Trusted.left, o.Model)
	if len(gone) == 0 {
		return nil
	}
	all := e.everything(ctx, in, slices.ContainsFunc(gone, func(r *model.Resource) bool { return r.Drafted }))
	all.without(o.Model)
	var found []Finding
	for _, r := range gone {
		at, why := all.place(r, in.Trusted.left.Paths[r.File])
		if why == "" {
			held.Delete(r)
			continue
		}
		found = append(found, hiddenFinding(r, held.Rev, at, why))
	}
	return found
}

func hiddenFinding(r *model.Resource, rev string, at source.Location, why string) Finding {
	return fileFinding(model.Problem{Resource: r, Problem: source.Problem{
		File: at.File, Rule: "hidden", Span: at.Span,
		Message: wording.IsOnAndHereIt(r.Kind, r.Name, rev, why),
	}})
}

// everything is what lies in the files of an input, whatever hides it.
type everything struct {
	in    discover.Input
	was   fs.FS                         // the trusted state, where documents may hide something; nil elsewhere
	named map[[2]string]source.Location // definitions, by kind and full name
	odd   map[string]string             // files of no use, and what they are
	model *model.Model                  // of all that can be read; nil where that was not done to the end
	below []*model.Resource             // what of it is hidden
}

// without keeps apart what is hidden: what is not among the definitions that are read.
func (a *everything) without(read *model.Model) {
	if a.model != nil {
		a.below = trust.Gone(&trust.State{Model: a.model}, read)
	}
}

// everything parses all files of an input as if nothing were hidden, ignored, excluded, a rule or a pack, and as if
// each document said its `apiVersion`. Plain documents that the change brings are read, too, where drafts are gone, as
// if `sources` named them.
func (e *Engine) everything(ctx context.Context, in Input, drafts bool) *everything {
	all := &everything{in: in.Files(e.rules.Settings()), named: map[[2]string]source.Location{}, odd: map[string]string{}}
	if drafts {
		all.was = in.Trusted.fs
	}
	var definitions []*model.Definition
	_ = fs.WalkDir(in.FS, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			return nil // what cannot be listed is told where it is read
		case p != "." && files.OfGit(p):
			return skipOf(d)
		case in.Others != nil && in.Others(p):
			return skipOf(d)
		case d.IsDir():
			if in.Git != nil && in.Git.Submodule(p) {
				all.odd[p] = "in a submodule"
			}
		case d.Type()&fs.ModeSymlink != 0:
			all.odd[p] = "behind a link"
		case d.Type().IsRegular():
			definitions = append(definitions, e.whateverIsIn(all, p)...)
			definitions = append(definitions, e.draftsIn(all, p)...)
		}
		return nil
	})
	m, _, err := model.Resolve(ctx, definitions, model.Options{AsOf: e.opts.AsOf, IsRule: e.rules.IsSelector})
	if err != nil {
		return all
	}
	all.model = m
	for _, r := range m.Resources {
		all.named[[2]string{r.Kind, r.Name}] = r.Location(field.Itself)
	}
	return all
}

func skipOf(d fs.DirEntry) error {
	if d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// whateverIsIn reads the definitions of a file, whether they say that they are some or not.
func (e *Engine) whateverIsIn(all *everything, p string) []*model.Definition {
	data, err := all.in.Read(p)
	if err != nil {
		all.odd[p] = wording.InAFileThatCannot()
		return nil
	}
	if isPointer(data) {
		all.odd[p] = wording.BehindAPointerOfGit()
		return nil
	}
	name, front := all.in.Called(p), data
	inMarkdown := source.LanguageOf(p) == source.Markdown && !bytes.HasPrefix(data, []byte("---"))
	if i := bytes.Index(data, []byte("\n---")); inMarkdown && i >= 0 {
		name, front = name+".yaml", data[:i+1] // its front matter, whose first line is gone
	}
	if !discover.IsDefinitionFile(p) {
		if !bytes.Contains(data, []byte("kind")) || bytes.IndexByte(data, 0) >= 0 {
			return nil
		}
		name += ".yaml" // whatever it is called
	}
	docs, problems := source.Parse(name, front)
	if len(problems) > 0 {
		all.odd[p] = wording.InAFileThatCannot()
	}
	var found []*model.Definition
	for _, d := range docs {
		for _, root := range rootsOf(d) {
			if kind := source.TextOf(root.Get("kind")); slices.Contains(e.kinds.Names(), kind) {
				definitions, _ := model.Read(e.kinds, d, kind, root, "")
				for _, one := range definitions {
					one.File = all.in.Called(p)
				}
				found = append(found, definitions...)
			}
		}
	}
	return found
}

// draftsIn drafts what a document asks that the change has brought to its place, whatever it is called.
func (e *Engine) draftsIn(all *everything, p string) []*model.Definition {
	f := discover.File{Path: p, Source: true}
	if all.was == nil || !mayBeDocument(f) {
		return nil
	}
	data, err := all.in.ReadUpTo(p, content.MaxFile)
	if err != nil || !isDocument(f, data) {
		return nil
	}
	if was, err := (discover.Input{FS: all.was}).ReadUpTo(p, content.MaxFile); err == nil && bytes.Equal(was, data) {
		return nil
	}
	read := &parsed{File: f, name: all.in.Called(p), data: data}
	_ = work.Guard("reading "+read.name, func() { e.readDocument(read) }) // what breaks its reader holds nothing
	return read.definitions
}

// rootsOf are the documents of a file: a list in JSON holds several.
func rootsOf(d *source.Document) []*source.Node {
	if d.Root.Kind == source.List {
		return d.Root.Items()
	}
	return []*source.Node{d.Root}
}

// place says where a definition is now, and in what sort of place; "" where it is nowhere. was is the path of its file.
func (a *everything) place(r *model.Resource, was string) (source.Location, string) {
	if at, ok := a.named[[2]string{r.Kind, r.Name}]; ok {
		return at, wording.InAPlaceThatIs()
	}
	for p := was; p != "." && p != "/"; p = path.Dir(p) {
		if what := a.odd[p]; what != "" {
			return source.Location{File: a.in.Called(p), Span: source.Beginning}, what
		}
	}
	if is := trust.Alike(r, a.below); is != nil {
		return is.Location(field.Itself), wording.InAPlaceThatIsNot(is.Name)
	}
	return source.Location{}, ""
}
