package html

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"unicode"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/wording"
)

// A job posting says what a job is for search engines: https://schema.org/JobPosting. Its properties that hold text
// for people are read, each below its name as a heading.

// asked are the properties that are read, with the headings that their texts get.
var asked = map[string]string{
	"title": "", "description": "", "responsibilities": "Responsibilities", "qualifications": "Qualifications",
	"skills":                "Skills",
	"educationRequirements": "Education requirements", "experienceRequirements": "Experience requirements",
	"incentiveCompensation": "Incentive compensation", "jobBenefits": "Benefits", "workHours": "Working hours",
}

// json reads a file of JSON.
func (r *reader) json() error {
	n := len(r.file.Blocks)
	if !r.posting(0, len(r.raw)) {
		return errors.New(wording.TheFileIsJSONThat())
	}
	if len(r.file.Blocks) == n {
		return errors.New(wording.TheFileIsJSONWithout())
	}
	return nil
}

// posting reads the job postings of a stretch of JSON, and reports whether it is JSON. What the page already shows is
// not read again.
func (r *reader) posting(from, to int) bool {
	d := &decoder{Decoder: json.NewDecoder(bytes.NewReader(r.raw[from:to])), raw: r.raw, from: from}
	d.UseNumber()
	root, ok := d.value(0)
	if !ok {
		return false
	}
	page := r.file.Blocks
	r.file.Blocks = nil
	for _, p := range root.postings(nil) {
		r.properties(p)
	}
	found := r.file.Blocks
	r.file.Blocks = page
	if len(page) == 0 {
		r.file.Blocks = found
	} else if new := unseen(page, found); len(new) > 0 {
		r.file.Blocks = append(page, new...)
		r.file.Said = append(r.file.Said, content.Note{Text: wording.ThePageDescribesAJob()})
	}
	return true
}

// node is a value of JSON that knows where it stands.
type node struct {
	from, to int // of a text, with its quotation marks
	text     string
	isText   bool
	keys     []node // of an object
	values   []node // of an object or a list
}

// decoder reads JSON with places.
type decoder struct {
	*json.Decoder
	raw  []byte
	from int // of its first byte
}

// value reads the next value.
func (d *decoder) value(depth int) (node, bool) {
	begin := d.from + int(d.InputOffset())
	t, err := d.Token()
	if err != nil || depth > content.MaxDepth {
		return node{}, false
	}
	switch t := t.(type) {
	case string:
		end := d.from + int(d.InputOffset())
		begin += bytes.IndexByte(d.raw[begin:end], '"')
		return node{from: begin, to: end, text: t, isText: true}, true
	case json.Delim:
		n := node{}
		for d.More() {
			if t == '{' {
				key, ok := d.value(depth + 1)
				if !ok {
					return n, false
				}
				n.keys = append(n.keys, key)
			}
			v, ok := d.value(depth + 1)
			if !ok {
				return n, false
			}
			n.values = append(n.values, v)
		}
		_, err := d.Token()
		return n, err == nil
	}
	return node{}, true
}

// get is the value of a key, nil where there is none.
func (n node) get(key string) *node {
	for i, k := range n.keys {
		if k.text == key {
			return &n.values[i]
		}
	}
	return nil
}

// postings are the job postings in a value.
func (n node) postings(all []node) []node {
	if t := n.get("@type"); t != nil {
		if t.text == "JobPosting" || slices.ContainsFunc(t.values, func(v node) bool { return v.text == "JobPosting" }) {
			return append(all, n)
		}
	}
	for _, v := range n.values {
		all = v.postings(all)
	}
	return all
}

// properties reads those of a job posting that hold text.
func (r *reader) properties(posting node) {
	for i, key := range posting.keys {
		heading, ok := asked[key.text]
		if !ok {
			continue
		}
		v := posting.values[i]
		if key.text == "title" {
			r.heading = 1
			r.words(v)
			r.heading = 0
			continue
		}
		n := len(r.file.Blocks)
		if heading != "" {
			r.moveTo(key.from + 1)
			r.file.Blocks = append(r.file.Blocks, content.Block{Kind: content.Heading, Level: 2,
				Text: content.Text{Bytes: []byte(heading), Line: int32(r.line), Column: int32(r.column)}})
		}
		if r.value(v); heading != "" && len(r.file.Blocks) == n+1 {
			r.file.Blocks = r.file.Blocks[:n] // it holds no text
		}
	}
}

