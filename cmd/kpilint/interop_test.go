package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
	"github.com/rogpeppe/go-internal/testscript"
)

// violations compares what OPA or conftest said with a report. OPA says lines `resource: message`; conftest messages alone, in JSON.
func violations(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: violations REPORT SAID [PREFIX]")
	}
	catalogue, _ := ts.Value("rules").(string)
	counts := func(rule string) bool {
		_, err := os.Stat(filepath.Join(catalogue, filepath.FromSlash(rule), "rule.rego"))
		return err == nil
	}
	if len(args) > 2 {
		counts = func(rule string) bool { return strings.HasPrefix(rule, args[2]) }
	}
	text, named := ts.ReadFile(args[1]), !strings.HasSuffix(args[1], ".json")
	said := strings.Split(strings.TrimSpace(text), "\n")
	if !named {
		said = conftestSaid(ts, text)
	}
	ours, err := reported([]byte(ts.ReadFile(args[0])), counts, named)
	ts.Check(err)
	if len(ours) == 0 {
		ts.Fatalf("the report has no finding to compare")
	}
	slices.Sort(said)
	if diff := cmp.Diff(ours, said); diff != "" {
		ts.Fatalf("kpilint (-) and %s (+) differ:\n%s", args[1], diff)
	}
}

// reported are the violations of a report of rules that count, each with its definition where that is asked.
func reported(data []byte, counts func(rule string) bool, named bool) ([]string, error) {
	var report struct {
		Findings []struct {
			Category, Rule, Outcome, Message string
			Resource                         struct{ ID string }
			Suppressed                       any
		}
	}
	if err := json.Unmarshal(data, &report); err != nil {
		return nil, err
	}
	all := []string{}
	for _, f := range report.Findings {
		if f.Outcome != "violated" || f.Suppressed != nil || !counts(f.Category+"/"+f.Rule) {
			continue
		}
		message := strings.TrimPrefix(f.Message, "may not hold: ")
		if named {
			message = f.Resource.ID + ": " + message
		}
		all = append(all, message)
	}
	slices.Sort(all)
	return all, nil
}

// conftestSaid are the messages of failures and warnings in the JSON of conftest.
func conftestSaid(ts *testscript.TestScript, text string) []string {
	type result struct{ Msg string }
	var checks []struct{ Failures, Warnings []result }
	ts.Check(json.Unmarshal([]byte(text), &checks))
	all := []string{}
	for _, c := range checks {
		for _, r := range append(c.Failures, c.Warnings...) {
			all = append(all, r.Msg)
		}
	}
	return all
}

// TestScaffoldStyle holds that the rule in Rego that `kpilint new` writes is as `opa fmt` leaves it and passes `opa check --strict`.
func TestScaffoldStyle(t *testing.T) {
	text := strings.ReplaceAll(firstRego, "PACKAGE", "house.named")
	formatted, err := format.SourceWithOpts("rule.rego", []byte(text), format.Opts{RegoVersion: ast.RegoV1})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(formatted), text); diff != "" {
		t.Errorf("opa fmt would change it:\n%s", diff)
	}
	if _, err := ast.CompileModulesWithOpt(map[string]string{"rule.rego": text}, ast.CompileOpts{ParserOptions: ast.ParserOptions{RegoVersion: ast.RegoV1}}); err != nil {
		t.Error(err)
	}
}

// TestOPAServer holds that an unmodified OPA server answers from our bundle, signed, as kpilint lint does.
func TestOPAServer(t *testing.T) {
	opa, err := exec.LookPath("opa")
	if err != nil {
		t.Skip("opa is not on PATH: .ci/interop fetches it")
	}
	dir := t.TempDir()
	p := newPage(t, "README.md")
	p.dir = dir
	bundle, key := filepath.Join(dir, "bundle.tar.gz"), filepath.Join(dir, "key")
	p.write(key, "between us")
	if out, code := p.kpilint("bundle", "-o", bundle, "--revision", "2026-05", "--signing-key", key, "--signing-alg", "HS256"); code != exitClean {
		t.Fatalf("exit code %d: %s", code, out)
	}
	address := serveOPA(t, opa, bundle, key)
	model, _ := p.kpilint("model", "testdata/acme", "--as-of", "2026-05-20")
	var said struct {
		Result []struct{ Rule, Level, Resource, Msg string }
	}
	ask(t, address, "/v1/data/kpilint/violations", `{"input": `+model+`}`, &said)
	got := []string{}
	for _, v := range said.Result {
		got = append(got, fmt.Sprintf("%s: %s", v.Resource, v.Msg))
		if v.Rule == "" || v.Level == "" {
			t.Errorf("%+v has no rule or no level", v)
		}
	}
	slices.Sort(got)
	report, _ := p.kpilint("lint", "testdata/acme", "--as-of", "2026-05-20", "-f", "json")
	want, err := reported([]byte(report), func(rule string) bool {
		_, err := os.Stat(filepath.Join(p.root, "rules", filepath.FromSlash(rule), "rule.rego"))
		return err == nil
	}, true)
	if err != nil || len(want) == 0 {
		t.Fatalf("kpilint finds nothing: %v", err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("kpilint (-) and the server (+) differ:\n%s", diff)
	}
}

// serveOPA starts a server on this machine alone, and waits until it has loaded the bundle.
func serveOPA(t *testing.T, opa, bundle, key string) string {
	t.Helper()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().String()
	free.Close()
	ctx, stop := context.WithCancel(context.Background())
	var log bytes.Buffer
	server := exec.CommandContext(ctx, opa, "run", "--server", "--addr", address, "--verification-key", key, "--signing-alg", "HS256", "--disable-telemetry", "--bundle", bundle)
	server.Stderr, server.Stdout = &log, &log
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(); server.Wait() })
	for range 100 {
		reply, err := http.Get("http://" + address + "/health?bundles")
		if err == nil {
			reply.Body.Close()
			if reply.StatusCode == http.StatusOK {
				return address
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("the server does not answer:\n%s", &log)
	return ""
}

func ask(t *testing.T, address, path, body string, into any) {
	t.Helper()
	reply, err := http.Post("http://"+address+path, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	if err := json.NewDecoder(reply.Body).Decode(into); err != nil || reply.StatusCode != http.StatusOK {
		t.Fatalf("%s: %v", reply.Status, err)
	}
}
