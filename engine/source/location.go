package source

import "fmt"

// A Span is a stretch of a file. Lines and columns start at 1, columns count
// code points, and the end is exclusive: an empty span ends where it starts.
type Span struct {
	Line      int `json:"line"`
	Column    int `json:"column"`
	EndLine   int `json:"endLine"`
	EndColumn int `json:"endColumn"`
}

// A Location is a stretch of a file that has a name, as findings call it. The zero Location is nowhere; with the zero
// Span it is the whole file. Whoever says where something is written says it with this type, or embeds it.
type Location struct {
	File string `json:"file"`
	Span
}

// Start is where it starts, as file:line:column.
func (l Location) Start() string { return fmt.Sprintf("%s:%d:%d", l.File, l.Line, l.Column) }

// Related is another place that helps to understand a problem or a finding.
type Related struct {
	Location
	Message string
}

// Beginning is where a file begins.
var Beginning = Span{Line: 1, Column: 1, EndLine: 1, EndColumn: 1}
