package report

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// The top of a page names so many entries to begin with, and so many of the largest gaps.
const (
	pageBegin = 3
	pageGaps  = 5
	pageSum   = 300 // code points of the sum of one to begin with
)

// gap is what one number needs of another and does not get.
type gap struct {
	Item, Amount, Short string
	Between             string
	Share               int // what is there, of 400
}

// numerals are small numbers as a sentence begins with them.
var numerals = []wording.Text{
	wording.No, wording.One, wording.Two, wording.Three, wording.Four, wording.Five, wording.Six, wording.Seven,
	wording.Eight, wording.Nine, wording.Ten, wording.Eleven, wording.Twelve,
}

func numeral(n int) string {
	if n < len(numerals) {
		return numerals[n]()
	}
	return thousands(n)
}

// thousands writes a whole number as people do: 1,200.
func thousands(n int) string { return quantity.Number(new(big.Rat).SetInt64(int64(n))) }

// topics are what things that cannot hold are about, in words for one and for several.
var topics = []topic{
	{wording.CashPlansThatFail, wording.ACashPlan, func(f *engine.Finding) bool { return f.Category == "finance" }},
	{wording.Promises, wording.APromise, func(f *engine.Finding) bool { return promises[f.Name()] }},
	{wording.FullDays, wording.AFullDay, func(f *engine.Finding) bool { return f.Category == "capacity" }},
	{wording.Shortfalls, wording.AShortfall, func(f *engine.Finding) bool { return f.Category == "supply" }},
}

// topic is what a thing that cannot hold is about.
type topic struct {
	so    func(n int) string // so many of them
	alone wording.Text       // the only one
	of    func(f *engine.Finding) bool
}

// decision is what somebody has to decide: the entries about one definition, and who has to talk about them.
type decision struct {
	*entry        // the most important one
	Others int    // how many more there are
	Sum    []span // why it cannot hold
}

// decisions are those to begin with.
func decisions(entries []*entry) []*decision {
	var all []*decision
	for _, e := range entries {
		i := slices.IndexFunc(all, func(d *decision) bool {
			return d.about == e.about && d.Subject == e.Subject && slices.Equal(d.Teams, e.Teams)
		})
		switch {
		case i < 0 && len(all) < pageBegin:
			all = append(all, &decision{entry: e})
		case i >= 0:
			all[i].Others++
		}
	}
	for _, d := range all {
		d.Sum = opening(d.Says, pageSum)
	}
	return all
}

// opening are the first of some pieces of a text, up to a number of code points.
func opening(all []span, most int) []span {
	var short []span
	for _, s := range all {
		n := utf8.RuneCountInString(s.Text)
		if n > most {
			s.Text = string([]rune(s.Text)[:most])
			s.Text = s.Text[:max(strings.LastIndexByte(s.Text, ' '), 0)] + " …"
			return append(short, s)
		}
		most -= n
		short = append(short, s)
	}
	return short
}

// who has to talk about it.
func (b *builder) who(d *decision) string {
	if len(d.Teams) == 0 && d.Whom == "" {
		return wording.LeadersOf(b.headlines.goals)
	}
	return cmp.Or(and(d.Teams), d.Whom)
}

// sentences are the summary for a director: what cannot hold, which decisions come first and between whom, and what
// it does to cash and goals.
func (b *builder) sentences(first []*decision, flows *flow.Flow) []string {
	all := []string{b.whatBreaks(), b.betweenWhom(first), b.atStake(flows)}
	for i, text := range all {
		all[i] = unbroken(Safe(text))
	}
	return slices.DeleteFunc(all, func(text string) bool { return text == "" })
}

