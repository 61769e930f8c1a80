package report

import (
	"html/template"

	"github.com/kpilint/kpilint/engine/chart"
	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/wording"
)

// term is a word of the page with what it means.
type term struct{ word, means wording.Text }

// Word is the word.
func (t term) Word() string { return t.word() }

// Means is what it means.
func (t term) Means() string { return t.means() }

// glossary explains the words of the page.
var glossary = []term{
	{wording.CannotHold, wording.TwoWrittenNumbersContradictEach},
	{wording.CannotBeRead, wording.SomethingIsWrittenInA},
	{wording.ToLookAt, wording.ItCanHoldSomethingIs},
	{wording.GoodToKnow, wording.AHintNothingHasTo},
	{wording.OpenQuestion, wording.ANumberIsMissingWithout},
	{wording.NoFinding, wording.ItWasCheckedAndNothing},
	{wording.StateExcepted, wording.SomebodyApprovedThatItMay},
	{wording.MayNotHold, wording.ItHoldsForSomeValues},
	{wording.TermShort, wording.NeededMinusPlanned},
	{wording.Goal, wording.AnObjectiveOfTheWhole},
	{wording.KeyResult, wording.ANumberThatShowsWhether},
	{wording.Counterweight, wording.ANumberThatGetsWorse},
	{wording.NetDay, wording.TheWorkingDayWithoutIts},
	{wording.AgentsBusyOnAverage, wording.CallsAnHourMinutesA},
	{wording.Baseline, wording.WhereANumberStandsToday},
}

// What is shown of what changed.
const pageChanges = 12

// changesShown is what changed since an earlier report.
type changesShown struct {
	Since         string
	New, Gone     int
	Same          int
	Fresh         []changed
	Past          []goneFinding
	MoreNew, Left int
}

// changed is a finding that is new.
type changed struct {
	State, Text, To string
}

func (b *builder) shownChanges(c *changes) *changesShown {
	s := &changesShown{Since: c.Since, New: len(c.New), Gone: len(c.Gone), Same: c.Same}
	for _, f := range c.New[:min(len(c.New), pageChanges)] {
		s.Fresh = append(s.Fresh, changed{State: stateOf(f), Text: plainText(spans(cut(b.headlines.Of(f), widest)))})
	}
	s.Past = c.Gone[:min(len(c.Gone), pageChanges)]
	s.MoreNew, s.Left = len(c.New)-len(s.Fresh), len(c.Gone)-len(s.Past)
	return s
}

// draw puts the map of the numbers on the page. Its numbers lead to what is said of them below.
func (b *builder) draw(p *page, flows *flow.Flow) {
	if flows == nil || len(flows.Numbers) == 0 {
		return
	}
	at := map[string]string{}
	for _, t := range p.Teams {
		for _, part := range t.Parts {
			for _, c := range part.Cards {
				if c.Kind == kindWord("KPI") || c.Kind == kindWord("Service") {
					at[c.ID] = c.Anchor
				}
			}
		}
	}
	link := func(n *flow.Number) string {
		if to := at[Safe(n.Name)]; to != "" {
			return "#" + to
		}
		return ""
	}
	o := chart.Options{Link: link, Nameless: b.round > 2}
	if o.Nameless {
		b.left = append(b.left, wording.TheSearchOnTheMap())
	}
	drawn := runnerCommand().ReplaceAllString(chart.Page(flows, o, "map"), "#&#35;$1")
	p.Map = template.HTML(drawn) //nolint:gosec // it escapes what it is given
}

// cashPictures draw the free cash of plans by month, by their full names.
func cashPictures(flows *flow.Flow) map[string]template.HTML {
	all := map[string]template.HTML{}
	if flows == nil {
		return all
	}
	for _, c := range flows.Cash {
		var months []figure
		for _, m := range c.Months {
			months = append(months, figure{m.Name, m.Left, m.Text})
		}
		all[c.Name] = moneyPicture(months)
	}
	return all
}
