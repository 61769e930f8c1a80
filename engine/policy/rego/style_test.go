package rego_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"

	"github.com/kpilint/kpilint/schema"
)

// Limits of Regal's style, that of lines as .regal/config.yaml has it.
const (
	maxLine = 200
	maxRule = 30
	maxFile = 500
)

// TestStyle holds that every module of the catalogue is as `opa fmt` leaves it, passes `opa check --strict` with the schema of the
// model, and keeps to what of Regal's style can be seen without Regal.
func TestStyle(t *testing.T) {
	raw, _ := schema.Raw("model")
	var described any
	if err := json.Unmarshal(raw, &described); err != nil {
		t.Fatal(err)
	}
	catalogue, n := os.DirFS("../../../rules"), 0
	err := fs.WalkDir(catalogue, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".rego") {
			return err
		}
		n++
		text, err := fs.ReadFile(catalogue, name)
		if err == nil {
			t.Run(name, func(t *testing.T) { styled(t, name, string(text), described) })
		}
		return err
	})
	if err != nil || n < 10 {
		t.Errorf("%d modules: %v", n, err)
	}
}

func styled(t *testing.T, name, text string, described any) {
	formatted, err := format.SourceWithOpts(name, []byte(text), format.Opts{RegoVersion: ast.RegoV1})
	if err != nil {
		t.Fatal(err)
	}
	if string(formatted) != text {
		t.Errorf("opa fmt would change it")
	}
	m, err := ast.ParseModuleWithOpts(name, text, ast.ParserOptions{RegoVersion: ast.RegoV1, ProcessAnnotation: true})
	if err != nil {
		t.Fatal(err)
	}
	schemas := ast.NewSchemaSet()
	schemas.Put(ast.SchemaRootRef, described)
	strict := ast.NewCompiler().WithStrict(true).WithSchemas(schemas)
	if strict.Compile(map[string]*ast.Module{name: m.Copy()}); strict.Failed() {
		t.Error(strict.Errors)
	}
	ast.WalkRefs(m, func(r ast.Ref) bool {
		if input := r.String(); definitions.MatchString(input) {
			t.Errorf("`%s` makes a Rego value of every definition, in every run: read a list of facts", input)
		}
		return false
	})
	regal(t, text, m)
}

// definitions are the lists of the input that hold definitions of which there are many, with all fields and facts.
var definitions = regexp.MustCompile(`^input\.(kpis|rows|roles|teams|objectives)\b`)

// regal checks what Regal's documentation asks of every module, as far as it can be seen without Regal: names in snake_case and without
// get_ or list_, := and == in place of =, no print, lines, rules and files that are not too long, a space in comments, nothing left to do.
func regal(t *testing.T, text string, m *ast.Module) {
	lines := strings.Split(text, "\n")
	if len(lines) > maxFile {
		t.Errorf("%d lines, more than %d", len(lines), maxFile)
	}
	for i, line := range lines {
		if n := len([]rune(line)); n > maxLine {
			t.Errorf("line %d has %d characters, more than %d", i+1, n, maxLine)
		}
		if unspaced.MatchString(line) || undone.MatchString(line) {
			t.Errorf("line %d: a comment begins with a space, and leaves nothing to do", i+1)
		}
	}
	for _, r := range m.Rules {
		if name := r.Head.Name.String(); name != strings.ToLower(name) || strings.HasPrefix(name, "get_") || strings.HasPrefix(name, "list_") {
			t.Errorf("`%s` is not in snake_case, or begins with get_ or list_", name)
		}
		if n := strings.Count(string(r.Location.Text), "\n") + 1; n > maxRule {
			t.Errorf("line %d: a rule of %d lines, more than %d", r.Location.Row, n, maxRule)
		}
	}
	ast.WalkExprs(m, func(e *ast.Expr) bool {
		if e.IsCall() && (e.Operator().Equal(ast.Equality.Ref()) || e.Operator().String() == "print") && e.Location != nil {
			t.Errorf("line %d: `%s`: write := or ==, and no print", e.Location.Row, e.Location.Text)
		}
		return false
	})
}

var (
	unspaced = regexp.MustCompile(`^\s*#[^\s#]`)
	undone   = regexp.MustCompile(`#.*\b(TODO|FIXME)\b`)
)
