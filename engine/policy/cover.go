package policy

import "github.com/kpilint/kpilint/engine/source"

// Coverage says how much of a rule was reached.
type Coverage struct {
	Points  int // what can be reached: branches of CEL, lines of Rego
	Reached int
	Unit    string // "branch" or "line"
	Gaps    []Gap
}

// Gap is a part of a rule that was never reached.
type Gap struct {
	source.Location
	Line    string // the source line
	Message string
}

// Watched is a program that remembers what it reached.
type Watched interface {
	Program
	Coverage() Coverage
}
