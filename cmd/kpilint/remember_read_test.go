package main

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine"
)

// misread makes what is kept of files say that a target is another number, so that it is seen where somebody goes by
// it.
func (r *remembered) misread() {
	r.t.Helper()
	found := 0
	r.eachKept(func(data []byte) []byte {
		if engine.Unpack(data) == nil || !bytes.Contains(data, []byte(">= 50 orders")) {
			return nil
		}
		found++
		return bytes.ReplaceAll(data, []byte(">= 50 orders"), []byte(">= 51 orders"))
	})
	if found == 0 {
		r.t.Fatal("nothing is kept of what was read")
	}
}

// TestWhatFilesGaveIsTaken changes another file, and looks whether what was read of a file is taken, however the run is
// told to tell it.
func TestWhatFilesGaveIsTaken(t *testing.T) {
	// Another unit, which others may read: else what was found is taken over, and nothing that was read is looked at.
	other := strings.Replace(small["more/support.yaml"], "<= 4 complaints", "<= 3 letters", 1)
	for _, c := range []struct {
		what  string
		more  []string
		file  string // that is changed
		text  string
		taken bool
	}{
		{"another file", nil, "more/support.yaml", other, true},
		{"another file, in JSON", []string{"-f", "json"}, "more/support.yaml", other, true},
		{"another file, on another day", []string{"--as-of", "2026-05-02"}, "more/support.yaml", other, true},
		{"another rule", nil, house, strings.Replace(small[house], "no name", "no nickname", 1), true},
		{"what is staged", []string{"--staged", "-f", "json"}, "more/support.yaml", other, true},
		{"the file itself", nil, "sales.yaml", small["sales.yaml"] + "# a comment\n", false},
		{"another file, without the cache", []string{"--no-cache"}, "more/support.yaml", other, false},
		{"another file, noting what is read", []string{"-v"}, "more/support.yaml", other, false},
		{"another file, by what was committed", []string{"--trusted-ref", "HEAD"}, "more/support.yaml", other, false},
	} {
		t.Run(c.what, func(t *testing.T) {
			r := inWorkspace(t, small)
			committed(t)
			if slices.Contains(c.more, "--trusted-ref") {
				c.more = append(c.more, "--cache", t.TempDir())
			}
			lintSays(r.runs...)
			r.misread()
			write(t, c.file, c.text)
			gitIn(t)("add", "-A")
			said := lintSays(append(slices.Clone(r.runs), c.more...)...)
			if taken := strings.Contains(said, "its target, 51 orders"); taken != c.taken {
				t.Errorf("what was read is taken: %v: %s", taken, said)
			}
		})
	}
}

// TestWhatFilesGaveComesBeside changes files one after the other: what is new is kept beside the rest, and all of it
// once that is much.
func TestWhatFilesGaveComesBeside(t *testing.T) {
	files := map[string]string{}
	name := func(i int) string { return "k" + string(rune('a'+i%26)) + string(rune('a'+i/26)) }
	text := func(i int, target string) string {
		return "apiVersion: kpilint/v1\nkind: KPI\nid: " + name(i) + "\nname: Orders of a kind\ntarget: \">= " + target +
			" orders/month\"\ndescription: How many orders of this kind come in each month.\n"
	}
	for i := range 60 {
		files[name(i)+".yaml"] = text(i, "50")
	}
	r := inWorkspace(t, files)
	sizes := func() (sizes []int) {
		r.eachKept(func(data []byte) []byte {
			if packed := engine.Unpack(data); packed != nil {
				sizes = append(sizes, packed.Size())
			}
			return nil
		})
		slices.Sort(sizes)
		return sizes
	}
	r.anew("nothing", r.runs...)
	whole := sizes()
	if len(whole) != 1 {
		t.Fatalf("%d entries hold what was read", len(whole))
	}
	for i := range 3 {
		write(t, name(i)+".yaml", text(i, "70"))
		r.anew("a change of a number", r.runs...)
	}
	if now := sizes(); len(now) != 2 || now[1] != whole[0] || now[0] > whole[0]/8 {
		t.Errorf("after some changes the entries have %v bytes, and had %v", now, whole)
	}
	for i := range 30 {
		write(t, name(i)+".yaml", text(i, "90"))
	}
	if err := os.Remove(name(59) + ".yaml"); err != nil {
		t.Fatal(err)
	}
	r.anew("many changes", r.runs...)
	if now := sizes(); len(now) != 1 || now[0] >= whole[0]+100 {
		t.Errorf("after many changes the entries have %v bytes, and had %v", now, whole)
	}
}
