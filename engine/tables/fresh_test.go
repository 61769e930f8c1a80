package tables

import (
	"path/filepath"
	"testing"

	"github.com/kpilint/kpilint/engine/content/format"
)

// The tables in testdata/fresh were written in five sets, h to l, with what a person reads in them, before anything was
// read in them, each in styles that no table before it has. At first sight 49 % of the numbers in h were read as meant,
// and 66, 71, 61 and 63 % of those in i to l, each time with what was learnt from the sets before. The reader that was
// made with other sets alone read 49, 58, 60, 48 and 55 %. So a set of the next style is read at about 65 %.

// TestFresh holds what is read in tables of fresh styles.
func TestFresh(t *testing.T) {
	files, err := filepath.Glob("testdata/fresh/*.txt")
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
		s := u.score(ReadFile(f), t.Logf)
		all.add(s)
		t.Logf("%-24s %s", u.name, s)
	}
	t.Logf("all: %s", all)
	if all.right < 941 || all.found < 9 {
		t.Errorf("%d numbers are read as meant, and %d contradictions are found; 941 and 9 were", all.right, all.found)
	}
	if all.wrong > 0 || all.alien > 0 || all.alienFaults > 0 {
		t.Errorf("%d are read wrongly, %d are taken for targets, %d contradict nothing", all.wrong, all.alien,
			all.alienFaults)
	}
}
