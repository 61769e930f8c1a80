package tables

import (
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
)

// maxSample is of how many rows the contents of a column are looked at.
const maxSample = 600

// namedAs is what the texts of a header, top down, say that their column holds, and the words of it that say nothing of
// the kind: what is counted there. The group over a column counts too where it says what numbers are for: Plan over
// "Change" makes changes that are planned. "Whom?" over "Men" makes no owner.
func namedAs(texts []string) (is As, measure string, other, number As) {
	l := columnWords()
	best := len(l.order) + 1
	for k := len(texts) - 1; k >= 0; k-- {
		text := texts[k]
		if len(text) > 120 {
			continue
		}
		if bare := withoutBrackets(text); bare != text && len(columnWords().find(split(bare))) > 0 {
			if k == len(texts)-1 {
				other = nameIn(text[len(bare):])
			}
			text = bare // "Ziel (Quelle)" is a Ziel
		}
		words := split(text)
		taken := make([]bool, len(words))
		below := is
		for _, m := range l.find(words) {
			s := m.in[0]
			as := As(s.name)
			if m.from > 0 && perWord(words[:m.from]) || as == AsPeriod && perPhrase(words[m.from:m.to]) && len(words) > 1 {
				continue
			}
			switch as {
			case asFiller, asCount, asPeople:
				continue
			case AsValue, AsTotal:
			default:
				for i := m.from; i < m.to; i++ {
					taken[i] = true
				}
			}
			if as.isTime() && k == len(texts)-1 && is == asGoal {
				continue // "Goal FY26" is a goal
			}
			if as.counts() && (number == AsNothing || s.place < l.order[string(number)]) {
				number = as
			}
			if other == AsNothing && !as.counts() && k == len(texts)-1 {
				other = as
			}
			if s.place < best && (below == AsNothing || k == len(texts)-1 || as.counts() && below.counts()) ||
				(below.isTime() || is.isTime()) && (as.counts() || as == asGoal) {
				best, is = s.place, as
			}
		}
		if rest := remainder(text, words, taken); rest != "" && measure == "" {
			measure = rest
		}
	}
	return is, measure, other, number
}

// nameIn is a name of rows among the words of a text: sector of "Planned operation (sector)".
func nameIn(text string) As {
	for _, m := range columnWords().find(split(text)) {
		if as := As(m.in[0].name); slices.Contains(telling, as) {
			return as
		}
	}
	return AsNothing
}

// withoutBrackets is a header without what stands in brackets.
func withoutBrackets(text string) string {
	for {
		from := strings.IndexByte(text, '(')
		if from < 0 {
			return text
		}
		to := strings.IndexByte(text[from:], ')')
		if to < 0 {
			return text
		}
		text = strings.TrimSpace(text[:from] + " " + text[from+to+1:])
	}
}

func perPhrase(words []string) bool {
	return len(words) == 1 && (words[0] == "per" || words[0] == "pro")
}

// remainder are the words of a header that are not taken, without units and times.
func remainder(text string, words []string, taken []bool) string {
	var left []string
	fields := strings.FieldsFunc(strings.Map(func(c rune) rune {
		if strings.ContainsRune("_:;,()[]\"/|-", c) {
			return ' '
		}
		return c
	}, text), func(c rune) bool { return c == ' ' || c == '\n' || c == '\t' })
	free := map[string]int{}
	for i, w := range words {
		if !taken[i] {
			free[w]++
		}
	}
	for _, f := range fields {
		key := strings.Join(split(f), "")
		all := true
		for _, w := range split(f) {
			if free[w] == 0 {
				all = false
			}
		}
		if !all || key == "" || digits(key) || unitOf(f) != "" || onlyTime(f) || stopWords()[key] {
			continue
		}
		left = append(left, f)
	}
	return strings.Join(left, " ")
}

var stopWords = sync.OnceValue(func() map[string]bool {
	return map[string]bool{"of": true, "the": true, "in": true, "per": true, "pro": true, "de": true, "for": true,
		"a": true, "an": true, "and": true, "or": true, "to": true, "by": true, "fur": true, "pour": true, "para": true,
		"for.": true,
		"name": true, "number": true, "no": true, "en": true, "fr": true, ".": true, "#": true, "%": true, "og": true,
		"och": true,
		"und": true, "et": true, "y": true, "i": true, "di": true, "du": true, "des": true, "la": true, "le": true,
		"value": true}
})

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
	levels := []string{strings.Join(titles, " . "), t.Name}
	for i := len(c.Before) - 1; i >= 0 && i >= len(c.Before)-2; i-- {
		if len(strings.Fields(c.Before[i])) <= maxTitle {
			levels = append(levels, c.Before[i])
		}
	}
	levels = append(levels, strings.TrimSuffix(c.File, path.Ext(c.File)))
	return strings.Join(levels, "\n")
}

