package policy

import (
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// RuleError is something wrong with a rule itself: it does not load, does not compile, or failed while it ran. It is never a finding.
type RuleError struct {
	source.Location
	Rule     string // category/id
	Line     string // the source line, "" when unknown
	Resource string // full name, when it failed on a resource
	Message  string
	Stopped  bool   // it met a limit of its work or of the clock
	Stack    string // where we panicked, for those who fix it; "" for an error of the rule
}

// Internal is the error of a rule in which our own code panicked, on a definition or, where that is nil, anywhere. It is
// called where the panic is recovered, so that it can say where that was.
func Internal(rule *Rule, on *model.Resource, panicked any) *RuleError {
	e := &RuleError{
		Rule: rule.Name(), Location: source.Location{File: rule.File}, Stack: string(debug.Stack()),
		Message: wording.InternalErrorPleaseReportItKpilint(Cut(fmt.Sprint(panicked))),
	}
	if on != nil {
		e.Resource = on.Name
	}
	return e
}

// OfMapping begins what the errors of mappings have in the place of the name of a rule.
const OfMapping = "mapping/"

// Mapping is the id of the mapping that is wrong; false where a rule is.
func (e *RuleError) Mapping() (id string, ok bool) { return strings.CutPrefix(e.Rule, OfMapping) }

// Error is the message with its place, in one line.
func (e *RuleError) Error() string {
	var b strings.Builder
	switch {
	case e.File != "" && e.Span.Line > 0:
		b.WriteString(e.Start() + ": ")
	case e.File != "":
		fmt.Fprintf(&b, "%s: ", e.File)
	}
	what := "rule " + e.Rule
	if id, ok := e.Mapping(); ok {
		what = "mapping " + id
	}
	fmt.Fprintf(&b, "%s: %s", what, e.Message)
	if e.Resource != "" {
		fmt.Fprintf(&b, " (on `%s`)", e.Resource)
	}
	return b.String()
}
