package wire

import (
	"github.com/kpilint/kpilint/engine/packed"
	"github.com/kpilint/kpilint/engine/source"
)

// WriteSpan packs where something stands in a file: its lines and columns, and the sheet, cell, paragraph or table of
// a file that is no plain text.
func WriteSpan(w *packed.Writer, s source.Span) {
	for _, n := range []int{s.Line, s.Column, s.EndLine, s.EndColumn} {
		w.Number(max(n, 0))
	}
	w.Flag(s.Part != nil)
	if p := s.Part; p != nil {
		w.Number(int(p.Medium))
		w.Text(p.Sheet)
		w.Text(p.Cell)
		w.Number(max(p.Paragraph, 0))
		w.Number(max(p.Table, 0))
		w.Text(p.Text)
	}
}

// ReadSpan reads what [WriteSpan] packed. What is torn is told by the reader.
func ReadSpan(r *packed.Reader) source.Span {
	s := source.Span{Line: r.Number(), Column: r.Number(), EndLine: r.Number(), EndColumn: r.Number()}
	if r.Flag() {
		s.Part = &source.Part{
			Medium: source.Medium(r.Below(int(source.InTableCell) + 1)), Sheet: r.Text(), Cell: r.Text(),
			Paragraph: r.Number(), Table: r.Number(), Text: r.Text(),
		}
	}
	return s
}
