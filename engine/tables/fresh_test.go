package tables

import (
	"path/filepath"
	"testing"

	"github.com/kpilint/kpilint/engine/content/format"
)

// The tables in testdata/fresh were written in three sets of 40, 20 and 20, h, i and j, with what a person reads in
// them, before anything was read in them, each in styles that no table before it has. At first sight 49 % of the
// numbers in h were read as meant, 66 % of those in i, with what was learnt from h, and 71 % of those in j, with what
// was learnt from both. The reader that was made with the other sets alone read 49, 58 and 60 %.
//
// Those in testdata/fresh/heldout are held out: nobody looks at what is missed in them, so that their share says what
// is read in tables of the next style.

// TestFresh holds what is read in tables of fresh styles.
func TestFresh(t *testing.T) {
	shown := fresh(t, "testdata/fresh", t.Logf)
	t.Logf("shown: %s", shown)
	if shown.right < 706 || shown.wrong > 0 || shown.alien > 0 || shown.alienFaults > 0 || shown.found < 8 {
		t.Errorf("%d numbers are read as meant, and %d contradictions are found; 706 and 8 were", shown.right, shown.found)
	}
	held := fresh(t, "testdata/fresh/heldout", func(string, ...any) {})
	t.Logf("held out: %s", held)
}

// fresh reads the tables of a folder.
func fresh(t *testing.T, folder string, logf func(string, ...any)) tally {
	t.Helper()
	files, err := filepath.Glob(folder + "/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	var all tally
	for _, file := range files {
		u := readUnseen(t, file)
		f, err := format.Read(u.name, u.data)
		if err != nil {
			t.Errorf("%s: %v", u.name, err)
			continue
		}
		s := u.score(ReadFile(f), logf)
		all.add(s)
		logf("%-24s %s", u.name, s)
	}
	return all
}
