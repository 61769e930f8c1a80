package rego

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/topdown/print"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
)

// maxTold is how many steps of one rule are told.
const maxTold = 1000

// Trace tells each expression that was evaluated while a variable of the rule held the definition, and what the rule prints.
func (p *program) Trace(ctx context.Context, m *view.Organisation, r *model.Resource) ([]policy.Step, error) {
	traced, err := compileAlone(p.rule, p.rule.Rego.Source, p.params)
	if err != nil {
		return nil, err
	}
	t := &recorder{file: p.rule.Rego.File, text: string(p.rule.Rego.Source), about: r.Name}
	traced.extra = []rego.EvalOption{rego.EvalQueryTracer(t), rego.EvalPrintHook(t)}
	_, _, err = traced.Run(ctx, m, nil)
	return t.told(), err
}

// recorder is told of every expression that OPA evaluates.
type recorder struct {
	file, text string
	about      string // the name of the definition that a variable must hold
	steps      []*step
	last       map[uint64]*step // by query
	left       int              // steps beyond maxTold
}

// step is an expression as it is written, of which OPA may evaluate several parts.
type step struct {
	policy.Step
	failed   bool
	operands string  // of a comparison, as they were compared
	isValue  bool    // the comparison is a value, and no condition
	assigns  ast.Var // the variable that it gives a value
}

// Enabled, Config and TraceEvent make it a tracer of OPA.
func (t *recorder) Enabled() bool { return true }

// Config asks for the values of variables.
func (t *recorder) Config() topdown.TraceConfig { return topdown.TraceConfig{PlugLocalVars: true} }

// TraceEvent notes what is evaluated in the rule, and what fails.
func (t *recorder) TraceEvent(e topdown.Event) {
	expr, ok := e.Node.(*ast.Expr)
	if !ok || e.Location == nil || e.Location.File != t.file {
		return
	}
	if t.last == nil {
		t.last = map[uint64]*step{}
	}
	before := t.last[e.QueryID]
	switch e.Op {
	case topdown.EvalOp:
		t.settle(before, &e)
		t.eval(before, expr, &e)
	case topdown.FailOp:
		if before != nil && before.Span.Line == e.Location.Row {
			before.failed = true
		}
	}
}

// eval begins a step, or goes on with it where this is another part of the same expression.
func (t *recorder) eval(before *step, expr *ast.Expr, e *topdown.Event) {
	written, span := t.whole(e.Location)
	if before != nil && before.Span == span && !before.failed {
		before.compare(expr, e)
		return
	}
	delete(t.last, e.QueryID)
	if _, declares := expr.Terms.(*ast.SomeDecl); declares || !t.concerns(e) {
		return
	}
	if len(t.steps) >= maxTold {
		t.left++
		return
	}
	if rest, negated := strings.CutPrefix(written, "not "); negated && !expr.Negated {
		written = rest // what `not` asks
	}
	s := &step{Step: policy.Step{Location: source.Location{File: t.file, Span: span}, Text: onOneLine(written)}}
	s.compare(expr, e)
	if name, _, ok := strings.Cut(written, ":="); ok {
		s.assigns = ast.Var(strings.TrimSpace(name))
	}
	t.steps = append(t.steps, s)
	t.last[e.QueryID] = s
}

// whole is the expression that holds a place, as it is written, on its first line.
func (t *recorder) whole(at *ast.Location) (string, source.Span) {
	from, to := at.Offset, min(len(t.text), at.Offset+len(at.Text))
	begin := strings.LastIndexByte(t.text[:from], '\n') + 1
	end := len(t.text)
	if i := strings.IndexByte(t.text[to:], '\n'); i >= 0 {
		end = to + i
	}
	line := t.text[begin:end]
	text := strings.TrimSpace(line)
	start := begin + strings.Index(line, text)
	return text, spanOf(t.text, start, start+len(text))
}

// compare notes the two sides of a comparison.
func (s *step) compare(expr *ast.Expr, e *topdown.Event) {
	builtin := ast.BuiltinMap[expr.Operator().String()]
	if builtin == nil {
		return
	}
	infix := builtin.Infix
	if infix == "=" && strings.Contains(s.Text, "==") && !strings.Contains(s.Text, ":=") { // what `==` is compiled to
		infix = "=="
	}
	if !slices.Contains([]string{"<", "<=", ">", ">=", "==", "!="}, infix) {
		return
	}
	a, b := valueAt(e, expr.Operand(0)), valueAt(e, expr.Operand(1))
	if a == nil || b == nil {
		return
	}
	s.isValue = len(expr.Operands()) > 2
	s.operands = fmt.Sprintf("%s %s %s", inShort(a), infix, inShort(b))
}

