package report

import (
	"strings"
	"time"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// settledEntry is a finding that does not count.
type settledEntry struct {
	Message []span
	Whom    string
	Why     string
}

// exception is a permission to break a rule, with the days it still has.
type exception struct {
	Name, Reason, By, Ticket string
	Rules                    []allowed
	For                      string
	Until                    string
	Left                     string
	State                    string
	Covers                   int
	Long, Gone, Part         int // its days, those that have passed, and these in percent; 0 where it has no end
}

// allowed is a rule that an exception lets somebody break, with what it says.
type allowed struct{ Title, Rule string }

// allows says of the rules of an exception what they ask. A selector of a whole category has no title.
func (b *builder) allows(x *model.Resource) []allowed {
	var all []allowed
	for _, selector := range x.Texts(field.Rules) {
		a := allowed{Rule: Safe(selector)}
		for _, rule := range b.report.Rules {
			if rule.Matches(selector) {
				a.Title = Safe(titleOf(rule, rule.ID))
			}
		}
		all = append(all, a)
	}
	return all
}

func (b *builder) exceptions() []exception {
	covers := covered(b.report)
	var all []exception
	for _, x := range b.model.Of("Exception") {
		e := exception{
			Name: Safe(x.Title()), Reason: Safe(x.Text(field.Reason)),
			By: Safe(x.Text(field.ApprovedBy)), Ticket: Safe(x.Text(field.Ticket)),
			Rules: b.allows(x), For: Safe(strings.Join(x.Texts(field.For), ", ")),
			Until: longDate(x.Text(field.Until)), Covers: covers[x.Name],
		}
		e.Long, e.Gone, e.Part = passed(x.Text(field.From), x.Text(field.Until), b.report.AsOf)
		e.Left, e.State = daysLeft(x.Text(field.From), x.Text(field.Until), b.report.AsOf)
		all = append(all, e)
	}
	return all
}

// daysLeft says how long an exception holds; its last day counts.
func daysLeft(from, until, asOf string) (text, state string) {
	today, err := time.Parse(time.DateOnly, asOf)
	if err != nil {
		return "", "excepted"
	}
	if begin, err := time.Parse(time.DateOnly, from); err == nil && begin.After(today) {
		return wording.BeginsIn(wording.Days(days(today, begin))), "excepted"
	}
	end, err := time.Parse(time.DateOnly, until)
	if err != nil {
		return wording.NoEnd(), "warning"
	}
	switch left := days(today, end); {
	case left < 0:
		return wording.EndedAgo(wording.Days(-left)), "error"
	case left == 0:
		return wording.LastDayToday(), "warning"
	default:
		return wording.TimeLeft(wording.Days(left)), "excepted"
	}
}

// passed is how many days an exception has, how many of them have passed, and these in percent; 0 where it says no
// beginning or no end.
func passed(from, until, asOf string) (long, gone, part int) {
	begin, err := time.Parse(time.DateOnly, from)
	end, wrong := time.Parse(time.DateOnly, until)
	today, bad := time.Parse(time.DateOnly, asOf)
	if err != nil || wrong != nil || bad != nil || !end.After(begin) {
		return 0, 0, 0
	}
	long = days(begin, end)
	gone = min(max(days(begin, today), 0), long)
	return long, gone, 100 * gone / long
}

func days(from, to time.Time) int { return int(to.Sub(from).Hours() / 24) }

// settled are the findings that do not count, and why not.
func (b *builder) settled() []settledEntry {
	all := settled(b.report)
	if len(all) > pageSettled {
		b.left = append(b.left, wording.ExceptedOrKnownBefore(len(all)-pageSettled))
		all = all[:pageSettled]
	}
	var shown []settledEntry
	for _, f := range all {
		e := settledEntry{Message: typeset(b.headlines.Of(f)), Why: Safe(suppressed(f.Suppressed))}
		if r := b.resource(f); r != nil {
			e.Whom = Safe(r.Title())
		}
		shown = append(shown, e)
	}
	return shown
}
