// Package cel compiles and runs rules written in CEL. It is the only importer of cel-go.
package cel

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/wording"
)

// Compiler turns CEL rules into programs. It is safe for concurrent use.
type Compiler struct {
	base     *cel.Env
	provider func() (*provider, error) // reads the schema of the model when it is first called
	checked  func() (*cel.Env, error)  // the environment of expressions whose types are known
}

// NewCompiler prepares the environment of rules from the model's JSON Schema.
func NewCompiler(modelSchema []byte) (*Compiler, error) {
	registry, err := types.NewRegistry()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", wording.MakeRegistry(), err)
	}
	opts := append(limits(), []cel.EnvOption{
		cel.DefaultUTCTimeZone(true), cel.CrossTypeNumericComparisons(true), cel.EnableMacroCallTracking(),
		cel.CustomTypeAdapter(adapter{registry}),
		cel.Variable("organisation", cel.ObjectType("Organisation")), cel.Variable("calendar", cel.ObjectType("PlanningCalendar")),
		cel.Variable("asOf", cel.StringType),
	}...)
	opts = append(append(opts, operatorOptions()...), functionOptions()...)
	base, err := cel.NewEnv(opts...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", wording.MakeEnvironment(), err)
	}
	return &Compiler{
		base:     base,
		provider: sync.OnceValues(func() (*provider, error) { return newProvider(registry, modelSchema) }),
		checked: sync.OnceValues(func() (*cel.Env, error) {
			return base.Extend(cel.CustomTypeProvider(checkedProvider{registry}))
		}),
	}, nil
}

// Warm makes ready what the first rule that is checked needs.
func (c *Compiler) Warm() {
	_, _ = c.provider()
	_, _ = c.checked()
}

// Compile checks every expression of a rule against the model and the rule's parameters. All errors are returned, joined; each is a
// *policy.RuleError with the place in the rule.
func (c *Compiler) Compile(rule *policy.Rule, params *model.Object) (policy.Program, error) {
	w, err := c.forRule(rule)
	if err != nil {
		return nil, err
	}
	return w.program(params)
}

// program compiles all checks of the rule.
func (w *worker) program(params *model.Object) (*program, error) {
	rule := w.rule
	p := newProgram(rule, params, func() *provider { return w.provider })
	p.noted = w.watcher != nil
	for i := range rule.Checks {
		p.checks = append(p.checks, w.check(&rule.Checks[i]))
	}
	if err := errors.Join(w.errs...); err != nil {
		return nil, err
	}
	p.asks, p.fields = sync.OnceValue(p.asked), sync.OnceValue(p.fieldsRead)
	return p, nil
}

func newProgram(rule *policy.Rule, params *model.Object, from func() *provider) *program {
	return &program{rule: rule, params: params, given: given(params), provider: from, variable: variable(rule.For)}
}

// variable is the name that a rule gives the resource it judges: the kind, in lower camel case.
func variable(kind string) string {
	if kind == "KPI" {
		return "kpi"
	}
	r, size := utf8.DecodeRuneInString(kind)
	return string(unicode.ToLower(r)) + kind[size:]
}

// worker compiles the expressions of one rule and collects what is wrong.
type worker struct {
	rule     *policy.Rule
	compiler *Compiler
	provider *provider
	env      *cel.Env
	names    []string
	errs     []error
	watcher  *watcher // nil: nobody asks what is reached
}

func (c *Compiler) forRule(rule *policy.Rule) (*worker, error) {
	fields := map[string]*cel.Type{}
	for _, param := range rule.Params {
		fields[param.Name] = paramType(param.Type)
	}
	model, err := c.provider()
	if err != nil {
		return nil, err
	}
	w := &worker{rule: rule, compiler: c, provider: model.with("params", fields)}
	w.names = []string{variable(rule.For), "params", "organisation", "calendar", "asOf"}
	env, err := c.base.Extend(
		cel.CustomTypeProvider(w.provider),
		cel.Variable(variable(rule.For), cel.ObjectType(rule.For)),
		cel.Variable("params", cel.ObjectType("params")),
	)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", wording.RuleMakeEnvironment(rule.Name()), err)
	}
	w.env = env
	return w, nil
}

func paramType(kind string) *cel.Type {
	switch kind {
	case "integer":
		return cel.IntType
	case "boolean":
		return cel.BoolType
	case "text":
		return cel.StringType
	case "texts":
		return cel.ListType(cel.StringType)
	}
	return quantityType
}

