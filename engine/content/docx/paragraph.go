package docx

import (
	"bytes"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/parts"
)

// paragraph is one that was read.
type paragraph struct {
	kind   content.Kind
	level  int
	strong bool
	text   []byte
}

// run is a stretch of letters that look alike.
type run struct {
	bold, hidden bool
}

// paragraphReader reads one paragraph.
type paragraphReader struct {
	*reader
	p           paragraph
	boxes       []paragraph
	style       style
	run         run
	plain, bold bool // some of its text is not bold, or is
	field       int  // inside of how many fields
	code        int  // and in how many of them at what the field does, which is no text
}

// paragraph reads the paragraph that has just begun, and those of text boxes in it behind it.
func (r *reader) paragraph() []paragraph {
	p := paragraphReader{reader: r, style: r.inherited(r.normal)}
	p.style.list = 0
	p.walk()
	switch s := p.style; {
	case s.level > 0:
		p.p.kind, p.p.level = content.Heading, s.level
	case s.list > 0:
		p.p.kind, p.p.level = content.Item, s.list
	}
	p.p.text = bytes.TrimSpace(p.p.text)
	p.p.strong = p.bold && !p.plain
	return append([]paragraph{p.p}, p.boxes...)
}

// walk goes through the element that has just begun.
func (p *paragraphReader) walk() {
	for t := range p.x.Tokens() {
		if t.Kind == parts.Start {
			p.element(t)
		}
	}
}

func (p *paragraphReader) element(t parts.Token) {
	if strings.Contains(t.Space, "/drawingml/") { // a chart or a picture, with letters of its own
		if t.Name == "t" {
			p.x.Skip()
		}
		return
	}
	switch t.Name {
	case "pPr":
		p.properties()
	case "r":
		p.run = run{bold: p.style.bold}
	case "rPr":
		p.letters()
	case "t":
		p.letter()
	case "tab":
		p.write("\t")
	case "br", "cr":
		p.write("\n")
	case "noBreakHyphen":
		p.write("-")
	case "fldChar":
		p.fieldMark(t.Attr("fldCharType"))
	case "footnoteReference", "endnoteReference":
		p.seen["notes"] = true
	case "commentReference":
		p.seen["comments"] = true
	case "txbxContent":
		p.box()
	default:
		p.pass(t)
	}
}

// properties reads what a paragraph is.
func (p *paragraphReader) properties() {
	for t := range p.x.Elements() {
		switch t.Name {
		case "pStyle":
			p.style = p.inherited(t.Attr("val"))
		case "outlineLvl":
			p.style.level = outline(t)
		case "ilvl":
			p.style.list = depth(t)
		case "numId":
			p.style.list = max(p.style.list, 1)
			if t.Attr("val") == "0" { // takes it out of the list of its style
				p.style.list = 0
			}
		case "rPr", "pPrChange": // of the mark at its end; what it was before
			p.x.Skip()
		}
	}
}

// letters reads how the letters of a run look.
func (p *paragraphReader) letters() {
	for t := range p.x.Elements() {
		switch t.Name {
		case "rStyle":
			if s := p.inherited(t.Attr("val")); s.bold || s.plain {
				p.run.bold = s.bold
			}
		case "b":
			p.run.bold = isOn(t)
		case "vanish", "webHidden":
			p.run.hidden = t.Name == "vanish" && isOn(t)
		case "rPrChange":
			p.x.Skip()
		}
	}
}

// letter reads text.
func (p *paragraphReader) letter() {
	for t := range p.x.Tokens() {
		if t.Kind == parts.Text {
			p.write(string(t.Text))
		}
	}
}

// write adds letters, unless they are hidden or say what a field does.
func (p *paragraphReader) write(text string) {
	if p.run.hidden {
		p.seen["hidden"] = true
		return
	}
	if p.code > 0 || len(p.p.text) > content.MaxText {
		return
	}
	if strings.TrimSpace(text) != "" {
		p.bold, p.plain = p.bold || p.run.bold, p.plain || !p.run.bold
	}
	p.p.text = append(p.p.text, text...)
}

// fieldMark takes the beginning of a field, what separates it from its result, and its end.
func (p *paragraphReader) fieldMark(kind string) {
	switch kind {
	case "begin":
		p.field++
		p.code++
	case "separate":
		p.code = max(p.code-1, 0)
	case "end":
		p.field = max(p.field-1, 0)
		p.code = min(p.code, p.field)
	}
}

// box reads the text of a text box. Its paragraphs stand where it is anchored.
func (p *paragraphReader) box() {
	p.each(func(t parts.Token) {
		if t.Name == "tbl" {
			p.nested = append(p.nested, p.table(0))
			return
		}
		p.boxes = append(p.boxes, p.paragraph()...)
	})
}
