package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/schema"
)

// firstConfig and firstDefinitions are what a newcomer starts from. A test lints them.
const firstConfig = `# yaml-language-server: $schema=.kpilint/config.schema.json
apiVersion: kpilint/v1
kind: Config

# Which files are read, from this folder. Without it: every .yaml, .yml, .json and .md below, less what .gitignore names.
# include: ["kpis/**"]
# exclude: ["drafts/**"]

# Rules by id, category/id or category/*: error, warning, info or off. "kpilint rules" lists them.
# rules:
#   effort-undeclared: off
#   role-overloaded: {level: warning, params: {threshold: 90%}}

# The lowest level that makes "kpilint lint" fail.
failOn: error
`

const firstDefinitions = `# yaml-language-server: $schema=.kpilint/definition.schema.json
# One team with two numbers. Run "kpilint lint" and see what it asks of the day of each of these people.
apiVersion: kpilint/v1
kind: Team
id: sales
name: Sales
roles:
  - id: salesperson
    name: Salesperson
    headcount: 5
    time:
      calling: 60%
      follow-ups: 20%
      meetings: 10%
      administration: 10%
kpis:
  - id: sales-calls
    name: Sales prospecting calls
    owner: salesperson
    measure: volume
    direction: higher
    baseline: 10 calls/person/day
    target: at least 12 calls per person per day
    effort: 15 min/call
    activity: calling
    counterweights:
      - kpi: accepted-leads
        because: A call that wins no lead is only a call.
    source: crm
    measured: weekly
  - id: accepted-leads
    name: Leads that the customer wants to hear about
    owner: sales
    measure: quality
    direction: higher
    formula: {numerator: leads accepted, denominator: leads called}
    baseline: 52%
    target: ">= 60%"
    source: crm
    measured: weekly
`

func (a *app) init() *cobra.Command {
	var from []string
	var c common
	cmd := &cobra.Command{
		Use:   "init [FOLDER]",
		Short: "Write a commented configuration, a first definition file, and the schemas for the editor",
		Long: `Write .kpilint.yaml with settings as comments, sales.yaml as a first definition file where there is none
yet, and the schemas for editors. Files that exist are kept, but the schemas are renewed.

With --from, the first definitions are those that documents and tables ask for, in definitions.yaml:
drafts to finish, as kpilint extract writes them.

Exit code 0: written; 2: wrong use, or a file that cannot be read or written; 3: kpilint could not finish.`,
		Example: "  kpilint init\n  kpilint init handbook/\n  kpilint init --from salesperson.docx --from targets.xlsx",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			if len(from) == 0 {
				return a.writeFirst(dir, a.example)
			}
			drafts, err := a.drafts(cmd, &c, from)
			if err != nil {
				return err
			}
			return a.writeFirst(dir, func(dir string) error {
				return a.writeNew(filepath.Join(dir, draftsName), string(drafts))
			})
		},
	}
	cmd.Flags().StringArrayVar(&from, "from", nil,
		"a document or table, `FILE`, from which the first definitions are drafted; may be repeated")
	return cmd
}

// draftsName is the file of first definitions that are drafted from documents.
const draftsName = "definitions.yaml"

// writeFirst writes what is not there yet, and the schemas of this kpilint; nothing else is overwritten.
func (a *app) writeFirst(dir string, definitions func(dir string) error) error {
	if err := a.writeNew(filepath.Join(dir, configName), firstConfig); err != nil {
		return err
	}
	if err := definitions(dir); err != nil {
		return err
	}
	for _, name := range []string{"config", "definition"} {
		data, err := schema.Bundle(name)
		if err != nil {
			return err
		}
		if err := a.writeSchema(filepath.Join(dir, ".kpilint", name+".schema.json"), data); err != nil {
			return err
		}
	}
	fmt.Fprintln(a.out, "now run: kpilint lint")
	return nil
}

// example writes the first definitions of those who have none: beside others they would be one more team.
func (a *app) example(dir string) error {
	switch defining, err := definesIn(dir); {
	case err != nil:
		return err
	case defining == "":
		return a.writeNew(filepath.Join(dir, firstName), firstDefinitions)
	case defining == firstName:
		fmt.Fprintf(a.out, "kept %s, which exists already\n", filepath.ToSlash(filepath.Join(dir, firstName)))
	default:
		fmt.Fprintf(a.out, "wrote no example: there are definitions already, for example in %s\n", plain(defining))
	}
	return nil
}

// firstName is the file of the example.
const firstName = "sales.yaml"

// definesIn finds a file with definitions in a folder or below it; "" for none.
func definesIn(dir string) (string, error) {
	if !disk.IsFolder(dir) {
		return "", nil // it is made, or cannot be, when something is written there
	}
	folder, err := disk.Open(dir)
	if err != nil {
		return "", fmt.Errorf("read folder %s: %w", called(dir), err)
	}
	defer folder.Close()
	found := ""
	err = fs.WalkDir(folder, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // what cannot be listed is not ours to judge here
		case p != "." && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.Type().IsRegular() && source.LanguageOf(p) != source.NoLanguage:
			data, err := files.Read(folder, p, files.Max)
			if err == nil && defines().Match(data) {
				found = p
				return fs.SkipAll
			}
		}
		return nil
	})
	return found, err
}

// defines is a line by which a file says that it holds a definition.
var defines = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^[\s{"']*apiVersion["']?\s*:\s*["']?kpilint/`)
})

// writeSchema writes a schema for the editor, or makes the one that is there that of this kpilint.
func (a *app) writeSchema(name string, data []byte) error {
	was, err := disk.ReadFile(name, maxConfig)
	switch {
	case err != nil:
		return a.writeNew(name, string(data))
	case bytes.Equal(was, data):
		fmt.Fprintf(a.out, "kept %s, which exists already\n", filepath.ToSlash(name))
		return nil
	}
	if err := disk.Replace(name, was, data); err != nil {
		return fmt.Errorf("write %s: %w", called(name), err)
	}
	fmt.Fprintf(a.out, "renewed %s\n", filepath.ToSlash(name))
	return nil
}

func (a *app) writeNew(name, text string) error {
	err := disk.Create(name, []byte(text))
	switch {
	case errors.Is(err, fs.ErrExist):
		fmt.Fprintf(a.out, "kept %s, which exists already\n", filepath.ToSlash(name))
		return nil
	case err != nil:
		return fmt.Errorf("write %s: %w", called(name), err)
	}
	fmt.Fprintf(a.out, "wrote %s\n", filepath.ToSlash(name))
	return nil
}
