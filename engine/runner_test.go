package engine_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/report"
	"github.com/kpilint/kpilint/rules"
)

// here is a runner whose remote is in this process.
type here struct {
	remote *engine.Remote
	asked  int
	odd    func(answer []byte) []byte // what becomes of an answer; nil: nothing
}

func (h *here) Ask(ctx context.Context, request []byte, _ bool) ([]byte, error) {
	h.asked++
	answer, err := h.remote.Answer(ctx, request)
	if h.odd != nil && err == nil {
		answer = h.odd(answer)
	}
	return answer, err
}

// wasCalled is what a rule was called before.
var wasCalled = regexp.MustCompile(`(?m)^formerly:.*\n(?:[ -].*\n)*`)

// foreign is the catalogue as a pack of a stranger, under other names.
func foreign(t testing.TB) fstest.MapFS {
	t.Helper()
	all := fstest.MapFS{}
	err := fs.WalkDir(rules.FS, ".", func(p string, d fs.DirEntry, err error) error {
		name := path.Base(p)
		if err != nil || d.IsDir() || strings.Count(p, "/") != 2 || name != "rule.yaml" && name != "rule.rego" {
			return err
		}
		data, err := fs.ReadFile(rules.FS, p)
		category, id := path.Dir(path.Dir(p)), path.Base(path.Dir(p))
		text := wasCalled.ReplaceAllString(string(data), "")
		text = strings.Replace(text, "id: "+id, "id: foreign-"+id, 1)
		inRego := strings.NewReplacer("-", "_")
		text = strings.ReplaceAll(text, "package kpilint."+inRego.Replace(category)+"."+inRego.Replace(id),
			"package kpilint.foreign_"+inRego.Replace(category)+".foreign_"+inRego.Replace(id))
		all["foreign-"+category+"/foreign-"+id+"/"+name] = &fstest.MapFile{Data: []byte(text)}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestRemoteSaysTheSame holds that rules judge alike here and where they are handed over.
func TestRemoteSaysTheSame(t *testing.T) {
	pack := engine.Pack{FS: foreign(t), Dir: ".", Name: "pack"}
	with := func(runner engine.Runner) *engine.Engine {
		return newEngine(t, func(o *engine.Options) {
			o.Packs[0].Trusted = true
			o.Packs, o.Runner = append(o.Packs, pack), runner
		})
	}
	alone, away := with(nil), with(&here{remote: engine.NewRemote(nil)})
	found := 0
	for name, files := range manyOrganisations(t) {
		for _, track := range []bool{false, true} {
			in := engine.Input{FS: files, Track: track}
			say := func(e *engine.Engine) string {
				r, err := e.Lint(context.Background(), in)
				if err != nil {
					t.Fatal(name, err)
				}
				for _, f := range r.Findings {
					if strings.HasPrefix(f.Category, "foreign-") {
						found++
					}
				}
				said := string(write(t, report.JSON, r))
				for _, u := range r.Unread {
					said += u.Kind + " " + u.Field + "\n"
				}
				return said
			}
			if want, got := say(alone), say(away); want != got {
				t.Fatalf("%s: %s", name, firstDifference(want, got))
			}
		}
	}
	if found < 1000 {
		t.Errorf("only %d findings", found)
	}
}

// wrongPack are rules of which some do not compile, and some fail where they judge.
var wrongPack = fstest.MapFS{
	"own/no-type/rule.yaml":    {Data: []byte(ruleInCEL("no-type", "kpi.name + 1 > 2", `"x"`))},
	"own/no-name/rule.yaml":    {Data: []byte(ruleInCEL("no-name", "kpi.nam == ''", `"x"`))},
	"own/no-message/rule.yaml": {Data: []byte(ruleInCEL("no-message", "kpi.name == ''", "string(1 / (2 - 2))"))},
	"own/fails/rule.yaml":      {Data: []byte(ruleInCEL("fails", "1 / (kpi.name.size() - kpi.name.size()) > 0", `"x"`))},
	"own/sound/rule.yaml":      {Data: []byte(ruleInCEL("sound", "kpi.name.size() < 4", `"the name is " + kpi.name`))},
	"own/no-rego/rule.yaml":    {Data: []byte(ruleInRego("no-rego"))},
	"own/no-rego/rule.rego":    {Data: []byte("package kpilint.own.no_rego\n\nviolation contains {\"msg\": 1 if true\n")},
	"own/calls/rule.yaml":      {Data: []byte(ruleInRego("calls"))},
	"own/calls/rule.rego": {Data: []byte("package kpilint.own.calls\n\n" +
		"violation contains {\"msg\": \"x\"} if http.send({}).status == 200\n")},
	"own/reads/rule.yaml": {Data: []byte(ruleInRego("reads"))},
	"own/reads/rule.rego": {Data: []byte("package kpilint.own.reads\n\nviolation contains " +
		"{\"msg\": v.msg, \"kind\": v.kind, \"resource\": v.resource} if " +
		"some v in data.kpilint.definition.vague_or_task.violation\n")},
	"own/says/rule.yaml": {Data: []byte(ruleInRego("says"))},
	"own/says/rule.rego": {Data: []byte("package kpilint.own.says\n\nviolation contains " +
		"{\"msg\": k.name, \"kind\": \"KPI\", \"resource\": k.fullName} if some k in input.kpis\n")},
}

func ruleInRego(id string) string {
	return "id: " + id + "\ntitle: A rule\nlevel: warning\nfor: KPI\nwhy: It matters.\nfix: Change it.\n"
}

func ruleInCEL(id, assert, message string) string {
	return ruleInRego(id) + "assert: >-\n  " + assert + "\nmessage: >-\n  " + message + "\n"
}

// TestRemoteSaysTheSameOfWrongRules holds that what is wrong with rules is told alike here and where they are handed
// over.
func TestRemoteSaysTheSameOfWrongRules(t *testing.T) {
	say := func(runner engine.Runner) string {
		e, wrong := engine.New(engine.Options{AsOf: day, Runner: runner, Packs: []engine.Pack{
			{FS: rules.FS, Dir: ".", Trusted: true}, {FS: wrongPack, Dir: ".", Name: "pack"},
		}})
		if wrong == nil {
			t.Fatal("nothing is wrong")
		}
		r, err := e.Lint(context.Background(), engine.Input{FS: tree(t, "../testdata/acme", "")})
		if err != nil {
			t.Fatal(err)
		}
		return wrong.Error() + "\n" + string(write(t, report.JSON, r))
	}
	want, got := say(nil), say(&here{remote: engine.NewRemote(nil)})
	if want != got {
		t.Error(firstDifference(want, got))
	}
	for _, named := range []string{"own/no-type", "own/no-name", "own/no-rego", "own/calls", "own/fails", "http.send"} {
		if !strings.Contains(got, named) {
			t.Errorf("nothing is said of %s", named)
		}
	}
}

// TestOddAnswers holds that whatever a process answers that runs rules of strangers, the rules that come with kpilint
// say what they say without it, and that what makes no sense is an error of each rule of strangers.
func TestOddAnswers(t *testing.T) {
	files, r := tree(t, "../testdata/acme", ""), rand.New(rand.NewPCG(8, 15))
	own := fstest.MapFS{}
	for name, file := range wrongPack {
		if strings.HasPrefix(name, "own/sound/") || strings.HasPrefix(name, "own/says/") {
			own[name] = file
		}
	}
	run := func(odd func(answer []byte) []byte) (ours, theirs string, wrong error) {
		runner := &here{remote: engine.NewRemote(nil), odd: odd}
		e, wrong := engine.New(engine.Options{AsOf: day, Runner: runner, Packs: []engine.Pack{
			{FS: rules.FS, Dir: ".", Trusted: true}, {FS: own, Dir: ".", Name: "pack"},
		}})
		rep, err := e.Lint(context.Background(), engine.Input{FS: files, Track: true})
		if err != nil {
			t.Fatal(err)
		}
		for i := range rep.Findings {
			f := &rep.Findings[i]
			line := fmt.Sprintf("%s %s %s %s\n", f.Name(), f.Resource, f.Path, f.Message)
			if f.Category == "own" {
				theirs += line
			} else {
				ours += line
			}
		}
		for _, e := range rep.Errors {
			wrong = errors.Join(wrong, e)
		}
		_ = write(t, report.JSON, rep)
		return ours, theirs, wrong
	}
	want, sound, wrong := run(nil)
	if wrong != nil || sound == "" {
		t.Fatal(wrong, sound)
	}
	for n := range 40 {
		ours, theirs, wrong := run(func(answer []byte) []byte {
			answer = slices.Clone(answer)
			switch at := r.IntN(len(answer) + 1); r.IntN(3) {
			case 0:
				return answer[:at]
			case 1:
				return append(answer[:at], byte(r.IntN(256)))
			}
			for range 1 + r.IntN(3) {
				answer[r.IntN(len(answer))] = byte(r.IntN(256))
			}
			return answer
		})
		if ours != want {
			t.Fatalf("%d: %s", n, firstDifference(want, ours))
		}
		if theirs == "" && wrong == nil {
			t.Fatalf("%d: nothing is found, and nothing is wrong", n)
		}
	}
}

// firstDifference are the lines at which two texts begin to differ.
func firstDifference(a, b string) string {
	was, is := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range was {
		if i >= len(is) || was[i] != is[i] {
			return "\n" + strings.Join(was[max(0, i-12):min(len(was), i+4)], "\n") + "\n----\n" +
				strings.Join(is[max(0, i-12):min(len(is), i+4)], "\n")
		}
	}
	return "more lines"
}
