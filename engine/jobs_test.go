package engine_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/policy"
)

// TestJobs holds what is found in short job descriptions as people write them. {6|4} is a number that cannot hold, and
// one that can: with the first the worst finding has the level behind "=", with the second there is none above info.
// Those without braces ask for nothing that contradicts.
func TestJobs(t *testing.T) {
	e := documentEngine(t)
	worst := func(text string) (policy.Level, string) { return worstIn(t, e, text) }
	for block := range strings.SplitSeq(string(readFile(t, "testdata/jobs.txt")), "\n---\n") {
		text, want, flawed := strings.Cut(block, "\n= ")
		if flawed != either.MatchString(text) {
			t.Errorf("%s\nhas either a level or two numbers", text)
		}
		if level, said := worst(either.ReplaceAllString(text, "$2")); level > policy.Info {
			t.Errorf("%s\nis sound: %s: %s", text, level, said)
		}
		if level, said := worst(either.ReplaceAllString(text, "$1")); flawed && level.String() != strings.TrimSpace(want) {
			t.Errorf("%s\ngot %s %q", block, level, said)
		}
	}
}

// either are a number that cannot hold, and one that can.
var either = regexp.MustCompile(`\{([^|}]+)\|([^}]+)\}`)

// worstIn is the level of the worst finding in a document, and what it says.
func worstIn(t *testing.T, e *engine.Engine, text string) (level policy.Level, said string) {
	t.Helper()
	name := "job.md"
	if strings.HasPrefix(text, "<") {
		name = "job.html"
	}
	for _, f := range lintDocument(t, e, name, []byte(text)).Findings {
		if f.Level > level {
			level, said = f.Level, f.Message
		}
	}
	return level, said
}

// roundFloors are how many of the numbers that cannot hold are found in each round of texts. Of the third one, 3 of 16
// were found at first sight, of the fourth none of 8, of the fifth 2 of 6, of the sixth 17 of 34, of the seventh 15 of
// 30, and of the eighth 12 of 20. Of the sixth one is asked about: audits of two weeks, of which nobody says that
// somebody works on them all the time.
var roundFloors = map[string]int{"round-1": 7, "round-2": 7, "round-3": 13, "round-4": 6, "round-5": 4, "round-6": 28,
	"round-7": 23, "round-8": 18}

// TestJobRounds measures what is found in rounds of texts, each written, and read once, before anything was changed for
// it. Half of them have a number that cannot hold. None has more than a question where its numbers fit.
func TestJobRounds(t *testing.T) {
	files, err := filepath.Glob("testdata/job-rounds/round-*.txt")
	if err != nil || len(files) != len(roundFloors) {
		t.Fatal(files, err)
	}
	e := documentEngine(t)
	for _, file := range files {
		round := strings.TrimSuffix(filepath.Base(file), ".txt")
		planted, found := 0, 0
		for text := range strings.SplitSeq(string(readFile(t, file)), "\n---\n") {
			if level, said := worstIn(t, e, either.ReplaceAllString(text, "$2")); level > policy.Info {
				t.Errorf("%s: %s\nis sound: %s: %s", round, text, level, said)
			}
			if !either.MatchString(text) {
				continue
			}
			planted++
			if level, said := worstIn(t, e, either.ReplaceAllString(text, "$1")); level > policy.Info {
				found++
				t.Logf("%s: %s: %s", round, level, said)
			} else {
				t.Logf("%s: not found: %s", round, text)
			}
		}
		t.Logf("%s: %d of %d found", round, found, planted)
		if found < roundFloors[round] {
			t.Errorf("%s: %d of %d found, and it were %d", round, found, planted, roundFloors[round])
		}
	}
}

// TestOneEntryForAText holds that a contradiction which a sum of a text shows, and a rule about what is drafted of it
// too, is one entry.
func TestOneEntryForAText(t *testing.T) {
	e := documentEngine(t)
	files := append(glob(t, "testdata/job-rounds/*.txt"), glob(t, "testdata/job-kinds/*.txt")...)
	followers := 0
	for _, file := range append(files, "testdata/jobs.txt", "stated/testdata/pages.txt") {
		for text := range strings.SplitSeq(string(readFile(t, file)), "\n---\n") {
			text, _, _ = strings.Cut(text, "\n= ")
			stated, entries := false, 0
			r := lintDocument(t, e, "job.md", []byte(either.ReplaceAllString(text, "$1")))
			for i := range r.Findings {
				f := &r.Findings[i]
				stated = stated || f.Rule == "text-contradiction"
				if f.Rule == "target-exceeds-time" && f.Cause != "" {
					followers++
				}
				if f.Level > policy.Info && f.Cause == "" {
					entries++
				}
			}
			if stated && entries > 1 {
				t.Errorf("%s: %s\nhas %d entries", file, text, entries)
			}
		}
	}
	if followers == 0 {
		t.Error("no text has a finding that follows")
	}
}

// kindFloors are how many of the numbers that cannot hold are found of the fourteen kinds. Of those that were put away
// 11 were found before, and 42 at first sight.
var kindFloors = map[string]int{"open": 51, "put-away": 51}

// TestJobKinds measures what is found of kinds of contradictions, each in eight wordings. One half was open while the
// reader was changed for them, the other one was put away. None has more than a question where its numbers fit.
func TestJobKinds(t *testing.T) {
	e := documentEngine(t)
	for half, floor := range kindFloors {
		found := map[string]int{}
		all := 0
		for text := range strings.SplitSeq(string(readFile(t, "testdata/job-kinds/"+half+".txt")), "\n---\n") {
			title, rest, _ := strings.Cut(text, "\n= ")
			kind, rest, _ := strings.Cut(rest, "\n")
			text = title + "\n" + rest
			if level, said := worstIn(t, e, either.ReplaceAllString(text, "$2")); level > policy.Info {
				t.Errorf("%s: %s\nis sound: %s: %s", half, text, level, said)
			}
			level, said := worstIn(t, e, either.ReplaceAllString(text, "$1"))
			if found[kind] += 0; level > policy.Info {
				found[kind]++
				all++
			}
			if half == "open" {
				t.Logf("%s: %s: %s %q", kind, text, level, said)
			}
		}
		t.Logf("%s: %d found: %v", half, all, found)
		if all < floor {
			t.Errorf("%s: %d found, and it were %d", half, all, floor)
		}
	}
}

// TestPages holds what is found in whole pages with all that stands around their numbers: nothing, but in those of
// which a sum shows that they cannot hold.
func TestPages(t *testing.T) {
	contradicts := map[string]bool{
		"d1-contact-centre.md": true, // 65 calls of 8 min 30 s in a day of 8 hours
		"d1-field-sales.md":    true, // 7 visits of 75 min in a day of 7 h 30 min
	}
	label := regexp.MustCompile(`\s?⟦[^⟧]*⟧`)
	files, err := filepath.Glob("draft/testdata/pages/d*.md")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	e := documentEngine(t)
	for _, file := range files {
		name, level := filepath.Base(file), policy.Level(0)
		for _, f := range lintDocument(t, e, name, label.ReplaceAll(readFile(t, file), nil)).Findings {
			if level = max(level, f.Level); f.Level > policy.Info && !contradicts[name] {
				t.Errorf("%s: %s: %s", name, f.Level, f.Message)
			}
		}
		if contradicts[name] && level <= policy.Info {
			t.Errorf("%s: nothing is found in it", name)
		}
	}
}
