package engine_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/rules"
)

// TestDraftsOfRealFiles holds that what is drafted of a real document is a definition without a mistake of form, that a
// question never is a finding that counts, and that every finding has a place in the document.
func TestDraftsOfRealFiles(t *testing.T) {
	files, err := filepath.Glob("content/testdata/real/*/expected.json")
	if err != nil || len(files) < 15 {
		t.Fatal(len(files), err)
	}
	e := documentEngine(t)
	for _, expected := range files {
		var about struct{ File string }
		data, err := os.ReadFile(expected)
		if err == nil {
			err = json.Unmarshal(data, &about)
		}
		if err != nil {
			t.Fatal(err)
		}
		data, err = os.ReadFile(filepath.Join(filepath.Dir(expected), about.File))
		if err != nil {
			t.Fatal(err)
		}
		t.Run(about.File, func(t *testing.T) {
			r := lintDocument(t, e, about.File, data)
			for _, f := range r.Findings {
				switch {
				case f.Category == "definition-file" && !strings.HasPrefix(f.Rule, "table-"):
					t.Errorf("%s: %s", f.Location.Start(), f.Message)
				case f.Location.Line < 1 || f.Location.Column < 1:
					t.Errorf("%s has no place: %s", f.Name(), f.Message)
				}
			}
			if len(r.Unreadable)+len(r.Errors) > 0 {
				t.Errorf("%v %v", r.Unreadable, r.Errors)
			}
		})
	}
}

func documentEngine(t testing.TB) *engine.Engine {
	e, err := engine.New(engine.Options{
		AsOf:  calendar.Date{Year: 2026, Month: 5, Day: 20},
		Packs: []engine.Pack{{FS: rules.FS, Dir: ".", Trusted: true}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func lintDocument(t testing.TB, e *engine.Engine, name string, data []byte) *engine.Report {
	in := engine.Input{FS: fstest.MapFS{name: {Data: data}}, Paths: []string{name}}
	r, err := e.Lint(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestPlaceOfHalfACell holds that a place in a derivation is read whatever of it is there: a rule in Rego may have made
// the derivation.
func TestPlaceOfHalfACell(t *testing.T) {
	d := &model.Object{}
	d.Set("line", 3)
	d.Set("column", 2)
	d.Set("cell", "B3")
	if at := engine.Place(d); at.Part == nil || at.Cell != "B3" {
		t.Errorf("%+v", at)
	}
}

// FuzzDraft holds that whatever a text says, its drafts have no mistake of form.
func FuzzDraft(f *testing.F) {
	for _, seed := range []string{
		"# Salesperson\n\nMake 50 calls a day. Make 50 calls a week. Make 50 calls a day.\n",
		"# 12\n\nAnswer 95 % of mails within 2 h, and 95 % of letters within 3 days.\n",
		"Ärztin\n\nSee at least 12 patients per day, each for 20 minutes.\n\n" +
			"| KPI | Target |\n|---|---|\n| Ünïts | 4 per day |\n",
		"# Salesperson\n\nMake 50 calls a day.\n\n| Role | KPI | Target |\n|---|---|---|\n" +
			"| Salesperson | Calls | 9 per day |\n| Agent | Calls | 4 per day |\n| Agent | Calls | 5 per day |\n",
		"# Team\n\nWe make 1/0 leads a month, and 0 leads a day, up to 100 % of 5-4 calls.\n",
	} {
		f.Add(seed)
	}
	e := documentEngine(f)
	f.Fuzz(func(t *testing.T, text string) {
		if strings.HasPrefix(strings.TrimPrefix(text, "\ufeff"), "---") || len(text) > 10_000 {
			t.Skip("it may be a definition")
		}
		for _, found := range lintDocument(t, e, "job.md", []byte(text)).Findings {
			if found.Category == "definition-file" && found.Rule != "not-parsed" && !strings.HasPrefix(found.Rule, "table-") {
				t.Errorf("%s: %s: %s", found.Location.Start(), found.Name(), found.Message)
			}
		}
	})
}
