//go:build unix

package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// everyRule lets TestWorkerSaysTheSame take the whole catalogue, with its mutants. The build tag hostile sets it.
var everyRule = false

// fewRules are those that it takes else: some of each language, with units, ranges, edits and exceptions.
var fewRules = []string{
	"capacity/target-exceeds-time", "supply/supply-below-demand", "definition/owner-missing", "alignment/circular-support",
}

// TestWorkerSaysTheSame holds that rules judge in a worker as they do in this process: the catalogue as a pack of
// strangers, on its own examples, gives the same findings, messages, errors and unread fields, byte for byte.
func TestWorkerSaysTheSame(t *testing.T) {
	kpilint, dir := ourselves(t), t.TempDir()
	examples := foreignCatalogue(t, dir)
	t.Chdir(dir)
	if len(examples) < 2*len(fewRules) {
		t.Fatal(examples)
	}
	same := func(args ...string) {
		t.Helper()
		var here, hereErr, there, thereErr bytes.Buffer
		code := Main(context.Background(), args, strings.NewReader(""), &here, &hereErr)
		cmd := exec.Command(kpilint, args...)
		cmd.Stdout, cmd.Stderr = &there, &thereErr
		var exit *exec.ExitError
		if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		if got := cmd.ProcessState.ExitCode(); got != code {
			t.Errorf("%v: exit code %d, in this process %d", args, got, code)
		}
		if here.String() != there.String() || hereErr.String() != thereErr.String() {
			t.Errorf("%v: %s%s\nin this process: %s%s", args, &there, &thereErr, &here, &hereErr)
		}
		if here.Len() == 0 {
			t.Errorf("%v says nothing", args)
		}
	}
	for _, example := range examples {
		same("lint", example, "--rules", "pack", "--as-of", "2026-05-20", "-v", "-f", "json")
	}
	if everyRule {
		same("test", "pack", "--mutate", "-f", "json")
	}
}

// foreignCatalogue writes the rules that come with kpilint under other categories, and returns their examples.
func foreignCatalogue(t *testing.T, dir string) (examples []string) {
	t.Helper()
	wanted := func(rule string) bool {
		if everyRule {
			return true
		}
		for _, few := range fewRules {
			if rule == few {
				return true
			}
		}
		return false
	}
	catalogue := os.DirFS("../../rules")
	err := fs.WalkDir(catalogue, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Count(p, "/") != 2 || !wanted(path.Dir(p)) {
			return err
		}
		text, err := fs.ReadFile(catalogue, p)
		if err != nil {
			return err
		}
		to := filepath.Join(dir, "pack", "foreign-"+filepath.FromSlash(p))
		name := path.Base(p)
		if strings.HasPrefix(name, "pass") || strings.HasPrefix(name, "fail") {
			to = filepath.Join(dir, "examples", filepath.FromSlash(p))
			rel, _ := filepath.Rel(dir, to)
			examples = append(examples, rel)
			write(t, filepath.Join(dir, "pack", "foreign-"+filepath.FromSlash(p)), string(text))
		}
		write(t, to, strings.ReplaceAll(string(text), "package kpilint.", "package kpilint.foreign_"))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return examples
}
