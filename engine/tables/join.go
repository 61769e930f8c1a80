package tables

import (
	"math/big"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/engine/work"
)

// maxRecords is how many numbers of a table are read.
const maxRecords = 200_000

// join makes the records of a block.
func (r *Reading) join(b *Block) {
	numbers := 0
	for i := range b.Columns {
		if kinds()[b.Columns[i].As] != "" {
			numbers++
		}
	}
	r.aims(b)
	r.Records = slices.Grow(r.Records, min(numbers*len(b.Rows), maxRecords))
	r.joinRows(b, r.joinTogether(b))
}

const (
	stretchOfRows = 1024 // rows of a large table that are joined by one of two who work at a time
	manyRows      = 4 * stretchOfRows
)

// joinTogether joins the rows of a large table, two stretches at a time, as long as there is room for their numbers. It
// returns the first row that is not joined.
func (r *Reading) joinTogether(b *Block) int {
	if len(b.Rows) < manyRows {
		return 0
	}
	helpers := [2]*Block{b.again(), b.again()}
	for from := 0; from+stretchOfRows <= len(b.Rows); {
		var found [2]Reading
		work.Split(len(found), len(found), func(k, _, _ int) {
			for i := from + k*stretchOfRows; i < min(from+(k+1)*stretchOfRows, len(b.Rows)); i++ {
				found[k].joinRow(helpers[k], i)
			}
		})
		for k := range found {
			if len(r.Records)+len(found[k].Records) > maxRecords {
				return from
			}
			r.Records = append(r.Records, found[k].Records...)
			r.Unread = append(r.Unread, found[k].Unread...)
			from = min(from+stretchOfRows, len(b.Rows))
		}
	}
	return len(b.Rows)
}

// again is the same block, for another one who works at it at the same time.
func (b *Block) again() *Block {
	other := *b
	other.Columns = slices.Clone(b.Columns)
	other.said, other.units, other.meanings, other.joints = nil, nil, nil, nil
	return &other
}

// joinRows joins rows from one on, as long as there is room for their numbers.
func (r *Reading) joinRows(b *Block, from int) {
	for i := from; i < len(b.Rows); i++ {
		if len(r.Records) > maxRecords {
			r.Unread = append(r.Unread, Unread{Part: part(AsNothing, b.rows[i], &b.rows[i].Cells[0]), Limit: true,
				Why: wording.TheNumbersFromRowOn(b.Rows[i].Number, maxRecords)})
			return
		}
		r.joinRow(b, i)
	}
}

func (r *Reading) joinRow(b *Block, i int) {
	switch b.Rows[i].Is {
	case Data, Total, Subtotal, Average:
		j := joiner{reading: r, block: b, row: &b.Rows[i], cells: b.rows[i]}
		j.beside()
		if b.choosing {
			j.byName()
		}
		j.records()
	}
}

// aims makes records of what headers say that their columns are to reach.
func (r *Reading) aims(b *Block) {
	for i := range b.Columns {
		c := &b.Columns[i]
		for _, a := range c.aims {
			s := b.speak(a.aim, b.marks)
			q, _, err := readQuantity(s.text)
			p := a.Part
			p.As = AsTarget
			if err != nil {
				r.Unread = append(r.Unread, Unread{Part: p, Why: wording.IsNotRead(short(a.aim), err.Error())})
				continue
			}
			text := s.text
			if s.bare && c.Unit != "" && q.Unit.Words() == "" {
				text = compose("", s.text, c.Unit, c.Per)
			}
			r.Records = append(r.Records, Record{Part: p, Kind: KindTarget, Quantity: text,
				Time: c.when.or(b.when).String(), Head: a.name,
				Subject: []Part{{As: AsKPI, Text: a.name, Row: p.Row, Cell: p.Cell}}})
		}
	}
}

// joiner puts the cells of one row together.
type joiner struct {
	reading *Reading
	block   *Block
	row     *Row
	cells   content.Row

	unit, per, direction, operator, choice *Part
	when                                   moment
	asked                                  bool   // the row has a number that asks for something
	average                                *bool  // its name is of an average; nil where nobody asked
	calls                                  *calls // nil where nobody asked
	unitAlone                              []Part // the cell with the unit, which all numbers of the row share
}

