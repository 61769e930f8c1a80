package tables

import (
	"math/big"
	"slices"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// What the columns of a table hold together.

// settle looks at the columns together.
func (b *Block) settle(r *Reading) {
	has := map[As]bool{}
	for _, c := range b.Columns {
		has[c.As] = true
	}
	if b.choosing = b.choicesInNames(); b.choosing {
		has[AsChoice] = true
	}
	b.times(has)
	b.resultsBeside()
	b.besideGoals()
	b.levelsOfBonus()
	b.types()
	b.sorts()
	b.severities()
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
			b.best()
		case c.As == AsLimit && thresholds.Has(fold(c.text())) && b.before(i, AsTarget) && b.bestBehind(i):
			c.is(AsMinimum, byName) // Schwelle, Ziel, Maximum
			b.best()
		case c.As == AsEntered && (has[AsMilestone] || has[AsKeyResult]) && !has[AsDue] &&
			plainDates()[strings.Join(split(c.text()), " ")]:
			c.is(AsDue, byName) // the date of a milestone
			has[AsDue] = true
		case (c.As == AsPeriod || c.As == AsMonth || c.As == AsQuarter) && b.columnsAre(AsTarget) && !has[AsDue] &&
			plainDates()[strings.Join(split(c.text()), " ")] && c.Holds.mostly(c.Holds.Months+c.Holds.Quarters):
			c.is(AsDue, byName) // the date of a target
			has[AsDue] = true
		case c.As == AsDescription && !has[AsKPI] && !has[AsKeyResult] && !has[AsMilestone] && !has[AsObjective]:
			if !has[AsLabel] && !has[AsJob] {
				c.is(AsKPI, byName)
			}
		}
	}
	b.interim()
	b.wholes()
	b.trends()
	b.coded()
	b.planned(has)
	b.presentCrew()
	b.pairs(has)
	b.besideTarget(has)
	b.described()
	b.shortStandards()
	b.fromAndTo()
	b.spans()
	b.paidBest()
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
	b.infer()
	b.shares(r, has)
	for i := range b.Columns {
		c := &b.Columns[i]
		if c.As == AsNothing && c.Holds.Numbers > 0 && c.Holds.mostly(c.Holds.Numbers) && c.text() != "" && len(c.Names) > 0 {
			r.Said = append(r.Said, Note{Part: c.Names[len(c.Names)-1],
				Say: wording.HoldsNumbersAndNothingSays(short(c.text()))})
		}
	}
}

// interim makes targets of numbers on the way to those of a later year: "Interim 2027" beside "2030 ambition".
func (b *Block) interim() {
	for i := range b.Columns {
		c := &b.Columns[i]
		if c.As != AsStep || c.when.year == 0 || !c.Holds.mostly(c.Holds.Numbers) || c.Holds.Formulas > 0 {
			continue
		}
		later, before := false, true
		for k := range b.Columns {
			o := &b.Columns[k]
			later = later || o.As.asks() && o.when.year > c.when.year
			before = before && (o.As != AsActual && o.As != AsBaseline || o.when.year < c.when.year)
		}
		if later && before {
			c.is(AsTarget, byName)
		}
	}
}

// byTime recognises a header that says by when its numbers are to be reached: By March, bis Ende 2026, d'ici 2027.
var byTime = content.Pattern(`(?i)^(?:by|until|bis|d['’]ici|hasta|para|entro|até|senast|tegen|do końca) `)

// measures reports whether what stands around a table says that success is measured by its numbers, and does not call
// them foreseen: "Success metrics" over "Month 1" and "Month 6".
func (b *Block) measures() bool {
	return successWords.Get().MatchString(b.above) && !foreseenWords.Get().MatchString(b.above)
}

var (
	successWords = content.Pattern(`(?i)\b(?:success (?:metrics?|criteria|measures?)|measures? of success|kpis?|` +
		`key (?:performance indicators?|metrics)|erfolgs(?:kriterien|kennzahlen|messung)|critères de (?:succès|réussite)|` +
		`indicateurs (?:clés|de succès)|métricas de éxito|indicadores clave|métricas de sucesso|wskaźniki sukcesu)\b`)
	foreseenWords = content.Pattern(`(?i)\b(?:project(?:ions?|ed)|forecasts?|scenarios?|estimat(?:es?|ed)|assum\pL+|` +
		`expected|results?|actuals?|history|prognosen?|szenari\pL+|prévisions?|hypothèses|previsión|previsiones|` +
		`proyecci\pL+|escenarios?)\b`)
)

