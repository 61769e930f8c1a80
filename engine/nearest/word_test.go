package nearest

import (
	"strings"
	"testing"
)

// TestWord holds which word each limit takes for the one that was meant.
func TestWord(t *testing.T) {
	const days, fields = "mon monday wed wednesday", "kind team target baseline apiVersion"
	for _, c := range []struct {
		limit              string
		written, want, all string
	}{
		{"few", "mom", "mon", days}, {"few", "mno", "mon", days}, {"few", "mo", "mon", days},
		{"few", "wendesday", "wednesday", days},
		{"few", "moan", "mon", days}, {"few", "sunny", "", days}, {"few", "MOM", "mon", days},
		{"few", "mondya", "monday", days},
		{"third", "head", "", fields}, {"third", "taem", "team", fields}, {"third", "tagret", "target", fields},
		{"third", "apiversoin", "apiVersion", fields}, {"third", "bsln", "", fields}, {"third", "id", "", fields},
		{"half", "rat", "rate", "volume rate"}, {"half", "vlme", "volume", "volume rate"}, {"half", "x", "", "volume rate"},
		{"3", "Tme", "Team", "Organisation Team"}, {"3", "Calendar", "", "Organisation Team"},
		{"few", "hap", "hat", "hat cap"}, {"few", "cat", "cat", "hat cat"}, // of two that are as near the first
	} {
		limits := map[string]Limit{"few": Few, "third": Third, "half": Half, "3": AtMost(3)}
		if got := Word(c.written, strings.Fields(c.all), limits[c.limit]); got != c.want {
			t.Errorf("%s: Word(%q) = %q, want %q", c.limit, c.written, got, c.want)
		}
	}
}

// TestNoLimit holds that a limit below 0 leaves a word out, even when it is the one that was written.
func TestNoLimit(t *testing.T) {
	notItself := func(written, known string) int {
		if written == known {
			return -1
		}
		return 1
	}
	if got := Word("lead", []string{"lead", "leads"}, notItself); got != "leads" {
		t.Errorf("%q", got)
	}
}

// TestChoice holds that the beginning of a word is the word, however much is missing.
func TestChoice(t *testing.T) {
	levels := []string{"error", "warning", "info"}
	for written, want := range map[string]string{
		"warn": "warning", "Err": "error", "in": "", "wrn": "", "infos": "info", "": "",
	} {
		if got := Choice(written, levels); got != want {
			t.Errorf("Choice(%q) = %q, want %q", written, got, want)
		}
	}
}