// plans reports whether the surroundings of a table say that its numbers are to be reached. What is nearest counts.
func (b *Block) plans() bool {
	l := rowWords()
	for level := range strings.SplitSeq(b.above, "\n") {
		switch plan, results := l.has(level, "plan"), l.has(level, "results"); {
		case plan && !results:
			return true
		case results:
			return false
		}
	}
	return false
}

// understand finds out what each column holds.
func (b *Block) understand(r *Reading) {
	b.addColumns()
	for i := range b.Columns {
		c := &b.Columns[i]
		b.look(c)
	}
	for i := range b.Columns {
		b.name(&b.Columns[i])
	}
	for i := range b.Columns {
		b.decide(&b.Columns[i])
	}
	b.fromTitle()
	b.settle(r)
}

// fromTitle takes over the unit and the year that a title says for all numbers: "Dollars in Thousands".
func (b *Block) fromTitle() {
	titles := b.Title
	if first := b.Columns[:min(len(b.Columns), 1)]; len(first) > 0 && len(first[0].Names) > 0 && first[0].Holds.Words > 0 {
		titles = slices.Concat(titles, first[0].Names) // the corner of a plan: "€ thousand"
	}
	for _, p := range titles {
		h := headed{times: 1}
		h.inBrackets(p.Text)
		if h.unit == "" && h.times == 1 && len(p.Text) < 60 {
			h.take(p.Text)
		}
		b.when = b.when.or(titleTime(p.Text))
		if h.unit == "" && h.times == 1 {
			continue
		}
		for i := range b.Columns {
			c := &b.Columns[i]
			if currencies()[h.unit] && plural(c.Measure) && !moneyNamed(c.Measure) {
				continue // "Leads target" in a table of thousands of euros
			}
			money := c.As.asks() || c.As == AsActual || c.As == AsBaseline || c.As == AsBudget || c.As == AsValue
			if money && c.Unit == "" && c.Times == 1 && c.Holds.Percents == 0 {
				c.Unit, c.Times, c.titled = h.unit, h.times, true
			}
		}
	}
}

// addColumns adds the columns that have cells and no name.
func (b *Block) addColumns() {
	seen := map[int]bool{}
	for _, c := range b.Columns {
		seen[c.Number] = true
	}
	added := false
	for _, r := range b.rows {
		for i := range r.Cells {
			if n := r.Cells[i].Column; !seen[n] {
				seen[n] = true
				b.Columns = append(b.Columns, Column{Number: n, Times: 1})
				added = true
			}
		}
	}
	if added {
		sortColumns(b.Columns)
	}
}

// look counts what a column holds, in a sample of its rows.
func (b *Block) look(c *Column) {
	step := len(b.rows)/maxSample + 1
	for i := 0; i < len(b.rows); i++ {
		if i > 40 && i%step != 0 {
			continue
		}
		c.Holds.rows++
		if cell := cellAt(b.rows[i], c.Number); cell != nil && (cell.Across < 2 || len(b.rows[i].Cells) > 1) {
			c.Holds.look(cell, b)
		}
	}
}

// name reads the header of a column.
func (b *Block) name(c *Column) {
	var texts []string
	for _, n := range c.Names {
		if len(texts) == 0 || texts[len(texts)-1] != n.Text {
			texts = append(texts, n.Text)
		}
	}
	c.As, c.Measure, c.other, c.number = namedAs(texts)
	if c.As != AsNothing {
		c.Why = "by its name"
	}
	var when moment
	for _, text := range texts {
		h := headerUnit(text)
		if h.unit == "min" && b.limitsInBrackets() {
			h.unit = "" // "(min)" beside "(max)" is no minute
			c.is(AsMinimum, byName)
		}
		if h.unit != "" && (c.Unit == "" || h.unit != "each") {
			c.Unit = h.unit
		}
		if h.times > 1 {
			c.Times = h.times
		}
		if h.per != "" {
			c.Per = h.per
		}
		when = when.or(timeOf(text))
		if c.As != AsNothing || c.Measure != "" {
			if noun := counted(text); noun != "" && c.Unit == "" {
				c.Unit = noun
			}
		}
	}
	c.when, c.Time = when, when.String()
}

