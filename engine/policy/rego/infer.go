package rego

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
)

// OPA checks the fields of `input` where it sees them. It loses sight of them in the arguments of functions, in `every` and in
// `object.get`, compares anything with anything, and knows nothing of the texts that a field may have. What follows walks a compiled
// module once more for these. What it does not understand it leaves alone: it never refuses a rule that could be right.

// form is what a value is: a part of the schema of the model, or a value that the module makes.
type form struct {
	kind    string         // object, array, string, number or boolean; a set is an array
	name    string         // of the definition in the schema: quantity, fact, KPI
	part    string         // of the schema: KPI, KPI.needs
	schema  map[string]any // of an object of the model
	item    value          // of an array, and of an object whose keys are open
	enum    []string       // the texts that a text may be
	percent bool           // a fact in percent, or an end of one: 20 for 20 %
	param   string         // the parameter that it is, of type percent: 0.2 for 20 %
}

// value is what an expression may be, one of several forms; none where that is not known. text is how it is written.
type value struct {
	forms []form
	text  string
}

func (v value) known() bool { return len(v.forms) > 0 }

// each reports whether the value is known, and of each form something holds.
func (v value) each(holds func(form) bool) bool {
	return v.known() && !slices.ContainsFunc(v.forms, func(f form) bool { return !holds(f) })
}

func (v value) is(kinds ...string) bool {
	return v.each(func(f form) bool { return slices.Contains(kinds, f.kind) })
}

// either is one value or the other; not known where one of them is not.
func either(a, b value) value {
	if !a.known() || !b.known() {
		return value{}
	}
	all := slices.Clone(a.forms)
	for _, f := range b.forms {
		if !slices.ContainsFunc(all, f.same) {
			all = append(all, f)
		}
	}
	return value{forms: all}
}

// same reports whether two forms can be taken for one.
func (f form) same(g form) bool {
	return f.name != "" && f.name == g.name && f.percent == g.percent ||
		f.name == "" && g.name == "" && f.schema == nil && g.schema == nil && f.kind == g.kind && !f.item.known() && !g.item.known() &&
			slices.Equal(f.enum, g.enum) && f.percent == g.percent && f.param == g.param
}

func plainForm(kind string) value { return value{forms: []form{{kind: kind}}} }

// inference is the walk over one module.
type inference struct {
	heads    *heads
	compiled *ast.Compiler
	module   *ast.Module
	pkg      ast.Ref
	root     map[string]any // the schema
	args     map[string][]value
	next     map[string][]value // the arguments seen in this round
	results  map[string]value
	report   bool
	open     bool // whether the module may read fields whose names it does not say; see goesThrough
	paths    *view.Paths
	told     map[string]bool
}

// rounds are how many functions may call one another for their arguments to be followed.
const rounds = 4

// infer refuses what the types of the model show to be wrong in a module that OPA has compiled.
func (c *compiler) infer(r *policy.Rule, compiled *ast.Compiler) (sound bool) {
	root, ok := c.schema.(map[string]any)
	module := compiled.Modules[r.Rego.File]
	if !ok || module == nil {
		return true
	}
	i := &inference{heads: &heads{compiler: c, rule: r}, compiled: compiled, module: module, pkg: packageRef(r), root: root, told: map[string]bool{}}
	for round := range rounds {
		i.next, i.results, i.report = map[string][]value{}, map[string]value{}, round == rounds-1
		i.open, i.paths = false, view.NewPaths()
		for _, rule := range module.Rules {
			i.result(string(rule.Head.Name))
		}
		i.args = i.next
	}
	c.open[r.Rego.File], c.paths[r.Rego.File] = i.open, i.paths
	return !i.heads.failed
}

