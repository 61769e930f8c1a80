package policy

import (
	"fmt"
	"strings"

	"github.com/kpilint/kpilint/engine/source"
)

// RuleError is something wrong with a rule itself: it does not load, does not compile, or failed while it ran. It is never a finding.
type RuleError struct {
	Rule     string // category/id
	File     string
	Span     source.Span
	Line     string // the source line, "" when unknown
	Resource string // full name, when it failed on a resource
	Message  string
}

// Error is the message with its place, in one line.
func (e *RuleError) Error() string {
	var b strings.Builder
	switch {
	case e.File != "" && e.Span.Line > 0:
		fmt.Fprintf(&b, "%s:%d:%d: ", e.File, e.Span.Line, e.Span.Column)
	case e.File != "":
		fmt.Fprintf(&b, "%s: ", e.File)
	}
	fmt.Fprintf(&b, "rule %s: %s", e.Rule, e.Message)
	if e.Resource != "" {
		fmt.Fprintf(&b, " (on `%s`)", e.Resource)
	}
	return b.String()
}
