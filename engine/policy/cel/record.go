package cel

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	"github.com/google/cel-go/interpreter"

	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// Records compiles expressions over records: rows of tables, and values of JSON and YAML. They have the operators of
// rules and no model. It is not safe for concurrent use until all is compiled; what it compiled is.
type Records struct {
	worker *worker
	vars   map[string]bool // the variables that hold values of files
	lets   map[string]*Record
	texts  map[string]TextFunction
}

// TextFunction is a function of texts that expressions over records may call. It is pure. What it takes and gives is
// counted like the work of all other functions.
type TextFunction struct {
	Name string
	Args int
	Do   func(args []string) (string, error)
	List func(args []string) ([]string, error) // in the place of Do, for one that gives a list
}

// maxGiven is how many bytes a function of texts takes and gives at most: as much as is in a cell.
const maxGiven = 64 << 10

// get reads a field that may be missing.
const get = "get"

// NewRecords prepares the environment of expressions. Each of nodes names a variable that holds a record or another
// value of a file, each of texts one that holds a text. name is what errors call the whole.
func NewRecords(name string, nodes, texts []string, functions []TextFunction, trusted bool) (*Records, error) {
	registry, err := types.NewRegistry()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", wording.MakeRegistry(), err)
	}
	opts := append(limits(), cel.DefaultUTCTimeZone(true), cel.CrossTypeNumericComparisons(true),
		cel.EnableMacroCallTracking(), cel.CustomTypeAdapter(adapter{registry}))
	opts = append(append(opts, operatorOptions()...), functionOptions()...)
	r := &Records{vars: map[string]bool{}, lets: map[string]*Record{}, texts: map[string]TextFunction{}}
	for _, n := range nodes {
		r.vars[n] = true
		opts = append(opts, cel.Variable(n, cel.MapType(cel.StringType, cel.DynType)))
	}
	for _, n := range texts {
		opts = append(opts, cel.Variable(n, cel.StringType))
	}
	opts = append(opts, cel.Function(get, cel.Overload("get_field", []*cel.Type{cel.DynType, cel.StringType}, cel.DynType,
		cel.BinaryBinding(fieldOrNothing))))
	for _, f := range functions {
		r.texts[f.Name] = f
		opts = append(opts, f.option())
	}
	env, err := cel.NewEnv(opts...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", wording.MakeEnvironment(), err)
	}
	r.worker = &worker{
		rule: &policy.Rule{Category: "mapping", ID: name, For: "record", Trusted: trusted}, compiler: nil,
		provider: &provider{Provider: registry}, env: env, names: slices.Concat(nodes, texts),
	}
	return r, nil
}

// option declares and binds the function for each number of arguments that it takes.
func (f TextFunction) option() cel.EnvOption {
	args := slices.Repeat([]*cel.Type{cel.StringType}, f.Args)
	do := func(given ...ref.Val) ref.Val {
		texts := make([]string, len(given))
		for i, v := range given {
			text, ok := v.(types.String)
			switch {
			case !ok:
				return types.MaybeNoSuchOverloadErr(v)
			case len(text) > maxGiven:
				return types.WrapErr(errTooLarge)
			}
			texts[i] = string(text)
		}
		if f.List != nil {
			list, err := f.List(texts)
			if err != nil {
				return types.WrapErr(&advised{err, ""})
			}
			return types.NewStringList(types.DefaultTypeAdapter, list)
		}
		out, err := f.Do(texts)
		switch {
		case err != nil:
			return types.WrapErr(&advised{err, ""})
		case len(out) > maxGiven:
			return types.WrapErr(errTooLarge)
		}
		return types.String(out)
	}
	id, result := fmt.Sprintf("text_%s_%d", f.Name, f.Args), cel.StringType
	if f.List != nil {
		result = cel.ListType(cel.StringType)
	}
	switch f.Args {
	case 1:
		return cel.Function(f.Name, cel.Overload(id, args, result,
			cel.UnaryBinding(func(a ref.Val) ref.Val { return do(a) })))
	case 2:
		return cel.Function(f.Name, cel.Overload(id, args, result,
			cel.BinaryBinding(func(a, b ref.Val) ref.Val { return do(a, b) })))
	}
	return cel.Function(f.Name, cel.Overload(id, args, result, cel.FunctionBinding(do)))
}