// withUnit adds the cell with the unit to those that were read into a number.
func (j *joiner) withUnit(joined []Part) []Part {
	if len(joined) > 0 {
		return append(joined, *j.unit)
	}
	if j.unitAlone == nil {
		j.unitAlone = []Part{*j.unit}
	}
	return j.unitAlone
}

// ofAverage reports whether the name of the row is of an average.
func (j *joiner) ofAverage() bool {
	if j.average == nil {
		is := len(j.row.Names) > 0 && rowWords().has(j.row.Names[0].Text, "average")
		j.average = &is
	}
	return *j.average
}

// beside reads the cells that say how the numbers of the row are meant.
func (j *joiner) beside() {
	for i := range j.block.Columns {
		c := &j.block.Columns[i]
		cell := cellAt(j.cells, c.Number)
		if cell == nil {
			continue
		}
		p := part(c.As, j.cells, cell)
		switch c.As {
		case AsUnit:
			j.unit = &p
		case AsDirection:
			if j.direction == nil || turnOf(j.direction.Text) == "" {
				j.direction = &p
			}
		case AsOperator:
			j.operator = &p
		case AsChoice:
			j.choice = &p
		case AsPeriod:
			asIs := !lookedAt(c.text()) && (c.Why != byContents || c.text() == "" || explicit.Get().MatchString(p.Text))
			if asIs && !strings.ContainsAny(p.Text, "0123456789") && (rhythmOf(p.Text) != "" || rhythmOf("per "+p.Text) != "") {
				j.per = &p
			}
			if dateIn(p.Text) == "" {
				j.when = j.when.or(timeOf(withoutBrackets(p.Text)))
			}
		case AsYear, AsQuarter, AsMonth:
			j.when = j.when.or(timeIn(p.Text, c.As))
		}
	}
}

// lookedAt reports whether a header says how often somebody measures or reports, which is no time that numbers are for.
func lookedAt(header string) bool {
	return slices.ContainsFunc(split(header), func(w string) bool {
		return slices.ContainsFunc(lookWords, func(begin string) bool { return strings.HasPrefix(w, begin) })
	})
}

// lookWords begin the words for measuring and reporting.
var lookWords = []string{"measur", "messfr", "messung", "messint", "meetfr", "meting", "mesure", "medicion",
	"matfr", "misura", "report", "review", "uberpr", "collection", "refresh"}

// byName takes the choice from the name of the row: target of "Sales target".
func (j *joiner) byName() {
	for _, p := range j.row.Names {
		word := lastWord(p.Text)
		if rowAims.Has(fold(word)) {
			word = string(AsTarget) // "Uptime SLA", "Waiting standard"
		}
		if (p.As == AsKPI || p.As == AsLabel) && choiceOf(word) != AsNothing {
			p.Text = word
			j.choice = &p
			return
		}
		if rowChoice(p.Text) != AsNothing {
			j.choice = &p
			j.when = j.when.or(timeOf(p.Text))
			return
		}
	}
}

// timeIn reads a cell of a column of years, quarters or months, where a number alone is enough.
func timeIn(text string, as As) moment {
	if n := number(text); digits(text) {
		switch {
		case as == AsQuarter && 1 <= n && n <= 4:
			return moment{quarter: n}
		case as == AsMonth && 1 <= n && n <= 12:
			return moment{month: n}
		}
	}
	if day := dateIn(text); day != "" && as == AsMonth {
		return moment{year: yearOf(day[:4]), month: number(day[5:7])} // sheets keep a month as its first day
	}
	return timeOf(withoutBrackets(text))
}

func (j *joiner) records() {
	var texts []*Column
	for i := range j.block.Columns {
		c := &j.block.Columns[i]
		cell := cellAt(j.cells, c.Number)
		if cell == nil {
			continue
		}
		kind := kinds()[c.As]
		if c.As == AsValue || c.As == AsTotal {
			kind = j.chosen(c)
		}
		switch {
		case kind == KindDue || kind == KindStart:
			j.date(c, cell, kind)
		case kind != "":
			j.number(c, cell, kind)
		case c.As == AsKeyResult || c.As == AsObjective || c.As == AsOutcome || c.As == AsMilestone || c.As == AsKPI ||
			c.As == AsLabel ||
			c.As == AsDescription:
			texts = append(texts, c)
		}
	}
	asked := j.asked
	for _, c := range texts {
		if c.As == AsKeyResult || c.asksWhat() {
			j.asked = asked // each key result speaks for itself
		}
		j.text(c, cellAt(j.cells, c.Number))
	}
}

