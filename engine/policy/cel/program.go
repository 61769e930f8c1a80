package cel

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/interpreter"

	"github.com/kpilint/kpilint/engine/facts/descriptions"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
)

type program struct {
	rule     *policy.Rule
	params   *model.Object
	given    *model.Object // the same, as expressions read them
	provider func() *provider
	variable string
	checks   []*check
	asks     func() []string // works them out when it is called first
	fields   func() []string // the same
	noted    bool            // somebody notes what is evaluated

	looked sync.Once // that it is worked out what is seen
	seen   []seen    // of each check
}

type check struct {
	*policy.Check
	when, assert, message, fix, because, size, group *expression
	requires                                         []*expression
	values                                           []value
	edit                                             *edit
}

// edit are the expressions of a proposed change; each may be nil.
type edit struct{ when, path, value *expression }

// expression is one expression of a rule.
type expression struct {
	*policy.Expression
	ready func() (*compiled, error) // what it is evaluated by, made when it is called first
	read  func() *ast.AST           // its tree where nothing has to be compiled for it, nil else; nil: ready has it

	once      sync.Once
	tracked   cel.Program // notes the value of every part; nil until it is needed
	untracked error       // why there is none
}

// compiled is what an expression is evaluated by, and what that was made of.
type compiled struct {
	cel.Program
	env    *cel.Env
	tree   *ast.AST                 // with the types of its parts
	source func() (*ast.AST, error) // the same with its places and macros; nil: that is tree
}

// ready is an expression that is compiled.
func ready(e *policy.Expression, c *compiled) *expression {
	return &expression{Expression: e, ready: func() (*compiled, error) { return c, nil }}
}

// run evaluates the expression, and compiles it before where it is not.
func (e *expression) run(ctx context.Context, vars interpreter.Activation) (ref.Val, *cel.EvalDetails, error) {
	c, err := e.ready()
	if err != nil {
		return nil, nil, &broken{err}
	}
	return c.ContextEval(ctx, vars)
}

// tree is the syntax tree of an expression that was compiled.
func (e *expression) tree() *ast.AST {
	c, _ := e.ready()
	return c.tree
}

// syntax is the same without compiling, where that can be; nil where it is wrong.
func (e *expression) syntax() *ast.AST {
	if e.read != nil {
		if tree := e.read(); tree != nil {
			return tree
		}
	}
	c, err := e.ready()
	if err != nil {
		return nil
	}
	return c.tree
}

// source is the same syntax tree as tree, which knows where its parts stand in the text, and which macros are written
// there.
func (e *expression) source() *ast.AST {
	c, _ := e.ready()
	if c.source == nil {
		return c.tree
	}
	if tree, err := c.source(); err == nil {
		return tree
	}
	return c.tree
}

type value struct {
	name string
	*expression
}

// Rule returns the rule of the program.
func (p *program) Rule() *policy.Rule { return p.rule }

// Run judges one resource. The count says whether any check applied.
func (p *program) Run(ctx context.Context, m *view.Organisation, r *model.Resource) ([]policy.Outcome, int, error) {
	var outcomes []policy.Outcome
	looked := 0
	facts := factsSeen(m, r)
	for i, c := range p.checks {
		applies, holds := p.see(i, facts, r)
		switch {
		case applies == no:
			continue
		case holds:
			looked = 1
			continue
		}
		found, applied, err := p.check(ctx, c, m, r, applies)
		if err != nil {
			return outcomes, looked, p.fail(err, r)
		}
		outcomes = append(outcomes, found...)
		if applied {
			looked = 1
		}
	}
	return outcomes, looked, nil
}

// check makes one check on the resource, or on each entry of a list of it. Whether it applies may have been seen.
func (p *program) check(
	ctx context.Context, c *check, m *view.Organisation, r *model.Resource, applies answer,
) (found []policy.Outcome, applied bool, err error) {
	v := variablesFor(p, m, r)
	defer func() {
		if err == nil { // an error knows them
			v.free()
		}
	}()
	if c.Each == "" {
		o, applied, err := p.judge(ctx, c, v, applies)
		return appendOutcome(nil, o), applied, err
	}
	for i, entry := range entries(v.self, c.Each) {
		v.each, v.entry = entry, i
		o, hit, err := p.judge(ctx, c, v, applies)
		if err != nil {
			return found, applied, err
		}
		found, applied = appendOutcome(found, o), applied || hit
	}
	return found, applied, nil
}

func appendOutcome(all []policy.Outcome, o *policy.Outcome) []policy.Outcome {
	if o == nil {
		return all
	}
	return append(all, *o)
}

// entries are the values of the list at a dotted path of the resource.
func entries(d any, path string) []any {
	at := d
	for field := range strings.SplitSeq(path, ".") {
		at = fieldOf(at, field)
	}
	var all []any
	switch list := at.(type) {
	case model.List:
		all = list
	case view.List:
		for i := range list.Len() {
			all = append(all, list.At(i))
		}
	case []string:
		for _, text := range list {
			all = append(all, text)
		}
	}
	return all
}