// fieldOrNothing is get: a field of a record, or an empty text.
func fieldOrNothing(of, name ref.Val) ref.Val {
	if m, ok := of.(traits.Mapper); ok {
		if v, found := m.Find(name); found {
			return v
		}
	}
	return types.String("")
}

// Record is one expression over a record, compiled.
type Record struct {
	*expression
	reads []Read
	calls []Call
}

// Read is a value that an expression names.
type Read struct {
	Variable string
	Path     []string // the names that lead to it; none for the whole
	Tested   bool     // it may be missing: has(…) or get(…) asks for it
	Whole    bool     // what is read below it is not known
}

// Call is a call of a function of texts, with the arguments that are written out.
type Call struct {
	Function string
	First    string // "" where it is not written out
}

// Reads are the values that an expression names, in the order in which it is written, and those of the variables that
// it names.
func (x *Record) Reads() []Read { return x.reads }

// Calls are the calls of functions of texts.
func (x *Record) Calls() []Call { return x.calls }

// Let compiles an expression that later ones can name. Errors are those of Compile.
func (r *Records) Let(name string, e *policy.Expression) error {
	x, err := r.Compile(e, false)
	if err != nil {
		return err
	}
	env, err := r.worker.env.Extend(cel.Variable(name, cel.DynType))
	if err != nil {
		return r.failed(e, err.Error())
	}
	r.worker.env, r.worker.names = env, append(r.worker.names, name)
	r.lets[name] = x
	return nil
}

func (r *Records) failed(e *policy.Expression, message string) error {
	r.worker.failAt(e, message)
	return r.worker.wrong()
}

// Compile checks an expression; one that is a condition gives true or false. All errors are returned, joined; each is a
// *policy.RuleError with its place.
func (r *Records) Compile(e *policy.Expression, condition bool) (*Record, error) {
	var want *cel.Type
	if condition {
		want = cel.BoolType
	}
	x := r.worker.compile(r.worker.env, e, want)
	if x == nil {
		return nil, r.worker.wrong()
	}
	switch t := resultOf(x.tree()); {
	case t.Kind() == types.MapKind:
		return nil, r.failed(e, wording.GivesAMapAndA())
	case t.IsExactType(cel.NullType):
		return nil, r.failed(e, wording.GivesNothingWriteForA())
	}
	record := &Record{expression: x}
	r.look(record, x.root())
	return record, nil
}

// look notes what an expression reads and calls.
func (r *Records) look(x *Record, part ast.Expr) {
	if read, ok := r.readOf(part); ok {
		x.reads = append(x.reads, read)
		r.indices(x, part)
		return
	}
	switch part.Kind() {
	case ast.IdentKind:
		if let := r.lets[part.AsIdent()]; let != nil {
			x.reads, x.calls = append(x.reads, let.reads...), append(x.calls, let.calls...)
		}
	case ast.CallKind:
		call := part.AsCall()
		if _, ours := r.texts[call.FunctionName()]; ours {
			first, _ := textOf(call.Args()[0])
			x.calls = append(x.calls, Call{call.FunctionName(), first})
		}
		for _, arg := range operands(part) {
			r.look(x, arg)
		}
	case ast.MapKind:
		for _, entry := range part.AsMap().Entries() {
			r.look(x, entry.AsMapEntry().Value())
		}
	case ast.ComprehensionKind:
		loop := part.AsComprehension()
		for _, inner := range []ast.Expr{loop.IterRange(), loop.AccuInit(), loop.LoopCondition(), loop.LoopStep(),
			loop.Result()} {
			r.look(x, inner)
		}
	default:
		for _, arg := range operands(part) {
			r.look(x, arg)
		}
	}
}

// indices looks into the brackets of a read, where they are no texts.
func (r *Records) indices(x *Record, part ast.Expr) {
	for {
		switch part.Kind() {
		case ast.SelectKind:
			part = part.AsSelect().Operand()
		case ast.CallKind:
			if _, plain := textOf(part.AsCall().Args()[1]); !plain {
				r.look(x, part.AsCall().Args()[1])
			}
			part = part.AsCall().Args()[0]
		default:
			return
		}
	}
}

const index = "_[_]"

