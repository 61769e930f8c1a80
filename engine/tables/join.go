package tables

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/prose"
	"github.com/kpilint/kpilint/engine/quantity"
)

// maxRecords is how many numbers of a table are read.
const maxRecords = 200_000

// join makes the records of a block.
func (r *Reading) join(b *Block) {
	for i := range b.Rows {
		if len(r.Records) > maxRecords {
			r.Said = append(r.Said, Note{Part: part(AsNothing, b.rows[i], &b.rows[i].Cells[0]), Say: fmt.Sprintf(
				"The numbers from row %d on are not read: a table is read up to %d of them", b.Rows[i].Number, maxRecords)})
			return
		}
		switch b.Rows[i].Is {
		case Data, Total, Subtotal, Average:
			j := joiner{reading: r, block: b, row: &b.Rows[i], cells: b.rows[i]}
			j.beside()
			j.records()
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
	asked                                  bool // the row has a number that asks for something
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
			j.direction = &p
		case AsOperator:
			j.operator = &p
		case AsChoice:
			j.choice = &p
		case AsPeriod:
			if rhythmOf(p.Text) != "" || rhythmOf("per "+p.Text) != "" {
				j.per = &p
			}
			j.when = j.when.or(timeOf(p.Text))
		case AsYear, AsQuarter, AsMonth:
			j.when = j.when.or(timeIn(p.Text, c.As))
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
	return timeOf(text)
}

func (j *joiner) records() {
	var texts []*Column
	for i := range j.block.Columns {
		c := &j.block.Columns[i]
		cell := cellAt(j.cells, c.Number)
		if cell == nil {
			continue
		}
		kind := kinds[c.As]
		if c.As == AsValue || c.As == AsTotal {
			kind = j.chosen(c)
		}
		switch {
		case kind == KindDue || kind == KindStart:
			j.date(c, cell, kind)
		case kind != "":
			j.number(c, cell, kind)
		case c.As == AsKeyResult || c.As == AsObjective || c.As == AsMilestone || c.As == AsKPI || c.As == AsLabel ||
			c.As == AsDescription:
			texts = append(texts, c)
		}
	}
	asked := j.asked
	for _, c := range texts {
		if c.As == AsKeyResult {
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
	return kinds[choiceOf(j.choice.Text)]
}

func (j *joiner) unread(p Part, why string) {
	j.reading.Unread = append(j.reading.Unread, Unread{p, why})
}

func (j *joiner) add(r Record) {
	r.Subject = j.row.Names
	if r.As == AsKeyResult || r.As == AsMilestone {
		r.Subject = own(r.Part, j.row.Names)
	}
	r.Total = j.row.Is != Data
	if r.Time == "" {
		r.Time = j.when.or(j.block.when).String()
	}
	j.asked = j.asked || r.Kind.Asks() && r.Kind != KindDue
	j.reading.Records = append(j.reading.Records, r)
}

// own puts the name that a number stands in before the others of its row, and leaves out those beside it: each of "KR 1"
// and "KR 2" speaks for itself.
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
		j.unread(p, `"`+short(p.Text)+`" may be two days: the day or the month may come first`)
		return
	case timeOf(p.Text) != moment{} && len(split(p.Text)) < 5:
		rec.Quantity = timeOf(p.Text).String()
	case absent(p.Text) != "":
		j.unread(p, absent(p.Text))
		return
	default:
		j.unread(p, `"`+short(p.Text)+`" is not a date`)
		return
	}
	j.add(rec)
}

func (j *joiner) broken(p Part) {
	if p.Cell.Holds == content.Fault {
		j.unread(p, p.Text+" is an error of the sheet, and no number")
		return
	}
	j.unread(p, "the result of its formula is not stored: open the workbook, let it calculate, and save it")
}

// number reads one cell of a column of numbers.
func (j *joiner) number(c *Column, cell *content.Cell, kind Kind) {
	p := part(c.As, j.cells, cell)
	n := numberOf{joiner: j, column: c, part: p, kind: kind}
	switch cell.Holds {
	case content.Fault, content.Unsolved:
		j.broken(p)
	case content.Date:
		if kind.Asks() {
			j.add(Record{Part: p, Kind: KindDue, Quantity: c.Holds.day(p.Text)})
		}
	case content.Truth:
	case content.Number:
		n.value(exact(cell.Number), cell.Format)
	default:
		if day := c.Holds.day(p.Text); day != "" {
			if kind.Asks() {
				j.add(Record{Part: p, Kind: KindDue, Quantity: day})
			}
			return
		}
		s := j.block.speak(p.Text, j.block.markOf(c))
		switch {
		case s.why != "":
			j.unread(p, s.why)
		case s.about:
			n.unsaid = "how exact the number is"
			n.words(s)
		case s.bare:
			n.value(s.number, "")
		default:
			n.words(s)
		}
	}
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

// numberOf is a number that is being read.
type numberOf struct {
	*joiner
	column *Column
	part   Part
	kind   Kind
	joined []Part
	unsaid string
}

// value reads a number that stands alone: its unit and its period are in other cells.
func (n *numberOf) value(r *big.Rat, format string) {
	if r == nil {
		n.unread(n.part, `"`+short(n.part.Text)+`" is not a number`)
		return
	}
	if r.Sign() == 0 && n.none() {
		return
	}
	if clock := strings.ToLower(format); strings.Contains(clock, "h") && strings.Contains(clock, ":") {
		if !strings.Contains(clock, "[h") {
			n.unread(n.part, `"`+short(n.part.Text)+`" may be a time of day or a duration`)
			return
		}
		hours := written(new(big.Rat).Mul(r, big.NewRat(24, 1)))
		n.finish(compose(n.comparator(""), hours, "h", n.column.Per), hours, "h")
		return
	}
	unit, per := n.unitAndPeriod(format)
	scale := n.column.Times
	if money, s, ok := scaledUnit(unit); ok {
		unit, scale = money, s
	}
	switch {
	case strings.Contains(format, "%"):
		r, unit = new(big.Rat).Mul(r, big.NewRat(100, 1)), "%"
	case n.column.Share && n.ofOne():
		r, unit, per = new(big.Rat).Mul(r, big.NewRat(100, 1)), "%", ""
	case n.column.Change && n.fraction(r) && n.column.Holds.shares():
		r, unit = new(big.Rat).Mul(r, big.NewRat(100, 1)), "%"
	case scale > 1:
		r = new(big.Rat).Mul(r, new(big.Rat).SetInt64(scale))
	}
	if unit == "%" && n.share() {
		per = ""
	}
	if n.column.Change || n.column.As == AsChange || n.column.As == AsAdjustment {
		n.change(r, unit)
		return
	}
	n.finish(compose(n.comparator(""), written(r), unit, per), written(r), unit)
}

// ofOne reports whether no other cell gives the number a unit.
func (n *numberOf) ofOne() bool { return n.unit == nil }

func (n *numberOf) fraction(r *big.Rat) bool { return new(big.Rat).Abs(r).Cmp(big.NewRat(3, 1)) < 0 }

// share reports whether the number is a part of something, for which no period is needed.
func (n *numberOf) share() bool { return n.kind != KindQuantity }

func scaledUnit(unit string) (money string, scale int64, ok bool) {
	first, rest, _ := strings.Cut(unit, " ")
	if scales[first] != 0 {
		return rest, scales[first], true
	}
	return unit, 1, false
}

// none names a 0 that asks for nothing, and reports whether it did. Of what is to be avoided, 0 is a target.
func (n *numberOf) none() bool {
	if n.part.Cell.Formula != "" {
		if n.kind.Asks() {
			n.unread(n.part, "0 comes from a formula over cells that are empty or 0, and asks for nothing")
		}
		return true
	}
	if !n.kind.Asks() || n.kind == KindMinimum || n.kind == KindMaximum || n.column.Change {
		return false
	}
	for _, p := range n.row.Names {
		if rowWords().has(p.Text, "less") {
			return false
		}
	}
	if n.direction != nil && turnOf(n.direction.Text) == "at most" || n.choice != nil {
		return false
	}
	n.unread(n.part, "0 asks for nothing here: it may stand for no target")
	return true
}

// change writes a change: +25%.
func (n *numberOf) change(r *big.Rat, unit string) {
	if n.kind.Asks() && n.part.Cell.Formula != "" {
		n.kind = KindChange // it follows from the numbers beside it
	}
	sign := "+"
	if r.Sign() < 0 {
		sign = ""
	}
	text := sign + written(r)
	switch unit {
	case "", "%":
		text += "%"
		if unit == "" && (n.column.As == AsAdjustment || !n.column.Holds.shares() && n.column.Unit != "%") {
			if n.column.As != AsAdjustment {
				n.unsaid = "whether it is a change in percent or in number"
			}
			text = strings.TrimSuffix(text, "%")
		}
	default:
		text += " " + unit
	}
	n.add(Record{Part: n.part, Kind: n.kind, Quantity: text, Change: true, Time: n.time(), Joined: n.joined,
		Unsaid: n.unsaid})
}

// time is what the column says of the time, or the row.
func (n *numberOf) time() string {
	return n.column.when.or(n.when).or(n.block.when).String()
}

// unitAndPeriod are those of other cells: of the unit column, the header, the number format, the name of the KPI.
func (n *numberOf) unitAndPeriod(format string) (unit, per string) {
	per = n.column.Per
	if n.per != nil {
		per = rhythmOf(n.per.Text)
		if per == "" {
			per = rhythmOf("per " + n.per.Text)
		}
		n.joined = append(n.joined, *n.per)
	}
	if n.kind == KindHeadcount {
		return "people", ""
	}
	switch {
	case n.kind == KindBudget || n.kind == KindPay:
		if unit = n.column.Unit; unit == "" {
			unit = formatUnit(format)
		}
		return unit, per
	case n.kind == KindCost:
		if unit = n.column.Unit; unit == "" {
			unit = formatUnit(format)
		}
		if n.unit != nil && absent(n.unit.Text) == "" {
			n.joined = append(n.joined, *n.unit)
			per = strings.ReplaceAll(quantity.Singular(nounOf(n.unit.Text)), " ", "-")
		}
		return unit, per
	case n.unit != nil && absent(n.unit.Text) == "":
		h := n.block.unitIn(n.unit.Text)
		if unit = h.unit; h.times > 1 {
			unit = scaleWord(h.times) + " " + h.unit
		}
		if h.per != "" && (per == "" || n.per == nil) {
			per = h.per
		}
		n.joined = append(n.joined, *n.unit)
	case n.column.Unit != "" && n.column.Unit != "each":
		unit = n.column.Unit
	default:
		unit = formatUnit(format)
	}
	if unit == "each" {
		unit = ""
	}
	if unit == "" {
		unit, per = n.fromName(per)
	}
	if n.column.Measure != "" && people(n.column.Measure) && n.column.As.asks() && (unit == "" || people(unit)) {
		return "people", per
	}
	if unit == "" && n.column.Measure != "" && n.column.As.asks() && plural(n.column.Measure) {
		unit = nounOf(n.column.Measure)
	}
	return unit, per
}

func scaleWord(n int64) string {
	switch n {
	case 1e3:
		return "thousand"
	case 1e6:
		return "million"
	}
	return "billion"
}

// people reports whether the words of a header are people that are counted: men, Kinder.
func people(text string) bool {
	for _, in := range columnWords().whole(text) {
		if As(in.name) == asPeople {
			return true
		}
	}
	return false
}

// plural reports whether the last word of a header is a plural that can be counted.
func plural(text string) bool {
	words := strings.Fields(text)
	if len(words) == 0 || len(words) > 3 {
		return false
	}
	last := fold(words[len(words)-1])
	return len(last) > 3 && quantity.Singular(last) != last && !strings.HasSuffix(last, "ss")
}

// fromName reads the unit and the period in the name of the KPI: "Number of visits", "Wait (min)", "Calls per day".
func (n *numberOf) fromName(per string) (unit, period string) {
	names := []string{n.column.Measure}
	if len(n.row.Names) > 0 && n.row.Names[0].As != AsTeam && n.row.Names[0].As != AsOwner && n.row.Names[0].As != AsJob {
		names = []string{n.row.Names[0].Text}
		if n.column.Measure != "" {
			names = append(names, n.column.Measure)
		}
	}
	for _, name := range names {
		if name == "" || len(name) > 120 {
			continue
		}
		h := headed{times: 1}
		for _, bracket := range brackets(name) {
			if h.take(bracket) {
				break
			}
		}
		if h.unit == "" && percentNamed(name) {
			h.unit = "%"
		}
		if h.unit == "" {
			words := split(name)
			for i, w := range words {
				if inWords[w] && i+1 < len(words) && i+3 >= len(words) {
					h.take(strings.Join(words[i+1:], " "))
				}
			}
		}
		if h.per != "" && per == "" {
			per = h.per
		}
		if h.times > 1 && h.unit != "" {
			h.unit = scaleWord(h.times) + " " + h.unit
		}
		if h.unit != "" && h.unit != "each" {
			return h.unit, per
		}
		if noun := counted(name); noun != "" {
			if per == "" {
				per = rhythmOf(name)
			}
			return nounOf(noun), per
		}
		if noun, below := divided(name); noun != "" {
			if per == "" {
				per = below
			} else if strings.Contains(below, "/") {
				per = below
			}
			return noun, per
		} else if below != "" && per == "" {
			per = below
		}
	}
	return "", per
}

// percentNamed reports whether the name of a KPI says that it is in percent: "% of orders", "Percentage of visits".
func percentNamed(name string) bool {
	if strings.Contains(name, "%") {
		return true
	}
	for _, m := range cellWords().find(split(name)) {
		for _, in := range m.in {
			if in.name == "%" {
				return true
			}
		}
	}
	return false
}

// divided reads "Visits per technician per day": what is counted, and what it is divided by, technician/day. Where what
// stands before "per" cannot be counted, as in "Revenue per employee", only a period is read.
func divided(name string) (noun, below string) {
	fields := strings.Fields(strings.ReplaceAll(name, "/", " / "))
	isPer := func(i int) bool { return i > 0 && i+1 < len(fields) && perWord([]string{"", fold(fields[i])}) }
	first := -1
	var parts []string
	for i := range fields {
		if !isPer(i) {
			continue
		}
		if first < 0 {
			first = i
		}
		word := fields[i+1]
		if articles[fold(word)] && i+2 < len(fields) {
			word = fields[i+2]
		}
		parts = append(parts, denominator(word))
	}
	if first < 0 {
		return "", ""
	}
	noun = before(fields[:first])
	if noun == "" || !plural(noun) && quantity.Singular(fold(noun)) == fold(noun) && !periodsOnly(parts) {
		noun = ""
	}
	if noun == "" {
		for _, p := range parts {
			if rhythmOf("per "+p) != "" && p != "person" {
				return "", p
			}
		}
		return "", ""
	}
	return noun, strings.Join(parts, "/")
}

func periodsOnly(parts []string) bool {
	for _, p := range parts {
		if rhythmOf("per "+p) == "" {
			return false
		}
	}
	return true
}

// denominator is a word behind "per" as quantities write it.
func denominator(word string) string {
	for _, in := range cellWords().whole(word) {
		if unit := singulars[in.name]; unit != "" {
			return unit
		}
	}
	return strings.ToLower(quantity.Singular(strings.Trim(word, ",;:()")))
}

// before is the noun among the words before "per": calls of "Sales calls", visits of "Visits to customers", files of
// "Files closed".
func before(fields []string) string {
	for _, f := range fields {
		if countEnds[fold(f)] {
			return nounOf(fields[0])
		}
	}
	for k := len(fields) - 1; k >= 0; k-- {
		if plural(fields[k]) {
			return nounOf(fields[k])
		}
	}
	return nounOf(fields[len(fields)-1])
}

// nounOf is a noun as quantities write it: at most two words, without signs.
func nounOf(text string) string {
	words := strings.FieldsFunc(line(text), func(c rune) bool {
		return c == ' ' || c == ',' || c == ';' || c == ':' || c == '(' || c == ')' || c == '[' || c == ']' || c == '/'
	})
	var kept []string
	for _, w := range words {
		if f := fold(w); countEnds[f] && f != "new" {
			if len(kept) > 0 {
				break
			}
			continue
		}
		kept = append(kept, w)
		if len(kept) == 2 {
			break
		}
	}
	noun := strings.Join(kept, " ")
	if _, err := quantity.Parse("5 " + noun); err != nil {
		noun = strings.Join(kept[:min(len(kept), 1)], "")
		if _, err := quantity.Parse("5 " + noun); err != nil {
			return ""
		}
	}
	return noun
}

// formatUnit is the currency that a number format shows.
func formatUnit(format string) string {
	switch {
	case format == "":
		return ""
	case strings.Contains(format, "€"):
		return "EUR"
	case strings.Contains(format, "£"):
		return "GBP"
	case strings.Contains(format, "[h]"):
		return ""
	case strings.Contains(format, "[$$") || strings.Contains(format, `"$"`) || strings.Contains(format, `\$`) ||
		strings.HasPrefix(format, "$"):
		return "USD"
	}
	for code := range currencies {
		if strings.Contains(format, code) {
			return code
		}
	}
	return ""
}

// compose writes a quantity: at least 50 calls/day, EUR 500/month.
func compose(comparator, number, unit, per string) string {
	var b strings.Builder
	if comparator != "" {
		b.WriteString(comparator + " ")
	}
	switch {
	case currencies[unit]:
		b.WriteString(unit + " " + number)
	case unit == "%":
		b.WriteString(number + "%")
	case unit == "":
		b.WriteString(number)
	default:
		b.WriteString(number + " " + unit)
	}
	if per != "" && !strings.Contains(unit, "/") {
		b.WriteString("/" + per)
	}
	return b.String()
}

// comparator is which side of the number is good, as the cell itself, another cell of the row or the column says.
func (n *numberOf) comparator(own string) string {
	if own != "" || !n.kind.Asks() || n.kind == KindHeadcount {
		return own
	}
	switch {
	case n.operator != nil && comparatorOf(n.operator.Text) != "":
		n.joined = append(n.joined, *n.operator)
		return comparatorOf(n.operator.Text)
	case n.direction != nil && turnOf(n.direction.Text) != "":
		n.joined = append(n.joined, *n.direction)
		return turnOf(n.direction.Text)
	case n.kind == KindMinimum:
		return "at least"
	case n.kind == KindMaximum:
		return "at most"
	case n.kind == KindLimit && n.block.limits():
		return "at most"
	}
	for _, name := range n.column.Names {
		if c := comparatorIn(name.Text); c != "" {
			return c
		}
	}
	return ""
}

// limits reports whether what stands around the table calls its numbers limits.
func (b *Block) limits() bool {
	text := fold(b.above)
	for _, c := range b.Columns {
		text += "\n" + fold(c.text())
	}
	for _, w := range []string{"limit", "maximum", "at most", "exceed", "hochst", "grenz", "plafond", "maximo", "massim",
		"grans",
		"threshold"} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// comparatorOf is the comparator that a whole cell is: ">=", "mindestens".
func comparatorOf(text string) string {
	text = strings.TrimSpace(text)
	for _, in := range cellWords().whole(text) {
		switch in.name {
		case "at least", "at most", "more than", "less than":
			return in.name
		}
	}
	switch text {
	case ">":
		return "more than"
	case "<":
		return "less than"
	case "=", "==":
		return ""
	}
	return turnOf(text)
}

// comparatorIn is a comparator among the words of a header: "Target (min.)", "Ziel (höchstens)".
func comparatorIn(text string) string {
	for _, bracket := range brackets(text) {
		if c := comparatorOf(bracket); c != "" {
			return c
		}
	}
	for _, sign := range []string{"≥", ">="} {
		if strings.Contains(text, sign) {
			return "at least"
		}
	}
	for _, sign := range []string{"≤", "<="} {
		if strings.Contains(text, sign) {
			return "at most"
		}
	}
	return ""
}

// turnOf is the comparator that a direction means: up is at least.
func turnOf(text string) string {
	for _, in := range rowWords().whole(text) {
		switch in.name {
		case "up":
			return "at least"
		case "down":
			return "at most"
		}
	}
	return ""
}

// finish adds the record, where its quantity can be read. Without its unit it is a number at least.
func (n *numberOf) finish(text, bare, unit string) {
	q, change, err := readQuantity(text)
	if err != nil && unit != "" {
		if q, change, err = readQuantity(bare); err == nil {
			n.unsaid, text = `what "`+unit+`" is`, bare
		}
	}
	if err != nil {
		n.unread(n.part, `"`+short(n.part.Text)+`" is not read: `+err.Error())
		return
	}
	if unit == "" && n.unsaid == "" && bare == text {
		n.unsaid = "the unit"
	}
	rec := Record{Part: n.part, Kind: n.kind, Quantity: text, Change: change, Time: n.time(), Joined: n.joined,
		Unsaid: n.unsaid}
	n.promise(&rec, q)
	n.add(rec)
}

// promise adds the time within which a share is to be reached, where the name or the description of the row says one.
func (n *numberOf) promise(rec *Record, q quantity.Quantity) {
	if !rec.Kind.Asks() || !strings.Contains(rec.Quantity, "%") || rec.Change {
		return
	}
	d, from := n.times()
	if d == "" {
		return
	}
	rec.Within = d
	rec.Joined = append(rec.Joined, from)
	if q.Comparator == quantity.NoComparator && !q.Limits {
		rec.Quantity = "at least " + rec.Quantity
	}
}

// times is the one time that the texts of the row promise, "" for none or several.
func (n *numberOf) times() (string, Part) {
	var found string
	var at Part
	for i := range n.block.Columns {
		c := &n.block.Columns[i]
		switch c.As {
		case AsKPI, AsDescription, AsLabel, AsMilestone, AsKeyResult:
		default:
			continue
		}
		cell := cellAt(n.cells, c.Number)
		if cell == nil || cell.Holds != content.Words {
			continue
		}
		p := part(c.As, n.cells, cell)
		times := promised(p.Text, n.block.marks)
		if len(times) == 1 && found == "" {
			found, at = times[0], p
		}
		if len(times) > 1 && found == "" {
			return "", at
		}
	}
	return found, at
}

// words reads a number with words of its own: "≥ 80", "10-16 hours", "50 calls a day", or a sentence.
func (n *numberOf) words(s spoken) {
	text := s.text
	if m := timeOf(n.part.Text); m != (moment{}) && onlyTime(n.part.Text) && !digits(n.part.Text) && n.kind.Asks() {
		n.add(Record{Part: n.part, Kind: KindDue, Quantity: m.String()})
		return
	}
	if !strings.ContainsAny(text, "0123456789") {
		if _, found, err := quantity.ParseChange(text); found && err == nil {
			n.add(Record{Part: n.part, Kind: n.kind, Quantity: text, Change: true, Time: n.time(), Joined: n.joined})
			return
		}
		n.sentence(s)
		return
	}
	if n.column.Change || n.column.As == AsChange {
		if _, found, err := quantity.ParseChange(text); !found && err == nil && s.number != nil {
			n.change(s.number, s.unit)
			return
		}
	}
	unit, per := n.unitAndPeriod("")
	scale := n.column.Times
	if money, sc, ok := scaledUnit(unit); ok {
		unit, scale = money, sc
	}
	full := text
	if last := text[len(text)-1]; digit(last) || last == '+' {
		if scale > 1 {
			full += " " + scaleWord(scale)
		}
		switch {
		case unit == "%":
			full += "%"
		case unit != "":
			full += " " + unit
		}
	}
	q, change, err := readQuantity(full)
	if err != nil && full != text {
		full = text
		q, change, err = readQuantity(full)
	}
	if err == nil && per != "" && !change && q.Unit.Words() != "%" && !strings.Contains(full, "/") {
		if with, _, err := readQuantity(full + "/" + per); err == nil {
			full, q = full+"/"+per, with
		}
	}
	if err != nil {
		n.sentence(s)
		return
	}
	if q.Comparator == quantity.NoComparator && !change && !q.Limits {
		if c := n.comparator(""); c != "" {
			if with, _, err := readQuantity(c + " " + full); err == nil {
				full, q = c+" "+full, with
			}
		}
	}
	if n.kind == KindHeadcount && digit(full[len(full)-1]) {
		full += " people"
	}
	rec := Record{Part: n.part, Kind: n.kind, Quantity: full, Change: change, Time: n.time(), Joined: n.joined,
		Unsaid: n.unsaid}
	n.promise(&rec, q)
	n.add(rec)
}

// sentence reads a cell that says its number in a sentence.
func (n *numberOf) sentence(s spoken) {
	if !n.tell(n.part, n.kind) {
		why := `"` + short(n.part.Text) + `" is not a number`
		if strings.ContainsAny(n.part.Text, "0123456789") {
			why = `"` + short(n.part.Text) + `" holds a number, and what it asks for is not understood`
		}
		n.unread(n.part, why)
	}
}

// tell reads the demands in a sentence, and reports whether it has any.
func (j *joiner) tell(p Part, kind Kind) bool {
	all := sentences(p.Text, j.block.marks)
	share, within := pairOf(all)
	if share != nil && within != nil {
		text := share.Quantity.Text
		if share.Quantity.Comparator == quantity.NoComparator && !share.Quantity.Limits {
			text = "at least " + text
		}
		j.add(Record{Part: p, Kind: kind, Quantity: text, Within: bareTime(within.Quantity)})
		return true
	}
	for i := range all {
		j.add(Record{Part: p, Kind: kind, Quantity: all[i].Quantity.Text})
	}
	return len(all) > 0
}

// pairOf is a share and the time in which it is to be reached, where a sentence asks for these two alone.
func pairOf(all []prose.Demand) (share, within *prose.Demand) {
	if len(all) != 2 {
		return nil, nil
	}
	for i := range all {
		switch q := all[i].Quantity; {
		case q.Unit.Words() == "%":
			share = &all[i]
		case q.TimeUnit != "" && q.Comparator != quantity.AtLeast && q.Comparator != quantity.MoreThan:
			within = &all[i]
		}
	}
	return share, within
}

// promised are the different times within which a text promises something.
func promised(text string, m Mark) []string {
	var all []string
	for _, d := range sentences(text, m) {
		q := d.Quantity
		if q.TimeUnit == "" || q.Comparator == quantity.AtLeast || q.Comparator == quantity.MoreThan ||
			strings.Contains(q.Unit.Words(), "/") {
			continue
		}
		if t := bareTime(q); t != "" && !slices.Contains(all, t) {
			all = append(all, t)
		}
	}
	return all
}

// bareTime is a time without its comparator.
func bareTime(q quantity.Quantity) string {
	text := q.Text
	for _, c := range []string{"<=", "<", "≤", "=", "at most", "within", "less than", "under"} {
		text = strings.TrimSpace(strings.TrimPrefix(text, c))
	}
	return text
}

// undecided recognises a letter that stands for a number in a name: "Z% of people", "more than X volunteers".
var undecided = regexp.MustCompile(`\b[XYZ]{1,3} ?%|(?i:\b(than|least|most|to|over|under|of|by) )[XYZ]{1,3} \pL`)

// prose reports whether a table holds words alone, so that its cells are read as a text is.
func (b *Block) prose() bool {
	for i := range b.Columns {
		switch c := &b.Columns[i]; c.As {
		case AsID, AsOrder, AsLevel, AsPeriod, AsYear:
		default:
			if c.Holds.Numbers > 0 && c.Holds.mostly(c.Holds.Numbers) {
				return false
			}
		}
	}
	return !rowWords().has(b.above, "results")
}

// text reads names that are sentences with a number: key results, objectives, and KPIs of rows without a target.
func (j *joiner) text(c *Column, cell *content.Cell) {
	if cell.Holds != content.Words || j.asked || j.row.Is != Data {
		return
	}
	p := part(c.As, j.cells, cell)
	asking := c.As == AsKeyResult || c.As == AsObjective
	if asking || undecided.MatchString(p.Text) {
		if letter := lettered(p.Text); letter != "" {
			j.unread(p, letter+` in "`+short(p.Text)+`" stands for a number that nobody has filled in`)
			return
		}
	}
	if len(strings.Fields(p.Text)) < 3 || !strings.ContainsAny(p.Text, "0123456789") || len(p.Text) > 600 {
		return
	}
	if (!asking && (c.As == AsKPI || c.As == AsLabel) && !j.block.plans() && !j.block.prose()) || j.tell(p, KindTarget) ||
		!asking {
		return
	}
	j.unread(p, `"`+short(p.Text)+`" holds a number, and what it asks for is not understood`)
}
