// Package html reads pages: headings, paragraphs, entries of lists and tables, as a browser shows them, with every
// byte of the file in its place. Tags are painted over, and so is what templates leave between {% and %}. A job
// posting that stands in a page for search engines, or in a file of JSON of its own, is read too.
package html

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/charset"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// Read reads a page, or a job posting in JSON-LD.
func Read(name string, data []byte) (*content.File, error) {
	text, said, err := charset.Decode(data)
	if err != nil {
		return nil, err
	}
	f := &content.File{Name: name, Format: "html", Text: text, Said: said}
	r := newReader(f, text)
	if begin := bytes.TrimLeft(text, " \t\r\n"); len(begin) > 0 && (begin[0] == '{' || begin[0] == '[') &&
		!isTemplate(begin) {
		f.Format = "jsonld"
		return f, r.json()
	}
	r.templates()
	r.page()
	return f, nil
}

// reader reads one file.
type reader struct {
	file         *content.File
	raw, painted []byte
	bold         map[string]bool // classes whose text is bold
	room         content.Room
	full         bool
	offset       int // how far lines were counted
	line, column int

	open     bool // text that is no block yet
	from, to int  // of its first and its last letter
	shown    int  // letters of it
	strong   int  // and those that are bold

	heading  int        // the level of the heading that is open
	lists    []int      // the levels of those that are open
	item     int        // how deep the entry lies that the next text begins; 0 for none
	boldTags []string   // elements that are open and make text bold
	tables   []*table   // that are open
	caption  bool       // inside of the caption of the last table
	skipped  string     // the name of an element that is not text
	depth    int        // and how many of that name are open
	hidden   bool       // something was left out that a browser does not show
	empty    [2]int     // the date of a <time> that has no text so far
	pending  []*listing // tables in templates that lie ahead
	postings [][2]int   // JSON-LD
	spans    int        // columns of merged cells that were followed
}

func newReader(f *content.File, text []byte) *reader {
	return &reader{file: f, raw: text, painted: bytes.Clone(text), bold: map[string]bool{}, line: 1, column: 1}
}

// page reads the whole file as HTML.
func (r *reader) page() {
	r.html(0, len(r.raw))
	if r.hidden {
		r.file.Said = append(r.file.Said, content.Note{Text: wording.HiddenTextIsNotRead()})
	}
	for _, p := range r.postings {
		r.posting(p[0], p[1])
	}
}

// html reads a stretch of the file.
func (r *reader) html(from, to int) {
	z := html.NewTokenizer(bytes.NewReader(bytes.Clone(r.painted[from:to])))
	for offset := from; ; {
		kind := z.Next()
		begin := offset
		offset += len(z.Raw())
		r.templateTables(begin)
		if kind == html.ErrorToken {
			break
		}
		switch kind {
		case html.TextToken:
			r.text(begin, offset)
		case html.StartTagToken, html.SelfClosingTagToken:
			clear(r.painted[begin:offset])
			r.start(tagOf(z, kind == html.SelfClosingTagToken), begin, offset)
		case html.EndTagToken:
			clear(r.painted[begin:offset])
			name, _ := z.TagName()
			r.end(nameOf(name), begin)
		default:
			clear(r.painted[begin:offset])
		}
	}
	for len(r.tables) > 0 {
		r.endTable()
	}
	r.flush()
	r.skipped, r.depth, r.boldTags, r.heading, r.lists, r.item = "", 0, nil, 0, nil, 0
}

// tag is the beginning of an element.
type tag struct {
	name   string
	attrs  map[string]string
	closed bool // it ends itself: <br/>
}

// maxAttrs is how many attributes of a tag are looked at.
const maxAttrs = 50

// nameOf is the name of an element. Painted bytes, which the tokenizer turns into \ufffd, are no part of it.
func nameOf(name []byte) string { return strings.TrimRight(string(name), "\ufffd") }

func tagOf(z *html.Tokenizer, closed bool) tag {
	name, more := z.TagName()
	t := tag{name: nameOf(name), closed: closed}
	for i := 0; more && i < maxAttrs; i++ {
		var key, value []byte
		key, value, more = z.TagAttr()
		if t.attrs == nil {
			t.attrs = map[string]string{}
		}
		t.attrs[string(key)] = string(value)
	}
	return t
}

var (
	// noText are elements whose text nobody reads: programs, choices, and what of a wiki's page is no text.
	noText = content.WordSet(`
script style noscript template svg math iframe object select textarea ac:parameter ac:plain-text-body`)
	// blocks are elements that stand on lines of their own.
	blocks = content.WordSet(`
address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer
form header hr legend main nav option p pre section summary title ac:structured-macro ac:rich-text-body ac:task
ac:task-body ac:layout-cell`)
	// void are elements that have no end.
	void = content.WordSet("area base br col embed hr img input link meta source track wbr")
)

