package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/rules"
)

// ruleName is what a category and an id may be: Rego makes a package of them.
var ruleName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
})

func (a *app) new() *cobra.Command {
	var inRego bool
	var dir string
	cmd := &cobra.Command{
		Use:   "new CATEGORY/ID",
		Short: "Write a first version of a rule, with examples that pass",
		Long: `Write the folder of a new rule: rule.yaml, with --rego a rule.rego, and the examples pass.yaml and
fail.yaml. It works as it is: see what it does with "kpilint test", and change one thing at a time.

Exit code 0: written; 2: wrong use, or a rule that is there already.`,
		Example: "  kpilint new sales/too-many-calls\n  kpilint new house/lonely-role --rego --in house-rules",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("name one rule, CATEGORY/ID: its id says what is wrong, such as sales/too-many-calls")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			category, id, err := splitName(args[0])
			if err != nil {
				return err
			}
			return a.writeRule(dir, category, id, inRego)
		},
	}
	cmd.Flags().BoolVar(&inRego, "rego", false, "a rule in Rego, which sees the whole organisation; without it in CEL, which judges one definition")
	cmd.Flags().StringVar(&dir, "in", packName, "the `folder` of rules in which it is written")
	return cmd
}

// splitName refuses what would be no folder <category>/<id>, or the name of a rule of the catalogue.
func splitName(name string) (category, id string, err error) {
	category, id, ok := strings.Cut(name, "/")
	if !ok || strings.Contains(id, "/") {
		return "", "", fmt.Errorf("`%s` is not the name of a rule: write CATEGORY/ID, such as sales/too-many-calls", name)
	}
	for _, part := range []struct{ what, text string }{{"category", category}, {"id", id}} {
		if !ruleName().MatchString(part.text) {
			return "", "", fmt.Errorf("`%s` cannot be the %s of a rule: use lower-case letters, digits and single hyphens, beginning with a letter, such as too-many-calls", part.text, part.what)
		}
	}
	if category == "definition-file" {
		return "", "", errors.New("the category `definition-file` belongs to what the loader finds: take another one")
	}
	if taken, _ := fs.Glob(rules.FS, "*/"+id+"/rule.yaml"); len(taken) > 0 {
		return "", "", fmt.Errorf("the id `%s` belongs to a rule that comes with kpilint (`kpilint explain %s`): take another one", id, id)
	}
	return category, id, nil
}

// writeRule writes the files of a rule into a new folder. Nothing is overwritten.
func (a *app) writeRule(dir, category, id string, inRego bool) error {
	if others, _ := filepath.Glob(filepath.Join(dir, "*", id)); len(others) > 0 {
		return fmt.Errorf("%s is there already: an id names one rule, whatever its category; take another id, or delete that folder", filepath.ToSlash(others[0]))
	}
	folder := filepath.Join(dir, category, id)
	for _, f := range firstRule(inRego) {
		text := strings.NewReplacer("CATEGORY", category, "PACKAGE", strings.ReplaceAll(category+"."+id, "-", "_"), "ID", id).Replace(f.text)
		if err := a.writeNew(filepath.Join(folder, f.name), text); err != nil {
			return err
		}
	}
	pack := filepath.ToSlash(dir)
	fmt.Fprintf(a.out, "now run: kpilint test %s, and then: kpilint lint --rules %s\n", filepath.ToSlash(folder), pack)
	return nil
}
