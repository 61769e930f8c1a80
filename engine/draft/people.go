package draft

import (
	"cmp"
	"iter"
	"regexp"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/tables"
	"github.com/kpilint/kpilint/engine/wording"
)

// crowd is how many people do the work, and what they are called; "" where nothing says so.
type crowd struct {
	count, called string
	at            source.Span
}

// people is how many do the work, where the text says so: "a team of 5", "our five salespeople", "Headcount: 5".
func (d *drafter) people() *crowd {
	for _, b := range d.doc.Blocks {
		if b.Table != nil {
			if c := peopleInForm(b.Table); c != nil {
				return c
			}
			continue
		}
		text := b.Text.String()
		for _, m := range headcount().FindAllStringSubmatchIndex(text, -1) {
			if count := d.counts(text, m); count != "" {
				return &crowd{count, followingNoun(text[m[1]:], m[2] >= 0), whereIs(b, text, m)}
			}
		}
	}
	return nil
}

// peopleInForm finds a row of two cells that says how many people there are: "Number of positions | 6".
func peopleInForm(t *content.Table) *crowd {
	for label, text := range form(t) {
		if tables.Named(label) != tables.AsHeadcount {
			continue
		}
		q, err := quantity.Parse(strings.ToLower(strings.TrimSpace(text.String())))
		if err == nil && q.Low != nil && q.Low.IsInt() && q.Low.Sign() > 0 && !q.IsRange() {
			return &crowd{q.Low.RatString(), "", text.Places().Span(0, len(text.Bytes))}
		}
	}
	return nil
}

// form are the rows of two cells of a table, as forms have them: the label without its colon, and what stands beside.
func form(t *content.Table) iter.Seq2[string, content.Text] {
	return func(yield func(label string, text content.Text) bool) {
		for _, r := range t.Rows[:min(len(t.Rows), maxForm)] {
			if len(r.Cells) != 2 {
				continue
			}
			label := strings.TrimRight(strings.TrimSpace(r.Cells[0].Text.String()), ": ")
			if !yield(label, r.Cells[1].Text) {
				return
			}
		}
	}
}

// maxForm is how many rows of a table are looked at as those of a form.
const maxForm = 40

// followingNoun is what people are called behind "a team of 14": support engineers.
func followingNoun(text string, team bool) string {
	var words []string
	for w := range strings.FieldsSeq(text) {
		bare := strings.TrimRight(w, ".,;:)")
		if !team || len(words) > 2 || strings.Trim(strings.ToLower(bare), "abcdefghijklmnopqrstuvwxyz-") != "" {
			break
		}
		words = append(words, bare)
		if isPerson(bare) && strings.HasSuffix(bare, "s") {
			return strings.Join(words, " ")
		}
		if bare != w {
			break
		}
	}
	return ""
}

// staff gives a role its headcount. A team gets a role with the people in it.
func (d *drafter) staff(root *source.Node, people crowd) {
	if !d.team {
		root.Append("headcount", written(people.count, people.at))
		return
	}
	name := Upper(cmp.Or(people.called, wording.TeamMembers()))
	role, roles := source.New(source.Map, "", people.at), source.New(source.List, "", people.at)
	role.Append("id", assumed(Slug(name), people.at))
	role.Append("name", assumed(name, people.at))
	role.Append("headcount", written(people.count, people.at))
	roles.AppendItems(role)
	root.Append("roles", roles)
}

// headcount finds a number of people: after the word that says so, or before what they are called.
var headcount = sync.OnceValue(func() *regexp.Regexp {
	counted := `(\d{1,4}|` + numerals(2, 90) + `)`
	return regexp.MustCompile(`(?i)\b(?:(?:team|group|staff) of (?:about )?` + counted + `\b|` +
		`(?:headcount|number of (?:positions|openings|people|staff))\s*[:=]?\s*` + counted + `\b|` +
		counted + `\s+((?:[a-z]+ ){0,3}[a-z]+)\b)`)
})

// counts is the number of a match, "" where it counts others than those who are asked.
func (d *drafter) counts(text string, m []int) string {
	group := func(n int) string {
		if m[2*n] < 0 {
			return ""
		}
		return text[m[2*n]:m[2*n+1]]
	}
	number := group(1) + group(2) + group(3)
	if whom := group(4); whom != "" && (!d.isOwnName(whom) || furtherOnes.Has(strings.ToLower(strings.Fields(whom)[0]))) {
		return "" // hire 2 more field workers
	}
	q, err := quantity.Parse(strings.ToLower(number))
	if err != nil || q.Low == nil {
		return ""
	}
	return q.Low.RatString()
}

// furtherOnes stand before people who come to those who are there.
var furtherOnes = content.WordSet("more additional further extra new")

// isOwnName reports whether people are called as the title calls them: "salespeople" of a salesperson, "managers" of a
// manager, among what follows a number.
func (d *drafter) isOwnName(whom string) bool {
	title := ""
	for _, w := range strings.Fields(strings.ToLower(d.name)) {
		if isPerson(w) {
			title = quantity.Singular(w)
		}
	}
	for _, w := range strings.Fields(strings.ToLower(whom)) {
		one := quantity.Singular(w)
		if before, ok := strings.CutSuffix(w, "people"); ok {
			one = before + "person"
		}
		if one != w && one == title {
			return true
		}
		if w == "and" || w == "or" || w == "of" || w == "in" || w == "with" || w == "for" || w == "to" {
			return false
		}
	}
	return false
}

// whereIs is the place of a match in a block whose text is as it is read.
func whereIs(b content.Block, text string, m []int) source.Span {
	at := b.Text.Places()
	if len(b.Text.Bytes) == len(text) {
		return at.Span(m[0], m[1])
	}
	return at.Span(0, len(b.Text.Bytes))
}