// chosen is the kind that another cell of the row says, for columns such as "Q1" or "Value".
func (j *joiner) chosen(c *Column) Kind {
	if c.As == AsTotal {
		for i := range j.block.Columns {
			if o := &j.block.Columns[i]; o.Time != "" && (o.As == AsValue || o.As == AsTarget) {
				if o.As == AsTarget {
					return KindTarget
				}
				break
			}
		}
	}
	if j.choice == nil {
		return ""
	}
	return kinds()[rowChoice(j.choice.Text)]
}

func (j *joiner) unread(p Part, why string) {
	j.reading.Unread = append(j.reading.Unread, Unread{Part: p, Why: why})
}

func (j *joiner) add(r Record) {
	r.Subject = j.row.Names
	if r.As == AsKeyResult || r.As == AsMilestone {
		r.Subject = own(r.Part, j.row.Names)
	}
	r.Total = j.row.Is != Data
	if c := j.block.column(r.Cell.Column); c != nil {
		r.Head, r.Measure = c.text(), c.Measure
		if is, _ := horizon(c.text()); is {
			r.After = c.text()
		}
		if j.block.choosing && c.Measure != "" && len(c.Names) > 0 && len(r.Subject) > 0 &&
			rowChoice(r.Subject[0].Text).asks() {
			head := c.Names[len(c.Names)-1]
			head.As = AsKPI
			r.Subject = append([]Part{head}, r.Subject[1:]...) // the row is called Target, and its columns are KPIs
		}
	}
	if r.Time == "" {
		r.Time = j.when.or(j.block.when).String()
	}
	j.asked = j.asked || r.Kind.Asks() && r.Kind != KindDue && r.Kind != KindHeadcount
	j.reading.Records = append(j.reading.Records, r)
}

// own puts the name that a number stands in before the others of its row, and leaves out those beside it: each of "KR
// 1" and "KR 2" speaks for itself.
func own(p Part, names []Part) []Part {
	all := []Part{p}
	for _, n := range names {
		if n.As != p.As {
			all = append(all, n)
		}
	}
	return all
}

// date reads a day, or a period that ends with one.
func (j *joiner) date(c *Column, cell *content.Cell, kind Kind) {
	p := part(c.As, j.cells, cell)
	rec := Record{Part: p, Kind: kind}
	switch {
	case cell.Holds == content.Fault || cell.Holds == content.Unsolved:
		j.broken(p)
		return
	case c.Holds.day(p.Text) != "":
		rec.Quantity = c.Holds.day(p.Text)
	case mayBeDate(p.Text):
		j.unread(p, wording.MayBeTwoDaysThe(short(p.Text)))
		return
	case timeOf(p.Text) != moment{} && len(split(p.Text)) < 5:
		rec.Quantity = timeOf(p.Text).String()
	case absent(p.Text) != "":
		j.unread(p, absent(p.Text))
		return
	default:
		j.unread(p, wording.IsNotADate(short(p.Text)))
		return
	}
	j.add(rec)
}

func (j *joiner) broken(p Part) {
	if p.Cell.Holds == content.Fault {
		j.unread(p, wording.IsAnErrorOfThe(p.Text))
		return
	}
	j.unread(p, wording.TheResultOfItsFormula())
}

