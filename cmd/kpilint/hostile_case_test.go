//go:build linux

package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"
)

// What a run over a hostile file may use. A run that needs more is ended by the system, and its test fails.
const (
	hostileMemory = 6_000_000 // KiB of address space
	hostileCPU    = 20        // seconds
	hostileTime   = 5 * time.Minute
)

// A hostileCase is a workspace that tries to stall, kill or mislead a run, and what must come of it.
// testdata/hostile/README.md says how it is written.
type hostileCase struct {
	Name  string
	Files map[string]pieces
	Doc   pieces // one document in x.yaml, after its apiVersion
	Team  pieces // fields of a team in x.yaml
	KPI   pieces // fields of a KPI in x.yaml

	Rego   pieces // the rule.rego of a rule own/greedy, after its package
	Where  pieces // the conditions of its violation, for each KPI k
	Assert pieces // the assert of a rule own/greedy in CEL, on a KPI
	Args   []string
	CPU    int
	Want   struct {
		Exit  int
		Finds []string
		Says  []string
		Never []string
	}
}

func hostileCases(t *testing.T) []*hostileCase {
	t.Helper()
	files, err := filepath.Glob("../../testdata/hostile/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases (%v)", err)
	}
	var all []*hostileCase
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var cases []*hostileCase
		if err := yaml.Load(data, &cases, yaml.WithKnownFields()); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		all = append(all, cases...)
	}
	return all
}

func (c *hostileCase) run(t *testing.T, kpilint string) {
	dir := t.TempDir()
	c.write(t, dir)
	ctx, stop := context.WithTimeout(context.Background(), hostileTime)
	defer stop()
	args := append([]string{"lint", "--as-of", "2026-05-20", "-f", "json", "-f", "text", "-o", "report.txt"}, c.Args...)
	limited := `ulimit -v "$0" && ulimit -t "$1" && shift && exec "$@"`
	shell := []string{"-c", limited, strconv.Itoa(hostileMemory), strconv.Itoa(max(c.CPU, hostileCPU)), kpilint}
	cmd := exec.CommandContext(ctx, "sh", append(shell, args...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "NO_COLOR=1", "KPILINT_DEBUG=")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); cmd.ProcessState == nil {
		t.Fatal(err)
	}
	if code := cmd.ProcessState.ExitCode(); code != c.Want.Exit {
		t.Errorf("exit code %d (%v), want %d", code, cmd.ProcessState, c.Want.Exit)
	}
	text, _ := os.ReadFile(filepath.Join(dir, "report.txt"))
	all := out.String() + "\n" + errs.String() + "\n" + string(text)
	harmless(t, dir, all)
	c.judge(t, out.Bytes(), all)
	if t.Failed() {
		t.Logf("standard error: %.1000s\nreport: %.3000s", errs.String(), text)
	}
}

// runnerCommand is what the runner of a build would take for a command.
var runnerCommand = regexp.MustCompile(`##\[|(?m:^\s*::)|\r|\x1b`)

// harmless holds what no file may bring into what is printed.
func harmless(t *testing.T, dir, printed string) {
	t.Helper()
	for _, never := range []string{"goroutine ", "panic: ", "runtime error", dir, os.TempDir() + "/"} {
		if strings.Contains(printed, never) {
			t.Errorf("prints %q", never)
		}
	}
	if command := runnerCommand.FindString(printed); command != "" {
		t.Errorf("prints %q, which the runner of a build or a terminal obeys", command)
	}
}

func (c *hostileCase) judge(t *testing.T, out []byte, printed string) {
	t.Helper()
	var report struct {
		Complete bool
		Errors   []struct{ Message string }
		Findings []struct {
			Rule     string
			Location struct{ Line, Column int }
		}
	}
	if err := json.Unmarshal(out, &report); err != nil {
		t.Errorf("the report is not JSON: %v", err)
	}
	if report.Complete == (c.Want.Exit > exitFindings) {
		t.Errorf("complete is %v at exit code %d", report.Complete, c.Want.Exit)
	}
	found := map[string]bool{}
	for _, f := range report.Findings {
		found[f.Rule] = true
		if f.Location.Line < 1 || f.Location.Column < 1 {
			t.Errorf("a finding of %s has no place", f.Rule)
		}
	}
	for _, rule := range c.Want.Finds {
		if !found[rule] {
			t.Errorf("no finding of %s", rule)
		}
	}
	for _, text := range c.Want.Says {
		if !strings.Contains(printed, text) {
			t.Errorf("does not say %q", text)
		}
	}
	for _, text := range c.Want.Never {
		if strings.Contains(printed, text) {
			t.Errorf("says %q", text)
		}
	}
}

const (
	hostileDoc  = "apiVersion: kpilint/v1\n"
	hostileTeam = hostileDoc + "kind: Team\nid: sales\n"
	hostileKPI  = hostileTeam + "roles: [{id: seller, headcount: 2}]\nkpis:\n  - id: calls\n    owner: seller\n"
)

