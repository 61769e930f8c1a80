package tables

import (
	"math/big"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/wording"
)

// What names and titles leave open is inferred here from all that a table shows: the signs before its numbers, the
// columns beside them, the names of its rows, and what it is called. Each speaks for or against a reading, and a column
// is read where enough speaks for it. Where too little does, its numbers are named as not read.

// enough is how much must speak for a reading.
const enough = 3

// mostInferred is how many columns a block has at most in which something is inferred: each is held to the others.
const mostInferred = 500

// infer settles columns that names and titles left open.
func (b *Block) infer() {
	if len(b.Columns) > mostInferred {
		return
	}
	b.efforts()
	b.payBands()
	b.crewColumns()
	b.budgetedMeasures()
	b.budgets()
	b.seats()
	b.floors()
	b.otherUnits()
	b.ends()
	b.besideNamed()
	b.kpisAcross()
	b.yearsAhead()
	b.promisedShare()
	b.plannedAmounts()
	b.hoursBeside()
	b.reached()
	b.sameMeasure()
	if c := b.columnAs(AsChoice); c != nil && !b.has(AsKPI) {
		b.chosenColumns(c)
	}
	b.tiers()
	if b.asks() {
		return
	}
	b.askingRows()
	if b.asks() {
		return
	}
	if b.ofCases() {
		return
	}
	open := b.openColumns()
	for _, c := range open {
		if b.speaksFor(c, open) >= enough {
			if c.Measure == "" && len(open) > 1 {
				c.Measure = c.text()
			}
			c.is(AsTarget, wording.AsTheCellsAroundIt())
		}
	}
}

// tiers makes a target of a column beside two that only the title makes targets, where it is called by one word as they
// are and holds numbers, times among "best effort" and "n/a": Bronze beside Silver and Gold, L4 behind L2 and L3.
func (b *Block) tiers() {
	byTitle := func(i int) bool {
		return i >= 0 && i < len(b.Columns) && b.Columns[i].As == AsTarget && strings.HasPrefix(b.Columns[i].Why, "as \"")
	}
	titled := func(i int) bool { return byTitle(i) && tierWord.Get().MatchString(b.Columns[i].text()) }
	for i := range b.Columns {
		c := &b.Columns[i]
		if i > 1 && c.As == AsNothing && c.Holds.Numbers > 0 && byTitle(i-1) && byTitle(i-2) &&
			nextLevel(b.Columns[i-2].text(), b.Columns[i-1].text()) && nextLevel(b.Columns[i-1].text(), c.text()) {
			c.is(AsTarget, b.Columns[i-1].Why)
			continue
		}
		if c.As != AsNothing || c.Holds.Numbers < 2 || c.Holds.Numbers*3 < c.Holds.Cells ||
			!tierWord.Get().MatchString(c.text()) {
			continue
		}
		switch {
		case titled(i+1) && titled(i+2):
			c.is(AsTarget, b.Columns[i+1].Why)
		case titled(i-1) && titled(i-2):
			c.is(AsTarget, b.Columns[i-1].Why)
		}
	}
}

// nextLevel reports whether a header goes on with the numbers of the one before it: L4 behind L3.
func nextLevel(before, text string) bool {
	m, n := levelName.Get().FindStringSubmatch(before), levelName.Get().FindStringSubmatch(text)
	return m != nil && n != nil && m[1] == n[1] && number(n[2]) == number(m[2])+1
}

// levelName recognises a header of a word and a number: L1, Tier 2, P3.
var levelName = content.Pattern(`^(\pL{1,9})[ -]?(\d)$`)

// tierWord recognises a header of one word.
var tierWord = content.Pattern(`^\pL{3,14}$`)

// asks reports whether a column asks for numbers, or the rows say which of their numbers do.
func (b *Block) asks() bool {
	return b.choosing || slices.ContainsFunc(b.Columns, func(c Column) bool {
		return c.As.asks() || c.As == AsHeadcount || c.As == AsChoice
	})
}

