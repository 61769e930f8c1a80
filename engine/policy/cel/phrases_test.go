package cel

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
)

// TestPhrases compares looking for a list that was prepared with looking for each of its phrases, and what both count.
func TestPhrases(t *testing.T) {
	vocabulary := []string{"call", "calls", "first-time", "first", "time", "of", "quality", "%", "", "über", "é"}
	random := rand.New(rand.NewPCG(1, 2))
	words := func(most int) string {
		var all []string
		for range random.IntN(most + 1) {
			all = append(all, vocabulary[random.IntN(len(vocabulary))])
		}
		return strings.Join(all, []string{" ", "-", "; "}[random.IntN(3)])
	}
	for _, in := range []func(text, phrase string) bool{strings.Contains, strings.HasPrefix} {
		find := found(in)
		for range 3000 {
			var all []string
			for range random.IntN(6) {
				all = append(all, words(3))
			}
			text := types.String(words(8))
			one, other := &meter{}, &meter{}
			list := types.NewStringList(types.DefaultTypeAdapter, all)
			want := find(one, []ref.Val{text, list})
			if got := find(other, []ref.Val{text, newPhrases(all)}); got != want || one.spent != other.spent {
				t.Fatalf("%q in %q gives %v for %d, want %v for %d", all, text, got, other.spent, want, one.spent)
			}
		}
	}
	m := &meter{spent: maxWork - 10}
	if got := newPhrases([]string{"a", "b"}).in(m, "0123456789", strings.Contains); !types.IsError(got) {
		t.Error("more than the limit is gone through")
	}
}
