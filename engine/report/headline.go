package report

import (
	"cmp"
	"html/template"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/wording"
)

// Headlines say of each finding the fact in one sentence, with names for ids: "Sales needs 5,000 leads a month;
// Marketing plans 2,500".
type Headlines struct {
	*names
	rules map[string]*policy.Rule
	parts map[string]*Headlines    // of several organisations, by their folders; nil where there is one
	goals string                   // what the goals of an organisation are goals of
	cash  map[string]template.HTML // pictures of plans, by their full names; nil for none

	ready *readyHeadlines // what is known of findings, which organisations share
}

// NewHeadlines are those of the findings of a report.
func NewHeadlines(r *engine.Report) *Headlines {
	h := &Headlines{
		names: newNames(r.Model), rules: rulesOf(r), goals: wording.TheOrganisationInASentence(), ready: &readyHeadlines{},
	}
	if len(r.Parts) > 0 {
		h.parts = map[string]*Headlines{}
	}
	for _, part := range r.Parts {
		of := NewHeadlines(part)
		of.ready, h.parts[part.Folder] = h.ready, of
	}
	if r.Model != nil && r.Model.Organisation != nil {
		h.goals = r.Model.Organisation.Title()
	}
	return h
}

// in are the headlines of the organisation that a finding is about.
func (h *Headlines) in(f *engine.Finding) *Headlines { return cmp.Or(h.parts[f.In], h) }

// resource is the definition that a finding is about, of a row its KPI; nil where it is about none.
func (h *Headlines) resource(f *engine.Finding) *model.Resource { return h.in(f).names.resource(f) }

// Of is the headline of a finding: that of its rule where the facts for one are known, else its message, of a long one
// the first part. It has no full stop, and is not yet safe to print.
func (h *Headlines) Of(f *engine.Finding) string { return h.ready.text(f, headlineOf, h.headlineOf) }

func (h *Headlines) headlineOf(f *engine.Finding) string {
	h = h.in(f)
	if own := h.own(f); own != "" {
		return roundTimes(own)
	}
	if f.Outcome == engine.NotCheckable && len(f.Missing) > 1 && utf8.RuneCountInString(h.message(f)) > headlineLong {
		first := *f
		first.Missing, first.Message = f.Missing[:1], f.Missing[0]
		return wording.NumberMoreMissing(fact(h.message(&first)), len(f.Missing)-1)
	}
	return fact(h.message(f))
}

// Below is what stands below the headline of a finding: the sum, or the whole message; "" where the headline says it
// all. It is not yet safe to print.
func (h *Headlines) Below(f *engine.Finding) string {
	return h.ready.text(f, headlineBelow, h.belowHeadline)
}

func (h *Headlines) belowHeadline(f *engine.Finding) string {
	if h.in(f).own(f) != "" {
		return sentence(h.sum(f))
	}
	if message := h.in(f).message(f); h.Of(f) != message {
		return message
	}
	return ""
}

// message is the message of a finding with names for ids; those of a rule that says what to write where an id
// stands stay as they are.
func (h *Headlines) message(f *engine.Finding) string {
	_, message := said(f)
	text := h.sum(f)
	about := h.resource(f)
	if about == nil || text != message || strings.Contains(text, about.Title()) || h.mentions(text) {
		return sentence(text)
	}
	return sentence(h.of(about)) + ": " + text
}

// sum is the message of a finding with names for ids, as it stands below a headline.
func (h *Headlines) sum(f *engine.Finding) string {
	h = h.in(f)
	_, message := said(f)
	if f.Category == fileCategory || f.Name() == unresolved {
		return message
	}
	if about := h.resource(f); about != nil && about.Kind == "Role" {
		message = h.withTitles(message, about)
	}
	return h.spoken(message)
}

// withTitles writes the titles of the KPIs of a role's team into a sum of what the role does in a day, where they
// stand by their ids: "sales-calls 750 + travel 72".
func (h *Headlines) withTitles(sum string, role *model.Resource) string {
	team := teamOf(role)
	if team == nil {
		return sum
	}
	return dayTerm().ReplaceAllStringFunc(sum, func(text string) string {
		parts := dayTerm().FindStringSubmatch(text)
		if k := h.model.Find("KPI", team.Name+"/"+parts[2]); k != nil {
			return parts[1] + h.of(k) + parts[3]
		}
		return text
	})
}

