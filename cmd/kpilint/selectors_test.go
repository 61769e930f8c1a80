package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/rules"
)

// selector is a rule, or several, as a flag of an example names them: in a command, or in a list of words.
var selector = regexp.MustCompile(`--(?:disable|enable|level)(?:=|,? +)["']?` +
	`((?:tag:)?[a-z][a-z0-9-]*(?:/(?:\*|[a-z0-9-]+))?)`)

// TestSelectors holds that every rule and category that the documents, the action, the hooks and the workflows name
// in a flag exists.
func TestSelectors(t *testing.T) {
	all, err := policy.Load(rules.FS, ".")
	if err != nil {
		t.Fatal(err)
	}
	exists := func(selector string) bool {
		return slices.ContainsFunc(all, func(r *policy.Rule) bool {
			return r.Matches(selector)
		})
	}
	seen := 0
	for _, name := range pagesAndWorkflows(t) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			for _, m := range selector.FindAllStringSubmatch(line, -1) {
				if seen++; !exists(m[1]) {
					t.Errorf("%s:%d: there is no rule %s", name, i+1, m[1])
				}
			}
		}
	}
	if seen < 2 {
		t.Errorf("only %d rules are named: are the examples found?", seen)
	}
}

func pagesAndWorkflows(t *testing.T) []string {
	t.Helper()
	root := checkout(t)
	all := []string{filepath.Join(root, "action.yml"), filepath.Join(root, ".pre-commit-hooks.yaml")}
	for _, name := range documents {
		all = append(all, filepath.Join(root, name))
	}
	for _, pattern := range []string{".github/workflows/*.yml", ".github/*.sh", ".ci/act/*"} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("no %s: %v", pattern, err)
		}
		all = append(all, files...)
	}
	return all
}
