package xlsxedit

import (
	"bytes"
	"cmp"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/wording"
)

// declaration begins the parts that are new.
const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// mainSpace is the namespace of workbooks; strict ones have another: ISO/IEC 29500-1 and -4.
const mainSpace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

// editor changes the XML of a part at some places, and leaves all else as it is written. The readers have read the part
// before, so that its XML is sound; what they did not read is scanned with the same care.
type editor struct {
	data    []byte
	root    string // the name of its root, with its prefix
	prefix  string // of that name, with the colon; "" for none
	splices []splice
	added   map[string]string // what comes before the end of an element, by its name
}

// splice replaces a stretch of the part.
type splice struct {
	from, to int
	text     string
}

// edit begins to change a part.
func edit(part string, data []byte) (*editor, error) {
	e := &editor{data: data, added: map[string]string{}}
	if !utf8.Valid(data) {
		return nil, unkept(wording.ItsPartIsNotWritten(part))
	}
	for t := range e.tags() {
		e.root = string(t.full)
		break
	}
	if e.root == "" {
		return nil, unkept(wording.ItsPartIsEmptyOr(part))
	}
	if i := strings.IndexByte(e.root, ':'); i >= 0 {
		e.prefix = e.root[:i+1]
	}
	return e, nil
}

// replace writes a text in the place of a stretch.
func (e *editor) replace(from, to int, text string) {
	e.splices = append(e.splices, splice{from, to, text})
}

// insert writes a text before a place.
func (e *editor) insert(at int, text string) { e.replace(at, at, text) }

// append writes a text at the end of an element, of which the part has one.
func (e *editor) append(element, text string) { e.added[element] += text }

func (e *editor) appended(element string) string { return e.added[element] }

func (e *editor) changed() bool { return len(e.splices)+len(e.added) > 0 }

// apply is the part with its changes.
func (e *editor) apply() []byte {
	if len(e.added) > 0 {
		for t := range e.tags() {
			text := e.added[string(t.name)]
			switch {
			case text == "":
			case t.closes:
				e.insert(t.from, text)
			case t.empty:
				e.replace(t.to-2, t.to, ">"+text+"</"+string(t.full)+">")
			default:
				continue
			}
			delete(e.added, string(t.name))
		}
	}
	slices.SortStableFunc(e.splices, func(a, b splice) int { return cmp.Compare(a.from, b.from) })
	var out bytes.Buffer
	out.Grow(len(e.data) + 64*len(e.splices))
	last := 0
	for _, s := range e.splices {
		out.Write(e.data[last:s.from])
		out.WriteString(s.text)
		last = s.to
	}
	out.Write(e.data[last:])
	e.splices = nil
	return out.Bytes()
}

// tag is the beginning or the end of an element, as it is written.
type tag struct {
	from, to int
	full     []byte // its name with its prefix
	name     []byte // and without
	closes   bool   // </name>
	empty    bool   // <name/>
	depth    int    // in how many elements it lies
}

func (t tag) is(name string) bool { return !t.closes && string(t.name) == name }

// tags are those of the part in their order.
func (e *editor) tags() iter.Seq[tag] {
	return func(yield func(tag) bool) {
		at, depth := 0, 0
		for {
			t, ok := nextTag(e.data, at)
			if !ok {
				return
			}
			if t.closes {
				depth--
			}
			t.depth = depth
			if !t.closes && !t.empty {
				depth++
			}
			if !yield(t) {
				return
			}
			at = t.to
		}
	}
}

// nextTag finds the next tag, past comments, instructions and stretches of text that are marked as such.
func nextTag(data []byte, at int) (tag, bool) {
	for {
		i := bytes.IndexByte(data[at:], '<')
		if i < 0 {
			return tag{}, false
		}
		at += i
		end := ""
		switch rest := data[at:]; {
		case bytes.HasPrefix(rest, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			end = "]]>"
		case bytes.HasPrefix(rest, []byte("<?")):
			end = "?>"
		default:
			return tagAt(data, at)
		}
		i = bytes.Index(data[at:], []byte(end))
		if i < 0 {
			return tag{}, false
		}
		at += i + len(end)
	}
}

// tagAt reads the tag at a place. A sign > in the value of an attribute does not end it.
func tagAt(data []byte, at int) (tag, bool) {
	t := tag{from: at}
	i := at + 1
	if i < len(data) && data[i] == '/' {
		t.closes = true
		i++
	}
	begin := i
	for i < len(data) && !strings.ContainsRune(" \t\r\n/>", rune(data[i])) {
		i++
	}
	t.full = data[begin:i]
	t.name = t.full[bytes.IndexByte(t.full, ':')+1:]
	for i < len(data) {
		switch c := data[i]; c {
		case '>':
			t.to, t.empty = i+1, data[i-1] == '/'
			return t, true
		case '"', '\'':
			n := bytes.IndexByte(data[i+1:], c)
			if n < 0 {
				return tag{}, false
			}
			i += n + 1
		}
		i++
	}
	return tag{}, false
}

// value is where the value of an attribute lies, by its name without a prefix; false where there is none.
func (e *editor) value(t tag, name string) (from, to int, ok bool) {
	i := t.from + 1 + len(t.full)
	for i < t.to {
		for i < t.to && strings.ContainsRune(" \t\r\n/>", rune(e.data[i])) {
			i++
		}
		begin := i
		for i < t.to && !strings.ContainsRune(" \t\r\n=", rune(e.data[i])) {
			i++
		}
		is := e.data[begin:i]
		is = is[bytes.IndexByte(is, ':')+1:]
		for i < t.to && e.data[i] != '"' && e.data[i] != '\'' {
			i++
		}
		if i >= t.to {
			return 0, 0, false
		}
		n := bytes.IndexByte(e.data[i+1:t.to], e.data[i])
		if n < 0 {
			return 0, 0, false
		}
		if string(is) == name {
			return i + 1, i + 1 + n, true
		}
		i += n + 2
	}
	return 0, 0, false
}

// attr is the value of an attribute as it is written, "" where there is none.
func (e *editor) attr(t tag, name string) string {
	from, to, _ := e.value(t, name)
	return string(e.data[from:to])
}

// setAttr gives an attribute another value, and adds it where it is not there.
func (e *editor) setAttr(t tag, name, value string) {
	if from, to, ok := e.value(t, name); ok {
		e.replace(from, to, value)
		return
	}
	e.insert(t.from+1+len(t.full), " "+name+`="`+value+`"`)
}

// attribute writes a text as the value of an attribute.
func attribute(s string) string { return escape(s, true) }

// text writes a text as the content of an element.
func text(s string) string { return escape(s, false) }

// escape keeps to the characters that XML has (XML 1.0, 2.2); another one becomes the sign for what cannot be shown.
func escape(s string, quoted bool) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"' && quoted:
			b.WriteString("&quot;")
		case r == '\n' && quoted:
			b.WriteString("&#10;")
		case r == '\r':
			b.WriteString("&#13;")
		case r < ' ' && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF:
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
