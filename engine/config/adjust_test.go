package config

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/glob"
)

const begin = "apiVersion: kpilint/v1\nkind: Config\n"

// TestAdjust holds that the settings of a folder hold for its files alone, whatever the folder is called.
func TestAdjust(t *testing.T) {
	above, err := ParseSettings("above.yaml",
		[]byte(begin+"exclude: [old/**]\noverrides: [{paths: [a/**], rules: {x: off}}]\n"), "")
	by, wrong := ParseSettings("a[1]/below.yaml", []byte(begin+"root: false\nexclude: [drafts/**, '!drafts/b.yaml']\n"+
		"rules: {x: error}\noverrides: [{resources: [r], rules: {y: info}}, {paths: [./c/*], rules: {y: off}}]\n"), "")
	if err = errors.Join(err, wrong); err != nil || !by.Adjusts || above.Adjusts {
		t.Fatal(err, by.Adjusts, above.Adjusts)
	}
	if err := above.Adjust("a[1]", by); err != nil {
		t.Fatal(err)
	}
	var paths [][]string
	for _, o := range above.Overrides {
		paths = append(paths, o.Paths)
	}
	want := [][]string{{"a/**"}, {`a\[1]/**`}, {`a\[1]/**`}, {`a\[1]/c/*`}}
	if diff := cmp.Diff(want, paths); diff != "" {
		t.Error(diff)
	}
	read := above.Included()
	for file, want := range map[string]bool{
		"old/x.yaml": false, "drafts/x.yaml": true, "a[1]/drafts/x.yaml": false, "a[1]/drafts/b.yaml": true,
		"a1/drafts/x.yaml": true, "a[1]/x.yaml": true,
	} {
		if read(file) != want {
			t.Errorf("%s is read: %v", file, !want)
		}
	}
}

// TestAdjustsNoOrganisation holds that a folder cannot set what its organisation sets.
func TestAdjustsNoOrganisation(t *testing.T) {
	for _, setting := range []string{
		"include: [x]", "sources: [x.docx]", "packs: [x]", "failOn: info", "output: {format: json}", "strict: true",
		"rules: {x: {params: {y: 1}}}",
	} {
		text := begin + "root: false\n" + setting + "\n"
		_, err := ParseSettings("x.yaml", []byte(text), "")
		if err == nil || !strings.Contains(err.Error(), "x.yaml:4:") ||
			!strings.Contains(err.Error(), "in the configuration above") {
			t.Errorf("%s: %v", setting, err)
		}
		if _, err := ParseSettings("x.yaml", []byte(strings.Replace(text, "root: false\n", "", 1)), ""); err != nil {
			t.Errorf("%s: %v", setting, err)
		}
	}
}

// TestAdjustsWithinLimits holds that many folders together cannot have more settings than one configuration.
func TestAdjustsWithinLimits(t *testing.T) {
	above, by := &Settings{}, &Settings{Adjusts: true, Rules: []Setting{{Selector: "x"}}}
	for range maxOverrides {
		if err := above.Adjust("a", by); err != nil {
			t.Fatal(err)
		}
	}
	if err := above.Adjust("a", by); err == nil || !strings.Contains(err.Error(), "1001 overrides") {
		t.Error(err)
	}
	above, by = &Settings{}, &Settings{Adjusts: true}
	for range glob.MaxWild {
		by.Exclude = append(by.Exclude, "*.yaml")
	}
	err := errors.Join(above.Adjust("*", by), above.Adjust("*", by))
	if err == nil || !strings.Contains(err.Error(), "1000 patterns without a plain name") {
		t.Error(err)
	}
}

// TestReaches holds which folders patterns lead into.
func TestReaches(t *testing.T) {
	for pattern, want := range map[string]string{
		"sales.yaml": "", "*.yaml": "", "**": "a a/b", "**/*.md": "a a/b", "a/**": "a a/b", "a/*.md": "a", "b/**": "",
		"a/b/*.md": "a a/b", "*/b/**": "a a/b", "a": "", "{a,b}/*": "a a/b", "a*/*": "a",
	} {
		var into []string
		for _, dir := range []string{"a", "a/b"} {
			if (&Settings{Include: []string{pattern}}).Reaches(dir) {
				into = append(into, dir)
			}
		}
		if got := strings.Join(into, " "); got != want {
			t.Errorf("%s leads into %q, want %q", pattern, got, want)
		}
	}
}
