package report

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/chart"
	"github.com/kpilint/kpilint/engine/chart/raster"
	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/wording"
)

// GraphFormats are the formats in which the map of the numbers is written.
func GraphFormats() []string { return []string{"svg", "png", "mermaid", "dot"} }

// Graph writes the map of the numbers: as a picture, or as the source of a diagram for Mermaid or Graphviz.
func Graph(w io.Writer, f *flow.Flow, format string, o chart.Options) error {
	switch format {
	case "svg":
		_, err := io.WriteString(w, chart.Map(f, o).File())
		return err
	case "png":
		return raster.Write(w, chart.Map(f, o), 2)
	case "mermaid":
		return flowDiagram(w, f, o, mermaidFlow)
	case "dot":
		return flowDiagram(w, f, o, dotFlow)
	}
	return errors.New(wording.UnknownFormatItMayBe(strconv.Quote(format), strings.Join(GraphFormats(), ", ")))
}

// flowLanguage is how a language of diagrams writes the map. Things are numbered, so that no name can be taken for a
// word of the language.
type flowLanguage struct {
	head, foot string
	class      func(name, fill, line string) string // nil where a number says its colours itself
	team       func(id, title string) string
	end        string
	number     func(id, label, class string) string
	band       func(from, to, label string, short bool) string
}

// flowDiagram writes teams with their numbers, what flows between them, goals and cash.
func flowDiagram(w io.Writer, f *flow.Flow, o chart.Options, l flowLanguage) error {
	b := bufio.NewWriter(w)
	b.WriteString(l.head)
	if l.class != nil {
		for _, c := range flowColours {
			b.WriteString(l.class(c.class, c.fill, c.line))
		}
	}
	if chart.Folds(f, o) {
		foldedDiagram(b, f, l)
		return b.Flush()
	}
	part := chart.Shown(f, o)
	ids := map[*flow.Number]string{}
	for i, t := range f.Teams {
		var lines []string
		for _, n := range t.Numbers {
			if !part[n] {
				continue
			}
			ids[n] = "n" + strconv.Itoa(len(ids)+1)
			lines = append(lines, l.number(ids[n], numberLabel(n), numberClass(n)))
		}
		if len(lines) > 0 {
			b.WriteString(l.team("t"+strconv.Itoa(i+1), Safe(t.Title)) + strings.Join(lines, "") + l.end)
		}
	}
	nobody := 0
	for _, band := range f.Bands {
		if !part[band.To] || band.From != nil && !part[band.From] {
			continue
		}
		from := ids[band.From]
		if band.From == nil {
			nobody++
			from = "none" + strconv.Itoa(nobody)
			b.WriteString(l.number(from, wording.NobodyPlans(Safe(band.Item)), "isbad"))
		}
		b.WriteString(l.band(from, ids[band.To], bandLabel(band), band.Short != ""))
	}
	b.WriteString(l.foot)
	return b.Flush()
}

// foldedDiagram writes teams, and how many supplies there are between them.
func foldedDiagram(b *bufio.Writer, f *flow.Flow, l flowLanguage) {
	ids := map[*flow.Team]string{}
	for i, t := range f.Teams {
		if len(t.Numbers) == 0 {
			continue
		}
		ids[t] = "t" + strconv.Itoa(i+1)
		bad := 0
		for _, n := range t.Numbers {
			if numberClass(n) == "isbad" {
				bad++
			}
		}
		label, class := Safe(t.Title)+"\n"+wording.Numbers(len(t.Numbers)), "isfine"
		if bad > 0 {
			label, class = wording.SoManyCannotHold(label, strconv.Itoa(bad)), "isbad"
		}
		b.WriteString(l.number(ids[t], label, class))
	}
	type pair struct{ from, to *flow.Team }
	var order []pair
	all, short := map[pair]int{}, map[pair]int{}
	for _, band := range f.Bands {
		if band.From == nil || band.From.Team == band.To.Team {
			continue
		}
		p := pair{band.From.Team, band.To.Team}
		if all[p]++; all[p] == 1 {
			order = append(order, p)
		}
		if band.Short != "" {
			short[p]++
		}
	}
	for _, p := range order {
		label := wording.Supplies(all[p])
		if short[p] > 0 {
			label += ", " + wording.NumberShort(strconv.Itoa(short[p]))
		}
		b.WriteString(l.band(ids[p.from], ids[p.to], label, short[p] > 0))
	}
	b.WriteString(l.foot)
}

func numberLabel(n *flow.Number) string {
	lines := append(wrapped(Safe(n.Title)), wrapped(Safe(n.Value))...)
	return strings.Join(append(lines, wrapped(Safe(n.Note))...), "\n")
}

func numberClass(n *flow.Number) string {
	switch {
	case n.Lacks || n.Level == flow.Error:
		return "isbad"
	case n.Level == flow.Warning:
		return "islook"
	}
	return "isfine"
}

func bandLabel(b *flow.Band) string {
	lines := []string{Safe(b.Label + ": " + b.Amount)}
	for _, more := range []string{b.Short, b.Limit} {
		if more != "" {
			lines = append(lines, Safe(more))
		}
	}
	return strings.Join(lines, "\n")
}

// flowColours are the fill and the line of each class, readable in black on either.
var flowColours = [...]struct{ class, fill, line string }{
	{"isbad", "#f8d9d5", "#b3261e"}, {"islook", "#fbeacb", "#835400"}, {"isfine", "#ffffff", "#7d8794"},
}

var mermaidFlow = flowLanguage{
	head: "%% drawn by kpilint graph\nflowchart LR\n",
	class: func(name, fill, line string) string {
		return "  classDef " + name + " fill:" + fill + ",stroke:" + line + ",color:#000000\n"
	},
	team: func(id, title string) string { return "  subgraph " + id + "[" + mermaidText(title) + "]\n" },
	end:  "  end\n",
	number: func(id, label, class string) string {
		return "    " + id + "[" + mermaidText(label) + "]:::" + class + "\n"
	},
	band: func(from, to, label string, short bool) string {
		arrow := "-->"
		if short {
			arrow = "-.->"
		}
		return "  " + from + " " + arrow + "|" + mermaidText(label) + "| " + to + "\n"
	},
}

var dotFlow = flowLanguage{
	head: "// drawn by kpilint graph\ndigraph map {\n  rankdir=LR;\n" +
		"  node [fontname=\"Helvetica\", fontsize=11, shape=box, style=\"filled,rounded\"];\n" +
		"  edge [fontname=\"Helvetica\", fontsize=9, color=\"#6495cb\"];\n",
	foot: "}\n",
	team: func(id, title string) string {
		return "  subgraph cluster_" + id + " {\n    label=" + dotText(title) +
			"; fontname=\"Helvetica\"; color=\"#c3c8d0\";\n"
	},
	end: "  }\n",
	number: func(id, label, class string) string {
		for _, c := range flowColours {
			if c.class == class {
				return fmt.Sprintf("    %s [label=%s, fillcolor=%q, color=%q];\n", id, dotText(label), c.fill, c.line)
			}
		}
		return ""
	},
	band: func(from, to, label string, short bool) string {
		style := ""
		if short {
			style = ", style=dashed, color=\"#b3261e\", fontcolor=\"#b3261e\""
		}
		return fmt.Sprintf("  %s -> %s [label=%s%s];\n", from, to, dotText(label), style)
	},
}
