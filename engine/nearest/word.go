package nearest

import (
	"strings"
	"unicode/utf8"
)

// A Limit says how many letters may differ for a known word to be meant by the one that was written. Both are in small
// letters. Below 0 the known word is never the answer. There are several limits because a wrong suggestion costs more
// in one place than in another.
type Limit func(written, known string) int

// Few is the limit where other words are valid too, as nouns, dates and countries are: one letter, or two in words of
// six letters and more. Two letters of a shorter word make another word, as of lead and deal.
func Few(written, _ string) int {
	if utf8.RuneCountInString(written) >= 6 {
		return 2
	}
	return 1
}

// Third is the limit where a name must be one of many, as a field is one of its kind: two letters, or a third of a long
// name. Two letters of a short name are half of it: head is no team.
func Third(written, _ string) int {
	length := utf8.RuneCountInString(written)
	return max(min(2, length-3), length/3)
}

// Half is the limit where one of a few words must be meant, and none is like another.
func Half(written, _ string) int { return utf8.RuneCountInString(written) / 2 }

// AtMost is a limit that is the same for all words.
func AtMost(letters int) Limit { return func(_, _ string) int { return letters } }

// Word is the first known word with the fewest letters to change, whatever their case, "" when none is within the
// limit.
func Word(written string, known []string, limit Limit) string {
	if i := Index(written, known, limit); i >= 0 {
		return known[i]
	}
	return ""
}

// Index is the index of what Word returns, -1 for none.
func Index(written string, known []string, limit Limit) int {
	best, least := -1, 0
	written = strings.ToLower(written)
	length := utf8.RuneCountInString(written)
	for i, name := range known {
		name = strings.ToLower(name)
		most := limit(written, name)
		if best >= 0 {
			most = min(most, least-1)
		}
		if more := length - utf8.RuneCountInString(name); more > most || -more > most {
			continue // so many letters are too many or missing
		}
		if d := Letters(written, name); d <= most {
			best, least = i, d
		}
	}
	return best
}

// Choice is the word of a few, one of which is meant: the first that what was written is the beginning of, else the
// nearest by Half. "" for none.
func Choice(written string, choices []string) string {
	for _, choice := range choices {
		if len(written) > 2 && strings.HasPrefix(choice, strings.ToLower(written)) {
			return choice
		}
	}
	return Word(written, choices, Half)
}
