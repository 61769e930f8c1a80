package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/impact"
	"github.com/kpilint/kpilint/engine/wording"
)

// drawing is how a language of diagrams writes nodes and edges.
type drawing struct {
	head func(direction string) string
	foot string
	node func(id, label string, n *impact.Node) string
	edge func(from, to, label string, l *impact.Link) string
}

// diagram draws an answer. Nodes are numbered, so that no name can be taken for a word of the language.
func diagram(w io.Writer, a *impact.Answer, d drawing) error {
	b := bufio.NewWriter(w)
	direction := "TB"
	if a.Question == "needs" {
		direction = "LR" // its links have long labels
	}
	b.WriteString(d.head(direction))
	ids := map[*impact.Node]string{}
	for _, n := range a.Nodes {
		ids[n] = "n" + strconv.Itoa(len(ids))
		b.WriteString(d.node(ids[n], nodeLabel(n), n))
	}
	for _, l := range a.Links {
		b.WriteString(d.edge(ids[l.From], ids[l.To], edgeLabel(a, l), l))
	}
	b.WriteString(d.foot)
	return b.Flush()
}

// nodeLabel is the name of a node with its sum, in lines of a readable length.
func nodeLabel(n *impact.Node) string {
	lines := []string{Safe(label(n)) + owner(n)}
	words := joined(n.Sum, n.Verdict)
	if len(n.Missing) > 0 {
		words = joined(words, wording.CannotBeToldAs(strings.Join(n.Missing, "; ")))
	}
	return strings.Join(append(lines, wrapped(Safe(words))...), "\n")
}

// edgeLabel is the kind of a link; of what is needed, its sum.
func edgeLabel(a *impact.Answer, l *impact.Link) string {
	if l.Circle {
		return Safe(l.Kind) + ", a circle"
	}
	if a.Question == "needs" {
		words := joined(l.Sum, strings.Join(l.Missing, "; "))
		return strings.Join(wrapped(Safe(words)), "\n")
	}
	return Safe(l.Kind)
}

// wrapped breaks a text into lines between words.
func wrapped(text string) []string {
	const width = 44
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len([]rune(line))+len([]rune(word)) >= width && word[0] != '%' {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimLeft(line+" "+word, " ")
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// colours are what a status looks like: the fill and the line, readable in black on either.
var diagramColours = map[impact.Status][2]string{
	impact.Start: {"#d9d9d9", "#333333"}, impact.Missed: {"#f8c9c4", "#a3261b"}, impact.Worse: {"#f8c9c4", "#a3261b"}, impact.Short: {"#f8c9c4", "#a3261b"},
	impact.MayMiss: {"#fde9b8", "#8a6100"}, impact.AtRisk: {"#fde9b8", "#8a6100"}, impact.Unchanged: {"#eeeeee", "#777777"},
	impact.Holds: {"#d3ecd3", "#2c6e2c"}, impact.NotCheckable: {"#ffffff", "#777777"},
}

var dot = drawing{
	head: func(direction string) string {
		return "digraph impact {\n  rankdir=" + direction + ";\n  node [fontname=\"Helvetica\", fontsize=11];\n  edge [fontname=\"Helvetica\", fontsize=9, color=\"#555555\"];\n"
	},
	foot: "}\n",
	node: func(id, label string, n *impact.Node) string {
		c := diagramColours[n.Status]
		shape, style, lines := "box", "filled,rounded", 1
		switch n.Kind {
		case impact.Item, impact.Market:
			shape, style = "ellipse", "filled"
		case impact.KeyResult:
			style = "filled"
		case impact.Objective:
			style, lines = "filled", 2
		}
		if n.Status == impact.NotCheckable {
			style += ",dashed"
		}
		return fmt.Sprintf("  %s [label=%s, shape=%s, peripheries=%d, style=%q, fillcolor=%q, color=%q];\n", id, dotText(label), shape, lines, style, c[0], c[1])
	},
	edge: func(from, to, label string, l *impact.Link) string {
		style := "solid"
		if l.Circle || len(l.Missing) > 0 || !l.Decides {
			style = "dashed"
		}
		return fmt.Sprintf("  %s -> %s [label=%s, style=%s];\n", from, to, dotText(label), style)
	},
}

// dotText quotes a text for DOT, in which a backslash begins an escape and an ampersand an entity.
func dotText(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;", "\n", `\n`).Replace(s) + `"`
}

var mermaid = drawing{
	head: func(direction string) string { return "flowchart " + direction + "\n" + mermaidClasses() },
	node: func(id, label string, n *impact.Node) string {
		open, shut := "[", "]"
		switch n.Kind {
		case impact.Item, impact.Market:
			open, shut = "([", "])"
		case impact.KeyResult, impact.Objective:
			open, shut = "{{", "}}"
		}
		return fmt.Sprintf("  %s%s%s%s:::%s\n", id, open, mermaidText(label), shut, className(n.Status))
	},
	edge: func(from, to, label string, l *impact.Link) string {
		arrow := "-->"
		if l.Circle || len(l.Missing) > 0 || !l.Decides {
			arrow = "-.->"
		}
		return fmt.Sprintf("  %s %s|%s| %s\n", from, arrow, mermaidText(label), to)
	},
}

func mermaidClasses() string {
	var b strings.Builder
	for _, s := range []impact.Status{impact.Start, impact.Missed, impact.Worse, impact.Short, impact.MayMiss, impact.AtRisk, impact.Unchanged, impact.Holds, impact.NotCheckable} {
		c := diagramColours[s]
		fmt.Fprintf(&b, "  classDef %s fill:%s,stroke:%s,color:#000000\n", className(s), c[0], c[1])
	}
	return b.String()
}

// className is a status as a word that Mermaid takes as a class.
func className(s impact.Status) string { return "is" + strings.ReplaceAll(string(s), "-", "") }

// mermaidText quotes a text for Mermaid, whose labels are HTML with entities of its own, and Markdown when they begin with a backtick.
func mermaidText(s string) string {
	return `"` + strings.NewReplacer("#", "#35;", `"`, "#quot;", "<", "#lt;", ">", "#gt;", "&", "#amp;", "`", "#96;", `\`, "#92;", "*", "#42;", "_", "#95;", "\n", "<br/>").Replace(s) + `"`
}
