package cel

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/kpilint/kpilint/engine/wording"
)

// trees are the syntax trees of the expressions of a rule, of which each is read when it is needed.
type trees struct {
	texts []string
	types []*types.Type
	parts [][]byte
}

// errNotTrees is said of bytes that encodeTrees has not written.
var errNotTrees = errors.New(wording.TheseAreNoSyntaxTrees())

// decodeTrees reads what encodeTrees wrote, but for the trees themselves.
func decodeTrees(b []byte) (t *trees, err error) {
	defer unread(&err)
	d := &decoder{b: b, trees: &trees{}}
	for range d.count() {
		d.texts = append(d.texts, string(d.take(d.count())))
	}
	for range d.count() {
		kind, name := types.Kind(d.number()), d.text()
		params := make([]*types.Type, d.count())
		for i := range params {
			params[i] = d.types[d.number()]
		}
		d.types = append(d.types, typeAs(kind, name, params))
	}
	for range d.count() {
		d.parts = append(d.parts, d.take(d.count()))
	}
	return d.trees, nil
}

// unread turns the panic of reading beyond the end into an error.
func unread(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: %v", errNotTrees, p)
	}
}

// tree is one of the trees.
func (t *trees) tree(i int) (tree *ast.AST, err error) {
	defer unread(&err)
	d := &decoder{trees: t, b: t.parts[i], make: ast.NewExprFactory(),
		typeOf: map[int64]*types.Type{}, refers: map[int64]*ast.ReferenceInfo{}}
	root := d.part()
	return ast.NewCheckedAST(ast.NewAST(root, nil), d.typeOf, d.refers), nil
}

// decoder reads bytes. It panics where they end too early.
type decoder struct {
	*trees
	b      []byte
	make   ast.ExprFactory
	typeOf map[int64]*types.Type
	refers map[int64]*ast.ReferenceInfo
}

func (d *decoder) number() uint64 {
	n, used := binary.Uvarint(d.b)
	if used <= 0 {
		panic("a number is missing")
	}
	d.b = d.b[used:]
	return n
}

// count is how many there are of something, of which each has a byte at least.
func (d *decoder) count() int {
	n := d.number()
	if n > uint64(len(d.b)) {
		panic("there is more than there is left")
	}
	return int(n)
}

func (d *decoder) take(n int) []byte {
	taken := d.b[:n]
	d.b = d.b[n:]
	return taken
}

func (d *decoder) text() string { return d.texts[d.number()] }

func (d *decoder) bit() bool { return d.number() == 1 }

func (d *decoder) part() ast.Expr {
	id := int64(d.number())
	if typ := d.number(); typ > 0 {
		d.typeOf[id] = d.types[typ-1]
	}
	if d.bit() {
		r := &ast.ReferenceInfo{Name: d.text()}
		for range d.count() {
			r.OverloadIDs = append(r.OverloadIDs, d.text())
		}
		d.refers[id] = r
	}
	switch kind := ast.ExprKind(d.number()); kind {
	case ast.LiteralKind:
		return d.make.NewLiteral(id, d.literal())
	case ast.IdentKind:
		return d.make.NewIdent(id, d.text())
	case ast.SelectKind:
		testOnly, field := d.bit(), d.text()
		if testOnly {
			return d.make.NewPresenceTest(id, d.part(), field)
		}
		return d.make.NewSelect(id, d.part(), field)
	case ast.CallKind:
		name := d.text()
		if d.bit() {
			target := d.part()
			return d.make.NewMemberCall(id, name, target, d.list()...)
		}
		return d.make.NewCall(id, name, d.list()...)
	case ast.ListKind:
		return d.make.NewList(id, d.list(), nil)
	case ast.MapKind:
		var entries []ast.EntryExpr
		for range d.count() {
			entry, optional := int64(d.number()), d.bit()
			key := d.part()
			entries = append(entries, d.make.NewMapEntry(entry, key, d.part(), optional))
		}
		return d.make.NewMap(id, entries)
	case ast.ComprehensionKind:
		first, second, accumulator := d.text(), d.text(), d.text()
		var p [5]ast.Expr
		for i := range p {
			p[i] = d.part()
		}
		return d.make.NewComprehensionTwoVar(id, p[0], first, second, accumulator, p[1], p[2], p[3], p[4])
	default:
		panic(fmt.Sprintf("there is not a kind %d", kind))
	}
}

func (d *decoder) list() []ast.Expr {
	all := make([]ast.Expr, d.count())
	for i := range all {
		all[i] = d.part()
	}
	return all
}

func (d *decoder) literal() ref.Val {
	switch kind := types.Kind(d.number()); kind {
	case types.BoolKind:
		return types.Bool(d.bit())
	case types.IntKind:
		n, used := binary.Varint(d.b)
		d.take(used)
		return types.Int(n)
	case types.UintKind:
		return types.Uint(d.number())
	case types.DoubleKind:
		return types.Double(math.Float64frombits(binary.BigEndian.Uint64(d.take(8))))
	case types.StringKind:
		return types.String(d.text())
	case types.NullTypeKind:
		return types.NullValue
	default:
		panic(fmt.Sprintf("there is no value of kind %d", kind))
	}
}