// limitsInBrackets reports whether a header has "(max)", so that "(min)" in another one is a minimum.
func (b *Block) limitsInBrackets() bool {
	return slices.ContainsFunc(b.Columns, func(c Column) bool {
		return slices.ContainsFunc(brackets(c.text()), func(in string) bool {
			return fold(strings.Trim(in, ". ")) == "max"
		})
	})
}

// or fills what a time does not say from another.
func (m moment) or(o moment) moment {
	if m.year == 0 {
		m.year, m.next = o.year, o.next
	}
	if m.quarter == 0 && m.month == 0 && m.half == 0 {
		m.quarter, m.month, m.half = o.quarter, o.month, o.half
	}
	return m
}

// is says what a column is and why.
func (c *Column) is(as As, why string) { c.As, c.Why = as, why }

const (
	byContents = "by what is in it"
	byName     = "by its name"
)

// decide settles what a name leaves open, and holds names to what is in the column.
func (b *Block) decide(c *Column) {
	h := &c.Holds
	numbers := h.mostly(h.Numbers)
	dates := h.mostly(h.Dates)
	words := h.mostly(h.Words)
	switch c.As {
	case AsNothing, AsValue, AsTotal:
		b.unnamed(c)
	case asGoal:
		switch {
		case dates:
			c.is(AsDue, byContents)
		case numbers, h.Numbers > 0 && (b.has(AsKPI) || h.Numbers*2 >= h.Cells-h.Absent):
			c.is(AsTarget, byName)
		default:
			c.is(AsObjective, byName)
		}
	case AsTarget, AsStretch, AsLimit, AsMinimum, AsMaximum:
		switch {
		case dates:
			c.is(AsDue, byContents)
		case h.mostly(h.Verdicts) && !numbers:
			c.is(AsVerdict, byContents)
		case words && h.mostly(h.Statuses):
			c.is(AsStatus, byContents)
		case words && h.mostly(h.Codes):
			c.is(AsNothing, byContents)
		case words && h.Digits == 0 && h.Absent == 0 && c.other != AsNothing:
			c.is(c.other, byName) // planned activity
		}
	case asGreen, asBand:
		b.band(c)
	case AsHeadcount:
		if words && !numbers {
			c.is(AsJob, byContents)
		} else if b.named(c, AsActual) || b.named(c, AsBaseline) {
			c.is(AsActual, byName)
		}
	case AsActual, AsBaseline, AsProgress, AsCopy, AsStep, AsChange:
		switch {
		case c.As == AsActual && numbers && b.scored(c):
			c.As, c.Measure = AsNothing, c.text()
			b.unnamed(c)
		case dates:
			c.is(AsEntered, byContents)
		case words && h.mostly(h.Statuses):
			c.is(AsStatus, byContents)
		case c.As == AsChange && b.named(c, AsTarget):
			c.Change = true
			c.is(AsTarget, byName)
		}
	case AsBudget, AsPrice, AsQuantity, AsVolume, AsMet, AsPay, AsWeight, AsAdjustment:
		switch {
		case c.As == AsBudget && numbers && strings.Contains(fold(c.text()), "budget") && b.columnsAre(AsKPI) &&
			b.columnsAre(AsUnit):
			c.is(AsTarget, byName) // what is budgeted for each KPI
		case c.As == AsVolume && numbers && b.named(c, AsTarget):
			c.is(AsTarget, byName) // the volume that is needed
		case c.As == AsQuantity && words:
			c.is(AsKPI, byContents) // what is measured
		case words || dates:
			c.is(AsNotes, byContents)
		}
	case AsDue, AsStart, AsEntered:
		if numbers && h.Years*2 < h.Numbers && !dates {
			if c.As == AsDue && (c.Unit == "days" || c.Unit == "h" || c.Unit == "workdays" || c.Unit == "weeks") {
				c.is(AsMaximum, byContents)
			} else if c.number != AsNothing {
				c.is(c.number, byName) // end-of-project target
				b.decide(c)
			} else if c.As == AsDue && (c.when != (moment{}) || atYearEnd(c)) && (b.plans() || b.columnsAre(AsBaseline)) {
				c.is(AsTarget, byContents) // at the end of Q2
			} else if c.As == AsStart && c.Measure == "" {
				c.is(AsBaseline, byContents) // from where it starts
			} else {
				c.is(AsNotes, byContents)
			}
		}
	case AsStatus:
		switch {
		case numbers && h.Times == 0:
			c.is(AsProgress, byContents)
		case numbers:
			c.is(AsNothing, byContents)
		}
	case AsUnit:
		if h.mostly(h.Turns) {
			c.is(AsDirection, byContents)
		} else if h.Units*2 < h.Words && (!b.unitsOfOwn(c) || h.Units == 0 && b.beforeNames(c)) {
			c.is(AsTeam, byContents)
		}
	case AsDirection:
		switch {
		case h.Turns*2 >= h.Words:
		case c.Number <= b.Columns[0].Number+1:
			c.is(AsTeam, byContents) // une direction
		default:
			c.is(AsNotes, byContents)
		}
	case AsPeriod, AsYear, AsQuarter, AsMonth:
		b.period(c)
	case AsID:
		if h.leveled() {
			c.is(AsLevel, byContents)
		}
	case AsKPI, AsArea, AsTeam, AsOwner, AsObjective, AsKeyResult, AsOutcome, AsMilestone, AsDescription, AsParent, AsJob:
		b.numbersInNames(c)
	}
}

