package report

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/quantity"
)

// The top of a page names so many entries to begin with, and so many of the largest gaps.
const (
	pageBegin = 3
	pageGaps  = 5
)

// gap is what one number needs of another and does not get.
type gap struct {
	Item, Amount, Short string
	Between             string
	Share               int // what is there, of 400
}

// numerals are small numbers as a sentence begins with them.
var numerals = []string{
	"No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
}

func numeral(n int) string {
	if n < len(numerals) {
		return numerals[n]
	}
	return thousands(n)
}

// thousands writes a whole number as people do: 1,200.
func thousands(n int) string { return quantity.Number(new(big.Rat).SetInt64(int64(n))) }

// topics are what things that cannot hold are about, in words for one and for several.
var topics = []struct {
	one, several string
	of           func(f *engine.Finding) bool
}{
	{"plan of cash", "plans of cash", func(f *engine.Finding) bool { return f.Category == "finance" }},
	{"promise", "promises", func(f *engine.Finding) bool { return promises[f.Name()] }},
	{"working day", "working days", func(f *engine.Finding) bool { return f.Category == "capacity" }},
	{"supply or budget", "supplies or budgets", func(f *engine.Finding) bool { return f.Category == "supply" }},
}

// sentences are the summary for a director: what cannot hold, which decisions come first and between whom, and what
// it does to cash and goals.
func (b *builder) sentences(first []*entry, flows *flow.Flow) []string {
	return []string{Safe(b.whatBreaks()), Safe(decisions(first)), Safe(b.atStake(flows))}
}

func (b *builder) whatBreaks() string {
	n, other := make([]int, len(topics)), 0
	all, unclear := 0, 0
	for _, f := range standing(b.report) {
		switch stateOf(f) {
		case unread:
			unclear++
		case "error":
			all++
			i := slices.IndexFunc(topics, func(t struct {
				one, several string
				of           func(f *engine.Finding) bool
			}) bool {
				return t.of(f)
			})
			if i < 0 {
				other++
			} else {
				n[i]++
			}
		}
	}
	var parts []string
	for i, t := range topics {
		if n[i] > 0 {
			parts = append(parts, counts(n[i], t.one, t.several))
		}
	}
	switch {
	case other > 0 && len(parts) > 0:
		parts = append(parts, fmt.Sprintf("%d more", other))
	case other == 0 && len(parts) == 1 && all == 1:
		parts = []string{"a " + topics[slices.Index(n, 1)].one}
	}
	text := b.verdict()
	if all == 0 && complete(b.report) {
		text = "No two numbers that somebody wrote contradict each other."
	}
	if all > 0 && complete(b.report) {
		text = numeral(all) + " " + noun(all, "thing") + " cannot hold"
		if len(parts) > 0 {
			text += ": " + and(parts)
		}
		text += "."
		if unclear > 0 {
			text += " " + fmt.Sprintf("%d more %s written in a way that cannot be read.", unclear, isAre(unclear))
		}
	}
	return text
}

// decisions say who has to talk to whom about the first entries.
func decisions(first []*entry) string {
	var parts []string
	for _, e := range first {
		if e.State != "error" && e.State != "warning" {
			continue
		}
		who := e.Whom
		if len(e.Teams) > 0 {
			who = and(e.Teams)
		}
		if who == "" {
			continue
		}
		if part := who + " on “" + e.Subject + "”"; !slices.Contains(parts, part) && len(parts) < pageBegin {
			parts = append(parts, part)
		}
	}
	switch len(parts) {
	case 0:
		return "No decision is needed."
	case 1:
		return "One decision comes first: " + parts[0] + "."
	}
	return numeral(len(parts)) + " decisions come first: " + strings.Join(parts, "; ") + "."
}

// atStake says what happens to goals and cash as things stand.
func (b *builder) atStake(flows *flow.Flow) string {
	var risky []string
	if flows != nil {
		for _, g := range flows.Goals {
			if g.Risk != "" {
				risky = append(risky, "“"+g.Title+"”")
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
	if len(risky) == 0 {
		return cmp.Or(money, "Nothing that was found touches cash, or a goal of "+b.headlines.goals+".")
	}
	goals := verb(len(risky) == 1, "the goal ", "the goals ") + several(risky)
	return strings.TrimSpace("As it stands, " + goals + " " + isAre(len(risky)) + " at risk. " + money)
}

// gaps are the largest shortfalls, as shares of what is needed.
func gaps(flows *flow.Flow) []gap {
	if flows == nil {
		return nil
	}
	var all []gap
	times := map[gap]int{} // equal ones are one
	for _, band := range flows.Short() {
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
		g.Between = Safe(from + " plans, " + to + " needs")
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