// result is what the rules of a name give.
func (i *inference) result(name string) value {
	if v, ok := i.results[name]; ok {
		return v
	}
	i.results[name] = value{} // while it is being worked out
	first, all := true, value{}
	for _, r := range i.module.Rules {
		for ; r != nil && string(r.Head.Name) == name; r = r.Else {
			v := i.rule(name, r)
			if first {
				all = v
			} else {
				all = either(all, v)
			}
			first = false
		}
	}
	i.results[name] = all
	return all
}

func (i *inference) rule(name string, r *ast.Rule) value {
	vars := scope{}
	for n, arg := range r.Head.Args {
		v, ok := arg.Value.(ast.Var)
		if known := i.args[name]; ok && n < len(known) {
			vars[v] = known[n]
		}
	}
	i.body(r.Body, vars)
	key, given := i.term(r.Head.Key, vars), i.term(r.Head.Value, vars)
	for _, t := range r.Head.Reference[1:] {
		i.term(t, vars)
	}
	switch {
	case len(r.Head.Reference) > 2:
		return value{}
	case r.Head.Key != nil && r.Head.Value != nil:
		return value{forms: []form{{kind: "object", item: given}}}
	case r.Head.Key != nil:
		return value{forms: []form{{kind: "array", item: key}}}
	}
	return given
}

// scope are the values of the variables of a body.
type scope map[ast.Var]value

func (i *inference) body(b ast.Body, vars scope) {
	for _, e := range b {
		inner := vars
		if e.Negated {
			inner = maps.Clone(vars)
		}
		i.expr(e, inner)
	}
}

func (i *inference) expr(e *ast.Expr, vars scope) {
	switch t := e.Terms.(type) {
	case *ast.Every:
		inner := maps.Clone(vars)
		domain := i.term(t.Domain, vars)
		i.goesThrough(domain, nil)
		if v, ok := t.Value.Value.(ast.Var); ok {
			inner[v] = i.items(domain)
		}
		i.body(t.Body, inner)
	case *ast.Term:
		i.term(t, vars)
	case []*ast.Term:
		i.call(e, t[0].Value.String(), t[1:], vars)
	}
}

var comparisons = []string{"eq", "equal", "neq", "gt", "gte", "lt", "lte"}

func (i *inference) call(e *ast.Expr, name string, operands []*ast.Term, vars scope) {
	values := make([]value, len(operands))
	for n, t := range operands {
		values[n] = i.term(t, vars)
	}
	if own, ok := strings.CutPrefix(name, i.pkg.String()+"."); ok {
		i.calls(own, operands, values, vars)
		return
	}
	i.hands(name, operands)
	switch {
	case slices.Contains(comparisons, name) && len(operands) >= 2:
		i.compare(e, name, operands, values)
	case name == "internal.member_2" && len(operands) >= 2:
		i.member(e, operands, values)
	case name == "object.get" && len(operands) >= 3:
		i.get(operands, values, vars)
	}
	if name == "eq" || name == "assign" {
		bind(operands[0], values[1], vars)
		bind(operands[1], values[0], vars)
	}
}

// bind gives a variable a value that it has not had.
func bind(t *ast.Term, v value, vars scope) {
	name, ok := t.Value.(ast.Var)
	if !ok {
		return
	}
	if was, there := vars[name]; !there || !was.known() {
		vars[name] = v
	}
}

// calls notes the arguments of a function of the module, and what it gives.
func (i *inference) calls(name string, operands []*ast.Term, values []value, vars scope) {
	arity := 0
	for _, r := range i.module.Rules {
		if string(r.Head.Name) == name {
			arity = len(r.Head.Args)
		}
	}
	if arity == 0 || len(values) < arity {
		return
	}
	if seen, ok := i.next[name]; ok {
		for n := range seen {
			seen[n] = either(seen[n], values[n])
		}
	} else {
		i.next[name] = slices.Clone(values[:arity])
	}
	if len(operands) > arity {
		bind(operands[arity], i.result(name), vars)
	}
}

