package engine_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/kpilint/kpilint/"

// arrows are the packages of ours that each package may import. Tests are free.
var arrows = map[string][]string{
	"schema":             {},
	"rules":              {},
	"engine/source":      {},
	"engine/quantity":    {},
	"engine/calendar":    {},
	"engine/queue":       {},
	"engine/sample":      {},
	"engine/files":       {},
	"engine/prose":       {"engine/quantity", "engine/source"},
	"engine/shape":       {"engine/source", "schema"},
	"engine/model":       {"engine/calendar", "engine/quantity", "engine/shape", "engine/source", "schema"},
	"engine/network":     {"engine/model", "engine/quantity", "engine/source"},
	"engine/facts":       {"engine/calendar", "engine/model", "engine/network", "engine/prose", "engine/quantity", "engine/queue", "engine/sample", "engine/source"},
	"engine/impact":      {"engine/facts", "engine/model", "engine/network", "engine/quantity"},
	"engine/view":        {"engine/facts"},
	"engine/policy":      {"engine/files", "engine/model", "engine/quantity", "engine/shape", "engine/source"},
	"engine/policy/cel":  {"engine/model", "engine/policy", "engine/quantity"},
	"engine/policy/rego": {"engine/files", "engine/model", "engine/policy", "engine/source"},
	"engine": {"engine/calendar", "engine/facts", "engine/files", "engine/model", "engine/policy", "engine/policy/cel", "engine/policy/rego",
		"engine/shape", "engine/source", "schema"},
	"engine/ruletest": {"engine", "engine/calendar", "engine/files", "engine/model", "engine/policy", "engine/policy/cel", "engine/policy/rego", "schema"},
	"engine/report":   {"engine", "engine/files", "engine/impact", "engine/model", "engine/policy", "engine/quantity", "engine/ruletest", "engine/source"},
	"cmd/kpilint": {"cmd/kpilint/disk", "cmd/kpilint/git", "engine", "engine/calendar", "engine/files", "engine/impact", "engine/model", "engine/policy",
		"engine/quantity", "engine/report", "engine/ruletest", "engine/source", "rules", "schema"},
	"cmd/kpilint/disk": {"engine/files"},
	"cmd/kpilint/git":  {"cmd/kpilint/disk", "engine/files"},

	"engine/view/generate": {},
}

// only are the packages that may import what others must not.
var only = map[string]string{
	"github.com/google/cel-go":          "engine/policy/cel",
	"github.com/open-policy-agent/opa":  "engine/policy/rego",
	"github.com/spf13/":                 "cmd/kpilint",
	"go.yaml.in/yaml":                   "engine/source",
	"github.com/santhosh-tekuri/":       "engine/shape schema",
	"os":                                "cmd/kpilint cmd/kpilint/disk cmd/kpilint/git engine/view/generate",
	"os/signal":                         "cmd/kpilint",
	"os/exec":                           "cmd/kpilint cmd/kpilint/git",
	"net":                               "",
	"net/http":                          "",
	"math/rand":                         "",
	"math/rand/v2":                      "",
	"github.com/rickar/cal":             "engine/calendar",
	"github.com/go-git/go-git":          "engine cmd/kpilint/git",
	"github.com/bmatcuk/doublestar":     "engine",
	"github.com/agnivade/levenshtein":   "engine engine/calendar engine/model engine/quantity engine/shape",
	"golang.org/x/text/currency":        "engine/quantity",
	"golang.org/x/term":                 "cmd/kpilint",
	"github.com/Masterminds/semver":     "engine",
	"oras.land/oras-go":                 "cmd/kpilint",
	"github.com/aymanbagabas/":          "cmd/kpilint",
	"github.com/rogpeppe/go-internal":   "",
	"github.com/google/go-cmp":          "",
	"github.com/santhosh-tekuri/errors": "",
}

// TestImports holds that arrows point one way, that each engine and library has one home, and that the engine reaches neither the
// network nor processes nor, but through the file system it is given, files.
func TestImports(t *testing.T) {
	found := map[string]bool{}
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && strings.HasPrefix(d.Name(), ".") && name != "." {
			return fs.SkipDir
		}
		if path.Ext(name) == ".go" && !strings.HasSuffix(name, "_test.go") {
			found[path.Dir(name)] = true
			checkFile(t, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range found {
		if arrows[pkg] == nil {
			t.Errorf("%s has no arrows: say what it may import", pkg)
		}
	}
}

func checkFile(t *testing.T, name string) {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "../"+name, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	pkg := path.Dir(name)
	for _, spec := range f.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		if ours, ok := strings.CutPrefix(imported, module); ok && !slices.Contains(arrows[pkg], ours) {
			t.Errorf("%s imports %s", name, ours)
		}
		for prefix, homes := range only {
			if (imported == prefix || strings.HasPrefix(imported, strings.TrimSuffix(prefix, "/")+"/") && strings.Contains(prefix, ".")) && !slices.Contains(strings.Fields(homes), pkg) {
				t.Errorf("%s imports %s, whose home is %q", name, imported, homes)
			}
		}
	}
}

// TestClock holds that only the command line asks the clock.
func TestClock(t *testing.T) {
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") || strings.HasPrefix(name, "cmd/") {
			return err
		}
		data, err := os.ReadFile("../" + name)
		if strings.Contains(string(data), "time.Now(") {
			t.Errorf("%s asks the clock", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
