package engine_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/view"
)

// TestWantedNames holds that the code of facts asks for facts that there are: a name in quotes is nothing that the
// compiler knows, and a misspelt one would be asked for by nobody.
func TestWantedNames(t *testing.T) {
	records := map[string]any{"": &facts.Whole{}, "KPI": &facts.KPI{}, "Role": &facts.Role{}, "Team": &facts.Team{},
		"Objective": &facts.Objective{}, "Service": &facts.Service{}, "CashPlan": &facts.CashPlan{},
		"Calendar": &facts.Calendar{}, "Organisation": &facts.Organisation{}, "Exception": &facts.Exception{}}
	asked := 0
	check := func(at, kind string, names []string) {
		known := view.Fields(records[kind])
		if records[kind] == nil {
			t.Errorf("%s asks for facts of %q, which is no kind with facts", at, kind)
		}
		for _, name := range names {
			asked++
			if !slices.ContainsFunc(known, func(f view.Field) bool { return f.Name == name }) {
				t.Errorf("%s asks for %s.%s, and there is no such fact", at, kind, name)
			}
		}
	}
	err := fs.WalkDir(os.DirFS("facts"), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		files := token.NewFileSet()
		f, err := parser.ParseFile(files, "facts/"+name, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				called, ok := n.Fun.(*ast.SelectorExpr)
				if !ok || called.Sel.Name != "Wants" && called.Sel.Name != "WantsOrClash" || len(n.Args) == 0 {
					return true
				}
				if texts := textsOf(n.Args); len(texts) == len(n.Args) {
					check(files.Position(n.Pos()).String(), texts[0], texts[1:])
				}
			case *ast.ValueSpec: // a list of names that is handed on
				if len(n.Names) == 1 && n.Names[0].Name == "ofTarget" {
					check(files.Position(n.Pos()).String(), "KPI", textsOf(n.Values[0].(*ast.CompositeLit).Elts))
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if asked < 100 {
		t.Errorf("%d names are asked for", asked)
	}
}

// textsOf are the texts in quotes among some expressions.
func textsOf(all []ast.Expr) []string {
	var texts []string
	for _, e := range all {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			text, _ := strconv.Unquote(lit.Value)
			texts = append(texts, text)
		}
	}
	return texts
}