// whatBreaks says what things that cannot hold are about; how many there are stands above it.
func (b *builder) whatBreaks() string {
	n, other, all := make([]int, len(topics)), 0, 0
	for _, f := range standing(b.report) {
		if stateOf(f) != "error" {
			continue
		}
		all++
		if i := slices.IndexFunc(topics, func(t topic) bool { return t.of(f) }); i < 0 {
			other++
		} else {
			n[i]++
		}
	}
	var parts []string
	for i, t := range topics {
		if n[i] > 0 {
			parts = append(parts, t.so(n[i]))
		}
	}
	switch {
	case all == 0 && complete(b.report) && b.report.Summary.Error == 0:
		return wording.NoTwoNumbersThatSomebody()
	case len(parts) == 0:
		return ""
	case all == 1:
		return wording.ThingIs(topics[slices.Index(n, 1)].alone())
	case other > 0:
		parts = append(parts, wording.OtherThings(other))
	}
	return wording.ThingsAre(and(parts))
}

// betweenWhom says who has to talk to whom about the first decisions.
func (b *builder) betweenWhom(first []*decision) string {
	var parts []string
	for _, d := range first {
		who := b.who(d)
		switch {
		case len(d.Teams) > 1 && len(d.Same) == 0:
			parts = append(parts, wording.WhoTogetherOnSubject(who, d.Subject))
		default:
			parts = append(parts, wording.WhoOnSubject(who, d.Subject))
		}
	}
	switch len(parts) {
	case 0:
		return wording.NoDecisionIsNeeded()
	case 1:
		return wording.OneDecisionComesFirst(parts[0])
	}
	return wording.DecisionsComeFirst(numeral(len(parts)), strings.Join(parts, "; "))
}

// atStake says what happens to goals and cash as things stand.
func (b *builder) atStake(flows *flow.Flow) string {
	var risky, broken []string
	touched := false
	if flows != nil {
		for _, g := range flows.Goals {
			touched = touched || g.Level >= flow.Warning
			switch name := "“" + g.Title + "”"; {
			case g.Risk != "":
				risky = append(risky, name)
			case g.Level == flow.Error:
				broken = append(broken, name)
			}
		}
	}
	money := ""
	for _, f := range ranked(b.report) {
		if f.Category == "finance" && f.Outcome == engine.Violated && b.headlines.own(f) != "" {
			money = b.headlines.Of(f)
			break
		}
	}
	if money != "" {
		money += "."
	}
	var parts []string
	if len(risky) > 0 {
		parts = append(parts, wording.GoalsAreAtRisk(len(risky), several(risky)))
	}
	if len(broken) > 0 {
		parts = append(parts, wording.GoalsCannotHold(len(broken), several(broken)))
	}
	if money != "" {
		parts = append(parts, money)
	}
	if len(parts) == 0 && !touched {
		return wording.NothingThatWasFoundTouches(b.headlines.goals)
	}
	return strings.Join(parts, " ")
}

// gaps are the largest shortfalls, as shares of what is needed.
func gaps(flows *flow.Flow) []gap {
	if flows == nil {
		return nil
	}
	var all []gap
	times := map[gap]int{} // equal ones are one
	for _, band := range flows.ShortByTeam() {
		if len(all) == pageGaps {
			break
		}
		if band.From == nil || band.Demand <= 0 {
			continue
		}
		g := gap{Item: Safe(band.Label), Amount: Safe(band.Amount), Short: Safe(band.Short)}
		g.Share = int(400 * band.Supply / band.Demand)
		from, to := band.From.Title, band.To.Title
		if band.From.Team != nil && band.To.Team != nil && band.From.Team != band.To.Team {
			from, to = band.From.Team.Title, band.To.Team.Title
		}
		g.Between = Safe(wording.PlansNeeds(from, to))
		if band.Stage {
			g.Item, g.Between = Safe(wording.ItemAMonth(sentence(band.Item))), Safe(wording.GivesAsksFor(from, to))
		}
		if times[g]++; times[g] == 1 {
			all = append(all, g)
		}
	}
	for i, g := range all {
		if n := times[g]; n > 1 {
			all[i].Between += fmt.Sprintf(" (%s)", often(n))
		}
	}
	return all
}
