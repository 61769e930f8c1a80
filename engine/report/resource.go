package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
)

// Resource writes what was worked out about a definition: every fact with its sum and the places of its factors, the items it makes
// and uses, and what is missing.
func Resource(w io.Writer, m *model.Model, r *model.Resource) error {
	e := &explainer{Writer: bufio.NewWriter(w)}
	fmt.Fprintf(e, "%s %s: %s\n", r.Kind, Safe(r.Name), Safe(r.Title()))
	fmt.Fprintf(e, "  %s", Safe(r.Location("").Start()))
	if r.Owner != nil {
		fmt.Fprintf(e, ", owned by %s", Safe(r.Owner.Name))
	}
	e.WriteString("\n")
	if r.Facts != nil {
		r.Facts.Each(func(name string, v any) { e.value(name, v, 1) })
	}
	e.items(m, r)
	return e.Flush()
}

type explainer struct{ *bufio.Writer }

// value writes one fact or group of facts under its name in words.
func (e *explainer) value(name string, v any, depth int) {
	indent := strings.Repeat("  ", depth)
	switch v := v.(type) {
	case model.Viewer:
		if o, ok := v.(*model.Resource); ok {
			fmt.Fprintf(e, "%s%s: %s\n", indent, words(name), Safe(o.Name))
			return
		}
		e.fact(name, v.View(), indent)
	case *model.Object:
		if tells(v) {
			fmt.Fprintf(e, "%s%s\n", indent, words(name))
			v.Each(func(name string, inner any) { e.value(name, inner, depth+1) })
		}
	case model.List:
		e.list(name, v, depth)
	case string:
		if v != "" && name != "at" && (depth > 1 || slices.Contains(telling, name)) {
			fmt.Fprintf(e, "%s%s: %s\n", indent, words(name), Safe(v))
		}
	}
}

// telling are the texts among a definition's own facts that people ask for. The others, and all that is yes or no, are for rules.
var telling = []string{"level", "state"}

// tells reports whether a group holds a number, or a text or list that says something.
func tells(o *model.Object) bool {
	found := false
	o.Each(func(_ string, v any) {
		switch v := v.(type) {
		case *model.Object:
			found = found || tells(v)
		case model.List:
			found = found || len(v) > 0
		case string:
			found = found || v != ""
		case model.Viewer:
			found = true
		}
	})
	return found
}

func (e *explainer) list(name string, all model.List, depth int) {
	var texts []string
	for _, v := range all {
		if s, ok := v.(string); ok {
			texts = append(texts, s)
		}
	}
	if len(texts) == len(all) {
		if len(texts) > 0 {
			fmt.Fprintf(e, "%s%s: %s\n", strings.Repeat("  ", depth), words(name), Safe(strings.Join(texts, ", ")))
		}
		return
	}
	for _, v := range all {
		e.value(name, v, depth)
	}
}

// fact writes a number with its sum, and one line for each factor with its place.
func (e *explainer) fact(name string, f *model.Object, indent string) {
	for _, missing := range f.Texts("missing") {
		fmt.Fprintf(e, "%s%s: not known, as %s\n", indent, words(name), Safe(missing))
	}
	if sum := f.Text("sum"); sum != "" {
		fmt.Fprintf(e, "%s%s: %s\n", indent, words(name), Safe(sum))
		e.leaves(f.Object("derivation"), indent+"    ")
	}
}

func (e *explainer) leaves(d *model.Object, indent string) {
	if d == nil {
		return
	}
	parts := d.Objects("of")
	if len(parts) == 0 {
		where := d.Text("note")
		if line, ok := d.Get("line").(int); ok {
			where = fmt.Sprintf("%s:%d:%d", d.Text("file"), line, d.Get("column"))
		}
		if where != "" {
			fmt.Fprintf(e, "%s%s: %s (%s)\n", indent, Safe(d.Text("label")), Safe(d.Text("text")), Safe(where))
		}
	}
	for _, p := range parts {
		e.leaves(p, indent)
	}
}

// items writes the supply and demand in which the definition has a part.
func (e *explainer) items(m *model.Model, r *model.Resource) {
	if m.Computed == nil {
		return
	}
	for _, it := range m.Computed.Objects("items") {
		part := ""
		for _, side := range []struct{ role, word string }{{"producers", "makes"}, {"consumers", "uses"}} {
			if slices.ContainsFunc(it.Objects(side.role), func(o *model.Object) bool { return o.Text("kpi") == r.Name }) {
				part = side.word
			}
		}
		if part == "" {
			continue
		}
		fmt.Fprintf(e, "  %s %s\n", part, Safe(it.Text("plural")))
		for _, name := range []string{"supply", "demand", "short", "holdsAt"} {
			if v := it.Get(name); v != nil {
				e.value(name, v, 2)
			}
		}
	}
}

// words writes a name of a fact as people do: "perMonth" is "per month".
func words(name string) string {
	var b strings.Builder
	for _, r := range name {
		if r >= 'A' && r <= 'Z' {
			b.WriteByte(' ')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}
