package tables

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed words/columns.txt
var columnsText string

//go:embed words/cells.txt
var cellsText string

//go:embed words/rows.txt
var rowsText string

// lexicon finds the sections of phrases in a run of words.
type lexicon struct {
	phrases map[string][]section
	ends    []ending       // phrases with a star in front
	begins  []ending       // and behind
	longest int            // in words
	from    map[string]int // how many words the longest phrase has that begins with a word
	order   map[string]int
	shorts  bool // words that end with a dot may be the beginnings of longer ones
}

type section struct {
	name  string
	place int // of the section in its file
}

type ending struct {
	part string
	section
}

var (
	columnWords = sync.OnceValue(func() *lexicon {
		l := newLexicon(columnsText)
		l.shorts = true
		return l
	})
	cellWords = sync.OnceValue(func() *lexicon { return newLexicon(cellsText) })
	rowWords  = sync.OnceValue(func() *lexicon { return newLexicon(rowsText) })
)

// newLexicon reads a file of words: sections in square brackets, with phrases between commas. "= 4" behind a phrase is
// its own section.
func newLexicon(text string) *lexicon {
	l := &lexicon{phrases: map[string][]section{}, from: map[string]int{}, order: map[string]int{}}
	name, place := "", 0
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line == "#" || strings.HasPrefix(line, "# "):
			continue
		case line[0] == '[' && line[len(line)-1] == ']':
			name = line[1 : len(line)-1]
			place++
			l.order[name] = place
			continue
		}
		line, of, own := strings.Cut(line, " = ")
		in := section{name, place}
		if own && !strings.Contains(of, ",") && len(of) < 3 {
			in.name = of
		} else if own {
			line += " = " + of
		}
		for phrase := range strings.SplitSeq(line, ",") {
			l.add(strings.TrimSpace(phrase), in)
		}
	}
	return l
}

func (l *lexicon) add(phrase string, in section) {
	switch {
	case phrase == "":
	case phrase[0] == '*' && len(phrase) > 3:
		l.ends = append(l.ends, ending{fold(phrase[1:]), in})
	case phrase[len(phrase)-1] == '*' && len(phrase) > 3:
		l.begins = append(l.begins, ending{fold(phrase[:len(phrase)-1]), in})
	default:
		words := split(phrase)
		key := strings.Join(words, " ")
		l.phrases[key] = append(l.phrases[key], in)
		l.longest = max(l.longest, len(words))
		if len(words) > 0 { // "--" has none
			l.from[words[0]] = max(l.from[words[0]], len(words))
		}
	}
}

// Named is what a header or a label says that a column or a cell holds; AsNothing where it is not known.
func Named(text string) As {
	as, _, _, _ := namedAs([]string{line(text)})
	return as
}

// Less reports whether a number is called as something of which less is better: complaints, waiting time, costs.
func Less(name string) bool { return rowWords().has(name, "less") }

// whole are the sections of a text that is one phrase.
func (l *lexicon) whole(text string) []section {
	words := split(text)
	if len(words) == 0 || len(words) > l.longest {
		return nil
	}
	return l.at(words)
}

// is reports whether a text is a phrase of a section.
func (l *lexicon) is(text, section string) bool {
	for _, s := range l.whole(text) {
		if s.name == section {
			return true
		}
	}
	return false
}

func (l *lexicon) at(words []string) []section {
	if in := l.phrases[strings.Join(words, " ")]; in != nil || len(words) > 1 {
		return in
	}
	var all []section
	for _, e := range l.ends {
		if len(words[0]) > len(e.part)+1 && strings.HasSuffix(words[0], e.part) {
			all = append(all, e.section)
		}
	}
	for _, e := range l.begins {
		if strings.HasPrefix(words[0], e.part) {
			all = append(all, e.section)
		}
	}
	return all
}

// match is a phrase found in a run of words.
type match struct {
	from, to int
	in       []section
}

// find finds the longest phrases, from the left.
func (l *lexicon) find(words []string) []match {
	var all []match
	for i := 0; i < len(words); {
		n := 1
		for size := min(max(l.from[words[i]], 1), len(words)-i); size > 0; size-- {
			if in := l.at(words[i : i+size]); in != nil {
				all = append(all, match{i, i + size, in})
				n = size
				break
			}
		}
		if n == 1 && l.shorts && i+1 < len(words) && words[i+1] == "." && l.at(words[i:i+1]) == nil {
			if in, ok := l.short(words[i]); ok {
				all = append(all, match{i, i + 2, []section{in}})
				n = 2
			}
		}
		i += n
	}
	return all
}

