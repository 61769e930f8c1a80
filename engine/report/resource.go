package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/facts/supply"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Resource writes what was worked out about a definition: every fact with its sum and the places of its factors, the items it makes
// and uses, and what is missing.
func Resource(w io.Writer, o *view.Organisation, r *model.Resource) error {
	e := &explainer{Writer: bufio.NewWriter(w)}
	fmt.Fprintf(e, "%s %s: %s\n", r.Kind, Safe(r.Name), Safe(r.Title()))
	fmt.Fprintf(e, "  %s", Safe(r.Location(field.Itself).Start()))
	if r.Owner != nil {
		fmt.Fprint(e, wording.OwnedBy(Safe(r.Owner.Name)))
	}
	e.WriteString("\n")
	e.target(r)
	view.Each(o.Record(r), func(name string, v any) { e.value(name, v, 1) })
	e.items(o.Facts.Items, r)
	e.rows(o.RowsOf(r))
	return e.Flush()
}

// target writes the target of a KPI in the words of its author, and how they are read where that says more.
func (e *explainer) target(r *model.Resource) {
	q := r.Quantity(field.Target)
	if r.Kind != "KPI" || q == nil {
		return
	}
	where := r.Location(field.Target).Start()
	if q.Low == nil {
		fmt.Fprintln(e, wording.TargetNotRead(Safe(q.Text), Safe(where)))
		return
	}
	if says := q.String(); says != q.Text {
		fmt.Fprintln(e, wording.TargetReadAs(Safe(q.Text), Safe(says), Safe(where)))
		return
	}
	fmt.Fprintln(e, wording.TargetAsWritten(Safe(q.Text), Safe(where)))
}

type explainer struct{ *bufio.Writer }

// value writes one fact or group of facts under its name in words.
func (e *explainer) value(name string, v any, depth int) {
	indent := strings.Repeat("  ", depth)
	switch v := v.(type) {
	case *network.Node:
		e.fact(name, v, indent)
	case view.List:
		for i := range v.Len() {
			e.value(name, v.At(i), depth)
		}
	case []string:
		if len(v) > 0 {
			fmt.Fprintf(e, "%s%s: %s\n", indent, words(name), Safe(strings.Join(v, ", ")))
		}
	case string:
		if v != "" && name != "at" && (depth > 1 || slices.Contains(telling, name)) {
			fmt.Fprintf(e, "%s%s: %s\n", indent, words(name), Safe(v))
		}
	default:
		if tells(v) {
			fmt.Fprintf(e, "%s%s\n", indent, words(name))
			view.Each(v, func(name string, inner any) { e.value(name, inner, depth+1) })
		}
	}
}

// telling are the texts among a definition's own facts that people ask for. The others, and all that is yes or no, are for rules.
var telling = []string{"level", "state"}

// tells reports whether a group holds a number, or a text or list that says something.
func tells(of any) bool {
	found := false
	view.Each(of, func(_ string, v any) {
		switch v := v.(type) {
		case *network.Node:
			found = true
		case view.List:
			found = found || v.Len() > 0
		case []string:
			found = found || len(v) > 0
		case string:
			found = found || v != ""
		case bool, int:
		default:
			found = found || tells(v)
		}
	})
	return found
}

// fact writes a number with its sum, and one line for each factor with its place, however often the sum has it.
func (e *explainer) fact(name string, f *network.Node, indent string) {
	for _, missing := range f.Lacks() {
		fmt.Fprint(e, wording.NotKnownAs(indent, words(name), Safe(missing))+"\n")
	}
	if f.Valued() {
		fmt.Fprintf(e, "%s%s: %s\n", indent, words(name), Safe(f.Sum()))
		e.leaves(f, indent+"    ", map[string]bool{})
	}
}

func (e *explainer) leaves(n *network.Node, indent string, told map[string]bool) {
	if len(n.Of()) == 0 {
		where := n.Note()
		if n.At.Node != nil {
			where = n.At.Location().Start()
		}
		line := fmt.Sprintf("%s%s: %s (%s)\n", indent, Safe(n.Label), Safe(n.Text()), Safe(where))
		if where != "" && !told[line] {
			told[line] = true
			fmt.Fprint(e, line)
		}
	}
	for _, p := range n.Of() {
		e.leaves(p, indent, told)
	}
}

// items writes the supply and demand in which the definition has a part.
func (e *explainer) items(all []*supply.Item, r *model.Resource) {
	own := func(side *supply.Side) bool { return side.KPI == r.Name }
	for _, it := range all {
		part := ""
		if slices.ContainsFunc(it.Producers, own) {
			part = wording.Makes()
		}
		if slices.ContainsFunc(it.Consumers, own) {
			part = wording.Uses()
		}
		if part == "" {
			continue
		}
		fmt.Fprintf(e, "  %s %s\n", part, Safe(it.Plural))
		for _, name := range []string{"supply", "demand", "short", "holdsAt"} {
			if v := view.Get(it, name); v != nil {
				e.value(name, v, 2)
			}
		}
	}
}

// rows lists the targets of a KPI by its dimensions, each of which has facts of its own.
func (e *explainer) rows(all []*model.Resource) {
	for _, row := range all {
		text := "none"
		if q := row.Quantity(field.Target); q != nil {
			text = q.Text
		}
		fmt.Fprintf(e, "  %s: %s (%s)\n", Safe(row.Name), Safe(text), Safe(row.Location(field.Target).Start()))
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