// band settles the columns of a traffic light. The green one holds a limit; the others follow from it.
func (b *Block) band(c *Column) {
	lights := 0
	for i := range b.Columns {
		if as := b.Columns[i].As; as == asBand || as == AsBand {
			lights++
		}
	}
	switch numeric := c.Holds.mostly(c.Holds.Numbers); {
	case c.As == asGreen && lights > 0 && numeric:
		c.is(AsLimit, byName)
		c.green = true
	case c.As == asBand && numeric:
		c.is(AsBand, byName)
	default:
		c.is(AsNotes, byContents)
	}
}

// scored reports whether a column is called as a score of something, in a table of plans without results: "QA score" is
// what is measured there.
func (b *Block) scored(c *Column) bool {
	words := split(c.text())
	return len(words) > 1 && slices.Contains(words, "score") && b.plans() && !b.columnsAre(AsTarget)
}

// columnsAre reports whether a column is called as a kind.
func (b *Block) columnsAre(as As) bool {
	return slices.ContainsFunc(b.Columns, func(c Column) bool { return c.As == as && c.Why == byName })
}

// beforeNames reports whether a column stands left of the first one of KPIs, where units are parts of an organisation.
func (b *Block) beforeNames(c *Column) bool {
	for i := range b.Columns {
		switch b.Columns[i].As {
		case AsKPI, AsKeyResult, AsObjective:
			return c.Number < b.Columns[i].Number
		}
	}
	return false
}

// unitsOfOwn reports whether a column called unit holds nouns beside numbers, and not the names of teams.
func (b *Block) unitsOfOwn(c *Column) bool {
	numeric := false
	for i := range b.Columns {
		as := b.Columns[i].As
		numeric = numeric || as.asks() || as == AsQuantity || as == AsActual || as == asGoal
	}
	return numeric && c.Holds.Words+c.Holds.Units > 0 && c.Holds.letters < 20*max(c.Holds.Words, 1)
}

// period settles which kind of period a column holds.
func (b *Block) period(c *Column) {
	h := &c.Holds
	switch {
	case c.As == AsPeriod && h.mostly(h.Dates):
		c.is(AsEntered, byContents) // a day that nothing calls due
	case h.mostly(h.Years):
		c.is(AsYear, byContents)
	case h.mostly(h.Months):
		c.is(AsMonth, byContents)
	case h.mostly(h.Quarters) && c.As != AsPeriod:
		c.is(AsQuarter, byContents)
	case c.As == AsPeriod && h.mostly(h.Times):
	case c.As == AsMonth && h.mostly(h.Numbers) || c.As == AsQuarter && h.mostly(h.Numbers):
	case c.As == AsPeriod && h.mostly(h.Numbers) && h.Years == 0 && c.Names != nil && !b.named(c, AsYear):
		if h.Quarters == 0 && h.Dates == 0 {
			c.is(AsNothing, byContents)
			b.unnamed(c)
		}
	}
}

// numbersInNames settles a column that is called as names are and holds numbers.
func (b *Block) numbersInNames(c *Column) {
	h := &c.Holds
	if !h.mostly(h.Numbers) || h.leveled() {
		return
	}
	first := len(b.Columns) > 0 && b.Columns[0].Number == c.Number
	switch {
	case c.As == AsJob && !first && h.Whole == h.Numbers:
		c.is(AsHeadcount, byContents)
	case c.As == AsJob:
	case h.counts() && c.when == (moment{}):
		c.is(AsOrder, byContents)
	case c.As == AsMilestone, c.As == AsObjective && b.columnsAre(AsKPI),
		c.As == AsDescription && standards[fold(c.text())]:
		c.is(AsTarget, byContents) // what is to be reached by then
	default:
		c.As = AsNothing
		c.Measure = c.text()
		b.unnamed(c)
	}
}

