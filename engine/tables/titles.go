package tables

import (
	"path"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/wording"
)

// What the titles and the headings around a table say of its numbers.

// maxTitle is how many words a title has at most. In a longer text a word such as goal may mean anything.
const maxTitle = 10

// around is what a table's surroundings say of it, the nearest first.
func (b *Block) around(t *content.Table, c Context) string {
	var titles []string
	for _, p := range b.Title {
		if len(strings.Fields(p.Text)) <= maxTitle {
			titles = append(titles, p.Text)
		}
	}
	if corner := b.corner(); corner != "" {
		titles = append([]string{corner}, titles...)
	}
	levels := []string{strings.Join(titles, " . "), t.Name}
	for i := len(c.Before) - 1; i >= 0 && i >= len(c.Before)-2; i-- {
		if len(strings.Fields(c.Before[i])) <= maxTitle {
			levels = append(levels, c.Before[i])
		}
	}
	if !c.Several {
		levels = append(levels, strings.TrimSuffix(c.File, path.Ext(c.File)))
	}
	return strings.Join(levels, "\n")
}

// corner is what stands over the names of the rows, where that is a title of the table: "SDR ramp targets". It ends
// with a word for what is to be reached, in the plural; "" where it does not.
func (b *Block) corner() string {
	if len(b.Columns) < 3 || len(b.Header) == 0 {
		return ""
	}
	text := b.Columns[0].text()
	words := strings.Fields(text)
	if n := len(words); n > 1 && yearOf(words[n-1]) != 0 {
		words = words[:n-1]
	}
	if n := len(words); n < 2 || n > maxTitle || !cornerWords.Has(fold(words[n-1])) {
		return ""
	}
	return text
}

var cornerWords = content.WordSet(`
targets quotas zielwerte zielvorgaben sollwerte cibles metas cuotas malvarden streefwaarden`)

// under takes over what the title of a sheet with several tables says for all of them: the time, and what is farther
// than the title of its own.
func (b *Block) under(first *Block) {
	if len(first.Title) < 2 || first.Title[0].Row == first.Title[len(first.Title)-1].Row || b.columns != (stretch{}) {
		return // its title is that of its own table
	}
	sheet := first.Title[0]
	if len(strings.Fields(sheet.Text)) > maxTitle {
		return
	}
	own, rest, _ := strings.Cut(b.above, "\n")
	b.above = own + "\n" + sheet.Text + "\n" + rest
	b.when = titleTime(sheet.Text)
	for _, p := range b.Title {
		if m := titleTime(p.Text); m != (moment{}) {
			b.when = m
		}
	}
}

// rhythm is the period that the nearest title with one says its numbers are for: week of "Weekly targets by site". It
// stands beside a word for what is to be reached.
func (b *Block) rhythm() string {
	for level := range strings.SplitSeq(b.above, "\n") {
		words := split(level)
		for _, m := range rowWords().find(words) {
			if !slices.ContainsFunc(m.in, func(s section) bool { return s.name == "plan" }) {
				continue
			}
			before := strings.Join(words[max(0, m.from-2):m.from], " ")
			behind := strings.Join(words[m.to:min(m.to+2, len(words))], " ")
			if per := rhythmOf(before); per != "" && per != "year" {
				return per
			}
			if per := rhythmOf(behind); per != "" && per != "year" && explicit.Get().MatchString(behind) {
				return per
			}
		}
	}
	return ""
}

// plans reports whether the surroundings of a table say that its numbers are to be reached. What is nearest counts.
func (b *Block) plans() bool {
	if b.games() {
		return false // its goals are scored
	}
	l := rowWords()
	for level := range strings.SplitSeq(b.above, "\n") {
		plan := l.has(level, "plan") && !l.has(level, "capacity") // what there is, and not what is to be reached
		plan = plan && !statedGoal.Get().MatchString(level)
		switch results := l.has(level, "results"); {
		case plan && !results, plan && called(level):
			return true
		case results:
			return false
		}
	}
	return false
}

// statedGoal recognises a title that states a goal itself, in a sentence: "Goal: to know all customers".
var statedGoal = content.Pattern(`(?i)\b(?:goal|ziel|objectif|objetivo|meta): ?\pL+(?:[ ’\']\pL+){3}`)

// called reports whether a title has a term of several words for what is to be reached: "Data platform service levels".
func called(title string) bool {
	for _, m := range rowWords().find(split(title)) {
		if m.to-m.from > 1 && slices.ContainsFunc(m.in, func(s section) bool { return s.name == "plan" }) {
			return true
		}
	}
	return false
}

