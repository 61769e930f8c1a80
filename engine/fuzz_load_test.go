package engine_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
)

const (
	fuzzedRule = "id: no-source\ntitle: A KPI has no source\nlevel: warning\nfor: KPI\nassert: has(kpi.source)\nmessage: '\"no source\"'\n"
	fuzzedTeam = "apiVersion: kpilint/v1\nkind: Team\nid: sales\nkpis: [{id: calls, owner: sales, target: \">= 5 calls/day\"}]\n"
)

// FuzzSettings holds that every configuration is refused with places inside of it, or can be worked with.
func FuzzSettings(f *testing.F) {
	for _, seed := range []string{
		"", "null", "apiVersion: kpilint/v1\nkind: Config\n", "kind: Config\nrules: [", "apiVersion: kpilint/v1\nkind: Team\nid: a\n",
		"apiVersion: kpilint/v1\nkind: Config\ninclude: ['**/*.yaml']\nexclude: ['{a,b}/**', '[a-']\nfailOn: warning\nstrict: true\n",
		"apiVersion: kpilint/v1\nkind: Config\nrules: {house/no-source: {level: error, from: 2026-07-01, params: {a: 1}}, 'house/*': off}\n",
		"apiVersion: kpilint/v1\nkind: Config\noverrides: [{paths: ['old/**'], resources: ['sales/*'], labels: {a: b}, rules: {no-source: info}}]\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		defer endless(t)()
		const name = ".kpilint.yaml"
		settings, err := config.ParseSettings(name, data, "1.0.0")
		if placed(t, name, data, err); err != nil {
			return
		}
		e, err := engine.New(engine.Options{AsOf: day, Settings: settings, Packs: []engine.Pack{packOf(map[string]string{"house/no-source/rule.yaml": fuzzedRule})}})
		if placed(t, name, data, err); err == nil {
			lintTeam(t, e)
		}
	})
}

// FuzzPack holds the same of what a pack says of itself.
func FuzzPack(f *testing.F) {
	for _, seed := range []string{
		"", "[]", "name: house\nversion: 1.0.0\n", "name: house\nversion: 1.x\nkpilint: '>= 99'\n", "name: house\nversion: 1.0.0\nrules: {no-source: {level: error, locked: true}}\n",
		"name: house\nversion: 1.0.0\nkind: conftest\ninput: document\ndocuments: all\nnamespaces: [main]\ndata: [data.json]\n", "name: *a\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		defer endless(t)()
		pack := packOf(map[string]string{"pack.yaml": string(data), "house/no-source/rule.yaml": fuzzedRule})
		_, err := config.ReadManifest(pack)
		placed(t, "house/pack.yaml", data, err)
		e, err := engine.New(engine.Options{AsOf: day, Version: "0.2.0", Packs: []engine.Pack{pack}})
		if err == nil {
			lintTeam(t, e)
		}
	})
}

// FuzzRule holds that every rule, in CEL or in Rego, is refused with a place, or can be run, and that the report is
// there either way.
func FuzzRule(f *testing.F) {
	for _, pattern := range []string{"../rules/capacity/*/rule.yaml", "../rules/supply/*/rule.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatalf("%s: %v", pattern, err)
		}
		for _, file := range files {
			f.Add(read(f, file), readIfThere(f, filepath.Join(filepath.Dir(file), "rule.rego")))
		}
	}
	f.Add([]byte(fuzzedRule), []byte(nil))
	f.Add([]byte("id: a\nassert: ["), []byte("package"))
	f.Fuzz(func(t *testing.T, rule, module []byte) {
		defer endless(t)()
		files := map[string]string{"house/fuzzed/rule.yaml": string(renamed(rule))}
		if len(module) > 0 {
			files["house/fuzzed/rule.rego"] = string(module)
		}
		e, err := engine.New(engine.Options{AsOf: day, Packs: []engine.Pack{packOf(files)}})
		for _, err := range engine.Unjoin(err) {
			if err.Error() == "" || strings.ContainsRune(err.Error(), 0) {
				t.Errorf("says %q", err)
			}
			var wrong *policy.RuleError
			if errors.As(err, &wrong) && wrong.Rule == "" {
				t.Errorf("%v: of which rule?", err)
			}
		}
		if e != nil {
			lintTeam(t, e)
		}
	})
}

// FuzzFix holds that a fix never leaves a file that reads worse than before, and that fixing twice is fixing once.
func FuzzFix(f *testing.F) {
	files, err := filepath.Glob("../rules/*/*/fail.yaml")
	if err != nil || len(files) == 0 {
		f.Fatal(err)
	}
	for _, file := range files {
		if data := read(f, file); len(data) < 3000 {
			f.Add(data)
		}
	}
	e := newEngine(f, nil)
	f.Fuzz(func(t *testing.T, data []byte) {
		defer endless(t)()
		fixed, err := e.Fix(context.Background(), inputOf(data), true)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range fixed.Files {
			_, before := source.Parse(file.Path, file.Before)
			_, now := source.Parse(file.Path, file.Now)
			if len(now) > len(before) {
				t.Errorf("has a problem that was not there: %v\n%s", now, file.Now)
			}
			again, err := e.Fix(context.Background(), inputOf(file.Now), true)
			if err != nil {
				t.Fatal(err)
			}
			if len(again.Files) > 0 {
				t.Errorf("fixed once\n%s\nfixed twice\n%s", file.Now, again.Files[0].Now)
			}
		}
	})
}

func inputOf(data []byte) engine.Input {
	return engine.Input{FS: fstest.MapFS{"x.yaml": {Data: data}}}
}

func packOf(files map[string]string) engine.Pack {
	all := fstest.MapFS{}
	for name, data := range files {
		all[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return engine.Pack{FS: all, Dir: ".", Name: "house"}
}

// renamed gives a rule the id of the folder it lies in, as otherwise none would be run.
func renamed(rule []byte) []byte {
	_, rest, found := bytes.Cut(rule, []byte("\n"))
	if !found || !bytes.HasPrefix(rule, []byte("id: ")) {
		return rule
	}
	return append([]byte("id: fuzzed\n"), rest...)
}

// placed holds that what is wrong with a file stands inside of it.
func placed(t *testing.T, name string, data []byte, err error) {
	t.Helper()
	for _, err := range engine.Unjoin(err) {
		var wrong *config.Error
		if !errors.As(err, &wrong) {
			continue
		}
		if wrong.Message == "" {
			t.Errorf("%+v says nothing", wrong)
		}
		if wrong.File != name || wrong.Span.Line == 0 {
			continue // about another file, or about the command
		}
		if line := source.Line(data, wrong.Span.Line); wrong.Span.Column > len([]rune(line))+1 {
			t.Errorf("%v at column %d of %q", wrong, wrong.Span.Column, line)
		}
	}
}

// lintTeam runs what was loaded.
func lintTeam(t *testing.T, e *engine.Engine) {
	t.Helper()
	r, err := e.Lint(context.Background(), engine.Input{FS: fstest.MapFS{"x.yaml": {Data: []byte(fuzzedTeam)}}})
	if err != nil || r == nil {
		t.Fatalf("no report: %v", err)
	}
}

// endless ends the process when one input takes long.
func endless(t *testing.T) func() {
	t.Helper()
	timer := time.AfterFunc(90*time.Second, func() { panic("no file may take so long") })
	return func() { timer.Stop() }
}

func read(f *testing.F, file string) []byte {
	f.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		f.Fatal(err)
	}
	return data
}

func readIfThere(f *testing.F, file string) []byte {
	f.Helper()
	if _, err := os.Stat(file); err != nil {
		return nil
	}
	return read(f, file)
}
