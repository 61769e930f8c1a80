package stated

import (
	"math/big"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// may reports whether a sum may count with what the text does not say, and notes it in words.
func (p *page) may(assumed string) bool {
	p.lacking = true
	if !p.sure && !slices.Contains(p.assumed, assumed) {
		p.assumed = append(p.assumed, assumed)
	}
	return !p.sure
}

// asked are faults that were counted with more than the text says: each is a question, which says with what.
func (p *page) asked(found []Placed) []Placed {
	for i := range found {
		f := &found[i]
		if len(p.assumed) > 0 {
			f.Asks = true
			f.Says += "; " + strings.Join(p.assumed, "; ")
			f.Fix = wording.SayItOrCorrectTheNumber()
		}
	}
	return found
}

// daysAWeek are the days of a week on which people work at most: those of the text, else all seven, or six where that
// may be assumed.
func (p *page) daysAWeek() *big.Rat {
	switch {
	case p.days != nil:
		return p.days
	case p.may(wording.SixDaysAreCounted()):
		return big.NewRat(6, 1)
	}
	return big.NewRat(7, 1)
}

// weekLength is how long a week of work is at most, in minutes; nil where the text says nothing of it.
func (p *page) weekLength() *big.Rat {
	if p.week != nil || p.hours == nil {
		return p.week
	}
	return new(big.Rat).Mul(p.hours, p.daysAWeek())
}

// dayLength is how long a day of work is, in minutes. Where the text does not say so it is a fifth of the week, or
// eight hours, if that may be assumed, and else nil.
func (p *page) dayLength() *big.Rat {
	switch {
	case p.hours != nil:
		return p.hours
	case p.week != nil && p.days != nil:
		return new(big.Rat).Quo(p.week, p.days)
	case p.week != nil && p.may(wording.FiveDaysAreCounted()):
		return new(big.Rat).Quo(p.week, big.NewRat(5, 1))
	case p.week == nil && p.may(wording.EightHoursAreCounted()):
		return big.NewRat(8*60, 1)
	}
	return nil
}

// alone reports whether one person does what a page speaks of: its title names one, it says so to somebody, or that
// may be assumed.
func (p *page) alone() bool {
	if title := strings.Fields(p.sentences[0].low); len(title) <= longestTitle &&
		worker(quantity.Plural(title[len(title)-1])) != "" {
		return true
	}
	for i := range p.sentences {
		if toOne.Get().MatchString(p.sentences[i].low) {
			return true
		}
	}
	return p.may(wording.OnePersonIsCounted())
}

// longestTitle is how many words a title has that names who does the work.
const longestTitle = 5

var toOne = content.Pattern(`\b(?:you|your|yours)\b`)
