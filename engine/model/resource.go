package model

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/schema/field"
)

// Resource is one definition among others: a KPI, a Team, … with its names, its owner and its references resolved.
type Resource struct {
	Kind string
	ID   string
	Name string // full name, team/id or id
	*Object
	File    string
	Pointer string        // JSON Pointer of the definition in its document as written
	Around  *Resource     // the resource it is nested in, nil for one of its own document
	Team    *Resource     // the team it belongs to, nil for none
	Owner   *Resource     // the team, role or organisation that owns it, nil when unknown
	Prose   *source.Prose // the text of a job description
	Drafted bool          // made of a document that is no definition
	Nested  []*Resource   // the resources nested in it, in written order
	Plan    *Plan         // of a KPI with steps or levels, nil for others
	Actuals []Actual      // of a KPI, what it was, as written
	Row     *Row          // of which KPI it is a row; nil for a definition
	Mapped  bool          // made by a mapping of a file that is no definition

	Described *content.File // a document that describes it, nil for none

	references int               // how many references are written in it
	stands     map[string]string // where fields are written that were made of others, by path
}

// Model is the organisation: every resource, resolved.
type Model struct {
	AsOf          calendar.Date
	Resources     []*Resource // in the order of files and lines
	Organisation  *Resource   // the first, nil when no document is one
	organisations []*Resource
	Calendar      *calendar.Calendar
	CalendarFrom  *Resource // the resource of the calendar, nil when all is default
	Unresolved    []*Unresolved
	Others        []*Resource // documents that are no definitions, where somebody judges them; they have no kind
	byName        map[string]map[string]*Resource
	byID          map[string]map[string]*Resource   // the first of a kind with an id
	othersOf      map[string]map[string][]*Resource // all others with it, which few ids have
	byKind        map[string][]*Resource
	expecting     map[*Resource][]*Resource // KPI → the roles whose expectations name it
	below         below                     // what teams have below them
	kpisOf        map[*Resource][]*Resource // role → the KPIs it answers for
	made          []Resource                // what each definition became, in their order
	targets       map[*Resource]*Targets    // KPI → its targets by dimensions
	rowNamed      map[string]*Resource      // rows by their full names
	Watch         *Watch                    // notes which fields are read; nil where nobody asks
}

// Made is the resource that the definition at this place of those given to Resolve became, also where it is no part
// of the organisation, as another one has its name.
func (m *Model) Made(i int) *Resource { return &m.made[i] }

// Other makes a document that is no definition into what a finding can point into. at is its place in the file.
func Other(file string, node *source.Node, at string) *Resource {
	return &Resource{Object: &Object{Node: node}, File: file, Pointer: at}
}

// Unresolved is a reference that names nothing, or several things.
type Unresolved struct {
	From       *Resource
	Path       string   // field path in From, tokens joined by "/"
	Text       string   // as written
	Wanted     string   // what it should name, in words: "KPI", "team or role"
	Nearest    string   // the nearest name there is, "" for none
	Slip       bool     // the text is that name with a typo
	Candidates []string // full names, when the bare id is ambiguous; the first twenty of them
	Reason     string   // what is wrong in words, where there is more to say
}

// Title is the display name of a resource, its id when it has none.
func (r *Resource) Title() string {
	if r.Row != nil {
		return r.Row.Of.Title() + strings.TrimPrefix(r.Name, r.Row.Of.Name)
	}
	if name := r.Text(field.Name); name != "" {
		return name
	}
	return r.ID
}

// Of returns the resources of a kind in file order. The list is shared: it is for reading.
func (m *Model) Of(kind string) []*Resource { return slices.Clip(m.byKind[kind]) }

// Listed returns the entries that the organisations list under a field such as `values` or `markets`.
func (m *Model) Listed(name field.Path) []*Object {
	var all []*Object
	for _, r := range m.organisations {
		all = append(all, r.Objects(name)...)
	}
	return all
}

