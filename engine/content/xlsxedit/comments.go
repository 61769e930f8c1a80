package xlsxedit

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/wording"
)

// longestComment is how many characters a comment has at most, of which Excel takes 32,767.
const longestComment = 30_000

// commenting puts comments on the cells of one sheet.
type commenting struct {
	book   *book
	sheet  listed
	part   string // the part with the comments
	edits  *editor
	author int
	marks  map[string]Mark // by the name of the cell; those that are done are gone
	order  []Mark
	thread *threads // nil where the sheet has no conversations
}

// comment puts a comment on each cell with a mark. One that is there is kept, and ours put below it; in a conversation
// it is an answer. The sheet learns where its comments are drawn.
func (b *book) comment(s listed, r *relations, sheet *editor, marks []Mark) error {
	c := &commenting{book: b, sheet: s, part: r.of("comments"), marks: map[string]Mark{}, order: marks}
	for _, m := range marks {
		c.marks[nameOf(m)] = m
	}
	if err := c.open(r); err != nil {
		return err
	}
	if err := c.below(); err != nil {
		return err
	}
	var drawn []Mark
	var list strings.Builder
	p := c.edits.prefix
	for _, m := range marks {
		if _, left := c.marks[nameOf(m)]; !left {
			continue
		}
		drawn = append(drawn, m)
		fmt.Fprintf(&list, `<%[1]scomment ref="%[2]s" authorId="%[3]d"><%[1]stext><%[1]sr>`+
			`<%[1]st xml:space="preserve">%[4]s</%[1]st></%[1]sr></%[1]stext></%[1]scomment>`,
			p, nameOf(m), c.author, text(shorten(m.Text, longestComment)))
	}
	if list.Len() > 0 {
		c.edits.append("commentList", list.String())
	}
	b.pack.set(c.part, c.edits.apply())
	if c.thread != nil {
		c.thread.save()
	}
	return b.draw(r, sheet, drawn)
}

// open opens the comments of the sheet, or makes a part for them.
func (c *commenting) open(r *relations) error {
	if c.part == "" || !c.book.pack.has(c.part) {
		c.part = c.book.pack.free(path.Join(path.Dir(c.book.part), "comments"), ".xml", 1)
		r.add("comments", c.part)
		if err := c.book.pack.overrideType(c.part, commentsType); err != nil {
			return err
		}
		c.book.pack.set(c.part, []byte(declaration+`<comments xmlns="`+mainSpace+`">`+
			`<authors></authors><commentList></commentList></comments>`))
	}
	data, err := c.book.pack.read(c.part)
	if err != nil {
		return err
	}
	if c.edits, err = edit(c.part, data); err != nil {
		return err
	}
	listed := false
	for t := range c.edits.tags() {
		switch {
		case t.is("author"):
			c.author++
		case t.is("commentList"):
			listed = true
		}
	}
	if !listed {
		return unkept(wording.TheListOfCommentsOf(strconv.Quote(c.sheet.name)))
	}
	c.edits.append("authors", fmt.Sprintf("<%[1]sauthor>%[2]s</%[1]sauthor>", c.edits.prefix, author))
	c.thread, err = c.book.openThreads(c.sheet, r)
	return err
}

// below puts our words below those of the comments that are there.
func (c *commenting) below() error {
	var m Mark
	ours := false // the comment that is being read is on a cell with a mark
	end := 0      // of its text, as far as it was read
	for t := range c.edits.tags() {
		name := string(t.name)
		alone := t.depth == 4 && name == "t" && !t.empty // a text that is not in pieces, and becomes one
		switch {
		case t.is("comment"):
			cell := strings.ReplaceAll(c.edits.attr(t, "ref"), "$", "")
			m, ours = c.marks[cell]
			delete(c.marks, cell)
		case !ours:
		case t.is("text") && t.empty:
			c.edits.replace(t.to-2, t.to, ">"+c.run(m, "")+"</"+string(t.full)+">")
		case t.is("text"):
			end = t.to
		case name == "text":
			c.edits.insert(end, c.run(m, "\n\n"))
		case alone && t.closes:
			c.edits.insert(t.to, "</"+c.edits.prefix+"r>")
			end = t.to
		case alone:
			c.edits.insert(t.from, "<"+c.edits.prefix+"r>")
		case name == "r" && t.closes:
			end = t.to
		}
	}
	if c.thread != nil {
		return c.thread.answer(c.order)
	}
	return nil
}

// run is a piece of a comment with our words.
func (c *commenting) run(m Mark, before string) string {
	return fmt.Sprintf(`<%[1]sr><%[1]st xml:space="preserve">%[2]s</%[1]st></%[1]sr>`, c.edits.prefix,
		text(before+shorten(m.Text, longestComment/2)))
}

// shorten cuts a text to a number of characters, and shows that it did.
func shorten(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}

