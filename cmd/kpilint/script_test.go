package main

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// Most commands of scripts run in the process of the test: a process of its own for each took twice the time of all
// they did. A command stays a process where only a process shows what is to be seen: after `stdin`, in the
// background, below a shell, and where it names a device, such as /dev/stdout. So does every command of a script
// that has the line asProcesses.
const asProcesses = "# each command is a process"

var (
	ownCommand  = regexp.MustCompile(`^((?:\[[^\]]*\] *)*(?:! *)?)(?:exec|exit (\d+)) kpilint(\s.*)?$`)
	needProcess = regexp.MustCompile(`/dev/|&\s*$`)
	setVariable = regexp.MustCompile(`(\w+)=`)
)

// scripts writes the scripts of a folder to another one, with the commands that this process runs. Lines stay where
// they are.
func scripts(t *testing.T, from string) (dir string, variables []string) {
	t.Helper()
	dir = t.TempDir()
	files, err := filepath.Glob(filepath.Join(from, "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s has no scripts (%v)", from, err)
	}
	named := map[string]bool{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, filepath.Base(file)), script(data, named), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir, slices.Sorted(maps.Keys(named))
}

// script rewrites one script: `exit CODE kpilint …` is `ends CODE …`, and `exec kpilint …` is `ends 0 …`. It notes
// the variables that the script sets.
func script(data []byte, variables map[string]bool) []byte {
	lines := strings.Split(string(data), "\n")
	processes := slices.Contains(lines, asProcesses)
	for i, line := range lines {
		if strings.HasPrefix(line, "-- ") {
			break // the files of the workspace
		}
		if strings.HasPrefix(line, "env ") {
			for _, set := range setVariable.FindAllStringSubmatch(line, -1) {
				variables[set[1]] = true
			}
		}
		m := ownCommand.FindStringSubmatch(line)
		if m == nil || processes || needProcess.MatchString(line) || i > 0 && strings.HasPrefix(lines[i-1], "stdin ") {
			continue
		}
		if m[2] == "" {
			m[2] = "0"
		}
		lines[i] = m[1] + "ends " + m[2] + m[3]
	}
	return []byte(strings.Join(lines, "\n"))
}

// process is what a process has only once: a working directory and an environment. Who runs a command in it holds it.
var process sync.Mutex

// ends runs `ends CODE ARGUMENT…` in this process, as if kpilint had been started in the folder and with the
// variables of the script.
func ends(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) == 0 {
		ts.Fatalf("usage: ends CODE [ARGUMENT…]")
	}
	var out, errs bytes.Buffer
	code, err := runHere(ts, args[1:], &out, &errs)
	ts.Check(errors.Join(err, copyTo(ts, out, errs)))
	if (strconv.Itoa(code) == args[0]) == neg {
		ts.Fatalf("exit code %d of kpilint, want %s: %v", code, args[0], !neg)
	}
}

func copyTo(ts *testscript.TestScript, out, errs bytes.Buffer) error {
	_, err := ts.Stdout().Write(out.Bytes())
	_, also := ts.Stderr().Write(errs.Bytes())
	return errors.Join(err, also)
}

func runHere(ts *testscript.TestScript, args []string, out, errs *bytes.Buffer) (code int, err error) {
	process.Lock()
	defer process.Unlock()
	before, err := os.Getwd()
	if err != nil {
		return 0, err
	}
	environment := os.Environ()
	defer func() { err = errors.Join(err, os.Chdir(before), setEnvironment(environment)) }()
	dir := ts.MkAbs(".")
	if err := errors.Join(os.Chdir(dir), setEnvironment(append(variablesOf(ts), "PWD="+dir))); err != nil {
		return 0, err
	}
	return Main(context.Background(), args, strings.NewReader(""), out, errs), nil
}

// variablesOf are the variables of a script, those that it began with and those that it set.
func variablesOf(ts *testscript.TestScript) []string {
	names, _ := ts.Value("variables").([]string)
	var all []string
	for _, name := range names {
		if value := ts.Getenv(name); value != "" {
			all = append(all, name+"="+value)
		}
	}
	return all
}

// names are those of variables written NAME=VALUE.
func names(variables []string) []string {
	var all []string
	for _, pair := range variables {
		name, _, _ := strings.Cut(pair, "=")
		all = append(all, name)
	}
	return all
}

func setEnvironment(all []string) error {
	os.Clearenv()
	var err error
	for _, pair := range all {
		if name, value, found := strings.Cut(pair, "="); found && name != "" {
			err = errors.Join(err, os.Setenv(name, value))
		}
	}
	return err
}