// number reads one cell of a column of numbers.
func (j *joiner) number(c *Column, cell *content.Cell, kind Kind) {
	p := part(c.As, j.cells, cell)
	if j.row.Is != Data && cell.Holds == content.Words && totalIn(p.Text) != Data {
		return // the name of the total stands beside it
	}
	if was := j.was(c); was != "" && kind.Asks() {
		kind = was
	}
	if kind == KindTarget && j.ofCrew(c) {
		kind = KindHeadcount
	}
	n := numberOf{joiner: j, column: c, part: p, kind: kind}
	if c.around && !compared(j.block.speak(p.Text, j.block.markOf(c)).text) {
		j.unread(p, wording.SaysHowFarANumber(short(p.Text)))
		return
	}
	switch cell.Holds {
	case content.Fault, content.Unsolved:
		j.broken(p)
	case content.Date:
		if day := c.Holds.day(p.Text); kind.Asks() && day != "" {
			j.add(Record{Part: p, Kind: KindDue, Quantity: day})
		}
	case content.Truth:
	case content.Number:
		n.value(exact(cell.Number()), cell.Format())
	default:
		if day := c.Holds.day(p.Text); day != "" {
			if kind.Asks() {
				j.add(Record{Part: p, Kind: KindDue, Quantity: day})
			}
			return
		}
		if inside := minus(p.Text); inside != "" {
			s := j.block.speak(inside, j.block.markOf(c))
			if s.number == nil || !j.block.accounts(c) {
				j.unread(p, wording.MayBeMinusOrA(short(p.Text), inside))
				return
			}
			n.value(new(big.Rat).Neg(s.number), "")
			return
		}
		text := n.atLast(staffed.Get().ReplaceAllString(p.Text, ""))
		if n.compares(text) {
			return
		}
		if number, when := byWhen(text); number != "" {
			text, n.by = number, when // the unit is in another cell
		}
		if c.Holds.Times > 0 && minutesAlone.Get().MatchString(text) {
			text += "in" // 30m beside 4h
		}
		s := j.block.speak(text, j.block.markOf(c))
		switch {
		case s.why != "":
			j.unread(p, s.why)
		case s.about:
			n.unsaid = wording.HowExactTheNumberIs()
			n.words(s)
		case s.bare:
			n.mark = s.mark
			n.value(s.number, "")
		default:
			n.words(s)
		}
	}
}

// atLast is a cell without the "up to" before its number, where the row begins below that: what is to be reached, and
// no limit.
func (n *numberOf) atLast(text string) string {
	lead := upTo.Get().FindString(text)
	if lead == "" {
		return text
	}
	rest := text[len(lead):]
	all := numerals(rest)
	if len(all) == 0 || all[0].from > len("EUR ") {
		return text
	}
	plain, err := all[0].plain(n.block.markOf(n.column))
	aim, isNumber := new(big.Rat).SetString(plainDigits(plain))
	if err != nil || !isNumber {
		return text
	}
	for i := range n.block.Columns {
		c := &n.block.Columns[i]
		cell := cellAt(n.cells, c.Number)
		if cell == nil || c.As != AsBaseline && c.As != AsActual {
			continue
		}
		s := n.block.speak(textOf(cell), n.block.markOf(c))
		share := strings.Contains(s.unit, "%") || cell.Holds == content.Number && shownInPercent(cell.Format())
		if s.number != nil && share == strings.Contains(rest, "%") && s.number.Cmp(aim) < 0 {
			return rest
		}
	}
	return text
}

// upTo recognises the words before a number that is not to be exceeded, or to be reached.
var upTo = content.Pattern(`(?i)^up to `)

// byWhen takes a number alone and the time by which it is to be reached apart: "3.0 by 2030"; "" where a cell is not
// both.
func byWhen(text string) (figure string, when moment) {
	m := numberBy.Get().FindStringSubmatch(text)
	if m == nil {
		m = shareBy.Get().FindStringSubmatch(text)
	}
	if m == nil {
		return "", moment{}
	}
	if day := dateIn(m[2]); day != "" {
		return m[1], moment{year: yearOf(day[:4]), month: number(day[5:7])}
	}
	if rest := strings.TrimLeft(m[2], "0123456789. "); !onlyTime(m[2]) && (!onlyTime(rest) || timeOf(rest).month == 0) {
		return "", moment{}
	}
	return m[1], timeOf(m[2]).or(timeOf(strings.TrimLeft(m[2], "0123456789. "))) // 6 modules by 30 June
}

