//go:build unix

package main

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/kpilint/kpilint/bench/organisation"
)

// The versions of the peers. Their packages are resolved by the Go module proxy and by npm.
const (
	conftestVersion = "v0.71.1"
	opaVersion      = "v1.22.2"
	spectralVersion = "6.16.3"
)

// rulesOf holds the rules as the peers read them.
//
//go:embed eight.yaml rego spectral
var rulesOf embed.FS

// A tool is one way to run a program on a corpus.
type tool struct {
	name  string
	rules []string // those of Comparable that it runs
	most  int      // the most definitions at which it runs; 0 for any number
	many  bool     // whether it runs on files of many definitions
	args  func(c *corpus) []string
	found func(out []byte) (map[string]bool, error)
}

// Those of Comparable that look at one definition alone.
var alone = organisation.Comparable[:6]

// A builder makes a program ready, and says how it is run. Rules is the folder of rulesOf.
type builder func(ctx context.Context, cache, rules string) ([]tool, error)

var order = []string{"kpilint", "conftest", "opa", "spectral"}

var builders = map[string]builder{
	"kpilint": kpilint, "conftest": conftest, "opa": opa, "spectral": spectral,
}

// build makes all tools ready. A peer that cannot be built is told.
func build(ctx context.Context, o options, work string) ([]tool, error) {
	rules := filepath.Join(work, "rules")
	if err := os.CopyFS(rules, fs.FS(rulesOf)); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(o.cache, 0o755); err != nil {
		return nil, err
	}
	var all []tool
	for _, name := range order {
		if o.tools != nil && !o.tools[name] {
			continue
		}
		made, err := builders[name](ctx, o.cache, rules)
		if err != nil && name == "kpilint" {
			return nil, err
		} else if err != nil {
			fmt.Fprintf(os.Stderr, "compare: %s is left out: %v\n", name, err)
		}
		all = append(all, made...)
	}
	return all, nil
}

// command runs a command that builds something.
func command(ctx context.Context, dir string, env []string, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, bytes.TrimSpace(out))
	}
	return nil
}

// install builds a program of another module, at a version, unless it is there already, and returns its path.
func install(ctx context.Context, cache, module, version string) (string, error) {
	name := filepath.Base(module)
	dir := filepath.Join(cache, name+"-"+version)
	program := filepath.Join(dir, name)
	if _, err := os.Stat(program); err == nil {
		return program, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	// A module of its own, as `go install` asks the proxy for a list of versions that it does not have of every module.
	mod := fmt.Sprintf("module peer\n\ngo 1.26\n\nrequire %s %s\n\ntool %s\n", module, version, module)
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(mod), 0o644); err != nil {
		return "", err
	}
	env := []string{"GOFLAGS=", "GOWORK=off"}
	if err := command(ctx, dir, env, "go", "mod", "tidy"); err != nil {
		return "", err
	}
	return program, command(ctx, dir, env, "go", "build", "-o", program, module)
}

func kpilint(ctx context.Context, cache, rules string) ([]tool, error) {
	program := filepath.Join(cache, "kpilint")
	if err := command(ctx, "", nil, "go", "build", "-o", program, "./cmd/kpilint"); err != nil {
		return nil, err
	}
	lint := []string{program, "lint", "--as-of", "2026-05-20", "-f", "json"}
	help, _ := exec.CommandContext(ctx, program, "lint", "--help").Output()
	if bytes.Contains(help, []byte("--no-cache")) {
		lint = append(lint, "--no-cache")
	}
	eight := append(lint[:len(lint):len(lint)], "-c", filepath.Join(rules, "eight.yaml"))
	found := func(out []byte) (map[string]bool, error) {
		var report struct {
			Findings []struct {
				Rule, Outcome string
				Resource      struct{ ID string }
			}
		}
		err := decode(out, &report)
		all := map[string]bool{}
		for _, f := range report.Findings {
			if f.Outcome == "violated" {
				all[f.Rule+" "+f.Resource.ID] = true
			}
		}
		return all, err
	}
	on := func(args []string) func(c *corpus) []string {
		return func(c *corpus) []string { return append(args[:len(args):len(args)], c.files()) }
	}
	return []tool{
		{name: "kpilint", rules: organisation.Comparable, many: true, args: on(eight), found: found},
		{name: "kpilint, all rules", rules: organisation.Comparable, many: true, args: on(lint), found: found},
	}, nil
}

func conftest(ctx context.Context, cache, rules string) ([]tool, error) {
	program, err := install(ctx, cache, "github.com/open-policy-agent/conftest", conftestVersion)
	if err != nil {
		return nil, err
	}
	return []tool{{
		name: "conftest --combine", rules: organisation.Comparable, many: true,
		args: func(c *corpus) []string {
			return []string{program, "test", "--combine", "--no-color", "--output", "json",
				"-p", filepath.Join(rules, "rego", "rules.rego"), "-p", filepath.Join(rules, "rego", "conftest"), c.files()}
		},
		found: func(out []byte) (map[string]bool, error) {
			var results []struct{ Failures []struct{ Msg string } }
			err := decode(out, &results)
			all := map[string]bool{}
			for _, r := range results {
				for _, f := range r.Failures {
					all[f.Msg] = true
				}
			}
			return all, err
		},
	}}, nil
}

func opa(ctx context.Context, cache, rules string) ([]tool, error) {
	program, err := install(ctx, cache, "github.com/open-policy-agent/opa", opaVersion)
	if err != nil {
		return nil, err
	}
	return []tool{{
		name: "opa eval, one JSON file", rules: organisation.Comparable,
		args: func(c *corpus) []string {
			name, _ := filepath.Glob(filepath.Join(c.list(), "*.json"))
			return append([]string{program, "eval", "-f", "json", "-d", filepath.Join(rules, "rego", "rules.rego"),
				"-d", filepath.Join(rules, "rego", "opa"), "data.main.deny", "-i"}, name...)
		},
		found: func(out []byte) (map[string]bool, error) {
			var results struct {
				Result []struct{ Expressions []struct{ Value []string } }
			}
			err := decode(out, &results)
			all := map[string]bool{}
			for _, r := range results.Result {
				for _, e := range r.Expressions {
					for _, msg := range e.Value {
						all[msg] = true
					}
				}
			}
			return all, err
		},
	}}, nil
}

func spectral(ctx context.Context, cache, rules string) ([]tool, error) {
	dir := filepath.Join(cache, "spectral-"+spectralVersion)
	program := filepath.Join(dir, "node_modules", ".bin", "spectral")
	if _, err := os.Stat(program); err != nil {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, err
		}
		err := command(ctx, dir, nil, "npm", "install", "--no-fund", "--no-audit", "--ignore-scripts", "--prefix", dir,
			"@stoplight/spectral-cli@"+spectralVersion)
		if err != nil {
			return nil, err
		}
	}
	return []tool{{
		name: "spectral", rules: alone, most: 10_000,
		args: func(c *corpus) []string {
			return []string{program, "lint", filepath.Join(c.files(), "**", "*.yaml"), "--format", "json", "--quiet",
				"--ignore-unknown-format", "--ruleset", filepath.Join(rules, "spectral", "rules.yaml")}
		},
		found: func(out []byte) (map[string]bool, error) {
			if i := bytes.IndexByte(out, '['); i >= 0 {
				out = out[i:]
			}
			var results []struct{ Code, Message string }
			err := decode(out, &results)
			all := map[string]bool{}
			for _, r := range results {
				all[r.Code+" "+r.Message] = true
			}
			return all, err
		},
	}}, nil
}
