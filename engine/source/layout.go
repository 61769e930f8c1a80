package source

import (
	"bytes"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/wording"
)

// A section is a block map or list as it is to be written.
type section struct {
	list    bool
	entries []*entry
	foot    []remark // after the last entry
}

// An entry is a field of a map, or an item of a list.
type entry struct {
	rank   int
	blank  bool     // an empty line stands before it, after what heads it
	head   []remark // the lines above
	key    string   // as it is written; "" in a list
	value  value
	remark string // at the end of its line
}

// A remark is a comment on a line of its own.
type remark struct {
	alone bool // it stood so
	blank bool // an empty line stands before it
	text  string
}

// A value is one of: nothing, lines, a section, or a collection in brackets.
type value struct {
	properties string   // its anchor and tag
	lines      []string // of a scalar, the first of which stands behind the key
	literal    bool     // the lines after the first keep their indentation
	section    *section
	flow       *flow
}

// A flow is a collection in brackets.
type flow struct {
	open, close string
	wide        bool // an element a line
	elements    []element
	raw         []string // instead, the lines of one that has comments in it
}

type element struct {
	rank  int
	key   string // with its colon, "" in a list
	value value
}

// document writes one document: its root from begin on, what follows it up to end.
func (f *formatter) document(root *Node, layout Layout, begin, end int) {
	head := f.take(int(root.start))
	p := &printer{eol: f.eol, first: true}
	if f.isBlock(root) && f.properties(begin, int(root.start)) == "" {
		own := f.speaking(head, int(root.start)) // what speaks to the first value stays with it
		apart := own == len(head) && f.blankBefore(int(root.start)) || own < len(head) && head[own].blank
		s := f.block(root, layout, 0, end, head[own:])
		p.remarks(head[:own], 0)
		p.section(s.apart(apart), 0)
	} else {
		e := &entry{}
		f.fill(e, root, layout, begin, 0, end)
		p.remarks(append(head, e.head...), 0)
		p.root(e)
		p.remarks(f.take(end), 0)
	}
	f.out = append(f.out, p.out.Bytes()...)
}

// apart says whether an empty line stands before the first entry.
func (s *section) apart(is bool) *section {
	if first := s.entries[0]; len(first.head) > 0 {
		first.head[0].blank = is
	} else {
		first.blank = is
	}
	return s
}

// speaking is where the comments begin that stand right above a value and speak to us.
func (f *formatter) speaking(head []remark, value int) int {
	own := len(head)
	if f.blankBefore(value) {
		return own
	}
	for i := len(head) - 1; i >= 0; i-- {
		if addressee([]byte(strings.TrimLeft(head[i].text, "# \t"))) >= 0 {
			own = i
		}
		if head[i].blank {
			break
		}
	}
	return own
}

// take returns the comments up to a byte that are not placed yet.
func (f *formatter) take(to int) []remark {
	var all []remark
	for f.before(to) {
		all = append(all, f.remark())
	}
	return all
}

// before reports whether the next comment begins before a byte.
func (f *formatter) before(to int) bool {
	return f.next < len(f.comments) && f.comments[f.next].from < to
}

// remark places the next comment.
func (f *formatter) remark() remark {
	c := f.comments[f.next]
	f.next++
	alone := f.aloneAt(c.from)
	return remark{alone, alone && f.blankBefore(c.from), strings.TrimRight(string(f.data[c.from:c.to]), " \t")}
}

// aloneAt reports whether only spaces stand before a byte on its line.
func (f *formatter) aloneAt(at int) bool { return isBlank(f.data[f.lines[f.lineOf(at)-1]:at]) }

// blankBefore reports whether the line before that of a byte is empty.
func (f *formatter) blankBefore(at int) bool {
	line := f.lineOf(at)
	if line < 2 {
		return false
	}
	before := int(f.lines[line-2])
	return before > f.kept && isBlank(f.data[before:lineEnd(f.data, before)])
}

func (f *formatter) column(at int) int { return at - int(f.lines[f.lineOf(at)-1]) + 1 }

// isBlock reports a map or list without brackets.
func (f *formatter) isBlock(n *Node) bool {
	if n.isAlias() || n.start == n.end {
		return false
	}
	return n.Kind == Map && !n.inBraces() || n.Kind == List && f.data[n.start] != '['
}