// start takes the beginning of an element.
func (r *reader) start(t tag, begin, end int) {
	if r.skipped != "" {
		if t.name == r.skipped && !t.closed {
			r.depth++
		}
		return
	}
	if (noText.Has(t.name) || isHidden(t)) && !t.closed && !void.Has(t.name) {
		r.hidden = r.hidden || !noText.Has(t.name)
		r.skipped, r.depth = t.name, 1
		if t.name == "script" && strings.Contains(t.attrs["type"], "ld+json") {
			r.postings = append(r.postings, [2]int{end, end})
		}
		return
	}
	switch t.name {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		r.boundary(begin)
		r.heading = int(t.name[1] - '0')
	case "title":
		r.boundary(begin)
		r.heading = 1
	case "ul", "ol":
		r.boundary(begin)
		if len(r.lists) < content.MaxDepth {
			r.lists = append(r.lists, max(level(t.attrs["class"]), len(r.lists)+1))
		}
	case "li":
		r.boundary(begin)
		if r.item = 1; len(r.lists) > 0 {
			r.item = r.lists[len(r.lists)-1]
		}
	case "br":
		if r.open {
			r.painted[begin] = '\n'
		}
	case "time":
		r.date(t, begin, end)
	case "table":
		r.startTable(begin)
	case "caption":
		r.flush()
		r.caption = len(r.tables) > 0
	case "thead", "tbody", "tfoot", "tr", "td", "th":
		r.inTable(t)
	}
	if blocks.Has(t.name) {
		r.boundary(begin)
	}
	if !t.closed && !void.Has(t.name) && r.isBold(t) && len(r.boldTags) < content.MaxDepth {
		r.boldTags = append(r.boldTags, t.name)
	}
}

// end takes the end of an element.
func (r *reader) end(name string, begin int) {
	if r.skipped != "" {
		if name == r.skipped {
			if r.depth--; r.depth == 0 {
				r.skipped = ""
			}
		}
		return
	}
	switch name {
	case "h1", "h2", "h3", "h4", "h5", "h6", "title":
		r.boundary(begin)
		r.heading = 0
	case "ul", "ol":
		r.boundary(begin)
		r.lists, r.item = r.lists[:max(len(r.lists)-1, 0)], 0
	case "li":
		r.boundary(begin)
		r.item = 0
	case "time":
		if r.empty[1] > 0 {
			r.expose(r.empty[0], r.empty[1])
		}
		r.empty = [2]int{}
	case "table":
		r.endTable()
	case "caption":
		r.endCaption()
	case "td", "th":
		r.endCell()
	case "tr":
		r.endRow()
	case "thead":
		if n := len(r.tables); n > 0 {
			r.tables[n-1].head = false
		}
	}
	if blocks.Has(name) {
		r.boundary(begin)
	}
	if n := len(r.boldTags); n > 0 && r.boldTags[n-1] == name {
		r.boldTags = r.boldTags[:n-1]
	}
}

// isHidden reports whether nobody sees an element.
func isHidden(t tag) bool {
	_, hidden := t.attrs["hidden"]
	return hidden || strings.Contains(strings.ReplaceAll(t.attrs["style"], " ", ""), "display:none")
}

var heavy = content.Pattern(`font-weight:\s*(?:bold|[6-9]00)`)

// isBold reports whether a tag makes text bold.
func (r *reader) isBold(t tag) bool {
	if t.name == "b" || t.name == "strong" || t.name == "th" || heavy.Get().MatchString(t.attrs["style"]) {
		return true
	}
	for class := range strings.FieldsSeq(t.attrs["class"]) {
		if r.bold[class] {
			return true
		}
	}
	return false
}

var boldClass = content.Pattern(`\.([-\w]+)\s*\{[^{}]*font-weight:\s*(?:bold|[6-9]00)`)

// classes reads which classes are bold: documents of Google say so of each stretch of text.
func (r *reader) classes(style []byte) {
	for _, m := range boldClass.Get().FindAllSubmatch(style, -1) {
		r.bold[string(m[1])] = true
	}
}

var kix = content.Pattern(`\blst-kix_\w+-(\d)\b`)

// level is how deep the lists of Google's documents lie, which all stand side by side; 0 for others.
func level(class string) int {
	if m := kix.Get().FindStringSubmatch(class); m != nil {
		return int(m[1][0]-'0') + 1
	}
	return 0
}

// date remembers the date of an element that shows it where it has no text: <time datetime="2026-03-31"/>.
func (r *reader) date(t tag, begin, end int) {
	value := t.attrs["datetime"]
	i := bytes.Index(r.raw[begin:end], []byte(value))
	if value == "" || i < 0 {
		return
	}
	r.empty = [2]int{begin + i, begin + i + len(value)}
	if t.closed {
		r.expose(r.empty[0], r.empty[1])
		r.empty = [2]int{}
	}
}

