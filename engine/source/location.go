package source

import "fmt"

// A Span is a stretch of a file. Lines and columns start at 1, columns count
// code points, and the end is exclusive: an empty span ends where it starts.
type Span struct {
	Line      int `json:"line"`
	Column    int `json:"column"`
	EndLine   int `json:"endLine"`
	EndColumn int `json:"endColumn"`
	*Part         // nil in a file of text
}

// A Location is a stretch of a file that has a name, as findings call it. The zero Location is nowhere; with the zero
// Span it is the whole file. Whoever says where something is written says it with this type, or embeds it.
type Location struct {
	File string `json:"file"`
	Span
}

// Start is where it starts, as people find it: file.yaml:3:5, targets.xlsx!Sales!C12, salesperson.docx paragraph 3.
func (l Location) Start() string {
	if l.Part == nil {
		return fmt.Sprintf("%s:%d:%d", l.File, l.Line, l.Column)
	}
	switch l.Part.Medium {
	case InCell:
		return l.File + "!" + l.Part.Sheet + "!" + l.Part.Cell
	case InParagraph:
		return fmt.Sprintf("%s paragraph %d", l.File, l.Part.Paragraph)
	default:
		return fmt.Sprintf("%s table %d row %d cell %d", l.File, l.Part.Table, l.Line, l.Column)
	}
}

// Key is a place for ==, which two places of one cell or paragraph have in common, whoever made them.
func (l Location) Key() Location {
	if l.Part != nil {
		l.File, l.Part = l.Start(), nil
	}
	return l
}

// Row is Start without the column, as it is said in running text.
func (l Location) Row() string {
	if l.Part == nil {
		return fmt.Sprintf("%s:%d", l.File, l.Line)
	}
	return l.Start()
}

// Related is another place that helps to understand a problem or a finding.
type Related struct {
	Location
	Message string
}

// Beginning is where a file begins.
var Beginning = Span{Line: 1, Column: 1, EndLine: 1, EndColumn: 1}

// Holds reports whether another stretch lies within this one.
func (s Span) Holds(inner Span) bool {
	from := inner.Line > s.Line || inner.Line == s.Line && inner.Column >= s.Column
	to := inner.EndLine < s.EndLine || inner.EndLine == s.EndLine && inner.EndColumn <= s.EndColumn
	return from && to
}