// openColumns are the columns of numbers of which nothing says what they are for.
func (b *Block) openColumns() []*Column {
	var all []*Column
	for i := range b.Columns {
		c := &b.Columns[i]
		if fold(c.text()) == "after" && !b.plans() || foreseen(c) {
			continue // what a change brought, beside what was before it, or may bring
		}
		open := c.As == AsNothing || c.As == AsValue && c.Why != "by the choice in its row"
		if named := c.text() != "" || len(b.Header) == 0; open && named && c.Holds.Numbers > 0 &&
			(c.Holds.mostly(c.Holds.Numbers) || len(b.Header) == 0 && c.Holds.Numbers*2 >= c.Holds.Cells) {
			all = append(all, c)
		}
	}
	return all
}

// speaksFor is how much speaks for reading the numbers of a column as what is to be reached.
func (b *Block) speaksFor(c *Column, open []*Column) int {
	n := 0
	if b.columnAs(AsOperator) != nil || b.columnAs(AsDirection) != nil {
		n += 3 // a side is said on which the numbers are good
	}
	if h := &c.Holds; h.Compared > 0 && h.Compared*3 >= h.Numbers && !averaged(c) {
		n += 3
	}
	if len(open) == 1 && (b.has(AsActual) || b.has(AsBaseline)) && (b.has(AsKPI) || b.has(AsKeyResult)) {
		n += 3 // what else stands beside where it stands today
	}
	if b.has(AsOwner) && (b.has(AsKPI) || b.has(AsKeyResult)) && len(open) == 1 {
		n += 2 // somebody answers for it
	}
	if b.has(AsDue) || b.has(AsWeight) {
		n++
	}
	if b.has(AsEffort) && c.Per != "" {
		n += 2 // how many a day, beside how long each takes
	}
	if len(b.Header) == 0 {
		n += min(b.rates(), 2)
	} else if c.Per != "" {
		n++
	}
	if duties.Get().MatchString(fold(b.above)) {
		if n++; len(open) > 2 && !b.has(AsActual) && !b.has(AsID) && !b.has(AsEntered) && !c.Holds.counts() {
			n += 2 // several numbers of each team or service, in a list of duties
		}
	}
	if rowWords().has(b.above, "results") || b.has(AsEntered) && b.columnAs(AsOperator) == nil {
		n -= 4 // what was
	}
	if b.scale() {
		n -= 4 // what earns how many points
	}
	if c.Holds.Moneys > 0 && c.Holds.mostly(c.Holds.Moneys) || b.has(AsPrice) {
		n -= 2 // what it costs
	}
	return n
}

// averaged reports whether a column is called as an average, which is what somebody measured: "Ø Antwortzeit".
func averaged(c *Column) bool {
	return strings.HasPrefix(c.text(), "Ø") || rowWords().has(c.text(), "average")
}

// duties recognises what is called as a description of a job, or as what somebody is held to.
var duties = content.Pattern(`\b(job|role|post|position|duties|stelle|stellenbeschreibung|poste|fiche de poste|` +
	`puesto|policy|charter|pledge|requirements?|commitments?|expectations?|norms?)\b`)

// rates is how many rows of a table without a header are called as so much in a period: visits a week.
func (b *Block) rates() int {
	n := 0
	for _, r := range b.rows {
		if len(r.Cells) > 1 && r.Cells[0].Holds == content.Words && rhythmOf(textOf(&r.Cells[0])) != "" {
			n++
		}
	}
	return n
}

// efforts settles columns called as the time that one piece takes. Beside a column that is called a target, or holds
// how many there are, they say what the work takes; else what is called so is to be reached like anything else.
func (b *Block) efforts() {
	counts := slices.ContainsFunc(b.Columns, func(c Column) bool {
		timed := c.when != (moment{}) || c.horizon
		return c.As.asks() && (c.Why == byName || timed) || c.As == AsVolume || c.As == AsQuantity || c.As == AsHeadcount ||
			c.As == AsNothing && c.Per != "" && c.Holds.Numbers > 0
	})
	for i := range b.Columns {
		c := &b.Columns[i]
		switch {
		case c.As != AsEffort:
		case !c.Holds.mostly(c.Holds.Numbers):
			c.is(AsNotes, byContents)
		case !counts:
			c.As, c.Measure = AsNothing, c.text()
			b.unnamed(c)
		}
	}
}