// standards are headers under which a number is one that is to be met.
var standards = map[string]bool{"standard": true, "standards": true, "service standard": true,
	"performance standard": true, "success criteria": true, "criterion": true, "norme de service": true}

// text is the header of a column on one line.
func (c *Column) text() string {
	if len(c.Names) == 0 {
		return ""
	}
	return c.Names[len(c.Names)-1].Text
}

// named reports whether words of a section stand in the header too.
func (b *Block) named(c *Column, as As) bool {
	for _, n := range c.Names {
		if columnWords().has(n.Text, string(as)) {
			return true
		}
	}
	return false
}

// unnamed finds out what a column holds that its name does not say.
func (b *Block) unnamed(c *Column) {
	h := &c.Holds
	was := c.As
	switch {
	case h.Cells == 0:
	case h.mostly(h.Dates) && byWords[fold(c.text())]:
		c.is(AsDue, byName)
	case h.mostly(h.Dates):
		c.is(AsEntered, byContents) // a date that nothing calls due
	case h.mostly(h.Choices) && !h.mostly(h.Numbers) && h.Cells > 1 && len(h.differ) < 6:
		c.is(AsChoice, byContents)
	case h.mostly(h.Numbers):
		b.unnamedNumbers(c)
	case (h.mostly(h.Quarters) || h.mostly(h.Months)) && byWords[fold(c.text())]:
		c.is(AsDue, byName)
	case h.mostly(h.Quarters):
		c.is(AsQuarter, byContents)
	case h.mostly(h.Months):
		c.is(AsMonth, byContents)
	case h.mostly(h.Rhythms) && h.letters < 30*h.Words:
		c.is(AsPeriod, byContents)
	case h.mostly(h.Verdicts), h.mostly(h.Codes):
		c.is(AsNothing, byContents)
	case h.mostly(h.Periods) && c.text() != "":
		c.is(AsPeriod, byContents) // how often, where nothing calls it a unit
	case h.mostly(h.Units):
		c.is(AsUnit, byContents)
	case h.mostly(h.Statuses):
		c.is(AsStatus, byContents)
	case h.mostly(h.Turns):
		c.is(AsDirection, byContents)
	case h.mostly(h.Words) && was == AsNothing:
		c.is(AsLabel, byContents)
	}
}

// byWords are headers over the times by which something is to be done.
var byWords = map[string]bool{"by": true, "bis": true, "when": true, "wann": true, "pour": true, "para": true}

func (b *Block) unnamedNumbers(c *Column) {
	h := &c.Holds
	header := c.text()
	switch {
	case h.leveled() && header == "":
		c.is(AsLevel, byContents)
	case h.counts() && c.Time == "" && (header == "" || c.Number == b.Columns[0].Number):
		c.is(AsOrder, byContents)
	case h.mostly(h.Years) && h.Percents == 0:
		c.is(AsYear, byContents)
	case h.mostly(h.Codes):
		c.is(AsID, byContents)
	case header == "" && len(b.Header) > 0:
	case c.As == AsTotal && c.Measure == "":
	case rowWords().has(b.above, "staffing") && len(b.Header) > 0 && !b.columnsAre(AsHeadcount):
		c.is(AsHeadcount, "as its title says")
	case b.plans() && len(b.Header) > 0:
		c.is(AsTarget, "as "+b.planWord()+" says")
	}
}

// planWord is what around the table says that its numbers are to be reached.
func (b *Block) planWord() string {
	for level := range strings.SplitSeq(b.above, "\n") {
		if rowWords().has(level, "plan") {
			return `"` + short(level) + `"`
		}
	}
	return "its title"
}