// wordsOf is where a computed entry stands in the text of a job description, nil for one that belongs to a field.
func wordsOf(entry any) *model.Place {
	if n, ok := view.Unwatched(entry).(*descriptions.TextNumber); ok {
		return &n.Stands
	}
	return nil
}

// outcome begins what a check finds, at the field it is about: of an entry of a list where it belongs.
func (p *program) outcome(c *check, v *variables) *policy.Outcome {
	o := &policy.Outcome{Rule: p.rule, Resource: v.resource, At: c.At, Level: c.Level}
	if c.Each != "" {
		if o.Words = wordsOf(v.each); o.Words == nil {
			o.At = entryPath(v.each, c, v.entry)
		} else {
			o.At = ""
		}
	}
	return o
}

// entryPath is the field to point at: a computed entry says itself where it belongs, a written one is at its index.
func entryPath(entry any, c *check, i int) string {
	if absolute, ok := strings.CutPrefix(c.At, "/"); ok {
		return absolute
	}
	base := strings.ReplaceAll(c.Each, ".", "/") + "/" + strconv.Itoa(i)
	if at, ok := fieldOf(entry, "at").(string); ok {
		base = at
	}
	if c.At == "" {
		return base
	}
	return base + "/" + c.At
}

// judge evaluates one check. A nil outcome means that it holds or does not apply.
func (p *program) judge(
	ctx context.Context, c *check, v *variables, applies answer,
) (*policy.Outcome, bool, error) {
	if c.when != nil && applies != yes {
		applies, err := evaluate(ctx, c.when, v)
		if err != nil {
			return nil, false, failure{c.when, err, v}
		}
		if applies != types.True {
			return nil, false, nil
		}
	}
	lacking, partial, err := p.missing(ctx, c, v)
	if err != nil {
		return nil, true, err
	}
	if len(lacking) > 0 && !partial {
		return notCheckable(p.outcome(c, v), lacking), true, nil
	}
	verdict, err := evaluate(ctx, c.assert, v)
	if err != nil {
		return nil, true, failure{c.assert, err, v}
	}
	if len(lacking) > 0 && verdict != types.False { // what is known of a sum breaks no limit; the rest might
		return notCheckable(p.outcome(c, v), lacking), true, nil
	}
	if verdict == types.True {
		return nil, true, nil
	}
	o := p.outcome(c, v)
	o.Depends = types.IsUnknown(verdict)
	p.explain(ctx, c, v, o)
	o.Edit = change(ctx, c, v, o.At)
	return o, true, nil
}

// explain fills in what a reader sees. A message that fails is replaced by the rule's title, and a fixMessage by its fix; both are errors of
// the rule. What `because`, `size` and `values` cannot give is left out.
func (p *program) explain(ctx context.Context, c *check, v *variables, o *policy.Outcome) {
	if o.Message = p.words(ctx, c.message, v, o); o.Message == "" {
		o.Message = p.rule.Title
	}
	if o.Fix = p.words(ctx, c.fix, v, o); o.Fix == "" {
		o.Fix = p.rule.Fix
	}
	if out := p.aside(ctx, c.because, v, o); out != nil {
		o.Because = evidence(out)
	}
	if out := p.aside(ctx, c.size, v, o); out != nil {
		o.Size = sizeOf(out, o.Depends)
	}
	o.Group = p.words(ctx, c.group, v, o)
	for _, named := range c.values {
		if out := p.aside(ctx, named.expression, v, o); out != nil {
			o.Values = append(o.Values, valueOf(named.name, out))
		}
	}
}

// aside is what an expression gives that a finding can do without; nil where there is none, or it fails.
func (p *program) aside(ctx context.Context, e *expression, v *variables, o *policy.Outcome) ref.Val {
	if e == nil {
		return nil
	}
	out, err := evaluate(ctx, e, v)
	if err == nil {
		return out
	}
	var of *broken
	if errors.As(err, &of) && o.Flaw == nil {
		o.Flaw = p.failed(failure{e, err, v}, v.resource)
	}
	return nil
}

// words are what an expression of a finding says, "" where it fails: the first failure is the flaw of the outcome.
func (p *program) words(ctx context.Context, e *expression, v *variables, o *policy.Outcome) string {
	said, err := text(ctx, e, v)
	if err != nil && o.Flaw == nil {
		o.Flaw = p.failed(failure{e, err, v}, v.resource)
	}
	return policy.Cut(said)
}

