package chart

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// SVG writes a scene as an svg element to stand in a page that has CSS among its styles. id tells it from others
// on the page: letters, digits and hyphens.
func (s *Scene) SVG(id string) string {
	w := &svg{id: plainID(id)}
	w.open(s)
	for _, g := range s.Groups {
		w.group(g)
	}
	w.WriteString("</svg>")
	return w.String()
}

// File writes a scene as an SVG file, with its styles.
func (s *Scene) File() string {
	w := &svg{id: "map", file: true}
	w.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	w.open(s)
	w.WriteString("<style>" + fileCSS() + "</style>")
	for _, g := range s.Groups {
		w.group(g)
	}
	w.WriteString("</svg>\n")
	return w.String()
}

type svg struct {
	strings.Builder
	id   string
	file bool
}

// plainID keeps of a text what an id may hold without being quoted.
func plainID(id string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, id)
}

func (w *svg) open(s *Scene) {
	space := ""
	if w.file {
		space = fmt.Sprintf(` xmlns="http://www.w3.org/2000/svg" width="%s" height="%s"`, num(s.Width), num(s.Height))
	}
	fmt.Fprintf(w, `<svg%s class="kmap" viewBox="0 0 %s %s" role="group" aria-labelledby="%s-title %[4]s-desc">`,
		space, num(s.Width), num(s.Height), w.id)
	fmt.Fprintf(w, `<title id="%s-title">%s</title><desc id="%[1]s-desc">%[3]s</desc><defs>`, w.id, escape(s.Title),
		escape(s.Desc))
	for _, p := range []string{"gap", "plan"} {
		fmt.Fprintf(w, `<pattern id="%s-%s" class="%[2]s" width="7" height="7" patternUnits="userSpaceOnUse" `+
			`patternTransform="rotate(45)"><rect class="k-ground" width="7" height="7"/>`+
			`<path class="k-hatch" d="M0 0V7"/></pattern>`, w.id, p)
	}
	w.WriteString("</defs>\n")
}

func (w *svg) group(g *Group) {
	if g.Says == "" {
		w.WriteString(`<g aria-hidden="true">`)
		w.shapes(g.Shapes)
		w.WriteString("</g>\n")
		return
	}
	says := escape(clean(g.Says))
	attributes := fmt.Sprintf(` class="k-%s" aria-label="%s"`, plainID(g.Class), says)
	if g.Name != "" {
		attributes += fmt.Sprintf(` data-name="%s"`, escape(clean(g.Name)))
	}
	if !w.file {
		attributes += nodeAttributes(g)
	}
	if g.Href != "" {
		fmt.Fprintf(w, `<a href="%s"%s><title>%s</title>`, escape(g.Href), attributes, says)
		for i := range g.Shapes { // apart, so that the words that are seen are those of the name
			w.shape(&g.Shapes[i])
			w.WriteByte('\n')
		}
		w.WriteString("</a>\n")
		return
	}
	fmt.Fprintf(w, `<g role="img" tabindex="0"%s><title>%s</title>`, attributes, says)
	w.shapes(g.Shapes)
	w.WriteString("</g>\n")
}

// nodeAttributes say to the script of a page what is connected to what.
func nodeAttributes(g *Group) string {
	text := ""
	for _, a := range []struct{ name, value string }{{"at", g.At}, {"from", g.From}, {"to", g.To}} {
		if a.value != "" {
			text += ` data-` + a.name + `="` + a.value + `"`
		}
	}
	return text
}

func (w *svg) shapes(all []Shape) {
	for len(all) > 0 {
		n := cells(all)
		if n < 2 {
			n = 1
			w.shape(&all[0])
		} else {
			w.cells(all[:n])
		}
		all = all[n:]
	}
}

// cells is how many shapes are small boxes of one kind, one after the other, from the first on.
func cells(all []Shape) int {
	n := 0
	for n < len(all) && all[n].Kind == all[0].Kind && all[n].Text == "" && all[n].Path == nil {
		n++
	}
	switch all[0].Kind {
	case Cell, BadCell, LookCell:
		return n
	}
	return 0
}

// cells draws small boxes of one kind as one path: a large map has thousands.
func (w *svg) cells(all []Shape) {
	fmt.Fprintf(w, `<path class="%s" d="`, classes[all[0].Kind])
	for _, s := range all {
		fmt.Fprintf(w, "M%s %sh%sv%sh-%sz", num(s.Box.X), num(s.Box.Y), num(s.Box.W), num(s.Box.H), num(s.Box.W))
	}
	w.WriteString(`"/>`)
}

// fills are the patterns of styles that have one.
func (w *svg) fill(s Kind) string {
	switch s {
	case Gap, MayGap:
		return fmt.Sprintf(` fill="url(#%s-gap)"`, w.id)
	case Beyond:
		return fmt.Sprintf(` fill="url(#%s-plan)"`, w.id)
	}
	return ""
}

func (w *svg) shape(s *Shape) {
	class := classes[s.Kind]
	switch {
	case s.Text != "":
		if s.Bold {
			class += " b"
		}
		if s.Halo {
			class += " h"
		}
		anchor := [...]string{"", ` text-anchor="middle"`, ` text-anchor="end"`}[s.Anchor]
		fmt.Fprintf(w, `<text class="%s" x="%s" y="%s" font-size="%s"%s>%s</text>`, class, num(s.X), num(s.Y), num(s.Size),
			anchor, escape(s.Text))
	case s.Path != nil:
		fmt.Fprintf(w, `<path class="%s"%s d="%s"/>`, class, w.fill(s.Kind), pathData(s.Path))
	default:
		round := ""
		if s.Round > 0 {
			round = ` rx="` + num(s.Round) + `"`
		}
		fmt.Fprintf(w, `<rect class="%s"%s x="%s" y="%s" width="%s" height="%s"%s/>`, class, w.fill(s.Kind), num(s.Box.X),
			num(s.Box.Y), num(s.Box.W), num(s.Box.H), round)
	}
}

func pathData(steps []Step) string {
	var b strings.Builder
	for _, s := range steps {
		b.WriteByte(s.Op)
		switch s.Op {
		case 'M', 'L':
			b.WriteString(num(s.X) + " " + num(s.Y))
		case 'C':
			b.WriteString(strings.Join([]string{num(s.X1), num(s.Y1), num(s.X2), num(s.Y2), num(s.X), num(s.Y)}, " "))
		}
	}
	return b.String()
}

// num writes a coordinate to a tenth of a unit.
func num(f float64) string {
	f = math.Round(f*10) / 10
	if f == 0 {
		f = 0 // and not −0
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")

func escape(text string) string { return escaper.Replace(clean(text)) }
