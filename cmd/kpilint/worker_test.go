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
	"regexp"
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
	found := 0 // by rules of the pack
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
		if code > exitFindings {
			t.Errorf("%v ends with %d: %s", args, code, &hereErr)
		}
		found += strings.Count(here.String(), `"rule": "foreign-`)
	}
	for _, example := range examples {
		same("lint", example, "--rules", "pack", "--as-of", "2026-05-20", "-v", "-f", "json")
	}
	if found < len(fewRules) {
		t.Errorf("the rules of the pack have %d findings", found)
	}
	if everyRule {
		same("test", "pack", "--mutate", "-f", "json")
	}
}

// wasCalled is what a rule was called before: only one rule may claim a name.
var wasCalled = regexp.MustCompile(`(?m)^formerly:.*\n(?:[ -].*\n)*`)

// foreignCatalogue writes the rules that come with kpilint under other names, and returns their examples.
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
		name, category, id := path.Base(p), path.Dir(path.Dir(p)), path.Base(path.Dir(p))
		folder := filepath.Join(dir, "pack", "foreign-"+category, "foreign-"+id)
		to := filepath.Join(folder, name)
		if strings.HasPrefix(name, "pass") || strings.HasPrefix(name, "fail") {
			to = filepath.Join(dir, "examples", filepath.FromSlash(p))
			rel, _ := filepath.Rel(dir, to)
			examples = append(examples, rel)
			write(t, filepath.Join(folder, name), string(text))
			write(t, to, string(text))
			return nil
		}
		inRego := strings.NewReplacer("-", "_")
		was, is := inRego.Replace(category+"."+id), inRego.Replace("foreign-"+category+".foreign-"+id)
		foreign := strings.ReplaceAll(string(text), "package kpilint."+was, "package kpilint."+is)
		foreign = strings.ReplaceAll(foreign, "data.kpilint."+was, "data.kpilint."+is)
		if name == "rule.yaml" {
			foreign = wasCalled.ReplaceAllString(strings.Replace(foreign, "id: "+id+"\n", "id: foreign-"+id+"\n", 1), "")
		}
		write(t, to, foreign)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return examples
}
