package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/schema"
)

func (a *app) schema() *cobra.Command {
	return &cobra.Command{
		Use:   "schema [KIND]",
		Short: "Print the JSON Schema of a kind, for editors; without a kind, the one of any definition",
		Long: `Print the JSON Schema of a kind as one self-contained document. Kinds: ` + strings.Join(schema.Names(), ", ") + `.

Store it beside the definitions and begin a file with a line that names it, and editors complete and check it:

  # yaml-language-server: $schema=./kpilint.schema.json

Exit code 0: printed; 2: wrong use, or a kind that there is not.`,
		Example: "  kpilint schema > kpilint.schema.json\n  kpilint schema kpi",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			name := "definition"
			if len(args) > 0 {
				name = strings.ToLower(args[0])
			}
			if !slices.Contains(schema.Names(), name) {
				return fmt.Errorf("there is no schema %q%s", args[0], didYouMean(name, schema.Names()))
			}
			data, err := schema.Bundle(name)
			if err != nil {
				return err
			}
			_, err = a.out.Write(data)
			return err
		},
	}
}

func didYouMean(name string, known []string) string {
	if near := nearest.Name(name, known); near != "" {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return ": there are " + strings.Join(known, ", ")
}
