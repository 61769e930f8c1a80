package basis

import (
	"bytes"
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

// normalASCII is Normal of a text of plain characters, in one go.
func normalASCII(text string) string {
	made := make([]byte, 0, len(text))
	for i := range len(text) {
		switch c := text[i]; {
		case c == '-' || c == ' ' || c >= '\t' && c <= '\r':
			if n := len(made); n > 0 && made[n-1] != ' ' {
				made = append(made, ' ')
			}
		case c >= 'A' && c <= 'Z':
			made = append(made, c|0x20)
		default:
			made = append(made, c)
		}
	}
	return string(bytes.TrimSuffix(made, []byte(" ")))
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
