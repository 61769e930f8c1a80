package cel

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/kpilint/kpilint/engine/wording"
)

// Reading and checking the text of an expression takes ten times as long as reading its syntax tree from bytes. So the
// catalogue has those of its expressions beside it, with the types that were found: all that a program is made of, and
// not where its parts stand in the text.
//
//	trees    texts, types, one tree for each expression: all of them lists
//	type     kind, name, the numbers of its parameters
//	tree     how many bytes it has, and its part
//	part     id, the number of its type from 1, its reference, kind, what it consists of
//
// A number is a varint, a text its number among the texts, and a list begins with how many there are.

// encodeTrees writes the syntax trees of expressions.
func encodeTrees(trees []*ast.AST) ([]byte, error) {
	e := &encoder{texts: map[string]int{}, types: map[string]int{}}
	var parts [][]byte
	for _, tree := range trees {
		e.tree, e.b = tree, nil
		e.part(tree.Expr())
		parts = append(parts, e.b)
	}
	b := binary.AppendUvarint(nil, uint64(len(e.allTexts)))
	for _, text := range e.allTexts {
		b = append(binary.AppendUvarint(b, uint64(len(text))), text...)
	}
	b = append(binary.AppendUvarint(b, uint64(len(e.types))), e.ofTypes...)
	b = binary.AppendUvarint(b, uint64(len(parts)))
	for _, part := range parts {
		b = append(binary.AppendUvarint(b, uint64(len(part))), part...)
	}
	return b, e.err
}

// encoder collects the texts and types of all trees, and writes one tree at a time.
type encoder struct {
	texts, types map[string]int
	allTexts     []string
	ofTypes      []byte
	tree         *ast.AST
	b            []byte
	err          error
}

func (e *encoder) number(n int) { e.b = binary.AppendUvarint(e.b, uint64(n)) }

func (e *encoder) text(s string) { e.number(e.textOf(s)) }

func (e *encoder) textOf(s string) int {
	i, ok := e.texts[s]
	if !ok {
		i = len(e.allTexts)
		e.texts[s], e.allTexts = i, append(e.allTexts, s)
	}
	return i
}

func (e *encoder) bit(b bool) {
	n := 0
	if b {
		n = 1
	}
	e.number(n)
}

// typeOf is the number of a type. Those of its parameters are less.
func (e *encoder) typeOf(t *types.Type) int {
	key := fmt.Sprint(t.Kind(), t)
	if i, ok := e.types[key]; ok {
		return i
	}
	var params []int
	for _, p := range t.Parameters() {
		params = append(params, e.typeOf(p))
	}
	if typeAs(t.Kind(), t.TypeName(), t.Parameters()) == nil {
		e.err = errors.New(wording.ATypeCannotBeWritten(t.String()))
	}
	for _, n := range append([]int{int(t.Kind()), e.textOf(t.TypeName()), len(params)}, params...) {
		e.ofTypes = binary.AppendUvarint(e.ofTypes, uint64(n))
	}
	i := len(e.types)
	e.types[key] = i
	return i
}

func (e *encoder) part(x ast.Expr) {
	e.number(int(x.ID()))
	typ := 0
	if t := e.tree.TypeMap()[x.ID()]; t != nil {
		typ = e.typeOf(t) + 1
	}
	e.number(typ)
	e.reference(e.tree.ReferenceMap()[x.ID()])
	e.number(int(x.Kind()))
	switch x.Kind() {
	case ast.LiteralKind:
		e.literal(x.AsLiteral())
	case ast.IdentKind:
		e.text(x.AsIdent())
	case ast.SelectKind:
		s := x.AsSelect()
		e.bit(s.IsTestOnly())
		e.text(s.FieldName())
		e.part(s.Operand())
	case ast.CallKind:
		c := x.AsCall()
		e.text(c.FunctionName())
		e.bit(c.IsMemberFunction())
		if c.IsMemberFunction() {
			e.part(c.Target())
		}
		e.parts(c.Args())
	case ast.ListKind:
		if len(x.AsList().OptionalIndices()) > 0 {
			e.err = errors.New(wording.AListWithOptionalEntries())
		}
		e.parts(x.AsList().Elements())
	case ast.MapKind:
		e.number(len(x.AsMap().Entries()))
		for _, entry := range x.AsMap().Entries() {
			m := entry.AsMapEntry()
			e.number(int(entry.ID()))
			e.bit(m.IsOptional())
			e.part(m.Key())
			e.part(m.Value())
		}
	case ast.ComprehensionKind:
		c := x.AsComprehension()
		e.text(c.IterVar())
		e.text(c.IterVar2())
		e.text(c.AccuVar())
		for _, p := range []ast.Expr{c.IterRange(), c.AccuInit(), c.LoopCondition(), c.LoopStep(), c.Result()} {
			e.part(p)
		}
	default:
		e.err = errors.New(wording.APartOfKindCannot(int(x.Kind())))
	}
}

func (e *encoder) parts(all []ast.Expr) {
	e.number(len(all))
	for _, x := range all {
		e.part(x)
	}
}

// reference writes what a name or a call stands for: whether it is there, and its name and overloads.
func (e *encoder) reference(r *ast.ReferenceInfo) {
	if e.bit(r != nil); r == nil {
		return
	}
	if r.Value != nil {
		e.err = errors.New(wording.ANameOfAConstant(r.Name))
	}
	e.text(r.Name)
	e.number(len(r.OverloadIDs))
	for _, id := range r.OverloadIDs {
		e.text(id)
	}
}

// literal writes a value: the kind of its type, and the value.
func (e *encoder) literal(v ref.Val) {
	kind := v.Type().(*types.Type).Kind()
	e.number(int(kind))
	switch v := v.(type) {
	case types.Bool:
		e.bit(bool(v))
	case types.Int:
		e.b = binary.AppendVarint(e.b, int64(v))
	case types.Uint:
		e.b = binary.AppendUvarint(e.b, uint64(v))
	case types.Double:
		e.b = binary.BigEndian.AppendUint64(e.b, math.Float64bits(float64(v)))
	case types.String:
		e.text(string(v))
	case types.Null:
	default:
		e.err = errors.New(wording.AValueCannotBeWritten(fmt.Sprintf("%v", v)))
	}
}

// plainTypes are those that have neither name nor parameters.
var plainTypes = []*types.Type{
	types.AnyType, types.BoolType, types.BytesType, types.DoubleType, types.DurationType, types.DynType, types.ErrorType,
	types.IntType, types.NullType, types.StringType, types.TimestampType, types.UintType,
}

// typeAs makes a type; nil where it is of another sort.
func typeAs(kind types.Kind, name string, params []*types.Type) *types.Type {
	i := slices.IndexFunc(plainTypes, func(t *types.Type) bool { return t.Kind() == kind && t.TypeName() == name })
	switch {
	case i >= 0:
		return plainTypes[i]
	case kind == types.ListKind && len(params) == 1:
		return types.NewListType(params[0])
	case kind == types.MapKind && len(params) == 2:
		return types.NewMapType(params[0], params[1])
	case kind == types.StructKind:
		return types.NewObjectType(name)
	case kind == types.TypeKind && len(params) == 1:
		return types.NewTypeTypeWithParam(params[0])
	}
	return nil
}
