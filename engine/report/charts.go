package report

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/facts/supply"
	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/impact"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Canvas is where charts of letters are drawn: so many columns, with colours or without.
type Canvas struct {
	Width int
	Color bool
}

// The letters of charts: what is there, what is planned and not possible or lost, and what is missing.
const (
	filled, shaded, missing = '█', '▒', '░'
)

// bar is a line of a chart: parts one after the other, each as long as it is large.
type bar struct {
	name  string
	parts []stretch
	text  string
}

// stretch is a part of a bar.
type stretch struct {
	letter rune // 0 leaves it empty
	size   float64
}

// lines draws bars on one scale, in no more columns than there are.
func (c Canvas) lines(bars []bar) []string {
	names, texts, most := 0, 0, 0.0
	for _, b := range bars {
		names, texts = max(names, utf8.RuneCountInString(b.name)), max(texts, utf8.RuneCountInString(b.text))
		sum := 0.0
		for _, p := range b.parts {
			sum += p.size
		}
		most = math.Max(most, sum)
	}
	names = min(names, max(c.Width/3, 8))
	room := c.Width - 2 - names - 2 - 2 - texts
	below := room < 12 // the words do not fit beside the bar
	if below {
		room = c.Width - 2 - names - 2
	}
	room = min(max(room, 4), 60)
	var lines []string
	for _, b := range bars {
		line := "  " + padded(shortened(b.name, names), names) + "  " + c.stretches(b.parts, most, room)
		if b.text != "" && !below {
			line += "  " + b.text
		}
		lines = append(lines, strings.TrimRight(line, " "))
		if b.text != "" && below {
			lines = append(lines, "    "+shortened(b.text, max(c.Width-4, 4)))
		}
	}
	return lines
}

// stretches draws the parts of a bar. What is not nothing is seen.
func (c Canvas) stretches(parts []stretch, most float64, room int) string {
	var b strings.Builder
	at, sum := 0, 0.0
	for _, p := range parts {
		sum += p.size
		end := at
		if most > 0 {
			end = int(math.Round(sum / most * float64(room)))
		}
		if p.size > 0 && p.letter != 0 && end <= at {
			end = at + 1
		}
		end = min(end, room)
		n := max(end-at, 0)
		at = max(at, end)
		switch p.letter {
		case 0:
			b.WriteString(strings.Repeat(" ", n))
		default:
			b.WriteString(c.paint(p.letter, strings.Repeat(string(p.letter), n)))
		}
	}
	return b.String()
}

func (c Canvas) paint(letter rune, text string) string {
	if !c.Color || text == "" {
		return text
	}
	code := map[rune]string{filled: blue, shaded: yellow, missing: red}[letter]
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func padded(text string, n int) string {
	return text + strings.Repeat(" ", max(n-utf8.RuneCountInString(text), 0))
}

func shortened(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return string([]rune(text)[:max(n-1, 0)]) + "…"
}

// barChart is a chart with a line above it.
type barChart struct {
	title string
	bars  []bar
	note  string
}

func (c Canvas) write(w io.Writer, all []barChart) error {
	for _, d := range all {
		lines := slices.Concat([]string{""}, c.words("", d.title), c.lines(d.bars), c.words("  ", d.note))
		if _, err := fmt.Fprintln(w, strings.Join(lines, "\n")); err != nil {
			return err
		}
	}
	return nil
}

// words breaks a text into lines between words.
func (c Canvas) words(indent, text string) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsFuncSeq(Safe(text), func(r rune) bool { return r == ' ' }) {
		if line != "" && utf8.RuneCountInString(indent+line+" "+word) > c.Width {
			lines, line = append(lines, indent+line), ""
		}
		line = strings.TrimLeft(line+" "+word, " ")
	}
	if line != "" {
		lines = append(lines, indent+line)
	}
	return lines
}

// ResourceCharts draws what Resource writes about a definition: the day of a role, what is supplied beside what is
// needed, the cash of a plan by month, the waiting line of a service. It writes nothing where there is none of these.
func ResourceCharts(w io.Writer, o *view.Organisation, r *model.Resource, c Canvas) error {
	var all []barChart
	switch r.Kind {
	case "Role":
		all = day(o, r)
	case "KPI":
		all = append(times(o, r), balances(o.Facts.Items, r)...)
	case "Service":
		all = queue(o, r)
	case "CashPlan":
		all = money(o, r)
	}
	return c.write(w, all)
}