func (w *worker) check(c *policy.Check) *check {
	env, entry := w.env, (*cel.Type)(nil)
	if c.Each != "" {
		env, entry = w.withEach(c)
	}
	w.at(c, entry)
	return newCheck(c, func(e *policy.Expression, result *cel.Type) *expression {
		return w.compile(env, e, result)
	}, func(e *policy.Expression) *expression { return w.required(env, e) })
}

// newCheck makes a check, and each of its expressions by a function: one that is required, and one of which the type
// of its result is known; nil takes any.
func newCheck(
	c *policy.Check, one func(*policy.Expression, *cel.Type) *expression, required func(*policy.Expression) *expression,
) *check {
	k := &check{Check: c, when: one(c.When, cel.BoolType), assert: one(c.Assert, cel.BoolType),
		message: one(c.Message, cel.StringType), fix: one(c.FixMessage, cel.StringType),
		because: one(c.Because, quantityType), size: one(c.Size, quantityType), group: one(c.Group, cel.StringType)}
	for _, e := range c.Requires {
		k.requires = append(k.requires, required(e))
	}
	for i := range c.Values {
		k.values = append(k.values, value{c.Values[i].Name, one(&c.Values[i].Expression, nil)})
	}
	if e := c.Edit; e != nil {
		k.edit = &edit{one(e.When, cel.BoolType), one(e.Path, cel.StringType), one(e.Value, cel.StringType)}
	}
	return k
}

// required compiles an entry of `requires`: a value that may be missing. What is true or false is always known, so it would never say so.
func (w *worker) required(env *cel.Env, e *policy.Expression) *expression {
	x := w.compile(env, e, nil)
	if x == nil {
		return nil
	}
	root := x.root()
	switch field := hasOf(root); {
	case root.Kind() == ast.LiteralKind:
		w.failAt(e, wording.IsAlwaysKnownRequiresTakes(w.names[0]))
	case !resultOf(x.tree()).IsExactType(cel.BoolType):
	case field != nil:
		w.failAt(e, wording.WriteNotHasRequiresTakes(x.fieldOf(field)))
	default:
		w.failAt(e, wording.GivesTrueOrFalseAnd())
	}
	return x
}

// hasOf is the field that has(…) asks for, also behind `!`; nil for another expression.
func hasOf(x ast.Expr) ast.SelectExpr {
	if x.Kind() == ast.CallKind && x.AsCall().FunctionName() == operators.LogicalNot {
		x = x.AsCall().Args()[0]
	}
	if x.Kind() == ast.SelectKind && x.AsSelect().IsTestOnly() {
		return x.AsSelect()
	}
	return nil
}

// fieldOf is a field as it is written.
func (e *expression) fieldOf(x ast.SelectExpr) string {
	return e.written(x.Operand()) + "." + x.FieldName()
}

// withEach adds the variable `each`, an entry of a list field of the resource ("supports", "facts.links"), and returns its type. Where there
// is no such list the entry is anything, as what is wrong is said already.
func (w *worker) withEach(c *policy.Check) (*cel.Env, *cel.Type) {
	entry := w.entry(c)
	env, err := w.env.Extend(cel.Variable("each", entry))
	if err != nil {
		w.failAt(c.Field("each"), err.Error())
		return w.env, cel.DynType
	}
	return env, entry
}

func (w *worker) entry(c *policy.Check) *cel.Type {
	typ := cel.ObjectType(w.rule.For)
	for field := range strings.SplitSeq(c.Each, ".") {
		ft, ok := w.provider.FindStructFieldType(typ.TypeName(), field)
		if !ok {
			w.failAt(c.Field("each"), w.undefinedField(field))
			return cel.DynType
		}
		typ = ft.Type
	}
	if typ.Kind() != types.ListKind {
		w.failAt(c.Field("each"), wording.IsAndEachGoesThrough(c.Each, inWordsOf(typ)))
		return cel.DynType
	}
	return typ.Parameters()[0]
}

// at checks the field that findings point at. Of an entry that was computed only some say where they are written, and only when the rule
// runs: there the field has to be one that something in the definition has.
func (w *worker) at(c *policy.Check, entry *cel.Type) {
	path, absolute := strings.CutPrefix(c.At, "/")
	wrong := ""
	switch {
	case path == "" || entry != nil && !absolute && entry.Kind() == types.DynKind:
	case absolute || entry == nil:
		wrong = policy.Field(w.rule.For, path)
	case !strings.Contains(c.Each, "."):
		wrong = policy.Field(w.rule.For, c.Each+"/0/"+path)
	default:
		wrong = w.atComputed(c.Each, path, entry)
	}
	if wrong != "" {
		w.failAt(c.Field("at"), wrong)
	}
}

