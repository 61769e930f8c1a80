package draft

import (
	"math/big"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/prose"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// before reports whether one place in running text begins before another.
func before(a, b source.Span) bool { return a.Line < b.Line || a.Line == b.Line && a.Column < b.Column }

// end is where a place ends, as one without length.
func end(of source.Span) source.Span { return source.Span{Line: of.EndLine, Column: of.EndColumn} }

// effort is the time for one piece of what a demand counts: the one that follows it in its line, else the first in the
// text. It is nil where the text gives none.
func (d *drafter) effort(of prose.Demand, q quantity.Quantity) *source.Node {
	if !Counts(q.Unit) || hoursOf(of) != "" {
		return nil
	}
	words := strings.Split(q.Unit.Noun(), "-")
	last := words[len(words)-1]
	taken := d.takenBy(of, func(e prose.Taken) bool { return !e.Beside && e.Noun == last && !isPartOf(e, of) })
	if taken == nil {
		taken = d.takenBy(of, func(e prose.Taken) bool { return !e.Beside && isDoing(e, of) })
	}
	being := beings.Has(quantity.Singular(last))
	if main := d.main(); taken == nil && (being || d.single) && len(main) == 1 && meetings.Has(main[0].Noun) {
		taken = &main[0] // see 12 patients a day … a consultation takes 20 minutes
	}
	besides := d.besides(func(e prose.Taken) bool {
		return e.Noun == last || isDoing(e, of) || taken != nil && (e.Noun == taken.Noun ||
			being && meetings.Has(e.Noun))
	})
	switch {
	case taken != nil && len(besides) > 0 && isMinutes(taken.Words):
		return sumOf(append([]prose.Taken{*taken}, besides...), unitOf(q))
	case taken == nil && len(besides) == 1 && strings.HasPrefix(besides[0].Words, "0.."):
		return nil // between one and the next
	case taken == nil && len(besides) == 1:
		taken = &besides[0] // no more than that is known
	case taken == nil:
		return nil
	}
	if spelt := taken.Words + " per " + Pieces(q.Amount, 1); quantity.ReadsAs(spelt, taken.Words+"/"+unitOf(q)) {
		return written(spelt, taken.Span)
	}
	return written(taken.Words+"/"+unitOf(q), taken.Span)
}

// isPartOf reports whether a time is that of some of the pieces that a demand counts: an answered call, of all calls.
func isPartOf(e prose.Taken, of prose.Demand) bool {
	return strings.HasSuffix(e.Kind, "ed") && !slices.Contains(of.Qualifier, e.Kind) && !slices.Contains(of.Clause, e.Kind)
}

// main are the times of pieces themselves, without what comes on top of them.
func (d *drafter) main() []prose.Taken {
	return slices.DeleteFunc(slices.Clone(d.efforts), func(e prose.Taken) bool { return e.Beside })
}

// maxBesides is how many times come on top of one piece at most.
const maxBesides = 8

// besides are the times on top of those that belong to a demand, each once.
func (d *drafter) besides(belongs func(prose.Taken) bool) []prose.Taken {
	var all []prose.Taken
	for _, e := range d.efforts {
		same := func(other prose.Taken) bool { return other.Words == e.Words && other.Span.Line != e.Span.Line }
		if e.Beside && len(all) < maxBesides && belongs(e) && !slices.ContainsFunc(all, same) {
			all = append(all, e)
		}
	}
	return all
}

// sumOf is the time for one piece that several times make: at least those in minutes and hours.
func sumOf(all []prose.Taken, unit string) *source.Node {
	low, high := new(big.Rat), new(big.Rat)
	for _, e := range all {
		q, err := quantity.Parse(e.Words)
		if err != nil || !isMinutes(e.Words) {
			continue // a day besides an hour has no sum before somebody says how long a day is
		}
		low, high = low.Add(low, q.Low), high.Add(high, q.High)
	}
	words := quantity.Number(low) + " min"
	if low.Cmp(high) != 0 {
		words = quantity.Number(low) + ".." + quantity.Number(high) + " min"
	}
	return written(words+"/"+unit, all[0].Span)
}

func isMinutes(words string) bool {
	q, err := quantity.Parse(words)
	return err == nil && q.Low != nil && q.Unit.Noun() == "min"
}

// beings are whom people see, and meetings what for.
var (
	beings = content.WordSet(`
patient animal client customer guest pupil student resident candidate applicant debtor family child`)
	meetings = content.WordSet(`
consultation appointment session visit talk treatment examination interview meeting conversation test exam
checkup check-up class lesson viewing`)
)

// takenBy is the first time of those that belong to a demand, or the first in its line; nil for none.
func (d *drafter) takenBy(of prose.Demand, belongs func(prose.Taken) bool) *prose.Taken {
	var first *prose.Taken
	for _, e := range d.efforts {
		if belongs(e) && (first == nil || e.Span.Line == of.Span.Line && first.Span.Line != of.Span.Line) {
			first = &e
		}
	}
	return first
}

// hoursOf is of what a demand asks for hours, "billed" of "bill at least 45 hours a week"; "" where it counts no hours
// of work.
func hoursOf(of prose.Demand) string {
	u := of.Quantity.Unit
	if u.Noun() != "min" || u.Period() == "" || !hourWord.Get().MatchString(of.Words) ||
		of.Quantity.Comparator == quantity.AtMost || of.Quantity.Comparator == quantity.LessThan {
		return ""
	}
	return hours[verbOf(of)]
}

var hourWord = content.Pattern(`(?i)\b(?:hours?|hrs?)\b`)

// hours are what hours are called that are spent on what a verb says.
var hours = map[string]string{"bill": "billed", "log": "logged", "teach": "teaching", "coach": "coaching",
	"train": "training", "tutor": "tutoring", "drive": "driving", "work": "working"}

// ofHours is the time of an hour that a demand counts, "45 billable hours a week", where the text gives no time to
// anything else: the hours may be those of other work.
func (d *drafter) ofHours(of prose.Demand, q quantity.Quantity) *source.Node {
	words := strings.Split(q.Unit.Noun(), "-")
	if len(d.main()) > 0 || !d.each(of) || len(words) != 2 || words[1] != "hour" || !hoursWorked.Has(words[0]) {
		return nil
	}
	hour := prose.Taken{Words: "60 min", Span: of.Span}
	if besides := d.besides(func(e prose.Taken) bool { return e.Noun == "hour" }); len(besides) > 0 {
		return sumOf(append([]prose.Taken{hour}, besides...), unitOf(q))
	}
	return assumed(hour.Words+"/"+unitOf(q), of.Span)
}

// hoursWorked are words before hours that somebody works.
var hoursWorked = content.WordSet(`
billable billed chargeable logged teaching coaching training tutoring driving working contact
client lecture consulting counselling counseling study production project`)

// isDoing reports whether a time is that of doing what a demand asks: "decide 30 applications … a decision takes 50
// minutes". A visit of another kind is none: "service 3 lifts … a sales visit".
func isDoing(e prose.Taken, of prose.Demand) bool {
	verb := verbOf(of)
	if verb == "" {
		return false
	}
	verb, _, _ = strings.Cut(verb, " ")
	return e.Kind == "" && names(e.Noun, verb) || names(e.Kind, verb)
}

// names reports whether a noun is what is done with a verb: review, decision, treatment, delivery.
func names(noun, verb string) bool {
	if noun == verb {
		return true
	}
	same := 0
	for same < min(len(noun), len(verb)) && noun[same] == verb[same] {
		same++
	}
	return same >= 4 && same >= len(verb)-2 && slices.ContainsFunc(ofActions, func(end string) bool {
		return strings.HasSuffix(noun, end)
	})
}

// ofActions are the endings of nouns that say what is done.
var ofActions = strings.Fields("ion ment ing al ance ery ure sis")

// together joins a share and the time in the same words to one demand: 95 % of messages within 2 hours.
func together(all []prose.Demand) []prose.Demand {
	var joined []prose.Demand
	for i := 0; i < len(all); i++ {
		d := all[i]
		if i+1 < len(all) && (inTime(d, all[i+1]) || ofCases(d, all[i+1])) {
			next := all[i+1]
			if !inTime(d, next) {
				d, next = next, d
			}
			text := next.Quantity.String() + " p" + strings.TrimRight(quantity.Number(d.Quantity.Low), "%")
			if q, err := quantity.Parse(text); err == nil {
				first, last := all[i].Span, all[i+1].Span
				next.Quantity, next.Words, next.Span = q, text, source.Span{
					Line: first.Line, Column: first.Column, EndLine: last.EndLine, EndColumn: last.EndColumn,
					Part: first.Part,
				}
				joined = append(joined, next)
				i++
				continue
			}
		}
		joined = append(joined, d)
	}
	return joined
}

// ofCases reports whether a share behind a time says in how many cases it is kept: "within 7 days in 90 % of cases".
func ofCases(time, share prose.Demand) bool {
	_, behind, _ := strings.Cut(share.Phrase, share.Words)
	return cases.Get().MatchString(behind) && inTime(share, time)
}

var cases = content.Pattern(`^ of (?:cases|the time)\b`)

// inTime reports whether one demand is the share of cases for which the next one is the time.
func inTime(share, time prose.Demand) bool {
	return share.Quantity.Unit.Noun() == "%" && share.Quantity.Unit.Period() == "" && !share.Quantity.IsRange() &&
		isTime(time.Quantity.Unit) && time.Quantity.Unit.Period() == "" && share.Span.EndLine == time.Span.Line &&
		slices.Equal(share.Clause, time.Clause) && !byShare.Get().MatchString(share.Phrase)
}

// byShare recognises a share by which something is to change: "cut the time by 50 %".
var byShare = content.Pattern(`(?i)\bby (?:at least |at most |about |over )?[\d.]+ ?%`)
