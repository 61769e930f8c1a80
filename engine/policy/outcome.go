package policy

import (
	"context"
	"math"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/view"
)

// State is what a rule says of a resource when it does not hold.
type State uint8

// The outcomes beside "holds", which is the absence of one.
const (
	Violated State = iota
	NotCheckable
)

// Outcome is what a program says of one resource.
type Outcome struct {
	Rule     *Rule
	Resource *model.Resource
	At       string       // field path in the resource, "" for the resource itself
	Words    *model.Place // words in the text of the resource's file, where the finding stands at these and not at a field
	State    State
	Depends  bool // it fails for some values of a range only
	Level    Level
	Message  string
	Fix      string
	Because  *Evidence
	Size     float64 // how large what is wrong is, as a share of what should be; 0 where the rule does not say it
	Group    string  // what it has in common with others of its rule, which are one matter; "" for nothing
	Values   []Value
	Missing  []string // NotCheckable: what is missing, in words
	Related  []Related
	Edit     *Edit      // a change that fixes it; nil for none
	Excepted string     // why it does not count, as the rule itself says; "" when it counts
	Flaw     *RuleError // why the rule's title or fix stands in for its message; an error of the rule

	// Known is the place, from 1, of the finding among those that an earlier run has left, which is told instead of all
	// else; 0 where it was found now.
	Known int
}

// maxText is how long a text of a finding may be, in bytes.
const maxText = 4 << 10

// Cut shortens a text that is too long for a finding.
func Cut(text string) string {
	if len(text) <= maxText {
		return text
	}
	return strings.ToValidUTF8(text[:maxText], "") + " …"
}

// largestSize is the largest share that a finding is shown with: a million times what should be.
const largestSize = 1_000_000

// SizeOf is the size of a finding by a share, rounded to a millionth: of a range the end that is certain, or the
// largest where nothing is. What is not a share, or none above zero, is 0.
func SizeOf(low, high float64, depends bool) float64 {
	share := low
	if depends || low <= 0 {
		share = high
	}
	if !(share > 0) {
		return 0
	}
	return math.Round(min(share, largestSize)*1e6) / 1e6
}

// Edit is a change of a definition that a rule proposes.
type Edit struct {
	Path    string // the field, from the resource; "" is the resource itself
	Value   string // what to write there
	Raw     bool   // as it is: a list or map on one line
	Comment string // for a field that is added, where the file can have one
	Remove  bool   // take it out instead
	Unsafe  bool   // it gives the definition another meaning
}

// Evidence is the sum behind an outcome: of a fact where a rule in CEL hands one on, else as a rule tells it.
type Evidence struct {
	Sum        string        // in words
	Derivation *model.Object // the tree, nil for none
	Of         *network.Node // the fact; nil for none

	Later func() *model.Object // gives the tree when somebody asks for it; nil where it is there, or comes from the fact
}

// EvidenceOf is the sum of a fact that has a value. It is put into words when somebody asks for them.
func EvidenceOf(n *network.Node) *Evidence { return &Evidence{Of: n} }

// Words are the sum in words.
func (e *Evidence) Words() string {
	if e.Of != nil {
		return e.Of.Sum()
	}
	return e.Sum
}

// Tree is the sum as a tree; nil for none. It is safe on nil.
func (e *Evidence) Tree() *model.Object {
	switch {
	case e == nil:
		return nil
	case e.Of != nil:
		return e.Of.Derivation()
	case e.Later != nil:
		return e.Later()
	}
	return e.Derivation
}

// Value is a number that an outcome carries.
type Value struct {
	Name      string
	Low, High string // exact decimals
	Unit      string
	Text      string // a value that is not a number
}

// Related points at another place that matters.
type Related struct {
	Resource *model.Resource
	At       string
	Message  string
}

// Program is a compiled rule. It is safe for concurrent use.
type Program interface {
	Rule() *Rule
	// Run evaluates the rule for one resource, or, for a rule over the whole organisation, once with a nil resource.
	Run(ctx context.Context, m *view.Organisation, r *model.Resource) ([]Outcome, int, error)
}
