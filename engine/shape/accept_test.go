package shape

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/source"
)

// documents are the definitions of the example company and of all rules' examples.
func documents(t testing.TB) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, glob := range []string{"../../testdata/acme/*.yaml", "../../testdata/acme/*.md", "../../rules/*/*/*.yaml", "../../schema/testdata/*.yaml"} {
		files, err := filepath.Glob(glob)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			all[file] = data
		}
	}
	return all
}

// disagree returns the kind whose schema refuses a document that accepts takes, "" for none.
func disagree(t testing.TB, file string, data []byte) string {
	docs, _ := source.Parse(file, data)
	for _, d := range docs {
		for _, name := range []string{"organisation", "calendar", "team", "role", "kpi", "objective", "service", "cashplan", "exception", "config", "rule"} {
			if accepts(name, d.Root) && validate(schemas.Kind(name), plain(d.Root)) != nil {
				return name
			}
		}
	}
	return ""
}

// TestAcceptsTakesTheCommonCase holds that the short way is really taken for sound definitions.
func TestAcceptsTakesTheCommonCase(t *testing.T) {
	n := 0
	for file, data := range documents(t) {
		docs, _ := source.Parse(file, data)
		for _, d := range docs {
			kind := d.Root.Get("kind")
			if !strings.Contains(file, "acme") || kind == nil {
				continue
			}
			if n++; !accepts(kind.Text, d.Root) {
				t.Errorf("%s: the %s goes the long way", file, kind.Text)
			}
		}
	}
	if n < 10 {
		t.Errorf("only %d documents", n)
	}
}

// FuzzAccepts holds that whatever accepts takes, the schema takes too.
func FuzzAccepts(f *testing.F) {
	for _, data := range documents(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if name := disagree(t, "x.yaml", data); name != "" {
			t.Errorf("accepts takes a %s that its schema refuses", name)
		}
	})
}

// TestKebab holds that what is compared by hand is what the pattern takes.
func TestKebab(t *testing.T) {
	pattern := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	r := rand.New(rand.NewPCG(7, 8))
	for range 20_000 {
		text := make([]byte, r.IntN(6))
		for i := range text {
			text[i] = "ab9--AZ_ \n\xc3"[r.IntN(11)]
		}
		if got, want := isKebab(string(text)), pattern.Match(text); got != want {
			t.Fatalf("%q: %t, want %t", text, got, want)
		}
	}
}

// TestJudges holds that what is asked for is read of every schema that documents are checked against, so that none goes
// the long way for want of a reference.
func TestJudges(t *testing.T) {
	for _, name := range []string{
		"organisation", "calendar", "team", "role", "kpi", "objective", "service", "cashplan", "exception",
		"config", "rule", "pack", "mapping",
	} {
		if j := judgeOf(name); j == nil || j.no || slices.Contains(j.allOf, nothing) {
			t.Errorf("what the schema %s asks for is not known", name)
		}
	}
	if judgeOf("nothing") != nil {
		t.Error("a schema that does not exist asks for something")
	}
}
