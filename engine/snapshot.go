package engine

import (
	"cmp"
	"context"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/discover"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/suppress"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/engine/work"
)

// Snapshot is what lay in the files of an input when they were read: the definitions of each, and what is wrong with
// them by themselves. It never changes. Any number of organisations can be made of it, also at the same time, and
// each is the same.
type Snapshot struct {
	engine     *Engine
	in         Input
	where      discover.Input // where the files of it lie
	there      discover.Found
	unreadable error     // what could not be discovered
	files      []*parsed // what the files there gave, in their order; of a run that was stopped, those that were read

	lean      bool                                // whoever asks for its organisation only judges it
	read      []*parsed                           // the same, where each draft has a name of its own
	described map[*model.Definition]*content.File // documents that describe definitions of other files
}

// Snapshot discovers, parses and validates the files of an input. An error is the end of the context: what was read
// until then is beside it.
func (e *Engine) Snapshot(ctx context.Context, in Input) (*Snapshot, error) {
	return e.snapshot(ctx, in, false)
}

// snapshot is Snapshot. A lean one is only for judging its organisation.
func (e *Engine) snapshot(ctx context.Context, in Input, lean bool) (*Snapshot, error) {
	s := &Snapshot{engine: e, in: in, where: in.Files(e.rules.Settings()), lean: lean}
	var there discover.Found
	var unreadable error
	found := e.Stage(wording.FindFiles())
	if !work.Alongside(ctx, func() { there, unreadable = discover.Discover(s.where) }) {
		return s, ctx.Err()
	}
	found()
	defer e.Stage(wording.ReadFiles())()
	s.there, s.unreadable = there, unreadable
	of := &reading{in: s.where, like: in.Like, sound: in.Carried.Sound(), lean: lean, judged: lean && !in.Carry}
	if in.unpacks() {
		of.packed = in.Packed
	}
	s.files = e.parse(ctx, of, there.Files)
	s.files = slices.DeleteFunc(s.files, func(p *parsed) bool { return p == nil })
	s.settle()
	return s, ctx.Err()
}

// With is the snapshot after a change of one file, by its path in the file system of the input: with other contents,
// new, or gone where contents are nil. It is as a new one would be if the file lay there like that; a link to a file,
// or a folder behind one, is changed where it leads. All that other files gave is shared, and nothing of the earlier
// snapshot changes. What the engine was made with, such as the configuration, stays as it was.
func (s *Snapshot) With(file string, contents []byte) *Snapshot {
	next := &Snapshot{engine: s.engine, in: s.in, where: s.where, there: s.there, unreadable: s.unreadable}
	file = next.where.Put(path.Clean(file), contents)
	if contents == nil || !s.holds(file) || discover.Steers(file) {
		next.there, next.unreadable = discover.Discover(next.where)
	}
	next.readAfter(context.Background(), s, func(name string) bool { return name == file })
	return next
}

// Again is the snapshot after changes of files that it has read, by their paths in the file system: these are read
// anew there, as it is opened now, and what all others gave is shared. An error is the end of the context.
func (s *Snapshot) Again(ctx context.Context, now fs.FS, changed []string) (*Snapshot, error) {
	next := &Snapshot{engine: s.engine, in: s.in, where: s.where, there: s.there, unreadable: s.unreadable}
	next.in.FS, next.where.FS = now, now
	next.readAfter(ctx, s, func(file string) bool { return slices.Contains(changed, file) })
	next.files = slices.DeleteFunc(next.files, func(p *parsed) bool { return p == nil })
	return next, ctx.Err()
}

// Reads reports whether a file is one that was read as it lies in the file system, and that decides on no other.
func (s *Snapshot) Reads(file string) bool {
	_, given := s.where.Given[file]
	return !given && s.holds(file) && !discover.Steers(file)
}

// holds reports whether a file is among those that were found.
func (s *Snapshot) holds(name string) bool {
	_, ok := slices.BinarySearchFunc(s.there.Files, name, func(f discover.File, name string) int {
		return strings.Compare(f.Path, name)
	})
	return ok
}

