package engine_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// distances are the packages that count wrong letters.
var distances = regexp.MustCompile(`(?i)levenshtein|damerau|jaro|edit-?distance|edlib|smetrics|fuzzy|go-?diff|difflib`)

// TestOneWayToCountLetters holds that wrong letters are counted in engine/nearest alone: nobody else imports a package
// for it, or compares each letter of one word with each of another.
func TestOneWayToCountLetters(t *testing.T) {
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, d fs.DirEntry, err error) error {
		ours := path.Ext(name) == ".go" && !strings.HasSuffix(name, "_test.go") && path.Dir(name) != "engine/nearest"
		if err != nil || !ours {
			return err
		}
		data, err := os.ReadFile("../" + name)
		if err != nil {
			return err
		}
		for _, at := range countsLetters(t, name, data) {
			t.Errorf("%s counts wrong letters past engine/nearest", at)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestSecondDistanceIsFound holds that the test above would find one.
func TestSecondDistanceIsFound(t *testing.T) {
	for text, want := range map[string][]string{
		`import "github.com/agnivade/levenshtein"`: {"x.go:2:8"},
		`func f(a, b []rune, row []int) int {
			for i := 1; i <= len(a); i++ {
				for j := 1; j <= len(b); j++ {
					if a[i-1] != b[j-1] { row[j] = 1 + min(row[j], row[j-1]) }
				}
			}
			return row[len(b)]
		}`: {"x.go:5:9"},
		`func f(a, b string) bool {
			for i := range len(a) { if a[i] != b[i] { return false } }
			return true
		}`: nil,
	} {
		if got := countsLetters(t, "x.go", []byte("package x\n"+text)); !slices.Equal(got, want) {
			t.Errorf("%q in\n%s\nwant %q", got, text, want)
		}
	}
}

// countsLetters are the places of a file where a package for it is imported, or where, within two loops, an entry of
// one list is compared with one of another that has an index of its own.
func countsLetters(t *testing.T, name string, data []byte) []string {
	t.Helper()
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, name, data, 0)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, spec := range f.Imports {
		if distances.MatchString(spec.Path.Value) {
			found = append(found, files.Position(spec.Pos()).String())
		}
	}
	var walk func(n ast.Node, loops int)
	walk = func(n ast.Node, loops int) {
		ast.Inspect(n, func(child ast.Node) bool {
			if child == n {
				return true
			}
			switch child := child.(type) {
			case *ast.ForStmt, *ast.RangeStmt:
				walk(child, loops+1)
				return false
			case *ast.BinaryExpr:
				if loops >= 2 && comparesLetters(child) {
					found = append(found, files.Position(child.Pos()).String())
				}
			}
			return true
		})
	}
	walk(f, 0)
	return found
}

func comparesLetters(x *ast.BinaryExpr) bool {
	if x.Op != token.EQL && x.Op != token.NEQ {
		return false
	}
	a, i := indexed(x.X)
	b, j := indexed(x.Y)
	return a != "" && b != "" && a != b && i != j
}

// indexed is the name of a list and the variable that says which entry, as of a[i-1]; "" for anything else.
func indexed(x ast.Expr) (list, index string) {
	entry, ok := x.(*ast.IndexExpr)
	if !ok {
		return "", ""
	}
	base, ok := entry.X.(*ast.Ident)
	if !ok {
		return "", ""
	}
	at := entry.Index
	if sum, ok := at.(*ast.BinaryExpr); ok {
		at = sum.X
	}
	if name, ok := at.(*ast.Ident); ok {
		return base.Name, name.Name
	}
	return "", ""
}
