// Package schema holds the JSON Schemas of the definition language, one file a kind.
//
// The schemas are draft-07, so that editors of any age take them, and they are the one place that says which fields
// there are, what may stand in them and what each one means: the description of a property is its hover text.
//
// They also drive the loader. A value's type is a reference to a definition of common.schema.json (quantity,
// reference, noun, date, text …), and keywords that validators ignore stand beside it:
//
//   - x-aboveZero: the quantity must be above zero.
//   - x-freeText: free text may stand in place of the quantity; rules judge it.
//   - x-meant: other words that people write for a field or for an allowed word, each with the one that is meant, or
//     with a sentence that says where it stands.
//   - x-takes: what sort of quantity it is, where another sort would be taken for a wild number: share (at most 100 %),
//     time (a length of time), part (of a day: a share or a time), or people (not below zero).
//   - x-refersTo: the kinds that a reference may name. Beside the kinds of documents these are KeyResult, Market,
//     Value, Activity, Cycle, Rule and Any.
//   - x-scalar: where a value is either a scalar or a list or object, the definition that the scalar follows.
//
// Definitions in common.schema.json have no description of their own, because some editors show it in place of the
// property's.
package schema

import (
	"bytes"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

//go:embed *.schema.json
var files embed.FS

const (
	suffix = ".schema.json"
	// base makes the file names absolute for the compiler. Nothing is ever loaded from it.
	base = "kpilint:///"
)

// Kinds returns the kinds of definition as documents write them, in the order in which the language describes them.
// Config is not among them: it is read from the configuration file alone.
func Kinds() []string {
	return []string{"Organisation", "Calendar", "Team", "Role", "KPI", "Objective", "Service", "CashPlan", "Exception"}
}

// Names returns the names of all schemas, sorted: the kinds in lower case, common, config, definition, pack and rule, for what rules read
// facts and model, and for what `kpilint impact` and `kpilint lint` print impact and report.
func Names() []string {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		panic(err) // the files are part of the binary
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), suffix))
	}
	slices.Sort(names)
	return names
}

// Raw returns the schema file of that name as it is written, or false if there is none. Case does not matter, so
// both "KPI" and "kpi" will do.
func Raw(name string) ([]byte, bool) {
	data, err := files.ReadFile(strings.ToLower(name) + suffix)
	return data, err == nil
}

// A Set is every schema, each compiled when it is first asked for: a run that checks a few kinds pays for a few. It is
// safe for use by several goroutines.
type Set struct {
	mu       sync.Mutex
	compiler *jsonschema.Compiler
	schemas  map[string]*jsonschema.Schema
}

// NewSet returns the schemas, none of them compiled yet.
func NewSet() *Set {
	return &Set{compiler: newCompiler(), schemas: map[string]*jsonschema.Schema{}}
}

// Compile compiles every schema.
func Compile() (*Set, error) {
	set := NewSet()
	for _, name := range Names() {
		if _, err := set.Compiled(name); err != nil {
			return nil, err
		}
	}
	return set, nil
}

// newCompiler returns a compiler that resolves references among the embedded files and nowhere else: it cannot reach
// files or the network.
func newCompiler() *jsonschema.Compiler {
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft7
	c.LoadURL = func(url string) (io.ReadCloser, error) {
		file := strings.TrimPrefix(url, base)
		if name, ours := strings.CutSuffix(file, suffix); ours && file != url {
			if data, ok := Raw(name); ok {
				return io.NopCloser(bytes.NewReader(data)), nil
			}
		}
		return nil, fmt.Errorf("load %s: not one of the embedded schemas", file)
	}
	return c
}

// Compiled returns the compiled schema of that name ("KPI", "config", "rule" …; case does not matter).
//
// Validate takes numbers as json.Number or the types of Go. It panics on a number with an immense exponent, such as
// 1e100000000, where the schema asks for an integer: bound numbers first.
func (s *Set) Compiled(name string) (*jsonschema.Schema, error) {
	name = strings.ToLower(name)
	s.mu.Lock()
	defer s.mu.Unlock()
	if compiled := s.schemas[name]; compiled != nil {
		return compiled, nil
	}
	compiled, err := s.compiler.Compile(base + name + suffix)
	if err != nil {
		return nil, fmt.Errorf("compile schema %s: %w", name, err)
	}
	s.schemas[name] = compiled
	return compiled, nil
}

// Kind is Compiled for whoever knows that the schemas are sound; nil where there is none of that name.
func (s *Set) Kind(name string) *jsonschema.Schema {
	compiled, _ := s.Compiled(name)
	return compiled
}
