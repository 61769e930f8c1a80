package field_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/schema/field"
)

// TestPaths holds how paths are put together.
func TestPaths(t *testing.T) {
	for want, got := range map[string]field.Path{
		"":                field.Itself,
		"target":          field.Target.To(field.Itself),
		"needs/12":        field.Needs.At(12),
		"needs/0/amount":  field.Needs.At(0, field.Amount),
		"promise/hours":   field.Promise.To(field.Hours),
		"economics/quota": field.Itself.To(field.Economics).To(field.Quota),
		"hours":           field.Promise.To(field.Hours).Last(),
	} {
		if got.String() != want {
			t.Errorf("%q instead of %q", got, want)
		}
	}
	if field.Target.Last() != field.Target {
		t.Errorf("%q", field.Target.Last())
	}
}

// ours imports packages from their source, each once.
var ours = importer.ForCompiler(token.NewFileSet(), "source", nil)

// TestMisspelt holds that a name that no schema has does not compile, and neither does a text in place of a name.
func TestMisspelt(t *testing.T) {
	for code, want := range map[string]string{
		"read(field.Target)":                    "",
		"read(field.Needs.At(3, field.Amount))": "",
		"read(field.Taget)":                     "undefined: field.Taget",
		`read("target")`:                        `cannot use "target"`,
		`read(field.Path{"target"})`:            "implicit assignment to unexported field",
		"read(3)":                               "cannot use 3",
	} {
		err := compile("package p\n\nimport \"github.com/kpilint/kpilint/schema/field\"\n\n" +
			"func read(field.Path) {}\n\nfunc f() { " + code + " }\n\nvar _ field.Path\n")
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", code, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: %v, not %s", code, err, want)
		}
	}
}

// compile checks the types of a file.
func compile(text string) error {
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, "p.go", text, 0)
	if err != nil {
		return err
	}
	config := types.Config{Importer: ours}
	_, err = config.Check("p", files, []*ast.File{f}, nil)
	return err
}
