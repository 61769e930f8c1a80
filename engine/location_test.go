package engine_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// locations are the types that say for themselves where something is: the one that all others embed, with what it is
// made of.
var locations = map[string]bool{
	"engine/source.Span":     true,
	"engine/source.Location": true,
	"engine/source.Problem":  true,
}

// TestOneTypeOfLocation holds that where something is written is said by source.Location alone: no other type has a
// file and a span, or the four numbers of one.
func TestOneTypeOfLocation(t *testing.T) {
	found := map[string]bool{}
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		data, err := os.ReadFile("../" + name)
		if err != nil {
			return err
		}
		for _, typ := range placing(t, name, data) {
			found[path.Dir(name)+"."+typ] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if now, may := slices.Sorted(maps.Keys(found)), slices.Sorted(maps.Keys(locations)); !slices.Equal(now, may) {
		t.Errorf("these types say for themselves where something is:\n%q\nthese may:\n%q", now, may)
	}
}

// TestSecondLocationIsFound holds that the test above would find one.
func TestSecondLocationIsFound(t *testing.T) {
	for text, want := range map[string]string{
		`type a struct { File string; Line, Column, EndLine, EndColumn int }`:         "a",
		`type b struct { Rule, file string; at source.Span }`:                         "b",
		`type c struct { File string; Span; Message string }`:                         "c",
		`type d struct { line, col, endLine, endCol int }`:                            "d",
		`type e struct { source.Location; Message string }`:                           "",
		`type f struct { Name string; Span source.Span }`:                             "",
		`type g struct { File string; Line int; Kept map[string]source.Span; n int }`: "",
		`func f() { type h struct { File string; Span *Span } }`:                      "h",
	} {
		if got := strings.Join(placing(t, "x.go", []byte("package x\n"+text)), " "); got != want {
			t.Errorf("%q in %s", got, text)
		}
	}
}

// placing are the structs of a file that have a file and a span, or where a span begins and ends.
func placing(t *testing.T, name string, data []byte) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), name, data, 0)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	ast.Inspect(f, func(n ast.Node) bool {
		if spec, ok := n.(*ast.TypeSpec); ok {
			if s, ok := spec.Type.(*ast.StructType); ok && saysWhere(s) {
				found = append(found, spec.Name.Name)
			}
		}
		return true
	})
	return found
}

func saysWhere(s *ast.StructType) bool {
	has := map[string]bool{}
	for _, field := range s.Fields.List {
		if isSpan(field.Type) {
			has["span"] = true
		}
		for _, name := range field.Names {
			has[strings.ToLower(name.Name)] = true
		}
	}
	return has["file"] && has["span"] || has["line"] && has["endline"]
}

func isSpan(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.StarExpr:
		return isSpan(x.X)
	case *ast.SelectorExpr:
		return x.Sel.Name == "Span"
	case *ast.Ident:
		return x.Name == "Span"
	}
	return false
}
