// Package policy knows what a rule is: a folder with a rule.yaml and, where CEL is not enough, a rule.rego. It loads rules and says
// what is wrong with one; packages cel and rego turn them into programs.
package policy

import (
	"errors"
	"math/big"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// Level is how serious a finding is.
type Level uint8

// The levels, in rising order.
const (
	Off Level = iota
	Info
	Warning
	Error
)

// String is the word for the level.
func (l Level) String() string { return [...]string{"off", "info", "warning", "error"}[l] }

// ParseLevel reads the word for a level.
func ParseLevel(word string) (Level, error) {
	for l := Off; l <= Error; l++ {
		if l.String() == word {
			return l, nil
		}
	}
	return Off, errors.New(wording.UnknownLevelWriteErrorWarning(strconv.Quote(word)))
}

// Lower is one level below: what depends on a range is reported there. Info stays info.
func (l Level) Lower() Level { return max(Info, l-1) }

// MaxTime is how long one rule that does not come with kpilint may take over the whole organisation. It is the last resort: rules are
// stopped by the steps that they take, so that no finding depends on how busy a machine is.
const MaxTime = 5 * time.Minute

// TookTooLong is what is said of a rule that takes longer.
func TookTooLong() string {
	return wording.StoppedItTookLongerThan(int(MaxTime.Seconds()))
}

// TookTooMuch is what is said of a rule that takes more than so many steps.
func TookTooMuch(steps int) string {
	return wording.StoppedItTookMoreThan(quantity.Number(new(big.Rat).SetInt64(int64(steps))))
}

// Rule is one rule of a pack.
type Rule struct {
	ID       string
	Category string // the name of the folder above
	Title    string
	Level    Level
	For      string // the kind it is about; "" for a Rego rule over the whole organisation
	Since    string
	Why      string
	Fix      string
	Several  string // what several findings say together, after how many there are of what; "" for none
	Question string // what is asked of the owner, after the headline; "" for none
	// Headlines are the fact in one sentence, with {definition} and {VALUE}: of several the first of which a finding
	// has all values. Without one it is the message of the finding.
	Headlines []string
	Sources   []string
	Params    []Param
	Values    []string  // names that findings of the rule carry in `values`
	Checks    []Check   // of a CEL rule; the first is the rule's own, the others its `also`
	Rego      *Module   // nil for a CEL rule
	Conftest  *Conftest // the policies that the rule is one name of, nil for a rule of its own folder
	Dir       string
	Pack      string   // what its user calls the folder it comes from
	Tags      []string // such as "form": what has it is named by the selector tag:form
	Follows   []Follow // what its findings follow from
	Formerly  []string // what it was called before, category/id, the first name first
	Locked    bool     // the workspace may not lower, change or except it
	Trusted   bool     // it comes with kpilint and was reviewed: no clock stops it, and no count of its steps
	Summary   *Summary // what it reads; nil: that has to be worked out
	Page      string   // the address of its page, "" when it has none
	File      string   // the rule.yaml, as errors call it
	file      *source.Node
	data      []byte
}

// Follow says that findings of a rule follow from those of another at some place.
type Follow struct {
	Rule string // a selector
	At   string // SameField, SameDefinition or AtRelated
}

// The places at which one finding may follow from another.
const (
	SameField      = "same-field"
	SameDefinition = "same-definition"
	AtRelated      = "related" // where the finding that follows points to
)

// Tagged is the prefix of a selector that names rules by a tag.
const Tagged = "tag:"

// Form is the tag of rules about what is not written, which say nothing against a number.
const Form = "form"

// Unread is the tag of rules whose findings say that a field has no number: what needs it could not be checked because
// of them.
const Unread = "unread"

// Ask is the tag of rules that ask for what is not written.
const Ask = "ask"

// Name is category/id, as findings print it.
func (r *Rule) Name() string { return r.Category + "/" + r.ID }

// Language is "CEL", "Rego" or "conftest".
func (r *Rule) Language() string {
	switch {
	case r.Conftest != nil:
		return "conftest"
	case r.Rego != nil:
		return "Rego"
	}
	return "CEL"
}

// Matches reports whether a selector (the id, category/id, category/* or tag:name) names the rule, also by what it was
// called before.
func (r *Rule) Matches(selector string) bool {
	if category, ok := strings.CutSuffix(selector, "/*"); ok {
		return category == r.Category
	}
	if tag, ok := strings.CutPrefix(selector, Tagged); ok {
		return slices.Contains(r.Tags, tag)
	}
	return selector == r.ID || selector == r.Name() || r.WasCalled(selector)
}

// WasCalled reports whether an id or category/id is what the rule was called before, and is no longer.
func (r *Rule) WasCalled(selector string) bool {
	return selector != r.ID && selector != r.Name() && slices.ContainsFunc(r.Formerly, func(name string) bool {
		return name == selector || path.Base(name) == selector
	})
}

// Names are what the rule is and was called, category/id, the first name first.
func (r *Rule) Names() []string { return append(slices.Clip(r.Formerly), r.Name()) }

// Identity is the first name of the rule, by which its findings are known from run to run.
func (r *Rule) Identity() string {
	if len(r.Formerly) > 0 {
		return r.Formerly[0]
	}
	return r.Name()
}

// Module is the Rego of a rule.
type Module struct {
	File   string
	Source []byte
}

// Conftest is a pack of policies written for conftest, as its pack.yaml describes it. Its rules share it.
type Conftest struct {
	Pack       string   // the name of the pack
	Modules    []Module // in the order of their names
	Data       map[string]any
	Namespaces []string // the packages whose deny, warn and violation are asked
	Input      string   // InputDocument, InputCombined or InputModel
}

// What policies of a pack see as `input`.
const (
	InputDocument = "document" // each document as written
	InputCombined = "combined" // all of them as a list of {"path", "contents"}
	InputModel    = "model"    // the organisation with its facts
)

// Param is a setting of a rule.
type Param struct {
	Name        string
	Type        string // number, percent, quantity, integer, boolean, text, texts
	Default     any    // quantity.Quantity, int, bool, string or []string, as Type says
	Description string
}

// Check is one condition of a CEL rule. Expressions know where they are written.
type Check struct {
	Level      Level
	Each       string // a list field: the check is made for each of its entries
	When       *Expression
	Requires   []*Expression
	Assert     *Expression
	At         string // path of the field to point at, from the resource or, with Each, from the entry
	Message    *Expression
	FixMessage *Expression
	Because    *Expression
	Size       *Expression
	Group      *Expression
	Values     []NamedExpression
	Edit       *EditRule
	node       *source.Node
	file       string
	data       []byte
}

// EditRule is how a check fixes what it finds. Its expressions may be nil.
type EditRule struct {
	When, Path, Value   *Expression
	Raw, Remove, Unsafe bool
	Comment             string
}

// Field is what is written under a key of the check, nil when nothing is.
func (c *Check) Field(key string) *Expression {
	if n := c.node.Get(key); n != nil {
		return &Expression{Text: n.Text, File: c.file, node: n, data: c.data}
	}
	return nil
}

// NamedExpression is an entry of `values`.
type NamedExpression struct {
	Name string
	Expression
}

// Expression is CEL as written in a rule.yaml.
type Expression struct {
	Text string
	File string
	node *source.Node
	data []byte // of the file
}

// NewExpression is the expression that a node of a file holds.
func NewExpression(file string, node *source.Node, data []byte) *Expression {
	return &Expression{Text: node.Text, File: file, node: node, data: data}
}

// Line is a line of the file it is written in, from 1.
func (e *Expression) Line(n int) string { return source.Line(e.data, n) }

// Begins is the line of the file on which it begins, that of its key.
func (e *Expression) Begins() int { return e.node.Span().Line }

// Span is the place of the code points [from, to) of the expression in its file.
func (e *Expression) Span(from, to int) source.Span {
	if e.node == nil {
		return source.Span{}
	}
	return e.node.Sub(byteOffset(e.Text, from), byteOffset(e.Text, to))
}

// Location is Span with the name of the file.
func (e *Expression) Location(from, to int) source.Location {
	return source.Location{File: e.File, Span: e.Span(from, to)}
}

func byteOffset(text string, runes int) int {
	for i := range text {
		if runes == 0 {
			return i
		}
		runes--
	}
	return len(text)
}

// Unexplained says what a rule leaves unsaid to those whom it finds fault with; "" for nothing. Policies of conftest
// have no place to say it.
func (r *Rule) Unexplained() string {
	switch { // `kpilint new` writes "Say here …"
	case r.Conftest != nil:
		return ""
	case r.Why == "":
		return wording.RuleDoesNotSayWhy(r.Name())
	case strings.HasPrefix(r.Why, "Say here "):
		return wording.RuleStillHasTheWhy(r.Name())
	case strings.HasPrefix(r.Fix, "Say here "):
		return wording.RuleStillHasTheFix(r.Name())
	}
	return ""
}
