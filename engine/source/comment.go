package source

import (
	"bytes"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"
)

// A Comment is one that speaks to us: `# kpilint:…` in YAML, or
// `<!-- kpilint:… -->` in the text of a Markdown file.
type Comment struct {
	Text string // from `kpilint:` on
	Span Span   // of the whole comment
	Line int    // of what it is about: its own, or the next one when it stands alone
}

// addressed finds what speaks to us in the text of a comment: `kpilint:` at its beginning or after a further #, as that
// of another tool may stand before it; and what somebody writes who means it, such as `kpilint-ignore`.
var addressed = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:^|[ \t]#[# \t]*)(kpilint:.*|` +
		`(?i:kpi[-_ ]?lint(?:[ \t]*[-_:][ \t]*|[ \t]+)(?:ignore|disable|suppress|silenc[e]|skip|allow|except|off)\b.*))$`)
})

// addressee returns where in the text of a comment what speaks to us begins, negative for nowhere.
func addressee(body []byte) int {
	if m := addressed().FindSubmatchIndex(body); m != nil {
		return m[2]
	}
	return -1
}

// maySpeak reports whether a file may have comments that speak to us: its name is a part of every version as well.
func maySpeak(data []byte) bool {
	for _, word := range []string{"lint", "LINT", "Lint"} {
		for rest := data; ; {
			i := bytes.Index(rest, []byte(word))
			if i < 0 {
				break
			}
			rest = rest[i+len(word):]
			if len(rest) > 0 && bytes.IndexByte([]byte(":-_ \t"), rest[0]) >= 0 {
				return true
			}
		}
	}
	return false
}

// hold remembers where a scalar is written: a # in it begins no comment. What
// follows the sign of a block scalar on its line is not part of it.
func (t *text) hold(n *Node) {
	if t.speaks || t.keeps {
		t.scalars = append(t.scalars, n.inner())
	}
}

// comments returns the comments in the YAML between two bytes that start lines.
func (t *text) comments(from, to int) []Comment {
	unread := func(p Problem) bool { return p.Rule == NotParsed }
	if !t.speaks || slices.ContainsFunc(t.problems, unread) {
		return nil // where something could not be read, a # may be part of it
	}
	sort.Slice(t.scalars, func(i, j int) bool { return t.scalars[i].from < t.scalars[j].from })
	var all []Comment
	value := from // the next line that is more than a comment: one answer serves all comments above it
	for at := from; at < to; at = afterLine(t.data, at) {
		end := lineEnd(t.data, at)
		sign := t.commentStart(at, end)
		if sign < 0 {
			continue
		}
		body := bytes.Trim(t.data[sign+1:end], "# \t")
		speech := addressee(body)
		if speech < 0 {
			continue
		}
		about := at
		if isBlank(t.data[at:sign]) {
			if value <= at {
				value = t.nextValue(end, to)
			}
			about = value
		}
		all = append(all, Comment{string(body[speech:]), t.span(sign, end), t.lineOf(about)})
	}
	return all
}

// commentStart returns where the comment of a line starts, negative for none.
func (t *text) commentStart(from, end int) int {
	for i := from; i < end; i++ {
		if t.data[i] == '#' && (i == from || t.data[i-1] == ' ' || t.data[i-1] == '\t') && !t.inScalar(i) {
			return i
		}
	}
	return -1
}

func (t *text) inScalar(at int) bool {
	i := sort.Search(len(t.scalars), func(i int) bool { return t.scalars[i].from > at })
	return i > 0 && at < t.scalars[i-1].to
}

// nextValue returns the start of the next line that is more than a comment,
// seen from the end of a line.
func (t *text) nextValue(end, to int) int {
	at := afterLine(t.data, end)
	for at < to && bytes.HasPrefix(bytes.TrimLeft(t.data[at:lineEnd(t.data, at)], " \t"), []byte("#")) {
		at = afterLine(t.data, at)
	}
	return at
}

func isBlank(data []byte) bool { return len(bytes.Trim(data, " \t")) == 0 }

// What of a Markdown text is no comment although it looks like one: code.
var (
	htmlComment = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?s)<!--(.*?)-->`)
	})
	codeFence = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile("(?ms)^ {0,3}(```+|~~~+)[^\n]*\n.*?(?:^ {0,3}(?:```+|~~~+)[ \t]*$|\\z)")
	})
	codeSpan = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile("`[^`\n]+`")
	})
)

// Comments returns the comments that speak to us.
func (p *Prose) Comments() []Comment {
	if !maySpeak([]byte(p.Text)) {
		return nil
	}
	t := newText("", []byte(p.Text))
	var all []Comment
	next := 0 // as in YAML
	for _, m := range htmlComment().FindAllSubmatchIndex(withoutCode(p.Text), -1) {
		body := strings.TrimSpace(p.Text[m[2]:m[3]])
		body = strings.Join(strings.Fields(body), " ")
		if addressee([]byte(body)) != 0 {
			continue
		}
		span := t.span(m[0], m[1])
		span.Line += p.Line - 1
		span.EndLine += p.Line - 1
		c := Comment{body, span, span.Line}
		if t.alone(m[0], m[1]) {
			if next <= m[0] {
				next = t.nextText(m[1])
			}
			c.Line = t.lineOf(next) + p.Line - 1
		}
		all = append(all, c)
	}
	return all
}

// withoutCode returns a text in which code is blank, every other byte in its
// place.
func withoutCode(text string) []byte {
	data := []byte(text)
	blank(data, codeFence())
	blank(data, codeSpan())
	return data
}

// blank puts spaces in the place of all that fits a pattern.
func blank(data []byte, what *regexp.Regexp) {
	for _, m := range what.FindAllIndex(data, -1) {
		for i := m[0]; i < m[1]; i++ {
			if data[i] != '\n' {
				data[i] = ' '
			}
		}
	}
}

// alone reports whether nothing else stands on the lines of a stretch.
func (t *text) alone(from, to int) bool {
	line := int(t.lines[t.lineOf(from)-1])
	return isBlank(t.data[line:from]) && isBlank(t.data[to:lineEnd(t.data, to)])
}

// nextText returns the start of the next line that begins with no comment.
func (t *text) nextText(end int) int {
	at := afterLine(t.data, end)
	for at < len(t.data) && bytes.HasPrefix(bytes.TrimLeft(t.data[at:], " \t"), []byte("<!--")) {
		closed := bytes.Index(t.data[at:], []byte("-->"))
		if closed < 0 || !isBlank(t.data[at+closed+3:lineEnd(t.data, at+closed+3)]) {
			break
		}
		at = afterLine(t.data, at+closed+3)
	}
	return at
}
