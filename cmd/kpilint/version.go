package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/engine/report"
)

// version is the version of the tool. It stands here because a build from a shallow clone, as pre-commit makes, knows no tag.
const version = "0.2.0"

type versions struct {
	Version  string            `json:"version"`
	Commit   string            `json:"commit,omitempty"`
	Modified bool              `json:"modified,omitempty"`
	Go       string            `json:"go"`
	Modules  map[string]string `json:"modules"`
}

func (a *app) version() *cobra.Command {
	var asJSON, sbom bool
	cmd := &cobra.Command{
		Use: "version", Short: "Print the version",
		Long:    "Print the version of kpilint.\n\nExit code 0: printed; 2: wrong use.",
		Example: "  kpilint version",
		Args: func(cmd *cobra.Command, args []string) error {
			if sbom {
				return cobra.MaximumNArgs(1)(cmd, args)
			}
			return cobra.NoArgs(cmd, args)
		},
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case sbom:
				return a.billOfMaterials(args)
			case asJSON:
				return report.Encode(a.out, buildVersions())
			}
			_, err := fmt.Fprintf(a.out, "kpilint %s\n", version)
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "with the commit, Go, and the engines of the rules")
	cmd.Flags().BoolVar(&sbom, "sbom", false, "list the modules in it as a bill of materials (CycloneDX); with a file, those of that build for another system")
	return cmd
}

// engines are the modules whose versions matter to rules.
var engines = []string{"github.com/open-policy-agent/opa", "github.com/google/cel-go", "github.com/santhosh-tekuri/jsonschema/v5"}

func buildVersions() versions {
	v := versions{Version: version, Modules: map[string]string{}}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v
	}
	v.Go = info.GoVersion
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			v.Commit = s.Value
		case "vcs.modified":
			v.Modified = s.Value == "true"
		}
	}
	for _, dep := range info.Deps {
		for _, name := range engines {
			if dep.Path == name {
				v.Modules[name] = dep.Version
			}
		}
	}
	return v
}
