package report

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// node is a part of a derivation.
type node struct {
	Value string
	Label []span
	Sum   string // its parts in one line, "" of a leaf
	Where string // of a leaf that is written
	Line  string // the source line
	Note  string // of a leaf that is not
	Parts []*node
	More  int // parts left out
}

// tree shows a derivation with at most the given number of parts.
func (b *builder) tree(d *model.Object, most *int) *node {
	*most--
	n := &node{Value: Safe(d.Text(field.Text)), Label: spans(d.Text(field.Label)), Note: Safe(d.Text(field.Note))}
	if at := engine.Place(d); at.Line > 0 {
		n.Where = Safe(where(at))
	}
	var texts []string
	for _, part := range d.Objects(field.Of) {
		texts = append(texts, part.Text(field.Text))
		if *most <= 0 {
			n.More++
			continue
		}
		n.Parts = append(n.Parts, b.tree(part, most))
	}
	if len(texts) > 0 && len(texts) <= 6 {
		n.Sum = Safe(strings.Join(texts, " "+d.Text(field.Op)+" "))
		if sum, value, ok := strings.Cut(roundTimes(n.Sum+" = "+n.Value), " = "); ok {
			n.Sum, n.Value = sum, value
		}
	}
	return n
}

// quote gives the leaves of a derivation the source lines they are written on.
func (b *builder) quote(n *node, d *model.Object, told map[string]bool) {
	if at := engine.Place(d); at.Line > 0 {
		if line := b.sourceLine(at); !told[line] {
			n.Line, told[line] = line, true
		}
	}
	for i, part := range d.Objects(field.Of)[:len(n.Parts)] {
		b.quote(n.Parts[i], part, told)
	}
}

// size is how many lines a derivation takes.
func (n *node) size() int {
	if n == nil {
		return 0
	}
	lines := 1
	for _, part := range n.Parts {
		lines += part.size()
	}
	return lines
}

// places notes where the leaves of a derivation are written.
func (n *node) places(told map[string]bool) {
	if n == nil {
		return
	}
	told[n.Where] = true
	for _, part := range n.Parts {
		part.places(told)
	}
}

// sourceLine is the line of a file that a place is on, without its indent.
func (b *builder) sourceLine(l source.Location) string {
	if l.Part != nil {
		return Safe(cut(l.Part.Text, widest))
	}
	lines := b.sources.of(l.File)
	if lines == nil {
		return ""
	}
	line := bytes.TrimSpace(lines.Line(l.Line))
	return Safe(cut(string(line[:min(len(line), utf8.UTFMax*(widest+1))]), widest)) // enough for what is shown of it
}

// number is a figure of a definition: written, computed, or not known.
type number struct {
	Label   []span
	Value   string
	Sum     string
	Where   string
	Tree    *node
	Missing [][]span
}

// written lists the quantities that stand in a definition.
func (b *builder) written(o *model.Object, file, prefix string) []number {
	var all []number
	o.Each(func(name string, v any) {
		label := strings.TrimSpace(prefix + " " + words(name))
		switch v := v.(type) {
		case *model.Quantity:
			n := number{Label: spans(label), Value: Safe(compared(v.Text))}
			if at := v.Location(); at.Line > 0 {
				n.Where = Safe(where(at))
			}
			all = append(all, n)
		case *model.Object:
			all = append(all, b.written(v, file, label+",")...)
		case model.List:
			for _, entry := range v {
				if inner, ok := entry.(*model.Object); ok {
					all = append(all, b.written(inner, file, entryLabel(label, inner))...)
				}
			}
		}
	})
	return all
}

// comparisons are the signs that quantities begin with, longer ones first, and their words.
var comparisons = []struct {
	sign  string
	words wording.Text
}{
	{">=", wording.AtLeast}, {"≥", wording.AtLeast}, {"<=", wording.AtMost}, {"≤", wording.AtMost},
	{">", wording.MoreThan}, {"<", wording.LessThan}, {"=", wording.Exactly},
}

// compared writes a quantity with its comparison in words.
func compared(text string) string {
	for _, c := range comparisons {
		if rest, ok := strings.CutPrefix(text, c.sign); ok {
			return c.words() + " " + strings.TrimSpace(rest)
		}
	}
	return text
}

// entryLabel names an entry of a list by what identifies it.
func entryLabel(label string, entry *model.Object) string {
	for _, key := range []field.Path{field.ID, field.Name, field.KPI, field.Item} {
		if text := entry.Text(key); text != "" {
			return label + " `" + text + "`,"
		}
	}
	if place := entry.Object(field.For); place != nil { // a row of targets
		var values []string
		place.Each(func(_ string, v any) {
			switch v := v.(type) {
			case string:
				values = append(values, v)
			case model.List:
				for _, one := range v {
					values = append(values, fmt.Sprint(one))
				}
			}
		})
		return label + " `" + strings.Join(values, ", ") + "`,"
	}
	return label + ","
}

// computed lists the numbers that were worked out about a definition, each sum once; a number that is only repeated is left to written.
func (b *builder) computed(of any) []number {
	var all []number
	seen := map[string]bool{}
	walk("", of, func(name string, fact *network.Node) {
		n, ok := b.number(name, fact)
		key := n.Sum + "\x00" + fmt.Sprint(n.Missing)
		if ok && !seen[key] {
			seen[key] = true
			all = append(all, n)
		}
	})
	return all
}

// walk calls f for every computed number below a value.
func walk(name string, v any, f func(name string, fact *network.Node)) {
	switch v := v.(type) {
	case nil:
	case *network.Node:
		f(name, v)
	case view.List:
		for i := range v.Len() {
			walk(name, v.At(i), f)
		}
	default:
		view.Each(v, func(name string, inner any) { walk(name, inner, f) })
	}
}

// number shows a fact; false for one that says no more than what is written.
func (b *builder) number(name string, fact *network.Node) (number, bool) {
	n := number{Label: spans(words(name))}
	if fact.Valued() {
		n.Value, n.Sum = Safe(roundTimes(fact.Text())), Safe(roundTimes(fact.Sum()))
	}
	for _, missing := range fact.Lacks() {
		n.Missing = append(n.Missing, spans(missing))
	}
	if fact.Valued() && len(fact.Of()) > 0 {
		parts := cardParts
		n.Tree = b.tree(fact.Derivation(), &parts)
		n.Label = labelOf(fact.Label, name)
	}
	return n, n.Tree != nil || len(n.Missing) > 0
}

// labelOf is what a number is called: by its derivation, and where that only says that it is a target, also by the fact.
func labelOf(label, name string) []span {
	switch label {
	case "":
		return spans(words(name))
	case "target":
		return spans(label + " " + words(name))
	}
	return spans(label)
}