// block lays out a block map or list. parent is the column of the one around it, until where what follows it begins; head are comments
// that stand before its first entry.
func (f *formatter) block(n *Node, layout Layout, parent, until int, head []remark) *section {
	s := &section{list: n.Kind == List}
	column := f.column(int(n.start))
	at := int(n.start)
	for i, part := range f.parts(n) {
		e, after := &entry{}, 0
		start := skipSpace(f.data, at)
		e.head = append(head, f.take(start)...)
		e.blank = (i > 0 || len(e.head) > 0) && f.blankBefore(start)
		head = nil
		if s.list {
			after = start + 1
		} else {
			after = f.key(e, part.Key, start)
			e.rank = rank(layout, part.Key.Text)
		}
		at = f.endOf(part.Value, after)
		f.fill(e, part.Value, of(layout, part), after, column, min(skipSpace(f.data, at), until))
		s.entries = append(s.entries, e)
	}
	for f.before(until) && f.column(f.comments[f.next].from) >= column && f.column(f.comments[f.next].from) > parent && f.aloneAt(f.comments[f.next].from) {
		s.foot = append(s.foot, f.remark())
	}
	slices.SortStableFunc(s.entries, func(a, b *entry) int { return a.rank - b.rank })
	return s
}

// key takes the key that starts at a byte, and returns what follows its colon.
func (f *formatter) key(e *entry, key *Node, start int) (after int) {
	if f.data[start] == '?' && start < int(key.start) {
		f.problem(start, start+1, wording.AKeyThatBeginsWith())
	}
	e.key = string(f.data[start:key.end])
	return f.colon(int(key.end))
}

// colon returns what follows the colon after a key that ends at a byte, or that byte when there is none.
func (f *formatter) colon(end int) int {
	if at := skipSpace(f.data, end); at < len(f.data) && f.data[at] == ':' {
		return at + 1
	}
	return end
}

// parts are what is written in a map or list, in order; an item has no key.
func (f *formatter) parts(n *Node) []Field {
	if written, ok := f.written[n]; ok {
		return written
	} else if n.Kind == Map {
		return n.Fields()
	}
	items := make([]Field, len(n.Items()))
	for i, item := range n.Items() {
		items[i].Value = item
	}
	return items
}

func rank(layout Layout, key string) int {
	if layout == nil {
		return 0
	}
	return layout.Rank(key)
}

func of(layout Layout, part Field) Layout {
	switch {
	case layout == nil:
		return nil
	case part.Key == nil:
		return layout.Of("", part.Value)
	}
	return layout.Of(part.Key.Text, part.Value)
}

// endOf is where a value ends that comes after a byte, which is that byte when nothing of it is written.
func (f *formatter) endOf(n *Node, after int) int {
	if n.start == n.end && f.properties(after, int(n.start)) == "" {
		return after
	}
	return max(after, int(n.end))
}

// properties are the anchor and the tag between two bytes.
func (f *formatter) properties(from, to int) string {
	var all []string
	for i := skipSpace(f.data, from); i < to && (f.data[i] == '&' || f.data[i] == '!'); {
		end := i
		for end < to && !isSpace(f.data[end]) {
			end++
		}
		all = append(all, string(f.data[i:end]))
		i = skipSpace(f.data, end)
	}
	return strings.Join(all, " ")
}

// fill lays out the value of an entry, which comes after a byte, in a section of some column; what follows it begins at until.
func (f *formatter) fill(e *entry, n *Node, layout Layout, after, column, until int) {
	end := f.endOf(n, after)
	e.value.properties = f.properties(after, min(int(n.start), end))
	between := f.take(min(int(n.start), end))
	if f.isBlock(n) {
		if len(between) > 0 && !between[0].alone && (e.key != "" || e.value.properties != "") {
			e.remark, between = between[0].text, between[1:]
		}
		e.value.section = f.block(n, layout, column, until, between)
		return
	}
	f.aside(e, between)
	switch {
	case end == after:
	case (n.Kind == Map || n.Kind == List) && !n.isAlias():
		e.value.flow = f.bracket(n, layout)
	default:
		e.value.lines, e.value.literal = f.scalar(n, column, until), n.form == block
	}
	f.aside(e, f.take(end)) // behind the sign of a block scalar
	for f.before(lineEnd(f.data, end)) {
		f.aside(e, []remark{f.remark()})
	}
}

// aside puts comments at the end of the line of an entry, those for which there is no room above it.
func (f *formatter) aside(e *entry, all []remark) {
	for _, r := range all {
		if !r.alone && e.remark == "" {
			e.remark = r.text
			continue
		}
		e.head = append(e.head, remark{true, false, r.text})
	}
}

