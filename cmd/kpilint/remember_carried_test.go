package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine"
)

// blind makes what runs found out say that no rule had anything to say, so that it is seen where somebody goes by it.
func (r *remembered) blind() {
	r.t.Helper()
	found := 0
	r.eachKept(func(data []byte) []byte {
		state, err := engine.DecodeCarried(data)
		if err != nil {
			return nil
		}
		found++
		for _, f := range state.Files {
			for _, k := range f.Judged {
				clear(k.Found)
			}
		}
		return state.Encode()
	})
	if found == 0 {
		r.t.Fatal("nothing is kept of what was found out")
	}
}

// nameless is what the rule of the pack finds in a file that does not change, by itself or with others.
var nameless = regexp.MustCompile("complaints[`”] has no name")

// TestWhatWasFoundOutIsTaken changes a number of one KPI, and looks whether what was found of another one is taken,
// however the run is told to tell it.
func TestWhatWasFoundOutIsTaken(t *testing.T) {
	for _, more := range [][]string{
		nil, {"--only", "more"}, {"-f", "json"}, {"--fail-on", "info", "-q"}, {"--jobs", "1"}, {"--staged", "-f", "json"},
	} {
		r := inWorkspace(t, small)
		git := gitIn(t)
		git("init", "-q")
		git("add", "-A")
		args := append(slices.Clone(r.runs), more...)
		if said := lintSays(args...); !nameless.MatchString(said) {
			t.Fatalf("lint %s says nothing of what it is to find: %s", strings.Join(args, " "), said)
		}
		r.blind()
		write(t, "sales.yaml", strings.Replace(small["sales.yaml"], ">= 150", ">= 170", 1))
		git("add", "-A")
		if said := lintSays(args...); nameless.MatchString(said) {
			t.Errorf("lint %s finds out again what was found out: %s", strings.Join(args, " "), said)
		}
	}
}

// TestWhatWasFoundOutIsNotTaken changes something else with a number: nothing is taken then.
func TestWhatWasFoundOutIsNotTaken(t *testing.T) {
	replaced := func(name, old, now string) func(*testing.T) {
		return func(t *testing.T) { write(t, name, strings.Replace(small[name], old, now, 1)) }
	}
	nothing := func(*testing.T) {}
	for _, c := range []struct {
		what   string
		change func(*testing.T)
		more   []string
	}{
		{"another unit", replaced("sales.yaml", ">= 150 offers/month", ">= 150 offers/week"), nil},
		{"another owner", replaced("sales.yaml", "{id: offers, owner: sales,", "{id: offers, owner: support,"), nil},
		{"another id", replaced("sales.yaml", "id: offers", "id: quotes"), nil},
		{"a KPI more", replaced("sales.yaml", "kpis:", "kpis:\n  - {id: calls, owner: sales}"), nil},
		{"a name of a team", replaced("more/support.yaml", "id: support", "id: support\nname: Support"), nil},
		{"another target, and a word in it", replaced("sales.yaml", ">= 150 offers/month", "many"), nil},
		{"a file more", func(t *testing.T) {
			write(t, "new.yaml", "apiVersion: kpilint/v1\nkind: Team\nid: new\n")
		}, nil},
		{"a file less", func(t *testing.T) {
			if err := os.Remove("except.yaml"); err != nil {
				t.Fatal(err)
			}
		}, nil},
		{"another exception", replaced("except.yaml", "2026-06-30", "2026-06-29"), nil},
		{"another rule", replaced(house, "has no name'", "has no name at all'"), nil},
		{"another level", replaced(".kpilint.yaml", "warning", "error"), nil},
		{"another day", nothing, []string{"--as-of", "2026-05-02"}},
		{"a rule less", nothing, []string{"--disable", "baseline-missing"}},
		{"a folder alone", nothing, []string{"more"}},
		{"no cache", nothing, []string{"--no-cache"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			r := inWorkspace(t, small)
			lintSays(r.runs...)
			r.blind()
			c.change(t)
			args := append(slices.Clone(r.runs), c.more...)
			got, want := lintSays(args...), lintSays(append([]string{"--no-cache"}, args...)...)
			if got != want || !nameless.MatchString(want) {
				t.Errorf("lint says\n%s\nand without the cache\n%s", got, want)
			}
		})
	}
}

// TestTrustedRunsFindOutAll holds that a run by a trusted revision says what one without a cache says, also where
// --cache names a folder in which others have kept what they found out.
func TestTrustedRunsFindOutAll(t *testing.T) {
	r := inWorkspace(t, small)
	committed(t)
	args := append(slices.Clone(r.runs), "--cache", t.TempDir())
	lintSays(args...)
	args = append(args, "--trusted-ref", "HEAD")
	lintSays(args...)
	write(t, "sales.yaml", strings.Replace(small["sales.yaml"], ">= 150", ">= 170", 1))
	write(t, house, strings.Replace(small[house], "has no name'", "is not named'", 1))
	if got, want := lintSays(args...), lintSays(append(uncached(args), "--no-cache")...); got != want {
		t.Errorf("lint says\n%s\nand without the cache\n%s", got, want)
	}
}