// planWord is what around the table says that its numbers are to be reached.
func (b *Block) planWord() string {
	for level := range strings.SplitSeq(b.above, "\n") {
		if rowWords().has(level, "plan") {
			return `"` + short(level) + `"`
		}
	}
	return wording.ItsTitle()
}

// fromTitle takes over the unit and the year that a title says for all numbers: "Dollars in Thousands".
func (b *Block) fromTitle() {
	b.fromLegend()
	titles := b.Title
	if len(b.Columns) > 0 && b.Columns[0].Holds.Words > b.Columns[0].Holds.Clocks {
		titles = slices.Concat(titles, b.Columns[0].Names) // the corner of a plan: "€ thousand"
	}
	own := len(titles)
	for heading := range strings.SplitSeq(b.above, "\n") {
		if !slices.ContainsFunc(titles, func(p Part) bool { return p.Text == heading }) {
			titles = append(slices.Clip(titles), Part{Text: heading})
		}
	}
	for i, p := range titles {
		h := headed{times: 1}
		if h.inBrackets(p.Text); i >= own && !currencies.Has(h.unit) {
			continue // of the headings before the table, only a currency is meant for all of its numbers
		}
		if h.unit == "" && h.times == 1 && len(p.Text) < 60 && !h.take(tail(p.Text)) {
			h.take(withoutKind(p.Text))
		}
		b.when = b.when.or(titleTime(p.Text))
		if below := tail(p.Text); h.unit == "" && h.times == 1 && h.per == "" && len(strings.Fields(below)) < 5 {
			if noun, per := divided(below); plural(noun) && rhythmOf("per "+per) != "" {
				h.unit, h.per = noun, rhythmOf("per "+per) // good units per day
			}
		}
		if h.unit == "" && h.times == 1 && b.inHours() {
			h.unit, h.per = b.titleUnit(p.Text)
		}
		if h.unit == "" && h.times == 1 || horizonUnit(p.Text) || unitOf(p.Text) == "quarters" {
			continue
		}
		others := slices.ContainsFunc(b.Columns, func(c Column) bool {
			return c.As.asks() && (c.Measure == "" || moneyNamed(c.Measure)) && c.Holds.mostly(c.Holds.Numbers)
		})
		for i := range b.Columns {
			c := &b.Columns[i]
			other := plural(c.Measure) || others && c.Measure != "" && c.when == (moment{})
			if slices.ContainsFunc(split(c.Measure), func(w string) bool { return rowWords().is(w, "total") }) {
				other = false // "Total año" beside its quarters
			}
			if currencies.Has(h.unit) && other && !moneyNamed(c.Measure) {
				continue // "Leads target" in a table of thousands of euros
			}
			money := c.As.asks() || c.As == AsActual || c.As == AsBaseline || c.As == AsBudget || c.As == AsValue ||
				(c.As.isTime() || c.As == AsTotal) && c.Holds.Numbers > 0 && c.Holds.Years == 0
			percents := c.Holds.Percents > 0 && (unitOf(h.unit) != "" || h.per == "" || c.Holds.mostly(c.Holds.Percents))
			if money && c.Unit == "" && c.Times == 1 && !percents {
				c.Unit, c.Times, c.titled = h.unit, h.times, true
				if c.Per == "" && (h.unit == "h" || h.unit == "each" || unitOf(h.unit) == "") {
					c.Per = h.per
				}
			}
		}
	}
}

// moneyBeside gives a limit, and what is planned, the currency of what it limits where that is the only one of the
// table: "Limit" beside "Spent (€)". A table of KPIs has numbers of several kinds.
func (b *Block) moneyBeside() {
	if b.columnsAre(AsKPI) || b.columnsAre(AsUnit) || b.columnAs(AsUnit) != nil {
		return
	}
	var money *Column
	for i := range b.Columns {
		c := &b.Columns[i]
		if !c.Holds.mostly(c.Holds.Numbers) {
			continue
		}
		switch {
		case currencies.Has(c.Unit) && money != nil && (c.Unit != money.Unit || c.Times != money.Times),
			c.Unit != "" && !currencies.Has(c.Unit) && c.Unit != "%":
			return
		case currencies.Has(c.Unit) && c.Per == "" && moneySpent(c.text()):
			money = c
		}
	}
	if money == nil {
		return
	}
	for i := range b.Columns {
		c := &b.Columns[i]
		if (c.As == AsLimit || c.As == AsMaximum || c.As == AsBudget) && c.Unit == "" && c.Times == 1 && c.Measure == "" &&
			c.Holds.mostly(c.Holds.Numbers) && c.Holds.Percents+c.Holds.Moneys == 0 {
			c.Unit, c.Times = money.Unit, money.Times
		}
	}
}