// Named returns the resource with this full name when only one kind has it, nil otherwise. A row has one, too.
func (m *Model) Named(name string) *Resource {
	found := m.rowNamed[name]
	for _, kind := range m.byName {
		if r := kind[name]; r != nil && found != nil {
			return nil
		} else if r != nil {
			found = r
		}
	}
	return found
}

// Find returns the resource of a kind with this full name, nil when there is none. A row is a KPI.
func (m *Model) Find(kind, name string) *Resource {
	if r := m.byName[kind][name]; r != nil || kind != "KPI" {
		return r
	}
	return m.rowNamed[name]
}

// IsDraft reports whether somebody still has to finish a definition, or the one around it.
func (r *Resource) IsDraft() bool {
	for at := r; at != nil; at = at.Around {
		if at.Drafted || at.Get(field.Draft) == true {
			return true
		}
	}
	return false
}

// Written is the place of a field given by its path (needs/0/amount, or the resource itself): the value where it is
// written, a map or list by its key, a missing field by its nearest written parent, the resource itself by its id.
func (r *Resource) Written(path field.Path) (span source.Span, pointerTo string) {
	return r.WrittenAt(path.String())
}

// WrittenAt is Written of a path that is known as a text, such as one that a rule gives.
func (r *Resource) WrittenAt(path string) (span source.Span, pointerTo string) {
	if r.Row != nil {
		return r.Row.Of.WrittenAt(r.InWhole(path))
	}
	if path == field.Target.String() && !r.IsWritten(field.Target) && r.IsWritten(field.Targets) {
		path = targetsField // one for each place stands there
	}
	path = r.Stands(path)
	node, at, key := r.Node, r.Pointer, (*source.Node)(nil)
	for token := range strings.SplitSeq(path, "/") {
		next, nextKey := child(node, token)
		if next == nil || path == "" {
			break
		}
		node, key, at = next, nextKey, pointer(at, token)
	}
	switch {
	case node == r.Node:
		return r.identity()
	case key != nil && (node.Kind == source.Map || node.Kind == source.List || node.Kind == source.Null):
		return key.Span(), at
	case node.Kind == source.Map && len(node.Fields()) > 0:
		return entrySpan(node), at
	}
	return node.Span(), at
}

// Stands is the path at which a field is written: the target of a KPI with steps or levels is one of these, and its
// baseline may be an actual.
func (r *Resource) Stands(path string) string {
	if at, ok := r.stands[path]; ok {
		return at
	}
	return path
}

// stand says where a field is written that was made of another one.
func (r *Resource) stand(path, at string) {
	if r.stands == nil {
		r.stands = map[string]string{}
	}
	r.stands[path] = at
}

// Location is Written with the name of the file.
func (r *Resource) Location(path field.Path) source.Location { return r.LocationAt(path.String()) }

// LocationAt is Location of a path that is known as a text, such as one that a fact or a rule gives.
func (r *Resource) LocationAt(path string) source.Location {
	span, _ := r.WrittenAt(path)
	return source.Location{File: r.File, Span: span}
}

// identity is where a resource itself is pointed at: its id.
func (r *Resource) identity() (source.Span, string) {
	if id := r.NodeOf(field.ID); id != nil {
		return id.Span(), r.Pointer
	}
	return r.Node.Span(), r.Pointer
}

// entrySpan is where an entry of a list is pointed at: the value that identifies it, else its first key.
func entrySpan(node *source.Node) source.Span {
	if id := node.Get("id"); id != nil {
		return id.Span()
	}
	return node.Fields()[0].Key.Span()
}

// child steps into a map by key or into a list by index. The key is nil for a list entry.
func child(node *source.Node, token string) (value, key *source.Node) {
	if node == nil {
		return nil, nil
	}
	if f := node.Field(token); f != nil {
		return f.Value, f.Key
	}
	if i, err := strconv.Atoi(token); err == nil && node.Kind == source.List && i >= 0 && i < len(node.Items()) {
		return node.Items()[i], nil
	}
	return nil, nil
}
