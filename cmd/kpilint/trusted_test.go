package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestTrustedRef holds that a change cannot switch off what judges it. Each file below testdata/trusted is one way to
// try, with the files of main, those that the change writes, those that main gets later, and above them what the report
// has to say; `delete:`, `link:`, `submodule:` and `args:` name files that go, what comes in their place, and more
// words of the command line. `passes:` says why the change is none of these ways, and passes.
func TestTrustedRef(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	ways, err := filepath.Glob("testdata/trusted/*.txtar")
	if err != nil || len(ways) < 20 {
		t.Fatal(len(ways), err)
	}
	for _, way := range ways {
		a, err := txtar.ParseFile(way)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(way), ".txtar"), func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "work")
			inRepository(t, dir, a)
			t.Chdir(dir)
			var out, errs bytes.Buffer
			args := []string{"lint", "--as-of", "2026-05-20", "--trusted-ref", "main"}
			passes := said(a, "passes") != nil
			if !passes {
				args = append(args, "--since", "main")
			}
			args = append(args, strings.Fields(strings.Join(said(a, "args"), " "))...)
			code := Main(context.Background(), args, strings.NewReader(""), &out, &errs)
			if (code == exitClean) != passes {
				t.Errorf("exit code %d\n%s%s", code, &out, &errs)
			}
			wanted := said(a, "want")
			for _, want := range wanted {
				if !regexp.MustCompile(want).MatchString(out.String()) {
					t.Errorf("nothing matches %s in\n%s%s", want, &out, &errs)
				}
			}
			if len(wanted) == 0 {
				t.Error("nothing is wanted")
			}
		})
	}
}

// TestRulesOfTheChangeRunElsewhere holds that rules which come with the change alone run in another process, as those
// of the trusted revision do.
func TestRulesOfTheChangeRunElsewhere(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	a, err := txtar.ParseFile("testdata/trusted/rule_that_fails.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "work")
	inRepository(t, dir, a)
	t.Chdir(dir)
	var said bytes.Buffer
	elsewhere := runsElsewhere(t, func() {
		here := &app{ctx: context.Background(), in: strings.NewReader(""), out: &said, err: &said,
			elsewhere: func([]byte) int { t.Error("the command line goes on elsewhere"); return exitClean }}
		here.git = newIndexes(here.ctx)
		here.run([]string{"lint", "--trusted-ref", "main", "--no-cache"})
	})
	if !elsewhere || !strings.Contains(said.String(), "1 of its rules fails") {
		t.Errorf("the rules run elsewhere: %v\n%s", elsewhere, &said)
	}
}

// said are the lines of a word in the head of an archive.
func said(a *txtar.Archive, word string) []string {
	var all []string
	for line := range strings.Lines(string(a.Comment)) {
		if text, ok := strings.CutPrefix(line, word+": "); ok {
			all = append(all, strings.TrimSpace(text))
		}
	}
	return all
}

// inRepository makes a repository with main and a branch that changes it.
func inRepository(t *testing.T, dir string, a *txtar.Archive) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	runGit(t, dir, "init", "-q", "-b", "main")
	write := func(from string) {
		for _, f := range a.Files {
			name, ok := strings.CutPrefix(f.Name, from+"/")
			if !ok {
				continue
			}
			at := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(at, f.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		runGit(t, dir, "add", "-A", "-f")
		runGit(t, dir, "commit", "-q", "-m", from)
	}
	write("main")
	runGit(t, dir, "checkout", "-q", "-b", "change")
	for _, name := range said(a, "delete") {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, link := range said(a, "link") {
		name, to, _ := strings.Cut(link, " ")
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	write("change")
	if slices.ContainsFunc(a.Files, func(f txtar.File) bool { return strings.HasPrefix(f.Name, "later/") }) {
		runGit(t, dir, "checkout", "-q", "main")
		write("later")
		runGit(t, dir, "checkout", "-q", "change")
	}
	for _, name := range said(a, "submodule") {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
		runGit(t, dir, "update-index", "--add", "--cacheinfo", "160000,"+strings.Repeat("1", 40)+","+name)
		runGit(t, dir, "commit", "-q", "-m", "submodule")
	}
}

func runGit(t *testing.T, dir string, args ...string) {
	t.Helper()
	who := []string{"-C", dir, "-c", "user.name=x", "-c", "user.email=x@example.org"}
	if out, err := exec.Command("git", append(who, args...)...).CombinedOutput(); err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// TestTrustedRefByOtherNames holds that a file of the repository is read at the revision, whatever path leads to it.
func TestTrustedRefByOtherNames(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	const lax = "apiVersion: kpilint/v1\nkind: Config\nrules: {capacity/*: off}\n"
	a := &txtar.Archive{Files: []txtar.File{
		{Name: "main/k.yaml", Data: []byte("apiVersion: kpilint/v1\nkind: Team\nid: sales\n")},
		{Name: "change/lax.yaml", Data: []byte(lax)},
	}}
	dir, alias := filepath.Join(t.TempDir(), "work"), filepath.Join(t.TempDir(), "alias")
	inRepository(t, dir, a)
	if err := os.Symlink(dir, alias); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	for _, name := range []string{"lax.yaml", filepath.Join(dir, "lax.yaml"), filepath.Join(alias, "lax.yaml")} {
		var out, errs bytes.Buffer
		code := Main(context.Background(), []string{"lint", "--trusted-ref", "main", "-c", name}, nil, &out, &errs)
		if want := "there is no such file at main"; code != exitUsage || !strings.Contains(errs.String(), want) {
			t.Errorf("%s: exit code %d: %s", name, code, &errs)
		}
	}
}