// term is the value of a term; what is wrong below it is told.
func (i *inference) term(t *ast.Term, vars scope) value {
	if t == nil {
		return value{}
	}
	switch v := t.Value.(type) {
	case ast.String:
		return plainForm("string")
	case ast.Number:
		return plainForm("number")
	case ast.Boolean:
		return plainForm("boolean")
	case ast.Var:
		return vars[v]
	case ast.Ref:
		return i.ref(t, v, vars)
	case *ast.Array:
		v.Foreach(func(t *ast.Term) { i.term(t, vars) })
	case ast.Set:
		v.Foreach(func(t *ast.Term) { i.term(t, vars) })
	case ast.Object:
		v.Foreach(func(key, given *ast.Term) {
			i.term(key, vars)
			i.term(given, vars)
		})
	case *ast.ArrayComprehension:
		inner := maps.Clone(vars)
		i.body(v.Body, inner)
		return value{forms: []form{{kind: "array", item: i.term(v.Term, inner)}}}
	case *ast.SetComprehension:
		inner := maps.Clone(vars)
		i.body(v.Body, inner)
		return value{forms: []form{{kind: "array", item: i.term(v.Term, inner)}}}
	case *ast.ObjectComprehension:
		inner := maps.Clone(vars)
		i.body(v.Body, inner)
		i.term(v.Key, inner)
		return value{forms: []form{{kind: "object", item: i.term(v.Value, inner)}}}
	}
	return value{}
}

// ref follows a path from `input`, a parameter, a rule of the module or a variable.
func (i *inference) ref(t *ast.Term, ref ast.Ref, vars scope) value {
	for _, step := range ref[1:] {
		if _, isVar := step.Value.(ast.Var); !isVar {
			i.term(step, vars)
		}
	}
	at, from := value{}, 1
	switch head := ref[0].Value.(type) {
	case ast.Var:
		switch {
		case head.Equal(ast.InputRootDocument.Value):
			at = i.of(i.root, "")
		case ref.HasPrefix(i.pkg) && len(ref) > len(i.pkg):
			from = len(i.pkg) + 1
			at = i.result(strings.Trim(ref[len(i.pkg)].String(), `"`))
		case ref.HasPrefix(paramsRef) && len(ref) > len(paramsRef):
			from = len(paramsRef) + 1
			at = i.param(strings.Trim(ref[len(paramsRef)].String(), `"`))
		default:
			at = vars[head]
		}
	}
	n := from
	for ; n < len(ref) && at.known(); n++ {
		switch step := ref[n].Value.(type) {
		case ast.String:
			at = i.field(at, string(step), ref[n], ref[:n+1], t)
		case ast.Var, ast.Number:
			i.goesThrough(at, step)
			at = i.items(at)
		default:
			i.goesThrough(at, step)
			at = value{}
		}
	}
	for ; n < len(ref); n++ {
		i.goesThrough(at, ref[n].Value)
		i.anywhere(ref[n].Value)
	}
	if t.Location != nil {
		at.text = string(t.Location.Text)
	}
	return at
}

// field is a field of a value, and an error where none of its forms can have it.
func (i *inference) field(of value, name string, step *ast.Term, ref ast.Ref, whole *ast.Term) value {
	got, first := value{}, true
	var known []string
	closed := of.each(func(f form) bool { return f.schema != nil })
	if !of.known() {
		i.paths.ReadsAnywhere(name)
	}
	for _, f := range of.forms {
		v, there := i.fieldOf(f, name)
		if !there {
			known = append(known, slices.Collect(maps.Keys(properties(f.schema)))...)
			continue
		}
		if closed = false; first {
			got = v
		} else {
			got = either(got, v)
		}
		first = false
	}
	if closed {
		slices.Sort(known)
		i.noField(name, slices.Compact(known), step, ref, whole)
	}
	return got
}

