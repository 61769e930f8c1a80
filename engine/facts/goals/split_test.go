package goals

import (
	"math/rand"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestSplit holds that formulas are taken apart as by an expression that says the same, whatever stands in them.
func TestSplit(t *testing.T) {
	same := map[*joints]*regexp.Regexp{
		&anyTerms: regexp.MustCompile(`[+−–×÷*(),;=]|\s(?:[-/]|and|plus|minus|times|divided by|over|per)\s`),
		&addend:   regexp.MustCompile(`\+|,|\s(?:and|plus)\s`),
	}
	sum := regexp.MustCompile(`(?i)^\s*(?:the )?(?:sum|total) of (?:the )?`)
	pieces := []string{
		" ", "  ", "\t", "\n", "\v", "\u00a0", "-", "/", "and", "per", "over", "divided by", "divided", "plus", "minus",
		"times", "+", "−", "–", "×", "÷", "*", "(", ")", ",", ";", "=", "calls", "won-deals", "and ", " and", "sum of ",
		"The total of ", "ſum of", "the ", "S", "é", "\xff", "\xe2",
	}
	chance := rand.New(rand.NewSource(7))
	for range 30_000 {
		var b strings.Builder
		for range chance.Intn(9) {
			b.WriteString(pieces[chance.Intn(len(pieces))])
		}
		text := b.String()
		for b, expression := range same {
			if got, want := b.split(text), expression.Split(text, -1); !slices.Equal(got, want) {
				t.Fatalf("%q is taken apart as %q, want %q", text, got, want)
			}
		}
		if got, want := withoutSumOf(text), sum.ReplaceAllString(text, ""); got != want {
			t.Fatalf("%q without its beginning is %q, want %q", text, got, want)
		}
	}
}
