package engine

import (
	"bytes"
	"cmp"
	"context"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/kpilint/kpilint/engine/carry"
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/discover"
	"github.com/kpilint/kpilint/engine/draft"
	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/mapping"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/suppress"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/engine/work"
)

// parsed is what one file gave. It does not change after parsing: snapshots share it.
type parsed struct {
	discover.File
	name        string          // as findings call it
	data        []byte          // nil where it was let go
	stored      *source.Content // that, then
	definitions []*model.Definition
	problems    []model.Problem
	ignores     []*suppress.Inline
	others      []*model.Resource
	content     *content.File   // of a document or a table
	drafted     *draft.Draft    // what it asks of people
	document    bool            // it is no file of definitions, whether it could be read or not
	mapped      *mapping.Result // what its mapping made of it
	ours        bool
	skips       []Skip
	empty       []Skip // that no document is in the file, where it may be meant to hold one
	tracked     bool   // a pack may judge what is no definition in it
	err         error
	sum         func() carry.Digest // of data; nil where it was not read
	sound       bool                // it is known to be as its schemas say
}

// parse reads, parses and validates files, several at a time. What another state has of one with the same content is
// taken from there. What is known of an earlier run is taken from that. When the context ends, those that were not read
// are nil.
func (e *Engine) parse(ctx context.Context, of *reading, files []discover.File) []*parsed {
	var done atomic.Int64
	in := of.in
	return work.Gather(ctx, e.opts.Jobs, len(files), func(i int) (p *parsed) {
		name := in.Called(files[i].Path)
		if err := work.Guard("reading "+name, func() { p = e.parseFile(of, files[i], name) }); err != nil {
			p = &parsed{File: files[i], name: name, err: err}
		}
		e.progress("read", int(done.Add(1)), len(files))
		return p
	})
}

// reading is what files are read with, and what is known of them: what another state has; which of them an earlier run
// found sound, so that they are not held to their schemas again; and the definitions that it read.
type reading struct {
	in     discover.Input
	like   *Snapshot
	sound  map[string]carry.Digest
	packed []*Packed
	lean   bool         // the definitions are judged once: where files are large, their contents are let go
	judged bool         // so are the trees of all files
	bytes  atomic.Int64 // of the files that were read so far
	shelf  source.Shelf
}

// rooms are where the trees of files are made.
var rooms = sync.Pool{New: func() any { return &source.Room{} }}

// keptTrees is of how many bytes of files the trees stay in memory. Those of further ones are read again where somebody
// asks for them: they take six times as much memory as their files.
const keptTrees = 8 << 20

func (e *Engine) keptTrees() int64 { return cmp.Or(e.opts.KeptTrees, keptTrees) }

// shelve lets the trees of a file go, where all files together are large or nobody needs them later; false where they
// stay.
func (e *Engine) shelve(of *reading, room *source.Room, p *parsed, docs []*source.Document) bool {
	large := of.bytes.Add(int64(len(p.data))) > e.keptTrees()
	switch {
	case !large && !of.judged || len(p.others) > 0:
		return false
	case !large || !of.lean:
		return model.Shelve(&of.shelf, room, docs, p.definitions)
	}
	if !of.judged {
		p.digest() // is asked for by the next run
	}
	if p.stored = model.ShelveAll(&of.shelf, room, docs, p.definitions, p.data); p.stored == nil {
		return false
	}
	p.data = nil
	return true
}

// bytes are the content of the file.
func (p *parsed) bytes() []byte {
	if p.stored == nil {
		return p.data
	}
	return p.stored.Bytes()
}

// size is how many there are.
func (p *parsed) size() int {
	if p.stored == nil {
		return len(p.data)
	}
	return p.stored.Size()
}