// trends settles columns that say where the numbers went and not where they are to go: "Direction of travel" and
// "Trend" beside results, and all that stand beside a column that says which side is good.
func (b *Block) trends() {
	for i := range b.Columns {
		c := &b.Columns[i]
		if c.As != AsDirection {
			continue
		}
		went := slices.ContainsFunc(split(c.text()), func(w string) bool { return trendWords.Has(w) })
		results := b.has(AsActual) || b.has(AsProgress)
		if went && (results || slices.ContainsFunc(b.Columns, func(o Column) bool {
			return o.As == AsDirection && o.Number != c.Number
		})) && !wishes(c.text()) {
			c.is(AsStatus, byName)
		}
	}
}

// wishes reports whether a header says where something is to go: "Desired trend".
func wishes(text string) bool {
	return slices.ContainsFunc(split(text), func(w string) bool { return wishWords.Has(w) })
}

var (
	trendWords = content.WordSet("trend travel tendance tendencia tendenza entwicklung utveckling evolution")
	wishWords  = content.WordSet(`desired wanted preferred good target aim gewunscht gewunschte erwunscht souhaitee visee
deseada deseado onskad gewenste desiderata`)
)

// resultsBeside settles columns that are called by a time alone, and asked for something by the title only, where
// another column holds what is asked for, and none of a year, or that of a later one: "Standard" beside "March".
func (b *Block) resultsBeside() {
	for i := range b.Columns {
		c := &b.Columns[i]
		if c.As != AsTarget || c.when == (moment{}) || !strings.HasPrefix(c.Why, "as ") {
			continue
		}
		if c.when.year > 0 && slices.ContainsFunc(b.Columns, func(o Column) bool {
			return o.As.asks() && o.Why == byName && (o.when.year > c.when.year ||
				o.when.year == 0 && b.yearAbove() > c.when.year)
		}) {
			c.is(AsActual, wording.AsItsYearComesBefore())
			continue
		}
		if !onlyTime(c.text()) {
			continue
		}
		if slices.ContainsFunc(b.Columns, func(o Column) bool {
			named := o.As == AsTarget && !strings.HasPrefix(o.Why, "as ")
			return named && (o.when == (moment{}) && !annual(&o) || o.when.year > c.when.year && c.when.year > 0)
		}) {
			c.is(AsNothing, byContents)
		}
	}
}

// besideGoals makes results of columns that are called by a time alone where another one below the same group is called
// a goal: "Wk" beside "Goal", both below "Service level".
func (b *Block) besideGoals() {
	if len(b.Columns) > mostInferred {
		return
	}
	group := func(c *Column) string {
		if len(c.Names) < 2 {
			return ""
		}
		return c.Names[0].Text
	}
	for i := range b.Columns {
		c := &b.Columns[i]
		open := c.As.asks() || c.As == AsNothing || c.As.isTime()
		if !open || !c.Holds.mostly(c.Holds.Numbers) || group(c) == "" {
			continue
		}
		own := c.Names[len(c.Names)-1].Text
		if !onlyTime(own) && !Named(own).isTime() && rhythmOf("per "+own) == "" {
			continue
		}
		if slices.ContainsFunc(b.Columns, func(o Column) bool {
			as := Named(o.text())
			return o.Number != c.Number && group(&o) == group(c) && (as == AsTarget || as == asGoal || as == AsObjective)
		}) {
			c.is(AsActual, wording.AsItsHeaderSaysWhat())
		}
	}
}

// yearAbove is the year that what stands around a table says, the nearest first; 0 where nothing says one.
func (b *Block) yearAbove() int {
	if b.when.year != 0 {
		return b.when.year
	}
	for level := range strings.SplitSeq(b.above, "\n") {
		if m := titleTime(level); m.year != 0 {
			return m.year
		}
	}
	return 0
}

// choicesInNames reports whether the names of the rows say of each whether its numbers are targets or results: "Sales
// target", "Sales actual".
func (b *Block) choicesInNames() bool {
	if b.columnAs(AsChoice) != nil || len(b.rows) == 0 || len(b.rows) > maxChoices || b.columnsAre(AsTarget) {
		return false
	}
	c := b.columnAs(AsKPI)
	if c == nil {
		c = b.columnAs(AsLabel)
	}
	if c == nil {
		return false
	}
	cells, choices, asking := 0, 0, 0
	for _, r := range b.rows {
		if cell := cellAt(r, c.Number); cell != nil {
			cells++
			if as := choiceOf(lastWord(textOf(cell))); as != AsNothing {
				choices++
				if as.asks() {
					asking++
				}
			}
		}
	}
	return asking > 0 && choices > asking && choices*10 >= cells*8
}