// scalar returns the lines of a scalar or an alias, without their indentation.
func (f *formatter) scalar(n *Node, column, until int) []string {
	if n.form == block {
		return f.literal(n, column, until)
	}
	lines := strings.Split(string(unixLines(f.data[n.start:n.end])), "\n")
	for i := 1; i < len(lines); i++ {
		lines[i] = strings.TrimLeft(lines[i], " \t")
	}
	return lines
}

// literal returns the lines of a block scalar, whose own indentation is relative to the section it stands in where its sign gives it.
func (f *formatter) literal(n *Node, column, until int) []string {
	sign := headerEnd(f.data, int(n.start))
	header := []byte(string(f.data[n.start:sign]))
	indent := -1
	for i, c := range header {
		if c >= '1' && c <= '9' {
			indent = max(column-1, 0) + int(c-'0')
			header[i] = '2'
		}
	}
	end := int(n.end)
	if bytes.IndexByte(header, '+') >= 0 { // the empty lines at its end belong to it
		for next := afterLine(f.data, end); next < until && isBlank(f.data[next:lineEnd(f.data, next)]); next = afterLine(f.data, end) {
			end = max(lineEnd(f.data, next), end+1)
		}
	}
	f.kept = end
	lines := []string{string(header)}
	if end == sign {
		return lines
	}
	for _, line := range strings.Split(unixLines(f.data[afterLine(f.data, sign):end]), "\n") {
		spaces := len(line) - len(strings.TrimLeft(line, " "))
		if indent < 0 && spaces < len(line) {
			indent = spaces
		}
		lines = append(lines, line[min(spaces, max(indent, 0)):])
	}
	return lines
}

// bracket lays out a collection in brackets. One that holds a comment, or text over several lines, stays as it is but for its indentation.
func (f *formatter) bracket(n *Node, layout Layout) *flow {
	text := string(f.data[n.start:n.end])
	raw := f.before(int(n.end)) || f.folded(n)
	f.take(int(n.end))
	if raw {
		lines := strings.Split(unixLines([]byte(text)), "\n")
		for i := range lines {
			lines[i] = strings.TrimSpace(lines[i])
		}
		return &flow{raw: lines}
	}
	l := &flow{open: text[:1], close: text[len(text)-1:]}
	l.wide = strings.ContainsAny(text, "\r\n")
	at := int(n.start) + 1
	for _, part := range f.parts(n) {
		var e element
		e, at = f.element(part, layout, at)
		l.elements = append(l.elements, e)
	}
	slices.SortStableFunc(l.elements, func(a, b element) int { return a.rank - b.rank })
	return l
}

// folded reports whether a text in a collection goes over several lines, or a key stands after a `?`.
func (f *formatter) folded(n *Node) bool {
	if n.isAlias() || n.Kind != Map && n.Kind != List {
		return bytes.ContainsAny(f.data[n.start:n.end], "\r\n")
	}
	for _, part := range f.parts(n) {
		if f.folded(part.Value) || part.Key != nil && (f.folded(part.Key) || f.asked(part.Key)) {
			return true
		}
	}
	return false
}

// asked reports whether a `?` stands before a key.
func (f *formatter) asked(key *Node) bool {
	before := bytes.TrimRight(f.data[:key.start], " \t\r\n")
	return len(before) < int(key.start) && bytes.HasSuffix(before, []byte("?"))
}

// element lays out what comes next in brackets from a byte on, and returns where the one after it begins.
func (f *formatter) element(part Field, layout Layout, at int) (element, int) {
	var e element
	start := skipSpace(f.data, at)
	after := start
	if part.Key == nil && part.Value.Kind == Map && f.isBlock(part.Value) { // a: b in [a: b]
		return f.element(f.written[part.Value][0], nil, start)
	}
	if part.Key != nil {
		e.rank = rank(layout, part.Key.Text)
		e.key = string(f.data[start:part.Key.end])
		if after = f.colon(int(part.Key.end)); after > int(part.Key.end) {
			e.key += ":"
		}
	}
	end := f.endOf(part.Value, after)
	e.value.properties = f.properties(after, min(int(part.Value.start), end))
	switch n := part.Value; {
	case end == after && n.start == n.end:
	case (n.Kind == Map || n.Kind == List) && !n.isAlias():
		e.value.flow = f.bracket(n, of(layout, part))
	default:
		e.value.lines = []string{string(f.data[n.start:n.end])}
	}
	if at = skipSpace(f.data, end); at < len(f.data) && f.data[at] == ',' {
		at++
	}
	return e, at
}
