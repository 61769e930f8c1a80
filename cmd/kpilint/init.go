package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
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
	return &cobra.Command{
		Use:   "init [FOLDER]",
		Short: "Write a commented configuration, a first definition file, and the schemas for the editor",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			return a.writeFirst(dir)
		},
	}
}

// writeFirst writes what is not there yet; nothing is overwritten.
func (a *app) writeFirst(dir string) error {
	files := []struct{ name, text string }{{configName, firstConfig}, {"sales.yaml", firstDefinitions}}
	for _, name := range []string{"config", "definition"} {
		data, err := schema.Bundle(name)
		if err != nil {
			return err
		}
		files = append(files, struct{ name, text string }{filepath.Join(".kpilint", name+".schema.json"), string(data)})
	}
	for _, f := range files {
		if err := a.writeNew(filepath.Join(dir, f.name), f.text); err != nil {
			return err
		}
	}
	fmt.Fprintln(a.out, "now run: kpilint lint")
	return nil
}

func (a *app) writeNew(name, text string) error {
	err := disk.Create(name, []byte(text))
	switch {
	case errors.Is(err, fs.ErrExist):
		fmt.Fprintf(a.out, "kept %s, which is there already\n", filepath.ToSlash(name))
		return nil
	case err != nil:
		return fmt.Errorf("write %s: %w", called(name), err)
	}
	fmt.Fprintf(a.out, "wrote %s\n", filepath.ToSlash(name))
	return nil
}
