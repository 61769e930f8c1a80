package model

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/agnivade/levenshtein"
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
		if least, d := lettersOf(a).apart(lettersOf(b)), levenshtein.ComputeDistance(a, b); least > d {
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
	g := guesser{left: maxCompared}
	if got := g.nearest("nubmer-77", known); got != "team-0/number-77" || g.spent(0) {
		t.Fatalf("%q, %d left", got, g.left)
	}
	one := maxCompared - g.left
	calls := 0
	for ; !g.spent(0); calls++ {
		g.nearest("nubmer-77", known)
	}
	if most := maxCompared/one + 1; calls > most || g.left < -one {
		t.Errorf("%d calls and %d letters too many were compared, where %d calls are enough", calls, -g.left, most)
	}
	if got := g.nearest("nubmer-77", known); got != "" || g.slip("nubmer-77", "team-0/number-77", known) {
		t.Errorf("%q is suggested after that", got)
	}
}
