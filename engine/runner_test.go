package engine_test

import (
	"context"
	"io/fs"
	"path"
	"regexp"
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