// valueAt is the value of an operand at an event, also of a field of a variable; nil where it has none.
func valueAt(e *topdown.Event, operand *ast.Term) ast.Value {
	v := e.Plug(operand).Value
	ref, ok := v.(ast.Ref)
	if !ok {
		if _, isVar := v.(ast.Var); isVar {
			return nil
		}
		return v
	}
	if _, isVar := ref[0].Value.(ast.Var); isVar {
		return nil
	}
	found, err := ref[0].Value.Find(ref[1:])
	if err != nil {
		return nil
	}
	return found
}

// onOneLine is a text without line ends, cut where it is long.
func onOneLine(text string) string {
	all := []rune(strings.Join(strings.Fields(text), " "))
	if len(all) > 2*widest {
		return string(all[:2*widest]) + "…"
	}
	return string(all)
}

// settle tells the value of a variable that the step before gave it.
func (t *recorder) settle(before *step, e *topdown.Event) {
	if before == nil || before.assigns == "" || before.Value != "" {
		return
	}
	if v := local(e, before.assigns); v != nil {
		before.Value = fmt.Sprintf("%s is %s", before.assigns, inShort(v))
	}
}

// concerns reports whether a variable holds the definition, or something that belongs to it.
func (t *recorder) concerns(e *topdown.Event) bool {
	found := false
	each(e, func(_ ast.Var, v ast.Value) { found = found || holds(v, t.about) })
	return found
}

// holds reports whether a value is a name, or an object with it.
func holds(v ast.Value, name string) bool {
	switch v := v.(type) {
	case ast.String:
		return string(v) == name
	case ast.Object:
		for _, field := range []string{"fullName", "resource", "kpi", "owner", "first", "largest"} {
			if got := v.Get(ast.StringTerm(field)); got != nil && got.Value.Compare(ast.String(name)) == 0 {
				return true
			}
		}
		if v.Get(ast.StringTerm("fullName")) == nil { // no definition itself, but something that several may belong to
			return v.Until(func(_, part *ast.Term) bool {
				all, ok := part.Value.(*ast.Array)
				return ok && all.Until(func(one *ast.Term) bool {
					entry, ok := one.Value.(ast.Object)
					return ok && holds(entry, name)
				})
			})
		}
	}
	return false
}

// each visits the variables of the rule that have a value, in the order of their names.
func each(e *topdown.Event, visit func(name ast.Var, value ast.Value)) {
	if e.Locals == nil {
		return
	}
	type named struct {
		name  ast.Var
		value ast.Value
	}
	var all []named
	e.Locals.Iter(func(k, v ast.Value) bool {
		name, ok := k.(ast.Var)
		if meta, known := e.LocalMetadata[name]; ok && known {
			name = meta.Name
		}
		if ok && !name.IsGenerated() && !strings.HasPrefix(string(name), "__local") {
			all = append(all, named{name, v})
		}
		return false
	})
	slices.SortFunc(all, func(a, b named) int { return cmp.Compare(a.name, b.name) })
	for _, v := range all {
		visit(v.name, v.value)
	}
}

func local(e *topdown.Event, name ast.Var) ast.Value {
	var found ast.Value
	each(e, func(n ast.Var, v ast.Value) {
		if n == name {
			found = v
		}
	})
	return found
}

// Print notes what print() in a rule says.
func (t *recorder) Print(at print.Context, said string) error {
	if at.Location == nil {
		return nil
	}
	_, span := t.whole(at.Location)
	where := source.Location{File: t.file, Span: span}
	t.steps = append(t.steps, &step{Step: policy.Step{Location: where, Text: "print", Value: said}})
	return nil
}

