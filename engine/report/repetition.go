package report

import (
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/wording"
)

// Repetition is folded from so many findings on that say the same of different definitions, and so many of these
// are named.
const (
	foldFrom  = 4
	foldNames = 3
)

// shown is an entry of a report for people: a finding with what follows from it, or several findings that say the
// same.
type shown struct {
	*engine.Finding                   // the first of them
	Headline        string            // not yet safe to print
	Same            []*engine.Finding // all that say the same, the first among them; nil for one alone
	Below           []*engine.Finding // what follows from it
}

// all are the findings that an entry stands for.
func (e *shown) all() []*engine.Finding {
	if e.Same != nil {
		return e.Same
	}
	return append([]*engine.Finding{e.Finding}, e.Below...)
}

// entriesOf are the entries of some findings, in their order. What follows from another one stands below it, and
// repetition is folded.
func (h *Headlines) entriesOf(all []*engine.Finding) []*shown {
	return h.foldedBy(all, h.repeats)
}

// foldedBy are the entries of some findings; those are folded into one of which the same is said, "" for those that
// stand by themselves.
func (h *Headlines) foldedBy(all []*engine.Finding, repeats func(*engine.Finding) string) []*shown {
	below := foldsOf(all)
	same, keys := map[string][]*engine.Finding{}, make([]string, len(all))
	for i, f := range all {
		if below.under(f) || len(below[f.Fingerprint]) > 0 {
			continue
		}
		if keys[i] = repeats(f); keys[i] != "" {
			same[keys[i]] = append(same[keys[i]], f)
		}
	}
	var entries []*shown
	for i, f := range all {
		if below.under(f) {
			continue
		}
		e := &shown{Finding: f, Below: below[f.Fingerprint]}
		if f.Suppressed != nil {
			e.Below = nil
		}
		if like := same[keys[i]]; len(e.Below) == 0 && len(like) >= foldFrom {
			if like[0] != f {
				continue
			}
			e.Same, e.Headline = like, h.together(like)
		} else {
			e.Headline = h.Of(f)
		}
		entries = append(entries, e)
	}
	return entries
}

// repeats is what findings have in common that say the same of different definitions, "" for one that stands by
// itself: one that has a sum of its own, or does not count.
func (h *Headlines) repeats(f *engine.Finding) string {
	h = h.in(f)
	if f.Suppressed != nil || h.resource(f) == nil || f.Because != "" && !h.alike(f) {
		return ""
	}
	word, message := said(f)
	key := f.In + "\x00" + f.Name() + "\x00" + word + "\x00"
	if h.alike(f) {
		return key
	}
	key += f.Fix + "\x00"
	for _, s := range spans(message) {
		switch {
		case s.Code && h.called(s.Text) != nil:
			key += "`"
		case s.Code:
			key += s.Text
		default:
			key += strings.Map(withoutDigits, s.Text)
		}
		key += "\x00"
	}
	return key
}

// alike reports whether a finding says what several of its rule say together.
func (h *Headlines) alike(f *engine.Finding) bool {
	rule := h.rules[f.Name()]
	return rule != nil && rule.Several != "" && f.Outcome == engine.Violated &&
		(headlines[f.Name()] == nil && len(rule.Headlines) == 0 || h.own(f) != "")
}

func withoutDigits(r rune) rune {
	if r >= '0' && r <= '9' {
		return -1
	}
	return r
}

// kindNouns are what several definitions of a kind are called.
var kindNouns = map[string]wording.Text{
	"KPI": wording.Kpis, "Role": wording.Roles, "Team": wording.Teams, "Objective": wording.Objectives,
	"Service":  wording.Services,
	"CashPlan": wording.CashPlans, "Calendar": wording.Calendars, "Organisation": wording.Organisations,
	"Exception": wording.Exceptions,
}

// together is the headline of findings that say the same: "23 KPIs do not say where their number comes from: a, b,
// c and 20 more".
func (h *Headlines) together(all []*engine.Finding) string {
	h = h.in(all[0])
	var names []string
	about := map[engine.Resource]bool{}
	kind := all[0].Resource.Kind
	for _, f := range all {
		if f.Resource.Kind != kind {
			kind = ""
		}
		about[f.Resource.Whole()] = true
		if name := h.title(h.resource(f)); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if !h.alike(all[0]) {
		first := h.Of(all[0])
		if len(names) == 1 {
			return first + " (" + often(len(all)) + ")"
		}
		return wording.AndTheSameOf(withoutQuestion(first), several(names[1:]))
	}
	noun := wording.Definitions
	if own := kindNouns[kind]; own != nil {
		noun = own
	}
	return thousands(len(about)) + " " + noun() + " " + h.rules[all[0].Name()].Several + ": " + several(names)
}

// withoutQuestion is a headline without the question at its end.
func withoutQuestion(headline string) string {
	if at := ends(headline); len(at) > 0 && strings.HasSuffix(headline, "?") {
		return headline[:at[len(at)-1]]
	}
	return headline
}

// several lists the first few names, and counts the others.
func several(names []string) string {
	if len(names) > foldNames+1 {
		names = append(names[:foldNames:foldNames], wording.NumberMore(thousands(len(names)-foldNames)))
	}
	return and(names)
}
