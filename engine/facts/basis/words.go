package basis

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
)

// Normal makes two ways of writing a name equal: case, hyphens and spaces do not count.
func Normal(text string) string {
	plain, normal := true, true
	for i := range len(text) {
		c := text[i]
		plain = plain && c < utf8.RuneSelf
		normal = normal && (c >= 'a' && c <= 'z' || c >= '0' && c <= '9')
	}
	switch {
	case normal:
		return text
	case plain:
		return normalASCII(text)
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(text), "-", " ")), " ")
}

// SameNormal reports whether two ways of writing a name are equal: whether Normal gives the same of both.
func SameNormal(a, b string) bool {
	if !plain(a) || !plain(b) {
		return Normal(a) == Normal(b)
	}
	for i, j := 0, 0; ; {
		var one, other int
		one, i = nextNormal(a, i)
		if other, j = nextNormal(b, j); one != other || one < 0 {
			return one == other
		}
	}
}

// plain reports whether a text is of plain characters.
func plain(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// nextNormal is the next character that Normal makes of a text of plain ones, negative at the end, and where to go on.
func nextNormal(text string, from int) (c, next int) {
	at := from
	for at < len(text) && isGap(text[at]) {
		at++
	}
	switch {
	case at == len(text):
		return -1, at
	case from > 0 && at > from:
		return ' ', at
	}
	return int(lower(text[at])), at + 1
}

// isGap reports whether a plain character is a hyphen or a space, which are one to Normal.
func isGap(c byte) bool { return c == '-' || c == ' ' || c >= '\t' && c <= '\r' }

// lower is a plain character as a small letter, where it is a capital one.
func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c | 0x20
	}
	return c
}

// ContainsFold reports whether a word of plain small letters is a part of a text, whatever the case of its letters.
func ContainsFold(text, word string) bool {
	if !plain(text) {
		return strings.Contains(strings.ToLower(text), word)
	}
	for from := 0; from+len(word) <= len(text); from++ {
		n := 0
		for n < len(word) && lower(text[from+n]) == word[n] {
			n++
		}
		if n == len(word) {
			return true
		}
	}
	return false
}

// normalASCII is Normal of a text of plain characters, in one go.
func normalASCII(text string) string { return string(appendPlain(make([]byte, 0, len(text)), text)) }

// AppendNormal adds what Normal makes of a text to others.
func AppendNormal(to []byte, text string) []byte {
	if !plain(text) {
		return append(to, Normal(text)...)
	}
	return appendPlain(to, text)
}

func appendPlain(to []byte, text string) []byte {
	for c, at := nextNormal(text, 0); c >= 0; c, at = nextNormal(text, at) {
		to = append(to, byte(c))
	}
	return to
}

// RoleNames lists roles in words.
func RoleNames(roles []*model.Resource) string {
	words := make([]string, len(roles))
	for i, r := range roles {
		words[i] = "`" + r.Name + "`"
	}
	return strings.Join(words, " and ")
}

// Small words say nothing of their own in a reason.
var Small = strings.Fields("a an and are as be because by for from helps help in is it its it's more of on our " +
	"supports support that the their them this to us we will with which directly so")

// Tokens are the words of a text in small letters, in the singular.
func Tokens(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r > 127)
	})
	for i, w := range words {
		words[i] = quantity.Singular(w)
	}
	return words
}

// scores are what people call a number that has no unit: it stands on a scale, or is one number divided by another.
var scores = Tokens("score rating grade nps enps csat star satisfaction survey vs versus factor efficiency multiple " +
	"multiplier coefficient per")

// Score reports whether a name says that its number is one of a scale or a quotient, which needs no unit: a guest
// rating of 8.9, revenue against plan of 1.05, bonuses per employee of 0.1.
func Score(name string) bool {
	return slices.ContainsFunc(Tokens(name), func(w string) bool { return slices.Contains(scores, w) })
}

// uncounted are words in the plural that do not say what a number counts: it may be money, a time or a level.
var uncounted = strings.Fields("sales revenues earnings profits margins costs savings fees wages salaries expenses " +
	"times rates ratios shares scores levels percentages averages operations logistics analytics")

// Counts reports whether a name says what its whole numbers count: "number of loans", "farmers trained".
func Counts(name string) bool {
	lower := strings.ToLower(name)
	for _, lead := range []string{"number of ", "count of ", "how many ", "# of ", "no. of "} {
		if strings.Contains(lower, lead) {
			return true
		}
	}
	return slices.ContainsFunc(strings.FieldsFunc(lower, notLetter), func(w string) bool {
		return w == "people" || w == "children" || len(w) > 3 && quantity.Singular(w) != w && !slices.Contains(uncounted, w)
	})
}

var periods = strings.Fields("hour day week month quarter year shift")

// InTime reports whether a name says in what time its number is counted: "visits per day", "weekly visits".
func InTime(name string) bool {
	words := Tokens(name)
	for i, w := range words {
		if _, every := quantity.Rhythm(w); every == 1 {
			return true
		}
		if i > 0 && slices.Contains([]string{"per", "each", "every"}, words[i-1]) && slices.Contains(periods, w) {
			return true
		}
	}
	return false
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }
