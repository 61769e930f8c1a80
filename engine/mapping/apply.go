package mapping

import (
	"context"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/policy/cel"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// Max is how many definitions are made of one file.
const Max = 20_000

// Result is what a mapping made of a file.
type Result struct {
	Roots    []*source.Node // the definitions, in the order of their first records
	Problems []Problem      // what could not be made
	Records  int            // how many there are
	Taken    []int          // of these, how many each entry of the mapping takes
	LeftOut  int            // of these, those that no entry of the mapping takes
	Unread   []Note         // columns that the mapping reads nowhere
}

// Problem is something wrong at a place of the file.
type Problem struct {
	Span    source.Span
	Subject string // what it is about: a column, a field
	Column  bool   // the file lacks what the mapping reads
	Message string
}

// Note is a sentence about a place.
type Note struct {
	Span source.Span
	Text string
}

// Apply makes the definitions of a file. An error is the end of the context.
func (m *Mapping) Apply(ctx context.Context, in Input) (*Result, error) {
	a := &applier{m: m, ctx: ctx, file: in.Name, outers: map[string]*made{}}
	a.res = &Result{Taken: make([]int, len(m.each))}
	there, wrong := m.find(in)
	if wrong != nil {
		a.res.Problems = append(a.res.Problems, Problem{Span: wrong.at, Column: true, Message: wrong.message})
		return a.res, nil
	}
	a.columns(there)
	a.res.Records = len(there.records)
	a.climb(there.records)
	for _, r := range there.records {
		if err := ctx.Err(); err != nil {
			return a.res, err
		}
		a.record(r)
	}
	return a.res, nil
}

// applier makes the definitions of one file.
type applier struct {
	m      *Mapping
	ctx    context.Context
	file   string
	res    *Result
	made   int
	outers map[string]*made // by the kinds and ids that lead to them
	absent map[string]bool  // columns that the mapping reads and the file lacks, which was said
}

// hint is what to do about a name that does not exist: the one that may be meant, or those that there are.
func hint(name string, names []string) string {
	if question := nearest.Question(name, names); question != "" || len(names) == 0 {
		return question
	}
	few := names[:min(len(names), mostNames)]
	list := "`" + strings.Join(few, "`, `") + "`"
	if more := len(names) - len(few); more > 0 {
		return wording.TheFileHasNamesAndMore(list, more)
	}
	return wording.TheFileHas(list)
}

// mostNames is how many names that exist are told.
const mostNames = 8

// columns compares what the mapping reads with what there is.
func (a *applier) columns(there *found) {
	var names []string
	for _, c := range there.columns {
		names = append(names, c.Text)
	}
	what := "field"
	if there.table {
		what = "column"
	}
	read, whole := map[string]bool{}, false
	a.absent = map[string]bool{}
	missing := func(name string) {
		if slices.Contains(names, name) || a.absent[name] {
			return
		}
		a.absent[name] = true
		message := wording.TheMappingReadsTheAnd(a.m.ID, what, name, hint(name, names))
		a.res.Problems = append(a.res.Problems, Problem{Span: there.at, Subject: name, Column: true, Message: message})
	}
	for _, r := range a.m.reads {
		if r.Variable == "doc" {
			continue
		}
		if len(r.Path) == 0 {
			whole = true
			continue
		}
		name := r.Path[0]
		read[name] = true
		if _, required := a.m.fill[r.Variable].Fields[name]; required {
			missing(name)
		}
	}
	for _, name := range a.m.from.fill {
		read[name] = true
		missing(name)
	}
	for _, c := range there.columns {
		if !whole && !read[c.Text] {
			text := wording.TheMappingReadsTheNowhere(a.m.ID, what, c.Text)
			a.res.Unread = append(a.res.Unread, Note{c.Span(), text})
		}
	}
}

// climb finds the record above each one, where the mapping says how.
func (a *applier) climb(all []record) {
	t := a.m.from.tree
	if t.above != nil {
		var last *source.Node
		for i := range all {
			o := a.one(all[i])
			above, err := t.above.True(o.values)
			if err != nil {
				o.problem(t.above, "above", err)
			}
			if above {
				last = all[i].row
			} else {
				all[i].up = last
			}
		}
	}
	if t.id == nil || t.parent == nil {
		return
	}
	byID := map[string]*source.Node{}
	text := func(r record, x *cel.Record, name string) string {
		o := a.one(r)
		out, err := x.Of(o.values)
		if err != nil {
			o.problem(x, name, err)
		}
		return strings.TrimSpace(out.Text)
	}
	for _, r := range all {
		if id := text(r, t.id, wording.IDOfTheRecord()); id != "" && byID[id] == nil {
			byID[id] = r.row
		}
	}
	for i := range all {
		id := text(all[i], t.parent, "parent")
		if all[i].up = byID[id]; id == "" || all[i].up != nil {
			continue
		}
		a.res.Problems = append(a.res.Problems, Problem{Span: a.one(all[i]).place(t.parent), Subject: "parent",
			Message: wording.ThisRecordStandsBelowAnd(id)})
	}
}

// one prepares a record.
func (a *applier) one(r record) *one {
	o := &one{applier: a, record: r, nodes: map[string]*source.Node{rowName: r.row, "parent": r.up, "doc": r.doc}}
	o.values = a.m.records.Values(a.ctx, o.nodes, map[string]string{"key": r.key, "file": a.file}, a.m.fill)
	return o
}

// one is a record while it becomes definitions.
type one struct {
	*applier
	record
	nodes  map[string]*source.Node
	values *cel.Values
}

func (a *applier) record(r record) {
	o := a.one(r)
	taken := false
	for i, e := range a.m.each {
		if e.when != nil {
			holds, err := e.when.True(o.values)
			if err != nil {
				o.problem(e.when, "when", err)
				taken = true
			}
			if !holds {
				continue
			}
		}
		taken = true
		a.res.Taken[i]++
		o.definition(e)
	}
	if !taken {
		a.res.LeftOut++
	}
}

func (o *one) problem(x *cel.Record, field string, err error) {
	o.res.Problems = append(o.res.Problems, Problem{
		Span: o.place(x), Subject: field,
		Message: wording.TheMappingCannotGive(o.m.ID, field, err.Error()),
	})
}

// place is the first value of the record that an expression reads and that is not empty, else the record.
func (o *one) place(x *cel.Record) source.Span {
	for _, r := range x.Reads() {
		n := o.nodes[r.Variable]
		for _, name := range r.Path {
			n = n.Get(name)
		}
		if n != nil && len(r.Path) > 0 && (n.Text != "" || len(n.Items())+len(n.Fields()) > 0) {
			return n.Span()
		}
	}
	return o.row.Span()
}

// definition makes one definition, and puts it where it belongs.
func (o *one) definition(e *entry) {
	if o.made++; o.made > Max {
		if o.made == Max+1 {
			o.res.Problems = append(o.res.Problems, Problem{Span: o.row.Span(), Subject: "records",
				Message: wording.MoreThanDefinitionsWouldBe(Max)})
		}
		return
	}
	if n := o.identified(e.make, "this "+e.kind); n != nil {
		o.put(e.kind, n, e.in, true)
	}
}

// lacksID reports whether the id of a definition is made of a column that the file lacks, which was said once for all
// records.
func (o *one) lacksID(of *object) bool {
	for _, f := range of.fields {
		if f.name != "id" || f.expression == nil {
			continue
		}
		return slices.ContainsFunc(f.expression.Reads(), func(r cel.Read) bool {
			return r.Variable == rowName && len(r.Path) > 0 && o.absent[r.Path[0]]
		})
	}
	return false
}

// identified is the map of a definition; nil where it has no id, which is said once.
func (o *one) identified(of *object, whose string) *source.Node {
	if o.lacksID(of) {
		return nil // ids without that column would be empty, or the same for many
	}
	before := len(o.res.Problems)
	n := o.object(of)
	if n != nil && n.Get("id") != nil {
		return n
	}
	said := func(p Problem) bool { return p.Subject == "id" }
	if !slices.ContainsFunc(o.res.Problems[before:], said) {
		o.res.Problems = append(o.res.Problems, Problem{Span: o.idPlace(of), Subject: "id",
			Message: wording.TheMappingGivesNoID(o.m.ID, whose)})
	}
	return nil
}

func (o *one) idPlace(of *object) source.Span {
	for _, f := range of.fields {
		if f.name == "id" && f.expression != nil {
			return o.place(f.expression)
		}
	}
	return o.row.Span()
}

// root is a definition that stands alone.
func (o *one) root(kind string, n *source.Node) *source.Node {
	head := source.New(source.Map, "", n.Span())
	head.Append("apiVersion", source.New(source.String, shape.Version, n.Span()))
	head.Append("kind", source.New(source.String, kind, n.Span()))
	head.AppendFields(n.Fields()...)
	return head
}

// made is a definition in which others may stand, by the ids that lead to it.
type made struct {
	*source.Node
	own bool // an entry made it, and not only those that stand in it
}

// around is the definition in which others stand; "" and nil where that has no id.
func (o *one) around(of *outer) (key string, n *source.Node) {
	if n = o.identified(of.make, wording.TheOfThisRecord(of.kind)); n == nil {
		return "", nil
	}
	return o.put(of.kind, n, of.in, false)
}

// put puts a definition where it belongs. The first record that names it makes it; what is known of it from those that
// stand in it is joined with what its own record says, and contradictions are told. Two records of its own make two.
func (o *one) put(kind string, n *source.Node, in *outer, own bool) (key string, where *source.Node) {
	key = kind + "\x00" + n.Get("id").Text
	var outside *source.Node
	if in != nil {
		var before string
		if before, outside = o.around(in); outside == nil {
			return "", nil
		}
		key = before + "\x00" + key
	}
	if had := o.outers[key]; had != nil && !(own && had.own) {
		had.own = had.own || own
		o.join(kind, had.Node, n)
		return key, had.Node
	}
	if outside == nil {
		n = o.root(kind, n)
		o.res.Roots = append(o.res.Roots, n)
	} else {
		list := outside.Get(lists[kind])
		if list == nil {
			list = source.New(source.List, "", n.Span())
			outside.Append(lists[kind], list)
		}
		list.AppendItems(n)
	}
	if o.outers[key] == nil {
		o.outers[key] = &made{n, own}
	}
	return key, n
}

// join adds what a record says of a definition that is there.
func (o *one) join(kind string, had, more *source.Node) {
	for _, f := range more.Fields() {
		switch known := had.Get(f.Key.Text); {
		case known == nil:
			had.AppendFields(f)
		case known.Text != f.Value.Text:
			o.res.Problems = append(o.res.Problems,
				Problem{Span: f.Value.Span(), Subject: f.Key.Text,
					Message: wording.TheHasTheHereAnd(kind, more.Get("id").Text, f.Key.Text, f.Value.Text,
						known.Text)})
		}
	}
}

// object is a map of fields; nil where all of them are empty.
func (o *one) object(of *object) *source.Node {
	n := source.New(source.Map, "", o.row.Span())
	for _, f := range of.fields {
		if v := o.value(f.name, f.value); v != nil {
			n.Append(f.name, v)
		}
	}
	if len(n.Fields()) == 0 {
		return nil
	}
	return n
}

// value is what a field holds; nil where that is nothing.
func (o *one) value(field string, v value) *source.Node {
	switch {
	case v.object != nil:
		return o.object(v.object)
	case v.list != nil:
		var all []*source.Node
		for _, one := range v.list {
			if n := o.value(field, one); n != nil {
				all = append(all, n)
			}
		}
		if len(all) == 0 {
			return nil
		}
		list := source.New(source.List, "", all[0].Span())
		list.AppendItems(all...)
		return list
	}
	at := o.place(v.expression)
	out, err := v.expression.Of(o.values)
	switch {
	case err != nil:
		o.problem(v.expression, field, err)
		return nil
	case out.Empty():
		return nil
	case out.IsList:
		list := source.New(source.List, "", at)
		for _, text := range out.List {
			list.AppendItems(source.New(source.String, text, at))
		}
		return list
	}
	n := source.New(source.String, strings.TrimSpace(out.Text), at)
	switch {
	case n.Text == "":
		return nil
	case out.IsBool:
		n.Kind, n.Plain = source.Bool, true
	case out.IsInt:
		n.Kind, n.Plain = source.Number, true
	}
	return n
}