// contents are those of a file that was read, nil where none was.
func (s *Snapshot) contents(name string) []byte {
	i, ok := slices.BinarySearchFunc(s.files, name, func(p *parsed, name string) int {
		return strings.Compare(p.Path, name)
	})
	if !ok {
		return nil
	}
	return s.files[i].bytes()
}

// Held is a file that a snapshot holds, as it was read.
type Held struct {
	Path     string // in the file system of the input
	Name     string // as findings call it
	Data     []byte // for reading
	Ours     bool   // it holds definitions, or is a document that was read
	Document bool   // it is a document or a table
}

// Files are those that were read, in their order; of a file that could not be read, Data is nil.
func (s *Snapshot) Files() []Held {
	all := make([]Held, 0, len(s.read))
	for _, p := range s.read {
		all = append(all, Held{p.Path, p.name, p.bytes(), p.ours, p.document || p.mapped != nil})
	}
	return all
}

// readAfter takes from an earlier snapshot what its files gave, and reads those that it has not and those that changed.
func (s *Snapshot) readAfter(ctx context.Context, was *Snapshot, changed func(file string) bool) {
	s.files = make([]*parsed, len(s.there.Files))
	var left []discover.File
	var at []int // where these belong
	known := 0
	for i, f := range s.there.Files {
		for known < len(was.files) && was.files[known].Path < f.Path {
			known++
		}
		if known < len(was.files) && was.files[known].File == f && !changed(f.Path) {
			s.files[i] = was.files[known]
			continue
		}
		left, at = append(left, f), append(at, i)
	}
	for i, p := range s.engine.parse(ctx, &reading{in: s.where}, left) {
		s.files[at[i]] = p
	}
	s.settle()
}

// Organisation joins the definitions to one organisation and computes its facts. An error is the end of the context:
// what was read is beside it, and is not joined.
func (s *Snapshot) Organisation(ctx context.Context) (*Organisation, error) {
	e, wanted := s.engine, s.wanted()
	definitions := s.definitions()
	e.progress("resolve", 0, len(definitions))
	var resolved *Organisation
	var err error
	joined := e.Stage(wording.JoinDefinitions())
	if !work.Alongside(ctx, func() { resolved, err = s.resolve(ctx, definitions) }) || err != nil {
		return s.unjoined(), ctx.Err()
	}
	joined()
	defer e.Stage(wording.WorkOutFacts())()
	o := *resolved // the other stays as it is when the run is stopped
	o.later, o.carried, o.read = s.laterFacts(), s.carries(o.Model, definitions), s.readFiles()
	// Nothing below holds the snapshot: where nobody else does, it is free while facts take memory.
	before := s.earlier()
	if !work.Alongside(ctx, func() { err = o.compute(ctx, wanted, before) }) || err != nil {
		resolved.Model = &model.Model{Resources: resolved.Model.Resources}
		return resolved, ctx.Err()
	}
	e.progress("done", 0, 0)
	return &o, nil
}

// After is the snapshot as it is judged after an earlier run of the engine, which found something out; nil for nothing.
// It finds out the same for the next one.
func (s *Snapshot) After(was *Carried) *Snapshot {
	next := *s
	next.in.Carry, next.in.Carried = true, was
	return &next
}

// Lint checks the definitions: what Engine.Lint does, without reading a file.
func (s *Snapshot) Lint(ctx context.Context) (*Report, error) {
	o, err := s.Organisation(ctx)
	return s.engine.lint(ctx, s.in, o, err)
}

// resolve makes one organisation of definitions, without facts.
func (s *Snapshot) resolve(ctx context.Context, definitions []*model.Definition) (*Organisation, error) {
	how, in := s.resolving(), &s.in
	how.Last = s.lean && !in.Track && !in.Carry && in.Like == nil && in.Before == nil && in.Then == nil
	m, problems, err := model.Resolve(ctx, definitions, how)
	if err != nil {
		return nil, err
	}
	o := s.organisation(m.Made)
	o.Model, o.problems = m, slices.Clip(append(o.problems, problems...))
	m.Others, o.Unreadable = o.others, slices.Clip(o.Unreadable)
	return o, nil
}