// change is the edit that a check proposes; nil where it proposes none, or its expressions fail.
func change(ctx context.Context, c *check, v *variables, at string) *policy.Edit {
	if c.edit == nil {
		return nil
	}
	if c.edit.when != nil {
		if can, err := evaluate(ctx, c.edit.when, v); err != nil || can != types.True {
			return nil
		}
	}
	e := &policy.Edit{Path: at, Raw: c.Edit.Raw, Comment: c.Edit.Comment, Remove: c.Edit.Remove, Unsafe: c.Edit.Unsafe}
	var failed error
	if c.edit.path != nil {
		e.Path, failed = text(ctx, c.edit.path, v)
	}
	if c.edit.value != nil && failed == nil {
		e.Value, failed = text(ctx, c.edit.value, v)
	}
	if failed != nil {
		return nil
	}
	return e
}

func text(ctx context.Context, e *expression, v *variables) (string, error) {
	if e == nil {
		return "", nil
	}
	out, err := evaluate(ctx, e, v)
	s, ok := out.(types.String)
	if err == nil && !ok {
		err = errors.New(wording.GivesNoText())
	}
	return string(s), err
}

func notCheckable(o *policy.Outcome, lacking []string) *policy.Outcome {
	o.State, o.Missing = policy.NotCheckable, lacking
	o.Message = wording.NotCheckable(strings.Join(lacking, "; "))
	return o
}

// distinct drops what was said before.
func distinct(all []string) []string {
	var once []string
	for _, s := range all {
		if !slices.Contains(once, s) {
			once = append(once, s)
		}
	}
	return once
}

// sizeOf is a share as a size; 0 for what is none.
func sizeOf(out ref.Val, depends bool) float64 {
	n, ok := out.(number)
	if !ok || n.amount().Low == nil {
		return 0
	}
	a := n.amount().Plain()
	if !a.Unit.Equal(quantity.Unit{}) {
		return 0
	}
	low, _ := a.Low.Float64()
	high, _ := a.High.Float64()
	return policy.SizeOf(low, high, depends)
}

func evidence(out ref.Val) *policy.Evidence {
	n, ok := out.(number)
	if !ok {
		return nil
	}
	switch of := n.of.(type) {
	case *network.Node:
		if of.Valued() {
			return policy.EvidenceOf(of)
		}
		return &policy.Evidence{}
	case *model.Quantity:
		return &policy.Evidence{}
	}
	return nil
}

func valueOf(name string, out ref.Val) policy.Value {
	if a, ok := toAmount(out); ok && a.Low != nil {
		low, _ := quantity.Decimal(a.Low)
		high, _ := quantity.Decimal(a.High)
		return policy.Value{Name: name, Low: low, High: high, Unit: a.Unit.String()}
	}
	return policy.Value{Name: name, Text: inBounds(out)}
}

// evaluate runs an expression. Unknown is a result like true and false: it depends.
func evaluate(ctx context.Context, e *expression, v *variables) (out ref.Val, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	followed := v.meter.followed
	v.meter.reset()
	v.meter.followed = followed
	out, details, err := e.run(ctx, v)
	v.spent += v.meter.spent
	if cost := details.ActualCost(); cost != nil {
		v.spent += int(*cost)
	}
	switch {
	case err != nil:
		return nil, plainError(err)
	case v.spent > maxCheck:
		return nil, plainError(errTooMuch)
	}
	return out, nil
}

// variables are what an expression can name.
type variables struct {
	*program
	model    *view.Organisation
	resource *model.Resource
	self     any // the resource as rules see it
	each     any
	entry    int // the place of each in its list
	meter    meter
	spent    int // by all expressions so far
}

// unusedVariables are variables of checks that are done. A rule is one of many on a definition, and each needs some.
var unusedVariables sync.Pool

func variablesFor(p *program, m *view.Organisation, r *model.Resource) *variables {
	v, _ := unusedVariables.Get().(*variables)
	switch {
	case v == nil:
		v = &variables{self: m.Definition(r)}
	case v.model != m || v.resource != r:
		v.self = m.Definition(r)
	}
	v.program, v.model, v.resource = p, m, r
	return v
}

// free gives variables back that nobody knows any more.
func (v *variables) free() {
	v.each, v.entry, v.spent = nil, 0, 0
	v.meter.reset()
	v.meter.drop(0)
	unusedVariables.Put(v)
}

// ResolveName gives the value of a variable.
func (v *variables) ResolveName(name string) (any, bool) {
	switch name {
	case v.variable:
		return v.self, true
	case "each":
		return v.each, v.each != nil
	case "params":
		return v.given, true
	case "organisation":
		if v.model.Model.Organisation == nil {
			return &model.Object{}, true // so that a rule can ask with has()
		}
		return v.model.Definition(v.model.Model.Organisation), true
	case "calendar":
		of := v.model.Calendar()
		return of, of != nil
	case "asOf":
		return v.model.AsOf.String(), true
	case meterName:
		return &v.meter, true
	}
	return nil, false
}

// Parent is nil: there is no outer scope.
func (v *variables) Parent() interpreter.Activation { return nil }