func (e *Engine) parseFile(of *reading, f discover.File, name string) *parsed {
	in := of.in
	p := &parsed{File: f, name: name}
	p.tracked = !e.rules.Everything() || in.Quotable(f.Path)
	if same := of.like.identical(e, in, p); same != nil {
		return same
	}
	p.data, p.err = e.readFile(in, f)
	if p.err != nil {
		return p
	}
	p.sum = sync.OnceValue(func() carry.Digest { return carry.Of(p.bytes()) })
	if same := of.like.alike(e, p); same != nil {
		return same
	}
	if known, ok := of.sound[p.name]; ok {
		p.sound = known == p.digest()
	}
	if isPointer(p.data) {
		p.pointer()
		return p
	}
	if name := e.mappingOf(f); name != "" && !isOfOurs(p.data) {
		e.readMapped(p, name)
		return p
	}
	if mayBeDocument(f) && isDocument(f, p.data) {
		e.readDocument(p)
		return p
	}
	if of.unpack(p) {
		return p
	}
	room := rooms.Get().(*source.Room)
	docs := e.readDefinitions(p, room)
	if e.shelve(of, room, p, docs) {
		room.Leave()
	} else {
		room.Keep()
	}
	rooms.Put(room) // after a fault it is not used again
	return p
}

// readDefinitions takes the definitions of a file, whose trees it returns.
func (e *Engine) readDefinitions(p *parsed, room *source.Room) []*source.Document {
	docs, problems := room.Parse(p.name, p.data)
	for _, d := range docs {
		e.document(p, d)
	}
	p.ignores = suppress.Collect(p.name, p.data, docs, p.definitions)
	if len(docs)+len(problems) == 0 && source.LanguageOf(p.Path) == source.Markdown {
		p.empty = []Skip{{File: p.name, Reason: wording.ItHasNoFrontMatter()}}
	}
	switch {
	case len(problems) == 0:
	case wide(p.data):
		p.ours = true
		p.problem(source.NotParsed, source.Beginning, wording.TheFileIsUtf16())
	case p.ours || p.Named || bytes.Contains(p.data, []byte("kpilint")):
		p.ours = true
		keys := finding.KeysByName(docs, problems)
		for _, problem := range problems {
			one := model.Problem{Problem: problem}
			if len(problem.Related) > 0 {
				one.Field = keys[problem.Related[0].Span]
			}
			p.problems = append(p.problems, one)
		}
	case len(docs) == 0: // somebody else's file, whatever is wrong with it
		p.skips = append(p.skips, Skip{File: p.name, Reason: wording.ItCannotBeParsedAnd()})
	}
	return docs
}

// wide reports whether a file that is UTF-16 speaks of us.
func wide(data []byte) bool {
	var little, big []byte
	for _, c := range []byte("kpilint/") {
		little, big = append(little, c, 0), append(big, 0, c)
	}
	return bytes.Contains(data, little) || bytes.Contains(data, big)
}