func (c *hostileCase) write(t *testing.T, dir string) {
	t.Helper()
	files := map[string]string{}
	for name, content := range c.Files {
		files[name] = string(content)
	}
	switch {
	case c.isRule():
		c.rules(files)
	case c.Doc != "":
		files["x.yaml"] = hostileDoc + string(c.Doc)
	case c.Team != "":
		files["x.yaml"] = hostileTeam + string(c.Team)
	case c.KPI != "":
		fields := strings.ReplaceAll(strings.TrimSuffix(string(c.KPI), "\n"), "\n", "\n    ")
		files["x.yaml"] = hostileKPI + "    " + fields + "\n"
	}
	if len(files) == 0 {
		t.Fatal("the case has no file")
	}
	for name, content := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// isRule reports whether the case is one rule, beside which another rule and a good file stand.
func (c *hostileCase) isRule() bool { return c.Rego+c.Where+c.Assert != "" }

// rules are the files of such a case.
func (c *hostileCase) rules(files map[string]string) {
	const (
		about   = "id: %s\ntitle: t\nlevel: error\nwhy: w\n"
		finding = "violation contains {\"msg\": %q, \"resource\": k.fullName} if "
		each    = "some k in input.kpis"
	)
	in := func(text string) string { return strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n  ") }
	files["k.yaml"] = hostileTeam + "kpis:\n  - {id: calls, owner: sales, target: \">= 20 calls/day\"}\n"
	files["r/own/control/rule.yaml"] = fmt.Sprintf(about, "control")
	files["r/own/control/rule.rego"] = "package kpilint.own.control\n\n" + fmt.Sprintf(finding, "it runs") + each + "\n"
	greedy := fmt.Sprintf(about, "greedy")
	switch {
	case c.Assert != "":
		greedy += "for: KPI\nassert: |-\n  " + in(string(c.Assert)) + "\nmessage: \"'m'\"\n"
	case c.Where != "":
		c.Rego = pieces(fmt.Sprintf(finding, "m") + "{\n  " + each + "\n  " + in(string(c.Where)) + "\n}\n")
	}
	if c.Rego != "" {
		files["r/own/greedy/rule.rego"] = "package kpilint.own.greedy\n\n" + string(c.Rego)
	}
	files["r/own/greedy/rule.yaml"] = greedy
	c.Args, c.CPU = []string{"--rules", "r"}, max(c.CPU, ruleCPU)
	c.Want.Finds = append(c.Want.Finds, "control", "baseline-missing")
	if c.Want.Exit > exitFindings {
		c.Want.Says = append(c.Want.Says, "own/greedy")
	}
}

// ruleCPU is what a run with a hostile rule may take, in seconds: it may use up two workers.
const ruleCPU = 100

// pieces is a text that is written as one, or as a list of texts and of pieces that are made: {repeat, times},
// {nest, times, inside}, {double, times} or {bytes}.
type pieces string

// UnmarshalYAML puts the pieces together.
func (p *pieces) UnmarshalYAML(n *yaml.Node) error {
	list := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		list = n.Content
	}
	var all strings.Builder
	for _, item := range list {
		if item.Kind == yaml.ScalarNode {
			all.WriteString(item.Value)
			continue
		}
		var piece piece
		if err := item.Load(&piece, yaml.WithKnownFields()); err != nil {
			return err
		}
		made, err := piece.make()
		if err != nil {
			return fmt.Errorf("line %d: %w", item.Line, err)
		}
		all.WriteString(made)
	}
	*p = pieces(all.String())
	return nil
}

type piece struct {
	Repeat string   // with {i} for 0, 1 … and {j} for 1, 2 …
	Nest   []string // what opens and what closes
	Inside string
	Times  int
	Bytes  string // in hexadecimal
}

func (p piece) make() (string, error) {
	var all strings.Builder
	switch {
	case p.Bytes != "":
		data, err := hex.DecodeString(strings.ReplaceAll(p.Bytes, " ", ""))
		return string(data), err
	case p.Times < 1:
		return "", fmt.Errorf("a piece that is made has a number of times")
	case len(p.Nest) == 2:
		return strings.Repeat(p.Nest[0], p.Times) + p.Inside + strings.Repeat(p.Nest[1], p.Times), nil
	}
	for i := range p.Times {
		text := p.Repeat
		if strings.Contains(text, "{") {
			text = strings.ReplaceAll(strings.ReplaceAll(text, "{i}", strconv.Itoa(i)), "{j}", strconv.Itoa(i+1))
		}
		all.WriteString(text)
	}
	return all.String(), nil
}

// hostileFew are the cases that run with all other tests: some of each language, and of each sort of limit.
var hostileFew = []string{
	"rego-compares-doubled", "rego-range-of-millions", "rego-may-not-runtime", "rego-nested-comprehensions",
	"rego-joined-with-long", "cel-doubles-texts-28", "cel-brackets-many", "cel-reads-environment",
}

// TestHostileFew runs some of the cases; the build tag hostile runs all.
func TestHostileFew(t *testing.T) {
	kpilint, n := ourselves(t), 0
	for _, c := range hostileCases(t) {
		if !slices.Contains(hostileFew, c.Name) {
			continue
		}
		n++
		t.Run(c.Name, func(t *testing.T) { c.run(t, kpilint) })
	}
	if n != len(hostileFew) {
		t.Errorf("%d of %d cases", n, len(hostileFew))
	}
}
