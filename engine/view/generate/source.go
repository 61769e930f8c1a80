package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// folder is where facts are declared, and below it.
const folder = "engine/facts"

// source is the Go code of all packages of facts. It is parsed and not compiled.
type source struct {
	files    *token.FileSet
	module   string                // the path of the module
	packages map[string]*goPackage // by the path by which others import them
	problems []error
}

type goPackage struct {
	path, name string
	types      map[string]*goType
}

// goType is a type as it is declared.
type goType struct {
	of   *goPackage
	file *ast.File
	spec *ast.TypeSpec
	doc  *ast.CommentGroup
}

// String is its name as other packages write it: supply.Item.
func (t *goType) String() string { return t.of.name + "." + t.spec.Name.Name }

// refuse notes what is wrong with the code at a place.
func (s *source) refuse(at token.Pos, format string, args ...any) {
	p := s.files.Position(at)
	s.problems = append(s.problems, fmt.Errorf("%s:%d: %s", p.Filename, p.Line, fmt.Sprintf(format, args...)))
}

var moduleLine = regexp.MustCompile(`(?m)^module (\S+)$`)

// readSource parses the packages of facts in a checkout of the project. An error is a file that cannot be read.
func readSource(root fs.FS) (*source, error) {
	mod, err := fs.ReadFile(root, "go.mod")
	if err != nil {
		return nil, err
	}
	line := moduleLine.FindSubmatch(mod)
	if line == nil {
		return nil, errors.New("go.mod does not name the module")
	}
	s := &source{files: token.NewFileSet(), module: string(line[1]), packages: map[string]*goPackage{}}
	return s, fs.WalkDir(root, folder, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == "testdata":
			return fs.SkipDir
		case path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		data, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		s.readFile(name, data)
		return nil
	})
}

func (s *source) readFile(name string, data []byte) {
	f, err := parser.ParseFile(s.files, name, data, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		s.problems = append(s.problems, err)
		return
	}
	p := s.packageOf(name, f)
	for _, decl := range f.Decls {
		group, ok := decl.(*ast.GenDecl)
		if !ok || group.Tok != token.TYPE {
			continue
		}
		for _, spec := range group.Specs {
			t := &goType{of: p, file: f, spec: spec.(*ast.TypeSpec)}
			if t.doc = t.spec.Doc; t.doc == nil && !group.Lparen.IsValid() {
				t.doc = group.Doc
			}
			p.types[t.spec.Name.Name] = t
		}
	}
}

// packageOf is the package of a file. The generated tables call packages by their names, so no two may share one.
func (s *source) packageOf(name string, f *ast.File) *goPackage {
	importPath := s.module + "/" + path.Dir(name)
	if p := s.packages[importPath]; p != nil {
		return p
	}
	p := &goPackage{path: importPath, name: f.Name.Name, types: map[string]*goType{}}
	for _, other := range s.packages {
		if other.name == p.name {
			s.refuse(f.Name.Pos(), "a package of facts is already called %s: %s", p.name, other.path)
		}
	}
	s.packages[importPath] = p
	return p
}

// lookup finds the type that a file calls by a name, with its package or without. It is nil for a type that is not
// declared in a package of facts.
func (s *source) lookup(from *goType, name ast.Expr) *goType {
	switch name := name.(type) {
	case *ast.Ident:
		return from.of.types[name.Name]
	case *ast.SelectorExpr:
		if p := s.packages[importedAs(from.file, name.X)]; p != nil {
			return p.types[name.Sel.Name]
		}
	}
	return nil
}

// isLater reports whether a name is that of the type of what is worked out when it is read.
func (s *source) isLater(from *goType, name ast.Expr) bool {
	selector, ok := name.(*ast.SelectorExpr)
	return ok && selector.Sel.Name == "Later" && importedAs(from.file, selector.X) == s.module+"/"+folder+"/basis"
}

// isNode reports whether a name is that of the type of numbers.
func (s *source) isNode(from *goType, name ast.Expr) bool {
	selector, ok := name.(*ast.SelectorExpr)
	return ok && selector.Sel.Name == "Node" && importedAs(from.file, selector.X) == s.module+"/engine/network"
}

// importedAs is the path of the package that a file calls by a name. The name of a package is that of its folder, or
// stands beside its path.
func importedAs(f *ast.File, name ast.Expr) string {
	ident, ok := name.(*ast.Ident)
	if !ok {
		return ""
	}
	for _, spec := range f.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		called := path.Base(imported)
		if spec.Name != nil {
			called = spec.Name.Name
		}
		if called == ident.Name {
			return imported
		}
	}
	return ""
}