// payBands takes the least and the most that a grade is paid for no limits, in a table that is called one of pay.
func (b *Block) payBands() {
	if b.plans() || !slices.ContainsFunc(strings.Split(b.above, "\n"), func(level string) bool {
		return columnWords().has(level, string(AsPay))
	}) {
		return
	}
	for i := range b.Columns {
		c := &b.Columns[i]
		if c.As.asks() && c.Holds.Moneys > 0 && c.Holds.mostly(c.Holds.Moneys) {
			c.is(AsPay, wording.AsItsTitleSays())
		}
	}
}

// crewColumns makes headcounts of columns called as people who work, such as "Nurses (day)", beside a column that asks
// or in a plan of staff.
func (b *Block) crewColumns() {
	about := func(what string) bool { return rowWords().has(b.above, what) }
	if !b.asks() && !b.plans() && !about("staffing") && !about("capacity") || about("results") {
		return
	}
	for i := range b.Columns {
		c := &b.Columns[i]
		free := c.As == AsNothing || c.As == AsTarget && c.Why != byName || c.As == AsJob || c.As == AsTeam ||
			c.As == AsProgress
		named := c.As == AsTarget && c.Why == byName && c.Measure != "" && crew(c.Measure) && c.Unit == ""
		if (free && crew(c.text()) || named) && c.Per == "" && c.Holds.mostly(c.Holds.Numbers) &&
			c.Holds.Percents == 0 {
			c.is(AsHeadcount, wording.ByThePeopleWhomIt())
		}
	}
}

// crew reports whether a name is one of people who work, in the plural: Loan officers, Nurses (day), Pflegekräfte.
func crew(name string) bool {
	words := strings.Fields(withoutBrackets(name))
	each := func(w string) bool { return eachWords.Has(fold(w)) }
	if len(words) == 0 || len(words) > 3 || slices.ContainsFunc(words, each) {
		return false
	}
	return rowWords().is(words[len(words)-1], "crew") || rowWords().is(strings.Join(words, " "), "crew")
}

// ofCrew reports whether a row is one of people who work among rows of other things, so that its number is how many of
// them there are: "Loan officers" below "Loans". A column with a unit of its own holds something else of them.
func (j *joiner) ofCrew(c *Column) bool {
	if j.unit != nil || c.Unit != "" || c.Per != "" || c.Change || len(j.row.Names) == 0 || !crew(j.row.Names[0].Text) {
		return false
	}
	return !j.block.ofCrews() && j.row.Names[0].As != AsTeam && j.row.Names[0].As != AsJob
}

// ofCrews reports whether at least half of the rows are people who work: the rows of a table of roles.
func (b *Block) ofCrews() bool {
	if b.crews == nil {
		n := 0
		for i := range b.Rows {
			if names := b.Rows[i].Names; len(names) > 0 && crew(names[0].Text) {
				n++
			}
		}
		many := n*2 >= len(b.Rows)
		b.crews = &many
	}
	return *b.crews
}

// budgetedMeasures makes targets of what is budgeted of a measure, beside a column of what is reached or expected of
// it: "Revenue" below "Budget" and below "Forecast". A budget of costs is what may be spent.
func (b *Block) budgetedMeasures() {
	for i := range b.Columns {
		c := &b.Columns[i]
		if c.As != AsBudget || c.Measure == "" || !c.Holds.mostly(c.Holds.Numbers) || spent(c.Measure) {
			continue
		}
		for k := range b.Columns {
			if o := &b.Columns[k]; o.As == AsActual && fold(o.Measure) == fold(c.Measure) && o.Holds.mostly(o.Holds.Numbers) {
				c.is(AsTarget, wording.AsWhatIsBudgetedBeside())
				break
			}
		}
	}
}

// spent reports whether a measure is one of money that goes out.
func spent(measure string) bool {
	return slices.ContainsFunc(split(measure), func(w string) bool { return spendWords.Has(w) })
}

