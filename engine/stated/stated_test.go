package stated_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/stated"
)

// TestFaults holds what is found in sentences: behind "= " what is said of them, and nothing of those without it.
func TestFaults(t *testing.T) {
	data, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	for block := range strings.SplitSeq(strings.TrimSpace(string(data)), "\n\n") {
		text, want, _ := strings.Cut(block, "\n= ")
		var got []string
		for _, f := range stated.Faults(text) {
			got = append(got, f.Says)
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, strings.Join(got, "; "), want)
		}
	}
}

// TestAcross holds what is found across the sentences of pages, with paragraphs that have an empty line between them:
// {6|4} is a number that cannot hold, and one that can. Behind "? " is a page that is asked about, as it rests on what
// it does not say.
func TestAcross(t *testing.T) {
	data, err := os.ReadFile("testdata/pages.txt")
	if err != nil {
		t.Fatal(err)
	}
	either := regexp.MustCompile(`\{([^|}]+)\|([^}]+)\}`)
	for page := range strings.SplitSeq(strings.TrimSpace(string(data)), "\n---\n") {
		page, asks := strings.CutPrefix(page, "? ")
		faults := func(with string) []stated.Placed {
			return stated.Across(strings.Split(either.ReplaceAllString(page, with), "\n\n"))
		}
		if found := faults("$2"); len(found) != 0 {
			t.Errorf("%s\nis sound: %s", page, found[0].Says)
		}
		if found := faults("$1"); either.MatchString(page) && len(found) != 1 {
			t.Errorf("%s\n%d are found", page, len(found))
		} else if len(found) == 1 {
			t.Log(found[0].Says)
			if found[0].Asks != asks {
				t.Errorf("%s\nis asked about: %v", page, found[0].Asks)
			}
		}
	}
}

// TestAcrossAsks holds that a reply and a closing that stand apart are asked about: they may be of different things.
func TestAcrossAsks(t *testing.T) {
	reply, done := "Send a first reply within 30 hours.", "Tickets are closed within 24 hours."
	for asks, page := range map[bool][]string{
		false: {reply, done},
		true:  {reply, "Tell people who apply where they stand.", done},
	} {
		found := stated.Across(page)
		if len(found) != 1 || found[0].Asks != asks {
			t.Errorf("%q: %v", page, found)
		}
	}
}
