package draft

import (
	"math/big"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/prose"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// daysOfPieces are the patterns of how many days of work one piece takes. Days that only pass are none of them: an
// order takes 3 days to arrive.
type daysOfPieces struct {
	piece *regexp.Regexp // "a conference is a full day's work", "each survey takes one day on site", "a two-day job"
	more  *regexp.Regexp // "editing the pictures takes another day", "and two days to write up", "half a day more"
}

const (
	someDays = `(half an?|an?|one|\d{1,2}(?:\.5)?|two|three|four|five|six|seven|eight|nine|ten)( and a half)?`
	daysAtIt = `(?:['’]s? work|s? of work|s?['’] work|s? on site|s? at the [a-z]+|s? in the field|` +
		`s? to (?:fit|write|build|make|edit|install|film|repair|restore|complete|design|prepare|plan|paint|cut|sew|do))`
	takesDays = `\s+(?:takes?|needs?|is|means|requires?|are)\s+(?:you |us )?(?:about |around )?`
)

var ofDays = sync.OnceValue(func() daysOfPieces {
	whole := `(?:full |whole |entire )`
	return daysOfPieces{
		piece: regexp.MustCompile(`(?i)\b(?:each|every|an?|one)\s+(?:[a-z]+ )?([a-z][a-z-]*)` + takesDays +
			`(?:` + someDays + `\s+` + whole + `days?\b|` + someDays + `[- ]day` + daysAtIt +
			`|(?:an? )?` + someDays + `[- ]day job|` +
			`an? (?:[a-z]+|\d{1,2})-hour (day)\b|` + someDays + ` (?:days|day)\b)`),
		more: regexp.MustCompile(`(?i)\b(?:takes?|and|plus|allow|with)\s+(?:it takes |the [a-z]+ (?:[a-z]+ )?)?(?:` +
			`(another)(?: (half an?|half|a quarter of a|quarter of a|whole|full))?(?: days?)?(?: to [a-z]+)?\b|` +
			someDays + `\s+days?\s+(?:more|to write up|of (?:preparation|editing|writing|reporting|paperwork|planning))\b)`),
	}
})

// numberOfDays are the days that a match of someDays says, in its two groups; nil for none.
func numberOfDays(text string, m []int, group int) *big.Rat {
	if m[2*group] < 0 {
		return nil
	}
	word := strings.ToLower(text[m[2*group]:m[2*group+1]])
	days := big.NewRat(1, 1)
	switch {
	case strings.HasPrefix(word, "half"):
		days = big.NewRat(1, 2)
	case word != "a" && word != "an" && word != "one":
		q, err := quantity.Parse(word)
		if err != nil || q.Low == nil {
			return nil
		}
		days = q.Low
	}
	if m[2*group+2] >= 0 {
		return new(big.Rat).Add(days, big.NewRat(1, 2))
	}
	return days
}

// inDays are the pieces of which a text says how many days of work each takes, and whether it speaks of several days of
// the week.
type inDays struct {
	pieces   []pieceInDays
	moreDays bool
}

// pieceInDays is how many days of work a piece takes, with what comes on top of it.
type pieceInDays struct {
	noun string
	days *big.Rat
	at   source.Span
}

// daysFor is the effort of one piece of what a KPI counts where the text says it in days of work, with what comes on
// top of it, and where so many of them do not fit into the days of their period; nil where they do.
func (d *drafter) daysFor(q quantity.Quantity) *source.Node {
	words := strings.Split(q.Unit.Noun(), "-")
	noun := words[len(words)-1]
	if !Counts(q.Unit) || q.Low == nil || q.Unit.Period() != "week" && q.Unit.Period() != "month" {
		return nil
	}
	for _, p := range d.daysOf().pieces {
		if p.noun != noun {
			continue
		}
		if d.fitsInto(p.days, q) {
			return nil
		}
		d.used = append(d.used, p.at)
		return written(quantity.Number(p.days)+" workdays/"+unitOf(q), p.at)
	}
	return nil
}

// daysOf finds once what the text says in days.
func (d *drafter) daysOf() *inDays {
	if d.inDays != nil {
		return d.inDays
	}
	d.inDays = &inDays{}
	for n, b := range d.doc.Blocks {
		if b.Table != nil || len(d.inDays.pieces) > maxShares {
			continue
		}
		text, next := b.Text.String(), ""
		if n+1 < len(d.doc.Blocks) && d.doc.Blocks[n+1].Table == nil && b.Kind != content.Item {
			next = d.doc.Blocks[n+1].Text.String()
		}
		d.inDays.moreDays = d.inDays.moreDays || moreDaysToo.Get().MatchString(text)
		for _, m := range ofDays().piece.FindAllStringSubmatchIndex(text, maxCosts) {
			if days := workOf(text, next, m); days != nil {
				noun := quantity.Singular(strings.ToLower(text[m[2]:m[3]]))
				d.inDays.pieces = append(d.inDays.pieces, pieceInDays{noun, days, whereIs(b, text, []int{m[0], m[1]})})
			}
		}
	}
	return d.inDays
}

// workOf are the days of a match, and of what comes on top behind it or in the next block; nil where nothing says that
// they are days of work.
func workOf(text, next string, m []int) *big.Rat {
	var days *big.Rat
	for _, group := range []int{2, 4, 6, 9} {
		if days == nil {
			days = numberOfDays(text, m, group)
		}
	}
	if m[16] >= 0 {
		days = big.NewRat(1, 1) // a ten-hour day
	}
	if days == nil {
		return nil
	}
	more := moreDays(text, m[1])
	if more.Sign() == 0 {
		more = moreDays(next, 0)
	}
	plain := m[18] >= 0 // takes two days, of which a further word has to say that they are worked
	if plain && more.Sign() == 0 && !halfDays.Get().MatchString(text[m[0]:m[1]]) {
		return nil
	}
	return new(big.Rat).Add(days, more)
}

var halfDays = content.Pattern(`(?i)and a half|half a`)

// moreDays are what a text says a piece takes on top, in days, behind a place.
func moreDays(text string, from int) *big.Rat {
	more := new(big.Rat)
	for _, m := range ofDays().more.FindAllStringSubmatchIndex(text[from:], maxCosts) {
		rest := text[from:]
		switch {
		case m[2] >= 0 && m[4] >= 0 && strings.HasPrefix(strings.ToLower(rest[m[4]:m[5]]), "half"):
			more.Add(more, big.NewRat(1, 2))
		case m[2] >= 0 && m[4] >= 0 && strings.Contains(strings.ToLower(rest[m[4]:m[5]]), "quarter"):
			more.Add(more, big.NewRat(1, 4))
		case m[2] >= 0:
			more.Add(more, big.NewRat(1, 1))
		default:
			if days := numberOfDays(rest, m, 3); days != nil {
				more.Add(more, days)
			}
		}
	}
	return more
}

// fitsInto reports whether so many pieces of so many days fit into the days of their period.
func (d *drafter) fitsInto(days *big.Rat, q quantity.Quantity) bool {
	there := big.NewRat(daysOfWorkWeek, 1)
	if written := d.daysAWeek(); written != nil {
		there = written
	}
	if q.Unit.Period() == "month" {
		there = new(big.Rat).Mul(there, big.NewRat(23, 5))
	}
	return new(big.Rat).Mul(days, q.Low).Cmp(there) <= 0
}

// dayLengths finds how long a day of the week is: "your Friday is 7 hours long", "you work 7 hours on Wednesdays".
var dayLengths = sync.OnceValue(func() *regexp.Regexp {
	hours := `(\d{1,2}(?:[.,]\d{1,2})?|` + numerals(2, 12) + `)[ -]?(?:hours?|hrs?|h)\b`
	day := `(?:mon|tues|wednes|thurs|fri|satur|sun)days?`
	return regexp.MustCompile(`(?i)\b` + day + ` (?:is|are|lasts?|has|have) ` + hours +
		`|\bwork ` + hours + ` on ` + day + `\b`)
})

// onOneDay is the target of a KPI for one day of the week, where what is asked on it does not fit into its hours: 22
// pupils every Saturday, 45 minutes each, from 9 to 6. "" where it does.
func (d *drafter) onOneDay(of prose.Demand, q quantity.Quantity, effort *source.Node) string {
	if effort == nil || q.Unit.Period() != "week" || q.Low == nil || !slices.ContainsFunc(of.Around, dayOfWeek.Has) ||
		d.daysOf().moreDays {
		return ""
	}
	words, _, _ := strings.Cut(effort.Text, "/")
	words, _, _ = strings.Cut(words, " per ")
	each, err := quantity.Parse(words)
	if err != nil || each.Low == nil || each.Unit.Noun() != "min" {
		return ""
	}
	hours := d.hours
	if all := times(d.doc.Blocks, dayLengths(), numberIn); hours == nil && len(all) == 1 {
		hours = all[0].hours
	}
	if hours == nil {
		hours = big.NewRat(longestDay, 1)
	}
	taken := new(big.Rat).Mul(each.Low, q.Low)
	if taken.Cmp(new(big.Rat).Mul(hours, big.NewRat(60, 1))) <= 0 {
		return ""
	}
	one := q
	text := quantity.Number(one.Low) + " " + Pieces(one.Amount, 2) + "/day"
	if d.each(of) {
		text = wording.PerPerson(text)
	}
	if _, err := quantity.Parse(text); err != nil {
		return ""
	}
	return text
}

// moreDaysToo recognises that a text speaks of more days than one.
var moreDaysToo = content.Pattern(`(?i)\bother days\b|\bweekdays\b|` +
	`days? and (?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|\bday and on\b|\bduring the week\b`)

// longestDay is how many hours somebody works on one day at most, where the text does not say.
const longestDay = 10

var dayOfWeek = content.WordSet("monday tuesday wednesday thursday friday saturday sunday")