var spendWords = content.WordSet(`cost costs expense expenses expenditure spend spending wages salaries opex capex
kosten aufwand ausgaben personalkosten sachkosten cout couts charges depenses coste costes costo costos gasto gastos
kostnad kostnader utgifter uitgaven costi spese`)

// budgets makes targets of what is budgeted beside what was reached, where most rows are of other things than money.
func (b *Block) budgets() {
	reached := func(c Column) bool { return c.As == AsActual && c.Holds.mostly(c.Holds.Numbers) }
	if b.columnsAre(AsTarget) || !b.has(AsBudget) || b.has(AsPrice) || !slices.ContainsFunc(b.Columns, reached) {
		return
	}
	money, others, sure := 0, 0, false // sure of a number that can be no money
	for _, r := range b.rows {
		name, shown, held, percent := "", false, false, false
		for k := range r.Cells {
			c := &r.Cells[k]
			column := b.column(c.Column)
			switch {
			case column == nil:
			case name == "" && c.Holds == content.Words && column.As != AsBudget:
				name = textOf(c)
			case column.As == AsBudget:
				held = true
				percent = percent || shownInPercent(c.Format()) || strings.Contains(textOf(c), "%")
				shown = shown || formatUnit(c.Format()) != "" || strings.ContainsAny(textOf(c), "€$£")
			}
		}
		switch h := headerUnit(name); {
		case !held:
		case shown, currencies.Has(h.unit), moneyNamed(name):
			money++
		default:
			others++
			sure = sure || h.unit != "" && h.unit != "each" || percent
		}
	}
	if !sure || others <= money || slices.ContainsFunc(b.Columns, func(c Column) bool {
		return c.As == AsBudget && (currencies.Has(c.Unit) || c.Times > 1)
	}) || titleMoney(b.above) {
		return
	}
	for i := range b.Columns {
		if c := &b.Columns[i]; c.As == AsBudget && c.Holds.mostly(c.Holds.Numbers) {
			c.is(AsTarget, wording.AsWhatIsBudgetedBeside())
		}
	}
}

// titleMoney reports whether what stands around a table says that its numbers are money.
func titleMoney(above string) bool {
	for level := range strings.SplitSeq(above, "\n") {
		h := headed{times: 1}
		if h.inBrackets(level); currencies.Has(h.unit) || h.take(tail(level)) && currencies.Has(h.unit) {
			return true
		}
	}
	return false
}

// seats takes no places in rooms for people who work: in a list of things with prices, nothing is a headcount.
func (b *Block) seats() {
	if !b.has(AsPrice) && !slices.ContainsFunc(b.Columns, func(c Column) bool {
		return c.As == AsNothing && c.Holds.Moneys > 0 && c.Holds.mostly(c.Holds.Moneys)
	}) || b.has(AsTeam) || b.has(AsJob) {
		return
	}
	for i := range b.Columns {
		if c := &b.Columns[i]; c.As == AsHeadcount && c.Why == byName && !endsAs(c.text(), AsHeadcount) {
			c.is(AsNothing, byContents)
		}
	}
}

// yearsAhead makes targets of years that come after the one of which a column holds what was reached.
func (b *Block) yearsAhead() {
	if b.columnsAre(AsTarget) || rowWords().has(b.above, "results") {
		return
	}
	last := 0
	for i := range b.Columns {
		if c := &b.Columns[i]; c.As == AsActual || c.As == AsBaseline {
			last = max(last, c.when.year)
		}
	}
	for i := range b.Columns {
		c := &b.Columns[i]
		if last > 0 && c.As == AsNothing && c.when.year > last && onlyTime(c.text()) && c.Holds.mostly(c.Holds.Numbers) {
			c.is(AsTarget, wording.AsItComesAfterWhat())
		}
	}
}

// promisedShare makes targets of shares such as "in time", in a plan with targets and without results.
func (b *Block) promisedShare() {
	if !b.columnsAre(AsTarget) || !b.plans() || b.has(AsActual) || b.has(AsProgress) {
		return
	}
	for i := range b.Columns {
		if c := &b.Columns[i]; c.As == AsMet && c.Holds.mostly(c.Holds.Percents) {
			c.is(AsTarget, wording.AsTheTargetBesideIt())
		}
	}
}

