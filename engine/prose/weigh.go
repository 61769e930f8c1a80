package prose

import (
	"slices"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// This file weighs what speaks for and against a number on the page of a team being a target. The other rules each look
// at one thing; a number that all of them let pass is taken only where enough speaks for it.

// Weights of what speaks for a number. What nearly says so by itself counts as strong.
const (
	strong  = 3
	plainly = 2
	weakly  = 1
)

// needed is how much speaks for a number at least, on a page of each genre.
var needed = [...]int{ordinary: 2, essay: 5, contractual: 5, prompting: 9}

// weighs reports whether enough speaks for a number.
func (c *candidate) weighs() bool { return c.evidence() >= needed[c.sentence.genre] }

// evidence is the sum of what speaks for a number and against it.
func (c *candidate) evidence() int { return c.speaksFor() - c.speaksAgainst() }

// speaksFor adds up the headings, the words that ask, the form of the number and what it counts.
func (c *candidate) speaksFor() int {
	s := c.sentence
	n := s.aim
	add := func(weight int, is bool) {
		if is {
			n += weight
		}
	}
	add(strong, s.announced() || c.targeted())
	add(strong, s.end > 0 && s.in == targets) // the column of targets
	add(plainly, c.askedBefore() || c.begin <= 1 && s.any(c.next, c.stop+maxAway, musts.Set()) ||
		s.any(c.stop, c.stop+2, asked.Set()) || s.any(0, c.begin, asked.Set()) || s.any(0, c.begin, meant()) ||
		s.any(0, len(s.tokens), aims.Set()))
	add(plainly, c.rises || c.arrow)
	add(weakly, c.comparator != "" && c.comparator != quantity.Exactly)
	add(weakly, c.period != "" || c.each != "")
	add(weakly, c.kind == count && c.period != "" && c.period != "min" && !requestsOf.Has(c.unit) && c.behindName())
	add(plainly, c.none || c.forbids || c.due() || c.contrasted() || c.promisedBack() || s.hearsBack())
	add(plainly, s.any(max(0, c.begin-maxNoun), c.stop, stayingAt()))
	add(weakly, s.ordersFirst() || c.ordered() || c.addressed() || c.ofEach() || s.checked)
	add(weakly, s.result && !s.metrics)
	add(weakly, c.times || c.inTime() || s.at(0).word == "be")
	add(weakly, c.namesMeasure())
	add(weakly, c.demanded() || c.kind == share && s.withinTime(c.stop, min(c.stop+maxNoun, len(s.tokens))))
	add(weakly, c.kind == share && c.high == "")
	return n
}

// speaksAgainst adds up what only numbers that tell something have.
func (c *candidate) speaksAgainst() int {
	s := c.sentence
	n := 0
	add := func(weight int, is bool) {
		if is {
			n += weight
		}
	}
	add(strong+weakly, s.then && !s.acts && (c.begin <= 1 || c.inBrackets()))
	add(strong+weakly, c.equated() || c.ofOthers())
	add(strong, c.saidByOthers())
	add(plainly, c.kind == money && s.at(c.begin).word == "up")
	add(plainly, conceding.Has(s.at(0).word) || c.labelledCase() || c.punished())
	add(weakly, c.high != "" && c.comparator == "" && c.period == "")
	add(weakly, c.kind == money && c.comparator == "" && s.aim < 2 && s.end == 0 && !c.due() &&
		!s.any(0, c.begin, meant())) // mostly a price
	add(weakly, strings.HasPrefix(s.at(c.at).text, "~"))
	return n
}

// inTime recognises a limit of time, "reports are confirmed within 2 days", and a time that is no span.
func (c *candidate) inTime() bool {
	limit := c.comparator == quantity.AtMost || c.comparator == quantity.LessThan
	return c.kind == duration && (limit || c.high == "")
}

// namesMeasure reports whether the name before a number or the words behind it are those of a measure.
func (c *candidate) namesMeasure() bool {
	all := c.sentence.tokens
	to := min(c.stop, len(all))
	return ofMeasure(all[max(0, c.begin-maxNoun):c.begin]) || ofMeasure(all[to:min(to+2, len(all))])
}

// equated recognises a part of a sum, and a number of which the sentence says what it means: "20 × $50 = $1,000",
// "100 % = a success".
func (c *candidate) equated() bool {
	return slices.ContainsFunc(c.sentence.tokens, func(t token) bool {
		return t.word == "=" || strings.HasPrefix(t.text, "=$") || strings.HasPrefix(t.text, "=€")
	})
}

// ofOthers recognises what is usual elsewhere, was found or is supposed: "elite performers restore in < 1 hour", "in
// the worst case 20 %".
func (c *candidate) ofOthers() bool {
	s := c.sentence
	return s.any(0, len(s.tokens), elsewhereToo.Set()) && !s.any(0, c.begin, aims.Set()) && !s.hearsBack()
}

// saidByOthers recognises a number in the words of somebody else, in quotation marks behind a label.
func (c *candidate) saidByOthers() bool {
	return c.sentence.in == targets && !c.sentence.announced() && c.quoted()
}

// labelledCase recognises a number behind a label for when something happens, or for how something is made: "Trigger:
// runway below 1 month", "Structure: 3 parts (> 50 h)".
func (c *candidate) labelledCase() bool {
	s := c.sentence
	for i := range min(maxEntry, c.begin) {
		if strings.HasSuffix(s.at(i).close, ":") {
			return caseLabels.Has(s.at(i).word)
		}
	}
	return false
}

// punished recognises how much somebody has to pay who does wrong.
func (c *candidate) punished() bool {
	return c.kind != duration && c.sentence.any(0, c.begin, penalties.Set())
}

var (
	conceding  = content.WordSet("although though while whereas")
	caseLabels = content.WordSet(`
finding findings tier trigger triggers structure threshold episode milestone milestones hours`)
	penalties = content.WordSet("fine fines penalty penalties surcharge")
)

// genre is what sort of text a page is, which says how much its numbers need to speak for them.
type genre uint8

const (
	ordinary    genre = iota
	essay             // it tells of what others do or found, or what something is worth
	contractual       // it binds two parties
	prompting         // it tells a machine what to write
)

// genreOf is the genre of a page, by its name, its first headings, its settings and how it begins.
func genreOf(all []content.Block, name string) genre {
	titles := name
	for i, b := range all {
		switch {
		case b.Table != nil && b.Table.Name == content.FrontMatter && i == 0:
			for _, r := range b.Table.Rows {
				if len(r.Cells) > 0 && ofMachines.Has(strings.ToLower(r.Cells[0].Text.String())) {
					return prompting
				}
			}
		case b.Table != nil:
		case b.Kind == content.Heading && b.Level <= 1:
			titles += "\n" + b.Text.String()
		case i < maxOpening && addressing.Get().MatchString(b.Text.String()):
			return prompting
		}
		if i > maxOpening {
			break
		}
	}
	switch {
	case agreeing.Get().MatchString(titles):
		return contractual
	case essays.Get().MatchString(titles):
		return essay
	}
	return ordinary
}

// maxOpening is among how many blocks a page says what it is.
const maxOpening = 6

var (
	// ofMachines are settings of pages that tell a machine what to do.
	ofMachines = content.WordSet("tools model temperature allowed-tools system_prompt argument-hint")
	addressing = content.Pattern(`^You are (?:an?|the) [\pL -]{3,60}`)
	agreeing   = content.Pattern(`(?i)\b(?:shareholders?|services?|licen[sc]e|employment|consulting|purchase|loan|` +
		`partnership|processing|disclosure|subscription|investment|contractor|lease|master|founders?) agreement\b|` +
		`\bstatement of work\b|\bterms (?:of (?:service|use)|and conditions)\b|\bbylaws\b|\blegal review|` +
		`\bcontract template\b`)
	essays = content.Pattern(`(?i)\b(?:case stud(?:y|ies)|post-?mortem|incident (?:report|template)|episode|podcast|` +
		`blog posts?|white ?paper|valuation|transcript|webinar|literature review|competitor|comparison|` +
		`market research|benchmarking)\b`)

	// stayingAt are words that say that a number is to stay as it is.
	stayingAt = sync.OnceValue(func() map[string]bool { return union(staying.Set(), kept.Set(), capping.Set()) })
	capping   = content.WordSet("capped limited cap limit acceptable")

	elsewhereToo = content.WordSet(`
performers typical typically upside downside best-case worst-case scenario scenarios surveyed
respondents benchmarks hypothetical`)
)
