package engine_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/kpilint/kpilint/"

// allowed is what ARCHITECTURE.md says about imports.
type allowed struct {
	arrows map[string][]string // the packages of ours that each package may import
	homes  map[string][]string // by the beginning of a path, the packages that alone may import what it begins
}

// readAllowed reads the lines with arrows in the blocks of a text. A line that is indented goes on with the one before
// it.
func readAllowed(t *testing.T, text string) allowed {
	t.Helper()
	block := false
	var lines []string
	for line := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(line, "```"):
			block = !block
		case block && strings.HasPrefix(line, " ") && len(lines) > 0:
			lines[len(lines)-1] += line
		case block && (strings.Contains(line, " → ") || strings.Contains(line, " ← ")):
			lines = append(lines, line)
		}
	}
	a := allowed{arrows: map[string][]string{}, homes: map[string][]string{}}
	for _, line := range lines {
		if from, to, ok := strings.Cut(line, " → "); ok {
			note(t, a.arrows, from, to)
		} else if what, homes, ok := strings.Cut(line, " ← "); ok {
			note(t, a.homes, what, homes)
		}
	}
	return a
}

// note keeps a line under each name on its left.
func note(t *testing.T, in map[string][]string, left, right string) {
	t.Helper()
	var list []string
	if words := strings.TrimSpace(right); words != "nothing" && words != "nobody" {
		list = names(words)
	}
	for _, name := range names(left) {
		if _, ok := in[name]; ok {
			t.Errorf("%s has two lines", name)
		}
		in[name] = list
	}
}

func names(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune(", \n", r) })
}

// home is the beginning of a path that has homes, "" where none has.
func (a allowed) home(imported string) string {
	for begin := range a.homes {
		isLibrary := strings.Contains(begin, ".") // os/exec is not a part of os
		if imported == begin || isLibrary && strings.HasPrefix(imported, begin+"/") {
			return begin
		}
	}
	return ""
}

// refuses says what is wrong with an import, "" for nothing, and which part of the list allows it.
func (a allowed) refuses(pkg, imported string) (why, by string) {
	if ours, ok := strings.CutPrefix(imported, module); ok {
		if !slices.Contains(a.arrows[pkg], ours) {
			return "there is no such arrow", ""
		}
		return "", pkg + " → " + ours
	}
	begin := a.home(imported)
	host, _, _ := strings.Cut(imported, "/")
	switch {
	case begin == "" && strings.Contains(host, "."):
		return "the library has no home", ""
	case begin == "":
		return "", ""
	case !slices.Contains(a.homes[begin], pkg):
		return "its homes are: " + strings.Join(a.homes[begin], ", "), ""
	}
	return "", begin + " ← " + pkg
}

// parts are what refuses can answer as the part that allows an import, sorted.
func (a allowed) parts() []string {
	var all []string
	for pkg, list := range a.arrows {
		for _, to := range list {
			all = append(all, pkg+" → "+to)
		}
	}
	for begin, homes := range a.homes {
		for _, pkg := range homes {
			all = append(all, begin+" ← "+pkg)
		}
	}
	slices.Sort(all)
	return all
}

// TestImports holds that arrows point one way, that each engine and library has one home, and that the engine reaches
// neither the network nor processes nor, but through the file system it is given, files. ARCHITECTURE.md has the list,
// and allows nothing that nobody needs.
func TestImports(t *testing.T) {
	text, err := os.ReadFile("../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	list := readAllowed(t, string(text))
	packages, used := map[string]bool{}, map[string]bool{}
	err = fs.WalkDir(os.DirFS(".."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && strings.HasPrefix(d.Name(), ".") && name != "." {
			return fs.SkipDir
		}
		if path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		pkg := path.Dir(name)
		packages[pkg] = true
		for _, imported := range importsOf(t, name) {
			why, by := list.refuses(pkg, imported)
			if used[by] = true; why != "" {
				t.Errorf("%s imports %s; in ARCHITECTURE.md %s", name, imported, why)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if now, then := slices.Sorted(maps.Keys(packages)), slices.Sorted(maps.Keys(list.arrows)); !slices.Equal(now, then) {
		t.Errorf("there are packages\n%q\nand ARCHITECTURE.md has arrows of\n%q", now, then)
	}
	for _, part := range list.parts() {
		if !used[part] {
			t.Errorf("ARCHITECTURE.md allows %s, and nobody needs it", part)
		}
	}
	if circle := list.circle(); circle != "" {
		t.Errorf("%s leads back", circle)
	}
}

// circle is an arrow from which arrows lead back to where it starts, "" where all point one way.
func (a allowed) circle() string {
	const open, done = 1, 2
	state := map[string]int{}
	var walk func(pkg string) string
	walk = func(pkg string) string {
		state[pkg] = open
		for _, to := range a.arrows[pkg] {
			if state[to] == open {
				return pkg + " → " + to
			}
			if state[to] != done {
				if found := walk(to); found != "" {
					return found
				}
			}
		}
		state[pkg] = done
		return ""
	}
	for _, pkg := range slices.Sorted(maps.Keys(a.arrows)) {
		if state[pkg] != done {
			if found := walk(pkg); found != "" {
				return found
			}
		}
	}
	return ""
}

func importsOf(t *testing.T, name string) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "../"+name, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, spec := range f.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		all = append(all, imported)
	}
	return all
}

// TestAllowedImports holds how the lines of ARCHITECTURE.md are read.
func TestAllowedImports(t *testing.T) {
	list := readAllowed(t, "a → b\n```text\ncmd  → engine,\n       rules\nengine, rules → nothing\n```\n"+
		"```text\nexample.com/lib ← engine\nos ← cmd\nnet ← nobody\n```\n")
	for _, c := range []struct {
		pkg, imported string
		fine          bool
	}{
		{"cmd", module + "engine", true}, {"cmd", module + "rules", true}, {"engine", module + "rules", false},
		{"engine", "example.com/lib/v2", true}, {"cmd", "example.com/lib", false}, {"engine", "example.com/libs", false},
		{"cmd", "os", true}, {"engine", "os", false}, {"engine", "os/exec", true},
		{"cmd", "net", false}, {"cmd", "net/url", true}, {"engine", "strings", true},
	} {
		if why, _ := list.refuses(c.pkg, c.imported); (why == "") != c.fine {
			t.Errorf("%s imports %s: %q", c.pkg, c.imported, why)
		}
	}
	if len(list.arrows) != 3 || len(list.homes) != 3 || list.circle() != "" {
		t.Errorf("%v\n%v", list.arrows, list.homes)
	}
	if list.arrows["rules"] = []string{"cmd"}; list.circle() != "rules → cmd" {
		t.Errorf("%q", list.circle())
	}
}

// TestClock holds that only the command line and measurements ask the clock.
func TestClock(t *testing.T) {
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") || strings.HasPrefix(name, "cmd/") ||
			strings.HasPrefix(name, "bench/compare/") {
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