// expose makes bytes of a tag a part of the text.
func (r *reader) expose(from, to int) {
	copy(r.painted[from:to], r.raw[from:to])
	r.text(from, to)
}

// text takes text.
func (r *reader) text(from, to int) {
	text := r.painted[from:to]
	if r.skipped != "" {
		switch n := len(r.postings); {
		case r.skipped == "style":
			r.classes(text)
		case r.skipped == "script" && n > 0 && r.postings[n-1][0] == from:
			r.postings[n-1][1] = to
			return
		}
		clear(text)
		return
	}
	for i := range text {
		if text[i] == '&' {
			charset.Entity(text[i:])
		}
	}
	first, last := -1, 0
	letters := 0
	for i, c := range text {
		if !isLetter(c) && c != content.Object {
			continue
		}
		if last = i + 1; first < 0 {
			first = i
		}
		if c != content.Object {
			letters++
		}
	}
	if first < 0 {
		return
	}
	if r.empty = [2]int{}; !r.open {
		r.open, r.from, r.shown, r.strong = true, from+first, 0, 0
	}
	r.to = from + last
	r.shown += letters
	if len(r.boldTags) > 0 {
		r.strong += letters
	}
}

// isLetter reports whether a byte is a part of something that people see.
func isLetter(c byte) bool {
	return c != content.Nothing && c != content.Object && c != ' ' && c != '\n' && c != '\t' && c != '\r'
}

// boundary ends a block. In a cell it ends a line.
func (r *reader) boundary(at int) {
	if n := len(r.tables); n > 0 && r.tables[n-1].cell != nil || r.caption {
		if r.open && at >= r.to {
			r.painted[at] = '\n'
		}
		return
	}
	r.flush()
}

// flush makes a block of the text that is open.
func (r *reader) flush() {
	if !r.open {
		return
	}
	b := content.Block{Kind: content.Paragraph, Strong: r.strong == r.shown}
	item := r.item
	text, ok := r.take()
	if !ok {
		return
	}
	switch {
	case r.heading > 0:
		b.Kind, b.Level = content.Heading, r.heading
	case item > 0:
		b.Kind, b.Level, r.item = content.Item, item, 0
	default:
		if n := content.Entry([]byte(text.String())); n > 0 {
			b.Kind, b.Level = content.Item, 1
			text.Bytes = without(text.Bytes, n)
		}
	}
	b.Text = text
	r.file.Blocks = append(r.file.Blocks, b)
}

// without paints over the first n bytes of a text that are not painted over yet.
func without(text []byte, n int) []byte {
	for i := range text {
		if n == 0 {
			break
		}
		if text[i] != content.Nothing {
			text[i] = content.Nothing
			n--
		}
	}
	return text
}

// take returns the text that is open, as far as there is room for it, and closes it.
func (r *reader) take() (content.Text, bool) {
	r.open = false
	r.moveTo(r.from)
	at := source.Span{Line: r.line, Column: r.column, EndLine: r.line, EndColumn: r.column + 1}
	if r.full || r.shown == 0 {
		return content.Text{}, false
	}
	if r.full = !r.room.Take(min(r.shown, content.MaxText)); r.full {
		r.file.Unread = append(r.file.Unread, r.room.Note(source.Within{}, at))
		return content.Text{}, false
	}
	to := r.to
	if r.shown > content.MaxText {
		r.file.Unread = append(r.file.Unread, content.TooLong(source.Within{}, at))
		to = r.after(content.MaxText)
	}
	raw := r.raw[r.from:to:to]
	return content.Text{Bytes: r.painted[r.from:to:to], Raw: &raw, Line: int32(at.Line), Column: int32(at.Column)}, true
}

// after is where so many letters of the text that is open end, with the last of them whole.
func (r *reader) after(letters int) int {
	for i := r.from; i < r.to; i++ {
		c := r.painted[i]
		if letters <= 0 && c&0xc0 != 0x80 {
			return i
		}
		if isLetter(c) {
			letters--
		}
	}
	return r.to
}

// moveTo counts lines and columns up to an offset. It begins anew for one that lies before the last: a job posting is
// read after the page.
func (r *reader) moveTo(offset int) {
	if offset < r.offset {
		r.offset, r.line, r.column = 0, 1, 1
	}
	for r.offset < offset {
		switch c := r.raw[r.offset]; {
		case c == '\n':
			r.line, r.column = r.line+1, 1
		case c&0xc0 != 0x80:
			r.column++
		}
		r.offset++
	}
}
