package report

import (
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/source"
)

// fromRoot calls a file as it is called from the root of the repository.
func (o Options) fromRoot(file string) string {
	if file == "" || path.IsAbs(file) {
		return file
	}
	return path.Join(o.Below, file)
}

// uri writes a path as a relative reference (RFC 3986): a colon in the first segment would make it a scheme, so all are escaped.
func uri(file string) string {
	segments := strings.Split(file, "/")
	for i, s := range segments {
		segments[i] = strings.ReplaceAll(url.PathEscape(s), ":", "%3A")
	}
	return strings.Join(segments, "/")
}

// region is a place with the least that readers insist on: lines and columns from 1, and no end before the start.
func region(l engine.Location) engine.Location {
	l.Line, l.Column = max(1, l.Line), max(1, l.Column)
	l.EndLine = max(l.Line, l.EndLine)
	if l.EndColumn = max(1, l.EndColumn); l.EndLine == l.Line {
		l.EndColumn = max(l.Column, l.EndColumn)
	}
	return l
}

// replaced is the region that an edit replaces; false where its file is not at hand.
func replaced(r *engine.Report, e *engine.Edit) (engine.Location, bool) {
	data, ok := r.Sources[e.File]
	if !ok || e.Splice.From < 0 || e.Splice.To > len(data) || e.Splice.From > e.Splice.To {
		return engine.Location{}, false
	}
	s := e.Splice.Span(data)
	return engine.Location{File: e.File, Line: s.Line, Column: s.Column, EndLine: s.EndLine, EndColumn: s.EndColumn}, true
}

// inBytes gives the columns of a place as bytes of UTF-8 from 1, where the file is at hand.
func inBytes(r *engine.Report, l engine.Location) engine.Location {
	l = region(l)
	data, ok := r.Sources[l.File]
	if !ok {
		return l
	}
	l.Column = byteColumn(source.Line(data, l.Line), l.Column)
	l.EndColumn = byteColumn(source.Line(data, l.EndLine), l.EndColumn)
	return l
}

func byteColumn(line string, column int) int {
	before := cutRunes(line, column-1)
	return len(before) + 1 + max(0, column-1-utf8.RuneCountInString(before)) // past the end, one each
}

func cutRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
