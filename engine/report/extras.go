package report

import (
	"html/template"

	"github.com/kpilint/kpilint/engine/chart"
	"github.com/kpilint/kpilint/engine/flow"
)

// term is a word of the page with what it means.
type term struct{ Word, Means string }

// glossary explains the words of the page.
var glossary = []term{
	{"Cannot hold", "Two written numbers contradict each other, or a promise cannot be kept with what there is."},
	{"Cannot be read", "Something is written in a way that kpilint does not understand, so that it could not be checked."},
	{"To look at", "It can hold. Something is missing or risky."},
	{"Good to know", "A hint. Nothing has to change."},
	{"Open question", "A number is missing without which nobody can say whether it holds."},
	{"No finding", "It was checked, and nothing was found."},
	{"Excepted", "Somebody approved that it may stay for a time, with a reason."},
	{"May not hold", "It holds for some values of a range, and not for others."},
	{"Short", "Needed minus planned."},
	{"Goal", "An objective of the whole organisation."},
	{"Key result", "A number that shows whether an objective is reached."},
	{"Counterweight", "A number that gets worse when another one is reached with worse work."},
	{"Net day", "The working day without its breaks."},
	{"Agents busy on average", "Calls an hour × minutes a call ÷ 60."},
	{"Baseline", "Where a number stands today."},
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
				if c.Kind == kindWords["KPI"][0] || c.Kind == kindWords["Service"][0] {
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
	drawn := runnerCommand().ReplaceAllString(chart.Page(flows, chart.Options{Link: link}, "map"), "#&#35;$1")
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