// moneySpent reports whether a header is of money that was spent or is left.
func moneySpent(header string) bool {
	return slices.ContainsFunc(split(header), func(w string) bool { return spentWords.Has(w) || spendWords.Has(w) })
}

var spentWords = content.WordSet(`spent used actual actuals utilised utilized paid booked remaining left balance
ausgegeben verbraucht ist gebucht rest depense utilise reel reste gastado usado real saldo forbrukat speso usato
uitgegeven gasto wydano`)

// withoutKind is a header without the word that it begins with, where that says what the column holds: Stk/Monat of
// "Kennzahl Stk/Monat".
func withoutKind(text string) string {
	first, rest, _ := strings.Cut(text, " ")
	if rest != "" && Named(first) != AsNothing && unitOf(first) == "" {
		return rest
	}
	return text
}

// legendForm recognises a sentence that says the unit of all numbers: "All figures in £000 unless marked *", "Alle
// Angaben in T€".
var legendForm = content.Pattern(`(?i)(?:^|[.;(] ?|\b(?:all|alle|tou(?:te)?s les|tod[ao]s l[ao]s) )` +
	`(?:figures|values|numbers|amounts|targets|rates|angaben|werte|zahlen|beträge|zielwerte|chiffres|valeurs|` +
	`montants|cifras|valores|importes|montos) ` +
	`(?:(?:are|is|shown|given|expressed|quoted|stated|sont|exprimée?s|están|expresad[ao]s|sind|in|as|en|im) )+` +
	`([^.;,()*]{1,30}?)` +
	`(?:,? (?:unless|except|where|if|sofern|soweit|wenn|außer|sauf|salvo|excepto)\b.*|[.;,)*].*)?$`)

// legendOf is the unit that a sentence around the table says for all of its numbers; none where no sentence says one.
func (b *Block) legendOf(c Context) headed {
	texts := slices.Clone(c.Before[max(0, len(c.Before)-3):])
	for _, p := range b.Title {
		texts = append(texts, p.Text)
	}
	for _, r := range b.rows {
		if len(r.Cells) == 1 && r.Cells[0].Holds == content.Words {
			texts = append(texts, textOf(&r.Cells[0]))
		}
	}
	for _, text := range texts {
		if len(text) > maxSentence {
			continue
		}
		m := legendForm.Get().FindStringSubmatch(text)
		if m == nil {
			continue
		}
		h := headed{times: 1}
		if words := split(m[1]); len(words) == 1 && shareWords.Has(words[0]) {
			h.unit = "%"
		} else if !h.take(strings.TrimSpace(m[1])) {
			continue
		}
		return h
	}
	return headed{}
}

// shareWords are the plural of percentage, which no cell has as its unit.
var shareWords = content.WordSet(`
percentages percents prozente prozentwerte pourcentages porcentajes percentuali procenten`)

// fromLegend takes over the unit that a sentence says for all numbers, but for columns that are marked, or are of so
// much in a period.
func (b *Block) fromLegend() {
	h := b.legend
	if h.unit == "" && h.times <= 1 {
		return
	}
	for i := range b.Columns {
		c := &b.Columns[i]
		free := c.As.asks() || c.As == AsActual || c.As == AsBaseline || c.As == AsBudget || c.As == AsValue ||
			(c.As.isTime() || c.As == AsTotal) && c.Holds.Numbers > 0 && c.Holds.Years == 0
		if free && c.Unit == "" && c.Times == 1 && c.Per == "" && c.Holds.Percents == 0 &&
			!strings.HasSuffix(c.text(), "*") {
			c.Unit, c.Times, c.Per, c.titled, c.legend = h.unit, h.times, h.per, true, true
		}
	}
}

// otherUnits takes no column for a target that only the title makes one, and that has another unit than the title says
// for its numbers: minutes to bake beside pieces.
func (b *Block) otherUnits() {
	titled := 0
	for i := range b.Columns {
		if b.Columns[i].titled {
			titled++
		}
	}
	for i := range b.Columns {
		c := &b.Columns[i]
		if titled > 1 && !c.titled && timeUnits()[c.Unit] && c.As == AsTarget && strings.HasPrefix(c.Why, "as \"") {
			c.is(AsNothing, byContents)
		}
	}
}

// tail is what stands behind the last comma or dash of a title: $K of "Quota by rep, $K".
func tail(title string) string {
	for _, sign := range []string{", ", " - ", " – ", " — ", ": "} {
		if i := strings.LastIndex(title, sign); i >= 0 {
			return title[i+len(sign):]
		}
	}
	return ""
}