// behindDrawing are the elements of a sheet that come after the one that says where comments are drawn: ISO/IEC
// 29500-1, 18.3.1.99.
var behindDrawing = map[string]bool{
	"legacyDrawingHF": true, "drawingHF": true, "picture": true, "oleObjects": true, "controls": true,
	"webPublishItems": true, "tableParts": true, "extLst": true, "AlternateContent": true,
}

// draw draws the boxes of comments, which programs show when the pointer is on the cell. They are kept in a drawing of
// an older form, VML.
func (b *book) draw(r *relations, sheet *editor, marks []Mark) error {
	if len(marks) == 0 {
		return nil
	}
	at, drawing := 0, ""
	for t := range sheet.tags() {
		switch {
		case t.depth == 1 && t.is("legacyDrawing"):
			drawing = r.by(sheet.attr(t, "id"))
			if drawing == "" || !b.pack.has(drawing) {
				return unkept(wording.TheDrawingWithTheComments())
			}
		case at == 0 && t.depth == 1 && !t.closes && behindDrawing[string(t.name)], t.depth == 0 && t.closes && at == 0:
			at = t.from
		}
	}
	if drawing != "" {
		return b.drawInto(drawing, marks)
	}
	drawing = b.pack.free(path.Join(path.Dir(b.part), "drawings/vmlDrawing"), ".vml", 1)
	var shapes strings.Builder
	for i, m := range marks {
		shapes.WriteString(box(firstShape+i, m))
	}
	b.pack.set(drawing, []byte(`<xml xmlns:v="urn:schemas-microsoft-com:vml" `+
		`xmlns:o="urn:schemas-microsoft-com:office:office" `+
		`xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="`+
		blocks(len(marks))+`"/></o:shapelayout>`+shapeType+shapes.String()+`</xml>`))
	if err := b.pack.defaultType("vml", drawingType); err != nil {
		return err
	}
	id := r.add("vmlDrawing", drawing)
	sheet.insert(at, fmt.Sprintf(`<%slegacyDrawing xmlns:r="%s" r:id="%s"/>`, sheet.prefix, relationTypes, id))
	return nil
}

// firstShape is the number of the first box of a drawing. Programs count boxes in blocks of 1,024.
const firstShape = 1025

// blocks are the blocks of numbers that so many boxes take.
func blocks(n int) string {
	all := []string{"1"}
	for i := 2; (i-1)*1024 < n+1; i++ {
		all = append(all, strconv.Itoa(i))
	}
	return strings.Join(all, ",")
}

// shapeType says what kind of box the boxes of comments are.
const shapeType = `<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" ` +
	`path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>` +
	`<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`

var shapeNumber = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`_x0000_s([0-9]{1,8})"`)
})

// drawInto adds boxes to a drawing. Drawings of this form need not be sound XML, so it is taken as text.
func (b *book) drawInto(drawing string, marks []Mark) error {
	data, err := b.pack.read(drawing)
	if err != nil {
		return err
	}
	end := bytes.LastIndex(data, []byte("</xml>"))
	for _, name := range []string{
		`xmlns:v="urn:schemas-microsoft-com:vml"`, `xmlns:o="urn:schemas-microsoft-com:office:office"`,
		`xmlns:x="urn:schemas-microsoft-com:office:excel"`,
	} {
		if end < 0 || !bytes.Contains(data, []byte(name)) {
			return unkept(wording.ADrawingOfCommentsIs())
		}
	}
	last := firstShape - 1
	for _, m := range shapeNumber().FindAllSubmatch(data, -1) {
		last = max(last, number(string(m[1])))
	}
	var shapes strings.Builder
	if !bytes.Contains(data, []byte(`id="_x0000_t202"`)) {
		shapes.WriteString(shapeType)
	}
	for i, m := range marks {
		shapes.WriteString(box(last+1+i, m))
	}
	e := &editor{data: data}
	e.insert(end, shapes.String())
	b.pack.set(drawing, e.apply())
	return nil
}

// box is the box of a comment, to the right of its cell and as high as its text needs. It is hidden until somebody asks
// for it.
func box(n int, m Mark) string {
	lines := strings.Count(m.Text, "\n") + len(m.Text)/40 + 2
	right := min(m.Column, maxColumn-5)
	top := max(m.Row-2, 0)
	return fmt.Sprintf(`<v:shape id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;margin-left:60pt;`+
		`margin-top:2pt;width:240pt;height:%dpt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">`+
		`<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>`+
		`<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>`+
		`<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>`+
		`<x:Anchor>%d, 12, %d, 4, %d, 12, %d, 4</x:Anchor><x:AutoFill>False</x:AutoFill>`+
		`<x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>`,
		n, 15*min(lines, 20), right, top, right+4, top+min(lines, 20), m.Row-1, m.Column-1)
}
