// Package mapping makes definitions of files that somebody else's tool or habit has given a form: a mapping says,
// field by field, what a record of such a file means. A record is a row of a table, a value of JSON or YAML, or what
// stands under a heading. Each field of a definition stands where its expression read it.
package mapping

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/cel"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema"
	"github.com/kpilint/kpilint/schema/field"
)

// Kind is what a mapping calls itself under `kind`.
const Kind = "Mapping"

// Folder is where the mappings of a pack lie in it: mappings/<id>/mapping.yaml.
const Folder = "mappings"

// Mapping is a mapping, checked and compiled. It is safe for concurrent use.
type Mapping struct {
	ID          string
	Description string
	File        string // as errors call it
	Draft       bool   // what it makes are drafts
	Trusted     bool   // it comes with kpilint

	from    from
	records *cel.Records
	each    []*entry
	reads   []cel.Read           // of all expressions
	fill    map[string]*cel.Fill // what is an empty text where it is missing
	lookups map[string]*lookup   // by their names
	kept    map[string]*compiled // patterns, see functions.go
}

// from says what the records are.
type from struct {
	sheet    string
	table    int // of a document, from 1; 0 for the one that fits best
	header   int // the number of a row; 0 where it is found, none where there is none
	last     int // the number of the last row; 0 for all
	fill     []string
	records  *string // a JSON Pointer, with * for every entry
	headings []level
	tree     tree
	at       source.Span
}

// tree says which record stands above another one, as `parent`: the one whose id is given or, where a condition is
// given, the last one before it for which that holds.
type tree struct{ id, parent, above *cel.Record }

// none is the header of a table that has none: its columns are called A, B, C.
const none = -1

// level is a level of headings, or of entries of a list, which gives records a field.
type level struct {
	name string
	of   int // of a heading, from 1; of an entry of a list, item and subitem
}

// The levels of entries of lists.
const (
	item    = 100
	subitem = 101
)

// entry makes a definition of a record.
type entry struct {
	kind string
	when *cel.Record // nil: of each
	make *object
	in   *outer // nil: it stands alone
}

// outer is the definition around others.
type outer struct {
	kind string
	make *object
	in   *outer
}

// object is a map of fields.
type object struct {
	at     source.Span
	fields []fieldOf
}

type fieldOf struct {
	name string
	value
}

// value is one of three.
type value struct {
	expression *cel.Record
	object     *object
	list       []value
}

// lookup is a table of words.
type lookup struct {
	names []string
	words map[string]string
}

// Load reads and compiles a mapping. Everything wrong with it is returned, joined; each is a *policy.RuleError with its
// place.
func Load(name string, data []byte, trusted bool) (*Mapping, error) {
	l := &loader{data: data, m: &Mapping{
		ID: name, File: name, Trusted: trusted, fill: map[string]*cel.Fill{}, lookups: map[string]*lookup{},
		kept: map[string]*compiled{},
	}}
	root := l.document()
	if root == nil {
		return nil, errors.Join(l.errs...)
	}
	m := l.m
	m.ID, m.Description = root.Get("id").Text, source.TextOf(root.Get("description"))
	m.Draft = source.TextOf(root.Get("draft")) == "true"
	l.from(root.Get("from"))
	l.lookups(root.Get("lookups"))
	var err error
	m.records, err = cel.NewRecords(m.ID, nodeNames, []string{"key", "file"}, m.functions(), trusted)
	if err != nil {
		return nil, err
	}
	l.tree(root.Get("from").Get("tree"))
	if lets := root.Get("let"); lets != nil {
		for _, f := range lets.Fields() {
			l.let(f)
		}
	}
	for _, e := range root.Get("each").Items() {
		m.each = append(m.each, l.entry(e))
	}
	l.filled()
	if len(l.errs) > 0 {
		return nil, errors.Join(l.errs...)
	}
	return m, nil
}

// nodeNames are the variables that hold values of the file.
var nodeNames = []string{rowName, "parent", "doc"}

// tree compiles what says which record stands above another one.
func (l *loader) tree(n *source.Node) {
	if n == nil {
		return
	}
	t := &l.m.from.tree
	for name, to := range map[string]**cel.Record{"id": &t.id, "parent": &t.parent, "above": &t.above} {
		if of := n.Get(name); of != nil {
			*to = l.compile(of, name == "above")
		}
	}
	if both := n.Get("id") != nil && n.Get("parent") != nil; both == (n.Get("above") != nil) {
		l.fail(n.Span(), wording.WriteIDAndParentOr())
	}
}

// loader reads a mapping and collects what is wrong with it.
type loader struct {
	m    *Mapping
	data []byte
	errs []error
}

