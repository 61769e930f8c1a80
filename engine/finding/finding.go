// Package finding holds what a user sees of what is wrong: a finding, why it does not count, how it is fixed, and its
// fingerprints.
package finding

import (
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
)

// Finding is what a user sees.
type Finding struct {
	Rule        string
	Category    string
	Level       policy.Level
	Outcome     Outcome
	Resource    Resource // zero when it belongs to none
	Path        string   // JSON Pointer into the document as written
	Location    source.Location
	Message     string
	Because     string
	Evidence    *policy.Evidence // the sum behind it; nil for none
	Size        float64          // how large what is wrong is, as a share of what should be; 0 where nobody says it
	GrewFrom    float64          // the size with which it was known, where it counts again because it has grown; 0 else
	Group       string           // what it has in common with others of its rule; "" for nothing
	Cause       string           // the fingerprint of the finding that it follows from; "" for none
	Fix         string
	Related     []source.Related
	Values      []policy.Value
	Missing     []string
	Fingerprint string   // of rule, definition, field and subject: the same from run to run
	Formerly    []string // fingerprints that it had before, under other names of its rule too; the most exact first
	Suppressed  *Suppression
	Edit        *Edit             // a change of the file that mends it; nil for none
	Flaw        *policy.RuleError // why the rule's title or fix stands in for its message
	In          string            // of several organisations, the folder of its own; "" where there is one
	About       About             // what Identify makes the fingerprints of, and forgets
	first       string            // the fingerprint that kpilint 0.2.0 gave it
}

// Edit is a change of one file. Splice counts in bytes of the content that was checked.
type Edit struct {
	File   string // as findings call it
	Path   string // in the file system of the input
	Splice source.Splice
	Unsafe bool // it gives the definition another meaning
}

// Derivation is how the number behind it comes about; nil for none.
func (f *Finding) Derivation() *model.Object { return f.Evidence.Tree() }

// Name is category/rule.
func (f *Finding) Name() string { return f.Category + "/" + f.Rule }

// Outcome says whether a rule is violated or could not be checked.
type Outcome string

// The outcomes of findings.
const (
	Violated     Outcome = "violated"
	NotCheckable Outcome = "not-checkable"
)

// Resource names a definition.
type Resource struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`           // full name
	Of   string `json:"of,omitempty"` // of a row of `targets`: the full name of its KPI
}

// Named is the resource that a finding on a definition, or on a row of one, names.
func Named(r *model.Resource) Resource {
	named := Resource{Kind: r.Kind, ID: r.Name}
	if r.Row != nil {
		named.Of = r.Row.Of.Name
	}
	return named
}

// Whole is the definition of a row, and any other itself.
func (r Resource) Whole() Resource {
	if r.Of != "" {
		return Resource{Kind: r.Kind, ID: r.Of}
	}
	return r
}

// Order is that of reports: by file, line, column, rule, definition and words.
func Order(a, b Finding) int {
	for _, by := range []int{
		strings.Compare(a.Location.File, b.Location.File),
		a.Location.Line - b.Location.Line, a.Location.Column - b.Location.Column,
		strings.Compare(a.Name(), b.Name()), strings.Compare(a.Resource.ID, b.Resource.ID),
	} {
		if by != 0 {
			return by
		}
	}
	return strings.Compare(a.Message, b.Message)
}

// Same reports whether one thing is said twice.
func Same(a, b Finding) bool {
	return a.Name() == b.Name() && a.Message == b.Message && a.Resource == b.Resource &&
		a.Location.Key() == b.Location.Key()
}
