package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	if os.Getenv("KPILINT_WORKER") != "" { // this process runs rules for a test
		_ = os.WriteFile(served(), nil, 0o600) // a test that asks for it says that it is missing
		main()
	}
	testscript.Main(withCache{m}, map[string]func(){"kpilint": main})
}

// withCache runs tests with a cache of their own: what is kept for the user of this machine is none of theirs.
type withCache struct{ *testing.M }

// served is a file that is there once a process has run rules for a test.
func served() string { return filepath.Join(os.Getenv("XDG_CACHE_HOME"), "served") }

// runsElsewhere reports whether something has rules run in a process of their own.
func runsElsewhere(t *testing.T, do func()) bool {
	t.Helper()
	if err := os.Remove(served()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	do()
	_, err := os.Stat(served())
	return err == nil
}

// Run runs the tests.
func (c withCache) Run() int {
	if own, err := os.UserCacheDir(); err == nil && os.Getenv("GOCACHE") == "" {
		os.Setenv("GOCACHE", filepath.Join(own, "go-build")) // what a test builds was built before
	}
	dir, err := os.MkdirTemp("", "kpilint-cache-")
	if err == nil {
		err = os.Setenv("XDG_CACHE_HOME", dir)
	}
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	return c.M.Run()
}

// TestScripts runs testdata/script/*.txtar: each is a workspace, what a user types in it, and what must come out. $CHECKOUT is the root
// of this repository. Beside the commands of testscript, scripts have
//
//	exit CODE COMMAND…   the command ends with exactly this code; kpilint mostly runs in the process of the test, script_test.go says when
//	acme [FOLDER]        puts the example company there
//	json FILE [PATH=VALUE…]
//	                     the file is one JSON document; values at dotted paths, `len` for a length, are as given
//	has FILE TEXT        a file holds a text, taken literally; `! has` that it does not
//	rules [FOLDER]       puts the catalogue there
//	violations REPORT SAID [PREFIX]
//	                     what OPA or conftest said is what the report says: of the rules in Rego, or of those with the prefix
func TestScripts(t *testing.T) {
	acme, err := filepath.Abs("../../testdata/acme")
	catalogue, also := filepath.Abs("../../rules")
	if err := errors.Join(err, also); err != nil {
		t.Fatal(err)
	}
	dir, variables := scripts(t, "testdata/script")
	programs := os.Getenv("PATH") // which commands of other scripts in this process change
	caches := t.TempDir()
	if signal.Ignored(syscall.SIGHUP) { // as below nohup: what the scripts start would ignore it, too
		signal.Notify(make(chan os.Signal, 1), syscall.SIGHUP)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 dir,
		ContinueOnError:     true,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("NO_COLOR", "1")
			env.Setenv("PATH", programs)
			env.Setenv("XDG_CACHE_HOME", caches) // what one script keeps is none of another: their folders differ
			env.Setenv("CHECKOUT", filepath.Dir(filepath.Dir(acme)))
			env.Values["acme"], env.Values["rules"] = acme, catalogue
			env.Values["variables"] = slices.Concat(variables, names(env.Vars))
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exit": exits, "ends": ends, "acme": put("acme"), "rules": put("rules"), "json": checkJSON, "has": has, "violations": violations,
		},
	})
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exit CODE COMMAND…")
	}
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		coded, ok := err.(interface{ ExitCode() int })
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = coded.ExitCode()
	}
	if strconv.Itoa(got) != args[0] {
		ts.Fatalf("exit code %d, want %s", got, args[0])
	}
}

// put copies a folder of the repository into the workspace.
func put(name string) func(ts *testscript.TestScript, neg bool, args []string) {
	return func(ts *testscript.TestScript, _ bool, args []string) {
		dir := "."
		if len(args) > 0 {
			dir = args[0]
		}
		from, _ := ts.Value(name).(string)
		ts.Check(os.CopyFS(ts.MkAbs(dir), os.DirFS(from)))
	}
}

func checkJSON(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: json FILE [PATH=VALUE…]")
	}
	var document any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &document))
	for _, arg := range args[1:] {
		path, want, _ := strings.Cut(arg, "=")
		if got := fmt.Sprint(at(document, path)); got != want {
			ts.Fatalf("%s is %s, want %s", path, got, want)
		}
	}
}

// at walks a document by names and indexes; what is not there is nil.
func at(v any, path string) any {
	for name := range strings.SplitSeq(path, ".") {
		switch here := v.(type) {
		case map[string]any:
			v = here[name]
		case []any:
			i, err := strconv.Atoi(name)
			switch {
			case name == "len":
				v = len(here)
			case err != nil || i >= len(here):
				return nil
			default:
				v = here[i]
			}
		default:
			return nil
		}
	}
	return v
}

func has(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: has FILE TEXT")
	}
	if strings.Contains(ts.ReadFile(args[0]), args[1]) == neg {
		ts.Fatalf("%s: %q: found is %v", args[0], args[1], neg)
	}
}

// TestIsolated runs the tool as a function, with its streams given.
func TestIsolated(t *testing.T) {
	var out, errs strings.Builder
	if code := Main(context.Background(), []string{"version"}, strings.NewReader(""), &out, &errs); code != exitClean {
		t.Errorf("exit code %d", code)
	}
	if out.String() != "kpilint "+version+"\n" || errs.Len() > 0 {
		t.Errorf("version says %q and %q", out.String(), errs.String())
	}
}

// TestInterrupted ends a run that its user stopped, with the code that shells expect.
func TestInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	var out, errs strings.Builder
	if code := Main(ctx, []string{"lint", "../../testdata/acme"}, strings.NewReader(""), &out, &errs); code != 130 {
		t.Errorf("exit code %d, want 130", code)
	}
	if errs.String() != "kpilint: stopped\n" {
		t.Errorf("says %q", errs.String())
	}
}