// value reads the text of a property: one text, a list of them, or an object with a name and a description.
func (r *reader) value(v node) {
	switch {
	case v.isText:
		r.words(v)
	case v.keys == nil:
		for _, entry := range v.values {
			if entry.isText {
				r.item = 1
			}
			r.value(entry)
			r.item = 0
		}
	default:
		for i, key := range v.keys {
			if key.text == "name" || key.text == "description" {
				r.value(v.values[i])
			}
		}
	}
}

// words reads a text of JSON, which may be HTML, or HTML whose marks are written as entities.
func (r *reader) words(v node) {
	from, to := v.from+1, v.to-1
	if from >= to {
		return
	}
	text := r.painted[from:to]
	copy(text, r.raw[from:to])
	unescape(text)
	if !bytes.Contains(text, []byte("<")) && bytes.Contains(text, []byte("&lt;")) {
		unmask(text)
	}
	if bytes.ContainsRune(text, '<') {
		r.html(from, to)
		return
	}
	for begin := from; begin <= to; {
		end := to
		if i := bytes.IndexByte(r.painted[begin:to], '\n'); i >= 0 {
			end = begin + i
		}
		r.text(begin, end)
		r.flush()
		begin = end + 1
	}
}

// masked are the marks of HTML as entities.
var masked = map[string]byte{"&lt;": '<', "&gt;": '>', "&quot;": '"', "&amp;": '&'}

// unmask writes the marks of HTML that are written as entities in the place of their last bytes, so that they stand
// directly before what follows, and paints over the others.
func unmask(text []byte) {
	for i := range text {
		if text[i] != '&' {
			continue
		}
		name := text[i:min(i+len("&quot;"), len(text))]
		end := bytes.IndexByte(name, ';')
		if c, ok := masked[string(name[:end+1])]; ok {
			clear(name[:end])
			name[end] = c
		}
	}
}

// unescape writes the letters that escapes of JSON stand for in the place of their last bytes, and paints over the
// others.
func unescape(text []byte) {
	short := map[byte]byte{'n': '\n', 't': '\t', 'r': ' ', 'b': ' ', 'f': ' '}
	for i := 0; i+1 < len(text); i++ {
		if text[i] != '\\' {
			continue
		}
		text[i] = content.Nothing
		i++
		if c, ok := short[text[i]]; ok {
			text[i] = c
			continue
		}
		if text[i] != 'u' || i+5 > len(text) {
			continue // the character itself
		}
		n := 5
		if i+11 <= len(text) && text[i+5] == '\\' && text[i+6] == 'u' && (text[i+1]|0x20) == 'd' && strings.ContainsRune(
			"89abAB", rune(text[i+2])) {
			n = 11 // two halves of one letter
		}
		var letter string
		if json.Unmarshal([]byte(`"\`+string(text[i:i+n])+`"`), &letter) != nil {
			continue
		}
		clear(text[i : i+n])
		if letter >= " " {
			copy(text[i+n-len(letter):], letter)
		} else {
			text[i+n-1] = ' '
		}
		i += n - 1
	}
}

// maxCompared is how many letters are compared to find out what of a posting a page shows.
const maxCompared = 1 << 32

// unseen are blocks whose words a page does not have.
func unseen(page, found []content.Block) []content.Block {
	var all strings.Builder
	for _, b := range page {
		all.WriteString(letters(b.Text))
		if b.Table != nil {
			for _, row := range b.Table.Rows {
				for _, c := range row.Cells {
					all.WriteString(letters(c.Text))
				}
			}
		}
	}
	shown := all.String()
	if len(shown)*len(found) > maxCompared {
		return nil // what a page of that length does not show, nobody looks for
	}
	var left []content.Block
	for i := len(found) - 1; i >= 0; i-- {
		b := found[i]
		below := len(left) > 0 && left[len(left)-1].Kind != content.Heading // of a heading, something stands there
		if b.Kind == content.Heading && below || b.Kind != content.Heading && !strings.Contains(shown, letters(b.Text)) {
			left = append(left, b)
		}
	}
	slices.Reverse(left)
	return left
}

// letters are those of a text, small and without what stands between them.
func letters(t content.Text) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, t.String())
}