// settle looks at the columns together.
func (b *Block) settle(r *Reading) {
	has := map[As]bool{}
	for _, c := range b.Columns {
		has[c.As] = true
	}
	b.times(has)
	label := false
	for i := range b.Columns {
		c := &b.Columns[i]
		switch {
		case c.As == AsLabel && (label || has[AsKPI] && i > 0 && c.Holds.Sentence > 0):
			c.is(AsNotes, byContents)
		case c.As == AsLabel:
			label = true
		case c.As == AsLimit && !c.green && strings.Contains(fold(c.text()), "toleran") && has[AsTarget]:
			c.around = true // how far the target may be missed
		case c.As == AsLimit && strings.Contains(fold(c.text()), "threshold") &&
			(has[AsStretch] || has[AsTarget] && b.before(i, AsTarget)):
			c.is(AsMinimum, byName) // threshold, target, stretch
		case c.As == AsEntered && (has[AsMilestone] || has[AsKeyResult]) && !has[AsDue] &&
			plainDates()[strings.Join(split(c.text()), " ")]:
			c.is(AsDue, byName) // the date of a milestone
			has[AsDue] = true
		case c.As == AsDescription && !has[AsKPI] && !has[AsKeyResult] && !has[AsMilestone] && !has[AsObjective]:
			if !has[AsLabel] && !has[AsJob] {
				c.is(AsKPI, byName)
			}
		}
	}
	b.crews(has)
	b.described()
	b.fromAndTo()
	b.levels()
	b.priorities(has)
	b.comparedColumns()
	b.nameless()
	b.weak(AsKPI, AsArea, "service", "services", "leistung", "prestation", "prestations", "dimension", "measurement")
	b.weak(AsKPI, AsDescription, "measure", "measures", "mesure", "mesures", "misura", "medida", "messung", "how measured")
	for i := range b.Columns {
		if c := &b.Columns[i]; c.As == AsKPI && c.Measure != "" && b.plainKPI(c) {
			c.is(AsDescription, byName) // "Metric to query" beside "KPI"
		}
	}
	b.weak(AsMilestone, AsArea, "project", "projects", "projekt", "projekte", "projet", "projets", "proyecto", "proyectos",
		"progetto", "progetti", "initiative", "initiatives")
	b.shares(r, has)
	for i := range b.Columns {
		c := &b.Columns[i]
		if c.As == AsNothing && c.Holds.Numbers > 0 && c.Holds.mostly(c.Holds.Numbers) && c.text() != "" && len(c.Names) > 0 {
			r.Said = append(r.Said, Note{Part: c.Names[len(c.Names)-1],
				Say: `"` + short(c.text()) + `" holds numbers, and nothing says that they are to be reached`})
		}
	}
}

// described makes names of columns such as "Key result description", where no other column has the names.
func (b *Block) described() {
	for i := range b.Columns {
		c := &b.Columns[i]
		for _, as := range []As{AsKeyResult, AsObjective, AsKPI} {
			if c.As == AsDescription && c.Why == byName && b.named(c, as) && !b.columnsAre(as) {
				c.is(as, byName)
			}
			if c.As == AsParent && as == AsObjective && (endsAs(c.text(), asGoal) || endsAs(c.text(), as)) &&
				!b.has(as) && b.has(AsKPI) {
				c.is(as, byName) // the strategic goal beside its measures
			}
		}
	}
}

// endsAs reports whether the last word of a header is a name of a kind by itself.
func endsAs(text string, as As) bool {
	words := split(text)
	return len(words) > 0 && columnWords().is(words[len(words)-1], string(as))
}

// fromAndTo settles columns called "From" and "To" that hold numbers: where something stands, and where it is to be.
func (b *Block) fromAndTo() {
	find := func(word string) *Column {
		for i := range b.Columns {
			c := &b.Columns[i]
			if fold(c.text()) == word && c.Holds.Numbers > 0 && c.Holds.mostly(c.Holds.Numbers) {
				return c
			}
		}
		return nil
	}
	if from, to := find("from"), find("to"); from != nil && to != nil && !b.has(AsTarget) {
		from.is(AsBaseline, byContents)
		to.is(AsTarget, byContents)
	}
}

// atYearEnd reports whether a column is called as the end of a year.
func atYearEnd(c *Column) bool { return rowWords().has(c.text(), "yearend") }

// crews settles tables of teams and their headcounts: what is planned beside a headcount, and counts nothing else, is
// one too.
func (b *Block) crews(has map[As]bool) {
	if rowWords().has(b.above, "staffing") && !has[AsKPI] && !has[AsUnit] {
		for i := range b.Columns {
			c := &b.Columns[i]
			numbers := c.Holds.Numbers > 0 && c.Holds.mostly(c.Holds.Numbers) && c.Holds.Moneys == 0 && c.Holds.Percents == 0
			plan := c.As == AsBudget || c.As == AsTarget || c.As == AsNotes && (atYearEnd(c) || c.when != (moment{}))
			if numbers && plan && (c.Unit == "" || c.Unit == "people") {
				c.is(AsHeadcount, "as its title says")
				has[AsHeadcount] = true
			}
		}
	}
	if !has[AsHeadcount] || has[AsKPI] || has[AsKeyResult] || has[AsMilestone] || has[AsObjective] || has[AsUnit] {
		return
	}
	for i := range b.Columns {
		if c := &b.Columns[i]; c.As == AsTarget && c.Unit == "" && c.Measure == "" && c.Holds.Percents == 0 {
			c.is(AsHeadcount, "as the headcount beside it")
		}
	}
}