// resolving is what definitions are joined with.
func (s *Snapshot) resolving() model.Options {
	e := s.engine
	return model.Options{
		AsOf: e.opts.AsOf, IsRule: e.rules.IsSelector, RuleIDs: e.rules.Selectors(), Track: s.in.Track, Jobs: e.opts.Jobs,
		Described: s.described,
	}
}

// unjoined are the definitions each by itself, for a run that was stopped.
func (s *Snapshot) unjoined() *Organisation {
	var alone []*model.Resource
	for _, d := range s.definitions() {
		alone = append(alone, d.Alone())
	}
	o := s.organisation(func(i int) *model.Resource { return alone[i] })
	o.Model = &model.Model{Resources: alone}
	return o
}

// drafts reports whether some definitions were made of documents.
func (s *Snapshot) drafts() bool {
	return slices.ContainsFunc(s.files, func(p *parsed) bool { return p.drafted != nil })
}

// count is how many definitions there are in all files.
func (s *Snapshot) count() int {
	n := 0
	for _, p := range s.read {
		n += len(p.definitions)
	}
	return n
}

// definitions are those of all files, in their order.
func (s *Snapshot) definitions() []*model.Definition {
	all := make([]*model.Definition, 0, s.count())
	for _, p := range s.read {
		all = append(all, p.definitions...)
	}
	return all
}

// organisation is what the files say beside their definitions. made is what each of these became, by its place among
// all.
func (s *Snapshot) organisation(made func(i int) *model.Resource) *Organisation {
	o := &Organisation{
		sources: make(map[string][]byte, len(s.read)), texts: map[string][]byte{}, stored: map[string]*source.Content{},
		paths: make(map[string]string, len(s.read)),
	}
	o.Unreadable, o.problems = slices.Clone(Unjoin(s.unreadable)), slices.Clone(s.there.Problems)
	o.met = s.there.Met
	before := 0
	for _, p := range s.read {
		o.add(s.where, p, p.places(func(i int) *model.Resource { return made(before + i) }))
		before += len(p.definitions)
	}
	others := slices.Clone(s.there.Others)
	for _, p := range s.read {
		others = append(others, p.empty...)
	}
	o.skip(s.there.Skips, others)
	o.documents = s.documents()
	return o
}

// places tell what the definitions became in which a file has problems or ignores.
func (p *parsed) places(made func(i int) *model.Resource) map[*model.Definition]*model.Resource {
	if len(p.problems)+len(p.ignores) == 0 {
		return nil
	}
	became := make(map[*model.Definition]*model.Resource, len(p.definitions))
	for i, d := range p.definitions {
		became[d] = made(i)
	}
	return became
}

// add takes what a file says beside its definitions. became is what these became where somebody has to know.
func (o *Organisation) add(in discover.Input, p *parsed, became map[*model.Definition]*model.Resource) {
	for _, problem := range p.problems {
		problem.Resource = became[problem.Definition]
		o.problems = append(o.problems, problem)
	}
	o.Skips = append(o.Skips, p.skips...)
	o.others = append(o.others, p.others...)
	if p.err != nil {
		o.Unreadable = append(o.Unreadable, p.err)
	}
	if !p.ours {
		return
	}
	for _, i := range p.ignores {
		o.ignores = append(o.ignores, &suppress.Ignore{Inline: i, Resource: became[i.Definition]})
	}
	o.Files++
	o.paths[p.name] = p.Path
	if len(p.definitions) > 0 || in.Quotable(p.Path) {
		if o.sources[p.name] = p.data; p.stored != nil {
			o.stored[p.name] = p.stored
		}
	}
	if p.document {
		o.texts[p.name] = nil
		if p.content != nil {
			o.texts[p.name] = p.content.Text
		}
	}
}

// skip adds to what was skipped, in the order of files and lines. What holds no document is not counted.
func (o *Organisation) skip(more, others []Skip) {
	o.Skips = append(o.Skips, more...)
	o.Skipped = len(o.Skips)
	o.Skips = append(o.Skips, others...)
	slices.SortStableFunc(o.Skips, func(a, b Skip) int { return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line) })
}
