package draft

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/tables"
	"github.com/kpilint/kpilint/engine/wording"
)

// Languages are those that texts are read in.
const Languages = "English, German, French, Spanish, Swedish, Dutch and Italian"

// unreadLanguage is the language or the script of a text where that is not read; "" for all others, and where
// the text is too short to tell.
func unreadLanguage(text string) string {
	if script := foreignScript(text); script != "" {
		return script
	}
	found := map[string]int{}
	read := 0
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		for _, language := range smallWords()[w] {
			found[language]++
		}
		if tables.English(w) || tables.Foreign(w) {
			read++
		}
	}
	best := ""
	for _, language := range languageNames() {
		if found[language] > found[best] {
			best = language
		}
	}
	if found[best] < leastWords || found[best] <= read/2 {
		return ""
	}
	return best
}

// leastWords is how many small words of a language a text has at least before it is said to be in it.
const leastWords = 3

// foreignScript is the script in which most letters of a text are written; "" for the Latin one.
func foreignScript(text string) string {
	letters := 0
	found := map[string]int{}
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		for _, s := range scripts {
			if unicode.Is(s.letters, r) {
				found[s.name()]++
			}
		}
	}
	for _, s := range scripts {
		if found[s.name()]*2 > letters {
			return s.name()
		}
	}
	return ""
}

var scripts = []struct {
	name    wording.Text
	letters *unicode.RangeTable
}{
	{wording.CyrillicScript, unicode.Cyrillic}, {wording.Greek, unicode.Greek}, {wording.ArabicScript, unicode.Arabic},
	{wording.Hebrew, unicode.Hebrew}, {wording.ChineseOrJapanese, unicode.Han}, {wording.Japanese, unicode.Hiragana},
	{wording.Japanese, unicode.Katakana}, {wording.Korean, unicode.Hangul}, {wording.Thai, unicode.Thai},
	{wording.DevanagariScript, unicode.Devanagari},
}

// smallWords are the languages that have a small word which none of those that are read has.
var smallWords = sync.OnceValue(func() map[string][]string {
	all := map[string][]string{}
	for language, words := range unreadWords {
		for w := range strings.FieldsSeq(words) {
			all[w] = append(all[w], language)
		}
	}
	return all
})

// languageNames are in the order of the alphabet, so that the first of two that are alike is always the same.
var languageNames = sync.OnceValue(func() []string {
	var all []string
	for language := range unreadWords {
		all = append(all, language)
	}
	slices.Sort(all)
	return all
})

var unreadWords = map[string]string{
	"Czech":     "jsou není nebo každý každé měsíc měsíčně denně týdně nejméně méně více podle při všechny bude zákazníků",
	"Danish":    "og mindst ikke måned måneden dage uge ugen nye hver skal ved højst opgaver arbejdsdage",
	"Finnish":   "sekä tai ovat joka vähintään enintään päivässä kuukaudessa viikossa kunnes päivän asiakasta",
	"Hungarian": "és az nem legalább legfeljebb naponta havonta hetente vagy egy minden belül vannak ügyfél",
	"Norwegian": "og innen ikke måned måneden dager uke uken nye hver skal etter ved høyst oppgaver arbeidsdager",
	"Polish":    "najmniej najwyżej dziennie miesięcznie tygodniowo lub oraz się jest są dni dla każdy przez",
	"Portuguese": "pelo pela mês dia úteis uma não até aos ao são você dos novos função funções descrição serviço " +
		"responsáveis",
	"Romanian": "și cel puțin lună săptămână sau sunt pentru din cu fiecare clienți este",
	"Turkish":  "ve bir günde ayda haftada veya için ile değil gün içinde olarak müşteri",
}

// textOf is the text of blocks, from the first on.
func textOf(blocks []content.Block) string {
	var whole strings.Builder
	for _, b := range blocks {
		if b.Table == nil && whole.Len() < maxSample {
			whole.WriteString(b.Text.String() + "\n")
		}
	}
	return whole.String()
}
