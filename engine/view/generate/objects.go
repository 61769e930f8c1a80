package main

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/printer"
	"go/token"
	"slices"
	"strings"
)

// root is a struct with which reading begins.
type root struct {
	goType     string // in the package facts
	definition string // the name in the schema; empty for the whole, which is the schema itself
}

// roots are the facts of each kind, in the order in which the language describes kinds, and of the whole organisation.
var roots = []root{
	{"Whole", ""}, {"Organisation", "OrganisationFacts"}, {"Calendar", "CalendarFacts"}, {"Team", "TeamFacts"},
	{"Role", "RoleFacts"}, {"KPI", "KPIFacts"}, {"Objective", "ObjectiveFacts"}, {"Service", "ServiceFacts"},
	{"CashPlan", "CashPlanFacts"}, {"Exception", "ExceptionFacts"},
}

// object is a struct whose fields are facts.
type object struct {
	*goType
	definition string // its name in the schema; of one without a name, where it stands first: KPIFacts.spend
	named      bool   // whether it is a definition of the schema
	about      string
	fields     []*field
}

// sort is what a field holds.
type sort int

const (
	text sort = iota
	truth
	whole
	number // *network.Node
	texts
	record
	records
)

// field is a fact.
type field struct {
	name     string
	about    string
	sort     sort
	of       *object // what a record or an entry of records is
	words    []string
	with     string // "numbers", or the facts that are read with it
	omitzero bool
	required bool   // whether it is there in every object
	path     []step // from the struct to the field, through embedded ones
	at       token.Pos
}

// step is a field of Go on the way to a fact.
type step struct {
	name    string
	pointer bool    // whether it may be nil with all that is below it; only of embedded structs
	later   bool    // whether it is worked out when it is read
	of      *goType // of an embedded struct
}

func (f *field) goName() string {
	names := make([]string, len(f.path))
	for i, s := range f.path {
		names[i] = s.name
	}
	return strings.Join(names, ".")
}

// objects are the structs of facts, in the order in which they are reached.
type objects struct {
	*source
	all    []*object
	of     map[*goType]*object
	called map[string]*goType // definition → its struct
}

// readObjects follows the fields of the roots. A root that is not declared is an error, but in part.
func readObjects(s *source, partial bool) *objects {
	o := &objects{source: s, of: map[*goType]*object{}, called: map[string]*goType{}}
	facts := s.packages[s.module+"/"+folder]
	for _, r := range roots {
		var t *goType
		if facts != nil {
			t = facts.types[r.goType]
		}
		switch {
		case t != nil:
			o.object(t, t.spec.Pos(), r.definition, true)
		case !partial:
			s.problems = append(s.problems, fmt.Errorf("%s: there is no type %s, which holds what the schema calls %s",
				folder, r.goType, cmp.Or(r.definition, "its own properties")))
		}
	}
	for _, obj := range o.all {
		o.readTogether(obj)
	}
	return o
}

// readTogether refuses a name in `reads` that is not that of another number of the record.
func (o *objects) readTogether(obj *object) {
	for _, f := range obj.fields {
		for name := range strings.FieldsSeq(f.with) {
			isNumber := func(other *field) bool { return other.name == name && other.sort == number }
			if name != ofNumbers && !slices.ContainsFunc(obj.fields, isNumber) {
				o.refuse(f.at, "`reads` of %s names %s, which is not a number of %s", f.name, name, obj)
			}
		}
	}
}