// document takes one document: a definition, in JSON also a list of them, or somebody else's.
func (e *Engine) document(p *parsed, d *source.Document) {
	if d.Root.Kind == source.List && strings.EqualFold(path.Ext(d.File), ".json") {
		for i, item := range d.Root.Items() {
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
		e.skip(p, d, node, at, wording.ItHasNoApiversionKpilint())
		return
	case version == nil:
		e.withoutVersion(p, d, node, at)
		return
	case version.Text != shape.Version && !isOurs(version.Text):
		e.skip(p, d, node, at, wording.ItsApiversionIsNotKpilint())
		return
	case version.Text != shape.Version:
		p.ours = true
		p.problem("unknown-version", version.Span(),
			wording.UnknownVersionThisKpilintReads(version.Text, shape.Version))
		p.about(node, version.Text)
		return
	}
	p.ours = true
	kind := node.Get("kind")
	if kind == nil {
		p.problem("missing-field", version.Span(),
			wording.ThisDefinitionNeedsKindOne(strings.Join(e.kinds.Names(), ", "), misspelt(node, "kind")))
		p.about(node, "kind")
		return
	}
	if kind.Text == mapping.Kind {
		p.ours = false
		p.empty = append(p.empty, Skip{ // it is ours, and holds no definition
			File: p.name, Line: node.Span().Line, Reason: "a mapping is read where `sources` in the configuration names it",
		})
		return
	}
	if !slices.Contains(e.kinds.Names(), kind.Text) {
		p.problem("unknown-kind", kind.Span(), e.unknownKind(kind.Text))
		p.about(node, kind.Text)
		return
	}
	var problems []source.Problem
	if !p.sound {
		problems = shape.Check(strings.ToLower(kind.Text), d.File, node)
	}
	definitions, more := model.Read(e.kinds, d, kind.Text, node, at)
	if len(problems) > 0 {
		places := model.TerritoryOf(definitions)
		for _, problem := range problems {
			d := places.Around(problem.Span)
			p.problems = append(p.problems, model.Problem{
				Problem: problem, Definition: d, Field: finding.InDocument(node, at, problem.Path, d),
			})
		}
	}
	p.problems = append(p.problems, more...)
	if p.content == nil { // the text of a document is looked at as a whole
		p.statements(d, node, definitions)
	}
	p.definitions = append(p.definitions, definitions...)
}

func (e *Engine) unknownKind(word string) string {
	if word == "Config" {
		return wording.ConfigIsOnlyReadFrom()
	}
	message := wording.UnknownKind(word)
	if near := nearest.Word(word, e.kinds.Names(), nearest.AtMost(3)); near != "" {
		return wording.DidYouMeanNearNearNear(message, near)
	}
	return wording.ItIsOneOf(message, strings.Join(e.kinds.Names(), ", "))
}

// withoutVersion skips a document without apiVersion, unless it says so under a misspelt key.
func (e *Engine) withoutVersion(p *parsed, d *source.Document, node *source.Node, at string) {
	known := slices.Contains(e.kinds.Names(), source.TextOf(node.Get("kind")))
	for _, f := range node.Fields() {
		ours := known || isOurs(f.Value.Text)
		if ours && nearest.Within(strings.ToLower(f.Key.Text), "apiversion", 2) {
			p.ours = true
			p.problem(source.UnknownField, f.Key.Span(),
				wording.UnknownFieldDidYouMean(f.Key.Text))
			p.about(node, f.Key.Text)
			return
		}
	}
	e.skip(p, d, node, at, wording.ItHasNoApiversionKpilint())
}

// skip counts a document that is no definition, and keeps it where a pack judges those too. Of a list, each entry
// is one. What git does not track is not shown to such a pack: it could tell what nobody is to see.
func (e *Engine) skip(p *parsed, d *source.Document, node *source.Node, at, why string) {
	p.skips = append(p.skips, Skip{File: p.name, Line: node.Span().Line, Reason: why})
	if !e.rules.Everything() || path.Base(p.Path) == config.PackFile || !p.tracked {
		return
	}
	p.ours = true
	if node.Kind != source.List {
		p.others = append(p.others, model.Other(d.File, node, at))
		return
	}
	for i, item := range node.Items() {
		p.others = append(p.others, model.Other(d.File, item, at+"/"+strconv.Itoa(i)))
	}
}

// isOurs reports whether a version is ours or within two letters of it.
func isOurs(version string) bool {
	return strings.HasPrefix(version, "kpilint/") || nearest.Within(version, shape.Version, 2)
}

func misspelt(node *source.Node, want string) string {
	for _, f := range node.Fields() {
		if f.Key.Text != want && nearest.Within(f.Key.Text, want, 2) && f.Key.Text != "id" {
			return wording.DidYouMeanBy(want, f.Key.Text)
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
	last.Field, last.Subject = finding.DocumentName(document), subject
}

// isPointer reports a file that Git LFS has put in the place of another one.
func isPointer(data []byte) bool {
	return len(data) < 1024 && bytes.HasPrefix(data, []byte("version https://git-lfs.github.com/spec/")) && bytes.Contains(data, []byte("\noid "))
}

// pointer tells that the content of a file is not here.
func (p *parsed) pointer() {
	p.ours = true
	p.problem("lfs-pointer", source.Beginning, wording.ThisIsAPointerOf())
	p.problems[len(p.problems)-1].Mild = true
}