// levels settles columns such as "Level 1", "Level 2": the deepest names the row, and the others what it lies in.
func (b *Block) levels() {
	var all []*Column
	for i := range b.Columns {
		c := &b.Columns[i]
		words := split(c.text())
		if len(words) == 2 && levelWords[words[0]] && digits(words[1]) && c.Holds.mostly(c.Holds.Words) {
			all = append(all, c)
		}
	}
	if len(all) < 2 {
		return
	}
	for i, c := range all {
		if c.is(AsObjective, byName); i == len(all)-1 && !b.has(AsKPI) {
			c.is(AsLabel, byName)
		}
	}
}

var levelWords = map[string]bool{"level": true, "ebene": true, "stufe": true, "niveau": true, "nivel": true,
	"niva":    true,
	"livello": true, "tier": true}

// priorities settles tables of service levels: a row a priority, and times in which something is done.
func (b *Block) priorities(has map[As]bool) {
	if has[AsActual] || len(b.Columns) == 0 {
		return
	}
	beside := slices.ContainsFunc(b.Columns, func(c Column) bool { // "Response time" beside "Resolution target"
		return c.As == AsTarget && c.Holds.Times*2 > c.Holds.Numbers && c.Holds.Numbers > 0
	})
	if !beside && (has[AsTarget] || !b.byPriority(&b.Columns[0])) {
		return
	}
	for i := range b.Columns {
		c := &b.Columns[i]
		if c.As == AsNothing && c.Holds.Times*2 > c.Holds.Cells-c.Holds.Absent {
			c.is(AsTarget, "as a time for each priority")
			if first := &b.Columns[0]; first.As != AsKPI && !beside {
				first.is(AsKPI, byContents)
			}
		}
	}
}

// comparedColumns settles columns that nothing names and whose numbers have signs such as ≤, in tables without another
// column that asks: what is at most so much is a limit. Columns of the same form beside them hold the same.
func (b *Block) comparedColumns() {
	compared := false
	for i := range b.Columns {
		c := &b.Columns[i]
		if c.As.asks() {
			return
		}
		free := c.As == AsNothing && c.Holds.Numbers > 0 && c.Holds.mostly(c.Holds.Numbers)
		compared = compared || free && c.Holds.Compared*2 > c.Holds.Numbers && c.Holds.Compared > 1
	}
	if !compared || rowWords().has(b.above, "results") {
		return
	}
	for i := range b.Columns {
		c := &b.Columns[i]
		if c.As == AsNothing && c.text() != "" && c.Holds.mostly(c.Holds.Numbers) && c.Holds.Signs*2 > c.Holds.Numbers {
			c.is(AsTarget, "as the signs before its numbers say")
		}
	}
}

// byPriority reports whether a column holds priorities, not numbers.
func (b *Block) byPriority(c *Column) bool {
	for _, w := range split(c.text()) {
		if priorityWords()[w] {
			return !c.Holds.mostly(c.Holds.Numbers)
		}
	}
	return false
}

var priorityWords = sync.OnceValue(func() map[string]bool {
	return map[string]bool{"priority": true, "severity": true, "prioritat": true, "schweregrad": true,
		"priorite": true, "gravite": true, "prioridad": true, "severidad": true, "prioritet": true, "allvarlighetsgrad": true,
		"prioriteit": true, "ernst": true, "priorita": true, "gravita": true, "urgency": true, "dringlichkeit": true}
})

// nameless makes a name of the first column where none says what the rows are about: P1, P2, P3.
func (b *Block) nameless() {
	for i := range b.Columns {
		if slices.Contains(telling, b.Columns[i].As) {
			return
		}
	}
	for i := range b.Columns {
		c := &b.Columns[i]
		free := c.As == AsOrder || c.As == AsID || c.As == AsNothing || c.As == AsNotes && i == 0
		if free && c.Holds.Cells > 0 && c.Holds.mostly(c.Holds.Words) {
			c.is(AsLabel, byContents)
			return
		}
	}
}

