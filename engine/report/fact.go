package report

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// A message that is longer than this, in code points, has its first part alone as its headline, which is at least so
// long. One that is far too long has it even where the rest holds numbers that are only written down there.
const (
	headlineLong    = 100
	headlineTooLong = 116
	headlineLeast   = 25
)

// fact is the part of a message that says what is so. What follows it, after a colon or a semicolon, says how, why or
// what to do. A message whose numbers or names would be lost stays whole.
func fact(message string) string {
	if utf8.RuneCountInString(message) <= headlineLong {
		return message
	}
	message = fieldInBrackets().ReplaceAllString(message, "")
	tooLong := utf8.RuneCountInString(message) > headlineTooLong
	for _, at := range ends(message) {
		first, rest := message[:at], message[at+2:]
		switch {
		case utf8.RuneCountInString(first) < headlineLeast, wordsOutside(first) < 2,
			message[at] == ';' && aNumber().MatchString(rest): // two numbers that clash stand on its sides
			continue
		case tooLong && !strings.Contains(rest, "“"):
			return first
		case !strings.Contains(first, "“") && !aNumber().MatchString(first),
			!aNumber().MatchString(first) && numberInCode(rest),
			strings.Contains(rest, "“") && !strings.Contains(first, "“"):
			return message
		}
		return first
	}
	return message
}

// fieldInBrackets is the name of a field after the words for it: ", and nobody says why (`because`)".
var fieldInBrackets = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(" \\(`[A-Za-z][A-Za-z/]*`\\)")
})

// ends are the places of the colons and semicolons between the parts of a text: those with a space after them, and in
// no quotation marks and no brackets.
func ends(text string) []int {
	var all []int
	depth, code, quoted := 0, false, false
	for i, r := range text {
		switch {
		case r == '`':
			code = !code
		case code:
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == '“' || r == '(':
			depth++
		case r == '”' || r == ')':
			depth--
		case depth == 0 && (r == ':' || r == ';') && strings.HasPrefix(text[i+1:], " "):
			all = append(all, i)
		}
	}
	return all
}

// wordsOutside counts the words of a text outside of quotation marks and backquotes.
func wordsOutside(text string) int { return len(strings.Fields(inMarks().ReplaceAllString(text, ""))) }

var (
	inMarks = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile("“[^”]*”:?|`[^`]*`:?") })
	aNumber = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:^|[^\pL\d])\d`) })
)

// numberInCode reports whether something that is quoted as it is written has a number.
func numberInCode(text string) bool {
	return slices.ContainsFunc(spans(text), func(s span) bool { return s.Code && aNumber().MatchString(s.Text) })
}