// object reads a struct once. It is nil for a type that is not a struct of facts.
func (o *objects) object(t *goType, usedAt token.Pos, definition string, named bool) *object {
	if known := o.of[t]; known != nil {
		return known
	}
	fields := o.structOf(t, usedAt)
	if fields == nil {
		return nil
	}
	if name, err := directive(t.doc); err != nil {
		o.refuse(t.spec.Pos(), "%s: %v", t, err)
	} else if name != "" {
		definition, named = name, true
	}
	obj := &object{goType: t, definition: definition, named: named, about: aboutType(t)}
	if other := o.called[definition]; named && other != nil {
		o.refuse(t.spec.Pos(), "%s and %s are both called %s in the schema", other, t, definition)
	} else if named {
		o.called[definition] = t
	}
	o.of[t] = obj
	o.all = append(o.all, obj)
	o.flatten(obj, t, fields, group{})
	return obj
}

// structOf gives the fields of a type, nil for one that cannot hold facts.
func (o *objects) structOf(t *goType, usedAt token.Pos) *ast.FieldList {
	fields, ok := t.spec.Type.(*ast.StructType)
	switch {
	case !ok || t.spec.Assign.IsValid() || t.spec.TypeParams != nil:
		o.refuse(usedAt, "%s is not a plain struct, so it cannot hold facts", t)
		return nil
	case !t.spec.Name.IsExported():
		o.refuse(usedAt, "%s begins with a small letter, so engine/view cannot see its facts", t)
		return nil
	case about(t.doc) == "":
		o.refuse(t.spec.Pos(), "%s has no comment that says what it is", t)
	}
	return fields.Fields
}

// group is an embedded struct whose fields are those of the outer one.
type group struct {
	path     []step
	optional bool      // whether it may be absent
	within   []*goType // the groups that it stands in
}

// flatten adds the fields of a struct, or of one embedded in it, to those of an object.
func (o *objects) flatten(obj *object, t *goType, fields *ast.FieldList, in group) {
	in.within = append(slices.Clone(in.within), t)
	for _, f := range fields.List {
		if len(f.Names) == 0 {
			o.embedded(obj, t, f, in)
		} else if isPrivate(f) {
			continue
		} else if added := o.field(obj, t, f); added != nil {
			added.path = append(slices.Clone(in.path), step{name: f.Names[0].Name})
			added.required = !added.omitzero && !in.optional
			o.add(obj, t, f, added)
		}
	}
}

// isPrivate reports whether a field is not for rules: `json:"-"`.
func isPrivate(f *ast.Field) bool { return f.Tag != nil && f.Tag.Value == "`json:\"-\"`" }

// add adds a field to an object, which may have no other of its name.
func (o *objects) add(obj *object, t *goType, f *ast.Field, added *field) {
	same := func(other *field) bool { return other.name == added.name }
	if i := slices.IndexFunc(obj.fields, same); i >= 0 {
		o.refuse(f.Pos(), "%s has two facts with the name `%s`: %s and %s",
			obj, added.name, obj.fields[i].goName(), added.goName())
		return
	}
	obj.fields = append(obj.fields, added)
}

// embedded adds the fields of an embedded struct. With `json:",omitzero"` they may be absent together.
func (o *objects) embedded(obj *object, t *goType, f *ast.Field, in group) {
	name, pointer, later := f.Type, false, false
	switch of := name.(type) {
	case *ast.StarExpr:
		name, pointer = of.X, true
	case *ast.IndexExpr:
		if later = o.isLater(t, of.X); later {
			name, pointer = of.Index, true
		}
	}
	g := o.lookup(t, name)
	if g == nil {
		o.refuse(f.Pos(), "%s embeds %s, which is not a struct below %s", t, code(f.Type), folder)
		return
	}
	tag, err := readTag(f.Tag)
	switch {
	case err == nil && (tag.name != "" || tag.words != nil || tag.omitzero && !pointer):
		err = fmt.Errorf("the tag %s does not fit an embedded struct: only `json:\",omitzero\"` of a pointer does",
			f.Tag.Value)
		fallthrough
	case err != nil:
		o.refuse(f.Pos(), "%s, %s: %v", t, code(f.Type), err)
		return
	case later && len(in.path) > 0:
		o.refuse(f.Pos(), "%s, %s: what is worked out when it is read cannot stand in a struct that is embedded", t,
			code(f.Type))
		return
	case slices.Contains(in.within, g):
		o.refuse(f.Pos(), "%s embeds itself through %s", obj, t)
		return
	}
	if fields := o.structOf(g, f.Pos()); fields != nil {
		at := step{g.spec.Name.Name, pointer, later, g}
		if later {
			at.name = "Later.Get()"
		}
		in.path = append(slices.Clone(in.path), at)
		in.optional = in.optional || tag.omitzero
		o.flatten(obj, g, fields, in)
	}
}

// field reads a field that is a fact; nil where something is wrong with it.
func (o *objects) field(obj *object, t *goType, f *ast.Field) *field {
	at := t.String() + "." + f.Names[0].Name
	tag, err := readTag(f.Tag)
	made := &field{name: tag.name, about: about(f.Doc), words: tag.words, with: tag.reads, omitzero: tag.omitzero,
		at: f.Pos()}
	switch {
	case len(f.Names) > 1:
		o.refuse(f.Pos(), "%s shares its line with %s: write one field a line", at, f.Names[1].Name)
	case !f.Names[0].IsExported():
		o.refuse(f.Pos(), "%s begins with a small letter, so engine/view cannot see it", at)
	case err != nil:
		o.refuse(f.Pos(), "%s: %v", at, err)
	case tag.name == "":
		o.refuse(f.Pos(), "%s has no name for rules: write a tag `json:\"name\"`", at)
	case made.about == "":
		o.refuse(f.Pos(), "%s has no comment, which is its description", at)
	case !o.read(made, obj, t, f.Type):
		o.refuse(f.Pos(), "%s is %s: a fact is a string, bool, int, *network.Node, []string, *T or []*T, "+
			"where T is a struct below %s", at, code(f.Type), folder)
	case made.with == ofNumbers && (made.sort == number || made.sort == truth || made.sort == whole):
		o.refuse(f.Pos(), "%s is a number or a flag, which depends on quantities without saying so", at)
	case made.words != nil && made.sort != text && made.sort != texts:
		o.refuse(f.Pos(), "%s has words in `enum`, and is not a text", at)
	case made.sort == text && made.omitzero && slices.Contains(made.words, ""):
		o.refuse(f.Pos(), "%s can be empty by its `enum`, and is absent then by omitzero", at)
	default:
		return made
	}
	return nil
}

// read finds out what a field holds. It is false for a type that no fact has.
func (o *objects) read(f *field, obj *object, t *goType, expr ast.Expr) bool {
	switch expr := expr.(type) {
	case *ast.Ident:
		simple, ok := map[string]sort{"string": text, "bool": truth, "int": whole}[expr.Name]
		f.sort = simple
		return ok && t.of.types[expr.Name] == nil
	case *ast.StarExpr:
		if f.sort = number; o.isNode(t, expr.X) {
			return true
		}
		return o.holds(f, record, obj, t, expr.X)
	case *ast.ArrayType:
		if expr.Len != nil {
			return false
		}
		if star, ok := expr.Elt.(*ast.StarExpr); ok {
			return o.holds(f, records, obj, t, star.X)
		}
		f.sort = texts
		return code(expr.Elt) == "string" && t.of.types["string"] == nil
	}
	return false
}

// holds reads the struct that a field holds. What is wrong with that is refused there.
func (o *objects) holds(f *field, s sort, obj *object, t *goType, name ast.Expr) bool {
	to := o.lookup(t, name)
	if to == nil {
		return false
	}
	f.sort, f.of = s, o.object(to, name.Pos(), strings.TrimPrefix(obj.definition+"."+f.name, "."), false)
	return true
}

// code is an expression as it is written.
func code(expr ast.Expr) string {
	var b bytes.Buffer
	_ = printer.Fprint(&b, token.NewFileSet(), expr) // what was parsed can be printed
	return b.String()
}
