// Package nearest counts wrong letters, and finds the known name that a misspelt one may mean. All suggestions of
// kpilint come from here. It knows nothing of definitions.
package nearest

import (
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// Letters is the number of letters, that is code points, that are added, left out or replaced between two words. Two
// neighbouring letters that changed places, and nothing else, count as one. Case counts. The work is the product of
// the lengths: where one of the words is a stranger's, use Within.
func Letters(a, b string) int {
	d := levenshtein.ComputeDistance(a, b)
	if d == 2 && swapped(a, b) {
		return 1
	}
	return d
}

// swapped reports whether two words, which are not the same, differ in two neighbouring letters that changed places.
func swapped(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for len(a) > 0 {
		x, n := utf8.DecodeRuneInString(a)
		y, m := utf8.DecodeRuneInString(b)
		a, b = a[n:], b[m:]
		if x != y {
			after, n := utf8.DecodeRuneInString(a)
			before, m := utf8.DecodeRuneInString(b)
			return x == before && y == after && a[n:] == b[m:]
		}
	}
	return false
}

// Within reports whether at most so many letters differ between two words. Words whose lengths alone differ by more
// are not compared, so the work grows with the shorter one.
func Within(a, b string, limit int) bool {
	if more := utf8.RuneCountInString(a) - utf8.RuneCountInString(b); more > limit || -more > limit {
		return false
	}
	return Letters(a, b) <= limit
}

// Anagram is the first of the names that has the letters of a word in another order, or in the same; "" for none.
func Anagram(word string, names []string) string {
	letters := sorted(word)
	if i := slices.IndexFunc(names, func(name string) bool { return sorted(name) == letters }); i >= 0 {
		return names[i]
	}
	return ""
}

func sorted(word string) string {
	all := []rune(word)
	slices.Sort(all)
	return string(all)
}

// letters are the letters that a name has, one bit for each or for a few of them.
type letters uint64

func lettersOf(name string) letters {
	var all letters
	for _, r := range name {
		all |= 1 << (r % 64)
	}
	return all
}

// apart is the least number of letters that differ between two names with such letters: a wrong one changes two bits
// at most.
func (l letters) apart(other letters) int { return (bits.OnesCount64(uint64(l^other)) + 1) / 2 }

func digits(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, name)
}