// told are the steps with what each gave.
func (t *recorder) told() []policy.Step {
	var all []policy.Step
	for _, s := range t.steps {
		if s.Text == "print" {
			all = append(all, s.Step)
			continue
		}
		said := "holds"
		if s.failed {
			said = wording.DoesNotHoldText()
		}
		switch {
		case s.operands == "" && (strings.HasPrefix(s.Text, `"`) || strings.HasPrefix(s.Text, "print(")):
			// an entry of an object, which is no condition; what print says has its own step
			continue
		case s.isValue:
			said = s.operands
		case s.operands != "":
			said += ": " + s.operands
		case s.Value != "" && !s.failed:
			said = s.Value
		}
		if n := len(all); n > 0 && all[n-1].Text == s.Text && all[n-1].Span == s.Span && (said == "holds" || all[n-1].Value == said) {
			continue // a part of the expression before, or the same once more
		}
		s.Value = said
		all = append(all, s.Step)
	}
	if t.left > 0 {
		at := source.Location{File: t.file, Span: source.Span{Line: 1, Column: 1}}
		all = append(all, policy.Step{Location: at, Text: "…", Value: wording.MoreSteps(t.left)})
	}
	return all
}

// widest is how much of a value is told, in code points.
const widest = 60

// inShort is a value as people read it: a definition by its name, a fact by its text.
func inShort(v ast.Value) string {
	if o, ok := v.(ast.Object); ok {
		for _, field := range []string{"fullName", "text", "name", "id", "kpi", "resource"} {
			if named := o.Get(ast.StringTerm(field)); named != nil {
				return "{" + field + ": " + named.String() + ", …}"
			}
		}
	}
	text := []rune(v.String())
	if len(text) > widest {
		return string(text[:widest]) + "…"
	}
	return string(text)
}

// blame says on which definition a rule failed, and with which values. It evaluates the rule again.
func (p *program) blame(ctx context.Context, in *Input, e *policy.RuleError) error {
	if e.Span.Line == 0 || e.Stopped {
		return e
	}
	w := &witness{line: e.Span.Line, file: p.rule.Rego.File, message: e.Message}
	opts := countSteps(ctx, p.rule, in.model).options()
	made, err := p.ready()
	if err != nil {
		return e
	}
	_, err = made.query.Eval(ctx, append(opts, rego.EvalParsedInput(in.value(p.needs)), rego.EvalQueryTracer(w))...)
	seen := w.failed
	if seen == nil && err != nil {
		seen = w.last // it ended there
	}
	if seen == nil {
		return e
	}
	if len(seen.values) > 0 {
		e.Message += " (" + strings.Join(seen.values, ", ") + ")"
	}
	e.Resource = seen.resource
	return e
}

// witness looks on at a line of a rule until something fails there in the way that a message says.
type witness struct {
	line    int
	file    string
	message string
	last    *seen // before the expression evaluated last
	failed  *seen // before the one that failed
	sure    bool  // the message names a value of it
}

// seen are the variables at a moment.
type seen struct {
	values   []string
	resource string
	operands []string // as texts in quotation marks
}

// Enabled, Config and TraceEvent make it a tracer of OPA.
func (w *witness) Enabled() bool { return true }

// Config asks for the values of variables.
func (w *witness) Config() topdown.TraceConfig { return topdown.TraceConfig{PlugLocalVars: true} }

// TraceEvent notes the variables before each expression on the line, and keeps those before a failure.
func (w *witness) TraceEvent(e topdown.Event) {
	expr, ok := e.Node.(*ast.Expr)
	if !ok || e.Location == nil || e.Location.Row != w.line || e.Location.File != w.file {
		return
	}
	switch e.Op {
	case topdown.EvalOp:
		w.last = seenAt(expr, &e)
	case topdown.FailOp:
		if w.last == nil || w.sure {
			return
		}
		w.sure = slices.ContainsFunc(w.last.operands, func(s string) bool { return strings.Contains(w.message, s) })
		if w.sure || w.failed == nil {
			w.failed = w.last
		}
	}
}

func seenAt(expr *ast.Expr, e *topdown.Event) *seen {
	now := &seen{}
	for _, operand := range expr.Operands() {
		if text, ok := e.Plug(operand).Value.(ast.String); ok {
			now.operands = append(now.operands, text.String())
		}
	}
	each(e, func(name ast.Var, v ast.Value) {
		now.values = append(now.values, fmt.Sprintf("`%s` is %s", name, inShort(v)))
		if o, ok := v.(ast.Object); ok {
			if full := o.Get(ast.StringTerm("fullName")); full != nil {
				now.resource = strings.Trim(full.String(), `"`)
			}
		}
	})
	return now
}