// day is the day of a role: its blocks one after the other, up to the net day and beyond it.
func day(o *view.Organisation, r *model.Resource) []barChart {
	of := o.Facts.Role(r)
	if of == nil || of.Loaded == nil || of.Load == nil || !of.Load.Total.Valued() || !of.Load.NetDay.Valued() {
		return nil
	}
	net := rational(of.Load.NetDay.Amount.Low)
	d := barChart{title: wording.ADayOf(quantity.Duration(of.Load.NetDay.Amount.Low))}
	at := 0.0
	for _, part := range of.Load.Parts {
		cut := strings.LastIndexByte(part, ' ')
		if cut < 0 {
			return nil
		}
		minutes, err := strconv.ParseFloat(strings.ReplaceAll(part[cut+1:], ",", ""), 64)
		if err != nil || minutes < 0 { // a range, or what was left out of a long list
			return nil
		}
		within := math.Min(math.Max(net-at, 0), minutes)
		d.bars = append(d.bars, bar{Safe(part[:cut]), []stretch{{0, at}, {filled, within}, {missing, minutes - within}},
			wording.MinutesShort(part[cut+1:])})
		at += minutes
	}
	day := wording.MinutesShort(quantity.Number(of.Load.NetDay.Amount.Low))
	d.bars = append(d.bars, bar{wording.TheNetDay(), []stretch{{filled, net}}, day})
	if at > net {
		over := network.Minus("over", of.Load.Total, of.Load.NetDay)
		if over == nil {
			return nil
		}
		d.note = wording.TooMuch(roundTimes(quantity.Duration(over.Amount.High)))
	}
	return []barChart{d}
}

// times are the time that a KPI takes, beside the time there is for it, in each role.
func times(o *view.Organisation, r *model.Resource) []barChart {
	var all []barChart
	for _, t := range o.Facts.TimeInRoles(r) {
		if !t.Needed.Valued() || !t.Available.Valued() {
			continue
		}
		all = append(all, barChart{title: wording.TimeADayOf(t.Role),
			bars: sides(pair{wording.Needed(), t.Needed}, pair{wording.ThereIs(), t.Available})})
	}
	return all
}

// balances are the items that a KPI makes or uses: what is supplied beside what is needed.
func balances(items []*supply.Item, r *model.Resource) []barChart {
	var all []barChart
	for _, it := range items {
		part := slices.ContainsFunc(slices.Concat(it.Producers, it.Consumers), func(s *supply.Side) bool { return s.Of == r })
		if !part || !it.Demand.Valued() || !it.Supply.Valued() {
			continue
		}
		all = append(all, barChart{title: wording.AMonth(capital(it.Plural)),
			bars: sides(pair{wording.Needed(), it.Demand}, pair{wording.Supplied(), it.Supply})})
	}
	return all
}

// pair is a number with what it is.
type pair struct {
	name string
	n    *network.Node
}

// sides are what is needed and what there is, with what is missing of it.
func sides(needed, there pair) []bar {
	need, have := rational(needed.n.Amount.High), math.Max(rational(there.n.Amount.Low), 0)
	write := func(n *network.Node) string { return n.Number() }
	if needed.n.Amount.Unit.Noun() == "min" {
		write = func(n *network.Node) string { return quantity.Duration(n.Amount.High) }
	}
	second := bar{there.name, []stretch{{filled, have}}, write(there.n)}
	if short := network.Minus(wording.Short(), needed.n, there.n); have < need && short != nil {
		second.parts = append(second.parts, stretch{missing, need - have})
		words := wording.NumberShort(write(short.HighEnd()))
		if short.Amount.Low.Sign() <= 0 {
			words = wording.UpTo(words)
		}
		second.text += ", " + words
	}
	return []bar{{needed.name, []stretch{{filled, need}}, write(needed.n)}, second}
}

// queue is how many are answered in time, how busy those are who answer, and whether the pile grows.
func queue(o *view.Organisation, r *model.Resource) []barChart {
	s := o.Facts.Service(r)
	if s == nil {
		return nil
	}
	var all []barChart
	if s.Queue != nil && s.Queue.Queue != nil {
		q := s.Queue.Queue
		if q.ServiceLevel.Valued() && q.Promised.Valued() {
			d := barChart{title: wording.AnsweredInTime(), bars: sides(pair{wording.Promised(), q.Promised},
				pair{wording.Expected(), q.ServiceLevel})}
			if within := r.Object.Object(field.Promise).Quantity(field.Within); within != nil {
				d.title = wording.AnsweredWithin(within.Amount.String())
			}
			d.bars[0].text, d.bars[1].text = q.Promised.Text(), q.ServiceLevel.Text()
			all = append(all, d)
		}
		if q.Load.Valued() && q.Agents.Valued() {
			load, agents := rational(q.Load.Amount.High), rational(q.Agents.Amount.Low)
			all = append(all, barChart{title: wording.Agents(), bars: []bar{
				{wording.ThereAre(), []stretch{{filled, agents}}, q.Agents.Number()},
				{
					wording.BusyOnAverage(), []stretch{{filled, math.Min(load, agents)}, {missing, math.Max(load-agents, 0)}},
					q.Load.Number(),
				},
			}})
		}
	}
	if s.Backlog != nil && s.Backlog.Backlog != nil &&
		s.Backlog.Backlog.Opened.Valued() && s.Backlog.Backlog.Closed.Valued() {
		g := s.Backlog.Backlog
		all = append(all, barChart{title: wording.CasesA(g.Period),
			bars: sides(pair{wording.Opened(), g.Opened}, pair{wording.Closed(), g.Closed})})
	}
	return all
}