// short is the section of the words that begin as an abbreviation does, where they are all of one: owner of "resp.".
func (l *lexicon) short(word string) (section, bool) {
	if len(word) < leastShort {
		return section{}, false
	}
	var found section
	for phrase, in := range l.phrases {
		if len(phrase) <= len(word) || !strings.HasPrefix(phrase, word) || strings.Contains(phrase, " ") {
			continue
		}
		one := in[0]
		if one.name == string(AsObjective) {
			one = section{string(asGoal), l.order[string(asGoal)]}
		}
		if found.name != "" && found.name != one.name {
			return section{}, false
		}
		found = one
	}
	return found, found.name != "" && !As(found.name).isTime()
}

// leastShort is how many letters an abbreviation has at least.
const leastShort = 3

// has reports whether a phrase of a section stands in a text.
func (l *lexicon) has(text, section string) bool {
	for _, m := range l.find(split(text)) {
		for _, s := range m.in {
			if s.name == section {
				return true
			}
		}
	}
	return false
}

// maxWords is how many words of a cell are looked at for phrases. What is longer is text.
const maxWords = 60

// split are the words of a text as phrases are compared: without case and accents, at every sign and at a capital in
// the middle of a word. Signs that mean something are words of their own.
func split(text string) []string {
	all := make([]string, 0, min(len(text)/6+2, maxWords))
	start := -1
	end := func(i int) {
		if start >= 0 && len(all) < maxWords {
			all = append(all, fold(text[start:i]))
		}
		start = -1
	}
	var before rune
	for i, c := range text {
		switch {
		case timeSign(c) && unicode.IsDigit(before):
			end(i)
			if len(all) < maxWords {
				all = append(all, string(c))
			}
		case unicode.IsLetter(c) || unicode.IsDigit(c) || c == '\'' || c == '’':
			lowerThenUpper := unicode.IsLower(before) && unicode.IsUpper(c)
			scripts := unicode.IsLetter(before) && ideograph(before) != ideograph(c)
			if start >= 0 && (lowerThenUpper || scripts || unicode.IsDigit(before) != unicode.IsDigit(c) &&
				(unicode.IsDigit(before) || unicode.IsDigit(c))) {
				end(i)
			}
			if start < 0 {
				start = i
			}
		case noteSign(c) && start >= 0 && i-start > 2:
			end(i)
		default:
			end(i)
			if !unicode.IsSpace(c) && !strings.ContainsRune("_-:;,()[]{}\"'“”„«»!|\u200b", c) && len(all) < maxWords {
				all = append(all, string(c))
			}
		}
		before = c
	}
	end(len(text))
	return all
}

// timeSign reports whether a sign behind a number makes a year, a month or a day of it, as in 2026年1月 and 1월.
func timeSign(c rune) bool {
	switch c {
	case '年', '月', '日', '년', '월', '일':
		return true
	}
	return false
}

// ideograph reports whether a letter is one of the scripts of East Asia, which stand beside Latin ones without a blank:
// KPI目標.
func ideograph(c rune) bool {
	return c >= 0x2e80 && unicode.In(c, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana)
}

// noteSign reports whether a sign behind a word leads to a note below the table.
func noteSign(c rune) bool { return strings.ContainsRune("¹²³†‡*", c) }

// plainLetters are the letters that stand for those with accents.
var plainLetters = sync.OnceValue(func() map[rune]string {
	all := map[rune]string{'ß': "ss", 'œ': "oe", 'æ': "ae", 'ø': "o", '’': "'"}
	for plain, letters := range map[string]string{"a": "áàâäãåāą", "e": "éèêëēę", "i": "íìîïī", "o": "óòôöõō",
		"u": "úùûüū", "c": "çć", "n": "ñń", "y": "ýÿ", "s": "šś", "z": "žźż",
		"l": "ł"} {
		for _, c := range letters {
			all[c] = plain
		}
	}
	return all
})

// fold is a word without case and accents.
func fold(word string) string {
	plain := true
	for i := range len(word) {
		if c := word[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			plain = false
			break
		}
	}
	if plain {
		return word
	}
	var b strings.Builder
	for _, c := range word {
		c = unicode.ToLower(c)
		if s, ok := plainLetters()[c]; ok {
			b.WriteString(s)
		} else if c != '\u0301' && c != '\u0308' && c != '\u0300' && c != '\u0302' {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// line is a text on one line, with single blanks.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }
