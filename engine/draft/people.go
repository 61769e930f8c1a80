package draft

import (
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// people is how many do the work, where the text says so: "a team of 5", "our five salespeople", "Headcount: 5".
func (d *drafter) people() *source.Node {
	for _, b := range d.doc.Blocks {
		if b.Table != nil {
			continue
		}
		text := b.Text.String()
		for _, m := range headcount().FindAllStringSubmatchIndex(text, -1) {
			if count := d.counts(text, m); count != "" {
				return written(count, whereIs(b, text, m))
			}
		}
	}
	return nil
}

const counted = `\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve`

// headcount finds a number of people: after the word that says so, or before what they are called.
var headcount = content.Pattern(`(?i)\b(?:(?:team|group|staff) of (?:about )?(` + counted + `)\b|` +
	`(?:headcount|number of (?:positions|openings|people|staff))\s*[:=]?\s*(` + counted + `)\b|` +
	`(` + counted + `)\s+((?:[a-z]+ ){0,3}?[a-z]+(?:s|people|men|women))\b)`)

// counts is the number of a match, "" where it counts others than those who are asked.
func (d *drafter) counts(text string, m []int) string {
	group := func(n int) string {
		if m[2*n] < 0 {
			return ""
		}
		return text[m[2*n]:m[2*n+1]]
	}
	number := group(1) + group(2) + group(3)
	if whom := group(4); whom != "" && !d.isOwnName(whom) {
		return ""
	}
	q, err := quantity.Parse(strings.ToLower(number))
	if err != nil || q.Low == nil {
		return ""
	}
	return q.Low.RatString()
}

// isOwnName reports whether people are called as the title calls them, or as the members of the team.
func (d *drafter) isOwnName(whom string) bool {
	words := strings.Fields(strings.ToLower(whom))
	last := quantity.Singular(words[len(words)-1])
	if strings.HasSuffix(words[len(words)-1], "people") {
		last = strings.TrimSuffix(words[len(words)-1], "people") + "person"
	}
	own := strings.Fields(strings.ToLower(d.name))
	return last == quantity.Singular(own[len(own)-1])
}

// whereIs is the place of a match in a block whose text is as it is read.
func whereIs(b content.Block, text string, m []int) source.Span {
	at := b.Text.Places()
	if len(b.Text.Bytes) == len(text) {
		return at.Span(m[0], m[1])
	}
	return at.Span(0, len(b.Text.Bytes))
}