// readOf is what a chain of fields reads that begins with a record.
func (r *Records) readOf(part ast.Expr) (Read, bool) {
	switch part.Kind() {
	case ast.IdentKind:
		name := part.AsIdent()
		return Read{Variable: name, Whole: true}, r.vars[name]
	case ast.SelectKind:
		s := part.AsSelect()
		read, ok := r.readOf(s.Operand())
		return read.below(s.FieldName(), true, s.IsTestOnly()), ok
	case ast.CallKind:
		call := part.AsCall()
		if call.FunctionName() != index && call.FunctionName() != get {
			return Read{}, false
		}
		read, ok := r.readOf(call.Args()[0])
		name, known := textOf(call.Args()[1])
		return read.below(name, known, call.FunctionName() == get), ok
	}
	return Read{}, false
}

// below is the read of a field of what was read; known is false where its name is worked out.
func (d Read) below(name string, known, tested bool) Read {
	if !known || !d.Whole && len(d.Path) == 0 {
		return d
	}
	if len(d.Path) > 0 && d.Path[len(d.Path)-1] == "" {
		return d
	}
	d.Path = append(slices.Clone(d.Path), name)
	d.Whole, d.Tested = true, d.Tested || tested
	return d
}

// Values are what an expression is evaluated on. They are for one record, and for one goroutine.
type Values struct {
	records *Records
	nodes   map[string]*source.Node
	texts   map[string]string
	fill    map[string]*Fill
	lets    map[string]any
	meter   meter
	ctx     context.Context
}

// Fill says which fields of a record are an empty text where they are missing, and what is in them.
type Fill struct{ Fields map[string]*Fill }

// Add notes a path.
func (f *Fill) Add(path []string) {
	for _, name := range path {
		if f.Fields == nil {
			f.Fields = map[string]*Fill{}
		}
		if f.Fields[name] == nil {
			f.Fields[name] = &Fill{}
		}
		f = f.Fields[name]
	}
}

// Values prepares the evaluation on a record.
func (r *Records) Values(ctx context.Context, nodes map[string]*source.Node, texts map[string]string,
	fill map[string]*Fill) *Values {
	return &Values{records: r, nodes: nodes, texts: texts, fill: fill, lets: map[string]any{}, ctx: ctx}
}

// Result is what an expression gave: a text, a list of texts, or true or false.
type Result struct {
	Text   string
	List   []string
	IsList bool
	IsBool bool
	IsInt  bool
}

// Empty reports whether nothing was given.
func (r Result) Empty() bool { return r.Text == "" && len(r.List) == 0 }

// Of evaluates an expression. The error is a sentence.
func (x *Record) Of(v *Values) (Result, error) {
	out, err := v.eval(x)
	if err != nil {
		return Result{}, err
	}
	if list, ok := out.(traits.Lister); ok {
		if !small(out, maxList) {
			return Result{}, errTooLarge
		}
		all := Result{IsList: true}
		for it := list.Iterator(); it.HasNext() == types.True; {
			one, err := scalar(it.Next())
			if err != nil {
				return Result{}, err
			}
			if one.Text != "" {
				all.List = append(all.List, one.Text)
			}
		}
		return all, nil
	}
	return scalar(out)
}

// True reports whether a condition holds.
func (x *Record) True(v *Values) (bool, error) {
	out, err := v.eval(x)
	if err != nil {
		return false, err
	}
	answer, ok := out.(types.Bool)
	if !ok {
		return false, errors.New(wording.TheConditionGivesNeitherTrue())
	}
	return bool(answer), nil
}

func scalar(out ref.Val) (Result, error) {
	switch out := out.(type) {
	case types.String:
		return Result{Text: string(out)}, nil
	case types.Bool:
		return Result{Text: strconv.FormatBool(bool(out)), IsBool: true}, nil
	case types.Int:
		return Result{Text: strconv.FormatInt(int64(out), 10), IsInt: true}, nil
	case types.Uint:
		return Result{Text: strconv.FormatUint(uint64(out), 10), IsInt: true}, nil
	case types.Double:
		return Result{Text: strconv.FormatFloat(float64(out), 'f', -1, 64)}, nil
	case number:
		return Result{Text: out.text()}, nil
	case *types.Unknown:
		return Result{}, errors.New(wording.TheAnswerDependsOnA())
	case traits.Mapper:
		return Result{}, errors.New(wording.TheExpressionGivesAMap())
	case traits.Lister:
		return Result{}, errors.New(wording.TheExpressionGivesListsIn())
	}
	return Result{}, errors.New(wording.TheExpressionGivesSomethingThat())
}

