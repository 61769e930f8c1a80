package nearest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// What letters alone say of two names is never more than their distance.
func TestLettersAreNoFurtherApartThanNames(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	name := func() string {
		var b strings.Builder
		for range random.IntN(9) {
			b.WriteRune([]rune("aabcde-/19äß漢😀\u0080")[random.IntN(15)])
		}
		return b.String()
	}
	for range 20_000 {
		a, b := name(), name()
		if least, d := lettersOf(a).apart(lettersOf(b)), Letters(a, b); least > d {
			t.Fatalf("%q and %q are %d apart, not %d or more", a, b, d, least)
		}
	}
}

// Suggestions end when enough was compared, and not before.
func TestGuessesAreBounded(t *testing.T) {
	known := make([]string, 1000)
	for i := range known {
		known[i] = fmt.Sprintf("team-%d/number-%d", i%7, i)
	}
	var f Finder
	if got := f.Name("nubmer-77", known); got != "team-0/number-77" || f.spent(0) {
		t.Fatalf("%q, %d letters compared", got, f.compared)
	}
	one := f.compared
	calls := 0
	for ; !f.spent(0); calls++ {
		f.Name("nubmer-77", known)
	}
	if most := maxCompared/one + 1; calls > most || f.compared > maxCompared+one {
		t.Errorf("%d calls compared %d letters, where %d calls are enough", calls, f.compared, most)
	}
	if got := f.Name("nubmer-77", known); got != "" || f.Typo("nubmer-77", "team-0/number-77", known) {
		t.Errorf("%q is suggested after that", got)
	}
}

// TestNames holds what is suggested for a name with parts. Two letters that changed places are nearer than two others.
func TestNames(t *testing.T) {
	for _, c := range []struct{ text, want, known string }{
		{"sales/cals", "sales/calls", "sales/calls sales/visits"},
		{"cals", "sales/calls", "sales/calls sales/visits"},
		{"Sales Calls", "sales-calls", "sales-calls"},
		{"organisation/goal", "sales/goal", "sales/goal sales/team/goal"},
		{"sotp", "stop", "sit stop"},
		{"sotp", "sit", "sit top/sat"},
		{"x", "", "a b"},
		{"", "", "a b"},
		{"market", "", "sales support"},
	} {
		if got := Name(c.text, strings.Fields(c.known)); got != c.want {
			t.Errorf("Name(%q) of %s is %q, want %q", c.text, c.known, got, c.want)
		}
	}
}

// TestQuestion holds how a suggestion is worded, and that there is none where no name is near.
func TestQuestion(t *testing.T) {
	known := []string{"target", "owner"}
	if got := Question("tagret", known); got != "; did you mean `target`?" {
		t.Errorf("%q", got)
	}
	if got := Question("calendar", known); got != "" {
		t.Errorf("%q", got)
	}
}