var numberBy = content.Pattern(`(?i)^([\d.,']+(?: \pL+){0,2}) ` +
	`(?:by|until|till|bis|bis zum|bis ende|d.ici|d.ici à|para|hasta|senast|tegen|voor|entro|entro il)` +
	`(?: end of| ende| fin)? (.*(?:19|20)\d\d|\d{1,2}\.? \pL+)$`)

// shareBy recognises a share and a month by which it is to be reached: 30% by Dec-26.
var shareBy = content.Pattern(`(?i)^([\d.,]+ ?%) (?:by|until|bis|d.ici|para|senast|tegen|entro) (\pL{3,9}[-' ]\d\d)$`)

// staffed recognises at the end of a cell on which days and hours somebody is there: 1 hour, 24×7.
var staffed = content.Pattern(`(?i)(?:, | \()(?:24|5|7|12) ?[x×*/] ?(?:7|5|8|24)\)?$`)

// minutesAlone recognises 30m, which is minutes in a column of times.
var minutesAlone = content.Pattern(`^\d+ ?m$`)

// was is the kind of the numbers in a row that is called as results are, such as "Last year" or "Actual 2025", below
// rows that are to be reached; "" for all other rows.
func (j *joiner) was(c *Column) Kind {
	if len(j.row.Names) == 0 || j.block.choosing || j.choice != nil {
		return ""
	}
	name := j.row.Names[0].Text
	if j.row.Names[0].As == AsKPI && c.Why == byName && c.As != AsTarget {
		return "" // the KPI "Audit score" below "Green"
	}
	if j.calls == nil {
		j.calls = j.block.callsOf(name)
	}
	switch {
	case j.calls.sure != "":
		return j.calls.sure
	case j.calls.unlessSaid != "" && c.Why != byName:
		return j.calls.unlessSaid
	}
	return j.calls.otherwise
}

// calls are the kinds of numbers that the name of a row calls for.
type calls struct {
	sure       Kind // whatever the header says
	unlessSaid Kind // unless the header says what is asked: "Growth" is a KPI below such a one
	otherwise  Kind // where it is none of them
}

func (b *Block) callsOf(name string) *calls {
	switch as := rowChoice(name); as {
	case AsActual, AsBaseline:
		return &calls{sure: kinds()[as]}
	}
	if creditRow.Get().MatchString(name) {
		return &calls{sure: KindPay} // service credits below response times
	}
	var all calls
	for _, in := range columnWords().whole(name) {
		switch as := As(in.name); as {
		case AsProgress, AsChange:
			if all.unlessSaid == "" {
				all.unlessSaid = kinds()[as] // the row "Attainment" below targets and results
			}
		}
	}
	first, rest, ok := strings.Cut(name, " ")
	if as := choiceOf(first); ok && (as == AsActual || as == AsBaseline) && b.hasRow(rest) {
		all.otherwise = kinds()[as] // "Actual visits" below "Visits"
	}
	return &all
}

// creditRow recognises the name of a row that says what a missed level costs.
var creditRow = content.Pattern(`(?i)^(?:service |sla )?(?:credits?|penalt(?:y|ies)|malus|pönalen?|gutschrift(?:en)?|` +
	`pénalités?|penalizaci(?:ón|ones)|vite|boete|penali)$`)

// hasRow reports whether a row is called so.
func (b *Block) hasRow(name string) bool {
	return len(b.Rows) <= maxChoices && slices.ContainsFunc(b.Rows, func(r Row) bool {
		return len(r.Names) > 0 && fold(r.Names[0].Text) == fold(name)
	})
}

// markOf is the decimal mark of a column: its own evidence before that of the table.
func (b *Block) markOf(c *Column) Mark {
	if b.marks != Mixed && b.marks != Unknown {
		return b.marks
	}
	if c.marked == 0 {
		var e evidence
		for _, r := range b.rows {
			if cell := cellAt(r, c.Number); cell != nil {
				e.look(cell)
			}
		}
		if c.marked = e.mark(); c.marked == Unknown {
			c.marked = b.marks
			if b.marks == Unknown {
				c.marked = unseen
			}
		}
	}
	if c.marked == unseen {
		return Unknown
	}
	return c.marked
}

// unseen is the mark of a column that was looked at and shows none.
const unseen Mark = 'u'
