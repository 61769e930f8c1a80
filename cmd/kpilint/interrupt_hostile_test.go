//go:build hostile && unix

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// regoLoop is a rule in Rego that counts for hours.
const regoLoop = `package kpilint.tests.counting

looked := count(input.kpis)

violation contains {"msg": "x", "kind": "KPI", "resource": k.fullName, "at": "target"} if {
	some k in input.kpis
	count([1 | some i in numbers.range(1, 30000); some j in numbers.range(1, 30000); i * j < 0]) > 0
}
`

// TestSignalsAnywhere stops runs at any time of what they do: reading, joining, computing, judging with rules that
// do not look at their context, writing, and while git is at work.
func TestSignalsAnywhere(t *testing.T) {
	kpilint := ourselves(t)
	large := map[string]string{"typo.yaml": "apiVersion: kpilint/v1\nkind: Team\nid: typo\nheadcont: 3\n"}
	for i := range 40 {
		large[fmt.Sprintf("teams/t%d.yaml", i)] = strings.Replace(many(1500), "id: shop", fmt.Sprintf("id: shop%d", i), 1)
	}
	rego := map[string]string{"a.yaml": many(3), "own/tests/counting/rule.rego": regoLoop,
		"own/tests/counting/rule.yaml": "id: counting\ntitle: A rule that counts\nlevel: warning\nwhy: For a test.\nfix: Nothing.\n"}
	runs := []stuck{
		{name: "rule in Rego", files: rego, args: []string{"lint", "a.yaml", "--rules", "own", "-f", "json"}, after: time.Second, want: "headcont"},
	}
	for range 12 {
		runs = append(runs, stuck{name: "lint of much", files: large, args: []string{"lint", "-f", "json"}, after: soon(3000)})
		for _, command := range []string{"model", "impact", "fix", "fmt", "explain shop0/k1"} {
			runs = append(runs, stuck{name: command + " of much", files: large, args: strings.Fields(command), after: soon(500)})
		}
	}
	for i, s := range runs {
		sig, code := syscall.SIGINT, exitInterrupted
		if i%2 == 1 {
			sig, code = syscall.SIGTERM, exitTerminated
		}
		t.Run(fmt.Sprintf("%s after %s", s.name, s.after), func(t *testing.T) { s.run(t, kpilint, sig, code) })
	}
}

// soon is a random time of at most so many milliseconds, after the tool has begun to listen.
func soon(most int) time.Duration { return time.Duration(100+rand.IntN(most)) * time.Millisecond }

// TestSignalsGit stops a run that waits for git.
func TestSignalsGit(t *testing.T) {
	kpilint := ourselves(t)
	bin := t.TempDir()
	if err := os.WriteFile(filepath.Join(bin, "git"), []byte("#!/bin/sh\nsleep 60\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
	s := stuck{files: map[string]string{"a.yaml": many(3), ".git/HEAD": "ref: refs/heads/main\n"}, args: []string{"lint", "--since", "main", "-f", "json"},
		after: 500 * time.Millisecond, want: "stopped by SIGTERM"}
	s.run(t, kpilint, syscall.SIGTERM, exitTerminated)
}
