package cel

import (
	"os"
	"testing"

	"github.com/google/cel-go/common/ast"

	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/schema"
)

// catalogue are the rules in CEL of the catalogue, compiled.
func catalogue(t *testing.T) []*program {
	t.Helper()
	all, err := policy.Load(os.DirFS("../../../rules"), ".")
	if err != nil {
		t.Fatal(err)
	}
	raw, _ := schema.Raw("model")
	compiler, err := NewCompiler(raw)
	if err != nil {
		t.Fatal(err)
	}
	var programs []*program
	for _, r := range all {
		if r.Rego != nil {
			continue
		}
		p, err := compiler.Compile(r, r.Defaults())
		if err != nil {
			t.Fatal(err)
		}
		programs = append(programs, p.(*program))
	}
	return programs
}

// inFullOf is all that a program is made of: parts with their types and references.
func inFullOf(t *testing.T, tree *ast.AST) string {
	t.Helper()
	whole, err := ast.ToProto(tree)
	if err != nil {
		t.Fatal(err)
	}
	whole.SourceInfo = nil
	return whole.String()
}

// TestTrees holds that syntax trees are read as they were written.
func TestTrees(t *testing.T) {
	n := 0
	for _, p := range catalogue(t) {
		s, err := p.Summary()
		if err != nil {
			t.Fatal(err)
		}
		read, err := decodeTrees(s.Trees)
		if err != nil {
			t.Fatal(err)
		}
		i := 0
		for _, c := range p.checks {
			for _, e := range c.expressions() {
				tree, err := read.tree(i)
				if err != nil {
					t.Fatalf("%s: %v", e.Text, err)
				}
				if want, got := inFullOf(t, e.tree()), inFullOf(t, tree); want != got {
					t.Errorf("%s is read as\n%s\nand was\n%s", e.Text, got, want)
				}
				i++
			}
		}
		if n += i; i != len(read.parts) {
			t.Errorf("%s has %d trees, and %d expressions", p.rule.Name(), len(read.parts), i)
		}
	}
	if n < 400 {
		t.Errorf("only %d expressions were read", n)
	}
}

// TestTreesThatAreNone holds that bytes which are no syntax trees are refused, wherever they end and whatever is in
// them.
func TestTreesThatAreNone(t *testing.T) {
	s, err := catalogue(t)[0].Summary()
	if err != nil {
		t.Fatal(err)
	}
	readAll := func(b []byte) error {
		read, err := decodeTrees(b)
		if err != nil {
			return err
		}
		for i := range read.parts {
			if _, err := read.tree(i); err != nil {
				return err
			}
		}
		return nil
	}
	for n := range s.Trees {
		if readAll(s.Trees[:n]) == nil {
			t.Errorf("the first %d of %d bytes are read", n, len(s.Trees))
		}
	}
	for i := range s.Trees {
		changed := append([]byte{}, s.Trees...)
		for _, b := range []byte{0, 1, 0x7f, 0xff} {
			changed[i] = b
			_ = readAll(changed) // it may be another tree, and panics in no case
		}
	}
}

// TestWrittenOfTrees holds that what findings quote of a rule, and the places of its parts, are the same of a syntax
// tree that was read as of the text.
func TestWrittenOfTrees(t *testing.T) {
	raw, _ := schema.Raw("model")
	compiler, err := NewCompiler(raw)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range catalogue(t) {
		rule := *p.rule
		if rule.Summary, err = p.Summary(); err != nil {
			t.Fatal(err)
		}
		read := Later(func() (*Compiler, error) { return compiler, nil }, &rule, p.params).(*program)
		for i, c := range p.checks {
			others := read.checks[i].expressions()
			for j, e := range c.expressions() {
				if c, err := others[j].ready(); err != nil || c.source == nil {
					t.Fatalf("%s is not made of its syntax tree: %v", e.Text, err)
				}
				want, got := quotes(e), quotes(others[j])
				if len(want) != len(got) {
					t.Fatalf("%s has %d parts, and %d when it was read", e.Text, len(want), len(got))
				}
				for k := range want {
					if want[k] != got[k] {
						t.Errorf("%s: %v, want %v", e.Text, got[k], want[k])
					}
				}
			}
		}
	}
}

type quote struct {
	text     string
	from, to int
}

// quotes are the parts of an expression as they are written, each with its place.
func quotes(e *expression) []quote {
	var all []quote
	ast.PreOrderVisit(e.root(), ast.NewExprVisitor(func(x ast.Expr) {
		from, to := e.place(x)
		all = append(all, quote{e.written(x), from, to})
	}))
	return all
}
