package suppress

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/source"
)

// Location is where an ignore is written.
func (i *Inline) Location() source.Location { return i.at }

// About reports whether an ignore is for the rule of a finding, in its definition.
func (i *Ignore) About(f *finding.Finding) bool {
	names := func(rule string) bool {
		category, all := strings.CutSuffix(rule, "/*")
		return rule == f.Rule || rule == f.Name() || all && category == f.Category
	}
	return i.Resource != nil && f.Resource.Whole() == finding.Resource{Kind: i.Resource.Kind, ID: i.Resource.Name} &&
		slices.ContainsFunc(i.rules, names)
}

// Key is the same for ignores of the same rules at the same field of the same definition, wherever that lies: a comment
// is for the first field of its line. Outside of all definitions it is for a line of its file.
func (i *Ignore) Key() string {
	at := fmt.Sprintf("%s:%d", i.at.File, i.line)
	if i.Resource != nil {
		at = fmt.Sprintf("%s %s %s", i.Resource.Kind, i.Resource.Name, i.field())
	}
	return at + " " + strings.Join(slices.Sorted(slices.Values(i.rules)), ",")
}

// field is the path of what an ignore is for, from its definition.
func (i *Ignore) field() string {
	w := pathSearch{seen: map[*source.Node]bool{}, found: func(n *source.Node) bool { return n.Span().Line == i.line }}
	if i.line == 0 {
		w.found = func(n *source.Node) bool { return len(i.regions) > 0 && n.Span() == i.regions[0] }
	}
	path, _ := w.path(i.Resource.Node)
	return path
}

// rowOf is what a row of `targets` is known by, "" for another entry.
func rowOf(item *source.Node) string {
	if place := item.Get("for"); place != nil && len(place.Fields()) > 0 {
		return finding.RowLabel(place)
	}
	return ""
}

// pathSearch looks for a value, through each map and list once.
type pathSearch struct {
	seen  map[*source.Node]bool
	found func(*source.Node) bool
}

// path leads to the first value that is looked for: entries of a list are called by their id where they have one, so
// that the path stays when others come and go.
func (w *pathSearch) path(n *source.Node) (path string, ok bool) {
	if w.seen[n] {
		return "", false
	}
	w.seen[n] = true
	if w.found(n) {
		return "", true
	}
	for _, f := range n.Fields() {
		if path, ok := w.path(f.Value); ok || w.found(f.Key) {
			return "/" + f.Key.Text + path, true
		}
	}
	for i, item := range n.Items() {
		if path, ok := w.path(item); ok {
			return "/" + cmp.Or(source.TextOf(item.Get("id")), rowOf(item), strconv.Itoa(i)) + path, true
		}
	}
	return "", false
}
