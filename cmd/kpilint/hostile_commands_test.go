//go:build hostile && linux

package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
)

// everyNth is how many of the hostile rules there are for each one that all commands meet.
const everyNth = 40

// TestHostileRuleInCommands holds that a hostile rule cannot stall, end or mislead any command that meets rules: lint
// is not the only one that compiles or runs them.
func TestHostileRuleInCommands(t *testing.T) {
	kpilint := ourselves(t)
	commands := map[string][]string{
		"test":     {"test", "r"},
		"mutate":   {"test", "--mutate", "r"},
		"bundle":   {"bundle", "--rules", "r", "-o", "b.tar.gz"},
		"docs":     {"docs", "r"},
		"rules":    {"rules", "--rules", "r"},
		"rule":     {"rules", "own/greedy", "--rules", "r"},
		"config":   {"config", "--rules", "r"},
		"explain":  {"explain", "own/greedy", "--rules", "r"},
		"trace":    {"lint", "--rules", "r", "--trace", "own/greedy", "--resource", "sales/calls"},
		"diff":     {"diff-rules", "r", "r2", "."},
		"baseline": {"lint", "--rules", "r", "--write-baseline"},
	}
	n := 0
	for _, c := range hostileCases(t) {
		if !c.isRule() {
			continue
		}
		if n++; n%everyNth != 1 {
			continue
		}
		for name, args := range commands {
			t.Run(c.Name+"/"+name, func(t *testing.T) {
				t.Parallel()
				one := *c
				dir := t.TempDir()
				one.write(t, dir)
				examples(t, filepath.Join(dir, "r/own/greedy"))
				if err := os.CopyFS(filepath.Join(dir, "r2"), os.DirFS(filepath.Join(dir, "r"))); err != nil {
					t.Fatal(err)
				}
				limitedRun(t, dir, kpilint, args)
			})
		}
	}
}

// examples lie beside a rule, so that its tests run it.
func examples(t *testing.T, dir string) {
	const kpi = hostileTeam + "kpis:\n  - {id: calls, owner: sales, target: \">= 20 calls/day\"}\n"
	for _, name := range []string{"pass.yaml", "fail.yaml"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(kpi), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// limitedRun runs a command that must end by itself, with one of our exit codes.
func limitedRun(t *testing.T, dir, kpilint string, args []string) {
	ctx, stop := context.WithTimeout(context.Background(), hostileTime)
	defer stop()
	limited := `ulimit -v "$0" && ulimit -t "$1" && shift && exec "$@"`
	shell := []string{"-c", limited, strconv.Itoa(hostileMemory), strconv.Itoa(2 * ruleCPU), kpilint}
	cmd := exec.CommandContext(ctx, "sh", append(shell, args...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "NO_COLOR=1", "KPILINT_DEBUG=")
	var all bytes.Buffer
	cmd.Stdout, cmd.Stderr = &all, &all
	if err := cmd.Run(); cmd.ProcessState == nil {
		t.Fatal(err)
	}
	if code := cmd.ProcessState.ExitCode(); code < 0 || code > exitBroken {
		t.Errorf("exit code %d (%v)\n%.2000s", code, cmd.ProcessState, all.String())
	}
	harmless(t, dir, all.String())
}
