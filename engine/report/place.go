package report

import (
	"net/url"
	"path"
	"strings"

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
func region(l source.Location) source.Location {
	l.Line, l.Column = max(1, l.Line), max(1, l.Column)
	l.EndLine = max(l.Line, l.EndLine)
	if l.EndColumn = max(1, l.EndColumn); l.EndLine == l.Line {
		l.EndColumn = max(l.Column, l.EndColumn)
	}
	return l
}

// replaced is the region that an edit replaces; false where its file is not at hand.
func (f *sources) replaced(e *engine.Edit) (source.Location, bool) {
	lines := f.of(e.File)
	if lines == nil || e.Splice.From < 0 || e.Splice.To > lines.Size() || e.Splice.From > e.Splice.To {
		return source.Location{}, false
	}
	return source.Location{File: e.File, Span: lines.Span(e.Splice.From, e.Splice.To)}, true
}

// inBytes gives the columns of a place as bytes of UTF-8 from 1, where the file is at hand.
func (f *sources) inBytes(l source.Location) source.Location {
	l = region(l)
	if lines := f.of(l.File); lines != nil {
		l.Column = byteColumn(lines, l.Line, l.Column)
		l.EndColumn = byteColumn(lines, l.EndLine, l.EndColumn)
	}
	return l
}

// byteColumn gives a column of the nth line as a byte from 1.
func byteColumn(lines *source.Lines, n, column int) int {
	return lines.Bytes(n, column-1) + 1 + max(0, column-1-lines.Count(n)) // past the end, one each
}