func (v *Values) eval(x *Record) (ref.Val, error) {
	if err := v.ctx.Err(); err != nil {
		return nil, err
	}
	v.meter.reset()
	out, _, err := x.run(v.ctx, v)
	if err != nil {
		told := plainError(err)
		switch {
		case told.stopped():
			return nil, fmt.Errorf("`%s`: %w", policy.Cut(x.Text), told.error)
		case noEntry().MatchString(err.Error()):
			return nil, wording.Wrap(wording.AskHasBeforeItOr(policy.Cut(x.Text), told.error.Error()), told.error)
		}
		return nil, fmt.Errorf("`%s`: %w", policy.Cut(x.Text), told.error)
	}
	return out, nil
}

// ResolveName gives the value of a variable.
func (v *Values) ResolveName(name string) (any, bool) {
	if name == meterName {
		return &v.meter, true
	}
	if text, ok := v.texts[name]; ok {
		return types.String(text), true
	}
	if v.records.vars[name] {
		return valueOfNode(v.nodes[name], v.fill[name]), true
	}
	let := v.records.lets[name]
	if let == nil {
		return nil, false
	}
	if known, ok := v.lets[name]; ok {
		return known, true
	}
	before := v.meter
	out, err := v.eval(let)
	before.spent += v.meter.spent
	v.meter = before
	if err != nil {
		v.lets[name] = types.WrapErr(&advised{err, ""})
	} else {
		v.lets[name] = out
	}
	return v.lets[name], true
}

// Parent is nil: there is no outer scope.
func (v *Values) Parent() interpreter.Activation { return nil }

// valueOfNode shows a value of a file to CEL: each scalar is a text, and one that is missing an empty one.
func valueOfNode(n *source.Node, fill *Fill) ref.Val {
	switch {
	case n == nil && fill != nil && len(fill.Fields) > 0, n != nil && n.Kind == source.Map:
		return fields{n, fill}
	case n == nil:
		return types.String("")
	case n.Kind == source.Null && fill != nil && len(fill.Fields) > 0:
		return fields{nil, fill}
	case n.Kind == source.Null:
		return types.String("")
	case n.Kind == source.List:
		all := make([]ref.Val, len(n.Items()))
		for i, item := range n.Items() {
			all[i] = valueOfNode(item, nil)
		}
		return types.NewRefValList(adapter{types.DefaultTypeAdapter}, all)
	}
	return types.String(n.Text)
}

// fields is a map of a file as a map of CEL.
type fields struct {
	node *source.Node
	fill *Fill
}

// Find is the value of a key.
func (f fields) Find(key ref.Val) (ref.Val, bool) {
	name, ok := key.(types.String)
	if !ok {
		return nil, false
	}
	var below *Fill
	if f.fill != nil {
		below = f.fill.Fields[string(name)]
	}
	value := f.node.Get(string(name))
	if value == nil && below == nil {
		return nil, false
	}
	return valueOfNode(value, below), true
}

// Contains reports whether there is such a key.
func (f fields) Contains(key ref.Val) ref.Val {
	_, found := f.Find(key)
	return types.Bool(found)
}

// Get is the value of a key, or an error.
func (f fields) Get(key ref.Val) ref.Val {
	if v, ok := f.Find(key); ok {
		return v
	}
	return types.NewErr("no such key: %v", key.Value())
}

func (f fields) names() []string {
	if f.node == nil {
		return nil
	}
	all := make([]string, 0, len(f.node.Fields()))
	for _, one := range f.node.Fields() {
		all = append(all, one.Key.Text)
	}
	return all
}

// ConvertToNative is what CEL asks of every value.
func (f fields) ConvertToNative(t reflect.Type) (any, error) {
	return nil, errors.New(wording.ARecordIsNotA(t.String()))
}

// ConvertToType is what CEL asks of every value.
func (f fields) ConvertToType(t ref.Type) ref.Val {
	return types.NewErr("%s", wording.ARecordIsNotA(t.TypeName()))
}

// Equal reports whether both are the same value of the file.
func (f fields) Equal(other ref.Val) ref.Val {
	same, ok := other.(fields)
	return types.Bool(ok && same.node == f.node)
}

// Type is that of maps.
func (f fields) Type() ref.Type { return types.MapType }

// Value is the node.
func (f fields) Value() any { return f.node }

// Size is the number of keys.
func (f fields) Size() ref.Val { return types.Int(len(f.names())) }

// Iterator goes through the keys.
func (f fields) Iterator() traits.Iterator {
	return types.NewStringList(types.DefaultTypeAdapter, f.names()).Iterator()
}