// weak makes something wider of a column that is called by a weak word where another column has the same kind by a
// better one: beside "Indicator" a service is an area.
func (b *Block) weak(as, wider As, words ...string) {
	called := func(c *Column) bool { return slices.Contains(words, strings.Join(split(c.text()), " ")) }
	better := slices.ContainsFunc(b.Columns, func(c Column) bool { return c.As == as && !called(&c) })
	for i := range b.Columns {
		if c := &b.Columns[i]; better && c.As == as && called(c) {
			c.is(wider, byContents)
		}
	}
}

// plainKPI reports whether another column is called KPI, indicator and the like, and nothing more.
func (b *Block) plainKPI(not *Column) bool {
	return slices.ContainsFunc(b.Columns, func(c Column) bool {
		return c.Number != not.Number && c.As == AsKPI && c.Measure == "" && len(split(c.text())) == 1
	})
}

var plainDates = sync.OnceValue(func() map[string]bool {
	return map[string]bool{"date": true, "datum": true, "fecha": true, "data": true, "dates": true, "day": true,
		"planned date": true, "date prevue": true, "geplant": true, "when": true}
})

// before reports whether a column stands left of the first of another kind.
func (b *Block) before(i int, as As) bool {
	for k := range b.Columns {
		if b.Columns[k].As == as {
			return i < k
		}
	}
	return false
}

// times settles columns that are called by a time alone: they are what a choice in the row, the group over them or the
// surroundings say.
func (b *Block) times(has map[As]bool) {
	for i := range b.Columns {
		c := &b.Columns[i]
		if c.As == AsYear && c.Time == "" && c.Holds.Numbers > 0 && c.Holds.Years == 0 && b.parts() > 1 {
			c.is(AsTotal, byName) // the year beside its quarters
		}
	}
	for i := range b.Columns {
		c := &b.Columns[i]
		if c.As != AsNothing && c.As != AsTotal && c.As != AsYear && c.As != AsQuarter && c.As != AsMonth &&
			c.As != AsPeriod {
			continue
		}
		if !c.Holds.mostly(c.Holds.Numbers) {
			continue
		}
		if c.Time == "" && c.As != AsTotal || c.Holds.mostly(c.Holds.Years) && c.Holds.Cells > 1 {
			continue
		}
		switch {
		case has[AsChoice]:
			c.is(AsValue, "by the choice in its row")
		case b.plans() && !has[AsTarget]:
			c.is(AsTarget, "as "+b.planWord()+" says")
		case c.As != AsTotal:
			c.is(AsNothing, byContents)
		}
	}
	if has[AsChoice] {
		for i := range b.Columns {
			if c := &b.Columns[i]; c.As == AsNothing && c.Holds.mostly(c.Holds.Numbers) && len(c.Names) > 0 {
				c.is(AsValue, "by the choice in its row")
			}
		}
	}
}

// parts is how many columns are of a part of a year.
func (b *Block) parts() int {
	n := 0
	for i := range b.Columns {
		if m := b.Columns[i].when; m.quarter != 0 || m.month != 0 || m.half != 0 {
			n++
		}
	}
	return n
}

// shares finds columns of fractions that are shares: their numbers lie from 0 to 1 and are mostly not whole, and
// nothing gives them another unit.
func (b *Block) shares(r *Reading, has map[As]bool) {
	for i := range b.Columns {
		c := &b.Columns[i]
		switch c.As {
		case AsTarget, AsMinimum, AsMaximum, AsStretch, AsLimit, AsBaseline, AsActual, AsProgress, AsWeight, AsValue:
			if (c.Unit == "" || c.Unit == "%") && !has[AsUnit] && c.Holds.shares() {
				c.Share = true
				if len(c.Names) > 0 && c.As.asks() {
					r.Said = append(r.Said, Note{c.Names[len(c.Names)-1], name(c) + " holds numbers from 0 to 1 and no unit: they " +
						"are read as shares, 0.8 as 80 %"})
				}
			}
			if c.As == AsActual && c.Unit == "" && c.Holds.Whole*2 < c.Holds.Numbers && !has[AsUnit] &&
				b.has(AsMet) && b.has(AsVolume) {
				c.Share = true
			}
		}
	}
}

func (b *Block) has(as As) bool {
	for i := range b.Columns {
		if b.Columns[i].As == as {
			return true
		}
	}
	return false
}

func sortColumns(all []Column) {
	slices.SortFunc(all, func(a, b Column) int { return a.Number - b.Number })
}