// plannedAmounts makes targets of amounts in a plan in which nothing else asks: "Quantity 2026" of an agreement.
func (b *Block) plannedAmounts() {
	tolerance := func(c *Column) bool { return c.As == AsLimit && strings.Contains(fold(c.text()), "toleran") }
	asked := func(c Column) bool { return (c.As.asks() || c.As == AsHeadcount) && !tolerance(&c) }
	if !b.plans() || b.has(AsActual) || b.has(AsPrice) || b.choosing || slices.ContainsFunc(b.Columns, asked) {
		return
	}
	for i := range b.Columns {
		if c := &b.Columns[i]; tolerance(c) {
			c.around = true
		}
		if c := &b.Columns[i]; c.As == AsQuantity && c.Holds.mostly(c.Holds.Numbers) {
			c.is(AsTarget, "as "+b.planWord()+" says")
		}
	}
}

// reached takes back what only a title makes a target, beside a column that is called one and another one that says in
// percent which share of it is attained: what was reached.
func (b *Block) reached() {
	byTitle := func(c *Column) bool { return strings.HasPrefix(c.Why, "as \"") }
	aimed, share := false, false
	for i := range b.Columns {
		c := &b.Columns[i]
		aimed = aimed || c.As == AsTarget && !byTitle(c)
		share = share || (c.As == AsVerdict || c.As == AsProgress) && strings.Contains(c.text(), "%")
	}
	for i := range b.Columns {
		if c := &b.Columns[i]; aimed && share && c.As == AsTarget && byTitle(c) && c.when == (moment{}) {
			c.is(AsNothing, byContents)
		}
	}
}

// hoursBeside makes targets of hours of something, such as first_response_hours, beside columns that ask, in a table of
// tiers or teams without results.
func (b *Block) hoursBeside() {
	asked := func(c Column) bool { return c.As.asks() && c.Why == byName }
	if b.has(AsActual) || b.has(AsProgress) || b.has(AsKPI) || b.has(AsUnit) || !slices.ContainsFunc(b.Columns, asked) {
		return
	}
	for i := range b.Columns {
		c := &b.Columns[i]
		each := slices.ContainsFunc(split(c.text()), func(w string) bool { return eachWords.Has(w) })
		if c.As == AsQuantity && c.Unit == "h" && c.Measure != "" && c.Per == "" && !each && !givenHours(c.text()) &&
			c.Holds.mostly(c.Holds.Numbers) {
			c.Measure = c.text()
			c.is(AsTarget, wording.AsTheColumnBesideIt())
		}
	}
}

// sameMeasure gives targets without a unit that of the one column that has one, where their numbers are about as large:
// "Power 2025 (MWh)" beside "Target 2026".
func (b *Block) sameMeasure() {
	var of *Column
	for i := range b.Columns {
		c := &b.Columns[i]
		if c.Unit == "" || c.Unit == "%" || c.Unit == "each" || !c.Holds.mostly(c.Holds.Numbers) {
			continue
		}
		if of != nil || c.As != AsNothing && c.As != AsActual && c.As != AsBaseline || c.Measure == "" {
			return
		}
		of = c
	}
	if of == nil || b.has(AsKPI) || b.has(AsUnit) {
		return
	}
	for i := range b.Columns {
		c := &b.Columns[i]
		if c.As != AsTarget || c.Unit != "" || c.Measure != "" || c.Holds.Percents > 0 || !b.alike(c, of) {
			continue
		}
		c.Unit, c.Times, c.Per = of.Unit, of.Times, of.Per
	}
}

// alike reports whether the numbers of two columns are of about the same size in each row.
func (b *Block) alike(one, other *Column) bool {
	rows := 0
	for _, r := range b.rows[:min(len(b.rows), maxChoices)] {
		a, c := cellAt(r, one.Number), cellAt(r, other.Number)
		if a == nil || c == nil {
			continue
		}
		x, _, ok := b.figure(a, one)
		y, _, ok2 := b.figure(c, other)
		if !ok || !ok2 || x.Sign() <= 0 || y.Sign() <= 0 {
			continue
		}
		if f, _ := new(big.Rat).Quo(x, y).Float64(); f < 1.0/3 || f > 3 {
			return false
		}
		rows++
	}
	return rows > 1
}

