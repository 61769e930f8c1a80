package source

import (
	"bytes"
	"strings"
)

// indentation is what each level is further to the right.
const indentation = 2

// A printer writes what was laid out.
type printer struct {
	eol    string
	out    bytes.Buffer
	first  bool // no empty line may come now
	inline bool // the next line goes on behind a dash
}

func (p *printer) section(s *section, indent int) {
	for _, e := range s.entries {
		p.remarks(e.head, indent)
		p.line(indent, e.blank)
		if s.list {
			p.out.WriteString("-")
		} else {
			p.out.WriteString(e.key + ":")
		}
		p.entry(e, indent, s.list)
	}
	p.remarks(s.foot, indent)
}

func (p *printer) remarks(all []remark, indent int) {
	for _, r := range all {
		p.line(indent, r.blank)
		p.out.WriteString(r.text + p.eol)
	}
}

// line begins a line.
func (p *printer) line(indent int, blank bool) {
	switch {
	case p.inline:
		p.inline = false
		return
	case blank && !p.first:
		p.out.WriteString(p.eol)
	}
	p.first = false
	p.out.WriteString(strings.Repeat(" ", indent))
}

// entry writes what comes after a key or a dash.
func (p *printer) entry(e *entry, indent int, list bool) {
	v := &e.value
	if v.properties != "" {
		p.out.WriteString(" " + v.properties)
	}
	switch {
	case v.section != nil && list && v.properties == "":
		p.out.WriteString(" ")
		p.inline = true
		p.section(v.section, indent+indentation)
	case v.section != nil:
		p.end(e)
		p.first = true
		p.section(v.section, indent+indentation)
	case v.flow != nil:
		p.out.WriteString(" " + p.flow(v.flow, indent))
		p.end(e)
	case len(v.lines) > 0:
		p.out.WriteString(" ")
		p.lines(e, indent+indentation)
	default:
		p.end(e)
	}
}

// root writes a value that stands in nothing.
func (p *printer) root(e *entry) {
	p.line(0, false)
	if e.value.properties != "" {
		p.out.WriteString(e.value.properties + " ")
	}
	switch v := &e.value; {
	case v.section != nil:
		p.end(e)
		p.section(v.section, 0)
	case v.flow != nil:
		p.out.WriteString(p.flow(v.flow, 0))
		p.end(e)
	default:
		p.lines(e, indentation)
	}
}

// end writes the comment at the end of a line, and ends it.
func (p *printer) end(e *entry) {
	if e.remark != "" {
		p.out.WriteString(" " + e.remark)
	}
	p.out.WriteString(p.eol)
}

// lines writes a scalar. Behind one that goes over several lines a comment stands on the last, but behind the sign of a block scalar.
func (p *printer) lines(e *entry, indent int) {
	last := len(e.value.lines) - 1
	for i, line := range e.value.lines {
		if i > 0 && line != "" {
			p.out.WriteString(strings.Repeat(" ", indent))
		}
		p.out.WriteString(line)
		if e.value.literal && i == 0 || !e.value.literal && i == last {
			p.end(e)
		} else {
			p.out.WriteString(p.eol)
		}
	}
}

// flow is the text of a collection in brackets that begins on a line of some indentation.
func (p *printer) flow(l *flow, indent int) string {
	if l.raw != nil {
		return p.raw(l.raw, indent)
	}
	between, after := ", ", ""
	if l.wide {
		indent += indentation
		between = "," + p.eol + strings.Repeat(" ", indent)
		after = p.eol + strings.Repeat(" ", indent-indentation)
	}
	texts := make([]string, len(l.elements))
	for i, e := range l.elements {
		texts[i] = p.element(e, indent)
	}
	if l.wide && len(texts) > 0 {
		return l.open + between[1:] + strings.Join(texts, between) + after + l.close
	}
	return l.open + strings.Join(texts, between) + l.close
}

func (p *printer) element(e element, indent int) string {
	var words []string
	for _, word := range append([]string{e.key, e.value.properties}, e.value.lines...) {
		if word != "" {
			words = append(words, word)
		}
	}
	if e.value.flow != nil {
		words = append(words, p.flow(e.value.flow, indent))
	}
	return strings.Join(words, " ")
}

// raw indents the lines of a collection one level, and the one that closes it not at all.
func (p *printer) raw(lines []string, indent int) string {
	var b strings.Builder
	for i, line := range lines {
		switch {
		case i == 0:
		case i == len(lines)-1 && strings.ContainsAny(line[:min(1, len(line))], "]}"):
			b.WriteString(p.eol + strings.Repeat(" ", indent))
		case line == "":
			b.WriteString(p.eol)
		default:
			b.WriteString(p.eol + strings.Repeat(" ", indent+indentation))
		}
		b.WriteString(line)
	}
	return b.String()
}