// dayTerm is a term of such a sum.
var dayTerm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(^|\+ )([A-Za-z][A-Za-z0-9-]*)( \d)`)
})

// mentions reports whether a text names a definition by its id.
func (h *Headlines) mentions(text string) bool {
	return slices.ContainsFunc(spans(text), func(s span) bool { return s.Code && h.called(s.Text) != nil })
}

// Fix is what to do about a finding, with names for ids. It is not yet safe to print.
func (h *Headlines) Fix(f *engine.Finding) string {
	h = h.in(f)
	if f.Category == fileCategory {
		return f.Fix
	}
	return sentence(h.spoken(f.Fix))
}

// own is the headline that a rule has, "" for none.
func (h *Headlines) own(f *engine.Finding) string { return h.ready.text(f, headlineOwn, h.ownHeadline) }

func (h *Headlines) ownHeadline(f *engine.Finding) string {
	h = h.in(f)
	make := headlines[f.Name()]
	if rule := h.rules[f.Name()]; make == nil && rule != nil && len(rule.Headlines) > 0 {
		make = func(t *statement) string { return t.firstFilled(rule.Headlines) }
	}
	if make == nil || f.Outcome == engine.NotCheckable || h.model == nil || f.Flaw != nil {
		return ""
	}
	about := h.resource(f)
	if about == nil {
		return ""
	}
	text := sentence(make(&statement{Headlines: h, finding: f, about: about}))
	if f.GrewFrom > 0 && text != "" {
		text += f.Growth()
	}
	if strings.HasPrefix(f.Message, mayNot) && text != "" {
		return wording.MayNotHoldHeadline(text)
	}
	return text
}

// unresolved is the rule about names of definitions that do not exist.
const unresolved = "alignment/unresolved-reference"

// mayNot is how the message of a finding begins that holds for some values of a range alone.
const mayNot = "may not hold: "

// statement is a finding whose headline is made.
type statement struct {
	*Headlines
	finding *engine.Finding
	about   *model.Resource
}

// headlines are the sentences of rules, by category and id. One that lacks a number gives "".
var headlines = map[string]func(t *statement) string{
	"alignment/children-miss-parent":              (*statement).childrenOfGoal,
	"alignment/kpi-children-miss-parent":          (*statement).childrenOfKPI,
	"alignment/objective-without-goal":            (*statement).withoutGoal,
	"calendar/days-do-not-match-calendar":         (*statement).plannedDays,
	"capacity/effort-undeclared":                  (*statement).effort,
	"capacity/full-quota-for-part-presence":       (*statement).quota,
	"capacity/no-room-for-breaks":                 (*statement).breaks,
	"capacity/okr-work-exceeds-free-time":         (*statement).objectiveWork,
	"capacity/role-overloaded":                    (*statement).day,
	"capacity/target-exceeds-time":                (*statement).fits,
	"capacity/time-over-allocated":                (*statement).allocated,
	"counterweight/speed-without-resolution":      say(wording.ShouldFallUnguarded),
	"counterweight/volume-without-counterweight":  (*statement).quality,
	"definition/baseline-missing":                 (*statement).baseline,
	"definition/source-missing":                   (*statement).source,
	"definition/target-missing":                   (*statement).noTarget,
	"definition/target-never-reached":             (*statement).reached,
	"finance/late-payment-breaks-plan":            (*statement).late,
	"finance/plan-does-not-cover-costs":           (*statement).runsOut,
	"staffing/closing-below-arrivals":             (*statement).backlog,
	"staffing/littles-law-broken":                 (*statement).inProgress,
	"staffing/occupancy-too-high":                 (*statement).busy,
	"staffing/too-few-agents":                     (*statement).agents,
	"supply/budget-below-target":                  (*statement).budget,
	"supply/demand-without-supplier":              (*statement).nobodyMakes,
	"supply/funnel-contradicts-rates":             (*statement).funnel,
	"supply/market-exhausted":                     (*statement).market,
	"supply/promise-exceeds-throughput":           (*statement).promise,
	"supply/supply-below-demand":                  (*statement).supply,
	"supply/supply-promised-twice":                (*statement).promisedTwice,
	"transparency/job-description-number-differs": (*statement).textDiffers,
}

// say is a headline that needs only the title of what a finding is about.
func say(text func(title string) string) func(t *statement) string {
	return func(t *statement) string { return text(t.title(t.about)) }
}