// floors takes no storey of a house, and no cap, for a limit, where no other column asks.
func (b *Block) floors() {
	for i := range b.Columns {
		c := &b.Columns[i]
		storey := slices.ContainsFunc(split(c.text()), func(w string) bool { return storeys.Has(w) })
		if c.As.asks() && c.Why == byName && storey && !slices.ContainsFunc(b.Columns, func(o Column) bool {
			return o.Number != c.Number && (o.As.asks() || o.As == AsActual)
		}) {
			c.is(AsNothing, byContents)
		}
	}
}

var storeys = content.WordSet("floor ceiling cap plafond plancher")

// ends takes no end of a contract for a date by which something is to be done: "Lease end" in a list of sites.
func (b *Block) ends() {
	if b.asks() || b.has(AsMilestone) || b.has(AsObjective) || b.has(AsKeyResult) || b.has(AsKPI) || b.has(AsStatus) ||
		b.has(AsOwner) {
		return
	}
	for i := range b.Columns {
		if c := &b.Columns[i]; c.As == AsDue && c.Measure != "" {
			c.is(AsEntered, byContents)
		}
	}
}

// onlyFilePlans reports whether nothing nearer than the name of the file says that numbers are to be reached.
func (b *Block) onlyFilePlans() bool {
	nearer := b.above[:max(strings.LastIndexByte(b.above, '\n'), 0)]
	for level := range strings.SplitSeq(nearer, "\n") {
		if rowWords().has(level, "plan") {
			return false
		}
	}
	return true
}

// besideNamed takes no column for a target that only the title makes one, where the rows are KPIs and another column is
// called a target.
func (b *Block) besideNamed() {
	plain := slices.ContainsFunc(b.Columns, func(c Column) bool {
		return c.As == AsTarget && c.Why == byName && c.Measure == "" && c.when == (moment{}) && b.has(AsLabel)
	})
	if !b.columnsAre(AsTarget) || !b.has(AsKPI) && !b.has(AsPay) && !b.onlyFilePlans() && !plain {
		return
	}
	for i := range b.Columns {
		c := &b.Columns[i]
		if c.Holds.Times*2 > c.Holds.Cells-c.Holds.Absent && b.promisesRecovery() {
			continue // RPO and RTO, beside an SLA
		}
		if c.As == AsTarget && strings.HasPrefix(c.Why, "as \"") && c.when == (moment{}) && c.Per == "" {
			c.is(AsNothing, byContents)
		}
	}
}

// kpisAcross settles columns called as KPIs are, in a plan whose rows are teams, sites or roles: there "Storage cost"
// and "Orders shipped on time" are to be reached as the numbers beside them are.
func (b *Block) kpisAcross() {
	if !b.plans() || b.columnsAre(AsTarget) || slices.ContainsFunc(b.Columns, func(c Column) bool {
		return c.As == AsKPI && !serves.Has(fold(c.text()))
	}) || b.has(AsKeyResult) || b.has(AsObjective) || b.has(AsUnit) {
		return
	}
	asked := 0
	for i := range b.Columns {
		if c := &b.Columns[i]; c.As == AsTarget && strings.HasPrefix(c.Why, "as ") && c.Measure != "" {
			asked++
		}
	}
	if asked == 0 {
		return
	}
	for i := range b.Columns {
		c := &b.Columns[i]
		alone := asked > 1 && c.when == (moment{}) && !givenHours(c.text()) &&
			(c.As == AsQuantity || c.As == AsActual && len(split(c.text())) == 1)
		if c.Holds.Numbers > 0 && c.Holds.mostly(c.Holds.Numbers) && (c.calledMore() || alone) {
			c.Measure = c.text()
			c.is(AsTarget, "as "+b.planWord()+" says")
		}
	}
}

// serves are names of teams in some languages, and of what is measured in others.
var serves = content.WordSet("service services prestation prestations leistung leistungen")