func (i *inference) noField(name string, known []string, step *ast.Term, ref ast.Ref, whole *ast.Term) {
	message := wording.TheModelHasNoHere(name)
	if len(ref) > 1 {
		if written := i.written(ref); written != "" {
			message = wording.TheModelHasNoIn(name, written)
		}
	}
	message += cmp.Or(nearest.Question(name, known), wording.ItHas(strings.Join(known, ", ")))
	at := step.Location
	if at == nil && whole != nil {
		at = whole.Location
	}
	i.tell(at, name, message)
}

// written is a reference with the names that the author gave its variables, "" where it has none.
func (i *inference) written(ref ast.Ref) string {
	ref = ref.Copy()
	for n, t := range ref {
		v, ok := t.Value.(ast.Var)
		if !ok {
			continue
		}
		for original := i.compiled.RewrittenVars[v]; original != ""; original = i.compiled.RewrittenVars[v] {
			v = original
		}
		if n == 0 && (v.IsGenerated() || strings.HasPrefix(string(v), "__local")) {
			return ""
		}
		if v.IsGenerated() || strings.HasPrefix(string(v), "__local") {
			v = "_"
		}
		ref[n] = ast.NewTerm(v)
	}
	return ref.String()
}

func (i *inference) tell(at *ast.Location, word, message string) {
	if !i.report || at == nil {
		return
	}
	key := fmt.Sprintf("%d:%d:%s", at.Row, at.Col, message)
	if i.told[key] {
		return
	}
	i.told[key] = true
	i.heads.failed = true
	i.heads.complainAt(i.heads.rule, at, word, message)
}

// fieldOf is a field of one form. It is there, too, where nothing says which fields there are.
func (i *inference) fieldOf(f form, name string) (value, bool) {
	if f.schema == nil {
		return f.item, true
	}
	i.paths.Reads(f.part, name)
	at := view.PartOf(f.part, name)
	s, ok := properties(f.schema)[name].(map[string]any)
	if !ok {
		if rest, ok := f.schema["additionalProperties"].(map[string]any); ok {
			return i.of(rest, at), true
		}
		return value{}, f.schema["additionalProperties"] != false
	}
	v := i.of(s, at)
	if f.percent && (name == "low" || name == "high") {
		v = value{forms: []form{{kind: "number", percent: true}}}
	}
	return v, true
}

func properties(s map[string]any) map[string]any {
	p, _ := s["properties"].(map[string]any)
	return p
}

// items are what a list or a set holds, or a map whose keys are open.
func (i *inference) items(v value) value {
	got := value{}
	for n, f := range v.forms {
		item := f.item
		if f.schema != nil {
			item = value{}
			if rest, ok := f.schema["additionalProperties"].(map[string]any); ok && len(properties(f.schema)) == 0 {
				i.paths.Reads(f.part, view.Any)
				item = i.of(rest, f.part)
			}
		}
		if n == 0 {
			got = item
		} else {
			got = either(got, item)
		}
	}
	return got
}

// of is the value that a part of the schema describes; not known where it may have several forms. at is how the part is
// called where it is no definition.
func (i *inference) of(s map[string]any, at string) value {
	f := form{part: at}
	description, _ := s["description"].(string)
	for {
		ref, ok := s["$ref"].(string)
		if !ok {
			break
		}
		f.name = ref[strings.LastIndexByte(ref, '/')+1:]
		all, _ := i.root["definitions"].(map[string]any)
		if s, ok = all[f.name].(map[string]any); !ok {
			return value{}
		}
		i.paths.Is(at, f.name)
		f.part = f.name
	}
	f.kind, _ = s["type"].(string)
	f.percent = f.name == "fact" && strings.Contains(strings.ToLower(description), "in percent")
	switch f.kind {
	case "integer":
		f.kind = "number"
	case "object":
		f.schema = s
	case "array":
		if items, ok := s["items"].(map[string]any); ok {
			f.item = i.of(items, f.part)
		}
	case "":
		return value{}
	}
	if texts, ok := s["enum"].([]any); ok && f.kind == "string" {
		for _, text := range texts {
			f.enum = append(f.enum, fmt.Sprint(text))
		}
	}
	return value{forms: []form{f}}
}