// maxChoices is how many rows a table has at most whose names are looked at in this way.
const maxChoices = 500

// lastWord is the last word of a name, without brackets.
func lastWord(name string) string {
	fields := strings.Fields(withoutBrackets(name))
	if len(fields) < 2 {
		return ""
	}
	return strings.Trim(fields[len(fields)-1], ".,;:-–")
}

// coded makes key results of the texts behind a column of codes such as KR1.
func (b *Block) coded() {
	if len(b.Columns) > mostInferred {
		return
	}
	for i := range b.Columns {
		codes, cells := 0, 0
		for _, r := range b.rows[:min(len(b.rows), maxChoices)] {
			if cell := cellAt(r, b.Columns[i].Number); cell != nil && len(r.Cells) > 1 {
				cells++
				if keyResultCode.Get().MatchString(textOf(cell)) {
					codes++
				}
			}
		}
		if codes < 2 || codes*10 < cells*7 || i+1 == len(b.Columns) {
			continue
		}
		switch c := &b.Columns[i+1]; c.As {
		case AsNothing, AsNotes, AsLabel, AsDescription:
			if c.Holds.mostly(c.Holds.Words) {
				c.is(AsKeyResult, wording.ByTheCodesBesideIt())
			}
		}
		if c := &b.Columns[i]; c.As == AsNothing || c.As == AsLabel {
			c.is(AsID, byContents)
		}
	}
}

// besideTarget makes targets of columns of so much in a period, such as "Visits per week", beside a column that is
// called a target, in a table of people or teams that holds no results.
func (b *Block) besideTarget(has map[As]bool) {
	for _, as := range []As{AsActual, AsBaseline, AsProgress, AsStatus, AsVolume, AsMet, AsKPI, AsKeyResult, AsUnit} {
		if has[as] {
			return
		}
	}
	if !b.columnsAre(AsTarget) || rowWords().has(b.above, "results") {
		return
	}
	for i := range b.Columns {
		c := &b.Columns[i]
		if c.As == AsNothing && c.Per != "" && c.Measure != "" && c.Holds.Numbers > 0 && c.Holds.mostly(c.Holds.Numbers) {
			c.is(AsTarget, wording.AsTheTargetBesideIt())
		}
	}
}

// pairs makes results of columns beside which another one is called as their target: "DNA rate" and "DNA target". It
// takes two such pairs: one may be of two numbers that are asked.
func (b *Block) pairs(has map[As]bool) {
	var results []*Column
	same := false // word by word
	for i := range b.Columns {
		c := &b.Columns[i]
		if c.As != AsTarget || c.Why != byName || c.Measure == "" {
			continue
		}
		of := split(withoutUnits(c.Measure))
		for k := range b.Columns {
			o := &b.Columns[k]
			words := split(withoutUnits(o.text()))
			free := o.As == AsNothing || o.As == AsTarget && o.Why != byName
			if o != c && free && o.Holds.mostly(o.Holds.Numbers) && len(of) > 0 && len(words) >= len(of) &&
				slices.Equal(words[:len(of)], of) {
				results = append(results, o)
				rest := strings.Join(words[len(of):], " ")
				same = same || len(of) > 1 && rest == "" || rest != "" && onlyTime(rest) && monthOf(words[len(words)-1]) != 0
			} else if o != c && free && o.Holds.mostly(o.Holds.Numbers) && len(words) > 1 &&
				slices.Equal(words, withoutTarget(c)) {
				results, same = append(results, o), true
			}
		}
	}
	if len(results) < 2 && !same {
		return
	}
	for _, o := range results {
		o.is(AsActual, wording.AsItsHeaderSaysWhat())
	}
	has[AsActual] = true
}

// withoutTarget are the words of a header but for those that call its column a target.
func withoutTarget(c *Column) []string {
	return slices.DeleteFunc(split(withoutUnits(c.text())), func(w string) bool {
		return columnWords().is(w, string(AsTarget)) || columnWords().is(w, string(asGoal))
	})
}