// givenHours reports whether a column is called as the hours that somebody works, which nobody has to reach.
func givenHours(name string) bool {
	return slices.ContainsFunc(split(name), func(w string) bool { return givenWords.Has(w) })
}

var givenWords = content.WordSet(`
open opening shift service support business office coverage core contract contracted working
paid weekly vertrag vertragsstunden arbeitszeit contrat contractuelles contrato contractuales`)

var pastWords = content.WordSet(`last previous prior letzter letzten letztes vorigen vergangenen dernier derniere
precedent pasado pasada anterior forra senaste vorige vorig scorso scorsa`)

// calledMore reports whether a column has the name of something that is measured, in which a word for a kind of number
// only occurs: "Storage cost", and not "Cost".
func (c *Column) calledMore() bool {
	switch c.As {
	case AsMet, AsBudget, AsPrice, AsVolume, AsProgress, AsChange, AsEffort, AsValue:
	default:
		return false
	}
	name := withoutUnits(c.text())
	words := split(name)
	if slices.ContainsFunc(words, func(w string) bool { return pastWords.Has(w) }) {
		return false // volume last month
	}
	return len(words) > 1 && columnWords().whole(name) == nil && c.when == (moment{}) &&
		!slices.ContainsFunc(words, func(w string) bool { return rowWords().is(w, "total") || rowWords().is(w, "plan") })
}

// askingRows settles tables whose columns are KPIs, and of whose rows one or more are called targets: the numbers of
// those are to be reached, and those of the others were.
func (b *Block) askingRows() {
	if b.choosing || len(b.rows) > maxChoices || len(b.Header) == 0 {
		return
	}
	c := b.rowNames()
	if c == nil {
		return
	}
	asking, others := 0, 0
	for _, r := range b.rows {
		switch cell := cellAt(r, c.Number); {
		case cell == nil:
		case rowChoice(textOf(cell)).asks(), rowAims.Has(fold(lastWord(textOf(cell)))):
			asking++
		default:
			others++
		}
	}
	if asking == 0 || asking > others+1 {
		return
	}
	b.choosing = true
	b.chosenColumns(c)
}

// rowAims end the names of rows whose numbers are to be reached: "First response target", "Uptime SLA".
var rowAims = content.WordSet(`target targets goal quota sla slo zielwert sollwert soll ziel cible objectif meta
objetivo malvarde streefwaarde norm obiettivo cel standard`)

// chosenColumns makes columns of numbers ones whose rows say what they are: KPIs across, and a row for their targets.
func (b *Block) chosenColumns(names *Column) {
	for i := range b.Columns {
		c := &b.Columns[i]
		if c != names && c.text() != "" && c.Holds.mostly(c.Holds.Numbers) && (c.As == AsNothing || c.calledMore() ||
			b.choosing && c.As.counts() && !c.As.asks() && c.As != AsBaseline) {
			c.Measure = c.text()
			c.is(AsValue, wording.ByTheChoiceInIts())
		}
	}
}

// rowNames is the first column of words; nil for none.
func (b *Block) rowNames() *Column {
	for i := range b.Columns {
		if c := &b.Columns[i]; c.Holds.Words > 0 && c.Holds.mostly(c.Holds.Words) {
			return c
		}
	}
	return nil
}

// audiences stand behind "target" in names that hold no number that is to be reached.
var audiences = content.WordSet(`
group groups market markets audience segment population date dates customer customers company`)

// rowChoice is what the name of a row says of its numbers, with or without a time: "Target", "Goal 2026", "Ist Q1".
func rowChoice(name string) As {
	if as := choiceOf(name); as != AsNothing {
		return as
	}
	words := strings.Fields(withoutBrackets(name))
	if len(words) > 2 && choiceOf(words[0]) == AsTarget && rowWords().whole(words[1]) == nil &&
		!audiences.Has(fold(words[1])) {
		return AsTarget // "Target gross profit %"
	}
	kept := slices.DeleteFunc(slices.Clone(words), onlyTime)
	if len(kept) == 0 || len(kept) == len(words) || onlyTime(name) {
		return AsNothing
	}
	return choiceOf(strings.Join(kept, " "))
}