// param is the value of a parameter of the rule.
func (i *inference) param(name string) value {
	for _, p := range i.heads.rule.Params {
		if p.Name != name {
			continue
		}
		switch p.Type {
		case "percent":
			return value{forms: []form{{kind: "number", param: name}}}
		case "number", "quantity", "integer":
			return plainForm("number")
		case "boolean":
			return plainForm("boolean")
		case "text":
			return plainForm("string")
		case "texts":
			return value{forms: []form{{kind: "array", item: plainForm("string")}}}
		}
	}
	return value{}
}

// get is a call of object.get with a key, or a path that begins with one.
func (i *inference) get(operands []*ast.Term, values []value, vars scope) {
	path := []*ast.Term{operands[1]}
	if all, ok := operands[1].Value.(*ast.Array); ok {
		path = nil
		all.Foreach(func(t *ast.Term) { path = append(path, t) })
	}
	at := values[0]
	for _, step := range path {
		if name, ok := step.Value.(ast.String); ok {
			at = i.field(at, string(name), step, nil, operands[0])
		} else {
			at = i.items(at)
		}
	}
	if len(operands) > 3 {
		bind(operands[3], either(at, values[2]), vars)
	}
}

// compare refuses a comparison that has the same answer whatever the definitions say.
func (i *inference) compare(e *ast.Expr, name string, operands []*ast.Term, values []value) {
	for n, a := range values[:2] {
		b, text := values[1-n], operands[1-n]
		number := b.is("number")
		switch {
		case a.each(func(f form) bool { return f.name == "quantity" || f.name == "fact" }) && b.is("number", "string"):
			i.tell(e.Location, a.text, wording.IsAnObjectWithIts(quoted(a.text)))
			return
		case number && a.is("string") && name != "eq":
			message := wording.IsATextAndNever(quoted(a.text))
			if of, ok := strings.CutSuffix(a.text, ".text"); ok {
				message += fmt.Sprintf(": compare `%[1]s.low` or `%[1]s.high`", of)
			}
			i.tell(e.Location, a.text, message)
			return
		case number && a.is("object", "array"):
			i.tell(e.Location, a.text, wording.IsNotANumberCompare(quoted(a.text)))
			return
		case a.each(func(f form) bool { return f.percent && f.kind == "number" }) && b.each(func(f form) bool { return f.param != "" }):
			i.tell(e.Location, b.text,
				wording.TheParameterIsAPart(b.forms[0].param, quoted(a.text), b.text))
			return
		}
		if s, ok := text.Value.(ast.String); ok {
			i.oneOf(e, a, string(s))
		}
	}
}

func quoted(text string) string {
	if text == "" {
		return "this"
	}
	return "`" + text + "`"
}

// member checks the texts of a list or set that a field is looked for in.
func (i *inference) member(e *ast.Expr, operands []*ast.Term, values []value) {
	check := func(t *ast.Term) {
		if s, ok := t.Value.(ast.String); ok {
			i.oneOf(e, values[0], string(s))
		}
	}
	switch all := operands[1].Value.(type) {
	case *ast.Array:
		all.Foreach(check)
	case ast.Set:
		all.Foreach(check)
	}
}

// oneOf refuses a text that a field never is.
func (i *inference) oneOf(e *ast.Expr, of value, text string) {
	var may []string
	for _, f := range of.forms {
		may = append(may, f.enum...)
	}
	if !of.each(func(f form) bool { return len(f.enum) > 0 }) || slices.Contains(may, text) {
		return
	}
	message := wording.IsNeverText(quoted(of.text), text)
	message += cmp.Or(nearest.Question(text, may), wording.ItMayBe(strings.Join(may, ", ")))
	i.tell(e.Location, text, message)
}
