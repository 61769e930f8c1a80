//go:build unix || windows

package worker

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestMain is a worker where it is started as one: one that answers requests where it is told so. Else, with the word
// "spin", a rule of it does not end soon; with none it says which variables it has.
func TestMain(m *testing.M) {
	g := Here()
	if g == nil {
		os.Exit(m.Run())
	}
	if g.Serves() {
		serveTest(g)
	} else if len(os.Args) > 1 && os.Args[1] == "spin" {
		spin(g)
	} else {
		fmt.Println(strings.Join(os.Environ(), "\n"))
	}
	g.Done()
	os.Exit(0)
}

// spin runs two rules, as the engine does: together, or one at a time where it is told so.
func spin(g *Guard) {
	rules := []string{"own/endless", "own/short"}
	if !g.Careful() {
		rules = []string{together}
	}
	for _, rule := range rules {
		if why := g.Stopped(rule); why != "" {
			fmt.Println(rule, why)
			continue
		}
		g.Begin(rule, "sales/calls", 50*time.Millisecond)
		for begun := time.Now(); rule != "own/short" && time.Since(begun) < time.Minute; {
		}
		g.End()
		g.Ended(rule)
		fmt.Println(rule, "ran")
	}
}

// TestEndlessRule holds that a rule that does not end is stopped, wherever kpilint runs, and that the others run.
func TestEndlessRule(t *testing.T) {
	out, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	var errs bytes.Buffer
	if code, err := Run(context.Background(), []string{"spin"}, nil, out, &errs); err != nil || code != 0 {
		t.Fatal(code, err, errs.String())
	}
	said, err := os.ReadFile(out.Name())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"own/endless stopped: it used more than 0.05 s of CPU time", "own/short ran"} {
		if !strings.Contains(string(said), want) {
			t.Errorf("the worker does not say %q, but:\n%s", want, said)
		}
	}
}

// TestEnvironment holds that a worker has the variables that it needs, and no secret of the process that starts it.
func TestEnvironment(t *testing.T) {
	secrets := map[string]string{
		"DEPLOY_KEY": "s3cret", "GITHUB_TOKEN": "s3cret", "AWS_SECRET_ACCESS_KEY": "s3cret",
		"KPILINT_SIGNING_KEY": "s3cret",
		"GIT_ASKPASS":         "s3cret", "GIT_SSH_COMMAND": "s3cret", "GIT_CONFIG_COUNT": "2",
		"GIT_CONFIG_KEY_0": "http.extraheader", "GIT_CONFIG_VALUE_0": "AUTHORIZATION: s3cret",
		"GIT_CONFIG_KEY_1": "safe.directory", "GIT_CONFIG_VALUE_1": "/repository",
	}
	needed := map[string]string{"GIT_INDEX_FILE": "index", "NO_COLOR": "1", "LC_ALL": "C", "KPILINT_CACHE": "cache"}
	for _, all := range []map[string]string{secrets, needed} {
		for name, value := range all {
			t.Setenv(name, value)
		}
	}
	out, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	var errs bytes.Buffer
	if code, err := Run(context.Background(), nil, nil, out, &errs); err != nil || code != 0 {
		t.Fatal(code, err, errs.String())
	}
	said, err := os.ReadFile(out.Name())
	if err != nil {
		t.Fatal(err)
	}
	has := strings.Split(strings.TrimSpace(string(said)), "\n")
	if strings.Contains(string(said), "s3cret") {
		t.Errorf("a secret reached the worker:\n%s", said)
	}
	for name, value := range needed {
		if !slices.Contains(has, name+"="+value) {
			t.Errorf("%s did not reach the worker", name)
		}
	}
	safe := []string{"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=/repository"}
	for _, pair := range safe {
		if !slices.Contains(has, pair) {
			t.Errorf("the worker has no %s", pair)
		}
	}
}

// read is where the name of a variable is asked for.
var read = regexp.MustCompile(`os\.(?:Getenv|LookupEnv)\("(\w+)"\)|Variable = "(\w+)"`)

// TestEveryVariablePasses holds that what the code asks for reaches a worker. kpilint serve runs in none: it refuses
// rules of strangers.
func TestEveryVariablePasses(t *testing.T) {
	n := 0
	err := filepath.WalkDir("../../..", func(p string, d fs.DirEntry, err error) error {
		if d != nil && d.IsDir() && d.Name() == "serve" {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return err
		}
		text, err := os.ReadFile(p)
		for _, m := range read.FindAllStringSubmatch(string(text), -1) {
			if n++; !passes(m[1] + m[2]) {
				t.Errorf("%s asks for %s, which a worker does not have", p, m[1]+m[2])
			}
		}
		return err
	})
	if err != nil || n < 10 {
		t.Fatal(n, err)
	}
}