// levelsOfBonus settles columns that are called by how much of a bonus they earn: at 100 % is the target, and below and
// above it lie the threshold and the best that is paid for.
func (b *Block) levelsOfBonus() {
	var all []*Column
	whole := false
	for i := range b.Columns {
		if c := &b.Columns[i]; paidLevel.Get().MatchString(c.text()) && c.Holds.mostly(c.Holds.Numbers) {
			all = append(all, c)
			whole = whole || strings.HasPrefix(c.text(), "100")
		}
	}
	if len(all) < 3 || !whole {
		return
	}
	for _, c := range all {
		c.Unit, c.Measure = "", ""
		switch n := number(paidLevel.Get().FindStringSubmatch(c.text())[1]); {
		case n < 100:
			c.is(AsMinimum, byName)
		case n > 100:
			c.is(AsStretch, byName)
		default:
			c.is(AsTarget, byName)
		}
	}
}

// types settles columns called as the type of what another column names, such as "outcome_type" beside "outcome": in
// which unit it is counted, or what sort of thing it is.
func (b *Block) types() {
	for i := range b.Columns {
		c := &b.Columns[i]
		words := split(c.text())
		if len(words) < 2 || !typeWords.Has(words[len(words)-1]) || !slices.Contains(telling, c.As) || c.Holds.Numbers > 0 ||
			len(b.sameKind(c)) == 0 {
			continue
		}
		units := 0
		for text := range c.Holds.differ {
			if kindsOfUnits.Has(fold(text)) || unitOf(text) != "" {
				units++
			}
		}
		if units == len(c.Holds.differ) && units > 0 {
			c.is(AsUnit, byContents)
		} else {
			c.is(AsArea, byContents)
		}
	}
}

var typeWords = content.WordSet("type typ art tipo kind class classe klasse category kategorie categorie categoria")

// sameKind are the other columns that are called as one is.
func (b *Block) sameKind(c *Column) []*Column {
	var all []*Column
	for i := range b.Columns {
		if o := &b.Columns[i]; o.Number != c.Number && o.As == c.As {
			all = append(all, o)
		}
	}
	return all
}

// sorts makes an area of a first column of words that says the same of several rows, where one behind it has a text for
// each of them: "Type" before "Name".
func (b *Block) sorts() {
	for i := range b.Columns {
		c := &b.Columns[i]
		if c.As == AsLabel && c.Holds.Cells > 2 && len(c.Holds.differ)*2 <= c.Holds.Cells && b.tellsMore(c) {
			c.is(AsArea, byContents)
		}
	}
	var first *Column
	for i := range b.Columns {
		c := &b.Columns[i]
		switch {
		case c.As != AsLabel:
		case first == nil:
			first = c
		default:
			h, own := &first.Holds, &c.Holds
			nameless := len(b.Header) > 0 && first.text() == "" && c.Number == first.Number+1
			if nameless && h.Cells < own.Cells && len(own.differ) == own.Cells {
				first.is(AsArea, byContents) // what several rows are of, written once
				return
			}
			again := len(h.differ)*2 <= h.Cells || len(h.differ) < h.Cells && nameOnly(c.text())
			if h.Cells > 3 && again && own.Cells >= h.Cells && len(own.differ)*5 >= own.Cells*4 {
				first.is(AsArea, byContents)
			}
			return
		}
	}
}

// severityCode recognises SEV1, P2, S3.
var severityCode = content.Pattern(`^(?i:sev|p|s|prio) ?-?\d$`)

// severities makes names of priorities that head a table of service levels, each of which stands once: P1 beside an
// example of what has it.
func (b *Block) severities() {
	first := &b.Columns[0]
	h := &first.Holds
	coded := h.Codes > 1 && h.Codes == h.Cells && severityCode.Get().MatchString(textOf(&b.rows[0].Cells[0]))
	if first.As != AsOrder && !coded || !coded && !b.byPriority(first) || !h.mostly(h.Words) || len(h.differ) < h.Cells {
		return
	}
	for i := range b.Columns {
		c := &b.Columns[i]
		switch {
		case c.As == AsKPI || c.As == AsTeam || c.As == AsMilestone || c.As == AsObjective || c.As == AsKeyResult:
			return
		case c.As == AsLabel:
			c.is(AsDescription, byContents)
		}
	}
	first.is(AsLabel, byContents)
}

// tellsMore reports whether a column with a name of its own tells each row from the others, which this one does not.
func (b *Block) tellsMore(c *Column) bool {
	return slices.ContainsFunc(b.Columns, func(o Column) bool {
		switch o.As {
		case AsOutcome, AsObjective, AsDescription, AsMilestone:
			return o.Number != c.Number && o.Holds.Cells >= c.Holds.Cells && len(o.Holds.differ)*5 >= o.Holds.Cells*4
		}
		return false
	})
}