// atComputed is at for an entry of a list of facts.
func (w *worker) atComputed(each, path string, entry *cel.Type) string {
	if w.provider.fields[entry.TypeName()]["at"] == nil {
		return wording.AnEntryOfWasWorked(each, example(w.rule.For, path))
	}
	return policy.FieldWithin(w.rule.For, path)
}

// example is a path where a definition of a kind has it, else a field that every kind has.
func example(kind, path string) string {
	if policy.Field(kind, path) == "" {
		return path
	}
	return "id"
}

func (w *worker) failAt(e *policy.Expression, message string) {
	w.fail(e, 0, utf8.RuneCountInString(e.Text), message)
}

// compile checks one expression; nil for none. A nil result type takes any.
func (w *worker) compile(env *cel.Env, e *policy.Expression, result *cel.Type) *expression {
	if e == nil {
		return nil
	}
	checked, issues, refused := checkText(env, e.Text)
	switch {
	case refused != "":
		w.failAt(e, refused)
		return nil
	case len(issues) > 0:
		w.report(e, issues)
		return nil
	}
	if got := resultOf(checked); result != nil && !got.IsExactType(result) && got.Kind() != types.DynKind {
		w.failAt(e, wrongResult(e.Text, got, result))
		return nil
	}
	if w.literals(e, checked) {
		return nil
	}
	prog, err := env.PlanProgram(checked, append(programOptions(checked), w.watch(e, checked)...)...)
	if err != nil {
		w.fail(e, 0, utf8.RuneCountInString(e.Text), err.Error())
		return nil
	}
	return ready(e, &compiled{Program: limited(w.rule, prog, checked), env: env, tree: checked})
}

// limited is a program as it is run: one without a loop needs no context, and one of a stranger is stopped in the end.
func limited(rule *policy.Rule, p cel.Program, checked *ast.AST) cel.Program {
	switch {
	case !loops(checked):
		return straight{p}
	case !rule.Trusted:
		return timed{p}
	}
	return p
}

// resultOf is the type of what an expression gives.
func resultOf(checked *ast.AST) *cel.Type { return checked.GetType(checked.Expr().ID()) }

// report translates CEL's issues into rule errors at their places. Of errors of syntax only the first counts: the others follow from it.
func (w *worker) report(e *policy.Expression, issues []*cel.Error) {
	unknownTo := 0 // the end of a call of a function that there is none of
	for _, issue := range issues {
		from := codePoints(e.Text, issue.Location.Line(), issue.Location.Column())
		if from < unknownTo && strings.HasPrefix(issue.Message, "undeclared reference") { // it would be a name of the function
			continue
		}
		c := complaint{worker: w, text: e.Text, from: from, width: 1, message: issue.Message}
		c.explain()
		unknownTo = max(unknownTo, c.bracketTo)
		w.fail(e, c.from, c.from+c.width, c.message)
		if strings.Contains(issue.Message, "Syntax error") || strings.Contains(issue.Message, "reserved identifier") {
			return
		}
	}
}

func (w *worker) undefinedField(name string) string {
	missed := w.provider.missed
	if missed == nil {
		return wording.ThereIsNoField(name)
	}
	known, _ := w.provider.FindStructFieldNames(missed.Type)
	slices.Sort(known)
	message := wording.HasNoField(missed.Type, name)
	switch question := nearest.Question(name, known); {
	case question != "":
		return message + question
	case len(known) == 0:
		return wording.ItHasNone(message)
	case len(known) <= fewFields:
		return wording.ItHasKnown(message, strings.Join(known, ", "))
	}
	return wording.KpilintSchemaModelListsIts(message)
}

// fewFields is how many fields an error lists.
const fewFields = 15

func (w *worker) fail(e *policy.Expression, from, to int, message string) {
	err := &policy.RuleError{Rule: w.rule.Name(), Message: message}
	if e != nil {
		err.Location = e.Location(from, to)
		err.Line = e.Line(err.Span.Line)
	}
	w.errs = append(w.errs, err)
}

// codePoints turns a line (1-based) and column (0-based) of an expression into an offset in code points, which lies in the text.
func codePoints(text string, line, column int) int {
	offset := 0
	for ; line > 1; line-- {
		i := strings.IndexByte(text, '\n')
		if i < 0 {
			break
		}
		offset += utf8.RuneCountInString(text[:i+1])
		text = text[i+1:]
	}
	return offset + max(0, min(column, utf8.RuneCountInString(text))) // an error of the whole has no column
}
