package draft

import (
	"math/big"
	"regexp"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// sharesOfTime are the patterns of how a text divides the time of a person.
type sharesOfTime struct {
	whole *regexp.Regexp // "60 % of your time", "half of the day"
	part  *regexp.Regexp // "35 % on planning letters", "a third for the grounds"
}

var ofTime = sync.OnceValue(func() sharesOfTime {
	share := `(\d{1,3}(?:\.\d)?\s?%|half|(?:an?|one|two) (?:third|quarter|fifth|sixth|eighth|tenth)s?|` +
		`three[- ]quarters)`
	time := `(?:of\s+)?(?:your|the|their|his|her|a)\s+(?:working\s+|work\s+)?(?:time|day|week)`
	links := `(?:goes?|is|are|spent|spend|on|for|to|into|in|with|be)`
	return sharesOfTime{
		whole: regexp.MustCompile(`(?i)\b` + share + `\s+` + time + `\b`),
		part: regexp.MustCompile(`(?i)\b` + share + `\s+(?:` + time + `\s+)?(?:will\s+)?` + links +
			`\s+(?:` + links + `\s+)*`),
	}
})

// timeOf is how a text divides the time of a person, where its shares are more than all of it: in one sentence, half of
// the day for repairs, a third for the grounds and a third for the paperwork. It is nil where they fit.
func (d *drafter) timeOf() *source.Node {
	if d.team {
		return nil
	}
	for _, b := range d.doc.Blocks {
		text := b.Text.String()
		if b.Table != nil || len(b.Text.Bytes) != len(text) {
			continue
		}
		from := 0
		for _, end := range append(sentenceEnds.Get().FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
			if time := shares(b, text, from, end[0]); time != nil {
				return time
			}
			from = end[1]
		}
	}
	return nil
}

var sentenceEnds = content.Pattern(`[.!?]\s+|\n\n`)

// shares are those of one sentence; nil where they fit into the whole.
func shares(b content.Block, text string, from, to int) *source.Node {
	said := text[from:to]
	if !ofTime().whole.MatchString(said) {
		return nil
	}
	total := new(big.Rat)
	time := source.New(source.Map, "", whereIs(b, text, []int{from, to}))
	parts := ofTime().part.FindAllStringSubmatchIndex(said, maxShares)
	for i, m := range parts {
		end := len(said)
		if i+1 < len(parts) {
			end = parts[i+1][0]
		}
		part, name := shareOf(said[m[2]:m[3]]), activity(said[m[1]:end])
		if part == nil || name == "" || time.Get(name) != nil {
			return nil
		}
		total.Add(total, part)
		percent := new(big.Rat).Mul(part, big.NewRat(100, 1))
		time.Append(name, written(quantity.Number(percent)+"%", whereIs(b, text, []int{from + m[2], from + m[3]})))
	}
	if total.Cmp(justMore) <= 0 {
		return nil
	}
	return time
}

// justMore is how much shares make that people have rounded.
var justMore = big.NewRat(101, 100)

// maxShares is how many parts of a day are looked at.
const maxShares = 20

// activity is what time is for, in a few words.
func activity(words string) string {
	var all []string
	for w := range strings.FieldsSeq(strings.ToLower(words)) {
		if joiningWords.Has(w) {
			break
		}
		if !articles.Has(w) {
			all = append(all, w)
		}
		if strings.ContainsAny(w[len(w)-1:], ",;:.") {
			break
		}
	}
	return Slug(strings.Join(all[:min(len(all), 3)], " "))
}

var (
	joiningWords = content.WordSet("and or but with while")
	articles     = content.WordSet("the a an your our their")
)