func (l *loader) fail(at source.Span, message string) {
	l.errs = append(l.errs, &policy.RuleError{
		Rule: policy.OfMapping + l.m.ID, Location: source.Location{File: l.m.File, Span: at},
		Line: source.Line(l.data, at.Line), Message: message,
	})
}

// document is the one document of the file, whose form is that of the schema; nil where it is not.
func (l *loader) document() *source.Node {
	docs, problems := source.Parse(l.m.File, l.data)
	for _, p := range problems {
		l.fail(p.Span, p.Message)
	}
	switch {
	case len(problems) > 0:
		return nil
	case len(docs) == 0:
		l.fail(source.Beginning, wording.TheFileIsEmptyAMapping(shape.Version, Kind))
		return nil
	case len(docs) > 1:
		l.fail(docs[1].Root.Span(), wording.ASecondDocumentBeginsHere())
		return nil
	}
	root := docs[0].Root
	for _, p := range shape.Check("mapping", l.m.File, root) {
		message := strings.ReplaceAll(p.Message, wording.ThisDefinition(), wording.AMapping())
		l.fail(p.Span, message+kindAt(root.Get("each"), p.Span))
	}
	if len(l.errs) > 0 {
		return nil
	}
	return root
}

// kindAt is what may stand where a misspelt kind does, "" where no kind stands.
func kindAt(entries *source.Node, at source.Span) string {
	if entries == nil || entries.Kind != source.List {
		return ""
	}
	for _, n := range entries.Items() {
		for ; n != nil && n.Kind == source.Map; n = n.Get("in") {
			if kind := n.Get("kind"); kind != nil && kind.Span() == at {
				known := append(schema.Kinds(), keyResult)
				return cmp.Or(nearest.Question(kind.Text, known), wording.ItMayBeOneOf(strings.Join(known, ", ")))
			}
		}
	}
	return ""
}

// from reads what the records are. The schema says what may be written.
func (l *loader) from(n *source.Node) {
	f := &l.m.from
	if n == nil {
		return
	}
	f.at = n.Span()
	f.sheet, f.table, f.last = source.TextOf(n.Get("sheet")), number(n.Get("table")), number(n.Get("last"))
	if h := n.Get("header"); h != nil {
		if f.header = number(h); f.header == 0 {
			f.header = none
		}
	}
	if fill := n.Get("fill"); fill != nil {
		for _, one := range fill.Items() {
			f.fill = append(f.fill, clean(one.Text))
		}
	}
	if r := n.Get("records"); r != nil {
		if r.Text != "" && !strings.HasPrefix(r.Text, "/") {
			l.fail(r.Span(), wording.BeginsWithoutAWriteThe(r.Text))
		}
		f.records = &r.Text
	}
	if all := n.Get("headings"); all != nil {
		for _, one := range all.Fields() {
			f.headings = append(f.headings, level{one.Key.Text, l.level(one.Value)})
		}
		slices.SortStableFunc(f.headings, func(a, b level) int { return cmp.Compare(a.of, b.of) })
		for i := 1; i < len(f.headings); i++ {
			if f.headings[i].of == f.headings[i-1].of {
				l.fail(all.Span(), wording.AndAreTheSameLevel(f.headings[i-1].name, f.headings[i].name))
			}
		}
	}
	tables := f.sheet != "" || f.table != 0 || f.header != 0 || f.last != 0 || len(f.fill) > 0
	if some := []bool{tables, f.records != nil, len(f.headings) > 0}; count(some) > 1 {
		l.fail(n.Span(), wording.RecordsComeFromATable())
	}
}

func count(some []bool) int {
	n := 0
	for _, one := range some {
		if one {
			n++
		}
	}
	return n
}

func (l *loader) level(n *source.Node) int {
	switch n.Text {
	case "item":
		return item
	case "subitem":
		return subitem
	}
	return number(n)
}

func number(n *source.Node) int {
	i, _ := strconv.Atoi(source.TextOf(n)) // which the schema checks
	return i
}

func (l *loader) lookups(n *source.Node) {
	if n == nil {
		return
	}
	for _, f := range n.Fields() {
		one := &lookup{words: map[string]string{}}
		for _, word := range f.Value.Fields() {
			one.names = append(one.names, word.Key.Text)
			one.words[clean(word.Key.Text)] = word.Value.Text
		}
		l.m.lookups[f.Key.Text] = one
	}
}

func (l *loader) let(f source.Field) {
	e := policy.NewExpression(l.m.File, f.Value, l.data)
	if slices.Contains([]string{"row", "parent", "doc", "key", "file"}, f.Key.Text) {
		l.fail(f.Key.Span(), wording.IsWhatEveryExpressionCan(f.Key.Text))
		return
	}
	if err := l.m.records.Let(f.Key.Text, e); err != nil {
		l.errs = append(l.errs, err)
	}
}

func (l *loader) compile(n *source.Node, condition bool) *cel.Record {
	x, err := l.m.records.Compile(policy.NewExpression(l.m.File, n, l.data), condition)
	if err != nil {
		l.errs = append(l.errs, err)
		return nil
	}
	l.m.reads = append(l.m.reads, x.Reads()...)
	for _, c := range x.Calls() {
		if c.Function == lookupName && c.First != "" && l.m.lookups[c.First] == nil {
			known := l.m.lookupNames()
			l.fail(n.Span(), wording.ThereIsNoLookup(c.First, nearest.Question(c.First, known)))
		}
	}
	return x
}

// lists are the fields in which definitions stand in others, by the kind of the inner ones.
var lists = map[string]string{
	"KPI": "kpis", "Role": "roles", "Objective": "objectives", "Service": "services", keyResult: "keyResults",
}

// keyResult is an entry of an objective, and no definition by itself.
const keyResult = "KeyResult"

func (l *loader) entry(n *source.Node) *entry {
	e := &entry{kind: n.Get("kind").Text}
	if when := n.Get("when"); when != nil {
		e.when = l.compile(when, true)
	}
	e.in = l.outer(n.Get("in"), e.kind)
	if e.kind == keyResult && e.in == nil {
		l.fail(n.Get("kind").Span(), wording.AKeyresultStandsInAn())
		return e
	}
	l.names(e.kind, n.Get("fields"))
	e.make = l.object(n.Get("fields"))
	return e
}

func (l *loader) outer(n *source.Node, inner string) *outer {
	if n == nil {
		return nil
	}
	o, list := &outer{kind: n.Get("kind").Text}, lists[inner]
	kinds, err := shape.Load()
	if err == nil && (kinds.Of(o.kind) == nil || list == "" || kinds.Of(o.kind).Fields[list] == nil) {
		l.fail(n.Get("kind").Span(), wording.ACannotStandInA(inner, o.kind))
	}
	l.names(o.kind, n.Get("fields"))
	o.make, o.in = l.object(n.Get("fields")), l.outer(n.Get("in"), o.kind)
	return o
}

// names refuses fields that a kind does not have, and a definition without an id.
func (l *loader) names(kind string, n *source.Node) {
	of, prefix := kind, ""
	if kind == keyResult {
		of, prefix = "Objective", field.KeyResults.String()+"/0/"
	}
	l.known(of, prefix, n)
	if n.Get("id") == nil {
		l.fail(n.Span(), wording.ANeedsAnIDAs(kind))
	}
}

func (l *loader) known(kind, prefix string, n *source.Node) {
	for _, f := range n.Fields() {
		if wrong := policy.Field(kind, prefix+f.Key.Text); wrong != "" {
			if strings.HasPrefix(prefix, field.KeyResults.String()+"/") {
				wrong = strings.Replace(wrong, wording.WithArticle("Objective"), wording.WithArticle(keyResult), 1)
			}
			l.fail(f.Key.Span(), wrong)
			continue
		}
		l.knownIn(kind, prefix+f.Key.Text+"/", f.Value)
	}
}

func (l *loader) knownIn(kind, prefix string, n *source.Node) {
	switch n.Kind {
	case source.Map:
		l.known(kind, prefix, n)
	case source.List:
		for i, one := range n.Items() {
			l.knownIn(kind, prefix+strconv.Itoa(i)+"/", one)
		}
	}
}

func (l *loader) object(n *source.Node) *object {
	o := &object{at: n.Span()}
	for _, f := range n.Fields() {
		o.fields = append(o.fields, fieldOf{f.Key.Text, l.value(f.Value)})
	}
	return o
}

func (l *loader) value(n *source.Node) value {
	switch n.Kind {
	case source.Map:
		return value{object: l.object(n)}
	case source.List:
		all := value{list: []value{}}
		for _, one := range n.Items() {
			all.list = append(all.list, l.value(one))
		}
		return all
	}
	return value{expression: l.compile(n, false)}
}

// filled notes which fields are an empty text where they are missing: those that no expression asks for before.
func (l *loader) filled() {
	tested := map[string]bool{}
	for _, r := range l.m.reads {
		if r.Tested {
			tested[r.Variable+"\x00"+strings.Join(r.Path, "\x00")] = true
		}
	}
	for _, name := range nodeNames {
		l.m.fill[name] = &cel.Fill{}
	}
	for _, r := range l.m.reads {
		if !tested[r.Variable+"\x00"+strings.Join(r.Path, "\x00")] {
			l.m.fill[r.Variable].Add(r.Path)
		}
	}
}

func (m *Mapping) lookupNames() []string {
	var all []string
	for name := range m.lookups {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

// clean is a text on one line, without spaces around it.
func clean(text string) string { return strings.Join(strings.Fields(text), " ") }