// money is the free cash at the end of each month where it falls, and what late payment holds up of it.
func money(o *view.Organisation, r *model.Resource) []barChart {
	var all []barChart
	for _, c := range flow.Of(o, func(*model.Resource) flow.Level { return flow.Sound }).Cash {
		if c.Name != r.Name {
			continue
		}
		if len(c.Months) > 0 {
			all = append(all, cashByMonth(c))
		}
		if c.Held > 0 {
			all = append(all, barChart{title: wording.FreeCashAndWhatLate(), bars: []bar{
				{wording.Free(), []stretch{{filled, math.Max(c.Free, 0)}}, strings.TrimSuffix(c.FreeText, " free")},
				{wording.HeldUp(), []stretch{{filled, math.Max(0, math.Min(c.Free, c.Held))},
					{missing, math.Max(c.Held-c.Free, 0)}},
					c.ShortText},
			}, note: c.HeldText})
		}
	}
	return all
}

// cashByMonth has what is below zero left of what is above it.
func cashByMonth(c *flow.Cash) barChart {
	least := 0.0
	for _, m := range c.Months {
		least = math.Min(least, m.Left)
	}
	d := barChart{title: wording.FreeCashAtTheEnd()}
	for _, m := range c.Months {
		parts := []stretch{{0, -least}, {filled, m.Left}}
		if m.Left < 0 {
			parts = []stretch{{0, m.Left - least}, {missing, -m.Left}}
		}
		d.bars = append(d.bars, bar{m.Name, parts, m.Text})
	}
	return d
}

// ImpactCharts draws what is left of each number in an answer about a miss: what is left, what the miss takes, and what
// was missing before it. Of an answer about needs it draws what is supplied beside what is needed.
func ImpactCharts(w io.Writer, o *view.Organisation, a *impact.Answer, c Canvas) error {
	if a.Question == "needs" {
		return c.write(w, needed(o, a))
	}
	d := barChart{title: wording.WhatIsLeftOfEach(),
		note: wording.LeftLostByTheMiss(string(filled), string(shaded), string(missing))}
	for _, n := range a.Nodes {
		if n.Kind == impact.Item || n.Kind == impact.Market ||
			n.Asked == nil || n.Before == nil || n.After == nil || rational(n.Asked.Low) <= 0 {
			continue
		}
		asked := rational(n.Asked.Low)
		before, after := percentOf(n.Before, asked), percentOf(n.After, asked)
		if before > 100 || after > before { // it should fall, and exceeds what is asked
			continue
		}
		text := fmt.Sprintf("%.0f %%", before)
		if math.Round(after) != math.Round(before) {
			text = wording.Was(fmt.Sprintf("%.0f", after), fmt.Sprintf("%.0f", before))
		}
		called := Safe(cmp.Or(n.Title, n.Name))
		if n.Kind == impact.KeyResult {
			called = wording.KeyResultCalled(called)
		}
		d.bars = append(d.bars, bar{called,
			[]stretch{{filled, after}, {shaded, before - after}, {missing, 100 - before}}, text})
	}
	if len(d.bars) == 0 {
		return nil
	}
	return c.write(w, []barChart{d})
}

// percentOf is the unfavourable end of an amount in percent of what is asked.
func percentOf(a *quantity.Amount, asked float64) float64 {
	return math.Max(0, rational(a.Low)/asked*100)
}

// needed are the items in an answer about needs.
func needed(o *view.Organisation, a *impact.Answer) []barChart {
	var all []barChart
	for _, n := range a.Nodes {
		if n.Kind != impact.Item {
			continue
		}
		for _, it := range o.Facts.Items {
			if it.Plural == n.Name && it.Demand.Valued() && it.Supply.Valued() {
				all = append(all, barChart{title: wording.AMonth(capital(it.Plural)),
					bars: sides(pair{wording.Needed(), it.Demand}, pair{wording.Supplied(), it.Supply})})
				break
			}
		}
	}
	return all
}

func rational(r *big.Rat) float64 {
	f, _ := r.Float64()
	return f
}

// capital begins a text with a capital letter.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
