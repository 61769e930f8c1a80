// Command generate writes what follows from the structs below engine/facts: the tables of engine/view, the names in
// engine/facts/fact, the schema of facts, and docs/facts.md. It reads the structs as text, so it works while they do
// not compile. What a struct of facts may look like is in rules that it holds to: whatever else it finds is an error
// with its place.
//
// With -partial, for the time in which facts become structs, the schema is written by hand: it is the source of
// docs/facts.md, and the structs there are may not contradict it.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const (
	tablesFile = "engine/view/tables.go"
	namesFile  = "engine/facts/fact/names.go"
	schemaFile = "schema/facts.schema.json"
	pageFile   = "docs/facts.md"

	examplesFile = "engine/view/generate/examples.txt"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run writes the files into the checkout in which it is started.
func run(args []string) error {
	root, err := checkout()
	if err != nil {
		return err
	}
	written, err := generate(os.DirFS(root), args)
	if err != nil {
		return err
	}
	for name, data := range written {
		if err := os.WriteFile(filepath.Join(root, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// checkout is the folder that holds go.mod, at or above the working directory.
func checkout() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("there is no go.mod at or above the working directory")
		}
		dir = filepath.Dir(dir)
	}
}

// generate makes the files, by their names in the checkout.
func generate(root fs.FS, args []string) (map[string][]byte, error) {
	flags := flag.NewFlagSet("generate", flag.ContinueOnError)
	partial := flags.Bool("partial", false, "take the schema as it is written, and no more structs than there are")
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	s, err := readSource(root)
	if err != nil {
		return nil, err
	}
	o := readObjects(s, *partial)
	if len(o.problems) > 0 {
		return nil, errors.Join(o.problems...)
	}
	made, err := o.describe()
	if err = errors.Join(append(o.problems, err)...); err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	if *partial {
		made, err = written(root, made)
	} else {
		files[schemaFile] = made.write()
	}
	if err != nil {
		return nil, err
	}
	files[pageFile] = page(made, readExamples(root))
	if files[tablesFile], err = o.tables(); err != nil {
		return nil, err
	}
	files[namesFile], err = o.names()
	return files, err
}

// readExamples are values of facts as workspaces have them, by the name of the definition, a space and the path of the
// fact. They are found by go test ./engine -run FactExamples -update; without the file the page shows none.
func readExamples(root fs.FS) map[string]string {
	data, err := fs.ReadFile(root, examplesFile)
	if err != nil {
		return nil
	}
	all := map[string]string{}
	for line := range strings.Lines(string(data)) {
		if name, example, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t"); ok {
			all[name] = example
		}
	}
	return all
}

// written reads the schema as it is written, which what is made of it so far must not contradict.
func written(root fs.FS, made *schema) (*schema, error) {
	data, err := fs.ReadFile(root, schemaFile)
	if err != nil {
		return nil, err
	}
	s, err := parseSchema(data)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", schemaFile, err)
	}
	return s, errors.Join(compare(made, s)...)
}