// nameOnly reports whether a header says nothing but that its column holds names: Name, Title.
func nameOnly(text string) bool {
	for _, in := range columnWords().whole(text) {
		if As(in.name) == asFiller {
			return true
		}
	}
	return false
}

// thresholds are below what a plan aims at, and above nothing.
var thresholds = content.WordSet(`schwelle schwellenwert seuil umbral soglia drempel troskel prog limiar`)

// bestBehind reports whether the column behind the next one is called the most, or the best.
func (b *Block) bestBehind(i int) bool {
	return i+2 < len(b.Columns) && (b.Columns[i+2].As == AsMaximum || b.Columns[i+2].As == AsStretch)
}

// best makes a column called maximum the best that is paid for, beside a threshold and a target.
func (b *Block) best() {
	for i := range b.Columns {
		if c := &b.Columns[i]; c.As == AsMaximum {
			c.is(AsStretch, byName)
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

// shortStandards makes targets of a column called "Standard" whose cells are short and mostly hold a number, beside
// what is measured, where nothing else is asked for: "90 % in 4 minutes", "not more than 3 days".
func (b *Block) shortStandards() {
	if !b.has(AsKPI) && !b.has(AsLabel) || slices.ContainsFunc(b.Columns, func(c Column) bool { return c.As.asks() }) {
		return
	}
	for i := range b.Columns {
		c := &b.Columns[i]
		h := &c.Holds
		level := levelHeads.Has(fold(c.text())) && i > 0 && (c.As == AsNothing || c.As == AsLabel) && b.plans()
		standard := c.As == AsDescription && c.Why == byName && standards[fold(c.text())] && b.has(AsKPI)
		if (level || standard) && h.Cells > 2 && h.Sentence*3 <= h.Cells &&
			(max(h.Numbers, h.Figures)+h.Absent)*10 >= h.Cells*8 {
			c.is(AsTarget, byContents)
		}
	}
}

// levelHeads head columns of what is promised, in an agreement.
var levelHeads = content.WordSet("level levels niveau niveaux nivel niveles stufe niva livello")

// fromAndTo settles columns called "From" and "To" that hold numbers: where something stands, and where it is to be.
func (b *Block) fromAndTo() {
	if from, to := b.fromTo(); from != nil && to != nil && !b.columnsAre(AsTarget) {
		from.is(AsBaseline, byContents)
		to.is(AsTarget, byContents)
	}
}

// spans takes no columns for targets that say from where to where a level goes, which begins where the one above it
// ends: "Monthly quota from" and "Monthly quota to" of bronze, silver and gold.
func (b *Block) spans() {
	for i := 0; i+1 < len(b.Columns); i++ {
		from, to := &b.Columns[i], &b.Columns[i+1]
		if !fromWords.Has(lastOf(from.text())) || !untilWords.Has(lastOf(to.text())) || !from.As.asks() && !to.As.asks() {
			continue
		}
		var end *big.Rat
		meets, rows := 0, 0
		for _, r := range b.rows[:min(len(b.rows), maxChoices)] {
			if cell := cellAt(r, from.Number); cell != nil && end != nil {
				if begin, _, ok := b.figure(cell, from); ok {
					rows++
					if gap := new(big.Rat).Sub(begin, end); gap.Sign() >= 0 && gap.Cmp(big.NewRat(1, 1)) <= 0 {
						meets++
					}
				}
			}
			if cell := cellAt(r, to.Number); cell != nil {
				if v, _, ok := b.figure(cell, to); ok {
					end = v
				}
			}
		}
		if meets > 1 && meets == rows {
			from.is(AsNothing, byContents)
			to.is(AsNothing, byContents)
			for k := range b.Columns { // and what a level earns is nothing to reach
				if c := &b.Columns[k]; c.As.asks() && strings.HasPrefix(c.Why, "as \"") {
					c.is(AsNothing, byContents)
				}
			}
		}
	}
}

var fromWords = content.WordSet("from von ab de desde da van fran")

// fromTo are columns of numbers called "From" and "To"; nil for none.
func (b *Block) fromTo() (from, to *Column) {
	for i := range b.Columns {
		switch c := &b.Columns[i]; {
		case !c.Holds.mostly(c.Holds.Numbers):
		case fold(c.text()) == "from":
			from = c
		case fold(c.text()) == "to":
			to = c
		}
	}
	return from, to
}

// planned settles tables of teams and their headcounts: what is planned beside a headcount, and counts nothing else, is
// one too.
func (b *Block) planned(has map[As]bool) {
	if rowWords().has(b.above, "staffing") && !has[AsKPI] && !has[AsUnit] {
		for i := range b.Columns {
			c := &b.Columns[i]
			numbers := c.Holds.Numbers > 0 && c.Holds.mostly(c.Holds.Numbers) && c.Holds.Moneys == 0 && c.Holds.Percents == 0
			numbers = numbers && c.Holds.Times == 0
			plan := c.As == AsBudget || c.As == AsTarget || c.As == AsNotes && (atYearEnd(c) || c.when != (moment{}))
			if numbers && plan && (c.Unit == "" || c.Unit == "people") && !b.crewBeside(c) {
				c.is(AsHeadcount, wording.AsItsTitleSays())
				has[AsHeadcount] = true
			}
		}
	}
	if !has[AsHeadcount] || has[AsKPI] || has[AsKeyResult] || has[AsMilestone] || has[AsObjective] || has[AsUnit] {
		return
	}
	for i := range b.Columns {
		if c := &b.Columns[i]; c.As == AsTarget && c.Unit == "" && c.Measure == "" &&
			c.Holds.Percents+c.Holds.Moneys+c.Holds.Times == 0 && !moneyNamed(c.text()) {
			c.is(AsHeadcount, wording.AsTheHeadcountBesideIt())
		}
	}
}

// presentCrew makes results of headcounts that nothing calls a plan, beside one that is called a target: "Effectif au
// 31/05" beside "Effectif cible 2026".
func (b *Block) presentCrew() {
	asked := func(c *Column) bool {
		return slices.ContainsFunc([]As{AsTarget, asGoal, AsBudget, AsMinimum, AsMaximum}, func(as As) bool {
			return b.named(c, as)
		})
	}
	target := false
	for i := range b.Columns {
		c := &b.Columns[i]
		target = target || c.As == AsHeadcount && c.Why == byName &&
			(b.named(c, AsTarget) || b.named(c, asGoal) || b.named(c, AsBudget))
	}
	for i := range b.Columns {
		c := &b.Columns[i]
		if target && c.As == AsHeadcount && c.Why == byName && !asked(c) && atDay.Get().MatchString(c.text()) {
			c.is(AsActual, byName)
		}
	}
}

// atDay recognises a header that ends with a day: "FTE on 31.12.", "Effectif au 31/05".
var atDay = content.Pattern(`\b\d{1,2}[./]\d{1,2}[./]?(?:\d{2,4})?$`)

// paidBest makes the best that is paid for of a column called maximum, beside a minimum and a target whose headers say
// how much of a bonus each earns: "Minimum (pays 50 %)", "Target (pays 100 %)", "Maximum (pays 150 %)".
func (b *Block) paidBest() {
	if !b.columnsAre(AsMinimum) || !b.columnsAre(AsTarget) || !b.columnsAre(AsMaximum) {
		return
	}
	paid := 0
	for i := range b.Columns {
		c := &b.Columns[i]
		if (c.As == AsMinimum || c.As == AsTarget || c.As == AsMaximum) && paidInBrackets.Get().MatchString(c.text()) {
			paid++
		}
	}
	if paid > 1 {
		b.best()
	}
}

// paidInBrackets recognises a header that says in brackets how much of a bonus its numbers earn.
var paidInBrackets = content.Pattern(`\((?:\pL+:? )?\d{1,3} ?%\)`)

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
	if !beside && !b.promisesRecovery() && (has[AsTarget] || !b.byPriority(&b.Columns[0])) {
		return
	}
	for i := range b.Columns {
		c := &b.Columns[i]
		timed := c.Holds.Times*2 > c.Holds.Cells-c.Holds.Absent ||
			c.Holds.Times > 1 && c.Holds.Times*2 >= c.Holds.Cells && answerHeads.Get().MatchString(fold(c.text())) ||
			timeUnits()[c.Unit] && c.Holds.mostly(c.Holds.Numbers) && ofRecovery(c.text())
		shared := c.Holds.Percents*2 > c.Holds.Cells-c.Holds.Absent && promisedShares[fold(c.text())]
		if c.As == AsNothing && (timed || shared) && !onlyTime(c.text()) {
			c.is(AsTarget, wording.AsATimeForEach())
			if first := &b.Columns[0]; first.As != AsKPI && !beside {
				first.is(AsKPI, byContents)
			}
		}
	}
}

// answerHeads recognises headers of how soon somebody answers, below which some cells say so in words: immediate.
var answerHeads = content.Pattern(`^(?:first |initial |target )?` +
	`(?:response|resolution|reply|acknowledge?ment)(?: times?)?$`)

// promisesRecovery reports whether a column is called as the time or the data that a failure may cost: RTO, RPO.
func (b *Block) promisesRecovery() bool {
	return slices.ContainsFunc(b.Columns, func(c Column) bool { return ofRecovery(c.text()) })
}

// ofRecovery reports whether a header is of the time or the data that a failure may cost.
func ofRecovery(header string) bool {
	return slices.ContainsFunc(split(header), func(w string) bool { return w == "rto" || w == "rpo" })
}

// promisedShares are names of shares that a service level promises beside its times.
var promisedShares = map[string]bool{"availability": true, "uptime": true, "verfugbarkeit": true, "disponibilite": true,
	"disponibilidad": true, "tillganglighet": true, "beschikbaarheid": true, "disponibilita": true}

// comparedColumns settles columns that nothing names and whose numbers have signs such as ≤, in tables without
// another column that asks: what is at most so much is a limit. Columns of the same form beside them hold the same.
func (b *Block) comparedColumns() {
	compared := false
	for i := range b.Columns {
		c := &b.Columns[i]
		if c.As.asks() {
			return
		}
		if c.As == AsActual && c.Holds.mostly(c.Holds.Compared) && len(split(c.text())) > 1 {
			c.As, c.Measure = AsNothing, c.text() // no result is "≥ 80": a QA score is what is measured
		}
		free := c.As == AsNothing && !foreseen(c) && c.Holds.Numbers > 0 && c.Holds.mostly(c.Holds.Numbers)
		compared = compared || free && !averaged(c) && c.Holds.Compared*2 > c.Holds.Numbers && c.Holds.Compared > 1
	}
	if !compared || rowWords().has(b.above, "results") || b.scale() || b.ofCases() {
		return
	}
	for i := range b.Columns {
		c := &b.Columns[i]
		signs := c.Holds.Signs*2 > c.Holds.Numbers || c.Per != ""
		if c.As == AsNothing && c.text() != "" && !foreseen(c) && c.Holds.mostly(c.Holds.Numbers) && signs {
			c.is(AsTarget, wording.AsTheSignsBeforeIts())
		}
	}
}

// ofCases reports whether the numbers of a table say which cases are meant, or what things consist of: up to which
// amount somebody may sign, and how much memory a machine has.
func (b *Block) ofCases() bool {
	above := strings.ReplaceAll(b.above, "_", " ")
	return deciding.Get().MatchString(above) || sizing.Get().MatchString(above) ||
		slices.ContainsFunc(b.Columns, func(c Column) bool { return deciding.Get().MatchString(c.text()) })
}

var (
	deciding = content.Pattern(`(?i)\b(?:approv(?:al|als|er|ers)|authority|delegation|signatory|hospitality)\b`)
	sizing   = content.Pattern(`(?i)\b(?:resource requirements|hardware|sizing|decision matrix)\b`)
)

// scale reports whether the rows grade numbers: ≥ 98 % in one column, and < 95 % in another one, or one column goes
// from below a number over what lies between to above another one.
func (b *Block) scale() bool {
	grades := func(c Column) bool { return b.grades(&c) }
	if len(b.rows) > 2 && len(b.rows) <= mostGrades && slices.ContainsFunc(b.Columns, grades) {
		return true
	}
	scales := 0
	for _, r := range b.rows[:min(len(b.rows), maxChoices)] {
		up, down := false, false
		for i := range r.Cells {
			if r.Cells[i].Holds != content.Words {
				continue
			}
			text := b.speak(textOf(&r.Cells[i]), b.marks).text
			begins := func(sign string) bool { return strings.HasPrefix(text, sign) }
			up = up || begins(">") || begins("at least") || begins("more than")
			down = down || begins("<") || begins("at most") || begins("less than")
		}
		if up && down {
			scales++
		}
	}
	return scales > 1
}

// mostGrades is how many grades a scale has at most.
const mostGrades = 10

// grades reports whether the cells of a column are the parts of one scale, from one end to the other: < 5 %, 5-20 %,
// > 20 %.
func (b *Block) grades(c *Column) bool {
	var sides []int // on which each part is open
	var before quantity.Quantity
	up, down := true, true
	for i, r := range b.rows {
		cell := cellAt(r, c.Number)
		if cell == nil {
			return false
		}
		q, _, err := readQuantity(b.speak(textOf(cell), b.marks).text)
		if err != nil || q.Low == nil || q.High == nil || i > 0 && q.Unit != before.Unit {
			return false // "never" and "10 % less" have no place on a scale
		}
		side := 0
		switch q.Comparator {
		case quantity.AtLeast, quantity.MoreThan:
			side = 1
		case quantity.AtMost, quantity.LessThan:
			side = -1
		}
		if between := i > 0 && i < len(b.rows)-1; between && (side != 0 || q.Low.Cmp(q.High) == 0) {
			return false // one number, and not from one to another
		}
		if i > 0 {
			up, down = up && q.Low.Cmp(before.Low) >= 0, down && q.Low.Cmp(before.Low) <= 0
		}
		before = q
		sides = append(sides, side)
	}
	return sides[0]*sides[len(sides)-1] < 0 && (up || down)
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
		if titled := c.As == AsTarget && strings.HasPrefix(c.Why, "as "); titled && b.columnAs(AsChoice) != nil {
			c.is(AsValue, wording.ByTheChoiceInIts())
		}
		if c.As != AsNothing && c.As != AsTotal && c.As != AsYear && c.As != AsQuarter && c.As != AsMonth &&
			c.As != AsPeriod {
			continue
		}
		h := &c.Holds
		if !h.mostly(h.Numbers) && (!has[AsChoice] || h.Numbers*2 < h.Cells-h.Absent) {
			continue
		}
		if c.Time == "" && c.As != AsTotal && !c.horizon || c.Holds.mostly(c.Holds.Years) && c.Holds.Cells > 1 {
			continue
		}
		switch {
		case has[AsChoice]:
			c.is(AsValue, wording.ByTheChoiceInIts())
		case b.plans() && !b.columnsAre(AsTarget):
			c.is(AsTarget, "as "+b.planWord()+" says")
		case byTime.Get().MatchString(c.text()) && !has[AsTarget] && !rowWords().has(b.above, "results"):
			c.is(AsTarget, wording.AsItsHeaderSaysWhat())
		case c.horizon && !has[AsTarget] && b.weeks() > 1 && b.measures():
			c.is(AsTarget, wording.AsItsTitleSays())
		case c.horizon && !has[AsTarget] && (has[AsActual] || has[AsBaseline]):
			c.is(AsTarget, wording.AsWhatStandsBesideToday())
		case c.As != AsTotal:
			c.is(AsNothing, byContents)
		}
	}
	if has[AsChoice] {
		for i := range b.Columns {
			if c := &b.Columns[i]; c.As == AsNothing && c.Holds.mostly(c.Holds.Numbers) && len(c.Names) > 0 {
				c.is(AsValue, wording.ByTheChoiceInIts())
			}
		}
	}
}

// wholes makes targets of a year beside its quarters or months, where those are all targets by the group over them.
func (b *Block) wholes() {
	for i := range b.Columns {
		c := &b.Columns[i]
		if c.As != AsNothing || c.when.year == 0 || c.when.quarter+c.when.month+c.when.half != 0 || !onlyTime(c.text()) ||
			!c.Holds.mostly(c.Holds.Numbers) {
			continue
		}
		asked, others := 0, 0
		for k := range b.Columns {
			if o := &b.Columns[k]; o.when.quarter+o.when.month+o.when.half != 0 {
				if o.As == AsTarget && (o.when.year == 0 || o.when.year == c.when.year) {
					asked++
				} else {
					others++
				}
			}
		}
		if asked > 1 && others == 0 {
			c.is(AsTarget, wording.AsTheTargetBesideIt())
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

// weeks is how many columns are called by a time that no part of a year is: weeks and days.
func (b *Block) weeks() int {
	n := 0
	for i := range b.Columns {
		if b.Columns[i].horizon {
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
			each := c.As == AsMaximum && slices.ContainsFunc(split(c.text()), func(w string) bool { return eachWords.Has(w) })
			if (c.Unit == "" || c.Unit == "%") && !has[AsUnit] && !each && c.Holds.shares() {
				c.Share = true
				if len(c.Names) > 0 && c.As.asks() {
					r.Said = append(r.Said, Note{c.Names[len(c.Names)-1], wording.HoldsNumbersFrom0To(name(c))})
				}
			}
			if c.As == AsActual && c.Unit == "" && c.Holds.Whole*2 < c.Holds.Numbers && !has[AsUnit] &&
				b.has(AsMet) && b.has(AsVolume) {
				c.Share = true
			}
		}
	}
}
